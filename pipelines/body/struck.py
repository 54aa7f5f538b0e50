"""Struck-out words of an article: what a correction took back is cut, with a record (`cut_struck`).

Words are struck by <del>, <s> and <strike>, and by a style of their own. Where most of an element is struck, a tag was
never closed or all of the article is taken back: it stays as it is. What has not been seen: words that a class strikes.
"""

from __future__ import annotations

from lxml import etree, html

from pipelines.body.insert_places import Insert, words_before
from pipelines.markup.inline_words import last_before
from pipelines.page.blocks import take_out
from pipelines.page.table import BLOCK_TAGS
from pipelines.strings.squashed import squash

RULE = "struck"
STRUCK = ("del", "s", "strike")
STYLED = etree.XPath(".//*[contains(@style, 'line-through')]")
ENDINGS = frozenset(".,;:!?)”")  # before which no blank stands
MAX_SHARE = 0.5  # of an element's letters


def cut_struck(root: html.HtmlElement) -> list[Insert]:
    """Cut the struck words under an element, in place, and return their records."""
    marked = [*root.iter(*STRUCK), *STYLED(root)]
    if not marked:
        return []
    chosen = {element for element in marked if element is not root and element.text_content().strip()}
    outer = [element for element in chosen if not any(above in chosen for above in element.iterancestors())]
    letters = sum(len(squash(element.text_content())) for element in outer)
    if not outer or letters > MAX_SHARE * len(squash(root.text_content())):
        return []
    records: list[Insert] = []
    for element in [element for element in root.iter("*") if element in outer]:
        text = " ".join(element.text_content().split())
        is_inline = not any(below.tag in BLOCK_TAGS for below in element.iter()) and bool(last_before(element))
        records.append(Insert(RULE, text, words_before(element), is_inline))
        if (element.tail or "")[:1] in ENDINGS:
            _close_up(element)
        take_out(element)
    return records


def _close_up(element: html.HtmlElement) -> None:
    """In place: no blank stands before an element."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None and previous.tail:
        previous.tail = previous.tail.rstrip()
    elif previous is None and parent is not None and parent.text:
        parent.text = parent.text.rstrip()
