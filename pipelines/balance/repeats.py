"""Boxes that stand beside others of their form: teasers, whatever their class is called (`repeated_boxes`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from pipelines.page.table import PageNode, PageTable

BOX_TAGS = frozenset({"article", "div", "li", "section", "span", "td", "tr"})
MIN_BOXES = 3  # boxes of one form side by side
MAX_LETTERS = 1500  # characters in a teaser's box at most
MIN_LINKED = 8  # characters of its links at least


def repeated_boxes(table: PageTable, holding: Collection[int]) -> set[int]:
    """The indexes of boxes with a link, of which several of one tag and class stand under one element.

    None that holds a line of the text (`holding`), and none that is larger than a teaser.
    """
    candidates = [
        node
        for node in table.nodes
        if node.tag in BOX_TAGS
        and node.above is not None
        and MIN_LINKED <= node.linked <= node.letters <= MAX_LETTERS
        and node.index not in holding
    ]
    forms = [_form(node) for node in candidates]
    counts = Counter(forms)
    return {node.index for node, form in zip(candidates, forms, strict=True) if counts[form] >= MIN_BOXES}


def _form(node: PageNode) -> tuple[int, str, str]:
    return (-1 if node.above is None else node.above.index, node.tag, node.attributes.get("class") or "")
