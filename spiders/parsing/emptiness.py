"""Whether a site says that it has no hit; a page without links that doesn't say so may have changed its markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import html
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from corpus.urls import clean_url, join
from pipelines.page.table import HIDDEN_STYLE
from pipelines.storing.items import Entry
from spiders.parsing.json_answers import any_json
from spiders.parsing.json_listing import NO_ADDRESS, rows_in, says_it_failed
from spiders.parsing.links import markup_text
from spiders.parsing.topic_words import holds_any_word

MAX_SEARCHED = 200_000  # characters
MAX_HEADINGS = 20
LONGEST_SENTENCE = 200  # characters of a text that may say it; longer ones are an article's
MOST_SENTENCES = 5_000  # texts of a page in which the sentence is looked for, where it has entries
MOST_ABOVE = 4  # elements above a sentence, in search of the entry whose teaser it may be
HIDDEN = (
    "self::script or self::style or self::template or self::noscript or @hidden"
    f" or re:test(@style, '{HIDDEN_STYLE.pattern}', 'i') or re:test(@class, '(^|\\s)(d-none|hidden|hide)(\\s|$)')"
)
CLOSED = f"self::a or self::nav or self::aside or self::footer or @onclick or @data-href or {HIDDEN}"
SENTENCES = f"//body//*[text()[normalize-space()] and not(ancestor-or-self::*[{CLOSED}])]"
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
LONGEST_FAULT = 200  # words of a page; one with more has an answer beside a program's notice
FAULTS = re.compile(  # "<b>Fatal error</b>: Uncaught Error: Class 'Berita' not found"
    r"""\b(?:PHP\ )?(?:fatal|parse)\ error\b | \buncaught\ (?:\w+)?(?:error|exception)\b | \bSQLSTATE\b
        | \berror\ establishing\ a\ database\ connection | \byou\ have\ an\ error\ in\ your\ SQL
        | \ba\ (?:database|PHP)\ error\ (?:has\ )?(?:occurred|was\ encountered) | \bstack\ trace\b
        | \binternal\ server\ error\b | \bunable\ to\ connect\ to\ (?:the|your)\ database\b""",
    re.IGNORECASE | re.VERBOSE,
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


def says_no_hits(response: Response, unused: Sequence[Entry] = ()) -> bool:
    """True where the page says that there is no hit; where it has entries of no use, not in the teaser of one alone.

    >>> from scrapy.http import HtmlResponse
    >>> says_no_hits(HtmlResponse("https://x.id/cari", body="<p>Tidak ada hasil untuk \\"magang\\"".encode()))
    True
    """
    if not isinstance(response, TextResponse) or not _shows_sentence(response):
        return False
    return not unused or _has_sentence(response, {entry.shown for entry in unused})


@lru_cache(maxsize=1)
def _shows_sentence(response: TextResponse) -> bool:
    """True where the page, which is there, shows that sentence somewhere; of JSON, where its list is empty, too."""
    answer = any_json(response.body).value
    if is_lost(response) or (isinstance(answer, dict) and says_it_failed(answer)):
        return False
    rows = None if answer is None else rows_in(answer, lambda _row: NO_ADDRESS)
    if rows is not None and not rows.rows and not rows.total:
        return True
    if not SAYS_NOTHING.search(markup_text(response.text[:MAX_SEARCHED]) or ""):
        return False
    return not tells_of_a_fault(response.text) and _is_shown(response)


def _is_shown(response: TextResponse) -> bool:
    """True where a reader sees it: many a page holds it hidden, for its script to show."""
    try:
        texts = response.xpath(f"//text()[not(ancestor::*[{HIDDEN}])]").getall()
    except ValueError:  # an answer in JSON
        return True
    return bool(SAYS_NOTHING.search(" ".join(" ".join(texts).split())[:MAX_SEARCHED]))


def _has_sentence(response: TextResponse, entries: Collection[str]) -> bool:
    """True where a short text outside links, menus and the entries' teasers says that there is no hit.

    Shapes that were not seen, and what happens then: a sentence longer than LONGEST_SENTENCE, or one that stands right
    behind a single entry, is taken for a teaser's. The page then has entries that could not be used: could not look.
    """
    try:
        elements = [part.root for part in response.xpath(SENTENCES)[:MOST_SENTENCES]]
    except ValueError:  # an answer in JSON: its rows may say so
        return False
    base = get_base_url(response)
    sentences = (element for element in elements if SAYS_NOTHING.search(_sentence(element)))
    return any(not _is_teaser(element, base, entries) for element in sentences)


def _sentence(element: html.HtmlElement) -> str:
    """The words of a short element, else those that stand in it directly; "" where both are long."""
    words = [" ".join("".join(map(str, element.xpath(path))).split()) for path in (".//text()", "text()")]
    return next((text for text in words if len(text) <= LONGEST_SENTENCE), "")


def _is_teaser(element: html.HtmlElement, base: str, entries: Collection[str]) -> bool:
    """True where the nearest element around it leads to one entry alone, or to more, and it stands right behind one."""
    for near in (element, *islice(element.iterancestors(), MOST_ABOVE)):
        before = near.getprevious()
        if before is not None and len(_entries_in(before, base, entries)) == 1:
            return True
        if here := _entries_in(near, base, entries):
            return len(here) == 1
    return False


def _entries_in(element: html.HtmlElement, base: str, entries: Collection[str]) -> set[str]:
    """The entries that links in an element lead to; two are enough to know that it is no card."""
    urls = (clean_url(join(base, anchor.get("href") or "")) for anchor in element.iter("a"))
    return set(islice(dict.fromkeys(url for url in urls if url in entries), 2))


def tells_of_a_fault(markup: str) -> bool:
    """True for a page of few words, among them those of a broken program: it is no answer, whatever else it says.

    >>> tells_of_a_fault("<b>Fatal error</b>: Uncaught Error: Class 'Berita' not found"), tells_of_a_fault("0 hasil")
    (True, False)
    """
    words = markup_text(markup[:MAX_SEARCHED]) or ""
    return FAULTS.search(words) is not None and len(words.split()) <= LONGEST_FAULT


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


def shows_only_a_rail(response: Response, query: str, beside: Sequence[str], unused: Sequence[Entry] = ()) -> bool:
    """True where a search says it has no hit, and shows the newest or most read articles instead.

    `beside` is what stands beside each link: no word of the query, and not that sentence either, for a teaser may say
    "belum ada data korban".
    """
    return not any(holds_any_word(query, text) for text in beside) and says_it_is_empty(response, beside, unused)


def says_it_is_empty(response: Response, beside: Sequence[str], unused: Sequence[Entry] = ()) -> bool:
    """True where a page says that it has no hit, and that sentence stands beside none of its links and entries."""
    return not any(SAYS_NOTHING.search(text) for text in beside) and says_no_hits(response, unused)
