"""Boxes that stand beside others of their form: teasers, whatever their class is called (`RepeatedBoxes`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from pipelines.page.table import PageNode, PageTable

BOX_TAGS = frozenset({"article", "div", "li", "section", "span", "td", "tr"})
MIN_BOXES = 3  # boxes of one form side by side
MAX_LETTERS = 1500  # characters in a teaser's box at most
MIN_LINKED = 8  # characters of its links at least


class RepeatedBoxes:
    """The boxes with a link, of which several of one tag and class stand under one element.

    None that holds a line of the text (`holding`), and none that is larger than a teaser.
    """

    def __init__(self, table: PageTable, holding: Collection[int]) -> None:
        self._table, self._holding = table, holding
        self._forms: dict[int, Counter[tuple[str, str]]] = {}
        """The forms of the boxes under an element, counted when one of them is first asked for."""

    def has(self, node: PageNode) -> bool:
        """True for a box of a form that several beside it have."""
        above = node.above
        if above is None or not self._may_be_one(node):
            return False
        forms = self._forms.get(above.index)
        if forms is None:
            forms = self._forms[above.index] = Counter(_form(each) for each in self._under(above))
        return forms[_form(node)] >= MIN_BOXES

    def _under(self, above: PageNode) -> Iterator[PageNode]:
        """Yield the boxes right under an element."""
        index = above.index + 1
        while index < above.end:
            node = self._table.nodes[index]
            if self._may_be_one(node):
                yield node
            index = node.end

    def _may_be_one(self, node: PageNode) -> bool:
        return (
            node.tag in BOX_TAGS
            and MIN_LINKED <= node.linked <= node.letters <= MAX_LETTERS
            and node.index not in self._holding
        )


def _form(node: PageNode) -> tuple[str, str]:
    return node.tag, node.attributes.get("class") or ""
