"""What `kliping search --explain` prints: how a search was read, and what it became (`explanation_of`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.query.expansion import Expansion
    from corpus.search import SearchResult

HEADS = {
    "read_as": "Read as",
    "added": "Added",
    "filters": "Filter",
    "budget": "Budget",
    "full_text": "Full text",
    "sql": "SQL",
}
SHOWN = 12  # of the words that were added to one
REASONS = {"context": "not where an article says", "wider": "but not what it is a kind of:"}
"""The words of --explain for a reason of an expansion that adds nothing."""


def explanation_of(result: SearchResult) -> dict[str, object]:
    """How the query was read, what was added to its words, what its filters became, and the SQL with its values."""
    return {
        "read_as": result.understood or "every article",
        "added": [f"{one.word}: {REASONS.get(one.reason) or f'and its {one.reason}:'} {_added(one)}"
                  for one in result.expansions],
        "filters": list(result.filters),
        "budget": result.budget,
        "full_text": result.expression,
        "sql": result.filled_sql,
    }  # fmt: skip


def _added(one: Expansion) -> str:
    more = len(one.added) - SHOWN + one.cut if len(one.added) > SHOWN else one.cut
    return ", ".join(one.added[:SHOWN]) + (f", {more} more" if more else "")


def print_explanation(explanation: Mapping[str, object], out: Callable[[str], None]) -> None:
    """Print the explanation for people, a line a fact."""
    for name, fact in explanation.items():
        for line in fact if isinstance(fact, list) else [fact]:
            out(f"{HEADS.get(name, name)}: {line if line is not None else '-'}")
    out("")
