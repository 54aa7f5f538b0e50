"""On the two articles that the project starts from, a search gives what a reader expects."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.models import Article
from corpus.search import MARK, UNMARK, search
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

SEEDS = Path(os.environ["KLIPING_FACTS"]) / "seeds"  # set by benchmarks/shared_facts.py
BARIKADE, VOICE = "barikade98", "voiceindonesia"


@pytest.fixture
def seeds(corpus: Corpus, keep: Callable[..., object]) -> Corpus:
    """The two texts, the first with its credit, the second without its inserts."""
    keep(
        Article(
            url="https://warta-timur.example/?p=2679", key="warta-timur.example/2679", outlet="warta_timur",
            title="Kepala BP2MI Berikan Pembinaan Pegawai di BP3MI Jawa Barat",
            text=_text(BARIKADE), published_day=date(2022, 9, 24), words=300, credit="bp2mi.go.id",
        ),
        Article(
            url="https://suara-kota.example/33939", key="suara-kota.example/33939", outlet="suara_kota",
            title="BP2MI Adakan Pembinaan Pegawai di NTT",
            text=_text(VOICE), published_day=date(2023, 11, 21), words=480, place="Kupang",
        ),
    )  # fmt: skip
    refresh(corpus)
    return corpus


def _text(name: str) -> str:
    lines = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line and not line.startswith(("Baca Juga", "Sumber :")))


def matching(corpus: Corpus, query: str, *, literal: bool = False) -> set[str]:
    names = {"warta_timur": BARIKADE, "suara_kota": VOICE}
    return {names[hit.outlet] for hit in search(corpus, query, literal=literal).hits}


BOTH = {BARIKADE, VOICE}


@pytest.mark.parametrize(
    ("query", "expected", "literally"),
    [
        ("membina", BOTH, set()),
        ("bnp2tki", BOTH, set()),
        ("kp2mi", BOTH, set()),
        ("Perlindungan", BOTH, set()),
        ("Pelindungan", BOTH, BOTH),
        ("BP2MI-NTT", {VOICE}, set()),
        ("BP3MI-NTT", {VOICE}, {VOICE}),
        ("“pembinaan pegawai”", BOTH, BOTH),
        ("“pegawai pembinaan”", set(), set()),
        ("Larso Simbolon", {VOICE}, {VOICE}),
        ("“Larso Simbolon”", {VOICE}, set()),
        ("lasro", {VOICE}, {VOICE}),
        ("larso NOT lasro", set(), set()),
        ("pembinaan NOT lasro", {BARIKADE}, {BARIKADE}),
        ("judul:adakan", {VOICE}, {VOICE}),
        ("judul:memberi", {BARIKADE}, set()),
        ("judul:integritas", set(), set()),
        ("judul:(bina AND pegawai)", BOTH, set()),
        ("“Badan Perlindungan Pekerja Migran Indonesia”", {VOICE}, set()),
        ("credit:bp2mi.go.id", {BARIKADE}, {BARIKADE}),
        ("year:2023 pegawai", {VOICE}, {VOICE}),
        ("pegawai NEAR/2 membina", BOTH, set()),
        ("=membina", set(), set()),
        ("PMI", BOTH, {BARIKADE}),
        ("tempat", set(), set()),
        ("penempatan", BOTH, BOTH),
        ("Kupang", {VOICE}, {VOICE}),
        ("pembinaan -Kupang", {BARIKADE}, {BARIKADE}),
    ],
)
def test_what_a_reader_expects(seeds: Corpus, query: str, expected: set[str], literally: set[str]) -> None:
    assert matching(seeds, query) == expected
    assert matching(seeds, query, literal=True) == literally


def test_a_real_word_is_marked(seeds: Corpus) -> None:
    hit = search(seeds, "membina lasro").hits[0]
    assert hit.marked_title == f"BP2MI Adakan {MARK}Pembinaan{UNMARK} Pegawai di NTT"
    assert f"{MARK}Lasro{UNMARK} Simbolon" in hit.snippet or f"{MARK}pembinaan{UNMARK}" in hit.snippet


def test_literal_is_what_fts5_gives(seeds: Corpus) -> None:
    for word in ("membina", "perlindungan", "pelindungan", "larso", "pegawai", "pmi"):
        raw = seeds.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (word,)).fetchone()[0]
        assert search(seeds, word, literal=True).total == raw
