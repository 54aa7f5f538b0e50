"""What an outlet may say about its own pages, now and before its redesigns; all else is decided by general rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from corpus.urls import AddressRule

RULES_VERSION = "2026.11.7"
"""Changes whenever the same page may give another article."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How an outlet's pages were built in a span of days, before or after a redesign.

    `valid_from` and `valid_until` are the first and the last day (None: open). What is given here stands in
    place of the outlet's own; what stays empty is the outlet's.
    """

    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    body: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    date_pattern: str | None = None
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    ignore_dates: tuple[str, ...] = ()
    junk: tuple[str, ...] = ()

    def holds_on(self, day: dt.date) -> bool:
        """True where the day lies in the span."""
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class PageRules:
    """An outlet's own rules; every field may stay empty.

    `outlet` is its slug, `name` its printed name (never a writer). `address` names its articles. Selectors
    are CSS, tried in order: `body` the container of the article, `noise` what is cut from the page before
    extraction, `title`, `date`, `author`, `editor` where the page shows them. `date_pattern` is a regular
    expression with one group, applied to the date selector's text. `utc_offset` (hours) is the zone of times
    printed without one: 7 WIB, 8 WITA, 9 WIT; None where it is not known. `ignore_dates` are selectors
    whose dates are the day of the visit or a neighbour's. `junk` are regular expressions for the outlet's own house
    lines (whole line).
    `layouts` are those of other times: a page is read by the first whose span holds the day it was fetched.
    """

    outlet: str | None = None
    name: str | None = None
    address: AddressRule | None = None
    body: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    date_pattern: str | None = None
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    utc_offset: int | None = None
    ignore_dates: tuple[str, ...] = ()
    junk: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()

    def on(self, day: dt.date) -> PageRules:
        """The rules for a page that was fetched on this day."""
        layout = next((each for each in self.layouts if each.holds_on(day)), None)
        if layout is None:
            return self
        given = {name: value for name in _LAID_OUT if (value := getattr(layout, name))}
        return replace(self, **given)


_LAID_OUT = ("body", "noise", "title", "date", "date_pattern", "author", "editor", "ignore_dates", "junk")

NO_RULES = PageRules()
"""For a page of no known outlet."""
