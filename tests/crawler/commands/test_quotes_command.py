"""`kliping quotes` prints who said what, in every form of rows. All sentences are made up."""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from corpus.deriving.batches import derive_due
from corpus.models import Article
from corpus.quotes.quote_derivation import quotes_of_corpus
from corpus.store import Corpus

Run = Callable[..., Any]
TEXT = "Kepala Balai Contoh, Maria Contoh, hadir. “Kami siap melayani,” kata Maria. Ia berharap warga datang."


@pytest.fixture
def spoken(corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    keep(another(1, text=TEXT, day=date(2023, 11, 20)))
    deque(derive_due(corpus, quotes_of_corpus(corpus.path)), maxlen=0)
    return corpus


def test_quotes_are_written_as_csv_and_json_lines(kliping: Run, spoken: Corpus) -> None:
    as_csv = list(csv.DictReader(io.StringIO(kliping("quotes", "--csv", "--corpus", spoken.path).out)))
    lines = kliping("quotes", "--format", "jsonl", "--corpus", spoken.path).out.splitlines()
    as_json = [json.loads(line) for line in lines]
    for rows in (as_csv, as_json):
        assert [(row["speaker"], row["role"], row["kind"], row["words"]) for row in rows] == [
            ("Maria Contoh", "Kepala Balai Contoh", "direct", "Kami siap melayani"),
            ("Maria Contoh", "Kepala Balai Contoh", "indirect", "warga datang"),
        ]
    assert TEXT[as_json[0]["start"] : as_json[0]["end"]] == "Kami siap melayani"


def test_json_ends_with_what_is_known_of_the_whole(kliping: Run, spoken: Corpus) -> None:
    *_, last = kliping("quotes", "--json", "--by", "maria", "--corpus", spoken.path).out.splitlines()
    assert json.loads(last)["result"]["total"] == 1


def test_a_speaker_nobody_has_is_a_sentence(kliping: Run, spoken: Corpus) -> None:
    ran = kliping("quotes", "--by", "siapa", "--corpus", spoken.path)
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert "no quote has a speaker named siapa" in ran.err


def test_on_a_terminal_each_article_has_its_quotes_below_it(
    kliping: Run, spoken: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.tables.row_target.is_terminal", lambda: True)
    out = kliping("quotes", "--corpus", spoken.path).out.splitlines()
    assert out[0].startswith("2023-11-20 · suara_kota · ")
    assert out[1:] == [
        "  Maria Contoh, Kepala Balai Contoh",
        "    “Kami siap melayani”",
        "  Maria Contoh, Kepala Balai Contoh",
        "    warga datang",
    ]
