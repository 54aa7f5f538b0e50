"""A note beside the corpus (kliping.db.damage) that `kliping doctor` found it damaged, for the commands after it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.opening import open_file, strange_companion
from corpus.file.rights import file_rights
from corpus.file.small_file import read_small
from corpus.file.whole import whole_file
from corpus.messages.corpus_messages import DAMAGE_KNOWN, DAMAGE_NOTED
from corpus.messages.statement import Statement

REPAIR_ADVICE = "run `kliping doctor --repair`, or `kliping doctor` if you restored a backup"


@dataclass(frozen=True, slots=True)
class DamageNote:
    """What was damaged: the checks of `doctor` that failed, the ids of articles, the day, and whose note it is."""

    corpus: str
    day: str
    checks: tuple[str, ...]
    articles: tuple[int, ...] = ()


def note_path(path: Path) -> Path:
    """Return the path of the note: kliping.db -> kliping.db.damage."""
    return path.with_name(f"{path.name}.damage")


def write_note(path: Path, checks: Sequence[str], articles: Sequence[int]) -> None:
    """Write the note, or take an earlier one away where nothing is damaged. A folder that is read-only has none."""
    with contextlib.suppress(OSError):
        if not checks:
            note_path(path).unlink(missing_ok=True)
            return
        note = DamageNote(_identity(path), datetime.now(UTC).date().isoformat(), tuple(checks), tuple(articles))
        with whole_file(
            note_path(path), sync=False, rights=file_rights(path)
        ) as file:  # without it the next doctor finds the damage again
            file.write(json.dumps(asdict(note), ensure_ascii=False) + "\n")


def read_note(path: Path) -> DamageNote | None:
    """Return the note of this corpus; None if there is none, or that of a corpus that stood here before.

    Raises CorpusError where a link, folder or pipe stands in place of a file of the corpus: it isn't opened.
    """
    if strange := strange_companion(path):
        raise CorpusError(strange)
    if not note_path(path).is_file():
        return None
    try:
        fields = json.loads(read_small(note_path(path)))
        note = DamageNote(fields["corpus"], fields["day"], tuple(fields["checks"]), tuple(fields["articles"]))
    except (OSError, ValueError, KeyError, TypeError):
        return DamageNote("", "an unknown day", (f"{note_path(path).name} can't be read",))
    return note if note.corpus in {"", _identity(path)} else None


def known_damage(path: Path) -> Statement | None:
    """Return a statement on what `doctor` found damaged in this corpus, None if nothing is known."""
    if (note := read_note(path)) is None:
        return None
    return DAMAGE_NOTED(path=path, day=note.day, checks=note.checks)


def refuse_known_damage(path: Path) -> None:
    """Raise CorpusDamagedError if `doctor` found this corpus damaged."""
    if damage := known_damage(path):
        raise CorpusDamagedError(DAMAGE_KNOWN(damage=damage))


def _identity(path: Path) -> str:
    """Return what identifies the corpus, the start of its first run; "" where that can't be read."""
    try:
        with closing(open_file(path, read_only=True)) as sql:
            return corpus_identity(sql)
    except (sqlite3.DatabaseError, CorpusError):
        return ""


def corpus_identity(sql: sqlite3.Connection) -> str:
    """Return what identifies the corpus, the start of its first run; "" where it has none."""
    row = sql.execute("SELECT started_at FROM runs ORDER BY id LIMIT 1").fetchone()
    return str(row[0]) if row else ""
