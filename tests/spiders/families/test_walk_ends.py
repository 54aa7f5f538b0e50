"""Where a walk through REST and Blogger ends, on sites that differ from the assumptions.

Shapes that nobody here has seen on a live site, and what happens then:

- fewer posts a page than were asked for, with or without headers: walked on, in pages of that number
- a total that is too small: not believed once more came; too large: walked to the empty page, then as a window of
  older days, then `capped` with both numbers
- "no further page" while the total has more (a page count made with the number asked for): one more page is asked
- a total that is only the page's own number: one more page is asked where it is a round number
- `per_page` refused with a number, without one, in another language: asked again with fewer, three times at most
- a page that came before, in whatever place: ends; one that came two pages ago is passed over once
- a list that grows or shrinks meanwhile: nothing that moves to the next page is lost; what moves to the page before
  is told as `capped`, and the next run walks to the end again
- a site that always gives something: ends after `max_pages` in each of `max_windows` windows
- PHP's notices, a byte order mark or a list with gaps (an object): read; rows that are no posts: counted as unreadable
- a list of posts on another host only, or an empty list of which the site counts some: `unread_entries`, the next rung
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from corpus.topics import parse_topic
from pipelines.storing.items import Entry, Remark, Stated
from spiders.families.base import OutletSpider
from spiders.families.blogger import BloggerSpider
from spiders.families.wordpress import WordPressSpider

Query = Mapping[str, str]
Page = tuple[int, Any, dict[str, str]]
TOPIC = parse_topic('name = "uji"\n[ask]\nsearch = ["pegawai"]\n[grade]\nphrases = ["pembinaan pegawai"]\n')
NEWEST = date(2024, 3, 4)
END: Page = (400, {"code": "rest_post_invalid_page_number", "data": {"status": 400}}, {})


class UjiSpider(WordPressSpider):
    name, outlet, kind, site = "uji", "Uji", "media", "uji.example"


class CatatanSpider(BloggerSpider):
    name, outlet, kind, site = "catatan", "Catatan", "media", "catatan.example"


@dataclass
class Walked:
    """What a walk gave: addresses, requests, the last remark and totals, the ways that were asked."""

    urls: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    requests: list[Query] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)


def walked(spider: OutletSpider, site: Callable[[Query], Page], most: int = 200) -> Walked:
    """Walk the spider's first way through a site to the end; each request is rebuilt from JSON."""
    end, queue = Walked(), list(spider.begin())
    way = queue[0].meta["way"]
    while queue:
        request = queue.pop(0)
        end.ways.append(request.meta["way"])
        if request.meta["way"] != way:
            continue
        end.requests.append(dict(parse_qsl(urlsplit(request.url).query)))
        assert len(end.requests) <= most, "a walk without an end"
        status, body, heads = site(end.requests[-1])
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        response = TextResponse(request.url, status=status, body=text, headers=heads, request=request, encoding="utf-8")
        cb_kwargs = json.loads(json.dumps(request.cb_kwargs))
        if status == 200:
            given = list(getattr(spider, request.callback.__name__)(response, **cb_kwargs))
        else:
            given = list(spider.listing_failed(way, f"http_{status}", response, **cb_kwargs))
        queue += [item for item in given if isinstance(item, Request)]
        end.entries += [item for item in given if isinstance(item, Entry)]
        end.remarks += [item.reason for item in given if isinstance(item, Remark)]
        end.stated += [item for item in given if isinstance(item, Stated)]
    end.urls = {entry.link.url for entry in end.entries if entry.link and entry.outcome == "taken"}
    return end


def post(number: int, host: str = "uji.example") -> dict[str, Any]:
    day = NEWEST - timedelta(days=number)
    title = {"rendered": f"Pembinaan Pegawai {number}"}
    return {"date_gmt": f"{day}T01:00:00", "link": f"https://{host}/pembinaan-pegawai-{number}/", "title": title}


def rest(
    number: int,
    cap: int = 100,
    *,
    pages: int | None = None,
    total: int | None = None,
    refuse: str | None = None,
    end: Page = END,
    changed: Callable[[int, list[int]], list[int]] = lambda page, ids: ids,
) -> Callable[[Query], Page]:
    """A REST search over `number` posts, one a day, with its cap and its lies; it honours `before`."""

    def give(query: Query) -> Page:
        per, page = int(query["per_page"]), int(query["page"])
        if refuse is not None and per > cap:
            error = {"code": "rest_invalid_param", "message": refuse, "data": {"params": {"per_page": refuse}}}
            return 400, error, {}
        per = min(per, cap)
        before = query.get("before", "9999")
        ids = [n for n in changed(page, list(range(number))) if str(NEWEST - timedelta(days=n)) < before[:10]]
        heads = {"X-WP-TotalPages": str(pages)} if pages is not None else {}
        heads |= {"X-WP-Total": str(total)} if total is not None else {}
        shown = ids[(page - 1) * per : page * per]
        return (200, [post(n) for n in shown], heads) if shown or page == 1 else end

    return give


