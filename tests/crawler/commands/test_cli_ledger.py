"""`kliping ledger` shows what was asked and what came of it, to a reader and to a program."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.listing_counts import EntryCounts
from corpus.crawl.runs import ListingAnswer, end_run, note_listing, start_run
from corpus.reasons import ReasonKind, ledger_answer, reason_names
from corpus.store import Corpus

Run = Callable[..., Any]
MONDAY = datetime(2024, 3, 4, 20, 0, tzinfo=UTC)
HOUSE = Path(__file__).parents[3]
UNREAD_ROWS = (
    "unread_entries; 24 of 24 entries could not be read or judged (no address, no words, an index too deep), "
    'e.g. "- Apel"'
)


@pytest.fixture
def crawled(corpus: Corpus) -> Corpus:
    """Two runs: one that found links, one in which the page had changed, a site was down, a query found nothing."""
    for rows in (
        [("suara_kota", "search", "s?a", "answered", "capped", 12)],
        [("suara_kota", "search", "s?a", "answered", "nothing_found", 0),
         ("suara_kota", "tag", "t\x1b[31m", "answered", "nothing_found", 0),
         ("warta_timur", "rest", "r", "failed", "http_503", 0), ("warta_timur", "rest", "q", "failed", "http_503", 0)],
    ):  # fmt: skip
        run = start_run(corpus, "crawl", topic=None, clock=MONDAY, options={}, versions={})
        for outlet, way, address, answer, reason, links in rows:
            note_listing(corpus, run, ListingAnswer(outlet, way, address, MONDAY, answer, reason, links, new=links))
        end_run(corpus, run, state="finished", exit_code=0)
    return corpus


def table(ran: Any) -> list[list[str]]:
    return [line.split("\t") for line in ran.out.splitlines()]


def test_a_line_a_way(kliping: Run, crawled: Corpus) -> None:
    heads, *rows = table(kliping("ledger", "--corpus", crawled.path))
    assert heads[:4] == ["run", "asked at (WIB)", "outlet", "way"]
    assert [row[2:4] + row[-2:] for row in rows] == [
        ["suara_kota", "search", "found", "capped"],
        ["suara_kota", "search", "changed", "gave 12 links in run 1"],
        ["suara_kota", "tag", "nothing found", ""],
        ["warta_timur", "rest", "could not look", "http_503 (2x)"],
    ]
    assert rows[0][1] == "2024-03-05 03:00"
    assert rows[0][heads.index("new links")] == "12"


def test_a_line_a_page(kliping: Run, crawled: Corpus) -> None:
    heads, *rows = table(kliping("ledger", "--pages", "--run", 2, "--corpus", crawled.path))
    assert heads[-1] == "address"
    assert [(row[-3], row[-1]) for row in rows] == [
        ("changed", "s?a"), ("nothing found", "t"), ("could not look", "r"), ("could not look", "q"),
    ]  # fmt: skip


def test_a_row_is_an_object(kliping: Run, crawled: Corpus) -> None:
    rows = kliping("ledger", "--json", "--outlet", "warta_timur", "--corpus", crawled.path).rows
    assert len(rows) == 1
    assert (rows[0]["result"], rows[0]["asked"], rows[0]["failed"]) == ("could not look", 2, 2)
    assert rows[0]["reasons"] == {"http_503": 2}
    assert {"first_asked", "last_asked"} <= rows[0].keys()
    pages = kliping("ledger", "--json", "--pages", "--corpus", crawled.path).rows
    assert len(pages) == 5
    assert all("asked_at" in page for page in pages)


@pytest.fixture
def counted(corpus: Corpus) -> Corpus:
    """A run whose listings had entries: cut by the site, none for the topic, none that can be read, an older one."""
    run = start_run(corpus, "crawl", topic=None, clock=MONDAY, options={}, versions={})
    pages = (
        ("search", "s?1", "answered", None, 2, [("taken", "a"), ("taken", "b")], 32, 2),
        ("search", "s?2", "answered", "capped", 1, [("taken", "c"), ("unknown_form", "https://k.example/9/d")], 32, 4),
        ("search", "s?b", "answered", None, 1, [("taken", "e")], 1, 1),
        ("feed", "f", "answered", None, 0, [("off_topic", "https://k.example/g"), ("outside", "h")], None, None),
        ("rest", "r", "failed", "unread_entries", 0, [("unreadable", "- Apel")] * 24, None, None),
        ("home", "/", "answered", None, 0, None, None, None),
    )
    for way, url, answer, reason, links, entries, stated, came in pages:
        counts = None if entries is None else EntryCounts.of(entries)
        answer_of_site = ListingAnswer("suara_kota", way, url, MONDAY, answer, reason, links, counts=counts)
        note_listing(corpus, run, replace(answer_of_site, stated=stated, came=came))
    end_run(corpus, run, state="finished", exit_code=0)
    return corpus


def test_each_way_shows_what_became_of_its_entries(kliping: Run, counted: Corpus) -> None:
    heads, *rows = table(kliping("ledger", "--corpus", counted.path))
    shown = [dict(zip(heads, row, strict=True)) for row in rows]
    numbers = (
        "entries",
        "taken",
        "known",
        "outside",
        "off topic",
        "other host",
        "unknown form",
        "unreadable",
        "stated",
    )
    assert [tuple(row[name] for name in ("way", *numbers)) for row in shown] == [
        ("search", "5", "4", "0", "0", "0", "0", "1", "0", "33"),
        ("feed", "2", "0", "0", "1", "1", "0", "0", "0", "-"),
        ("rest", "24", "0", "0", "0", "0", "0", "0", "24", "-"),
        ("home", "-", "-", "0", "-", "-", "-", "-", "-", "-"),
    ]
    assert [(row["result"], row["why"]) for row in shown] == [
        ("found", "capped: 5 of 33 came"),
        ("nothing on the topic", "2 entries: 1 off topic, 1 outside the days"),
        ("could not look", UNREAD_ROWS),
        ("nothing found", ""),
    ]


def test_each_listing_shows_its_own_balance(kliping: Run, counted: Corpus) -> None:
    heads, *rows = table(kliping("ledger", "--pages", "--corpus", counted.path))
    shown = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["entries"], row["stated"], row["result"]) for row in shown] == [
        ("2", "32", "found"), ("2", "32", "found"), ("1", "1", "found"), ("2", "-", "nothing on the topic"),
        ("24", "-", "could not look"), ("-", "-", "nothing found"),
    ]  # fmt: skip
    assert shown[1]["why"] == (
        'capped: 4 of 32 came; 1 of 2 entries has a form of address that is not known, e.g. "https://k.example/9/d"'
    )


def test_the_balance_and_its_examples_are_in_the_objects(kliping: Run, counted: Corpus) -> None:
    search, feed, rest, home = kliping("ledger", "--json", "--corpus", counted.path).rows
    assert (search["entries"], search["came"], search["stated"]) == (5, 5, 33)
    assert search["examples"] == {"unknown_form": ["https://k.example/9/d"]}
    assert sum(search["outcomes"].values()) == 5
    assert feed["outcomes"]["off_topic"] == 1
    assert rest["examples"] == {"unreadable": ["- Apel"]}
    assert (home["entries"], home["outcomes"], home["stated"]) == (None, {}, None)
    pages = kliping("ledger", "--json", "--pages", "--corpus", counted.path).rows
    assert (pages[1]["entries"], pages[1]["outcomes"]["unknown_form"], pages[1]["came"]) == (2, 1, 4)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--outlet", "warta_timor"), 'has no outlet "warta_timor"; did you mean "warta_timur"'),
        (("--run", "9"), "there is no run 9; the newest is 2"),
        (("--run", "0"), "is not in the range"),
        (("--since", "kapan"), "kapan"),
        (("--since", "2024-02-01", "--until", "2024-01-01"), "exchange them"),
    ],
)
def test_a_mistake_is_a_sentence(kliping: Run, crawled: Corpus, options: tuple[str, ...], sentence: str) -> None:
    ran = kliping("ledger", *options, "--corpus", crawled.path)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_nothing_asked_is_said(kliping: Run, corpus: Corpus) -> None:
    ran = kliping("ledger", "--corpus", corpus.path)
    assert (ran.code, ran.out, ran.err) == (0, "", "No listing was asked.\n")
    assert kliping("ledger", "--since", "1d", "--corpus", corpus.path).err.endswith("\nNo listing asked matches.\n")


@pytest.mark.parametrize("remark", sorted(reason_names(ReasonKind.NOT_A_LISTING)))
def test_what_a_crawl_notes_as_no_listing_is_no_answer(remark: str) -> None:
    assert ledger_answer(remark) == "failed"


@pytest.mark.parametrize("command", [["ledger"], ["methods"], ["sample", "1"]])
def test_no_scrapy_for_these(crawled: Corpus, command: list[str]) -> None:
    script = (f"import sys; from crawler.cli import main; main({[*command, '--corpus', str(crawled.path)]!r});"
              "print(sorted({'scrapy', 'twisted', 'trafilatura'} & set(sys.modules)))")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
