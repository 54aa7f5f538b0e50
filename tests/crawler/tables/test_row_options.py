"""Every command that prints rows has the same output options; rows in a file are whole, and never replace a corpus."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from corpus.store import Corpus
from corpus.watching.watches import add_watch
from crawler.cli import cli
from crawler.tables.row_options import TYPED
from tests.conftest import CLOCK

Run = Callable[..., Any]

ONE_THING = {
    "crawl", "import", "refine", "discover gdelt", "discover mediacloud",  # the report of a run
    "read", "show", "topic show", "topic grade",  # one article, one topic, what one grading changed
    "derive", "doctor", "methods", "merge",  # a report of sections
}  # fmt: skip
"""Commands with --json that print no rows."""
ARGUMENTS: dict[str, tuple[object, ...]] = {
    "search": ("pegawai",),
    "lineage": ("--stats",),
    "kwic": ("pegawai",),
    "words": (),
    "collocates": ("pegawai", "--least", 1),
    "keywords": ("--in", "pegawai", "--least", 1),
    "trend": ("pegawai",),
    "ledger": (),
    "versions": ("https://suara-kota.example/bp2mi-ntt-gagalkan",),
    "diff": ("kliping.db", "salinan.db"),
    "names list": (),
    "names check": (),
    "names propose": (),
    "watch list": (),
    "watch run": ("--again",),
    "retry": ("--list",),
    "sample": (2, "--seed", 7, "--by", "none"),
    "outlets list": (),
    "outlets suggest": (),
    "outlets check": ("--history",),
}
"""Words to call a command with that prints rows; a command without an entry is called by its name alone."""


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(commands())


ROWS = {name: ARGUMENTS.get(name, ()) for name, one in COMMANDS.items() if getattr(one.callback, "prints_rows", False)}
"""Every command that prints rows, from the command line itself."""
CRAWLS = {"rehydrate"}
"""Commands that ask sites before they print rows; their own tests look at their rows in each form."""


@pytest.fixture
def ask(kliping: Run, filled: Corpus) -> Run:
    """A command on the filled corpus, with a saved search."""
    add_watch(filled, "pembinaan", "pegawai", CLOCK)
    filled.conn.execute("UPDATE watches SET seen_run_id = 0")
    filled.conn.commit()
    filled.conn.execute("VACUUM INTO 'salinan.db'")

    def run(name: str, *arguments: object) -> Any:
        takes_corpus = any("--corpus" in parameter.opts for parameter in COMMANDS[name].params)
        return kliping(*name.split(), *arguments, *(("--corpus", filled.path) if takes_corpus else ()))

    return run


def test_the_commands_that_print_rows_are_at_least_these() -> None:
    assert set(ARGUMENTS) <= set(ROWS)


def test_a_command_that_prints_json_has_the_options_or_prints_one_thing() -> None:
    with_json = {name for name, one in COMMANDS.items() if any("--json" in parameter.opts for parameter in one.params)}
    assert with_json == set(ROWS) | ONE_THING


@pytest.mark.parametrize("name", ROWS)
def test_the_options_are_the_same(name: str) -> None:
    options = {opt for parameter in COMMANDS[name].params for opt in parameter.opts}
    assert {"--format", "-o", "--output", "-n", "--json", "--csv"} <= options
    assert {parameter.name for parameter in COMMANDS[name].params} & TYPED >= TYPED - {"most_rows"}


@pytest.mark.parametrize("name", sorted(set(ROWS) - CRAWLS))
def test_every_form_has_the_same_rows(ask: Run, tmp_path: Path, name: str) -> None:
    lines = ask(name, *ROWS[name], "--format", "jsonl")
    rows = [json.loads(line) for line in lines.out.splitlines()]
    assert lines.code == 0
    assert not any(set(row) == {"result"} for row in rows)

    for ending in ("csv", "json", "jsonl"):
        ran = ask(name, *ROWS[name], "-o", f"hasil.{ending}")
        assert (ran.code, ran.out) == (0, "")
        assert f"{len(rows):,} row{'s' * (len(rows) != 1)} written to hasil.{ending}." in ran.err or name == "sample"
    document = json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))
    assert document["version"] == 2
    assert len(document["hits" if name == "search" else "rows"]) == len(rows)
    with (tmp_path / "hasil.csv").open(encoding="utf-8-sig", newline="") as file:
        in_csv = list(csv.DictReader(file))
    assert len(in_csv) == len(rows)
    assert all(re.fullmatch(r"[a-z0-9_]+", column) for row in in_csv for column in row)
    assert not any(value == "'-" for row in in_csv for value in row.values())
    if name != "sample":  # its file is a sheet to fill in; a second sample has another number
        assert document["hits" if name == "search" else "rows"] == rows
        assert (tmp_path / "hasil.jsonl").read_text(encoding="utf-8") == lines.out
        assert (tmp_path / "hasil.csv").read_bytes().decode() == ask(name, *ROWS[name], "--csv").out
        assert [json.loads(line) for line in ask(name, *ROWS[name], "--json").out.splitlines()][: len(rows)] == rows


def test_a_search_has_its_result_beside_the_hits(ask: Run) -> None:
    document = json.loads(ask("search", "pegawai", "--facets", "outlet", "--format", "json").out)
    assert list(document) == ["version", "hits", "facets", "result"]
    note = "without a known day: 1; it stands at the end, in every order by day"
    assert document["result"] == {"total": 3, "exact": True, "stories": 2, "notes": [note]}
    assert ask("search", "pegawai", "--json").rows[-1] == {"result": document["result"]}


def test_facets_that_a_format_has_no_place_for_are_said(ask: Run) -> None:
    assert "(--facets: csv has the hits alone" in ask("search", "pegawai", "--facets", "outlet", "--csv").err
    assert "--facets" not in ask("search", "pegawai", "--facets", "outlet", "--json").err


def test_fewer_rows_are_said(ask: Run) -> None:
    ran = ask("names list", "-n", 2, "--format", "jsonl")
    assert len(ran.out.splitlines()) == 2
    assert "The first 2 of " in ran.err


@pytest.mark.parametrize("name", ["kwic", "words", "collocates"])
def test_fewer_rows_of_a_count_are_said(ask: Run, name: str) -> None:
    every = ask(name, *ROWS[name], "-n", 1000, "--format", "jsonl")
    number = len(every.out.splitlines())
    assert "The first" not in every.err
    said = ask(name, *ROWS[name], "-n", number - 1).err
    more = "there are more: give a larger -n" if name == "kwic" else f"-n {number} gives all"
    assert f"The first {number - 1}{'' if name == 'kwic' else f' of {number}'} rows; {more}." in said


def test_a_number_that_is_none_and_a_folder_are_sentences(ask: Run, tmp_path: Path) -> None:
    assert "'-n': 'abc' is not a whole number (" in ask("words", "-n", "abc").err
    assert f"{tmp_path}: is a folder; name a file in it" in ask("words", "-o", tmp_path).err


def test_the_default_topic_is_yes_for_people(ask: Run) -> None:
    header, *rows = (line.split("\t") for line in ask("topic use").out.splitlines())
    assert {row[header.index("default")] for row in rows} <= {"yes", "no"}
    assert rows


def test_the_form_that_is_named_wins_over_the_ending(ask: Run, tmp_path: Path) -> None:
    ran = ask("words", "-o", "hasil.csv", "--format", "jsonl")
    assert "(hasil.csv: its name speaks of csv, --format of jsonl; written as --format says.)" in ran.err
    assert (tmp_path / "hasil.csv").read_text(encoding="utf-8").startswith('{"word": ')
    assert "speaks" not in ask("words", "-o", "hasil.txt", "--format", "table").err
    assert (tmp_path / "hasil.txt").read_text(encoding="utf-8").startswith("word\tcount\t")
    assert ask("words", "-o", "hasil.json", "--json").code == 0
    assert "rows" in json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))


def test_a_dash_is_stdout(ask: Run) -> None:
    assert ask("words", "-o", "-", "--format", "json").out == ask("words", "--format", "json").out


MISTAKES: dict[tuple[object, ...], str] = {
    ("-o", "hasil.xlsx"): "hasil.xlsx: the ending chooses the format; known are .csv, .json and .jsonl, or name one",
    ("-o", "hasil"): "the ending chooses the format",
    ("--format", "jsn"): "there is no format 'jsn'; did you mean \"json\"",
    ("--format", "xml"): "there is no format 'xml'; there are table, csv, json, jsonl",
    ("--json", "--csv"): "--json and --csv choose a format each; give one of them",
    ("--json", "--format", "csv"): "--format and --json choose a format each",
    ("-o", "map.csv"): "map.csv: is a folder; name a file in it",
    ("-o", "tak-ada/a.csv"): "the folder tak-ada does not exist; make it first",
    ("-o", "pipa.csv"): "pipa.csv: is no file",
    ("-o", "lain.csv"): "lain.csv: is a corpus or another database",
    ("-o", "topik.toml", "--format", "csv"): "topik.toml: is there already, and is no file of rows by its name",
    ("-o", "kliping.db", "--format", "csv"): "kliping.db: is a corpus or another database",
    ("-o", "tautan.csv", "--format", "csv"): "tautan.csv: is a corpus or another database",
    ("-n", 0): "0 is not in the range x>=1",
}


@pytest.mark.parametrize(("arguments", "sentence"), MISTAKES.items(), ids=str)
def test_a_mistake_is_a_sentence_and_nothing_is_written(
    ask: Run, tmp_path: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    (tmp_path / "map.csv").mkdir()
    os.mkfifo(tmp_path / "pipa.csv")
    (tmp_path / "tautan.csv").symlink_to(tmp_path / "kliping.db")
    (tmp_path / "topik.toml").write_text("milik saya")
    sqlite3.connect(tmp_path / "lain.csv").execute("CREATE TABLE a (b)").connection.close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    ran = ask("words", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_an_older_file_of_rows_is_replaced_whole_or_not_at_all(
    ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus.export.formats import FORMATS

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    (tmp_path / "hasil.csv").write_text("lama")
    with monkeypatch.context() as broken:
        broken.setitem(FORMATS, ".csv", FORMATS[".csv"]._replace(write=fail))
        ran = ask("words", "-o", "hasil.csv")
    assert (ran.code, (tmp_path / "hasil.csv").read_text()) == (2, "lama")
    assert "hasil.csv: can't be written (No space left on device)" in ran.err
    assert ask("words", "-o", "hasil.csv").code == 0
    assert (tmp_path / "hasil.csv").read_text().startswith("word,count")
    assert not list(tmp_path.glob(".hasil*"))


def test_options_of_rows_are_for_the_list_of_retry(ask: Run) -> None:
    ran = ask("retry", "-o", "hasil.csv")
    assert (ran.code, "are for the rows of --list" in ran.err) == (2, True)


def test_an_export_takes_its_format_by_name(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    ran = kliping("export", "--format", "csv", "--columns", "id,title", "--corpus", filled.path)
    assert ran.out.startswith("id,title\n") or ran.out.startswith("id,title\r\n")
    assert kliping("export", "-o", "berita.json", "--corpus", filled.path).code == 0
    assert len(json.loads((tmp_path / "berita.json").read_text(encoding="utf-8"))["rows"]) == 4
    ran = kliping("export", "--corpus", filled.path)
    assert (ran.code, "name the file to write" in ran.err) == (2, True)


def test_the_page_names_every_command_that_prints_rows() -> None:
    page = (Path(__file__).parents[3] / "docs/output.md").read_text(encoding="utf-8")
    listed = page.split("## Rows: as a table, CSV or JSON")[1].split("| option |")[0]
    named = {" ".join(name.split()).removesuffix(" --list") for name in re.findall(r"`([^`]+)`", listed)}
    assert named == set(ROWS)
