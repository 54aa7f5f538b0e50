"""Delete one article from the corpus file: its rows in one transaction (`erase`), then its bytes (`scrub`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from corpus.crawl.listing_counts import LONGEST_EXAMPLE
from corpus.crawl.runs import end_run, start_run
from corpus.crawl.tombstones import REMOVED, key_hash, text_mark
from corpus.erasure.marks import Marks, address_words, is_named, marks_in
from corpus.erasure.registry import OTHER_ROWS
from corpus.erasure.trace import RecordPosition, Trace, is_shared
from corpus.errors import CorpusError
from corpus.exits import Exit
from corpus.file.schema_parts import FULL_TEXT_TABLES
from corpus.file.waiting import busy_seconds
from corpus.integrity.mending import make_derived, take_article_out
from corpus.lineage.lineage_derivation import LINEAGE
from corpus.messages.removal_messages import LOG_STILL_OPEN
from corpus.revisits.article_events import purge_history, unlink_captures
from corpus.store import Corpus
from corpus.urls import article_key
from corpus.vocabulary import word_index as forms


@dataclass(frozen=True, slots=True)
class Moved:
    """The new position of a WARC record after its segment was rewritten."""

    archive: str
    offset: int
    length: int
    sha256: str | None = None  # of the payload, where it was changed


def erase(corpus: Corpus, trace: Trace, marks: Marks, reason: str, moved: Mapping[RecordPosition, Moved]) -> None:
    """Delete the article and write its tombstones, in one transaction. `moved` maps old to new record positions.

    The removal is a run of its own, so that the numbers of earlier runs don't change.
    """
    corpus.conn.execute("PRAGMA secure_delete = ON")
    corpus.conn.execute("PRAGMA synchronous = FULL")  # what comes next is deleting files
    now = datetime.now(UTC)
    with corpus.transaction() as sql:
        run = start_run(corpus, "remove", topic=None, clock=now, options={}, versions={})
        sql.executemany(
            "INSERT OR IGNORE INTO tombstones (key_sha256, reason, removed_at) VALUES (?, ?, ?)",
            [(mark, reason, now.date().isoformat()) for mark in sorted(_tombstones(corpus, trace, marks))],
        )
        _delete_article(corpus, trace.article_id)
        purge_history(corpus, sorted(trace.keys))
        _drop_captures(corpus, trace.rows)
        sql.executemany(
            """UPDATE captures SET archive = ?, offset = ?, length = ?, sha256 = coalesce(?, sha256)
            WHERE archive = ? AND offset = ?""",
            [(new.archive, new.offset, new.length, new.sha256, *old) for old, new in moved.items()],
        )
        _drop_unmoved(corpus, {archive for archive, _ in moved})
        _purge_mentions(corpus, marks, trace.article_id)
        for table in ("validators", "listing_examples"):
            sql.executemany(f"DELETE FROM {table} WHERE url = ?", [(url,) for url in trace.urls])  # noqa: S608
        _close_rows(corpus, [*trace.rows, *_same_page(corpus, marks)], run)
        for key in trace.keys:
            sql.execute("DELETE FROM aliases WHERE key = ? OR article_key = ?", (key, key))
            sql.execute("UPDATE article_ids SET key = ? WHERE key = ?", (_hashed(key), key))
        sql.execute("UPDATE labels SET note = NULL WHERE article_id = ?", (trace.article_id,))
        end_run(corpus, run, state="finished", exit_code=Exit.WELL)


def _delete_article(corpus: Corpus, article_id: int | None) -> None:
    """Delete the article with its rows; one whose authors are damaged, which a trigger would read, without triggers."""
    unread = "SELECT id FROM articles WHERE id = ? AND NOT json_valid(authors)"
    if row := corpus.conn.execute(unread, (article_id,)).fetchone():
        take_article_out(corpus, row[0])
        make_derived(corpus)
    else:
        corpus.conn.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def scrub(corpus: Corpus) -> None:
    """Remove the deleted bytes from the file: merge the full-text index, rewrite the file, empty the WAL.

    Raises CorpusError if another program reads the corpus, so that the WAL can't be emptied.
    """
    for table in FULL_TEXT_TABLES:
        corpus.conn.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - names are ours
    forms.purge(corpus)
    with corpus.transaction() as sql:
        LINEAGE.settle(sql, ())  # the fingerprints of what went
    if corpus.conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'").fetchone():
        corpus.conn.execute("DELETE FROM sqlite_stat4")  # samples of indexed values, which some SQLites take
    corpus.conn.execute("VACUUM")
    corpus.conn.execute(f"PRAGMA busy_timeout = {int(busy_seconds() * 1000)}")
    busy, _, _ = corpus.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise CorpusError(LOG_STILL_OPEN(path=corpus.path, name=corpus.path.name))


def any_value_holds(corpus: Corpus, needle: bytes, *, whole_word: bool = False) -> bool:
    """Return True if a value of any table holds these bytes, or this word: not as a part of another article's word.

    "tukar" is no leftover in "penukaran" or "tukarkan". A rewritten file can hold the needle although no value does:
    the end of one value and a number of SQLite's beside it can look like it ("Angkatan 5" and a length of 57, which is
    the byte "9").
    """
    tables = corpus.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    pattern = rf"(?<![^\W\d_]){re.escape(needle.decode())}(?![^\W\d_])" if whole_word else None
    return any(_is_in(corpus, name, needle, pattern) for (name,) in tables.fetchall())


def _is_in(corpus: Corpus, table: str, needle: bytes, pattern: str | None) -> bool:
    """Return True if any column of the table contains these bytes, and the pattern matches there if one is given."""
    columns = [row[1] for row in corpus.conn.execute("SELECT * FROM pragma_table_xinfo(?)", (table,))]
    holding = " OR ".join(f'instr(CAST("{column}" AS BLOB), ?1)' for column in columns)
    values = ", ".join(f'CAST("{column}" AS BLOB)' for column in columns)
    holders = corpus.conn.execute(f'SELECT {values} FROM "{table}" WHERE {holding}', (needle,))  # noqa: S608
    texts = ((value or b"").decode("utf-8", "replace") for row in holders for value in row)
    return any(pattern is None or re.search(pattern, text) for text in texts)


def is_indexed(corpus: Corpus, word: str) -> bool:
    """Return True if the full-text index holds the word."""
    return (
        corpus.conn.execute("SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1", (f'"{word}"',)).fetchone()
        is not None
    )


def _tombstones(corpus: Corpus, trace: Trace, marks: Marks) -> set[str]:
    """Return the article's tombstones. If its outlet has another article with the same text, that text is allowed."""
    hashes = {key_hash(key) for key in trace.keys | _plain_keys(trace, marks)}
    for sha256 in trace.texts:
        hashes.add(text_mark(sha256))
        same_text = corpus.conn.execute(
            "SELECT 1 FROM articles WHERE text_sha256 = ? AND +outlet = ? AND id <> ?",
            (sha256, trace.outlet, trace.article_id),
        )
        if same_text.fetchone() is None:
            hashes.add(text_mark(sha256, trace.outlet))
    return hashes


