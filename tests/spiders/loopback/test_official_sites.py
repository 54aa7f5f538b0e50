"""Sites of the government, of provinces and of the regions, crawled in their shapes: every article once."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.hostile
FRONT = "<html><head><title>Beranda</title></head><body><p>Halo</p></body></html>"
SHUT_OUT = "Your country is not allowed to access this resource"


def test_a_paper_of_disway_is_asked_by_its_feed_and_its_front(desk, web, all_once, made):
    desk.outlet("radarlampung")
    web.articles = made.pieces("http://radarlampung.disway.id/read/{n}00/bp2mi-bina-pegawai-{n}", 6)
    twins = [piece.url.replace("/read/", "/amp/") for piece in web.articles[:3]]
    web.answer = lambda request: {
        "radarlampung.disway.id/rss": made.rss(*web.articles[:4]),
        "radarlampung.disway.id/": made.listing(*web.articles[3:], *twins),
    }.get(request.place)
    all_once()
    assert [row for row in desk.ledger() if row[1] == "answered"] == [
        ("feed", "answered", None), ("home", "answered", None),
    ]  # fmt: skip


def test_infopubliks_number_names_its_article_with_or_without_a_slug(desk, web, all_once, made):
    desk.outlet("infopublik")
    web.articles = made.pieces("http://infopublik.id/kategori/nusantara/72862{n}/bp2mi-bina-pegawai-{n}", 5)
    twins = [piece.url.rpartition("/")[0] + "/index.html" for piece in web.articles]
    web.answer = lambda request: {
        "infopublik.id/robots.txt": "User-agent: *\nDisallow:\nSitemap: http://infopublik.id/peta.xml\n",
        "infopublik.id/peta.xml": made.urlset(
            *web.articles, *made.pieces("http://infopublik.id/kategori/a/1{n}/x-y", 3)
        ),
        "infopublik.id/": made.listing(*twins),
    }.get(request.place)
    all_once()
    assert desk.article_keys() == {f"infopublik.id/72862{n}" for n in range(1, 6)}
    # robots.txt has one entry, the sitemap
    assert desk.ask("SELECT sum(taken), sum(off_topic), sum(unreadable) FROM ledger WHERE way = 'sitemap'") == [
        (1 + 5, 3, 0)
    ]


def test_the_cabinets_feed_is_asked_first_and_its_search_as_well(desk, web, all_once, made):
    desk.outlet("setkab")
    web.articles = made.pieces("http://setkab.go.id/bp2mi-bina-pegawai-{n}/", 6)
    web.answer = lambda request: (
        made.rss(*web.articles[:4]) if request.parts.path == "/feed/"
        else made.rss(*web.articles[2:]) if request.query.get("feed") == "rss2" and request.query["paged"] == "1"
        else None
    )  # fmt: skip
    all_once()
    ways = [way for way, answer, _ in desk.ledger() if answer == "answered"]
    assert set(ways) == {"feed", "search_feed"}


def test_the_tag_and_the_sitemap_of_times_indonesia_name_one_article(desk, web, all_once, made):
    desk.outlet("timesindonesia")
    web.articles = made.pieces("http://www.timesindonesia.co.id/ekonomi/40000{n}/bp2mi-bina-pegawai-{n}", 4)
    older = [made.Piece(p.url.replace("/ekonomi/", "/read/news/"), p.title) for p in web.articles]
    web.answer = lambda request: {
        "www.timesindonesia.co.id/tag/bp2mi": made.listing(*web.articles),
        "www.timesindonesia.co.id/sitemap.xml": made.urlset(*older),
    }.get(request.place)
    all_once()


def test_rubrics_and_the_search_of_rmol_lampung_are_walked_to_their_ends(desk, web, all_once, made):
    desk.outlet("rmollampung", ladder=())
    web.articles = made.pieces("http://www.rmollampung.id/bp2mi-bina-pegawai-angkatan-{n}", 12)
    menu = "".join(f'<a href="/{page}">Laman</a>' for page in ("tentang-kami", "pedoman-media-siber", "category/hukum"))

    def answer(request):
        page = int(request.query.get("page", "1")) - 1
        if request.parts.path == "/cari":
            return made.listing(*web.articles[:8][page * 5 : page * 5 + 5], more=f"<footer>{menu}</footer>")
        if request.parts.path == "/category/daerah":
            return made.listing(*web.articles[6:][page * 4 : page * 4 + 4], more=f"<footer>{menu}</footer>")
        return None

    web.answer = answer
    all_once()
    assert len(web.places("/cari?")) == 3
    assert len(web.places("/category/daerah?")) == 3


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_site_that_shuts_out_the_country_is_not_an_empty_list(desk, web, made, status):
    desk.outlet("voiceindonesia")
    web.answer = lambda request: None if request.parts.path == "/robots.txt" else (status, {}, SHUT_OUT)
    desk.crawl(code=4)
    reasons = {reason for _, _, reason in desk.ledger()}
    assert reasons == {"http_403" if status == 403 else "wall"}
    asked = [request for request in web.log if request.parts.path != "/robots.txt"]
    assert len(asked) == (2 if status == 503 else 1)  # no other way in; a busy site is asked once more
