"""Writes corpus/file/schema.sql anew: `python -m corpus.file.schema`."""

from __future__ import annotations

from corpus.file.schema.current import write_schema

if __name__ == "__main__":
    write_schema()
