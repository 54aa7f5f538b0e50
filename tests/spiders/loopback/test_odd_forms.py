"""The same ways in, in forms that real sites have and the standards don't: every article found once all the same."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

HOST = "http://www.metrotvnews.com"
ARTICLE = HOST + "/read/aBc{n}-pegawai-bp2mi-dibina"


def search(web, made, answer, number=8, size=4):
    """A search of `size` articles a page; `answer(page, pages)` says what stands beyond the end."""
    web.articles = made.pieces(ARTICLE, number)
    web.pages = [web.articles[n : n + size] for n in range(0, number, size)]

    def give(request):
        if request.place != "www.metrotvnews.com/search":
            return (
                made.listing(*made.pieces(HOST + "/read/zZz{n}-harga-cabai-naik", 5))
                if request.parts.path == "/"
                else None
            )
        page = int(request.query["page"])
        if page <= len(web.pages):
            return made.listing(*web.pages[page - 1])
        return answer(page, web.pages)

    web.answer = give


def rail(made):
    return [made.Piece(f"{HOST}/read/zZz{n}-harga-cabai-naik", f"Harga cabai naik {n}") for n in range(5)]


@pytest.mark.parametrize(
    "beyond",
    [
        lambda made: lambda page, pages: made.listing(*pages[0]),
        lambda made: lambda page, pages: made.listing(*pages[-1]),
        lambda made: lambda page, pages: 404,
        lambda made: lambda page, pages: 500,
        lambda made: lambda page, pages: (301, {"Location": HOST + "/"}, ""),
        lambda made: lambda page, pages: (302, {"Location": "/search?query=x&page=1"}, ""),
        lambda made: lambda page, pages: made.listing(more="<p>Berita tidak ditemukan</p>"),
        lambda made: lambda page, pages: made.listing(*rail(made), more="<p>Berita tidak ditemukan</p>"),
        lambda made: lambda page, pages: "",
    ],
    ids=["first_again", "last_again", "404", "500", "home", "to_page_1", "nothing", "nothing_but_rail", "empty"],
)
def test_a_search_ends_behind_its_last_page(desk, web, all_once, made, beyond):
    desk.outlet("metrotvnews")
    search(web, made, beyond(made))
    all_once()
    assert len(web.places("/search")) <= 6


def test_links_in_any_form_are_the_same_articles(desk, web, all_once, made):
    desk.outlet("metrotvnews")
    web.articles = made.pieces(ARTICLE, 6)
    path = "/read/aBc{}-pegawai-bp2mi-dibina"
    anchors = "".join(
        f'<div class="card"><a href="{href}">Pegawai BP2MI dibina {n}</a></div>'
        for n, href in enumerate([
            path.format(1), "//www.metrotvnews.com" + path.format(2), "HTTP://WWW.METROTVNEWS.COM" + path.format(3),
            "../read/aBc4-pegawai-bp2mi-dibina#komentar", HOST + path.format(5) + "?utm_source=x&utm_medium=rss#top",
            "\n " + path.format(6) + " ",
        ], 1)
    )  # fmt: skip
    web.answer = lambda request: (
        f"<html><head><title>Cari</title></head><body>{anchors}</body></html>"
        if request.parts.path == "/search"
        else None
    )
    all_once()


def test_cards_without_anchors_lead_to_articles_too(desk, web, all_once, made):
    desk.outlet("metrotvnews")
    web.articles = made.pieces(ARTICLE, 4)
    one, two, three, four = (piece.url.removeprefix(HOST) for piece in web.articles)
    cards = (
        f'<div data-href="{one}"><h3>Pegawai BP2MI dibina</h3></div>'
        f"<div onclick=\"window.location.href='{two}'\"><h3>Pegawai BP2MI dibina</h3></div>"
        f'<div onclick="location=&quot;{three}&quot;"><h3>Pegawai BP2MI dibina</h3></div>'
        f'<a data-url="{four}" href="#"><h3>Pegawai BP2MI dibina</h3></a>'
    )
    web.answer = lambda request: (
        f"<html><head><title>Cari</title></head><body>{cards}</body></html>"
        if request.parts.path == "/search"
        else None
    )
    all_once()


def test_hours_ago_beside_a_link_hide_nothing(desk, web, all_once, made):
    desk.outlet("metrotvnews")
    web.articles = made.pieces(ARTICLE, 4, date(2024, 3, 5))
    rows = "".join(f'<li><a href="{p.url}">{p.title}</a><time>2 jam lalu</time></li>' for p in web.articles)
    web.answer = lambda request: (
        f"<html><head><title>Cari</title></head><body>{rows}</body></html>" if request.parts.path == "/search" else None
    )
    all_once("--since", "2024-03-01")


def feed_item(piece, day=""):
    return f"<item><title><![CDATA[{piece.title}]]></title><link>{piece.url}</link>{day}</item>"


@pytest.mark.parametrize(
    "form",
    ["latin1", "bom", "blank_lines", "windows_bytes_called_utf8", "html_type", "atom", "guid_only", "comments_around"],
)
def test_feeds_as_sites_write_them(desk, web, all_once, made, form):
    desk.outlet("tribunnews", feeds=("/rss",), ways=("feed",), ladder=())
    web.articles = [
        made.Piece(
            f"http://www.tribunnews.com/nasional/2024/03/05/pegawai-bp2mi-dibina-{n}", f"Caf\xe9 pegawai BP2MI {n}"
        )
        for n in range(1, 4)
    ]
    items = "".join(feed_item(piece) for piece in web.articles)
    heads = {"Content-Type": "application/rss+xml"}

    def rss(encoding, declared):
        text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>{items}</channel></rss>'
        return text.encode(encoding)

    utf8 = rss("utf-8", "utf-8")
    entries = "".join(
        f'<entry><title type="html">{p.title}</title><link rel="replies" href="{p.url}#c"/>'
        f'<link rel="alternate" type="text/html" href="{p.url}"/></entry>' for p in web.articles
    )  # fmt: skip
    body = {
        "latin1": rss("latin-1", "ISO-8859-1"),
        "bom": b"\xef\xbb\xbf" + utf8,
        "blank_lines": b"\r\n\n  " + utf8,
        "windows_bytes_called_utf8": rss("cp1252", "utf-8"),
        "html_type": utf8,
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode(),
        "guid_only": utf8.replace(b"<link>", b'<guid isPermaLink="true">').replace(b"</link>", b"</guid>"),
        "comments_around": b"<!-- cache --><!-- x -->" + utf8.partition(b"?>")[2] + b"<!-- 0.2 s -->",
    }[form]
    heads = {"Content-Type": "text/html; charset=ISO-8859-1"} if form in {"html_type", "latin1"} else heads
    web.answer = lambda request: (200, heads, body) if request.parts.path == "/rss" else None
    all_once()


@pytest.mark.parametrize("form", ["plain", "gz", "gz_encoded_too", "images", "prefix", "bom", "text"])
def test_sitemaps_as_sites_write_them(desk, web, all_once, made, form):
    desk.outlet("republika", feeds=(), ways=("sitemap",))
    web.articles = made.pieces("http://news.republika.co.id/berita/nasional/sb4k{n}x423/pegawai-bp2mi-dibina", 4)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    image = (
        "<image:image><image:loc>http://static.republika.co.id/berita/nasional/sbxxxx1/pegawai-bp2mi-foto</image:loc>"
        "<image:title>BP2MI pegawai</image:title></image:image>"
        '<xhtml:link rel="alternate" hreflang="en" href="http://news.republika.co.id/en/x"/>'
    )
    more = {"images": image}.get(form, "")
    odd = ["2024-03-05T09:00:00Z", "2024-03-05 09:00:00", "5 Maret 2024", "Tue, 05 Mar 2024 09:00:00 +0700"]
    rows = "".join(
        f"<url>\n <loc>\n {p.url} </loc><lastmod>{day}</lastmod>{more}</url>"
        for p, day in zip(web.articles, odd, strict=True)
    )
    spaces = f'{space} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    text = f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{rows}</urlset>'
    if form == "prefix":
        import re

        text = re.sub(r"<(/?)(urlset|url|loc|lastmod)\b", r"<\1s:\2", text).replace("xmlns=", "xmlns:s=")
    if form == "text":
        text = "\n".join(p.url for p in web.articles)
    index = (
        f"<sitemapindex {space}><sitemap><loc>http://www.republika.co.id/s/post-1.xml.gz</loc></sitemap></sitemapindex>"
    )
    data = text.encode()
    kind = {"Content-Type": "application/xml"}
    child = {
        "gz": (200, {"Content-Type": "application/x-gzip"}, gzip.compress(data)),
        "gz_encoded_too": (200, {**kind, "Content-Encoding": "gzip"}, gzip.compress(gzip.compress(data))),
        "bom": (200, kind, b"\xef\xbb\xbf" + data),
        "text": (200, {"Content-Type": "text/plain"}, data),
    }.get(form, (200, kind, data))
    web.answer = lambda request: (
        index if request.parts.path == "/sitemap.xml" else child if request.parts.path == "/s/post-1.xml.gz" else None
    )
    all_once("--since", "2024-03-01")


def test_a_news_sitemaps_day_and_title_are_taken(desk, web, all_once, made):
    desk.outlet("suara", ways=("sitemap",))
    web.articles = made.pieces("http://www.suara.com/news/2024/03/05/09041{n}/kabar-pagi-ini", 3)
    rows = "".join(
        f"<url><loc>{p.url}</loc><news:news><news:publication><news:name>S</news:name></news:publication>"
        f"<news:publication_date>2024-03-05T09:04:12+07:00</news:publication_date>"
        f"<news:title><![CDATA[{p.title}]]></news:title></news:news></url>" for p in web.articles
    )  # fmt: skip
    text = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    )
    web.answer = lambda request: text if request.parts.path == "/sitemap.xml" else None
    all_once("--since", "2024-03-01")


def test_dated_children_before_the_window_are_not_asked(desk, web, all_once, made):
    desk.outlet("suara", ways=("sitemap",))
    web.articles = made.pieces("http://www.suara.com/news/2024/03/05/09041{n}/pegawai-bp2mi", 3)
    months = "".join(
        f"<sitemap><loc>http://www.suara.com/s/{m}.xml</loc><lastmod>{m}-28T00:00:00+07:00</lastmod></sitemap>"
        for m in ("2023-12", "2024-01", "2024-03")
    )
    web.answer = lambda request: {
        "/sitemap.xml": f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{months}</sitemapindex>",
        "/s/2024-03.xml": made.urlset(*web.articles),
    }.get(request.parts.path)
    all_once("--since", "2024-03-01")
    assert not web.places("2023-12")


def test_an_ajax_list_of_markup_in_json_is_read(desk, web, all_once, made):
    desk.outlet("viva", feeds=(), ways=())
    web.articles = made.pieces("http://www.viva.co.id/berita/nasional/{n}-pegawai-bp2mi-dibina", 20)

    def answer(request):
        if request.place != "www.viva.co.id/request/load-more-search":
            return None
        page = int(request.form["page"])
        rows = web.articles[(page - 1) * 12 : page * 12]
        heads = {"Content-Type": "application/json"}
        return 200, heads, json.dumps({"status": True, "html": made.listing(*rows) if rows else ""})

    web.answer = answer
    all_once()


ROBOTS = (
    "User-agent: *\nDisallow: /admin\nsitemap:http://nttprov.go.id/peta/berita.xml\nSitemap: http://lain.example/x\n"
)


def test_the_sitemaps_that_robots_names_are_read_before_the_usual_ones(desk, web, all_once, made):
    desk.outlet("nttprov")
    web.articles = made.pieces("http://nttprov.go.id/berita/pegawai-bp2mi-dibina-{n}", 3)
    web.answer = lambda request: {"/robots.txt": ROBOTS, "/peta/berita.xml": made.urlset(*web.articles)}.get(
        request.parts.path
    )
    all_once()
    assert not web.places("sitemap.xml")
    assert not web.places("lain.example")


def test_where_the_sitemap_that_robots_names_is_gone_the_next_ways_are_tried(desk, web, all_once, made):
    desk.outlet("nttprov")
    web.articles = made.pieces("http://nttprov.go.id/berita/pegawai-bp2mi-dibina-{n}", 3)
    web.answer = lambda request: {"/robots.txt": ROBOTS, "/rss": made.rss(*web.articles)}.get(request.parts.path)
    all_once()
    assert web.places("/sitemap_index.xml")


def test_a_robots_file_that_refuses_all_is_no_answer(desk, web):
    desk.outlet("nttprov")
    web.answer = lambda request: (
        "User-agent: *\nDisallow: /\n" if request.parts.path == "/robots.txt" else "<p>Halo</p>"
    )
    report = desk.crawl(code=4)
    assert {request.parts.path for request in web.log} == {"/robots.txt"}, report["said"]
    assert "robots" in report["said"]


def test_wordpress_is_searched_on_its_page_where_rest_and_feeds_are_shut(desk, web, all_once, made):
    desk.outlet("timexkupang")
    web.articles = made.pieces("http://timexkupang.fajar.co.id/2024/03/05/pegawai-bp2mi-dibina-{n}", 7)

    def answer(request):
        page = int(request.query.get("paged", 1))
        if request.parts.path != "/" or "s" not in request.query or "feed" in request.query:
            return None
        return made.listing(*web.articles[3 * page - 3 : 3 * page]) if page <= 3 else 404

    web.answer = answer
    all_once()
    assert [(way, reason) for way, _, reason in desk.ledger()][:4] == [
        ("rest", "http_404"), ("rest", "http_404"), ("search_feed", "http_404"), ("search", None),
    ]  # fmt: skip


def test_a_dated_search_that_shows_the_same_whatever_the_days_is_told_and_not_asked_on(desk, web, all_once, made):
    desk.outlet("kompas", ways=())
    web.articles = made.pieces("http://regional.kompas.com/read/2024/03/05/100{n}/pegawai-bp2mi-dibina", 4)
    web.answer = lambda request: made.listing(*web.articles) if request.place == "search.kompas.com/search" else None
    all_once("--since", "2022-01-01", "--until", "2024-03-08")
    assert len(web.places("/search?")) <= 3
    assert ("search", "answered", "days_ignored") in desk.ledger()


def test_an_index_that_shows_the_newest_whatever_the_day_is_told_and_not_asked_on(desk, web, all_once, made):
    desk.outlet("detik", ways=(), ladder=("index",))
    web.articles = made.pieces("http://news.detik.com/berita/d-700{n}/pegawai-bp2mi-dibina", 4)
    web.answer = lambda request: made.listing(*web.articles) if request.place == "news.detik.com/indeks" else None
    all_once("--since", "2023-01-01", "--until", "2024-03-08")
    assert len(web.places("/indeks")) <= 8
    assert ("index", "answered", "days_ignored") in desk.ledger()


def test_quiet_days_with_the_same_rail_do_not_end_a_dated_search(desk, web, all_once, made):
    desk.outlet("kompas", ways=())
    web.articles = made.pieces("http://regional.kompas.com/read/2024/02/05/100{n}/pegawai-bp2mi-dibina", 4)
    fruit = [made.Piece(f"http://money.kompas.com/read/2024/03/05/200{n}/x", f"Harga cabai naik {n}") for n in range(4)]

    def answer(request):
        if request.place != "search.kompas.com/search":
            return None
        is_listed = (
            request.query["start_date"] <= "2024-02-05" <= request.query["end_date"] and request.query["page"] == "1"
        )
        return made.listing(*(web.articles if is_listed else ()), *fruit, more="" if is_listed else "Tidak ada hasil")

    web.answer = answer
    report = desk.crawl("--since", "2024-01-01", "--until", "2024-03-08")
    assert report["balance"]["stored"] >= 4, desk.ledger()


def test_an_index_whose_sitemaps_are_in_an_unknown_form_could_not_be_looked_at(desk, web, made):
    desk.outlet("suara", ways=("sitemap",))
    stories = [f"<url><loc>http://www.suara.com/kabar-baru/{n}-bp2mi-pegawai</loc></url>" for n in range(60)]
    web.answer = lambda request: {
        "/sitemap.xml": "<sitemapindex><sitemap><loc>http://www.suara.com/a.xml</loc></sitemap></sitemapindex>",
        "/a.xml": f"<urlset>{''.join(stories)}</urlset>",
    }.get(request.parts.path)
    desk.crawl(code=4)
    rows = desk.ask("SELECT answer, reason, entries, taken, unknown_form FROM ledger WHERE entries > 0 ORDER BY id")
    assert rows == [("answered", None, 1, 1, 0), ("failed", "unread_entries", 60, 0, 60)]
