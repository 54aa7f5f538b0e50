"""Pages whose dates contradict each other, or are another day's: the day is right, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from corpus.models import Article
from pipelines.rules import PageRules

Make = Callable[..., Article]
Write = Callable[..., str]

META = '<meta property="article:published_time" content="%s">'
DIV = '<div class="date">%s</div>'
DAY = date(2023, 11, 20)


@pytest.fixture
def read(article: Make, write_page: Write, write_paragraphs: Write) -> Make:
    """Refine a page with these parts; fetched on 1 December 2023 at noon in Jakarta."""

    def make(url: str = "https://wartateluk.example/berita/jaga-integritas", **parts: str) -> Article:
        return article(write_page(write_paragraphs(), **parts), url)

    return make


@pytest.mark.parametrize(
    "stamp",
    [
        "Berita hari ini",
        "Hari ini: Jumat, 1 Desember 2023",
        "Menteri baru saja melantik pejabat",
        "Gempa 2 jam lalu di Kupang membuat warga cemas",
        "Budi Contoh, lahir 5 Mei 1998",
        "Batas waktu: 28 November 2023",
        "Acara: Senin, 20 November 2023 pukul 08:00",
        "20-22 November 2023",
        "28 Oktober - 1 November 2023",
    ],
)
def test_a_line_that_speaks_of_another_day_is_no_stamp(stamp: str, read: Make) -> None:
    assert read(meta=DIV % stamp).published_day is None


def test_a_clock_in_the_head_tells_the_visit(read: Make) -> None:
    assert read(before=DIV % "Jumat, 1 Desember 2023 11:55 WIB").published_day is None
    assert read(before=DIV % "Sabtu, 2 Desember 2023").published_day is None


def test_a_clock_in_the_head_two_hours_before_the_visit_is_the_publication(read: Make) -> None:
    refined = read(before=DIV % "Jumat, 1 Desember 2023 10:00 WIB")
    assert refined.published_at == datetime.fromisoformat("2023-12-01T10:00:00+07:00")


def test_a_stamp_before_the_title_counts_where_the_page_claims_the_same_hour(read: Make) -> None:
    refined = read(before=DIV % "Jumat, 1 Desember 2023 11:30 WIB", head=META % "2023-12-01T11:30:00+07:00")
    assert (refined.published_printed, refined.date_confidence) == ("Jumat, 1 Desember 2023 11:30 WIB", "confirmed")


def test_a_claim_that_is_the_visits_own_hour_yields_to_an_earlier_address(read: Make) -> None:
    refined = read(head=META % "2023-12-01T12:00:00+07:00", url="https://wartateluk.example/2023/11/20/jaga")
    assert (refined.published_day, refined.published_at) == (DAY, None)
    assert refined.date_conflict == "address says 2023-11-20, meta says 2023-12-01"


@pytest.mark.parametrize("claimed", ["2023-11-20T00:00:00Z", "2023-11-20T00:00:00-05:00", "2023-11-19T17:00:00Z"])
def test_midnight_is_no_hour_in_any_zone(claimed: str, read: Make) -> None:
    refined = read(head=META % claimed)
    assert (refined.published_day, refined.published_at) == (DAY, None)


def test_a_claim_in_another_zone_falls_on_the_outlets_day(read: Make) -> None:
    refined = read(head=META % "Sun, 19 Nov 2023 20:00:00 GMT", meta=DIV % "20 November 2023")
    assert refined.published_at == datetime.fromisoformat("2023-11-20T03:00:00+07:00")
    assert (refined.published_day, refined.date_conflict) == (DAY, None)


def test_a_slip_of_the_year_is_mended_where_the_weekday_and_a_claim_agree(read: Make) -> None:
    refined = read(head=META % "2023-01-03T10:00:00+07:00", meta=DIV % "Selasa, 3 Januari 2022 10:00 WIB")
    assert (refined.published_day, refined.published_printed) == (date(2023, 1, 3), "Selasa, 3 Januari 2022 10:00 WIB")
    assert refined.date_confidence == "disputed"
    assert refined.date_conflict is not None
    assert refined.date_conflict.startswith("the printed weekday does not fit the day: Selasa, 3 Januari 2022")


def test_numbers_are_month_first_where_a_claim_says_so(read: Make) -> None:
    refined = read(head=META % "2023-02-03T10:00:00+07:00", meta=DIV % "02/03/2023 10:00")
    assert (refined.published_day, refined.published_printed) == (date(2023, 2, 3), "02/03/2023 10:00")
    assert refined.date_conflict is None


def test_a_date_stands_above_hours_ago(read: Make) -> None:
    assert read(meta="<p>20 November 2023</p><p>2 jam lalu</p>").published_day == DAY
    assert read(meta=DIV % "20 jam lalu", head=META % "2023-11-20T10:00:00+07:00").published_day == DAY


def test_hours_ago_behind_other_words_are_no_stamp_where_nothing_marks_one(read: Make) -> None:
    assert read(meta="<p>Gempa mengguncang kota 2 jam lalu</p>").published_day is None
    assert read(meta="<p>2 jam lalu</p>").published_day == date(2023, 12, 1)


CHANGED = datetime.fromisoformat("2023-11-22T14:05:00+07:00")


@pytest.mark.parametrize(
    "meta",
    [
        DIV % "Diperbarui: 22 Nov 2023 14:05 WIB | Terbit: 20 Nov 2023 10:00 WIB",
        DIV % "Diubah 22 November 2023 14:05" + DIV % "20 November 2023 10:00",
        '<div class="meta"><div>Diperbarui:</div><div>22 November 2023 14:05</div></div>' + DIV % "20 November 2023",
    ],
)
def test_a_labelled_change_is_no_publication(meta: str, read: Make) -> None:
    refined = read(meta=meta)
    assert (refined.published_day, refined.modified_at) == (DAY, CHANGED)


def test_a_change_of_the_same_day_leaves_the_publication(read: Make) -> None:
    refined = read(meta=DIV % "Diperbarui: 20 Nov 2023 14:05 WIB | Terbit: 20 Nov 2023 10:00 WIB")
    assert refined.published_at == datetime.fromisoformat("2023-11-20T10:00:00+07:00")


def test_of_two_times_the_one_not_marked_as_a_change_is_the_publication(read: Make) -> None:
    times = '<time class="updated">22 November 2023</time><time class="entry-date">20 November 2023</time>'
    assert read(meta=times).published_day == DAY


@pytest.mark.parametrize(
    ("stamp", "claimed", "at"),
    [
        ("20 November 2023 10:11", "2023-11-20T10:11:00+08:00", "2023-11-20T10:11:00+08:00"),
        ("20 November 2023 10:11", "2023-11-20T10:11:40+09:00", "2023-11-20T10:11:40+09:00"),
        ("20 November 2023 10:11", "2023-11-20T10:11:00+00:00", "2023-11-20T10:11:00+07:00"),
        ("20 November 2023 10:11", "2023-11-20T10:40:00+08:00", "2023-11-20T10:11:00+07:00"),
        ("20 November 2023 10:11 WIB", "2023-11-20T10:11:00+08:00", "2023-11-20T10:11:00+07:00"),
    ],
)
def test_the_machine_states_the_zone_of_a_stamp_without_one(stamp: str, claimed: str, at: str, read: Make) -> None:
    refined = read(head=META % claimed, meta=DIV % stamp).published_at
    assert refined == datetime.fromisoformat(at)
    assert refined.utcoffset() == datetime.fromisoformat(at).utcoffset()


def test_an_outlets_known_zone_stands_above_the_machines(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    html = write_page(write_paragraphs(), head=META % "2023-11-20T10:11:00+08:00", meta=DIV % "20 November 2023 10:11")
    refined = article(html, rules=PageRules(utc_offset=7)).published_at
    assert refined == datetime.fromisoformat("2023-11-20T10:11:00+07:00")


TIME = '<time datetime="2023-11-20T10:00:00+07:00">20 November 2023</time>'


@pytest.mark.parametrize(
    "place",
    [
        f"<div class='related-posts'><a href='/1'>Balai Lain Dibuka</a>{TIME}</div>",
        f"<div class='comment'>Budi Pembaca {TIME}</div>",
        f"<aside>{TIME}</aside>",
        f"<section id='comments'><ol><li>Budi Pembaca {TIME}</li></ol></section>",
        f"<article><h1>Balai Lain Dibuka</h1>{TIME}</article>",
    ],
)
def test_the_time_of_another_article_or_of_a_comment_is_no_publication(place: str, read: Make) -> None:
    assert read(after=place).published_day is None


def test_a_time_behind_the_article_that_says_nothing_is_the_sites(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    html = write_page(write_paragraphs())
    assert "<footer>" in html
    behind = html.replace("<footer>", f"<div class='bawah'>Pembaruan situs: {TIME}</div><footer>")
    assert article(behind).published_day is None
    above = html.replace("<h1", f"<div class='atas'>{TIME}</div><h1", 1)
    assert article(above).published_day == DAY


def test_the_time_in_a_box_that_holds_the_title_is_the_articles(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    foot = f"<div class='post-footer'>{TIME.replace('20 November 2023', '10.00')}</div>"
    html = write_page(write_paragraphs(), after=foot)
    assert article(html.replace("<article>", "<article class='widget'>")).published_day == DAY


def test_two_times_side_by_side_are_change_and_publication(read: Make) -> None:
    changed = '<time class="updated">5 Januari 2023</time>'
    refined = read(meta=f'<div class="meta">{changed}<time class="entry-date published">2 November 2022</time></div>')
    assert (refined.published_day, refined.published_printed) == (date(2022, 11, 2), "2 November 2022")


def test_a_stamp_in_a_builders_widget_is_read(read: Make) -> None:
    refined = read(
        meta=f'<div class="elementor-widget"><div class="elementor-widget-container">{DIV % DAY}</div></div>'
    )
    assert refined.published_day == DAY
    assert read(meta=f'<div class="sidebar widget">{DIV % DAY}</div>').published_day is None


def test_a_stamp_that_extraction_takes_for_text_is_read(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    stamp = "03 November 2023 14:22:11 | Pengurus Laman | 1.022 Kali Dibaca Orang"
    refined = article(write_page(f"<p>{stamp}</p>{write_paragraphs()}"))
    assert refined.published_at == datetime.fromisoformat("2023-11-03T14:22:11+07:00")
    sentence = "3 November 2023 menjadi hari yang dikenang oleh para pegawai balai itu."
    assert article(write_page(f"<p>{sentence}</p>{write_paragraphs()}")).published_day is None


@pytest.mark.parametrize("name", ["bt:pubDate", "dateCreated", "ptime", "DCTERMS.issued"])
def test_a_machines_field_of_any_name_that_tells_the_publication_is_read(name: str, read: Make) -> None:
    assert read(head=f'<meta name="{name}" content="2023-11-20">').published_day == DAY
