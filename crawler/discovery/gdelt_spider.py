"""Ask GDELT for the windows of a time, through the crawl's own engine (`gdelt_outlet`).

The service is an outlet of its own in the ledger. The windows are its listings: rows of the frontier, so that a run
that was killed goes on with what was not answered. What an answer names goes to the outlets that own the addresses.

The newest window that was not answered is asked first, and the others where it could be read: a question that GDELT
does not take is asked once. Not seen yet: an answer with entries that says beside them that it is cut; it counts as
whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from corpus.discoveries.service_answers import AnsweredListing
from corpus.store import JAKARTA
from corpus.urls import host_of
from crawler.discovery.article_owners import ArticleOwners
from crawler.discovery.gdelt_question import (
    FIRST_DAY,
    SERVICE,
    NamedArticle,
    RefusedQuestion,
    address_of,
    is_full,
    read_answer,
)
from crawler.discovery.windows import Window, day_windows, halves
from pipelines.storing.items import Entry, Link, Remark
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed, refuses

GDELT = "gdelt"
DELAY = 5.0  # seconds: "Please limit requests to one every 5 seconds"
FULL = "window_full"
SETTLED = timedelta(days=1)  # a window that ended later before it was asked may have got more since
SLACK = timedelta(days=1)  # that the time of an entry may lie beside the window
LEAST_SEEN = 3  # entries, before it says something that they are of other days
TRIES = 3  # first windows that fail, one after the other, before the service is left for this run


@dataclass(frozen=True, slots=True)
class GdeltPlan:
    """What to ask: the questions, GDELT's filters, windows of so many days, and what was answered before, by address.

    `open` are the addresses of windows that an earlier run left, and that this one goes on with anyway. `service` is
    the address of the API. `heard` gets the sentences by which GDELT refused a question.
    """

    questions: tuple[str, ...]
    filters: tuple[str, ...]
    days: int
    owners: ArticleOwners
    answered: Mapping[str, AnsweredListing] = field(default_factory=dict)
    open: Collection[str] = ()
    service: str = SERVICE
    heard: list[str] = field(default_factory=list)


class GdeltSpider(OutletSpider):
    """GDELT's DOC 2.0 API, version of 2026-11 as docs/discover.md tells it; never asked live by the makers."""

    name = GDELT
    outlet = "GDELT DOC 2.0"
    kind = "other"
    site = "api.gdeltproject.org"
    ways = (GDELT,)
    delay = DELAY
    discovers = True
    plan: ClassVar[GdeltPlan]

    def owner_of(self, url: str) -> type[OutletSpider]:
        """The known outlet of the address, else one made from its host."""
        return self.plan.owners.of(url)

    def in_window(self, day: date | None) -> bool:
        """True: the days are GDELT's, on which it saw the articles, and the windows have been asked for."""
        return True

    def begin_gdelt(self) -> Iterator[Request]:
        """The first window that was not answered, of each question."""
        for question in self.plan.questions:
            yield from self._nth_window(question, 1)

    def windows(self, question: str) -> Iterator[Window]:
        """The windows of the days asked for that are still to be asked, newest first."""
        since = max(self.since or FIRST_DAY, FIRST_DAY)
        for window in day_windows(since, self.until or self.today, self.plan.days, self.clock):
            yield from self._unanswered(question, window)

    def parse_gdelt(self, response: Response, walk: Mapping[str, Any], **_named: Any) -> Iterator[Listed]:
        """Give the addresses, the halves of a window that came back full, and after the first window all others."""
        answer = read_answer(response.body)
        if isinstance(answer, RefusedQuestion):
            self.plan.heard.append(answer.sentence)
            yield Remark("question_refused")
            return
        if answer is None or _is_of_other_days(answer, _window(walk)):
            yield Remark("not_an_answer")
            yield from self._go_on(walk)
            return
        owners = self.plan.owners
        for entry in answer:
            outcome = owners.outcome(entry.url)
            if outcome == "taken":
                yield Entry("taken", Link(str(entry.url), entry.title, day=_day(entry)))
            else:
                yield Entry(outcome, None, str(entry.url or entry.title or ""))
        if is_full(len(answer)):
            parts = halves(_window(walk))
            yield Remark(FULL if parts else "capped")
            for part in parts or ():
                yield self._request(walk["question"], part)
        if walk.get("first"):
            rest = (window for window in self.windows(walk["question"]) if window != _window(walk))
            yield from (self._request(walk["question"], window) for window in rest)

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Where the first window failed, try the next one; not where GDELT wants no more requests."""
        return () if refuses(reason, response) else self._go_on(cb_kwargs.get("walk") or {})

    def _go_on(self, walk: Mapping[str, Any]) -> Iterator[Request]:
        if 0 < walk.get("first", 0) < TRIES:
            yield from self._nth_window(walk["question"], walk["first"] + 1)

    def _nth_window(self, question: str, number: int) -> Iterator[Request]:
        """The request of the question's `number`-th window, which leads to all others."""
        for place, window in enumerate(self.windows(question), 1):
            if place == number:
                yield self._request(question, window, first=number)
                return

    def _unanswered(self, question: str, window: Window) -> Iterator[Window]:
        """The window, or those of its parts that were not answered: a full one counts where its halves do."""
        address = self._address(question, window)
        known = self.plan.answered.get(address)
        if address in self.plan.open:
            return
        if known is None or known.requested_at < window.end + SETTLED:
            yield window
        elif known.reason == FULL:
            for part in halves(window) or ():
                yield from self._unanswered(question, part)

    def _address(self, question: str, window: Window) -> str:
        return address_of(self.plan.service, question, self.plan.filters, window)

    def _request(self, question: str, window: Window, first: int = 0) -> Request:
        """The request of a window. `named` and `walk` say that it is a part: one that fails makes the exit code 3."""
        walk = {"open": True, "page": 1, "question": question, "start": _stamp(window.start), "end": _stamp(window.end)}
        return self.listing(
            self._address(question, window),
            self.parse_gdelt,
            way=GDELT,
            cb_kwargs={"walk": walk | ({"first": first} if first else {}), "named": True},
        )


def gdelt_outlet(plan: GdeltPlan) -> type[GdeltSpider]:
    """The service as an outlet that asks as planned."""
    home, site = plan.service, host_of(plan.service)
    return type("PlannedGdeltSpider", (GdeltSpider,), {"plan": plan, "home": home, "site": site})


def _is_of_other_days(answer: Sequence[NamedArticle], window: Window) -> bool:
    """True where most of the articles were seen at other times: the service passes over the days that it is asked for.

    To halve the windows of such a service would never end.
    """
    seen = [entry.seen for entry in answer if entry.seen]
    inside = sum(window.start - SLACK <= moment <= window.end + SLACK for moment in seen)
    return len(seen) > LEAST_SEEN and inside * 2 < len(seen)


def _day(entry: NamedArticle) -> date | None:
    return entry.seen.astimezone(JAKARTA).date() if entry.seen else None


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def _window(walk: Mapping[str, Any]) -> Window:
    return Window(datetime.fromtimestamp(walk["start"], UTC), datetime.fromtimestamp(walk["end"], UTC))
