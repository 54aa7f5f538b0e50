"""A walk through the pages of a listing: where it stands, and when it ends."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.way_results import DOUBTED
from corpus.reasons import ReasonKind, reason_is
from corpus.urls import article_key
from pipelines.storing.items import Link, Remark
from spiders.families.base import OLDER_ARGUMENT, OutletSpider
from spiders.families.ladder import Listed, refuses
from spiders.parsing.topic_words import is_ignored
from spiders.parsing.walls import is_wall

PAGES_OUTSIDE = 3  # pages in a row wholly out of the window, after which a walk ends
NONSENSE_WORD = "qxzvkwjqq"  # a word that nobody writes: a search that finds pages by it ignores its words
WORD_FIELDS = ("terms", "before", "shown")  # of a walk's fields those that are tuples of words
NEWER_FIELDS = {"found": "gave_links"}  # of a walk that an older version left waiting in a corpus


@dataclass(frozen=True, slots=True)
class Walk:
    """The state of a walk. It travels as JSON in a request's `cb_kwargs`, so that a new process can go on.

    `terms` are asked one after the other; the first is being walked, at `page` (from 1) or, where a site gives
    one, at `mark`. `outside` counts pages in a row out of the window; `before` names the links of the page
    before. `open` is True once the way gave an answer that could be read, `proven` once an answer held the
    words that were asked for, `gave_links` once it gave a link. Where none of the words stood beside the links of an
    answer, they are `held` back (`held_last`, `held_mark`: how the walk goes on behind them) until the search has
    answered a nonsense word, whose links are then named by `nonsense`. In a walk through days `shown` names the links
    of the first page of the days before, and `alike` counts how often in a row that page came again.
    """

    terms: tuple[str, ...]
    page: int = 1
    mark: str | None = None
    outside: int = 0
    before: tuple[str, ...] = ()
    open: bool = False
    proven: bool = False
    gave_links: bool = False
    held: tuple[Link, ...] = ()
    held_last: bool = False
    held_mark: str | None = None
    nonsense: tuple[str, ...] | None = None
    shown: tuple[str, ...] = ()
    alike: int = 0

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Walk:
        """The walk, read from its JSON values."""
        held = tuple(_link_of(link) for link in state.get("held", ()))
        nonsense = None if state.get("nonsense") is None else tuple(state["nonsense"])
        plain = {name: tuple(state.get(name, ())) for name in WORD_FIELDS}
        own = {NEWER_FIELDS.get(name, name): value for name, value in state.items()}
        return cls(**{**own, **plain, "held": held, "nonsense": nonsense})

    @property
    def cb_kwargs(self) -> dict[str, Any]:
        """The walk as JSON values: the `cb_kwargs` of the request that goes on with it."""
        held = [{**asdict(link), "day": link.day.isoformat() if link.day else None} for link in self.held]
        nonsense = None if self.nonsense is None else list(self.nonsense)
        plain = {name: list(getattr(self, name)) for name in WORD_FIELDS}
        return {"walk": {**asdict(self), **plain, "held": held, "nonsense": nonsense}}

    @property
    def term(self) -> str:
        """The term that is being walked."""
        return self.terms[0]

    def next_term(self) -> Walk | None:
        """The walk at the first page of the next term; None after the last."""
        return self.at(*self.terms[1:]) if len(self.terms) > 1 else None

    def at(self, *terms: str, mark: str | None = None) -> Walk:
        """The walk at the first page of other terms."""
        return replace(self, terms=terms, page=1, mark=mark, outside=0, before=())


setattr(Walk, OLDER_ARGUMENT, Walk.cb_kwargs)


class WalkingSpider(OutletSpider):
    """An outlet with listings of several pages. A walking way `x` has a method `ask_x(walk)` giving a request.

    A walk through the pages of one term ends at a page without links, at one whose links were all known
    before this run, at one that repeats the page before, after three pages in a row out of the window, and
    after `max_pages`. A way that is a rung is shut when its first answer fails or can't be read.
    """

    max_pages: ClassVar[int] = 50
    unsure: ClassVar[frozenset[str]] = frozenset()  # ways whose pages show more than the answer

    def begin_walk(self, way: str, terms: Iterable[str]) -> Iterator[Request]:
        """Yield the first request of a walk through these terms."""
        if queue := tuple(terms):
            yield self._request(way, Walk(queue))

    def walk_on(
        self,
        way: str,
        walk: Walk,
        links: Sequence[Link],
        *,
        seen: Sequence[Link] | None = None,
        query: str | None = None,
        texts: Sequence[str | None] | None = None,
        last: bool = False,
        mark: str | None = None,
        remark: str | None = None,
        empty: str = "nothing_found",
        by_day: bool = True,
    ) -> Iterator[Listed]:
        """Hand on a page's links and go on: to the next page, else to the next term.

        `seen` are all article links of the page where only some are handed on. Where a `query` was asked, its
        answer should hold one of its words in `texts` (what the page says of each link; else titles and texts of
        the links): else the site may ignore what it is asked, and a nonsense word tells. `last` says that this
        is the last page, `mark` where the next one begins, `remark` what else goes into the ledger, `empty` what a
        first page without any article is. Where the pages are not in the order of days (an archive's list is in that of
        addresses) neither known links nor days before the window say anything of the next page: `by_day` is False.
        """
        if walk.held:
            yield from self._settle_doubt(way, walk, links)
            return
        seen = links if seen is None else seen
        if query and walk.page == 1 and not walk.proven:
            if is_ignored(query, texts or [f"{link.title} {link.text}" for link in links]):
                yield from self._doubt(way, replace(walk, held=tuple(links), held_last=last, held_mark=mark))
                return
            walk = replace(walk, proven=len(seen) >= 3)
        yield from links
        walk = replace(walk, open=True, gave_links=walk.gave_links or bool(seen), outside=self._outside(walk, seen))
        names = tuple(self._name(link) for link in seen)
        ended = last or self._is_over(walk, names, links, by_day)
        capped = not ended and walk.page >= self.max_pages
        if remark := empty if not seen and walk.page == 1 else "capped" if capped else remark:
            yield Remark(remark)
        onward = replace(walk, page=walk.page + 1, before=names, mark=mark)
        following = self.next_term(way, walk, links) if ended or capped else onward
        if following:
            yield self._request(way, following)
        elif not walk.gave_links and way in self.unsure:
            yield from self.next_rung(way)

    def compare_days(self, walk: Walk, links: Sequence[Link]) -> Walk:
        """Return the walk after a day's first page, with the count of days in a row that gave the same links.

        Three or more links that came with the days before too say that the site ignores the days it is asked for.
        """
        if walk.page > 1:
            return walk
        names = tuple(self._name(link) for link in links)
        return replace(walk, shown=names, alike=walk.alike + 1 if len(names) >= 3 and names == walk.shown else 0)

    def _doubt(self, way: str, walk: Walk) -> Iterator[Listed]:
        """Ask a nonsense word once: the query's words may stand in the bodies of the held articles, or be ignored."""
        if walk.nonsense is None:
            yield Remark(DOUBTED)
            yield self._request(way, replace(walk, terms=(NONSENSE_WORD, *walk.terms)))
        else:
            yield from self._judge(way, walk)

    def _settle_doubt(self, way: str, walk: Walk, links: Sequence[Link]) -> Iterator[Listed]:
        """Judge the held links, now that the nonsense word was answered with these links."""
        names = tuple(self._name(link) for link in links)
        yield from self._judge(way, replace(walk, terms=walk.terms[1:], nonsense=names))

    def _judge(self, way: str, walk: Walk) -> Iterator[Listed]:
        """Mark the search ignored if most held links came for nonsense too; else go on with those that didn't.

        A page may show the newest articles beside its answer, and a post may come in between the two requests.
        """
        assert walk.nonsense is not None
        mine = [link for link in walk.held if self._name(link) not in walk.nonsense]
        onward = replace(walk, held=(), held_last=False, held_mark=None)
        if 2 * len(mine) < len(walk.held):
            yield Remark("search_ignored")
            yield from self._after_ignored(way, onward)
        else:
            onward = replace(onward, proven=True)
            yield from self.walk_on(way, onward, mine, seen=walk.held, last=walk.held_last, mark=walk.held_mark)

    def _after_ignored(self, way: str, walk: Walk) -> Iterator[Request]:
        """Go to the next term of an unsure way, which may show links beside an empty answer; else to the next rung."""
        following = walk.next_term() if way in self.unsure else None
        if following:
            yield self._request(way, following)
        else:
            yield from self.next_rung(way)

    def next_term(self, way: str, walk: Walk, links: Sequence[Link]) -> Walk | None:
        """What is walked when a term is at its end, at a page with these links."""
        return walk.next_term()

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Ask the next term in the middle of a walk; at its beginning shut the way: the next rung."""
        walk = Walk.of(cb_kwargs["walk"]) if "walk" in cb_kwargs else None
        if walk is None or refuses(reason, response):
            return walk.held if walk and walk.held else super().listing_failed(way, reason, response, **cb_kwargs)
        if walk.held:  # many a site answers 404 where there is no hit; what else failed proves nothing against it
            return self._settle_doubt(way, walk, ())
        if not walk.open and not self.is_optional(way, walk.term):
            return self.next_rung(way, reason)
        following = self.next_term(way, walk, ())
        return (self._request(way, following),) if following else ()

    def listing_ended(self, way: str, reason: str, **cb_kwargs: Any) -> bool:
        """True for the 404 (or 400) of the page after the last."""
        walk = Walk.of(cb_kwargs["walk"]) if "walk" in cb_kwargs else None
        return walk is not None and (walk.page > 1 or bool(walk.held)) and reason_is(reason, ReasonKind.PAST_THE_END)

    def listing_unchanged(self, way: str, **cb_kwargs: Any) -> Iterable[Listed]:
        """Ask the next term: the pages behind this one are unchanged, too. The nonsense word still has no hit."""
        if "walk" not in cb_kwargs:
            return super().listing_unchanged(way, **cb_kwargs)
        walk = Walk.of(cb_kwargs["walk"])
        if walk.held:  # the validators of an ignored search are not kept
            return self._settle_doubt(way, walk, ())
        following = walk.next_term()
        return (self._request(way, replace(following, open=True, gave_links=True)),) if following else ()

    def shut(self, way: str, reason: str, response: Response) -> Iterator[Listed]:
        """Shut the way; but where a nonsense word is not answered with a listing, it has no hit."""
        cb_kwargs = response.cb_kwargs if response.request else {}
        walk = Walk.of(cb_kwargs["walk"]) if "walk" in cb_kwargs else None
        if walk and walk.held and not is_wall(response):
            yield from self._settle_doubt(way, walk, ())
        else:
            yield from super().shut(way, reason, response)

    def is_optional(self, way: str, term: str) -> bool:
        """True where the site need not have this term (a tag): a failure then says nothing about the way."""
        return False

    def _request(self, way: str, walk: Walk) -> Request:
        ask: Callable[[Walk], Request] = getattr(self, f"ask_{way}")
        return ask(walk)

    def _is_over(self, walk: Walk, names: Sequence[str], links: Sequence[Link], by_day: bool) -> bool:
        repeats = set(names) <= set(walk.before)
        if not by_day:
            return bool(names) and repeats
        return repeats or walk.outside >= PAGES_OUTSIDE or self._are_known(links)

    def _outside(self, walk: Walk, links: Sequence[Link]) -> int:
        """The number of pages in a row that lie wholly before the window; one that is too new counts as none."""
        before = bool(links) and all(link.day and self.since and link.day < self.since for link in links)
        return walk.outside + 1 if before else 0

    def _are_known(self, links: Sequence[Link]) -> bool:
        return bool(links) and all(self.knows(link.url) for link in links)

    def _name(self, link: Link) -> str:
        return f"{zlib.crc32(article_key(link.url, self.address()).encode('utf-8', 'replace')):08x}"


def _link_of(state: Mapping[str, Any]) -> Link:
    """A link, read from its JSON values."""
    return Link(**{**state, "day": date.fromisoformat(state["day"]) if state["day"] else None})
