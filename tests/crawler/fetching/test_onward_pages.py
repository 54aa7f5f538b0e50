"""Pages that lead on without a redirect: followed as one where a reader would see nothing of them, else named."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from pipelines.gate.onward import Onward, refresh_to
from tests.crawler.conftest import Desk, article, broken_invariants, listing, title_of

HERE = "https://warta.example/berita/lama"
LONG = f"<p>{'kata ' * 130}</p>"


def page(head: str, body: str = "<p>Mengalihkan...</p>") -> str:
    return f"<!doctype html><html><head><title>Warta</title>{head}</head><body>{body}</body></html>"


def meta(value: str) -> str:
    return f'<meta http-equiv="refresh" content="{value}">'


TO = "https://warta.example/baru"
FOLLOWED = [
    meta("0; url=/baru"),
    meta("0;URL=/baru"),
    meta("0;URL='/baru'"),
    meta("3;url=&quot;/baru&quot;"),
    meta("0; /baru"),
    meta("0,url=/baru"),
    meta(" 5 ; url = ../baru "),
    meta("0;url=\n https://warta.example/baru"),
    meta(".5;url=/baru"),
    "<META HTTP-EQUIV=Refresh CONTENT='0;URL=/baru'>",
    '<meta content="0;url=/baru" http-equiv="REFRESH">',
    f"<noscript>{meta('0;URL=/baru')}</noscript>",
    f'<base href="https://warta.example/x/">{meta("1;url=../baru")}',
    f"{meta('60')}{meta('0;url=/baru')}",
]
STAYS = [
    meta("300"),
    meta("300; url=/baru"),
    meta("0; url="),
    meta("0; url=/berita/lama"),
    meta("0; url=#komentar"),
    meta("0; url=/berita/lama?utm_source=x"),
    meta("0; url=javascript:alert(1)"),
    meta("0; url=file:///etc/passwd"),
    meta("0; url=https://budi:x@warta.example/"),
    meta("baru"),
    meta("url=/baru"),
    meta("-1; url=/baru"),
    meta(""),
    f"<!-- {meta('0; url=/baru')} -->",
    f"<!--[if lt IE 9]>{meta('0; url=/baru')}<![endif]-->",
    f"<script>document.write('{meta('0; url=/baru')}')</script>",
    f"<template>{meta('0; url=/baru')}</template>",
    '<meta name="refresh" content="0; url=/baru">',
]


@pytest.mark.parametrize("head", FOLLOWED)
def test_a_refresh_of_a_bare_page_is_followed(head: str) -> None:
    assert refresh_to(html.document_fromstring(page(head)), HERE) == Onward(TO, "meta refresh")


@pytest.mark.parametrize("head", STAYS)
def test_what_leads_nowhere_is_no_redirect(head: str) -> None:
    assert refresh_to(html.document_fromstring(page(head)), HERE) is None


@pytest.mark.parametrize(
    ("head", "followed"),
    [(meta("0;url=/baru"), True), (meta("5;url=/baru"), False), (f"<noscript>{meta('0;url=/baru')}</noscript>", False)],
)
def test_a_page_with_a_text_is_left_at_once_or_not_at_all(head: str, followed: bool) -> None:
    assert (refresh_to(html.document_fromstring(page(head, LONG)), HERE) is not None) is followed


def test_menus_and_links_are_no_text() -> None:
    menus = f"<nav>{LONG}</nav><footer>{LONG}</footer><ul>{'<li><a href=/x>Berita utama hari ini</a>' * 50}</ul>"
    tree = html.document_fromstring(page(meta("5;url=/baru"), f"{menus}<p>Halaman ini pindah."))
    assert refresh_to(tree, HERE) == Onward(TO, "meta refresh")


def test_the_header_counts_as_well() -> None:
    assert refresh_to(None, HERE, "0; url=/baru") == Onward(TO, "refresh header")
    assert refresh_to(None, HERE, "300") is None


def test_each_hop_is_a_request_of_its_own_and_a_redirect(desk: Desk) -> None:
    site = desk.site
    assert site is not None
    site.put_articles(range(1, 6))
    site.put("/robots.txt", "User-agent: *\nDisallow: /berita/judul-5", kind="text/plain")
    site.put("/berita/meta", page(meta("0;URL=judul-1")))
    site.put("/berita/header", page(""), headers={"Refresh": "0; url=/berita/judul-2"})
    site.put("/berita/dua", page(meta("2;url=/berita/dua-b")))
    site.put("/berita/dua-b", page(f"<noscript>{meta('0;url=/berita/judul-3')}</noscript>"))
    site.put("/berita/langsung", article(4).replace("<head>", f"<head>{meta('300')}"))
    site.put("/berita/terlarang", page(meta("0;url=/berita/judul-5")))
    site.put("/berita/putar", page(meta("0;url=/berita/putar-b")))
    site.put("/berita/putar-b", page(meta("0;url=/berita/putar")))
    site.put("/berita/skrip", page("<script>window.location.href = '/berita/judul-1';</script>"))
    site.put("/berita/kuki", page("<script>document.cookie='a='+f(3);location.reload();</script>", ""))
    slugs = ("meta", "header", "dua", "langsung", "terlarang", "putar", "skrip", "kuki")
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/{slug}\n" for slug in slugs))
    desk.crawl("--urls", urls, "--limit", "none")
    assert desk.fates() == {
        "meta": ("stored", None), "header": ("stored", None), "dua": ("stored", None), "langsung": ("stored", None),
        "terlarang": ("rejected", "robots"), "putar": ("failed", "redirects"), "skrip": ("rejected", "leads_on"),
        "kuki": ("rejected", "wall"),
    }  # fmt: skip
    assert site.requested["/berita/putar"] + site.requested["/berita/putar-b"] == 6
    assert sorted(key.partition("/")[2] for (key,) in desk.ask("SELECT key FROM articles")) == [
        "judul-1", "judul-2", "judul-3", "langsung",
    ]  # fmt: skip
    assert len(desk.ask("SELECT 1 FROM aliases")) == 3
    assert broken_invariants(desk) == {}
    assert "doesn't know" not in desk.run("doctor").out
    requested = len(site.heard)
    again = Desk(desk.folder / "lain")
    again.put_outlet()
    replayed = again.crawl("--urls", urls, "--limit", "none", "--replay", desk.archive)
    assert (again.fates(), len(site.heard)) == (desk.fates(), requested), replayed.err


@pytest.mark.hostile
def test_a_listing_that_leads_on_is_read_where_it_leads(desk: Desk) -> None:
    site = desk.site
    assert site is not None
    site.put_articles(range(3))
    site.put("/cari?q=pegawai&page=1", page(meta("0;url=/hasil?q=pegawai&amp;page=1")))
    site.put("/hasil?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in range(3)]))
    assert desk.crawl("--json").rows[0]["balance"]["stored"] == 3
    site.put("/cari?q=pegawai&page=1", page("<script>location = '/hasil'</script>", ""))
    ran = desk.crawl()
    assert desk.ask("SELECT answer, reason FROM ledger ORDER BY id DESC LIMIT 1") == [("failed", "leads_on")]
    assert ran.code == 4


def test_a_saved_page_that_only_leads_on_is_named(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from corpus.models import Capture, SetAside
    from pipelines.refine import refine
    from pipelines.rules import NO_RULES

    capture = Capture(HERE, page(meta("0;url=/baru")).encode(), datetime.now(UTC), content_type="text/html")
    refined = refine([capture], NO_RULES)
    assert isinstance(refined, SetAside)
    assert (refined.reason, refined.detail) == ("leads_on", f"to {TO}, by a meta refresh")
