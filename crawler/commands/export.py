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
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@corpus_option
def export(corpus: Path, path: Path, with_text: bool, force: bool, **asked: Any) -> None:
    """Write articles, newest first, one a row, to a spreadsheet (CSV) or to JSON Lines.

    Without a query, all articles that pass the filters. The text itself is left out unless --with-text asks
    for it: it is others' property.

    In CSV, a cell that a spreadsheet would calculate (it begins with = + - @) has an apostrophe before it.
    """
    from corpus.export import files, jsonlines
    from corpus.query.selection import select
    from crawler.console.asking import open_to_ask

    to_stdout = str(path) == "-"
    if not to_stdout:
        files.check_path(path, replace=force)
    with open_to_ask(corpus) as opened:
        wanted = select(opened, **as_filters(asked))
        if to_stdout:
            number = files.write_rows(opened, wanted, sys.stdout, jsonlines.write, with_text=with_text)
        else:
            number = files.export(opened, wanted, path, with_text=with_text, replace=force)
    counted = f"{number:,} {'article' if number == 1 else 'articles'}"
    if to_stdout:
        say(f"{counted} written.")
    elif with_text:
        say(f"{counted} written to {path}. The texts belong to others: read {files.notice_path(path)}.")
    else:
        say(f"{counted} written to {path}.")
