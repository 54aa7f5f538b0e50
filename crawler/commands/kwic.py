"""`kliping kwic`: how is a word used?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from crawler.console.asking import open_to_ask
from crawler.console.linguist import asked_of, csv_option, linguist_options, needs, print_csv
from crawler.console.options import QueryCommand
from crawler.console.output import draws, one_line, print_json, print_rows, say, styled

SIDE = 48  # characters of context on a terminal


@click.command(cls=QueryCommand)
@linguist_options
@click.option("-w", "--width", type=click.IntRange(1, 100), default=8, show_default=True, help="Words to each side.")
@click.option(
    "--sort",
    type=click.Choice(["newest", "left", "right", "node"]),
    default="newest",
    show_default=True,
    help="By the words before or behind the match, or by itself.",
)
@csv_option
@click.option("-n", "limit", type=click.IntRange(1), default=100, show_default=True, help="Lines to show.")
def kwic(
    corpus: Path, as_json: bool, as_csv: bool, width: int, sort: Any, limit: int, originals: bool, **asked: Any
) -> None:
    """Show every place where the words stand, in the middle of their context.

    A search finds relatives too; =pembinaan keeps to the one form, --literal to all words as written.
    """
    from corpus.linguistics.concordance import concordance

    query, filters = asked_of(asked)
    with open_to_ask(corpus) as opened:
        lines = concordance(
            opened, needs(query, "kwic"), width=width, sort=sort, originals=originals, limit=limit, **filters
        )
    heads = ("left", "node", "right", "day", "outlet", "id", "title")
    rows = [(one.left, one.node, one.right, one.day, one.outlet, one.id, one.title) for one in lines]
    if as_json:
        for row in rows:
            print_json(dict(zip(heads, row, strict=True)))
    elif as_csv:
        print_csv(heads, (dict(zip(heads, row, strict=True)) for row in rows))
    elif draws():
        for left, node, right, *_ in rows:
            click.echo(f"{one_line(left)[-SIDE:]:>{SIDE}} {styled(one_line(node), bold=True)} {one_line(right)[:SIDE]}")
    else:
        print_rows(heads, rows)
    if not rows:
        say("Nothing was found.")
