"""The windows of a time, the questions of a topic and what an answer of GDELT gives, without a network."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import TextResponse

from corpus.discoveries.service_answers import AnsweredListing
from corpus.errors import KlipingError
from corpus.topics import topic_of_words
from crawler.discovery.article_owners import ArticleOwners
from crawler.discovery.gdelt_question import (
    LONGEST_QUESTION,
    is_full,
    is_too_often,
    own_question,
    questions_of_topic,
    read_answer,
)
from crawler.discovery.gdelt_spider import GdeltPlan, GdeltSpider, gdelt_outlet
from crawler.discovery.windows import FINEST, Window, day_windows, halves
from pipelines.storing.items import Entry, Remark

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@settings(max_examples=80, deadline=None, database=None)
@given(st.dates(date(2017, 1, 1), date(2024, 4, 1)), st.integers(0, 700), st.integers(1, 366))
def test_windows_are_without_gap_and_the_same_in_every_run(since: date, length: int, days: int) -> None:
    until = since + timedelta(days=length)
    windows = list(day_windows(since, until, days, NOW))
    assert all(older.end == newer.start for newer, older in pairwise(windows))
    assert all(window.start < window.end <= NOW for window in windows)
    assert windows[-1].start == datetime(since.year, since.month, since.day, tzinfo=UTC) - timedelta(hours=7)
    wider = set(day_windows(since - timedelta(days=400), until, days, NOW))
    assert set(windows[:-1]) <= wider


def test_halves_meet_in_the_middle_and_end() -> None:
    window, number = Window(NOW - timedelta(days=30), NOW), 0
    while parts := halves(window):
        assert (parts[1].start, parts[1].end, parts[0].end) == (window.start, parts[0].start, window.end)
        window, number = parts[number % 2], number + 1
    assert FINEST <= window.end - window.start < 2 * FINEST


def test_the_names_of_a_topic_are_asked_for() -> None:
    questions, left = questions_of_topic([f"BP{n}MI pegawai" for n in range(99)] + ["rapat (kerja)", "a b"])
    assert all(len(question) <= LONGEST_QUESTION for question in questions)
    assert sum(question.count("MI") for question in questions) == 99
    assert (questions[-1], left) == ("rapat kerja", ["pegawai"])
    assert questions_of_topic(["a b"]) == ([], [])


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("BP2MI", "BP2MI"),
        ("A1B OR C1D", "(A1B OR C1D)"),
        ("(abc OR bcd) x1", "(abc OR bcd) x1"),
        (" a\n bcd ", "a bcd"),
    ],
)
def test_a_question_of_ones_own_is_sent_as_it_is(written: str, sent: str) -> None:
    assert own_question(written) == sent


@pytest.mark.parametrize("written", ["", " ", "ab cd", '""'])
def test_a_question_without_a_word_is_refused(written: str) -> None:
    with pytest.raises(KlipingError, match="no word of fewer than 3 letters"):
        own_question(written)


def test_answers_with_faults_of_json_are_read() -> None:
    body = b'\xef\xbb\xbf{"articles": [{"url": "https://x.id/a", "title": "Apel \\d \x01\t \\u00e9"}, 7]}'
    answer = read_answer(body)
    assert isinstance(answer, list)
    assert [(found.url, found.title) for found in answer] == [("https://x.id/a", "Apel \\d \x01\t é"), (None, None)]


@settings(max_examples=100, deadline=None, database=None)
@given(st.binary(max_size=80) | st.text('{}[]":,articlesurl \\', max_size=60).map(str.encode))
def test_any_answer_is_read_or_none(body: bytes) -> None:
    read_answer(body)
    is_too_often(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"<!DOCTYPE html><html><body>Maintenance</body></html>",
        b'{"articles": [{"url": "https://contoh.id/a", "tit',
        b'{"hits": [{"url": "https://contoh.id/a"}]}',
        b'{"articles": null}',
        b'{"articles": {"0": {"url": "https://contoh.id/a"}}}',
        b'[{"url": "https://contoh.id/a"}]',
        b"Pemberitahuan. " * 100,
    ],
)
def test_an_answer_that_is_not_documented_is_none(body: bytes) -> None:
    assert read_answer(body) is None


def test_long_answers_are_read_in_no_time() -> None:
    for body in (b"\\" * 100_000, b"{" * 100_000, b'{"articles": "' + b"\\" * 100_001 + b'"}', b"a" * 100_000):
        read_answer(body)


def spider(**plan: Any) -> GdeltSpider:
    asking = GdeltPlan(("BP2MI",), ("sourcelang:indonesian",), 30, ArticleOwners({}), **plan)
    return gdelt_outlet(asking)(topic=topic_of_words("apel"), since="2024-01-01", until="2024-03-31", clock=NOW)


def answers(asking: GdeltSpider, request: Request, body: bytes) -> list[Any]:
    return list(asking.parse_gdelt(TextResponse(request.url, body=body, request=request), **request.cb_kwargs))


def test_the_first_window_leads_to_the_others_and_a_refused_question_to_none() -> None:
    asking = spider()
    (first,) = asking.begin_gdelt()
    given = answers(asking, first, b"{}")
    assert len(given) == len(list(asking.windows("BP2MI"))) - 1
    assert answers(asking, first, b"The specified phrase is too short.") == [Remark("question_refused")]
    assert asking.plan.heard == ["The specified phrase is too short."]


def test_a_full_window_gives_its_entries_and_its_halves() -> None:
    asking = spider()
    (first,) = asking.begin_gdelt()
    body = ",".join(f'{{"url": "https://x.id/berita/{n}-apel"}}' for n in range(250))
    given = answers(asking, first, f'{{"articles": [{body}]}}'.encode())
    assert sum(isinstance(item, Entry) and item.outcome == "taken" for item in given) == 250
    assert Remark("window_full") in given
    assert (is_full(75), is_full(76), is_full(250)) == (True, False, True)


def test_what_was_answered_is_not_asked_again() -> None:
    (first,) = spider().begin_gdelt()
    late, soon = NOW, datetime(2024, 3, 31, 17, tzinfo=UTC)
    for reason, at, same in ((None, late, False), (None, soon, True), ("window_full", late, False)):
        asking = spider(answered={first.url: AnsweredListing(reason, at)})
        (next_one,) = asking.begin_gdelt()
        assert (next_one.url == first.url) is same
        if reason:
            assert next_one.url.partition("&enddatetime=")[2] == first.url.partition("&enddatetime=")[2]
    (other,) = spider(open={first.url}).begin_gdelt()
    assert other.url != first.url
