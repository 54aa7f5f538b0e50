"""Every command over a corpus whose every text is hostile: nothing raw comes out, no line is forged, no title fills it.

The commands come from the command line itself: one that is new is called with arguments made from its parameters.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click
import pytest

from corpus.store import Corpus
from crawler.cli import cli
from crawler.console import output
from tests.crawler.conftest import Desk, Site, listing, page, text_of

Run = Callable[..., Any]
Line = tuple[str, ...]

EVIL = (
    "\x1b[35m\x1b]0;x\x07\x9b2J\x01\x7f\x85\u202e\u2066\u200f\u061c\u200b\ufeff\U000e0041\u2028FORGED\rFORGED\nFORGED"
)
FILE_NAME = f"a{EVIL}b"
LONG = "T" * 10_000
FIRST = 20637024256  # the id of the first article
MACHINE = re.compile(r"[\[{]|\d{4}-\d\d|[0-9a-f]{64}$|\d+$")  # JSON, times, fingerprints, numbers
PARSED = {  # words that the program reads as its own, and the text, whose lines are lines
    ("meta", "name"), ("meta", "value"), ("runs", "command"), ("captures", "passed_over"), ("labels", "label"),
    ("frontier", "way"), ("sample_articles", "stratum"), ("samples", "strata"), ("watches", "query"),
    ("articles", "text"), ("removed_lines", "text"),
}  # fmt: skip
LINES: dict[str, Sequence[Line]] = {
    "search": [("pegawai",), ("tidakada" + EVIL,), ("pegawai", "--facets", "outlet,place,writer,topic")],
    "show": [(str(FIRST), "--cuts")],
    "kwic": [("pegawai",)],
    "words": [("pegawai",)],
    "collocates": [("pegawai", "--least", "1")],
    "keywords": [("--in", "pegawai", "--least", "1")],
    "trend": [("pegawai",)],
    "export": [
        ("-o", "-"),
        ("-o", "berita.csv", "--with-text"),
        ("-o", "berita.jsonl", "--with-text"),
        ("-o", EVIL),
        ("-o", f"a{EVIL}b.csv", "--with-text"),
    ],
    "watch run": [("--feed", "umpan.xml", "--again"), (EVIL,)],
    "watch add": [(f"nama{EVIL}", "pegawai")],
    "sample": [("2",), ("2", "-o", "lembar.csv", "--show", "text")],
    "label": [(str(FIRST), "yes", "--coder", f"ana{EVIL}", "--note", EVIL), (EVIL, EVIL, "--coder", "a")],
    "methods": [("--markdown",)],
    "remove": [(str(FIRST),), (f"https://{EVIL}.example/",)],
    "topic show": [("topik.toml",)],
    "topic check": [("topik.toml",)],
    "backup": [("salinan.db",)],
    "read": [(FILE_NAME, "--url", "https://warta.example/a", "--cuts")],
    "outlets suggest": [("--links", "5")],
    "crawl": [("topik.toml",), ("--outlet", EVIL), ("--urls", FILE_NAME)],
}


def commands(group: click.Group = cli, path: Line = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(commands())


def made_up(command: click.Command) -> Line:
    """Arguments for what a command requires: the hostile file for a path, else a hostile word."""
    line: list[str] = []
    for parameter in command.params:
        if not (parameter.required or isinstance(parameter, click.Argument)):
            continue
        value = FILE_NAME if isinstance(parameter.type, click.Path) else f"kata{EVIL}"
        line += [value] if isinstance(parameter, click.Argument) else [parameter.opts[0], value]
    return tuple(line)


def takes_corpus(command: click.Command) -> bool:
    return any("--corpus" in parameter.opts for parameter in command.params)


@pytest.fixture
def hostile(filled: Corpus, tmp_path: Path) -> Path:
    """The path of the corpus, with a hostile end on every text that the program doesn't read as its own."""
    from corpus.crawl.runs import ListingAnswer, note_listing
    from corpus.watching.watches import add_watch
    from tests.conftest import CLOCK

    add_watch(filled, "nama", "pegawai", CLOCK)
    filled.conn.execute("UPDATE watches SET seen_run_id = 0")
    note_listing(
        filled, 1, ListingAnswer("suara_kota", "search", "https://a.example/", CLOCK, "failed", "timeout", 0, new=0)
    )
    filled.close()
    path = tmp_path / "kliping.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        sql.create_function("title", 1, lambda text: LONG + text)
        for (table,) in sql.execute(
            """SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE '%fts%'
            AND name NOT LIKE 'sqlite%'"""
        ).fetchall():
            _poison(sql, table)
        sql.execute(
            "UPDATE articles SET title = title(title), place = ?, authors = ?", [EVIL, json.dumps([LONG + EVIL])]
        )
        lines = f"\n{EVIL.replace('FORGED', 'palsu')} pegawai pegawai"
        sql.execute("UPDATE articles SET text = text || ?", [lines])
        sql.execute("UPDATE removed_lines SET text = text || ?", [lines])
    (tmp_path / FILE_NAME).write_text(f"<html><title>x{EVIL}</title><body><p>{EVIL}</p>", encoding="utf-8")
    topic = {"title": f"Judul{EVIL}", "ask": {"search": [f"x{EVIL}"]}, "grade": {"phrases": [f"y{EVIL}"]}}
    (tmp_path / "topik.toml").write_text(
        f'name = "topik"\ntitle = {json.dumps(topic["title"])}\n[ask]\nsearch = {json.dumps(topic["ask"]["search"])}\n'
        f"[grade]\nphrases = {json.dumps(topic['grade']['phrases'])}\n",
        encoding="utf-8",
    )
    return path


