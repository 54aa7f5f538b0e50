"""The corpus's tables: one migration a file (m001.py ...); corpus/file/schema.sql is the whole schema as it is now."""

from __future__ import annotations

import os

with os.scandir(os.path.dirname(__file__)) as _files:  # noqa: PTH120 - every start reads it
    _NUMBERS = [int(file.name[1:4]) for file in _files if file.name[0] == "m" and file.name[1:4].isdigit()]

SCHEMA_VERSION = max(_NUMBERS)
"""The `PRAGMA user_version` that this program writes: how many migrations this folder has. None is imported here."""
