"""One polite look at a site for the ways into it: front page, REST, Blogger's JSON, feeds, sitemaps, search.

The probe is an outlet like any other, so robots.txt, pace, guard and archive hold for it as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import quote_plus

from scrapy import Request
from scrapy.http import Response, TextResponse

from corpus.crawl.listing_counts import EntryCounts, unused_entries
from corpus.urls import join, split
from crawler.scouting.search_forms import form_searches
from crawler.scouting.search_paging import Paging, pagings
from pipelines.storing.items import Entry
from spiders.families.base import OutletSpider
from spiders.families.feed import read_feed
from spiders.families.ladder import Listed
from spiders.families.sitemap import ROBOTS, named_sitemaps
from spiders.parsing.anchors import read_anchors
from spiders.parsing.json_answers import any_json
from spiders.parsing.links import make_entry
from spiders.parsing.rest_answers import POST_ADDRESS_FIELDS, POST_TITLE_FIELDS, first_text, posts_in
from spiders.parsing.sitemap_file import SitemapFile
from spiders.parsing.story_addresses import is_article_address
from spiders.parsing.topic_words import holds, query_words

REST = "/wp-json/wp/v2/posts?per_page=5&_fields=link,title"
POSTS = "/feeds/posts/default?alt=json&max-results=5"
FEEDS = ("/feed/", "/rss", "/rss.xml")
SITEMAPS = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml", "/sitemap-news.xml")
SEARCHES = ("/search?q={query}", "/?s={query}")
FEED_LINKS = "link[rel=alternate][type*=rss]::attr(href), link[rel=alternate][type*=atom]::attr(href)"
NONSENSE = "qxzvkwj"
WORDPRESS = re.compile(
    rb"/wp-(?:content|includes)/|<meta[^>]+generator[^>]+WordPress|<generator>https?://wordpress\.org", re.IGNORECASE
)
MOST_NAMED = 3  # sitemaps of those that robots.txt names
MOST_ENTRIES = 2_000  # of a sitemap that are looked at
LONG = 7  # letters; shorter words that many titles hold are "dengan" and "untuk"


@dataclass(slots=True)
class Probed:
    """What the probe saw: the site's name, ways that answered, and articles' addresses with their titles."""

    title: str | None = None
    moved: str | None = None  # the other site that the front page leads to
    wordpress: bool = False  # it is WordPress by its own signs, whatever it answers
    rest: bool = False
    posts: bool = False
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    pagings: dict[int, Paging] = field(default_factory=dict)  # of the first search: how its second page is asked
    nonsense: dict[str, set[str]] = field(default_factory=dict)  # what each search shows for a word that nobody writes
    articles: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)  # a sentence for each listing whose entries can't be used
    tried: dict[str, str] = field(default_factory=dict)


class ProbeSpider(OutletSpider):
    """Asks a site for each way in once; subclasses name the site. What it meets is in `probed`."""

    probed: ClassVar[Probed]
    ways: ClassVar[tuple[str, ...]] = ("probe",)

    def begin_probe(self) -> Iterator[Request]:
        """Yield requests for the front page and for the usual addresses of known software."""
        yield self._ask("/", self.parse_front)
        yield self._ask(REST, self.parse_json)
        yield self._ask(POSTS, self.parse_json)
        yield from (self._ask(path, self.parse_sitemap) for path in SITEMAPS)
        yield from (self._ask(path, self.parse_feed) for path in FEEDS)

    def parse_front(self, response: Response) -> Iterator[Listed]:
        """Read the front page: the site's name, its feeds, its search form, and articles."""
        if not self.address().owns(response.url):
            parts = split(response.url)
            self.probed.moved = f"{parts.scheme}://{parts.netloc}/"
            return
        if not isinstance(response, TextResponse):
            return
        self.probed.wordpress = self.probed.wordpress or bool(WORDPRESS.search(response.body))
        self.probed.title = response.css("meta[property='og:site_name']::attr(content), title::text").get()
        for href in response.css(FEED_LINKS).getall()[:3]:
            if join(response.url, href):
                yield self._ask(href, self.parse_feed)
        yield self._ask(ROBOTS, self.parse_robots)
        yield from self._note_articles(response)
        word = _word(self.probed.articles.values())
        if word is None:
            return
        for search in dict.fromkeys((*form_searches(response), *SEARCHES)):
            arguments = {"search": search, "word": word}
            yield self._ask(search.format(query=quote_plus(NONSENSE)), self.parse_nonsense, arguments)
            yield self._ask(search.format(query=quote_plus(word)), self.parse_search, arguments)

    def parse_robots(self, response: Response) -> Iterator[Listed]:
        """Yield requests for the sitemaps that robots.txt names."""
        own = [url for url in named_sitemaps(response.body) if self.address().owns(url)]
        usual = {join(f"{self.root()}/", path) for path in SITEMAPS}
        yield from (self._ask(url, self.parse_sitemap) for url in own[:MOST_NAMED] if url not in usual)

    def parse_json(self, response: Response) -> Iterator[Listed]:
        """Read WordPress's posts or Blogger's."""
        answer = any_json(response.body).value
        if isinstance(answer, dict) and isinstance(answer.get("feed"), dict):
            self.probed.posts = self.probed.posts or bool(answer["feed"].get("entry"))
        elif listed_posts := posts_in(answer, lambda post: isinstance(post, dict)):
            posts = [(first_text(p, POST_ADDRESS_FIELDS), p) for p in listed_posts.rows if isinstance(p, dict)]
            self.probed.rest = self.probed.rest or any(address for address, _ in posts)
            self._account("REST", response, (self._entry(address or "", str(post)) for address, post in posts))
            yield from self._keep((address, first_text(p, POST_TITLE_FIELDS) or "") for address, p in posts if address)

    def parse_feed(self, response: Response) -> Iterator[Listed]:
        """Read a feed, and note it if it has articles."""
        self.probed.wordpress = self.probed.wordpress or bool(WORDPRESS.search(response.body))
        links = read_feed(response.body, response.url, self.address(), self.utc_offset)
        if links is not None:
            self._account("feed", response, (self._formed(entry) for entry in links.entries))
        if links and response.url not in self.probed.feeds and self._may_be_written(response.url):
            self.probed.feeds.append(response.url)
            yield from self._keep((link.url, link.title or "") for link in links)

    def parse_sitemap(self, response: Response) -> Iterator[Listed]:
        """Read a sitemap with articles, or an index that leads to one."""
        file = SitemapFile(response.body)
        if not file.kind:
            return
        listed = list(islice(file.all_entries(), MOST_ENTRIES))
        entries = [(join(response.url, entry.url), entry.title or "") for entry in listed if entry.url]
        if file.kind == "urlset":
            self._account("sitemap", response, (self._entry(e.url, e.shown, response.url) for e in listed))
        if not self._may_be_written(response.url):
            return
        if file.kind == "sitemapindex":
            self.probed.sitemaps.append(response.url)
            yield from (self._ask(url, self.parse_child) for url, _ in entries[:2] if url)
        elif any(is_article_address(url) for url, _ in entries):
            self.probed.sitemaps.append(response.url)
            yield from self._keep(entries)

    def parse_child(self, response: Response) -> Iterator[Listed]:
        """Read the articles of a sitemap that an index names."""
        file = SitemapFile(response.body)
        entries = list(islice(file.all_entries(), MOST_ENTRIES)) if file.kind == "urlset" else []
        self._account("sitemap", response, (self._entry(e.url, e.shown, response.url) for e in entries))
        yield from self._keep((entry.url, entry.title or "") for entry in entries if entry.url)

    def parse_nonsense(self, response: Response, search: str, word: str) -> Iterator[Listed]:
        """Note what a search shows for a word that nobody writes: it shows these links for every word."""
        self.probed.nonsense[search] = set(self._articles_of(response))
        yield from ()

    def parse_search(self, response: Response, search: str, word: str) -> Iterator[Listed]:
        """Note a search that works: the word is beside a link that the search does not show for every word."""
        articles, shown = self._articles_of(response), self.probed.nonsense.get(search, set())
        if any(url not in shown and holds(title.lower(), word) for url, title in articles.items()):
            self.probed.searches.append(search)
            if len(self.probed.searches) == 1 and isinstance(response, TextResponse):
                yield from self._ask_second_pages(response, search, word, articles)
        yield from self._keep(articles.items())

    def parse_second_page(
        self, response: Response, place: int, address: str, per_page: int, first: list[str]
    ) -> Iterator[Listed]:
        """Note a form of paging that gives articles which the first page did not have."""
        articles = self._articles_of(response)
        if not articles.keys() <= set(first):
            self.probed.pagings[place] = Paging(address, per_page)
        yield from self._keep(articles.items())

    def _ask_second_pages(
        self, response: TextResponse, search: str, word: str, articles: dict[str, str]
    ) -> Iterator[Request]:
        for place, paging in enumerate(pagings(response, search, word, len(articles))):
            arguments = {
                "place": place,
                "address": paging.address,
                "per_page": paging.per_page,
                "first": list(articles),
            }
            yield self._ask(paging.second(word), self.parse_second_page, arguments)

    def _ask(self, address: str, then: Any, arguments: dict[str, Any] | None = None) -> Request:
        return self.listing(join(f"{self.root()}/", address), then, way="probe", cb_kwargs=arguments)

    def _entry(self, address: str, shown: str, base: str = "") -> Entry:
        """What becomes of an entry with this address."""
        return self._formed(make_entry(self.address(), address, base or self.root(), title=shown))

    def _formed(self, entry: Entry) -> Entry:
        """The entry, of unknown form where its address has none of the forms of articles."""
        link = entry.link
        return entry if link is None or is_article_address(link.url) else Entry("unknown_form", shown=link.url)

    def _account(self, what: str, response: Response, entries: Iterable[Entry]) -> None:
        """Note a listing that has entries of which none can be used, as the ledger of a crawl does."""
        counts = EntryCounts.of((e.outcome, e.link.url if e.link else e.shown) for e in entries)
        if counts.is_unread:
            sentences = unused_entries(counts.by_outcome, counts.examples)
            self.probed.unused.append(f"{what} at {response.url}: {'; '.join(sentences)}")

    def _may_be_written(self, url: str) -> bool:
        """True for an address of the site itself that means nothing else in a pattern with {query} and {page}."""
        return self.address().owns(url) and "{" not in url and "}" not in url

    def _articles_of(self, response: Response) -> dict[str, str]:
        links = read_anchors(response, self.address()).links
        return {link.url: link.title or "" for link in links if is_article_address(link.url)}

    def _note_articles(self, response: Response) -> Iterator[Request]:
        return self._keep(self._articles_of(response).items())

    def _keep(self, articles: Iterable[tuple[str, str]]) -> Iterator[Request]:
        """Note articles' addresses; the very first is fetched as a sample."""
        for url, title in articles:
            if is_article_address(url) and self.address().owns(url) and len(self.probed.articles) < 200:
                if not self.probed.articles:
                    yield self.article_request(url, way="probe")
                self.probed.articles.setdefault(url, title)


def _word(titles: Iterable[str]) -> str | None:
    """A word to ask a search for: a long one that many titles hold, so that the answer may have a second page."""
    counts = Counter(word for title in titles for word in set(query_words(title)) if word.isalpha())
    return max(counts, key=lambda word: (len(word) >= LONG, counts[word], len(word), word), default=None)
