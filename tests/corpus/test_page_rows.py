"""The balance of an article's pages, what is outside it and its photos are rows, written and deleted with it."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from corpus.models import Article, Image, OutsideWords, PageWords
from corpus.page_rows import page_rows
from corpus.search import search
from corpus.store import ArticleOutcome, Corpus

Keep = Callable[..., ArticleOutcome]


@pytest.fixture
def first(filled: Corpus, articles: tuple[Article, ...]) -> int:
    """The id of the article that has rows in all three tables."""
    return filled.id_of(str(articles[0].key))


def numbers(corpus: Corpus) -> list[int]:
    return [
        corpus.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("page_words", "outside", "images")
    ]


def test_what_is_read_is_what_was_written(filled: Corpus, articles: tuple[Article, ...], first: int) -> None:
    rows = page_rows(filled.conn, first)
    assert [PageWords(in_text=row.pop("kept"), **row) for row in rows["page_words"]] == list(articles[0].page_words)
    assert [OutsideWords(**row) for row in rows["outside"]] == list(articles[0].outside)
    assert [Image(**row) for row in rows["images"]] == list(articles[0].images)
    assert page_rows(filled.conn, first + 1) == {"page_words": [], "outside": [], "images": []}


def test_an_article_that_is_stored_anew_has_its_newest_rows_only(
    filled: Corpus, articles: tuple[Article, ...], keep: Keep, first: int
) -> None:
    photo, balance = Image(0, "https://kantor-berita.example/foto/baru.jpg"), PageWords(0, 41, 40, 1, 0, 0, 0)
    outcome = keep(replace(articles[0], page_words=(balance,), outside=(), images=(photo, photo)))
    assert (outcome.id, outcome.outcome, numbers(filled)) == (first, "same", [1, 0, 2])
    assert [row["url"] for row in page_rows(filled.conn, first)["images"]] == [photo.url] * 2


def test_an_article_that_is_dropped_takes_its_rows_along(
    filled: Corpus, articles: tuple[Article, ...], first: int
) -> None:
    assert numbers(filled) == [2, 3, 2]
    filled.drop_article(str(articles[0].key))
    assert numbers(filled) == [0, 0, 0]


def test_the_rows_are_written_in_the_transaction_of_the_article(
    filled: Corpus, articles: tuple[Article, ...], first: int
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="position >= 0"), filled.transaction():
        filled.keep(
            replace(articles[0], title="Judul lain", outside=(OutsideWords(0, -1, "footer", 3),)),
            [1],
            first_seen=articles[0].published_at,  # type: ignore[arg-type]
        )
    assert numbers(filled) == [2, 3, 2]
    assert filled.conn.execute("SELECT title FROM articles WHERE id = ?", (first,)).fetchone() == (articles[0].title,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE page_words SET seen = seen + 1",
        "UPDATE page_words SET kept = -1, outside = outside + kept + 1",
        "INSERT INTO page_words SELECT article_id, part, 0, 0, 0, 0, 0, 0, 0 FROM page_words",  # a page twice
        "INSERT INTO page_words VALUES (7, 0, 0, 0, 0, 0, 0, 0, 0)",  # of no article
        "UPDATE outside SET text = 'Komentar pembaca' WHERE reason = 'footer'",
        "UPDATE outside SET reason = 'comment' WHERE text IS NOT NULL",
        f"UPDATE outside SET text = '{'a' * 2001}' WHERE text IS NOT NULL",
        "UPDATE images SET position = -2",
    ],
)
def test_the_file_refuses_rows_that_can_not_be(filled: Corpus, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="constraint failed"):
        filled.conn.execute(statement)


def test_no_search_finds_captions_and_words_outside(filled: Corpus) -> None:
    def ids(query: str) -> list[Any]:
        return [hit.id for hit in search(filled, query).hits]

    assert ids("disiplin")
    assert ids("petang") == ids("peserta") == ids('"apel pegawai"') == []
    assert filled.conn.execute("SELECT max(words) FROM articles").fetchone() == (40,)
