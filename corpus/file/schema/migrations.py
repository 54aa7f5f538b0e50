"""The migrations in their order, applied by sqlite_utils.migrations.

`PRAGMA user_version` is the number of migrations that a file has had, so that an older program refuses a newer corpus.
A new migration is a file `m010.py` beside this one, a place in `STEPS`, `SCHEMA_VERSION` in corpus/file/opening.py, the
row of each new column in docs/corpus.md, and `python -m corpus.file.schema`, which writes schema.sql anew.
"""

from __future__ import annotations

from sqlite_utils.migrations import Migrations

from corpus.file.schema.m001 import m001_first_tables
from corpus.file.schema.m002 import m002_methods_and_removal
from corpus.file.schema.m003 import m003_text_fields
from corpus.file.schema.m004 import m004_asking
from corpus.file.schema.m005 import m005_outlets_articles
from corpus.file.schema.m006 import m006_passed_over
from corpus.file.schema.m007 import m007_search_indexes
from corpus.file.schema.m008 import m008_writers
from corpus.file.schema.m009 import m009_reprints

STEPS = (
    m001_first_tables,
    m002_methods_and_removal,
    m003_text_fields,
    m004_asking,
    m005_outlets_articles,
    m006_passed_over,
    m007_search_indexes,
    m008_writers,
    m009_reprints,
)
"""Each is entered in a corpus under its function's name, which therefore never changes."""

migrations = Migrations("kliping")
for step in STEPS:
    migrations()(step)
