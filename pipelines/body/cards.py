"""Boxes of a page that are teasers of other stories: a row of them, each opened by a link as long as a title."""

from __future__ import annotations

from collections import Counter

from lxml import html

from pipelines.page.table import BLOCK_TAGS, PageTable, all_text
from pipelines.strings.squashed import squash

CARD_TAGS = frozenset({"article", "div", "li", "section", "td"})
MAX_CARD_LENGTH = 1500  # characters a teaser's box holds at most
MIN_LINK_TITLE = 20  # characters of a link that a teaser's title has
MIN_LINK_SEEN = 10  # of its links' characters that readers see, below which a box has no such title


class Cards:
    """The boxes of a tree that are teasers; each is looked at when it is first asked for."""

    def __init__(self, at_least: int) -> None:
        """`at_least` so many boxes stand side by side, alike in tag and class."""
        self._at_least = at_least
        self._rows: dict[html.HtmlElement, Counter[tuple[str, str | None]]] = {}
        self._texts: dict[html.HtmlElement, str | None] = {}

    def __contains__(self, element: html.HtmlElement) -> bool:
        """True for a teaser's box."""
        return self.text(element) is not None

    def text(self, element: html.HtmlElement) -> str | None:
        """The squashed text of a teaser's box; None for any other element."""
        if element.tag not in CARD_TAGS:
            return None
        if element not in self._texts:
            self._texts[element] = _teaser(element) if self._is_in_row(element) else None
        return self._texts[element]

    def _is_in_row(self, box: html.HtmlElement) -> bool:
        parent = box.getparent()
        if self._at_least == 1 and parent is not None:
            return True
        if parent is None or len(parent) < self._at_least:
            return False
        if parent not in self._rows:
            self._rows[parent] = Counter((str(each.tag), each.get("class")) for each in parent)
        return self._rows[parent][str(box.tag), box.get("class")] >= self._at_least


def card_texts(table: PageTable, at_least: int) -> list[str]:
    """The squashed texts of the boxes of a page that are teasers, as `Cards` has them."""
    rows: dict[tuple[int, str, str | None], list[html.HtmlElement]] = {}
    for node in table.tagged(*CARD_TAGS):
        if node.above is not None and node.above.children >= at_least and node.linked >= MIN_LINK_SEEN:
            rows.setdefault((node.above.index, node.tag, node.attributes.get("class")), []).append(node.element)
    boxes = (box for row in rows.values() if len(row) >= at_least for box in row)
    return [text for box in boxes if (text := _teaser(box)) is not None]


def _teaser(box: html.HtmlElement) -> str | None:
    """Return the box's squashed text if a link as long as a title opens it and more words follow; else None."""
    for link in box.iter("a"):
        opening = all_text(link)
        if len(opening) >= MIN_LINK_TITLE and len(" ".join(opening.split())) >= MIN_LINK_TITLE:
            break
    else:
        return None
    if _goes_on(link, box):
        return None
    whole = box.text_content()
    if len(whole.strip()) == len(opening.strip()):  # most rows are links and no more; squashing them all costs
        return None
    box_words, title = squash(whole), squash(opening)
    return box_words if box_words.startswith(title) and len(title) < len(box_words) <= MAX_CARD_LENGTH else None


def _goes_on(link: html.HtmlElement, box: html.HtmlElement) -> bool:
    """True where words follow the link on its own line."""
    here = link
    while here is not box:
        if (here.tail or "").strip():
            return True
        parent, behind = here.getparent(), here.getnext()
        if behind is not None:
            return behind.tag not in BLOCK_TAGS and behind.tag != "br" and bool(behind.text_content().strip())
        if parent is None or here.tag in BLOCK_TAGS:
            return False
        here = parent
    return False
