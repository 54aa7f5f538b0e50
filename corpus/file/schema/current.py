"""The schema after all migrations, as SQL text (`schema_sql`): the content of corpus/file/schema.sql."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

SCHEMA_FILE = Path(__file__).parent.parent / "schema.sql"
HEAD = """\
-- The corpus's schema, version {version}: what an empty corpus holds. docs/corpus.md explains each column.
-- Made from the migrations in corpus/file/schema by `make docs`; changes made here are lost.
-- A corpus has each migration by its name, which never changes:
{names}
"""
_OTHERS = ("sqlite_", "idx__sqlite_", "_sqlite_migrations", "articles_fts_", "quotes_fts_")
"""What SQLite, sqlite-utils and FTS5 make for themselves."""

_WITH_COLUMNS = re.compile(r"(CREATE TABLE [^(]+)\((.*)\)([^()]*)", re.DOTALL)
_PIECE = re.compile(r"'[^']*'|[(),]|[^'(),]+")


def schema_sql() -> str:
    """Every table with its indexes and triggers, then the views, as the text of schema.sql."""
    from sqlite_utils import Database

    from corpus.file.schema.migrations import MIGRATION_STEPS, migrations

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as sql:
        migrations.apply(Database(sql))
        version = int(sql.execute("PRAGMA user_version").fetchone()[0])
        made = sql.execute(
            """SELECT a.name, a.sql FROM sqlite_schema a JOIN sqlite_schema t ON t.name = a.tbl_name
            WHERE a.sql IS NOT NULL ORDER BY t.type = 'view', t.rowid, a.type <> 'table', a.type <> 'index', a.rowid"""
        ).fetchall()
    statements = [f"{_laid_out(text)};\n" for name, text in made if not name.startswith(_OTHERS)]
    names = "\n".join(f"--   {step.__name__}" for step in MIGRATION_STEPS)
    return "\n".join([HEAD.format(version=version, names=names), *statements, f"PRAGMA user_version = {version};\n"])


def _laid_out(statement: str) -> str:
    """Return a CREATE TABLE with each column on a line of its own; any other statement unchanged."""
    if not (table := _WITH_COLUMNS.fullmatch(statement)):
        return statement
    columns = ",\n".join(f"    {column}" for column in _parts(table[2]))
    return f"{table[1].rstrip()} (\n{columns}\n){table[3]}"


def _parts(columns: str) -> Iterator[str]:
    """Yield the column definitions between commas, except commas in brackets or quotes; white space is one blank."""
    depth, part = 0, ""
    for piece in _PIECE.findall(columns):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            yield " ".join(part.split())
            part = ""
        else:
            part += piece
    yield " ".join(part.split())
