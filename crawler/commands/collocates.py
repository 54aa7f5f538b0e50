"""`kliping collocates`: which words stand near a word more often than by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.console.asking import open_to_ask
from crawler.console.filters import options_as
from crawler.console.options import QueryCommand
from crawler.tables.linguist import LinguistOptions, linguist_options, put_answer
from crawler.tables.row_options import row_options

if TYPE_CHECKING:
    from corpus.linguistics.collocations import Measure

COLUMNS = {
    "word": "word",
    "near": "near",
    "count": "count",
    "expected": "expected",
    "log_likelihood": "log-likelihood",
    "mi": "MI",
    "t": "t",
}
SORTS: dict[str, Measure] = {"ll": "log_likelihood", "mi": "mi", "t": "t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CollocatesOptions(LinguistOptions):
    """The options of `kliping collocates`."""

    left: int
    right: int
    least: int
    sort: str
    everything: bool
    limit: int


@click.command(cls=QueryCommand)
@linguist_options
@click.option("--left", type=click.IntRange(0, 50), default=5, show_default=True, help="Words before the match.")
@click.option("--right", type=click.IntRange(0, 50), default=5, show_default=True, help="Words after the match.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="How often a word must be there.")
@click.option(
    "--sort", type=click.Choice(list(SORTS)), default="ll", show_default=True, help="The measure that counts."
)
@click.option("--all", "everything", is_flag=True, help="Words that say little (yang, dan, di) too.")
@click.option("-n", "limit", type=click.IntRange(1), default=50, show_default=True, help="Words to show.")
@row_options(limit=False)
@options_as(CollocatesOptions)
def collocates(options: CollocatesOptions) -> None:
    """Measure which words are often near the words that you search for, in the articles that match."""
    from corpus.linguistics import collocations

    query = options.needed_words("collocates")
    with open_to_ask(options.corpus) as opened:
        rows = collocations.collocates(
            opened,
            query,
            left=options.left,
            right=options.right,
            least=options.least,
            sort=SORTS[options.sort],
            limit=options.limit,
            stop=not options.everything,
            originals=options.originals,
            most=options.most,
            **options.filters(),
        )
    put_answer(options.rows, rows, COLUMNS)
