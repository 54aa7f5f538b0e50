"""What is derived follows the texts: new and changed articles are read, new rules read all anew."""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from corpus.article_words import MOST_DERIVED, ArticleWords
from corpus.deriving.batches import derive_due, derive_lately
from corpus.deriving.due import _NEXT, number_underived, underived_sentence
from corpus.models import Article
from corpus.store import ArticleOutcome, Corpus

Keep = Callable[..., ArticleOutcome]


@dataclass
class FirstWords:
    """A derivation for these tests: each article's first word, as a quote."""

    version: str = "1"
    name: str = "quotes"

    def rules_version(self) -> str:
        return self.version

    def rows_of(self, article: ArticleWords) -> str:
        return article.text.split()[0]

    def write(self, sql: sqlite3.Connection, article: ArticleWords, rows: str) -> None:
        sql.execute("DELETE FROM quotes WHERE article_id = ?", (article.id,))
        sql.execute(
            """INSERT INTO quotes (article_id, start, "end", kind, text, rule, text_sha256)
            VALUES (?, 0, ?, 'direct', ?, 'first', ?)""",
            (article.id, len(rows), rows, article.text_sha256),
        )

    def settle(self, sql: sqlite3.Connection, ids: Sequence[int]) -> None:
        pass

    def clear(self, sql: sqlite3.Connection) -> None:
        sql.execute("DELETE FROM quotes")


def _words(corpus: Corpus) -> list[str]:
    return [row[0] for row in corpus.conn.execute("SELECT text FROM quotes ORDER BY article_id")]


def _found(corpus: Corpus, word: str) -> int:
    return int(corpus.conn.execute("SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH ?", (word,)).fetchone()[0])


def _derive(corpus: Corpus, derivation: FirstWords) -> int:
    return sum(derive_due(corpus, derivation))


def test_only_what_came_or_changed_is_read_again(
    filled: Corpus, keep: Keep, articles: tuple[Article, ...], another: Callable[..., Article]
) -> None:
    first = FirstWords()
    assert (_derive(filled, first), _derive(filled, first)) == (len(articles), 0)
    assert _words(filled) == [
        row[0].split()[0] for row in filled.conn.execute("SELECT text FROM articles ORDER BY id").fetchall()
    ]
    keep(another(1, text="Gubernur datang."), replace(articles[0], text="Diralat kemudian."))
    assert number_underived(filled, first) == 2
    assert _found(filled, "diralat") == 0
    assert _derive(filled, first) == 2
    assert (_found(filled, "diralat"), _found(filled, "gubernur")) == (1, 1)


def test_a_changed_text_takes_its_rows_along_at_once(filled: Corpus) -> None:
    _derive(filled, FirstWords())
    some = filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]
    filled.conn.execute("UPDATE articles SET text = 'Lain sama sekali.' WHERE id = ?", (some,))
    assert filled.conn.execute("SELECT 1 FROM quotes WHERE article_id = ?", (some,)).fetchone() is None
    filled.conn.execute("DELETE FROM articles WHERE id <> ?", (some,))
    assert _words(filled) == []
    filled.conn.execute("INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('integrity-check', 1)")


def test_other_rules_make_everything_anew(filled: Corpus, articles: tuple[Article, ...]) -> None:
    _derive(filled, FirstWords())
    changed = FirstWords(version="2")
    assert number_underived(filled, changed) == len(articles)
    sentence = underived_sentence(filled, [changed])
    assert sentence is not None
    assert sentence.startswith(f"{len(articles)} articles are not read for quotes yet")
    assert _derive(filled, changed) == len(articles)
    assert underived_sentence(filled, [changed]) is None
    assert len(_words(filled)) == len(articles)


def test_an_interruption_leaves_whole_batches(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.deriving.batches.BATCH", 1)
    first = FirstWords()
    batches = derive_due(filled, first)
    next(batches)
    batches.close()
    assert len(_words(filled)) == 1
    deque(derive_due(filled, first), maxlen=0)
    assert len(_words(filled)) == filled.conn.execute("SELECT count(*) FROM articles").fetchone()[0]


def test_another_origin_is_sought_where_its_facts_change_or_it_goes(filled: Corpus) -> None:
    first, second = (row[0] for row in filled.conn.execute("SELECT id FROM articles ORDER BY id LIMIT 2"))
    filled.conn.execute("DELETE FROM stories")
    filled.conn.execute("DELETE FROM copies")
    filled.conn.execute("INSERT INTO copies VALUES (?, ?, 1.0, NULL, 'verbatim', 'earliest', 'high')", (second, first))
    filled.conn.execute("INSERT INTO stories VALUES (?, ?)", (second, first))
    _derive(filled, FirstWords())
    filled.conn.execute("UPDATE articles SET credit = 'BP2MI' WHERE id = ?", (second,))
    assert number_underived(filled, FirstWords()) == 1
    _derive(filled, FirstWords())
    filled.conn.execute("DELETE FROM articles WHERE id = ?", (first,))
    assert number_underived(filled, FirstWords()) == 1
    assert filled.conn.execute("SELECT count(*) FROM copies").fetchone() == (0,)
    assert filled.conn.execute("SELECT count(*) FROM stories").fetchone() == (0,)


def test_of_a_very_long_text_the_beginning_is_read_and_a_line_says_so(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    longest = max(len(row[0]) for row in filled.conn.execute("SELECT text FROM articles"))
    monkeypatch.setattr("corpus.deriving.due._NEXT", _NEXT.replace(f"{MOST_DERIVED}", str(longest - 1)))
    read: list[int] = []

    class Lengths(FirstWords):
        def rows_of(self, article: ArticleWords) -> str:
            read.append(len(article.text))
            return super().rows_of(article)

    _derive(filled, Lengths())
    assert max(read) == longest - 1
    assert "is very long: its first" in caplog.text


def test_long_texts_come_few_at_a_time(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.deriving.due.MOST_DERIVED", 1)
    assert set(derive_due(filled, FirstWords())) == {1}


def test_a_run_leaves_very_many_for_the_command(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.deriving.batches.derivations", lambda _corpus: (FirstWords(),))
    assert derive_lately(filled, most=1) == ["quotes"]
    assert _words(filled) == []
    assert derive_lately(filled) == []
    assert len(_words(filled)) > 1
