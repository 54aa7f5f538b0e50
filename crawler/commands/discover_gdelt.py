"""`kliping discover gdelt`: ask GDELT's DOC 2.0 API for addresses of articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.discovery_messages import GDELT_BEGINS_LATER, GDELT_FILTER_BAD, NO_WORD_FOR_GDELT
from crawler.console.filters import options_as
from crawler.console.options import private_option
from crawler.discovery.discovery_options import DiscoveryOptions, discovery_options, fetching, topic_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.topics import Topic
    from crawler.discovery.gdelt_spider import GdeltPlan, GdeltSpider
    from spiders.loader import Outlets

PAGE_SECONDS = 6.0  # that a request takes at the least, with its wait


@dataclass(frozen=True, slots=True, kw_only=True)
class GdeltOptions(DiscoveryOptions):
    """The options of `kliping discover gdelt`, as they were typed."""

    language: str
    country: str | None
    allow_private: bool


@click.command()
@discovery_options(window=30)
@click.option(
    "--language",
    default="indonesian",
    show_default=True,
    metavar="NAME|any",
    help="Only articles in this language, as GDELT names it.",
)
@click.option("--country", metavar="CODE", help="Only outlets of this country, as FIPS 10-4 names it (ID: Indonesia).")
@private_option
@options_as(GdeltOptions)
def gdelt(options: GdeltOptions) -> int:
    """Ask GDELT for articles on a TOPIC (default: the one that ships), from 2017 on.

    GDELT searches an English translation of each text. So the names in the topic's searches are asked for (BP2MI), and
    --query asks for something else, in English. Windows that were answered before are not asked again.
    """
    from crawler.console.output import say
    from crawler.discovery.discovery_display import print_discovery
    from crawler.discovery.discovery_report import discovery_report
    from crawler.discovery.gdelt_spider import GDELT, gdelt_outlet
    from crawler.live.crawl_watch import watching
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from spiders.loader import outlets

    topic = topic_of(options)
    questions, left_out = _questions(options, topic)
    first, last, cut = _days(options, topic)
    filters = _filters(options)
    contact = options.checked_contact()
    known = outlets(options.outlets)
    asking = _plan(options, topic, questions, filters, known)
    spider = gdelt_outlet(asking)
    for notice in () if options.quiet else (left_out, cut):  # after all checks: a mistake is one sentence
        if notice:
            say(notice)
    if options.dry_run:
        _say_windows(spider, topic, first, last)
        return Exit.WELL
    plan = Plan(
        "discover",
        options.corpus,
        archive=options.archive,
        topic=topic,
        since=first.isoformat(),
        until=last.isoformat() if options.until or topic.ask.until else None,
        limit=0,
        listings=1 << 60 if options.limit is None else options.limit,
        options={"service": GDELT, "questions": list(questions), "limit": options.limit},
    )
    how = RunOptions(
        contact,
        options.allow_private,
        listings_only=True,
        watch=None if options.quiet or options.as_json else watching,
        warn=lambda sentence: say(f"kliping: {sentence}"),
        extra_settings={"DOWNLOADER_MIDDLEWARES": _middlewares(), "CONCURRENT_REQUESTS": 1},  # none stands in line
    )
    given = run(plan, {**known, GDELT: spider}, [GDELT], how)
    if given.fault:
        raise given.fault
    from corpus.store import Corpus

    with Corpus(options.corpus, read_only=True) as corpus:
        result = discovery_report(corpus, GDELT, given.run_id, given.exit_code, asking.heard)
    fetch = fetching(options)
    print_discovery(result, known, options.corpus, fetch, quiet=options.quiet, as_json=options.as_json)
    for outlet in given.outlets:
        for host, why in outlet.given_up.items():
            say(f"kliping: {host} was left alone for the rest of this run: {why}; run again later to continue")
    if not result.requests and given.exit_code == Exit.WELL:
        say("every window of these days was answered before; nothing was asked")
    return given.exit_code


def _questions(options: GdeltOptions, topic: Topic) -> tuple[tuple[str, ...], str]:
    """The questions to ask, and what is to be said of them. Raises KlipingError where there is none."""
    from crawler.discovery.gdelt_question import is_name, own_question, questions_of_topic

    if options.queries:
        return tuple(dict.fromkeys(map(own_question, options.queries))), ""
    questions, left = questions_of_topic(topic.ask.search)
    if not questions:
        raise KlipingError(NO_WORD_FOR_GDELT(topic=topic.name))
    notice = ""
    if left:
        notice = (
            f"GDELT is asked for the names in the topic's searches, {' and '.join(questions)}; it searches English "
            f"translations, so these words are left out: {', '.join(left)}; --query asks for others"
        )
    elif not any(is_name(word.strip("()")) for question in questions for word in question.split()):
        notice = (
            f"GDELT is asked for {' and '.join(questions)}; it searches English translations, which have few "
            "Indonesian words: ask in English with --query"
        )
    return tuple(questions), notice


def _days(options: GdeltOptions, topic: Topic) -> tuple[date, date, str]:
    """The first and the last day to ask for, and what to say of them. Raises KlipingError where GDELT has none."""
    from corpus.store import JAKARTA
    from crawler.console.filters import say_days
    from crawler.discovery.gdelt_question import FIRST_DAY
    from crawler.run.window import crawl_window

    now = datetime.now(UTC)
    say_days(options.since, options.until, now.astimezone(JAKARTA).date())
    since, until = crawl_window(options.since or topic.ask.since, options.until or topic.ask.until, now)
    if until and until < FIRST_DAY:
        raise KlipingError(GDELT_BEGINS_LATER(first_day=FIRST_DAY, until=until))
    is_cut = since is None or since < FIRST_DAY
    notice = f"GDELT's search begins on {FIRST_DAY}; earlier days are not asked for" if is_cut else ""
    return max(since or FIRST_DAY, FIRST_DAY), until or now.astimezone(JAKARTA).date(), notice


def _filters(options: GdeltOptions) -> tuple[str, ...]:
    """GDELT's filters of language and country. Raises KlipingError for what can't be one."""
    filters = [f"sourcelang:{options.language}"] if options.language.lower() != "any" else []
    filters += [f"sourcecountry:{options.country}"] if options.country else []
    for name in filters:
        if not name.split(":", 1)[1].isalnum():
            raise KlipingError(GDELT_FILTER_BAD(name=name))
    return tuple(filters)


def _plan(
    options: GdeltOptions, topic: Topic, questions: Sequence[str], filters: tuple[str, ...], known: Outlets
) -> GdeltPlan:
    from crawler.discovery.article_owners import ArticleOwners
    from crawler.discovery.gdelt_question import SERVICE
    from crawler.discovery.gdelt_spider import GDELT, GdeltPlan
    from crawler.discovery.stand_ins import service_address

    return GdeltPlan(
        tuple(questions),
        filters,
        options.window,
        ArticleOwners(known),
        *options.earlier_requests(GDELT, topic),
        service_address("KLIPING_GDELT", SERVICE),
    )


def _say_windows(spider: type[GdeltSpider], topic: Topic, first: date, last: date) -> None:
    """Say what would be asked, and how long it would take."""
    from crawler.console.output import counted, put
    from crawler.run.time_left import TimeLeft, time_in_words

    asking = spider(topic=topic, since=first, until=last)
    number = 0
    for question in asking.plan.questions:
        windows = list(asking.windows(question))
        number += len(windows)
        put(f"{question} {' '.join(asking.plan.filters)}: {counted(len(windows), 'window')} to ask")
    put(f"{time_in_words(TimeLeft(number * PAGE_SECONDS, at_least=True))}; nothing was asked")


def _middlewares() -> dict[str, int]:
    from crawler import settings

    return {**settings.DOWNLOADER_MIDDLEWARES, "crawler.discovery.too_often.TooOften": 560}
