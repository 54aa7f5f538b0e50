"""The sum of an import: every record and saved page is taken, known, passed over for a reason, or unreadable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_REASONS = 200  # that are counted one by one; a file may hold a type of its own in every record
LONGEST_REASON = 80  # characters
SHOWN = 12  # reasons that are printed, the most frequent first


@dataclass(slots=True)
class ImportCounts:
    """Counts of an import.

    `known` are pages whose article was there, `parts` further pages of an article that was taken, `passed_over` the
    other records by kind or reason, `unreadable` damaged records and files that hold no page. `damaged` has one
    sentence for each file that couldn't be read, or not whole. `clocks` and `addresses` count the pages whose time or
    address is not the record's own, by where it was taken from.
    """

    records: int = 0
    taken: int = 0
    known: int = 0
    parts: int = 0
    unreadable: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    damaged: list[str] = field(default_factory=list)
    clocks: Counter[str] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)

    @property
    def balances(self) -> bool:
        """True where every record is counted once."""
        return self.records == self.taken + self.known + self.parts + self.passed_over.total() + self.unreadable

    def add_broken(self, number: int) -> None:
        """Count records that could not be read."""
        self.records += number
        self.unreadable += number

    def pass_over(self, reason: str) -> None:
        """Count a record that is passed over."""
        reason = reason[:LONGEST_REASON]
        known = reason in self.passed_over or len(self.passed_over) < MOST_REASONS
        self.passed_over[reason if known else "of other kinds"] += 1

    def sentence(self) -> str:
        """The sum in one line.

        >>> ImportCounts(records=3, taken=1, passed_over=Counter(request=2)).sentence()
        'records 3 = taken 1 + known 0 + further pages 0 + passed over 2 + unreadable 0'
        """
        return (
            f"records {self.records:,} {'=' if self.balances else '≠'} taken {self.taken:,} + known {self.known:,} "
            f"+ further pages {self.parts:,} + passed over {self.passed_over.total():,} "
            f"+ unreadable {self.unreadable:,}"
        )

    def reasons(self) -> str:
        """The reasons with their numbers, the most frequent first; empty where nothing was passed over.

        >>> ImportCounts(passed_over=Counter({"request": 2, "image/png": 10})).reasons()
        '10 image/png, 2 request'
        """
        ranked = sorted(self.passed_over.items(), key=lambda item: (-item[1], item[0]))
        rest = sum(number for _, number in ranked[SHOWN:])
        shown = [f"{number:,} {reason}" for reason, number in ranked[:SHOWN]]
        return ", ".join(shown + ([f"{rest:,} of other kinds"] if rest else []))

    def as_object(self) -> dict[str, Any]:
        """The counts for `--json`."""
        return {
            "records": self.records,
            "taken": self.taken,
            "known": self.known,
            "further_pages": self.parts,
            "passed_over": dict(sorted(self.passed_over.items())),
            "unreadable": self.unreadable,
            "clocks": dict(sorted(self.clocks.items())),
            "addresses": dict(sorted(self.addresses.items())),
        }
