"""`kliping kwic`: every place where words stand, in their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.console.asking import open_to_ask
from crawler.console.cells import cut, cut_left, padded
from crawler.console.filters import options_as
from crawler.console.linguist import LinguistOptions, close_rows, csv_option, linguist_options, print_csv
from crawler.console.options import QueryCommand
from crawler.console.output import is_terminal, one_line, print_json, print_rows, put, shortened, styled

if TYPE_CHECKING:
    from corpus.linguistics.concordance import KwicSort

SIDE = 48  # cells of a terminal for the words on each side


@dataclass(frozen=True, slots=True, kw_only=True)
class KwicOptions(LinguistOptions):
    """The options of `kliping kwic`."""

    width: int
    sort: KwicSort
    limit: int


@click.command(cls=QueryCommand)
@linguist_options
@click.option("-w", "--width", type=click.IntRange(1, 100), default=8, show_default=True, help="Words to each side.")
@click.option(
    "--sort",
    type=click.Choice(["newest", "left", "right", "node"]),
    default="newest",
    show_default=True,
    help="Order by the words before or after the match, or by the match.",
)
@csv_option
@click.option("-n", "limit", type=click.IntRange(1), default=100, show_default=True, help="Lines to show.")
@options_as(KwicOptions)
def kwic(options: KwicOptions) -> None:
    """Show every place where the words are used, with the words around it.

    A search also finds related words. =pembinaan finds only this form; --literal takes all words as written.
    """
    from corpus.linguistics.concordance import concordance

    query = options.needed_words("kwic")
    with open_to_ask(options.corpus) as opened:
        lines = concordance(
            opened,
            query,
            width=options.width,
            sort=options.sort,
            limit=options.limit,
            originals=options.originals,
            most=options.most,
            **options.filters(),
        )
    heads = ("left", "node", "right", "day", "outlet", "id", "title")
    rows = [(one.left, one.node, one.right, one.day, one.outlet, one.id, one.title) for one in lines]
    if options.as_json:
        for row in rows:
            print_json(dict(zip(heads, row, strict=True)))
    elif options.as_csv:
        print_csv(heads, (dict(zip(heads, row, strict=True)) for row in rows))
    elif is_terminal():
        for left, node, right, *_ in rows:
            before, after = cut_left(one_line(left), SIDE), cut(one_line(right), SIDE)
            put(f"{padded(before, SIDE, right=True)} {styled(shortened(node, SIDE), bold=True)} {after}")
    else:
        print_rows(heads, rows)
    close_rows(lines, as_json=options.as_json)
