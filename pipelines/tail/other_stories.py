"""Lines of other stories behind a text's end: by a dateline of their own, by their cut, by the page's markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipelines.balance.repeats import RepeatedBoxes
from pipelines.page.table import Line, PageNode, PageTable
from pipelines.strings.datelines import read_dateline, squash

HEADLINE_LINKED = 0.5  # share of a line's characters that are links, from which it is a headline
MOST_ABOVE = 8  # elements above a line that may be a teaser's box
CUT_SHORT = ("…", "...", "[…]", "[...]")
MIN_OPENING = 60  # characters of a repeated opening

OfSite = Callable[[Sequence[str], Sequence[str]], bool]
"""Says of lines above and lines behind them whether the latter are all the site's by the page's markup."""


def why_teaser(text: str, own: Iterable[str]) -> str | None:
    """Why a line behind the end is a teaser of another story; None where nothing says so.

    >>> why_teaser("WARTATELUK, Jakarta - Menteri mendorong pondok untuk berkembang menjadi…", ["wartateluk"])
    'a dateline of the outlet, cut short'
    >>> why_teaser("Ia pun menangis…", ["wartateluk"]) is None
    True
    """
    if not text.endswith(CUT_SHORT):
        return None
    dateline = read_dateline(text, own)
    return "a dateline of the outlet, cut short" if dateline is not None and dateline.house else None


def repeats_opening(text: str, lines: Sequence[str]) -> bool:
    """True for a line that says the text's first words again, to its end or cut off in a sentence (jpnn, page 2)."""
    words = squash(text)
    if len(words) < MIN_OPENING:
        return False
    opening = ""
    for line in lines:
        opening += squash(line)
        if len(opening) >= len(words):
            return opening.startswith(words)
    return False


def of_site_by(table: PageTable) -> OfSite:
    """Return the judgement by this page: each line behind is a link, or stands in one of several boxes of one form."""

    def of_site(above: Sequence[str], behind: Sequence[str]) -> bool:
        words_to_place = {squash(text) for text in (*above, *behind)}
        lines = {
            text: line for line in table.lines if not line.silent and (text := squash(line.text)) in words_to_place
        }
        holding = {node.index for text in above if (line := lines.get(squash(text))) for node in _up(line.node)}
        boxes = RepeatedBoxes(table, holding)
        return bool(behind) and all(_is_of_site(lines.get(squash(text)), holding, boxes) for text in behind)

    return of_site


def _is_of_site(line: Line | None, holding: set[int], boxes: RepeatedBoxes) -> bool:
    if line is None:
        return False
    if line.linked >= HEADLINE_LINKED:
        return True
    for count, node in enumerate(_up(line.node)):
        if node.index in holding or count > MOST_ABOVE:
            return False
        if boxes.has(node):
            return True
    return False


def _up(node: PageNode) -> Iterable[PageNode]:
    """Yield the node and all above it."""
    here: PageNode | None = node
    while here is not None:
        yield here
        here = here.above
