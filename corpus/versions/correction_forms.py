"""The forms in which pages and headlines announce corrections, read from `corpus/data/corrections.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

CorrectionKind = Literal["ralat", "koreksi", "hak_jawab", "pencabutan"]
NoticeKind = Literal["ralat", "koreksi", "hak_jawab", "pencabutan", "update"]
"""What a notice says. update: the page was brought up to date, and is not called corrected."""

FORMS_FILE = Path(__file__).parents[1] / "data" / "corrections.toml"
_KINDS: dict[str, CorrectionKind] = {
    "ralat": "ralat",
    "koreksi": "koreksi",
    "hak koreksi": "koreksi",
    "hak jawab": "hak_jawab",
    "pencabutan": "pencabutan",
    "penarikan": "pencabutan",
    "dicabut": "pencabutan",
}
_NAME = re.compile(r"%(\w+)%")


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """A form: its name, the kind that it tells ("by_word": the group `word` does), and what it is recognised by."""

    rule: str
    kind: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    examples: tuple[str, ...]
    others: tuple[str, ...]

    def match(self, line: str) -> re.Match[str] | None:
        """Return where the line has this form, None if it has not."""
        at = self.pattern.search(line)
        return None if at is None or (self.unless and self.unless.search(line)) else at

    def kind_of(self, match: re.Match[str]) -> NoticeKind:
        """Return the kind that a match tells."""
        if self.kind == "by_word":
            return _KINDS[" ".join(match["word"].casefold().split())]
        return cast("NoticeKind", self.kind)  # a test checks each


@dataclass(frozen=True, slots=True)
class CorrectionForms:
    """All forms, in the order in which they are tried."""

    notices: tuple[CorrectionForm, ...]
    headlines: tuple[CorrectionForm, ...]


@cache
def correction_forms() -> CorrectionForms:
    """Return the forms of the file that ships."""
    data = tomllib.loads(FORMS_FILE.read_text(encoding="utf-8"))
    words = {name: f"(?:{value})" for name, value in data["words"].items()}
    for _ in words:  # one may name another
        words = {name: _filled(value, words) for name, value in words.items()}
    notices, headlines = (tuple(_form(row, words) for row in data[table]) for table in ("notice", "headline"))
    return CorrectionForms(notices, headlines)


def _form(row: dict[str, Any], words: dict[str, str]) -> CorrectionForm:
    pattern, unless = (_compiled(row[name], words) if name in row else None for name in ("pattern", "unless"))
    assert pattern is not None
    return CorrectionForm(
        row["rule"], row["kind"], pattern, unless, tuple(row["examples"]), tuple(row.get("others", ()))
    )


def _compiled(pattern: str, words: dict[str, str]) -> re.Pattern[str]:
    return re.compile(_filled(pattern, words), re.IGNORECASE | re.VERBOSE)


def _filled(pattern: str, words: dict[str, str]) -> str:
    return _NAME.sub(lambda match: words[match[1]], pattern)
