"""Settle listings: answered, failed or unchanged. Row, links and ledger row are written in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from scrapy import Request
from scrapy.http import Response

from corpus.crawl import runs
from corpus.crawl.frontier_entries import DiscoverResult
from corpus.crawl.listing_counts import EntryCounts, EntryOutcome, known_keys
from corpus.crawl.runs import ListingAnswer
from corpus.crawl.validators import UNCHANGED
from corpus.crawl.way_results import DOUBTED, EMPTY_ANSWER, PART_MISSING, UNREAD
from corpus.reasons import LedgerAnswer, ReasonKind, ledger_answer, reason_is
from corpus.urls import article_key
from crawler.fetching.onward_pages import as_capture
from crawler.fetching.sent_articles import keep_sent
from crawler.run.frontier_rows import reason_not_to_fetch
from crawler.run.listing_parts import part_reason
from crawler.run.onward_hosts import is_led_on, note_onward_host
from crawler.run.revisits import note_validators
from pipelines.gate.onward import page_leads_to, reason_of_bare_page
from pipelines.storing.items import Entry, Link, Remark, Stated

if TYPE_CHECKING:
    from crawler.run.operation import Operation
    from spiders.families.base import OutletSpider

logger = logging.getLogger(__name__)
LEADS_ON = "leads_on"  # the remark on a page that only leads on


class Discovery(Protocol):
    """The methods of the scheduler that listings need."""

    def discover(self, item: Request | Link, parent: int | None = None, way: str = "start") -> DiscoverResult | None:
        """Store a request or a link; None for a link to another site."""

    def nudge(self) -> None:
        """Wake the engine: there are requests to send."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What was stored of an answer: its entries by outcome, and the links that were handed on and those new."""

    counts: EntryCounts
    links: int
    new: int


