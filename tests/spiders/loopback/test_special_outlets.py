"""Outlets with a way of their own, each crawled on a made-up web in the shape of its site."""

from __future__ import annotations

import json
from datetime import date, timedelta
from urllib.parse import urlsplit

DAY = date(2024, 3, 5)
READ = "http://regional.kompas.com/read/{day:%Y/%m/%d}/{n}/bp2mi-bina-pegawai-{n}"


def kompas_pieces(made, number):
    days = [date(2024, 3, 8) - timedelta(days=n % 21) for n in range(number)]
    return [made.Piece(READ.format(day=day, n=1000 + n), f"BP2MI bina pegawai {n}", day) for n, day in enumerate(days)]


def test_kompas_is_searched_in_windows_of_seven_days(desk, web, all_once, made):
    desk.outlet("kompas")
    web.articles = kompas_pieces(made, 24)

    def answer(request):
        if request.parts.hostname != "search.kompas.com" or request.parts.path != "/search":
            return None
        first, last = (date.fromisoformat(request.query[name]) for name in ("start_date", "end_date"))
        assert (last - first).days <= 6
        pieces = [piece for piece in web.articles if first <= piece.day <= last]
        page = int(request.query["page"])
        return made.listing(*pieces[(page - 1) * 5 : page * 5])

    web.answer = answer
    all_once("--since", "2024-02-01", "--until", "2024-03-08")
    assert {way for way, answer, _ in desk.ledger() if answer != "answered"} == {"feed", "sitemap"}  # the web has none
    assert len({urlsplit(url).query.split("end_date=")[1][:10] for url in web.places("/search?")}) == 6


def test_a_window_of_kompas_that_reaches_the_cap_is_told(desk, web, made):
    desk.outlet("kompas", max_pages=3)
    web.articles = [p for p in kompas_pieces(made, 90) if p.day > date(2024, 3, 1)]
    web.answer = lambda request: (
        made.listing(*web.articles[(int(request.query["page"]) - 1) * 5 : int(request.query["page"]) * 5])
        if request.parts.hostname == "search.kompas.com" and request.parts.path == "/search" else None
    )  # fmt: skip
    report = desk.crawl("--since", "2024-03-02", "--until", "2024-03-08")
    assert report["balance"]["stored"] == 15
    assert ("search", "answered", "capped") in desk.ledger()


def test_a_walk_that_the_limit_ends_is_told(desk, web, made):
    desk.outlet("kompas", ways=())
    web.answer = lambda request: made.listing(more="Tidak ada hasil") if request.parts.path == "/search" else None
    window = ("--since", "2023-09-01", "--until", "2024-03-08")
    report = desk.crawl(*window, "--limit", "5")
    assert report["listings_left"]
    assert "its listings were not walked to their end: 5 pages were asked, as many as --limit allows" in report["said"]
    whole = desk.crawl(*window, "--limit", "none")
    assert not whole["listings_left"]
    assert "not walked to their end" not in whole["said"]


def test_kompas_twins_are_one_article(desk, web, all_once, made):
    desk.outlet("kompas")
    (piece,) = web.articles = kompas_pieces(made, 1)
    twins = [piece.url.replace("/read/", "/copy/"), f"{piece.url}?page=all", f"{piece.url}?utm_source=ABC"]
    web.answer = lambda request: {
        "rss.kompas.com/": made.rss(piece, tag="?utm_source=ABC&utm_medium=rss"),
        "search.kompas.com/search": made.listing(piece, *twins) if request.query.get("page") == "1" else made.listing(),
    }.get(request.place)
    all_once("--since", "2024-03-02", "--until", "2024-03-08")


def test_detiks_index_is_asked_with_the_month_first(desk, web, all_once, made):
    desk.outlet("detik", feeds=(), ways=())
    days = {date(2024, 3, 8) - timedelta(days=n): [] for n in range(3)}
    for n, day in enumerate(days):
        url = f"http://news.detik.com/berita/d-{7000 + n}/kepala-bp2mi-bina-pegawai-{n}"
        days[day] = [made.Piece(url, f"Kepala BP2MI bina pegawai {n}", day)]
    web.articles = [piece for pieces in days.values() for piece in pieces]

    def answer(request):
        if request.place == "www.detik.com/search/searchnews":
            return made.listing(*(made.Piece(f"http://news.detik.com/x/d-{n}/soto", "Resep soto") for n in range(4)))
        if request.place == "news.detik.com/indeks":
            month, day, year = map(int, request.query["date"].split("/"))
            return made.listing(*days.get(date(year, month, day), ()) if request.query["page"] == "1" else ())
        return None

    web.answer = answer
    all_once("--since", "2024-03-06", "--until", "2024-03-08")
    assert ("search", "failed", "search_ignored") in desk.ledger()
    assert any("date=03/08/2024" in url for url in web.places("indeks"))


