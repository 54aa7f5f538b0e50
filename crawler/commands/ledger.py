"""`kliping ledger`: what each outlet was asked, and whether it could be looked at."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.filters import say_days, today_in_jakarta
from crawler.console.options import corpus_option
from crawler.console.output import counted, is_terminal, print_rows, say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.crawl.ledger import LedgerFilter, ListingReport, WayReport
    from corpus.redesigns.field_changes import FieldHealth
    from corpus.store import Corpus

OUTCOMES = ("taken", "outside", "off_topic", "other_host", "unknown_form", "unreadable")
BALANCE_HEADS = ("known", "entries", *(name.replace("_", " ") for name in OUTCOMES), "stated")
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
    *BALANCE_HEADS,
    "result",
    "why",
)
DRAWN_HEADS = ("run", "asked at (WIB)", "outlet", "way", "answered", "links", "new links", "known", "result", "why")
PAGE_HEADS = (
    "run",
    "asked at (WIB)",
    "outlet",
    "way",
    "links",
    "new links",
    *BALANCE_HEADS,
    "result",
    "why",
    "address",
)
DRAWN_PAGE_HEADS = ("run", "asked at (WIB)", "outlet", "way", "links", "new links", "known", "result", "why", "address")

EMPTY = "nothing_found"  # the result says it
JSON_NAMES = {  # field of a row -> its name in the JSON output
    "first_requested": "first_asked",
    "last_requested": "last_asked",
    "listings": "asked",
    "requested_at": "asked_at",
}


@click.command()
@click.option("--outlet", "outlets", multiple=True, metavar="SLUG", help="Only this outlet (may be given again).")
@click.option(
    "--since", metavar="DAY", help="Asked on this day or later: 2023-01-31, 31/1/2023, kemarin, or 30d, 6m, 1y back."
)
@click.option("--until", metavar="DAY", help="Asked on this day or earlier.")
@click.option("--run", "run_id", type=click.IntRange(1), metavar="N", help="Only this run.")
@click.option("--pages", "by_page", is_flag=True, help="Show every listing that was asked, with its address.")
@corpus_option
@row_options()
def ledger(
    corpus: Path,
    outlets: tuple[str, ...],
    since: str | None,
    until: str | None,
    run_id: int | None,
    by_page: bool,
    rows: RowTarget,
) -> None:
    """Show what each outlet was asked in each run, and the result of each way.

    \b
    found                 it gave links to articles
    nothing found         it could be read, and it was empty by its own answer
    nothing on the topic  it had entries, and none was for this topic and these days
    could not look        it failed or refused, or no entry could be used; the reason says why
    changed               its answer is not what such a page should be, or not what it was before

    An entry is an item of a listing: entries = taken + known + outside the days + off topic + other host + unknown
    form + unreadable. "-" stands for a listing without entries to count: a failure, a 304, or an older kliping's run.

    Below: how many refused addresses wait, and when the next is due (`kliping retry`); and what the articles of an
    outlet's newest run lack that its earlier ones had, if this run is shown. With --json, the last lines have them as
    {"refusals": [...]} and {"changed_fields": [...]}.
    """
    from corpus.crawl.ledger import listing_reports, way_reports
    from corpus.redesigns.field_changes import changed_fields
    from corpus.refusals.refusal_counts import refusal_counts
    from corpus.store import Corpus
    from crawler.console.field_display import field_object, field_sentences
    from crawler.console.refusal_display import refusal_sentences

    with Corpus(corpus, read_only=True) as opened:
        which = _ledger_filter(opened, outlets, since, until, run_id)
        reports: list[ListingReport] | list[WayReport] = (
            list(listing_reports(opened, which)) if by_page else way_reports(opened, which)
        )
        refusals = refusal_counts(opened, datetime.now(UTC), outlets or None)
        fields = _fields_of_newest_runs(opened, reports)
    changes = [field_object(slug, run, one) for slug, run, health in fields for one in changed_fields(health)]
    parts: dict[str, object] = {"refusals": [asdict(count) for count in refusals]} if refusals else {}
    rows.put(_row_set(rows.first(reports), by_page, parts | ({"changed_fields": changes} if changes else {})))
    if not reports:
        say("No listing was asked." if not (outlets or since or until or run_id) else "No listing asked matches.")
    for line in refusal_sentences(refusals):
        say(line)
    for slug, _, health in fields:
        for line in field_sentences(slug, health, corpus):
            say(line)


def _row_set(reports: Sequence[ListingReport | WayReport], by_page: bool, parts: Mapping[str, object]) -> RowSet:
    """The rows for every format; for people on a terminal in fewer columns."""

    def cells(drawn: bool) -> list[tuple[object, ...]]:
        by_way = _drawn_way if drawn else _way
        return [by_way(report) if isinstance(report, WayReport) else _page(report, drawn) for report in reports]

    def draw() -> None:
        drawn = is_terminal()
        heads = (DRAWN_PAGE_HEADS if drawn else PAGE_HEADS) if by_page else DRAWN_HEADS if drawn else HEADS
        if reports:
            print_rows(heads, cells(drawn))

    from corpus.crawl.ledger import WayReport

    return RowSet(
        records=[{JSON_NAMES.get(name, name): value for name, value in asdict(report).items()} for report in reports],
        columns={name: name for name in (PAGE_HEADS if by_page else HEADS)},
        cells=cells(drawn=False),
        draw=draw,
        parts=parts,
    )


def _fields_of_newest_runs(
    corpus: Corpus, rows: Sequence[ListingReport] | Sequence[WayReport]
) -> list[tuple[str, int, Sequence[FieldHealth]]]:
    """Return (outlet, its newest run with articles, the health of their fields) where the rows are of this run, too."""
    from corpus.redesigns.field_changes import fields_of_run

    shown = {(row.outlet, row.run_id) for row in rows}
    newest = [(slug, *fields_of_run(corpus, slug)) for slug in sorted({row.outlet for row in rows})]
    return [(slug, run, health) for slug, run, health in newest if run is not None and (slug, run) in shown]


def _ledger_filter(
    corpus: Corpus, outlets: tuple[str, ...], since: str | None, until: str | None, run_id: int | None
) -> LedgerFilter:
    """Return the filter by the options. Raises KlipingError if an outlet is not known or a day can't be read."""
    from corpus.crawl.ledger import LedgerFilter
    from corpus.query.selection import select
    from corpus.typed.day_words import resolve_day

    today = today_in_jakarta()
    say_days(since, until, today)
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
        *_balance(a),
        a.result,
        "; ".join(_why(a)),
    )


