"""`kliping versions` on a corpus: the table, the words in and out, JSON, and what it says of what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from corpus.exits import Exit
from corpus.models import Article
from corpus.revisits.article_events import LookNote, note_look
from corpus.store import Corpus
from tests.conftest import CLOCK, Keep

Run = Callable[..., Any]
ADDRESS = "https://suara_kota.example/berita-1"
BEFORE = "Kepala balai membuka rapat.\nDua orang hadir.\nDibaca 12 kali"
AFTER = "Wakil kepala balai membuka rapat.\nDibaca 40 kali"


@pytest.fixture
def edited(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    """An article that was edited, counted and gone."""
    one = another(1, text=BEFORE, title="Rapat di Kupang")
    counted = replace(one, title="Rapat di Ende", text=AFTER.replace("40", "41"))
    for at, version in enumerate((one, replace(one, title="Rapat di Ende", text=AFTER), counted)):
        keep(version, fetched_at=CLOCK + timedelta(days=at))
    run, second = corpus.conn.execute("SELECT max(run_id), min(id) + 1 FROM captures").fetchone()
    key = str(one.key)
    at = CLOCK + timedelta(days=1)
    sizes = {"headline": (1, 1), "changed": (1, 3)}
    note_look(corpus, run, LookNote(key, at, "changed", ("headline", "changed"), second, second - 1, sizes))
    for day in (20, 21):
        note_look(corpus, run, LookNote(key, CLOCK + timedelta(days=day), "gone", correction="pencabutan"))
    return corpus


def test_a_pipe_gets_a_row_a_version_and_a_row_for_what_belongs_to_none(edited: Corpus, kliping: Run) -> None:
    ran = kliping("versions", ADDRESS, "--corpus", edited.path)
    edits = "headline (1 word in; 1 word out); changed (1 word in; 3 words out)"
    assert ran.out.splitlines() == [
        "version\tat (WIB)\twords\tin\tout\theadline\twhat happened",
        "1\t2024-03-08 10:00\t10\t\t\tRapat di Kupang\t",
        f"2\t2024-03-09 10:00\t8\t1\t3\tRapat di Ende\t{edits}",
        "\t2024-03-28\t\t\t\t\tgone (pencabutan; 13 words out)",
    ]
    assert "1 page where only counters" in ran.err
    assert len(kliping("versions", ADDRESS, "--all", "--corpus", edited.path).out.splitlines()) == 5


def test_the_difference_has_marks_that_need_no_colour(edited: Corpus, kliping: Run) -> None:
    out = kliping("versions", ADDRESS, "--diff", "--corpus", edited.path).out
    assert out.partition("\nVersion 2\n")[2].splitlines() == [
        "Headline: Rapat di [-Kupang-] {+Ende+}",
        "Paragraph 1: {+Wakil+} kepala balai membuka rapat.",
        "Paragraph taken out: [-Dua orang hadir.-]",
    ]


def test_json_has_the_events_with_both_captures_and_the_runs_of_words(edited: Corpus, kliping: Run) -> None:
    first, second, gone = kliping("versions", ADDRESS, "--diff", "--json", "--corpus", edited.path).rows
    assert (first["title"], first["changes"]) == ("Rapat di Kupang", None)
    assert [run["kind"] for run in second["changes"][0]["pieces"]] == ["in", "same"]
    event = second["events"][1]
    assert (event["kind"], event["from_capture"], event["to_capture"]) == ("changed", 1, 2)
    assert gone["events"][0]["correction"] == "pencabutan"
    csv = kliping("versions", ADDRESS, "--csv", "--corpus", edited.path).out
    assert csv.splitlines()[0] == "version,at,words,words_in,words_out,title,events"


def test_words_that_are_not_there_yet_are_named_with_the_command_that_reads_them(edited: Corpus, kliping: Run) -> None:
    edited.conn.execute("UPDATE versions SET title = NULL, text = NULL")
    ran = kliping("versions", ADDRESS, "--diff", "--corpus", edited.path)
    assert ran.code == 0
    assert ran.out.splitlines()[1].split("\t")[2] == "not there yet"
    assert "The words of 1 version are not in the corpus yet; `kliping refine" in ran.err


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        ("judul", "is no id, no address"),
        ("https://lain.example/x", "no article with the address"),
        ("9999999", "no article 9999999"),
    ],
)
def test_an_article_that_is_not_there_is_a_sentence(edited: Corpus, kliping: Run, article: str, sentence: str) -> None:
    ran = kliping("versions", article, "--corpus", edited.path)
    assert ran.code == Exit.CANNOT
    assert sentence in ran.err
