"""Run the spiders of a plan and give the report, for a live crawl, a replay and the demo alike."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from corpus.crawl import runs
from corpus.crawl.ledger import PAGES_WAY
from corpus.crawl.outlet_rows import SERVICES, waiting_outlets
from corpus.crawl.run_figures import answered_ways, pending_articles
from corpus.crawl.runs import ListingAnswer
from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.reasons import ledger_answer
from corpus.refusals.refusal_counts import RefusalCount, due_refusals, refusal_counts, refused_again
from corpus.revisits.revisit_queue import count_due, due_revisits
from crawler import settings as default_settings
from crawler.fetching.failures import OURS
from crawler.fetching.manners import user_agent
from crawler.fetching.pace import host_key
from crawler.fetching.replay import Replay, replay_settings
from crawler.fetching.wire import check_loopback_seconds
from crawler.run.onward_hosts import onward_hosts
from crawler.run.operation import Operation, versions
from crawler.run.report import OutletReport, RunReport, report
from crawler.run.revisits import MAX_REVISITS
from crawler.run.run_plan import Plan
from crawler.run.ways import with_archives
from crawler.run.window import crawl_window
from pipelines.storing.due_grades import ShowGrading, grade_quietly
from spiders.families.base import OutletSpider
from spiders.loader import Outlets, host_outlet, outlet_for, own_delays

AT_ONCE = 16  # outlets crawled side by side

Watch = Callable[[Operation], Any]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run: the contact to show to sites, whether private addresses are allowed (for tests), listings only ...

    `waiting_only`: fetch addresses that wait, and ask no listing. `waiting_hosts`: those of outlets that were made from
    hosts, too.
    """

    contact: str | None = None
    allow_private: bool = False
    listings_only: bool = False
    urls_only: bool = False
    waiting_only: bool = False
    waiting_hosts: bool = False
    log_level: str = "CRITICAL"
    watch: Watch | None = None
    warn: Callable[[str], None] = lambda _sentence: None
    grading: ShowGrading = grade_quietly
    extra_settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asks_listings(self) -> bool:
        """True where the outlets' ways in are asked."""
        return not (self.urls_only or self.waiting_only)


def run(plan: Plan, known: Outlets, chosen: Sequence[str], how: RunOptions) -> RunReport:
    """Crawl the chosen outlets (slugs in `known`) as planned, and report. Errors are KlipingErrors."""
    check_loopback_seconds()
    replay = Replay(plan.replay, how.warn) if plan.replay else None
    clock = replay.clock if replay else datetime.now(UTC)
    plan = _resolved(plan, replay, clock)
    spiders, urls = _with_hosts(plan, known, {slug: known[slug] for slug in chosen}, how.urls_only)
    options = {"outlets": list(spiders), "since": plan.since, "until": plan.until, "listings": how.asks_listings}
    options |= {"ways": list(plan.ways)} if plan.ways else {}
    plan = replace(plan, options={**plan.options, **options})
    rules = {slug: spider.page_rules() for slug, spider in {**known, **spiders}.items()}
    facts = {slug: spider.facts() for slug, spider in {**known, **spiders}.items()}
    operation = Operation(
        plan,
        replay=replay,
        rules=rules,
        facts=facts,
        own_delays=own_delays(known),
        grading=None if how.listings_only else how.grading,
    )
    if not (how.urls_only or replay):
        spiders |= _waiting_hosts(operation, known, spiders, made=how.waiting_hosts)
    try:
        interrupted = _crawl(operation, spiders, urls, how, clock)
        # closing reads the outcome first: the code it ends with stands in the run's row
        given = report(
            operation.corpus,
            operation.run_id,
            list(spiders),
            interrupted=interrupted,
            fault=operation.as_sentence(operation.fault) if operation.fault else None,
            given_up=operation.pace.given_up(),
            paces=operation.pace.seconds_each(),
            delay=operation.pace.delay,
            due={} if not how.asks_listings or replay else {slug: _due(operation, slug) for slug in spiders},
        )
        refusals = refusal_counts(operation.corpus, operation.now(), list(spiders))
        again = {} if not how.asks_listings else refused_again(operation.corpus, operation.run_id)
        outlets = [
            replace(
                _with_counts(outlet, operation, refusals),
                retried_in_vain=again.get(outlet.outlet, {}),
                ways=_ways(spiders[outlet.outlet]),
                by_words=spiders[outlet.outlet].finds_by_words(),
                led_on=onward_hosts(operation.corpus, operation.run_id, outlet.outlet, operation.rules),
                unseen_parts=operation.unseen_parts.count(
                    outlet.outlet,
                    answered_ways(operation.corpus, operation.run_id, outlet.outlet),
                    spiders[outlet.outlet].ladder,
                ),
            )
            for outlet in given.outlets
        ]
        if not how.listings_only:
            outlets = [_with_pages_left(outlet, operation) for outlet in outlets]
        given = replace(given, outlets=outlets)
        _note_unread_pages(operation, given, spiders)
    except BaseException:
        operation.close(state="interrupted", exit_code=Exit.FAULT)
        raise
    try:
        state = "interrupted" if interrupted or operation.fault else "finished"
        operation.close(state=state, exit_code=given.exit_code)
    except KlipingError as error:
        given = replace(given, fault=error)
    return given