def _balance(row: WayReport | ListingReport) -> tuple[object, ...]:
    """The columns of `BALANCE_HEADS`; "-" where the entries were not counted, or the site states no total."""
    outcomes: dict[str, int] = dict(row.outcomes.items())
    counted = (
        "-" if row.entries is None else value for value in (row.entries, *(outcomes.get(o, 0) for o in OUTCOMES))
    )
    return (row.known, *counted, "-" if row.stated is None else row.stated)


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
    reasons = [_reason(reason, a) + (f" ({n}x)" if n > 1 else "") for reason, n in a.reasons.items() if reason != EMPTY]
    reasons += a.unused
    reasons += [f"led to {host}" + (f" ({why})" if why else "") for host, why in a.led_on.items()]
    if a.result == "nothing on the topic":
        reasons.append(_not_for_it(a))
    if a.gave:
        reasons.append(f"gave {counted(a.gave[1], 'link')} in run {a.gave[0]}")
    if a.open:
        reasons.append(f"{a.open} more to ask")
    return reasons


def _reason(reason: str, row: WayReport | ListingReport) -> str:
    """The reason; of a listing that was cut, how many entries came, and how many the site says that it has."""
    if reason != "capped" or row.stated is None or row.came is None:
        return reason
    return f"capped: {row.came:,} of {row.stated:,} came"


def _not_for_it(row: WayReport | ListingReport) -> str:
    """What the entries of a way without links are: "24 entries: 20 off topic, 4 outside the days"."""
    words = {"off_topic": "off topic", "outside": "outside the days", "known": "known"}
    parts = [f"{row.outcomes[name]:,} {word}" for name, word in words.items() if row.outcomes.get(name)]  # type: ignore[index, call-overload]
    return f"{counted(row.entries or 0, 'entry', 'entries')}: {', '.join(parts)}"


def _page(p: ListingReport, drawn: bool) -> tuple[object, ...]:
    from corpus.crawl.listing_counts import unused_entries

    why = [_reason(p.reason, p)] if p.reason and p.reason != EMPTY else []
    why += unused_entries(p.outcomes, p.examples)
    if p.result == "nothing on the topic":
        why.append(_not_for_it(p))
    balance = (p.known,) if drawn else _balance(p)
    place = (p.run_id, _minute(p.requested_at), p.outlet, p.way)
    return (*place, p.links, p.new, *balance, p.result, "; ".join(why), p.url)


def _minute(moment: str) -> str:
    """The ledger's UTC time as a reader in Jakarta has it."""
    from corpus.store import JAKARTA

    return datetime.fromisoformat(moment).astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M")