def _plain_keys(trace: Trace, marks: Marks) -> set[str]:
    """Return the keys of its addresses without an outlet's rules, to recognise pages that claim one as canonical."""
    return {article_key(url) for url in trace.urls if address_words(url) in marks.addresses}


def _drop_captures(corpus: Corpus, rows: Sequence[int]) -> None:
    """Delete the captures of these frontier rows, and what refers to them."""
    for row in rows:
        for table in ("article_captures", "versions"):
            corpus.conn.execute(
                f"DELETE FROM {table} WHERE capture_id IN (SELECT id FROM captures WHERE frontier_id = ?)",  # noqa: S608
                (row,),
            )
        unlink_captures(corpus, "frontier_id = ?", row)
        corpus.conn.execute("DELETE FROM captures WHERE frontier_id = ?", (row,))


def _drop_unmoved(corpus: Corpus, rewritten: set[str]) -> None:
    """Delete captures of other rows whose record was removed too, because the article's address had answered."""
    unused = """archive = ? AND id NOT IN (SELECT capture_id FROM article_captures)
        AND id NOT IN (SELECT capture_id FROM versions)"""
    for name in sorted(rewritten):
        unlink_captures(corpus, unused, name)
        corpus.conn.execute(f"DELETE FROM captures WHERE {unused}", (name,))  # noqa: S608 - the condition is ours


