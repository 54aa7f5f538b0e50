"""Small parts of a text that the extractor lost between its paragraphs (`SmallParts`), with the evidence.

Taken are lines without a fate, where one of these is seen:

sub_head    a heading without a link, or a short sentence, in an element beside paragraphs of the text, that stands over
            no link to another page of the site
own_links   a line of links that lead to other sites alone (pipelines/balance/outward.py), in a heading, a list's item
            or a source in brackets beside paragraphs, or in one of several boxes of one form beside them: the writer's
            sources and offers, where a site's teasers lead to its own pages

What stands before the text is left, and behind it all but a short sentence in the very next element of its home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.balance.line_fates import LINKED, LineFate
from pipelines.balance.outward import leads_to_others
from pipelines.balance.surroundings import Surroundings
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode

HOME_PARAGRAPHS = 2  # of the text right under an element, that make it a home of the text
MIN_BOXES = 3  # boxes of one form that are a list of the writer's
MIN_SHORT_WORDS = 3  # words of a sub-head or a short sentence
MIN_LAST_WORDS = 6  # words of a short sentence behind the text
MOST_ABOVE = 6  # elements between a line and the text's home
SENTENCE_ENDS = (".", "?", "!")
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ol", "ul"})


class SmallParts:
    """Finds the small parts of a text on its page."""

    def __init__(self, page: ParsedPage, fates: Sequence[LineFate], places: Sequence[int], homes: Counter[int]) -> None:
        """Take the page's lines: `places` are the indexes of the text's, `homes` counts those right under a node."""
        self._page, self._homes = page, homes
        self._boxes: dict[int, Counter[tuple[str, str | None]]] = {}  # of a home, the boxes right below it by form
        self._first, self._last = (places[0], places[-1]) if places else (0, -1)
        self.candidates = list(self._candidates(fates))
        """The indexes of the lines that `evidence` is to be asked of, once the cuts have their lines."""

    def _candidates(self, fates: Sequence[LineFate]) -> Iterator[int]:
        for index in range(self._first, min(self._last + 2, len(fates))):
            fate = fates[index]
            if fate.fates or fate.line.silent is not None or fate.is_prose():
                continue
            if fate.line.linked >= LINKED:
                if index < self._last and self._box(fate.line.node) is not None:
                    yield index
            elif self._is_short(fate, behind=index > self._last) and not self._heads_teasers(fates, index):
                yield index

    def evidence(self, fate: LineFate, around: Surroundings) -> str | None:
        """The evidence that a candidate belongs to the text; None where a rule explains it."""
        if fate.line.linked >= LINKED:
            return "own_links" if self._is_own(fate, around) else None
        return "sub_head" if around.reason(fate) is None else None

    def _heads_teasers(self, fates: Sequence[LineFate], index: int) -> bool:
        """True for a line right above a link to another page of the site: a heading of teasers."""
        below = fates[index + 1] if index + 1 < len(fates) else None
        if below is None or index > self._last or below.fates or below.line.linked < LINKED:
            return False
        return not leads_to_others(below.line.node, self._page.url)

    def _is_short(self, fate: LineFate, *, behind: bool) -> bool:
        """True for a sub-head or a short sentence right under a home of the text."""
        node = fate.line.node
        if fate.line.linked or node.above is None or self._homes[node.above.index] < HOME_PARAGRAPHS:
            return False
        if node.tag in HEADINGS and not behind:
            return len(fate.words) >= MIN_SHORT_WORDS
        ends = fate.line.text.endswith(SENTENCE_ENDS if behind else (*SENTENCE_ENDS, ":"))
        return ends and len(fate.words) >= (MIN_LAST_WORDS if behind else MIN_SHORT_WORDS)

    def _box(self, node: PageNode) -> PageNode | None:
        """The element around a line right under a home of the text; None without one."""
        for _ in range(MOST_ABOVE):
            if node.above is None or self._homes[node.index] >= HOME_PARAGRAPHS:
                return None
            if self._homes[node.above.index] >= HOME_PARAGRAPHS:
                return node
            node = node.above
        return None

    def _is_own(self, fate: LineFate, around: Surroundings) -> bool:
        """True for a line of links to other sites, in a place where writers put them; a box of many is taken whole."""
        node, text = fate.line.node, fate.line.text
        box = self._box(node)
        if box is None or not leads_to_others(node, self._page.url) or around.is_in_region(node):
            return False
        if self._is_of_many(box):
            return True
        if not around.is_bare_link(fate):
            return False
        if node is box and node.tag not in HEADINGS:
            return text[:1] + text[-1:] in {"()", "[]"}
        return node is box or box.tag in LISTS

    def _is_of_many(self, box: PageNode) -> bool:
        """True for a box of links to other sites that has others of its tag and class beside it."""
        home, form = box.above, (box.tag, box.attributes.get("class"))
        if home is None or box.tag != "div" or not form[1]:
            return False
        if home.index not in self._boxes:
            beside = self._page.table.nodes[home.index + 1 : home.end]
            self._boxes[home.index] = Counter(
                (node.tag, node.attributes.get("class")) for node in beside if node.above is home
            )
        return self._boxes[home.index][form] >= MIN_BOXES and leads_to_others(box, self._page.url)
