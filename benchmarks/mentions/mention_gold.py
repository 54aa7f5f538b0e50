"""Read the gold of mentions: an article, and for each person and body the words that stand for it there.

`words` are found wherever they stand as whole words, the longest of all rows first, so that "Benny" is not looked for
inside "Benny Wijaya". `nobody` are words that look like a mention and are none; `optional` may be taken or left.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..quotes import gold as quotes_gold

FOLDER = Path(__file__).parent
ARTICLES = FOLDER / "articles"
SET_ASIDE = FOLDER / "set_aside"
NAMES = FOLDER.parent.parent / "corpus/data/names.toml"

MentionKind = Literal["person", "body"]


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a body of the article: its name, the other forms that are right, the role as the article gives it."""

    kind: MentionKind
    name: str
    also: tuple[str, ...] = ()
    role: str | None = None
    listed: bool = True
    """Whether the names file has it; a body always is."""
    places: tuple[str, ...] = ()
    """The forms of the place of a local office."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Where somebody is named: a half-open range of code points of the text. None for words that are no mention."""

    start: int
    end: int
    named: Named | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with all its mentions, in order."""

    name: str
    title: str
    text: str
    mentions: tuple[GoldMention, ...]
    counts: dict[str, int]
    """Row -> number of its mentions as the file states it."""


def read_articles(folder: Path) -> list[GoldArticle]:
    """Every article of the folder, by file name; ValueError where words of a row stand nowhere in the text."""
    return [_article(path) for path in sorted(folder.glob("*.toml"))]


def _article(path: Path) -> GoldArticle:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    name = f"{path.parent.name}/{path.stem}"
    if "quotes" in content:
        source = quotes_gold.FOLDER / f"{content['quotes']}.toml"
        content |= tomllib.loads(source.read_text(encoding="utf-8"))
    read = quotes_gold.marked(name, content)
    rows: dict[str, tuple[Named | None, bool]] = {}
    counts: dict[str, int] = {}
    for kind in ("persons", "bodies"):
        for key, row in content.get(kind, {}).items():
            named = _named("person" if kind == "persons" else "body", row)
            rows |= dict.fromkeys(row["words"], (named, False))
            counts[f"{kind}.{key}"] = row["count"]
    rows |= dict.fromkeys(content.get("nobody", ()), (None, False))
    rows |= dict.fromkeys(content.get("optional", ()), (None, True))
    forms = sorted(rows, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms))
    mentions = tuple(GoldMention(m.start(), m.end(), *rows[m[0]]) for m in pattern.finditer(read.text))
    if missing := set(rows) - {read.text[m.start : m.end] for m in mentions}:
        raise ValueError(f"{name}: {sorted(missing)} stand nowhere in the text")
    return GoldArticle(name, read.title, read.text, mentions, counts)


def _named(kind: MentionKind, row: dict[str, Any]) -> Named:
    places = (row["place"], *row.get("places", ())) if "place" in row else ()
    also = tuple(row.get("also", ()))
    if kind == "body":
        forms = forms_of(row["lineage"])
        also += (*forms, *(f"{form} {place}" for form in forms for place in places))
    return Named(kind, row["name"], also, row.get("role"), row.get("listed", kind == "body"), places)


@cache
def forms_of(lineage: str) -> tuple[str, ...]:
    """All names of a lineage of the names file and its id: which of them a body is listed under is left open."""
    rows = tomllib.loads(NAMES.read_text(encoding="utf-8"))["lineage"]
    names = [name for row in rows if row["id"] == lineage for name in row["name"]]
    return (lineage, *(form for name in names for form in (name["name"], *name.get("full", ()))))
