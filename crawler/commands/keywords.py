"""`kliping keywords`: which words set some articles apart."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.console.asking import open_to_ask
from crawler.console.options import corpus_option
from crawler.tables.linguist import most_option, put_answer
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowTarget

COLUMNS = {
    "word": "word",
    "count": "count",
    "other": "other",
    "log_likelihood": "log-likelihood",
    "log_ratio": "log ratio",
}


@click.command()
@click.option("--in", "inside", required=True, metavar="QUERY", help="The articles whose typical words are shown.")
@click.option(
    "--against",
    default="reference",
    show_default=True,
    metavar="QUERY",
    help="The articles to compare with; `reference` means all other articles.",
)
@click.option("--least", type=click.IntRange(1), default=3, show_default=True, help="How often a word must be there.")
@click.option("--all", "everything", is_flag=True, help="Words that say little (yang, dan, di) too.")
@click.option("--originals", is_flag=True, help="Take each story once: leave out its copies.")
@click.option("-n", "limit", type=click.IntRange(1), default=50, show_default=True, help="Words to show.")
@most_option
@corpus_option
@row_options(limit=False)
def keywords(
    corpus: Path,
    rows: RowTarget,
    inside: str,
    against: str,
    least: int,
    everything: bool,
    originals: bool,
    limit: int,
    most: int | None,
) -> None:
    """Measure which words are typical of the articles of one search, compared with those of another.

    Log-likelihood says how sure the difference is (shown if p < 0.0001). The log ratio says how large it is: 1 means
    twice as common, 2 four times.
    """
    from corpus.linguistics.keyness import keywords as find

    with open_to_ask(corpus) as opened:
        typical = find(
            opened, inside, against, limit=limit, least=least, stop=not everything, originals=originals, most=most
        )
    put_answer(rows, typical, COLUMNS)
