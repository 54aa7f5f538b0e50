"""`kliping topic grade` and `kliping topic use`: grade by a topic, and choose the one whose grades are shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import KlipingError
from corpus.messages.topic_messages import NO_TOPIC_TO_GRADE_BY
from crawler.console.grading import change_lines, grade_by, grade_for, refuse_no_corpus, regrade
from crawler.console.options import corpus_option, json_option
from crawler.console.output import counted, print_json, put, say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.store import Corpus

GRADES = (3, 2, 1, 0)
COLUMNS = ("topic", "default", *(f"grade_{n}" for n in GRADES), "not_graded", "title")


@click.command()
@click.argument("topic", required=False, metavar="[NAME|FILE.toml]")
@corpus_option
@json_option
def grade(topic: str | None, corpus: Path, as_json: bool) -> None:
    """Grade the articles by a topic.

    With a file, all articles are graded anew, and the command says what changed: how many articles went from which
    grade to which, and the ids of some. Use it after you edited the topic; `kliping refine --topic` is the same.

    With the name of a topic of the corpus, those are graded that it has not graded yet; without a name, by the default
    topic. Ctrl-C keeps what is graded; the same command goes on.
    """
    from corpus.query.selection import find_topic
    from corpus.store import Corpus

    if topic is not None and is_file(topic):
        regrade(Path(topic), corpus, as_json=as_json)
        return
    refuse_no_corpus(corpus)
    with Corpus(corpus) as opened:
        state = find_topic(opened, topic)
        if state is None:
            raise KlipingError(NO_TOPIC_TO_GRADE_BY(path=corpus))
        number = grade_for(opened, state.id)
    if as_json:
        print_json({"topic": state.name, "graded": number})
    graded = f"{counted(number, 'article')} graded" if number else "all articles have a grade already"
    say(f"{state.name}: {graded}.")


@click.command()
@click.argument("topic", required=False, metavar="[NAME|FILE.toml]")
@corpus_option
@row_options()
def use(topic: str | None, corpus: Path, rows: RowTarget) -> None:
    """Make a topic the corpus's default topic: the one whose grades are shown where a question names no other.

    NAME is a topic that the corpus has; a FILE grades all articles first. Without either, the corpus's topics are
    listed with their grades. No crawl and no import changes the default topic: the first crawl of a corpus sets it.
    """
    from corpus.grading.default_topic import default_topic, set_default_topic
    from corpus.query.selection import find_topic
    from corpus.store import Corpus
    from corpus.topics import read_topic

    if topic is None:
        _print_topics(corpus, rows)
        return
    file = read_topic(Path(topic)) if is_file(topic) else None
    refuse_no_corpus(corpus)
    with Corpus(corpus) as opened:
        before = default_topic(opened.conn)
        changes = grade_by(opened, file) if file else None
        state = find_topic(opened, file.name if file else topic)
        assert state is not None  # it is there, or an error was raised
        grade_for(opened, state.id)
        set_default_topic(opened.conn, state.name)
    for line in change_lines(changes) if changes and changes.changes else ():
        put(f"  {line}")
    was = f"; it was {before}" if before not in (None, state.name) else ""
    say(f"{state.name} is the default topic of {corpus}{was}.")


def is_file(text: str) -> bool:
    """True if an argument means a topic's file, and not the name of a topic."""
    return text.endswith(".toml") or "/" in text or Path(text).is_file()


def _print_topics(path: Path, rows: RowTarget) -> None:
    from corpus.store import Corpus

    with Corpus(path, read_only=True) as opened:
        topics = list(_topics(opened))
    rows.put(RowSet(records=rows.first(topics), columns={name: name.replace("_", " ") for name in COLUMNS}))
    if not topics:
        say(f"{path}: has no topic yet; `kliping crawl` or `kliping topic use FILE.toml` brings one.")


def _topics(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield the corpus's topics by name, each in the state in use, with the number of articles of each grade."""
    from corpus.crawl.grades import grade_counts, number_due
    from corpus.grading.default_topic import default_topic, topic_names, topic_state, topic_title

    default = default_topic(corpus.conn)
    for name in topic_names(corpus.conn):
        state = topic_state(corpus, name)
        assert state is not None  # it is one of the corpus's
        counts = grade_counts(corpus, state.id)
        yield {
            "topic": name,
            "default": name == default,
            **{f"grade_{n}": counts.get(n, 0) for n in GRADES},
            "not_graded": number_due(corpus, state.id),
            "title": topic_title(corpus.conn, state.id),
        }
