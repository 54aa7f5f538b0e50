"""A date that is not believed says why and keeps what was claimed; a sound one beside it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.models import Article

Make = Callable[..., Article]
Write = Callable[..., str]

META = '<meta property="article:published_time" content="%s">'
NODE = '{"@type":"NewsArticle","headline":"Kepala Balai Karang Ajak Pegawai Jaga Integritas","datePublished":"%s"}'
CLAIMS = {
    "meta": {"head": META},
    "json-ld": {"head": f'<script type="application/ld+json">{NODE}</script>'},
    "time": {"meta": '<time class="published" datetime="%s"></time>'},
}
REFUSED = {
    "2099-01-01T00:00:00Z": "later than the page was fetched",
    "2023-12-03T10:00:00+07:00": "later than the page was fetched",
    "30 Februari 2023": "no day of the calendar",
    "0000-00-00 00:00:00": "no day of the calendar",
    "1970-01-01T00:00:00Z": "before any outlet was on the web",
    "0001-01-01T00:00:00": "before any outlet was on the web",
    "Senin, kemarin": "a word names no day without an hour",
    "hari ini": "a word names no day without an hour",
    "kemarin, 14:05": "counted from a moment that is not known",
    "2 jam lalu": "counted from a moment that is not known",
    "2 minggu lalu": "too coarse to name a day",
    "Sabtu (24/9)": "a day without a year",
    "03/04/2023": "day and month may stand in either order",
    "-2023-11-20": "a year without a day",
    "{{ tanggal }}": "not read as a date",
}


@pytest.fixture
def read(article: Make, write_page: Write, write_paragraphs: Write) -> Make:
    """Refine a page with these parts; fetched on 1 December 2023 at noon in Jakarta."""

    def make(url: str = "https://wartateluk.example/berita/jaga-integritas", **parts: str) -> Article:
        return article(write_page(write_paragraphs(), **parts), url)

    return make


@pytest.mark.parametrize("origin", CLAIMS)
@pytest.mark.parametrize(("claimed", "why"), REFUSED.items())
def test_a_machines_claim_that_is_no_date_is_kept_with_its_reason(
    origin: str, claimed: str, why: str, read: Make
) -> None:
    refined = read(**{part: markup % claimed for part, markup in CLAIMS[origin].items()})
    assert (refined.published_at, refined.published_day, refined.date_confidence) == (None, None, None)
    assert (refined.published_printed, refined.origins["published_printed"]) == (claimed, origin)
    assert refined.date_note == f"{why}: {claimed} ({origin})"


def test_an_endless_claim_is_cut(read: Make) -> None:
    assert read(head=META % ("9" * 5000)).published_printed == "9" * 200


@pytest.mark.parametrize(
    ("stamp", "note"),
    [
        ("Jumat, 4 Oktober 2030", "later than the page was fetched: Jumat, 4 Oktober 2030 (visible)"),
        ("31 November 2023", "no day of the calendar: 31 November 2023 (visible)"),
        ("Kemarin", "a word names no day without an hour: Kemarin (visible)"),
        ("2 minggu lalu", "too coarse to name a day: 2 minggu lalu (visible)"),
        ("Senin (20/11)", "a day without a year: Senin (20/11) (visible)"),
    ],
)
def test_a_stamp_that_is_no_date_is_kept_with_its_reason(stamp: str, note: str, read: Make) -> None:
    refined = read(meta=f'<div class="date">{stamp}</div>')
    assert (refined.published_at, refined.published_day) == (None, None)
    assert (refined.published_printed, refined.origins["published_printed"]) == (stamp, "visible")
    assert refined.date_note == note


def test_a_year_alone_is_told_and_not_taken_for_a_stamp(read: Make) -> None:
    refined = read(meta='<div class="info">Program 2022</div>')
    assert (refined.published_printed, refined.date_note) == (None, "a year without a day: 2022 (visible)")


def test_an_address_that_names_a_day_to_come_is_told(read: Make) -> None:
    refined = read(url="https://wartateluk.example/2099/01/01/jaga-integritas")
    assert (refined.published_day, refined.published_printed) == (None, None)
    assert refined.date_note == "later than the page was fetched: 2099-01-01 (address)"


def test_two_hours_ago_on_the_page_counts_from_the_capture(read: Make) -> None:
    refined = read(meta='<div class="date">2 jam lalu</div>')
    assert (refined.published_day, refined.published_at) == (date(2023, 12, 1), None)


def test_tomorrow_is_no_day_to_come(read: Make) -> None:
    assert read(head=META % "2023-12-02T08:00:00+07:00").published_day == date(2023, 12, 2)


STAMP = '<div class="date">Senin, 20 November 2023 10:00 WIB</div>'
SOUND = "2023-11-20T10:00:00+07:00"


def test_a_sound_stamp_beside_a_day_to_come_is_used_and_the_conflict_told(read: Make) -> None:
    refined = read(head=META % "2099-01-01T00:00:00Z", meta=STAMP)
    assert (refined.published_day, refined.origins["published_day"]) == (date(2023, 11, 20), "visible")
    assert refined.published_printed == "Senin, 20 November 2023 10:00 WIB"
    assert (refined.date_conflict, refined.date_confidence) == (
        "later than the page was fetched: 2099-01-01T00:00:00Z (meta)",
        "disputed",
    )
    assert refined.date_note is None


def test_a_sound_claim_beside_a_stamp_to_come_is_used_and_the_stamps_words_kept(read: Make) -> None:
    refined = read(head=META % SOUND, meta='<div class="date">Jumat, 4 Oktober 2030</div>')
    assert (refined.published_day, refined.origins["published_day"]) == (date(2023, 11, 20), "meta")
    assert (refined.published_printed, refined.origins["published_printed"]) == ("Jumat, 4 Oktober 2030", "visible")
    assert refined.date_conflict == "later than the page was fetched: Jumat, 4 Oktober 2030 (visible)"


def test_the_second_field_of_a_machine_is_used_where_the_first_is_refused(read: Make) -> None:
    refined = read(head=META % "2099-01-01" + f'<meta name="pubdate" content="{SOUND}">')
    assert refined.published_day == date(2023, 11, 20)
    assert refined.date_conflict == "later than the page was fetched: 2099-01-01 (meta)"


def test_an_empty_date_beside_a_stamp_is_a_note_and_no_conflict(read: Make) -> None:
    refined = read(head=META % "0000-00-00 00:00:00", meta=STAMP)
    assert (refined.date_conflict, refined.date_confidence) == (None, "confirmed")
    assert refined.date_note == "no day of the calendar: 0000-00-00 00:00:00 (meta)"


def test_words_in_a_field_of_changes_name_no_hour(read: Make) -> None:
    assert read(head='<meta property="article:modified_time" content="2 jam lalu">').modified_at is None
