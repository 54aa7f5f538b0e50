"""Pages whose Content-Type or Content-Encoding is wrong: crawl and import judge them by what they are."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.unpack import unpack
from pipelines.page.content_type import why_not_html
from tests.crawler.conftest import Answer, Desk, Site, article, text_of

PAGE = article(1)
PLAIN, PACKED = PAGE.encode(), gzip.compress(PAGE.encode(), mtime=0)
TYPES = (
    "text/html, text/html; charset=utf-8", "text/html charset=utf-8", "text/html:charset=utf-8", "text/htm", "html",
    "HTML", "*/*", "unknown/unknown", "application/xhtml", "application/html", "application/x-httpd-php",
    "application/x-httpd-ea-php81", "httpd/unix-directory", "text/x-server-parsed-html", "application/x-download",
    "binary/octet-stream", "APPLICATION/OCTET-STREAM", "text/plain; charset=utf-8", '"text/html"', "'text/html'",
    "text/html;;", "text", "charset=utf-8", "; charset=utf-8", "application/vnd.wap.xhtml+xml", "", None,
)  # fmt: skip
NO_PAGES = ("image/png", "application/pdf", "application/json", "application/ld+json", "video/mp4", "text/css",
            "application/rss+xml", "application/vnd.ms-excel", "application/zip", "text/csv")  # fmt: skip
ENCODINGS = {
    "UTF-8": PLAIN, "none": PLAIN, "8bit": PLAIN, "text/html": PLAIN, "identity": PLAIN, "windows-1252": PLAIN,
    "gzip": PLAIN, "br": PLAIN, "zstd": PLAIN, "deflate": PLAIN, "compress": PLAIN, "rusak": PLAIN,
    "gzip, gzip": PACKED, "GZIP": PACKED, '"gzip"': PACKED, "gzip;q=1.0": PACKED, "utf-8, gzip": PACKED,
    "deflate ": PACKED, "br  ": PACKED, "UTF-8 ": PACKED, " ": PACKED, "x-gzip": PACKED, "zstd ": PACKED,
}  # fmt: skip


def web(site: Site) -> dict[str, str]:
    """Put a page for each header on the site; return path -> header."""
    named = {}
    for n, kind in enumerate(TYPES):
        site.put(f"/berita/jenis-{n}", article(n), kind=kind)
        named[f"jenis-{n}"] = f"Content-Type: {kind}"
    for n, (encoding, body) in enumerate(ENCODINGS.items()):
        own = article(100 + n).encode()
        body = own if body is PLAIN else gzip.compress(own, mtime=0)
        headers = {"Content-Encoding": encoding} if encoding.strip() else {}
        site.put(f"/berita/kode-{n}", body, headers=headers)
        named[f"kode-{n}"] = f"Content-Encoding: {encoding}"
    return named


@pytest.mark.hostile
def test_a_page_is_what_its_bytes_are_in_a_crawl_in_refine_and_in_an_import(desk: Desk, tmp_path: Path) -> None:
    site = desk.site
    assert site is not None
    named = web(site)
    site.put("/berita/gambar", PAGE, kind="image/png")
    site.put("/berita/lzma", b"\0\1\2rusak", headers={"Content-Encoding": "lzma"})
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/{slug}\n" for slug in (*named, "gambar", "lzma")))
    assert desk.crawl("--urls", urls, "--limit", "none").code == 0
    fates = desk.fates()
    assert {named[slug]: fates[slug] for slug in named if fates[slug][0] != "stored"} == {}
    assert (fates["gambar"][1], fates["lzma"][1]) == ("not_html", "bad_encoding")
    texts = desk.ask("SELECT key, text FROM articles ORDER BY key")
    assert len(texts) == len(named)
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert desk.ask("SELECT key, text FROM articles ORDER BY key") == texts
    # the evidence is as it came, so that an import of it comes to the same
    other = Desk(tmp_path / "lain")
    files = list(desk.archive.rglob("*.warc.gz"))
    ran = other.run("import", *files)
    assert ran.code == 0, ran.err
    assert [text for (text,) in other.ask("SELECT text FROM articles ORDER BY text")] == sorted(t for _, t in texts)


@pytest.mark.hostile
def test_a_listing_is_read_under_a_wrong_header(desk: Desk) -> None:
    site = desk.site
    assert site is not None
    site.put_articles(range(3))
    site.put_search(range(3))
    listing = site.routes["/cari?q=pegawai&page=1"]
    assert isinstance(listing, Answer)
    packed = gzip.compress(str(listing.body).encode(), mtime=0)
    wrong: list[dict[str, Any]] = [{"kind": kind} for kind in ("application/html", "html", "", "application/x-php")]
    for n, how in enumerate([*wrong, {"headers": {"Content-Encoding": "UTF-8"}}]):
        site.put("/cari?q=pegawai&page=1", listing.body, **how)
        report = desk.crawl("--json", "--dry-run").rows[0]
        assert report["listed"] == 3, (n, how, report)
    site.put("/cari?q=pegawai&page=1", packed)
    assert desk.crawl("--json").rows[0]["balance"]["stored"] == 3
    assert text_of(0)[0] in desk.one("SELECT text FROM articles WHERE key LIKE '%judul-0'")


@pytest.mark.parametrize("kind", NO_PAGES)
def test_what_is_certainly_no_page_stays_none(kind: str) -> None:
    assert why_not_html(PLAIN, kind) == kind


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_stays_one_under_any_type(kind: str | None) -> None:
    assert why_not_html(b"%PDF-1.7 x", kind) == "PDF"
    assert why_not_html(b'{"judul": "Apel"}', kind) == "JSON"
    assert why_not_html(b"\x89PNG\r\n", kind) == "PNG image"


def test_a_packed_file_is_not_unpacked_without_a_word() -> None:
    assert unpack(PACKED, "", 10_000, url="https://x.example/sitemap.xml.gz") == PACKED
    assert unpack(PACKED, "", 10_000, url="https://x.example/a", content_type="application/x-gzip") == PACKED
    assert unpack(PACKED, "", 10_000, url="https://x.example/a") == PLAIN
    assert unpack(PACKED, "", 100, url="https://x.example/a") == PACKED  # larger than the limit: another file, perhaps


def test_a_true_coding_under_a_wrong_name_is_undone() -> None:
    assert unpack(PACKED, "zstd", 10_000) == unpack(PACKED, "deflate", 10_000) == PLAIN
    assert unpack(zlib.compress(PLAIN), "deflate", 10_000) == PLAIN
