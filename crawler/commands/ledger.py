"""`kliping ledger`: what was each outlet asked, and was nothing there, or could we not look?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.console.options import corpus_option, json_option
from crawler.console.output import draws, print_json, print_rows, say

if TYPE_CHECKING:
    from corpus.crawl.ledger import Asking, Page, Which
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


@click.command()
@click.option("--outlet", "outlets", multiple=True, metavar="SLUG", help="Only this outlet (may be given again).")
@click.option("--since", metavar="DAY", help="Asked on this day or later: 2023-01-31, or 30d, 6m, 1y back.")
@click.option("--until", metavar="DAY", help="Asked on this day or earlier.")
@click.option("--run", type=click.IntRange(1), metavar="N", help="Only this run.")
@click.option("--pages", "each", is_flag=True, help="Show every listing that was asked, with its address.")
@corpus_option
@json_option
def ledger(corpus: Path, each: bool, as_json: bool, **asked: Any) -> None:
    """Show what each outlet was asked in each run, way by way, and what came of it.

    \b
    found           it gave links to articles
    nothing found   it could be seen, and no article stood in it
    could not look  it failed or refused; why tells the reason
    changed         it answered with something else than before, or than such a page should be

    The crawl's topic decides what a search is asked and what of a sitemap is taken: "nothing found" means
    nothing for that topic.
    """
    from corpus.crawl.ledger import Asking, askings, pages
    from corpus.store import Corpus

    with Corpus(corpus, read_only=True) as opened:
        which = _which(opened, asked)
        rows: list[Page] | list[Asking] = list(pages(opened, which)) if each else askings(opened, which)
    if as_json:
        for row in rows:
            print_json(asdict(row))
    elif rows:
        heads = PAGE_HEADS if each else DRAWN_HEADS if draws() else HEADS
        by_way = _drawn_way if draws() else _way
        print_rows(heads, [by_way(row) if isinstance(row, Asking) else _page(row) for row in rows])
    else:
        say("No listing was asked." if not any(asked.values()) else "No listing asked matches.")


def _which(corpus: Corpus, asked: dict[str, Any]) -> Which:
    from corpus.crawl.ledger import Which
    from corpus.query.selection import select
    from corpus.store import JAKARTA
    from corpus.topics import resolve_day

    today = datetime.now(JAKARTA).date()
    since = resolve_day(asked["since"], today, "--since")
    until = resolve_day(asked["until"], today, "--until", last=True)
    select(corpus, outlet=asked["outlets"] or None, since=since, until=until)  # says what is wrong with them
    return Which(asked["run"], asked["outlets"], since, until)


def _way(a: Asking) -> tuple[object, ...]:
    return (
        a.run_id,
        _minute(a.first_asked),
        a.outlet,
        a.way,
        a.asked,
        a.answered,
        a.failed,
        a.refused,
        a.links,
        a.new,
        a.known,
        a.result,
        "; ".join(_why(a)),
    )


def _drawn_way(a: Asking) -> tuple[object, ...]:
    """The same in fewer columns, for 80 of a terminal; what failed or refused is told by `why`."""
    return (
        a.run_id,
        _minute(a.first_asked),
        a.outlet,
        a.way,
        f"{a.answered} of {a.asked}",
        a.links,
        a.new,
        a.known,
        a.result,
        "; ".join(_why(a)),
    )


def _why(a: Asking) -> list[str]:
    told = [f"{reason} ({n}x)" if n > 1 else reason for reason, n in a.reasons.items() if reason != "nothing_found"]
    if a.gave:
        told.append(f"gave {a.gave[1]} links in run {a.gave[0]}")
    if a.open:
        told.append(f"{a.open} more to ask")
    return told


def _page(p: Page) -> tuple[object, ...]:
    why = "" if p.reason == "nothing_found" else p.reason
    return (p.run_id, _minute(p.asked_at), p.outlet, p.way, p.links, p.new, p.known, p.result, why, p.url)


def _minute(moment: str) -> str:
    """The ledger's UTC time as a reader in Jakarta has it."""
    from corpus.store import JAKARTA

    return datetime.fromisoformat(moment).astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M")
