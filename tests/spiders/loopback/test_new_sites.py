"""`kliping outlets new` on made-up sites of many shapes: what it drafts, what it says, and that a crawl by it works."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl

import pytest

from benchmarks.new_outlets import FIT, TOPIC, Drafted
from benchmarks.shapes.new_sites import (
    MOVES_TO,
    SINCE,
    SITES,
    beranda,
    codeigniter_portal,
    empty_articles,
    feed,
    listing,
    moved,
    refusing,
    stories,
    with_pages,
)

HOST = "http://koran-kota.example"


def put_up(web, site):
    """The site, as the proxy plays it on the hosts that it knows."""

    def answer(request):
        if request.parts.hostname not in {f"{name}.example" for name in MOVES_TO}:
            return 502
        return site.answer(request.parts.path, dict(parse_qsl(request.parts.query)), f"http://{request.parts.netloc}")

    web.answer = answer


def new(desk, start="/", *options, **environment):
    return desk.run(
        "outlets", "new", HOST + start, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private",
        *options, **environment,
    )  # fmt: skip


def drafted(desk, web, site):
    """What came of the site, with what a crawl by the draft stored."""
    put_up(web, site)
    ran = new(desk, site.start)
    requests, files = len(web.log), list((desk.folder / "outlets").glob("*.py"))
    printed = ran.stdout + ran.stderr + "".join(file.read_text() for file in files)
    if not files:
        return Drafted(site, ran.returncode, "", "", "", requests, None, printed)
    from spiders.loader import outlets

    spider = outlets([desk.folder / "outlets"])["korankota"]
    (desk.folder / "own.toml").write_text(TOPIC, encoding="utf-8")
    crawled = desk.run(
        "crawl", "own.toml", "--outlets", "outlets", "--outlet", "korankota", "--contact", "a@example.org",
        "--allow-private", "--corpus", desk.corpus, "--limit", "none", "--since", SINCE, "--quiet",
    )  # fmt: skip
    assert "Traceback" not in crawled.stderr
    (stored,) = desk.ask("SELECT count(*) FROM articles")[0]
    ways = " ".join((*spider.ways, *spider.ladder))
    fit = FIT.search(printed)
    return Drafted(site, ran.returncode, spider.outlet, ways, fit[1] if fit else "", requests, stored, printed)


def test_the_path_of_the_address_is_where_the_site_is(desk, web):
    put_up(web, codeigniter_portal())
    assert new(desk, "/portal/index.php?hal=1").returncode == 0
    text = (desk.folder / "outlets" / "korankota.py").read_text()
    for line in (f'home = "{HOST}/portal"', 'outlet = "Portal Dinas Contoh"', 'index_url = "/portal/indeks/{offset}"'):
        assert line in text
    outside = {request.parts.path for request in web.log if not request.parts.path.startswith("/portal/")}
    assert outside == {"/robots.txt", "/sitemap.xml"}


@pytest.mark.hostile
@pytest.mark.parametrize("make", SITES, ids=lambda make: make.__name__)
def test_made_up_sites_of_other_shapes_come_out_as_they_should(desk, web, make):
    site = make()
    given = drafted(desk, web, site)
    assert given.faults == [], given.printed
    assert given.requests <= 34
    if site.code == 0:
        fits, seen = given.fit.split(" of the ")
        assert (fits == seen) == site.fits_all
        assert int(fits) > 0


def test_a_site_that_refuses_is_left_at_once_and_nothing_is_written(desk, web):
    put_up(web, refusing())
    ran = new(desk)
    assert ran.returncode == 4
    assert [request.parts.path for request in web.log] == ["/robots.txt", "/", "/wp-json/wp/v2/posts"]
    assert "nothing more was asked of it, and nothing was written" in ran.stderr
    assert not (desk.folder / "outlets").exists()


@pytest.mark.hostile
@pytest.mark.parametrize("status", [401, 403, 407, 451, 429, "login", "wall"])
def test_every_refusal_in_the_middle_ends_the_look(desk, web, status):
    items = stories("/berita/{n}/{slug}")
    wall = "<html><title>Login</title><form><input type='password'></form></html>"
    given = {"login": (302, {"Location": "/login"}, ""), "wall": wall, 429: (429, {"Retry-After": "0"}, "")}

    def answer(request):
        path = request.parts.path
        if path == "/":
            return listing(items[:4], HOST, title="Kabar Contoh")
        return given.get(status, status) if path == "/rss" else wall if path == "/login" else None

    web.answer = answer
    ran = new(desk)
    assert (ran.returncode, "refuses" in ran.stderr) == (4, True), ran.stderr
    assert web.log[-1].parts.path in {"/rss", "/login"}
    assert not (desk.folder / "outlets").exists()


@pytest.mark.hostile
def test_a_refusal_of_rest_alone_closes_rest_alone(desk, web):
    items = stories("/berita/{n}/{slug}")
    error = (403, {"Content-Type": "application/json"}, '{"code": "rest_forbidden", "message": "x"}')
    site = with_pages(lambda path, _query, base: listing(items, base) if path == "/" else None, items, "Kabar Contoh")

    def answer(request):
        if request.parts.path.startswith("/wp-json"):
            return error
        return site(request.parts.path, request.query, HOST)

    web.answer = answer
    ran = new(desk)
    assert ran.returncode == 0, ran.stderr
    assert 'ways = ("home",)' in (desk.folder / "outlets" / "korankota.py").read_text()
    assert "only the front page lists articles" in ran.stderr


@pytest.mark.hostile
def test_each_step_is_shown_and_quiet_shows_none(desk, web):
    put_up(web, beranda())
    ran = new(desk)
    steps = [line for line in ran.stderr.splitlines() if " of at most 33  " in line]
    assert [line.split(" of ")[0] for line in steps] == [str(n) for n in range(1, len(steps) + 1)]
    assert "front page /: 4 links to articles" in steps[0]
    for file in (desk.folder / "outlets").rglob("korankota.*"):
        file.unlink()
    quiet = new(desk, "/", "--quiet")
    assert quiet.returncode == 0
    assert " of at most " not in quiet.stderr
    assert quiet.stdout == ran.stdout


@pytest.mark.hostile
def test_a_draft_states_no_affiliation_and_the_month_of_the_look(desk, web):
    from datetime import UTC, datetime

    put_up(web, beranda())
    assert new(desk).returncode == 0
    text = (desk.folder / "outlets" / "korankota.py").read_text()
    month = f"{datetime.now(UTC):%Y-%m} page"
    assert f'rests_on = {{"articles": "{month}", "index": "{month}"}}' in text
    assert 'affiliation = "not stated"' in text
    shown = desk.run("outlets", "list", "--outlets", "outlets")
    row = next(line for line in shown.stdout.splitlines() if line.startswith("korankota\t"))
    assert row.split("\t")[3] == "not stated"


@pytest.mark.parametrize("taken", ["slug", "page", "file", "locked"])
def test_nothing_is_overwritten_and_nothing_is_asked_where_nothing_can_be_written(desk, web, taken):
    put_up(web, beranda())
    folder = desk.folder / "outlets"
    if taken == "slug":
        text = 'from spiders.families.feed import FeedSpider\n\n\nclass K(FeedSpider):\n    name = "korankota"\n'
        desk.file("korankota", text + '    outlet = "K"\n    kind = "media"\n    site = "lain.example"\n')
    elif taken == "page":
        (folder / "pages").mkdir(parents=True)
        (folder / "pages" / "korankota.html").write_text("x")
    elif taken == "file":
        folder.write_text("x")
    else:
        folder.mkdir()
        folder.chmod(0o500)
        if os.access(folder, os.W_OK):  # root may write everywhere
            folder.chmod(0o700)
            (folder / "pages").write_text("x")
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file() and "outlets" in str(path)}
    ran = new(desk)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
    assert web.log == []
    assert before.items() <= {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}.items()


@pytest.mark.hostile
def test_an_article_that_can_be_read_is_looked_for_three_times(desk, web):
    site = empty_articles()
    put_up(web, site)
    ran = new(desk)
    assert ran.returncode == 0
    assert len(web.places("/berita/")) == 3
    assert "kliping read outlets/pages/korankota.html" in ran.stderr

    plain, good = web.answer, site.stories[-1]
    web.answer = lambda request: good.page("Layar") if request.parts.path == good.path else plain(request)
    for file in (desk.folder / "outlets").rglob("korankota.*"):
        file.unlink()
    ran = new(desk)
    assert ran.returncode == 0
    assert "is empty" not in ran.stderr
    assert good.title in (desk.folder / "outlets" / "pages" / "korankota.json").read_text()


@pytest.mark.hostile
def test_a_site_that_moved_is_named(desk, web):
    put_up(web, moved())
    ran = new(desk)
    assert f"`kliping outlets new http://{MOVES_TO[1]}.example/`" in ran.stderr


@pytest.mark.hostile
def test_a_site_whose_articles_stand_on_hosts_of_their_rubrics(desk, web):
    """Each host counts its articles by itself: two with one number are two articles."""
    items = {rubric: stories("/read/{n}/{slug}", 5, first=77001) for rubric in ("bola", "ekonomi")}
    bases = {rubric: f"http://{rubric}.koran-kota.example" for rubric in items}

    def answer(request):
        host = request.parts.hostname.removesuffix(".koran-kota.example")
        if request.parts.path == "/" and host not in items:
            rows = "".join(listing(items[rubric][:4], bases[rubric]) for rubric in items)
            return listing(items["bola"][:1], bases["bola"], title="Koran Kota", more=rows)
        if request.parts.path == "/rss":
            return (
                feed(items["bola"], bases["bola"]).replace("</channel>", "")
                + feed(items["ekonomi"], bases["ekonomi"]).partition("<channel>")[2]
            )
        story = next((s for s in items.get(host, ()) if s.path == request.parts.path), None)
        return story.page("Koran Kota") if story else None

    web.answer = answer
    ran = new(desk)
    assert ran.returncode == 0, ran.stderr
    text = (desk.folder / "outlets" / "korankota.py").read_text()
    assert 'hosts = ("*.koran-kota.example",)' in text
    assert "fits 10 of the 10" in ran.stderr
    from corpus.urls import article_key
    from spiders.loader import outlets

    rule = outlets([desk.folder / "outlets"])["korankota"].address()
    assert article_key(bases["bola"] + items["bola"][0].path, rule) == "koran-kota.example/bola/77005"


@pytest.mark.hostile
def test_some_articles_on_other_hosts_are_mentioned(desk, web):
    items, other = stories("/read/{n}/{slug}", 9), stories("/read/{n}/{slug}", 4)
    front = listing(items, HOST, more=listing(other, "http://bola.koran-kota.example"))
    web.answer = lambda request: (
        front if request.parts.path == "/" else next((s.page("K") for s in items if s.path == request.parts.path), None)
    )
    ran = new(desk)
    assert "4 links to articles are on other hosts of the site (bola.koran-kota.example)" in ran.stderr


@pytest.mark.hostile
def test_an_address_that_leads_home_is_no_listing_and_what_robots_forbids_is_said(desk, web):
    items = stories("/read/{n}/{slug}", 9)
    form = '<form action="/cari"><input name="q"></form>'

    def answer(request):
        path = request.parts.path
        if path == "/robots.txt":
            return "User-agent: *\nDisallow: /cari\n"
        if path == "/":
            return listing(items[:4], HOST, title="Koran Kota", more=form)
        story = next((s for s in items if s.path == path), None)
        return story.page("Koran Kota") if story else (302, {"Location": f"{HOST}/"}, "")

    web.answer = answer
    ran = new(desk)
    assert ran.returncode == 0, ran.stderr
    assert f"robots.txt forbids the search ({HOST}/cari?q=" in ran.stderr
    assert not web.places("/cari")
    text = (desk.folder / "outlets" / "korankota.py").read_text()
    assert ('ways = ("home",)' in text, "index_url" in text, "search_url" in text) == (True, False, False)