def _due(operation: Operation, outlet: str) -> tuple[list[str], list[str]]:
    """The addresses that the next run looks at a second time, and the refused ones that are due."""
    now = operation.now()
    revisits = due_revisits(operation.corpus, outlet, now, MAX_REVISITS)
    return [row.url for row in revisits], due_refusals(operation.corpus, outlet, now)


def _ways(spider: type[OutletSpider]) -> tuple[str, ...]:
    return (*spider.ways, *spider.ladder)


def _note_unread_pages(operation: Operation, given: RunReport, spiders: Outlets) -> None:
    """Write to the ledger (way `pages`) that nothing could be read of all the article pages asked of an outlet."""
    for outlet in given.outlets:
        unread = outlet.page_refusals or outlet.unread_reasons
        if unread or outlet.unanswered:
            reasons = unread or ({} if outlet.pages_left else outlet.unseen_again)
            reason = max(reasons, key=lambda why: reasons[why], default="given_up")
            answer = ledger_answer(reason, failed=True)
            url = spiders[outlet.outlet].root()
            row = ListingAnswer(outlet.outlet, PAGES_WAY, url, operation.now(), answer, reason)
            runs.note_listing(operation.corpus, operation.run_id, row)


def _with_counts(outlet: OutletReport, operation: Operation, refusals: Sequence[RefusalCount]) -> OutletReport:
    """The outlet's report with the counts of second looks, which only this process has, and those of its refusals."""
    counts = operation.counts[outlet.outlet]
    return replace(
        outlet,
        due_again=counts["due_again"],
        looked_again=counts["looked_again"],
        unseen_again=dict(operation.unseen_again[outlet.outlet].most_common()),
        edited=counts["edited"],
        passed_over=counts["passed_over"],
        not_the_article=counts["not_the_article"],
        gone=counts["gone"],
        back=counts["back"],
        still_due=count_due(operation.corpus, outlet.outlet, operation.now()),
        refusals=[count for count in refusals if count.outlet == outlet.outlet],
    )


def _with_pages_left(outlet: OutletReport, operation: Operation) -> OutletReport:
    """The outlet's report with the articles, new ones and those due for a look, at hosts that were left alone."""
    left_alone = operation.pace.given_up()
    if not left_alone:
        return outlet
    urls = pending_articles(operation.corpus, outlet.outlet)
    if operation.replay is None:
        urls += [row.url for row in due_revisits(operation.corpus, outlet.outlet, operation.now(), MAX_REVISITS)]
    hosts = [host for host in map(host_key, urls) if host in left_alone]
    given_up = {**outlet.given_up, **{host: left_alone[host] for host in hosts}}
    return replace(outlet, pages_left=len(hosts), given_up=given_up)


def _resolved(plan: Plan, replay: Replay | None, clock: datetime) -> Plan:
    """The plan with `since` and `until` as ISO days; a replay takes those that were recorded.

    Raises KlipingError where no article can be of these days.
    """
    ask = plan.topic.ask if plan.topic else None
    recorded = replay.recorded if replay else {}
    since = plan.since or recorded.get("since") or (ask.since if ask else None)
    until = plan.until or recorded.get("until") or (ask.until if ask else None)
    first, last = crawl_window(since, until, clock, live=replay is None)
    return replace(plan, since=first.isoformat() if first else None, until=last.isoformat() if last else None)


def _with_hosts(
    plan: Plan, known: Outlets, chosen: Outlets, urls_only: bool
) -> tuple[dict[str, type[OutletSpider]], dict[str, list[str]]]:
    """The outlets to run, and the addresses that each is given; an unknown host becomes an outlet of its own.

    The topic's addresses are left out where only certain outlets are asked for, or theirs is asked by name only.
    """
    is_whole = all(slug in chosen or spider.by_name_only for slug, spider in known.items())
    running = {slug: known[slug] for slug in plan.refused} if urls_only else dict(chosen)
    urls: dict[str, list[str]] = {}
    named = (*plan.urls, *(plan.topic.ask.urls if plan.topic and not urls_only else ()))
    for url in named:
        spider = outlet_for(url, known) or host_outlet(url)
        if url not in plan.urls and spider.name not in chosen and (spider.by_name_only or not is_whole):
            continue
        running.setdefault(spider.name, spider)
        urls.setdefault(spider.name, []).append(url)
    return running, urls


