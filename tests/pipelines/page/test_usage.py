"""What a page forbids machines stands with its article; what it allows doesn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.models import Capture
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.page.usage import printed_ban, usage_terms

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


BANS = (
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis tanpa izin tertulis dari Contoh.",
    "Copyright © CONTOH 2026. Dilarang melakukan scraping atas isi Contoh.com tanpa izin.",
    "HAK CIPTA. DILARANG MENGAMBIL KONTEN SECARA OTOMATIS TANPA IJIN REDAKSI",
    "No part of this site may be used for automated scraping without written permission of Contoh.",
)
NO_BANS = (
    "Dilarang mengutip tanpa izin redaksi.",
    "Petugas dilarang masuk ke kantor tanpa izin.",
    "Izin robot itu belum terbit, dan pekerja dilarang masuk.",
    "Automated checks came without warning.",
)


@pytest.mark.parametrize("line", BANS)
def test_a_printed_ban_on_programs_is_a_term(line: str) -> None:
    body = f"<html><body><h1>Apel pagi</h1><p>Apel pagi di kantor.</p><footer>{line}</footer></body></html>".encode()
    opened = open_page(Capture(url="https://x.example/a", body=body, fetched_at=CLOCK))
    assert isinstance(opened, ParsedPage)
    assert usage_terms(opened) == (line, "text")


@pytest.mark.parametrize("line", NO_BANS)
def test_what_forbids_people_something_is_no_term(line: str) -> None:
    assert printed_ban([line]) is None
