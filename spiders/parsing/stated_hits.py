"""What a page of hits says of its own extent: how many hits there are, and that there is a next page."""

from __future__ import annotations

import re

from scrapy.http import Response, TextResponse

from corpus.urls import join

LONGEST_SENTENCE = 200  # characters of a text that may say it; longer ones are an article's
MOST_TEXTS = 5_000  # of a page that are looked at
NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,9})"
WHAT = r"(?:hasil|berita|artikel|results?|articles?|posts?)"
STATED = re.compile(  # "Ditemukan 340 hasil", "1-10 dari 340 berita", "340 hasil pencarian", "about 340 results"
    rf"""\b(?:ditemukan|menemukan|terdapat|dari(?:\s+total)?|total|sekitar|of|about|found)\s*:?\s+{NUMBER}\s+{WHAT}\b
        | ^\s*{NUMBER}\s+{WHAT}\s+(?:pencarian|ditemukan|untuk|found|for)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Texts outside links, scripts and headings: a headline may say "340 berita ditemukan".
TEXTS = "//body//text()[normalize-space() and not(ancestor::a or ancestor::script or ancestor::style)]"
NEXT_WORDS = re.compile(
    r"[\W_]*(?:next(?:\s+page)?|older(?:\s+posts)?|(?:halaman\s+)?(?:se|ber)(?:lanjut|ikut)nya|lebih\s+lama|load\s+more"
    r"|(?:muat|lihat)\s+(?:lebih\s+banyak|lainnya)|[›»])[\W_]*",
    re.IGNORECASE,
)
NEXT = "//link[@rel='next'] | //a[@rel='next'] | //*[@data-next or @data-next-url or @data-next-page or @data-nextpage]"


def stated_hits(response: Response) -> int | None:
    """The number of hits that a page says its search has; None where it says none, or several.

    >>> from scrapy.http import HtmlResponse
    >>> stated_hits(HtmlResponse("https://x.id/cari", body=b"<p>Menampilkan 1 - 10 dari 1.340 berita</p>"))
    1340
    """
    short = (text for text in _texts(response, TEXTS) if len(text) <= LONGEST_SENTENCE)
    numbers = {int(re.sub(r"\D", "", m[1] or m[2])) for text in short if (m := STATED.search(text))}
    return numbers.pop() if len(numbers) == 1 else None


def names_next(response: Response) -> bool:
    """True where a page names a next one, by rel=next, in an attribute that its script reads, or by a link's words.

    >>> from scrapy.http import HtmlResponse
    >>> names_next(HtmlResponse("https://x.id/", body=b"<div data-next='/cari?offset=10'></div>"))
    True
    """
    return bool(_texts(response, NEXT)) or any(NEXT_WORDS.fullmatch(words) for words in _pager(response))


def offers_page(response: Response, number: int) -> bool:
    """True where a link of a page leads to the page of this number.

    >>> from scrapy.http import HtmlResponse
    >>> offers_page(HtmlResponse("https://x.id/", body=b"<b>1</b> <a href='?halaman=2'>2</a>"), 2)
    True
    """
    return str(number) in _pager(response)


def links_to(response: Response, url: str) -> bool:
    """True where a link of a page leads to this address."""
    return url in {join(response.url, href) for href in _texts(response, "//a/@href")}


def _pager(response: Response) -> list[str]:
    """The words of short links that lead to another page: not within this one, as those of a row of pictures do."""
    links = "//a[@href and not(starts-with(@href, '#')) and string-length(normalize-space()) < 30]"
    return [" ".join(words.split()) for words in _texts(response, f"{links}//text()")]


def _texts(response: Response, path: str) -> list[str]:
    """What the path selects on a page; nothing in an answer in JSON, or one that is no text."""
    if not isinstance(response, TextResponse):
        return []
    try:
        return response.xpath(path).getall()[:MOST_TEXTS]
    except ValueError:  # parsel: JSON has no paths
        return []
