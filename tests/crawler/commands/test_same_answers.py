"""Python and the command give the same answer, on a corpus that no command has touched and while another writes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from judged import QUERIES as JUDGED

from corpus.models import Article
from corpus.search import search
from corpus.store import Corpus
from tests.conftest import Ran

Run = Callable[..., Ran]
Answers = dict[str, tuple[list[int], dict[str, Any]]]
FORMS = (
    "pembinaan membina dibina binaan", "pelindungan perlindungan melindungi", "pelatihan berlatih pelatih",
    "penempatan menempatkan tempat", "berikan memberi ikan", "pengawasan mengawasi kawasan", "BNP2TKI BP2MI KP2MI",
    "Lasro Simbolon", "Benny Rhamdani", "pekerja migran Indonesia PMI", "pengadilan peradilan", "kerja sama di Jum'at",
)  # fmt: skip
OWN = (
    "pembina*", "pembinaan NEAR/5 pegawai", '"membina pegawai"', "pegawai year:2024", "outlet:warta_timur",
    "is:original", "judul:berita", "membina OR outlet:suara_kota", "pegawai -membina", "=membina", "tidakada",
    "pemb* kupang",
)  # fmt: skip
QUERIES = tuple(dict.fromkeys((*(query for query, _ in JUDGED), *OWN)))
WRITER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
held.execute("UPDATE articles SET url = url")
print("holds", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def untouched(filled: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Path:
    """A corpus whose articles no command has seen: no word of them is in the word list."""
    outlets = ("suara_kota", "warta_timur")
    keep(*(another(n, text=f"Soal {form} dibahas pegawai di Kupang.", day=date(2024, 1, 1 + n), outlet=outlets[n % 2])
           for n, form in enumerate(FORMS)))  # fmt: skip
    assert filled.conn.execute("SELECT count(*) FROM forms").fetchone() == (0,)
    return filled.path


def by_python(path: Path, queries: Sequence[str] = QUERIES) -> Answers:
    with Corpus(path, read_only=True) as corpus:
        found_all = {query: search(corpus, query) for query in queries}
    return {
        query: ([hit.id for hit in one.hits], one.answer.as_line()["result"] | {"notes": list(one.notes)})
        for query, one in found_all.items()
    }


def by_command(kliping: Run, path: Path, queries: Sequence[str] = QUERIES) -> Answers:
    answers = {}
    for query in queries:
        *rows, last = kliping("search", query, "--json", "--corpus", path).rows
        answers[query] = ([row["id"] for row in rows], last["result"])
    return answers


@contextmanager
def another_writes(path: Path) -> Iterator[None]:
    """A second process that holds the lock of the writer while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield
        process.communicate()


def test_python_finds_what_the_command_finds(untouched: Path, kliping: Run) -> None:
    before = by_python(untouched)
    with another_writes(untouched):
        assert by_python(untouched) == by_command(kliping, untouched) == before
        with Corpus(untouched, read_only=True) as corpus:
            assert corpus.conn.execute("SELECT count(*) FROM forms").fetchone() == (0,)
    again = {query: before[query] for query in OWN}
    assert by_command(kliping, untouched, OWN) == again
    with Corpus(untouched, read_only=True) as corpus:
        assert corpus.conn.execute("SELECT count(*) FROM forms_due").fetchone() == (0,)
    assert by_python(untouched) == before
    assert sum(len(ids) for ids, _ in before.values()) > len(QUERIES)


def test_a_folder_that_cannot_be_written_to_gives_the_same_answer(
    untouched: Path, kliping: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = by_python(untouched, OWN)
    monkeypatch.setattr("crawler.console.asking.os", SimpleNamespace(access=lambda *_: False, W_OK=os.W_OK))  # as root
    assert by_command(kliping, untouched, OWN) == before
