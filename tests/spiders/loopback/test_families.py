"""Each family on a made-up web in its shape: every article found once, and the ledger tells how."""

from __future__ import annotations

import json
from datetime import date

import pytest

from spiders.families.walks import NONSENSE_WORD

EXPOSE = "http://exposemedia.id"
DAY = date(2024, 3, 5)


def posts(pieces):
    return [
        {"id": n, "link": p.url, "title": {"rendered": p.title}, "date_gmt": f"{p.day}T02:00:00",
         "excerpt": {"rendered": "<p>Sebuah ringkasan</p>"}}
        for n, p in enumerate(pieces)
    ]  # fmt: skip


def test_wordpress_by_rest_over_pages(desk, web, all_once, made):
    desk.outlet("exposemedia")
    web.articles = made.pieces(EXPOSE + "/bp2mi-bina-pegawai-angkatan-{n}/", 7)

    def answer(request):
        if request.parts.path != "/wp-json/wp/v2/posts":
            return None
        page = int(request.query["page"])
        return 200, {"X-WP-TotalPages": "3"}, json.dumps(posts(web.articles[(page - 1) * 3 : page * 3]))

    web.answer = answer
    all_once()
    assert [way for way, *_ in desk.ledger()] == ["rest"] * 3


def test_wordpress_whose_rest_is_shut_is_searched_by_its_feed(desk, web, all_once, made):
    desk.outlet("exposemedia")
    web.articles = made.pieces(EXPOSE + "/bp2mi-bina-pegawai-angkatan-{n}/", 5)

    def answer(request):
        if request.parts.path == "/wp-json/wp/v2/posts":
            return 401, {}, json.dumps({"code": "rest_not_logged_in"})
        if request.query.get("feed") == "rss2":
            page = int(request.query["paged"])
            pieces = web.articles[(page - 1) * 3 : page * 3]
            return made.rss(*pieces, tag="?utm_source=rss&utm_medium=rss") if pieces else None
        return None

    web.answer = answer
    all_once()
    assert desk.ledger()[0] == ("rest", "refused", "http_401")
    assert "search_feed" in {way for way, *_ in desk.ledger()}


def test_a_number_and_a_slug_of_one_article_are_stored_once(desk, web, made):
    desk.outlet("exposemedia")
    (piece,) = web.articles = made.pieces(EXPOSE + "/bp2mi-bina-pegawai-angkatan-{n}/", 1)
    short = made.Piece(f"{EXPOSE}/?p=9022", piece.title)

    def answer(request):
        if request.parts.path == "/wp-json/wp/v2/posts":
            return json.dumps(posts([piece, short]))
        if request.query.get("p") == "9022":
            return 301, {"Location": piece.url}, ""
        return None

    web.answer = answer
    balance = desk.crawl()["balance"]
    assert (balance["discovered"], balance["stored"], balance["duplicate"]) == (2, 1, 1)
    assert desk.ask("SELECT count(*) FROM articles") == [(1,)]


def test_a_blogger_site_is_asked_by_its_json_feed(desk, web, all_once, made):
    desk.outlet("timurpos")
    web.articles = made.pieces("http://www.timurpos.com/2024/03/bp2mi-bina-pegawai-{n}.html", 4)

    def answer(request):
        if request.parts.path != "/feeds/posts/default":
            return None
        assert request.query["q"] == "BP2MI pegawai"
        assert request.query["published-min"] == "2024-03-01T00:00:00+07:00"
        first = int(request.query["start-index"]) - 1
        entries = [
            {"title": {"$t": p.title}, "published": {"$t": f"{p.day}T09:00:00+07:00"},
             "link": [{"rel": "self", "href": "http://x.example/"}, {"rel": "alternate", "href": p.url}]}
            for p in web.articles[first : first + 150]
        ]  # fmt: skip
        return json.dumps({"feed": {"openSearch$totalResults": {"$t": "4"}, "entry": entries}})

    web.answer = answer
    all_once("--since", "2024-03-01")
    assert desk.ledger() == [("posts", "answered", None)]


def test_tag_pages_are_walked_to_their_end(desk, web, all_once, made):
    desk.outlet("rmol", ways=("tag",))
    web.articles = made.pieces("http://rmol.id/politik/read/2024/03/05/{n}/bp2mi-bina-pegawai", 11)

    def answer(request):
        if request.parts.path != "/tag/bp2mi":
            return None
        page = int(request.query["page"])
        pieces = web.articles[(page - 1) * 4 : page * 4]
        rail = '<a href="whatsapp:/send">WA</a><a href="javascript:void(0)">x</a>'
        return made.listing(*pieces, more=rail) if pieces else None

    web.answer = answer
    all_once()
    assert desk.ledger() == [("tag", "answered", None)] * 4


@pytest.mark.parametrize(
    ("more", "sentence", "code"),
    [("<p>Tidak ada berita</p>", ("tag", "answered", "nothing_found"), 0), ("", ("tag", "failed", "no_links"), 4)],
)
def test_a_tag_page_without_articles_is_nothing_found_where_it_says_so(desk, web, made, more, sentence, code):
    desk.outlet("poskota", ways=("tag",))
    web.answer = lambda request: made.listing(more=more) if request.parts.path == "/tag/bp2mi" else None
    report = desk.crawl(code=code)
    assert report["balance"]["discovered"] == 0
    assert desk.ledger() == [sentence]


