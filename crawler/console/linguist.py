"""The options and the printing that the commands for linguists share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

import click

from crawler.console.doors import behind
from crawler.console.filters import FilterOptions, filter_options
from crawler.console.options import F, corpus_option, json_option
from crawler.console.output import print_json, print_rows, say

if TYPE_CHECKING:
    from corpus.answers import AnswerRows


@dataclass(frozen=True, slots=True, kw_only=True)
class LinguistOptions(FilterOptions):
    """The options that `linguist_options` and `csv_option` add."""

    originals: bool
    most: int | None
    as_json: bool
    as_csv: bool

    def needed_words(self, command: str) -> str:
        """The query. Raises UsageError where none was typed, with an example for `command`."""
        if (words := self.words()) is None:
            raise click.UsageError(f"give the words to look for, as: kliping {command} pembinaan")
        return words


def linguist_options(command: F) -> F:
    """Add the query, its filters, --originals, --most, --corpus and --json."""
    originals = click.option("--originals", is_flag=True, help="Leave out exact copies.")
    return filter_options(originals(most_option(corpus_option(json_option(command)))))


def most_option(command: F) -> F:
    """Add --most: how many articles are read; None for all."""
    return click.option(
        "--most",
        type=click.IntRange(0),
        default=20_000,
        show_default=True,
        metavar="ARTICLES",
        callback=lambda _context, _option, value: value or None,
        help="Read at most so many matching articles, spread evenly over time; 0 reads all.",
    )(command)


def csv_option(command: F) -> F:
    """Add --csv, given as `as_csv: bool`."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV, for a spreadsheet.")(command)


def print_csv(heads: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as CSV that is safe to open in a spreadsheet; its byte order mark passes no door, its cells would."""
    import sys

    from corpus.columns import Column
    from corpus.export.spreadsheet import write_csv

    write_csv(rows, [Column(name) for name in heads], behind(sys.stdout))


def print_results(results: AnswerRows[Any], as_json: bool, columns: Mapping[str, str], *, as_csv: bool = False) -> None:
    """Print dataclass rows as a table, as JSON Lines with a last line about the whole answer, or as CSV.

    `columns` maps a field to its heading; the table shows fractions to three places. With no rows, say so on stderr,
    and say the notes there.
    """
    rows = [asdict(row) for row in results if is_dataclass(row) and not isinstance(row, type)]
    if as_json:
        for row in rows:
            print_json(row)
    elif as_csv:
        print_csv(list(columns), rows)
    else:
        print_rows(list(columns.values()), [[_cell(row[name]) for name in columns] for row in rows])
    close_rows(results, as_json=as_json)


def close_rows(rows: AnswerRows[Any], *, as_json: bool) -> None:
    """Print what is said of the whole answer, after its rows."""
    if as_json:
        print_json(rows.answer.as_line())
    for note in rows.answer.notes:
        say(f"({note})")
    if not rows:
        say("Nothing was found.")


def _cell(value: object) -> object:
    return f"{value:.3f}" if isinstance(value, float) else value
