"""Ask Media Cloud for windows of days and store what it names (`ask_windows`).

The windows are rows of the frontier: one that was answered to its last page is not asked again, and a run that was
killed goes on with the others. A page's addresses and its ledger row are written in one transaction.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from corpus.crawl import runs
from corpus.crawl.frontier_entries import FrontierEntry, Leased
from corpus.crawl.listing_counts import EntryCounts, EntryOutcome
from corpus.crawl.runs import ListingAnswer
from corpus.models import Outlet
from corpus.reasons import ReasonKind, ledger_answer, reason_is
from corpus.urls import article_key, clean_url
from crawler.discovery.article_owners import ArticleOwners
from crawler.discovery.mediacloud_service import MediaCloud, MediaStory, ServiceError, StoryPage, host_of_service
from crawler.run.operation import Operation

MEDIA_CLOUD = "mediacloud"
SETTLED = timedelta(days=2)  # Media Cloud adds stories late: windows that end later are asked again in each run
MOST_STORY_PAGES = 500  # of one window; what is beyond is `capped`
MOST_FAILURES = 3  # windows in a row
LONGEST_QUESTION = 2_000  # characters


@dataclass(slots=True)
class MediaCloudPlan:
    """What to ask: the questions, the first and last day, days of a window, collections, and how many requests.

    `heard` gets the service's sentences on what it refused, `closed` is True where it wants no more requests.
    """

    questions: tuple[str, ...]
    first: date
    last: date
    days: int
    collections: tuple[int, ...] = ()
    limit: int | None = None
    heard: list[str] = field(default_factory=list)
    closed: bool = False
    answered: int = 0
    failed: int = 0


def question_of_topic(searches: Sequence[str]) -> tuple[str, ...]:
    """Return the question for a topic's searches: any of them, each with all its words; in Media Cloud's language.

    >>> question_of_topic(["BP2MI pegawai", "disiplin"])
    ('(BP2MI AND pegawai) OR disiplin',)
    """
    parts = []
    for search in dict.fromkeys(searches):
        if words := [word for word in re.findall(r"\w+(?:[-.']\w+)*", search) if word not in {"AND", "OR", "NOT"}]:
            terms = [word if word.isalnum() else f'"{word}"' for word in words]
            parts.append(f"({' AND '.join(terms)})" if len(terms) > 1 else terms[0])
    groups: list[str] = []
    for part in parts:
        joined = f"{groups[-1]} OR {part}" if groups else part
        if groups and len(joined) <= LONGEST_QUESTION:
            groups[-1] = joined
        else:
            groups.append(part)
    return tuple(groups)


def day_ranges(first: date, last: date, days: int) -> Iterator[tuple[date, date]]:
    """Yield ranges of days (both ends belong to them), newest first, on a grid that is the same in every run.

    >>> [(str(a), str(b)) for a, b in day_ranges(date(2024, 1, 30), date(2024, 2, 10), 10)]
    [('2024-02-04', '2024-02-10'), ('2024-01-30', '2024-02-03')]
    """
    place = last.toordinal() // days * days
    while place + days > first.toordinal():
        yield max(first, date.fromordinal(max(place, 1))), min(last, date.fromordinal(place + days - 1))
        place -= days


def ask_windows(
    operation: Operation, service: MediaCloud, owners: ArticleOwners, plan: MediaCloudPlan, url: str
) -> None:
    """Ask for every window that was not answered, and store what comes. KeyboardInterrupt leaves the rest waiting."""
    host = host_of_service(url)
    operation.corpus.put_outlet(Outlet(MEDIA_CLOUD, "Media Cloud", "other", host))
    with operation.corpus.transaction():
        for question in plan.questions:
            for first, last in day_ranges(plan.first, plan.last, plan.days):
                operation.frontier.discover(_row(operation, question, first, last, plan.collections, url), retry="all")
    in_a_row = service.requests = 0  # that for the collections is no page of stories
    while not plan.closed and in_a_row < MOST_FAILURES and _may_ask(service, plan):
        rows = operation.frontier.claim(MEDIA_CLOUD, "listing", 1)
        if not rows:
            return
        in_a_row = 0 if _ask_window(operation, service, owners, plan, rows[0]) else in_a_row + 1


def _may_ask(service: MediaCloud, plan: MediaCloudPlan) -> bool:
    return plan.limit is None or service.requests < plan.limit


def _row(
    operation: Operation, question: str, first: date, last: date, collections: Sequence[int], url: str
) -> FrontierEntry:
    """The row of a window. Its key is the same in every run, but for days that may still get more."""
    request = {"question": question, "first": str(first), "last": str(last), "collections": list(collections)}
    is_settled = last + SETTLED < operation.now().date()
    name = f"{request} {'' if is_settled else operation.run_id}"
    key = f"{MEDIA_CLOUD} {hashlib.sha256(name.encode()).hexdigest()[:24]}"
    return FrontierEntry(
        MEDIA_CLOUD, "listing", MEDIA_CLOUD, key, f"{url}/search/story-list", request=request, priority=last.toordinal()
    )


def _ask_window(
    operation: Operation, service: MediaCloud, owners: ArticleOwners, plan: MediaCloudPlan, row: Leased
) -> bool:
    """Ask for the pages of a window; True where it could be read to its end."""
    first, last = date.fromisoformat(row.request["first"]), date.fromisoformat(row.request["last"])
    token: str | None = None
    for number in range(1, MOST_STORY_PAGES + 1):
        if not _may_ask(service, plan):
            operation.frontier.release([row.id])
            return True
        try:
            # One day more: it is not said whether the last one belongs to the answer.
            page = service.stories(
                row.request["question"], first, last + timedelta(days=1), row.request["collections"], token
            )
        except ServiceError as error:
            _note_failure(operation, service, plan, row, error)
            return False
        token = page.token
        is_last = token is None or number == MOST_STORY_PAGES
        with operation.corpus.transaction():
            _keep(operation, service, owners, row, page, "capped" if token and is_last else None)
            if is_last:
                operation.frontier.finish(row.id)
        plan.answered += 1
        if is_last:
            return True
    return True


def note_failed_start(
    operation: Operation, service: MediaCloud, plan: MediaCloudPlan, error: ServiceError, url: str
) -> None:
    """Note that not even the collections could be asked for."""
    operation.corpus.put_outlet(Outlet(MEDIA_CLOUD, "Media Cloud", "other", host_of_service(url)))
    _note_failure(operation, service, plan, None, error)


def _note_failure(
    operation: Operation, service: MediaCloud, plan: MediaCloudPlan, row: Leased | None, error: ServiceError
) -> None:
    plan.failed += 1
    plan.closed = reason_is(error.reason, ReasonKind.CLOSED)
    if error.sentence:
        plan.heard.append(error.sentence)
    with operation.corpus.transaction():
        if row is not None:
            operation.frontier.finish(row.id, failed=error.reason)
        answer = ledger_answer(error.reason, failed=True)
        listing = ListingAnswer(MEDIA_CLOUD, MEDIA_CLOUD, service.requested_url, operation.now(), answer, error.reason)
        runs.note_listing(operation.corpus, operation.run_id, listing)


def _keep(
    operation: Operation,
    service: MediaCloud,
    owners: ArticleOwners,
    row: Leased,
    page: StoryPage,
    remark: str | None,
) -> None:
    """Store the addresses of a page and its row of the ledger, in the open transaction."""
    results: list[tuple[EntryOutcome, str]] = []
    new = 0
    for story in page.stories:
        outcome = owners.outcome(story.url)
        if outcome == "taken" and story.day and not row.request["first"] <= str(story.day) <= row.request["last"]:
            outcome = "outside"  # of the day more that was asked for, which is the next window's
        if outcome == "taken":
            state = operation.frontier.discover(_article(operation, owners, story, row.id))
            outcome = "taken" if state in {"new", "reopened"} else "known"
            new += state in {"new", "reopened"}
        results.append((outcome, str(story.url or story.title or "")))
    counts = EntryCounts.of(results)
    reason = remark or (None if page.stories else "nothing_found")
    if counts.is_unread:
        reason = "unread_entries"
    runs.note_listing(
        operation.corpus,
        operation.run_id,
        ListingAnswer(
            MEDIA_CLOUD,
            MEDIA_CLOUD,
            service.requested_url,
            operation.now(),
            ledger_answer(reason),
            reason,
            links=counts["taken"] + counts["known"],
            new=new,
            counts=counts,
        ),
    )


def _article(operation: Operation, owners: ArticleOwners, story: MediaStory, parent: int) -> FrontierEntry:
    url = clean_url(str(story.url))
    owner = owners.of(url)
    operation.corpus.put_outlet(owner.facts())
    return FrontierEntry(
        owner.name,
        "article",
        MEDIA_CLOUD,
        article_key(url, owner.address()),
        url,
        title=story.title,
        priority=(story.day - date(1970, 1, 1)).days if story.day else 0,
        parent_id=parent,
    )
