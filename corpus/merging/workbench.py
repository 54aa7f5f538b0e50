"""The connection that merges (`Workbench`): the new corpus, the inputs attached read-only, and tables to work with.

`main` is the new corpus, `w` a file of working tables beside it that goes at the end, `s0`, `s1` ... are the inputs.
In an SQL text for each input, `src.` stands for its name and `:src` for its number.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from corpus.crawl.tombstones import REMOVED, key_hash
from corpus.file.checksums import Value, row_digest
from corpus.file.read_only import harden
from corpus.file.whole import discard
from corpus.merging.merge_inputs import MergeInput
from corpus.store import Corpus

CACHE_KIB = 32_000  # of pages of the new corpus in memory


class Workbench:
    """An open connection on a new corpus and on the corpora to be merged."""

    def __init__(self, sql: sqlite3.Connection, inputs: Sequence[MergeInput]) -> None:
        self.sql = sql
        self.inputs = inputs
        self._columns: dict[str, tuple[str, ...]] = {}

    def per(self, text: str) -> list[str]:
        """Return the SQL text for each input."""
        typed = text.replace(":src AS src", "CAST(:src AS INTEGER) AS src")  # an index is used for a column with a type
        return [typed.replace("src.", f"s{n}.").replace(":src", str(n)) for n in range(len(self.inputs))]

    def union(self, text: str) -> str:
        """Return one SELECT over all inputs."""
        return "\nUNION ALL\n".join(self.per(text))

    def run(self, *texts: str) -> None:
        """Execute SQL texts, one after the other."""
        for text in texts:
            self.sql.execute(text)

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns of a table of ours, in order; a column that another program added is none of them."""
        if table not in self._columns:
            rows = self.sql.execute("SELECT name FROM main.pragma_table_info(?)", (table,))
            self._columns[table] = tuple(row[0] for row in rows)
        return self._columns[table]

    def named(self, table: str, alias: str, **others: str) -> str:
        """Return the SQL of a table's columns in order; `others` are those that are not simply copied."""
        return ", ".join(others.get(name, f'{alias}."{name}"') for name in self.columns(table))


@contextmanager
def workbench(target: Path, inputs: Sequence[MergeInput]) -> Iterator[Workbench]:
    """Make a corpus at `target`, which is nobody else's file, and let the block fill it.

    Nothing guards the file against a crash meanwhile: whoever calls gives it its name when it is whole.
    """
    Corpus(target).close()
    scratch = target.with_name(f"{target.name}-scratch")
    discard(scratch)
    try:
        with closing(harden(sqlite3.connect(_address(target, "rw"), uri=True, isolation_level=None))) as sql:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "trusted_schema = ON"):
                sql.execute(f"PRAGMA {setting}")
            sql.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            sql.execute("ATTACH ? AS w", (_address(scratch, "rwc"),))
            sql.execute("PRAGMA w.journal_mode = OFF")
            sql.execute("PRAGMA w.synchronous = OFF")
            for number, one in enumerate(inputs):
                sql.execute(f"ATTACH ? AS s{number}", (_address(one.path, "ro"),))
            bench = Workbench(sql, inputs)
            _add_functions(bench)
            yield bench
    finally:
        discard(scratch)


def _address(path: Path, mode: str) -> str:
    alone = mode == "ro" and not os.access(path.parent, os.W_OK)  # no shared memory can be made, and nobody writes
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}{'&immutable=1' if alone else ''}"


def _add_functions(bench: Workbench) -> None:
    """Add `final_key(key)` and `is_gone(key)` of the tombstones of all inputs, and `digest(value ...)`."""
    rows = bench.sql.execute(bench.union("SELECT key_sha256 FROM src.tombstones WHERE key_sha256 NOT GLOB 'text:*'"))
    gone = {row[0] for row in rows}
    hidden = f"{REMOVED}:"

    def final_key(key: str | None) -> str | None:
        if key is None or not gone or key.startswith(hidden) or (hashed := key_hash(key)) not in gone:
            return key
        return hidden + hashed

    def is_gone(key: str | None) -> int:
        return int(key is not None and (key.startswith(hidden) or (bool(gone) and key_hash(key) in gone)))

    def digest(*values: Value) -> str:
        return row_digest("", tuple(map(str, range(len(values)))), values).hex()

    functions: tuple[tuple[str, int, Callable[..., Value]], ...] = (
        ("final_key", 1, final_key),
        ("is_gone", 1, is_gone),
        ("digest", -1, digest),
    )
    for name, number, function in functions:
        bench.sql.create_function(name, number, function, deterministic=True)
    bench.sql.create_aggregate("digest_all", 1, _DigestAll)  # type: ignore[arg-type] # its values may be bytes


class _DigestAll:
    """The SHA-256 of values in sorted order."""

    def __init__(self) -> None:
        self.values: list[str] = []

    def step(self, value: Value) -> None:
        self.values.append(str(value))

    def finalize(self) -> str:
        return hashlib.sha256("\n".join(sorted(self.values)).encode("utf-8", "surrogatepass")).hexdigest()
