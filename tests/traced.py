"""Run the command line and write down every SQL statement that it gave to SQLite, with the first values of each.

    python -m tests.traced FILE crawl topic.toml --corpus kliping.db

FILE gets a line of JSON a statement, in the order of their first use: {"sql": ..., "values": ...}. Only the process
itself is watched; the refine workers open no corpus.
"""

from __future__ import annotations

import json
import runpy
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_plain_connect = sqlite3.connect
_seen: dict[str, Any] = {}


def _note(sql: str, values: Any) -> None:
    if sql not in _seen:
        _seen[sql] = dict(values) if isinstance(values, Mapping) else list(values)


def _watched(kind: type[sqlite3.Connection]) -> type[sqlite3.Connection]:
    """Return the connection's class with its statements noted."""

    class Watched(kind):  # type: ignore[misc, valid-type]
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            _note(sql, parameters)
            done: sqlite3.Cursor = super().execute(sql, parameters)
            return done

        def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
            rows = list(parameters)
            if rows:
                _note(sql, rows[0])
            done: sqlite3.Cursor = super().executemany(sql, rows)
            return done

    return Watched


def _connect(*arguments: Any, factory: type[sqlite3.Connection] = sqlite3.Connection, **more: Any) -> Any:
    return _plain_connect(*arguments, factory=_watched(factory), **more)


def main() -> None:
    """Run `crawler.cli` on the arguments after FILE."""
    report = Path(sys.argv.pop(1))
    sqlite3.connect = _connect  # type: ignore[assignment]
    sys.argv[0] = "kliping"
    try:
        runpy.run_module("crawler.cli", run_name="__main__", alter_sys=True)
    finally:
        lines = [json.dumps({"sql": sql, "values": values}, default=repr) for sql, values in _seen.items()]
        report.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
