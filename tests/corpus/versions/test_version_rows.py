"""An article's versions: a headline alone makes one, counters and newer rules make none, words are stored once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from corpus.file.checksums import wrong_articles, wrong_tables
from corpus.models import Article
from corpus.store import Corpus
from corpus.versions.version_history import version_history
from corpus.versions.version_rows import PageReading, put_versions
from tests.conftest import ARTICLES, CLOCK, Keep

Another = Callable[..., Article]


def rows(corpus: Corpus) -> list[tuple[object, ...]]:
    query = "SELECT seq, cosmetic, title, text FROM versions ORDER BY article_id, seq"
    return [tuple(row) for row in corpus.conn.execute(query)]


def keep_all(keep: Keep, *articles: Article) -> int:
    return [keep(one, fetched_at=CLOCK + timedelta(days=at)).id for at, one in enumerate(articles)][-1]


def test_an_edit_stores_the_words_before_it_and_the_newest_has_none(
    corpus: Corpus, keep: Keep, another: Another
) -> None:
    one = another(1, text="Balai dibuka.\nDibaca 12 kali")
    counted = replace(one, text="Balai dibuka.\nDibaca 40 kali")
    headline = replace(counted, title="Balai Ditutup")
    quoted = replace(headline, title="“Balai” ditutup!")
    article_id = keep_all(keep, one, counted, headline, quoted)
    assert rows(corpus) == [(1, 0, "Berita 1", counted.text), (2, 1, None, None), (3, 0, None, None)]
    history = version_history(corpus.conn, article_id)
    assert [(one.seq, one.title, one.cosmetic) for one in history.versions] == [
        (1, "Berita 1", False), (2, None, True), (3, "“Balai” ditutup!", False),
    ]  # fmt: skip
    assert history.number_missing == 0
    titles = history.versions[2].title_changes
    assert titles is not None
    assert (titles.words_in, titles.words_out) == (2, 2)
    assert not history.versions[2].changes
    assert not list(wrong_articles(corpus.conn))
    assert wrong_tables(corpus.conn) == []


def test_the_same_page_read_by_newer_rules_is_no_version(corpus: Corpus, keep: Keep, another: Another) -> None:
    stored = keep(one := another(1, text="Balai dibuka. Sisa iklan."))
    capture = corpus.conn.execute("SELECT capture_id FROM article_captures").fetchone()[0]
    with corpus.transaction():
        corpus.keep(replace(one, text="Balai dibuka."), [capture], CLOCK)
    assert rows(corpus) == [(1, 0, None, None)]
    assert version_history(corpus.conn, stored.id).versions[0].text == "Balai dibuka."
    assert not list(wrong_articles(corpus.conn))


def test_all_captures_give_the_versions_that_single_ones_gave(corpus: Corpus, keep: Keep, another: Another) -> None:
    one = another(1, text="Balai dibuka.\nDibaca 12 kali")
    every = [
        one,
        replace(one, text="Balai dibuka!\nDibaca 40 kali"),
        replace(one, text="Balai ditutup.\nDibaca 41 kali"),
    ]
    article_id = keep_all(keep, *every)
    before = corpus.conn.execute("SELECT * FROM versions ORDER BY seq").fetchall()
    assert len(before) == 3
    captures = [row[0] for row in corpus.conn.execute("SELECT id FROM captures ORDER BY id")]
    readings = [PageReading(a.title, a.text, capture) for a, capture in zip(every, captures, strict=True)]
    corpus.conn.execute("UPDATE versions SET title = NULL, text = NULL, captured_at = NULL, cosmetic = NULL")
    history = version_history(corpus.conn, article_id)
    assert history.number_missing == 2
    with corpus.transaction():
        put_versions(corpus.conn, article_id, readings)
    assert corpus.conn.execute("SELECT * FROM versions ORDER BY seq").fetchall() == before
    assert not list(wrong_articles(corpus.conn))


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_that_never_changed_is_stored_once(corpus: Corpus, keep: Keep, number: int) -> None:
    for day in range(number):
        keep(ARTICLES[0], fetched_at=CLOCK + timedelta(days=day))
    assert rows(corpus) == [(1, 0, None, None)]
