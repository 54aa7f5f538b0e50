"""`kliping words`: which words are used, how often and how evenly."""

from __future__ import annotations

from dataclasses import dataclass

import click

from crawler.console.asking import open_to_ask
from crawler.console.filters import options_as
from crawler.console.options import QueryCommand
from crawler.tables.linguist import LinguistOptions, linguist_options, put_answer
from crawler.tables.row_options import row_options

COLUMNS = {
    "word": "word",
    "count": "count",
    "per_million": "per million",
    "articles": "articles",
    "stories": "stories",
    "dispersion": "DP",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOptions(LinguistOptions):
    """The options of `kliping words`."""

    everything: bool
    limit: int


@click.command(cls=QueryCommand)
@linguist_options
@click.option("--all", "everything", is_flag=True, help="Count words that say little (yang, dan, di) too.")
@click.option("-n", "limit", type=click.IntRange(1), default=50, show_default=True, help="Words to show.")
@row_options(limit=False)
@options_as(WordsOptions)
def words(options: WordsOptions) -> None:
    """Count the words of all articles, or of those that match.

    DP is Gries' deviation of proportions. It is 0 if a word is spread as evenly as the text. It is near 1 if the word
    is only in a few places. Articles that tell the same story are copies of each other: each has its words once more.
    """
    from corpus.linguistics.wordlists import word_list

    with open_to_ask(options.corpus) as opened:
        rows = word_list(
            opened,
            options.words(),
            limit=options.limit,
            stop=not options.everything,
            originals=options.originals,
            most=options.most,
            **options.filters(),
        )
    put_answer(options.rows, rows, COLUMNS)
