"""Whether the days in <lastmod> can be trusted to say that something is old.

A <lastmod> is no day of publication: it never puts an article into the window. It can only prove that nothing newer is
there, and only where the file's <lastmod>s are no invention. They are one where two or more are there and all name the
same day (a program wrote them, or a template), where one lies in the future, and where something is known to be
published after its own <lastmod>. What an index calls old is read, or some of it, to see whether that is true, but for
sitemaps whose address names the same time ("post-2023-12.xml"). Not seen: a <lastmod> that is true for some entries of
a file and invented for others; those that are older than what they stand for are then passed over, and counted as
outside the window.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from spiders.parsing.days import news_day, own_iso_day

MONTH_ONLY = re.compile(r"(\d{4})(?:-(\d\d))?")  # W3C's dates may end with the month, or the year
NAMED_PERIOD = re.compile(  # "post-2023-12.xml", "202312", "/2023/12/05", "arsip-2023.xml"
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
ONE_DAY = timedelta(days=1)  # two programs may name an instant in two zones


def changed_day(text: str | None, utc_offset: int) -> date | None:
    """The last day that a <lastmod> may mean.

    >>> changed_day("2023-02", 7), changed_day("2022", 7)
    (datetime.date(2023, 2, 28), datetime.date(2022, 12, 31))
    """
    if text and (day := own_iso_day(text, utc_offset)):
        return day
    short = MONTH_ONLY.fullmatch(text) if text and len(text) <= len("2023-02") else None
    if short is None:
        return news_day(text, utc_offset)
    year, month = int(short[1]), int(short[2] or 12)
    try:
        return date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def period_end(address: str) -> date | None:
    """The last day of the year, month or day that a sitemap's address names; None where it names none.

    >>> period_end("https://x.id/s/post-2023-12.xml"), period_end("https://x.id/post-12.xml")
    (datetime.date(2023, 12, 31), None)
    """
    named = list(NAMED_PERIOD.finditer(address))
    if not named:
        return None
    year, month, day = (int(part) if part else None for part in named[-1].groups())
    month = month or 12
    try:
        return date(year or 0, month, day or calendar.monthrange(year or 0, month)[1])
    except ValueError:
        return None


@dataclass(slots=True)
class Lastmods:
    """The <lastmod>s of one file, added one by one."""

    today: date
    count: int = 0
    invented: bool = False
    days: set[date] = field(default_factory=set)  # the first two different days
    newest: date | None = None  # of all days that are known of the entries

    def add(self, changed: date | None, published: date | None = None) -> None:
        """Count an entry that was last changed and published on these days (None: not known)."""
        for day in (changed, published):
            if day and (self.newest is None or day > self.newest):
                self.newest = day
        if changed is None:
            return
        self.count += 1
        if len(self.days) < 2:
            self.days.add(changed)
        if changed > self.today + ONE_DAY or (published is not None and published > changed + ONE_DAY):
            self.invented = True

    @property
    def are_trusted(self) -> bool:
        """True where an old <lastmod> proves that its entry is old."""
        return not self.invented and (self.count < 2 or len(self.days) > 1)

    def belie(self, claimed: date) -> bool:
        """True where something in the file is newer than the <lastmod> that its index claims."""
        return self.newest is not None and self.newest > claimed + ONE_DAY
