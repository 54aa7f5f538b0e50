"""Quotes follow the texts and the names: what is stored is what the rules give now. All sentences are made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.deriving.batches import derive_due
from corpus.deriving.due import number_underived
from corpus.models import Article
from corpus.quotes.extraction import quotes_of
from corpus.quotes.quote_derivation import QUOTE_ROWS, RULE_FILES, quotes_of_corpus
from corpus.store import ArticleOutcome, Corpus
from corpus.vocabulary.names_file import names_path
from tests.test_house import MODULES, imports

Keep = Callable[..., ArticleOutcome]
TEXT = "Kepala Balai Contoh, Maria Contoh, hadir.\n“Kami siap 🙂 melayani,” kata Maria. Ia berharap warga datang."


def derive_quotes(corpus: Corpus) -> None:
    deque(derive_due(corpus, quotes_of_corpus(corpus.path)), maxlen=0)


def stored(corpus: Corpus) -> list[tuple[str, str, str]]:
    rows = corpus.conn.execute(
        """SELECT q.kind, q.speaker, substr(a.text, q.start + 1, q."end" - q.start) FROM quotes q
        JOIN articles a ON a.id = q.article_id AND a.text_sha256 = q.text_sha256
        WHERE q.text = substr(a.text, q.start + 1, q."end" - q.start) ORDER BY a.id, q.start"""
    )
    return [tuple(row) for row in rows]


def test_quotes_are_stored_with_offsets_into_the_text(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    derive_quotes(corpus)
    assert stored(corpus) == [
        ("direct", "Maria Contoh", "Kami siap 🙂 melayani"),
        ("indirect", "Maria Contoh", "warga datang"),
    ]


def test_a_changed_text_and_a_deleted_article_leave_no_quote(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    derive_quotes(corpus)
    keep(replace(articles[0], text="BP2MI menyatakan layanan dibuka besok."))
    assert stored(corpus) == []
    derive_quotes(corpus)
    assert stored(corpus) == [("indirect", "BP2MI", "layanan dibuka besok")]
    corpus.conn.execute("DELETE FROM articles")
    assert corpus.conn.execute("SELECT count(*) FROM quotes").fetchone() == (0,)
    assert corpus.conn.execute("SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH 'layanan'").fetchone() == (0,)


def test_officials_beside_the_corpus_are_speakers_under_their_names(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text="“Kami siap melayani,” kata Mariya Contohwati."))
    derive_quotes(corpus)
    before = quotes_of_corpus(corpus.path).rules_version()
    assert before == QUOTE_ROWS.rules_version()
    own = '[[official]]\nname = "Maria Contohwati"\nwords = [["Maria", "Mariya"]]\n'
    names_path(corpus.path).write_text(own, encoding="utf-8")
    assert number_underived(corpus, quotes_of_corpus(corpus.path)) == 1
    derive_quotes(corpus)
    assert stored(corpus) == [("direct", "Maria Contohwati", "Kami siap melayani")]


def test_a_file_of_names_with_an_error_derives_by_those_that_ship(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    names_path(corpus.path).write_text("[[lineage", encoding="utf-8")
    derive_quotes(corpus)
    assert len(stored(corpus)) == 2


def test_the_fingerprint_is_of_every_file_that_the_rules_are_in() -> None:
    waiting, reached = ["corpus.quotes.extraction"], set[str]()
    while waiting:
        module = waiting.pop()
        reached.add(module)
        waiting += [one for one in imports(MODULES[module]) if one in MODULES and one not in reached]
    without = ("corpus.errors", "corpus.messages", "corpus.near_names", "corpus.exits")
    assert {MODULES[name] for name in reached if not name.startswith(without)} <= set(RULE_FILES)


@pytest.mark.parametrize("endless", ["a.", "a-", "A.B.", "a/", "1.", "Jl."])
def test_a_text_without_a_blank_is_read_in_linear_time(endless: str) -> None:
    """A text of 200,000 characters; in quadratic time it takes many minutes."""
    text = f'"Kami hadir," kata Maria Contoh. {endless * (200_000 // len(endless))}'
    assert [(one.text, one.speaker) for one in quotes_of("", text)] == [("Kami hadir", "Maria Contoh")]
