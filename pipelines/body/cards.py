"""Boxes of a page that are teasers of other stories: a row of them, each opened by a link as long as a title."""

from __future__ import annotations

from collections import Counter

from lxml import html

from pipelines.page.table import BLOCK_TAGS
from pipelines.strings.datelines import squash

BOXES = ("article", "div", "li", "section", "td")
MAX_CARD_LENGTH = 1500  # characters a teaser's box holds at most
MIN_LINK_TITLE = 20  # characters of a link that a teaser's title has


def card_boxes(tree: html.HtmlElement, at_least: int) -> dict[html.HtmlElement, str]:
    """The boxes with their squashed texts; `at_least` so many stand side by side, alike in tag and class."""
    rows = Counter((box.getparent(), box.tag, box.get("class")) for box in tree.iter(*BOXES))
    return {
        box: words
        for box in tree.iter(*BOXES)
        if rows[(box.getparent(), box.tag, box.get("class"))] >= at_least and (words := _teaser(box))
    }


def _teaser(box: html.HtmlElement) -> str | None:
    """Return the box's squashed text if a link as long as a title opens it and more words follow; else None."""
    link = next((a for a in box.iter("a") if len(" ".join(a.text_content().split())) >= MIN_LINK_TITLE), None)
    if link is None or _goes_on(link, box):
        return None
    whole, opening = box.text_content(), link.text_content()
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
