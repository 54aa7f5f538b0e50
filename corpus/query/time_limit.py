"""A question that runs away is ended with a sentence, never by waiting."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.errors import QueryError

SEARCH_SECONDS = 2.0
STEPS = 1_000
"""Of SQLite's machine between two looks at the clock. The full-text index is read within few of them."""

TOO_LONG = (
    "the search took longer than {seconds:g} s and was ended; ask for rarer words, fewer years (since:, year:), "
    "newest first instead of relevance, or allow more with --time-limit"
)


class Clock:
    """How long the statements of one question may take together, and how long a part of them; None is no limit."""

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self._began = time.monotonic()
        self._part_ends: float | None = None
        self._got: Sequence[int] | None = None

    def left(self, share: float) -> float | None:
        """Seconds until this share of the whole time is over."""
        return None if self.seconds is None else self._began + share * self.seconds - time.monotonic()

    @property
    def over(self) -> bool:
        """True where the whole question's time is over."""
        return (left := self.left(1.0)) is not None and left < 0

    @property
    def interrupts(self) -> bool:
        """True where the statement that runs now is to be ended."""
        if (
            self._part_ends is not None
            and (self._got is None or len(self._got) > 0)
            and time.monotonic() > self._part_ends
        ):
            return True
        return self.over

    @contextmanager
    def at_most(self, seconds: float | None, got: Sequence[int] | None = None) -> Iterator[None]:
        """A statement within is left quietly after so long; what it gave until then stands.

        Where `got` is given it goes on until something stands in it.
        """
        self._part_ends, self._got = None if seconds is None else time.monotonic() + seconds, got
        try:
            yield
        except sqlite3.OperationalError as error:
            if not _interrupted(error) or self.over:
                raise
        finally:
            self._part_ends = None


@contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float | None) -> Iterator[Clock]:
    """Within it, every statement together may take so long; None is no limit.

    Raises QueryError where the time is over.
    """
    clock = Clock(seconds)
    connection.set_progress_handler(lambda: clock.interrupts, STEPS)
    try:
        yield clock
    except sqlite3.OperationalError as error:
        if not _interrupted(error):
            raise
        raise QueryError(TOO_LONG.format(seconds=seconds or 0.0)) from error
    finally:
        connection.set_progress_handler(None, 0)


def _interrupted(error: sqlite3.OperationalError) -> bool:
    return "interrupted" in str(error)
