"""Each number of thresholds.toml decides where it says: what lies just below it and just above come out differently."""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html
from scrapy import Request
from scrapy.exceptions import StopDownload
from scrapy.http import HtmlResponse, Response

from corpus.errors import QueryError
from corpus.models import Article
from corpus.query.parse import parse
from crawler.fetching.manners import Manners
from crawler.fetching.pace import Pace
from pipelines.body.containers import container_of
from pipelines.body.page_cuts import cut_page
from pipelines.calendar.printed import parse_printed
from pipelines.page.table import read_table
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from spiders.parsing.walls import is_wall
from tests.pipelines.conftest import FETCHED, capture_of, page_html, paragraphs
from tests.pipelines.people.test_writers import ld
from tests.pipelines.people.test_writers import page as english_page

ROOT = Path(__file__).parent.parent
THRESHOLDS = tomllib.loads((ROOT / "tests/thresholds.toml").read_text(encoding="utf-8"))["threshold"]
URL = "https://warta.example/a"
JAKARTA = timezone(timedelta(hours=7))


def refined(**parts: str) -> Article:
    result = refine([capture_of(page_html(parts.pop("body", paragraphs()), **parts))], NO_RULES)
    assert isinstance(result, Article)
    return result


def consent_page_of_words(words: int) -> str:
    """A page that speaks of cookies, with filler to this number of words."""
    first, filler = "Kami memakai cookies di situs ini.", "Pilihan dapat diubah kapan saja di sini juga nanti."
    text = f"{first} {filler * 20}".replace(".", ". ").split()[:words]
    lines = [" ".join(text[n : n + 12]) for n in range(0, words, 12)]
    body = "".join(f"<p>{line}</p>" for line in lines)
    result = refine([capture_of(page_html(body, title="Pilihan Anda"))], NO_RULES)
    return "article" if isinstance(result, Article) else result.reason


def page_with_a_captcha_of_words(words: int) -> str:
    body = f"<div class='h-captcha'></div><p>{'kata ' * words}</p>"
    return "wall" if is_wall(HtmlResponse(URL, body=body.encode(), encoding="utf-8")) else "page"


def clock_in_the_head_minutes_before_the_visit(minutes: int) -> str:
    clock = (FETCHED - timedelta(minutes=minutes)).astimezone(JAKARTA)
    article = refined(before=f'<div class="date">Jumat, 1 Desember 2023 {clock:%H:%M} WIB</div>')
    return "visit" if article.published_day is None else "publication"


def names_near_the_title(number: int) -> str:
    """A byline on a page whose JSON-LD claims its first name only."""
    names = ["Jane Doe", "John Roe", "Mary Clare Roe", "Eric Poe", "Anna Lowe"][:number]
    byline = f"<p class='byline'>By {', '.join(names)}</p>"
    result = refine([capture_of(english_page(byline, head=ld('{"name":"Jane Doe"}')))], NO_RULES)
    assert isinstance(result, Article)
    return {tuple(names): "the names", ("Jane Doe",): "who is claimed"}[result.authors]


def prose_beside_a_named_element_of_300_characters(characters: int) -> str:
    """The named element is less than a third of the page, its lines too short for prose."""
    named = "<p>" + "</p><p>".join(["a" * 49 + " "] * 5 + ["a" * 50]) + "</p>"
    menu = "<ul><li>" + "menu " * 40 + "</li></ul>"
    page = f"<body>{menu}<div class='entry-content'>{named}</div><div id='isi'><p>{'b' * characters}</p></div></body>"
    container = container_of(cut_page(read_table(html.document_fromstring(f"<html>{page}</html>"))), NO_RULES)
    assert container is not None
    return "prose" if container.get("id") == "isi" else "named"


def hour_beside(word: str, hour: int) -> str:
    printed = parse_printed(f"27 Februari 2024 pukul {hour}.30 {word}", clock=datetime(2024, 3, 1, tzinfo=UTC))
    assert printed is not None
    return str(printed.at.hour) if printed.at else "none"


def year_of_a_date(year: int) -> str:
    return "read" if parse_printed(f"5 Mei {year}", clock=datetime(2300, 1, 1, tzinfo=UTC)) else "none"


def characters_to_the_end_of_a_date(characters: int) -> str:
    text = "5 Mei 2023".rjust(characters)
    printed = parse_printed(text, clock=FETCHED)
    return "read" if printed and printed.day.year == 2023 and printed.certain else "none"


