"""What is known of an outlet's addresses and ways in rests on something, seen in some month, or is a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ARTICLE_FORM = "articles"  # what stands in `rests_on` for the form of the articles' addresses
MARKS = {
    "A": "a dated source that saw it live, a stored robots.txt, or three or more sources that agree",
    "B": "one dated source",
    "C": "an old source",
    "page": "a page of the site, of this month",
}
BASIS = re.compile(rf"(?P<seen>(?:19|20)\d{{2}}(?:-(?:0[1-9]|1[0-2]))?) (?P<mark>{'|'.join(MARKS)})")


@dataclass(frozen=True, slots=True)
class Basis:
    """When a fact was `seen` ("2026-07", or "2026" where no month is known), and the letter of its source (`MARKS`)."""

    seen: str
    mark: str

    def __str__(self) -> str:
        """The words of the table of outlets: "seen 2026-07 (A)"."""
        return f"seen {self.seen} ({self.mark})"


def read_basis(text: str) -> Basis | None:
    """What a fact rests on; None where the text does not say it as "2026-07 A" does.

    >>> read_basis("2026-07 A"), read_basis("2019 page"), read_basis("today")
    (Basis(seen='2026-07', mark='A'), Basis(seen='2019', mark='page'), None)
    """
    match = BASIS.fullmatch(text)
    return Basis(match["seen"], match["mark"]) if match else None


def basis_words(bases: Mapping[str, Basis | None]) -> str:
    """What the facts rest on in words, those that rest on the same together.

    >>> basis_words({"articles": Basis("2026-07", "A"), "feed": Basis("2026-07", "A"), "index": None})
    'articles, feed: seen 2026-07 (A); index: guess'
    >>> basis_words({"articles": None, "rest": None})
    'guess'
    """
    groups: dict[str, list[str]] = {}
    for fact, basis in bases.items():
        groups.setdefault(str(basis) if basis else "guess", []).append(fact)
    if list(groups) == ["guess"]:
        return "guess"
    return "; ".join(f"{', '.join(facts)}: {words}" for words, facts in groups.items())
