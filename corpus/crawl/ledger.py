"""Read the coverage ledger: the listings that each run asked for, by way (`way_reports`) or one by one (`pages`).

The table `ledger` has a row for each listing that was asked for. Each way into one outlet in one run gets one of five
results: `found`, `nothing found`, `nothing on the topic`, `could not look`, `changed` (docs/methods.md has the rule).
`invariants` (corpus.crawl.balance) checks that the ledger and all other tables agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from corpus.crawl.balance import invariants
from corpus.crawl.led_on import led_on_by_way
from corpus.crawl.listing_counts import ENTRY_OUTCOMES, MOST_EXAMPLES, OF_SITEMAPS, EntryOutcome, unused_entries
from corpus.crawl.way_results import (
    LOOKED,
    NO_LISTING_THERE,
    UNREAD,
    Tally,
    Way,
    WayResult,
    gave_before,
    result_of,
)
from corpus.errors import CorpusError
from corpus.messages.crawl_messages import NO_RUN_YET, RUN_NEWEST, RUN_UNKNOWN
from corpus.reasons import reason_is
from corpus.store import Corpus

__all__ = ["LedgerFilter", "ListingReport", "WayReport", "WayResult", "invariants", "listing_reports", "way_reports"]

NO_REQUEST = "not_asked"
NO_WAY = "-"
PAGES_WAY = "pages"  # a row of it: of all the article pages that were asked of the outlet none could be read


@dataclass(frozen=True, slots=True)
class WayReport:
    """One way into one outlet in one run: how many listings were asked for, and the outcome.

    Times are ISO 8601 UTC. `listings` = answered + failed + refused. Links that are neither `new` nor `known` were
    discovered before and are not fetched yet. `capped` counts listings cut short by one of our limits, `open` listings
    that are not asked for yet. `reasons` maps a failure, or a remark on an answer, to its count. `gave` is set for a
    `changed` way with empty listings: the (run, links) that the same addresses gave before. `entries` is the sum of
    `outcomes` (what became of them); None where no listing has been counted, as in runs of an older kliping.
    `examples` has up to three entries of each outcome. `stated` is how many articles the answers have by the site's own
    count, `came` how many entries of them came; None where the site doesn't say. `led_on` maps other hosts that it was
    redirected to to the reason why nothing came there, "" for an answer.
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
    entries: int | None = None
    outcomes: Mapping[EntryOutcome, int] = field(default_factory=dict)
    examples: Mapping[EntryOutcome, tuple[str, ...]] = field(default_factory=dict)
    came: int | None = None
    stated: int | None = None
    led_on: Mapping[str, str] = field(default_factory=dict)

    @property
    def could_look(self) -> bool:
        """True if a listing of the outlet could be read, even if it was empty."""
        return self.result in LOOKED

    @property
    def whole(self) -> bool:
        """True if all listings were read: nothing failed, was cut short or is still open, and the entries were used."""
        absent = sum(n for r, n in self.reasons.items() if r != UNREAD and reason_is(r, NO_LISTING_THERE))
        missing = self.failed + self.refused - absent
        return self.could_look and not (missing or self.capped or self.open or self.unused)

    @property
    def unused(self) -> list[str]:
        """A sentence for each kind of entries that could not be used and that are more than a fifth of all."""
        return unused_entries(self.outcomes, self.examples)


@dataclass(frozen=True, slots=True)
class ListingReport:
    """One listing that was asked for: a row of the table, with its own result. `entries` and the rest: as a way's."""

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
    entries: int | None = None
    outcomes: Mapping[EntryOutcome, int] = field(default_factory=dict)
    examples: Mapping[EntryOutcome, tuple[str, ...]] = field(default_factory=dict)
    came: int | None = None
    stated: int | None = None


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
    outcomes: dict[Way, Counter[EntryOutcome]] = {}
    for row in corpus.conn.execute(_BY_REASON.format(where=where), values):
        way = (row[0], row[1], row[2])
        tallies.setdefault(way, []).append(Tally(*row[3:12]))
        if row[11] is not None:
            outcomes.setdefault(way, Counter()).update(dict(zip(ENTRY_OUTCOMES, row[12:], strict=True)))
    empty = {way for way, rows in tallies.items() if not any(t.links for t in rows)}
    gave, still_open = gave_before(corpus, empty), _open(corpus)
    examples, totals = _examples(corpus, _WAY_EXAMPLES.format(where=where), values), _totals(corpus, where, values)
    led_on = led_on_by_way(corpus, {run_id for run_id, _, _ in tallies})
    reports = [
        replace(
            _way_report(way, tallies_of_way, still_open.get(way, 0), gave.get(way)),
            entries=outcomes[way].total() if way in outcomes else None,
            outcomes=dict(outcomes.get(way, {})),
            examples=examples.get(way, {}),
            came=totals.get(way, (None, None))[0],
            stated=totals.get(way, (None, None))[1],
            led_on=led_on.get(way, {}),
        )
        for way, tallies_of_way in tallies.items()
    ]
    left_out = [_without_request(*row) for row in corpus.conn.execute(_WITHOUT_REQUEST.format(where=where), values)]
    return sorted((*reports, *left_out), key=lambda a: a.run_id)


