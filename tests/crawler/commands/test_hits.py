"""A hit has its address; its number works in show, label and remove, and never names an article of another corpus."""

from __future__ import annotations

import io
import json
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.models import Article
from corpus.store import Corpus

Run = Callable[..., Any]


@pytest.fixture
def ask(kliping: Run, filled: Corpus) -> Run:
    """A command on the filled corpus."""
    return lambda *arguments: kliping(*arguments, "--corpus", filled.path)


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """A browser that only notes what it is given; returns the addresses."""
    program, opened = tmp_path / "peramban", tmp_path / "dibuka.txt"
    program.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setattr(webbrowser, "_tryorder", None)  # as in a new process
    monkeypatch.setattr(webbrowser, "_browsers", {})
    return lambda: opened.read_text(encoding="utf-8").splitlines() if opened.exists() else []


def test_each_hit_shows_its_address_alone_on_a_line(ask: Run) -> None:
    out = ask("search", "pegawai").out
    addresses = [row["url"] for row in ask("search", "pegawai", "--format", "jsonl").rows]
    assert [line.strip() for line in out.splitlines() if "://" in line] == addresses


def test_show_takes_several(ask: Run) -> None:
    ids = [row["id"] for row in ask("search", "pegawai", "--format", "jsonl").rows]
    out = ask("show", 1, 2, ids[0]).out
    assert [int(line.split()[1]) for line in out.splitlines() if line.startswith("Id ")] == ids[:2]
    assert [row["id"] for row in ask("show", 2, 1, "--json").rows] == [ids[1], ids[0]]


def test_nothing_is_printed_where_one_of_several_is_not_there(ask: Run) -> None:
    ask("search", "pegawai")
    ran = ask("show", 1, 99)
    assert (ran.code, ran.out) == (2, "")
    assert 'there is no hit 99: the search "pegawai" of ' in ran.err


def test_a_number_before_any_search_is_a_sentence(ask: Run) -> None:
    ran = ask("show", 1)
    assert (ran.code, "there is no hit 1: no search was made in this corpus" in ran.err) == (2, True)
    assert "is no id, no address" in ask("show", "satu").err


def test_a_hit_is_labelled_and_named(ask: Run, filled: Corpus) -> None:
    first = ask("search", "pegawai", "--format", "jsonl").rows[0]
    ran = ask("label", 1, "yes", "--coder", "ana")
    assert ran.code == 0, ran.err
    assert 'Hit 1 of the search "pegawai" of ' in ran.err
    assert f"{first['title']} (id {first['id']})" in ran.err
    assert "1 label kept" in ran.err
    assert [row[0] for row in filled.conn.execute("SELECT article_id FROM labels")] == [first["id"]]
    assert ask("label", 9, "yes", "--coder", "ana").code == 2


def test_a_hit_of_another_corpus_at_the_same_path_is_refused(
    ask: Run, filled: Corpus, another: Callable[..., Article]
) -> None:
    ask("search", "pegawai")
    filled.conn.execute("UPDATE articles SET key = key || '-lain'")
    for line in (("show", 1), ("label", 1, "yes", "--coder", "ana"), ("remove", 1, "--reason", "x", "--yes")):
        ran = ask(*line)
        assert (ran.code, ran.out) == (2, "")
        assert "is another article in this corpus now; search again" in ran.err


@pytest.mark.parametrize("stored", ["[1, 2]", "{}", '{"words": 1, "at": "x", "hits": []}', "bukan json", "[" * 100_000])
def test_a_spoiled_list_counts_as_none(ask: Run, tmp_path: Path, stored: str) -> None:
    ask("search", "pegawai")
    (written,) = (tmp_path / "state/kliping/hits").iterdir()
    assert "gagalkan" not in written.read_text(encoding="utf-8").lower()
    assert {type(one) for one, _ in json.loads(written.read_text(encoding="utf-8"))["hits"]} == {int}
    written.write_text(stored, encoding="utf-8")
    assert "no search was made in this corpus" in ask("show", 1).err


def test_the_address_is_opened(ask: Run, browser: Callable[[], list[str]]) -> None:
    hits = ask("search", "pegawai", "--format", "jsonl").rows
    ran = ask("show", 1, 2, "--open")
    assert (ran.code, ran.out) == (0, "")
    assert browser() == [hit["url"] for hit in hits[:2]]
    assert f"Opened in the browser: {hits[0]['url']}" in ran.err


def test_only_web_addresses_are_opened(ask: Run, filled: Corpus, browser: Callable[[], list[str]]) -> None:
    ask("search", "pegawai")
    filled.conn.execute("UPDATE articles SET url = 'file:///etc/passwd'")
    assert "not opened, because it is no web address" in ask("show", 1, "--open").err
    assert browser() == []


def test_without_a_browser_the_address_is_printed(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    hit = ask("search", "pegawai", "--format", "jsonl").rows[0]
    ran = ask("show", 1, "--open")
    assert (ran.code, ran.out) == (0, f"{hit['url']}\n")
    assert "There is no browser" in ran.err


def test_many_are_not_opened_unasked(
    ask: Run, browser: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.console.browser.MOST_AT_ONCE", 1)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody answers
    ask("search", "pegawai")
    ran = ask("show", 1, 2, "--open")
    assert (ran.code, len(ran.out.splitlines()), browser()) == (0, 2, [])
    assert "2 pages are too many to open unasked" in ran.err


def test_open_shows_nothing_else(ask: Run) -> None:
    ran = ask("show", 1, "--open", "--json")
    assert (ran.code, "leave --json out" in ran.err) == (2, True)
    ran = ask("show", 1, "--open", "--page")
    assert (ran.code, "leave --open out" in ran.err) == (2, True)
