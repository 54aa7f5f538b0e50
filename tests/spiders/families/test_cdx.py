"""A web archive's list of addresses."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from spiders.families.cdx import CdxSpider

HEADING = ["original", "timestamp", "statuscode", "mimetype"]


class AgencySpider(CdxSpider):
    name = "lembaga"
    outlet = "Lembaga"
    kind = "agency"
    site = "lembaga.example"
    article_url = r"https?://(?:www\.)?lembaga\.example/berita-detail/(?P<slug>[a-z0-9-]+)"
    implied = ("bp2mi", "bp3mi")
    cdx_paths = ("lembaga.example/berita-detail/*", "lembaga.example/index.php/*")


def row(url: str) -> list[str]:
    return [url, "20231120000000", "200", "text/html"]


@pytest.fixture
def spider(make):
    return make(AgencySpider, since="2020-01-31")


@pytest.fixture
def first(spider):
    (request,) = spider.begin()
    return request


def test_it_asks_for_html_pages_that_answered_one_an_address(first):
    query = parse_qs(urlsplit(first.url).query)
    assert first.url.startswith("https://web.archive.org/cdx/search/cdx?url=lembaga.example%2Fberita-detail%2F%2A&")
    assert query["filter"] == ["statuscode:200", "mimetype:text/html"]
    assert (query["output"], query["collapse"], query["from"]) == (["json"], ["urlkey"], ["20200131"])


def test_the_outlets_own_wanted_addresses_are_handed_on(spider, first, answer):
    rows = [
        HEADING,
        row("http://www.lembaga.example:80/berita-detail/pembinaan-kepegawaian-di-bandung"),
        row("http://www.lembaga.example:80/berita-detail/kepala-ajak-pegawai-berubah"),
        row("https://lembaga.example/berita-detail/kepala-ajak-pegawai-berubah?utm_source=x"),
        row("https://lembaga.example/berita-detail/pekerja-migran-tiba"),
        row("https://lembaga.example/uploads/pegawai.jpg"),
        row("https://lain.example/berita-detail/pegawai"),
        [],
    ]
    given = answer(spider, first, rows)
    assert given.urls == [
        "http://www.lembaga.example/berita-detail/pembinaan-kepegawaian-di-bandung",
        "http://www.lembaga.example/berita-detail/kepala-ajak-pegawai-berubah",
        "http://www.lembaga.example/berita-detail/kepala-ajak-pegawai-berubah",  # of the row with https, too
    ]
    left = [(entry.outcome, entry.shown) for entry in given.entries if entry.outcome != "taken"]
    assert left == [
        ("off_topic", ""),
        ("unknown_form", "https://lembaga.example/uploads/pegawai.jpg"),
        ("other_host", "https://lain.example/berita-detail/pegawai"),
    ]
    assert given.requested[0].startswith(
        "https://web.archive.org/cdx/search/cdx?url=lembaga.example%2Findex.php%2F%2A&"
    )


def test_the_next_rows_are_asked_by_their_key(spider, first, answer):
    rows = [HEADING, row("https://lembaga.example/berita-detail/a-b"), [], ["example,lembaga)/b 2023"]]
    following = answer(spider, first, rows).requests[0]
    assert parse_qs(urlsplit(following.url).query)["resumeKey"] == ["example,lembaga)/b 2023"]
    assert "url=lembaga.example%2Fberita-detail" in following.url


def test_a_list_by_address_is_walked_on_whatever_of_it_is_known_or_too_old(spider, first, answer):
    spider.knows = lambda url: True
    rows = [HEADING, row("https://lembaga.example/berita-detail/pegawai-baru"), [], ["example,lembaga)/c"]]
    assert "resumeKey" in answer(spider, first, rows).requested[0]


def test_days_in_addresses_do_not_end_a_list_by_address(make, answer):
    class DatedSpider(AgencySpider):
        article_url = r"/berita-detail/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<slug>[a-z0-9-]+)"

    spider = make(DatedSpider, since="2023-01-01")
    (request,) = spider.begin()
    for n in range(5):
        rows = [row(f"https://lembaga.example/berita-detail/2019/01/0{n + 1}/rapat-kerja-{n}")]
        request = answer(spider, request, [HEADING, *rows, [], [f"key {n}"]]).requests[0]
        assert parse_qs(urlsplit(request.url).query)["resumeKey"] == [f"key {n}"]


@pytest.mark.parametrize("body", [[], [HEADING], ""])
def test_an_archive_that_knows_nothing_says_so(spider, first, answer, body):
    given = answer(spider, first, body, "json")
    assert (given.links, given.remarks, len(given.requests)) == ([], ["nothing_found"], 1)


@pytest.mark.parametrize("body", ["<html>Galat</html>", '{"a": 1}', '["a"]'])
def test_what_is_no_list_of_rows_is_told(spider, first, answer, body):
    assert answer(spider, first, body, "json").remarks == ["not_a_cdx"]


def test_a_row_without_an_address_is_an_entry_too(spider, first, answer):
    rows = [HEADING, ["", "2023"], [None, "2023"], "galat", row("mailto:a@lembaga.example"), {"a": 1}]
    given = answer(spider, first, [*rows, row("https://lembaga.example/berita-detail/pegawai-baru")])
    assert [entry.outcome for entry in given.entries] == ["unreadable"] * 5 + ["taken"]
    assert given.entries[2].shown == "galat"


def test_the_heading_says_where_the_address_stands(spider, first, answer):
    url = "https://lembaga.example/berita-detail/pegawai-baru"
    assert answer(spider, first, [["timestamp", "original"], ["20231120000000", url]]).urls == [url]
    assert answer(spider, first, [row(url)]).urls == [url]


@pytest.mark.parametrize("slugs", [["a", "a"], ["a", "b"], []], ids=["the same rows", "other rows", "no rows"])
def test_a_key_that_comes_again_ends_the_list_as_capped(spider, first, answer, slugs):
    given = answer(spider, first, [HEADING, *(row(f"https://lembaga.example/{s}") for s in slugs[:1]), [], ["key 1"]])
    assert given.remarks == ([] if slugs else ["nothing_found"])
    rows = [row(f"https://lembaga.example/{slug}") for slug in slugs[1:]]
    given = answer(spider, given.requests[0], [HEADING, *rows, [], ["key 1"]])
    assert (given.remarks, len(given.entries)) == (["capped"], len(rows))
    assert "index.php" in given.requested[0]


def test_keys_that_go_in_a_circle_and_rows_that_come_under_new_keys_end_too(spider, first, answer):
    request = first
    for slug, key in (("a", "1"), ("b", "2"), ("c", "3")):
        rows = [row(f"https://lembaga.example/berita-detail/pegawai-{slug}")]
        request = answer(spider, request, [HEADING, *rows, [], [key]]).requests[0]
    circle = answer(spider, request, [HEADING, row("https://lembaga.example/berita-detail/pegawai-d"), [], ["1"]])
    assert circle.remarks == ["capped"]
    again = answer(spider, request, [HEADING, row("https://lembaga.example/berita-detail/pegawai-b"), [], ["9"]])
    assert again.remarks == ["capped"]
    assert "resumeKey" not in again.requested[0]


def test_rows_of_which_none_is_an_article_do_not_end_the_list(spider, first, answer):
    given = answer(spider, first, [HEADING, row("https://lembaga.example/about"), [], ["key 1"]])
    assert parse_qs(urlsplit(given.requested[0]).query)["resumeKey"] == ["key 1"]


def test_it_is_reached_even_where_the_outlets_host_is_gone(make, fail):
    from spiders.families.listing import ListingSpider

    class LadderSpider(ListingSpider, AgencySpider):
        ways = ()
        ladder = ("index", "home", "cdx")
        index_url = "/berita?page={page}"

    spider = make(LadderSpider)
    (index,) = spider.begin()
    assert fail(spider, index, "dns").ways == ["cdx"]
    assert fail(spider, index, "http_404").ways == ["home"]
    assert fail(spider, index, "http_403").ways == []


def test_no_family_beside_it_reads_its_rows(make, answer):
    from spiders.families.datatable import DataTableSpider

    class BothSpider(DataTableSpider, AgencySpider):
        ways = ("cdx",)

    spider = make(BothSpider)
    (request,) = spider.begin()
    given = answer(spider, request, [HEADING, row("https://lembaga.example:443/berita-detail/pegawai-baru")])
    assert given.urls == ["https://lembaga.example/berita-detail/pegawai-baru"]