def listing_reports(corpus: Corpus, which: LedgerFilter = ALL) -> Iterator[ListingReport]:
    """Yield every listing that was asked for, in order. Raises CorpusError if there is no such run."""
    where, values = _conditions(corpus, which)
    changed = {(a.run_id, a.outlet, a.way) for a in way_reports(corpus, which) if a.result == "changed"}
    examples = _examples(corpus, _LISTING_EXAMPLES.format(where=where), values)
    for row in corpus.conn.execute(_EACH.format(where=where), values):
        number, run, outlet, way, url, requested_at, answer, reason, links, new, known, came, stated, entries = row[:14]
        tally = Tally(answer, reason, 1, requested_at, requested_at, links, new, known, entries)
        counts = {} if entries is None else dict(zip(ENTRY_OUTCOMES, row[14:], strict=True))
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
            entries,
            counts,
            examples.get((number,), {}),
            came,
            stated,
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
        there = RUN_NEWEST(run=newest) if newest else NO_RUN_YET()
        raise CorpusError(RUN_UNKNOWN(path=corpus.path, run=run, there=there))


def _examples(
    corpus: Corpus, sql: str, values: Mapping[str, Any]
) -> dict[tuple[Any, ...], dict[EntryOutcome, tuple[str, ...]]]:
    """Return the examples of a SELECT of (key ..., outcome, url) by key and outcome, a few of each."""
    examples: dict[tuple[Any, ...], dict[EntryOutcome, tuple[str, ...]]] = {}
    for *key, outcome, url in corpus.conn.execute(sql, values):
        by_outcome = examples.setdefault(tuple(key), {})
        if len(shown := by_outcome.get(outcome, ())) < MOST_EXAMPLES and url not in shown:
            by_outcome[outcome] = (*shown, url)
    return examples


def _totals(corpus: Corpus, where: str, values: Mapping[str, Any]) -> dict[Way, tuple[int | None, int | None]]:
    """Return (came, stated) of each way whose site states totals, over the last pages of its walks."""
    return {
        (row[0], row[1], row[2]): (row[3], row[4]) for row in corpus.conn.execute(_TOTALS.format(where=where), values)
    }


_OUTCOMES = ", ".join(ENTRY_OUTCOMES)
_BY_REASON = f"""SELECT run_id, outlet, way, answer, reason, count(*), min(asked_at), max(asked_at),
    sum(links), sum(new), sum(known), sum(CASE WHEN NOT {OF_SITEMAPS} THEN entries END),
    {", ".join(f"coalesce(sum(CASE WHEN entries IS NOT NULL THEN {name} END), 0)" for name in ENTRY_OUTCOMES)}
FROM ledger WHERE {{where}} GROUP BY 1, 2, 3, 4, 5 ORDER BY run_id, outlet, min(id)"""  # noqa: S608 - names are ours

_EACH = f"""SELECT id, run_id, outlet, way, url, asked_at, answer, reason, links, new, known, came, stated, entries,
    {_OUTCOMES} FROM ledger WHERE {{where}} ORDER BY id"""  # noqa: S608 - names are ours

_OF_ROWS = """FROM (SELECT * FROM ledger WHERE {where} AND entries > 0) AS asked
    CROSS JOIN listing_examples ON ledger_id = asked.id ORDER BY listing_examples.id"""
_WAY_EXAMPLES = f"SELECT run_id, asked.outlet, way, outcome, listing_examples.url {_OF_ROWS}"
_LISTING_EXAMPLES = f"SELECT asked.id, outcome, listing_examples.url {_OF_ROWS}"

# The pages of a walk say one after another how many entries came so far: its last page is the one before a smaller one.
_TOTALS = """SELECT run_id, outlet, way, sum(came), sum(stated) FROM (
    SELECT run_id, outlet, way, came, stated, lead(came) OVER (PARTITION BY run_id, outlet, way ORDER BY id) AS later
    FROM ledger WHERE {where} AND stated IS NOT NULL) AS pages
WHERE later IS NULL OR later <= came GROUP BY 1, 2, 3"""

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
