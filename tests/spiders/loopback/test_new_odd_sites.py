"""`kliping outlets new` on sites of other shapes: a running outlet without editing, or a sentence that says why not."""

from __future__ import annotations

import json

import pytest
from scrapy.http import HtmlResponse

from corpus.errors import KlipingError
from corpus.models import Capture
from corpus.urls import check_web_address
from crawler.commands.read import as_object
from crawler.scouting.search_forms import form_searches
from pipelines.refine import refine
from spiders.loader import outlets

SITE = "http://koran-kota.example"
FRONT = "<html><head><title>Koran Kota | Berita Terkini</title></head><body>{}</body></html>"


def new(desk, url=SITE):
    return desk.run("outlets", "new", url, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private")


def as_written(desk, name="korankota"):
    """The drafted golden is what its page gives by the drafted outlet."""
    from datetime import datetime

    pages = desk.folder / "outlets" / "pages"
    golden = json.loads((pages / f"{name}.json").read_text())
    spider = outlets([desk.folder / "outlets"])[name]
    capture = Capture(
        golden["url"],
        (pages / f"{name}.html").read_bytes(),
        datetime.fromisoformat(golden["fetched_at"]),
        content_type="text/html",
    )
    again = json.loads(json.dumps(as_object(refine([capture], spider.page_rules()), golden["url"]), default=str))
    assert {k: again.get(k) for k in golden if k != "fetched_at"} == {
        k: v for k, v in golden.items() if k != "fetched_at"
    }
    assert golden["status"] == "article", golden


def rest_shut(web, made):
    web.articles = made.pieces(SITE + "/2024/03/05/bp2mi-bina-pegawai-angkatan-{n}/", 9)

    def answer(request):
        place, query = request.parts.path, request.query
        if place.startswith("/wp-json"):
            return 401, {}, json.dumps({"code": "rest_not_logged_in"})
        if query.get("feed") == "rss2" or place == "/feed/":
            words = query.get("s", "").lower().split()
            pieces = [p for p in web.articles if all(w in p.title.lower() for w in words)]
            page = int(query.get("paged", 1))
            return made.rss(*pieces[4 * page - 4 : 4 * page]) if pieces[4 * page - 4 : 4 * page] else None
        if place == "/" and "s" in query:
            words = query["s"].lower().split()
            pieces = [p for p in web.articles if all(w in p.title.lower() for w in words)]
            return made.listing(*pieces[:4]) if query.get("paged", "1") == "1" else made.listing(*pieces[4:8])
        return FRONT.format(
            '<link rel="stylesheet" href="/wp-content/themes/x/style.css">' + made.listing(*web.articles[:4])
        ) if place == "/" else None  # fmt: skip

    web.answer = answer


def rss_only(web, made):
    web.articles = made.pieces(SITE + "/berita/{n}-bp2mi-bina-pegawai.html", 6)
    link = '<link rel="alternate" type="application/rss+xml" href="/rss/berita">'
    web.answer = lambda request: {
        "/": FRONT.replace("</head>", link + "</head>").format(made.listing(*web.articles[:3])),
        "/rss/berita": made.rss(*web.articles),
    }.get(request.parts.path)


def short_slugs(web, made):
    """Addresses of a day and two words, a feed; and links, a form, a feed and a sitemap at what is no address."""
    web.articles = made.pieces(SITE + "/2024/01/berita-{n}/", 14)
    broken = "http://[::1"
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in (broken, "/rss/berita")
    )
    front = FRONT.replace("</head>", f"{links}</head>")
    web.answer = lambda request: {
        "/": front.format(f'<a href="{broken}">x</a><form action="{broken}"><input name="q"></form>'
                          + made.listing(*web.articles[:3])),
        "/rss/berita": made.rss(*web.articles),
        "/sitemap.xml": f"<sitemapindex><sitemap><loc>{broken}</loc></sitemap></sitemapindex>",
    }.get(request.parts.path)  # fmt: skip


def form(web, made, action, field, more="", page="hlm", size=4):
    web.articles = made.pieces(SITE + "/baca/{n}/bp2mi-bina-pegawai", 9)
    other = made.Piece(SITE + "/baca/99/resep-soto-ayam-kampung", "Resep soto ayam")
    inputs = f'<form action="{action}" method="GET">{more}<input name="{field}"><button>Cari</button></form>'

    def answer(request):
        if request.parts.path == "/":
            return FRONT.format(inputs + made.listing(*web.articles[:3], other))
        if request.parts.path == action and field in request.query:
            words = request.query[field].lower().split()
            pieces = [p for p in web.articles if all(w in p.title.lower() for w in words)]
            n = int(request.query.get(page, 1))
            next_ = f'<a href="{action}?{field}={request.query[field]}&amp;{page}={n + 1}">{n + 1}</a>'
            return made.listing(*pieces[size * n - size : size * n], more=next_ if pieces[size * n :] else "")
        return other.html if request.url == other.url else None

    web.answer = answer


