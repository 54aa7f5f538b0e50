"""Whether a file is a database (`is_database`), which nothing that is exported may replace."""

from __future__ import annotations

from pathlib import Path

SQLITE = b"SQLite format 3\0"


def is_database(path: Path) -> bool:
    """True if the file begins as an SQLite database does; False too where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except OSError:
        return False