class Listings:
    """The listings of one outlet in one run."""

    def __init__(self, operation: Operation, spider: OutletSpider, scheduler: Discovery) -> None:
        self.op = operation
        self.spider = spider
        self.scheduler = scheduler

    def finish(self, response: Response, given: Sequence[Any], broken: Exception | None) -> None:
        """Settle a listing that answered with `given`; `broken` is what the spider raised on it."""
        request = response.request or response
        remark = _remark(given)
        substitutes = [item for item in given if isinstance(item, Request)]
        with self.op.corpus.transaction():
            stored = self._keep(given, request)
            if broken:
                remark = "spider_error"
            elif _is_unread(stored.counts, given, remark):
                remark = UNREAD
                if not _requests(given):
                    substitutes = list(self.spider.next_rung(request.meta["way"]))
                    self._keep(substitutes, request)
            elif remark is None and stored.counts.total == 0 and not _leads_on(given):
                remark = EMPTY_ANSWER
            if remark == PART_MISSING or reason_is(remark, ReasonKind.NOT_A_LISTING):
                page = as_capture(response)
                remark = reason_of_bare_page(page) or remark
                if remark == LEADS_ON and (to := page_leads_to(page)):
                    note_onward_host(self.op, self.spider, request, to=to)
            failed = "spider_error" if broken else remark if _cuts_a_walk(request, remark) else None
            self.op.frontier.finish(response.meta["frontier_id"], failed=failed)
            if remark != DOUBTED:
                answer = ledger_answer(remark)
                reason = part_reason(request, remark)
                self.note(request, answer, reason, stored, _stated(given))
                self.op.unseen_parts.note(self.spider.name, request, answer, reason, substitutes)
                if answer == "answered" and remark != "cut_short" and not _leads_on(given):
                    note_validators(self.op, response)
        self.scheduler.nudge()

    def finish_unchanged(self, request: Request) -> None:
        """Settle a listing that is unchanged since it was last walked to its end."""
        instead = list(self.spider.listing_unchanged(request.meta["way"], **request.cb_kwargs))
        with self.op.corpus.transaction():
            self._keep(instead, request)
            self.op.frontier.finish(request.meta["frontier_id"])
            self.note(request, "answered", UNCHANGED)
        self.scheduler.nudge()

    def fail(self, request: Request, reason: str, response: Response | None) -> None:
        """Settle a listing that failed; the spider may say that this is an answer all the same."""
        way = request.meta["way"]
        remark: str | None = None
        # A redirect to a host that is down says nothing of the outlet's own host: other ways into that are left.
        is_down = reason_is(reason, ReasonKind.WHOLE_HOST) and is_led_on(self.spider, request)
        of_way = "redirects" if is_down else reason
        try:
            instead = list(self.spider.listing_failed(way, of_way, response, **request.cb_kwargs))
            remark = _remark(instead)
            ended = remark is not None or self.spider.listing_ended(way, of_way, **request.cb_kwargs)
        except Exception:  # our spider's fault, whatever it is: the row must say so
            logger.exception("%s: %s", self.spider.name, request.url)
            instead, ended, reason = [], False, "spider_error"
        with self.op.corpus.transaction():
            stored = self._keep(instead, request)
            self.op.frontier.finish(request.meta["frontier_id"], failed=None if ended else reason)
            answer: LedgerAnswer = ledger_answer(remark) if ended else ledger_answer(reason, failed=True)
            # The entries that a search's doubted answer had belong to this row, where it answered in its own way.
            counts = stored if stored.counts.total else None
            because = remark if ended else part_reason(request, reason)
            self.note(request, answer, because, counts, _stated(instead))
            substitutes = [item for item in instead if isinstance(item, Request)]
            self.op.unseen_parts.note(self.spider.name, request, answer, because, substitutes)
        self.scheduler.nudge()

    def note(
        self,
        request: Request | Response,
        answer: LedgerAnswer,
        reason: str | None,
        stored: _Stored | None = None,
        stated: Stated | None = None,
    ) -> None:
        """Write the listing's row of the ledger."""
        way, name = request.meta["way"], self.spider.name
        is_refused = answer == "refused" or (answer == "failed" and stored is None)
        note_onward_host(self.op, self.spider, request, reason if is_refused else None)
        row = ListingAnswer(name, way, request.url, self.op.now(), answer, reason)
        if stated:
            row = replace(row, stated=stated.total, came=stated.came)
        if stored:
            row = replace(row, links=stored.links, new=stored.new, counts=stored.counts)
        runs.note_listing(self.op.corpus, self.op.run_id, row)

    def _keep(self, given: Iterable[Any], listing: Request | Response) -> _Stored:
        """Store links and listing requests, and say what became of each entry.

        A link to an article that the answer has given already is known, and counts as no further link.
        """
        row_id, way = listing.meta["frontier_id"], listing.meta["way"]
        results: list[tuple[EntryOutcome, str]] = []
        sifted: list[Entry] = []
        links = new = 0
        keys: set[str] = set()
        for item in given:
            if isinstance(item, Request):
                self.scheduler.discover(item, row_id, way)
                continue
            entry = Entry("taken", item) if isinstance(item, Link) else item
            if not isinstance(entry, Entry):
                continue
            link = entry.link
            if entry.outcome in {"off_topic", "outside"} and link:
                sifted.append(entry)
            elif entry.outcome == "taken" and link and (key := self._key(link)) in keys:
                results.append(("known", link.url))
            elif entry.outcome == "taken" and link:
                if (state := self.scheduler.discover(link, row_id, way)) is not None:
                    keys.add(key)  # one on another host stays that, however often the answer names it
                    keep_sent(self.op, self.spider.name, key, link, self._fetched_at(listing))
                results.append((self._outcome(link, state), link.url))
                links, new = links + (state is not None), new + (state in {"new", "reopened"})
            else:
                results.append((entry.outcome, link.url if link else entry.shown))
        results += self._sifted(sifted)
        self.op.count(self.spider.name, "listed", links)
        self.op.count(self.spider.name, "new", new)
        return _Stored(EntryCounts.of(results), links, new)

    def _fetched_at(self, listing: Request | Response) -> datetime:
        """The time at which the listing's answer was fetched, in a replay that of the record."""
        archived: Mapping[str, datetime] = listing.meta.get("archived", {})
        return archived.get("fetched_at") or self.op.now()

    def _key(self, link: Link) -> str:
        return article_key(link.url, self.spider.owner_of(link.url).address())

    def _outcome(self, link: Link, state: DiscoverResult | None) -> EntryOutcome:
        """What became of a link that was handed on, and is in this state."""
        if state is None:
            return "other_host"
        if state == "known":
            return "known"
        against = reason_not_to_fetch(self.op, self.spider, link)
        if against == "off_window":
            return "outside"
        return "off_topic" if against == "off_topic" else "taken"

    def _sifted(self, entries: Sequence[Entry]) -> Iterator[tuple[EntryOutcome, str]]:
        """What becomes of links that are not followed: each is known, outside the days, or off topic."""
        keys = [self._key(entry.link) if entry.link else "" for entry in entries]
        known = known_keys(self.op.corpus, keys, self.op.run_id) if keys else ()
        for key, entry in zip(keys, entries, strict=True):
            if entry.link:
                is_in = entry.outcome == "off_topic" and self.spider.in_window(entry.link.day)
                yield "known" if key in known else "off_topic" if is_in else "outside", entry.link.url


def _remark(given: Iterable[Any]) -> str | None:
    return next((item.reason for item in given if isinstance(item, Remark)), None)


def _says_more(remark: str) -> bool:
    """True where a remark says of an answer without usable entries that it is empty, or no listing at all."""
    return remark in {EMPTY_ANSWER, DOUBTED} or reason_is(remark, ReasonKind.NOT_A_LISTING | ReasonKind.REFUSED)


def _cuts_a_walk(request: Request | Response, remark: str | None) -> bool:
    """True where a later page of a walk was a wall, no listing, cut or none of the site's: another run asks again."""
    walk = request.cb_kwargs.get("walk") or {}
    is_answer = remark == UNREAD or (ledger_answer(remark) == "answered" and remark != "cut_short")
    return remark == PART_MISSING or (int(walk.get("page", 1)) > 1 and not is_answer)


def _requests(given: Iterable[Any]) -> bool:
    return any(isinstance(item, Request) for item in given)


def _stated(given: Iterable[Any]) -> Stated | None:
    return next((item for item in given if isinstance(item, Stated)), None)


def _is_unread(counts: EntryCounts, given: Iterable[Any], remark: str | None) -> bool:
    """True where none of the entries could be used, or the site says that there are articles and none ever came."""
    if counts.total:
        return counts.is_unread and (remark is None or not _says_more(remark))
    stated = _stated(given)
    return remark is None and stated is not None and stated.total > 0 and not stated.came


def _leads_on(given: Iterable[Any]) -> bool:
    """True for an index of sitemaps: that it is unchanged doesn't say that they are."""
    return any(isinstance(item, Request) and item.meta.get("way") == "sitemap" for item in given)
