"""`kliping export`: articles as a file for a spreadsheet or another program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from crawler.console.options import QueryCommand, as_filters, corpus_option, filter_options
from crawler.console.output import say


@click.command(cls=QueryCommand)
@filter_options
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="FILE.csv or FILE.jsonl; - prints JSON Lines.",
)
@click.option("--with-text", is_flag=True, help="Export the articles' text too, with a notice about it beside.")
@click.option(
    "--columns",
    "names",
    metavar="NAME,...",
    help="Export these columns only, in this order; default: all (docs/corpus.md lists them).",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@corpus_option
def export(corpus: Path, path: Path, with_text: bool, names: str | None, force: bool, **asked: Any) -> None:
    """Write articles, newest first, one a row, to a spreadsheet (CSV) or to JSON Lines.

    Without a query, all articles that pass the filters. The text itself is left out unless --with-text asks
    for it: it is others' property. --columns chooses the columns and their order.

    In CSV, a cell that a spreadsheet would calculate (it begins with = + - @) has an apostrophe before it.
    """
    from corpus.export import files
    from corpus.export.rows import chosen_columns, rows
    from corpus.query.selection import select
    from crawler.console.asking import open_to_ask

    listed = None if names is None else [name.strip().lower() for name in names.split(",") if name.strip()]
    columns = chosen_columns(listed, with_text=with_text)
    to_stdout = str(path) == "-"
    if not to_stdout:
        files.check_path(path, replace=force)
    with open_to_ask(corpus) as opened:
        wanted = select(opened, **as_filters(asked))
        if to_stdout:
            number = files.FORMATS[".jsonl"](rows(opened, wanted, columns), columns, sys.stdout)
        else:
            number = files.export(opened, wanted, path, columns, replace=force)
    counted = f"{number:,} {'article' if number == 1 else 'articles'}"
    if to_stdout:
        say(f"{counted} written.")
    elif any(column.wording for column in columns):
        say(f"{counted} written to {path}. The texts belong to others: read {files.text_notice_path(path)}.")
    else:
        say(f"{counted} written to {path}.")
