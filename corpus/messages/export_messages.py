"""Errors: rows written to a file."""

from __future__ import annotations

from corpus.messages.statement import Message

EXPORT_NOT_WRITABLE = Message("export.not_writable", "{path}: can't be written ({reason}); name another file with -o")
EXPORT_NO_FILE = Message("export.no_file", "{path}: is no file; name one, as -o berita.csv")
EXPORT_FILE_EXISTS = Message(
    "export.file_exists", "{path}: is there already; name another file, or replace it with --force"
)
NO_COLUMN_NAMED = Message("export.no_column_named", "no column is named; write --columns id,published_day,title")
COLUMN_UNKNOWN = Message("export.column_unknown", 'there is no column "{name}"; {hint}')
COLUMN_HOLDS_TEXT = Message(
    "export.column_holds_text", "the column {name} holds others' words; add --with-text to export it"
)
COLUMN_TWICE = Message("export.column_twice", "the column {name} is named twice; name it once")
EXPORT_ENDING_UNKNOWN = Message(
    "export.ending_unknown", "{path}: the ending chooses the format; known are {endings:,and}"
)
