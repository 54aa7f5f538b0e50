"""`kliping crawl`: ask the outlets for a topic and keep what they published.

What was typed is checked first, without Scrapy: importing it takes a second, and a mistake should not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError, TopicError
from corpus.exits import Exit
from corpus.messages.command_messages import LIMIT_BAD
from corpus.messages.crawl_messages import (
    NO_SUCH_TOPIC_FILE,
    SEVERAL_TOPIC_FILES,
    TOPIC_OR_URLS,
    TOPIC_OR_WORDS,
    WAITING_ALONE,
    WAY_UNKNOWN,
)
from corpus.messages.hint_messages import OUTLETS_LIST_SHOWS, THERE_ARE
from corpus.messages.outlet_messages import OUTLET_UNKNOWN
from corpus.near_names import did_you_mean
from crawler.console.filters import options_as
from crawler.console.options import (
    contact_option,
    corpus_option,
    folder_topic,
    json_option,
    new_pages_option,
    outlets_option,
    private_option,
    quiet_option,
    shared_option,
    workers_option,
)
from crawler.mistakes import ParameterError

# "contoh.id/berita/1", "www.contoh.id", "http:/contoh.id/a": a web address without its beginning.
BARE_ADDRESS = re.compile(r"https?[:/]|www\.|[\w.-]+\.[a-z]{2,}(?:/|$)", re.IGNORECASE)

if TYPE_CHECKING:
    from corpus.topics import Topic
    from spiders.loader import Outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """The options of `kliping crawl`, as they were typed."""

    named: tuple[str, ...]
    words: str | None
    slugs: tuple[str, ...]
    ways: tuple[str, ...]
    since: str | None
    until: str | None
    limit: int | None
    urls: Path | None
    waiting: bool
    ask_all: bool
    dry_run: bool
    quiet: bool
    verbose: bool
    contact: str | None
    replay: Path | None
    archive: Path | None
    shared: bool
    allow_private: bool
    workers: int | None
    outlets: tuple[Path, ...]
    corpus: Path
    as_json: bool


@dataclass(frozen=True, slots=True)
class CheckedOptions:
    """What the options name, read and checked: the topic, the outlets, the contact, the addresses of --urls."""

    topic: Topic
    slugs: tuple[str, ...]
    contact: str | None
    urls: tuple[str, ...]


def _limit(_ctx: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    """Return the value of --limit as a number, None for "none"."""
    if value.lower() == "none":
        return None
    if not value.isdecimal():
        raise ParameterError(LIMIT_BAD(value=value))
    return int(value)


@click.command()
@click.argument("named", nargs=-1, metavar="[TOPIC.toml] [https://...]")
@click.option("-k", "words", help="Search for these words, without a topic file; they are also the phrase for grading.")
@click.option("--outlet", "slugs", multiple=True, metavar="SLUG", help="Only this outlet; may be given again.")
@click.option(
    "--way",
    "ways",
    multiple=True,
    metavar="WAY",
    help="Only this way in (see `kliping outlets list`); cdx and commoncrawl ask a web archive for any outlet.",
)
@click.option(
    "--since", help="From this day on: 2023-01-31, 31/1/2023, 2023-01, 2023, kemarin, or 7d, 4w, 6m, 1y back."
)
@click.option("--until", help="Up to and with this day.")
@click.option(
    "--limit",
    default="200",
    show_default=True,
    callback=_limit,
    metavar="N|none",
    help="Articles to fetch from each outlet; the rest waits for the next run.",
)
@click.option(
    "--urls",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fetch the addresses in this file (one a line, or CSV or JSON Lines with a column url); ask no listing.",
)
@click.option("--waiting", is_flag=True, help="Fetch the addresses that wait in the corpus, and ask no listing.")
@click.option("--all", "ask_all", is_flag=True, help="Also fetch articles that are off topic by their listing.")
@click.option("--dry-run", is_flag=True, help="Ask listings only: show the candidates, and how long they would take.")
@quiet_option
@click.option("--verbose", is_flag=True, help="Print details, and all of the report.")
@contact_option
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Answer every request from this .warc.gz (or folder of them); no network at all.",
)
@new_pages_option
@shared_option
@private_option
@workers_option
@outlets_option
@corpus_option
@json_option
@options_as(CrawlOptions)
def crawl(options: CrawlOptions) -> int:
    """Search the outlets for a TOPIC (default: the one that ships) and store what they published.

    With web addresses, fetch these articles and ask no listing.

    Run it again and again: stored articles are not fetched twice, and unfinished work is continued.
    """
    checked = _checked(options)

    from crawler.console.crawl_display import print_report
    from crawler.console.grading import say_whose_grades, show_grading
    from crawler.console.output import say
    from crawler.live.crawl_watch import watching
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from crawler.run.ways import narrowed
    from crawler.scouting.refused_listings import refuse_listing
    from spiders.loader import outlets

    known = outlets(options.outlets)
    for url in _named(options.named)[1]:
        refuse_listing(url, known)
    named = checked.slugs or _owners(checked.urls, known)
    slugs = _chosen(named, known, quiet=options.quiet) if named or not checked.urls else list(known)
    if options.waiting:
        waits = _waiting(options.corpus, known)
        slugs = [slug for slug in slugs if slug in waits]
        if not slugs and (named or "host" not in waits.values()):
            say("no address waits there; `kliping crawl` and `kliping discover` find some")
            return Exit.WELL
    if options.ways:
        narrow = narrowed({slug: known[slug] for slug in slugs}, options.ways)
        known, slugs = {**known, **narrow}, list(narrow)
    plan = Plan(
        "crawl",
        options.corpus,
        archive=options.archive,
        topic=checked.topic,
        since=options.since,
        until=options.until,
        limit=options.limit,
        listings=0 if options.waiting else None,
        urls=checked.urls,
        ways=options.ways,
        ask_all=options.ask_all,
        workers=options.workers,
        replay=options.replay,
        shared=options.shared,
        options={name: getattr(options, name) for name in ("limit", "ask_all", "dry_run", "replay", "waiting")},
    )
    how = RunOptions(
        checked.contact,
        options.allow_private,
        listings_only=options.dry_run,
        urls_only=bool(checked.urls),
        waiting_only=options.waiting,
        waiting_hosts=not (named or checked.urls or options.ways or options.replay),
        log_level="INFO" if options.verbose else "CRITICAL",
        watch=None if options.quiet or options.as_json else watching,
        warn=lambda sentence: say(f"kliping: {sentence}"),
        grading=show_grading,
    )
    beside = {"--since": options.since, "--until": options.until, "--way": options.ways}
    if checked.urls and (unused := [name for name, value in beside.items() if value]):
        say(f"addresses that you name are fetched whatever their day and way: {', '.join(unused)} had no effect")
    if options.limit == 0:
        say("--limit 0: no site is asked, so this says nothing about what was published; give a number or none")
    report = run(plan, known, slugs, how)
    print_report(
        report,
        options.corpus,
        quiet=options.quiet,
        as_json=options.as_json,
        dry_run=options.dry_run,
        in_full=options.verbose,
    )
    is_idle = not report.total.discovered and not any(outlet.fetched for outlet in report.outlets)
    if checked.urls and is_idle and report.exit_code == Exit.WELL and not options.quiet:
        say("nothing new was fetched: the corpus had these addresses from an earlier run")
    if not options.quiet:
        say_whose_grades(options.corpus, report.run_id)
    return report.exit_code


def _waiting(path: Path, known: Outlets) -> dict[str, str]:
    """The outlets with addresses that wait in the corpus at this path, each with where its rules come from.

    The addresses of a host are those of the outlet that owns it now.
    """
    from corpus.crawl.outlet_rows import waiting_outlets
    from corpus.store import Corpus
    from spiders.loader import outlet_for

    if not path.exists():
        return {}
    with Corpus(path, read_only=True) as corpus:
        waiting = waiting_outlets(corpus)
    origins: dict[str, str] = {}
    for outlet in waiting:
        owner = outlet_for(f"https://{outlet.site}/", known) if outlet.origin == "host" else None
        origins |= {owner.name: owner.origin} if owner else {outlet.slug: outlet.origin}
    return origins


def _chosen(named: Sequence[str], known: Outlets, *, quiet: bool) -> list[str]:
    """The outlets of a crawl: those that are named, else all but those that are asked by name only.

    Which these are is said, unless `quiet`: nothing is wrong, and cron would send it each day.
    """
    from crawler.console.output import counted, say

    by_name = [slug for slug in (named or known) if known[slug].by_name_only]
    for slug in by_name if named and not quiet else ():
        say(f"{slug}: {known[slug].terms}; it is asked all the same, because you name it")
    if named or not by_name:
        return list(named) or list(known)
    if not quiet:
        number = counted(len(by_name), "outlet is", "outlets are")
        say(f"{number} not asked unless you name it (--outlet): {'; '.join(f'{s}: {known[s].terms}' for s in by_name)}")
    return [slug for slug in known if slug not in by_name]


def _owners(urls: Sequence[str], known: Outlets) -> tuple[str, ...]:
    """The known outlets of these addresses."""
    from spiders.loader import outlet_for

    return tuple(dict.fromkeys(owner.name for url in urls if (owner := outlet_for(url, known))))


def _checked(options: CrawlOptions) -> CheckedOptions:
    """The options, read and checked. Raises KlipingError at the first mistake; imports no spider and no Scrapy."""
    from crawler.config import check_contact, required_contact
    from crawler.importing.address_file import read_address_file
    from spiders.outlet_names import outlet_slugs

    path, given = _named(options.named)
    topic = _topic(path, options.words)
    slugs = options.slugs or topic.ask.outlets
    refuse_unknown(slugs, outlet_slugs(options.outlets))
    _check_ways(options.ways, options.outlets)
    _check_waiting(options)
    urls = tuple(dict.fromkeys((*given, *(read_address_file(options.urls) if options.urls else ()))))
    _check_days(options, topic)
    _check_files(options)
    contact = check_contact(options.contact) if options.contact else None
    if contact is None and options.replay is None:  # last: who lacks one has mended all else when they add it
        contact = required_contact()
    return CheckedOptions(topic, slugs, contact, urls)


def _named(arguments: Sequence[str]) -> tuple[Path | None, tuple[str, ...]]:
    """The topic's file and the web addresses among the arguments. Raises KlipingError where there are two files."""
    from corpus.urls import check_web_address

    addresses = [text for text in arguments if "://" in text]
    files = [text for text in arguments if "://" not in text]
    for text in files:
        if BARE_ADDRESS.match(text) and not text.endswith(".toml") and not Path(text).exists():
            raise KlipingError(NO_SUCH_TOPIC_FILE(text=text))
    if len(files) > 1:
        raise KlipingError(SEVERAL_TOPIC_FILES(n=len(files), files=files))
    return Path(files[0]) if files else None, tuple(map(check_web_address, addresses))


