"""Which outlets' articles of a month could be found by some run (`month_coverage`), to judge counts by month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from corpus.crawl.ledger import PAGES_WAY, WayReport, way_reports
from corpus.crawl.outlet_rows import SERVICES
from corpus.errors import QueryError
from corpus.file.unreadable import needed_instant, needed_json
from corpus.messages.crawl_messages import NO_SUCH_MONTH
from corpus.store import JAKARTA, Corpus

WEB_BEGINS = date(1990, 1, 1)  # no month before has a row
BRING_NOTHING = frozenset({"grade", "refine", "remove"})  # commands whose runs say nothing of what was published
NEWEST_ONLY = frozenset({"feed", "home"})  # ways that list the newest articles only, and none of earlier months


@dataclass(frozen=True, slots=True)
class MonthCoverage:
    """The outlets of the corpus by how far their articles of a month could be found; each is in one of three groups.

    `whole`: some run asked for every day of the month, and read a way in to its end. `part`: some run asked for days of
    it and read listings, but not all. `blind`: no run asked for the month, or none could read a listing and a page.
    Only for an outlet in `whole` does a month without articles mean that it published none.
    """

    month: str
    whole: tuple[str, ...]
    part: tuple[str, ...]
    blind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    since: date
    until: date
    today: date = date.min
    collects: bool = True


def month_coverage(corpus: Corpus, month: str, seen: Sequence[WayReport] | None = None) -> MonthCoverage:
    """Return the coverage of a month of publication, such as "2023-11", over all runs so far.

    For many months, use `coverage_of_months`. Raises QueryError for a bad month.
    """
    return coverage_of_months(corpus, [month], way_reports(corpus) if seen is None else seen)[month]


def coverage_of_months(
    corpus: Corpus, month_list: Iterable[str], seen: Sequence[WayReport]
) -> dict[str, MonthCoverage]:
    """Return the coverage of each of these months; `seen` is `way_reports(corpus)`. Runs and outlets are read once."""
    windows = _windows(corpus)
    slugs = [row[0] for row in corpus.conn.execute("SELECT slug FROM outlets ORDER BY slug") if row[0] not in SERVICES]
    unread = {(report.run_id, report.outlet) for report in seen if report.way == PAGES_WAY}
    looked = [
        (report, windows[report.run_id])
        for report in seen
        if report.could_look and report.run_id in windows and (report.run_id, report.outlet) not in unread
    ]
    covered: dict[str, MonthCoverage] = {}
    for month in month_list:
        days, best = _month(month), dict.fromkeys(slugs, 0)
        for report, window in looked:
            if report.outlet in best:
                best[report.outlet] = max(best[report.outlet], _degree(report, window, days))
        blind, part, whole = (tuple(slug for slug, degree in best.items() if degree == n) for n in range(3))
        covered[month] = MonthCoverage(month, whole, part, blind)
    return covered


def months(corpus: Corpus) -> list[str]:
    """Return all months from the first to the last published article, as "2023-11"."""
    first, last = corpus.conn.execute(
        """SELECT min(substr(published_day, 1, 7)), max(substr(published_day, 1, 7)) FROM articles
        WHERE published_day = date(published_day) AND published_day < '9999'"""  # no other is a day that can be counted
    ).fetchone()
    return _between(first, last) if first else []


def _between(first: str, last: str) -> list[str]:
    result: list[str] = []
    while first <= last:
        result.append(first)
        first = (_month(first).until + timedelta(days=1)).isoformat()[:7]
    return result


def months_to_show(corpus: Corpus, since: date, until: date, seen: Sequence[WayReport]) -> list[str]:
    """Return all months of these days that can be spoken of, whether they have articles or not.

    The first is that of `since`; without one (`date.min`), that of the first day that a crawl asked for or of the first
    article. The last is that of `until`, but none after the newest run: what is published later nobody knows. Without a
    run, they end with the last article. `seen` is `way_reports(corpus)`.
    """
    windows = _windows(corpus)
    crawled = [windows[run_id] for run_id in {report.run_id for report in seen} if run_id in windows]
    ends = months(corpus)
    if first_days := [window.since for window in crawled if window.since != date.min]:
        ends.append(max(min(first_days), WEB_BEGINS).isoformat()[:7])
    if since != date.min:
        ends.append(max(since, WEB_BEGINS).isoformat()[:7])
    if until != date.max and (newest := newest_day(corpus)):
        ends.append(min(until, newest).isoformat()[:7])
    if not ends:
        return []
    return [month for month in _between(min(ends), max(ends)) if _month(month).until >= since and month <= str(until)]


def newest_day(corpus: Corpus) -> date | None:
    """Return the day in Jakarta of the newest run that brings articles, and is no dry one; None without one."""
    days = [window.today for window in _windows(corpus).values() if window.collects]
    return max(days, default=None)


def days_of_crawls(corpus: Corpus, since: date, until: date, seen: Sequence[WayReport]) -> tuple[date, date]:
    """Return the first and the last day of these that crawls asked for: what is outside may be known in part.

    Without a crawl, the days end with the newest run. `date.min` stands for no first day.
    """
    windows = _windows(corpus)
    crawled = [windows[run_id] for run_id in {report.run_id for report in seen} if run_id in windows]
    if crawled:
        since = max(since, min(window.since for window in crawled))
        return since, min(until, max(window.until for window in crawled))
    return since, min(until, newest_day(corpus) or until)


def _degree(report: WayReport, window: _Window, month: _Window) -> int:
    """Return how far a way in covers the month: 0 blind, 1 part, 2 whole."""
    since = max(window.since, window.until.replace(day=1)) if report.way in NEWEST_ONLY else window.since
    if since > month.until or window.until < month.since:
        return 0
    covers = since <= month.since and window.until >= month.until
    return 2 if covers and report.whole and report.way not in NEWEST_ONLY else 1


def _windows(corpus: Corpus) -> dict[int, _Window]:
    """Return run id -> the days of publication that it asked for, none later than its own day.

    A dry run has none: it reads listings, and takes no article.
    """
    windows: dict[int, _Window] = {}
    for run, command, clock, options in corpus.conn.execute("SELECT id, command, clock, options FROM runs"):
        settings, today = (
            needed_json(options, "a run's options"),
            needed_instant(clock, "a run's time").astimezone(JAKARTA).date(),
        )
        if settings.get("dry_run"):
            continue
        since, until = (
            date.fromisoformat(settings[name]) if settings.get(name) else None for name in ("since", "until")
        )
        windows[run] = _Window(since or date.min, min(until or today, today), today, command not in BRING_NOTHING)
    return windows


_is_month = partial(re.fullmatch, r"\d{4}-(?:0[1-9]|1[0-2])")


def _month(text: str) -> _Window:
    if not _is_month(text) or text < "0001":
        raise QueryError(NO_SUCH_MONTH(text=text))
    first = date.fromisoformat(f"{text}-01")
    return _Window(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
