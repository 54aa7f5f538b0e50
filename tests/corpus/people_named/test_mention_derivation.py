"""Mentions follow the texts and the names: what is stored is what the rules give now. All sentences are made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from corpus.deriving.batches import derive_due
from corpus.deriving.due import number_underived
from corpus.models import Article
from corpus.people_named.derivation import MENTIONS, RULE_FILES, mentions_of_corpus
from corpus.store import ArticleOutcome, Corpus
from corpus.vocabulary.names_file import names_path
from tests.test_house import MODULES, file_graph

Keep = Callable[..., ArticleOutcome]
TEXT = "Kepala BP3MI NTT, Suratmi Hamida, hadir di YPC. Suratmi pergi."


def derive_mentions(corpus: Corpus) -> None:
    deque(derive_due(corpus, mentions_of_corpus(corpus.path)), maxlen=0)


def stored(corpus: Corpus) -> list[tuple[str, str, str]]:
    rows = corpus.conn.execute(
        """SELECT m.kind, m.name, substr(a.text, m.start + 1, m."end" - m.start) FROM mentions m
        JOIN articles a ON a.id = m.article_id AND a.text_sha256 = m.text_sha256 ORDER BY a.id, m.start"""
    )
    return [tuple(row) for row in rows]


def test_mentions_are_stored_with_offsets_into_the_text(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    derive_mentions(corpus)
    assert stored(corpus) == [
        ("body", "BP3MI NTT", "BP3MI NTT"),
        ("person", "Suratmi Hamida", "Suratmi Hamida"),
        ("person", "Suratmi Hamida", "Suratmi"),
    ]


def test_a_changed_text_and_a_deleted_article_leave_no_mention(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    derive_mentions(corpus)
    keep(replace(articles[0], text="Polda NTT hadir."))
    assert stored(corpus) == []
    derive_mentions(corpus)
    assert stored(corpus) == [("body", "Polda NTT", "Polda NTT")]
    corpus.conn.execute("DELETE FROM articles")
    assert corpus.conn.execute("SELECT count(*) FROM mentions").fetchone() == (0,)


def test_other_names_beside_the_corpus_read_every_article_anew(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    derive_mentions(corpus)
    before = mentions_of_corpus(corpus.path).rules_version()
    assert before == MENTIONS.rules_version()
    names_path(corpus.path).write_text('[[lineage]]\nid = "x"\n[[lineage.name]]\nname = "YPC"\n', encoding="utf-8")
    assert mentions_of_corpus(corpus.path).rules_version() != before
    assert number_underived(corpus, mentions_of_corpus(corpus.path)) == 1
    derive_mentions(corpus)
    assert ("body", "YPC", "YPC") in stored(corpus)


def test_a_file_of_names_with_an_error_derives_by_those_that_ship(
    corpus: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], text=TEXT))
    names_path(corpus.path).write_text("[[lineage", encoding="utf-8")
    derive_mentions(corpus)
    assert len(stored(corpus)) == 3


def test_every_module_that_finds_mentions_is_part_of_the_rules_version() -> None:
    graph, waiting, reached = file_graph(), ["corpus.people_named.mention_rows"], set[str]()
    while waiting:
        module = waiting.pop()
        reached.add(module)
        waiting += [other for other in graph[module] if other not in reached]
    without = ("corpus.errors", "corpus.messages", "corpus.near_names", "corpus.exits")
    rules = {str(MODULES[module]) for module in reached if not module.startswith(without)}
    assert rules <= set(map(str, RULE_FILES))
