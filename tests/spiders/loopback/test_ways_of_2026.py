"""Indexes, tags and sitemaps in the shapes of ten sites of 2026: every article once, and no request too many."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.hostile
LAST = date(2024, 3, 8)
WINDOW = ("--since", "2024-03-06", "--until", "2024-03-08")
FRONT = "<html><head><title>Beranda</title></head><body><p>Halo</p></body></html>"


def others(made, template, number):
    """Articles of no interest, which fill the pages of a list."""
    return [made.Piece(template.format(n=n), f"Harga cabai naik {n}") for n in range(number)]


def on_day(made, template, day, number):
    """Articles of a day, at an address with {day} and {n}."""
    addresses = [template.format(day=day, n=day.day * 100 + n) for n in range(number)]
    return [made.Piece(url, f"Pembinaan pegawai BP2MI {day} ke-{n}", day) for n, url in enumerate(addresses)]


def test_republikas_days_are_walked_by_fifty(desk, web, all_once, made):
    desk.outlet("republika", ways=("index",))
    dish = "http://news.republika.co.id/berita/tio{n:03d}x472/resep-soto-ayam-enak"
    days = {LAST - timedelta(days=n): [] for n in range(3)}
    for number, day in enumerate(days):
        own = on_day(made, "http://ekonomi.republika.co.id/berita//tkw{n}y12/pegawai-bp2mi-dibina", day, 2)
        days[day] = [own[0], *others(made, dish, 50 if number < 2 else 0), own[1]]
        web.articles += own

    def answer(request):
        parts = request.parts.path.strip("/").split("/")
        if request.parts.hostname != "republika.co.id" or parts[0] != "index":
            return None
        offset, day = int(parts[1]), date(*map(int, parts[2:]))
        return made.listing(*days[day][offset : offset + 50])

    web.answer = answer
    all_once(*WINDOW)
    paths = [request.parts.path for request in web.log if request.parts.path.startswith("/index/")]
    # 52 articles are two pages and the empty one behind them
    assert [path.split("/")[2] for path in paths] == ["0", "50", "100", "0", "50", "100", "0", "50"]
    assert desk.ask("SELECT sum(taken), sum(off_topic), sum(unknown_form) FROM ledger") == [(6, 100, 0)]


def test_sindonews_days_stand_in_the_query_and_its_pages_by_twenty(desk, web, all_once, made):
    desk.outlet("sindonews", ways=(), ladder=("search", "index"))
    story = "http://ekbis.sindonews.com/read/{n}/178/pegawai-bp2mi-dibina-178487{n:04d}"
    dish = "http://daerah.sindonews.com/read/77{n}/704/resep-soto-ayam-17848{n:05d}"
    days = {LAST - timedelta(days=n): [] for n in range(3)}
    for day in days:
        own = on_day(made, story, day, 3)
        days[day] = [*own, *others(made, dish, 20)]
        web.articles += own

    def answer(request):
        if not request.parts.path.startswith("/indeks/0/"):
            return None
        offset = int(request.parts.path.split("/")[3])
        return made.listing(*days[date.fromisoformat(request.query["t"])][offset : offset + 20])

    web.answer = answer
    all_once(*WINDOW)
    asked = [(request.query["t"], request.parts.path.split("/")[3]) for request in web.log if "t" in request.query]
    assert asked == [(str(day), offset) for day in days for offset in ("0", "20", "40")]
    assert [row for row in desk.ledger() if row[0] == "search"] == [("search", "failed", "http_404")]


def test_okezones_channels_have_their_own_days(desk, web, all_once, made):
    desk.outlet("okezone", ways=("index",), ladder=())
    days = {}
    for channel, host in enumerate(("news", "economy")):
        for n in range(3):
            day = LAST - timedelta(days=n)
            story = (
                f"http://{host}.okezone.com/read/{day:%Y/%m/%d}/337/{{n}}/pegawai-bp2mi-{'x' * (6 * n + 20 * channel)}"
            )
            own = [
                made.Piece(story.format(n=9_100_200 + m), f"Pegawai BP2MI {m}", day) for m in (40 * channel + 7 * n,)
            ]
            widget = made.Piece(f"http://{host}.okezone.com/more/live-score-widget", "Widget skor langsung liga kita")
            days[host, day] = [*own, widget]
            web.articles += own

    def answer(request):
        host, parts = request.parts.hostname.split(".")[0], request.parts.path.strip("/").split("/")
        if parts[0] != "indeks":
            return None
        return made.listing(*days[host, date(*map(int, parts[1:4]))][int(parts[4]) :][:10])

    web.answer = answer
    all_once(*WINDOW)
    assert Counter(request.parts.hostname for request in web.log if "/indeks/" in request.url) == {
        "news.okezone.com": 6, "economy.okezone.com": 6,
    }  # fmt: skip


def test_tribunnews_index_repeats_its_tenth_page_and_is_left_there(desk, web, all_once, made):
    desk.outlet("tribunnews", ways=("index",), sections=("nasional", "bisnis"))
    pages = {
        section: [
            [
                *made.pieces(f"http://www.tribunnews.com/{section}/{base + page}00{{n}}/pegawai-bp2mi-dibina", 1),
                *others(made, f"http://www.tribunnews.com/{section}/{base + page}1{{n:02d}}/resep-soto", 3),
            ]
            for page in range(11 if section == "nasional" else 3)
        ]
        for section, base in (("nasional", 7000), ("bisnis", 8000))
    }
    web.articles = [page[0] for section in pages.values() for page in section[:10]]

    def answer(request):
        parts = request.parts.path.strip("/").split("/")
        if parts[0] != "index-news":
            return None
        number, own = int(request.query["page"]), pages[parts[1]]
        shown = own[min(number, 10, len(own)) - 1]
        return made.listing(*shown, more=f'<a rel="next" href="?page={number + 1}">Selanjutnya</a>')

    web.answer = answer
    all_once()
    asked = Counter(request.parts.path for request in web.log if "/index-news/" in request.url)
    assert asked == {"/index-news/nasional": 10, "/index-news/bisnis": 4}  # the fourth is the third again
    assert ("index", "answered", "capped") in desk.ledger()


def test_detiks_tags_are_walked_by_pages(desk, web, all_once, made):
    desk.outlet("detik", ways=("tag",), ladder=())
    web.articles = made.pieces("http://www.detik.com/sumbagsel/berita/d-802{n}/pegawai-bp2mi-dibina", 8)
    web.articles += made.pieces("http://news.detik.com/berita/d-803{n}/viral-foto-pegawai-bp2mi", 2)
    pictures = others(made, "http://finance.detik.com/foto-bisnis/d-75{n}/potret-pegawai-bp2mi", 2)
    films = others(made, "http://20.detik.com/detikupdate/20250721-2507{n}/video-pegawai-bp2mi", 2)

    def answer(request):
        if request.place != "www.detik.com/tag/bp2mi/":
            return None
        assert request.query["sortby"] == "time"
        page = int(request.query["page"])
        rows = [*web.articles[(page - 1) * 5 : page * 5], pictures[page - 1], films[page - 1]] if page < 3 else ()
        links = "".join(f'<a href="/tag/bp2mi/?sortby=time&amp;page={n}">{n}</a>' for n in (1, 2))
        return made.listing(*rows, more=links)

    web.answer = answer
    all_once()
    assert len(web.places("/tag/bp2mi/")) == 3
    assert desk.ask("SELECT sum(taken), sum(unknown_form) FROM ledger") == [(10, 4)]


def test_merdekas_sections_have_sitemaps_and_no_address_with_a_query_is_asked(desk, web, all_once, made):
    desk.outlet("merdeka")
    story = "http://www.merdeka.com/{}/read/82{}{{n}}/pegawai-bp2mi-dibina"
    sections = {name: made.pieces(story.format(name, n), 2) for n, name in enumerate(("peristiwa", "uang", "dunia"))}
    picture = made.Piece("http://www.merdeka.com/foto/read/8299/pegawai-bp2mi-dibina", "Foto pegawai BP2MI")
    web.articles = [piece for pieces in sections.values() for piece in pieces]
    robots = "User-agent: *\nDisallow: /*?\nDisallow: /search/*\nSitemap: http://www.merdeka.com/sitemap.xml\n"
    pager = '<a class="pagination__link" href="http://www.merdeka.com/peristiwa?page=2">2</a>'
    answers = {
        "/robots.txt": robots,
        "/sitemap.xml": made.index(*(f"http://www.merdeka.com/{name}/sitemap.xml" for name in sections)),
        "/peristiwa": made.listing(*sections["peristiwa"], picture, more=pager),
    } | {f"/{name}/sitemap.xml": made.urlset(*pieces) for name, pieces in sections.items()}
    web.answer = lambda request: answers.get(request.parts.path)
    all_once()
    lists = [request.parts.path for request in web.log if request.parts.path in answers]
    assert set(Counter(path for path in lists if path != "/robots.txt").values()) == {1}
    assert not [request.url for request in web.log if request.parts.query]


def test_liputan6s_channels_are_front_pages(desk, web, all_once, made):
    desk.outlet("liputan6", ways=("index",), sections=("news", "bisnis"))
    news = made.pieces("http://www.liputan6.com/news/read/82{n}/pegawai-bp2mi-dibina", 3)
    bisnis = made.pieces("http://www.liputan6.com/bisnis/read/83{n}/pegawai-bp2mi-dibina", 2)
    picture = made.Piece("http://www.liputan6.com/photo/read/8253000/pegawai-bp2mi-dibina", "Foto pegawai BP2MI")
    web.articles = [*news, *bisnis]
    answers = {"/news": made.listing(*news, picture), "/bisnis": made.listing(*bisnis, news[0])}
    web.answer = lambda request: answers.get(request.parts.path)
    all_once()
    assert [request.parts.path for request in web.log if request.parts.path in answers] == ["/news", "/bisnis"]


def test_an_undated_index_ends_behind_the_window(desk, web, all_once, made):
    desk.outlet("cnnindonesia", ways=("index",))
    days = [LAST - timedelta(days=n) for n in range(40)]
    story = "http://www.cnnindonesia.com/nasional/{:%Y%m%d}101112-12-{}/pegawai-bp2mi-dibina"
    pieces = [made.Piece(story.format(day, 1000 + n), f"Pegawai BP2MI {n}", day) for n, day in enumerate(days)]
    web.articles = pieces[:4]

    def answer(request):
        page = int(request.query.get("page", 0))
        return made.listing(*pieces[(page - 1) * 4 : page * 4]) if request.parts.path == "/indeks" else None

    web.answer = answer
    report = desk.crawl("--since", str(days[3]), "--until", str(LAST))
    assert report["balance"]["stored"] >= 4
    assert len(web.places("/indeks?")) == 4  # three pages in a row wholly before the window
