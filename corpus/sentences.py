"""Parts of sentences for users that many modules need."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.messages.hint_messages import AND_MORE, NAMES_AND_MORE
from corpus.messages.statement import Statement


def first_names(names: Sequence[str | Statement], most: int) -> Statement:
    """Return the first `most` names, and how many more there are, as a value of an error.

    >>> str(first_names(["articles", "runs", "meta"], 2)), str(first_names(["articles"], 2))
    ('articles, runs and 1 more', 'articles')
    """
    more = AND_MORE(n=len(names) - most) if len(names) > most else None
    return NAMES_AND_MORE(names=names[:most], more=more)


def counted(number: int, one: str, several: str | None = None) -> str:
    """The number with the noun for one or for several (default: with an s). Every count that is printed goes here.

    >>> counted(1, "search", "searches"), counted(2000, "page")
    ('1 search', '2,000 pages')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def exact_or_least(number: int, *, exact: bool) -> str:
    """The number, or that there are at least so many.

    >>> exact_or_least(2000, exact=True), exact_or_least(10_000, exact=False)
    ('2,000', 'at least 10,000')
    """
    return f"{number:,}" if exact else f"at least {number:,}"


def listed(names: Sequence[str], most: int, *, between: str = ", ") -> str:
    """Return the first `most` names, and how many more there are.

    >>> listed(["articles", "runs", "meta"], 2), listed(["articles"], 2)
    ('articles, runs and 1 more', 'articles')
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return between.join(names[:most]) + more
