"""Teasers of other stories in the element of the text, with sentences: recognised by their linked title, and cut.

A teaser is a box opened by a title that is a link, with a few words below (pipelines/body/cards.py). A part of the
article may look so, too (a list of places, each with a link). So all teasers hold little of the element's prose, and
one of these is seen: the box is an <article> of its own; its link leads to another story of the site; or it stands with
others of its form behind the last paragraph. What a colon announces, or a number opens, is a list of the article's.
A box under a heading of other stories ("Berita Terkait") goes whole.
Not seen: a title and its words that no box of their own holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urljoin

from lxml import html

from corpus.urls import host_of, split
from pipelines.balance.furniture import heading_rule
from pipelines.body.cards import CARD_TAGS, Cards
from pipelines.body.insert_places import Insert, words_before
from pipelines.body.link_rows import STORY_SLUG, right_before
from pipelines.body.page_cuts import Cuts
from pipelines.page.blocks import Block, blocks_of, text_of
from pipelines.page.table import BLOCK_TAGS

RULE = "related_box"
PROSE_LETTERS = 60  # characters of a line that may be prose
MAX_LINKED = 0.5  # of a line's characters in links: it is no prose
MAX_SENTENCES = 2  # lines of prose in a teaser
MAX_SHARE = 0.4  # of the prose in the text's element that its teasers hold
MIN_ROW = 2  # teasers of one form side by side
MAX_HEADED_LETTERS = 3000  # characters of a box of other stories
MAX_HEADING_LETTERS = 40
NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")  # "3. Dermaga Lama": an entry of the article's list
ROW_TAGS = frozenset({"aside", "div", "section"})


def cut_teaser_boxes(home: html.HtmlElement, url: str, cuts: Cuts) -> list[Insert]:
    """Cut the teasers out of the text's element (in place); return their records."""
    if home.find(".//a") is None:
        return []
    boxes = [*_headed(home, url), *_teasers(home, url)]
    if not boxes:
        return []
    whole = sum(len(block.text) for block in blocks_of(home) if _is_prose(block))
    if sum(_prose_letters(box) for box in boxes) > MAX_SHARE * whole:
        return []
    removed = []
    for box in boxes:
        if any(above is home for above in box.iterancestors()):  # not cut with another one
            removed.append(Insert(RULE, text_of(box), words_before(box)))
            cuts.take_out(box)
    return removed


def _headed(home: html.HtmlElement, url: str) -> list[html.HtmlElement]:
    """The boxes that a heading of other stories opens, with links and a sentence or two for each."""
    boxes: list[html.HtmlElement] = []
    for box in home.iterdescendants(*ROW_TAGS):
        opening = next((line for text in box.itertext("*") if (line := " ".join(text.split()))), "")
        if not 0 < len(opening) <= MAX_HEADING_LETTERS or (rule := heading_rule(opening)) is None:
            continue
        if rule.reason != "teaser" or len(box.text_content()) > MAX_HEADED_LETTERS:
            continue
        blocks = list(blocks_of(box))
        stories = {link.get("href") for link in box.iter("a") if _leads_to_a_page(link, url)}
        prose = sum(map(_is_prose, blocks))
        if blocks and blocks[0].text == opening and 0 < prose <= MAX_SENTENCES * len(stories):
            boxes.append(box)
    return boxes


def _teasers(home: html.HtmlElement, url: str) -> list[html.HtmlElement]:
    """The boxes that are teasers by their form and place."""
    cards = Cards(1)
    boxes: list[html.HtmlElement] = []
    for box in home.iterdescendants(*CARD_TAGS):
        if box not in cards or (boxes and any(above in boxes for above in box.iterancestors())):
            continue
        if 0 < sum(map(_is_prose, blocks_of(box))) <= MAX_SENTENCES and _has_title(box, url):
            boxes.append(box)
    if not boxes:
        return []
    announced = {box.getparent() for box in boxes if right_before(box).endswith(":")}
    rows = Counter((box.getparent(), box.tag, box.get("class")) for box in boxes)
    behind = set(_behind_the_text(home, boxes))
    return [
        box
        for box in boxes
        if box.getparent() not in announced
        and (
            box.tag == "article"
            or _leads_to_a_story(_first_link(box), url)
            or (box in behind and rows[box.getparent(), box.tag, box.get("class")] >= MIN_ROW)
        )
    ]


def _has_title(box: html.HtmlElement, url: str) -> bool:
    """True where the link that opens a box leads to another page, and neither a stop ends nor a number opens it."""
    link = _first_link(box)
    words = " ".join(link.text_content().split())
    return _leads_to_a_page(link, url) and not words.endswith((".", ":", ";", ",")) and not NUMBERED.match(words)


def _first_link(box: html.HtmlElement) -> html.HtmlElement:
    """The first link of a box that has words."""
    return next(link for link in box.iter("a") if link.text_content().strip())


def _leads_to_a_page(link: html.HtmlElement, url: str) -> bool:
    """True for a link to another page of the site."""
    return _other_path(link, url) is not None


def _leads_to_a_story(link: html.HtmlElement, url: str) -> bool:
    """True for a link to a page of the site that is named as a story is."""
    path = _other_path(link, url)
    return path is not None and STORY_SLUG.search(path) is not None


def _other_path(link: html.HtmlElement, url: str) -> str | None:
    """The path of another page of the site that the link leads to; None for any other link."""
    try:
        address = urljoin(url, (link.get("href") or "").strip())
        path = split(address).path
        return path if host_of(address) == host_of(url) and path not in {"", "/", split(url).path} else None
    except ValueError:
        return None


def _behind_the_text(home: html.HtmlElement, boxes: Iterable[html.HtmlElement]) -> list[html.HtmlElement]:
    """Those of the boxes behind which no prose stands but theirs."""
    last: list[html.HtmlElement] = []
    inside = {element for box in boxes for element in box.iter("*")}
    members = set(boxes)
    for element in reversed(list(home.iterdescendants())):
        if element in members:
            last.append(element)
        elif element not in inside and _own_letters(element) > PROSE_LETTERS:
            break
    return last


def _own_letters(element: html.HtmlElement) -> int:
    """The characters of a block that stand in it or in its inline elements."""
    if not isinstance(element.tag, str) or element.tag not in BLOCK_TAGS:
        return len((element.tail or "").strip())
    inner = sum(
        len(child.text_content()) for child in element if isinstance(child.tag, str) and child.tag not in BLOCK_TAGS
    )
    own = len((element.text or "").strip()) + inner + sum(len((child.tail or "").strip()) for child in element)
    return max(own, len((element.tail or "").strip()))


def _prose_letters(box: html.HtmlElement) -> int:
    return sum(len(block.text) for block in blocks_of(box) if _is_prose(block))


def _is_prose(block: Block) -> bool:
    return len(block.text) > PROSE_LETTERS and block.linked < MAX_LINKED
