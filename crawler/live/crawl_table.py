"""The table of a running crawl (`crawl_view`): totals, time left, and as many of the outlets as fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from corpus.characters import plain

COUNTS = ("listed", "new", "stored", "rejected", "failed")
HEADS = ("outlet", "listed", "new links", "stored", "set aside", "failed", "pending", "")
NARROW = 60  # columns; below, only the outlet's name, what it stored and its state are shown
COUNT_COLUMNS = 62  # columns of all counts and of the state
FURNITURE = 5  # lines that are no outlet's: totals, time, heads, the rest, and the last one of the screen


@dataclass(frozen=True, slots=True)
class AtWork:
    """One outlet of a running crawl.

    `pending` are addresses of articles that are known and not fetched yet. `state` is what it does now: "in line",
    "at work", "waits 30 s", "given up" or "done".
    """

    outlet: str
    counts: Mapping[str, int]
    pending: int = 0
    state: str = ""

    @property
    def rank(self) -> int:
        """The place among the others: at work, in line, done."""
        return {"done": 2, "in line": 1}.get(self.state, 0)


def crawl_view(outlets: list[AtWork], left: str, *, columns: int, lines: int) -> Any:
    """The lines of the display, at most `lines`; `left` is the time that is left, in words, or why it is not known."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    ordered = sorted(outlets, key=lambda one: (one.rank, -one.counts.get("stored", 0), one.outlet))
    room = max(1, lines - FURNITURE)
    shown, rest = ordered[:room], ordered[room:]
    wide = columns >= NARROW
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for n, head in enumerate(HEADS if wide else ("outlet", "stored", "")):
        most = max(10, columns - COUNT_COLUMNS) if wide and not n else None
        side: Literal["left", "right"] = "left" if head in {"outlet", ""} else "right"
        table.add_column(head, justify=side, no_wrap=True, overflow="ellipsis", max_width=most)
    for one in shown:
        table.add_row(*(Text(cell) for cell in _cells(one, wide=wide)))
    parts: list[Any] = [_line(totals(outlets), columns), _line(left, columns), table]
    if rest:
        parts.append(_line(f"... and {len(rest)} more: {_states(rest)}", columns))
    return Group(*parts)


def totals(outlets: list[AtWork]) -> str:
    """What all outlets have done so far, in one line.

    >>> totals([AtWork("a", {"stored": 3, "asked": 9}, 2, "at work"), AtWork("b", {"rejected": 1}, 0, "done")])
    'stored 3, set aside 1, failed 0, pending 2; 1 of 2 outlets done'
    """
    sums = {name: sum(one.counts.get(name, 0) for one in outlets) for name in COUNTS}
    pending = sum(one.pending for one in outlets)
    done = sum(one.state == "done" for one in outlets)
    return (
        f"stored {sums['stored']:,}, set aside {sums['rejected']:,}, failed {sums['failed']:,}, pending {pending:,}; "
        f"{done} of {len(outlets)} outlets done"
    )


def _cells(one: AtWork, *, wide: bool) -> tuple[str, ...]:
    name = " ".join(plain(one.outlet).split())
    if not wide:
        return name, str(one.counts.get("stored", 0)), one.state
    return (name, *(str(one.counts.get(count, 0)) for count in COUNTS), str(one.pending), one.state)


def _states(rest: list[AtWork]) -> str:
    """How many of them are at work, in line and done."""
    names = ("at work", "in line", "done")
    numbers = [sum(one.rank == rank for one in rest) for rank in range(len(names))]
    return ", ".join(f"{number} {name}" for number, name in zip(numbers, names, strict=True) if number)


def _line(text: str, columns: int) -> Any:
    from rich.text import Text

    return Text(text if len(text) < columns else f"{text[: columns - 2]}…", no_wrap=True)
