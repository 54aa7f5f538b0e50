"""`kliping ledger`: what each outlet was asked, and whether it could be looked at."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.options import corpus_option, json_option
from crawler.console.output import is_terminal, print_json, print_rows, say

if TYPE_CHECKING:
    from corpus.crawl.ledger import LedgerFilter, ListingReport, WayReport
    from corpus.store import Corpus

HEADS = (
    "run",
    "asked at (WIB)",
    "outlet",
    "way",
    "asked",
    "answered",
    "failed",
    "refused",
    "links",
    "new links",
    "known",
    "result",
    "why",
)
DRAWN_HEADS = ("run", "asked at (WIB)", "outlet", "way", "answered", "links", "new links", "known", "result", "why")
PAGE_HEADS = ("run", "asked at (WIB)", "outlet", "way", "links", "new links", "known", "result", "why", "address")

JSON_NAMES = {  # field of a row -> its name in the JSON output
    "first_requested": "first_asked",
    "last_requested": "last_asked",
    "listings": "asked",
    "requested_at": "asked_at",
}


@click.command()
@click.option("--outlet", "outlets", multiple=True, metavar="SLUG", help="Only this outlet (may be given again).")
@click.option("--since", metavar="DAY", help="Asked on this day or later: 2023-01-31, or 30d, 6m, 1y back.")
@click.option("--until", metavar="DAY", help="Asked on this day or earlier.")
@click.option("--run", "run_id", type=click.IntRange(1), metavar="N", help="Only this run.")
@click.option("--pages", "by_page", is_flag=True, help="Show every listing that was asked, with its address.")
@corpus_option
@json_option
def ledger(
    corpus: Path,
    outlets: tuple[str, ...],
    since: str | None,
    until: str | None,
    run_id: int | None,
    by_page: bool,
    as_json: bool,
) -> None:
    """Show what each outlet was asked in each run, and the result of each way.

    \b
    found           it gave links to articles
    nothing found   it could be read, and it had no article
    could not look  it failed or refused; the reason says why
    changed         its answer is not what such a page should be, or not what it was before

    "Nothing found" means nothing for the crawl's topic: a search is asked for its words, and of a sitemap only
    what fits it is taken.
    """
    from corpus.crawl.ledger import WayReport, listing_reports, way_reports
    from corpus.store import Corpus

    with Corpus(corpus, read_only=True) as opened:
        which = _ledger_filter(opened, outlets, since, until, run_id)
        rows: list[ListingReport] | list[WayReport] = (
            list(listing_reports(opened, which)) if by_page else way_reports(opened, which)
        )
    if as_json:
        for row in rows:
            print_json({JSON_NAMES.get(name, name): value for name, value in asdict(row).items()})
    elif rows:
        heads = PAGE_HEADS if by_page else DRAWN_HEADS if is_terminal() else HEADS
        by_way = _drawn_way if is_terminal() else _way
        print_rows(heads, [by_way(row) if isinstance(row, WayReport) else _page(row) for row in rows])
    else:
        say("No listing was asked." if not (outlets or since or until or run_id) else "No listing asked matches.")


def _ledger_filter(
    corpus: Corpus, outlets: tuple[str, ...], since: str | None, until: str | None, run_id: int | None
) -> LedgerFilter:
    """Return the filter by the options. Raises KlipingError if an outlet is not known or a day can't be read."""
    from corpus.crawl.ledger import LedgerFilter
    from corpus.query.selection import select
    from corpus.store import JAKARTA
    from corpus.topics import resolve_day

    today = datetime.now(JAKARTA).date()
    first = resolve_day(since, today, "--since")
    last = resolve_day(until, today, "--until", last=True)
    select(corpus, outlet=outlets or None, since=first, until=last)  # raises where an outlet is not known
    return LedgerFilter(run_id, outlets, first, last)


def _way(a: WayReport) -> tuple[object, ...]:
    return (
        a.run_id,
        _minute(a.first_requested),
        a.outlet,
        a.way,
        a.listings,
        a.answered,
        a.failed,
        a.refused,
        a.links,
        a.new,
        a.known,
        a.result,
        "; ".join(_why(a)),
    )


def _drawn_way(a: WayReport) -> tuple[object, ...]:
    """The row in fewer columns, for a terminal of 80 characters; `why` says what failed or refused."""
    return (
        a.run_id,
        _minute(a.first_requested),
        a.outlet,
        a.way,
        f"{a.answered} of {a.listings}",
        a.links,
        a.new,
        a.known,
        a.result,
        "; ".join(_why(a)),
    )


def _why(a: WayReport) -> list[str]:
    reasons = [f"{reason} ({n}x)" if n > 1 else reason for reason, n in a.reasons.items() if reason != "nothing_found"]
    if a.gave:
        reasons.append(f"gave {a.gave[1]} links in run {a.gave[0]}")
    if a.open:
        reasons.append(f"{a.open} more to ask")
    return reasons


def _page(p: ListingReport) -> tuple[object, ...]:
    why = "" if p.reason == "nothing_found" else p.reason
    return (p.run_id, _minute(p.requested_at), p.outlet, p.way, p.links, p.new, p.known, p.result, why, p.url)


def _minute(moment: str) -> str:
    """The ledger's UTC time as a reader in Jakarta has it."""
    from corpus.store import JAKARTA

    return datetime.fromisoformat(moment).astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M")
