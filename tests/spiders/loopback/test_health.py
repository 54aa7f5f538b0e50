"""`kliping outlets check`: works, changed, blocked, robots, needs a browser; and since when."""

from __future__ import annotations

import json

import pytest

from crawler.scouting.check_history import courses, keep
from crawler.scouting.health import NONSENSE, is_shell

SHELL = "<html><head><script src=a></script><script src=b></script></head><body><div id='root'></div></body></html>"


def searching(web, made):
    """A site whose search works: BP2MI and banjir have pages of their own."""
    by_query = {
        "BP2MI": made.pieces("http://rri.co.id/daerah/{n}/bp2mi-bina-pegawai", 3),
        "banjir": [made.Piece(f"http://rri.co.id/daerah/9{n}/banjir-di-kota", "Banjir di kota") for n in range(3)],
    }
    web.articles = [piece for pieces in by_query.values() for piece in pieces]
    web.answer = lambda request: (
        made.listing(*by_query.get(request.query["q"], ())) if request.parts.path == "/search" else None
    )


def check(desk, *arguments):
    ran = desk.run(
        "outlets", "check", "uji", "--outlets", "outlets", "--contact", "a@example.org", "--allow-private", "--json",
        *arguments,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, {row["way"]: row for row in map(json.loads, ran.stdout.splitlines())}


def test_a_search_that_passes_the_gate_works(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    code, rows = check(desk)
    assert (code, rows["search"]["result"]) == (0, "works"), rows
    assert "Pembinaan pegawai BP2MI" in rows["search"]["article"]
    assert {request.query["q"] for request in web.log if "q" in request.query} == {"BP2MI", "banjir", NONSENSE}


def test_a_search_that_finds_what_nobody_writes_has_changed(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    web.answer = lambda request: made.listing(*web.articles) if request.parts.path == "/search" else None
    code, rows = check(desk)
    assert (code, rows["search"]["result"]) == (4, "changed")
    assert rows["search"]["why"] == "a word that nobody writes finds pages"


def test_a_search_that_does_not_hold_the_word_has_changed(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    soup = [made.Piece(f"http://rri.co.id/kuliner/{n}/resep-soto", "Resep soto") for n in range(2)]
    web.articles += soup
    web.answer = lambda request: (
        made.listing(*soup) if request.parts.path == "/search" and request.query["q"] == "BP2MI" else None
    )
    assert check(desk)[1]["search"]["why"] == "the word stands nowhere in what it found"


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (403, "blocked"),
        (SHELL, "needs a browser"),
        ("<html><title>Just a moment...</title></html>", "blocked"),
        (500, "could not look"),
        (404, "changed"),
    ],
)
def test_what_is_wrong_is_named(desk, web, made, answer, result):
    desk.outlet("rri", ways=("search",))
    web.answer = lambda request: answer if request.parts.path == "/search" else None
    assert check(desk)[1]["search"]["result"] == result


def test_a_feed_works_where_its_entries_can_be_used(desk, web, made):
    """No entry at all, and entries on another host alone, are not enough."""
    desk.outlet("rri", ways=("feed",), feeds=("http://rri.co.id/feed",))
    web.articles = made.pieces("http://rri.co.id/daerah/{n}/jalan-rusak", 1)
    feeds = {
        "works": made.rss(*web.articles),
        "empty": made.rss(),
        "moved": made.rss(made.Piece("http://rri-baru.example/daerah/77/banjir-di-kota", "Banjir di kota")),
    }
    rows = {}
    for name, feed in feeds.items():
        web.answer = lambda request, feed=feed: feed if request.parts.path == "/feed" else None
        rows[name] = check(desk)[1]["feed"]
    assert [rows[name]["result"] for name in feeds] == ["works", "changed", "changed"], rows
    assert rows["empty"]["why"] == "no_links"
    assert rows["moved"]["unused"] == ["1 of 1 entry is on another host: rri-baru.example"]
    assert (
        "another host: rri-baru.example"
        in desk.run("outlets", "check", "uji", "--outlets", "outlets", "--history", "--json").stdout
    )


def test_a_form_of_address_that_is_not_known_is_named(desk, web, made):
    desk.outlet("bp2mintb", ways=("sitemap",), ladder=(), sitemaps=("http://bp2mintb.id/peta.xml",))
    pieces = made.pieces("http://bp2mintb.id/baca/2026/{n}/bp2mi-bina-pegawai.php", 3)
    web.answer = lambda request: made.urlset(*pieces) if request.parts.path == "/peta.xml" else None
    code, rows = check(desk)
    assert (code, rows["sitemap"]["result"]) == (4, "changed")
    assert rows["sitemap"]["why"].endswith(
        "3 of 3 entries have a form of address that is not known: http://bp2mintb.id/baca/N/N/....php"
    )


def test_robots_is_named(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    listed = web.answer
    web.answer = lambda request: "User-agent: *\nDisallow: /search" if "robots" in request.url else listed(request)
    assert check(desk)[1]["search"]["result"] == "robots"


def test_an_article_that_is_not_read_as_it_should_be_is_a_change(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    listed = web.answer
    short = "<html><head><title>Pendek</title></head><body><article><h1>Pendek</h1><p>{}</p></article></body></html>"
    web.answer = lambda request: short.format("Pegawai hadir. " * 20) if "/daerah/" in request.url else listed(request)
    row = check(desk)[1]["search"]
    assert row["result"] == "changed"
    assert row["why"].startswith("article: no date")


def test_a_check_is_replayed_from_its_archive(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    check(desk, "--archive", "jejak")
    seen = len(web.log)
    code, rows = check(desk, "--replay", "jejak")
    assert (code, rows["search"]["result"]) == (0, "works")
    assert len(web.log) == seen


def test_since_when_a_way_works_is_kept(desk, web, made):
    desk.outlet("rri", ways=("search",))
    searching(web, made)
    check(desk)
    web.answer = lambda request: 403 if request.parts.path == "/search" else None
    check(desk)
    printed = desk.run("outlets", "check", "uji", "--outlets", "outlets", "--history").stdout
    assert "broke on" in printed
    assert "worked until" in printed


def test_a_course_is_told_from_its_checks(tmp_path):
    path = tmp_path / "checks.jsonl"
    days = [("2026-11-01", "works"), ("2026-11-08", "works"), ("2026-11-15", "blocked"), ("2026-11-22", "blocked")]
    keep(({"checked_at": day, "outlet": "a", "way": "rest", "result": result} for day, result in days), path)
    path.write_text(path.read_text() + "rusak\n{}\n")
    (course,) = courses(path=path)
    assert course.in_words == "broke on 2026-11-15, worked until 2026-11-08"
    assert course.checks == 4
    keep([{"checked_at": "2026-11-29", "outlet": "a", "way": "rest", "result": "works"}], path)
    assert courses(["a"], path)[0].in_words == "works since 2026-11-29"
    assert courses(["b"], path) == []


def test_a_page_of_text_is_no_shell():
    assert is_shell(SHELL.encode())
    assert not is_shell((SHELL + "kata " * 100).encode())


def test_a_way_that_is_gone_says_what_it_answered_and_shows_no_article(desk, web, made):
    desk.outlet("exposemedia", ways=("rest", "feed"))
    web.articles = made.pieces("http://exposemedia.id/bp2mi-bina-pegawai-angkatan-{n}/", 3)
    web.answer = lambda request: (
        404 if "wp-json" in request.url else made.rss(*web.articles) if "feed" in request.url else None
    )
    rows = check(desk)[1]
    answers = {way: (row["result"], row["why"], bool(row["links"]), bool(row["article"])) for way, row in rows.items()}
    assert answers["rest"] == ("changed", "http_404", False, False)
    assert answers["feed"] == ("works", None, True, True)
