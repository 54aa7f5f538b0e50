"""`kliping collocates`: which words stand near a word more often than by chance?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from crawler.console.asking import open_to_ask
from crawler.console.linguist import asked_of, csv_option, linguist_options, needs, print_found
from crawler.console.options import QueryCommand

COLUMNS = {
    "word": "word",
    "near": "near",
    "count": "count",
    "expected": "expected",
    "log_likelihood": "log-likelihood",
    "mi": "MI",
    "t": "t",
}
SORTS = {"ll": "log_likelihood", "mi": "mi", "t": "t"}


@click.command(cls=QueryCommand)
@linguist_options
@csv_option
@click.option("--left", type=click.IntRange(0, 50), default=5, show_default=True, help="Words before the match.")
@click.option("--right", type=click.IntRange(0, 50), default=5, show_default=True, help="Words behind it.")
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="How often a word must stand there."
)
@click.option(
    "--sort", type=click.Choice(list(SORTS)), default="ll", show_default=True, help="The measure that counts."
)
@click.option("--all", "everything", is_flag=True, help="Words that say little (yang, dan, di) too.")
@click.option("-n", "limit", type=click.IntRange(1), default=50, show_default=True, help="Words to show.")
def collocates(
    corpus: Path,
    as_json: bool,
    as_csv: bool,
    left: int,
    right: int,
    least: int,
    sort: str,
    everything: bool,
    limit: int,
    originals: bool,
    **asked: Any,
) -> None:
    """Measure which words are drawn to the words searched for, over the articles that match."""
    from corpus.linguistics.collocations import collocates as find

    query, filters = asked_of(asked)
    with open_to_ask(corpus) as opened:
        found = find(
            opened,
            needs(query, "collocates"),
            left=left,
            right=right,
            least=least,
            sort=SORTS[sort],  # type: ignore[arg-type]
            limit=limit,
            stop=not everything,
            originals=originals,
            **filters,
        )
    print_found(found, as_json, COLUMNS, as_csv=as_csv)
