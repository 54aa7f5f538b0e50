"""A command's options are a dataclass of the same names; a mistake among them is refused before Scrapy is imported."""

import ast
import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from crawler.cli import SECTIONS
from crawler.tables.row_options import TYPED

ROOT = Path(__file__).parents[3]
COMMANDS = {name: where for section in SECTIONS.values() for name, (where, _) in section.items()}
WITH_CLASS = ("crawl", "search", "export", "quotes", "kwic", "words", "collocates", "trend")
SLOW = ("scrapy", "twisted", "trafilatura", "lxml")

# Runs each command line of its argument in one process; prints the code, the messages and the slow packages imported.
CHILD = """
import contextlib, io, json, sys
from crawler.cli import main
slow, lines = json.loads(sys.argv[1])
for line in lines:
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        code = main(line)
    imported = sorted({name.split(".")[0] for name in sys.modules} & set(slow))
    print(json.dumps([line, code, err.getvalue(), imported]))
"""
CONTACT = ("--contact", "redaksi@contoh.id")
MISTAKES = {
    ("crawl", "--outlet", "tempoo", *CONTACT): "there is no outlet 'tempoo'; did you mean \"tempo\"?",
    ("crawl", "--way", "serch", *CONTACT): "none of these outlets has a way in 'serch'; did you mean \"search\"?",
    ("crawl", "--since", "kapan", *CONTACT): "--since: 'kapan' is not a day",
    ("crawl", "--until", "2023-02-30", *CONTACT): "--until: '2023-02-30' is not a day",
    ("crawl", "--since", "2023", "--until", "2022", *CONTACT): "no day is from 2023-01-01 on and until 2022-12-31",
    ("crawl", "--since", "2999", *CONTACT): "nothing is published yet from 2999-01-01 on",
    ("crawl", "--replay", "arsip.warc.gz", "--since", "kapan"): "--since: 'kapan' is not a day",
    ("crawl", "--replay", "arsip.warc.gz"): "arsip.warc.gz: there is no such archive",
    ("crawl", "tak-ada.toml", *CONTACT): "tak-ada.toml: cannot read the topic",
    ("crawl", "rusak.toml", *CONTACT): "rusak.toml: not valid TOML",
    ("crawl", "outlet.toml", *CONTACT): "there is no outlet 'koran_lama'",
    ("crawl", "-k", " ", *CONTACT): "-k needs at least one word",
    ("crawl", "outlet.toml", "-k", "pegawai", *CONTACT): "give a topic file or -k, not both",
    ("crawl", "--limit", "-1", *CONTACT): "should be a whole number, 0 or more, or none",
    ("crawl", "--limit", "banyak", *CONTACT): "should be a whole number, 0 or more, or none",
    ("crawl", "--workers", "0", *CONTACT): "'0' should be a number from 1 to 16, or auto, as in --workers 2",
    ("import", "a.warc", "--workers", "-1"): "'-1' should be a number from 1 to 16, or auto",
    ("refine", "--workers", "1000000"): "'1000000' should be a number from 1 to 16, or auto",
    ("refine", "--workers", "x"): "'x' should be a number from 1 to 16, or auto",
    ("crawl", "--urls", "tak-ada.txt", *CONTACT): "tak-ada.txt: the addresses can't be read",
    ("crawl", "--urls", "alamat.txt", *CONTACT): "alamat.txt, line 2:",
    ("crawl", "--urls", "kosong.txt", *CONTACT): "kosong.txt: there is no address in it",
    ("crawl", "--contact", "bukan alamat"): "should be an e-mail address or a web address",
    ("crawl",): "no contact is set",
    ("crawl", "--outlets", "tak-ada", *CONTACT): "tak-ada is not a folder",
    ("crawl", "--corpus", ".", *CONTACT): "is a folder; name a file in it",
    ("crawl", "--corpus", "tak-ada/k.db", *CONTACT): "the folder tak-ada does not exist",
    ("crawl", "--cepat", *CONTACT): "no such option",
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], tuple[int, str, list[str]]]:
    """Each mistake -> exit code, message, and the slow packages that were imported by then. One process for all."""
    folder = tmp_path_factory.mktemp("mistakes")
    (folder / "rusak.toml").write_text("name = ")
    (folder / "outlet.toml").write_text('name = "a"\n[ask]\noutlets = ["koran_lama"]\n[grade]\nphrases = ["a"]\n')
    (folder / "alamat.txt").write_text("https://a.example/berita/1\nbukan alamat\n")
    (folder / "kosong.txt").write_text("# belum ada\n")
    env = {name: value for name, value in os.environ.items() if not name.startswith("KLIPING_")}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps([SLOW, list(MISTAKES)])],
        cwd=folder,
        env={**env, "KLIPING_CONFIG": str(folder / "config.toml"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {tuple(line): (code, message, imported) for line, code, message, imported in rows}


@pytest.mark.parametrize(("line", "sentence"), MISTAKES.items(), ids=lambda value: str(value)[:50])
def test_a_mistake_is_one_sentence_and_imports_nothing_slow(
    answers: dict[tuple[str, ...], tuple[int, str, list[str]]], line: tuple[str, ...], sentence: str
) -> None:
    code, message, imported = answers[line]
    assert sentence in message
    assert (code, message.count("\n"), imported) == (2, 1, [])


@pytest.mark.parametrize("name", WITH_CLASS)
def test_the_fields_of_a_commands_dataclass_are_its_options(name: str) -> None:
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    callback: Any = command.callback
    fields = {field.name for field in dataclasses.fields(callback.options_class)}
    typed = {parameter.name for parameter in command.params if parameter.expose_value}
    prints_rows = getattr(callback, "prints_rows", False)  # crawler.tables.row_options
    assert fields == (typed - TYPED | {"rows"} if prints_rows else typed)


def _loosely_typed() -> Iterator[str]:
    """Functions of the commands and the console that take `**anything: Any`."""
    for folder in ("commands", "console"):
        for path in (ROOT / "crawler" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                rest = node.args.kwarg if isinstance(node, ast.FunctionDef) else None
                if rest is not None and rest.annotation is not None and "Any" in ast.unparse(rest.annotation):
                    yield f"{path.name}:{getattr(node, 'name', '')}"


def test_no_command_takes_options_without_types() -> None:
    plumbing = {"filters.py:call", "lazy.py:__init__", "output.py:styled"}  # they hand on to click what it asks for
    assert set(_loosely_typed()) == plumbing


def test_the_slugs_of_a_folder_are_those_of_the_loader(tmp_path: Path, one_outlet: Callable[[Path], None]) -> None:
    from spiders.loader import outlets
    from spiders.outlet_names import outlet_slugs

    one_outlet(tmp_path)
    assert outlet_slugs([tmp_path]) == list(outlets([tmp_path]))


def test_the_names_of_ways_are_those_of_the_outlets() -> None:
    from crawler.run.ways import ARCHIVES
    from spiders.loader import outlets
    from spiders.outlet_names import way_names

    used = {way for spider in outlets().values() for way in (*spider.ways, *spider.ladder)}
    assert used | set(ARCHIVES) <= set(way_names())
    assert not {"walk", "way"} & set(way_names())


@pytest.fixture
def one_outlet() -> Callable[[Path], None]:
    """Writes an outlet of a user's own, and a file that is none, into a folder."""

    def write(folder: Path) -> None:
        (folder / "koran_kota.py").write_text(
            "from spiders.families.feed import FeedSpider\n\n\nclass KoranKotaSpider(FeedSpider):\n"
            '    name = "koran_kota"\n    outlet = "Koran Kota"\n    kind = "media"\n    site = "koran-kota.example"\n'
        )
        (folder / "_catatan.py").write_text("")

    return write
