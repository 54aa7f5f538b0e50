"""The parts of a look at a site that ask for its listings: sitemaps, feeds, indexes, search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from urllib.parse import quote_plus

from scrapy.http import Response, TextResponse

from corpus.sentences import counted
from corpus.urls import join, split
from crawler.scouting.index_pages import (
    IndexForm,
    counted_from_zero,
    day_forms,
    day_in,
    next_pages,
    pages_of_front,
    with_pages,
)
from crawler.scouting.probed_pages import (
    articles_on,
    feed_links,
    index_links,
    is_below,
    is_listed_address,
    month_archives,
    search_word,
    talks_of_wordpress,
)
from crawler.scouting.search_forms import form_searches, posted_searches
from crawler.scouting.search_paging import pagings
from crawler.scouting.stepwise import LookSteps, StepwiseSpider
from pipelines.storing.items import Entry
from spiders.families.feed import read_feed
from spiders.families.sitemap import ROBOTS, named_sitemaps
from spiders.parsing.emptiness import is_sent_home
from spiders.parsing.json_listing import hidden_titles
from spiders.parsing.links import make_entry
from spiders.parsing.sitemap_file import SitemapFile
from spiders.parsing.topic_words import holds

FEEDS = ("/feed/", "/rss", "/rss.xml")
SITEMAPS = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml", "/sitemap-news.xml")
SEARCHES = ("/search?q={query}", "/?s={query}")
NONSENSE = "qxzvkwj"
MOST_NAMED = 3  # sitemaps of those that robots.txt names
MOST_INDEXES = 3  # pages that a front page calls its index
MOST_DAYS = 2  # forms of a day that are tried
DAYS_BACK = (2, 8)  # of an index that shows no day: not the newest one, which its first page may be
MOST_ENTRIES = 2_000  # of a sitemap that are looked at


class ListingProbe(StepwiseSpider):
    """Asks for the listings of a site; `front` is the page that shows its newest articles, None where it has none."""

    def sitemap_steps(self, front: TextResponse | None) -> LookSteps:
        """Ask for the sitemaps that robots.txt names, else for the usual ones."""
        if self.probed.rest or self.probed.posts:
            return
        named: list[str] = []
        yield from self.ask("robots.txt", join(self.probed.home, ROBOTS), lambda r: self._read_robots(r, named))
        for url in named[:MOST_NAMED]:
            yield from self._sitemap(url)
        if self.probed.sitemaps:
            self.probed.sitemaps = [ROBOTS, *self.probed.sitemaps]
            return
        for path in dict.fromkeys((*map(self.below, SITEMAPS), *(SITEMAPS[2:3]))):
            yield from self._sitemap(path)
            if self.probed.sitemaps:
                return

    def _read_robots(self, response: Response, named: list[str]) -> str | None:
        named += [
            url for address in named_sitemaps(response.body) if self.address().owns(url := join(response.url, address))
        ]
        delay = self.crawler.settings["KLIPING_OPERATION"].pace.host(response.url).site_delay
        asks = f"asks for {delay:g} seconds between two requests" if delay else ""
        return "; ".join(filter(None, [f"names {len(named)} sitemaps" if named else "", asks])) or None

    def _sitemap(self, url: str) -> LookSteps:
        """Ask for a sitemap, and for two of those that an index names."""
        children: list[str] = []
        if (yield from self.ask("sitemap", url, lambda r: self._read_sitemap(r, children))) and children:
            for child in children[:1] + children[-1:]:
                yield from self.ask("sitemap", child, lambda r: self._read_sitemap(r, None))

    def _read_sitemap(self, response: Response, children: list[str] | None) -> str | None:
        """Read a sitemap with articles, or an index (whose `children` are then filled; None: it is one of them)."""
        file = SitemapFile(response.body)
        if not file.kind:
            return None
        entries = [(join(response.url, e.url), e) for e in islice(file.all_entries(), MOST_ENTRIES)]
        if file.kind == "sitemapindex":
            if children is None or not self._may_be_written(response.url):
                return None
            children += [url for url, _ in entries if url]
            if not children:
                return None
            self.probed.sitemaps.append(response.url)
            return f"an index of {len(children)} sitemaps"
        self.probed.listings.append(
            (f"sitemap at {response.url}", [self.entry_of(e.url, e.shown, response.url) for _, e in entries])
        )
        news = self.note_listed((url, e.title or "") for url, e in entries if url and e.published)
        others = {url: e.title or "" for url, e in entries if url and not e.published and is_listed_address(url)}
        others = {url: title for url, title in others.items() if self.is_own(url)}
        self.probed.note_articles(dict(islice(others.items(), MOST_ENTRIES)))
        if not (news or others):
            return None
        if children is not None and self._may_be_written(response.url):
            self.probed.sitemaps.append(response.url)
        return counted(len(news) + len(others), "article")

    def feed_steps(self, front: TextResponse | None) -> LookSteps:
        """Ask for the feeds that the front page names, else for the usual ones."""
        if self.probed.rest or self.probed.posts:
            return
        for url in (feed_links(front) if front else [])[:3]:
            yield from self.ask("feed", url, self._read_feed)
        for path in () if self.probed.feeds else map(self.below, FEEDS):
            if (yield from self.ask("feed", path, self._read_feed)):
                return

    def _read_feed(self, response: Response) -> str | None:
        self.probed.wordpress = self.probed.wordpress or talks_of_wordpress(response.body)
        links = read_feed(response.body, response.url, self.address(), self.utc_offset)
        if links is None:
            return None
        self.probed.listings.append((f"feed at {response.url}", links.entries))
        if links and response.url not in self.probed.feeds and self._may_be_written(response.url):
            self.probed.feeds.append(response.url)
            self.note_listed((link.url, link.title or "") for link in links)
        return counted(len(links), "article")

    # --- indexes -------------------------------------------------------------------------------------

    def index_steps(self, front: TextResponse | None) -> LookSteps:
        """Ask for the pages that the front page calls its index, until one has a second page or other days."""
        if self.probed.rest or self.probed.posts or self.probed.wordpress:
            return
        named = [url for url in (index_links(front, self.address()) if front else []) if self.is_own(url)]
        for url in (named or [self.below("/indeks")])[:MOST_INDEXES]:
            page = yield from self._list("index", url)
            if page:
                yield from self._try_index(page)
            if self.probed.indexes:
                return
        form = pages_of_front(front) if front else None
        if front and form:
            first = articles_on(front, self.address())
            second = yield from self._list("second page of the front page", form.at(page=2))
            if second and self._has_others(second, first):
                self.probed.indexes.append(form)

    def _try_index(self, page: TextResponse) -> LookSteps:
        first = articles_on(page, self.address())
        for form in islice(day_forms(page, self.address()), MOST_DAYS):
            for day in self._days(form, first):
                second = yield from self._list("index of a day", form.at(day))
                if second and self._has_others(second, first):
                    self.probed.indexes.append(with_pages(form, second, day))
                    return
        for form in next_pages(page, len(first)):
            second = yield from self._list("second page of the index", form.at(page=2))
            if second and self._has_others(second, first):
                zero = form.is_guess and (yield from self._is_zero(form.address, form.at(page=1), first, second))
                self.probed.indexes.append(counted_from_zero(form) if zero else form)
                return
        self.probed.listing_pages.append(page.url)

    def _is_zero(self, address: str, url: str, first: dict[str, str], second: TextResponse) -> LookSteps:
        """Return True where a guessed form counts from 0: page 1 has no more of the first page than page 2."""
        page = (yield from self._list("first page", url)) if "={page}" in address else None
        ahead, behind = (articles_on(p, self.address()).keys() if p else set() for p in (page, second))
        return page is not None and len(ahead & first.keys()) <= len(behind & first.keys())

    def _days(self, form: IndexForm, articles: dict[str, str]) -> list[date]:
        """The days to try: one that a link names, else one before those in articles' addresses, else two of late."""
        in_addresses = sorted(day for url in articles if (day := day_in(url)))
        if day := form.shown or (in_addresses[0] - timedelta(days=1) if in_addresses else None):
            return [day]
        return [self.today - timedelta(days=back) for back in DAYS_BACK]

    def _has_others(self, page: TextResponse, first: dict[str, str]) -> bool:
        return not articles_on(page, self.address()).keys() <= first.keys()

    def _list(self, what: str, url: str) -> LookSteps:
        """Ask for a page that lists articles; return it, or None where it lists none."""
        self._page: TextResponse | None = None
        return self._page if (yield from self.ask(what, url, self._read_listing)) else None

    def _read_listing(self, response: Response) -> str | None:
        if is_sent_home(response):
            return None
        articles = self.note_page(response)
        if isinstance(response, TextResponse) and (months := month_archives(response, self.address())):
            self.probed.months.setdefault(months[-1], response.url)
        self._page = response if isinstance(response, TextResponse) else None
        return counted(len(articles), "link to an article", "links to articles") if articles and self._page else None

    # --- search --------------------------------------------------------------------------------------

    def search_steps(self, front: TextResponse | None) -> LookSteps:
        """Ask the site's forms, then the usual addresses, for a word of its titles and for one that nobody writes."""
        word = search_word(self.probed.articles.values())
        if self.probed.rest or self.probed.posts or word is None:
            return
        forms = form_searches(front) if front else []
        self.probed.posted = posted_searches(front) if front else []
        for search in dict.fromkeys((*forms, *map(self.below, SEARCHES))):
            self._shown: frozenset[str] = frozenset()
            yield from self.ask("search for nonsense", search.format(query=quote_plus(NONSENSE)), self._read_nonsense)
            page = yield from self._list("search", search.format(query=quote_plus(word)))
            first = articles_on(page, self.address()) if page else {}
            if page and any(url not in self._shown and holds(title.lower(), word) for url, title in first.items()):
                self.probed.searches.append(search)
                yield from self._second_page(page, search, word, first)
                return

    def _read_nonsense(self, response: Response) -> str:
        """Note what a search shows for a word that nobody writes: it shows these links for every word."""
        self._shown = frozenset(articles_on(response, self.address()))
        return counted(len(self._shown), "link to an article", "links to articles")

    def _second_page(self, page: TextResponse, search: str, word: str, first: dict[str, str]) -> LookSteps:
        for paging in pagings(page, search, word, len(first)):
            second = yield from self._list("second page of the search", paging.at(word, 2))
            if second and self._has_others(second, first):
                at = paging.at(word, 1)
                zero = paging.is_guess and (yield from self._is_zero(paging.address, at, first, second))
                address = paging.address.replace("{page}", "{page0}") if zero else paging.address
                self.probed.pagings.append(replace(paging, address=address))
                return

    # --- notes ---------------------------------------------------------------------------------------

    def below(self, path: str) -> str:
        """A path of the site as one of its host, without a doubled slash."""
        return f"{split(self.probed.home).path.rstrip('/')}{path}"

    def is_own(self, url: str) -> bool:
        """True for an address of the site below `home`."""
        return self.address().owns(url) and is_below(url, self.probed.home)

    def _may_be_written(self, url: str) -> bool:
        """True for an address of the site itself that means nothing else in a pattern with {query} and {page}."""
        return self.address().owns(url) and "{" not in url and "}" not in url

    def entry_of(self, address: str, shown: str, base: str = "") -> Entry:
        """What becomes of an entry with this address."""
        return make_entry(self.address(), address, base or self.probed.home, title=shown)

    def note_page(self, response: Response) -> dict[str, str]:
        """Note the articles that a page links to, and return them; those that are not below home are noted apart."""
        every = articles_on(response, self.address())
        own = {url: title for url, title in every.items() if self.is_own(url)}
        self.probed.elsewhere |= dict.fromkeys(url for url in every if url not in own)
        self.probed.note_articles(own)
        if isinstance(response, TextResponse) and not self.probed.hidden:
            self.probed.hidden = hidden_titles(response)
        return own

    def note_listed(self, articles: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Note the articles of a feed or of REST, whatever the form of their addresses, and return them."""
        own: dict[str, str] = {}
        for address, title in articles:
            entry = make_entry(self.address(), address, f"{self.probed.home}/", title=title)
            if entry.link and self.is_own(entry.link.url):
                own[entry.link.url] = entry.link.title or ""
        self.probed.note_articles(own, listed=True)
        return own
