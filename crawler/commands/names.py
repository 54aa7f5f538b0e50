"""`kliping names`: the names of bodies, offices and persons over time, and their misspellings."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.messages.command_messages import TOML_ALONE
from crawler.console.options import corpus_option
from crawler.console.output import counted, put_text, say
from crawler.mistakes import CommandLineError
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget, put_tuples

if TYPE_CHECKING:
    from corpus.vocabulary.names import Names
    from corpus.vocabulary.spellings import Proposal

Row = tuple[str, str, str, str, str, str]
KIND_AND_NAME = {"kind": "kind", "name": "name"}
HEADS = {name: name for name in ("kind", "name", "since", "until", "also", "source")}
PROPOSAL_HEADS = {
    "written": "written",
    "of": "of",
    "verdict": "verdict",
    "articles": "articles",
    "id": "id",
    "doubt": "why it is a question",
}

PEOPLE_HEADS = {
    "name": "name",
    "role": "role",
    "articles": "articles",
    "outlets": "outlets",
    "first_day": "first day",
    "last_day": "last day",
    "example": "id",
    "like": "like",
}


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
@click.option("--toml", is_flag=True, help="Print entries for kliping-names.toml instead; questions are comments.")
@click.option("--people", is_flag=True, help="Propose persons who are named often and stand in no list of names.")
@corpus_option
@row_options()
def propose(corpus: Path, rows: RowTarget, toml: bool, people: bool) -> None:
    """Propose spellings of officials' names that stand in the corpus: capitalised words near to a known name.

    A form with the name's other words is proposed. What may be somebody else of a similar name is a question: look at
    its article, and add it by hand if it is the same person. Nothing is added by itself.

    --people proposes whom three articles of two outlets name by a role, and whom the names don't have yet.
    """
    if people:
        _propose_people(corpus, rows, toml=toml)
        return
    from corpus.vocabulary.names_file import names_of, names_path
    from corpus.vocabulary.spellings import propose as find
    from corpus.vocabulary.spellings import with_spellings
    from crawler.console.asking import open_to_ask

    known = names_of(corpus)
    with open_to_ask(corpus) as opened:
        proposals = find(opened, known)
    if toml:
        _put_toml(rows, with_spellings(known, rows.first(proposals)))
    else:
        records = [_proposal(one) for one in rows.first(proposals)]
        rows.put(RowSet(records=records, columns=PROPOSAL_HEADS))
    if not proposals:
        say("Nothing was found: no form near to an official's name.")
        return
    questions = sum(one.doubt is not None for one in proposals)
    sure = counted(len(proposals) - questions, "spelling", "spellings")
    say(f"{sure} and {counted(questions, 'question', 'questions')}; --toml prints entries for {names_path(corpus)}.")
    say("Look at each article before you add a name: it may be another person's.")


def _propose_people(corpus: Path, rows: RowTarget, *, toml: bool) -> None:
    from corpus.deriving.due import underived_sentence
    from corpus.people.unlisted_people import people_toml, unlisted_people
    from corpus.people_named.derivation import mentions_of_corpus
    from corpus.vocabulary.names_file import names_of, names_path
    from crawler.console.asking import open_to_ask

    with open_to_ask(corpus) as opened:
        proposals = unlisted_people(opened, names_of(corpus))
        due = underived_sentence(opened, (mentions_of_corpus(corpus),))
    if toml:
        _put_toml(rows, people_toml(rows.first(proposals)))
    else:
        rows.put(RowSet(records=[asdict(one) for one in rows.first(proposals)], columns=PEOPLE_HEADS))
    if due:
        say(f"({due})")
    if not proposals:
        say("Nothing was found: nobody whom three articles of two outlets name stands in no list of names.")
        return
    say(f"{counted(len(proposals), 'person', 'persons')}; --toml prints entries for {names_path(corpus)}.")


def _put_toml(rows: RowTarget, text: str) -> None:
    """Print entries for a file of names. Raises UsageError where a form of rows is asked for as well."""
    if rows.form != "table" or rows.output is not None:
        raise CommandLineError(TOML_ALONE())
    put_text(text)


def _proposal(one: Proposal) -> dict[str, object]:
    return {
        "written": one.written,
        "of": one.of,
        "verdict": "spelling" if one.doubt is None else "question",
        "articles": one.articles,
        "id": one.example,
        "doubt": one.doubt,
        "word": one.word,
        "name": one.name,
        "edits": one.distance,
    }


suggest = copy.copy(propose)
suggest.hidden = True  # the word that `kliping outlets` has for it
names.add_command(suggest, "suggest")


def _rows(known: Names) -> Iterator[Row]:
    for lineage in known.lineages.values():
        for name in lineage.names:
            also = "; ".join((*name.full, *name.spellings))
            yield lineage.kind, name.name, name.since or "", name.until or "", also, name.source or ""
    for person in known.officials.values():
        groups = [" = ".join(group) for group in person.words]
        also = "; ".join((*groups, *person.aliases))
        yield "official", person.name, person.since or "", person.until or "", also, ""
