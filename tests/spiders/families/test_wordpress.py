"""WordPress: the REST search, and what is asked where it is shut."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.urls import article_key
from pipelines.storing.items import Entry
from spiders.families.walks import NONSENSE_WORD
from spiders.families.wordpress import WordPressSpider


class ContohSpider(WordPressSpider):
    name = "contoh"
    outlet = "Contoh"
    kind = "media"
    site = "contoh.example"


def post(number: int, title: str = "Kepala BP2MI lantik pegawai", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date_gmt": "2023-11-20T18:30:00",
        "link": f"https://contoh.example/nasional/kabar-nomor-{number}/",
        "title": {"rendered": title},
        "excerpt": {"rendered": "<p>Sebuah ringkasan.</p>"},
        **more,
    }


def rss(*urls: str, title: str = "Pembinaan pegawai BP2MI") -> str:
    items = "".join(f"<item><title>{title}</title><link>{url}</link></item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


NEWS = [f"https://contoh.example/berita-nomor-{n}/" for n in range(4)]


@pytest.fixture
def spider(make):
    return make(ContohSpider)


@pytest.fixture
def first(spider):
    (request,) = spider.begin()
    return request


@pytest.fixture
def feed_request(spider, first, answer):
    return answer(spider, first, "<html>Beranda</html>").requests[0]


def test_the_first_query_is_asked_for_in_its_window(make):
    (request,) = make(ContohSpider, since="2023-01-01", until="2023-12-31").begin()
    query = parse_qs(urlsplit(request.url).query)
    assert request.url.startswith("https://contoh.example/wp-json/wp/v2/posts?")
    assert query["search"] == ["BP2MI pegawai"]
    assert (query["after"], query["before"]) == (["2022-12-31T23:59:59"], ["2024-01-01T00:00:00"])
    assert (query["per_page"], query["page"], query["order"]) == (["100"], ["1"], ["desc"])
    assert "content" not in query["_fields"][0]


def test_a_post_becomes_a_link_with_its_day_in_the_outlets_zone(spider, first, answer):
    given = answer(spider, first, [post(1, "Pembinaan &#8220;Pegawai&#8221; <i>BP2MI</i>")])
    assert given.links[0].url == "https://contoh.example/nasional/kabar-nomor-1/"
    assert given.links[0].title == "Pembinaan “Pegawai” BP2MI"
    assert given.links[0].text == "Sebuah ringkasan."
    assert given.links[0].day == date(2023, 11, 21)
    assert not given.links[0].whole


def test_pages_are_walked_as_far_as_the_site_says(spider, first, answer):
    page_2 = answer(spider, first, [post(1), post(2)], X_WP_TotalPages="2").requests[0]
    assert "page=2" in page_2.url
    then = answer(spider, page_2, [post(3)], X_WP_TotalPages="2").requests[0]
    assert "search=BP3MI+pembinaan" in then.url
    assert "page=1" in then.url


def test_without_a_total_a_short_page_is_not_the_last(spider, first, answer):
    (page_2,) = answer(spider, first, [post(n) for n in range(10)]).requests
    assert "per_page=10&page=2" in page_2.url  # so asked, a site can only count its pages in tens
    assert "search=BP3MI" in answer(spider, page_2, []).requested[0]


def test_after_the_last_query_nothing_is_asked(spider, first, answer):
    second = answer(spider, first, [post(1)], X_WP_TotalPages="1").requests[0]
    assert answer(spider, second, [post(2)], X_WP_TotalPages="1").requests == []


def test_an_empty_answer_is_an_answer(spider, first, answer):
    given = answer(spider, first, [])
    assert given.remarks == ["nothing_found"]
    assert given.ways == ["rest"]


def test_what_was_known_before_is_not_walked_further(spider, first, answer):
    spider.knows = lambda _url: True
    given = answer(spider, first, [post(1)], X_WP_TotalPages="9")
    assert "search=BP3MI" in given.requested[0]


SOTO = [post(n, "Resep soto ayam") for n in range(4)]


@pytest.fixture
def doubted(spider, first, answer):
    """What follows an answer without a word of the query."""
    return answer(spider, first, SOTO)


def test_a_search_without_its_words_is_asked_a_nonsense_word_and_nothing_is_taken_before(doubted):
    assert (doubted.links, doubted.remarks, doubted.ways) == ([], ["search_doubted"], ["rest"])
    query = parse_qs(urlsplit(doubted.requested[0]).query)
    assert (query["search"], query["page"]) == ([NONSENSE_WORD], ["1"])


def test_a_site_that_ignores_the_word_is_noticed(spider, doubted, answer):
    newer = [post(9, "Resep rawon"), *SOTO[:3]]  # one came in between the two requests
    given = answer(spider, doubted.requests[0], newer)
    assert (given.links, given.remarks, given.ways) == ([], ["search_ignored"], ["search_feed"])


def test_articles_with_the_words_in_their_bodies_only_are_taken(make, topic, answer):
    spider = make(ContohSpider, since="2023-01-01")
    doubted = answer(spider, next(spider.begin()), SOTO, X_WP_TotalPages="2")
    straight = answer(spider, next(spider.begin()), [post(n) for n in range(4)])
    given = answer(spider, doubted.requests[0], [])
    assert ([link.url for link in given.links], given.remarks) == (straight.urls, [])
    assert given.links[0].day == straight.links[0].day
    assert "search=BP2MI+pegawai&" in given.requested[0]
    assert "page=2&" in given.requested[0]
    second = answer(spider, given.requests[0], SOTO, X_WP_TotalPages="2").requests[0]
    assert "search=BP3MI" in second.url
    assert len(answer(spider, second, SOTO).links) == 4  # the search works, and is not asked a second time


def test_what_nonsense_finds_too_is_not_taken(spider, doubted, answer):
    given = answer(spider, doubted.requests[0], SOTO[:1])
    assert len(given.links) == 3


def test_a_search_that_gives_half_of_its_links_to_nonsense_too_is_not_ignored(spider, doubted, answer):
    given = answer(spider, doubted.requests[0], SOTO[:2])
    assert (len(given.links), given.remarks) == (2, [])


@pytest.mark.parametrize("reason", ["http_404", "http_500", "timeout"])
def test_a_nonsense_word_that_gets_no_answer_proves_nothing_against_a_search(spider, doubted, fail, reason):
    given = fail(spider, doubted.requests[0], reason)
    assert (len(given.links), given.ways) == (4, ["rest"])
    assert "search=BP2MI" in given.requested[0]
    assert "page=2" in given.requested[0]
    assert spider.listing_ended("rest", reason, **doubted.requests[0].cb_kwargs) == (reason == "http_404")


def test_behind_a_refusal_nothing_more_is_asked_and_what_is_held_is_kept(spider, doubted, fail):
    given = fail(spider, doubted.requests[0], "http_429", "<h1>Slow down</h1>")
    assert (len(given.links), given.requests) == (4, [])


def test_a_nonsense_word_that_still_finds_nothing_frees_what_is_held(spider, doubted):
    given = list(spider.listing_unchanged("rest", **doubted.requests[0].cb_kwargs))
    assert [item.outcome for item in given if isinstance(item, Entry)] == ["taken"] * 4


def test_a_nonsense_word_answered_with_no_list_of_posts_finds_nothing(spider, doubted, answer):
    assert len(answer(spider, doubted.requests[0], '{"code": "no_match"}').links) == 4
    assert answer(spider, doubted.requests[0], "<title>Just a moment...</title>").remarks == ["wall"]


def test_two_posts_are_too_few_to_say_that_the_word_is_ignored(spider, first, answer):
    assert len(answer(spider, first, [post(n, "Resep soto ayam") for n in range(2)]).links) == 2


def test_a_search_that_has_worked_is_trusted(spider, first, answer):
    second = answer(spider, first, [post(n) for n in range(3)]).requests[0]
    assert len(answer(spider, second, [post(n, "Resep soto ayam") for n in range(3)]).links) == 3


@pytest.mark.parametrize(
    "body", ["<html><body>Beranda</body></html>", '{"code": "rest_disabled"}', '{"a": 1}', "", "["]
)
def test_what_is_no_list_of_posts_means_that_rest_is_shut(spider, first, answer, body):
    given = answer(spider, first, body)
    assert given.remarks == ["rest_shut"]
    assert given.requested == ["https://contoh.example/?s=BP2MI+pegawai&feed=rss2&paged=1"]


@pytest.mark.parametrize("reason", ["http_400", "http_404", "http_500", "robots", "timeout", "not_in_archive"])
def test_where_rest_cannot_be_had_the_feed_is_asked(spider, first, fail, reason):
    assert fail(spider, first, reason).ways == ["search_feed"]


@pytest.mark.parametrize("reason", ["http_401", "http_403"])
def test_wordpress_own_refusal_shuts_only_rest(spider, first, fail, reason):
    assert fail(spider, first, reason, {"code": "rest_not_logged_in"}).ways == ["search_feed"]


@pytest.mark.parametrize("reason", ["http_401", "http_403", "http_407", "http_429", "http_451"])
def test_a_refusal_is_not_got_round(spider, first, fail, reason):
    assert fail(spider, first, reason, "<h1>Forbidden</h1>").requests == []


def test_a_challenge_is_not_got_round(spider, first, fail, answer):
    assert fail(spider, first, "http_503", "<title>Just a moment...</title>").requests == []
    given = answer(spider, first, "<title>Just a moment...</title>")
    assert (given.remarks, given.requests) == (["wall"], [])


def test_where_the_host_is_not_there_nothing_else_is_tried(spider, first, fail):
    assert fail(spider, first, "dns").requests == []


def test_a_later_page_that_fails_does_not_shut_the_way(spider, first, answer, fail):
    page_2 = answer(spider, first, [post(1)], X_WP_TotalPages="5").requests[0]
    given = fail(spider, page_2, "timeout")
    assert given.ways == ["rest"]
    assert "search=BP3MI" in given.requested[0]


def test_a_404_after_the_last_page_is_an_end_and_no_failure(spider, first, answer):
    page_2 = answer(spider, first, [post(1)], X_WP_TotalPages="5").requests[0]
    assert spider.listing_ended("rest", "http_400", **page_2.cb_kwargs)
    assert not spider.listing_ended("rest", "http_404", **first.cb_kwargs)


def test_the_search_feed_is_paged_and_then_the_tags_are_asked(spider, feed_request, answer, fail):
    page_2 = answer(spider, feed_request, rss(*NEWS), "xml").requests[0]
    assert page_2.url == "https://contoh.example/?s=BP2MI+pegawai&feed=rss2&paged=2"
    second = fail(spider, page_2, "http_404").requests[0]
    assert second.url == "https://contoh.example/?s=BP3MI+pembinaan&feed=rss2&paged=1"
    tag = answer(spider, second, rss(), "xml").requests[0]
    assert tag.url == "https://contoh.example/tag/bp2mi/feed/?paged=1"
    assert fail(spider, tag, "http_404").requests == []


def test_a_tag_that_is_not_there_does_not_shut_the_feeds(make, answer, fail, topic):
    from dataclasses import replace

    spider = make(ContohSpider, topic=replace(topic, ask=replace(topic.ask, search=("BP2MI",), tags=("a", "b"))))
    feed = answer(spider, next(spider.begin()), "<html>").requests[0]
    tag = answer(spider, feed, rss(), "xml").requests[0]
    assert fail(spider, tag, "http_404").requested == ["https://contoh.example/tag/b/feed/?paged=1"]


def test_a_feed_that_ignores_the_word_leads_to_the_search_page(spider, feed_request, answer):
    soto = rss(*NEWS, title="Resep soto")
    given = answer(spider, answer(spider, feed_request, soto, "xml").requests[0], soto, "xml")
    assert (given.remarks, given.links) == (["search_ignored"], [])
    assert given.requested == ["https://contoh.example/?s=BP2MI+pegawai&paged=1"]


def test_what_is_no_feed_leads_to_the_search_page_the_sitemaps_and_the_newest_posts(spider, feed_request, answer, fail):
    given = answer(spider, feed_request, "<html><body>Hasil pencarian</body></html>")
    assert (given.remarks, given.requested) == (["not_a_feed"], ["https://contoh.example/?s=BP2MI+pegawai&paged=1"])
    first = fail(spider, given.requests[0], "http_404").requests[0]
    assert first.url == "https://contoh.example/wp-sitemap.xml"
    yoast = fail(spider, first, "http_404").requests[0]
    assert yoast.url == "https://contoh.example/sitemap_index.xml"
    last = fail(spider, yoast, "http_404").requests[0]
    assert last.url == "https://contoh.example/sitemap.xml"
    feed = fail(spider, last, "http_404").requests[0]
    assert feed.url == "https://contoh.example/feed/"
    assert fail(spider, feed, "http_404").requests == []


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://contoh.example/?p=12", "contoh.example/?p=12"),
        ("https://www.contoh.example/lepas-pmi-ke-korsel/?utm_source=x", "contoh.example/lepas-pmi-ke-korsel"),
        ("http://contoh.example/2023/11/21/lepas-pmi-ke-korsel/amp/", "contoh.example/lepas-pmi-ke-korsel"),
        ("https://contoh.example/nasional/lepas-pmi-ke-korsel/2/", "contoh.example/lepas-pmi-ke-korsel"),
    ],
)
def test_posts_are_known_by_their_usual_addresses(url, key):
    assert ContohSpider.address().is_article(url)
    assert article_key(url, ContohSpider.address()) == key


@pytest.mark.parametrize(
    "path", ["", "redaksi/", "tentang-kami/", "category/pekerja-migran/", "tag/bp2-mi/", "pedoman-media-siber/",
             "wp-content/uploads/foto-bersama.jpg"],
)  # fmt: skip
def test_pages_that_are_no_posts_are_not_articles(path):
    assert not ContohSpider.address().is_article(f"https://contoh.example/{path}")


def test_odd_posts_are_passed_over(spider, first, answer):
    odd = [{}, {"link": None}, {"link": "javascript:alert(1)"}, {"link": "https://lain.example/a-b/"}, "x", 3]
    plain = post(5, date_gmt=None, title="Judul BP2MI", excerpt=None)
    given = answer(spider, first, [*odd, plain, post(6, link="http://[rusak"), post(7, title={"rendered": None})])
    assert [link.title for link in given.links] == ["Judul BP2MI", None]
    assert given.links[0].day is None


def test_every_item_of_a_search_feed_is_accounted_for(spider, feed_request, answer):
    foreign = rss(*NEWS[:2], "https://baru.example/berita-nomor-9/", "")
    given = answer(spider, feed_request, foreign, kind="xml")
    assert [entry.outcome for entry in given.entries] == ["taken", "taken", "other_host", "unreadable"]


def test_a_search_feed_on_another_host_only_sends_to_the_next_rung_after_all_words(spider, feed_request, answer):
    foreign = rss("https://baru.example/berita-nomor-9/")
    given = answer(spider, feed_request, foreign, kind="xml")
    while given.ways == ["search_feed"]:
        given = answer(spider, given.requests[0], foreign, kind="xml")
    assert given.ways == ["search"]


WRAPPED = {"id": 3, "title": "Pembinaan pegawai BP2MI", "permalink": "/nasional/kabar-nomor-3/", "date": "2023-11-21"}


@pytest.mark.parametrize("name", ["posts", "data", "items", "hasil"])
@pytest.mark.parametrize("link", ["link", "url", "permalink"])
def test_posts_in_an_object_are_posts(spider, first, answer, name, link):
    bare = {key: value for key, value in WRAPPED.items() if key != "permalink"}
    given = answer(spider, first, {name: [{**bare, link: WRAPPED["permalink"]}], "found": 24})
    assert given.urls == ["https://contoh.example/nasional/kabar-nomor-3/"]
    assert (given.links[0].title, given.links[0].day) == (WRAPPED["title"], date(2023, 11, 21))
    assert "page=2" in given.requests[0].url


def test_an_object_without_posts_is_an_answer_only_where_it_is_no_error(spider, first, answer):
    assert answer(spider, first, {"posts": [], "found": 0}).remarks == ["nothing_found"]
    assert answer(spider, first, {"code": "rest_no_route", "posts": []}).remarks == ["rest_shut"]
    assert answer(spider, first, {"status": "error", "posts": []}).remarks == ["rest_shut"]


def test_a_cut_answer_gives_its_whole_posts_and_says_so(spider, first, answer):
    body = json.dumps([post(1, "Pegawai BP2MI dibina"), post(2, "Pegawai BP2MI dibina"), post(3)])[:-60]
    given = answer(spider, first, body, "json")
    assert [entry.outcome for entry in given.entries] == ["taken", "taken", "unreadable"]
    assert given.remarks == ["cut_short"]
    assert "page=2" in given.requests[0].url


def test_a_cut_page_whose_whole_posts_are_known_is_not_the_end(spider, first, answer):
    spider.knows = lambda _url: True
    body = json.dumps([post(1, "Pegawai BP2MI dibina"), post(2)])
    assert "page=1" in answer(spider, first, body, "json").requests[0].url  # the next query
    assert "page=2" in answer(spider, first, body[:-60], "json").requests[0].url


PLAIN = "https://contoh.example/?rest_route=/wp/v2/posts&search="


@pytest.mark.parametrize(
    ("reason", "body", "headers"),
    [
        ("http_404", "<h1>404</h1>", {}),
        ("http_404", "<h1>404</h1>", {"Link": '<https://contoh.example/?rest_route=/>; rel="https://api.w.org/"'}),
        ("http_403", "<h1>403</h1><link rel='https://api.w.org/' href='https://contoh.example/?rest_route=/'>", {}),
    ],
)
def test_the_interface_is_asked_where_the_site_says_that_it_stands(spider, first, fail, answer, reason, body, headers):
    (request,) = fail(spider, first, reason, body, **headers).requests
    assert request.url.startswith(PLAIN)
    page_2 = answer(spider, request, [post(1)], X_WP_TotalPages="2").requests[0]
    assert page_2.url.startswith(PLAIN)
    assert "page=2" in page_2.url
    assert fail(spider, request, reason, body, **headers).ways == (["search_feed"] if reason == "http_404" else [])


def test_a_page_in_the_place_of_the_interface_may_name_it(spider, first, answer):
    given = answer(spider, first, "<link rel='https://api.w.org/' href='/index.php/wp-json/'>")
    assert given.requested[0].startswith("https://contoh.example/index.php/wp-json/wp/v2/posts?search=")
    elsewhere = answer(spider, first, "<link rel='https://api.w.org/' href='https://lain.example/wp-json/'>")
    assert elsewhere.ways == ["search_feed"]


def test_a_post_that_would_be_taken_for_another_is_of_unknown_form(make, answer):
    class SectionSpider(ContohSpider):
        article_url = r"/(?P<slug>[a-z0-9-]+)/"

    spider = make(SectionSpider)
    posts = [post(1, link=f"/nasional/{slug}/", title="BP2MI") for slug in ("apel-pagi-pegawai", "cuaca-buruk-di-laut")]
    given = answer(spider, next(spider.begin()), posts)
    assert [entry.outcome for entry in given.entries] == ["taken", "unknown_form"]
