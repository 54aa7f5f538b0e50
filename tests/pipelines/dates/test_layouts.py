"""An outlet's redesign: each page is read by the layout it was built in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import Layout, PageRules

TITLE = "Balai Karang Membuka Loket Baru"
STORY = "".join(f"<p>Kalimat ke-{n} tentang loket baru di Balai Karang yang dibuka pagi itu.</p>" for n in range(6))
HEAD = f"<html><body><h1>{TITLE}</h1>"
OLD = f"{HEAD}<i class='wkt'>12/05/2021</i><b class='pnls'>Budi Contoh</b><div id='isi'>{STORY}</div>"
NEW = f"{HEAD}<u class='tgl'>3/2/2024</u><s class='nama'>Ani Contoh</s><div id='baru'>{STORY}</div>"
REDESIGN = date(2023, 1, 1)
RULES = PageRules(
    outlet="kabarkarang",
    date=(".tgl",),
    author=(".nama",),
    body=("#baru",),
    layouts=(Layout(valid_until=date(2022, 12, 31), date=(".wkt",), author=(".pnls",), body=("#isi",)),),
)


def read(html: str, fetched: date, rules: PageRules = RULES) -> Article:
    at = datetime(fetched.year, fetched.month, fetched.day, 5, tzinfo=UTC)
    refined = refine([Capture("https://kabarkarang.example/berita/loket-baru", html.encode(), at)], rules)
    assert isinstance(refined, Article), refined
    return refined


@pytest.mark.parametrize(
    ("html", "fetched", "author", "day"),
    [
        (OLD, date(2022, 6, 1), "Budi Contoh", date(2021, 5, 12)),
        (NEW, date(2024, 6, 1), "Ani Contoh", date(2024, 2, 3)),
    ],
)
def test_a_page_is_read_by_the_layout_of_its_time(html: str, fetched: date, author: str, day: date) -> None:
    refined = read(html, fetched)
    assert (refined.authors, refined.published_day, refined.origins["authors"]) == ((author,), day, "rule")
    assert refined.text.count("Kalimat ke-") == 6


def test_rules_for_the_new_layout_leave_old_captures_as_they_were() -> None:
    before = PageRules(outlet="kabarkarang", date=(".wkt",), author=(".pnls",), body=("#isi",))
    assert read(OLD, date(2022, 6, 1)) == read(OLD, date(2022, 6, 1), before)


def test_what_a_layout_leaves_empty_is_the_outlets_own() -> None:
    rules = replace(RULES, junk=("Melayani dengan hati",))
    assert rules.on(date(2022, 1, 1)).junk == ("Melayani dengan hati",)
    assert rules.on(date(2022, 1, 1)).body == ("#isi",)
    assert rules.on(REDESIGN) is rules


@pytest.mark.parametrize(
    ("day", "holds"), [("2022-12-31", False), ("2023-01-01", True), ("2023-03-31", True), ("2023-04-01", False)]
)
def test_both_days_of_a_span_belong_to_it(day: str, holds: bool) -> None:
    span = Layout(valid_from=REDESIGN, valid_until=date(2023, 3, 31))
    assert span.holds_on(date.fromisoformat(day)) is holds


@pytest.mark.parametrize("fetched", [date(2019, 1, 1), date(2026, 6, 1)])
@pytest.mark.parametrize(("html", "author"), [(OLD, "Budi Contoh"), (NEW, "Ani Contoh")])
def test_a_page_whose_file_has_another_day_is_read_by_the_layout_that_fits(
    html: str, author: str, fetched: date
) -> None:
    refined = read(html, fetched)
    assert (refined.authors, refined.origins["authors"]) == ((author,), "rule")
    assert refined.text.count("Kalimat ke-") == 6


def test_a_page_that_no_layout_fits_is_read_by_the_general_rules() -> None:
    page = f"{HEAD}<p>Penulis: Cici Contoh</p><div id='lain'>{STORY}</div>"
    refined = read(page, date(2026, 6, 1))
    assert refined == read(page, date(2026, 6, 1), PageRules(outlet="kabarkarang"))
    assert refined.text.count("Kalimat ke-") == 6
