"""SQL lives in corpus/: the other packages call its reading and writing functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ABOVE = ("crawler", "pipelines", "spiders")
EXECUTES = {"create_function", "execute", "executemany", "executescript"}
# Statements as they begin, or go on in a piece that is put in: "SELECT id FROM x", "AND NOT EXISTS (SELECT 1 FROM".
SQL = re.compile(
    r"\bSELECT\b[^;]*\bFROM\b|\bSELECT [\w*(]|\b(?:INSERT|REPLACE)\b[^;]{0,20}\bINTO \w|\bUPDATE\b[^;]*\bSET\b"
    r"|\bDELETE FROM \w|\bPRAGMA \w|\b(?:CREATE|DROP|ALTER) (?:VIRTUAL |TEMP |UNIQUE )?(?:TABLE|INDEX|TRIGGER|VIEW)\b"
    r"|\bBEGIN IMMEDIATE\b|^VACUUM\b|\bFROM \w+(?:\s+\w+)?\s+(?:WHERE|JOIN)\b"
)


def sql_outside(source: str) -> Iterator[str]:
    """Line and text of each SQL string, and of each call that runs one; docstrings tell of SQL and may."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if match := SQL.search(node.value):
                yield f"{node.lineno}: {match[0]!r}"
        elif isinstance(node, ast.Attribute) and node.attr in EXECUTES:
            yield f"{node.lineno}: .{node.attr}"


def test_no_sql_stands_above_the_corpus() -> None:
    files = sorted(path for package in ABOVE for path in (ROOT / package).rglob("*.py"))
    outside = [
        f"{path.relative_to(ROOT)}:{place}" for path in files for place in sql_outside(path.read_text(encoding="utf-8"))
    ]
    assert outside == []


def test_the_check_sees_every_kind_of_statement() -> None:
    statements = (
        'run("SELECT max(id) FROM runs")',
        'run(f"SELECT count(*) FROM ({ids})")',
        'run("INSERT OR REPLACE INTO grades VALUES (1)")',
        'run("UPDATE frontier SET state = 1")',
        'run("DELETE FROM matches")',
        'run("PRAGMA integrity_check(1)")',
        'run("CREATE TABLE pages (url TEXT)")',
        'run(f"{head} FROM run_outcomes JOIN frontier ON 1")',
        "corpus.conn.execute(statement)",
        "sql.executemany(statement, rows)",
        'sql.create_function("names", 1, None)',
    )
    assert [statement for statement in statements if not list(sql_outside(statement))] == []
    assert list(sql_outside('"""Runs SELECT id FROM runs."""\nsay("select a file from the folder")')) == []
