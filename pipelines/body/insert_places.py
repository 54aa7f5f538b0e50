"""Where a cut insert stood: by the words before it, located again among the extracted lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import html

from corpus.models import RemovedLine
from pipelines.strings.squashed import squash

MAX_INSERT_TEXT = 2000  # characters of a cut that are kept in its record
MAX_SEARCHED = 200_000_000  # letters that are searched for places; a page with more cuts has the last ones unplaced
PLACE_LETTERS = 120  # letters that tell a place


@dataclass(frozen=True, slots=True)
class Insert:
    """A cut from the page: its rule, its text, and the letters before it (None: not known)."""

    rule: str
    text: str
    before: str | None


def words_before(element: html.HtmlElement) -> str:
    """The last letters that stand before the element on its page, squashed; fewer where the page begins.

    >>> tree = html.fromstring("<div><p>Balai itu dibuka.</p><p><b>Baca juga</b></p></div>")
    >>> words_before(tree.find(".//b"))
    'balaiitudibuka'
    """
    letters = ""
    here: html.HtmlElement | None = element
    while here is not None and here.tag not in {"body", "html"} and len(letters) < PLACE_LETTERS:
        for sibling in here.itersiblings(preceding=True):
            text = sibling.text_content() if isinstance(sibling.tag, str) and sibling.tag not in _SILENT else ""
            letters = squash(text[-400:] + (sibling.tail or "")) + letters
            if len(letters) >= PLACE_LETTERS:
                break
        here = here.getparent()
        letters = squash((here.text or "") if here is not None and len(letters) < PLACE_LETTERS else "") + letters
    return letters[-PLACE_LETTERS:]


_SILENT = frozenset({"script", "style", "noscript", "template"})


def placed(inserts: Iterable[Insert], lines: Sequence[str]) -> tuple[RemovedLine, ...]:
    """The records of the cuts, each with the line that it stood behind."""
    squashed = [squash(line) for line in lines]
    whole, ends = "".join(squashed), list(accumulate(map(len, squashed)))
    located = MAX_SEARCHED // (len(whole) or 1)
    return tuple(
        RemovedLine(
            i.rule, -1, i.text[:MAX_INSERT_TEXT], behind=_behind(i.before, whole, ends) if n < located else None
        )
        for n, i in enumerate(inserts)
    )


def _behind(before: str | None, whole: str, ends: Sequence[int]) -> int | None:
    """Index of the line in which these letters end; -1 where the first line stands behind them, None if not located.

    `whole` are the letters of all lines, `ends` the number of them up to the end of each line.
    """
    if before is None or not ends:
        return None
    if not before:
        return -1
    for size in (PLACE_LETTERS, PLACE_LETTERS // 2, PLACE_LETTERS // 4):
        if (start := whole.find(before[-size:])) >= 0:
            return bisect_left(ends, start + len(before[-size:]))
    return None
