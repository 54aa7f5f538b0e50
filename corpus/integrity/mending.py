"""Change a damaged corpus for `kliping doctor --repair`: take a damaged article out, make derived tables anew."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from corpus.crawl.frontier_entries import FetchedRow
from corpus.file.checksums import OWNED_TABLES, accept_tables, wrong_tables
from corpus.file.derived_tables import DERIVED_TABLES
from corpus.file.schema_parts import FULL_TEXT_TABLES
from corpus.store import Corpus
from corpus.vocabulary.word_index import purge

_MENDABLE = re.compile(
    r"(?:row \d+ missing from|wrong # of entries in|non-unique entry in) index|(?:NULL|non-[A-Z]+) value in "
    r"|CHECK constraint failed in |row not in PRIMARY KEY order for "
)
_UNSORTED = re.compile(r"row not in PRIMARY KEY order for (\w+)")
_FREED = (
    "article_writers",
    "forms_due",
    "article_changes",
)  # rows of an article that go by triggers, not by a reference
_DERIVED_ROWS = (
    *("quotes", "mentions", "stories", "prints", "named_sources"),
    *("corrections", "correction_names"),
)  # of an article, by `article_id`
_DERIVED = (
    "DELETE FROM article_writers",
    "DELETE FROM writers",
    """INSERT INTO writers (name) SELECT DISTINCT value FROM articles a CROSS JOIN json_each(a.authors)
    WHERE json_valid(a.authors)""",
    """INSERT INTO article_writers (writer_id, article_id) SELECT DISTINCT w.id, a.id
    FROM articles a CROSS JOIN json_each(a.authors) CROSS JOIN writers w ON w.name = value
    WHERE json_valid(a.authors) ORDER BY 1, 2""",
    "DELETE FROM graded_upto",
    "DELETE FROM article_changes",
    "INSERT INTO article_changes (article_id) SELECT id FROM articles ORDER BY id",
    *(f"DELETE FROM {table}" for table in DERIVED_TABLES),  # noqa: S608 - names are ours
)


def is_mendable(fault: str) -> bool:
    """Return True for a sentence of SQLite's check about an index or a value, False for one about the file's pages.

    A file whose pages are damaged must not be written to: SQLite could take a page in use for a free one.

    >>> is_mendable("row 7 missing from index articles_outlet"), is_mendable("Tree 4 page 9 cell 1: Rowid 7")
    (True, False)
    """
    return _MENDABLE.match(fault) is not None


def mend_indexes(corpus: Corpus, faults: Iterable[str]) -> None:
    """Sort the tables that these sentences of SQLite call unsorted, and build all indexes again.

    An index that must be unique and can't be stays as it is. A row that points to nothing is sorted with the others;
    `drop_orphans` and `make_derived` see to it.
    """
    corpus.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        _sort_tables(corpus, faults)
    finally:
        corpus.conn.execute("PRAGMA foreign_keys = ON")
    names = [row[0] for row in corpus.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")]
    for name in names:
        try:
            corpus.conn.execute(f'REINDEX "{name}"')
        except sqlite3.IntegrityError:
            continue


def _sort_tables(corpus: Corpus, faults: Iterable[str]) -> None:
    for table in sorted({match[1] for fault in faults if (match := _UNSORTED.match(fault))}):
        with corpus.transaction() as sql:
            sql.execute(f'CREATE TEMP TABLE sorted AS SELECT * FROM main."{table}"')  # noqa: S608 - SQLite's words
            sql.execute(f'DELETE FROM main."{table}"')  # noqa: S608
            sql.execute(f'INSERT OR IGNORE INTO main."{table}" SELECT * FROM temp.sorted')  # noqa: S608
            sql.execute("DROP TABLE temp.sorted")


def stored_row(corpus: Corpus, article_id: int) -> FetchedRow | None:
    """Return the row of the frontier that gave the article with this id; None if none is known."""
    row = corpus.conn.execute(
        """SELECT frontier.id, frontier.outlet, frontier.key, frontier.state, frontier.article_key
        FROM article_ids JOIN frontier ON frontier.article_key = article_ids.key
        WHERE article_ids.id = ? AND frontier.kind = 'article' AND frontier.state = 'stored'""",
        (article_id,),
    ).fetchone()
    return FetchedRow(*row) if row else None


def take_article_out(corpus: Corpus, article_id: int) -> None:
    """Delete an article with its rows in other tables. Call it in a transaction; `make_derived` must follow.

    The triggers of `articles` are left out: those would read values that are damaged ("malformed JSON").
    """
    with _without_triggers(corpus) as sql:
        sql.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        for table in (*OWNED_TABLES, "article_sums", *_DERIVED_ROWS, *_FREED):
            sql.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - names are ours
        sql.execute("DELETE FROM copies WHERE ? IN (copy_id, origin_id)", (article_id,))
        sql.execute("UPDATE corrections SET other_id = NULL WHERE other_id = ?", (article_id,))


def return_strays(corpus: Corpus) -> list[int]:
    """Give articles whose id was changed the one that was given to their key, and return these; `make_derived` follows.

    Their rows in other tables, and their checksums, still have the right id.
    """
    with corpus.transaction() as sql:
        strays = sql.execute(
            """SELECT a.id, given.id FROM article_ids given JOIN articles a ON a.key = given.key
            WHERE a.id <> given.id AND NOT EXISTS (SELECT 1 FROM articles o WHERE o.id = given.id)"""
        ).fetchall()
        if strays:
            with _without_triggers(corpus):
                sql.executemany("UPDATE articles SET id = ? WHERE id = ?", [(right, wrong) for wrong, right in strays])
    return sorted(right for _, right in strays)


def is_given(corpus: Corpus, article_id: int) -> bool:
    """Return True if an article was ever given this id; only such a one can be marked."""
    return corpus.conn.execute("SELECT 1 FROM article_ids WHERE id = ?", (article_id,)).fetchone() is not None


@contextmanager
def _without_triggers(corpus: Corpus) -> Iterator[sqlite3.Connection]:
    """Leave the triggers of `articles` out for a while, within a transaction."""
    sql = corpus.conn
    triggers = sql.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'articles'"
    ).fetchall()
    for name, _ in triggers:
        sql.execute(f'DROP TRIGGER main."{name}"')
    yield sql
    for _, statement in triggers:
        sql.execute(statement)


def drop_orphans(corpus: Corpus) -> int:
    """Delete the rows of articles that are not there, and return how many."""
    number = 0
    with corpus.transaction() as sql:
        for table in (*OWNED_TABLES, "article_sums", "grades", "matches", *_DERIVED_ROWS):
            statement = f"DELETE FROM {table} WHERE article_id NOT IN (SELECT id FROM articles)"  # noqa: S608
            number += sql.execute(statement).rowcount
    return number


def make_derived(corpus: Corpus) -> None:
    """Make anew from the articles: full-text index, word list, writers and order of changes.

    Lineage, quotes and mentions are deleted; they are due.
    """
    with corpus.transaction() as sql:
        for statement in _DERIVED:
            sql.execute(statement)
        for table in FULL_TEXT_TABLES:
            sql.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608 - names are ours
    purge(corpus)


def accept_changed_tables(corpus: Corpus) -> list[str]:
    """Compute the sums of tables that differ from theirs anew, and return these tables."""
    with corpus.transaction() as sql:
        changed = wrong_tables(sql)
        accept_tables(sql, changed)
    return changed