def odd_form(web, made):
    form(web, made, "/pencarian", "kata_kunci", '<input type="hidden" name="jenis" value="berita">')


def select_form(web, made):
    form(
        web, made, "/arsip", "txtCari",
        '<select name="kanal"><option value="semua" selected>Semua</option></select><input type="text" name="tanggal">',
    )  # fmt: skip


def rail_everywhere(web, made):
    """The most read articles stand beside every page, also beside an answer without a hit."""
    form(web, made, "/cari", "q", page="page")
    plain = web.answer
    rail = [made.Piece(SITE + f"/baca/{n}/harga-cabai-naik-lagi", f"Harga cabai naik lagi {n}") for n in (91, 92, 93)]

    def answer(request):
        given = plain(request)
        return given.replace("</ul>", made.listing(*rail) + "</ul>", 1) if request.parts.path == "/cari" else given

    web.answer = answer


def blogspot(web, made):
    web.articles = made.pieces(SITE + "/2024/03/bp2mi-bina-pegawai-{n}.html", 5)

    def answer(request):
        if request.parts.path == "/feeds/posts/default":
            entries = [
                {"title": {"$t": p.title}, "published": {"$t": f"{p.day}T09:00:00+07:00"},
                 "link": [{"rel": "alternate", "href": p.url}]} for p in web.articles
            ]  # fmt: skip
            first = int(request.query.get("start-index", 1)) - 1
            entries = entries[first : first + int(request.query.get("max-results", 25))]
            return json.dumps({"feed": {"entry": entries}})
        return FRONT.format(made.listing(*web.articles[:2])) if request.parts.path == "/" else None

    web.answer = answer


def robots_sitemap(web, made):
    """A sitemap that only robots.txt names, as RFC 9309's readers know it."""
    web.articles = made.pieces(SITE + "/nasional/{n}/bp2mi-bina-pegawai", 6)
    web.answer = lambda request: {
        "/": FRONT.format("<p>Selamat datang</p>"),
        "/robots.txt": f"User-agent: *\nDisallow: /admin\nSitemap: {SITE}/peta/berita-2024.xml\n",
        "/peta/berita-2024.xml": made.urlset(*web.articles),
    }.get(request.parts.path)


def from_zero(web, made, link=""):
    """The first page is number 0, as Drupal counts; no link says so, or the link "2" does."""
    web.articles = made.pieces(SITE + "/content/{n}-bp2mi-bina-pegawai", 9)

    def answer(request):
        first = 3 * int(request.query.get("page", 0))
        pieces = web.articles[first : first + 3]
        if request.parts.path == "/":
            return FRONT.format('<a href="/berita">Berita</a>' + made.listing(*web.articles[:2]))
        return made.listing(*pieces, more=link) if request.parts.path == "/berita" and pieces else None

    web.answer = answer


def linked_from_zero(web, made):
    from_zero(web, made, '<a href="/berita?page=1">2</a>')


def front_of_pages(web, made):
    """The front page alone lists articles, and links to its own second page."""
    web.articles = made.pieces(SITE + "/post/bp2mi-bina-pegawai-{n}", 9)

    def answer(request):
        first = 3 * int(request.query.get("page", 1)) - 3
        pieces = web.articles[first : first + 3]
        more = FRONT.format(made.listing(*pieces, more='<a href="/?page=2" rel="next">Next</a>'))
        return more if request.parts.path == "/" and pieces else None

    web.answer = answer


@pytest.mark.parametrize(
    "site",
    [
        pytest.param(from_zero, marks=pytest.mark.hostile),
        pytest.param(linked_from_zero, marks=pytest.mark.hostile),
        pytest.param(front_of_pages, marks=pytest.mark.hostile),
        rest_shut,
        rss_only,
        short_slugs,
        odd_form,
        select_form,
        rail_everywhere,
        blogspot,
        robots_sitemap,
    ],
    ids=lambda site: site.__name__,
)
def test_a_site_of_an_odd_shape_becomes_a_running_outlet(desk, web, made, site):
    site(web, made)
    ran = new(desk)
    assert ran.returncode == 0, ran.stderr
    as_written(desk)
    report = desk.crawl(slug="korankota")
    assert report["balance"]["stored"] == len(web.articles), (desk.ledger(), report["said"])


