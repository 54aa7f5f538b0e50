"""`kliping retry`: ask refused and failed addresses again, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.command_messages import OPTIONS_OF_LIST
from corpus.messages.crawl_messages import ADDRESSES_WITHOUT_FILE, NOTHING_TO_RETRY, REASON_UNKNOWN
from corpus.messages.hint_messages import ALL_REASONS_ARE_IN_DOCS, DID_YOU_MEAN_BARE, OUTLETS_LIST_SHOWS
from corpus.messages.outlet_messages import OUTLET_UNKNOWN
from corpus.messages.statement import Statement
from crawler.console.filters import options_as
from crawler.console.options import (
    contact_option,
    corpus_option,
    outlets_option,
    private_option,
    quiet_option,
    workers_option,
)
from crawler.mistakes import CommandLineError
from crawler.tables.row_options import row_options
from crawler.tables.row_target import LINES, TABLE, RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.refusals.refusal_counts import RefusalCount, RefusedAddress
    from corpus.store import Corpus
    from corpus.topics import Topic
    from spiders.families.base import OutletSpider
    from spiders.loader import Outlets

NEAR_REASON = 0.6  # of the characters that a mistyped reason and a real one have in common


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
    rows: RowTarget


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
@row_options()
@options_as(RetryOptions)
def retry(options: RetryOptions) -> int:
    """Ask refused addresses again now: those that wait for their day, and those that were given up.

    Each crawl asks what is due by itself; docs/reasons.md has the schedules. Use this after a site was mended.
    """
    from datetime import UTC, datetime

    from corpus.crawl.grades import default_topic_in_use
    from corpus.crawl.tombstones import REMOVED
    from corpus.refusals.refusal_counts import refusal_counts, refused_addresses
    from corpus.store import Corpus
    from crawler.console.output import say

    _check_output(options)
    _check_reasons(options.reasons)
    with Corpus(options.corpus, read_only=True) as corpus:
        counts = [
            count
            for count in refusal_counts(corpus, datetime.now(UTC))
            if (not options.slugs or count.outlet in options.slugs)
            and (not options.reasons or count.reason in options.reasons)
        ]
        _check_outlets(options, corpus)
        every = refused_addresses(corpus, options.slugs, options.reasons)
        addresses = [address for address in every if address.reason != REMOVED]
        topic = default_topic_in_use(corpus)
    if options.only_list:
        _put_counts(options.rows, counts)
        return Exit.WELL
    if not addresses:
        say("no refused address waits, and none was given up" if not options.reasons else "no address has this reason")
        return Exit.WELL
    return _crawl(options, addresses, topic)


def _crawl(options: RetryOptions, addresses: Sequence[RefusedAddress], topic: Topic | None) -> int:
    """Crawl these addresses alone, each for its own outlet, print the report and return its exit code."""
    from crawler.config import check_contact, required_contact
    from crawler.console.crawl_display import print_report
    from crawler.console.grading import show_grading
    from crawler.console.output import counted, say
    from crawler.live.crawl_watch import Watching, watching
    from crawler.run.crawl import RunOptions, run
    from crawler.run.operation import Operation
    from crawler.run.run_plan import Plan
    from crawler.shipped import shipped_topic
    from spiders.loader import outlets

    as_json = options.rows.form == LINES
    contact = check_contact(options.contact) if options.contact else required_contact()
    known = outlets(options.outlets)
    made, refused, without_file = _by_outlet(addresses, known)
    if not refused:
        raise KlipingError(NOTHING_TO_RETRY(reason=_without_file(without_file)))
    plan = Plan(
        "crawl",
        options.corpus,
        topic=topic or shipped_topic(),
        limit=options.limit,
        refused=refused,
        workers=options.workers,
        options={"retry": True, "reasons": list(options.reasons), "limit": options.limit},
    )

    def watch(operation: Operation) -> Watching | None:
        """Say what is asked once the corpus is this run's; then show the crawl."""
        if options.quiet:
            return None
        number = sum(map(len, refused.values()))
        say(f"{counted(number, 'refused address is', 'refused addresses are')} asked again")
        return None if as_json else watching(operation)

    how = RunOptions(
        contact,
        options.allow_private,
        urls_only=True,
        watch=watch,
        warn=lambda sentence: say(f"kliping: {sentence}"),
        grading=show_grading,
    )
    report = run(plan, {**known, **made}, list(refused), how)
    print_report(report, options.corpus, quiet=options.quiet, as_json=as_json)
    if without_file:
        say(f"kliping: {_without_file(without_file)}")
        return report.exit_code or Exit.SOME_FAILED
    return report.exit_code


