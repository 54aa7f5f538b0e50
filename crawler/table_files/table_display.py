"""What `kliping import` prints of tables: guessed maps (`print_guesses`), the sum of the rows (`print_rows_taken`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.characters import escaped
from corpus.exits import Exit
from crawler.console.output import put, say
from crawler.importing.record_counts import ImportCounts
from crawler.table_files.table_import import RowImport, guess_lines, row_sum_sentence


def print_guesses(files: Sequence[Path], sheet: str | None) -> int:
    """Print the command with a guessed map for each file, and on stderr what to check in it."""
    for file in files:
        command, checks = guess_lines(file, sheet)
        for line in checks:
            say(line)
        put(escaped(command))
    return Exit.WELL


def print_rows_taken(rows: RowImport, taken: ImportCounts, numbers: Mapping[str, int]) -> None:
    """Print the sum of the rows, how the tables were read, and which rows stand out."""
    say(row_sum_sentence(numbers))
    for note in rows.notes(taken):
        say(note)
