"""The index of word forms: table `forms` with each word of the corpus, its root and its number of articles.

These count headline and text. The words of datelines and places stand in `place_words`, so that a beginning finds
them; no count of words has them.

`relatives` looks up the words with one root. Triggers list in `forms_due` the articles whose words are not entered yet;
`refresh` enters them, and a reader reads them beside the table (corpus.vocabulary.due_words). Both use a full-text
index of their own in memory, so that words are cut exactly as in `articles_fts`, and the cost depends on the new
articles only. After a removal, `purge` counts everything again, so
that no word of a removed article stays. `meta` has the checksum of the stemming rules; if it has changed, `refresh`
stems all words again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.store import Corpus, put_meta
from corpus.vocabulary.due_words import (
    WHOLESALE,
    WORDS_BATCH,
    cut_place_words,
    cut_words,
    due_words,
    indexed_words,
    rules_changed,
)
from corpus.vocabulary.stemming import rules_fingerprint, stem

MAX_FORMS = 60  # forms of one root that a search uses; the rarest are left out, and the search says so
LAST_CHARACTER = "\U0010ffff"
MERGE_PAGES = 2_000  # pages of the full-text index that one step writes: about 8 MB, so that the WAL file stays small

_ADD = """INSERT INTO forms (stem, term, df) VALUES (?, ?, ?)
    ON CONFLICT (stem, term) DO UPDATE SET df = df + excluded.df"""
_ADD_PLACES = """INSERT INTO place_words (term, articles) VALUES (?, ?)
    ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles"""
_DUE_BY = "SELECT article_id FROM forms_due WHERE change = ? AND article_id BETWEEN ? AND ? ORDER BY 1"
_ADD_UNKNOWN = "INSERT INTO forms (stem, term, df) VALUES (?, ?, ?) ON CONFLICT (stem, term) DO NOTHING"

_ARTICLES_WITH = """SELECT coalesce(sum(df), 0) FROM (
    SELECT df FROM forms INDEXED BY forms_term WHERE term IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT articles FROM place_words WHERE term IN (SELECT value FROM json_each(?1)))"""
_WITH_BEGINNINGS = (
    "SELECT term FROM forms INDEXED BY forms_term WHERE term >= ? AND term < ? LIMIT ?",
    "SELECT term FROM place_words WHERE term >= ? AND term < ? LIMIT ?",
)


@dataclass(frozen=True, slots=True)
class WordForm:
    """A word of the corpus, with the number of articles it stands in (`df`)."""

    term: str
    df: int


def relatives(corpus: Corpus, word: str) -> list[WordForm]:
    """Return the words of the corpus with the same root as this word, the most frequent first."""
    root, waiting = stem(word), due_words(corpus)
    counts = dict(waiting.of_root(root))
    if not waiting.whole:
        for term, df in corpus.conn.execute("SELECT term, df FROM forms WHERE stem = ?", (root,)):
            counts[term] = counts.get(term, 0) + df
    return [WordForm(term, df) for term, df in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def articles_with(corpus: Corpus, words: Sequence[str]) -> int:
    """Return the number of articles that have each of these words anywhere, added up; a few may be counted twice."""
    waiting = due_words(corpus)
    number = sum(map(waiting.number, words))
    if not waiting.whole:
        row = corpus.conn.execute(_ARTICLES_WITH, (json.dumps(words),)).fetchone()
        number += int(row[0])
    return number


def beginning_with(corpus: Corpus, beginning: str, most: int) -> list[str] | None:
    """Return the words with this beginning, sorted; None if they are more than `most`."""
    waiting = due_words(corpus)
    terms = waiting.beginning_with(beginning)
    if not waiting.whole:
        for table in _WITH_BEGINNINGS:
            rows = corpus.conn.execute(table, (beginning, beginning + LAST_CHARACTER, most + 1))
            terms.update(row[0] for row in rows)
    return None if len(terms) > most else sorted(terms)


def is_due(corpus: Corpus) -> bool:
    """Return True if articles or the stemming rules have changed since the words were entered."""
    return _has_words_due(corpus) or rules_changed(corpus)


def _has_words_due(corpus: Corpus) -> bool:
    """Return True if words of some articles are not entered yet."""
    return corpus.conn.execute("SELECT 1 FROM forms_due LIMIT 1").fetchone() is not None


def due(corpus: Corpus) -> int:
    """Return the number of articles that `refresh` has to read: new and changed ones, or all if one was removed."""
    sql = corpus.conn
    gone = sql.execute("SELECT 1 FROM forms_due WHERE change = 'removed' LIMIT 1").fetchone()
    return int(sql.execute(f"SELECT count(*) FROM {'articles' if gone else 'forms_due'}").fetchone()[0])  # noqa: S608


def refresh(corpus: Corpus) -> int:
    """Enter the words of new and changed articles and return the number of these articles.

    If an article was removed, everything is counted again (`purge`). If very many are due, the full-text index is
    merged too.
    """
    if rules_changed(corpus):
        with corpus.transaction() as sql:
            _enter_anew(sql, sql.execute("SELECT term, df FROM forms").fetchall())
    waiting = int(corpus.conn.execute("SELECT count(*) FROM forms_due").fetchone()[0])
    if waiting >= WHOLESALE or corpus.conn.execute("SELECT 1 FROM forms_due WHERE change = 'removed'").fetchone():
        if waiting >= WHOLESALE:
            merge_index(corpus)
        purge(corpus)
        return waiting
    entered = 0
    while ids := [
        row[0] for row in corpus.conn.execute("SELECT article_id FROM forms_due ORDER BY 1 LIMIT ?", (WORDS_BATCH,))
    ]:
        with corpus.transaction() as sql:
            for change, statement in (("new", _ADD), ("changed", _ADD_UNKNOWN)):
                due_ids = [row[0] for row in sql.execute(_DUE_BY, (change, ids[0], ids[-1]))]
                sql.executemany(statement, _stemmed(cut_words(sql, due_ids)))
                sql.executemany(_ADD_PLACES, cut_place_words(sql, due_ids))
            sql.executemany("DELETE FROM forms_due WHERE article_id = ?", [(i,) for i in ids])
        entered += len(ids)
    return entered


def purge(corpus: Corpus) -> int:
    """Count every word again from the full-text index and return the number of words that no article has any more.

    Call it after articles were removed and before the file is vacuumed.
    """
    with corpus.transaction() as sql:
        if rules_changed(corpus):
            _enter_anew(sql, sql.execute("SELECT term, df FROM forms").fetchall())
        before = {term: (root, df) for root, term, df in sql.execute("SELECT stem, term, df FROM forms")}
        words, places = indexed_words(sql)
        now = dict(words)
        gone = [(root, term) for term, (root, _) in before.items() if term not in now]
        counted = [(df, before[term][0], term) for term, df in now.items() if term in before and before[term][1] != df]
        sql.executemany("DELETE FROM forms WHERE stem = ? AND term = ?", gone)
        sql.executemany("UPDATE forms SET df = ? WHERE stem = ? AND term = ?", counted)
        sql.executemany(_ADD, _stemmed((term, df) for term, df in now.items() if term not in before))
        sql.execute("DELETE FROM place_words")
        sql.executemany(_ADD_PLACES, places)
        sql.execute("DELETE FROM forms_due")
    return len(gone)


def merge_index(corpus: Corpus) -> int:
    """Merge all segments of the index and return the number of steps. Others can write between two steps.

    For 100,000 articles of 350 words it takes 2 s of CPU time. A search for hundreds of words then takes a third of
    the time it took before.
    """
    steps, pages = 0, -MERGE_PAGES  # a negative number: all segments into one
    while True:
        before = corpus.conn.total_changes
        corpus.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('merge', ?)", (pages,))
        steps, pages = steps + 1, MERGE_PAGES
        if corpus.conn.total_changes - before < 2:  # this is how FTS5 reports that nothing is left to do
            return steps


def _enter_anew(sql: sqlite3.Connection, words: Iterable[tuple[str, int]]) -> None:
    """Replace the content of `forms` by these words, stemmed by the current rules."""
    sql.execute("DELETE FROM forms")
    sql.executemany(_ADD, _stemmed(words))
    put_meta(sql, "roots", rules_fingerprint())


def _stemmed(words: Iterable[tuple[str, int]]) -> Iterable[tuple[str, str, int]]:
    """Return (stem, word, number of articles) for each word."""
    return ((stem(term), term, df) for term, df in words)
