"""The index of word forms: table `forms` with each word of the corpus, its root and its number of articles.

`relatives` looks up the words with one root. Triggers list in `forms_due` the articles whose words are not entered yet;
`refresh` enters them. It uses a full-text index of its own in memory, so that words are cut exactly as in
`articles_fts`, and the cost depends on the new articles only. After a removal, `purge` counts everything again, so
that no word of a removed article stays. `meta` has the checksum of the stemming rules; if it has changed, `refresh`
stems all words again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.store import Corpus, put_meta
from corpus.vocabulary.stemming import rules_fingerprint, stem

MAX_FORMS = 60  # forms of one root that a search uses; the rarest are left out, and the search says so
WHOLESALE = 20_000  # articles due from which reading the whole index is cheaper
LAST_CHARACTER = "\U0010ffff"
BATCH = 2_000  # articles entered in one transaction
MERGE_PAGES = 2_000  # pages of the full-text index that one step writes: about 8 MB, so that the WAL file stays small

_CREATE_TEMPORARY = """
CREATE VIRTUAL TABLE temp.forms_new USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE temp.forms_new_words USING fts5vocab(temp, forms_new, row);
"""
_DROP_TEMPORARY = "DROP TABLE temp.forms_new_words; DROP TABLE temp.forms_new;"
_ADD = """INSERT INTO forms (stem, term, df) VALUES (?, ?, ?)
    ON CONFLICT (stem, term) DO UPDATE SET df = df + excluded.df"""
_ADD_UNKNOWN = "INSERT INTO forms (stem, term, df) VALUES (?, ?, ?) ON CONFLICT (stem, term) DO NOTHING"


@dataclass(frozen=True, slots=True)
class WordForm:
    """A word of the corpus, with the number of articles it stands in (`df`)."""

    term: str
    df: int


def relatives(corpus: Corpus, word: str) -> list[WordForm]:
    """Return the words of the corpus with the same root as this word, the most frequent first."""
    rows = corpus.conn.execute("SELECT term, df FROM forms WHERE stem = ? ORDER BY df DESC, term", (stem(word),))
    return [WordForm(term, df) for term, df in rows]


def beginning_with(corpus: Corpus, beginning: str, most: int) -> list[str] | None:
    """Return the words with this beginning; None if more than `most`, or if new articles' words are not entered yet."""
    if _has_words_due(corpus):
        return None
    rows = corpus.conn.execute(
        "SELECT term FROM forms INDEXED BY forms_term WHERE term >= ? AND term < ? LIMIT ?",
        (beginning, beginning + LAST_CHARACTER, most + 1),
    ).fetchall()
    return None if len(rows) > most else [row[0] for row in rows]


def is_due(corpus: Corpus) -> bool:
    """Return True if articles or the stemming rules have changed since the words were entered."""
    return _has_words_due(corpus) or _rules_changed(corpus)


def _has_words_due(corpus: Corpus) -> bool:
    """Return True if words of some articles are not entered yet."""
    return corpus.conn.execute("SELECT 1 FROM forms_due LIMIT 1").fetchone() is not None


def _rules_changed(corpus: Corpus) -> bool:
    """Return True if the stemming rules have changed since the words were entered."""
    row = corpus.conn.execute("SELECT value FROM meta WHERE name = 'roots'").fetchone()
    return row is None or row[0] != rules_fingerprint()


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
    if _rules_changed(corpus):
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
        row[0] for row in corpus.conn.execute("SELECT article_id FROM forms_due ORDER BY 1 LIMIT ?", (BATCH,))
    ]:
        with corpus.transaction() as sql:
            for change, statement in (("new", _ADD), ("changed", _ADD_UNKNOWN)):
                sql.executemany(statement, _stemmed(_words(sql, ids, change)))
            sql.executemany("DELETE FROM forms_due WHERE article_id = ?", [(i,) for i in ids])
        entered += len(ids)
    return entered


def purge(corpus: Corpus) -> int:
    """Count every word again from the full-text index and return the number of words that no article has any more.

    Call it after articles were removed and before the file is vacuumed.
    """
    with corpus.transaction() as sql:
        if _rules_changed(corpus):
            _enter_anew(sql, sql.execute("SELECT term, df FROM forms").fetchall())
        before = {term: (root, df) for root, term, df in sql.execute("SELECT stem, term, df FROM forms")}
        now = dict(_indexed(sql))
        gone = [(root, term) for term, (root, _) in before.items() if term not in now]
        counted = [(df, before[term][0], term) for term, df in now.items() if term in before and before[term][1] != df]
        sql.executemany("DELETE FROM forms WHERE stem = ? AND term = ?", gone)
        sql.executemany("UPDATE forms SET df = ? WHERE stem = ? AND term = ?", counted)
        sql.executemany(_ADD, _stemmed((term, df) for term, df in now.items() if term not in before))
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


def _indexed(sql: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return all (word, number of articles) of the full-text index."""
    sql.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.forms_all USING fts5vocab(main, articles_fts, row)")
    return sql.execute("SELECT term, doc FROM temp.forms_all").fetchall()


def _words(sql: sqlite3.Connection, ids: Sequence[int], change: str) -> list[tuple[str, int]]:
    """Return (word, number of articles) for those of the articles that are due by this kind of `change`."""
    for statement in _CREATE_TEMPORARY.split(";\n"):
        if statement.strip():
            sql.execute(statement)
    sql.execute(
        """INSERT INTO temp.forms_new (rowid, title, text) SELECT id, title, text FROM articles
        WHERE id IN (SELECT article_id FROM forms_due WHERE change = ? AND article_id BETWEEN ? AND ?)""",
        (change, min(ids), max(ids)),
    )
    words = sql.execute("SELECT term, doc FROM temp.forms_new_words").fetchall()
    for statement in _DROP_TEMPORARY.split(";"):
        sql.execute(statement)
    return words


def _stemmed(words: Iterable[tuple[str, int]]) -> Iterable[tuple[str, str, int]]:
    """Return (stem, word, number of articles) for each word."""
    return ((stem(term), term, df) for term, df in words)