def spider(**more: Any) -> UjiSpider:
    kind = type("UjiSpider", (UjiSpider,), more)
    made = kind(topic=TOPIC)
    assert isinstance(made, UjiSpider)
    return made


@pytest.mark.parametrize("end", [END, (200, [], {}), (404, {}, {})])
@pytest.mark.parametrize(("cap", "number"), [(10, 35), (7, 21), (25, 60), (100, 100), (1, 4)])
def test_a_site_that_gives_fewer_than_were_asked_for_is_walked_to_its_end(cap: int, number: int, end: Page) -> None:
    got = walked(spider(), rest(number, cap, end=end))
    assert len(got.urls) == number
    assert set(got.remarks) <= {"nothing_found"}


def test_pages_that_the_site_counts_in_hundreds_though_it_gives_tens_have_no_gaps() -> None:
    def give(query: Query) -> Page:
        per, page = int(query["per_page"]), int(query["page"])
        return 200, [post(n) for n in range(35)[(page - 1) * per : page * per][:10]], {}

    assert len(walked(spider(), give).urls) == 35


def test_the_sites_own_total_ends_a_walk_without_a_further_request() -> None:
    got = walked(spider(), rest(33, 10, total=33))
    assert (len(got.urls), len(got.requests), got.remarks) == (33, 4, [])
    assert got.stated[-1] == Stated(33, 33)


def test_a_count_of_pages_made_with_the_number_asked_for_ends_nothing_while_the_total_has_more() -> None:
    assert len(walked(spider(), rest(32, 10, pages=1, total=32)).urls) == 32


def test_a_count_of_pages_without_a_total_ends_nothing_at_a_round_number() -> None:
    assert len(walked(spider(), rest(35, 10, pages=1)).urls) == 35
    assert len(walked(spider(), rest(7, 10, pages=1)).requests) == 1


def test_a_total_that_is_too_small_is_not_believed() -> None:
    assert len(walked(spider(), rest(45, 10, total=12)).urls) == 45


def test_a_total_that_is_only_the_pages_own_number_ends_nothing_at_a_round_number() -> None:
    assert len(walked(spider(), rest(45, 10, total=10)).urls) == 45


def test_a_total_that_is_too_large_ends_at_the_empty_page_and_is_told_with_both_numbers() -> None:
    got = walked(spider(), rest(32, 10, total=500))
    assert len(got.urls) == 32
    assert got.remarks == ["capped"]
    assert got.stated[-1] == Stated(500, 32)
    assert len(got.requests) <= 7  # four pages, the empty one, a window of the oldest day


def test_a_search_that_ends_before_its_total_is_asked_for_what_is_older() -> None:
    whole, ended = rest(57, 10, total=57), END
    got = walked(spider(), lambda query: whole(query) if int(query["page"]) <= 2 else ended)
    assert len(got.urls) == 57
    assert {query["before"][:10] for query in got.requests if "before" in query} >= {"2024-02-15"}


def test_a_walk_that_max_pages_cuts_goes_on_with_older_days_for_ten_windows() -> None:
    got = walked(spider(max_pages=2), rest(95, 10))
    assert (len(got.urls), got.remarks.count("capped")) == (95, 0)
    got = walked(spider(max_pages=2), rest(900, 10))
    assert (len(got.urls) > 180, got.remarks, len(got.requests)) == (True, ["capped"], 20)


def test_a_site_that_ignores_days_is_not_walked_a_third_time() -> None:
    site = rest(900, 10, total=900)
    got = walked(spider(max_pages=3), lambda query: site({**query, "before": "9999"}))
    assert (len(got.urls), got.remarks, len(got.requests)) == (30, ["capped"], 4)


def test_posts_of_one_day_only_have_no_window_behind_them() -> None:
    one_day = [{**post(n), "date_gmt": "2024-03-04T01:00:00"} for n in range(50)]
    pages = [one_day[n : n + 10] for n in range(0, 50, 10)]
    got = walked(spider(max_pages=2), lambda query: (200, pages[int(query["page"]) - 1], {"X-WP-Total": "50"}))
    assert (len(got.urls), got.remarks, got.stated[-1]) == (20, ["capped"], Stated(50, 20))


