"""`kliping outlets suggest --links`: what the articles' own texts link to, read from the archive."""

from __future__ import annotations

import json

import pytest

SITE = "http://exposemedia.id"
LINKS = (
    '<p>Sebelumnya <a href="https://www.suara-buruh.example/2024/1">diberitakan</a> bahwa pembinaan itu diadakan, dan '
    '<a href="https://exposemedia.id/lain-lagi-kabar/">kabar lain</a> di <a href="https://m.facebook.com/x">sini</a>, '
    '<a href="https://rmol.id/read/2024/01/02/1/judul">di sana</a>, <a href="/x">x</a>, <a href="http://[">y</a>.</p>'
)
MENU = '<nav><a href="https://iklan.example/">Iklan</a></nav>'


@pytest.fixture
def crawled(desk, web, made):
    """Three articles; the first two link from their texts, each has a menu."""
    desk.outlet("exposemedia")
    web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 3)
    pages = {
        piece.url: piece.html.replace("</h1>", f"</h1>{LINKS * (n < 2)}").replace("<body>", f"<body>{MENU}")
        for n, piece in enumerate(web.articles)
    }
    posts = [{"link": p.url, "title": {"rendered": p.title}} for p in web.articles]
    rest = (200, {"X-WP-TotalPages": "1"}, json.dumps(posts))
    web.answer = lambda request: rest if request.parts.path.startswith("/wp-json") else pages.get(request.url)
    assert desk.crawl()["balance"]["stored"] == 3
    web.log.clear()
    return desk


def suggested(desk, *arguments):
    ran = desk.run(
        "outlets", "suggest", *arguments, "--outlets", desk.folder / "outlets", "--corpus", desk.corpus, "--json"
    )
    assert ran.returncode == 0, ran.stderr
    return {row["host"]: row["linked"] for row in map(json.loads, ran.stdout.splitlines())}


def test_sites_that_texts_link_to_are_counted_by_article(crawled, web):
    assert suggested(crawled, "--links", 100) == {"suara-buruh.example": 2}
    assert web.log == []


def test_only_the_newest_pages_are_read(crawled):
    assert suggested(crawled, "--links", 2) == {"suara-buruh.example": 1}


def test_without_the_option_no_page_is_read(crawled):
    assert suggested(crawled) == {}


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_pages_that_are_lost_are_named(crawled, how):
    (segment,) = crawled.folder.glob("**/kliping-*.warc.gz")
    segment.unlink()
    ran = crawled.run("outlets", "suggest", "--links", 100, *how, "--outlets", "outlets", "--corpus", crawled.corpus)
    assert ran.returncode == 5
    assert len(ran.stdout.splitlines()) <= 1  # a table's heading
    assert ran.stderr.count(f"{segment.name}: this archive segment is missing") == 1
    assert "the links of 3 articles were not counted" in ran.stderr
    assert "the corpus names is an outlet already" not in ran.stderr
