"""The forms of a text's end, read from data/tails.toml, whose head explains them (`tail_forms`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

from pipelines.lines.line_labels import TailLabel

LONGEST_LINE = 200  # characters of a line that a form for whole lines looks at
LONGEST_TEXT = 100_000  # and of one whose end is looked at
Where = Literal["line", "end"]
Reach = Literal["tail", "last"]
_BEFORE_A_PAPERS_NAME = "Harian | Koran | Majalah | Radar | RRI | Tabloid | Tribun | TVRI"
_BEHIND_IT = "Ekspres | Express | News | Pos | Post | TV"
_NAMES = {
    "{name}": r"(?: [A-Z][a-z'’]{2,} )",
    "{full}": r"(?: [A-Z][\w'’.]+ (?: \s [A-Z][\w'’.]* ){1,3} )",
    "{site}": r"(?: [\w-]+ (?: [.\s][\w-]+ ){0,3} )",
    "{office}": r"(?: (?i: Humas | Diskominfo | Kominfo | Prokopim ) )",
}


@dataclass(frozen=True, slots=True)
class TailForm:
    """One form of data/tails.toml; the file's head explains the fields."""

    rule: str
    label: TailLabel
    where: Where
    reach: Reach
    needs: frozenset[str]
    longest: int
    has: tuple[str, ...]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    seen: str


@lru_cache(maxsize=1)
def tail_forms() -> tuple[TailForm, ...]:
    """The shipped forms, in the order of the file, in which they are tried."""
    table = tomllib.loads((files("pipelines") / "data/tails.toml").read_text("utf-8"))
    words = {f"{{{name}}}": f"(?: {'|'.join(map(re.escape, each))} )" for name, each in table["words"].items()}
    words["{paper}"] = f"(?: {_paper(table)} )"
    return tuple(_form(entry, words) for entry in table["form"])


def _paper(table: dict[str, Any]) -> str:
    names = "|".join(re.escape(name) for name in table["words"]["papers"])
    lead, behind = _BEFORE_A_PAPERS_NAME, _BEHIND_IT
    return rf"(?: {names} ) (?! \w ) | (?: {lead} ) \s [A-Z]\w+ (?: \s [A-Z]\w+ )? | [A-Z]\w+ \s (?: {behind} )"


@lru_cache(maxsize=1)
def _papers() -> re.Pattern[str]:
    return re.compile(_paper(tomllib.loads((files("pipelines") / "data/tails.toml").read_text("utf-8"))), re.VERBOSE)


def is_paper(name: str) -> bool:
    """True for a paper's, an agency's or a station's name.

    >>> is_paper("Pos Kupang"), is_paper("Radar Contoh"), is_paper("Budi Santoso")
    (True, True, False)
    """
    return _papers().fullmatch(name) is not None


@lru_cache(maxsize=8)
def forms_for(where: Where, reach: Reach | None = None) -> tuple[TailForm, ...]:
    """The forms for whole lines or for ends of lines, of this reach or (None) of any."""
    return tuple(form for form in tail_forms() if form.where == where and reach in (None, form.reach))


def _form(entry: dict[str, Any], words: Mapping[str, str]) -> TailForm:
    where = cast("Where", entry["where"])
    pattern = entry["pattern"]
    for mark, expression in {**words, **_NAMES}.items():
        pattern = pattern.replace(mark, expression)
    return TailForm(
        entry["rule"],
        entry["label"],
        where,
        entry.get("reach", "tail" if where == "line" else "last"),
        frozenset(entry.get("needs", ())),
        entry.get("longest", LONGEST_LINE if where == "line" else LONGEST_TEXT),
        tuple(entry.get("has", ())),
        re.compile(rf"(?: {pattern} ) \s* $" if where == "end" else pattern, re.VERBOSE),
        tuple(entry["examples"]),
        entry["seen"],
    )
