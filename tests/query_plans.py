"""Find SQL statements that read a whole table, or all rows of an outlet, by SQLite's plans (`wide_reads`)."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

SMALL = frozenset(
    ("forms_due", "lineage_gone", "meta", "outlets", "samples", "sqlite_master", "sqlite_schema", "topics", "watches")
)
"""Tables that don't grow with the articles; two have those that came since the last search, and those that went."""

ENOUGH = {  # part of a statement -> why it may be read in this way
    "SELECT count(*) FROM runs": "a run counts the rows at its start and end, to see whether some are lost",
    "SELECT count(*) FROM frontier": "as above; 25 ns a row",
    "SELECT count(*) FROM captures": "as above",
    "SELECT count(*) FROM article_ids": "as above",
    "SELECT max(id) FROM runs WHERE command IN": "stops at the newest crawl or import",
    "(SELECT id FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT ?)": "stops after the outlet's newest articles",
    "FROM runs ORDER BY id DESC LIMIT 1": "the newest run alone",
    "FROM article_changes c WHERE c.seq >": "begins where the topic's grading ended",
    "seq > coalesce((SELECT upto FROM derived": "begins where the derivation ended",
    "DELETE FROM prints": "where the rules of a derivation are new, everything is derived anew",
    "DELETE FROM named_sources": "as above",
    "DELETE FROM quotes": "as above",
    "LEFT JOIN named_sources n ON n.article_id = a.id": "once where an outlet is new or has another name",
    "ORDER BY runs.id DESC LIMIT 1": "stops at the newest run that ended well",
    "SELECT DISTINCT place FROM articles": "only where a search finds nothing",
    "SELECT name FROM writers ORDER BY name": "as above",
    "FROM pages ORDER BY place": "a temporary table of the file that is imported",
    "SELECT id FROM articles WHERE outlet = ?": "once for an outlet that is new or has another rule of addresses",
    "SELECT id FROM frontier WHERE outlet = ? AND kind = 'article' AND reason IS NOT ?": "as above",
}
OUR_FUNCTIONS = ("article_sha256", "doc_id", "outlet_sets", "snippet", "sum_with", "sum_without")
"""Functions that a corpus's connection has; a plan doesn't depend on what they give."""

FEW_ROWS = ("frontier_leased", "frontier_open_listings", "frontier_returned", "runs_running")
"""Indexes of a few rows, whatever the corpus holds: leases, open listings, removed articles that came back, a run."""

WIDE = (  # by these columns a plan reads all rows of an outlet, or of a kind
    "articles_outlet (outlet=?)",
    "frontier_next (outlet=?)",
    "frontier_next (outlet=? AND kind=?)",
    "sqlite_autoindex_frontier_1 (kind=?)",
    "(rowid>?)",
    "(rowid<?)",
)
_STEP = re.compile(r"(SCAN|SEARCH) (\S+)(.*)")
_NO_ROWS = re.compile(r"\s*(BEGIN|COMMIT|DROP|PRAGMA|RELEASE|ROLLBACK|SAVEPOINT|VACUUM)\b", re.IGNORECASE)
_TRIGGER_BODY = re.compile(r"\bBEGIN\b(.*)\bEND\b", re.DOTALL | re.IGNORECASE)
_OF_ROW = re.compile(r"\b(?:new|old)\.(?:\"?\w+\"?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was given to SQLite, with the first values that it had."""

    sql: str
    values: Mapping[str, Any] | list[Any]


def traced(report: Path) -> list[Statement]:
    """Return the statements that tests/traced.py wrote into a file."""
    return [Statement(row["sql"], row["values"]) for row in map(json.loads, report.read_text().splitlines())]


def wide_reads(sql: sqlite3.Connection, statements: list[Statement]) -> Iterator[str]:
    """Yield "statement: step of its plan" for each step that reads more than the rows it is about.

    A statement that can't be planned is one too: an index that it names is missing.
    """
    for name in OUR_FUNCTIONS:
        sql.create_function(name, -1, lambda *_values: 0)
    for statement in chain(statements, _of_triggers(sql)):  # temporary triggers are among the statements
        text = " ".join(statement.sql.split())
        if re.match(r"CREATE ", text):  # a temporary table that later statements read
            with contextlib.suppress(sqlite3.OperationalError):  # it was made before
                sql.execute(text)
        elif text and not _NO_ROWS.match(text) and not _is_enough(text):
            yield from (f"{text}: {step}" for step in _wide_steps(sql, text, statement.values))


def plan(sql: sqlite3.Connection, statement: Statement) -> str:
    """Return the steps of the statement's plan, one a line."""
    return "\n".join(row[3] for row in sql.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.values))


def references_without_index(sql: sqlite3.Connection, parents: tuple[str, ...]) -> Iterator[str]:
    """Yield "table.column" for references to these tables that no index leads to: a deletion would read the table."""
    tables = [row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql > ''")]
    for table in tables:
        for _, _, parent, column, *_ in sql.execute(f"PRAGMA foreign_key_list('{table}')").fetchall():
            plan = f'EXPLAIN QUERY PLAN SELECT 1 FROM "{table}" WHERE "{column}" = 1'
            if parent in parents and any(row[3].startswith("SCAN") for row in sql.execute(plan)):
                yield f"{table}.{column}"


def _is_enough(text: str) -> bool:
    whole_first_row = text.endswith("LIMIT 1") and " WHERE " not in text and " JOIN " not in text
    return whole_first_row or any(part in text for part in ENOUGH)


def _wide_steps(sql: sqlite3.Connection, text: str, values: Any) -> Iterator[str]:
    try:
        steps = [str(row[3]) for row in sql.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    except sqlite3.OperationalError as error:
        yield str(error)
        return
    made = {words[-1] for words in (step.split() for step in steps) if words[0] in ("MATERIALIZE", "CO-ROUTINE")}
    for step in steps:
        parts = _STEP.fullmatch(step)
        if parts is None or "VIRTUAL TABLE" in step or parts[2] in made or parts[2].startswith(("(", "CONSTANT")):
            continue
        if _table(text, parts[2]) in SMALL or step.endswith(FEW_ROWS):
            continue
        if parts[1] == "SCAN" or any(step.endswith(columns) or f"{columns} " in step for columns in WIDE):
            yield step


def _table(text: str, alias: str) -> str:
    """Return the table that an alias stands for in the statement."""
    named = re.search(rf"(?:FROM|JOIN|,)\s+\"?(\w+)\"? (?:AS )?{re.escape(alias)}\b", text)
    return named[1] if named and named[1].upper() not in ("FROM", "JOIN") else alias


def _of_triggers(sql: sqlite3.Connection) -> Iterator[Statement]:
    """Yield the statements of the triggers, with NULL for the values of the row that fires them."""
    every = "SELECT sql FROM {} WHERE type = 'trigger'"
    for (text,) in sql.execute(
        f"{every.format('sqlite_master')} UNION ALL {every.format('sqlite_temp_master')}"
    ).fetchall():
        body = _TRIGGER_BODY.search(text)
        assert body is not None
        for part in body[1].split(";"):
            if part.strip():
                yield Statement(_OF_ROW.sub("NULL", part), [])