def _topic(path: Path | None, words: str | None) -> Topic:
    from corpus.topics import read_topic, topic_of_words
    from crawler.shipped import shipped_topic

    if path is not None and words is not None:
        raise KlipingError(TOPIC_OR_WORDS())
    if words is not None:
        return topic_of_words(words)
    if path is None and (path := folder_topic()) is None:
        return shipped_topic()
    try:
        return read_topic(path)
    except TopicError as error:
        if path.suffix == ".toml" or not path.is_file():
            raise
        raise KlipingError(TOPIC_OR_URLS(fault=error, path=path)) from error


def refuse_unknown(slugs: Sequence[str], known: Collection[str]) -> None:
    """Raise KlipingError where a slug is not known; it names the nearest one."""
    for slug in slugs:
        if slug not in known:
            hint = did_you_mean(slug, known, OUTLETS_LIST_SHOWS())
            raise KlipingError(OUTLET_UNKNOWN(outlet=slug, hint=hint))


def _check_ways(ways: Sequence[str], folders: Sequence[Path]) -> None:
    """Raise KlipingError for a way in that no outlet can have; one that these outlets lack is refused later."""
    if not ways:
        return
    from spiders.outlet_names import way_names

    known = way_names(folders)
    for way in ways:
        if way not in known:
            hint = did_you_mean(way, known, THERE_ARE(names=known))
            raise KlipingError(WAY_UNKNOWN(way=way, hint=hint))


