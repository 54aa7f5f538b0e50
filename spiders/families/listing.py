"""Articles on pages that list them: a site's own search, its tags, its index, its front page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import quote, quote_plus, urljoin

from scrapy import Request
from scrapy.http import Response, TextResponse

from corpus.crawl.way_results import PART_MISSING
from pipelines.storing.items import Entry, Link, Remark
from spiders.families.ladder import Listed
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.anchors import ListedPage, read_anchors
from spiders.parsing.emptiness import is_sent_home, says_it_is_empty, says_no_hits, shows_only_a_rail
from spiders.parsing.site_frame import is_no_page_of_site, stands_in_frame
from spiders.parsing.stated_hits import links_to, names_next, offers_page, stated_hits
from spiders.parsing.topic_words import TopicFilter, holds_any_word
from spiders.parsing.walls import is_wall

FIRST_OF_INDEX = ""  # the term of an index that has no days
MISSING_DAYS = 2  # days that an index need not have yet: the day is young
SAME_DAYS = 2  # times that an index shows its page of the day before again, after which days further back are asked
PROBED_DAYS = (30, 75)  # days further back that are asked before an index is taken to ignore the days
UNREAD_DAYS = 3  # of the newest days of an index, of which none has a usable entry, after which it is left
EMPTY_DAYS = 7  # days without any article, after which a dated index is taken for none
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class ListingSpider(WalkingSpider):
    """An outlet whose pages list its articles. Its ways stand in `ways` or `ladder`.

    The addresses may hold {page} ({page0} counts from 0), or {offset} where a site counts articles (`per_page` of them
    a page), and: `search_url` {query}, `tag_url` {tag}, `index_url` a day formatted as it likes, as {day:%Y/%m/%d}.
    They may be paths on the outlet's own site. A `search_form` with the same fields is sent by POST. `links_at` are CSS
    selectors of the parts of the page that list (else the whole page). An index has no search, so its articles are
    sifted by their titles and addresses (`TopicFilter`); it is walked back for `max_days` at most. One with {section}
    is walked for each of `sections` by itself (names of channels, hosts or front pages); it is a way, or the last rung:
    a section that fails opens nothing else.

    A `search_url` with {first} and {last} is asked in windows of `search_days` days, from the newest back: so a
    search that ends after some pages (`max_pages`) still gives all. Where the answers don't change with the days, the
    site ignores them: the ledger gets `days_ignored`, and no further days are asked for.
    """

    search_url: ClassVar[str | None] = None
    search_form: ClassVar[str | None] = None
    search_days: ClassVar[int] = 7
    per_page: ClassVar[int] = 1
    tag_url: ClassVar[str | None] = "/tag/{tag}?page={page}"
    index_url: ClassVar[str | None] = None
    sections: ClassVar[tuple[str, ...]] = ()
    links_at: ClassVar[tuple[str, ...]] = ()
    max_days: ClassVar[int] = 366
    unsure: ClassVar[frozenset[str]] = frozenset({"search", "tag", "index"})

    @classmethod
    def usual_reach(cls, way: str) -> str:
        """Say of an index without days what it shows: its newest pages, or one page; and of how many sections."""
        usual = super().usual_reach(way)
        if way != "index" or not cls.index_url:
            return usual
        undated = "the newest max_pages pages" if _has_pages(cls.index_url) else "one page"
        pages = usual if "{day" in cls.index_url else undated
        if "{section}" not in cls.index_url:
            return pages
        number = len(cls.sections)
        return f"{pages}, of each of {number} sections" if number > 1 else f"{pages}, of one section"

    # --- the site's own search -----------------------------------------------------------------------

    def begin_search(self) -> Iterator[Request]:
        """Yield the request for the first page of the first query."""
        yield from self.begin_walk("search", self.topic.ask.search if self.search_url else ())

    def ask_search(self, walk: Walk) -> Request:
        """A request for a page of a query's answer, in a window of days where the search is dated."""
        days = self._window(walk) if self._is_dated() else {}
        fields: dict[str, str | date] = {"query": quote_plus(walk.term), **days}
        form = {"method": "POST", "body": self._filled(self.search_form, walk, **fields), "headers": FORM}
        address = self._page(self.search_url, walk, **fields)
        asking = form if self.search_form else {}
        return self.listing(address, self.parse_search, way="search", cb_kwargs=walk.cb_kwargs, **asking)

    def parse_search(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of a page of an answer; a query word must stand beside one of them."""
        here, page = Walk.of(walk), self._read_on(Walk.of(walk), response)
        if shows_only_a_rail(response, here.term, page.beside, page.unused):
            page = ListedPage()
        links, beside = page.links, page.beside
        if not links and (self._is_walled(response) or (not here.open and self._is_odd(response))):
            yield from self.shut("search", "not_a_listing", response)
            return
        if self._is_broken(here, page, response):
            yield from self._past_broken("search", here)
            return
        here = _framed(here, page, response)
        if self._is_dated():
            held = [link for link, text in zip(links, beside, strict=True) if holds_any_word(here.term, text)]
            here = self._compare(here, held, page, response)
        if here.alike:
            yield Remark("days_ignored")
            following = here.next_term()
            yield from (self.ask_search(following),) if following else ()
            return
        last = not _has_pages(f"{self.search_url} {self.search_form}")
        yield from self._page_zero(here, response)
        yield from self.walk_on(
            "search",
            here,
            _entries(links, page),
            query=here.term,
            texts=beside,
            last=last,
            more=_more(here, response),
            stated=None if last or self._is_dated() else stated_hits(response),
            remark="capped" if last and links and names_next(response) else self._says_empty(page, response),
            mark=here.mark,
            empty=self._empty(here, response),
        )

    def _page_zero(self, here: Walk, response: Response) -> Iterator[Listed]:
        """A request for the page before the first, where the first one links to it: the site counts from 0 (Drupal)."""
        if here.page != 1 or here.open or "{page}" not in (self.search_url or "") or self.search_form:
            return
        zero = replace(here, terms=here.terms[:1], page=0)
        request = self.ask_search(zero)
        if links_to(response, request.url):
            yield self.listing(request.url, self.parse_page_zero, way="search", cb_kwargs=zero.cb_kwargs)

    def parse_page_zero(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of the page before the first."""
        page = self._read(response)
        yield from _entries(page.links, page)
        if not (page.links or page.unused):
            yield Remark(self._empty(Walk.of(walk), response))

    def _is_dated(self) -> bool:
        return "{last" in f"{self.search_url} {self.search_form}"

    def _window(self, walk: Walk) -> dict[str, date]:
        """The first and last day of a dated search's window: up to the walk's mark, else up to the newest."""
        last = date.fromisoformat(walk.mark) if walk.mark else self._newest()
        return {"first": max(last - timedelta(days=self.search_days - 1), self.since or date.min), "last": last}

    def _window_before(self, walk: Walk) -> Walk | None:
        """The walk of the same query in the window before; None before `since` or the oldest day of an index."""
        before = self._window(walk)["first"] - timedelta(days=1)
        return walk.at(*walk.terms, mark=before.isoformat()) if before >= (self.since or self._oldest()) else None

    # --- tags ----------------------------------------------------------------------------------------

    def begin_tag(self) -> Iterator[Request]:
        """Yield the request for the first page of the first tag."""
        yield from self.begin_walk("tag", self.topic.ask.tags if self.tag_url else ())

    def ask_tag(self, walk: Walk) -> Request:
        """A request for a page of a tag."""
        address = self._page(self.tag_url, walk, tag=quote(walk.term.lower().replace(" ", "-")))
        return self.listing(address, self.parse_tag, way="tag", cb_kwargs=walk.cb_kwargs)

    def parse_tag(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of a page of a tag."""
        here, page = Walk.of(walk), self._read_on(Walk.of(walk), response)
        if not page.links and self._is_walled(response):
            yield from self.shut("tag", "not_a_listing", response)
            return
        if self._is_broken(here, page, response):
            yield from self._past_broken("tag", here)
            return
        yield from self.walk_on(
            "tag",
            _framed(here, page, response),
            _entries(page.links, page),
            last=not _has_pages(self.tag_url),
            more=_more(here, response),
            remark=self._says_empty(page, response),
            empty=self._empty(here, response),
        )

    def is_optional(self, way: str, term: str) -> bool:
        """True for a tag and for the newest days: that a site doesn't have them says nothing about the way."""
        return way == "tag" or (way == "index" and self._is_young(term, MISSING_DAYS)) or super().is_optional(way, term)

    # --- the index -----------------------------------------------------------------------------------

    def begin_index(self) -> Iterator[Request]:
        """Yield the requests for the newest day's first page, or an undated index's first: one for each section."""
        if self.index_url and TopicFilter.by(self.topic, self.implied).sets:
            term = self._newest().isoformat() if "{day" in self.index_url else FIRST_OF_INDEX
            for section in self.sections if "{section}" in self.index_url else ("",):
                yield self.ask_index(Walk((term,), section=section))

    def ask_index(self, walk: Walk) -> Request:
        """A request for a page of a day's index."""
        day = date.fromisoformat(walk.term) if walk.term else ""
        address = self._page(self.index_url, walk, day=day, section=walk.section)
        return self.listing(address, self.parse_index, way="index", cb_kwargs=walk.cb_kwargs)

    def parse_index(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of an index page that pass the topic's filter; shut the way where it shows no article."""
        here, page = Walk.of(walk), self._read_on(Walk.of(walk), response)
        seen = page.links
        is_odd = self._is_odd(response) or not (page.unused or self._is_young(here.term, EMPTY_DAYS))
        if not seen and (self._is_walled(response) or (is_odd and not here.gave_links)):
            yield from self.shut("index", "no_links", response)
            return
        if self._is_broken(here, page, response):
            yield from self._past_broken("index", here)
            return
        here = _framed(here, page, response)
        here = self._compare(here, seen, page, response) if here.term else here
        topic_filter = TopicFilter.by(self.topic, self.implied)
        links = [link for link in seen if topic_filter.takes(link.url, link.title)]
        if len(here.terms) > 1 or here.alike >= SAME_DAYS:
            yield from (Entry("taken" if link in links else "off_topic", link) for link in seen)
            yield from page.unused
            yield from self._probe(here)
            return
        is_cut = bool(here.term) and self._day_before(here.term) < self._oldest() != self.since
        remark = "capped" if is_cut else self._says_empty(page, response)
        last = not _has_pages(self.index_url)
        more = _more(here, response)
        yield from self.walk_on("index", here, _entries(links, page), seen=seen, last=last, more=more, remark=remark)

    def _probe(self, here: Walk) -> Iterator[Listed]:
        """Ask days further back, where days in a row look the same: feast days do, and so does an index without days.

        The terms of the walk are then the days to ask, and last the day with which it goes on. Where a day further back
        differs, it goes on so; where none does, the rest is not asked.
        """
        if len(here.terms) == 1:
            day = date.fromisoformat(here.term)
            back = {max(day - timedelta(days=days), self._oldest()) for days in PROBED_DAYS}
            onward = self._day_before(here.term)
            days = [day.isoformat() for day in (*sorted(back - {day}, reverse=True), onward)]
            following = replace(here.at(*days), alike=0) if onward >= self._oldest() else None
        elif here.alike and len(here.terms) == 2:
            following = None
        else:
            following = replace(here.at(*(here.terms[1:] if here.alike else here.terms[-1:])), alike=0)
        if following:
            yield self.ask_index(following)
        else:
            yield Remark("days_ignored")
            yield from self.next_rung("index")

    def next_term(self, way: str, walk: Walk, links: Sequence[Link]) -> Walk | None:
        """The walk of the day (index) or window (dated search) before, unless all links of this one were known."""
        of_no_use = walk.unread and not walk.gave_links  # another day's entries would be, too
        if way == "search" and self._is_dated() and not (of_no_use or self._are_known(links)):
            return self._window_before(walk) or super().next_term(way, walk, links)
        if way != "index":
            return super().next_term(way, walk, links)
        if len(walk.terms) > 1:  # a day further back, asked to see whether it differs, failed
            return walk.at(*walk.terms[1:])
        if of_no_use and self._is_young(walk.term, UNREAD_DAYS - 1):  # the day may have nothing but advertisements
            of_no_use = False
        if not walk.term or of_no_use or self._are_known(links):
            return None
        before = self._day_before(walk.term)
        return walk.at(before.isoformat()) if before >= self._oldest() else None

    def _day_before(self, term: str) -> date:
        """The newest day before this one that the index has at another address: of a month it has one page."""
        day = before = date.fromisoformat(term)
        while self._index_of(before) == self._index_of(day) and before >= self._oldest():
            before -= timedelta(days=1)
        return before

    def _index_of(self, day: date) -> str:
        return self._page(self.index_url, Walk(("",)), day=day, section="")

    def _newest(self) -> date:
        return min(self.until or self.today, self.today)

    def _oldest(self) -> date:
        oldest = self._newest() - timedelta(days=self.max_days - 1)
        return max(self.since or oldest, oldest)

    def _is_young(self, term: str, days: int) -> bool:
        """True for one of the newest days of an index; False for an index without days."""
        return bool(term) and self._newest() - date.fromisoformat(term) < timedelta(days=days)

    # --- the front page ------------------------------------------------------------------------------

    def begin_home(self) -> Iterator[Request]:
        """Yield the request for the front page."""
        yield self.listing(f"{self.root()}/", self.parse_home, way="home")

    def parse_home(self, response: Response) -> Iterator[Listed]:
        """Yield all articles on the front page, then the next rung: it shows only the newest."""
        page = read_anchors(response, self.address(), self.links_at)
        if not (page.links or page.unused) or (not page.links and is_wall(response)):
            yield from self.shut("home", "no_links", response)
            return
        yield from _entries(page.links, page)
        yield from self.next_rung("home")

    def listing_unchanged(self, way: str, **cb_kwargs: Any) -> Iterable[Listed]:
        """Go to the next rung behind an unchanged front page."""
        return self.next_rung("home") if way == "home" else super().listing_unchanged(way, **cb_kwargs)

    # --- reading -------------------------------------------------------------------------------------

    def _page(self, template: str | None, walk: Walk, **fields: str | date) -> str:
        return urljoin(f"{self.root()}/", self._filled(template, walk, **fields))

    def _filled(self, template: str | None, walk: Walk, **fields: str | date) -> str:
        offset = (walk.page - 1) * self.per_page
        return (template or "").format(page=walk.page, page0=walk.page - 1, offset=offset, **fields)

    def _read(self, response: Response) -> ListedPage:
        """What a page lists; nothing where the site led on to its front page."""
        return ListedPage() if is_sent_home(response) else read_anchors(response, self.address(), self.links_at)

    def _read_on(self, here: Walk, response: Response) -> ListedPage:
        """What a page of a walk lists; behind the last article, not the banners that the page before had, too."""
        page = self._read(response)
        if here.page == 1 or page.links:
            return page
        return replace(page, unused=[entry for entry in page.unused if self._name(entry) not in here.before])

    def _compare(self, here: Walk, links: Sequence[Link], page: ListedPage, response: Response) -> Walk:
        """Return the walk with the days in a row that gave the same links; a day without news shows others' as well."""
        compared = self.compare_days(here, links)
        return replace(compared, alike=here.alike) if says_it_is_empty(response, page.beside) else compared

    def _says_empty(self, page: ListedPage, response: Response) -> str | None:
        """The remark `nothing_found` on a page without articles of the outlet that says in words that it has no hit."""
        return "nothing_found" if not page.links and says_no_hits(response, page.unused) else None

    def _empty(self, here: Walk, response: Response) -> str:
        """The remark on a page without articles: `nothing_found` if it says so or the way gave links, or `no_links`."""
        return "nothing_found" if here.gave_links or says_no_hits(response) else "no_links"

    def _is_walled(self, response: Response) -> bool:
        """True for a wall, also in the middle of a walk, where it would look like the empty page behind the last."""
        return is_wall(response) and not says_no_hits(response)

    def _is_broken(self, here: Walk, page: ListedPage, response: Response) -> bool:
        """True for a further page of a walk that is none of the site: it would look like the empty one at the end."""
        is_first = not here.open or here.held  # an unanswered nonsense word has no hit
        return not (is_first or page.links or page.unused) and is_no_page_of_site(response, framed=here.framed)

    def _past_broken(self, way: str, here: Walk) -> Iterator[Listed]:
        """Say that a page could not be seen, and go on with the next term."""
        yield Remark(PART_MISSING)
        yield from self._past_the_end(way, here, ended=False)

    def _is_odd(self, response: Response) -> bool:
        return not isinstance(response, TextResponse) or is_wall(response) or is_sent_home(response)


def _entries(links: Iterable[Link], page: ListedPage) -> list[Entry]:
    """The entries of a page: these links are taken, and what was of no use."""
    return [*(Entry("taken", link) for link in links), *page.unused]


def _framed(here: Walk, page: ListedPage, response: Response) -> Walk:
    """The walk, which notes that its pages have the frame of the site."""
    return here if here.framed or not page.links else replace(here, framed=stands_in_frame(response, len(page.links)))


def _more(here: Walk, response: Response) -> bool | None:
    """True where a page names a next one; or where it offers, as another one, the page that it was requested as."""
    return names_next(response) or (here.page > 1 and offers_page(response, here.page)) or None


def _has_pages(template: str | None) -> bool:
    return "{page" in (template or "") or "{offset" in (template or "")
