"""What is derived bit by bit is what is derived at once, whatever came, changed and went, in whichever order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.models import Article
from corpus.store import Corpus
from tests.corpus.lineage.made_press import (
    AGENCY,
    PAPERS,
    all_rows,
    derive,
    index_rows,
    open_press,
    origins,
    prose,
    put,
    report,
)

RELEASE = prose("rilis", 200)
CREDITED = report(PAPERS[1], "salinan", RELEASE, 1, credit="Warta 0")
LATER = report(PAPERS[0], "asal", RELEASE + " " + prose("sendiri", 20), 3)
SOURCES = ("Warta 1", "Balai Perantau", "Warta 3", None)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "press.db") as corpus:
        yield corpus


def _is_as_derived_anew(corpus: Corpus) -> bool:
    before = all_rows(corpus), index_rows(corpus)
    derive(corpus, anew=True)
    return (all_rows(corpus), index_rows(corpus)) == before


def _made_text(rng: random.Random, seed: int, step: int) -> str:
    words: list[str] = []
    for part in rng.sample(range(3), rng.choice((1, 1, 2))):
        release = prose(f"{seed}-{part}", (60, 120, 200)[part]).split()
        start = rng.choice((0, 0, rng.randrange(len(release) // 2)))
        words += release[start : rng.choice((len(release), rng.randrange(start + 25, len(release) + 26)))]
    return " ".join([*words, *prose(f"{seed}+{step}", rng.choice((0, 0, 5, 30))).split()])


def _made_report(rng: random.Random, step: int, text: str) -> Article:
    hours = rng.choice((0, 1, 2, 3, None, 5.5, 30))
    made = report(rng.choice((AGENCY, *PAPERS[:5])), f"n{step}", text, hours, credit=rng.choice((*SOURCES, None, None)))
    return replace(made, published_at=None, published_day=date(2024, 3, 4)) if rng.random() < 0.2 else made


@pytest.mark.parametrize("seed", range(6))
def test_bit_by_bit_is_as_at_once(empty: Corpus, seed: int) -> None:
    corpus, rng, stored = open_press(empty), random.Random(seed), dict[str, Article]()
    for step in range(25):
        what = rng.choice(("new", "new", "new", "new", "text", "credit", "hour", "gone")) if stored else "new"
        article = rng.choice(list(stored.values())) if stored else report(AGENCY, "0", RELEASE)
        if what == "new":
            text = article.text if stored and rng.random() < 0.3 else _made_text(rng, seed, step)
            article = _made_report(rng, step, text)
        elif what == "text":
            article = replace(article, text=_made_text(rng, seed, step))
        elif what == "credit":
            article = replace(article, credit=rng.choice(SOURCES))
        elif what == "hour":
            other = _made_report(rng, step, article.text)
            article = replace(article, published_at=other.published_at, published_day=other.published_day)
        if what == "gone":
            corpus.drop_article(str(article.key))
            del stored[str(article.key)]
        else:
            put(corpus, article)
            stored[str(article.key)] = article
        if rng.random() < 0.7:
            derive(corpus)
    derive(corpus)
    assert _is_as_derived_anew(corpus)


def test_a_face_that_went_before_anything_was_stored_leaves_no_entry(empty: Corpus) -> None:
    corpus = open_press(empty)
    put(corpus, report(PAPERS[0], "kemudian", RELEASE, 5), report(PAPERS[1], "dahulu", RELEASE, 0))
    derive(corpus)
    assert not corpus.conn.execute("SELECT 1 FROM shingles WHERE rank NOT IN (SELECT rank FROM prints)").fetchall()
    put(corpus, report(PAPERS[2], "lain", RELEASE + " " + prose("lain", 30), 9))
    derive(corpus)
    assert origins(corpus) == {("kemudian", "dahulu"), ("lain", "dahulu")}


@pytest.mark.parametrize("source_first", [True, False])
def test_a_source_whose_outlet_comes_later_is_named_all_the_same(empty: Corpus, source_first: bool) -> None:
    arrivals = [(PAPERS[0], LATER), (PAPERS[1], CREDITED)]
    for outlet, article in arrivals if source_first else reversed(arrivals):
        empty.put_outlet(outlet)
        put(empty, article)
        derive(empty)
    assert origins(empty) == {("salinan", "asal")}
    assert _is_as_derived_anew(empty)


def test_an_outlet_of_an_imported_page_turns_out_to_be_the_agency(empty: Corpus) -> None:
    empty.put_outlet(replace(AGENCY, kind="other", affiliation=None, origin="host"))
    empty.put_outlet(PAPERS[0])
    put(empty, report(AGENCY, "rilis", RELEASE, 5), report(PAPERS[0], "salinan", RELEASE, 1))
    derive(empty)
    assert origins(empty) == {("rilis", "salinan")}
    empty.put_outlet(AGENCY)
    derive(empty)
    assert origins(empty) == {("salinan", "rilis")}
    assert _is_as_derived_anew(empty)


def test_a_source_that_only_a_removed_article_named_is_named_no_more(empty: Corpus) -> None:
    corpus = open_press(empty)
    put(
        corpus,
        replace(CREDITED, text=RELEASE + " " + prose("tambahan", 30)),
        LATER,
        report(PAPERS[2], "lain", RELEASE, 2),
    )
    derive(corpus)
    assert origins(corpus) == {("salinan", "asal"), ("lain", "asal")}
    corpus.drop_article(str(CREDITED.key))
    derive(corpus)
    assert origins(corpus) == {("asal", "lain")}
    assert _is_as_derived_anew(corpus)


@pytest.mark.parametrize("credit", [None, "Warta 5"])
def test_a_credit_that_is_read_otherwise_names_its_source_no_more(empty: Corpus, credit: str | None) -> None:
    corpus = open_press(empty)
    put(corpus, CREDITED, LATER)
    derive(corpus)
    assert origins(corpus) == {("salinan", "asal")}
    put(corpus, replace(CREDITED, credit=credit))
    derive(corpus)
    assert origins(corpus) == {("asal", "salinan")}
    assert _is_as_derived_anew(corpus)


@pytest.mark.parametrize("another_changes", [False, True])
def test_a_source_stays_named_as_the_first_of_those_who_name_it_goes(empty: Corpus, another_changes: bool) -> None:
    corpus = open_press(empty)
    other = report(PAPERS[3], "lain", prose("lain", 200), 4)
    put(
        corpus,
        other,
        report(PAPERS[2], "pertama", RELEASE, 0),
        CREDITED,
        replace(LATER, text=f"{LATER.text} {prose('lain', 200)}"),
    )
    derive(corpus)
    assert origins(corpus) == {("pertama", "asal"), ("salinan", "asal"), ("lain", "asal")}
    if another_changes:
        put(corpus, replace(other, text=prose("baru", 100)))
    corpus.drop_article("warta2.example/pertama")
    derive(corpus)
    assert origins(corpus) == {("salinan", "asal")} | (set() if another_changes else {("lain", "asal")})
    assert _is_as_derived_anew(corpus)
