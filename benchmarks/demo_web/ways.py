"""The ways in that the made-up outlets offer: REST, search feeds, RSS, Atom, sitemaps, searches, tags, indexes."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import SplitResult, parse_qsl

from demo_web.pieces import Piece, slug_of
from demo_web.printing import WITA
from demo_web.site import Answer, Site, answered

JSON = "application/json; charset=UTF-8"
XML = "application/xml; charset=utf-8"
EXCERPT = 45  # words
OTHER_NEWS = (
    "Harga Cabai di Pasar Sentral Mulai Turun",
    "Jembatan Gantung di Hulu Selesai Diperbaiki Warga",
    "Pelajar Kampung Nelayan Juara Lomba Pidato",
    "Angin Kencang, Kapal Kayu Diminta Menunda Pelayaran",
    "Museum Rempah Buka Kelas Menggambar untuk Anak",
    "Panen Rumput Laut Melimpah, Petani Kekurangan Tali",
    "Lampu Jalan Poros Utara Kembali Menyala",
)


def matching(site: Site, query: str, way: str) -> list[Piece]:
    """The pieces that hold all words of a query, as a site's own search finds them."""
    words = query.lower().split()
    return [p for p in site.on(way) if all(w in f"{p.title} {p.text}".lower() for w in words)]


def asked(parts: SplitResult) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(parts.query, keep_blank_values=True))


# --- WordPress -------------------------------------------------------------------------------------------


def rest(site: Site, parts: SplitResult) -> Answer | None:
    """The REST search, as far as kliping asks it."""
    if not parts.path.startswith("/wp-json/"):
        return None
    q = asked(parts)
    after = q.get("after", "")
    found = [p for p in matching(site, q["search"], "rest") if p.at and after < f"{p.at:%Y-%m-%dT%H:%M:%S}"]
    size, page = int(q["per_page"]), int(q["page"])
    total = max(1, math.ceil(len(found) / size))
    posts = [_post(site, p) for p in found[(page - 1) * size : page * size]]
    return answered(json.dumps(posts, ensure_ascii=False), JSON, 200, ("X-WP-TotalPages", str(total)))


def _post(site: Site, piece: Piece) -> dict[str, Any]:
    assert piece.at is not None
    words = " ".join(" ".join(piece.paragraphs).split()[:EXCERPT])
    return {
        "id": piece.number, "date_gmt": f"{piece.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", "link": site.house.url(piece),
        "title": {"rendered": escape(piece.title)}, "excerpt": {"rendered": f"<p>{escape(words)} [&hellip;]</p>\n"},
    }  # fmt: skip


def search_feed(site: Site, parts: SplitResult) -> Answer | None:
    """REST is shut in WordPress's own words; the feeds of searches and tags work."""
    q = asked(parts)
    if parts.path.startswith("/wp-json/"):
        said = {"code": "rest_forbidden", "message": "REST API dinonaktifkan.", "data": {"status": 401}}
        return answered(json.dumps(said), JSON, 401)
    if q.get("feed") == "rss2":
        found = matching(site, q["s"], "search_feed")
    elif tag := re.fullmatch(r"/tag/([a-z-]+)/feed/", parts.path):
        found = [p for p in site.on("search_feed") if tag[1] in p.tags]
    else:
        return None
    shown = found[(int(q["paged"]) - 1) * 10 :][:10]
    if not shown and (q["paged"] != "1" or "s" not in q):
        return site.gone()
    return answered(rss(site, shown), "application/rss+xml; charset=UTF-8")


# --- feeds and sitemaps ----------------------------------------------------------------------------------


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


# --- pages that list -------------------------------------------------------------------------------------


def search_pages(site: Site, parts: SplitResult) -> Answer | None:
    """A search with pages of ten, and pages of a tag."""
    q = asked(parts)
    if parts.path == "/cari":
        return _paged(site, f"Hasil pencarian: {q['q']}", matching(site, q["q"], "search"), int(q["halaman"]), 10)
    if tag := re.fullmatch(r"/topik/([a-z-]+)", parts.path):
        found = [p for p in site.on("tag") if tag[1] in p.tags]
        return _paged(site, f"Topik: {tag[1]}", found, int(q["halaman"]), 10)
    return None


def day_index(site: Site, parts: SplitResult) -> Answer | None:
    """An index page a day."""
    found = re.fullmatch(r"/indeks/(\d{4})/(\d\d)/(\d\d)", parts.path)
    if not found:
        return None
    day = date(*map(int, found.groups()))
    written = [p for p in site.on("index") if p.at and p.at.date() == day]
    return _paged(site, f"Indeks {day:%d-%m-%Y}", [*written, *_other_news(site, day)], 1, 50)


def _other_news(site: Site, day: date) -> list[Piece]:
    """Two headlines about something else, so that no day of the index is empty; nobody asks for their pages."""
    at = datetime(day.year, day.month, day.day, 6, tzinfo=WITA)
    titles = (OTHER_NEWS[(day.toordinal() * 2 + n) % len(OTHER_NEWS)] for n in (0, 1))
    text = "Berita selengkapnya ada di edisi cetak."
    return [Piece(site.house.slug, 0, slug_of(title), title, (text,), at) for title in titles]


def agency_pages(site: Site, parts: SplitResult) -> Answer | None:
    """The agency's list of news, eight a page, with their days."""
    if parts.path != "/berita":
        return None
    return _paged(site, "Berita", site.on("index"), int(asked(parts).get("page", "1")), 8, dated=True)


def _paged(site: Site, heading: str, found: Sequence[Piece], page: int, size: int, *, dated: bool = False) -> Answer:
    shown = found[(page - 1) * size : page * size]
    body = site.cards(heading, shown, dated=dated) if shown else f"<h1>{escape(heading)}</h1><p>Belum ada berita.</p>"
    return answered(site.frame(heading, body))
