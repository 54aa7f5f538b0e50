"""`kliping discover mediacloud`: ask Media Cloud, with the user's own key, for addresses of articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.discovery_messages import (
    MEDIACLOUD_KEY_BAD,
    MEDIACLOUD_QUERY_EMPTY,
    MEDIACLOUD_WITHOUT_KEY,
    MEDIACLOUD_WITHOUT_SINCE,
    NO_WORD_FOR_MEDIACLOUD,
)
from crawler.console.filters import options_as
from crawler.discovery.discovery_options import DiscoveryOptions, discovery_options, fetching, topic_of

if TYPE_CHECKING:
    from corpus.topics import Topic
    from crawler.discovery.mediacloud_run import MediaCloudPlan
    from spiders.loader import Outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCloudOptions(DiscoveryOptions):
    """The options of `kliping discover mediacloud`, as they were typed."""

    key: str | None
    collections: tuple[int, ...]


@click.command()
@discovery_options(window=92)
@click.option(
    "--key",
    envvar="KLIPING_MEDIACLOUD_KEY",
    show_envvar=True,
    metavar="KEY",
    help="Your key of Media Cloud; better in the variable, where no list of processes shows it.",
)
@click.option(
    "--collection",
    "collections",
    type=click.IntRange(1),
    multiple=True,
    metavar="ID",
    help="Only media of this collection; may be given again  [default: Indonesia, national and local]",
)
@options_as(MediaCloudOptions)
def mediacloud(options: MediaCloudOptions) -> int:
    """Ask Media Cloud for articles on a TOPIC (default: the one that ships). It needs a key of your own.

    Media Cloud searches whole texts in their own language. The topic's searches are asked for as they are. Windows of
    days that were answered before are not asked again.
    """
    from corpus.reasons import ReasonKind, reason_is
    from crawler.console.output import counted, put, say
    from crawler.discovery.discovery_display import print_discovery
    from crawler.discovery.discovery_report import discovery_report
    from crawler.discovery.mediacloud_run import MEDIA_CLOUD, MediaCloudPlan, day_ranges, question_of_topic
    from crawler.discovery.mediacloud_service import MEDIA_CLOUD_API
    from crawler.discovery.stand_ins import service_address

    topic = topic_of(options)
    questions = tuple(dict.fromkeys(_own(text) for text in options.queries)) or question_of_topic(topic.ask.search)
    if not questions:
        raise KlipingError(NO_WORD_FOR_MEDIACLOUD(topic=topic.name))
    first, last = _days(options, topic)
    contact, key = options.checked_contact(), _checked_key(options)
    plan = MediaCloudPlan(questions, first, last, options.window, options.collections, options.limit)
    if options.dry_run:
        windows = len(list(day_ranges(first, last, options.window)))
        for question in questions:
            put(f"{question}: {counted(windows, 'window')} of days, one request or more for each; nothing was asked")
        return Exit.WELL
    service = service_address("KLIPING_MEDIACLOUD", MEDIA_CLOUD_API)
    run_id, code, known = _ask(options, topic, plan, key, contact, service)
    from corpus.store import Corpus

    with Corpus(options.corpus, read_only=True) as corpus:
        result = discovery_report(corpus, MEDIA_CLOUD, run_id, code, plan.heard)
    print_discovery(result, known, options.corpus, fetching(options), quiet=options.quiet, as_json=options.as_json)
    if any(reason_is(reason, ReasonKind.REFUSED) for reason in result.failures):
        say("kliping: Media Cloud refuses the key; look at your account at https://search.mediacloud.org")
    if not result.requests and code == Exit.WELL:
        say("every window of these days was answered before; nothing was asked")
    return code


def _ask(
    options: MediaCloudOptions, topic: Topic, asking: MediaCloudPlan, key: str, contact: str | None, service: str
) -> tuple[int, Exit, Outlets]:
    """Run the questions; return the run's id, its exit code and the known outlets. Raises KlipingError."""
    from crawler.console.output import say
    from crawler.discovery.article_owners import ArticleOwners
    from crawler.discovery.mediacloud_run import MEDIA_CLOUD, ask_windows, note_failed_start
    from crawler.discovery.mediacloud_service import MediaCloud, ServiceError
    from crawler.fetching.manners import user_agent
    from crawler.run.operation import Operation, versions
    from crawler.run.run_plan import Plan
    from spiders.loader import outlets

    known = outlets(options.outlets)
    plan = Plan(
        "discover",
        options.corpus,
        archive=options.archive,
        topic=topic,
        since=asking.first.isoformat(),
        until=asking.last.isoformat(),
        options={"service": MEDIA_CLOUD, "questions": list(asking.questions), "limit": options.limit,
                 "since": asking.first.isoformat(), "until": asking.last.isoformat()},
    )  # fmt: skip
    operation = Operation(
        plan,
        rules={slug: spider.page_rules() for slug, spider in known.items()},
        facts={slug: spider.facts() for slug, spider in known.items()},
        grading=None,
    )
    state, code = "interrupted", Exit.INTERRUPTED
    try:
        client = MediaCloud(key, user_agent(versions()["kliping"], contact), service, operation.archive)
        try:
            asking.collections = asking.collections or tuple(client.collections())
            ask_windows(operation, client, ArticleOwners(known), asking, service)
        except ServiceError as error:  # of the collections: no window was asked for
            note_failed_start(operation, client, asking, error, service)
        code = Exit.WELL if not asking.failed else Exit.SOME_FAILED if asking.answered else Exit.NOWHERE
        state = "finished"
    except KeyboardInterrupt:
        say("interrupted; what was found is stored, and the same command goes on with the rest")
        raise
    except KlipingError:
        code = Exit.CANNOT
        raise
    except Exception:
        code = Exit.FAULT
        raise
    finally:
        operation.close(state=state, exit_code=code)
    return operation.run_id, code, known


def _own(text: str) -> str:
    question = " ".join(text.split())
    if not any(letter.isalnum() for letter in question):
        raise KlipingError(MEDIACLOUD_QUERY_EMPTY(text=text))
    return question


def _checked_key(options: MediaCloudOptions) -> str:
    """The key; "" in a dry run. Raises KlipingError where there is none, or it is none that can be sent."""
    key = (options.key or "").strip()
    if options.dry_run:
        return ""
    if not key:
        raise KlipingError(MEDIACLOUD_WITHOUT_KEY())
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise KlipingError(MEDIACLOUD_KEY_BAD())
    return key


def _days(options: MediaCloudOptions, topic: Topic) -> tuple[date, date]:
    """The first and the last day to ask for. Raises KlipingError where there is no first one."""
    from corpus.store import JAKARTA
    from crawler.console.filters import say_days
    from crawler.run.window import crawl_window

    now = datetime.now(UTC)
    say_days(options.since, options.until, now.astimezone(JAKARTA).date())
    since, until = crawl_window(options.since or topic.ask.since, options.until or topic.ask.until, now)
    today = now.astimezone(JAKARTA).date()
    if since is None:
        raise KlipingError(MEDIACLOUD_WITHOUT_SINCE())
    return since, min(until or today, today)
