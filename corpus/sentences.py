"""Parts of sentences for users that many modules need."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], most: int, *, between: str = ", ") -> str:
    """Return the first `most` names, and how many more there are.

    >>> listed(["articles", "runs", "meta"], 2), listed(["articles"], 2)
    ('articles, runs and 1 more', 'articles')
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return between.join(names[:most]) + more
