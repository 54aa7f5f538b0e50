"""`kliping search --list`: a row for each name of a file, in each format, those without an article too."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus

Run = Callable[..., Any]


@pytest.fixture
def ask(kliping: Run, filled: Corpus) -> Run:
    """The command on the filled corpus, with a list of this content."""

    def run(content: str, *arguments: object, name: str = "nama.csv") -> Any:
        path = filled.path.with_name(name)
        path.write_text(content, encoding="utf-8")
        return kliping("search", "--corpus", filled.path, "--list", path, *arguments)

    return run


NAMES = "nama;jabatan\nBP2MI;\nTak Ada;x\nBP2MI;lagi\n;\n-;\n"


def test_each_name_has_a_row_and_those_without_an_article_too(ask: Run) -> None:
    ran = ask(NAMES)
    assert [line.split("\t")[:2] for line in ran.out.splitlines()[1:]] == [
        ["BP2MI", "3"], ["Tak Ada", "0"], ["-", "0"]
    ]  # fmt: skip
    assert "1 name stands there again and is searched once: BP2MI (line 4)" in ran.err
    assert "1 line without a name passed over" in ran.err
    assert '("-" has no letter and no digit, so nothing is found by it.)' in ran.err
    assert ran.err.splitlines()[-1] == "3 names: 1 found, 2 without an article."
    assert ran.code == 0


def test_csv_and_json_have_the_same_names_and_numbers(ask: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(NAMES, "--csv").out.lstrip("\ufeff"))))
    records = [json.loads(line) for line in ask(NAMES, "--format", "jsonl").out.splitlines()]
    assert [record["name"] for record in records] == ["BP2MI", "Tak Ada", "-"]
    assert [row["name"] for row in rows] == ["BP2MI", "Tak Ada", "'-"]  # no formula for a spreadsheet
    assert [int(row["articles"]) for row in rows] == [record["articles"] for record in records]
    assert records[0].keys() == rows[0].keys()
    assert rows[0]["variants"].startswith(f"{records[0]['variants'][0]['written']} (")
    assert (records[1]["first_day"], records[1]["outlets"], records[1]["exact"]) == (None, [], True)


def test_a_query_and_a_number_of_rows_limit_it(ask: Run) -> None:
    ran = ask(NAMES, "year:2023", "-n", "1", "--format", "jsonl")
    assert [json.loads(line)["name"] for line in ran.out.splitlines()] == ["BP2MI"]
    assert "1 name of 3: 1 found" in ran.err


def test_how_a_day_of_the_query_was_read_is_said_once(ask: Run) -> None:
    assert ask(NAMES, "since:20/11/2023").err.count("2023-11-20 and later") == 1
    assert ask(NAMES, "set:nasional").err.count("(the corpus has no outlet of the set nasional)") == 1


def test_without_a_heading_the_first_column_is_read_and_that_is_said(ask: Run) -> None:
    assert "the names are those of the first of 2 columns" in ask("BP2MI,a\nSiti,b\n").err


@pytest.mark.parametrize("option", [("--sort", "oldest"), ("--facets", "year"), ("--explain",), ("--html",),
                                    ("--before", "3")])  # fmt: skip
def test_an_option_for_hits_is_refused(ask: Run, option: tuple[str, ...]) -> None:
    ran = ask(NAMES, *option)
    assert ran.code == 2
    assert f"--list prints a row for each name; {option[0]} is for a search that prints articles" in ran.err


def test_a_file_that_is_no_list_is_a_sentence(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    ran = kliping("search", "--corpus", filled.path, "--list", tmp_path / "tak-ada.csv")
    assert (ran.code, "Traceback" in ran.err) == (2, False)
    assert "there is no such file" in ran.err


def test_spellings_are_proposed_as_rows_and_as_toml(
    kliping: Run, corpus: Corpus, keep: Callable[..., object], another: Callable[..., Any]
) -> None:
    keep(another(1, text="Deputi Laszro Simbolon hadir. Petani Joko Rinaldi panen."))
    rows = [
        json.loads(line)
        for line in kliping("names", "suggest", "--corpus", corpus.path, "--format", "jsonl").out.splitlines()
    ]
    assert [(row["written"], row["verdict"]) for row in rows] == [
        ("Laszro Simbolon", "spelling"), ("Joko Rinaldi", "question")
    ]  # fmt: skip
    ran = kliping("names", "propose", "--corpus", corpus.path, "--toml")
    assert 'words = [["Lasro", "Larso", "Laszro"]]' in ran.out
    assert '# "Joko Rinaldi": Rinardi?' in ran.out
    assert "1 spelling and 1 question;" in ran.err
    assert kliping("names", "propose", "--corpus", corpus.path, "--toml", "--csv").code == 2
