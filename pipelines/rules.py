"""What an outlet may say about its own pages; everything else is decided by the general rules."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.urls import AddressRule


@dataclass(frozen=True, slots=True)
class PageRules:
    """An outlet's own rules; every field may stay empty.

    `outlet` is its slug, `name` its printed name (never a writer). `address` names its articles. Selectors
    are CSS, tried in order: `body` the container of the article, `noise` what is cut from the page before
    extraction, `title`, `date`, `author`, `editor` where the page shows them. `date_pattern` is a regular
    expression with one group, applied to the date selector's text. `utc_offset` (hours) is the zone of times
    printed without one: 7 WIB, 8 WITA, 9 WIT. `ignore_dates` are selectors whose dates are the day of the
    visit or a neighbour's. `junk` are regular expressions for the outlet's own house lines (whole line).
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
    utc_offset: int = 7
    ignore_dates: tuple[str, ...] = ()
    junk: tuple[str, ...] = field(default=())


NO_RULES = PageRules()
"""For a page of no known outlet."""
