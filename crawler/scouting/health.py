"""Does a way into an outlet still do what it should? The gate: three questions, and what their answers have in common.

A word that the outlet must have written about finds pages that hold it; a word that nobody writes finds none; two
words that have nothing to do with each other find different links. A way that fails one of these is no search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from corpus.crawl.trial import WayAnswer
from corpus.models import FAIL_REASONS
from corpus.topics import Ask, Grading, Topic
from corpus.urls import article_key
from pipelines.storing.items import Link
from spiders.families.base import OutletSpider
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.topic_words import holds

Verdict = Literal["works", "changed", "blocked", "robots", "needs a browser", "could not look", "not asked"]
RELEVANT, UNRELATED, NONSENSE = "BP2MI", "banjir", "qxzvkwjqq"
SEARCHES = frozenset({"posts", "rest", "search", "search_feed"})
DAYS_OF_AN_INDEX = 3  # days that are walked back in an index
LEAST_WORDS = 80  # of an article that was read as it should be
BLOCKED = re.compile(r"http_(?:401|403|407|429|451)|wall|given_up")
SHELL_WORDS, SHELL_SCRIPTS = 80, 2  # a page with fewer words and so many scripts is filled in by a browser


@dataclass(slots=True)
class Seen:
    """What the ways of one outlet gave: for each way and question the articles' keys, and the words beside them."""

    answers: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


class AnswerRecorder(WalkingSpider):
    """A base class put before an outlet's own: records in `seen` the links that each question gave."""

    seen: ClassVar[Seen]

    def walk_on(self, way: str, walk: Walk, links: Sequence[Link], **told: Any) -> Iterator[Any]:
        """As the family does, and remember the links and what stands beside them."""
        texts = told.get("texts") or [f"{link.title} {link.text}" for link in links]
        answer = self.seen.answers[(way, walk.term)]
        for link, text in zip(links, texts, strict=False):
            answer[article_key(link.url, self.address())] = f"{link.title} {text} {link.url}".lower()
        return super().walk_on(way, walk, links, **told)


def gated(spider: type[OutletSpider]) -> type[OutletSpider]:
    """A subclass of the outlet for a check: one page a question, each way asked whatever the others answer."""
    if not issubclass(spider, WalkingSpider):

        class CheckedOutlet(spider):  # type: ignore[misc, valid-type]
            pass
    else:

        class CheckedOutlet(AnswerRecorder, spider):  # type: ignore[misc, valid-type, no-redef]
            max_pages = 1
            max_days = DAYS_OF_AN_INDEX

    CheckedOutlet.ways = tuple(dict.fromkeys((*spider.ways, *spider.ladder)))
    CheckedOutlet.ladder = ()
    CheckedOutlet.seen = Seen()
    return CheckedOutlet


def questions() -> Topic:
    """The topic of the check."""
    return Topic("check", "Check", Ask(search=(RELEVANT, UNRELATED, NONSENSE), tags=("bp2mi",)), Grading((RELEVANT,)))


def verdict(way: str, told: WayAnswer | None, seen: Seen, page: bytes | None) -> tuple[Verdict, str | None]:
    """What is to be said of a way, and why. `page` is the answer that the ledger's reason is about."""
    if told is None:
        return "not asked", None
    if told.reason == "robots":
        return "robots", None
    if told.reason and BLOCKED.fullmatch(told.reason):
        return "blocked", told.reason
    fault = _fault_of_search(way, seen) if way in SEARCHES else None
    if told.answer == "answered" and not fault and (told.links or told.reason in {None, "nothing_found", "capped"}):
        return ("works", None) if told.links or way not in SEARCHES else ("changed", "nothing found")
    if page is not None and is_shell(page):
        return "needs a browser", None
    if told.reason == "tls":
        return "could not look", f"tls: {FAIL_REASONS['tls']}"
    if told.reason and re.fullmatch(r"timeout|connection|dns|http_5\d\d|robots_unreachable|cut_short", told.reason):
        return "could not look", told.reason
    if told.answer == "failed":  # what it answered says more than that nothing was found in it
        return "changed", told.reason or fault
    return "changed", fault or told.reason


def _fault_of_search(way: str, seen: Seen) -> str | None:
    """Which of the three questions a search failed."""
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


def article_verdict(row: Mapping[str, Any] | None, why: str | None) -> tuple[bool, str]:
    """Whether the newest article was read as it should be: a title, a date, 80 words."""
    if row is None:
        return False, f"none: {why}" if why else "none"
    missing = [name for name, there in (("no date", row["published_day"]), ("no title", row["title"])) if not there]
    missing += [f"{row['words']} words"] if row["words"] < LEAST_WORDS else []
    told = f"{row['title']} ({row['published_day'] or 'undated'}, {row['words']} words)"
    return not missing, told if not missing else f"{', '.join(missing)}: {told}"
