"""What a new state of a topic changed in the articles' grades (`grade_changes`)."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import Corpus

EXAMPLES = 3  # articles that are named for each change, the newest

_PAIRS = """SELECT old.grade, new.grade, count(*) FROM grades AS new
    LEFT JOIN grades AS old ON old.article_id = new.article_id AND old.topic_id = :before
    WHERE new.topic_id = :after GROUP BY 1, 2 ORDER BY 1 IS NULL, new.grade DESC, old.grade DESC"""
_OF_PAIR = """SELECT new.article_id FROM grades AS new
    LEFT JOIN grades AS old ON old.article_id = new.article_id AND old.topic_id = :before
    WHERE new.topic_id = :after AND new.grade = :to AND old.grade IS :from
    ORDER BY new.article_id DESC LIMIT :most"""


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