def _check_waiting(options: CrawlOptions) -> None:
    """Raise KlipingError where --waiting stands beside what asks for something else."""
    others = {"--urls": options.urls, "--way": options.ways, "--replay": options.replay, "--dry-run": options.dry_run}
    addresses = {"addresses": _named(options.named)[1]}
    if options.waiting and (also := [name for name, value in (others | addresses).items() if value]):
        raise KlipingError(WAITING_ALONE(others=also))


def _check_days(options: CrawlOptions, topic: Topic) -> None:
    """Raise KlipingError where no article can be of these days.

    The clock of a replay is not known yet: there, only what is no day at all is refused.
    """
    from datetime import UTC, datetime

    from corpus.store import JAKARTA
    from corpus.typed.day_words import resolve_day
    from crawler.console.filters import say_days
    from crawler.run.window import crawl_window

    now = datetime.now(UTC)
    if options.replay is None:
        if not options.quiet:
            say_days(options.since, options.until, now.astimezone(JAKARTA).date())
        crawl_window(options.since or topic.ask.since, options.until or topic.ask.until, now)
    else:
        resolve_day(options.since, now.date(), "--since")
        resolve_day(options.until, now.date(), "--until")


def _check_files(options: CrawlOptions) -> None:
    """Raise KlipingError where no corpus can be at its path, or --replay names no archive."""
    from corpus.file.opening import check_corpus_path

    check_corpus_path(options.corpus, read_only=False)
    if options.replay is not None:
        from crawler.archive.segment_files import segments

        segments(options.replay)
