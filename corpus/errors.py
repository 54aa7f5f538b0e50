"""Exceptions whose message is printed for the user, without a traceback: what happened, where, what to do."""

from __future__ import annotations

from corpus.exits import Exit


class KlipingError(Exception):
    """A sentence for the user; `exit_code` is what the program ends with (docs/exit-codes.md)."""

    exit_code = Exit.CANNOT

    def __init__(self, *sentence: object, exit_code: Exit | None = None) -> None:
        super().__init__(*sentence)
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
