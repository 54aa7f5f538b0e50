"""Know a table (CSV, JSON Lines, XLSX, Parquet) from pages by its first bytes and its name (`is_table`)."""

from __future__ import annotations

from pathlib import Path

PARQUET = b"PAR1"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and a workbook with a password
PACKED_ENDINGS = (".gz", ".zst")
TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".psv", ".jsonl", ".ndjson", ".jsonlines")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".ods")
BINARY_ENDINGS = (*WORKBOOK_ENDINGS, ".xls", ".parquet")


def is_table(path: Path, start: bytes) -> bool:
    """True for a table: by its first bytes where they say so, else by its name.

    >>> [is_table(Path(name), b"url,isi") for name in ("a.csv", "a.jsonl.gz", "a")]
    [True, True, False]
    """
    name = path.name.lower()
    if start.startswith((PARQUET, OLD_EXCEL)) or (start.startswith(b"PK") and name.endswith(WORKBOOK_ENDINGS)):
        return True
    if start.startswith((b"WARC/", b"<", b"PK")):
        return False
    if name.endswith(BINARY_ENDINGS):
        return not start.startswith(b"\x1f\x8b")
    for ending in PACKED_ENDINGS:
        name = name.removesuffix(ending)
    return name.endswith(TEXT_ENDINGS)
