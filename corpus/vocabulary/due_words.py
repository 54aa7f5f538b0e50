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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from corpus.store import Corpus
from corpus.vocabulary.stemming import may_have_stem, rules_fingerprint, stem

WORDS_BATCH = 2_000  # articles whose words are cut at once
WHOLESALE = 20_000  # articles due from which reading the whole index is cheaper
NOTICED = 2_000  # articles that take so long to read that it is said

_CUT = """CREATE VIRTUAL TABLE temp.{table} USING fts5({columns}, content='',
    tokenize='unicode61 remove_diacritics 2')"""
_OF_ARTICLES = "SELECT id, title, text FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_PLACES = (
    "SELECT id, dateline, place FROM articles a INDEXED BY articles_facts WHERE coalesce(dateline, place) IS NOT NULL"
)
_THESE = " AND id IN (SELECT value FROM json_each(?))"
_COUNT_IN_TEXT = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"

Counts = list[tuple[str, int]]
"""(word, number of articles)."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class DueWords:
    """The words of some articles: `words[word]` is the number of these articles with the word in headline or text,
    `places[word]` that of dateline and place, an article with both counted twice.

    `articles` are the ids that were read. If `whole`, these are all words of the corpus, and the tables `forms` and
    `place_words` are not to be read beside them: `forms` was made by other stemming rules.
    """

    articles: frozenset[int] = frozenset()
    words: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    whole: bool = False
    _of_roots: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def add(self, words: Counts, places: Counts) -> None:
        """Add words of headlines and texts, and words of datelines and places."""
        for into, more in ((self.words, words), (self.places, places)):
            for word, articles in more:
                into[word] += articles
        self._of_roots.clear()

    def of_root(self, root: str) -> Mapping[str, int]:
        """Return word -> number of articles for this root. Only words that may have it are stemmed."""
        if root not in self._of_roots:
            near = filter(may_have_stem(root), self.words)
            self._of_roots[root] = {word: self.words[word] for word in near if stem(word) == root}
        return self._of_roots[root]

    def number(self, word: str) -> int:
        """Return a number that the articles with this word do not exceed."""
        return self.words[word] + self.places[word]

    def beginning_with(self, beginning: str) -> set[str]:
        """Return the words with this beginning."""
        return {word for words in (self.words, self.places) for word in words if word.startswith(beginning)}


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


def cut_words(sql: sqlite3.Connection, ids: Sequence[int]) -> Counts:
    """Return the words of headlines and texts with the number of these articles, cut exactly as in `articles_fts`."""
    return _cut(sql, ("title", "text"), _OF_ARTICLES, json.dumps(list(ids)))


def cut_place_words(sql: sqlite3.Connection, ids: Sequence[int]) -> Counts:
    """Return the words of datelines and places; an article that has one in both is counted twice."""
    return _cut(sql, ("dateline", "place"), _PLACES + _THESE, json.dumps(list(ids)))


def indexed_words(sql: sqlite3.Connection) -> tuple[Counts, Counts]:
    """Return all words of headlines and texts, and all of datelines and places, as `cut_words` and `cut_place_words`.

    The first are counted by the full-text index: over all columns, so that those of datelines are counted again.
    """
    sql.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.forms_all USING fts5vocab(main, articles_fts, row)")
    words = dict(sql.execute("SELECT term, doc FROM temp.forms_all").fetchall())
    places = _cut(sql, ("dateline", "place"), _PLACES)
    for word, _ in places:
        in_text = int(sql.execute(_COUNT_IN_TEXT, (f'{{title text}} : "{word}"',)).fetchone()[0])
        words[word] = in_text
    return [(word, number) for word, number in words.items() if number], places


def _cut(sql: sqlite3.Connection, columns: tuple[str, str], articles: str, *values: str) -> Counts:
    """Return the words of these columns of articles, each with its number of articles, counted for each column if it is
    a dateline's or place's.
    """
    table, kind = ("places_new", "col") if "place" in columns else ("forms_new", "row")
    sql.execute(_CUT.format(table=table, columns=", ".join(columns)))
    sql.execute(f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab(temp, {table}, {kind})")
    try:
        sql.execute(f"INSERT INTO temp.{table} (rowid, {', '.join(columns)}) {articles}", values)
        return sql.execute(f"SELECT term, sum(doc) FROM temp.{table}_words GROUP BY term").fetchall()  # noqa: S608
    finally:
        sql.execute(f"DROP TABLE temp.{table}_words")
        sql.execute(f"DROP TABLE temp.{table}")


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
        words.add(*indexed_words(sql))
        return words
    words = known if known.articles <= ids and not known.whole and known is not _NONE else DueWords()
    unread = sorted(ids - words.articles)
    for start in range(0, len(unread), WORDS_BATCH):
        some = unread[start : start + WORDS_BATCH]
        words.add(cut_words(sql, some), cut_place_words(sql, some))
    words.articles = ids
    return words
