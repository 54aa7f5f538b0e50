"""Words that are not in the word list yet are read from the articles, and nothing is written for it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from corpus.models import Article
from corpus.store import ArticleOutcome, Corpus
from corpus.vocabulary.due_words import DueWords, due_words
from corpus.vocabulary.stemming import NASAL, listed_stems, roots, spellings, stem
from corpus.vocabulary.word_index import articles_with, beginning_with, refresh, relatives

Keep = Callable[..., ArticleOutcome]
Another = Callable[..., Article]


def counts(corpus: Corpus, word: str) -> dict[str, int]:
    return {form.term: form.df for form in relatives(corpus, word)}


def same_with_and_without(corpus: Corpus, *words: str) -> None:
    """A reader counts the words before they are entered as the writer does then."""
    with Corpus(corpus.path, read_only=True) as reader:
        before = [(counts(reader, word), beginning_with(reader, word[:4], 99), articles_with(reader, [word]))
                  for word in words]  # fmt: skip
        assert reader.conn.execute("SELECT count(*) FROM forms_due").fetchone()[0] > 0
    refresh(corpus)
    with Corpus(corpus.path, read_only=True) as reader:
        assert [(counts(reader, word), beginning_with(reader, word[:4], 99), articles_with(reader, [word]))
                for word in words] == before  # fmt: skip
    assert any(forms for forms, _, _ in before)


def test_a_reader_counts_as_the_word_list_will(filled: Corpus, keep: Keep, another: Another) -> None:
    same_with_and_without(filled, "membina", "pegawai", "tidakada")
    keep(another(1, text="Pembinaan dan binaan."), another(2, text="Dibina lagi."))
    same_with_and_without(filled, "membina", "pegawai", "dibina")


def test_where_very_many_are_due_the_index_is_read(
    filled: Corpus, keep: Keep, another: Another, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refresh(filled)
    keep(another(1, text="Pembinaan dan binaan."))
    monkeypatch.setattr("corpus.vocabulary.due_words.WHOLESALE", 1)
    monkeypatch.setattr("corpus.vocabulary.due_words.NOTICED", 1)
    assert due_words(filled).whole
    assert "the words of 1 articles are not in the word list yet" in caplog.text
    assert caplog.records[0].levelno == logging.WARNING
    same_with_and_without(filled, "membina", "pegawai")


def test_other_stemming_rules_are_followed_at_once(filled: Corpus) -> None:
    refresh(filled)
    filled.conn.execute("UPDATE forms SET stem = term")
    filled.conn.execute("UPDATE meta SET value = 'others' WHERE name = 'roots'")
    with Corpus(filled.path, read_only=True) as reader:
        assert counts(reader, "membina") == {"pembinaan": 2, "bina": 1}


def test_only_new_articles_are_read_again(
    filled: Corpus, keep: Keep, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    from corpus.vocabulary import due_words as module

    cut = module.cut_words
    monkeypatch.setattr(module, "cut_words", lambda sql, ids: read.append(len(ids)) or cut(sql, ids))
    filled.conn.execute("DELETE FROM forms_due")
    refresh(filled)
    keep(another(1, text="Pembinaan."))
    assert counts(filled, "membina") == counts(filled, "membina")
    keep(another(2, text="Binaan."))
    assert counts(filled, "membina") == {"binaan": 1, "pembinaan": 1}
    assert read == [1, 1]


def test_what_another_has_entered_is_not_counted_twice(filled: Corpus, keep: Keep, another: Another) -> None:
    with Corpus(filled.path, read_only=True) as reader:
        before = counts(reader, "membina")
        refresh(filled)
        assert counts(reader, "membina") == before
        keep(another(1, text="Pembinaan."))
        assert counts(reader, "membina") == before | {"pembinaan": before["pembinaan"] + 1}


def test_who_writes_is_seen_at_once(filled: Corpus) -> None:
    with Corpus(filled.path) as other:
        assert not other.is_being_written()
        with filled.transaction():
            assert other.is_being_written()
        assert not other.is_being_written()


def test_every_word_of_a_root_is_seen_although_few_are_stemmed() -> None:
    forms = ("{}", "di{}kan", "memper{}i", "pe{}an", "ke{}annya", "ber{}lah", *(f"{one[0]}{{}}kan" for one in NASAL))
    some = sorted(roots())[::200]
    cut = [root[1:] for root in some if root[0] in "kpst"]
    spelled = sorted(spellings())[::5]
    words = {form.format(root) for root in (*some, *cut, *spelled) for form in forms}
    words |= {*listed_stems(), *spellings(), "kwartalan", "aktifitasnya", "mengkla\ufb01kasikan", "m²", "qurʼanlah"}
    waiting = DueWords()
    waiting.add([(word, 1) for word in words], [])
    by_root: dict[str, set[str]] = {}
    for word in words:
        by_root.setdefault(stem(word), set()).add(word)
    asked = [*sorted(by_root)[:: len(by_root) // 80], *map(stem, (*spelled, "kuartal", "aktivitas", "m2", "quran"))]
    assert {root: set(waiting.of_root(root)) for root in asked} == {root: by_root.get(root, set()) for root in asked}
