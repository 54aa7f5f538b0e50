"""The forms of datelines in data/datelines.toml, as patterns over the signs of a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.strings.dateline_words import tables
from pipelines.strings.squashed import squash

# what each word of a pattern stands for, as a pattern over signs (dateline_signs.py)
GROUPS = {
    "house": "[HW]{1,2}",
    "site": "W",
    "known": "[PCp]",
    "sure": "[PC]",
    "caps": "U",
    "named": "[PCpU]",
    "place": "[PCpUT]{1,4}",
    "word": "(?:U{1,2}|T[TU]?)",
    "day": "D",
    "region": "[,;][PCpUT](?:[.]?[PCpUT])?[.]?",  # ", NTT", ", Riau Pesisir", ", N.Y."
}
MARKS = {
    "office": "[PCp]",
    "part": "[,;.-]",
    "comma": "[,;]",
    "loose": ";",
    "bar": "[|]",
    "dash": "-",
    "tight": "[=+]",
    "long": "[+]",
    "colon": "[:`]",
    "ratio": ":",
    "stop": "[.]",
    "mark": "(?:[,;.]?[-|])",
    "sep": "[,;|/:`.=+_-]?",
    "end": "$",
    "capital": '(?=[PCpUTHW"])',
    "opening": '(?=[PCpUTHW#"])',
}
PARTS = {"house": "house", "site": "house", "known": "place", "sure": "place", "caps": "place", "named": "place"}
PARTS |= {"place": "place", "word": "place", "day": "day", "region": "region"}
MACRO = re.compile(r"\{(?P<names>[a-z,/_]+)(?P<may_miss>\?)?\}|(?P<blank>\s+)|(?P<other>.)")
FIRST_SIGNS = "PCpUTWHD("


@dataclass(frozen=True, slots=True)
class DatelineForm:
    """One form: its name, pattern, the newsrooms that it holds for (squashed; empty: all) and its examples."""

    name: str
    pattern: re.Pattern[str]
    only: frozenset[str]
    own: bool
    alone: bool  # on a line of its own
    examples: tuple[str, ...]
    place: str | None
    house: str | None


class BadFormError(ValueError):
    """A form of data/datelines.toml that cannot be understood; the message names it and says why."""


@lru_cache(maxsize=1)
def forms() -> tuple[DatelineForm, ...]:
    """The forms in the order of the file."""
    return read_forms(tables()["forms"])


@lru_cache(maxsize=1)
def forms_by_first_sign() -> Mapping[str, tuple[DatelineForm, ...]]:
    """The forms that a line may have whose first sign this is, in the order of the file."""
    firsts = {form.name: _first_signs(table["pattern"]) for form, table in zip(forms(), tables()["forms"], strict=True)}
    return {sign: tuple(form for form in forms() if sign in firsts[form.name]) for sign in FIRST_SIGNS}


def _first_signs(pattern: str) -> str:
    """The signs that a pattern may begin with."""
    first = MACRO.match(pattern.lstrip())
    assert first is not None
    if first["names"] is None or first["may_miss"]:
        return FIRST_SIGNS
    signs = "".join(GROUPS.get(name, "") for name in first["names"].split(","))
    return "".join(sign for sign in FIRST_SIGNS if sign in signs.replace("(?:", "")) or FIRST_SIGNS


def read_forms(given: Sequence[Mapping[str, Any]]) -> tuple[DatelineForm, ...]:
    """The forms of these tables, in their order; BadFormError where one cannot be understood."""
    return tuple(_form(table) for table in given)


def _form(table: Mapping[str, Any]) -> DatelineForm:
    name = str(table.get("name", table))
    if lacking := {"name", "pattern", "examples", "place", "house", "rests_on"} - set(table):
        raise BadFormError(f"datelines.toml: the form {name!r} lacks {', '.join(sorted(lacking))}")
    return DatelineForm(
        name,
        _compiled(name, table["pattern"]),
        frozenset(squash(house) for house in table.get("only", ())),
        bool(table.get("own", False)),
        "{end}" in table["pattern"],
        tuple(table["examples"]),
        table["place"] or None,
        table["house"] or None,
    )


def _compiled(name: str, pattern: str) -> re.Pattern[str]:
    """The pattern over signs; each place, newsroom and day is a group: place1, house1, house2, day1."""
    counts: dict[str, int] = {}
    parts: list[str] = []
    for match in MACRO.finditer(pattern):
        if match["blank"]:
            continue
        if match["other"] in {"{", "}"}:
            raise BadFormError(f"datelines.toml: the form {name!r} has a brace that is no word: {pattern}")
        if match["other"]:
            parts.append(re.escape(match["other"]))
            continue
        names = match["names"].split(",")
        if unknown := [n for n in names if n not in GROUPS and n not in MARKS and n not in "/_"]:
            raise BadFormError(f"datelines.toml: the form {name!r} has an unknown word {{{unknown[0]}}}")
        if names[0] in GROUPS:
            kind = PARTS[names[0]]
            counts[kind] = counts.get(kind, 0) + 1
            part = f"(?P<{kind}{counts[kind]}>{GROUPS[names[0]]})"
        else:
            part = "(?:" + "|".join(MARKS.get(n, re.escape(n)) for n in names) + ")"
        parts.append(part + ("?" if match["may_miss"] else ""))
    return re.compile("".join(parts))
