"""An article as a citation has it (`citation_of`): what every format of citations is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from corpus.characters import plain, plain_address
from corpus.export.content import Row

CITED = (
    *("doc_id", "title", "authors", "outlet_name", "dateline", "published_day", "language", "url"),
    *("fetched_utc", "wayback_url", "archived"),
)
"""The columns that a citation is made of."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited. Each text is one line without hidden characters, "" where it is not known.

    `key` is the article's `doc_id`. `authors` are names as printed: which part is a family's name is not known. `day`
    and `accessed` are YYYY-MM-DD, `accessed` in UTC. `archived` is the address of a public copy, or else the places of
    the pages in the corpus's own archive.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    outlet: str
    dateline: str
    day: str
    language: str
    url: str
    accessed: str
    archived: str

    @property
    def remarks(self) -> list[str]:
        """What has no field in most formats: the dateline and the archived copy, as `Dateline: Kupang`."""
        named = (("Dateline", self.dateline), ("Archived", self.archived))
        return [f"{name}: {words}" for name, words in named if words]


def citation_of(row: Row) -> Citation:
    """Return the citation of a row with the columns `CITED`."""
    copy = row["wayback_url"]
    return Citation(
        row["doc_id"],
        _line(row["title"]),
        tuple(filter(None, map(_line, row["authors"] or ()))),
        _line(row["outlet_name"]),
        _line(row["dateline"]),
        row["published_day"] or "",
        row["language"] or "",
        plain_address(row["url"]),
        (row["fetched_utc"] or "")[:10],
        plain_address(copy) if copy else ", ".join(map(_line, row["archived"] or ())),
    )


def write_citations(rows: Iterable[Row], out: TextIO, written: Callable[[Citation], str]) -> int:
    """Write each row's citation as this text, and return how many there were."""
    number = 0
    for row in rows:
        out.write(written(citation_of(row)))
        number += 1
    return number


def day_parts(day: str) -> list[int]:
    """Return year, month and day of YYYY-MM-DD.

    >>> day_parts("2023-11-02")
    [2023, 11, 2]
    """
    return [int(part) for part in day.split("-")]


def _line(words: str | None) -> str:
    return " ".join(plain(words or "").split())
