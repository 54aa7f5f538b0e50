"""`kliping stats` shows what the corpus holds, for people and for programs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus

Run = Callable[..., Any]


def test_each_number_is_a_row(kliping: Run, filled: Corpus) -> None:
    ran = kliping("stats", "--corpus", filled.path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert (ran.code, ran.err) == (0, "")
    assert rows[0] == {
        "group": "articles", "value": "all", "number": "4", "first_day": "2023-11-20", "last_day": "2024-01-05",
        "stories": "3",
    }  # fmt: skip
    assert [row["number"] for row in rows if row["group"] == "year" and not row["value"]] == ["1"]
    size = {row["value"]: int(row["number"]) for row in rows if row["group"] == "size"}
    assert size.keys() == {"corpus", "archive"}
    assert size["corpus"] >= filled.path.stat().st_size


def test_json_has_the_same_rows(kliping: Run, filled: Corpus) -> None:
    lines = kliping("stats", "--corpus", filled.path, "--format", "jsonl").rows
    document = json.loads(kliping("stats", "--corpus", filled.path, "--format", "json").out)
    assert document["rows"] == lines
    assert ("copies", "exact", 1, None, None, None) in [tuple(line.values()) for line in lines]


def test_for_people_it_begins_with_all(kliping: Run, filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.tables.row_target.is_terminal", lambda: True)
    out = kliping("stats", "--corpus", filled.path).out
    begin = "4 articles, 3 stories, 2023-11-20 to 2024-01-05; 1 is undated; 1 exact copy; corpus "
    assert out.startswith(f"{filled.path}: {begin}")
    assert "undated\t1\t1" in out


def test_an_empty_corpus_is_a_sentence(kliping: Run, path: Path) -> None:
    with Corpus(path):
        pass
    ran = kliping("stats", "--corpus", path)
    assert ran.code == 0
    assert ran.err == f"{path} holds no article yet; kliping crawl collects some\n"


def test_an_archive_elsewhere_is_said_and_the_rest_is_counted(kliping: Run, filled: Corpus) -> None:
    filled.conn.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('archive', '/lain/arsip')")
    ran = kliping("stats", "--corpus", filled.path, "--format", "csv")
    assert ran.code == 0
    assert "--archive DIR" in ran.err
    assert "size,corpus" in ran.out
    assert "size,archive" not in ran.out
