"""The words of the corpus stand under their roots, and a removed article's words go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from corpus.forms import is_due, purge, refresh, relatives
from corpus.models import Article
from corpus.store import Corpus

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
