"""`kliping names`: the names of bodies, offices and persons over time, and their misspellings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.options import corpus_option
from crawler.console.output import counted, say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowTarget, put_tuples

if TYPE_CHECKING:
    from corpus.vocabulary.names import Names

Row = tuple[str, str, str, str, str, str]
KIND_AND_NAME = {"kind": "kind", "name": "name"}
HEADS = {name: name for name in ("kind", "name", "since", "until", "also", "source")}
PROPOSAL_HEADS = {name: name for name in ("word", "name", "of", "edits", "articles", "beside")}


@click.group()
def names() -> None:
    """List and check the names that a search adds, or propose new spellings."""


@names.command("list")
@corpus_option
@row_options()
def list_(corpus: Path, rows: RowTarget) -> None:
    """List every name with its years and its other spellings."""
    from corpus.vocabulary.names_file import names_of

    put_tuples(rows, HEADS, list(_rows(names_of(corpus))))


@names.command()
@corpus_option
@row_options()
def check(corpus: Path, rows: RowTarget) -> None:
    """Check the names. Count, for each name, the articles that a search finds, and those that have it as written.

    A search for a name also finds other names and full names: NTT finds "Nusa Tenggara Timur".
    """
    from corpus.query.name_counts import name_counts
    from corpus.vocabulary.names_file import names_of, names_path
    from crawler.console.asking import open_to_ask

    known = names_of(corpus)
    with open_to_ask(corpus) as opened:
        counts = [(row[0], row[1], *name_counts(opened, row[1])) for row in _rows(known)]
    put_tuples(rows, {**KIND_AND_NAME, "articles": "a search finds", "as_written": "as written"}, counts)
    own = names_path(corpus)
    role = "is read beside those that ship" if own.is_file() else "would add to them"
    say(f"{counted(len(counts), 'name')}; {own} {role}.")


@names.command()
@corpus_option
@row_options()
def propose(corpus: Path, rows: RowTarget) -> None:
    """Propose new spellings: words that look like the name of a known official and are used in the same places."""
    from corpus.vocabulary.names_file import names_of
    from corpus.vocabulary.spellings import propose as find
    from crawler.console.asking import open_to_ask

    with open_to_ask(corpus) as opened:
        unknown_words = find(opened, names_of(corpus))
    proposals = [(p.word, p.name, p.of, p.distance, p.df, p.beside) for p in unknown_words]
    put_tuples(rows, PROPOSAL_HEADS, proposals)
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
