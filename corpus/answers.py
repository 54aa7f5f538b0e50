"""The shapes of answers that Python, `--json` and other doors share (`Answer`, `AnswerRows`, `DocumentFrame`).

A shape is frozen: what a key means never changes. `ANSWER_VERSION` grows when a key is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

AnswerRow = TypeVar("AnswerRow")
ANSWER_VERSION = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a whole answer, beside its rows.

    `total` is the number of articles that match, copies included: all of them if `exact`, else at least so many.
    `stories` is the number of stories they tell; None where not all articles were counted. `notes` are
    sentences for the reader: how the question was understood, and what the answer rests on.
    """

    total: int
    exact: bool
    stories: int | None = None
    notes: tuple[str, ...] = ()

    def as_line(self) -> dict[str, Any]:
        """Return the last line of `--json`, after the rows.

        >>> Answer(71, exact=False).as_line()
        {'result': {'total': 71, 'exact': False, 'stories': None, 'notes': ()}}
        """
        return {"result": asdict(self)}


@dataclass(frozen=True, slots=True)
class DocumentFrame:
    """What the one document of `--format json` is but for its rows: their name, and the parts after them.

    The document is `{"version": ANSWER_VERSION, "rows": [...], ...}`; a search calls its rows "hits" and has the part
    "result", an `Answer`.
    """

    rows: str = "rows"
    parts: Mapping[str, Any] = field(default_factory=dict)


class AnswerRows(list[AnswerRow]):
    """The rows of a count or a concordance: a list, with what is said of the whole `answer`.

    Its total is the number of articles that match; the notes say which of them were read. `every` is the number of
    rows before a limit left some out, `is_cut` is True where it did; a number that nobody counted is None.
    """

    def __init__(
        self, rows: Iterable[AnswerRow], answer: Answer, every: int | None = None, *, is_cut: bool | None = None
    ) -> None:
        super().__init__(rows)
        self.answer = answer
        self.every = every
        self.is_cut = (every is not None and every > len(self)) if is_cut is None else is_cut
