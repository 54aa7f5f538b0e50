"""Commands that read grades grade first, or say how many articles have none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.runs import end_run, start_run
from corpus.grading.default_topic import set_default_topic
from corpus.models import Article
from corpus.store import Corpus
from corpus.topics import topic_of_words
from tests.conftest import CLOCK

Run = Callable[..., Any]
DUE = "4 articles have no grade for the topic pegawai yet; `kliping topic grade pegawai` grades what is missing"


@pytest.fixture
def due(filled: Corpus) -> Corpus:
    """The made-up corpus after an interrupted run of another topic, which graded nothing, and is the default since."""
    run = start_run(filled, "crawl", topic=topic_of_words("pegawai"), clock=CLOCK, options={}, versions={})
    end_run(filled, run, state="interrupted", exit_code=130)
    set_default_topic(filled.conn, "pegawai")
    return filled


@pytest.mark.parametrize(
    "ask",
    [
        ("search", "--grade", 2),
        ("search", "kupang", "grade:1"),
        ("search", "bp2mi NOT grade:1"),
        ("search", "bp2mi OR grade:3"),
        ("search", "--facets", "grade"),
        ("export", "-o", "-"),
        ("export", "grade:2", "--columns", "title", "-o", "-"),
        ("export", "--columns", "phrases", "-o", "rows.jsonl"),
        ("kwic", "bp2mi", "--grade", 1),
        ("words", "grade:1"),
        ("collocates", "bp2mi", "--grade", 1),
        ("trend", "bp2mi", "--grade", 1),
        ("keywords", "--in", "bp2mi grade:1", "--against", "kupang"),
    ],
)
def test_an_answer_that_rests_on_grades_says_what_has_none(kliping: Run, due: Corpus, ask: tuple[object, ...]) -> None:
    assert DUE in kliping(*ask, "--corpus", due.path).err
    assert kliping("topic", "grade", "--corpus", due.path).code == 0
    after = kliping(*ask, *(["--force"] if "rows.jsonl" in ask else []), "--corpus", due.path).err
    assert "no grade" not in after


@pytest.mark.parametrize("ask", [("search", "bp2mi"), ("export", "--columns", "title", "-o", "-"), ("words",)])
def test_other_answers_do_not_speak_of_grades(kliping: Run, due: Corpus, ask: tuple[object, ...]) -> None:
    assert "no grade" not in kliping(*ask, "--corpus", due.path).err


def test_a_hit_without_a_grade_is_marked(kliping: Run, due: Corpus) -> None:
    assert "not graded" in kliping("search", "kupang", "--corpus", due.path).out
    assert "grade 3" in kliping("search", "kupang", "--topic", "pembinaan-pegawai", "--corpus", due.path).out


def test_a_topic_is_graded_by_its_name_and_by_default_the_default_topic(
    kliping: Run, due: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    assert kliping("topic", "grade", "--corpus", due.path).err == "pegawai: 4 articles graded.\n"
    assert kliping("topic", "grade", "--corpus", due.path).err == "pegawai: all articles have a grade already.\n"
    keep(another(9))
    assert kliping("topic", "grade", "pegawai", "--corpus", due.path).err == "pegawai: 1 article graded.\n"
    assert kliping("topic", "grade", "pembinaan-pegawai", "--corpus", due.path).err.endswith("1 article graded.\n")


def test_a_topic_that_cannot_be_graded_is_refused_in_a_sentence(kliping: Run, due: Corpus, tmp_path: Path) -> None:
    ran = kliping("topic", "grade", "--corpus", tmp_path / "none.db")
    assert (ran.code, "there is no corpus here" in ran.err) == (2, True)
    ran = kliping("topic", "grade", "tidak-ada", "--corpus", due.path)
    assert (ran.code, 'no run has used a topic "tidak-ada"' in ran.err) == (2, True)
    with Corpus(tmp_path / "empty.db"):
        pass
    ran = kliping("topic", "grade", "--corpus", tmp_path / "empty.db")
    assert (ran.code, "no run has had a topic" in ran.err) == (2, True)


def test_a_sample_by_grade_grades_first(kliping: Run, due: Corpus) -> None:
    kliping("sample", 2, "--by", "outlet", "--corpus", due.path)
    assert due.conn.execute("SELECT count(*) FROM grades WHERE topic_id = 2").fetchone() == (0,)
    kliping("sample", 2, "--by", "grade", "--corpus", due.path)
    assert due.conn.execute("SELECT count(*) FROM grades WHERE topic_id = 2").fetchone() == (4,)


def test_a_saved_search_by_grade_misses_nothing_that_had_none(
    kliping: Run, filled: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    kliping("watch", "add", "w", "grade:1", "--corpus", filled.path)
    keep(another(9, text="BP2MI menggelar pembinaan pegawai."))  # by a run that was killed before it graded it
    assert "Berita 9" in kliping("watch", "run", "--corpus", filled.path).out


def test_methods_say_what_has_no_grade_and_that_it_counts_as_grade_0(kliping: Run, due: Corpus) -> None:
    sample = kliping("sample", 4, "--by", "outlet", "--seed", 1, "--json", "--corpus", due.path).rows
    for row in sample:
        assert kliping("label", row["id"], "yes", "--coder", "ana", "--corpus", due.path).code == 0
    page = kliping("methods", "--corpus", due.path)
    assert page.out.count("4 articles have no grade yet; `kliping topic grade` grades what is missing.") == 2
    assert "Here an article without a grade counts as grade 0." in page.out
    assert json.loads(kliping("methods", "--json", "--corpus", due.path).out)["grades_due"] == 4
    kliping("topic", "grade", "--corpus", due.path)
    assert "no grade yet" not in kliping("methods", "--corpus", due.path).out


def test_a_stored_topic_that_cannot_be_read_is_named(kliping: Run, due: Corpus) -> None:
    due.conn.execute("UPDATE topics SET toml = 'name = ' WHERE name = 'pegawai'")
    ran = kliping("topic", "grade", "--corpus", due.path)
    assert ran.code != 0
    assert ran.err.startswith("kliping: the topic 'pegawai' (id 2) in the corpus: not valid TOML")