def _waiting_hosts(
    operation: Operation, known: Outlets, chosen: Outlets, *, made: bool
) -> dict[str, type[OutletSpider]]:
    """The outlets to run because addresses wait that belong to a host: those that are `made` from hosts, if asked for.

    Where an outlet owns the host now, its addresses go to that one.
    """
    more: dict[str, type[OutletSpider]] = {}
    for outlet in waiting_outlets(operation.corpus):
        if outlet.origin != "host" or outlet.slug in {*chosen, *SERVICES}:
            continue
        site = f"https://{outlet.site}/"
        if owner := outlet_for(site, known):
            with operation.corpus.transaction():
                operation.corpus.put_outlet(owner.facts())
                operation.frontier.hand_over(outlet.slug, owner.name)
            if made and not owner.by_name_only:
                more.setdefault(owner.name, chosen.get(owner.name, owner))
        elif made and (spider := host_outlet(site)).name == outlet.slug:
            more[outlet.slug] = spider
            operation.rules[outlet.slug] = spider.page_rules()
    return more


def _crawl(
    operation: Operation, spiders: Outlets, urls: Mapping[str, Iterable[str]], how: RunOptions, clock: datetime
) -> bool:
    """Run the reactor until every spider has closed; True where the user interrupted."""
    process = AsyncCrawlerProcess(_settings(operation, how))
    logging.getLogger("scrapy").setLevel(how.log_level)
    waiting: list[str] = list(spiders)
    reasons: dict[str, str] = {}
    operation.stages.update(dict.fromkeys(spiders, "in line"))

    def start_next() -> None:
        if not waiting or "shutdown" in reasons.values() or operation.fault:
            return
        slug = waiting.pop(0)
        operation.stages[slug] = "at work"
        crawler = process.create_crawler(with_archives(spiders[slug]))
        crawler.signals.connect(
            lambda spider, reason: reasons.__setitem__(spider.name, reason), signals.spider_closed, weak=False
        )
        process.crawl(
            crawler,
            topic=operation.plan.topic,
            since=operation.plan.since,
            until=operation.plan.until,
            clock=clock,
            urls=urls.get(slug, ()),
            listings=how.asks_listings,
        ).add_done_callback(partial(ended, slug))

    def ended(slug: str, task: Any) -> None:
        error = None if task.cancelled() else task.exception()
        # a full disk when a spider is opened: Scrapy closes it with a reason, and the error is ours all the same
        if error is not None and (slug not in reasons or isinstance(error, OURS)):
            reasons[slug] = "broken"
            _note_broken(operation, spiders[slug], error)
        operation.stages[slug] = "done"
        start_next()

    for _ in range(min(AT_ONCE, len(spiders))):
        start_next()
    watching = how.watch(operation) if how.watch else None
    try:
        process.start()
    finally:
        if watching is not None:
            watching.stop()
    return (len(reasons) < len(spiders) and not operation.fault) or "shutdown" in reasons.values()


def _note_broken(operation: Operation, spider: type[OutletSpider], error: BaseException) -> None:
    """Write to the ledger that an outlet's spider could not be started; the other outlets go on."""
    if isinstance(error, OURS):
        operation.fault = error
        return
    logging.getLogger(__name__).error("%s could not be begun", spider.name, exc_info=error)
    operation.corpus.put_outlet(spider.facts())
    answer = ListingAnswer(spider.name, "start", spider.root(), operation.now(), "failed", "spider_error")
    runs.note_listing(operation.corpus, operation.run_id, answer)


def _settings(operation: Operation, how: RunOptions) -> Settings:
    settings = Settings()
    settings.setmodule(default_settings, priority="project")
    own: dict[str, Any] = {
        "KLIPING_OPERATION": operation,
        "KLIPING_ALLOW_PRIVATE": how.allow_private,
        "KLIPING_LISTINGS_ONLY": how.listings_only,
        "USER_AGENT": user_agent(versions()["kliping"], how.contact),
        "LOG_LEVEL": how.log_level,
        "LOG_INSTALL_ROOT_HANDLER": how.log_level != "CRITICAL",
        **(replay_settings() if operation.replay else {}),
        **how.extra_settings,
    }
    settings.setdict(own, priority="cmdline")
    return settings