def test_a_form_that_leads_to_no_address_is_passed_over():
    forms = '<form action="http://[::1"><input name="q"></form><form action="/cari"><input name="q"></form>'
    page = HtmlResponse(SITE + "/", body=forms.encode(), encoding="utf-8")
    assert form_searches(page) == ["/cari?q={query}"]


def json_search(web, made):
    pieces = made.pieces(SITE + "/baca/{n}/bp2mi-bina-pegawai", 3)
    script = '<script src="/a.js"></script><form action="/api/cari" method="POST"><input name="q"></form>'
    web.answer = lambda request: {
        "/": FRONT.format(script),
        "/api/cari": (
            200,
            {"Content-Type": "application/json"},
            json.dumps({"hits": [{"id": p.title} for p in pieces]}),
        ),
        "/search": (200, {"Content-Type": "application/json"}, '{"hits": []}'),
    }.get(request.parts.path)


def out_of_order(web, made):
    later = (503, {"Retry-After": "0"}, "")  # a guest waits; a test has no need to
    web.answer = lambda request: None if request.parts.path == "/robots.txt" else later


def private(web, made):
    web.answer = lambda request: "User-agent: *\nDisallow: /\n" if request.parts.path == "/robots.txt" else FRONT


def challenge(web, made):
    web.answer = lambda request: (
        None
        if request.parts.path == "/robots.txt"
        else (403, {"cf-mitigated": "challenge"}, "<title>Just a moment...</title>")
    )


def moved(web, made):
    web.answer = lambda request: (
        (301, {"Location": "http://koran-baru.example" + request.parts.path}, "")
        if request.parts.hostname == "koran-kota.example"
        else FRONT
        if request.parts.path == "/"
        else None
    )


@pytest.mark.parametrize(
    ("site", "code"),
    [(json_search, 2), (out_of_order, 4), (private, 4), (challenge, 4), (moved, 2)],
    ids=["json_search", "503", "robots", "challenge", "moved"],
)
def test_a_site_that_cannot_be_taken_is_told_in_a_sentence(desk, web, made, site, code):
    site(web, made)
    ran = new(desk)
    assert "Traceback" not in ran.stderr
    assert "spider_error" not in ran.stderr
    assert ran.returncode == code, ran.stderr
    assert not list((desk.folder / "outlets").glob("*.py")) if (desk.folder / "outlets").exists() else True


def circle(web, made):
    def answer(request):
        to = SITE + ("/" if request.parts.path == "/home" else "/home")
        return None if request.parts.path == "/robots.txt" else (302, {"Location": to}, "")

    web.answer = answer


@pytest.mark.hostile
@pytest.mark.parametrize(
    ("site", "words"),
    [(circle, "too many redirects (redirects); is the address right?"), (lambda *_: None, "the site has no such page")],
    ids=["circle", "missing"],
)
def test_what_became_of_the_front_page_is_said_in_words(desk, web, made, site, words):
    web.answer = lambda _request: None
    site(web, made)
    ran = new(desk)
    assert (ran.returncode, words in ran.stderr.splitlines()[-1], "probe failed" in ran.stderr) == (4, True, False)


@pytest.mark.hostile
def test_the_outlet_that_is_there_is_named_with_its_folder(desk, web, made):
    rss_only(web, made)
    assert new(desk).returncode == 0
    assert "`kliping outlets check korankota --outlets outlets`" in new(desk).stderr


@pytest.mark.parametrize("host", ["koran .example", "koran..example"])
def test_a_host_that_cannot_be_is_a_fault_of_the_call(host):
    with pytest.raises(KlipingError, match="a space, or a dot too many"):
        check_web_address(f"http://{host}/")


@pytest.mark.hostile
def test_ways_that_cannot_be_asked_are_named(desk, web, made):
    web.articles = made.pieces(SITE + "/artikel/bp2mi-bina-pegawai-{n}", 5)
    form_by_post = '<a href="/arsip">Arsip</a><form action="/cari" method="POST"><input name="keyword"></form>'
    months = "".join(f'<a href="/arsip/2024/{month:02}">{month} 2024</a>' for month in (1, 2, 3))
    web.answer = lambda request: {
        "/": FRONT.format(form_by_post + made.listing(*web.articles)),
        "/arsip": months,
        "/robots.txt": "User-agent: *\nCrawl-delay: 0.3\n",
    }.get(request.parts.path)
    ran = new(desk)
    assert ran.returncode == 0, ran.stderr
    assert "the site's search is a form sent by POST (/cari): it was not asked" in ran.stderr
    assert f"{SITE}/arsip links to archives of months ({SITE}/arsip/2024/03)" in ran.stderr
    assert "robots.txt /robots.txt: asks for 0.3 seconds between two requests" in ran.stderr
