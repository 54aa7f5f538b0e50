"""What one look at a site saw: ways that answered, the addresses of articles, and what could not be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.crawl.listing_counts import EntryCounts, unused_entries
from corpus.models import Capture
from corpus.urls import AddressRule
from crawler.scouting.index_pages import IndexForm
from crawler.scouting.search_paging import Paging
from pipelines.storing.items import Entry
from spiders.parsing.story_addresses import may_be_article

MOST_ARTICLES = 400  # addresses that are noted


@dataclass(slots=True)
class Probed:
    """What the probe saw.

    `home` is the address below which the site's listings are, without a slash at its end. `articles` are addresses with
    the words beside them: `listed` ones stand in a feed or an answer of REST and are articles whatever their form, the
    others look like it. `samples` are pages of articles, as fetched, with what was read on each.
    """

    home: str
    show: Callable[[str], None] = lambda _line: None  # gets a line about each answer
    names: list[str] = field(default_factory=list)  # by which the site calls itself, the best first
    titles: list[str] = field(default_factory=list)  # of its pages, that of the front page first
    moved: str | None = None  # the other site that the front page leads to
    wordpress: bool = False  # it is WordPress by its own signs, whatever it answers
    rest: bool = False
    posts: bool = False
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    pagings: list[Paging] = field(default_factory=list)  # of the first search: how its second page is asked
    indexes: list[IndexForm] = field(default_factory=list)  # whose second page or day gives other articles
    listing_pages: list[str] = field(default_factory=list)  # that list articles, and show no way to older ones
    articles: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    elsewhere: dict[str, None] = field(default_factory=dict)  # articles' addresses on the host that are not below home
    hosts: tuple[str, ...] = ()  # of its articles, where most stand on hosts below the site's own
    subdomains: dict[str, int] = field(default_factory=dict)  # hosts below the site's, with links to articles there
    hidden: list[str] = field(default_factory=list)  # titles that stand in a page's data alone (__NEXT_DATA__)
    posted: list[str] = field(default_factory=list)  # addresses to which the front page's forms send a search by POST
    months: dict[str, str] = field(default_factory=dict)  # the newest archive of a month, and the page that links to it
    notes: list[str] = field(default_factory=list)  # sentences for the review
    listings: list[tuple[str, Sequence[Entry]]] = field(default_factory=list)  # "feed at URL", with its entries
    samples: list[tuple[Capture, str | None]] = field(default_factory=list)  # pages; None: it is an article
    failures: dict[str, str] = field(default_factory=dict)  # what could not be had, and the reason
    forbidden: dict[str, str] = field(default_factory=dict)  # what robots.txt forbids, with the first address
    fault: str | None = None  # the answer on which our own reader failed
    refusal: tuple[str, str] | None = None  # (address, reason) where the site wants no more requests
    answers: int = 0
    requests: int = 0
    left: int = 0  # addresses that were not asked, for their number

    def note_articles(self, articles: dict[str, str], *, listed: bool = False) -> None:
        """Add addresses of articles, with the words beside them; the first of these words stay."""
        for url, title in articles.items():
            if url in self.articles or len(self.articles) < MOST_ARTICLES:
                self.articles[url] = self.articles.get(url) or title
                self.listed |= {url} if listed else set()

    def left_out(self) -> list[str]:
        """A sentence for each way that was seen and can't be asked, or was left for its number."""
        sentences = []
        if self.posted and not self.searches:
            sentences.append(
                f"the site's search is a form sent by POST ({self.posted[0]}): it was not asked; `begin_search` in the "
                "outlet's file could ask it (docs/add-an-outlet.md, A special one)"
            )
        if self.months and not self.indexes:
            month, page = next(iter(self.months.items()))
            sentences.append(
                f"{page} links to archives of months ({month}): no family asks month by month; `begin_index` in the "
                "outlet's file could (docs/add-an-outlet.md, A special one)"
            )
        if self.left:
            sentences.append(f"{self.left} more addresses were not asked, for their number")
        return sentences

    def unused(self, rule: AddressRule) -> list[str]:
        """A sentence for each structured listing that has entries of which none can be used by this rule."""
        sentences = []
        for what, entries in self.listings:
            formed = (_by_form(entry, rule) for entry in entries)
            counts = EntryCounts.of((e.outcome, e.link.url if e.link else e.shown) for e in formed)
            if counts.is_unread:
                sentences.append(f"{what}: {'; '.join(unused_entries(counts.by_outcome, counts.examples))}")
        return sentences


def _by_form(entry: Entry, rule: AddressRule) -> Entry:
    """The entry, of unknown form where its address is not that of an article by the rule, or by its looks."""
    if entry.link is None or (rule.is_article(entry.link.url) if rule.articles else may_be_article(entry.link.url)):
        return entry
    return Entry("unknown_form", shown=entry.link.url)
