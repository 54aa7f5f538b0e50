"""Exceptions whose message is printed for the user, without a traceback: what happened, where, what to do."""

from __future__ import annotations

from corpus.exits import Exit
from corpus.messages.statement import Statement


class StatedError(Exception):
    """An exception of ours that says in a sentence what happened: `code`, `values`, and `str()` for the sentence.

    It takes a statement of the catalogue, as `StatedError(NO_SUCH_ARTICLE(path=path, reference=reference))`.
    It can be pickled, so that it can come from a worker process.
    """

    statement: Statement

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        super().__init__(statement)

    @property
    def code(self) -> str:
        """What happened, in a word that doesn't change between versions, as "query.bad_year" (docs/messages.md)."""
        return self.statement.code

    @property
    def values(self) -> dict[str, object]:
        """What goes into the sentence: field -> text, number, path, day, None, a statement, or a tuple of such."""
        return self.statement.values

    def __str__(self) -> str:
        return str(self.statement)


class KlipingError(StatedError):
    """An error that the user can mend; `exit_code` is what the program ends with (docs/exit-codes.md)."""

    exit_code = Exit.CANNOT

    def __init__(self, statement: Statement, *, exit_code: Exit | None = None) -> None:
        super().__init__(statement)
        if exit_code is not None:
            self.exit_code = exit_code


class TopicError(KlipingError):
    """A topic file that cannot be used."""


class CorpusError(KlipingError):
    """A corpus that cannot be opened or used as asked."""


class CorpusDamagedError(CorpusError):
    """The corpus file is not a sound database."""

    exit_code = Exit.DAMAGED


class ArchiveError(KlipingError):
    """An archive that is missing or cannot be read."""


class WorkerError(KlipingError):
    """The processes that refine pages can't be started: a fault of ours."""

    exit_code = Exit.FAULT


class QueryError(KlipingError):
    """A search that cannot be understood."""


class DayError(QueryError):
    """A day that cannot be read."""
