"""`kliping trend`: rows for all months that were asked for, the chart on a terminal, and pictures to print."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.charts.drawing import Drawing, Text
from corpus.crawl.coverage import newest_day
from corpus.crawl.listing_counts import EntryCounts
from corpus.crawl.runs import ListingAnswer, end_run, note_grading, note_listing, start_run
from corpus.linguistics.trend import Point, trend
from corpus.store import Corpus
from crawler.commands.trend import _chart
from crawler.tables.picture_file import write_picture

Run = Callable[..., Any]
NOW = datetime(2024, 1, 20, 3, 0, tzinfo=UTC)


def crawl(corpus: Corpus, since: str | None, until: str | None = None, now: datetime = NOW, dry: bool = False) -> None:
    """A run that read the search of one outlet to its end."""
    options = {"since": since, "until": until, "outlets": ["suara_kota"], "dry_run": dry}
    run = start_run(corpus, "crawl", topic=None, clock=now, options=options, versions={})
    answer = ListingAnswer(
        "suara_kota", "search", "a", now, "answered", None, links=1, counts=EntryCounts({"known": 1})
    )
    note_listing(corpus, run, answer)
    end_run(corpus, run, state="finished", exit_code=0)


@pytest.fixture
def crawled(filled: Corpus) -> Corpus:
    """Articles of 2023-11 and 2024-01; a crawl asked for the days from 2023-09-10 to 2024-01-20."""
    filled.conn.execute("UPDATE runs SET clock = '2024-01-06T00:00:00+00:00'")
    crawl(filled, "2023-09-10")
    return filled


def spans(points: list[Point]) -> list[tuple[str, int, int | None, bool]]:
    return [(p.span, p.articles, p.looked, p.partial == "in part") for p in points]


def test_every_month_that_was_asked_for_has_a_row(crawled: Corpus) -> None:
    """Also the empty ones before the first article; the first and the last are months in part."""
    points, undated = trend(crawled, "bp2mi")
    assert spans(points) == [
        ("2023-09", 0, 0, True),
        ("2023-10", 0, 1, False),
        ("2023-11", 2, 1, False),
        ("2023-12", 0, 1, False),
        ("2024-01", 1, 0, True),
    ]
    assert undated == 0


def test_months_of_the_search_that_no_crawl_asked_for_have_a_row_too(crawled: Corpus) -> None:
    points, _ = trend(crawled, "bp2mi", since=date(2023, 7, 1), until=date(2024, 6, 30))
    assert [p.span for p in points][:2] == ["2023-07", "2023-08"]
    assert [(p.looked, p.partial) for p in points][:2] == [(0, None)] * 2
    assert points[-1].span == "2024-01"  # what comes after the newest run nobody knows


def test_a_part_of_a_year_is_marked(crawled: Corpus) -> None:
    assert spans(trend(crawled, "bp2mi", by="year")[0]) == [("2023", 2, 0, True), ("2024", 1, 0, True)]
    points, _ = trend(crawled, "bp2mi", by="year", since=date(2024, 1, 1), until=date(2024, 1, 5))
    assert spans(points) == [("2024", 1, 0, True)]


@pytest.mark.parametrize(
    ("since", "until", "partial"),
    [("2023-11-01", "2023-11-30", False), ("2023-11-02", "2023-11-30", True), ("2023-11-01", "2023-11-29", True)],
)
def test_a_month_is_whole_from_its_first_to_its_last_day(
    crawled: Corpus, since: str, until: str, partial: bool
) -> None:
    [point] = trend(crawled, "bp2mi", since=date.fromisoformat(since), until=date.fromisoformat(until))[0]
    assert (point.partial == "in part") is partial


def test_a_dry_run_did_not_look(crawled: Corpus) -> None:
    before = trend(crawled, "bp2mi")
    crawl(crawled, "2020-01-01", now=datetime(2024, 2, 3, tzinfo=UTC), dry=True)
    assert trend(crawled, "bp2mi") == before


def test_grading_anew_is_no_look_at_what_was_published(crawled: Corpus) -> None:
    before = trend(crawled, "bp2mi")
    note_grading(crawled, 1)
    assert (trend(crawled, "bp2mi"), newest_day(crawled)) == (before, date(2024, 1, 20))


@pytest.mark.parametrize("query", ["pegawai", "pegawai year:2023", "pegawai until:2024-01-31"])
@pytest.mark.parametrize("since", [None, date(2023, 1, 1)])
def test_articles_without_a_date_are_counted_in_words_also_between_days(
    kliping: Run, crawled: Corpus, query: str, since: date | None
) -> None:
    points, undated = trend(crawled, query, since=since)
    assert (undated, points.answer.notes) == (1, ("1 more matches but has no date: in no row",))
    ran = kliping("trend", query, "--since", "2023-01-01", "-o", "t.svg", "--corpus", crawled.path)
    assert "(1 more matches but has no date: in no row)" in ran.err
    assert "; besides, 1 without a date (not drawn)." in Path("t.svg").read_text(encoding="utf-8")


def test_without_a_crawl_the_rows_are_those_of_the_articles(filled: Corpus) -> None:
    filled.conn.execute("UPDATE runs SET command = 'import'")
    points, _ = trend(filled, "bp2mi")
    assert [(p.span, p.looked) for p in points] == [("2023-11", None), ("2023-12", None), ("2024-01", None)]


def test_the_rows_say_what_is_known_in_part(kliping: Run, crawled: Corpus) -> None:
    rows = kliping("trend", "bp2mi", "--json", "--corpus", crawled.path).rows[:-1]
    assert [row["partial"] for row in rows] == ["in part", None, None, None, "in part"]
    head = kliping("trend", "bp2mi", "--corpus", crawled.path).out.splitlines()[0].split("\t")
    assert head == [
        "span",
        "articles",
        "stories",
        "matches",
        "per million",
        "of",
        "outlets looked at",
        "of outlets",
        "in part",
    ]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_chart_on_a_terminal_fits_and_hatches(
    crawled: Corpus, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _chart(trend(crawled, "bp2mi")[0], by="month", per_million=False)
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith("20")]
    assert max(map(len, rows)) < columns
    assert ["░" in line for line in rows] == [True, False, False, False, True]
    assert [line[:8] for line in rows] == ["2023-09*", "2023-10 ", "2023-11 ", "2023-12 ", "2024-01*"]
    assert rows[2].split()[-6:] == ["2", "(1)", "of", "2", "1/3", "outlets"]
    assert rows[2].count("█") == 2 * rows[4].count("█") + rows[2].count("█") % 2
    assert lines[0] == "articles (stories) by month"
    assert lines[-2:] == [
        "░ no outlet could be looked at for the whole month: a low number says nothing there",
        "* only a part of the month was asked for, or it is not over",
    ]


def test_matches_per_million_words_are_drawn_on_request(
    crawled: Corpus, capsys: pytest.CaptureFixture[str], kliping: Run
) -> None:
    points, _ = trend(crawled, "bp2mi")
    _chart(points, by="month", per_million=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "matches per million words by month"
    assert f"{points[2].per_million:,.1f}" in lines[3]
    assert kliping("trend", "bp2mi", "--per-million", "-o", "t.svg", "--corpus", crawled.path).code == 0
    assert "matches per million words, by month" in Path("t.svg").read_text(encoding="utf-8")


def test_an_svg_needs_nothing_and_says_where_it_comes_from(
    kliping: Run, crawled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)  # as where it isn't installed
    ran = kliping("trend", "pegawai", "-o", "t.svg", "--corpus", crawled.path)
    assert (ran.code, ran.out) == (0, "")
    assert "5 months drawn into t.svg." in ran.err
    with (tmp_path / "t.svg.csv").open(encoding="utf-8", newline="") as file:
        numbers = [(row["span"], int(row["articles"])) for row in csv.DictReader(file)]
    assert (len(numbers), sum(number for _, number in numbers)) == (5, 2)
    assert "(1 more matches but has no date: in no row)" in ran.err
    svg = (tmp_path / "t.svg").read_text(encoding="utf-8")
    assert "Search: pegawai. 3 articles match, 2 stories, 1 without a date (not drawn)." in svg
    assert "Source: corpus kliping.db as of 2024-01-20, 4 articles; kliping " in svg
    kliping("trend", "pegawai", "-o", "again.svg", "--corpus", crawled.path)
    assert (tmp_path / "again.svg").read_text(encoding="utf-8") == svg


def test_a_png_without_pillow_is_refused_before_anything_is_counted(
    kliping: Run, crawled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    ran = kliping("trend", "pegawai", "-o", "t.png", "--corpus", crawled.path)
    assert (ran.code, ran.out, "pipx inject kliping pillow" in ran.err) == (2, "", True)
    assert not (tmp_path / "t.png").exists()


def test_a_png_is_drawn(kliping: Run, crawled: Corpus, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    ran = kliping(
        "trend", "pegawai", "--outlet", "suara_kota", "--since", "2023-09", "-o", "s.svg", "--corpus", crawled.path
    )
    assert "Search: pegawai; outlet suara_kota; since 2023-09." in Path("s.svg").read_text(encoding="utf-8"), ran.err
    assert kliping("trend", "pegawai", "-o", "t.PNG", "--corpus", crawled.path).code == 0
    with image.open(tmp_path / "t.PNG") as drawn:
        assert drawn.size[0] == 2000
        colours = {colour for _, colour in drawn.convert("L").getcolors(65_536)}
    assert {0x33, 0xFF} <= colours


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-o", "t.gif"), "t.gif: the ending chooses the format; known are .csv, .json, .jsonl, .svg and .png"),
        (("-o", "t.svg", "--csv"), "draws a picture, --csv writes rows"),
        (("-o", "nowhere/t.svg"), "the folder nowhere does not exist"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    kliping: Run, crawled: Corpus, options: tuple[str, ...], sentence: str
) -> None:
    ran = kliping("trend", "pegawai", *options, "--corpus", crawled.path)
    assert (ran.code, sentence in ran.err, "Traceback" in ran.err) == (2, True, False), ran.err


def test_other_commands_draw_nothing(kliping: Run, crawled: Corpus) -> None:
    assert kliping("kwic", "pegawai", "-o", "t.svg", "--corpus", crawled.path).code == 2


def test_letters_that_a_font_lacks_are_no_boxes_in_a_png(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the machine's fonts, Pillow's own is used, which has no accents and no dashes."""
    image = pytest.importorskip("PIL.Image")
    monkeypatch.setattr("crawler.tables.picture_file.FONTS", {False: ("none.ttf",), True: ("none.ttf",)})
    pictures = []
    for query in ("“Größe” – é", '"Grosse" - e'):
        drawing = Drawing(600, 60, query, "")
        drawing.add(Text(10, 40, query, 18, bold=True), Text(10, 55, query))
        write_picture(drawing, tmp_path / "t.png")
        with image.open(tmp_path / "t.png") as drawn:
            pictures.append(drawn.tobytes())
    assert pictures[0] == pictures[1]