def year_of_the_visit_of_monday_29_february(year: int) -> str:
    printed = parse_printed("Senin (29/2)", clock=datetime(year, 2, 15, tzinfo=UTC))
    assert printed is not None
    return str(printed.day.year)


def state_of(pace: Pace) -> str:
    return "given up" if pace.given_up() else "paused" if pace.resting() else "open"


def seconds_that_a_host_asks_to_wait(seconds: int) -> str:
    pace = Pace(0.0)
    pace.answered(URL, 503, str(seconds), FETCHED)
    return state_of(pace)


def failures_in_a_row(number: int) -> str:
    pace = Pace(0.0)
    for _ in range(number):
        pace.failed(URL, "timeout")
    return state_of(pace)


def walls_in_a_row(number: int) -> str:
    pace = Pace(0.0)
    for _ in range(number):
        pace.blocked(URL, wall=True)
    return state_of(pace)


def guest(robots: bytes, pace: Pace) -> Manners:
    async def download(request: Request) -> Response:
        return Response(request.url, body=robots)

    crawler: Any = SimpleNamespace(
        settings={"KLIPING_OPERATION": SimpleNamespace(pace=pace)}, engine=SimpleNamespace(download_async=download)
    )
    return Manners(crawler)


def crawl_delay_of_seconds(seconds: int) -> str:
    pace = Pace(0.0)
    middleware = guest(f"User-agent: *\nCrawl-delay: {seconds}\n".encode(), pace)
    asyncio.run(middleware.process_request(Request(URL)))
    return f"{pace.host(URL).delay:g} s"


def bytes_of_a_robots_txt(number: int) -> str:
    try:
        guest(b"", Pace(0.0)).bytes_received(b"#" * number, Request(URL, meta={"robots": True}))
    except StopDownload:
        return "stopped"
    return "read on"


def search_text(text: str) -> str:
    try:
        parse(text)
    except QueryError:
        return "refused"
    return "read"


def letters_before_a_star(number: int) -> str:
    return search_text("pegawai"[:number] + "*")


def brackets_in_brackets(number: int) -> str:
    return search_text("(" * number + "pegawai" + ")" * number)


def words_between_two_near_ones(number: int) -> str:
    distances = [
        re.search(r"NEAR/(\d+)", parse(text).understood)
        for text in (f"pegawai NEAR/{number} balai", f"NEAR(pegawai balai, {number})")
    ]
    return "".join({match[1] for match in distances if match})


def characters_of_a_search(number: int) -> str:
    return search_text("p" * number)


def words_of_a_search(number: int) -> str:
    return search_text("pegawai " * number)


MEASURES: dict[str, Callable[[int], str]] = {
    **{measure.__name__: measure for measure in (
        brackets_in_brackets, bytes_of_a_robots_txt, characters_of_a_search, characters_to_the_end_of_a_date,
        clock_in_the_head_minutes_before_the_visit, consent_page_of_words, crawl_delay_of_seconds, failures_in_a_row,
        letters_before_a_star, names_near_the_title, page_with_a_captcha_of_words,
        prose_beside_a_named_element_of_300_characters,
        seconds_that_a_host_asks_to_wait, walls_in_a_row, words_between_two_near_ones, words_of_a_search,
        year_of_a_date, year_of_the_visit_of_monday_29_february,
    )},
    **{f"hour_{word}": partial(hour_beside, word) for word in ("pagi", "siang", "sore", "petang", "malam")},
}  # fmt: skip


@pytest.mark.parametrize("side", ["below", "above"])
@pytest.mark.parametrize("row", THRESHOLDS, ids=[f"{row['measure']}-{row['below'][0]}" for row in THRESHOLDS])
def test_a_threshold_decides_where_it_says(row: dict[str, Any], side: str) -> None:
    given, expected = row[side]
    assert (given, MEASURES[row["measure"]](given)) == (given, expected)


def test_each_threshold_stands_where_its_row_says() -> None:
    """A number that was renamed or moved to another file: write its new place into thresholds.toml."""
    gone = []
    for row in THRESHOLDS:
        file, name = row["constant"].split()
        path = ROOT / file
        if not path.exists() or not re.search(rf"^[^#\n]*\b{name}\b[^=\n]* = ", path.read_text("utf-8"), re.MULTILINE):
            gone.append(row["constant"])
    assert gone == []


def test_each_measure_has_a_row() -> None:
    assert {row["measure"] for row in THRESHOLDS} == set(MEASURES)
