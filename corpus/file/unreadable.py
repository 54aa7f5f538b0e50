"""Read stored values that may be damaged: what can't be read is shown as `�` or as unknown, and that is announced once.

So a damaged article costs a search, an export or a table nothing but itself. A text that isn't UTF-8 ends a command
unless articles are marked as damaged for good (`corpus.file.opening`): before that, a repair can bring it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from corpus.errors import CorpusDamagedError
from corpus.file.waiting import WaitingConnection
from corpus.messages.corpus_messages import VALUE_UNREADABLE

T = TypeVar("T")


class Unreadable:
    """Whether this process has announced that a value can't be read."""

    announced: ClassVar[bool] = False


def decoded_text(data: bytes) -> str:
    """Return a stored text; bytes that aren't UTF-8 become U+FFFD.

    >>> decoded_text("Jum’at".encode())
    'Jum’at'
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        _announce("a text in the corpus isn't UTF-8, and is printed with � where it can't be read")
        return data.decode("utf-8", "replace")


def read_day(stored: str | None) -> date | None:
    """Return a stored day; None if there is none, or none that can be read."""
    try:
        return date.fromisoformat(stored) if stored else None
    except ValueError:
        _announce("a day in the corpus can't be read, and counts as unknown")
        return None


def read_instant(stored: str | None) -> datetime | None:
    """Return a stored time; None if there is none, or none that can be read."""
    try:
        return datetime.fromisoformat(stored) if stored else None
    except ValueError:
        _announce("a time in the corpus can't be read, and counts as unknown")
        return None


def read_json(stored: str) -> Any:
    """Return a value that is stored as JSON; None if it can't be read."""
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        _announce("a list in the corpus can't be read, and counts as unknown")
        return None


def _announce(what: str) -> None:
    if not Unreadable.announced:
        Unreadable.announced = True
        WaitingConnection.announce(
            f"({what}: damaged, or changed by another program; `kliping doctor --deep` names it)"
        )


def needed_json(stored: str, where: str) -> Any:
    """Return a value that is stored as JSON and can't be left out; `where` names it.

    Raises CorpusDamagedError if it can't be read.
    """
    return _needed(json.loads, stored, where)


def needed_instant(stored: str, where: str) -> datetime:
    """Return a stored time that can't be left out. Raises CorpusDamagedError if it can't be read."""
    return _needed(datetime.fromisoformat, stored, where)


def _needed(read: Callable[[str], T], stored: str, where: str) -> T:
    try:
        return read(stored)
    except (ValueError, RecursionError) as error:
        raise CorpusDamagedError(VALUE_UNREADABLE(where=where)) from error
