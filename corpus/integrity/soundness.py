"""Quick checks for damage before a run writes to the corpus (`refuse_damaged`), without reading the whole file.

SQLite's own check reads the whole file, and it says "ok" for a file that lost its newest rows with a damaged log. So
each run stores at its end the row counts of tables that only grow, in a file beside the corpus (kliping.db.counts).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.opening import NO_DATABASE, explain, open_file, strange_companion
from corpus.file.read_only import open_for_reading
from corpus.file.rights import file_rights
from corpus.file.small_file import read_small
from corpus.file.whole import whole_file
from corpus.integrity.damage_note import corpus_identity, refuse_known_damage
from corpus.integrity.wal import wal_fault, wal_path
from corpus.messages.corpus_messages import CORPUS_UNSOUND
from corpus.store import Corpus

GROWING = ("runs", "frontier", "captures", "article_ids")


def refuse_damaged(path: Path, *, importing: bool = False, repairing: bool = False) -> None:
    """Raise CorpusDamagedError if the corpus is damaged, or known to be (`corpus.integrity.damage_note`).

    An import may begin with lost rows: it brings them back. A repair may begin with known damage.
    """
    if strange := strange_companion(path):
        raise CorpusError(strange)
    fault = next(iter(faults(path)), None) or (None if importing else lost_rows(path))
    if fault:
        raise CorpusDamagedError(CORPUS_UNSOUND(fault=fault))
    if not repairing:
        refuse_known_damage(path)


def faults(path: Path) -> Iterator[str]:
    """Yield a sentence for the first fault of the file, its log or its tables. Quick; it changes nothing."""
    if strange := strange_companion(path):
        yield str(strange)
        return
    if not path.is_file() or path.stat().st_size == 0:
        return
    if (fault := wal_fault(path)) or (fault := _tables_fault(path)):
        yield fault


def keep_counts(corpus: Corpus) -> None:
    """Write the row counts to a file beside the corpus, where a damaged log can't affect them."""
    counts = {"corpus": corpus_identity(corpus.conn), **_counts(corpus.conn)}
    rights = file_rights(corpus.path)
    with whole_file(
        counts_path(corpus.path), sync=False, rights=rights
    ) as file:  # without them a lost row is found later
        file.write(json.dumps(counts) + "\n")


def counts_path(path: Path) -> Path:
    """Return the path of the file with the row counts."""
    return path.with_name(f"{path.name}.counts")


def lost_rows(path: Path) -> str | None:
    """Return a sentence if the corpus has fewer rows than at the end of its last run, else None."""
    try:
        stored = json.loads(read_small(counts_path(path)))
        if not isinstance(stored, dict) or not all(isinstance(stored.get(name), int) for name in GROWING):
            return None
    except (OSError, ValueError, RecursionError):
        return None
    if not path.is_file() or path.with_name(f"{path.name}.removal").exists():
        return None  # a removal that is not finished takes rows out
    try:
        with closing(open_file(path, read_only=True)) as sql:  # an older schema is brought up to date after this
            if stored.get("corpus") != corpus_identity(sql):
                return None  # those of another corpus that stood here before
            now = _counts(sql)
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    lost = [
        f"{stored[name] - now[name]:,} of {stored[name]:,} rows of {name}"
        for name in GROWING
        if now[name] < stored[name]
    ]
    return f"{path}: since its last run ended the corpus has lost {', '.join(lost)}" if lost else None


def _counts(sql: sqlite3.Connection) -> dict[str, int]:
    return {name: int(sql.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in GROWING}  # noqa: S608


def _tables_fault(path: Path) -> str | None:
    """Return a sentence if the file is shorter than it says, or a table of the schema can't be read, else None."""
    try:
        with closing(open_for_reading(path)) as sql:
            if fault := _cut_end(sql, path):
                return fault
            tables = [row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql > ''")]
            for table in tables:
                sql.execute(f'SELECT * FROM "{table}" LIMIT 1').fetchone()  # noqa: S608 - the file's own names
    except sqlite3.OperationalError:
        return None  # locked, or no right to make its shared memory: opening it says so
    except sqlite3.DatabaseError as error:
        return f"{path}: " + ("this is not an SQLite file" if NO_DATABASE in str(error) else f"is damaged ({error})")
    return None


def _cut_end(sql: sqlite3.Connection, path: Path) -> str | None:
    """Return a sentence if the file ends within its last page. With a log beside it, it may lag behind.

    Where whole pages are missing SQLite itself says "malformed" at the first look.
    """
    wal = wal_path(path)
    if wal.exists() and wal.stat().st_size:
        return None
    full = sql.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
    size = path.stat().st_size
    return f"{path}: has {size:,} bytes of {full:,}; its end is cut off" if size < full else None
