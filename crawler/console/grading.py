"""Show how far a topic has graded the articles that it had not graded yet, and begin it where a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corpus.store import Corpus

MANY = 2_000  # articles that take so long to grade that it is shown: some 0.2 s


def show_grading(topic: str, due: int, batches: Iterable[int]) -> None:
    """Grade, with a bar on a terminal. Where stderr is no terminal, a line says once what is done."""
    if due < MANY:
        for _ in batches:
            pass
        return
    label = f"Grading {due:,} articles for {topic}"
    with click.progressbar(length=due, label=label, file=sys.stderr, show_pos=True) as bar:
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
