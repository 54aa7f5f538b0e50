"""What is asked of the evil server as a listing: an outlet of its own each, and what the ledger must say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

ARTICLE = r"https?://[^/]+(?P<slug>/content/(?:article|numbered)[^#]*)"
ANY = ()  # no form is known: any address of the host may be an article
FIRST_HOST = 150


@dataclass(frozen=True)
class Way:
    """A listing: its path, the family that reads it, a pattern of `answer: reason` as its first row in the ledger has
    them, how many articles at most may be fetched because of it, and facts of the outlet.
    """

    path: str
    family: str
    right: str
    most: int = 1
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def bare(self) -> str:
        """The path as the server's list names it."""
        return self.path.partition("?")[0]

    @property
    def name(self) -> str:
        """The outlet's slug."""
        return re.sub(r"[^a-z0-9]+", "_", self.path.removeprefix("/disc/").partition("?")[0].lower()).strip("_")

    def outlet(self, host: str, port: int) -> dict[str, Any]:
        """The attributes that make the family ask for the path."""
        where = {
            "SitemapSpider": {"sitemaps": (self.path,)},
            "FeedSpider": {"feeds": (f"http://{host}:{port}{self.path}",)},
            "ListingSpider": {"search_url" if "{query}" in self.path else "tag_url": self.path},
        }[self.family]
        ways = {"ways": ("search" if "{query}" in self.path else "tag",)} if self.family == "ListingSpider" else {}
        return {"article_url": ARTICLE, **where, **ways, **self.facts}

    def holds(self, outcome: str) -> bool:
        """True where the ledger's word is right."""
        return re.fullmatch(self.right, outcome) is not None


WAYS = (
    Way("/disc/sitemap-lol.xml", "SitemapSpider", "failed: unread_entries", 0),
    Way("/disc/sitemap-quad.xml", "SitemapSpider", "failed: unread_entries", 0),
    Way("/disc/sitemap-xxe.xml", "SitemapSpider", "failed: unread_entries", 0),
    Way("/disc/sitemap-loop-a.xml", "SitemapSpider", "answered", 0),
    Way("/disc/sitemap-infinite.xml", "SitemapSpider", "answered", 0),
    Way("/disc/sitemap-local.xml", "SitemapSpider", "answered", 1),
    Way("/disc/sitemap-huge.xml", "SitemapSpider", "answered: capped", 30),
    Way("/disc/sitemap-bomb.xml.gz?mb=300", "SitemapSpider", "failed: not_a_sitemap", 0),
    Way("/disc/sitemap-cut.xml", "SitemapSpider", "answered: cut_short", 50),
    Way("/disc/sitemap-html.xml", "SitemapSpider", "failed: not_a_sitemap", 0),
    Way("/disc/sitemap-empty.xml", "SitemapSpider", "failed: not_a_sitemap", 0),
    Way("/disc/sitemap-nolocs.xml", "SitemapSpider", "failed: no_links", 0),
    Way("/disc/rss-js.xml", "FeedSpider", "answered", 2),
    Way("/disc/rss-xxe.xml", "FeedSpider", "answered: entities", 1),
    Way("/disc/rss-lol.xml", "FeedSpider", "answered: entities", 1),
    Way("/disc/rss-dup.xml", "FeedSpider", "answered", 1),
    Way("/disc/rss-html-latin1.xml", "FeedSpider", "answered", 1),
    Way("/disc/calendar/2023/11", "ListingSpider", "answered", 3, {"article_url": ANY}),
    Way("/disc/next?page={page}", "ListingSpider", "answered", 2),
    Way("/disc/session", "ListingSpider", "answered", 1),
    Way("/disc/utm", "ListingSpider", "answered", 1, {"article_url": ANY}),
    Way("/disc/twins", "ListingSpider", "answered", 4, {"article_url": ANY}),
    Way("/disc/relative-trap/", "ListingSpider", "answered", 2, {"article_url": ANY}),
    Way("/disc/facets", "ListingSpider", "answered", 20, {"article_url": ANY}),
    Way("/disc/links", "ListingSpider", "answered", 4, {"article_url": ANY}),
    Way("/disc/honeypot", "ListingSpider", "answered", 1, {"article_url": ANY}),
    Way("/disc/listing?n=20", "ListingSpider", "answered", 20),
    Way("/disc/listing-empty?q={query}", "ListingSpider", "failed: no_links", 0),
    Way("/disc/search-empty?q={query}", "ListingSpider", "answered: nothing_found", 0),
    Way("/net/503-always?q={query}", "ListingSpider", "failed: http_503", 0),
)
HOST_OF = {way.path: f"127.0.2.{n}" for n, way in enumerate(WAYS, FIRST_HOST)}