def test_a_search_that_ignores_the_word_gives_nothing_and_is_told(desk, web, made):
    desk.outlet("rri", ways=("search",))
    soup = [made.Piece(f"http://rri.co.id/kuliner/{n}/resep-soto", "Resep soto") for n in range(5)]
    web.articles = soup
    web.answer = lambda request: made.listing(*soup) if request.parts.path == "/search" else None
    report = desk.crawl(code=4)
    assert report["balance"]["discovered"] == 0
    assert desk.ledger()[0] == ("search", "failed", "search_ignored")
    assert len(web.places(NONSENSE_WORD)) == 1


def test_a_search_by_words_of_the_bodies_gives_its_articles(desk, web, made):
    desk.outlet("exposemedia")
    web.articles = [
        made.Piece(f"http://exposemedia.id/pelatihan-hari-ke-{n}/", f"Pelatihan hari ke-{n}") for n in range(4)
    ]

    def answer(request):
        if request.parts.path != "/wp-json/wp/v2/posts":
            return None
        pieces = [] if request.query["search"] == NONSENSE_WORD else web.articles
        posts = [{"link": p.url, "title": {"rendered": p.title}, "date_gmt": f"{p.day}T02:00:00"} for p in pieces]
        return 200, {"ETag": f'"{len(posts)}"', "X-WP-TotalPages": "1"}, json.dumps(posts)

    web.answer = answer
    assert desk.crawl()["balance"]["stored"] == 4
    assert desk.ledger() == [("rest", "answered", None)]
    assert desk.ask("SELECT links FROM ledger") == [(4,)]
    assert len(web.places("wp-json")) == 2
    web.articles.insert(0, made.Piece(f"{EXPOSE}/pelatihan-hari-ke-9/", "Pelatihan hari ke-9"))
    assert desk.crawl()["articles_new"] == 1


def test_a_search_that_needs_a_browser_is_shut_and_the_feeds_still_come(desk, web, made):
    desk.outlet("sindonews")
    web.articles = made.pieces("http://nasional.sindonews.com/read/{n}/15/bp2mi-bina-pegawai-1709600000", 3)
    web.answer = lambda request: {
        "www.sindonews.com/feed": made.rss(*web.articles),
        "www.sindonews.com/search/go": "<html><title>Just a moment...</title></html>",
    }.get(request.place)
    report = desk.crawl()
    assert report["balance"]["stored"] == 3
    assert ("search", "refused", "wall") in desk.ledger()


def test_a_sitemap_index_leads_to_the_articles(desk, web, all_once, made):
    desk.outlet("merdeka", ways=("sitemap",))
    web.articles = made.pieces("http://www.merdeka.com/peristiwa/bp2mi-bina-pegawai-{n}-mvk.html", 4)
    index = '<?xml version="1.0"?><sitemapindex><sitemap><loc>http://www.merdeka.com/s-{}.xml</loc></sitemap>{}</sitemapindex>'
    web.answer = lambda request: {
        "www.merdeka.com/sitemap.xml": index.format(1, "<sitemap><loc>http://www.merdeka.com/s-2.xml</loc></sitemap>"),
        "www.merdeka.com/s-1.xml": made.urlset(*web.articles[:2]),
        "www.merdeka.com/s-2.xml": made.urlset(*web.articles[1:]),
    }.get(request.place)
    all_once()


def test_of_an_unknown_site_the_usual_conventions_are_tried_in_order_and_told(desk, web, all_once, made):
    desk.outlet("nttprov")
    web.articles = made.pieces("http://nttprov.go.id/berita/bp2mi-bina-pegawai-angkatan-{n}", 3)
    web.answer = lambda request: (
        made.listing(*web.articles) if request.parts.path == "/" and not request.query else None
    )
    all_once()
    ways = dict.fromkeys(way for way, *_ in desk.ledger())
    assert list(ways) == ["rest", "search_feed", "search", "sitemap", "feed", "home"]


def test_the_agencys_data_list_is_read_and_its_eight_addresses_are_one(desk, web, all_once, made):
    desk.outlet("bp2mi")
    web.articles = made.pieces("http://www.kp2mi.go.id/berita-detail/bina-pegawai-di-upt-{n}", 120)[:6]
    rows = [{"judul": p.title, "slug": p.url.rsplit("/", 1)[1], "tanggal": "5 March 2024"} for p in web.articles]
    web.answer = lambda request: (
        json.dumps({"data": rows[int(request.query["start"]) :][:100], "recordsFiltered": len(rows)})
        if request.parts.path == "/berita-data" else None
    )  # fmt: skip
    all_once()
    assert {key.rpartition("/")[0] for key in desk.article_keys()} == {"bp2mi.go.id/berita-detail"}


@pytest.mark.parametrize("status", [401, 403])
def test_a_site_that_refuses_is_not_got_round(desk, web, status):
    desk.outlet("exposemedia")
    web.answer = lambda request: status if "robots" not in request.url else None
    desk.crawl(code=4)
    assert len([request for request in web.log if "robots" not in request.url]) == 1
    assert desk.ledger() == [("rest", "refused", f"http_{status}")]
