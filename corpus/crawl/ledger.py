"""Read the coverage ledger: the listings that each run asked for, by way (`way_reports`) or one by one (`pages`).

The table `ledger` has a row for each listing that was asked for. Each way into one outlet in one run gets one of four
results: `found`, `nothing found`, `could not look` and `changed` (docs/methods.md has the rule).
`invariants` (corpus.crawl.balance) checks that the ledger and all other tables agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.crawl.balance import invariants
from corpus.crawl.way_results import NO_LISTING_THERE, Tally, Way, WayResult, gave_before, result_of
from corpus.errors import CorpusError
from corpus.reasons import reason_is
from corpus.store import Corpus

__all__ = ["LedgerFilter", "ListingReport", "WayReport", "WayResult", "invariants", "listing_reports", "way_reports"]

NO_REQUEST = "not_asked"
NO_WAY = "-"


@dataclass(frozen=True, slots=True)
class WayReport:
    """One way into one outlet in one run: how many listings were asked for, and the outcome.

    Times are ISO 8601 UTC. `listings` = answered + failed + refused. Links that are neither `new` nor `known` were
    discovered before and are not fetched yet. `capped` counts listings cut short by one of our limits, `open` listings
    that are not asked for yet. `reasons` maps a failure, or a remark on an answer, to its count. `gave` is set for a
    `changed` way with empty listings: the (run, links) that the same addresses gave before.
    """

    run_id: int
    outlet: str
    way: str
    first_requested: str
    last_requested: str
    listings: int
    answered: int
    failed: int
    refused: int
    links: int
    new: int
    known: int
    capped: int
    open: int
    result: WayResult
    reasons: Mapping[str, int]
    gave: tuple[int, int] | None = None

    @property
    def could_look(self) -> bool:
        """True if a listing of the outlet could be read, even if it was empty."""
        return self.result in {"found", "nothing found"}

    @property
    def whole(self) -> bool:
        """True if all listings were read: nothing failed, was cut short or is still open."""
        missing = self.failed + self.refused - sum(n for r, n in self.reasons.items() if reason_is(r, NO_LISTING_THERE))
        return self.could_look and not missing and not self.capped and not self.open


@dataclass(frozen=True, slots=True)
class ListingReport:
    """One listing that was asked for: a row of the table, with its own result."""

    run_id: int
    outlet: str
    way: str
    url: str
    requested_at: str
    answer: str
    reason: str | None
    links: int
    new: int
    known: int
    result: WayResult


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """A filter on rows of the ledger: one run, some outlets (none: all), and the days of the request (Jakarta)."""

    run: int | None = None
    outlets: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


ALL = LedgerFilter()


def way_reports(corpus: Corpus, which: LedgerFilter = ALL) -> list[WayReport]:
    """Return the ledger by run, outlet and way in, in the order of the requests.

    An outlet that a finished crawl should have asked but did not has way "-" and the reason `not_asked`.
    Raises CorpusError if there is no such run.
    """
    where, values = _conditions(corpus, which)
    tallies: dict[Way, list[Tally]] = {}
    for row in corpus.conn.execute(_BY_REASON.format(where=where), values):
        tallies.setdefault((row[0], row[1], row[2]), []).append(Tally(*row[3:]))
    empty = {way for way, rows in tallies.items() if not any(t.links for t in rows)}
    gave, still_open = gave_before(corpus, empty), _open(corpus)
    reports = [
        _way_report(way, tallies_of_way, still_open.get(way, 0), gave.get(way))
        for way, tallies_of_way in tallies.items()
    ]
    left_out = [_without_request(*row) for row in corpus.conn.execute(_WITHOUT_REQUEST.format(where=where), values)]
    return sorted((*reports, *left_out), key=lambda a: a.run_id)


def listing_reports(corpus: Corpus, which: LedgerFilter = ALL) -> Iterator[ListingReport]:
    """Yield every listing that was asked for, in order. Raises CorpusError if there is no such run."""
    where, values = _conditions(corpus, which)
    changed = {(a.run_id, a.outlet, a.way) for a in way_reports(corpus, which) if a.result == "changed"}
    for row in corpus.conn.execute(_EACH.format(where=where), values):
        run, outlet, way, url, requested_at, answer, reason, links, new, known = row
        tally = Tally(answer, reason, 1, requested_at, requested_at, links, new, known)
        yield ListingReport(
            run,
            outlet,
            way,
            url,
            requested_at,
            answer,
            reason,
            links,
            new,
            known,
            result_of([tally], (run, outlet, way) in changed),
        )


def _way_report(way: Way, tallies: Sequence[Tally], still_open: int, gave: tuple[int, int] | None) -> WayReport:
    answers, reasons = Counter[str](), Counter[str]()
    for tally in tallies:
        answers[tally.answer] += tally.number
        if tally.reason:
            reasons[tally.reason] += tally.number
    result = result_of(tallies, gave is not None)
    return WayReport(
        *way,
        min(t.first for t in tallies),
        max(t.last for t in tallies),
        listings=answers.total(),
        answered=answers["answered"],
        failed=answers["failed"],
        refused=answers["refused"],
        links=sum(t.links for t in tallies),
        new=sum(t.new for t in tallies),
        known=sum(t.known for t in tallies),
        capped=reasons["capped"],
        open=still_open,
        result=result,
        reasons=dict(reasons),
        gave=gave if result == "changed" else None,
    )


def _without_request(run_id: int, outlet: str, started_at: str) -> WayReport:
    return WayReport(
        run_id, outlet, NO_WAY, started_at, started_at, 0, 0, 0, 0, 0, 0, 0, 0, 0, "could not look", {NO_REQUEST: 1}
    )


def _conditions(corpus: Corpus, which: LedgerFilter) -> tuple[str, dict[str, Any]]:
    """Return an SQL condition on run_id, outlet and asked_at, with its values."""
    if which.run is not None:
        _check_run(corpus, which.run)
    slugs = {f"outlet{n}": slug for n, slug in enumerate(which.outlets)}
    conditions = (
        ("run_id = :run", which.run),
        (f"outlet IN ({', '.join(f':{name}' for name in slugs)})", slugs),
        ("date(asked_at, '+7 hours') >= :since", which.since),
        ("date(asked_at, '+7 hours') <= :until", which.until),
    )
    days = {"since": which.since and which.since.isoformat(), "until": which.until and which.until.isoformat()}
    return " AND ".join(sql for sql, value in conditions if value) or "1", {"run": which.run, **days, **slugs}


def _check_run(corpus: Corpus, run: int) -> None:
    newest = corpus.conn.execute("SELECT max(id) FROM runs").fetchone()[0]
    if corpus.conn.execute("SELECT 1 FROM runs WHERE id = ?", (run,)).fetchone() is None:
        there = f"the newest is {newest}" if newest else "there is none yet"
        raise CorpusError(f"{corpus.path}: there is no run {run}; {there}")


_BY_REASON = """SELECT run_id, outlet, way, answer, reason, count(*), min(asked_at), max(asked_at),
    sum(links), sum(new), sum(known)
FROM ledger WHERE {where} GROUP BY 1, 2, 3, 4, 5 ORDER BY run_id, outlet, min(id)"""

_EACH = """SELECT run_id, outlet, way, url, asked_at, answer, reason, links, new, known
FROM ledger WHERE {where} ORDER BY id"""

_WITHOUT_REQUEST = """SELECT run_id, outlet, asked_at FROM (
    SELECT runs.id AS run_id, named.value AS outlet, started_at AS asked_at
    FROM runs, json_each(options, '$.outlets') AS named WHERE command = 'crawl' AND state <> 'running'
) AS planned WHERE {where}
    AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.run_id = planned.run_id AND l.outlet = planned.outlet)
    AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.run_id = planned.run_id AND c.outlet = planned.outlet)
ORDER BY run_id, outlet"""


def _open(corpus: Corpus) -> dict[Way, int]:
    """Return the number of open listings of each way, by the run that began their walk."""
    rows = corpus.conn.execute(
        """SELECT run_id, outlet, way, count(*) FROM frontier INDEXED BY frontier_open_listings
        WHERE kind = 'listing' AND state IN ('pending', 'leased') GROUP BY 1, 2, 3"""
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}
