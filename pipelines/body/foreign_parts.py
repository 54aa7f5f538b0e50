"""Cuts of what a page shows among an article's paragraphs that is none of its own (`cut_foreign`), each recorded."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.body.insert_places import Insert, words_before
from pipelines.body.page_cuts import CutPage
from pipelines.foreign.embedded_posts import embedded_posts
from pipelines.foreign.line_signs import signs_of
from pipelines.foreign.photo_counters import photo_counters
from pipelines.foreign.stories_behind import above_title, headings_above, stories_behind
from pipelines.foreign.story_rows import story_rows
from pipelines.foreign.summaries import summaries
from pipelines.page.blocks import text_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode


def cut_foreign(page: CutPage, home: PageNode | None) -> list[Insert]:
    """Cut embedded posts and summaries; `home` is the element right above most of the page's paragraphs."""
    removed = [_cut(page, "embedded_post", [post]) for post in embedded_posts(page.table)]
    removed += [_cut(page, "summary", box) for box in summaries(page.table, home)]
    removed += [_cut(page, "photo_counter", [node]) for node in photo_counters(page.table)]
    return [insert for insert in removed if insert is not None]


def cut_other_stories(cut_page: CutPage, page: ParsedPage) -> list[Insert]:
    """Cut rows of other stories, a whole one behind the text, and sentences above the title."""
    signs = None if page.heavy else signs_of(page)
    if signs is None:
        return []
    removed = [
        _cut(cut_page, rule, nodes)
        for rule, groups in (
            ("related_box", story_rows(page, signs)),
            ("next_story", stories_behind(page, signs)),
            ("above_title", above_title(page, signs)),
            ("above_title", headings_above(page, signs)),
        )
        for _, nodes in groups
    ]
    return [insert for insert in removed if insert is not None]


def _cut(page: CutPage, rule: str, nodes: Iterable[PageNode]) -> Insert | None:
    """Take these elements out; one record of their words, None where they have none."""
    elements = [node.element for node in nodes]
    elements = [element for element in elements if page.holds(element)]
    if not elements:
        return None
    text = " ".join(filter(None, map(text_of, elements)))
    before = words_before(elements[0])
    for element in elements:
        page.cuts.take_out(element)
    return Insert(rule, text, before) if text else None
