"""Common Crawl's index: its collections, what they are asked, and which of their rows are pages."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from spiders.families.commoncrawl import CommonCrawlSpider, read_collections

FILE = "crawl-data/CC-MAIN-2024-10/segments/1/warc/a.warc.gz"


class AgencySpider(CommonCrawlSpider):
    name = "lembaga"
    outlet = "Lembaga"
    kind = "agency"
    site = "lembaga.example"
    hosts = ("*.kantor.example",)
    article_url = r"/berita-detail/(?P<slug>[a-z0-9-]+)"
    implied = ("bp2mi", "bp3mi")
    ways = ("commoncrawl",)


def collections(*names):
    return json.dumps([{"id": name} for name in names])


def row(slug="pegawai-baru", **other):
    fields = {"url": f"https://lembaga.example/berita-detail/{slug}", "mime": "text/html", "status": "200"}
    return json.dumps({**fields, "filename": FILE, "offset": "100", "length": "50", **other})


@pytest.fixture
def walk(make, answer):
    """The request for the first page of rows of a spider, in one collection."""

    def build(**options):
        spider = make(AgencySpider, **options)
        (listed,) = spider.begin()
        number = answer(spider, listed, collections("CC-MAIN-2024-10"), "json").requests[0]
        (page,) = answer(spider, number, {"pages": 2, "pageSize": 5, "blocks": 9}).requests
        return spider, page

    return build


@pytest.mark.parametrize(
    ("collection", "days"),
    [
        ({"id": "CC-MAIN-2024-10"}, (date(2024, 3, 4), date(2024, 3, 24))),
        ({"id": "CC-MAIN-2012"}, (date(2012, 1, 1), date(2012, 12, 31))),
        ({"id": "CC-MAIN-2008-2009"}, (date(2008, 1, 1), date(2009, 12, 31))),
        ({"id": "CC-MAIN-2024-10", "from": "2024-02-20T23:25:39", "to": "2024-03-05T16:54:27"},
         (date(2024, 2, 20), date(2024, 3, 5))),
    ],
)  # fmt: skip
def test_a_collection_says_when_it_was_fetched(collection, days):
    assert [(c.first, c.last) for c in read_collections(json.dumps([collection]).encode())] == [days]


@pytest.mark.parametrize(
    "collection",
    [{"id": "../x"}, {"id": "CC-MAIN-2024-99"}, {"id": 7}, {}, {"id": "CC-MAIN-2024-10", "from": "x", "to": ""}],
)
def test_what_is_no_collection_is_not_asked(collection):
    assert read_collections(json.dumps([collection]).encode()) is None


def test_the_oldest_is_asked_first_and_each_for_every_host(make, answer):
    spider = make(AgencySpider)
    (listed,) = spider.begin()
    urls = answer(spider, listed, collections("CC-MAIN-2024-10", "CC-MAIN-2012"), "json").requested
    assert [(urlsplit(u).path, parse_qs(urlsplit(u).query)["url"][0]) for u in urls] == [
        ("/CC-MAIN-2012-index", "lembaga.example/*"), ("/CC-MAIN-2012-index", "*.kantor.example"),
        ("/CC-MAIN-2024-10-index", "lembaga.example/*"), ("/CC-MAIN-2024-10-index", "*.kantor.example"),
    ]  # fmt: skip


def test_a_window_takes_what_was_fetched_within_it_and_half_a_year_behind(make, answer):
    spider = make(AgencySpider, since="2020-02-01", until="2020-12-31")
    (listed,) = spider.begin()
    names = ("CC-MAIN-2020-02", "CC-MAIN-2020-05", "CC-MAIN-2021-21", "CC-MAIN-2021-31")
    urls = answer(spider, listed, collections(*names), "json").requested
    assert {urlsplit(url).path for url in urls} == {"/CC-MAIN-2020-05-index", "/CC-MAIN-2021-21-index"}


def test_the_index_is_asked_for_addresses_that_may_be_wanted(walk):
    _, page = walk(since="2023-01-31")
    query = parse_qs(urlsplit(page.url).query)
    assert query["filter"] == ["=status:200", "~url:(?i).*(?:pegawai|pembinaan)"]
    assert (query["page"], query["from"], query["output"]) == (["0"], ["20230131"], ["json"])


def test_a_row_becomes_the_record_that_holds_the_page(walk, answer):
    spider, page = walk()
    given = answer(spider, page, "\n".join([row(), row("pekerja-tiba")]), "json")
    assert given.urls == [
        f"https://data.commoncrawl.org/{FILE}#bytes=100-149/https://lembaga.example/berita-detail/pegawai-baru"
    ]
    assert "page=1" in given.requested[0]


@pytest.mark.parametrize(
    ("other", "outcome"),
    [({"status": "404"}, "unknown_form"), ({"mime": "application/pdf"}, "unknown_form"),
     ({"url": "https://lembaga.example/tentang"}, "unknown_form"), ({"truncated": "length"}, "unreadable"),
     ({"offset": "-1"}, "unreadable"), ({"length": None}, "unreadable"), ({"url": None}, "unreadable"),
     ({"filename": "https://jahat.example/a.warc.gz"}, "unreadable"),
     ({"url": "https://jahat.example/berita-detail/pegawai"}, "other_host"),
     ({"url": "https://lembaga.example/berita-detail/pekerja-tiba"}, "off_topic")],
)  # fmt: skip
def test_what_is_no_whole_page_of_the_outlet_is_left_and_counted(walk, answer, other, outcome):
    spider, page = walk()
    given = answer(spider, page, row(**other), "json")
    assert (given.urls, [entry.outcome for entry in given.entries]) == ([], [outcome])


def test_a_line_that_is_cut_off_costs_that_line_and_is_told(walk, answer):
    spider, page = walk()
    given = answer(spider, page, row() + "\n" + row("pegawai-lama")[:40], "json")
    assert [entry.outcome for entry in given.entries] == ["taken", "unreadable"]
    assert (given.remarks, "page=1" in given.requested[0]) == (["cut_short"], True)


def test_no_captures_told_with_200_is_an_empty_answer(walk, answer):
    spider, page = walk()
    given = answer(spider, page, {"message": "No Captures found for: lembaga.example/*"})
    assert (given.remarks, given.entries) == (["nothing_found"], [])


def test_an_answer_of_no_pages_is_an_empty_answer(make, answer):
    spider = make(AgencySpider)
    (listed,) = spider.begin()
    number = answer(spider, listed, collections("CC-MAIN-2024-10"), "json").requests[0]
    assert answer(spider, number, {"pages": 0, "blocks": 0}).remarks == ["nothing_found"]


@pytest.mark.parametrize("body", ["<html>Galat</html>", "[]", '"a"', "{"])
def test_what_is_no_list_of_rows_is_told(walk, answer, body):
    spider, page = walk()
    assert answer(spider, page, body, "json").remarks == ["not_a_cdx"]


def test_a_404_counts_as_an_answer_only_where_it_says_so(walk, fail):
    spider, page = walk()
    given = fail(spider, page, "http_404", {"message": "No Captures found for: lembaga.example/*"})
    assert (given.remarks, [("page=1" in url) for url in given.requested]) == (["nothing_found"], [True])
    assert fail(spider, page, "http_404", "<html>Tidak ada</html>").remarks == []
