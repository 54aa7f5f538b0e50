"""A table on a terminal breaks no word; elsewhere it is tab-separated."""

import os
import pty
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from corpus.crawl.runs import ListingAnswer, end_run, note_listing, start_run
from corpus.store import Corpus

PRINTS = """
from crawler.console.output import print_rows
heads = ("run", "asked at (WIB)", "outlet", "way", "answered", "refused", "links", "result", "why")
print_rows(heads, [(1, "2024-03-01 08:12", "suaradermaga", "sitemap", 12, 1, 23, "nothing found",
                    "timeout (2x); gave 14 links in run 12")])
"""
WORDS = {"asked", "(WIB)", "answered", "refused", "2024-03-01", "08:12", "suaradermaga", "sitemap", "found", "timeout"}


def drawn(columns: int, *arguments: str) -> str:
    """What a terminal of so many columns is sent."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    with subprocess.Popen([sys.executable, *(arguments or ("-c", PRINTS))], stdout=theirs, env=env) as program:
        os.close(theirs)
        output = b""
        try:
            while piece := os.read(ours, 4096):
                output += piece
        except OSError:  # Linux says so at a terminal's end
            pass
        os.close(ours)
    assert program.returncode == 0
    return output.decode()


@pytest.mark.parametrize("columns", [40, 80, 100, 200])
def test_no_word_and_no_day_is_broken(columns: int) -> None:
    assert {word.removesuffix(":") for word in drawn(columns).split()} >= WORDS  # a colon in a block


@pytest.mark.parametrize("columns", [90, 100, 200])
def test_a_table_stays_within_the_terminal_where_its_words_allow(columns: int) -> None:
    assert max(map(len, drawn(columns).splitlines())) <= columns


def test_elsewhere_than_on_a_terminal_nothing_is_drawn() -> None:
    output = subprocess.run([sys.executable, "-c", PRINTS], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[1].split("\t")[1] == "2024-03-01 08:12"


def test_the_ledger_stays_within_80_columns(corpus: Corpus) -> None:
    now = datetime(2024, 3, 4, 20, 0, tzinfo=UTC)
    run = start_run(corpus, "crawl", topic=None, clock=now, options={}, versions={})
    note_listing(corpus, run, ListingAnswer("suara_kota", "sitemap", "s", now, "answered", "capped", 1200, new=1100))
    note_listing(corpus, run, ListingAnswer("suara_kota", "sitemap", "t", now, "failed", "timeout", 0, new=0))
    end_run(corpus, run, state="finished", exit_code=0)
    lines = drawn(80, "-m", "crawler.cli", "ledger", "--corpus", str(corpus.path)).splitlines()
    assert max(map(len, lines)) <= 80, lines
    assert any("2024-03-05 suara_kota sitemap 1 of 2" in " ".join(line.split()) for line in lines), lines
