"""`kliping quotes`: who said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.console.asking import open_to_ask
from crawler.console.filters import FilterOptions, filter_options, options_as
from crawler.console.options import QueryCommand, corpus_option
from crawler.console.output import on_screen, one_line, put, screen_cells, shortened, styled
from crawler.tables.linguist import put_answer
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowTarget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.quote_lists.quote_reading import QuoteLine

COLUMNS = {
    name: name
    for name in ("day", "outlet", "speaker", "role", "kind", "words", "id", "title", "url", "start", "end", "rule")
}
NO_SPEAKER = "speaker not named"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class QuoteOptions(FilterOptions):
    """The options of `kliping quotes`."""

    by: str | None
    limit: int
    rows: RowTarget


@click.command(cls=QueryCommand)
@filter_options
@click.option("--by", metavar="NAME", help="Only what this person or body says: a full or short name, in any spelling.")
@click.option("-n", "limit", type=click.IntRange(1), default=50, show_default=True, help="Quotes to show.")
@corpus_option
@row_options(limit=False)
@options_as(QuoteOptions)
def quotes(options: QuoteOptions) -> None:
    """Show who said what: the quotes of the articles that match, the newest first.

    Direct quotes are the words between quotation marks, indirect ones the clause behind "mengatakan" or "menurut". A
    speaker is the full name and the role that the article gives; where it does not say who speaks, there is none.
    In QUERY, said:"..." and by:NAME leave only the quotes with these words, or of this speaker.
    """
    from corpus.quote_lists.quote_reading import read_quotes

    with open_to_ask(options.corpus) as opened:
        lines = read_quotes(opened, options.words(), by=options.by, limit=options.limit, **options.filters())
    put_answer(options.rows, lines, COLUMNS, _draw if options.rows.on_screen else None)


def _draw(lines: Sequence[QuoteLine]) -> None:
    """Print a line for each article, and below it its quotes with their speakers."""
    article = None
    for one in lines:
        if one.id != article:
            if article is not None:
                put()
            article = one.id
            day = one.day.isoformat() if one.day else "undated"
            put(styled(shortened(f"{day} · {one.outlet} · {one.id} · {one.title}", screen_cells()), dim=True))
        who = ", ".join(part for part in (one.speaker, one.role) if part) or NO_SPEAKER
        put(f"  {styled(shortened(who, screen_cells() - 2), bold=True)}")
        words = f"“{one_line(one.words)}”" if one.kind == "direct" else one_line(one.words)
        put(*(f"    {line}" for line in on_screen(words, "    ")))
