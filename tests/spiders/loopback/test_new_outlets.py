"""`kliping outlets new`: three kinds of sites become running outlets with a golden, without editing."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime

import pytest

from corpus.models import Capture
from corpus.urls import article_key
from crawler.commands.read import as_object
from crawler.scouting.scaffold import name_of_host
from crawler.scouting.shapes import forms_of
from pipelines.refine import refine
from spiders.loader import outlets
from spiders.parsing.addresses import address_rule
from spiders.parsing.story_addresses import is_article_address

SITE = "http://koran-kota.example"
KITCHEN = "Resep soto ayam"


def wordpress(web, made):
    web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 6)

    def answer(request):
        if request.parts.path == "/wp-json/wp/v2/posts":
            posts = [{"link": p.url, "title": {"rendered": p.title}} for p in web.articles]
            return 200, {"X-WP-TotalPages": "1"}, json.dumps(posts[: int(request.query["per_page"])])
        return "<html><title>Koran Kota - Berita</title></html>" if request.parts.path == "/" else None

    web.answer = answer


def sitemap_only(web, made):
    web.articles = made.pieces(SITE + "/nasional/{n}/bp2mi-bina-pegawai", 6)
    web.answer = lambda request: {
        "/": "<html><title>Koran Kota</title></html>", "/sitemap.xml": made.urlset(*web.articles),
    }.get(request.parts.path)  # fmt: skip


def search_only(web, made):
    web.articles = made.pieces(SITE + "/baca/2024/03/05/bp2mi-bina-pegawai-{n}", 6)
    other = made.Piece(SITE + "/baca/2024/03/05/resep-soto-ayam-kampung", KITCHEN)

    def answer(request):
        if request.parts.path == "/":
            form = '<form action="/cari"><input type="hidden" name="tipe" value="artikel"><input name="kata"></form>'
            return made.listing(*web.articles[:3], other, more=form)
        if request.parts.path == "/cari" and request.query.get("tipe") == "artikel":
            words = request.query.get("kata", "").lower().split()
            pieces = [p for p in web.articles if all(word in p.title.lower() for word in words)]
            return made.listing(*pieces) if request.query.get("page", "1") == "1" else made.listing()
        return other.html if request.url == other.url else None

    web.answer = answer


@pytest.mark.parametrize(
    ("site", "family"),
    [(wordpress, "WordPressSpider"), (sitemap_only, "SitemapSpider"), (search_only, "ListingSpider")],
    ids=["wordpress", "sitemap", "search"],
)
def test_a_site_becomes_a_running_outlet_with_a_golden(desk, web, made, site, family):
    site(web, made)
    ran = desk.run(
        "outlets", "new", f"{SITE}/", "--outlets", "outlets", "--contact", "a@example.org", "--allow-private"
    )
    assert ran.returncode == 0, ran.stderr
    text = (desk.folder / "outlets" / "korankota.py").read_text()
    assert f"class KorankotaSpider({family})" in text
    assert "review" in ran.stderr

    golden = json.loads((desk.folder / "outlets" / "pages" / "korankota.json").read_text())
    page = (desk.folder / "outlets" / "pages" / "korankota.html").read_bytes()
    spider = outlets([desk.folder / "outlets"])["korankota"]
    capture = Capture(golden["url"], page, datetime.fromisoformat(golden["fetched_at"]), content_type="text/html")
    again = json.loads(json.dumps(as_object(refine([capture], spider.page_rules()), golden["url"]), default=str))
    assert golden["status"] == "article"
    assert {name: again[name] for name in ("title", "text", "published_day", "key")} == {
        name: golden[name] for name in ("title", "text", "published_day", "key")
    }

    report = desk.crawl(slug="korankota")
    assert report["balance"]["stored"] == 6, (text, desk.ledger())


def paged(form, footer=None):
    """A site with a search of three articles a page, whose pages are asked for in this form alone."""

    def site(web, made):
        web.articles = made.pieces(SITE + "/baca/2024/03/05/bp2mi-bina-pegawai-{n}", 7)
        other = made.Piece(SITE + "/baca/2024/03/05/resep-soto-ayam-kampung", KITCHEN)

        def answer(request):
            if request.parts.path == "/":
                more = '<form action="/cari"><input name="kata"></form>'
                return made.listing(*web.articles[:3], other, more=more)
            if request.parts.path.startswith("/cari"):
                words = request.query.get("kata", "").lower().split()
                pieces = [p for p in web.articles if all(word in p.title.lower() for word in words)]
                first = next(
                    3 * (n - 1) for n in range(9, 0, -1) if n == 1 or form.format(n, 3 * (n - 1)) in request.url
                )
                return made.listing(*pieces[first : first + 3], more=footer or "")
            return other.html if request.url == other.url else None

        web.answer = answer

    return site


@pytest.mark.parametrize(
    ("form", "footer", "written"),
    [
        ("&page={0}", None, "/cari?kata={query}&page={page}"),
        ("&halaman={0}", None, "/cari?kata={query}&halaman={page}"),
        ("&p={0}", None, "/cari?kata={query}&p={page}"),
        ("/cari/page/{0}/", None, "/cari/page/{page}/?kata={query}"),
        ("&start={1}", None, "/cari?kata={query}&start={offset}"),
        ("&hal_ke={0}", '<a rel="next" href="/cari?kata=pembinaan&amp;hal_ke=2">Lanjut</a>',
         "/cari?kata={query}&hal_ke={page}"),
        ("urut=baru&offset={1}", '<a href="?kata=pembinaan&amp;urut=baru&amp;offset=3">2</a>',
         "/cari?kata={query}&urut=baru&offset={offset}"),
    ],
)  # fmt: skip
def test_the_second_page_of_a_search_is_asked_for_as_the_site_has_it(desk, web, made, form, footer, written):
    paged(form, footer)(web, made)
    ran = desk.run("outlets", "new", SITE, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private")
    assert ran.returncode == 0, ran.stderr
    text = (desk.folder / "outlets" / "korankota.py").read_text()
    assert f'search_url = "{written}"' in text
    assert ("per_page = 3" in text) == ("{offset}" in written)
    assert len([request for request in web.log if request.parts.path != "/robots.txt"]) <= 31
    assert desk.crawl(slug="korankota")["balance"]["stored"] == 7, desk.ledger()


def test_a_search_without_a_second_page_is_for_review(desk, web, made):
    paged("&tidak_ada={0}")(web, made)
    ran = desk.run("outlets", "new", SITE, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private")
    assert "&page=2 is a guess" in ran.stderr


def test_a_site_without_a_way_in_is_told_in_a_sentence(desk, web):
    web.answer = lambda request: (
        "<html><title>Koran</title><p>Segera hadir</p></html>" if request.parts.path == "/" else None
    )
    ran = desk.run("outlets", "new", SITE, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private")
    assert ran.returncode != 0
    assert "no REST, feed, sitemap, index or search was found" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_feed_whose_addresses_have_no_form_of_articles_is_told(desk, web):
    items = "".join(f"<item><title>Apel</title><link>{SITE}/{word}</link></item>" for word in ("apel", "rapat"))
    feed = f"<rss><channel>{items}</channel></rss>"
    web.answer = lambda request: {"/": "<html><title>Koran Kota</title></html>", "/rss": feed}.get(request.parts.path)
    ran = desk.run("outlets", "new", f"{SITE}/", "--contact", "a@example.org", "--allow-private")
    assert ran.returncode == 2
    sentence = "2 of 2 entries have a form of address that is not known"
    assert f'feed at {SITE}/rss: {sentence}, e.g. "{SITE}/apel"' in ran.stderr


def test_a_site_that_refuses_robots_is_not_looked_at(desk, web, made):
    wordpress(web, made)
    listed = web.answer
    web.answer = lambda request: (
        "User-agent: *\nDisallow: /" if request.parts.path == "/robots.txt" else listed(request)
    )
    ran = desk.run("outlets", "new", SITE, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private")
    assert (ran.returncode, "could not look: " in ran.stderr) == (4, True)
    assert {request.parts.path for request in web.log} == {"/robots.txt"}


def test_a_site_that_is_not_there_could_not_be_looked_at(desk):
    with socket.socket() as closed:  # bound, and nobody listens
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        ran = desk.run(
            "outlets", "new", url, "--contact", "a@example.org", "--allow-private", no_proxy="127.0.0.1", http_proxy=""
        )
    assert (ran.returncode, "could not look: " in ran.stderr) == (4, True), ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_known_host_needs_no_new_outlet(desk):
    ran = desk.run("outlets", "new", "https://rmol.id/", "--contact", "a@example.org")
    assert "rmol" in ran.stderr
    assert ran.returncode != 0


def test_what_a_site_calls_itself_runs_no_code(desk, web, made):
    sitemap_only(web, made)
    listed = web.answer
    hostile = '<html><title>""" + __import__("os").system("touch ' + str(desk.folder / "x") + '") + """</title></html>'
    web.answer = lambda request: hostile if request.parts.path == "/" else listed(request)
    ran = desk.run("outlets", "new", SITE, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private")
    assert ran.returncode == 0, ran.stderr
    outlets([desk.folder / "outlets"])
    assert not (desk.folder / "x").exists()


@pytest.mark.parametrize(
    ("paths", "patterns", "keys"),
    [
        ("/berita/baca/apel-pagi-ini /berita/baca/rapat", ["/berita/baca/(?P<slug>[^/?#]+)"], ["apel-pagi-ini"]),
        ("/berita/apel /berita/rapat", ["/berita/(?P<slug>[^/?#]+)"], ["apel"]),
        ("/a/112/apel-pagi-ini /b/113/rapat-kerja-itu", ["(?P<rubric>[^/?#]+)/(?P<id>"], ["a/112"]),
        ("/a/81234/apel-pagi-ini /b/81235/rapat-kerja-itu", ["[^/?#]+/(?P<id>"], ["81234"]),
        ("/a/81234/apel-pagi-ini /b/81234/rapat-kerja-itu /a/81235/x", ["(?P<rubric>[^/?#]+)/(?P<id>"], ["a/81234"]),
        ("/apel-pagi-ini.html /rapat-kerja-itu.html", [r"\.html/?"], ["apel-pagi-ini"]),
        ("/2024/01/berita-3/ /2024/02/rapat-kerja", [r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<slug>"], ["2024/01/berita-3"]),
        ("/21/11/2023/apel /22/11/2023/rapat", [r"/(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})/"], ["21/11/2023/apel"]),
        ("/read/20240305/apel /read/20240306/rapat", [r"/read/(?P<ymd>\d{8})/"], ["20240305/apel"]),
        ("/2024/3/5/1234567 /2024/3/6/1234567", [r"/(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<id>"], ["2024/3/5/1234567"]),
        ("/node/12 /node/13", [r"/node/(?P<id>\d+)"], ["12"]),
        ("/?id=12 /?id=13", [r"id=(?P<id>\d+)"], ["12"]),
        ("/baca.php?x=1&id=12&utm_source=a /baca.php?x=1&id=13", [r"/baca\.php/?\?"], ["12"]),
        ("/index.php?option=com_a&view=article&id=12:apel&catid=3 /index.php?option=com_a&view=article&catid=3&id=13",
         ["view=article"], ["12"]),
        ("/index.php/berita/12-apel-pagi /index.php/berita/13-rapat", ["/berita/(?P<slug>"], ["12-apel-pagi"]),
        ("/Berita/Apel-Pagi-Ini /Berita/Rapat-Kerja-Itu", ["/Berita/(?P<slug>"], ["Apel-Pagi-Ini"]),
        ("/berita/detail/12/apel /rilis/12/rapat /berita/detail/13/a-b /rilis/13/b-c", ["/rilis/", "/berita/detail/"],
         ["berita-detail/12", "rilis/12"]),
        ("/apel /rapat", [], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_the_forms_of_addresses_are_read_from_some(paths, patterns, keys):
    urls = [f"https://x.id{path}" for path in paths.split()]
    forms = forms_of(urls, urls)
    assert len(forms) == len(patterns)
    assert all(part in pattern for part, (pattern, _) in zip(patterns, forms, strict=True)), forms
    rule = address_rule("x.id", (), forms)
    if forms:
        assert [rule.is_article(url) for url in urls] == [True] * len(urls)
        assert len({article_key(url, rule) for url in urls}) == len(urls)
        assert [article_key(url, rule) for url in urls[: len(keys)]] == [f"x.id/{key}" for key in keys]


@pytest.mark.parametrize(
    ("paths", "others"),
    [
        ("/apel-pagi-ini /rapat-kerja", "/nasional /tag/apel-pagi /tentang-kami /apel-pagi-ini/2/3 /pedoman-media"),
        ("/nasional/81234/apel-pagi /daerah/81235/b-c", "/tag/81234/x /kategori/123 /nasional"),
        ("/berita/apel /berita/rapat", "/berita /berita/ /galeri/apel"),
        ("/?option=a&view=article&id=12 /?option=a&view=article&id=13", "/?option=a&view=category&id=12 /?id=12"),
    ],
)  # fmt: skip
def test_the_forms_fit_no_rubrics(paths, others):
    rule = address_rule("x.id", (), forms_of([f"https://x.id{path}" for path in paths.split()]))
    assert [path for path in others.split() if rule.is_article(f"https://x.id{path}")] == []


@pytest.mark.parametrize(
    "url", ["https://x.id/", "https://x.id/tag/a-b-c", "https://x.id/pedoman-media-siber", "https://x.id/news"]
)
def test_pages_are_no_articles(url):
    assert not is_article_address(url)


def test_an_outlet_is_named_after_its_host():
    assert [name_of_host(h) for h in ("rmol.id", "a-b.go.id", "127.0.0.1")] == ["rmol", "ab", "situs12700"]
    assert datetime.now(UTC)
