"""WordPress's ways in and pages that list: REST, search feeds, searches, tags, indexes of the made-up web."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Any
from urllib.parse import SplitResult, parse_qsl

from demo_web.feeds import EXCERPT, rss
from demo_web.pieces import Piece, slug_of
from demo_web.printing import WITA
from demo_web.site import Answer, Site, answered

JSON = "application/json; charset=UTF-8"
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


def query_of(parts: SplitResult) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(parts.query, keep_blank_values=True))


# --- WordPress -------------------------------------------------------------------------------------------


def rest(site: Site, parts: SplitResult) -> Answer | None:
    """The REST search, as far as kliping asks it."""
    if not parts.path.startswith("/wp-json/"):
        return None
    q = query_of(parts)
    after = q.get("after", "")
    pieces = [p for p in matching(site, q["search"], "rest") if p.at and after < f"{p.at:%Y-%m-%dT%H:%M:%S}"]
    size, page = int(q["per_page"]), int(q["page"])
    total = max(1, math.ceil(len(pieces) / size))
    posts = [_post(site, p) for p in pieces[(page - 1) * size : page * size]]
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
    q = query_of(parts)
    if parts.path.startswith("/wp-json/"):
        error = {"code": "rest_forbidden", "message": "REST API dinonaktifkan.", "data": {"status": 401}}
        return answered(json.dumps(error), JSON, 401)
    if q.get("feed") == "rss2":
        pieces = matching(site, q["s"], "search_feed")
    elif tag := re.fullmatch(r"/tag/([a-z-]+)/feed/", parts.path):
        pieces = [p for p in site.on("search_feed") if tag[1] in p.tags]
    else:
        return None
    shown = pieces[(int(q["paged"]) - 1) * 10 :][:10]
    if not shown and (q["paged"] != "1" or "s" not in q):
        return site.gone()
    return answered(rss(site, shown), "application/rss+xml; charset=UTF-8")


# --- pages that list -------------------------------------------------------------------------------------


def search_pages(site: Site, parts: SplitResult) -> Answer | None:
    """A search with pages of ten, and pages of a tag."""
    q = query_of(parts)
    if parts.path == "/cari":
        return _paged(site, f"Hasil pencarian: {q['q']}", matching(site, q["q"], "search"), int(q["halaman"]), 10)
    if tag := re.fullmatch(r"/topik/([a-z-]+)", parts.path):
        pieces = [p for p in site.on("tag") if tag[1] in p.tags]
        return _paged(site, f"Topik: {tag[1]}", pieces, int(q["halaman"]), 10)
    return None


def day_index(site: Site, parts: SplitResult) -> Answer | None:
    """An index page a day."""
    match = re.fullmatch(r"/indeks/(\d{4})/(\d\d)/(\d\d)", parts.path)
    if not match:
        return None
    day = date(*map(int, match.groups()))
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
    return _paged(site, "Berita", site.on("index"), int(query_of(parts).get("page", "1")), 8, dated=True)


def _paged(site: Site, heading: str, pieces: Sequence[Piece], page: int, size: int, *, dated: bool = False) -> Answer:
    shown = pieces[(page - 1) * size : page * size]
    body = site.cards(heading, shown, dated=dated) if shown else f"<h1>{escape(heading)}</h1><p>Belum ada berita.</p>"
    return answered(site.frame(heading, body))
