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
    "a stamp of the evening before": (LD % "2023-11-20T02:59:46Z", "Nov. 19, 2023, 9:59 pm", 20),
    "a stamp in a zone of its own": (LD % "2023-11-19T18:54:53Z", "Mon 20 Nov 2023 05.54 GMT+11", 19),
    "a stamp without an hour": (LD % "2023-11-20T01:50:59Z", "November 19, 2023", 20),
    "a stamp alone": ("", "November 19, 2023", 19),
    "a day alone beside a stamp": (LD % "2023-11-19", "Nov. 19, 2023, 9:59 pm", 19),
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
    refined = article(page(head, printed(stamp) if stamp else ""), URL)
    assert refined.published_day == date(2023, 11, day)


@pytest.mark.parametrize(("words", "disputed"), [("19 November 2023", False), ("20 November 2023", True)])
def test_a_day_that_the_instant_has_somewhere_is_no_conflict(words: str, disputed: bool, article: Make) -> None:
    refined = article(page(LD % "2023-11-19T08:00:00Z", printed(words)), URL)
    assert (refined.date_conflict is not None, refined.date_confidence == "disputed") == (disputed, disputed)


def test_the_instant_keeps_the_zone_that_it_is_stated_in(article: Make) -> None:
    refined = article(page(LD % "2023-11-19T19:05:00-05:00", printed("November 19, 2023")), URL)
    assert refined.published_at is not None
    assert refined.published_at.isoformat() == "2023-11-19T19:05:00-05:00"


def test_what_readers_see_is_kept_beside_the_day_of_the_instant(article: Make) -> None:
    refined = article(page(LD % "2023-11-20T01:50:59Z", printed("November 19, 2023")), URL)
    assert (refined.published_printed, refined.origins["published_day"]) == ("November 19, 2023", "json-ld")
    assert refined.published_at is not None
    assert refined.published_at.date() == refined.published_day
    assert refined.date_confidence == "confirmed"


def test_an_hour_without_a_zone_gives_the_day_alone(article: Make) -> None:
    refined = article(page(stamp=printed("November 19, 2023, 9:59 pm")), URL)
    assert (refined.published_day, refined.published_at) == (date(2023, 11, 19), None)
    assert refined.date_note == "the hour is given without a zone, and the site's zone is not known"


def test_an_hour_with_its_zone_is_kept(article: Make) -> None:
    refined = article(page(stamp=printed("November 19, 2023, 9:59 pm EST")), URL)
    assert refined.published_at is not None
    assert refined.published_at.isoformat() == "2023-11-19T21:59:00-05:00"


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


ORDERS = {
    "the thirteenth is no month": ("", "On 11/13/19 at 4:00 PM EST", date(2019, 11, 13)),
    "a machine says which": (LD % "2019-04-09T01:00:00Z", "04/09/2019", date(2019, 4, 9)),
    "a machine says the other": (LD % "2019-09-04T09:00:00Z", "04/09/2019", date(2019, 9, 4)),
    "nobody says which": ("", "04/09/2019", None),
}


@pytest.mark.parametrize(("head", "stamp", "day"), ORDERS.values(), ids=ORDERS)
def test_numbers_in_an_english_text_may_stand_month_first(
    head: str, stamp: str, day: date | None, article: Make
) -> None:
    refined = article(page(head, printed(stamp)), URL)
    assert refined.published_day == day
    assert (refined.date_note == "day and month may stand in either order: 04/09/2019 (visible)") == (day is None)


def test_the_address_says_which_number_is_the_month(article: Make) -> None:
    html = page(stamp=printed("04/09/2019"))
    assert article(html, "https://harbor.example/2019/04/09/library").published_day == date(2019, 4, 9)


GERMAN = "".join(
    f"<p>Absatz {n} erzählt, wie der Rat der Stadt eine Bücherei für die Leute eröffnet hat und warum es dauerte.</p>"
    for n in range(6)
)


def test_in_another_language_the_day_stands_first(article: Make) -> None:
    assert article(page(stamp=printed("04/09/2019"), story=GERMAN), URL).published_day == date(2019, 9, 4)


def test_a_stamp_before_the_title_that_says_it_was_published_is_read(article: Make) -> None:
    html = page(story=GERMAN).replace(
        "<h1>", "<p class='about'>Von Anna Beispiel publiziert am 25. September 2018</p><h1>"
    )
    assert article(html, URL).published_day == date(2018, 9, 25)


def test_a_stamp_that_the_body_opens_with_is_read(article: Make) -> None:
    story = f"<p>05/10/2018 - Publicado por: Maria Exemplo - Categoria: Saúde da família</p>{GERMAN}"
    assert article(page(story=story), URL).published_day == date(2018, 10, 5)


def test_a_date_in_no_element_of_its_own_is_read(article: Make) -> None:
    html = page().replace("</h1>", "</h1> Entered :[ 2018-08-25 15:24 ] ")
    assert article(html, URL).published_day == date(2018, 8, 25)


@pytest.mark.parametrize("claim", ["20231119", "20231119T190500-0500", "20231119T1905Z"])
def test_a_machines_date_without_marks_is_read(claim: str, article: Make) -> None:
    assert article(page(LD % claim), URL).published_day == date(2023, 11, 19)


def test_of_several_times_the_one_behind_the_title_counts(article: Make) -> None:
    other = "<div><a href='/x'>Other <time datetime='2022-01-0%d'>x</time></a></div>"
    html = page(stamp="<div><time datetime='2023-11-19'>3 weeks ago</time></div>")
    html = html.replace("<article>", other % 1 + "<article>").replace("</article>", "</article>" + other % 2)
    assert article(html, URL).published_day == date(2023, 11, 19)


def test_the_hour_of_a_site_that_calls_itself_indonesian_is_western_indonesias(article: Make) -> None:
    home = page(stamp=printed("November 19, 2023, 9:59 pm")).replace("<html", '<html lang="id-ID"', 1)
    read = article(home.replace('lang="id-ID" lang=', 'lang="id-ID" data-lang='), URL)
    assert read.published_at is not None
    assert read.published_at.isoformat() == "2023-11-19T21:59:00+07:00"
