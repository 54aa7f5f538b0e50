"""Cuts of what a page shows among an article's paragraphs that is none of its own (`cut_foreign`), each recorded."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.body.insert_places import Insert, words_before
from pipelines.body.page_cuts import CutPage
from pipelines.foreign.embedded_posts import embedded_posts
from pipelines.foreign.summaries import summaries
from pipelines.page.blocks import text_of
from pipelines.page.table import PageNode


def cut_foreign(page: CutPage, home: PageNode | None) -> list[Insert]:
    """Cut embedded posts and summaries; `home` is the element right above most of the page's paragraphs."""
    removed = [_cut(page, "embedded_post", [post]) for post in embedded_posts(page.table)]
    removed += [_cut(page, "summary", box) for box in summaries(page.table, home)]
    return [insert for insert in removed if insert is not None]


def _cut(page: CutPage, rule: str, nodes: Iterable[PageNode]) -> Insert | None:
    """Take these elements out; one record of their words, None where they have none."""
    elements = [page.elements[node.index] for node in nodes]
    elements = [element for element in elements if page.holds(element)]
    if not elements:
        return None
    text = " ".join(filter(None, map(text_of, elements)))
    before = words_before(elements[0])
    for element in elements:
        page.cuts.take_out(element)
    return Insert(rule, text, before) if text else None
