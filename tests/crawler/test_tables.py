"""A table on a terminal breaks no word; elsewhere it is tab-separated."""

import os
import pty
import subprocess
import sys

import pytest

PRINTS = """
from crawler.commands.output import print_rows
heads = ("run", "asked at (WIB)", "outlet", "way", "answered", "refused", "links", "result", "why")
print_rows(heads, [(1, "2024-03-01 08:12", "suaradermaga", "sitemap", 12, 1, 23, "nothing found",
                    "timeout (2x); gave 14 links in run 12")])
"""
WORDS = {"asked", "(WIB)", "answered", "refused", "2024-03-01", "08:12", "suaradermaga", "sitemap", "found", "timeout"}


def drawn(columns: int) -> str:
    """What a terminal of so many columns is sent."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    with subprocess.Popen([sys.executable, "-c", PRINTS], stdout=theirs, env=env) as program:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 4096):
                said += piece
        except OSError:  # Linux says so at a terminal's end
            pass
        os.close(ours)
    assert program.returncode == 0
    return said.decode()


@pytest.mark.parametrize("columns", [40, 80, 100, 200])
def test_no_word_and_no_day_is_broken(columns: int) -> None:
    assert set(drawn(columns).split()) >= WORDS


@pytest.mark.parametrize("columns", [90, 100, 200])
def test_a_table_stays_within_the_terminal_where_its_words_allow(columns: int) -> None:
    assert max(map(len, drawn(columns).splitlines())) <= columns


def test_elsewhere_than_on_a_terminal_nothing_is_drawn() -> None:
    said = subprocess.run([sys.executable, "-c", PRINTS], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[1].split("\t")[1] == "2024-03-01 08:12"