@pytest.mark.parametrize(
    ("refusal", "cap", "asked"),
    [
        ("per_page must be between 1 (inclusive) and 50 (inclusive)", 50, ["100", "50"]),
        ("per_page harus antara 1 (inklusif) dan 30 (inklusif)", 30, ["100", "30"]),
        ("per_page harus kurang dari atau sama dengan 12", 12, ["100", "12"]),
        ("Parameter tidak valid: per_page", 20, ["100", "50", "20"]),
        ("per_page", 9, ["100", "50", "20", "10"]),
    ],
)
def test_a_number_a_page_that_is_refused_is_asked_for_smaller(refusal: str, cap: int, asked: list[str]) -> None:
    got = walked(spider(), rest(45, cap, refuse=refusal))
    assert [query["per_page"] for query in got.requests][: len(asked)] == asked
    assert len(got.urls) == (45 if cap >= 10 else 0)
    assert ("search_feed" in got.ways) == (cap < 10)


def test_another_parameter_that_is_refused_shuts_the_way() -> None:
    error = {"code": "rest_invalid_param", "message": "Invalid: orderby", "data": {"params": {"orderby": "no"}}}
    got = walked(spider(), lambda query: (400, error, {}))
    assert (len(got.requests), got.ways) == (1, ["rest", "search_feed"])


def test_a_page_that_came_before_ends_the_walk() -> None:
    site = rest(20, 10)
    assert len(walked(spider(), lambda query: site({**query, "page": "1"})).requests) == 2
    got = walked(spider(), lambda query: site({**query, "page": str((int(query["page"]) - 1) % 2 + 1)}))
    assert (len(got.urls), len(got.requests)) == (20, 4)


def test_a_page_that_comes_again_between_others_is_passed_over() -> None:
    site, order = rest(30, 10), {1: 1, 2: 2, 3: 1, 4: 3}
    got = walked(spider(), lambda query: site({**query, "page": str(order.get(int(query["page"]), 9))}))
    assert len(got.urls) == 30


def test_a_list_that_grows_meanwhile_loses_nothing() -> None:
    grown = rest(40, 10, total=35, changed=lambda page, ids: ids[5:] if page == 1 else ids)
    assert {post(n)["link"] for n in range(5, 40)} <= walked(spider(), grown).urls


def test_a_list_that_shrinks_meanwhile_is_told() -> None:
    shrunk = rest(35, 10, total=35, changed=lambda page, ids: ids if page == 1 else ids[3:])
    assert "capped" in walked(spider(), shrunk).remarks


def test_a_site_that_always_gives_something_costs_a_bounded_number_of_requests() -> None:
    def endless(query: Query) -> Page:
        first = int(query["page"]) * 1000 + int(query.get("before", "0000")[:4])
        return 200, [{**post(first + n), "date_gmt": "2024-03-04T01:00:00"} for n in range(10)], {"X-WP-Total": "3"}

    got = walked(spider(max_pages=7), endless)
    assert (len(got.requests), got.remarks) == (14, ["capped"])  # one window more


@pytest.mark.parametrize(
    "junk",
    [
        b"\xef\xbb\xbf%s",
        b"<br />\n<b>Notice</b>:  Undefined index: foo[0] in <b>/srv/x.php</b> on line <b>3</b><br />\n%s",
        b"\n\n%s<!-- cached -->",
        b"Deprecated: array [] given {main}\n%s",
        b"/**/panggil(%s);\n",
    ],
)
def test_posts_behind_junk_are_read(junk: bytes) -> None:
    body = junk.replace(b"%s", json.dumps([post(n) for n in range(4)]).encode())
    assert len(walked(spider(), lambda query: (200, body, {"X-WP-Total": "4"})).urls) == 4


def test_a_callback_around_no_posts_and_bare_line_breaks_in_texts_are_read() -> None:
    full = json.dumps([post(n) for n in range(10)]).replace("Pembinaan ", "Pembinaan\n\t")
    got = walked(spider(), lambda query: (200, f"cb({full if query['page'] == '1' else '[]'});".encode(), {}))
    assert (len(got.urls), len(got.requests), got.remarks) == (10, 2, [])


def test_a_list_with_gaps_is_a_list_and_rows_that_are_no_posts_are_counted() -> None:
    body = {"0": post(0), "2": post(2), "3": None, "5": {"title": {"rendered": "Tanpa alamat"}}}
    got = walked(spider(), lambda query: (200, body, {"X-WP-TotalPages": "1"}))
    assert [entry.outcome for entry in got.entries] == ["taken", "taken", "unreadable", "unreadable"]
    assert got.entries[3].shown == "Tanpa alamat"


