"""The check of a way into an outlet: three searches, and what their answers must have in common.

A word that the outlet must have written about finds pages that hold it; a word that nobody writes finds none; two
words that have nothing to do with each other find different links. A way that fails one of these is no search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from corpus.crawl.ledger import WayReport
from corpus.crawl.listing_counts import UNUSED_IN_WORDS, address_form
from corpus.crawl.trial import WayAnswer
from corpus.crawl.way_results import UNREAD
from corpus.reasons import ReasonKind, reason_is, reason_meaning
from corpus.sentences import counted
from corpus.topics import Ask, Grading, Topic
from corpus.urls import article_key, host_of
from pipelines.storing.items import Entry, Link
from spiders.families.base import OutletSpider
from spiders.families.jsonlist import JsonListSpider
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.topic_words import holds

WayVerdict = Literal["works", "changed", "blocked", "robots", "needs a browser", "could not look", "not asked"]
RELEVANT, UNRELATED, NONSENSE = "BP2MI", "banjir", "qxzvkwjqq"
SEARCHES = frozenset({"posts", "rest", "search", "search_feed"})
DAYS_OF_AN_INDEX = 3  # days that are walked back in an index
LEAST_WORDS = 80  # of an article that was read as it should be
SHELL_WORDS, SHELL_SCRIPTS = 80, 2  # a page with fewer words and so many scripts is filled in by a browser


@dataclass(slots=True)
class SeenLinks:
    """What the ways of one outlet gave: for each way and question the articles' keys, and the words beside them."""

    answers: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


class AnswerRecorder(WalkingSpider):
    """A base class put before an outlet's own: records in `seen` the links that each question gave."""

    seen: ClassVar[SeenLinks]

    def walk_on(self, way: str, walk: Walk, entries: Sequence[Entry | Link], **more: Any) -> Iterator[Any]:
        """Walk as the family does, and record the links with the words beside them."""
        given = [Entry("taken", entry) if isinstance(entry, Link) else entry for entry in entries]
        links = [entry.link for entry in given if entry.link and entry.outcome == "taken"]
        texts = more.get("texts") or [f"{link.title} {link.text}" for link in links]
        answer = self.seen.answers[(way, walk.term)]
        for link, text in zip(links, texts, strict=False):
            answer[article_key(link.url, self.address())] = f"{link.title} {text} {link.url}".lower()
        return super().walk_on(way, walk, entries, **more)


def gated(spider: type[OutletSpider]) -> type[OutletSpider]:
    """A subclass of the outlet for a check: one page a question, each way asked whatever the others answer."""
    if not issubclass(spider, WalkingSpider):

        class CheckedOutlet(spider):  # type: ignore[misc, valid-type]
            pass
    else:

        class CheckedOutlet(AnswerRecorder, spider):  # type: ignore[misc, valid-type, no-redef]
            max_pages = 1
            max_windows = 1
            max_days = DAYS_OF_AN_INDEX

    CheckedOutlet.ways = tuple(dict.fromkeys((*spider.ways, *spider.ladder)))
    CheckedOutlet.ladder = ()
    CheckedOutlet.seen = SeenLinks()
    return CheckedOutlet


def questions() -> Topic:
    """Return the topic of the check: its three search words."""
    return Topic("check", "Check", Ask(search=(RELEVANT, UNRELATED, NONSENSE), tags=("bp2mi",)), Grading((RELEVANT,)))


def is_search(spider: type[OutletSpider], way: str) -> bool:
    """Return True for a way that is asked for words: a family's search, or a list sent as JSON that is one."""
    return way in SEARCHES or (issubclass(spider, JsonListSpider) and way in spider.searches())


