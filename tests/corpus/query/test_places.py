"""The town of a dateline is found by its word, beside headline and text; no count of words has it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.linguistics.concordance import concordance
from corpus.linguistics.trend import trend
from corpus.linguistics.wordlists import word_list
from corpus.models import Article
from corpus.search import MARK, UNMARK, search
from corpus.store import Corpus
from corpus.vocabulary.word_index import articles_with, beginning_with, purge, refresh
from tests.older_schemas import undo_places

Keep = Callable[..., object]
Another = Callable[..., Article]


@pytest.fixture
def placed(corpus: Corpus, keep: Keep, another: Another) -> Corpus:
    """Four articles: their towns stand in dateline and place, in the place, in the text, and nowhere."""
    keep(
        replace(
            another(1, text="Apel pembinaan digelar pagi.", title="Apel Pagi", day=date(2023, 1, 1)),
            dateline="Warta Timur, KUPANG (1/1)", place="Kupang",
        ),
        replace(another(2, text="Balai menggelar pelatihan.", title="Pelatihan", day=date(2023, 1, 2)),
                dateline=None, place="Nusa Tenggara Timur"),
        replace(another(3, text="Pembinaan di Kupang ditunda.", title="Ditunda", day=date(2023, 1, 3)),
                dateline="SOE", place="Soe"),
        replace(another(4, text="Timur laut berangin.", title="Cuaca", day=date(2023, 1, 4)), place=None),
    )  # fmt: skip
    return corpus


def titles(corpus: Corpus, query: str, *, literal: bool = False) -> list[str]:
    return [hit.title for hit in search(corpus, query, literal=literal).hits]


@pytest.mark.parametrize("entered", [False, True])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Kupang", ["Ditunda", "Apel Pagi"]),
        ("=kupang", ["Ditunda", "Apel Pagi"]),
        ("pembinaan Kupang", ["Ditunda", "Apel Pagi"]),
        ("pembinaan -Kupang", []),
        ("pembinaan -Soe", ["Apel Pagi"]),
        ("NOT-Soe pembinaan", []),
        ("pembinaan NOT soe", ["Apel Pagi"]),
        ("kupan*", ["Ditunda", "Apel Pagi"]),
        ("laut*", ["Cuaca"]),
        ("ntt", ["Pelatihan"]),  # the place's other name
        ('"nusa tenggara timur"', ["Pelatihan"]),
        ("judul:kupang", []),
        ("kupang OR place:nusa", ["Ditunda", "Pelatihan", "Apel Pagi"]),
        ("kupang OR outlet:warta_timur", ["Ditunda", "Apel Pagi"]),
        ('"kupang apel"', []),  # from the dateline into the text
        ('"pagi warta"', []),
        ('"timur kupang"', ["Apel Pagi"]),  # the dateline's own words
        ('"kupang kupang"', []),  # from the dateline into the place
        ("kupang NEAR/5 apel", []),
    ],
)
def test_words_of_dateline_and_place_are_found(
    placed: Corpus, query: str, expected: list[str], *, entered: bool
) -> None:
    if entered:
        refresh(placed)
    assert titles(placed, query) == expected


def test_literally_too(placed: Corpus) -> None:
    assert titles(placed, "kupang", literal=True) == ["Ditunda", "Apel Pagi"]
    assert titles(placed, "ntt", literal=True) == []


def test_a_hit_shows_the_town_that_matched(placed: Corpus) -> None:
    snippets = {hit.title: hit.snippet for hit in search(placed, "kupang OR ntt OR pelatihan").hits}
    assert snippets["Apel Pagi"] == f"Warta Timur, {MARK}KUPANG{UNMARK} (1/1) — Apel pembinaan digelar pagi."
    assert snippets["Pelatihan"].startswith(f"{MARK}Nusa Tenggara Timur{UNMARK} — Balai")
    assert snippets["Ditunda"] == f"Pembinaan di {MARK}Kupang{UNMARK} ditunda."
    placed.conn.execute("UPDATE articles SET dateline = 'SOE \u2013' WHERE dateline = 'SOE'")
    assert search(placed, "soe").hits[0].snippet.startswith(f"{MARK}SOE{UNMARK} — ")  # one dash, not two
    of_fields = {hit.title: hit.snippet for hit in search(placed, "kupang OR place:soe").hits}
    assert of_fields["Apel Pagi"].startswith(f"Warta Timur, {MARK}KUPANG{UNMARK}")


def test_a_corpus_of_an_older_schema_finds_towns_too(placed: Corpus, path: Path) -> None:
    refresh(placed)
    placed.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        undo_places(sql)
    with Corpus(path) as migrated:
        assert titles(migrated, "kupang") == titles(migrated, "kupan*") == ["Ditunda", "Apel Pagi"]
        assert migrated.conn.execute("SELECT count(*) FROM forms_due").fetchone()[0] == 0
        migrated.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        assert dict(migrated.conn.execute("SELECT * FROM articles_fts_config").fetchall())["hashsize"] == 1 << 20


def test_relevance_counts_a_town_less_than_the_text(placed: Corpus) -> None:
    ranked = search(placed, "kupang", sort="relevance")
    assert [hit.title for hit in ranked.hits] == ["Ditunda", "Apel Pagi"]


def test_no_count_of_words_has_them(placed: Corpus) -> None:
    counted = {row.word: row.count for row in word_list(placed)}
    assert "soe" not in counted
    assert counted["kupang"] == 1
    assert [line.node for line in concordance(placed, "kupang")] == ["Kupang"]
    points, _ = trend(placed, "kupang")
    assert sum(point.articles for point in points) == 1
    assert concordance(placed, "soe").answer.notes[-1].startswith("articles that match in dateline or place alone: 1;")
    before = [beginning_with(placed, "so", 9), articles_with(placed, ["soe"]), articles_with(placed, ["kupang"])]
    assert before == [["soe"], 2, 3]  # in dateline and place; no fewer than the articles
    for _ in range(2):
        refresh(placed)
        forms = dict(placed.conn.execute("SELECT term, df FROM forms"))
        assert (forms.get("soe"), forms["kupang"], forms["timur"]) == (None, 1, 1)
        assert before == [beginning_with(placed, "so", 9), articles_with(placed, ["soe"]),
                          articles_with(placed, ["kupang"])]  # fmt: skip
        purge(placed)


def test_a_corrected_dateline_is_found_and_a_removed_town_goes(placed: Corpus) -> None:
    refresh(placed)
    index = "SELECT * FROM articles_fts_data ORDER BY id"
    before = placed.conn.execute(index).fetchall()
    placed.conn.execute("UPDATE articles SET section = 'Daerah' WHERE title = 'Ditunda'")
    placed.conn.execute("UPDATE articles SET place = 'Soe', title = title WHERE title = 'Ditunda'")
    assert placed.conn.execute(index).fetchall() == before
    placed.conn.execute("UPDATE articles SET dateline = 'LARANTUKA', place = NULL WHERE title = 'Ditunda'")
    assert titles(placed, "larantuka") == titles(placed, "laran*") == ["Ditunda"]
    assert titles(placed, "soe") == []
    placed.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    placed.conn.execute("DELETE FROM articles WHERE title = 'Ditunda'")
    purge(placed)
    assert "larantuka" not in json.dumps(placed.conn.execute("SELECT term FROM place_words").fetchall())
    placed.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
