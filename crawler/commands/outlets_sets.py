"""`kliping outlets sets`: list the sets of outlets that a search can name (`set:nasional`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.options import corpus_option, json_option
from crawler.console.output import print_json, print_rows, say

if TYPE_CHECKING:
    from corpus.sets.outlet_sets import OutletSets

HEADS = ("set", "title", "outlets", "in the corpus", "articles", "source")


@click.command()
@corpus_option
@json_option
def sets(corpus: Path, as_json: bool) -> None:
    """List the sets of outlets: what each is, its outlets, and how many articles of them the corpus has.

    A search names a set as set:nasional or -set:daerah; "grup" means all sets whose name begins with "grup-". A file
    of your own beside the corpus (kliping-sets.toml) adds sets and replaces those of the same name.
    """
    from corpus.sets.outlet_sets import IN_NO_SET, sets_of, sets_path

    articles = _articles(corpus)  # as far as there is a corpus
    known = sets_of(corpus, articles)
    rows = list(_rows(known, articles))
    alone = sorted(articles.keys() - known.outlets)
    if alone or not as_json:
        number = sum(articles[slug] for slug in alone)
        rows.append((IN_NO_SET, "", alone, len(alone), number, ""))
    for row in rows if as_json else ():
        print_json(dict(zip(("set", "title", "outlets", "in_corpus", "articles", "source"), row, strict=True)))
    if not as_json:
        print_rows(HEADS, [(name, title, len(outlets), *others) for name, title, outlets, *others in rows])
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
