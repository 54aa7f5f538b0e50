"""Grade where a command needs it, show how far it is, and say what a changed topic changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import CorpusError
from corpus.messages.corpus_messages import NO_CORPUS
from crawler.console.output import counted, print_json, put, say
from crawler.live.busy_line import undisturbed

if TYPE_CHECKING:
    from corpus.grading.grade_changes import GradeChange, GradeChanges
    from corpus.store import Corpus
    from corpus.topics import Topic

MANY = 2_000  # articles that take so long to grade that it is shown: some 0.2 s


def show_grading(topic: str, due: int, batches: Iterable[int]) -> None:
    """Grade, with a bar on a terminal. Where stderr is no terminal, a line says once what is done."""
    if due < MANY:
        for _ in batches:
            pass
        return
    label = f"Grading {counted(due, 'article')} for {topic}"
    with undisturbed(), click.progressbar(length=due, label=label, file=sys.stderr, show_pos=True) as bar:
        for number in batches:
            bar.update(number)


def grade_for(corpus: Corpus, topic_id: int | None) -> int:
    """Grade what is due for the topic, and return the number of articles; the corpus is open for writing."""
    from corpus.crawl.grades import number_due, topic_in_use
    from pipelines.storing.due_grades import grade_due

    if topic_id is None or not (due := number_due(corpus, topic_id)):
        return 0
    topic = topic_in_use(corpus, topic_id)
    show_grading(topic.name, due, grade_due(corpus, topic_id, topic))
    return due


def grade_by(corpus: Corpus, topic: Topic) -> GradeChanges:
    """Grade every article by this state of a topic, which is in use from then on. Return what changed.

    The state before stays in use until all articles are graded: Ctrl-C keeps what is graded, and changes nobody's
    grades. The corpus is open for writing.
    """
    from corpus.crawl.runs import keep_topic, note_grading
    from corpus.grading.default_topic import fix_default_topic, topic_state
    from corpus.grading.grade_changes import grade_changes

    fix_default_topic(corpus.conn)
    before = topic_state(corpus, topic.name)
    topic_id = keep_topic(corpus, topic)
    grade_for(corpus, topic_id)
    if before is None or before.id != topic_id or not before.by_run:
        note_grading(corpus, topic_id)
    return grade_changes(corpus, before.id if before else None, topic_id)


def regrade(path: Path, corpus: Path, *, as_json: bool) -> None:
    """Grade every article of a corpus by a topic's file, and print what changed.

    Raises TopicError for a file that is no topic, CorpusError where there is no corpus.
    """
    from corpus.grading.default_topic import default_topic
    from corpus.store import Corpus
    from corpus.topics import read_topic

    topic = read_topic(path)
    refuse_no_corpus(corpus)
    with Corpus(corpus) as opened:
        changes = grade_by(opened, topic)
        default = default_topic(opened.conn)
    if as_json:
        print_json(_as_object(topic, changes))
        return
    put(f"{topic.name}: {counted(changes.articles, 'article')} graded by {path}.")
    for line in change_lines(changes):
        put(f"  {line}")
    if default not in (None, topic.name):
        say(
            f"The corpus's default topic is {default}: `--topic {topic.name}` or `topic:{topic.name}` shows these "
            f"grades, `kliping topic use {topic.name}` makes it the default."
        )


def refuse_no_corpus(path: Path) -> None:
    """Raise CorpusError where there is no corpus."""
    if not path.exists():
        raise CorpusError(NO_CORPUS(path=path))


def change_lines(changes: GradeChanges) -> list[str]:
    """Return a sentence for each change: how many articles, from and to which grade, and ids of some."""
    lines = [_change(change) for change in changes.changes]
    if changes.is_first:
        return lines
    return [*lines, f"{changes.unchanged:,} unchanged" if lines else "nothing changed"]


def _change(change: GradeChange) -> str:
    named = ", ".join(map(str, change.examples)) + (", ..." if change.number > len(change.examples) else "")
    before = "" if change.before is None else f"from {grade_name(change.before)} "
    return f"{change.number:,} {before}to {grade_name(change.after)}: {named}"


def grade_name(grade: int) -> str:
    """Return a grade with its name: "core (3)"."""
    from pipelines.storing.grade import GRADE_SCALE

    return f"{GRADE_SCALE[grade].partition(':')[0]} ({grade})"


def _as_object(topic: Topic, changes: GradeChanges) -> dict[str, Any]:
    return {
        "topic": topic.name,
        "sha256": topic.sha256,
        "articles": changes.articles,
        "first": changes.is_first,
        "changes": [
            {"from": one.before, "to": one.after, "articles": one.number, "examples": one.examples}
            for one in changes.changes
        ],
        "unchanged": changes.unchanged,
    }


def say_whose_grades(path: Path, run_id: int) -> None:
    """Say on stderr what a run changed in its topic's grades, and which topic's grades are shown if not the run's.

    A dry run and one that failed changed nothing, and no option shows grades of theirs.
    """
    from corpus.crawl.grades import due_sentence
    from corpus.grading.default_topic import default_topic
    from corpus.grading.grade_changes import changes_by_run, topic_of_run
    from corpus.store import Corpus

    if not path.exists():
        return
    with Corpus(path, read_only=True) as corpus:
        default = default_topic(corpus.conn)
        sentence = due_sentence(corpus, None, None) if default is None else None
        name, changes = topic_of_run(corpus, run_id), changes_by_run(corpus, run_id)
    if changes and changes.changes:
        say(f"{name}: its text is another than in the run before, and all articles were graded by it:")
        for line in change_lines(changes):
            say(f"  {line}")
    if sentence:
        say(f"({sentence})")
    elif default and name and default != name:
        say(
            f"Grades are shown by the corpus's default topic {default}; `--topic {name}` shows those of this "
            f"run, `kliping topic use {name}` makes it the default."
        )
