"""Rows of links to other stories inside an article that no words announce: recognised and cut."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import html

from corpus.urls import host_of, split
from pipelines.balance.furniture import heading_rule
from pipelines.body.cards import MIN_LINK_TITLE
from pipelines.body.insert_places import Insert, words_before
from pipelines.body.page_cuts import Cuts
from pipelines.page.blocks import HEADING_TAGS, text_of

LONGEST_HEADING = 40  # characters of a heading of other stories
STORY_SLUG = re.compile(r"[^/-]+(?:-[^/-]+){2,}")  # "harga-emas-turun"
NO_TITLE_END = (".", "!", "?", ":", ";", ",", "”", '"')


def cut_link_rows(home: html.HtmlElement, url: str, cuts: Cuts) -> list[Insert]:
    """Cut lists of titles that link to stories of the same site, with the heading right above each list.

    A list behind a colon is what the sentence before it speaks of, and stays, but behind "Berita populer:".
    """
    removed: list[Insert] = []
    for row in list(home.iter("ul", "ol")):
        items = [item for item in row if item.tag == "li"]
        if row.getparent() is None or len(items) < 2 or not all(_is_title(item, url) for item in items):
            continue
        heading = row.getprevious()
        is_headed = heading is not None and not (heading.tail or "").strip() and _is_of_others(text_of(heading))
        if right_before(row).endswith(":") and not is_headed:
            continue
        if heading is not None and (is_headed or (heading.tag in HEADING_TAGS and not (heading.tail or "").strip())):
            removed.append(_cut(heading, cuts))
        removed.append(_cut(row, cuts))
    return removed


def _is_of_others(words: str) -> bool:
    """True for a heading of other stories: a rule for lines would cut all that stands behind it."""
    rule = heading_rule(words) if len(words) <= LONGEST_HEADING else None
    return rule is not None and rule.reason == "teaser"


def _cut(element: html.HtmlElement, cuts: Cuts) -> Insert:
    insert = Insert("link_row", text_of(element), words_before(element))
    cuts.take_out(element)
    return insert


def _is_title(item: html.HtmlElement, url: str) -> bool:
    """True for an item with one link and no other words, as long as a title and without a mark at its end."""
    links = list(item.iter("a"))
    words = " ".join(item.text_content().split())
    if len(links) != 1 or len(words) < MIN_LINK_TITLE or words.endswith(NO_TITLE_END):
        return False
    try:
        address = urljoin(url, (links[0].get("href") or "").strip())
        near = host_of(address) == host_of(url) and STORY_SLUG.search(split(address).path) is not None
    except ValueError:
        return False
    return near and " ".join(links[0].text_content().split()) == words


def right_before(row: html.HtmlElement) -> str:
    """The words right before the list or box, on its own level."""
    previous, parent = row.getprevious(), row.getparent()
    if previous is not None:
        return ((previous.tail or "").strip() or previous.text_content()).rstrip()
    return ((parent.text or "") if parent is not None else "").rstrip()
