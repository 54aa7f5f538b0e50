"""What a corpus holds is counted from all of its rows, and adds up."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from corpus.methods import holdings as module
from corpus.methods.holdings import Holding, holdings
from corpus.models import Article
from corpus.store import Corpus

Keep = Callable[..., Any]


def rows(corpus: Corpus, group: str) -> list[Holding]:
    return [one for one in holdings(corpus) if one.group == group]


def numbers(corpus: Corpus, group: str) -> dict[str | None, int]:
    return {one.value: one.number for one in rows(corpus, group)}


def test_articles_by_outlet_year_and_grade(filled: Corpus) -> None:
    assert rows(filled, "articles") == [Holding("articles", "all", 4, "2023-11-20", "2024-01-05", stories=3)]
    assert sum(numbers(filled, "outlet").values()) == 4
    assert numbers(filled, "year") == {"2024": 1, "2023": 2, None: 1}
    topic = filled.conn.execute("SELECT name FROM topics").fetchone()[0]
    assert numbers(filled, f"grade of {topic}") == {"3": 2, "1": 1, "0": 1}
    assert numbers(filled, "copies") == {"exact": 1}
    assert numbers(filled, "runs") == {"crawl": 1}


def test_what_no_topic_graded_is_a_row_of_its_own(filled: Corpus, keep: Keep, another: Callable[..., Article]) -> None:
    keep(another(1), another(2, day=date(1999, 5, 1)))
    topic = filled.conn.execute("SELECT name FROM topics").fetchone()[0]
    assert numbers(filled, f"grade of {topic}") == {"3": 2, "1": 1, "0": 1, None: 2}
    assert numbers(filled, "year")["1999"] == 1
    assert rows(filled, "articles")[0].first_day == "1999-05-01"


def test_each_group_has_every_article(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.conn.execute("UPDATE articles SET language = 'en', complete = 0 WHERE outlet = 'suara_kota'")
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(module, "PART", 3)
    every = holdings(filled, lambda done, whole: seen.append((done, whole)))
    assert seen == [(3, 4), (4, 4)]
    for group in ("outlet", "year", "language", "complete"):
        assert sum(one.number for one in every if one.group == group) == 4


def test_an_empty_corpus_has_no_article_and_no_group(corpus: Corpus) -> None:
    assert holdings(corpus) == [Holding("articles", "all", 0, stories=0), Holding("copies", "exact", 0)]


def test_outlets_years_and_copies_are_counted_without_reading_a_row(corpus: Corpus) -> None:
    for statement in (module._PLACES, module._COPIES):
        plan = " ".join(row[3] for row in corpus.conn.execute(f"EXPLAIN QUERY PLAN {statement}"))
        assert "COVERING INDEX" in plan, plan
