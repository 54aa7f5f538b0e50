"""What the commands for linguists share: their options, their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, TypeVar

import click

from crawler.console.options import as_filters, corpus_option, filter_options, json_option
from crawler.console.output import print_json, print_rows, say

F = TypeVar("F", bound=Callable[..., Any])


def linguist_options(command: F) -> F:
    """Adds the query, its filters, --originals, --most, --corpus and --json."""
    originals = click.option("--originals", is_flag=True, help="Leave out exact copies.")
    return filter_options(originals(most_option(corpus_option(json_option(command)))))


def most_option(command: F) -> F:
    """Adds --most: how many articles are read; None for all."""
    return click.option(
        "--most",
        type=click.IntRange(0),
        default=20_000,
        show_default=True,
        metavar="ARTICLES",
        callback=lambda _context, _option, value: value or None,
        help="Where more match, so many are read, spread evenly over time; 0 reads all.",
    )(command)


def csv_option(command: F) -> F:
    """Adds --csv; the command gets it as `as_csv: bool`."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV, for a spreadsheet.")(command)


def print_csv(heads: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as CSV that a spreadsheet opens as it is meant."""
    import sys

    from corpus.columns import Column
    from corpus.export.spreadsheet import write_csv

    write_csv(rows, [Column(name) for name in heads], sys.stdout)


def asked_of(asked: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """The query, and the filters and --most beside it."""
    filters = as_filters(asked) | {"most": asked["most"]}
    return filters.pop("query"), filters


def needs(query: str | None, command: str) -> str:
    """The query, which this command can't do without."""
    if query is None:
        raise click.UsageError(f"give the words to look for, as: kliping {command} pembinaan")
    return query


def print_found(found: Iterable[Any], as_json: bool, columns: Mapping[str, str], *, as_csv: bool = False) -> None:
    """Dataclass rows as a table (field -> head, fractions to three places), or whole as JSON Lines or CSV.

    Where there is none, that is said on stderr, as a search does.
    """
    rows = [asdict(row) for row in found if is_dataclass(row) and not isinstance(row, type)]
    if as_json:
        for row in rows:
            print_json(row)
    elif as_csv:
        print_csv(list(columns), rows)
    else:
        print_rows(list(columns.values()), [[_cell(row[name]) for name in columns] for row in rows])
    if not rows:
        say("Nothing was found.")


def _cell(value: object) -> object:
    return f"{value:.3f}" if isinstance(value, float) else value