def _by_outlet(
    addresses: Sequence[RefusedAddress], known: Outlets
) -> tuple[dict[str, type[OutletSpider]], dict[str, list[int]], Counter[str]]:
    """Return outlets made from hosts; the rows to ask by outlet; how many rows have an outlet without a file."""
    from spiders.loader import host_outlet

    made: dict[str, type[OutletSpider]] = {}
    refused: dict[str, list[int]] = {}
    without_file = Counter[str]()
    for address in addresses:
        slug = address.outlet
        if slug not in known and slug not in made and address.origin == "host":
            spider = host_outlet(address.url)
            made |= {slug: spider} if spider.name == slug else {}
        if slug in known or slug in made:
            refused.setdefault(slug, []).append(address.id)
        else:
            without_file[slug] += 1
    return made, refused, without_file


def _without_file(numbers: Mapping[str, int]) -> Statement:
    """The sentence on refused addresses of outlets that no file has."""
    return ADDRESSES_WITHOUT_FILE(n=sum(numbers.values()), outlets=sorted(numbers))


def _put_counts(target: RowTarget, counts: Sequence[RefusalCount]) -> None:
    from dataclasses import asdict

    from crawler.console.output import say
    from crawler.console.refusal_display import REFUSAL_HEADS, refusal_row

    shown = target.first(counts)
    cells = [refusal_row(count) for count in shown]
    columns = {name: name for name in REFUSAL_HEADS}
    if counts or target.form != TABLE:
        target.put(RowSet(records=[asdict(count) for count in shown], columns=columns, cells=cells))
    if not counts:
        say("no refused address waits, and none was given up")


def _check_output(options: RetryOptions) -> None:
    """Raise UsageError for an option about rows without --list: a crawl prints a report."""
    rows = options.rows
    if not options.only_list and (rows.output is not None or rows.most is not None or rows.form not in (TABLE, LINES)):
        raise CommandLineError(OPTIONS_OF_LIST())


def _check_reasons(reasons: Sequence[str]) -> None:
    """Raise KlipingError for a word that is no reason of an address; it names the nearest, or those that tell of it."""
    from corpus.near_names import did_you_mean
    from corpus.reasons import ReasonKind, reason_is, reason_meaning, reason_names

    of_addresses = ReasonKind.SET_ASIDE | ReasonKind.FAILED
    names = [name for name in sorted(reason_names(of_addresses)) if not name.endswith("xx")]
    for reason in reasons:
        if not reason_is(reason, of_addresses) or reason.endswith("xx"):
            word = reason.casefold()
            telling = [name for name in names if word in name] or [
                name for name in names if word in reason_meaning(name).casefold()
            ]
            by_meaning = telling and word
            hint = DID_YOU_MEAN_BARE(names=telling[:3]) if by_meaning else ALL_REASONS_ARE_IN_DOCS()
            hint = did_you_mean(reason, names, hint, most=3, least=NEAR_REASON, quote="")
            raise KlipingError(REASON_UNKNOWN(reason=reason, hint=hint))


def _check_outlets(options: RetryOptions, corpus: Corpus) -> None:
    """Raise KlipingError for an outlet that neither a file nor the corpus has."""
    from corpus.crawl.outlet_rows import outlet_origins
    from corpus.near_names import did_you_mean
    from spiders.outlet_names import outlet_slugs

    known = {*outlet_slugs(options.outlets), *outlet_origins(corpus)}
    for slug in options.slugs:
        if slug not in known:
            hint = did_you_mean(slug, known, OUTLETS_LIST_SHOWS(), most=3, quote="")
            raise KlipingError(OUTLET_UNKNOWN(outlet=slug, hint=hint))
