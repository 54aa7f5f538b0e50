"""Where the outlet's zone is not known, the day is the one that the page states; elsewhere it is the outlet's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.models import Article
from pipelines.rules import PageRules
from spiders.loader import host_outlet

Make = Callable[..., Article]
STORY = "".join(
    f"<p>Paragraph {n} tells how the council of the town opened a library for its people, and why it took long.</p>"
    for n in range(6)
)
BERITA = "".join(
    f"<p>Alinea {n} menceritakan dewan kota yang membuka perpustakaan untuk warga, dan mengapa itu lama.</p>"
    for n in range(6)
)
LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s"}</script>'
META = '<meta property="article:published_time" content="%s">'
LOCAL = '<meta name="sailthru.date" content="%s">'
URL = "https://harbor.example/news/library-opens"


def page(head: str = "", stamp: str = "", story: str = STORY) -> str:
    return (
        f"<html><head><title>Council Opens Library | The Daily Harbor</title>{head}</head>"
        f"<body><article><h1>Council Opens Library</h1>{stamp}<div class='article-body'>{story}</div></article></body>"
    )


def printed(words: str) -> str:
    return f"<div class='date'>{words}</div>"


STATED = {
    "the stamp's hour is the instant's": (LD % "2023-11-20T02:59:46Z", "Nov. 19, 2023, 9:59 pm", 19),
    "its zone's name may be wrong": (LD % "2023-11-20T04:31:13-06:00", "Nov 19, 2023, 10:31 pm CST", 19),
    "the stamp shows a zone": (LD % "2023-11-19T18:54:53Z", "Mon 20 Nov 2023 05.54 GMT+11", 20),
    "a stamp without an hour": (LD % "2023-11-20T01:50:59Z", "November 19, 2023", 19),
    "a stamp of a later day that the instant has": (LD % "2023-11-19T22:00:00Z", "20 November 2023", 20),
    "a stamp of a day that it has nowhere": (LD % "2023-11-19T08:00:00Z", "20 November 2023", 19),
    "a later hour is an update": (LD % "2023-11-19T20:00:00Z", "20 November 2023 08:17", 19),
    "an offset": (LD % "2023-11-19T19:05:00-05:00", "", 19),
    "an offset beside UTC": (LD % "2023-11-20T00:05:00Z" + META % "2023-11-19T19:05:00-05:00", "", 19),
    "an offset, against a stamp without an hour": (LD % "2023-11-19T23:05:00-05:00", "20 November 2023", 19),
    "an offset of another moment": (LD % "2023-11-20T00:05:00Z" + META % "2023-11-19T12:45:00-05:00", "", 20),
    "the outlet's clock beside UTC": (LD % "2023-11-20T04:58:46Z" + LOCAL % "2023-11-19 20:58:46", "", 19),
    "another moment of its clock": (LD % "2023-11-20T04:58:46Z" + LOCAL % "2023-11-19 20:41:00", "", 20),
    "UTC alone": (LD % "2023-11-19T20:00:00Z", "", 19),
    "an hour without a zone": (LD % "2023-11-19T23:30:00", "", 19),
}  # fmt: skip


@pytest.mark.parametrize(("head", "stamp", "day"), STATED.values(), ids=STATED)
def test_the_day_is_the_one_that_the_page_states(head: str, stamp: str, day: int, article: Make) -> None:
    found = article(page(head, printed(stamp) if stamp else ""), URL)
    assert found.published_day == date(2023, 11, day)


@pytest.mark.parametrize(("words", "disputed"), [("19 November 2023", False), ("20 November 2023", True)])
def test_a_day_that_the_instant_has_somewhere_is_no_conflict(words: str, disputed: bool, article: Make) -> None:
    found = article(page(LD % "2023-11-19T08:00:00Z", printed(words)), URL)
    assert (found.date_conflict is not None, found.date_confidence == "disputed") == (disputed, disputed)


def test_the_instant_keeps_the_zone_that_it_is_stated_in(article: Make) -> None:
    found = article(page(LD % "2023-11-19T19:05:00-05:00", printed("November 19, 2023")), URL)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2023-11-19T19:05:00-05:00"


def test_a_day_taken_from_the_stamp_says_so(article: Make) -> None:
    found = article(page(LD % "2023-11-20T01:50:59Z", printed("November 19, 2023")), URL)
    assert (found.origins["published_day"], found.origins["published_at"]) == ("visible", "json-ld")
    assert found.date_confidence == "confirmed"


def test_an_hour_without_a_zone_gives_the_day_alone(article: Make) -> None:
    found = article(page(stamp=printed("November 19, 2023, 9:59 pm")), URL)
    assert (found.published_day, found.published_at) == (date(2023, 11, 19), None)
    assert found.date_note == "the hour is neither printed nor claimed"


def test_an_hour_with_its_zone_is_kept(article: Make) -> None:
    found = article(page(stamp=printed("November 19, 2023, 9:59 pm EST")), URL)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2023-11-19T21:59:00-05:00"


LATE = LD % "2023-11-20T20:00:00Z"


def test_an_indonesian_text_stands_in_wib(article: Make) -> None:
    assert article(page(LATE, story=BERITA), URL).published_day == date(2023, 11, 21)


def test_one_short_word_makes_no_indonesian_text(article: Make) -> None:
    story = "".join(
        f"<p>Il consiglio di questa piccola città di mare ha aperto di recente {n} librerie.</p>" for n in "1234567"
    )
    assert article(page(LATE, story=story), URL).published_day == date(2023, 11, 20)


def test_an_indonesian_host_stands_in_wib(article: Make) -> None:
    assert article(page(LATE), "https://harbor.co.id/news/library-opens").published_day == date(2023, 11, 21)


@pytest.mark.parametrize(("offset", "day"), [(7, 21), (3, 20)])
def test_a_known_outlets_zone_holds_on_foreign_pages(offset: int, day: int, article: Make) -> None:
    rules = PageRules(outlet="harbor", utc_offset=offset)
    assert article(page(LATE), URL, rules=rules).published_day == date(2023, 11, day)


def test_an_outlet_made_of_a_host_has_no_zone(article: Make) -> None:
    assert host_outlet(URL).page_rules().utc_offset is None
    assert article(page(LATE), URL, rules=host_outlet(URL).page_rules()).published_day == date(2023, 11, 20)
