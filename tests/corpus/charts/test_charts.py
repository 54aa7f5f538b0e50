"""A chart is drawn from points alone: whole numbers, hatching where nobody could look, words on its source."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from corpus.charts.drawing import PALE, Box, Drawing, Hatched, Text, fitting, text_lines, text_width, to_svg
from corpus.charts.trend_chart import WIDTH, TrendWords, axis_ticks, trend_chart
from corpus.linguistics.trend import Point

WORDS = TrendWords("pegawai", ("Search: pegawai. 9 articles match.", "Source: corpus kliping.db, 20 articles."))


def points(*articles: int, looked: int | None = 2, partial: bool = False) -> list[Point]:
    spans = [f"{2020 + n // 12}-{n % 12 + 1:02}" for n in range(len(articles))]
    last = len(articles) - 1
    return [
        Point(
            span,
            number,
            number,
            2 * number,
            number * 1.5,
            10,
            looked,
            3,
            partial="in part" if partial and n == last else None,
        )
        for n, (span, number) in enumerate(zip(spans, articles, strict=True))
    ]


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 7, 10, 11, 47, 99, 100, 101, 999, 12_345, 1_000_000])
def test_the_axis_has_whole_numbers_and_reaches_the_highest(highest: int) -> None:
    ticks = axis_ticks(highest, whole=True)
    assert all(float(tick).is_integer() for tick in ticks)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert len(ticks) <= 7
    assert len(set(ticks)) == len(ticks)


@pytest.mark.parametrize("highest", [0.0003, 0.4, 1.0, 3.7, 88.1, 4_321.9])
def test_the_axis_of_a_frequency_is_even(highest: float) -> None:
    ticks = axis_ticks(highest, whole=False)
    steps = {round(b - a, 6) for a, b in pairwise(ticks)}
    assert (len(steps), ticks[-1] >= highest, len(ticks) <= 7) == (1, True, True)


def test_what_could_not_be_looked_at_is_hatched_and_explained() -> None:
    seen = trend_chart(points(3, 0, 2), WORDS, by="month")
    assert not [shape for shape in seen.shapes if isinstance(shape, Hatched)]
    blind = trend_chart([*points(3, 0, 2, looked=0)[:2], points(3, 0, 2)[2]], WORDS, by="month")
    hatched = [shape for shape in blind.shapes if isinstance(shape, Hatched)]
    assert len(hatched) == 3  # two months, and the legend
    assert "no outlet could be looked at for the whole month" in texts(blind)
    assert "no outlet could be looked at for the whole month" not in texts(seen)


def test_a_part_of_a_month_is_marked_in_form_not_in_colour() -> None:
    chart = trend_chart(points(3, 5, 2, partial=True), WORDS, by="month")
    bars = [shape for shape in chart.shapes if isinstance(shape, Box) and shape.line == "#333333" and shape.about]
    assert [bar.fill for bar in bars] == ["#333333", "#333333", "#ffffff"]
    assert "*" in texts(chart)
    assert "* only a part of the month was asked for, or it is not over" in texts(chart)


def test_how_many_outlets_could_be_looked_at_is_drawn_or_not_known() -> None:
    known = texts(trend_chart(points(1), WORDS, by="month"))
    assert "outlets that could be looked at for the whole month, of 3" in known
    unknown = texts(trend_chart(points(1, looked=None), WORDS, by="month"))
    assert "How many outlets could be looked at is not known: no crawl asked them." in unknown


@pytest.mark.parametrize("number", [0, 1, 2, 13, 60, 150, 430])
def test_labels_do_not_run_into_each_other_and_everything_is_on_the_page(number: int) -> None:
    chart = trend_chart(points(*range(number)), WORDS, by="month")
    labels = sorted(
        (s.x - text_width(s.text, s.size) / 2, s.x + text_width(s.text, s.size) / 2)
        for s in chart.shapes
        if isinstance(s, Text) and s.anchor == "middle"
    )
    assert all(before[1] <= after[0] for before, after in pairwise(labels))
    assert len(labels) > 0 or number == 0
    for shape in chart.shapes:
        if isinstance(shape, Box | Hatched):
            assert 0 <= shape.x <= shape.x + shape.width <= WIDTH + 1e-6
            assert 0 <= shape.y <= shape.y + shape.height <= chart.height


@pytest.mark.parametrize(
    "query", ["pegawai", '"apel pagi" <b>&amp;</b>', "kata " * 200, "x" * 3_000, "a\x00\x1b[31m\u202eb", "‘Jum’at’ — ½"]
)
def test_whatever_was_searched_for_the_svg_is_sound_and_the_same_twice(query: str) -> None:
    made = [
        to_svg(trend_chart(points(3, 1), TrendWords(query, (f"Search: {query}", "Source: x")), by="month"))
        for _ in range(2)
    ]
    assert made[0] == made[1]
    root = ET.fromstring(made[0])
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [e for e in root.iter() if e.tag.endswith(("script", "image", "a"))]
    assert "\u202e" not in made[0]
    widest = [float(e.get("x", 0)) + text_width(e.text or "", 11) for e in root.iter() if e.tag.endswith("text")]
    assert max(widest) <= WIDTH + 80


@pytest.mark.parametrize(
    ("letter", "wide"), [("M", 0.995), ("A", 0.774), ("D", 0.83), ("e", 0.678), ("i", 0.343), ("\u8150", 1)]
)
def test_a_title_of_any_letters_stays_on_the_page(letter: str, wide: float) -> None:
    """The widths are those of DejaVu Sans Bold, as shares of the letters' size."""
    lines = text_lines(letter * 300, 18, 906, 2, bold=True)
    assert len(lines) == 2
    assert all(len(line) * wide * 18 <= 906 for line in lines)
    assert len(lines[0]) * wide * 18 > 906 * 0.65  # the room is used


def test_a_chart_says_in_words_what_it_shows_and_where_it_comes_from() -> None:
    svg = to_svg(trend_chart(points(3, 5), WORDS, by="month"))
    root = ET.fromstring(svg)
    shown = {e.tag.rpartition("}")[2]: e.text for e in root}
    assert shown["title"] == "pegawai"
    assert "articles by month from 2020-01 to 2020-02: 8 articles (8 stories, each counted once a month), most" in str(
        shown["desc"]
    )
    assert {"pegawai", *WORDS.source} <= {e.text for e in root if e.tag.endswith("text")}


def test_copies_are_the_pale_part_of_a_bar() -> None:
    released = replace(points(40)[0], stories=10)
    chart = trend_chart([released], WORDS, by="month")
    boxes = [shape for shape in chart.shapes if isinstance(shape, Box)]
    bar, copies = [box for box in boxes if "40 of" in str(box.about)][:2]
    assert (copies.fill, copies.height / bar.height, copies.y) == (PALE, 0.75, bar.y)
    assert "copies of a story" in texts(chart)
    assert "10 stories" in str(bar.about)
    assert "copies of a story" not in texts(trend_chart([released], WORDS, by="month", per_million=True))
    assert "copies of a story" not in texts(trend_chart(points(40), WORDS, by="month"))


def test_long_words_are_cut_and_lines_are_few() -> None:
    assert fitting("pembinaan", 10, 30) == "pe…"
    assert text_lines("satu dua tiga empat", 10, 60, 2) == ["satu dua", "tiga empat"]
    assert len(text_lines("x" * 10_000, 10, 100, 3)) == 3
    assert text_lines("", 10, 100) == []
