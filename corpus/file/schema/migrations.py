"""The migrations in their order, applied by sqlite_utils.migrations.

`PRAGMA user_version` is the number of migrations that a file has had, so that an older program refuses a newer corpus.
A new migration is a file `m010.py` beside this one with a function `m010_what_it_does`, the row of each new column
(`corpus.columns` for those of `articles`), and `make docs`, which writes schema.sql anew.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from corpus.file.schema import SCHEMA_VERSION

Step = Callable[[Database], None]


def _step(number: int) -> Step:
    """Return the migration of this number: in m010.py, the one function whose name begins with `m010_`."""
    name = f"m{number:03}"
    module = vars(import_module(f"corpus.file.schema.{name}"))
    (step,) = (each for each in module if each.startswith(f"{name}_"))
    migration: Step = module[step]
    return migration


MIGRATION_STEPS = tuple(map(_step, range(1, SCHEMA_VERSION + 1)))
"""Each is entered in a corpus under its function's name, which therefore never changes."""

migrations = Migrations("kliping")
for step in MIGRATION_STEPS:
    migrations()(step)
