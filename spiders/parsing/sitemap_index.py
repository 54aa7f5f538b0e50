"""The sitemaps that an index names: which hold articles, and which were last changed before the days asked for.

An index is an XML file whose entries are sitemaps, whatever their addresses look like (.php, a query, no ending). A
<url> in it that may be an article's is one: a sitemap stands within the index. Shapes that were not seen, and what
happens: a <url> with a sitemap's address in no usual form ("/peta/1") is asked as a sitemap; an article's in a form
without slug, day or number is, too, and is then no sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.crawl.listing_counts import EntryOutcome
from corpus.urls import AddressRule, join, split
from spiders.parsing.lastmods import Lastmods, changed_day, period_end
from spiders.parsing.sitemap_file import SitemapEntry
from spiders.parsing.story_addresses import may_be_article

MAX_INDEX_ENTRIES = 50_000  # entries of an index
OLD_CHILDREN_READ = 3  # of those that an index calls old, to see whether that is true
# WordPress's and its plug-ins' sitemaps of what is no article: "wp-sitemap-users-1.xml", "post_tag-sitemap2.xml".
NO_ARTICLES = re.compile(
    r"(?:taxonom|users|author|category|post_tag|(?<!\w)page-|image|video)[^/?]*\.(?:php|xml)", re.IGNORECASE
)
# "/post-sitemap2.xml.gz", "/sitemap.php?page=2", "/?sitemap=posts", "/sitemaps/berita"
SITEMAP_ADDRESS = re.compile(r"^[^?#]*\.xml(?:\.gz)?(?:[?#]|$)|[/?&=_.-]site-?maps?(?![a-z])", re.IGNORECASE)


@dataclass(slots=True)
class SitemapIndex:
    """The entries of an index: of each sitemap the outcome and the <lastmod>, their number, and articles among them."""

    children: dict[str, tuple[EntryOutcome, date | None]] = field(default_factory=dict)
    total: int = 0
    stories: list[SitemapEntry] = field(default_factory=list)

    def old(self, since: date | None) -> list[str]:
        """The sitemaps that were last changed before this day, and whose address doesn't say that they are newer."""
        if since is None:
            return []
        old = [url for url, (outcome, day) in self.children.items() if outcome == "taken" and day and day < since]
        return [url for url in old if (period_end(url) or date.min) < since]

    def sample_of(self, old: Sequence[str]) -> set[str]:
        """The old sitemaps that are read all the same: the one changed last, the first, the last."""
        if not old:
            return set()
        newest = max(old, key=lambda url: self.children[url][1] or date.min)
        return set([newest, old[0], old[-1]][:OLD_CHILDREN_READ])


def read_index(
    entries: Iterable[SitemapEntry],
    base: str,
    rule: AddressRule,
    lastmods: Lastmods,
    utc_offset: int,
    above: Collection[str],
) -> SitemapIndex:
    """Return what an index at the address `base` names; the sitemaps `above` it are known."""
    index = SitemapIndex()
    for entry in entries:
        url = (join(base, entry.url) or entry.url) if entry.url else entry.shown
        if not entry.is_sitemap and _is_story(url, rule):
            index.stories.append(entry)
            continue
        changed = changed_day(entry.changed, utc_offset)
        lastmods.add(changed)
        if url in index.children:
            continue
        index.total += 1
        if len(index.children) < MAX_INDEX_ENTRIES:
            outcome = outcome_of_child(url, rule) if entry.url else "unreadable"
            index.children[url] = ("known" if url in above else outcome, changed)
    return index


def outcome_of_child(url: str, rule: AddressRule) -> EntryOutcome:
    """What becomes of a sitemap that an index or a robots.txt names: `taken` where it is to be asked."""
    if split(url).scheme not in {"http", "https"}:
        return "unreadable"
    if not rule.owns(url):
        return "other_host"
    return "off_topic" if NO_ARTICLES.search(url) else "taken"


def _is_story(url: str, rule: AddressRule) -> bool:
    return not SITEMAP_ADDRESS.search(url) and (rule.is_article(url) or may_be_article(url))
