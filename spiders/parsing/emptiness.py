"""Whether a site says that it has no hit; a page without links that doesn't say so may have changed its markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from spiders.parsing.links import markup_text
from spiders.parsing.topic_words import holds_any_word

MAX_SEARCHED = 200_000  # characters
MAX_HEADINGS = 20
SAYS_NOTHING = re.compile(  # "Tidak ada hasil untuk ...", "Berita tidak ditemukan", "0 artikel", "Nothing Found"
    r"""\btidak\ (?:ada|menemukan|memiliki)\b .{0,60}? (?:hasil|berita|artikel|data|konten|kecocokan|pencarian|pos)
        | (?:hasil|berita|artikel|data|konten|halaman|pencarian|kata\ kunci) \b.{0,80}? (?:tidak|belum)\s
            (?:ada|tersedia|dapat\ ditemukan|ditemukan|membuahkan)
        | \bbelum\ ada\ (?:hasil|berita|artikel|data|konten)
        | (?<![\d.,])0\ +(?:hasil|berita|artikel|data|results?|posts?|articles?|found)\b
        | \bnothing\ (?:was\ )?found | \bno\ (?:search\ )?(?:results?|posts?|articles?|matches)\b
        | \b(?:did|does)\ not\ match\ any | \bnot\ found\b | \btidak\ ditemukan\b""",
    re.IGNORECASE | re.VERBOSE,
)
LOST = re.compile(  # the title or heading of a page that isn't there, sent with 200
    r"\b404\b|\b(?:halaman|laman|page)\b.{0,60}?\b(?:tidak\s+(?:dapat\s+)?(?:ditemukan|tersedia|ada)|not\s+found)",
    re.IGNORECASE,
)
NO_HIT = re.compile(r"\b(?:hasil|berita|artikel|pencarian|kata\s+kunci|results?|posts?|articles?)\b", re.IGNORECASE)
FRONT = re.compile(r"/*(?:(?:beranda|home|index\.(?:html?|php))/?)?", re.IGNORECASE)


def is_sent_home(response: Response) -> bool:
    """True where a listing's request was redirected to the site's front page: it has no such page.

    What the front page shows is no answer to a search and no page of a tag.
    """
    requested: list[str] = (response.meta.get("redirect_urls") or []) if response.request else []
    return bool(requested) and _is_front(response.url) and not _is_front(requested[0])


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and bool(FRONT.fullmatch(parts.path))


def says_no_hits(response: Response) -> bool:
    """True where the page says that there is no hit.

    >>> from scrapy.http import HtmlResponse
    >>> says_no_hits(HtmlResponse("https://x.id/cari", body="<p>Tidak ada hasil untuk \\"magang\\"".encode()))
    True
    """
    if not isinstance(response, TextResponse) or is_lost(response):
        return False
    return bool(SAYS_NOTHING.search(markup_text(response.text[:MAX_SEARCHED]) or ""))


def is_lost(response: TextResponse) -> bool:
    """True where title or headings say that the page isn't there, and not that a search has no hit.

    >>> from scrapy.http import HtmlResponse
    >>> is_lost(HtmlResponse("https://x.id/cari", body=b"<h1>Halaman tidak ditemukan</h1>"))
    True
    """
    try:
        headings = response.css("title::text, h1::text, h2::text").getall()[:MAX_HEADINGS]
    except ValueError:  # an answer in JSON
        return False
    return any(LOST.search(text) for text in headings) and not any(NO_HIT.search(text) for text in headings)


def shows_only_a_rail(response: Response, query: str, beside: Sequence[str]) -> bool:
    """True where a search says it has no hit, and shows the newest or most read articles instead.

    `beside` is what stands beside each link: no word of the query, and not that sentence either, for a teaser may say
    "belum ada data korban".
    """
    return not any(holds_any_word(query, text) for text in beside) and says_it_is_empty(response, beside)


def says_it_is_empty(response: Response, beside: Sequence[str]) -> bool:
    """True where a page says that it has no hit, and that sentence stands beside none of its links."""
    return not any(SAYS_NOTHING.search(text) for text in beside) and says_no_hits(response)