def test_tribuns_papers_and_sitemaps_are_all_read(desk, web, all_once, made):
    desk.outlet("tribunnews", ways=("feed", "sitemap"))
    kupang = made.pieces("http://kupang.tribunnews.com/2024/03/05/bp2mi-bina-pegawai-{n}", 2)
    aceh = made.pieces("http://aceh.tribunnews.com/2024/03/05/bp2mi-bina-pegawai-{n}", 2)
    main = made.pieces("http://www.tribunnews.com/nasional/2024/03/05/bp2mi-pegawai-angkatan-{n}", 3)
    web.articles = [*kupang, *aceh, *main]
    web.answer = lambda request: {
        "kupang.tribunnews.com/rss": made.rss(*kupang, tag="?utm_source=rss&utm_medium=feed"),
        "aceh.tribunnews.com/rss": made.rss(*aceh),
        "www.tribunnews.com/sitemap.xml": made.index(
            "http://www.tribunnews.com/nasional/sitemap-news.xml",
            "http://www.tribunnews.com/nasional/sitemap-images.xml",
            "http://www.tribunnews.com/bisnis/sitemap-web.xml",
        ),
        "www.tribunnews.com/nasional/sitemap-news.xml": made.urlset(main[0]),
        "www.tribunnews.com/bisnis/sitemap-web.xml": made.urlset(*main[1:]),
    }.get(request.place)
    all_once()
    assert not web.places("sitemap-images")
    assert "tribunnews.com/kupang/2024/03/05/bp2mi-bina-pegawai-1" in {
        k.replace("uji", "") for k in desk.article_keys()
    }


def test_antaras_bureaus_number_for_themselves(desk, web, all_once, made):
    desk.outlet("antaranews", ladder=())
    ntt = made.Piece("http://kupang.antaranews.com/berita/500/bp2mi-bina-pegawai-di-kupang", "BP2MI bina pegawai")
    bali = made.Piece("http://mataram.antaranews.com/berita/500/bp2mi-bina-pegawai-ntb", "BP2MI bina pegawai NTB")
    wire = made.Piece("http://kupang.antaranews.com/nasional/berita/900/bp2mi-pegawai", "Pegawai BP2MI")
    again = made.Piece("http://www.antaranews.com/berita/900/bp2mi-pegawai", "Pegawai BP2MI")
    web.articles = [ntt, bali, wire]
    web.answer = lambda request: {
        "kupang.antaranews.com/rss/terkini.xml": made.rss(ntt, wire, tag="?utm_source=antaranews&utm_medium=rss"),
        "mataram.antaranews.com/rss/terkini.xml": made.rss(bali),
        "www.antaranews.com/rss/terkini.xml": made.rss(again),
        "www.antaranews.com/berita/900/bp2mi-pegawai": again.html,
    }.get(request.place)
    all_once(asked_once=False)
    assert desk.article_keys() == {"antaranews.com/kupang/500", "antaranews.com/mataram/500", "antaranews.com/900"}
    assert len(web.places("/berita/900/")) == 1


def test_each_bureau_of_antara_is_walked_by_the_number_in_the_path(desk, web, all_once, made):
    bureaus = ("lampung", "kupang")
    sections = tuple(f"{bureau}.antaranews.com/terkini" for bureau in bureaus)
    desk.outlet("antaranews", ways=("index",), ladder=(), sections=sections)
    address = "http://{}.antaranews.com/berita/{}/bp2mi-bina-pegawai-di-daerah"
    lists = {b: [made.Piece(address.format(b, 700 + n), f"BP2MI bina pegawai {n}") for n in range(6)] for b in bureaus}
    web.articles = [piece for pieces in lists.values() for piece in pieces]

    def answer(request):
        bureau, _, number = request.place.partition(".antaranews.com/terkini/")
        if not number:
            return None
        page = min(int(number), 3)  # behind the last page it comes again
        pages = "".join(f'<a href="terkini/{n}">{n}</a>' for n in range(1, 11))
        film = '<a href="/video/4982365/bp2mi-bina-pegawai-film">Film</a>'
        return made.listing(*lists[bureau][page * 2 - 2 : page * 2], more=film + pages)

    web.answer = answer
    all_once()
    assert len(web.places("/terkini/")) == 8
    assert {(way, answer) for way, answer, _ in desk.ledger()} == {("index", "answered")}
    assert desk.article_keys() == {f"antaranews.com/{bureau}/{700 + n}" for bureau in bureaus for n in range(6)}


def test_beritasatus_sections_have_two_sitemaps_each(desk, web, all_once, made):
    desk.outlet("beritasatu", ways=("sitemap",))
    site = "http://www.beritasatu.com"
    web.articles = made.pieces(f"{site}/nasional/300000{{n}}/bp2mi-bina-pegawai", 3)
    news = "".join(
        f"<url><loc><![CDATA[{piece.url}]]></loc><news:news><news:publication><news:name>B</news:name></news:publication>"
        f"<news:publication_date>2024-03-05T09:00:00+07:00</news:publication_date>"
        f"<news:title><![CDATA[{piece.title}]]></news:title></news:news></url>"
        for piece in web.articles[:2]
    )
    news += f"<url><loc><![CDATA[{site}/nasional]]></loc></url>"
    maps = [f"{site}/sitemap/{section}/{name}.xml" for section in ("nasional", "sport") for name in ("news", "web")]
    head = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="urn:n">'
    web.answer = lambda request: {
        "/sitemap.xml": made.index(*maps),
        "/sitemap/nasional/news.xml": f"{head}{news}</urlset>",
        "/sitemap/nasional/web.xml": made.urlset(*web.articles),
        "/sitemap/sport/news.xml": f"{head}</urlset>",
        "/sitemap/sport/web.xml": made.urlset(made.Piece(f"{site}/sport/3000009/resep-soto", "Resep soto")),
    }.get(request.parts.path)
    all_once()
    assert len(web.places("sitemap")) == 5
    assert {(way, answer) for way, answer, _ in desk.ledger()} == {("sitemap", "answered")}


