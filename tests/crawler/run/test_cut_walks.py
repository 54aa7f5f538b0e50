"""What a run missed is reached by the next: a walk doesn't stop at known articles where the one before was cut."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.crawler.conftest import Answer, Desk, Site, broken_invariants, title_of

pytestmark = pytest.mark.hostile
OLD, NEW = list(range(10, 0, -1)), list(range(35, 0, -1))
WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing</body></html>"
CUTS = {"refused": (403, "tidak boleh"), "failed": (503, "gangguan"), "wall": (200, WALL)}


def stored(desk: Desk) -> int:
    return int(desk.one("SELECT count(*) FROM articles"))


@pytest.mark.parametrize("cut", CUTS)
def test_a_walk_that_was_cut_at_its_second_page_is_walked_to_the_end_by_the_next_run(
    desk: Desk, site: Site, cut: str
) -> None:
    status, body = CUTS[cut]
    site.put_articles(NEW)
    site.put_search(OLD)
    desk.crawl()
    site.put_search(NEW)
    site.put("/cari?q=pegawai&page=2", body, status=status)
    desk.crawl()
    assert stored(desk) == 20
    site.put_search(NEW)
    desk.crawl()
    assert stored(desk) == 35
    assert broken_invariants(desk) == {}
    site.forget()
    desk.crawl()
    assert [path for path in site.requested if path.startswith("/cari")] == ["/cari?q=pegawai&page=1"]


def test_a_walk_that_a_limit_cut_is_walked_to_the_end_by_the_next_run(desk: Desk, site: Site) -> None:
    site.put_articles(NEW)
    site.put_search(OLD)
    desk.crawl()
    site.put_search(NEW)
    desk.crawl("--limit", "1")
    assert stored(desk) == 11
    desk.crawl()
    assert stored(desk) == 35


def rest(site: Site, number: int, ended: int | None = None, total: int | None = None, most: int | None = None) -> None:
    """A REST search of `number` posts in tens, which ends after the page `ended`; it says that there are `total`.

    Where `most` is set, it refuses more a page, behind a notice of PHP's.
    """

    def give(path: str) -> Answer | None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if urlsplit(path).path != "/wp-json/wp/v2/posts":
            return None
        if most and int(query["per_page"]) > most:
            error = {"code": "rest_invalid_param", "data": {"params": {"per_page": f"antara 1 dan {most}"}}}
            return Answer("<b>Notice</b>: x[0]\n" + json.dumps(error), 400, kind="application/json")
        page = int(query["page"])
        ids = list(range(number, 0, -1))[(page - 1) * 10 : page * 10] if page <= (ended or page) else []
        posts = [{"link": f"{site.url}/berita/judul-{n}", "title": {"rendered": title_of(n)}} for n in ids]
        head = {} if total is None else {"X-WP-Total": str(total)}
        return Answer("\ufeff" + json.dumps(posts), kind="application/json", headers=head)

    given = site._answer
    site._answer = lambda path: give(path) or given(path)  # type: ignore[method-assign]


def test_a_search_that_ended_before_its_total_is_walked_to_the_end_by_the_next_run(desk: Desk, site: Site) -> None:
    site.put_articles(NEW)
    desk.put_outlet(base="WordPressSpider", ways="()", body='ladder = ("rest",)')
    rest(site, 35, ended=1, total=35)
    ran = desk.crawl()
    assert "warta_contoh: rest: ended at 10 of the 35 entries that it states" in ran.err.splitlines()
    [row] = desk.ask("SELECT reason, stated, came FROM ledger WHERE reason = 'capped'")
    assert (row, stored(desk)) == (("capped", 35, 10), 10)
    rest(site, 35, ended=None, total=35)
    desk.crawl()
    assert stored(desk) == 35
    assert broken_invariants(desk) == {}


@pytest.mark.parametrize("most", [None, 10])
def test_a_rest_search_that_gives_tens_and_no_total_gives_all(desk: Desk, site: Site, most: int | None) -> None:
    site.put_articles(NEW)
    desk.put_outlet(base="WordPressSpider", ways="()", body='ladder = ("rest",)')
    rest(site, 35, most=most)
    assert desk.crawl().code == 0
    rows = desk.ask("SELECT answer, reason, coalesce(entries, 0) FROM ledger ORDER BY id")
    refused = [("answered", "fewer_a_page", 0)] if most else []
    assert rows == [*refused, *[("answered", None, n) for n in (10, 10, 10, 5)], ("answered", "nothing_found", 0)]
    assert stored(desk) == 35
    assert broken_invariants(desk) == {}


def test_a_json_page_that_broke_off_is_asked_again_by_the_next_run(desk: Desk, site: Site) -> None:
    site.put_articles(NEW)
    desk.put_outlet(base="WordPressSpider", ways="()", body='ladder = ("rest",)')
    rest(site, 10)
    desk.crawl()
    rest(site, 35)
    whole = site._answer

    def cut(path: str) -> Answer:
        answer = whole(path)
        return Answer(str(answer.body)[:400], kind=answer.kind) if "&page=2&" in path else answer

    site._answer = cut  # type: ignore[method-assign]
    desk.crawl()
    assert "cut_short" in {reason for (reason,) in desk.ask("SELECT reason FROM ledger")}
    assert stored(desk) < 35
    site._answer = whole  # type: ignore[method-assign]
    desk.crawl()
    assert stored(desk) == 35
    assert broken_invariants(desk) == {}


TWICE = [*NEW[:5], *NEW[:5]]
WAYS = {
    "feed": ("FeedSpider", 'feeds = ("/daftar",)', "<rss><channel>{}</channel></rss>", "<item><link>{}</link></item>"),
    "sitemap": ("SitemapSpider", 'sitemaps = ("/daftar",)', "<urlset>{}</urlset>", "<url><loc>{}</loc></url>"),
    "data": ("DataTableSpider", 'data_url = "/daftar"', '{{"data": [{}0]}}', '["{}"],'),
    "search": ("ListingSpider", 'search_url = "/daftar?q={query}"', "{}", "<p><a href='{}'>Pembinaan pegawai</a></p>"),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_article_that_an_answer_names_twice_is_one_link(desk: Desk, site: Site, way: str) -> None:
    base, body, around, item = WAYS[way]
    site.put_articles(NEW[:5])
    desk.put_outlet(base=base, ways=f'("{way}",)', body=body)
    given = site._answer
    listing = around.format("".join(item.format(f"{site.url}/berita/pembinaan-pegawai-{n}?id={n}") for n in TWICE))
    kind = "application/json" if way == "data" else "text/html"
    site._answer = lambda path: (  # type: ignore[method-assign]
        Answer(listing, kind=kind) if path.startswith("/daftar") else given(path)
    )
    desk.crawl()
    rows = desk.ask("SELECT links, new, taken, known FROM ledger WHERE coalesce(links, 0) > 0 ORDER BY id LIMIT 1")
    assert rows == [(5, 5, 5, 0 if way == "search" else 5)]
