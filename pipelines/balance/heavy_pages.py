"""The balance of a page with very many elements (`ParsedPage.heavy`), by whole lines and in little memory.

A line of the page is one of the text's, one that was cut, the title, or stands in a region; every other one is
unexplained. Lines of which the text has a part, boxes of one form and headings over boxes are not looked at, and no
fate of a line is remembered: `show --page` has nothing to print.
"""

from __future__ import annotations

from collections import Counter

from corpus.models import OutsideWords, PageWords
from pipelines.balance.furniture import region_of
from pipelines.balance.line_fates import LINKED, UNEXPLAINED
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.strings.word_count import words_of


def balance_heavy(
    page: ParsedPage, text: list[str], cut: list[str], titles: list[str], part: int
) -> tuple[PageWords, tuple[OutsideWords, ...], int]:
    """Return the sum of the page's words, what is outside, and the unexplained words that are links.

    `text` and `cut` are lines of the page.
    """
    left, cuts = Counter(text), Counter(cut)
    regions: dict[int, str | None] = {}
    sums: Counter[str] = Counter()
    first: dict[str, int] = {}
    seen = links = 0
    for position, line in enumerate(page.table.lines):
        count = len(words_of(line.text))
        if left[line.text] > 0:
            left[line.text] -= 1
            what = "text"
        elif line.silent == "hidden":
            continue
        elif cuts[line.text] > 0:
            cuts[line.text] -= 1
            what = "cut"
        elif line.text in titles:
            what = "field"
        else:
            what = region_around(line.node, regions) or UNEXPLAINED
            first.setdefault(what, position)
            if what == UNEXPLAINED and line.linked >= LINKED:
                links += count
        seen += count
        sums[what] += count
    outside = {what: count for what, count in sums.items() if what in first and what != UNEXPLAINED}
    added = sum(count * len(words_of(line)) for line, count in left.items() if count > 0)
    words = PageWords(
        part, seen, sums["text"], sums["field"], sums["cut"], sum(outside.values()), sums[UNEXPLAINED], added
    )
    reasons = (*outside, *((UNEXPLAINED,) if sums[UNEXPLAINED] else ()))
    return words, tuple(OutsideWords(part, first[what], what, sums[what]) for what in reasons), links


def region_around(node: PageNode, known: dict[int, str | None]) -> str | None:
    """The reason of the innermost region around a node; None outside of all. `known` keeps the answers."""
    path: list[int] = []
    here: PageNode | None = node
    reason: str | None = None
    while here is not None:
        if here.index in known:
            reason = known[here.index]
            break
        path.append(here.index)
        if region := region_of(here):
            reason = region.reason
            break
        here = here.above
    known.update(dict.fromkeys(path, reason))
    return reason
