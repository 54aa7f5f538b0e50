"""Which article is on these pages? Captures and rules in, an article out: the rooms in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.cleaning import Text, read_text
from pipelines.compose import compose
from pipelines.gate import not_an_article, turned_away
from pipelines.layout import spots_near
from pipelines.metadata import read_metadata
from pipelines.page import Page, open_page
from pipelines.pages import further_pages, in_reading_order, missing
from pipelines.people import read_people
from pipelines.rules import PageRules
from pipelines.stamps import published
from pipelines.titles import own_names, read_title

RULES_VERSION = "2026.11.1"
"""Changes whenever the same page may give another article."""


def refine(captures: Sequence[Capture], rules: PageRules) -> Article | NeedsPages | SetAside:
    """The article on these captures; or the addresses of pages still needed; or why it is none.

    The first capture is the article's page, the others its further pages; a page that could not be had comes
    as a capture with status 0 or an error status and an empty body. No network, no clock but `fetched_at`, no
    state; a bad page gives a SetAside, never an exception.
    """
    if away := turned_away(captures[0], rules):
        return away
    page = open_page(captures[0])
    if isinstance(page, SetAside):
        return page
    title = read_title(page, rules)
    text = read_text(page, rules, title.text)
    lines = [line.text for line in text.lines]
    if reason := not_an_article(page, title.text, lines, rules):
        return reason
    parts = [part for capture in captures[1:] if (part := _open_part(capture)) is not None]
    if needed := missing(further_pages([page, *parts], rules), captures):
        return NeedsPages(needed)
    texts = {page.capture: text} | {part.capture: read_text(part, rules, title.text) for part in parts}
    spots = spots_near(page, title.text, rules, lines)
    return compose(
        page,
        rules,
        title,
        read_metadata(page, rules),
        read_people(page, rules, spots, own_names(page, rules)),
        published(page, rules, spots),
        [texts[capture] for capture in in_reading_order(captures) if capture in texts],
        incomplete_reason=_not_had(captures, texts),
        rules_version=RULES_VERSION,
    )


def _open_part(capture: Capture) -> Page | None:
    """A further page, None where it could not be had or read."""
    page = open_page(capture) if 0 < capture.status < 400 else None
    return page if isinstance(page, Page) else None


def _not_had(captures: Sequence[Capture], texts: Mapping[Capture, Text]) -> str | None:
    """A sentence where a further page could not be had or has no text."""
    for capture in captures[1:]:
        if capture not in texts or not texts[capture].lines:
            return f"a further page could not be had: {capture.requested_url or capture.url}"
    return None
