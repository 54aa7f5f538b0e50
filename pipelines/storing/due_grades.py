"""Grade the articles that a topic has not graded yet (`grade_due`): those that other topics brought, or that changed.

These read grades: `grade:` and `--grade` of every search, the grade beside a hit, `--facets grade`, the columns `grade`
and `phrases` of an export, the strata of a sample, `kliping methods`, `kliping watch run`, `kliping show`. All take the
corpus's default topic unless another is named (corpus.grading.default_topic). So a run that finished grades by its own
topic and by the default one, whatever brought the articles, and by no other. Before what it misses would count as seen
or drawn, `watch run` and `sample` grade first. For another topic there is `kliping topic grade`; until then, an answer
that rests on its grades says how many are due.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from corpus.crawl.grades import due_articles, mark_graded, put_grade
from corpus.store import Corpus
from corpus.topics import Topic
from pipelines.storing.grade import grade

BATCH = 500  # articles graded in one transaction
ShowGrading = Callable[[str, int, Iterable[int]], None]
"""Runs the iterator of `grade_due` and shows how far it is; gets the topic's name and the number due before it."""


def grade_due(corpus: Corpus, topic_id: int, topic: Topic) -> Iterator[int]:
    """Grade every article that has no grade for the topic, and yield the number of articles of each batch.

    A batch is one transaction: what a kill leaves is whole, and the next call goes on behind it. Several processes may
    do it side by side.
    """
    number = BATCH
    while number == BATCH:
        with corpus.transaction():
            due = due_articles(corpus, topic_id, BATCH)
            for _, article_id, title, lead, text in due:
                if article_id is None:
                    continue
                graded = grade(topic, title, lead, text)
                put_grade(corpus, article_id, topic_id, graded.grade, [(m.phrase, m.field) for m in graded.matches])
            number = len(due)
            mark_graded(corpus, topic_id, due[-1][0] if number == BATCH else None)
        yield number


def grade_quietly(_topic: str, _due: int, batches: Iterable[int]) -> None:
    """Grade without showing how far it is."""
    deque(batches, maxlen=0)
