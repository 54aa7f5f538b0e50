"""Which addresses are a listing's, and which of them may be a story's all the same (`listing_address`).

Content systems put stories below the folders of their listings (/category/x/title, /archives/1234, /blog/title) and
name the listing in a story's query (?p=1&cat=5). Such an address leaves open what the page is. A page's number behind
the site's root, a month, a search for words, and the names of sections alone are listings' and never a story's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from urllib.parse import parse_qsl

AddressKind = Literal["listing", "may be a story", "names a story"]

FOLDERS = re.compile(  # /tag/bp2mi/page/2, /indeks, /2023/11, /berita/page/3
    r"""/(?: (?: tags? | topik | topic | search | cari | pencarian
            | author | penulis | arsip | archives? | forums? ) (?: / .* )?
        | (?: kategori | category | kanal | rubrik ) (?: / (?!\d{4,}/[a-z]) [^/]* )*  # not /kanal/780001/judul
        | (?:indeks|index) (?: /[\w-]{0,20} )*  # a longer part is an article's name
        | (?: .* / )? page/\d+ | \d{4} (?: /\d{1,2} ){0,2} )/?""",
    re.IGNORECASE | re.VERBOSE,
)
SURE = re.compile(  # nothing below these names a story
    r"""/(?: search | cari | pencarian | indeks | index ) (?: / .* )? | /(?: .* / )? page/\d{1,3} /?
      | (?: /(?:arsip|archives?) )? /\d{4} (?: /\d{1,2} ){0,2} /?
      | /[^/]+ /?""",  # a section's own page: /topik, /arsip
    re.IGNORECASE | re.VERBOSE,
)
STORY_BELOW = re.compile(  # /archives/1234, /category/nasional/nama-berita-yang-panjang
    r"""/(?:arsip|archives?)/(?: .* / )? (?: \d{3,} | [^/\s-]+ (?:-[^/\s-]+){3,} )/?
      | /(?:kategori|category|kanal|rubrik)/ (?: .* / )? (?: \d{3,} | [^/\s-]+ (?:-[^/\s-]+){3,} )/?""",
    re.IGNORECASE | re.VERBOSE,
)
LONG_NAME = re.compile(
    r"/(?:\d{4,}/[^/]*[a-z][^/]*|[^/\s-]+(?:-[^/\s-]+){3,})(?:/page/\d+)?/?$"
)  # /cari/nama-berita-yang-panjang
SLUG = re.compile(r"[^/\s-]+(?:-[^/\s-]+){3,}")  # ?q=nama-berita-yang-panjang
LISTING_PARAMETERS = frozenset({"cat", "q", "s", "tag"})
STORY_PARAMETER = re.compile(
    r"(?:p|page_id|post|post_?id|n?id|news_?id|artikel|id_?(?:artikel|berita)|berita|read)", re.IGNORECASE
)
STORY_FILE = re.compile(
    r"/(?:artikel|baca|berita|detail|read|story|view|[^/]*\d{3,}[^/]*)(?:\.\w{3,5})?", re.IGNORECASE
)
STORY_NUMBER = re.compile(r"\d+(?:[:-].*)?", re.DOTALL)  # "48:akta-lahir"


def listing_address(path: str, query: str) -> AddressKind | None:
    """Return what the address of a listing leaves open; None for an address that is none.

    >>> listing_address("/page/3/", ""), listing_address("/tag/pemilu/judul", ""), listing_address("/", "p=1&cat=5")
    ('listing', 'may be a story', 'names a story')
    """
    pairs = parse_qsl(query)
    if FOLDERS.fullmatch(path):
        if STORY_BELOW.fullmatch(path):
            return "names a story"
        may_be = not SURE.fullmatch(path) or LONG_NAME.search(path) or _names_a_story(pairs)
        return "may be a story" if may_be else "listing"
    listing = [(name, value) for name, value in pairs if name in LISTING_PARAMETERS]
    if not listing:
        return None
    if _names_a_story(pairs):
        return "names a story"
    if all(name == "q" and "/" in value for name, value in listing):  # Drupal's ?q=node/12
        return "names a story"
    named = (
        "-" in path
        or path.count("/") > 1
        or STORY_FILE.fullmatch(path)
        or any(SLUG.fullmatch(value) for _, value in pairs)
    )
    return "may be a story" if named else "listing"


def _names_a_story(pairs: Sequence[tuple[str, str]]) -> bool:
    """True for a query with a story's number: "p=1&cat=5"."""
    return any(STORY_PARAMETER.fullmatch(name) and STORY_NUMBER.fullmatch(value) for name, value in pairs)
