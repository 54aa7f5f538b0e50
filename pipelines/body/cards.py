"""Boxes of a page that are teasers of other stories: a row of them, each opened by a link as long as a title."""

from __future__ import annotations

from lxml import html

from pipelines.page.table import BLOCK_TAGS
from pipelines.strings.datelines import squash

BOXES = ("article", "div", "li", "section", "td")
MAX_CARD_LENGTH = 1500  # characters a teaser's box holds at most
MIN_LINK_TITLE = 20  # characters of a link that a teaser's title has


def card_boxes(tree: html.HtmlElement, at_least: int) -> dict[html.HtmlElement, str]:
    """The boxes with their squashed texts; `at_least` so many stand side by side, alike in tag and class."""
    rows: dict[tuple[html.HtmlElement | None, str, str | None], list[html.HtmlElement]] = {}
    for box in tree.iter(*BOXES):
        rows.setdefault((box.getparent(), str(box.tag), box.get("class")), []).append(box)
    return {
        box: words
        for row in rows.values()
        if len(row) >= at_least
        for box in row
        if (words := _teaser(box)) is not None
    }


def _teaser(box: html.HtmlElement) -> str | None:
    """Return the box's squashed text if a link as long as a title opens it and more words follow; else None."""
    for link in box.iter("a"):
        opening = link.text_content()
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
