"""`kliping kwic`: every place where words stand, in their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.console.asking import open_to_ask
from crawler.console.cells import cut, cut_left, padded
from crawler.console.filters import options_as
from crawler.console.options import QueryCommand
from crawler.console.output import one_line, put, shortened, styled
from crawler.tables.linguist import LinguistOptions, linguist_options, put_answer
from crawler.tables.row_options import row_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.linguistics.concordance import ConcordanceLine, KwicSort

COLUMNS = {name: name for name in ("left", "node", "right", "day", "outlet", "id", "title")}
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
@click.option("-n", "limit", type=click.IntRange(1), default=100, show_default=True, help="Lines to show.")
@row_options(limit=False)
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
    put_answer(options.rows, lines, COLUMNS, _draw if options.rows.on_screen else None)


def _draw(lines: Sequence[ConcordanceLine]) -> None:
    for one in lines:
        before, after = cut_left(one_line(one.left), SIDE), cut(one_line(one.right), SIDE)
        put(f"{padded(before, SIDE, right=True)} {styled(shortened(one.node, SIDE), bold=True)} {after}")
