"""`kliping words`: which words are used, how often and how evenly?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from crawler.console.asking import open_to_ask
from crawler.console.linguist import asked_of, csv_option, linguist_options, print_found
from crawler.console.options import QueryCommand

COLUMNS = {"word": "word", "count": "count", "per_million": "per million", "articles": "articles", "dispersion": "DP"}


@click.command(cls=QueryCommand)
@linguist_options
@csv_option
@click.option("--all", "everything", is_flag=True, help="Count words that say little (yang, dan, di) too.")
@click.option("-n", "limit", type=click.IntRange(1), default=50, show_default=True, help="Words to show.")
def words(
    corpus: Path, as_json: bool, as_csv: bool, everything: bool, limit: int, originals: bool, **asked: Any
) -> None:
    """Count the words of all articles, or of those that match.

    DP is Gries' deviation of proportions: 0 where a word is spread as evenly as the text, near 1 where it stands
    in one corner.
    """
    from corpus.linguistics.wordlists import word_list

    query, filters = asked_of(asked)
    with open_to_ask(corpus) as opened:
        found = word_list(opened, query, limit=limit, stop=not everything, originals=originals, **filters)
    print_found(found, as_json, COLUMNS, as_csv=as_csv)
