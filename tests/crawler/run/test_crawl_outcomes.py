"""What comes of pages that are no article: each has its reason, and the crawl goes on."""

from __future__ import annotations

import os
import sys

import pytest

from tests.crawler.conftest import (
    CommandResult,
    Desk,
    Site,
    article,
    broken_invariants,
    finish,
    listing,
    page,
    title_of,
)

HOME = "<html><head><title>Warta Contoh</title></head><body><h1>Warta Contoh</h1><p>Beranda.</p></body></html>"
TERMINAL = {
    "hilang": ("failed", "http_404"),
    "dihapus": ("failed", "http_410"),
    "gangguan": ("failed", "http_503"),
    "ditolak": ("failed", "http_403"),
    "putus": ("failed", "connection"),
    "sebagian": ("failed", "http_206"),
    "diubah": ("failed", "http_203"),
    "nanti": ("failed", "http_202"),
    "putaran": ("failed", "redirects"),
    "terlarang-satu": ("rejected", "robots"),
    "gambar": ("rejected", "not_html"),
    "kosong": ("rejected", "empty_page"),
    "beranda": ("rejected", "redirected_home"),
    "keluar": ("rejected", "redirected_offsite"),
    "pindah": ("stored", None),
    "salinan": ("duplicate", None),
    "judul-1": ("stored", None),
    "judul-2": ("stored", None),
    "judul-3": ("stored", None),
    "judul-4": ("stored", None),
}


@pytest.fixture(scope="module")
def crawled(shared_desk: Desk, shared_site: Site) -> CommandResult:
    site = shared_site
    site.put("/robots.txt", "User-agent: *\nDisallow: /berita/terlarang\n", kind="text/plain")
    site.put("/", HOME)
    site.put_articles([1, 2, 3, 4])
    links = [(f"/berita/{slug}", f"Pegawai {slug}") for slug in TERMINAL]
    odd = [("javascript:void(0)", "x"), ("file:///etc/passwd", "y"), ("mailto:a@example.org", "z"),
           ("http://[rusak", "w"), ("http://lain.example/berita/asing", "lain")]  # fmt: skip
    site.put("/cari?q=pegawai&page=1", listing([*odd, *links]))
    site.put("/berita/dihapus", status=410)
    site.put("/berita/gangguan", "gangguan", status=503)
    site.put("/berita/ditolak", "ditolak", status=403)
    for slug, status in (("sebagian", 206), ("diubah", 203), ("nanti", 202)):
        site.put(f"/berita/{slug}", article(status), status=status)
    site.put("/berita/putus", drop=True)
    site.put("/berita/putaran", status=302, headers={"Location": "/berita/putaran"})
    site.put("/berita/gambar", b"\x89PNG\r\n\x1a\n" + bytes(200), kind="image/png")
    site.put("/berita/kosong", "")
    site.put("/berita/beranda", status=302, headers={"Location": "/"})
    site.put("/berita/keluar", status=302, headers={"Location": f"http://localhost:{site.port}/lain"})
    site.put("/lain", page("Halaman Lain", ["Bukan berita."]))
    site.put("/berita/pindah", status=301, headers={"Location": "/berita/judul-9"})
    site.put_articles([9])
    site.put("/berita/salinan", status=301, headers={"Location": "/berita/judul-1"})
    return shared_desk.crawl()


@pytest.mark.parametrize("slug", TERMINAL)
def test_each_address_has_its_end(crawled: CommandResult, shared_desk: Desk, slug: str) -> None:
    state, reason = shared_desk.fates()[slug]
    if slug in {"salinan", "judul-1"}:  # whichever comes first is the article, the other its duplicate
        assert {shared_desk.fates()[s][0] for s in ("salinan", "judul-1")} == {"stored", "duplicate"}
    else:
        assert (state, reason) == TERMINAL[slug]


def test_what_is_no_address_of_the_outlet_is_not_counted(crawled: CommandResult, shared_desk: Desk) -> None:
    assert set(shared_desk.fates()) == set(TERMINAL)


def test_the_sum_balances_whatever_came(crawled: CommandResult, shared_desk: Desk) -> None:
    assert f"discovered {len(TERMINAL)} = stored 5 + duplicate 1 + rejected 5 + failed 9 + pending 0" in crawled.out
    assert broken_invariants(shared_desk) == {}


