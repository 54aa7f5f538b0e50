"""A sample is drawn by its seed alone, reaches every stratum it can, and is kept with what the estimates need."""

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

import pytest

from corpus.errors import CorpusError, QueryError
from corpus.methods.sampling import allocate, draw
from corpus.models import Article
from corpus.store import ArticleOutcome, Corpus

BY = ("outlet", "grade")


@pytest.fixture
def many(filled: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> Corpus:
    """The made-up corpus with 60 more articles of one outlet: 20 of each grade from 0 to 2."""
    keep(*(another(n, text=f"Berita nomor {n}.") for n in range(60)))
    topic = filled.conn.execute("SELECT max(id) FROM topics").fetchone()[0]
    for n in range(60):
        article_id = filled.id_of(f"suara_kota.example/berita-{n}")
        filled.conn.execute("INSERT INTO grades VALUES (?, ?, ?)", (article_id, topic, n % 3))
    return filled


def ids(corpus: Corpus, size: int, seed: int = 7, by: tuple[str, ...] = BY) -> list[int]:
    return [d.article_id for d in draw(corpus, size, by=by, seed=seed).drawn]


def test_the_same_seed_gives_the_same_sample(many: Corpus) -> None:
    first = draw(many, 20, by=BY, seed=7)
    assert draw(many, 20, by=BY, seed=7) == first  # its number too: it is kept once
    assert ids(many, 20, seed=8) != [d.article_id for d in first.drawn]
    assert many.conn.execute("SELECT count(*) FROM samples").fetchone() == (2,)


def test_the_draw_follows_from_the_seed_by_a_rule_anyone_can_check(many: Corpus) -> None:
    everything = [row[0] for row in many.conn.execute("SELECT id FROM articles")]
    lowest = sorted(everything, key=lambda i: sha256(f"7:{i}".encode()).hexdigest())[:10]
    assert sorted(ids(many, 10, by=())) == sorted(lowest)


def test_a_larger_simple_sample_holds_the_smaller(many: Corpus) -> None:
    assert set(ids(many, 10, by=())) < set(ids(many, 30, by=()))


def test_every_stratum_is_reached_low_grades_too(many: Corpus) -> None:
    sample = draw(many, 10, by=BY, seed=7)
    strata = Counter(d.stratum for d in sample.drawn)
    assert sample.strata_there == sample.strata_drawn == 5
    assert {json.loads(name)[1] for name in strata} == {0, 1, 2, 3}
    assert sum(strata.values()) == 10
    sizes = {d.stratum: d.stratum_size for d in sample.drawn}
    assert sum(sizes.values()) == sample.corpus_size == 64
    assert sizes['["suara_kota", 0]'] == 21


def test_no_article_stands_twice_and_the_order_tells_nothing(many: Corpus) -> None:
    sample = draw(many, 60, by=BY, seed=7)
    drawn = [d.article_id for d in sample.drawn]
    assert len(set(drawn)) == 60
    assert [d.position for d in sample.drawn] == list(range(1, 61))
    assert drawn != sorted(drawn)
    assert [d.stratum for d in sample.drawn] != sorted(d.stratum for d in sample.drawn)


def test_shares_are_in_proportion() -> None:
    assert allocate({"a": 600, "b": 300, "c": 100}, 100) == {"a": 60, "b": 30, "c": 10}


def test_a_small_sample_reaches_the_largest_strata() -> None:
    assert allocate({"a": 1, "b": 25, "c": 10}, 2) == {"a": 0, "b": 1, "c": 1}


@pytest.mark.parametrize("number", range(1, 41))
def test_every_number_is_given_out_and_none_beyond_a_stratum(number: int) -> None:
    sizes = {"a": 25, "b": 10, "c": 3, "d": 1, "e": 1}
    given = allocate(sizes, number)
    assert sum(given.values()) == number
    assert all(given[name] <= sizes[name] for name in sizes)
    assert sum(n > 0 for n in given.values()) == min(number, 5)


def test_a_sample_is_kept(many: Corpus) -> None:
    sample = draw(many, 12, by=BY, seed=7)
    assert many.conn.execute("SELECT seed, strata, size FROM samples").fetchall() == [(7, '["outlet", "grade"]', 12)]
    stored = many.conn.execute(
        "SELECT position, article_id, stratum, stratum_size FROM sample_articles WHERE sample_id = ?", (sample.id,)
    )
    assert stored.fetchall() == [(d.position, d.article_id, d.stratum, d.stratum_size) for d in sample.drawn]


def test_a_grown_corpus_gives_another_sample(
    many: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]
) -> None:
    first = draw(many, 12, by=BY, seed=7)
    keep(another(99, text="Berita baru."))
    second = draw(many, 12, by=BY, seed=7)
    assert second.id != first.id
    assert second.strata_there == first.strata_there + 1  # the new one has no grade


@pytest.mark.parametrize("by", ["affiliation", "grade", "kind", "language", "month", "outlet", "year"])
def test_by_each_column(many: Corpus, by: str) -> None:
    assert len(draw(many, 20, by=[by], seed=7).drawn) == 20


def test_what_cannot_be_drawn_is_said(many: Corpus) -> None:
    with pytest.raises(CorpusError, match="has 64 articles, a sample of 65 can't be drawn"):
        draw(many, 65, by=BY, seed=7)
    with pytest.raises(CorpusError, match='by "outlets"; did you mean "outlet"'):
        draw(many, 5, by=["outlets"], seed=7)
    with pytest.raises(QueryError, match='no run has used a topic "lain"'):
        draw(many, 5, by=BY, seed=7, topic="lain")
    assert many.conn.execute("SELECT count(*) FROM samples").fetchone() == (0,)


def test_an_empty_corpus_has_nothing_to_draw(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="no article to draw from"):
        draw(corpus, 1, by=BY, seed=7)