def _poison(sql: sqlite3.Connection, table: str) -> None:
    for column, kind in sql.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall():
        values = [
            value for (value,) in sql.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> ""')
        ]
        if kind != "TEXT" or (table, column) in PARSED or any(MACHINE.match(str(value)) for value in values):
            continue
        with suppress(sqlite3.IntegrityError):  # one of a few words that the schema names
            sql.execute(f'UPDATE "{table}" SET "{column}" = "{column}" || ?', [EVIL])


def raw(text: str) -> set[str]:
    """The characters that should not have come out, by Unicode's own categories; CSV's mark and line ends may."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    hidden = {c for c in set(text) if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn"}}
    return {f"U+{ord(c):04X}" for c in hidden - set("\n\t")}


def faults(name: str, printed: str, *, is_whole: bool, is_file: bool = False) -> Iterator[str]:
    """What is wrong with a text that came out; in a file, a format's quotes keep a newline from forging a row."""
    own = re.sub(r"\x1b\[(?!35m)[0-9;]*m", "", printed)
    if found := raw(own):
        yield f"{name}: {sorted(found)}"
    if not is_file and any(line.startswith("FORGED") for line in printed.splitlines()):
        yield f"{name}: a forged line"
    if not is_whole and "T" * 2_100 in printed:
        yield f"{name}: a title fills the screen"


def tried(kliping: Run, folder: Path, corpus: Path, name: str, line: Line) -> Iterator[str]:
    """Call a command on a copy of the corpus; what is wrong with what it printed and wrote."""
    copy = folder / "corpus" / "kliping.db"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    shutil.copy(corpus, copy)
    before = set(folder.rglob("*"))
    on = ("--corpus", str(copy)) if takes_corpus(COMMANDS[name]) else ()
    called = f"{name} {' '.join(line)!r}"
    try:
        ran = kliping(*name.split(), *line, *on)
    except Exception as error:
        yield f"{called}: {error!r}"
        return
    is_whole = not output.is_terminal() or "--json" in line or "--csv" in line or "-" in line
    yield from faults(called, ran.out, is_whole=is_whole)
    yield from faults(f"{called}, stderr", ran.err, is_whole=False)
    if ran.code not in {0, 2, 3, 4, 5}:
        yield f"{called}: exit code {ran.code}"
    for written in set(folder.rglob("*")) - before:
        if written.suffix in {".csv", ".jsonl", ".xml", ".json", ".txt"} and written.is_file():
            yield from faults(f"{called}, {written.name!r}", written.read_bytes().decode(), is_whole=True, is_file=True)
            written.unlink()


def every_line(name: str) -> Iterator[Line]:
    yield made_up(COMMANDS[name])
    yield from LINES.get(name, ())


def with_flags(name: str) -> Iterator[Line]:
    """The first line that is known to be well, else a made-up one, with each flag of the command."""
    line = LINES.get(name, [made_up(COMMANDS[name])])[0]
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option) and option.is_flag and option.opts[0] not in line:
            yield (*line, option.opts[0])


def all_faults(kliping: Run, folder: Path, corpus: Path, lines: Callable[[str], Iterator[Line]]) -> str:
    return "\n".join(
        fault for name in COMMANDS for line in lines(name) for fault in tried(kliping, folder, corpus, name, line)
    )


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No command asks the terminal, and none finds a contact: so none asks a site."""
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.mark.usefixtures("unasked")
def test_nothing_raw_comes_out_of_any_command(kliping: Run, hostile: Path, tmp_path: Path) -> None:
    assert all_faults(kliping, tmp_path, hostile, every_line) == ""


@pytest.mark.hostile
@pytest.mark.usefixtures("unasked")
def test_nor_with_any_flag(kliping: Run, hostile: Path, tmp_path: Path) -> None:
    assert all_faults(kliping, tmp_path, hostile, with_flags) == ""


@pytest.mark.hostile
@pytest.mark.usefixtures("unasked")
def test_nor_on_a_terminal(kliping: Run, hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert all_faults(kliping, tmp_path, hostile, every_line) == ""


@pytest.mark.hostile
def test_nothing_raw_comes_out_of_a_crawl_an_import_and_a_refine(desk: Desk, site: Site) -> None:
    title = f"Pembinaan Pegawai{EVIL} {LONG}"
    site.put("/berita/judul-1", page(title, [f"{p}{EVIL}" for p in text_of(1)]))
    site.put("/berita/judul-2", page("Pembinaan", []), status=404)
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title), ("/berita/judul-2", f"x{EVIL}")]))
    site.put("/cari?q=pegawai&page=2", listing([]))
    desk.put_outlet(body=f"outlet = {f'Warta{EVIL}'!r}")
    archive = desk.folder / f"arsip{EVIL}"
    for line in (
        desk.crawling("--archive", archive),
        desk.crawling("--json", "--verbose"),
        ["import", *archive.glob("*.warc.gz"), "--outlets", desk.outlets, "--corpus", desk.folder / f"lain{EVIL}.db"],
        ["refine", "--outlets", desk.outlets],
        ["import", desk.folder / FILE_NAME],
        ["outlets", "list", "--outlets", desk.outlets],
    ):
        ran = desk.run(*line)
        printed = [
            *faults(str(line[0]), ran.out, is_whole=False),
            *faults(f"{line[0]}, stderr", ran.err, is_whole=False),
        ]
        assert "\n".join(printed) == "", ran
        assert ran.code in {0, 2, 3}, ran