def _close_rows(corpus: Corpus, rows: Sequence[int], run: int) -> None:
    """Reject the rows and clear their contents. They stay, so that the sums of the frontier still balance."""
    for row in dict.fromkeys(rows):
        kind, key = corpus.conn.execute("SELECT kind, key FROM frontier WHERE id = ?", (row,)).fetchone()
        corpus.conn.execute(
            """UPDATE frontier SET key = ?, url = ?, title = NULL, request = '{}', state = 'rejected', reason = ?,
                article_key = NULL, waiting = 0, lease_until = NULL, settled_run_id = ?, retry_at = NULL,
                refusals = 0 WHERE id = ?""",
            (_hashed(key), _hashed(key), REMOVED, run, row),
        )
        if kind == "article":
            corpus.conn.execute("INSERT INTO run_outcomes VALUES (?, ?, 'rejected', ?)", (run, row, REMOVED))


def _same_page(corpus: Corpus, marks: Marks) -> list[int]:
    """Return the rows with the article's address on another host or under another key that gave no article."""
    rows = corpus.conn.execute(
        "SELECT id, url FROM frontier WHERE kind = 'article' AND state NOT IN ('stored', 'duplicate')"
    )
    return [row[0] for row in rows if address_words(row[1]) in marks.addresses]


def _purge_mentions(corpus: Corpus, marks: Marks, article_id: int) -> None:
    """Delete the article's titles, addresses and words in rows of others: a "Baca Juga" link, a teaser, a caption."""
    is_own = cache(lambda window: not is_shared(corpus, window, article_id))
    functions: dict[str, Callable[[bytes | None], bool]] = {
        "names": lambda text: bool(text) and is_named(marks, text or b""),
        "leads": lambda url: _leads(marks, url),
        "words_of_it": lambda text: _has_words_of_it(marks, text or b"", is_own),
        "example_of_it": lambda text: _is_example_of_it(marks, text or b""),
    }
    for name, function in functions.items():
        corpus.conn.create_function(name, 1, function)
    for statement in filter(None, dict.fromkeys(mention.purge for mention in OTHER_ROWS)):
        corpus.conn.execute(statement)
    for name in functions:
        corpus.conn.create_function(name, 1, None)


def _leads(marks: Marks, url: bytes | None) -> bool:
    return url is not None and address_words(url.decode("utf-8", "replace")) in marks.addresses


def _has_words_of_it(marks: Marks, text: bytes, is_own: Callable[[str], bool]) -> bool:
    """Return True for a text with the article's title or address, or with wording that no other article has."""
    named, worded = marks_in(marks, text)
    return bool(named) or any(map(is_own, worded))


def _is_example_of_it(marks: Marks, text: bytes) -> bool:
    """Return True for an example of a listing that holds the article's title, address or words, or was cut.

    A cut example can't be compared with a whole address. Other articles lose nothing by an example less.
    """
    return len(text.decode("utf-8", "replace")) >= LONGEST_EXAMPLE or any(marks_in(marks, text))


def _hashed(key: str) -> str:
    """Return the key that a removed article's row has in place of its own: a hash."""
    return key if key.startswith(f"{REMOVED}:") else f"{REMOVED}:{key_hash(key)}"