def test_pages_that_fail_do_not_fail_the_outlet(crawled: CommandResult) -> None:
    assert crawled.code == 0


def test_what_robots_txt_forbids_is_never_asked_for(crawled: CommandResult, shared_site: Site) -> None:
    assert shared_site.requested["/berita/terlarang-satu"] == 0


def test_the_page_of_a_failure_is_kept_as_evidence(crawled: CommandResult, shared_desk: Desk) -> None:
    rows = shared_desk.ask("SELECT captures.status FROM captures JOIN frontier ON frontier.id = frontier_id "
                           "WHERE frontier.url LIKE '%/hilang' OR frontier.url LIKE '%/gangguan'")  # fmt: skip
    assert sorted(status for (status,) in rows) == [404, 503]


def test_an_article_that_moved_is_known_by_both_addresses(crawled: CommandResult, shared_desk: Desk) -> None:
    url, requested = shared_desk.ask("SELECT url, requested_url FROM captures WHERE url LIKE '%judul-9'")[0]
    assert (url.rsplit("/", 1)[1], requested.rsplit("/", 1)[1]) == ("judul-9", "pindah")


def test_a_failure_that_passes_ends_as_an_article(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put("/berita/judul-1", "gangguan", status=503)
    desk.crawl()
    site.put_articles([1])
    desk.crawl()
    assert desk.fates() == {"judul-1": ("stored", None)}
    assert desk.ask("SELECT outcome, reason FROM run_outcomes ORDER BY run_id") == [
        ("failed", "http_503"), ("stored", None),
    ]  # fmt: skip


def test_a_listing_that_fails_is_no_empty_one(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", "gangguan", status=503)
    ran = desk.crawl()
    assert ran.code == 4
    assert desk.ask("SELECT answer, reason, links FROM ledger") == [("failed", "http_503", 0)]
    assert "could not look: search failed: http_503" in ran.err


def test_a_search_that_says_it_found_nothing_was_looked_at(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", "<html><body><p>Tidak ada hasil untuk pegawai</p></body></html>")
    ran = desk.crawl()
    assert ran.code == 0
    assert desk.ask("SELECT answer, reason FROM ledger") == [("answered", "nothing_found")]


def test_a_listing_without_links_that_says_nothing_could_not_be_looked_at(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([]))
    ran = desk.crawl()
    assert ran.code == 4
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", "no_links")]


def test_pages_that_are_all_empty_could_not_be_looked_at(desk: Desk, site: Site) -> None:
    site.put_search([1, 2, 3])
    for n in (1, 2, 3):
        site.put(f"/berita/judul-{n}", "")
    ran = desk.crawl()
    assert ran.code == 4
    assert set(desk.fates().values()) == {("rejected", "empty_page")}
    assert "none of the 3 pages that came could be read as an article (empty_page (3x))" in ran.err


def test_entries_of_which_none_can_be_used_could_not_be_looked_at(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("http://lain.example/berita/a", title_of(1))] * 3))
    desk.put_outlet(
        body="""
        def parse_search(self, response, walk):
            for address in response.css("a::attr(href)").getall():
                yield Link(response.urljoin(address))
        """
    )
    ran = desk.crawl()
    assert ran.code == 4
    assert desk.ask("SELECT answer, reason, entries, other_host FROM ledger") == [("failed", "unread_entries", 3, 3)]
    assert 'search: 3 of 3 entries are on another host, e.g. "http://lain.example/berita/a"' in ran.err
    assert desk.ask("SELECT * FROM validators") == []
    assert [row["result"] for row in desk.run("ledger", "--json").rows] == ["could not look"]


def test_an_answer_that_counts_articles_and_shows_none_could_not_be_looked_at(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", "<html><body>32 berita</body></html>")
    desk.put_outlet(
        body="""
        def parse_search(self, response, walk):
            from pipelines.storing.items import Stated
            yield Stated(32)
        """
    )
    assert desk.crawl().code == 4
    assert desk.ask("SELECT answer, reason, entries, stated FROM ledger") == [("failed", "unread_entries", 0, 32)]


def test_one_outlet_of_two_that_fails_gives_code_3(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    desk.put_outlet("warta_mati", home="http://127.0.0.1:9")
    ran = desk.crawl()
    assert ran.code == 3
    assert "warta_mati: could not look" in ran.err


def test_a_refused_connection_is_told_as_one(desk: Desk) -> None:
    desk.put_outlet(home="http://127.0.0.1:9")
    ran = desk.crawl()
    assert ran.code == 4
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", "connection")]


def test_a_callback_that_raises_is_told_and_keeps_what_it_gave(desk: Desk, site: Site) -> None:
    desk.put_outlet(
        body="""
        def parse_search(self, response, walk):
            yield Link(response.urljoin("/berita/judul-1"))
            raise ZeroDivisionError
    """
    )
    site.put("/cari?q=pegawai&page=1", listing([]))
    site.put_articles([1])
    ran = desk.crawl()
    assert ran.code == 4
    assert desk.fates() == {"judul-1": ("stored", None)}
    assert desk.ask("SELECT answer, reason, links FROM ledger") == [("failed", "spider_error", 1)]


def test_a_row_whose_callback_the_outlet_no_longer_has_is_told_and_stops_nothing(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    assert desk.crawl("--limit", "0").code == 0
    with desk.sql() as sql:
        sql.execute(
            """UPDATE frontier SET state = 'pending', request = json_set(request, '$.callback', 'parse_lama')
            WHERE kind = 'listing'"""
        )
        sql.commit()
    desk.crawl()
    assert ("failed", "spider_error") in desk.ask("SELECT answer, reason FROM ledger")
    assert desk.fates() == {"judul-1": ("stored", None)}


@pytest.mark.parametrize(
    "body",
    [
        "def begin_search(self):\n    raise ZeroDivisionError",
        "def __init__(self, *args, **kwargs):\n    raise ZeroDivisionError",
    ],
)
def test_a_spider_that_cannot_begin_could_not_look(desk: Desk, site: Site, body: str) -> None:
    desk.put_outlet(body=body)
    ran = desk.crawl()
    assert ran.code == 4
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", "spider_error")]


def test_a_spider_that_fails_over_a_failure_is_told(desk: Desk, site: Site) -> None:
    desk.put_outlet(body="def listing_failed(self, way, reason, response, **told):\n    raise ZeroDivisionError")
    site.put("/cari?q=pegawai&page=1", "gangguan", status=503)
    assert desk.crawl().code == 4
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", "spider_error")]


def test_an_article_callback_that_gives_nothing_is_told(desk: Desk, site: Site) -> None:
    desk.put_outlet(body="def parse_article(self, response):\n    return []")
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    desk.crawl()
    assert desk.fates() == {"judul-1": ("rejected", "no_item")}


def test_an_article_callback_that_raises_is_told(desk: Desk, site: Site) -> None:
    desk.put_outlet(body="def parse_article(self, response):\n    raise ZeroDivisionError\n    yield")
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    desk.crawl()
    assert desk.fates() == {"judul-1": ("failed", "spider_error")}


def test_a_page_that_takes_too_long_is_a_timeout(desk: Desk, site: Site) -> None:
    desk.put_outlet(body="custom_settings = {'DOWNLOAD_TIMEOUT': 0.3}")
    site.put("/cari?q=pegawai&page=1", listing([("/berita/lama", "Lama"), ("/berita/judul-1", title_of(1))]))
    site.put("/berita/lama", article(5), wait=5)
    site.put_articles([1])
    desk.crawl()
    assert desk.fates() == {"lama": ("failed", "timeout"), "judul-1": ("stored", None)}


def test_a_page_that_is_too_large_is_left_alone(desk: Desk, site: Site) -> None:
    desk.put_outlet(body="custom_settings = {'DOWNLOAD_MAXSIZE': 20_000}")
    site.put("/cari?q=pegawai&page=1", listing([("/berita/besar", "Besar")]))
    site.put("/berita/besar", article(5, "x" * 50_000))
    desk.crawl()
    assert desk.fates() == {"besar": ("failed", "too_large")}


def test_two_addresses_of_one_article_in_one_listing_are_one(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([
        ("/berita/judul-1", title_of(1)), ("/berita/judul-1?utm_source=wa", title_of(1)),
        (f"http://127.0.0.1:{site.port}/berita/judul-1#komentar", title_of(1)),
    ]))  # fmt: skip
    site.put_articles([1])
    desk.crawl()
    assert desk.fates() == {"judul-1": ("stored", None)}


def test_addresses_beyond_ascii_are_fetched_and_kept(desk: Desk, site: Site) -> None:
    desk.put_outlet(body=r'article_url = r"https?://127\.0\.0\.1(?::\d+)?/berita/.+"')
    site.put("/cari?q=pegawai&page=1", listing([("/berita/café-jum’at", title_of(1)), ("/berita/%E0%A4%A", "x")]))
    site.put("/berita/caf%C3%A9-jum%E2%80%99at", article(1))
    ran = desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == 1
    assert "= stored 1 + duplicate 0 + rejected 0 + failed 1 " in ran.out


def test_ten_thousand_links_of_one_listing_are_all_kept(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", f"Pegawai {n}") for n in range(10_000)]))
    ran = desk.crawl("--limit", "1")
    assert "discovered 10000 = " in ran.out


def test_one_article_in_two_outlets_on_one_host_is_one_row(desk: Desk, site: Site) -> None:
    desk.put_outlet("warta_kembar")
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    desk.crawl()
    assert site.requested["/berita/judul-1"] == 1
    assert desk.fates() == {"judul-1": ("stored", None)}


def test_a_two_page_article_is_one_article_of_two_captures(desk: Desk, site: Site) -> None:
    arrange_two_pages(site)
    desk.crawl()
    assert desk.ask("SELECT complete, (SELECT count(*) FROM article_captures) FROM articles") == [(1, 2)]
    assert broken_invariants(desk) == {}


def test_an_article_whose_second_page_fails_is_kept_as_incomplete(desk: Desk, site: Site) -> None:
    arrange_two_pages(site)
    site.put("/berita/judul-1?page=2", "tidak ada", status=404)
    desk.crawl()
    assert desk.ask("SELECT complete FROM articles") == [(0,)]
    assert desk.ask("SELECT state, reason FROM frontier WHERE kind = 'part'") == [("failed", "http_404")]


def test_an_article_whose_second_page_leads_elsewhere_does_not_wait_for_ever(desk: Desk, site: Site) -> None:
    arrange_two_pages(site)
    site.put("/berita/judul-1?page=2", status=302, headers={"Location": "/berita/hilang"})
    desk.crawl()
    assert desk.fates()["judul-1"] == ("stored", None)
    assert broken_invariants(desk) == {}


def arrange_two_pages(site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put("/berita/judul-1", article(1, '<a href="/berita/judul-1?page=2">2</a>'))
    site.put("/berita/judul-1?page=2", article(2).replace(title_of(2), title_of(1)))


def test_a_worker_that_cannot_start_stops_the_crawl_and_no_page_is_blamed(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    (desk.folder / "trafilatura.py").write_text("raise ImportError('broken on purpose')")
    ran = desk.crawl(PYTHONPATH=os.pathsep.join([str(desk.folder), *sys.path[1:]]))
    assert ran.code == 1
    assert desk.fates() == {"judul-1": ("pending", None)}


@pytest.mark.parametrize("room", [400_000, 500_000])  # bytes: for the corpus alone, and where a spider is opened
def test_a_full_disk_loses_nothing(room: int, desk: Desk, site: Site) -> None:
    numbers = list(range(20))
    site.put_articles(numbers)
    site.put_search(numbers)
    ran = finish(desk.start(*desk.crawling(), disk=room))
    assert (ran.code, "make space" in ran.err) == (2, True), ran
    assert "Traceback" not in ran.err
    desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == 20


def test_doctor_reads_an_archive_with_a_redirect_to_no_address(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1)), ("/berita/judul-2", title_of(2))]))
    site.put_articles([2])
    site.put("/berita/judul-1", status=302, headers={"Location": "http://[::1/rusak"})
    desk.crawl()
    assert desk.fates() == {"judul-1": ("rejected", "refused_address"), "judul-2": ("stored", None)}
    ran = desk.run("doctor", "--deep")
    assert (ran.code, "each read and compared" in ran.out) == (0, True), ran
