"""A walk through the pages of a listing: how it goes on from page to page, and from one term to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.listing_counts import EntryOutcome
from corpus.crawl.way_results import DOUBTED
from corpus.reasons import ReasonKind, reason_is
from corpus.urls import article_key
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed, refuses
from spiders.families.walk_state import PAGES_OUTSIDE, Walk, WalkPage, name_of, oldest_day
from spiders.parsing.links import without_namesakes
from spiders.parsing.topic_words import is_ignored
from spiders.parsing.walls import is_wall

__all__ = ["NONSENSE_WORD", "Walk", "WalkingSpider"]

CUT_SHORT = "cut_short"
NONSENSE_WORD = "qxzvkwjqq"  # a word that nobody writes: a search that finds pages by it ignores its words


class WalkingSpider(OutletSpider):
    """An outlet with listings of several pages. A walking way `x` has a method `ask_x(walk)` giving a request.

    A walk through the pages of one term ends at a page without entries, at one that came before, at the site's own
    total or where the answer names no next page (`WalkPage.ends`), at a page whose links were all known before this
    run, after three pages in a row out of the window, and after `max_pages`; never because a page is short. Where it
    ends with fewer entries than the site has by its own count, or at `max_pages`, a way that is `dated` goes on with
    what is as old as the oldest that it gave, for `max_windows` in all; else the ledger has `capped`. A way that is a
    rung is shut when its first answer fails or can't be read, or when entries came and no term gave one of use.
    """

    max_pages: ClassVar[int] = 50
    max_windows: ClassVar[int] = 10
    unsure: ClassVar[frozenset[str]] = frozenset()  # ways whose pages show more than the answer
    dated: ClassVar[frozenset[str]] = frozenset()  # ways that can be asked for what was published up to a day

    def begin_walk(self, way: str, terms: Iterable[str]) -> Iterator[Request]:
        """Yield the first request of a walk through these terms."""
        if queue := tuple(terms):
            yield self._request(way, Walk(queue))

    def walk_on(
        self,
        way: str,
        walk: Walk,
        entries: Sequence[Entry | Link],
        *,
        seen: Sequence[Link] | None = None,
        query: str | None = None,
        texts: Sequence[str | None] | None = None,
        last: bool = False,
        more: bool | None = None,
        stated: int | None = None,
        mark: str | None = None,
        remark: str | None = None,
        empty: str = "nothing_found",
        by_day: bool = True,
    ) -> Iterator[Listed]:
        """Hand on a page's entries and go on: to the next page, else to the next term.

        A link whose article another link of the page would be taken for is of unknown form (`without_namesakes`).
        A bare link is an entry that is taken; `seen` are all article links of the page where only some are handed on
        so (the others are off topic). Where a `query` was asked, its answer should hold one of its words in `texts`
        (what the page says of each link that is taken; else titles and texts of the links): else the site may ignore
        what it is asked, and a nonsense word tells. `last` says that no further page can be asked for, `more` whether
        the answer itself names one, `stated` how many articles the whole answer has by the site's own count, `mark`
        where the next page begins. `remark` is what else goes into the ledger ("nothing_found": the page says in words
        that it has no hit, whatever it shows), `empty` what a first page without any entry is. Where the pages are not
        in the order of days (an archive's list is in that of addresses) neither known links nor days before the window
        say anything of the next page: `by_day` is False.
        """
        given = without_namesakes(_as_entries(entries, seen), self.address())
        if walk.held:
            yield from self._settle_doubt(way, walk, given)
            return
        taken, usable = _links(given, "taken"), _links(given, "taken", "off_topic")
        if query and walk.page == 1 and not (walk.proven or walk.windows):
            if is_ignored(query, texts or [f"{link.title} {link.text}" for link in taken]):
                doubted = replace(walk, held=tuple(given), held_last=last, held_mark=mark)
                yield from self._doubt(way, replace(doubted, held_more=more, held_stated=stated))
                return
            walk = replace(walk, proven=len(usable) >= 3)
        yield from given
        is_empty = remark == "nothing_found"
        names = () if is_empty else tuple(self._name(entry) for entry in given)
        fresh = walk.fresh(names, given)
        if remark == CUT_SHORT and fresh and given[-1].outcome == "unreadable":
            fresh -= 1  # the piece behind the fault, which may come whole with the next page
        page = WalkPage(names, fresh, last, more, stated, by_day, oldest_day(usable))
        unread = not usable and (bool(names) or bool(stated and not walk.came and not is_empty))
        walk = replace(
            walk.with_page(page),
            open=True,
            gave_links=walk.gave_links or bool(usable),
            unread=walk.unread or unread,
            outside=self._outside(walk, usable),
        )
        yield from self._leave_page(way, walk, page, taken, mark, remark, empty)

    def _leave_page(
        self,
        way: str,
        walk: Walk,
        page: WalkPage,
        links: Sequence[Link],
        mark: str | None,
        remark: str | None,
        empty: str,
    ) -> Iterator[Listed]:
        """Say how far the walk has come, and go on to the next page, window, term or rung."""
        is_first = walk.page == 1 and not walk.windows
        is_known = self._are_known(links) and remark != CUT_SHORT
        shown_out = page.by_day and (walk.outside >= PAGES_OUTSIDE or is_known)
        at_end = page.ends(walk) or (page.by_day and walk.unread and not walk.gave_links)
        is_again = page.more is True and bool(page.names) and set(page.names) <= set(walk.before)
        cut = not shown_out and (walk.lacks or is_again if at_end else walk.page >= self.max_pages)
        onward = walk.onward(page, mark)
        if shown_out or at_end or cut:
            window = self._window_behind(way, onward if page.names else walk) if cut else None
            cut = cut and window is None
            following = window or self.next_term(way, walk, links)
        else:
            following = onward
        if not page.names and is_first and not remark:
            remark = "unread_entries" if walk.unread and page.stated else empty
        elif cut and remark != CUT_SHORT:
            remark = "capped"
        if page.stated is not None or cut:
            yield from self._state(walk, page.stated)
        if remark:
            yield Remark(remark)
        yield from self._follow(way, walk, following)

    def _state(self, walk: Walk, stated: int | None) -> Iterator[Listed]:
        """The site's own count, of this page or else of the first, and how many entries came so far."""
        total = walk.stated if stated is None else stated
        if total is not None:
            yield Stated(total, walk.came)

    def _window_behind(self, way: str, walk: Walk) -> Walk | None:
        """The walk behind the oldest article of one that was cut; None where the way has no days, or there is none."""
        return walk.window_before() if way in self.dated and walk.windows < self.max_windows - 1 else None

    def _follow(self, way: str, walk: Walk, following: Walk | None) -> Iterator[Request]:
        """The request of what is walked next; the next rung where all terms gave nothing that could be used."""
        if following:
            yield self._request(way, following)
        elif not walk.gave_links and (way in self.unsure or walk.unread):
            yield from self.next_rung(way)

    def compare_days(self, walk: Walk, links: Sequence[Link]) -> Walk:
        """Return the walk after a day's first page, with the count of days in a row that gave the same links.

        Three or more links that came with the days before too say that the site ignores the days it is asked for. A day
        with only some links of the last full one (a rail that stands on every page) or none is quiet, and says nothing.
        """
        if walk.page > 1:
            return walk
        names = tuple(self._name(Entry("taken", link)) for link in links)
        if set(names) < set(walk.shown):
            return replace(walk, alike=0)
        return replace(walk, shown=names, alike=walk.alike + 1 if len(names) >= 3 and names == walk.shown else 0)

    def _doubt(self, way: str, walk: Walk) -> Iterator[Listed]:
        """Ask a nonsense word once: the query's words may stand in the bodies of the held articles, or be ignored."""
        if walk.nonsense is None:
            yield Remark(DOUBTED)
            yield self._request(way, replace(walk, terms=(NONSENSE_WORD, *walk.terms)))
        else:
            yield from self._judge(way, walk)

    def _settle_doubt(self, way: str, walk: Walk, entries: Sequence[Entry]) -> Iterator[Listed]:
        """Judge the held entries, now that the nonsense word was answered with these."""
        names = tuple(self._name(entry) for entry in entries if entry.link)
        yield from self._judge(way, replace(walk, terms=walk.terms[1:], nonsense=names))

    def _judge(self, way: str, walk: Walk) -> Iterator[Listed]:
        """Mark the search ignored if most held links came for nonsense too; else go on with those that didn't.

        A page may show the newest articles beside its answer, and a post may come in between the two requests. A link
        that came for nonsense too is off topic. The row of the nonsense word has the held entries.
        """
        assert walk.nonsense is not None
        foreign = set(walk.nonsense)
        entries = [replace(e, outcome="off_topic") if e.link and self._name(e) in foreign else e for e in walk.held]
        onward = replace(walk, held=(), held_last=False, held_mark=None, held_more=None, held_stated=None)
        if 2 * len(_links(entries, "taken")) < len(_links(walk.held, "taken")):
            yield from (replace(entry, outcome="off_topic") if entry.link else entry for entry in walk.held)
            yield Remark("search_ignored")
            yield from self._after_ignored(way, onward)
        else:
            onward = replace(onward, proven=True)
            yield from self.walk_on(
                way,
                onward,
                entries,
                last=walk.held_last,
                mark=walk.held_mark,
                more=walk.held_more,
                stated=walk.held_stated,
            )

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
        return self._past_the_end(way, walk, self.listing_ended(way, reason, **cb_kwargs))

    def _past_the_end(self, way: str, walk: Walk, ended: bool) -> Iterator[Listed]:
        """Go on behind the page after the last; a walk that lacks some of the site's own count is told as capped."""
        following = self._window_behind(way, walk) if ended and walk.lacks else None
        if ended and walk.lacks and following is None:
            yield from self._state(walk, None)
            yield Remark("capped")
        yield from self._follow(way, walk, following or self.next_term(way, walk, ()))

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

    def _outside(self, walk: Walk, links: Sequence[Link]) -> int:
        """The number of pages in a row that lie wholly before the window; one that is too new counts as none."""
        before = bool(links) and all(link.day and self.since and link.day < self.since for link in links)
        return walk.outside + 1 if before else 0

    def _are_known(self, links: Sequence[Link]) -> bool:
        return bool(links) and all(self.knows(link.url) for link in links)

    def _name(self, entry: Entry) -> str:
        return name_of(article_key(entry.link.url, self.address()) if entry.link else entry.shown)


def _as_entries(entries: Sequence[Entry | Link], seen: Sequence[Link] | None) -> list[Entry]:
    """A page's entries, bare links among them as taken; links that were only `seen` are off topic."""
    given = [Entry("taken", entry) if isinstance(entry, Link) else entry for entry in entries]
    taken = {entry.link for entry in given}
    return given + [Entry("off_topic", link) for link in seen or () if link not in taken]


def _links(entries: Iterable[Entry], *outcomes: EntryOutcome) -> list[Link]:
    """The links of the entries with these outcomes."""
    return [entry.link for entry in entries if entry.link and entry.outcome in outcomes]
