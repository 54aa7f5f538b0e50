"""What a new state of a topic changed in the articles' grades (`grade_changes`, `changes_by_run`)."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.grading.default_topic import ENDED_WELL
from corpus.store import Corpus

EXAMPLES = 3  # articles that are named for each change, the newest

_PAIRS = """SELECT old.grade, new.grade, count(*) FROM grades AS new
    LEFT JOIN grades AS old ON old.article_id = new.article_id AND old.topic_id = :before
    WHERE new.topic_id = :after GROUP BY 1, 2 ORDER BY 1 IS NULL, new.grade DESC, old.grade DESC"""
_OF_PAIR = """SELECT new.article_id FROM grades AS new
    LEFT JOIN grades AS old ON old.article_id = new.article_id AND old.topic_id = :before
    WHERE new.topic_id = :after AND new.grade = :to AND old.grade IS :from
    ORDER BY new.article_id DESC LIMIT :most"""

_RUN = f"SELECT topics.id, name FROM runs JOIN topics ON topics.id = topic_id WHERE runs.id = ? AND {ENDED_WELL}"  # noqa: S608
_RUN_BEFORE = f"""SELECT topics.id FROM runs JOIN topics ON topics.id = topic_id
    WHERE name = ? AND runs.id < ? AND {ENDED_WELL} ORDER BY runs.id DESC LIMIT 1"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class GradeChange:
    """The articles whose grade changed from `before` (None: they had none) to `after`; `examples` are ids of some."""

    before: int | None
    after: int
    number: int
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GradeChanges:
    """The changes between two states of a topic, the highest new grade first; `unchanged` articles have their grade.

    `is_first`: there was no state before, so that no article had a grade.
    """

    changes: tuple[GradeChange, ...]
    unchanged: int
    is_first: bool

    @property
    def articles(self) -> int:
        """The number of articles that have a grade now."""
        return self.unchanged + sum(change.number for change in self.changes)


def grade_changes(corpus: Corpus, before: int | None, after: int) -> GradeChanges:
    """Return what differs between the grades of two states of a topic (ids); `before` is None for the first one."""
    changes: list[GradeChange] = []
    unchanged = 0
    pairs = corpus.conn.execute(_PAIRS, {"before": before, "after": after}).fetchall()
    for old, new, number in pairs:
        if old == new:
            unchanged += number
            continue
        values = {"before": before, "after": after, "from": old, "to": new, "most": EXAMPLES}
        examples = tuple(row[0] for row in corpus.conn.execute(_OF_PAIR, values))
        changes.append(GradeChange(old, new, number, examples))
    return GradeChanges(tuple(changes), unchanged, before is None)


def topic_of_run(corpus: Corpus, run_id: int) -> str | None:
    """Return the name of the run's topic if the run ended well, so that its state of the topic is in use."""
    row = corpus.conn.execute(_RUN, (run_id,)).fetchone()
    return None if row is None else str(row[1])


def changes_by_run(corpus: Corpus, run_id: int) -> GradeChanges | None:
    """Return what a run changed in the grades of its topic; None where the topic's state is that of before.

    So a crawl with an edited file, or with another file of the same name, tells what it did to everybody's grades.
    """
    row = corpus.conn.execute(_RUN, (run_id,)).fetchone()
    before = row and corpus.conn.execute(_RUN_BEFORE, (row[1], run_id)).fetchone()
    if not before or before[0] == row[0]:
        return None
    return grade_changes(corpus, before[0], row[0])
