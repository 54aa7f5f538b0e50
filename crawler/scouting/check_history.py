"""The history of outlet checks, a line each: since when a way works, and when it broke."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.file.rights import PRIVATE_FILE, PRIVATE_FOLDER, set_rights
from corpus.messages.outlet_messages import CHECKS_NOT_STORED


@dataclass(frozen=True, slots=True)
class Course:
    """A way's last result, its first day, the day when the way last worked, the number of checks, and why it is so."""

    outlet: str
    way: str
    result: str
    since: str
    worked: str | None
    checks: int
    why: str | None = None

    @property
    def in_words(self) -> str:
        """The course in words: "works since 2026-11-01", "broke on 2026-11-08, worked until 2026-11-01"."""
        if self.result == "works":
            return f"works since {self.since}"
        return (
            f"broke on {self.since}, worked until {self.worked}" if self.worked else f"never worked since {self.since}"
        )


def history_path() -> Path:
    """Where checks are kept: outlet-checks.jsonl in the user's own state folder."""
    from platformdirs import user_state_dir

    return Path(user_state_dir("kliping", appauthor=False)) / "outlet-checks.jsonl"


def keep(rows: Iterable[Mapping[str, Any]], path: Path | None = None) -> Path:
    """Add the results of a check. Raises KlipingError where the file can't be written."""
    path = path or history_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with path.open("a", encoding="utf-8") as file:
            set_rights(path, PRIVATE_FILE)
            file.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)
    except OSError as error:
        raise KlipingError(CHECKS_NOT_STORED(path=path, reason=error.strerror)) from error
    return path


def courses(outlets: Iterable[str] = (), path: Path | None = None) -> list[Course]:
    """Return how each way has done, of these outlets or of all; lines that can't be read are skipped."""
    slugs, latest = set(outlets), dict[tuple[str, str], Course]()
    for row in _rows(path or history_path()):
        place = (row["outlet"], row["way"])
        if slugs and row["outlet"] not in slugs:
            continue
        latest[place] = _after(latest.get(place), row)
    return [latest[place] for place in sorted(latest)]


def _after(before: Course | None, row: Mapping[str, Any]) -> Course:
    result, day = row["result"], str(row["checked_at"])[:10]
    worked = day if result == "works" else before.worked if before else None
    same = before is not None and before.result == result
    since = before.since if before and same else day
    return Course(
        row["outlet"], row["way"], result, since, worked, (before.checks if before else 0) + 1, row.get("why")
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the stored checks; lines that can't be read are skipped."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and {"outlet", "way", "result", "checked_at"} <= row.keys():
            yield row
