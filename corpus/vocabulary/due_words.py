"""The words of articles that the table `forms` does not have yet, read when a search asks for them (`due_words`).

A crawl or an import enters the words of its articles before it ends. Until then, and in a corpus that can't be written
to, a reader takes them from the articles themselves, so that the same search finds the same articles from everywhere.
Nothing is written to the file.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from corpus.store import Corpus
from corpus.vocabulary.stemming import rules_fingerprint, stem

WORDS_BATCH = 2_000  # articles whose words are cut at once
WHOLESALE = 20_000  # articles due from which reading the whole index is cheaper
NOTICED = 2_000  # articles that take so long to read that it is said

_CREATE_TEMPORARY = """
CREATE VIRTUAL TABLE temp.forms_new USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE temp.forms_new_words USING fts5vocab(temp, forms_new, row);
"""
_DROP_TEMPORARY = "DROP TABLE temp.forms_new_words; DROP TABLE temp.forms_new;"

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class DueWords:
    """The words of some articles by their root: `by_root[root][word]` is the number of these articles with the word.

    `articles` are the ids that were read. If `whole`, these are all words of the corpus, and the table `forms` is not
    to be read beside them: it was made by other stemming rules.
    """

    articles: frozenset[int] = frozenset()
    by_root: dict[str, Counter[str]] = field(default_factory=dict)
    whole: bool = False

    def add(self, words: Iterable[tuple[str, int]]) -> None:
        """Add words and the number of articles that have them."""
        for word, articles in words:
            self.by_root.setdefault(stem(word), Counter())[word] += articles

    def of_root(self, root: str) -> Mapping[str, int]:
        """Return word -> number of articles for this root."""
        return self.by_root.get(root, Counter())

    def beginning_with(self, beginning: str) -> list[str]:
        """Return the words with this beginning."""
        return [word for words in self.by_root.values() for word in words if word.startswith(beginning)]


_NONE = DueWords()
_KNOWN: WeakKeyDictionary[Corpus, tuple[tuple[int, int], DueWords]] = WeakKeyDictionary()


def due_words(corpus: Corpus) -> DueWords:
    """Return the words that `forms` lacks; read once for an open corpus, and again as far as it has changed since."""
    state = _state(corpus.conn)
    known = _KNOWN.get(corpus)
    if known is None or known[0] != state:
        words = _read(corpus, known[1] if known else _NONE)
        _KNOWN[corpus] = known = (_state(corpus.conn), words)
    return known[1]


def cut_words(sql: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[str, int]]:
    """Return (word, number of these articles that have it), cut exactly as in `articles_fts`."""
    for statement in _CREATE_TEMPORARY.split(";\n"):
        if statement.strip():
            sql.execute(statement)
    try:
        sql.execute(
            """INSERT INTO temp.forms_new (rowid, title, text) SELECT id, title, text FROM articles
            WHERE id IN (SELECT value FROM json_each(?))""",
            (json.dumps(list(ids)),),
        )
        return sql.execute("SELECT term, doc FROM temp.forms_new_words").fetchall()
    finally:
        for statement in _DROP_TEMPORARY.split(";"):
            sql.execute(statement)


def indexed_words(sql: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return all (word, number of articles) of the full-text index."""
    sql.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.forms_all USING fts5vocab(main, articles_fts, row)")
    return sql.execute("SELECT term, doc FROM temp.forms_all").fetchall()


def rules_changed(corpus: Corpus) -> bool:
    """Return True if the stemming rules have changed since the words were entered."""
    row = corpus.conn.execute("SELECT value FROM meta WHERE name = 'roots'").fetchone()
    return row is None or row[0] != rules_fingerprint()


def _state(sql: sqlite3.Connection) -> tuple[int, int]:
    """Return numbers that change when anyone writes to the file."""
    return int(sql.execute("PRAGMA data_version").fetchone()[0]), sql.total_changes


def _read(corpus: Corpus, known: DueWords) -> DueWords:
    """Return the words that are due, beginning with those `known` of articles that are still due."""
    sql = corpus.conn
    ids = frozenset(row[0] for row in sql.execute("SELECT article_id FROM forms_due WHERE change <> 'removed'"))
    whole = rules_changed(corpus)
    if not ids and not whole:
        return _NONE
    if len(ids) >= NOTICED:
        logger.warning(
            "the words of %s articles are not in the word list yet and are read now; `kliping search` enters them once",
            f"{len(ids):,}",
        )
    if whole or len(ids) >= WHOLESALE:
        words = DueWords(ids, whole=True)
        words.add(indexed_words(sql))
        return words
    words = known if known.articles <= ids and not known.whole and known is not _NONE else DueWords()
    unread = sorted(ids - words.articles)
    for start in range(0, len(unread), WORDS_BATCH):
        words.add(cut_words(sql, unread[start : start + WORDS_BATCH]))
    words.articles = ids
    return words