def test_tirtos_feed_has_no_days_and_its_codes_count_capitals(desk, web, all_once, made):
    desk.outlet("tirto")
    codes = ("hzAA", "hzAa", "gX1a")
    web.articles = [
        made.Piece(f"http://tirto.id/bp2mi-bina-pegawai-{code}", "BP2MI bina pegawai", DAY) for code in codes
    ]
    rubrics = ("http://tirto.id/pikir-dua-kali", "http://tirto.id/pemilu-2024", "http://tirto.id/rilis-pers")
    web.answer = lambda request: {
        "/sitemap/r/google-discover": made.rss(*web.articles[:2]),
        "/indeks": made.listing(*web.articles[1:], *rubrics),
    }.get(request.parts.path)
    all_once()
    assert desk.article_keys() == {f"tirto.id/{code}" for code in codes}
    assert {(way, answer) for way, answer, _ in desk.ledger()} == {("feed", "answered"), ("index", "answered")}
    assert not any(place in web.places("tirto.id") for place in rubrics)


def test_viva_is_searched_by_a_form(desk, web, all_once, made):
    desk.outlet("viva", feeds=(), ways=())
    web.articles = made.pieces("http://www.viva.co.id/berita/nasional/{n}-bp2mi-bina-pegawai", 30)

    def answer(request):
        if request.place != "www.viva.co.id/request/load-more-search":
            return None
        assert (request.method, request.form["keyword"], request.form["ctype"]) == ("POST", "BP2MI pegawai", "art")
        page = int(request.form["page"])
        return made.listing(*web.articles[(page - 1) * 12 : page * 12])

    web.answer = answer
    all_once()


def test_mediaindonesias_index_counts_articles_behind_a_fixed_number(desk, web, all_once, made):
    desk.outlet("mediaindonesia", ways=("index",), ladder=())
    web.articles = made.pieces("http://mediaindonesia.com/politik-dan-hukum/90000{n}/bp2mi-bina-pegawai", 9)
    recipes = [made.Piece(f"http://mediaindonesia.com/jelita/80000{n}/resep-soto", "Resep soto") for n in range(1, 45)]
    rows = [*recipes[:20], *web.articles, *recipes[20:]]

    def answer(request):
        path = request.parts.path
        if not path.startswith("/indeks/20/"):
            return None
        offset = int(path.removeprefix("/indeks/20/"))
        pages = "".join(f'<a href="/indeks/20/{n}">{n // 20 + 1}</a>' for n in range(0, len(rows), 20))
        return made.listing(*rows[offset : offset + 20], more=pages)

    web.answer = answer
    all_once()
    assert [url.rpartition("/")[2] for url in web.places("/indeks/")] == ["0", "20", "40", "60"]
    assert desk.ledger() == [("index", "answered", None)] * 3 + [("index", "answered", "nothing_found")]


def test_mediaindonesia_counts_pages_from_nought(desk, web, all_once, made):
    desk.outlet("mediaindonesia", ways=())
    web.articles = made.pieces("http://mediaindonesia.com/nusantara/{n}/bp2mi-bina-pegawai", 12)
    web.answer = lambda request: (
        made.listing(*web.articles[int(request.query["next"]) * 5 :][:5]) if request.parts.path == "/search" else None
    )
    all_once()


def test_what_is_gone_is_fetched_from_a_web_archive(desk, web, made):
    desk.outlet("bnp2tki")
    here = "http://www.bnp2tki.go.id/read/{}/pembinaan-pegawai-bnp2tki-{}"
    rows = [[here.format(n, n), f"2016030{n}000000", "200", "text/html"] for n in range(1, 5)]
    copies = [f"http://web.archive.org/web/{stamp}id_/{url}" for url, stamp, *_ in rows]
    web.articles = [made.Piece(url, f"Pembinaan pegawai ke-{n}", date(2016, 3, 1)) for n, url in enumerate(copies)]

    def answer(request):
        if request.place == "web.archive.org/cdx/search/cdx":
            return json.dumps([["original", "timestamp", "statuscode", "mimetype"], *rows])
        return None

    web.answer = answer
    report = desk.crawl()
    assert report["balance"]["stored"] == 4, (report, desk.ledger())
    assert desk.article_keys() == {f"bnp2tki.go.id/read/{n}/pembinaan-pegawai-bnp2tki-{n}" for n in range(1, 5)}
    assert {request.parts.hostname for request in web.log} == {"web.archive.org"}