def verdict(
    way: str, answer: WayAnswer | None, seen: SeenLinks, page: bytes | None, usable: int = 0, *, search: bool = False
) -> tuple[WayVerdict, str | None]:
    """The verdict on a way, and the reason. `page` is the answer that the ledger's reason is about.

    `usable` is how many of its entries have an article's address that can be read. A way works where it gave links; one
    that is no search (a feed, a sitemap) also where entries came that are not on the check's topic.
    """
    if answer is None:
        return "not asked", None
    if answer.reason == "robots":
        return "robots", None
    if answer.reason and reason_is(answer.reason, ReasonKind.CLOSED):
        return "blocked", f"{answer.reason}: {reason_meaning(answer.reason)}"
    fault = _fault_of_search(way, seen) if search else None
    if (
        answer.answer == "answered"
        and not fault
        and (answer.links or answer.reason is None or reason_is(answer.reason, ReasonKind.SOUND))
    ):
        return ("works", None) if answer.links or (usable and not search) else ("changed", "nothing found")
    if page is not None and is_shell(page) and answer.reason != UNREAD:
        return "needs a browser", None
    if answer.reason == "tls":
        return "could not look", f"tls: {reason_meaning('tls')}"
    if reason_is(answer.reason, ReasonKind.OUTAGE):
        return "could not look", answer.reason
    if answer.answer == "failed":  # what it answered says more than that nothing was found in it
        return "changed", answer.reason or fault
    return "changed", fault or answer.reason


def unused_in_words(report: WayReport) -> list[str]:
    """Return what entries of a way could not be used: how many, and the forms, hosts or words that were not known."""
    shown = {
        "unreadable": report.examples.get("unreadable", ()),
        "other_host": tuple(host_of(url) or url for url in report.examples.get("other_host", ())),
        "unknown_form": tuple(address_form(url) for url in report.examples.get("unknown_form", ())),
    }
    entries = counted(report.entries or 0, "entry", "entries")
    return [
        f"{number} of {entries} {words[number != 1]}: {', '.join(dict.fromkeys(shown[outcome]))}"
        for outcome, words in UNUSED_IN_WORDS.items()
        if (number := report.outcomes.get(outcome))
    ]


def usable_entries(report: WayReport) -> int:
    """Return how many entries of a way have an article's address that can be read."""
    return sum(n for outcome, n in report.outcomes.items() if outcome not in UNUSED_IN_WORDS)


def _fault_of_search(way: str, seen: SeenLinks) -> str | None:
    """Why the search fails the three questions; None where it passes."""
    relevant, unrelated, nonsense = (seen.answers.get((way, term), {}) for term in (RELEVANT, UNRELATED, NONSENSE))
    if not relevant:
        return "nothing found"
    if not any(holds(text, RELEVANT.lower()) for text in relevant.values()):
        return "the word stands nowhere in what it found"
    if nonsense:
        return "a word that nobody writes finds pages"
    if relevant.keys() == unrelated.keys():
        return "two words find the same pages"
    return None


def is_shell(page: bytes) -> bool:
    """True for a page without text of its own that scripts are to fill in."""
    html = page.decode("utf-8", "replace")
    scripts = len(re.findall(r"<script\b", html, re.IGNORECASE))
    bare = re.sub(r"<(script|style|noscript)\b.*?</\1>|<[^>]*>", " ", html, flags=re.IGNORECASE | re.DOTALL)
    return scripts >= SHELL_SCRIPTS and len(bare.split()) < SHELL_WORDS


def article_fault(reason: str | None, article: str) -> tuple[WayVerdict, str]:
    """The verdict on a way that gave links to articles of which the newest could not be read as one, and the reason."""
    if reason and reason_is(reason, ReasonKind.CLOSED):
        return "blocked", f"article: {reason}: {reason_meaning(reason)}"
    return ("robots" if reason == "robots" else "changed"), f"article: {article}"


def article_verdict(row: Mapping[str, Any] | None, why: str | None) -> tuple[bool, str]:
    """Return whether the newest article has a title, a date and 80 words, and a sentence about it."""
    if row is None:
        return False, f"none: {why}" if why else "none"
    missing = [name for name, there in (("no date", row["published_day"]), ("no title", row["title"])) if not there]
    missing += [f"{row['words']} words"] if row["words"] < LEAST_WORDS else []
    summary = f"{row['title']} ({row['published_day'] or 'undated'}, {row['words']} words)"
    return not missing, summary if not missing else f"{', '.join(missing)}: {summary}"
