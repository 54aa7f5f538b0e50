"""Pictures' captions inside an article, where the template does not mark them: recognised and cut."""

from __future__ import annotations

import re

from lxml import html

from pipelines.body.insert_places import Insert, words_before
from pipelines.body.page_cuts import Cuts
from pipelines.page.blocks import text_of
from pipelines.page.table import BLOCK_TAGS

MAX_CAPTION_LENGTH = 200  # characters
SLANTED = frozenset({"em", "i", "small"})
SENTENCE_MARKS = (".", "!", "?", "”", '"', ":", "…")
ITEM = re.compile(r"\d+[.)]\s|https?://")  # "21) ...": a list of pictures with their words


def cut_captions(home: html.HtmlElement, cuts: Cuts) -> list[Insert]:
    """Cut short words that share a block with a picture, and slanted ones in the block right behind one."""
    removed: list[Insert] = _cut_photo_tables(home, cuts)
    for image in list(home.iter("img", "amp-img")):
        block = _block_of(image, home)
        if block is None or any(inner.tag in BLOCK_TAGS for inner in block.iterdescendants()):
            continue
        beside_words = " ".join(block.text_content().split())
        caption = block if beside_words else block.getnext()
        if caption is None or caption.getparent() is None or not _is_caption(caption, beside=bool(beside_words)):
            continue
        removed.append(Insert("picture_caption", text_of(caption), words_before(caption)))
        cuts.take_out(caption)
    return removed


def _cut_photo_tables(home: html.HtmlElement, cuts: Cuts) -> list[Insert]:
    """Cut tables that lay out pictures: at most one cell of short words, none a head, for each picture."""
    removed: list[Insert] = []
    for table in list(home.iter("table")):
        pictures = sum(1 for _ in table.iter("img", "amp-img"))
        if not pictures and _is_caption_of(table):
            pictures = 1
        if not pictures or table.getparent() is None or table.find(".//table") is not None:
            continue
        cells = [words for cell in table.iter("td", "th") if (words := " ".join(cell.text_content().split()))]
        if not cells or len(cells) > pictures or table.find(".//th") is not None:
            continue
        if all(len(words) <= MAX_CAPTION_LENGTH for words in cells):
            removed.append(Insert("picture_caption", " ".join(cells), words_before(table)))
            cuts.take_out(table)
    return removed


def _is_caption_of(table: html.HtmlElement) -> bool:
    """True for a table of one cell right behind a picture that no words stand beside."""
    before = table.getprevious()
    if before is None or (before.tail or "").strip() or len(list(table.iter("td", "th"))) != 1:
        return False
    if before.tag != "img" and (before.text_content().strip() or before.find(".//img") is None):
        return False
    return not " ".join(table.text_content().split()).endswith(SENTENCE_MARKS[1:])


def _block_of(image: html.HtmlElement, home: html.HtmlElement) -> html.HtmlElement | None:
    """The block right around the picture; None where that is the article itself."""
    block = next((above for above in image.iterancestors() if above.tag in BLOCK_TAGS), None)
    return block if block is not None and block is not home and block.tag in {"center", "div", "p"} else None


def _is_caption(block: html.HtmlElement, *, beside: bool) -> bool:
    """True for a short block without a full sentence beside a picture (`beside`), or all in slanted letters."""
    words = " ".join(block.text_content().split())
    if not words or len(words) > MAX_CAPTION_LENGTH or block.tag not in {"center", "div", "p"} or ITEM.match(words):
        return False
    if beside and not words.endswith(SENTENCE_MARKS):
        return True
    slanted = "".join("".join(e.itertext()) for e in block.iter(*SLANTED) if e.getparent() is block)
    return " ".join(slanted.split()) == words and not words.endswith(SENTENCE_MARKS[1:])