def test_posts_on_another_host_send_to_the_next_rung_after_all_terms() -> None:
    many = parse_topic(TOPIC.toml.replace('["pegawai"]', '["pegawai", "pembinaan"]'))
    foreign = [post(n, "baru.example") for n in range(4)]
    got = walked(UjiSpider(topic=many), lambda query: (200, foreign, {"X-WP-Total": "4"}))
    assert {entry.outcome for entry in got.entries} == {"other_host"}
    assert got.ways == ["rest", "rest", "search_feed"]


def test_an_empty_list_of_which_the_site_counts_some_is_not_nothing() -> None:
    got = walked(spider(), lambda query: (200, [], {"X-WP-Total": "32"}))
    assert (got.remarks, got.stated, got.ways) == (["unread_entries"], [Stated(32, 0)], ["rest", "search_feed"])
    assert walked(spider(), lambda query: (200, [], {"X-WP-Total": "0"})).remarks == ["nothing_found"]


def test_entries_of_a_doubted_answer_are_in_the_row_of_the_nonsense_word() -> None:
    rows = [{**post(n), "title": {"rendered": f"Resep {n}"}} for n in range(4)] + [{"title": {"rendered": "Iklan"}}]

    def give(query: Query) -> Page:
        is_nonsense = query["search"].startswith("qx")
        return 200, rows[:1] if is_nonsense else rows, {"X-WP-Total": "1" if is_nonsense else "5"}

    got = walked(spider(), give)
    assert got.remarks[0] == "search_doubted"
    assert [entry.outcome for entry in got.entries[:5]] == ["off_topic", *["taken"] * 3, "unreadable"]
    assert got.stated[0] == Stated(5, 5)


def blog(number: int, cap: int, **lies: Any) -> Callable[[Query], Page]:
    """A Blogger feed with its cap; `total` and `links` may lie or be left out."""

    def give(query: Query) -> Page:
        start, per = int(query["start-index"]), min(int(query["max-results"]), cap)
        ids = range(start, min(start + per, number + 1))
        entries = [
            {"title": {"$t": f"Pembinaan Pegawai {n}"}, "published": {"$t": f"{NEWEST - timedelta(days=n)}T08:00:00"},
             "link": [{"rel": "alternate", "href": f"https://catatan.example/2024/03/pembinaan-pegawai-{n}.html"}]}
            for n in ids
        ]  # fmt: skip
        follows = [{"rel": "next", "href": f"/feeds/posts/default?start-index={start + per}"}]
        links = [{"rel": "self", "href": "/"}, *(follows if start + per <= number else [])]
        feed = {"openSearch$totalResults": {"$t": str(lies.get("total", number))}, "link": lies.get("links", links)}
        return 200, {"feed": {**feed, "entry": entries}}, {}

    return give


@pytest.mark.parametrize(
    ("lies", "requests"),
    [
        ({}, 2),
        ({"links": []}, 2),
        ({"total": ""}, 2),
        ({"total": 9}, 3),
        ({"total": 25}, 3),
        ({"links": [{"rel": "next", "href": "/feeds/posts/default?start-index=1"}]}, 3),
        ({"links": [], "total": ""}, 3),
    ],
)
def test_a_blog_that_gives_fewer_than_were_asked_for_is_walked_to_its_end(lies: dict[str, Any], requests: int) -> None:
    got = walked(CatatanSpider(topic=TOPIC), blog(40, 25, **lies))
    assert (len(got.urls), len(got.requests)) == (40, requests)
    assert [query["start-index"] for query in got.requests][:2] == ["1", "26"]
    assert set(got.remarks) <= {"nothing_found"}


def test_a_blog_that_has_fewer_than_it_counts_is_told() -> None:
    got = walked(CatatanSpider(topic=TOPIC), blog(40, 25, total=90))
    assert (len(got.urls), got.remarks, got.stated[-1]) == (40, ["capped"], Stated(90, 40))


def test_a_blogs_only_entry_and_its_only_link_may_stand_without_a_list() -> None:
    link = {"rel": "alternate", "href": "https://catatan.example/2024/03/pembinaan-pegawai-1.html"}
    entry = {"title": {"$t": "Pembinaan Pegawai"}, "link": link}
    got = walked(CatatanSpider(topic=TOPIC), lambda query: (200, {"feed": {"entry": entry, "link": {}}}, {}))
    assert got.urls == {link["href"]}


def test_the_error_of_the_page_after_the_last_ends_a_walk_whatever_its_status() -> None:
    got = walked(spider(), rest(10, 10, end=(200, END[1], {})))
    assert (len(got.urls), got.remarks) == (10, [])
