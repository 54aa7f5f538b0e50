"""The words of the corpus stand under their roots, and a removed article's words go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.models import Article
from corpus.store import Corpus
from corpus.vocabulary.stemming import stem
from corpus.vocabulary.word_index import beginning_with, due, is_due, purge, refresh, relatives

LATER = datetime(2024, 3, 9, tzinfo=UTC)


def terms(corpus: Corpus, word: str) -> dict[str, int]:
    return {form.term: form.df for form in relatives(corpus, word)}


def test_relatives_are_words_of_the_corpus(filled: Corpus) -> None:
    refresh(filled)
    assert terms(filled, "membina") == {"pembinaan": 2, "bina": 1}
    assert terms(filled, "melayani") == {"layanan": 2, "melayani": 2}


def test_what_is_entered_is_no_longer_due(filled: Corpus) -> None:
    assert is_due(filled)
    assert refresh(filled) == 4
    assert not is_due(filled)
    assert refresh(filled) == 0


def test_where_an_article_went_all_that_stay_are_to_be_read(filled: Corpus) -> None:
    refresh(filled)
    filled.conn.execute("DELETE FROM articles WHERE id = (SELECT min(id) FROM articles)")
    assert due(filled) == 3


def test_the_words_are_the_indexes_words(filled: Corpus) -> None:
    refresh(filled)
    ours = dict(filled.conn.execute("SELECT term, df FROM forms"))
    filled.conn.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, articles_fts, row)")
    assert ours == dict(filled.conn.execute("SELECT term, doc FROM temp.v"))


def test_new_articles_are_added(filled: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> None:
    refresh(filled)
    keep(another(1, text="Deputi membina pegawai."), another(2, text="Dibina dan membina."))
    assert refresh(filled) == 2
    assert terms(filled, "bina") == {"pembinaan": 2, "membina": 2, "bina": 1, "dibina": 1}


def test_an_edit_brings_its_new_words(filled: Corpus, articles: tuple[Article, ...]) -> None:
    refresh(filled)
    with filled.transaction():
        filled.keep(replace(articles[3], text="Pegawai dibina."), [4], LATER)
    assert refresh(filled) == 1
    assert terms(filled, "bina") == {"pembinaan": 2, "bina": 1, "dibina": 1}


def test_words_of_a_removed_article_go(filled: Corpus, articles: tuple[Article, ...]) -> None:
    refresh(filled)
    assert terms(filled, "gagal") == {"gagalkan": 1, "menggagalkan": 1}
    filled.drop_article(str(articles[2].key))
    assert purge(filled) > 0
    assert terms(filled, "gagal") == {}
    assert not is_due(filled)


def test_a_refresh_after_a_removal_purges(filled: Corpus, articles: tuple[Article, ...]) -> None:
    refresh(filled)
    filled.drop_article(str(articles[2].key))
    refresh(filled)
    assert terms(filled, "gagal") == {}


def pieces(corpus: Corpus) -> int:
    """In how many pieces FTS5 keeps its index."""
    return int(corpus.conn.execute("SELECT count(DISTINCT segid) FROM articles_fts_idx").fetchone()[0])


def test_the_index_is_merged_after_very_many_came(
    corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        keep(another(n, text=f"Pegawai dibina {n}."))
    refresh(corpus)
    assert pieces(corpus) == 3
    keep(another(3, text="Pegawai lagi."))
    monkeypatch.setattr("corpus.vocabulary.word_index.WHOLESALE", 1)
    assert refresh(corpus) == 1
    assert pieces(corpus) == 1
    corpus.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


def test_words_by_their_beginning(filled: Corpus) -> None:
    assert beginning_with(filled, "pem", 9) == ["pembinaan"]  # read from the articles: not entered yet
    refresh(filled)
    assert beginning_with(filled, "pembin", 9) == ["pembinaan"]
    assert beginning_with(filled, "zzzz", 9) == []
    assert beginning_with(filled, "p", 2) is None


def test_words_that_older_rules_entered_are_brought_to_their_roots_again(filled: Corpus) -> None:
    refresh(filled)
    filled.conn.execute("UPDATE forms SET stem = term")
    assert "pembinaan" not in terms(filled, "membina")
    assert not is_due(filled)
    filled.conn.execute("UPDATE meta SET value = 'others' WHERE name = 'roots'")
    assert is_due(filled)
    assert beginning_with(filled, "pembina", 9) == ["pembinaan"]  # the words are all there meanwhile
    assert refresh(filled) == 0
    assert terms(filled, "membina") == {"pembinaan": 2, "bina": 1}
    assert not is_due(filled)


def test_after_a_removal_only_unknown_words_are_brought_to_their_roots(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(filled)
    whole = filled.conn.execute("SELECT * FROM forms ORDER BY 1, 2").fetchall()
    filled.conn.execute("DELETE FROM forms WHERE term = 'pembinaan'")
    filled.conn.execute("UPDATE forms SET df = df + 1 WHERE term = 'bina'")
    filled.conn.execute("INSERT INTO forms VALUES ('hilang', 'hilang', 1)")
    stemmed: list[str] = []

    def noted_stem(term: str) -> str:
        stemmed.append(term)
        return stem(term)

    monkeypatch.setattr("corpus.vocabulary.word_index.stem", noted_stem)
    assert purge(filled) == 1
    assert filled.conn.execute("SELECT * FROM forms ORDER BY 1, 2").fetchall() == whole
    assert stemmed == ["pembinaan"]
