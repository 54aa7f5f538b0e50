"""An article's form (article, live blog, video, photos), and its translated edition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Form
from corpus.urls import split
from pipelines.page.parsed_page import ParsedPage

MIN_LIVE_ENTRIES = 6  # lines that open with an hour make a live blog

FORM_OF_TYPE: tuple[tuple[str, Form], ...] = (
    ("LiveBlogPosting", "live"),
    ("ImageGallery", "photos"),
    ("MediaGallery", "photos"),
)
FORM_OF_PATH: tuple[tuple[re.Pattern[str], Form], ...] = (
    # /video/123/judul, /watch/judul, https://20.contoh.example/detikflash/..., /foto-news/d-1, /infografik/2/
    (re.compile(r"/(?:videos?|watch|tv|play|streaming)(?:/|-)", re.IGNORECASE), "video"),
    (re.compile(r"/(?:fotos?|foto-\w+|photos?|galeri(?:-foto)?|gallery|infografi[ks])/", re.IGNORECASE), "photos"),
    (re.compile(r"/(?:live-?(?:blog|report|update)?|liveblog)/", re.IGNORECASE), "live"),
)
FORM_OF_TITLE: tuple[tuple[re.Pattern[str], Form], ...] = (
    (re.compile(r"\[?video\]?\s*[:|]|\[video\]", re.IGNORECASE), "video"),  # "VIDEO: Apel pagi"
    (re.compile(r"\[?(?:foto|photos?)\]?\s*[:|]|\[foto\]", re.IGNORECASE), "photos"),
    (re.compile(r"live\s+(?:updates?|blog|report)\b|\[?live\]?\s*:", re.IGNORECASE), "live"),
)
ENTRY = re.compile(
    r"(?:pukul\s+)?(?:[01]?\d|2[0-3])[.:][0-5]\d\s*(?:wib|wita|wit)?\b", re.IGNORECASE
)  # "10.05 WIB ..."
# /en/berita/1, /ja/amp/2: languages that outlets translate into (voi.id, seen 2025)
EDITION = re.compile(r"^/(?P<code>ar|de|en|es|fr|ja|ko|ms|nl|ru|zh)(?:/|$)")
EDITION_HOST = re.compile(r"^(?P<code>en|ar|zh|ja)\.")  # en.contoh.example


def form_of(page: ParsedPage, title: str | None, lines: Sequence[str]) -> Form:
    """The article's form by what the page says of itself; a live blog also by its entries."""
    for kind, form in FORM_OF_TYPE:
        if kind in page.claims.types:
            return form
    if "VideoObject" in page.claims.types and not page.claims.ld:
        return "video"
    for pattern, form in FORM_OF_TITLE:
        if pattern.match(title or ""):
            return form
    for pattern, form in FORM_OF_PATH:
        if pattern.search(split(page.url).path + "/"):
            return form
    return "live" if sum(bool(ENTRY.match(line)) for line in lines) >= MIN_LIVE_ENTRIES else "article"


def edition_of(url: str) -> str | None:
    """The language of a translated edition, by its address.

    >>> edition_of("https://contoh.example/ja/amp/246884"), edition_of("https://contoh.example/berita/1")
    ('ja', None)
    """
    parts = split(url)
    match = EDITION.match(parts.path) or EDITION_HOST.match(parts.hostname or "")
    return match["code"] if match else None
