"""`kliping outlets sets`: list the sets of outlets that a search can name (`set:nasional`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.options import corpus_option
from crawler.console.output import print_rows, say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import TABLE, RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.sets.outlet_sets import OutletSets

COLUMNS = {
    "set": "set",
    "title": "title",
    "outlets": "outlets",
    "in_corpus": "in the corpus",
    "articles": "articles",
    "source": "source",
}


@click.command()
@corpus_option
@row_options()
def sets(corpus: Path, rows: RowTarget) -> None:
    """List the sets of outlets: what each is, its outlets, and how many articles of them the corpus has.

    A search names a set as set:nasional or -set:daerah; "grup" means all sets whose name begins with "grup-". A file
    of your own beside the corpus (kliping-sets.toml) adds sets and replaces those of the same name.
    """
    from corpus.sets.outlet_sets import IN_NO_SET, sets_of, sets_path

    articles = _articles(corpus)  # as far as there is a corpus
    known = sets_of(corpus, articles)
    shown = list(_rows(known, articles))
    alone = sorted(articles.keys() - known.outlets)
    if alone or rows.form == TABLE:
        number = sum(articles[slug] for slug in alone)
        shown.append((IN_NO_SET, "", alone, len(alone), number, ""))
    shown = list(rows.first(shown))
    records = [dict(zip(COLUMNS, row, strict=True)) for row in shown]
    cells = [(name, title, len(outlets), *others) for name, title, outlets, *others in shown]
    heads = list(COLUMNS.values())
    rows.put(RowSet(records=records, columns=COLUMNS, draw=lambda: print_rows(heads, cells)))
    own = sets_path(corpus)
    say(f"{own} {'is read beside the sets that ship' if own.is_file() else 'would add to them'}.")


def _articles(path: Path) -> Mapping[str, int]:
    """Return the number of articles of each outlet of the corpus; none if there is no corpus yet."""
    from corpus.sets.corpus_sets import articles_by_outlet
    from corpus.store import Corpus

    if not path.exists():
        return {}
    with Corpus(path, read_only=True) as opened:
        return articles_by_outlet(opened)


def _rows(known: OutletSets, articles: Mapping[str, int]) -> list[tuple[str, str, list[str], int, int, str]]:
    return [
        (
            one.name,
            one.title,
            sorted(one.outlets),
            len(one.outlets & articles.keys()),
            sum(articles.get(slug, 0) for slug in one.outlets),
            one.source,
        )
        for one in known.by_name.values()
    ]
