"""Errors: rows written to a file."""

from __future__ import annotations

from corpus.messages.statement import Message

EXPORT_NOT_WRITABLE = Message("export.not_writable", "{path}: can't be written ({reason}); name another file with -o")
EXPORT_NO_FILE = Message("export.no_file", "{path}: is no file; name one, as -o berita.csv")
EXPORT_FILE_EXISTS = Message(
    "export.file_exists", "{path}: is there already; name another file, or replace it with --force"
)
EXPORT_INTO_ARCHIVE = Message("export.into_archive", "{path}: is of an archive of pages; name another file or folder")
EXPORT_VALUE_BAD = Message(
    "export.value_bad",
    "{path}: the corpus holds a value that {form} can't hold ({reason}); `kliping doctor --deep` names damaged "
    "articles, and .jsonl holds every value",
)
NO_COLUMN_NAMED = Message("export.no_column_named", "no column is named; write --columns id,published_day,title")
COLUMN_UNKNOWN = Message("export.column_unknown", 'there is no column "{name}"; {hint}')
COLUMN_HOLDS_TEXT = Message(
    "export.column_holds_text", "the column {name} holds others' words; add --with-text to export it"
)
TABLE_UNKNOWN = Message("export.table_unknown", 'there is no table "{name}"; {hint}')
TABLES_NEED_FILE = Message(
    "export.tables_need_file",
    "--tables writes files beside that of the articles; name it: kliping export -o berita.csv",
)
COLUMN_TWICE = Message("export.column_twice", "the column {name} is named twice; name it once")
EXPORT_ENDING_UNKNOWN = Message(
    "export.ending_unknown", "{path}: the ending chooses the format; known are {endings:,and}"
)
EXPORT_FOLDER_EXISTS = Message(
    "export.folder_exists", "{path}: is there already; name another folder, or replace that export with --force"
)
EXPORT_FOLDER_OTHERS = Message(
    "export.folder_others",
    "{path}: is there already, and is no folder that an export wrote, or holds other files too; name another folder",
)
FORMAT_NEEDS_TEXT = Message(
    "export.format_needs_text",
    "{form} holds the articles' texts, which belong to others; add --with-text to export them",
)
FORMAT_NEEDS_COLUMNS = Message(
    "export.format_needs_columns",
    "{form} needs the columns {names:,and}; add them to --columns, or leave --columns out",
)
FILE_NOT_WRITABLE = Message("export.file_not_writable", "{path}: can't be written ({reason}); name another file")
ROWS_INTO_FOLDER = Message("export.rows_into_folder", "{path}: is a folder; name a file in it")
ROWS_INTO_NO_FILE = Message(
    "export.rows_into_no_file", "{path}: is no file; name one, as -o hasil.csv, or - for the terminal or pipe"
)
ROWS_INTO_DATABASE = Message("export.rows_into_database", "{path}: is a corpus or another database; name another file")
ROWS_FILE_EXISTS = Message(
    "export.rows_file_exists", "{path}: is there already, and is no file of rows by its name; name another file"
)
ROWS_ENDING_UNKNOWN = Message(
    "export.rows_ending_unknown",
    "{path}: the ending chooses the format; known are {endings:,and}, or name one with --format",
)
NO_PILLOW = Message(
    "export.no_pillow",
    "{path}: a PNG needs Pillow; install it with: pipx inject kliping pillow (or, in a clone's own "
    "environment: pip install '.[charts]'); an .svg needs nothing",
)
NO_PYARROW = Message(
    "export.no_pyarrow",
    "{path}: Parquet needs pyarrow; install it with: pipx inject kliping pyarrow (or, in a clone's own environment: "
    "pip install '.[parquet]'); .csv, .jsonl and .xlsx need nothing",
)
RELEASE_EMPTY = Message("export.release_empty", "no article matches; a release needs at least one")
RELEASE_FORMAT = Message(
    "export.release_format", "a release can't have its data as {form}; choose one with --format: {known:,or}"
)
RELEASE_NAME_BAD = Message(
    "export.release_name_bad",
    "{name!r} can't name a release; use small letters, digits, and - . _ between them, as --release berita-2026",
)
RELEASE_WORD_TOO_LONG = Message(
    "export.release_word_too_long", "{option} has {number:,} characters; it may have {most}"
)
RELEASE_WITHOUT_CREATOR = Message(
    "export.release_without_creator",
    "a release needs {options:,and}, which no corpus knows: who made it, and under which licence it may be used "
    '(--creator "Pusat Studi Contoh" --licence CC-BY-4.0); `kliping init` keeps them',
)
RELEASE_AND_FORMAT_FILE = Message(
    "export.release_place", "{path}: a release is a folder or a .zip; name one with -o, or leave -o out"
)
FRAME_KIND_UNKNOWN = Message(
    "export.frame_kind_unknown", "there is no kind {kind!r} of frame; take pandas, polars or arrow"
)
FRAME_NEEDS = Message(
    "export.frame_needs", "a frame of the kind {kind} needs {package}; install it with: pip install {package}"
)
POINTERS_ALONE = Message(
    "export.pointers_alone", "--pointers chooses the columns, none of them with words of others; leave {option} out"
)
POINTERS_WITHOUT_COLUMN = Message(
    "export.pointers_without_column",
    "{path}: no column is named {name}; rehydrate reads what `kliping export --pointers -o {stem}.csv` writes",
)
POINTERS_EMPTY = Message("export.pointers_empty", "{path}: there is no row in it")
