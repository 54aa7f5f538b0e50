"""JSON that is cut or broken: what stands before the fault, and only that."""

from __future__ import annotations

import json

import pytest
from scrapy.http import TextResponse

from spiders.families.feed import read_feed
from spiders.parsing.addresses import address_rule
from spiders.parsing.anchors import read_anchors
from spiders.parsing.json_answers import any_json, json_answer, read_broken

POSTS = [{"id": n, "tags": [{"id": 7}, {"id": 8}], "isi": {"teks": 'apel "pagi"'}} for n in range(3)]
RULE = address_rule("contoh.example", (), r"/berita/(?P<slug>[a-z0-9-]+)")


@pytest.mark.parametrize("wrapping", ["%s", '{"posts": %s, "found": 3}', '{"a": {"b": [1], "posts": %s}}'])
def test_wherever_an_answer_is_cut_each_item_before_is_read_and_none_is_half(wrapping):
    text = wrapping % json.dumps(POSTS)
    for length in range(len(text)):
        value = read_broken(text[:length], 0).value
        while isinstance(value, dict):
            value = value.get("posts", value.get("a", []))
        rows = [post for post in value or [] if isinstance(post, dict)]
        assert rows == POSTS[: len(rows)]
        ended = sum(text[:length].count(json.dumps(post)) for post in POSTS)
        assert len(rows) == ended


def test_a_complete_list_within_a_cut_answer_is_not_the_answer():
    answer = json_answer(json.dumps(POSTS)[:-20].encode(), lambda value: isinstance(value, list))
    assert answer.value == POSTS[:2]
    assert answer.rest is not None


def test_brackets_without_end_cost_little():
    for text in ("[" * 100_000, '{"a":' * 100_000, '[{"a": 1,},' * 20_000):
        assert any_json(text.encode()).rest is not None or any_json(text.encode()).value is None


def test_a_json_feed_that_was_cut_counts_the_rest():
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"url": f"/berita/{n}"} for n in "abc"]}
    read = read_feed(json.dumps(feed).encode()[:-10], "https://contoh.example/", RULE, 7)
    assert read is not None
    assert [entry.outcome for entry in read.entries] == ["taken", "taken", "unreadable"]
    assert read.remark == "cut_short"


@pytest.mark.parametrize("before", ["", "\ufeff", "<br />\n<b>Warning</b>:  x[0] in <b>y.php</b><br />\n"])
def test_a_listing_in_json_that_was_cut_counts_the_rest(before):
    body = before + json.dumps({"data": [{"judul": "Apel", "url": f"/berita/{n}"} for n in "abc"]})[:-10]
    page = read_anchors(TextResponse("https://contoh.example/cari", body=body.encode()), RULE)
    assert [link.url for link in page.links] == ["https://contoh.example/berita/a", "https://contoh.example/berita/b"]
    assert [entry.outcome for entry in page.unused] == ["unreadable"]


def test_a_web_page_that_begins_with_a_bracket_is_no_json():
    page = TextResponse("https://contoh.example/cari", body=b"[1] <html><a href='/berita/apel'>Apel</a>")
    assert [link.url for link in read_anchors(page, RULE).links] == ["https://contoh.example/berita/apel"]


def test_an_empty_list_that_a_page_shows_is_an_empty_answer():
    assert json_answer(b"<html><body><pre>[]</pre></body></html>", bool).value == []
    assert json_answer(b"<p>[]</p><p>Beranda</p>", bool).value is None
