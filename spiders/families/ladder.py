"""The ways into an outlet that a crawl takes, and the one it tries when another is shut.

A way `x` is a method `begin_x`, which gives its first requests, and methods that read the answers. The ways in
`ways` are all gone. Those in `ladder` are rungs, tried in order: the next one only when the one before was shut.
A site that refuses (401, 403, 407, 451, login, captcha) or was asked too often (429) is never got round: that ends
the ladder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.http import Response

from corpus.reasons import ReasonKind, reason_is
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.basis import ARTICLE_FORM, Basis, read_basis
from spiders.parsing.walls import is_wall

Listed = Entry | Link | Remark | Request | Stated
# How far back a way reaches, as a rule; an outlet says what is otherwise in its `reach`.
REACH = {
    "cdx": "the archive's first capture",
    "commoncrawl": "2008, where it was crawled",
    "data": "the first row",
    "feed": "the newest articles",
    "home": "the front page",
    "index": "day by day, max_days days at most",
    "posts": "the first post",
    "rest": "the first post",
    "search": "max_pages pages a query",
    "search_feed": "max_pages pages a query",
    "sitemap": "what the site lists",
    "tag": "max_pages pages a tag",
}
WORDED = frozenset({"posts", "rest", "search", "search_feed", "tag"})  # ways that ask for the topic's words or tags
WORD_FIELDS = ("{query", "{tag")


class LadderSpider(scrapy.Spider):
    """A spider whose ways in are attributes.

    `rests_on` says of the articles' addresses ("articles") and of each way what they are known from: "2026-07 A" is a
    month and the letter of a source (`spiders.families.basis.MARKS`). What isn't in it is a guess.
    """

    ways: ClassVar[tuple[str, ...]] = ()
    ladder: ClassVar[tuple[str, ...]] = ()
    rests_on: ClassVar[Mapping[str, str]] = {}
    reach: ClassVar[tuple[tuple[str, str], ...]] = ()
    elsewhere: ClassVar[frozenset[str]] = frozenset({"cdx", "commoncrawl"})  # rungs that ask another host

    @classmethod
    def reaches(cls) -> dict[str, str]:
        """How far back each of the outlet's ways reaches."""
        reaches = {way: dict(cls.reach).get(way) or cls.usual_reach(way) for way in (*cls.ways, *cls.ladder)}
        numbers = {name: str(getattr(cls, name, "")) for name in ("max_days", "max_pages")}
        return {way: _filled(text, numbers) for way, text in reaches.items()}

    @classmethod
    def usual_reach(cls, way: str) -> str:
        """How far back such a way reaches, where the outlet says nothing else."""
        return REACH.get(way, "not known")

    @classmethod
    def bases(cls) -> dict[str, Basis | None]:
        """What the articles' addresses and each way rest on; None for a guess."""
        return {fact: read_basis(cls.rests_on.get(fact, "")) for fact in (ARTICLE_FORM, *cls.ways, *cls.ladder)}

    @classmethod
    def finds_by_words(cls) -> bool:
        """True where a way asks the site for the topic's words or tags; else articles are sifted by title and address.

        A word that stands only in an article's text is then not found.
        """
        return any(way in WORDED or _holds_words(cls, way) for way in (*cls.ways, *cls.ladder))

    def begin(self) -> Iterator[Request]:
        """The first listing requests: those of every way, and those of the ladder's first rung."""
        for way in self.ways:
            yield from self.begin_way(way)
        yield from self._first_of(self.ladder)

    def begin_way(self, way: str) -> Iterator[Request]:
        """The first requests of one way in: the method `begin_<way>`."""
        yield from getattr(self, f"begin_{way}")()

    def next_rung(self, way: str, reason: str | None = None) -> Iterator[Request]:
        """The first requests of the rung after this one; none where `way` is the last, or no rung at all.

        Where the host could not be reached, only rungs that ask another host are left.
        """
        if way in self.ladder:
            rungs = self.ladder[self.ladder.index(way) + 1 :]
            host_fails = reason_is(reason, ReasonKind.WHOLE_HOST)
            yield from self._first_of(r for r in rungs if not host_fails or r in self.elsewhere)

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """What to ask instead when a listing could not be had; `cb_kwargs` is the request's own `cb_kwargs`.

        A `Remark` among it says that the failure is an answer all the same, and which.
        """
        return () if refuses(reason, response) else self.next_rung(way, reason)

    def listing_ended(self, way: str, reason: str, **cb_kwargs: Any) -> bool:
        """True where a failure only says that a walk is at its end (the page after the last is a 404)."""
        return False

    def listing_unchanged(self, way: str, **cb_kwargs: Any) -> Iterable[Listed]:
        """What is still to ask where a listing is as it was when it was last walked to its end."""
        return ()

    def shut(self, way: str, reason: str, response: Response) -> Iterator[Listed]:
        """Remark on a listing that answered with something else, then go to the next rung unless we are refused."""
        if is_wall(response):
            yield Remark("wall")
            return
        yield Remark(reason)
        yield from self.next_rung(way)

    def _first_of(self, rungs: Iterable[str]) -> Iterable[Request]:
        return next((requests for rung in rungs if (requests := list(self.begin_way(rung)))), [])


def _holds_words(spider: type, way: str) -> bool:
    """True where an address of the way, or the form that it sends, has a place for a query or a tag."""
    addresses = [getattr(spider, name, None) for name in (f"{way}_url", f"{way}_form", f"{way}_body", f"{way}s")]
    return any(field in str(address) for address in addresses for field in WORD_FIELDS)


def _filled(text: str, numbers: Mapping[str, str]) -> str:
    """Return the text with each placeholder replaced by its number."""
    for name, number in numbers.items():
        text = text.replace(name, number)
    return text


def refuses(reason: str, response: Response | None) -> bool:
    """True where the site wants no more requests (login, forbidden, too many): no other way in is tried instead."""
    return reason_is(reason, ReasonKind.CLOSED) or (response is not None and is_wall(response))
