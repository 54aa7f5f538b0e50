"""What a page forbids machines stands with its article; what it allows doesn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.models import Capture
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.page.usage import usage_terms

CLOCK = datetime(2024, 3, 8, tzinfo=UTC)


def page(head: str, robots_tag: str | None = None) -> ParsedPage:
    body = f"<html><head>{head}</head><body><p>Apel pagi.</p></body></html>".encode()
    opened = open_page(replace(Capture(url="https://x.example/a", body=body, fetched_at=CLOCK), robots_tag=robots_tag))
    assert isinstance(opened, ParsedPage)
    return opened


@pytest.mark.parametrize(
    ("head", "sent", "terms"),
    [
        ('<meta name="robots" content="noindex, noai">', None, ("noindex, noai", "meta")),
        ('<meta name="robots" content="index, follow, max-snippet:-1">', None, (None, None)),
        (
            '<meta name="tdm-reservation" content="1">',
            "noarchive",
            ("tdm-reservation: 1, noarchive", "meta and header"),
        ),
        ("", "noarchive, tdm-reservation: 1", ("noarchive, tdm-reservation: 1", "header")),
        ("", "otherbot: noindex", ("otherbot: noindex", "header")),
        ("", None, (None, None)),
    ],
)
def test_terms_are_kept_as_sent(head: str, sent: str | None, terms: tuple[str | None, str | None]) -> None:
    assert usage_terms(page(head, sent)) == terms
