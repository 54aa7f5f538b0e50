"""`kliping kwic`: every place where words stand, in their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.console.asking import open_to_ask
from crawler.console.cells import cut_at_word, cut_left_at_word, padded, width
from crawler.console.filters import options_as
from crawler.console.options import QueryCommand
from crawler.console.output import one_line, put, screen_cells, shortened, styled
from crawler.tables.linguist import LinguistOptions, linguist_options, put_answer
from crawler.tables.row_options import row_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.linguistics.concordance import ConcordanceLine, KwicSort

COLUMNS = {name: name for name in ("left", "node", "right", "day", "outlet", "id", "title")}
LEAST_SIDE = 28  # cells for the words on each side, with the source in the same line
NODE, OUTLET = 40, 32  # cells of a match, of an outlet's name


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
    """Print the lines with their matches below each other.

    Day, outlet and id stand at the end of each line if there is room; else above the lines of an article.
    """
    named = max((width(one.outlet) for one in lines), default=0)
    sources = [_source(one, min(named, OUTLET)) for one in lines]
    most, node = (
        max(map(width, sources), default=0),
        min(NODE, max((width(one_line(o.node)) for o in lines), default=0)),
    )
    side = (screen_cells() - node - most - 4) // 2
    beside = side >= LEAST_SIDE
    if not beside:
        side = (screen_cells() - node - 2) // 2
    before = ""
    for one, source in zip(lines, sources, strict=True):
        if not beside and source != before:
            put(styled(source, dim=True))
            before = source
        left, right = cut_left_at_word(one_line(one.left), side), cut_at_word(one_line(one.right), side)
        match = shortened(one.node, NODE)
        line = f"{padded(left, side, right=True)} {styled(match, bold=True)} "
        if beside:
            put(f"{line}{padded(right, side + node - width(match))}  {styled(source, dim=True)}")
        else:
            put(line + right)


def _source(one: ConcordanceLine, cells: int) -> str:
    day = one.day.isoformat() if one.day else "undated   "
    return f"{day} {padded(shortened(one.outlet, OUTLET), cells)} {one.id}"
