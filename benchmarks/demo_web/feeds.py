"""Feeds and sitemaps of the made-up web: RSS, Atom, an index over a gzipped archive and a news sitemap."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from urllib.parse import SplitResult

from demo_web.pieces import Piece
from demo_web.site import Answer, Site, answered

XML = "application/xml; charset=utf-8"
EXCERPT = 45  # words


def feeds(site: Site, parts: SplitResult) -> Answer | None:
    """An RSS feed whose links carry tracking tags, and an Atom feed without texts."""
    if parts.path == "/rss/terkini.xml":
        return answered(rss(site, site.on("rss"), tags="?utm_source=rss&amp;utm_medium=feed", whole=True), XML)
    if parts.path == "/atom/daerah.xml":
        return answered(atom(site, site.on("atom")), "application/atom+xml; charset=utf-8")
    return None


def rss(site: Site, pieces: Sequence[Piece], *, tags: str = "", whole: bool = False) -> str:
    """RSS 2.0; the whole text where the outlet gives it, else its beginning."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{site.house.name}</title><link>{site.house.root}/</link>\n"
        + "\n".join(_item(site, p, tags, whole) for p in pieces) + "\n</channel></rss>\n"
    )  # fmt: skip


def _item(site: Site, piece: Piece, tags: str, whole: bool) -> str:
    assert piece.at is not None
    lead = escape(" ".join(piece.paragraphs[0].split()[:EXCERPT]))
    text = "".join(f"<p>{escape(p)}</p>" for p in piece.paragraphs)
    return (
        f"<item><title>{escape(piece.title)}</title><link>{site.house.url(piece)}{tags}</link>"
        f"<pubDate>{format_datetime(piece.at)}</pubDate><description><![CDATA[<p>{lead} [&hellip;]</p>]]></description>"
        + (f"<content:encoded><![CDATA[{text}]]></content:encoded>" if whole else "") + "</item>"
    )  # fmt: skip


def atom(site: Site, pieces: Sequence[Piece]) -> str:
    """Atom with titles only."""
    entries = (
        f'<entry><title>{escape(p.title)}</title><link rel="alternate" href="{site.house.url(p)}"/>'
        f"<id>tag:{site.house.host},{p.number}</id><published>{p.at.isoformat()}</published></entry>"
        for p in pieces if p.at
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{site.house.name}</title>\n{chr(10).join(entries)}\n</feed>\n'


def sitemaps(site: Site, parts: SplitResult) -> Answer | None:
    """An index over a gzipped archive, a news sitemap, and one of categories."""
    root = site.house.root
    if parts.path == "/sitemap.xml":
        children = ("sitemap-arsip.xml.gz", "sitemap-news.xml", "sitemap-category.xml")
        rows = "".join(f"<sitemap><loc>{root}/{child}</loc></sitemap>" for child in children)
        return answered(_sitemap("sitemapindex", rows), XML)
    if parts.path == "/sitemap-arsip.xml.gz":
        rows = "".join(_url(site, p) for p in site.on("archive"))
        return answered(gzip.compress(_sitemap("urlset", rows).encode(), mtime=0), "application/gzip")
    if parts.path == "/sitemap-news.xml":
        return answered(_sitemap("urlset", "".join(_news(site, p) for p in site.on("news"))), XML)
    return None


def _sitemap(kind: str, rows: str) -> str:
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {spaces}>{rows}</{kind}>\n'


def _url(site: Site, piece: Piece) -> str:
    return f"<url><loc>{site.house.url(piece)}</loc><lastmod>{piece.at:%Y-%m-%d}</lastmod></url>\n"


def _news(site: Site, piece: Piece) -> str:
    assert piece.at is not None
    return (
        f"<url><loc>{site.house.url(piece)}</loc><news:news><news:publication_date>{piece.at.isoformat()}"
        f"</news:publication_date><news:title>{escape(piece.title)}</news:title></news:news></url>\n"
    )
