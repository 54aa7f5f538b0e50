"""`kliping retry`: ask refused and failed addresses again, at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from crawler.console.filters import options_as
from crawler.console.options import (
    contact_option,
    corpus_option,
    json_option,
    outlets_option,
    private_option,
    quiet_option,
    workers_option,
)

if TYPE_CHECKING:
    from corpus.refusals.refusal_counts import RefusalCount
    from corpus.store import Corpus
    from corpus.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryOptions:
    """The options of `kliping retry`, as they were typed."""

    slugs: tuple[str, ...]
    reasons: tuple[str, ...]
    only_list: bool
    limit: int | None
    quiet: bool
    contact: str | None
    allow_private: bool
    workers: int | None
    outlets: tuple[Path, ...]
    corpus: Path
    as_json: bool


@click.command()
@click.option("--outlet", "slugs", multiple=True, metavar="SLUG", help="Only of this outlet; may be given again.")
@click.option("--reason", "reasons", multiple=True, metavar="REASON", help="Only with this reason; may be given again.")
@click.option("--list", "only_list", is_flag=True, help="Only show what waits and what was given up; ask nothing.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    help="Ask so many of each outlet; the rest is for the next run.",
)
@quiet_option
@contact_option
@private_option
@workers_option
@outlets_option
@corpus_option
@json_option
@options_as(RetryOptions)
def retry(options: RetryOptions) -> int:
    """Ask refused addresses again now: those that wait for their day, and those that were given up.

    Each crawl asks what is due by itself; docs/reasons.md has the schedules. Use this after a site was mended.
    """
    from datetime import UTC, datetime

    from corpus.crawl.grades import newest_topic
    from corpus.refusals.refusal_counts import refusal_counts, refused_addresses
    from corpus.store import Corpus
    from corpus.urls import is_web_address
    from crawler.console.output import say

    _check_reasons(options.reasons)
    with Corpus(options.corpus, read_only=True) as corpus:
        counts = [
            count
            for count in refusal_counts(corpus, datetime.now(UTC))
            if (not options.slugs or count.outlet in options.slugs)
            and (not options.reasons or count.reason in options.reasons)
        ]
        _check_outlets(options, corpus)
        urls = [url for url in refused_addresses(corpus, options.slugs, options.reasons) if is_web_address(url)]
        topic = newest_topic(corpus)
    if options.only_list:
        _print_counts(counts, as_json=options.as_json)
        return Exit.WELL
    if not urls:
        say("no refused address waits, and none was given up" if not options.reasons else "no address has this reason")
        return Exit.WELL
    if not options.quiet:
        say(f"{len(urls)} refused {'address is' if len(urls) == 1 else 'addresses are'} asked again")
    return _crawl(options, urls, topic)


def _crawl(options: RetryOptions, urls: Sequence[str], topic: Topic | None) -> int:
    """Crawl these addresses alone, as --urls does, print the report and return its exit code."""
    from crawler.config import check_contact, required_contact
    from crawler.console.crawl_display import print_report, watching
    from crawler.console.grading import show_grading
    from crawler.console.output import say
    from crawler.run.crawl import RunOptions, run
    from crawler.run.operation import Plan
    from crawler.shipped import shipped_topic
    from spiders.loader import outlets

    contact = check_contact(options.contact) if options.contact else required_contact()
    known = outlets(options.outlets)
    plan = Plan(
        "crawl",
        options.corpus,
        topic=topic or shipped_topic(),
        limit=options.limit,
        urls=tuple(urls),
        workers=options.workers,
        options={"retry": True, "reasons": list(options.reasons), "limit": options.limit},
    )
    how = RunOptions(
        contact,
        options.allow_private,
        urls_only=True,
        watch=None if options.quiet or options.as_json else watching,
        warn=lambda sentence: say(f"kliping: {sentence}"),
        grading=show_grading,
    )
    report = run(plan, known, list(known), how)
    print_report(report, options.corpus, quiet=options.quiet, as_json=options.as_json)
    return report.exit_code


def _print_counts(counts: Sequence[RefusalCount], *, as_json: bool) -> None:
    from dataclasses import asdict

    from crawler.console.output import print_json, print_rows, say
    from crawler.console.refusal_display import REFUSAL_HEADS, refusal_row

    if as_json:
        for count in counts:
            print_json(asdict(count))
    elif counts:
        print_rows(REFUSAL_HEADS, [refusal_row(count) for count in counts])
    else:
        say("no refused address waits, and none was given up")


def _check_reasons(reasons: Sequence[str]) -> None:
    """Raise KlipingError for a word that is no reason of an address; it names the nearest ones."""
    from corpus.reasons import ReasonKind, reason_is, reason_names

    of_addresses = ReasonKind.SET_ASIDE | ReasonKind.FAILED
    for reason in reasons:
        if not reason_is(reason, of_addresses) or reason.endswith("xx"):
            hint = nearest(reason, [name for name in reason_names(of_addresses) if not name.endswith("xx")])
            raise KlipingError(f"no address has the reason {reason!r}; {hint or 'docs/reasons.md has them all'}")


def _check_outlets(options: RetryOptions, corpus: Corpus) -> None:
    """Raise KlipingError for an outlet that neither a file nor the corpus has."""
    from corpus.crawl.outlet_rows import outlet_origins
    from spiders.outlet_names import outlet_slugs

    known = {*outlet_slugs(options.outlets), *outlet_origins(corpus)}
    for slug in options.slugs:
        if slug not in known:
            hint = nearest(slug, known) or "`kliping outlets list` shows those there are"
            raise KlipingError(f"there is no outlet {slug!r}; {hint}")


def nearest(name: str, known: Collection[str]) -> str | None:
    """Return "did you mean ..." with the nearest names; None where none is near."""
    import difflib

    near = difflib.get_close_matches(name, sorted(known), n=3)
    return f"did you mean {' or '.join(near)}?" if near else None
