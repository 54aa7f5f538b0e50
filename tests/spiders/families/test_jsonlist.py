"""Lists sent as JSON: how they are asked for, what their items hold, and what is said of a broken answer."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, ClassVar

import pytest
from scrapy.http import HtmlResponse, TextResponse

from spiders.families.jsonlist import MOST_ITEMS, JsonList, JsonListSpider, SentFields
from spiders.families.listing import ListingSpider
from spiders.families.walks import NONSENSE_WORD
from spiders.own_outlets import fault_of

GRAPHQL = 'query($n: Int) { news(q: "{query}", page: $n) { edges { node { title } } } }'
LISTS = {
    "search": JsonList(
        "/api/cari?q={query}&hal={page}", items="data.rows", day="terbit", total="data.total", more="data.last"
    ),
    "tags": JsonList(
        "/api/tag/{tag}?sesudah={cursor}", items="data[].node", address="/read/{id}/{slug}", next="lanjut"
    ),
    "latest": JsonList("/api/terkini?dari={offset}", items="rows", address=("tautan", "url")),
    "graph": JsonList(
        "/graphql", items="data.news.edges[].node", body={"query": GRAPHQL, "variables": {"n": "{page}"}}
    ),
    "daily": JsonList("/api/hari/{day:%Y/%m/%d}"),
    "linked": JsonList("/api/semua", items="items", next="links.next"),
    "sent": JsonList("/api/isi?p={page}", sent=SentFields(text=("isi", "body"))),
    "page": JsonList("/indeks", items="props.*.list"),
    "rubric": JsonList("/{term}/_payload.json", items="data.*.latest", terms=("hukum", "ekonomi")),
}


class WartaSpider(JsonListSpider):
    name = "warta"
    outlet = "Warta"
    kind = "media"
    site = "warta.example"
    article_url = r"/read/(?P<id>\d+)/[a-z0-9-]+"
    json_lists = LISTS
    ways = tuple(LISTS)


@pytest.fixture
def spider(make):
    return make(WartaSpider)


@pytest.fixture
def first(spider):
    """The first request of a way."""
    return lambda way: next(spider.begin_way(way))


PLACED = [
    {"data": 1}, ["ShallowReactive", 2], {"a": 3}, {"latest": 4}, [5], {"url": 6, "title": 7}, "/read/1/a-b",
    "BP2MI pegawai",
]  # fmt: skip


def item(n: int, **more: Any) -> dict[str, Any]:
    return {"id": n, "url": f"/read/{n}/pegawai-bp2mi-{n}", "title": f"Pegawai BP2MI {n}", **more}


def items(first: int, last: int) -> list[dict[str, Any]]:
    return [item(n) for n in range(first, last + 1)]


def test_a_search_is_asked_for_the_topics_queries_page_by_page(spider, first, answer):
    request = first("search")
    assert request.url == "https://warta.example/api/cari?q=BP2MI+pegawai&hal=1"
    given = answer(spider, request, {"data": {"rows": items(1, 3), "total": 5, "last": 2}})
    assert given.urls == [f"https://warta.example/read/{n}/pegawai-bp2mi-{n}" for n in (1, 2, 3)]
    assert (given.stated[0].total, given.stated[0].came) == (5, 3)
    given = answer(spider, given.requests[0], {"data": {"rows": items(4, 5), "total": 5, "last": 2}})
    assert given.requested == ["https://warta.example/api/cari?q=BP3MI+pembinaan&hal=1"]
    assert given.remarks == []


def test_a_walk_that_ends_below_the_sites_own_count_is_capped(spider, first, answer):
    given = answer(spider, first("search"), {"data": {"rows": items(1, 3), "total": 500, "last": 1}})
    given = answer(spider, given.requests[0], {"data": {"rows": [], "total": 500, "last": 1}})
    assert given.remarks == ["capped"]
    assert [(stated.total, stated.came) for stated in given.stated] == [(500, 3)]


def test_a_short_page_ends_nothing(spider, first, answer):
    given = answer(spider, first("latest"), {"rows": [item(1)]})
    assert given.requested == ["https://warta.example/api/terkini?dari=1"]
    given = answer(spider, given.requests[0], {"rows": items(2, 4)})
    assert given.requested == ["https://warta.example/api/terkini?dari=4"]
    assert answer(spider, given.requests[0], {"rows": []}).requests == []


def test_a_tag_goes_on_by_its_cursor_until_there_is_none(spider, first, answer):
    request = first("tags")
    assert request.url == "https://warta.example/api/tag/bp2mi?sesudah="
    node = {"slug": "pegawai-bp2mi-satu", "id": 1, "title": "Pegawai BP2MI satu"}
    given = answer(spider, request, {"data": [{"node": node}], "lanjut": "a=b&c"})
    assert given.urls == ["https://warta.example/read/1/pegawai-bp2mi-satu"]
    assert given.requested == ["https://warta.example/api/tag/bp2mi?sesudah=a%3Db%26c"]
    given = answer(spider, given.requests[0], {"data": [{"node": {**node, "id": 2}}], "lanjut": None})
    assert (given.requests, given.remarks, len(given.links)) == ([], [], 1)


@pytest.mark.parametrize("circle", [1, 2])
def test_cursors_that_lead_in_a_circle_end_the_walk_as_capped(spider, first, answer, circle):
    request, asked = first("tags"), 0
    for asked in range(5):
        n = asked % circle
        node = {"slug": f"pegawai-bp2mi-{n}", "id": n, "title": f"Pegawai BP2MI {n}"}
        given = answer(spider, request, {"data": [{"node": node}], "lanjut": f"c{(n + 1) % circle}"})
        if not given.requests:
            break
        request = given.requests[0]
    assert (given.remarks, asked) == (["capped"], circle)


def test_a_cursor_that_leads_to_its_own_page_ends_the_walk_as_capped(spider, first, answer):
    """Whatever the page holds: the same request is never sent twice."""
    request = first("tags")
    for n in range(2):
        node = {"slug": f"pegawai-bp2mi-{n}", "id": n, "title": f"Pegawai BP2MI {n}"}
        given = answer(spider, request, {"data": [{"node": node}], "lanjut": "c"})
        request = given.requests[0] if given.requests else None
    assert (given.remarks, request) == (["capped"], None)


def test_the_next_pages_address_is_followed_on_its_own_host_alone(spider, first, answer):
    given = answer(spider, first("linked"), {"items": items(1, 2), "links": {"next": "/api/semua?p=2"}})
    assert given.requested == ["https://warta.example/api/semua?p=2"]
    away = answer(spider, given.requests[0], {"items": items(3, 4), "links": {"next": "https://lain.example/?p=3"}})
    assert (away.requests, away.remarks) == ([], ["capped"])
    end = answer(spider, given.requests[0], {"items": items(3, 4), "links": {"next": None}})
    assert (end.requests, end.remarks) == ([], [])


def test_a_body_is_sent_by_post_with_its_values_escaped(make, topic, answer):
    from dataclasses import replace

    quoted = replace(topic, ask=replace(topic.ask, search=('"upah" \\ kerja',)))
    spider = make(WartaSpider, topic=quoted)
    request = next(spider.begin_way("graph"))
    assert request.method == "POST"
    assert request.headers["Content-Type"] == b"application/json"
    sent = json.loads(request.body)
    assert sent["variables"] == {"n": 1}
    assert r'q: "\"upah\" \\ kerja"' in sent["query"]
    given = answer(spider, request, {"data": {"news": {"edges": [{"node": item(1, title="Upah kerja")}]}}})
    assert [json.loads(request.body)["variables"] for request in given.requests] == [{"n": 2}]


@pytest.mark.parametrize(
    ("body", "sent", "kind"),
    [
        ('{"q": "{query}", "n": {page}}', '{"q": "\\"a\\" & b", "n": 1}', "application/json"),
        ("q={query}&n={page}", "q=%22a%22+%26+b&n=1", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_as_a_text_is_json_or_a_form(make, topic, body, sent, kind):
    from dataclasses import replace

    class TeksSpider(WartaSpider):
        json_lists: ClassVar = {"kirim": JsonList("/api", body=body)}

    spider = make(TeksSpider, topic=replace(topic, ask=replace(topic.ask, search=('"a" & b',))))
    request = next(spider.begin_way("kirim"))
    assert (request.body.decode(), request.headers["Content-Type"].decode()) == (sent, kind)


def test_a_plain_list_is_sifted_and_walked_back_to_the_first_day(make, answer):
    class HarianSpider(WartaSpider):
        json_lists: ClassVar = {"semua": JsonList("/api?p={page}", day="tayang")}

    spider = make(HarianSpider, since="2024-03-01")
    request = next(spider.begin_way("semua"))
    given = answer(spider, request, {"data": [item(1, tayang=1709618400000), {"url": "/read/2/banjir-di-kota"}]})
    assert [(e.outcome, e.link.day) for e in given.entries] == [("taken", date(2024, 3, 5)), ("off_topic", None)]
    for page in range(3):
        given = answer(spider, given.requests[0], {"data": [item(10 + page, tayang="2024-02-28 10:00:00")]})
    assert given.requests == []


def test_a_list_by_days_is_asked_day_by_day(spider, first, answer):
    request = first("daily")
    assert request.url == "https://warta.example/api/hari/2024/03/08"
    given = answer(spider, request, {"data": items(1, 3)})
    assert given.requested == ["https://warta.example/api/hari/2024/03/07"]
    same = given
    for _ in range(2):
        same = answer(spider, same.requests[0], {"data": items(1, 3)})
    assert (same.remarks, same.requests) == (["days_ignored"], [])


def test_rubrics_are_asked_one_after_the_other(spider, first, answer):
    request = first("rubric")
    assert request.url == "https://warta.example/hukum/_payload.json"
    placed = [
        {"data": 1},
        ["ShallowReactive", 2],
        {"a": 3},
        {"latest": 4},
        [5],
        {"url": 6, "title": 7},
        "/read/1/a-b",
        "BP2MI pegawai",
    ]
    given = answer(spider, request, placed)
    assert given.urls == ["https://warta.example/read/1/a-b"]
    assert given.requested == ["https://warta.example/ekonomi/_payload.json"]


DATA = '<script type="application/json" id="%s">'
URL, TITLE = "/read/1/pegawai-bp2mi-1", "Pegawai BP2MI 1"
PLACED_PAGE = [{"props": 1}, {"a": 2}, {"list": 3}, [4], {"url": 5, "title": 6}, URL, TITLE]
CODE = f"(function(a){{return {{props:{{b:{{list:[{{url:a,title:'{TITLE}'}}]}}}}}}}}('{URL}'))"
FLIGHT = json.dumps([1, f"1:{json.dumps({'props': {'y': {'list': [{'url': URL, 'title': TITLE}]}}})}\n"])
PAGES = {
    "next": f"{DATA % '__NEXT_DATA__'}{json.dumps({'props': {'x': {'list': [item(1)]}}})}",
    "nuxt3": f"<script>window.__NUXT__={{}};</script>{DATA % '__NUXT_DATA__'}{json.dumps(PLACED_PAGE)}",
    "nuxt2": f"<script>window.__NUXT__={CODE};",
    "flight": f"<script>self.__next_f.push({FLIGHT})",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_list_in_a_pages_own_data_is_read(spider, first, answer, page):
    given = answer(spider, first("page"), f"<html><body>{page}</script></body></html>")
    assert given.urls == ["https://warta.example/read/1/pegawai-bp2mi-1"]


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("window.__NUXT__=build(a)", "window.__NUXT__=build(a)"),
        ('self.__next_f.push([1,"zzz"])', 'self.__next_f.push([1,"zzz"])'),
    ],
)
def test_data_in_a_form_that_cannot_be_read_are_named(spider, first, answer, script, shown):
    given = answer(spider, first("page"), f"<html><script>{script}</script></html>")
    assert (given.remarks, [(e.outcome, e.shown) for e in given.entries]) == (["no_json_list"], [("unreadable", shown)])


def test_an_article_that_is_sent_whole_travels_with_its_link(spider, first, answer):
    whole = item(1, body="<p>Pegawai dibina</p>")
    given = answer(spider, first("sent"), {"data": [whole, item(2), item(3, isi="  ", body=None)]})
    (link,) = given.links
    assert json.loads(link.sent) == whole
    assert (link.sent_by, link.whole, link.text) == ("https://warta.example/api/isi?p=1", True, "Pegawai dibina")
    assert [entry.outcome for entry in given.entries] == ["taken", "unreadable", "unreadable"]
    rules = WartaSpider.page_rules()
    assert rules.sent == (SentFields(text=("isi", "body"), title=("title",)),)


@pytest.mark.parametrize(
    ("bad", "outcome"),
    [
        ("kata", "unreadable"), (7, "unreadable"), (None, "unreadable"), ([], "unreadable"), ({}, "unreadable"),
        ({"url": None, "title": "Tanpa alamat"}, "unreadable"), ({"url": {"x": 1}}, "unreadable"),
        ({"url": "javascript:void(0)"}, "unreadable"), ({"url": "https://lain.example/read/1/a"}, "other_host"),
        ({"url": "/foto/1/banjir"}, "unknown_form"), ({"url": "/"}, "unknown_form"),
    ],
)  # fmt: skip
def test_an_item_of_another_shape_is_an_entry_all_the_same(spider, first, answer, bad, outcome):
    given = answer(spider, first("search"), {"data": {"rows": [item(1), bad]}})
    assert [entry.outcome for entry in given.entries] == ["taken", outcome]


@pytest.mark.parametrize(
    "broken",
    [
        {}, [], None, 7, "teks", {"data": None}, {"data": {"rows": None}}, {"data": {"rows": "x"}},
        {"data": {"rows": {}}}, {"data": {"rows": {"a": 1}}},
        {"data": {"hasil": [item(1)]}}, {"errors": [{"message": "Boom"}], "data": None},
        {"errors": [{"message": "Boom"}], "data": {"rows": []}}, {"status": "error", "data": {"rows": []}},
        "<html><body>Sedang ada gangguan</body></html>", "", "<html><script type='application/json'>{]</script></html>",
    ],
)  # fmt: skip
def test_an_answer_without_the_list_is_no_list(spider, first, answer, broken):
    given = answer(spider, first("search"), broken if isinstance(broken, str) else json.dumps(broken))
    assert given.remarks == ["no_json_list"]
    assert given.links == []


def test_a_wall_is_a_wall(spider, first, answer):
    given = answer(spider, first("search"), "<html><title>Just a moment...</title><p>Checking your browser</p></html>")
    assert (given.remarks, given.requests) == (["wall"], [])


def test_an_empty_list_is_nothing_found(spider, first, answer):
    assert answer(spider, first("search"), {"data": {"rows": [], "total": 0}}).remarks == ["nothing_found"]
    assert answer(spider, first("search"), {"data": {"rows": None, "total": 0}}).remarks == ["nothing_found"]


def test_null_behind_the_last_page_is_its_end(spider, first, answer):
    given = answer(spider, first("latest"), {"rows": items(1, 2)})
    end = answer(spider, given.requests[0], {"rows": None})
    assert (end.remarks, end.requests) == ([], [])
    failed = answer(spider, given.requests[0], {"rows": None, "errors": ["Boom"]})
    assert failed.remarks == ["no_json_list"]


def test_failures_beside_a_filled_list_are_an_entry_that_could_not_be_read(spider, first, answer):
    given = answer(spider, first("search"), {"errors": [{"message": "Boom"}], "data": {"rows": items(1, 2)}})
    assert [entry.outcome for entry in given.entries] == ["taken", "taken", "unreadable"]
    assert "Boom" in given.entries[-1].shown


def test_of_an_answer_that_was_cut_the_whole_items_are_taken(spider, first, answer):
    text = json.dumps({"data": {"rows": items(1, 3)}})
    given = answer(spider, first("search"), text[:-40], "json")
    assert [entry.outcome for entry in given.entries] == ["taken", "taken", "unreadable"]
    assert given.remarks == ["cut_short"]


def test_a_path_of_a_sent_article_may_stand_as_a_bare_text(make, answer):
    rule = JsonList("/api/isi", sent=SentFields(text="isi", authors="penulis.nama"))
    spider = make(type("SentSpider", (WartaSpider,), {"json_lists": {"sent": rule}, "ways": ("sent",)}))
    given = answer(spider, next(spider.begin_way("sent")), {"data": [item(1, isi="<p>Pegawai BP2MI berapel.</p>")]})
    assert [link.text for link in given.links] == ["Pegawai BP2MI berapel."]


def test_where_the_way_on_was_cut_off_the_next_page_is_asked_by_its_number(make, answer):
    rule = JsonList("/api/cari?q={query}&page={page}", total="total", next="next_page_url")
    spider = make(type("PagedSpider", (WartaSpider,), {"json_lists": {"paged": rule}, "ways": ("paged",)}))
    text = json.dumps({"data": items(1, 3), "next_page_url": "/api/cari?page=2"})
    given = answer(spider, next(spider.begin_way("paged")), text[:-60], "json")
    assert (given.remarks, len(given.links)) == (["cut_short"], 2)
    assert given.requested == ["https://warta.example/api/cari?q=BP2MI+pegawai&page=2"]
    given = answer(spider, given.requests[0], {"data": items(4, 5), "next_page_url": "/api/cari?page=3"})
    assert given.requested == ["https://warta.example/api/cari?page=3&q=BP2MI+pegawai"]


@pytest.fixture
def paged(make):
    """A spider with one list."""

    def make_paged(url, **fields):
        lists = {"paged": JsonList(url, **fields)}
        return make(type("PagedSpider", (WartaSpider,), {"json_lists": lists, "ways": ("paged",)}))

    return make_paged


@pytest.mark.parametrize(("url", "named", "requested"), [
    ("/api/cari?q={query}&page={page}", "/api/cari?page=2", "/api/cari?page=2&q=BP2MI+pegawai"),  # Laravel's paginator
    ("/api/cari?q={query}&page={page}", "/api/cari?page=2&q=lain", "/api/cari?page=2&q=lain"),
    ("/api/cari?q={query}&limit=3", "?after=x", "/api/cari?after=x&q=BP2MI+pegawai"),
    ("/api/cari?q={query}&page={page}", "/api/next/x", "/api/next/x"),
    ("/api/cari?q={query}&page={page}", 2, "/api/cari?q=BP2MI+pegawai&page=2"),
])  # fmt: skip
def test_a_next_page_is_asked_for_the_same_words(paged, answer, url, named, requested):
    spider = paged(url, next="next")
    given = answer(spider, next(spider.begin_way("paged")), {"data": items(1, 3), "next": named})
    assert given.requested == [f"https://warta.example{requested}"]


def test_a_number_that_is_no_address_cuts_the_walk_where_no_page_can_be_counted(paged, answer):
    spider = paged("/api/cari?q={query}", next="next")
    given = answer(spider, next(spider.begin_way("paged")), {"data": items(1, 3), "next": 2})
    assert (given.remarks, given.requested[:1]) == (["capped"], ["https://warta.example/api/cari?q=BP3MI+pembinaan"])


def test_an_empty_page_is_no_end_where_the_answer_says_that_there_is_more(paged, answer):
    spider = paged("/api/cari?q={query}&page={page}", more="has_more")
    given = answer(spider, next(spider.begin_way("paged")), {"data": items(1, 3), "has_more": True})
    given = answer(spider, given.requests[0], {"data": [], "has_more": True})
    assert given.requested == ["https://warta.example/api/cari?q=BP2MI+pegawai&page=3"]
    given = answer(spider, given.requests[0], {"data": [], "has_more": True})  # the site says so on every page
    assert "page=4" not in "".join(given.requested)


def test_an_empty_object_behind_the_last_page_is_its_end(paged, answer):
    spider = paged("/api/cari?q={query}&page={page}")
    given = answer(spider, next(spider.begin_way("paged")), {"data": {"1": item(1)}})
    assert answer(spider, given.requests[0], {"data": {}}).remarks == []
    assert answer(spider, next(spider.begin_way("paged")), {"data": {}}).remarks == ["no_json_list"]


def test_html_behind_a_list_that_is_the_whole_answer_is_no_end(paged, answer):
    spider = paged("/api/cari?q={query}&page={page}", items="")
    given = answer(spider, next(spider.begin_way("paged")), items(1, 2))
    assert answer(spider, given.requests[0], "<html><body>Perbaikan</body></html>", "html").remarks == ["no_json_list"]


def test_the_piece_behind_a_fault_does_not_count_as_an_entry_that_came(spider, first, answer):
    request = first("search")
    for page in (1, 2):
        text = json.dumps({"data": {"total": 4, "rows": items(2 * page - 1, 2 * page)}})
        given = answer(spider, request, text[:-20], "json")
        request = given.requests[0]
    assert "hal=3" in request.url


def test_null_is_no_end_where_the_answer_says_that_there_is_more(spider, first, answer):
    given = answer(spider, first("search"), {"data": {"rows": items(1, 2), "last": 3}})
    assert answer(spider, given.requests[0], {"data": {"rows": None, "last": 3}}).remarks == ["no_json_list"]
    assert answer(spider, given.requests[0], {"data": {"rows": None, "last": 2}}).remarks == []


def test_a_search_that_ignores_its_words_is_found_out_by_all_words_of_its_items(spider, first, answer):
    worded = [item(n, title=f"Berita {n}", url=f"/read/{n}/berita-{n}", tags=["bp2mi"]) for n in range(4)]
    assert answer(spider, first("search"), {"data": {"rows": worded}}).remarks == []
    foreign = [item(n, title=f"Berita {n}", url=f"/read/{n}/berita-{n}") for n in range(4)]
    doubted = answer(spider, first("search"), {"data": {"rows": foreign}})
    assert (doubted.remarks, NONSENSE_WORD in doubted.requested[0]) == (["search_doubted"], True)
    judged = answer(spider, doubted.requests[0], {"data": {"rows": foreign}})
    assert (judged.remarks, judged.links) == (["search_ignored"], [])


def test_articles_that_are_held_back_until_a_nonsense_word_is_answered_come_whole(make, answer):
    class CariSpider(WartaSpider):
        json_lists: ClassVar = {"cari": JsonList("/api?q={query}&p={page}", sent=SentFields(text=("body",)))}

    spider = make(CariSpider)
    rows = [item(n, title=f"Berita {n}", url=f"/read/{n}/berita-{n}", body="<p>Kabar kota</p>") for n in range(3)]
    doubted = answer(spider, next(spider.begin_way("cari")), {"data": rows})
    assert doubted.links == []
    judged = answer(spider, doubted.requests[0], {"data": []})
    assert [json.loads(link.sent or "") for link in judged.links] == rows
    assert {link.sent_by for link in judged.links} == {"https://warta.example/api?q=BP2MI+pegawai&p=1"}


@pytest.mark.hostile
@pytest.mark.parametrize(
    ("way", "body"),
    [
        ("search", f'{{"data": {{"rows": [{"{}," * 200_000}{{}}]}}}}'),
        (
            "rubric",
            json.dumps([{"data": 1}, {"a": 2}, {"latest": 3}, [4] * 200_000, *([n, n] for n in range(5, 60)), "x"]),
        ),
    ],
    ids=["many", "repeated"],
)
def test_of_an_endless_list_so_many_items_are_read(spider, first, answer, way, body):
    given = answer(spider, first(way), body, "json")
    assert len(given.entries) == MOST_ITEMS + 1
    assert "of which 50,000 are read" in given.entries[-1].shown
    assert given.remarks == ["capped"]


@pytest.mark.parametrize(
    ("more", "goes_on"),
    [
        (True, True), (False, False), (None, False), (1, True), (0, False), (2, True), ("2", True),
        ("/api?hal=2", True),
        ("", False), ("false", False), ({}, True), ([], True), (-1, True),
    ],
)  # fmt: skip
def test_what_an_answer_says_of_a_further_page(spider, first, answer, more, goes_on):
    """A 1 may be "yes", or the number of the last page; what says nothing costs one more request."""
    given = answer(spider, first("search"), {"data": {"rows": items(1, 2), "last": more}})
    assert given.requested[0].endswith("hal=2") == goes_on


BROKEN: tuple[Any, ...] = (None, 0, -1, 2.5, True, "", "teks", [], {}, [None], [[]], {"0": {}}, "<p>", "9" * 400)


def broken_versions(value: Any) -> list[Any]:
    """The value with each of its parts, one at a time, replaced by each kind of value."""
    versions = list(BROKEN)
    if isinstance(value, dict):
        versions += [{**value, name: broken} for name, inner in value.items() for broken in broken_versions(inner)]
        versions += [{n: v for n, v in value.items() if n != name} for name in value]
    elif isinstance(value, list):
        versions += [
            [*value[:place], broken, *value[place + 1 :]]
            for place, inner in enumerate(value)
            for broken in broken_versions(inner)
        ]
    return versions


WHOLE: dict[str, Any] = {
    "search": {"data": {"rows": [item(1), item(2, terbit="2024-03-01")], "total": 4, "last": 2}},
    "tags": {"data": [{"node": {"slug": "pegawai-a", "id": 1, "title": "BP2MI"}}], "lanjut": "x"},
    "linked": {"items": [item(1)], "links": {"next": "/api/semua?p=2"}},
    "sent": {"data": [item(1, body="<p>Pegawai BP2MI dibina</p>")]},
    "rubric": [
        {"data": 1},
        ["Reactive", 2],
        {"a": 3},
        {"latest": 4},
        [5],
        {"url": 6, "title": 7},
        "/read/1/a-b",
        "BP2MI pegawai",
    ],
}


@pytest.mark.parametrize("way", WHOLE)
def test_no_broken_answer_is_silent_or_raises(spider, first, way):
    request = first(way)
    for broken in broken_versions(WHOLE[way]):
        response = TextResponse(request.url, body=json.dumps(broken).encode(), encoding="utf-8", request=request)
        given = list(spider.parse_json(response, **json.loads(json.dumps(request.cb_kwargs))))
        named = [type(one).__name__ for one in given]
        assert "Entry" in named or "Remark" in named, broken
        text = f"{json.dumps(broken)}</script>"
        page = f"<html><script type='application/json'>{text}<script>window.__NUXT__={text}</html>"
        list(spider.parse_json(HtmlResponse(request.url, body=page.encode(), request=request), **request.cb_kwargs))


def test_the_ways_are_known_to_the_check_and_the_table():
    assert WartaSpider.searches() == {"search", "graph"}
    assert WartaSpider.finds_by_words()
    assert WartaSpider.reaches()["page"] == "one page"
    assert "max_" not in " ".join(WartaSpider.reaches().values())


@pytest.mark.parametrize(
    ("lists", "sentence"),
    [
        (["/api"], "json_lists is of the wrong kind"),
        (
            {"semua": JsonList("/api?p={halaman}")},
            "json_lists: semua has {halaman}; its address and body may hold {query}",
        ),
        ({"semua": JsonList("/{term}")}, "json_lists: semua has {term}, and terms is missing"),
        ({"semua": JsonList("/a?sesudah={cursor}")}, "json_lists: semua has {cursor}, and next is missing"),
    ],
)
def test_a_list_that_cannot_be_asked_for_is_a_fault_of_the_outlets_file(lists, sentence):
    fault = fault_of(type("SalahSpider", (WartaSpider,), {"json_lists": lists}))
    assert fault is not None
    assert fault.startswith(sentence)
    assert fault_of(WartaSpider) is None


@pytest.mark.parametrize("bases", [(WartaSpider, ListingSpider), (ListingSpider, WartaSpider)])
def test_lists_sent_as_json_stand_beside_pages_that_list(make, answer, bases):
    facts = {"ways": ("daily", "index", "tags"), "index_url": "/indeks/{day}", "name": "gabung"}
    spider = make(type("GabungSpider", bases, facts))
    daily, index, tags = spider.begin()
    page = answer(spider, index, '<a href="/read/7/pegawai-bp2mi-dibina">Pegawai BP2MI dibina</a>')
    assert page.requested == ["https://warta.example/indeks/2024-03-07"]
    assert answer(spider, daily, {"data": items(1, 2)}).requested == ["https://warta.example/api/hari/2024/03/07"]
    assert spider.is_optional("tags", "bp2mi")
    assert not spider.is_optional("search", "bp2mi")
    assert tags.url.endswith("/api/tag/bp2mi?sesudah=")
