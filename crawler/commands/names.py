"""`kliping names`: the names of bodies, offices and persons over time, and their misspellings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.options import corpus_option, json_option
from crawler.console.output import print_json, print_rows, say

if TYPE_CHECKING:
    from corpus.vocabulary.names import Names

Row = tuple[str, str, str, str, str, str]
HEADS = ("kind", "name", "since", "until", "also", "source")


@click.group()
def names() -> None:
    """List and check the names that a search adds, or propose new spellings."""


@names.command("list")
@corpus_option
@json_option
def list_(corpus: Path, as_json: bool) -> None:
    """List every name with its years and its other spellings."""
    from corpus.vocabulary.names_file import names_of

    rows = list(_rows(names_of(corpus)))
    if as_json:
        for row in rows:
            print_json(dict(zip(HEADS, row, strict=True)))
    else:
        print_rows(HEADS, rows)


@names.command()
@corpus_option
@json_option
def check(corpus: Path, as_json: bool) -> None:
    """Check the names. Count, for each name, the articles that a search finds, and those that have it as written.

    A search for a name also finds other names and full names: NTT finds "Nusa Tenggara Timur".
    """
    from corpus.query.name_counts import name_counts
    from corpus.vocabulary.names_file import names_of, names_path
    from crawler.console.asking import open_to_ask

    known = names_of(corpus)
    with open_to_ask(corpus) as opened:
        counted = [(row[0], row[1], *name_counts(opened, row[1])) for row in _rows(known)]
    if as_json:
        for row in counted:
            print_json(dict(zip(("kind", "name", "articles", "as_written"), row, strict=True)))
    else:
        print_rows(("kind", "name", "a search finds", "as written"), counted)
    own = names_path(corpus)
    say(f"{len(counted)} names; {own} {'is read beside those that ship' if own.is_file() else 'would add to them'}.")


@names.command()
@corpus_option
@json_option
def propose(corpus: Path, as_json: bool) -> None:
    """Propose new spellings: words that look like the name of a known official and are used in the same places."""
    from corpus.vocabulary.names_file import names_of
    from corpus.vocabulary.spellings import propose as find
    from crawler.console.asking import open_to_ask

    with open_to_ask(corpus) as opened:
        unknown_words = find(opened, names_of(corpus))
    heads = ("word", "name", "of", "edits", "articles", "beside")
    rows = [(p.word, p.name, p.of, p.distance, p.df, p.beside) for p in unknown_words]
    if as_json:
        for row in rows:
            print_json(dict(zip(heads, row, strict=True)))
    else:
        print_rows(heads, rows)
    say("Look at each before you add it to words = [[...]] of the official: a proposal may be another person.")


def _rows(known: Names) -> Iterator[Row]:
    for lineage in known.lineages.values():
        for name in lineage.names:
            also = "; ".join((*name.full, *name.spellings))
            yield lineage.kind, name.name, name.since or "", name.until or "", also, name.source or ""
    for person in known.officials.values():
        groups = [" = ".join(group) for group in person.words]
        also = "; ".join((*groups, *person.aliases))
        yield "official", person.name, person.since or "", person.until or "", also, ""
