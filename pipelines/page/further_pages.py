"""An article's further pages: which there are, which are missing, and how their texts join."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urljoin

from corpus.models import Capture, RemovedLine
from corpus.urls import article_key, clean_url, host_of
from pipelines.lines.cuts import BodyLine, cut_whole
from pipelines.lines.openings import repeats_opening
from pipelines.page.numbered_addresses import (
    ALL_PAGES,
    READING_PARAMETERS,
    PageAddress,
    page_address_of,
    page_identity,
    with_number,
    without_number,
)
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import Line, PageNode
from pipelines.rules import PageRules

MAX_PAGES = 30  # pages of one article
PAGE_COUNT_META = ("content_total_pages", "total_pages")
PAGE_WORDS = re.compile(  # what a link to a further page says; a bare number in a path may be anything else
    r"""[\s«»<>›‹]* (?: \d{1,2} | next | berikut(?:nya)? | selanjutnya | lanjut(?:kan)? | halaman\s.* | page\s.*
        | all | semua | show\sall | view\sall | tampilkan\ssemua )? [\s«»<>›‹]*""",
    re.IGNORECASE | re.VERBOSE,
)
MORE_WORDS = re.compile(  # what a link to the page that holds all says, where no numbers stand beside it
    r"""\W* (?: (?:baca\s)? (?:berita\s)? selengkapnya | lanjut(?:kan)? (?:\s(?:mem)?baca)? | selanjutnya
        | halaman \s (?:berikut|selanjut)nya | berikutnya | next (?:\spage)? | (?:show|view) \s all
        | (?: (?: baca | lihat | tampilkan ) \s )? semua (?:\shalaman)? ) \W*""",
    re.IGNORECASE | re.VERBOSE,
)
# "Simak selengkapnya di halaman selanjutnya", where no address stands behind it
NEXT_LINE = re.compile(r"\W*(?:[\w\s,]{0,40}\s(?:ke|di)\s|lanjut\s)?(?:halaman\s(?:berikut|selanjut)nya|next\spage)\W*")
APART = re.compile(r"comment|komentar|related|terkait|sidebar|widget|footer|pager-list", re.IGNORECASE)
NEXT_WORDS = re.compile(r"\W*(?:(?:lanjut|baca) (?:ke )?)?halaman (?:berikut|selanjut)nya\W*", re.IGNORECASE)
PAGE_COUNT = re.compile(r"\b(?:halaman|hal\.?|page)\s*(?:ke-?\s?)?\d{1,2}\s*(?:dari|of|/)\s*(\d{1,2})\b", re.IGNORECASE)
MIN_MORE_LETTERS = 4  # letters of "Next", the shortest that says that a text goes on
MIN_NEXT_LETTERS, MAX_NEXT_LETTERS = 14, 60  # letters of such a link's words
MAY_NAME_A_PAGE = re.compile(  # what each address has that `page_address_of` finds a number in
    rf"/(?:all|\d\d?)/*(?:[?#]|$)|[?&](?:{'|'.join(sorted(READING_PARAMETERS))})=", re.IGNORECASE
)
ARTICLE_NAME = re.compile(r"-[^-]{1,100}-|\d{4}")  # in the last part of an article's path; a section's is shorter
SLUG_WORD = re.compile(r"[^\W\d_]{3,}")
MIN_SLUG_WORDS = 2  # words of the title that a short name has
ABSOLUTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
REPEATED_SHARE = 0.6  # of the earlier lines found again on a page: it holds them all (page=all)
MIN_FURNITURE_LENGTH = 60  # characters above which a repeated line is the page's furniture, not the writer's


def further_pages(pages: Sequence[ParsedPage], rules: PageRules, failed: Collection[str] = ()) -> tuple[str, ...]:
    """The addresses of the article's other pages, in reading order; one alone where the site has all on one.

    `pages` are those fetched, the article's own first. A link counts where it is of the same article and
    names another page; numbers count from 2 without a gap, so that a stray number is no page. What a link says is the
    page's number, where its path counts paragraphs (".../judul/5" for page 2, sindonews). `failed` are
    addresses that gave nothing: where the page that holds all of it is one of them, the numbered ones are needed.
    """
    first = pages[0]
    here = page_address_of(first.url)
    if here.number == ALL_PAGES:
        return ()
    places = (here, *_claimed_places(first, here, rules))
    numbered: dict[int, str] = {}
    whole: str | None = None
    more = _count(first) > 1
    hits = [hit for page in pages for hit in _links(page, places, rules)]
    labelled = {address: int(label) for address, place, label in hits if place.in_path and label.isdecimal()}
    for address, place, label in hits:
        if place.number == ALL_PAGES:
            whole = whole or address
            more = more or MORE_WORDS.fullmatch(label) is not None
        elif place.number is not None and place.number <= MAX_PAGES:
            numbered.setdefault(labelled.get(address, place.number), address)
    had_none = {page_identity(address) for address in failed}
    if whole is not None and page_identity(whole) not in had_none and (numbered or more):
        return (whole,)
    return tuple(_in_order(numbered, here, first, places[-1].address))


def _claimed_places(page: ParsedPage, here: PageAddress, rules: PageRules) -> tuple[PageAddress, ...]:
    """The article's address as the page's head gives it, where it is another one than that which was asked.

    AMP and mobile pages, and those behind "?ref=", link the further pages of that address. An address of another site,
    the site's front or a section's is none.
    """
    places: list[PageAddress] = []
    for claimed in (page.claims.first("og:url"), page.claims.links.get("canonical")):
        if not claimed or claimed == page.url:
            continue
        try:
            place = page_address_of(clean_url(urljoin(page.url, claimed)))
        except ValueError:
            continue
        of_site = place.host == here.host or (rules.address is not None and rules.address.owns(place.address))
        if of_site and (place.path, place.query) != (here.path, here.query) and _names_an_article(place.path, page):
            places.append(place)
    return tuple(places)


def _names_an_article(path: str, page: ParsedPage) -> bool:
    """True for a path with an article's long name or number, or with a name of words of the page's title."""
    name = path.rpartition("/")[2].lower()
    if ARTICLE_NAME.search(name):
        return True
    words = {word for word in SLUG_WORD.findall(name) if word != "html"}
    title = f"{page.claims.first('og:title') or ''} {page.title_tag()}".lower()
    return len(words) >= MIN_SLUG_WORDS and words <= set(SLUG_WORD.findall(title))


def _in_order(numbered: dict[int, str], here: PageAddress, first: ParsedPage, base: str) -> Iterator[str]:
    """Yield the addresses of pages 2, 3 ... up to the last linked or counted one; page 2's pattern fills gaps.

    Where that is not known, it is made of `base`, the article's address.
    """
    if (here.number or 1) > 1:
        yield numbered.get(1) or without_number(base)
    last = max([*numbered, _count(first)])
    if 2 not in numbered and here.number != 2:
        if _count(first) < 2:
            return
        numbered[2] = with_number(base, 2)
    for number in range(2, min(last, MAX_PAGES) + 1):
        if number != (here.number or 1):
            yield numbered.get(number) or with_number(numbered.get(2, base), number)


def not_followed(page: ParsedPage, rules: PageRules) -> str | None:
    """The address of a next page that the page links in a form that none here knows; None where there is none."""
    here = page_address_of(page.url)
    claimed = (here, *_claimed_places(page, here, rules))[-1]
    stem = claimed.path.removesuffix(".html").removesuffix(".htm")
    below = f"{stem.rpartition('/')[2]}/"
    for node in page.table.tagged("a", "link"):
        href = (node.attributes.get("href") or "").strip()
        if href[:1] in {"", "#"}:
            continue
        rel = node.attributes.get("rel")
        sure = (rel is not None and "next" in rel.split()) or _says_next(node)
        if not (sure or (below in href and _says_more(node))):
            continue
        try:
            address = clean_url(urljoin(page.url, href))
        except ValueError:
            continue
        place = page_address_of(address)
        longer = place.path.startswith(stem) and place.path.removesuffix(".html") != stem and len(stem) > 1
        longer = longer and (sure or place.path.startswith(f"{stem}/"))  # "Selanjutnya" leads to other articles, too
        if place.host == host_of(page.url) and place.number is None and longer:
            return address
    return None


def printed_page_count(page: ParsedPage) -> str | None:
    """What a button or a line says that counts several pages of the article ("halaman 2 dari 3"); None without one."""
    for line in page.table.lines:
        if len(line.text) > MAX_NEXT_LETTERS or not ("hal" in (small := line.text.lower()) or "page" in small):
            continue
        count = PAGE_COUNT.search(line.text)
        if count and (line.silent == "button" or len(count[0]) == len(line.text)):
            return count[0] if int(count[1]) > 1 else None
    return None


def printed_next_page(page: ParsedPage) -> str | None:
    """What a line or a button without an address says of a next page ("Halaman selanjutnya"); None without one."""
    for line in page.table.lines:
        if len(line.text) > MAX_NEXT_LETTERS or line.silent not in {None, "button"}:
            continue
        small = line.text.lower()
        says_next = ("halaman" in small or "next" in small) and NEXT_LINE.fullmatch(small)
        if says_next and not _leads_somewhere(line) and not _stands_apart(line.node):
            return line.text
    return None


def _leads_somewhere(line: Line) -> bool:
    """True where a link with an address stands in the line or around it."""
    element = line.node.element
    links = [*element.iter("a"), *element.iterancestors("a")]
    within = (link for link in links if " ".join(link.text_content().split()) in line.text)  # the rest is other lines'
    addresses = ((link.get("href") or "").strip().lower() for link in within)
    return any(address and not address.startswith(("#", "javascript:")) for address in addresses)


def _stands_apart(node: PageNode) -> bool:
    """True for an element in a side bar, among comments or other stories, which have pages of their own."""
    here: PageNode | None = node
    while here is not None:
        if here.tag in {"aside", "footer", "nav"} or (here.names and APART.search(here.names)):
            return True
        here = here.above
    return False


def _says_next(node: PageNode) -> bool:
    """True for a link whose words are those of a link to the next page."""
    if not MIN_NEXT_LETTERS <= node.letters <= MAX_NEXT_LETTERS:
        return False
    words = (node.element.text or "") if not node.children else "".join(node.element.itertext())
    return "halaman" in words.lower() and NEXT_WORDS.fullmatch(" ".join(words.split())) is not None


def _says_more(node: PageNode) -> bool:
    """True for a link that says no more than that something goes on."""
    if not MIN_MORE_LETTERS <= node.letters <= MAX_NEXT_LETTERS:
        return False
    return MORE_WORDS.fullmatch(" ".join(node.element.text_content().split())) is not None


def _links(page: ParsedPage, places: Sequence[PageAddress], rules: PageRules) -> Iterator[tuple[str, PageAddress, str]]:
    """Yield the page's links to pages of this article: address, parsed address, label."""
    seen = set()
    hosts = {place.host for place in places}
    for node in page.table.tagged("a", "link", "option"):
        get = node.attributes.get
        href = (get("href") or get("value") or "").strip()
        if not _may_name_a_page(href) or href.startswith(("#", "javascript:", "mailto:")):
            continue
        if ABSOLUTE.match(href) and "xn--" not in href and not any(host in href.lower() for host in hosts):
            continue
        is_next = "next" in (get("rel") or "").lower().split()
        if node.tag == "link" and not is_next:
            continue
        try:
            address = clean_url(urljoin(page.url, href))
        except ValueError:
            continue
        place = page_address_of(address)
        if not _same_article(place, places, address, page, rules):
            continue
        label = " ".join(node.element.text_content().split())
        if (href, label) in seen or (place.in_path and not is_next and not PAGE_WORDS.fullmatch(label)):
            continue
        seen.add((href, label))
        yield address, place, label


def _may_name_a_page(href: str) -> bool:
    """True for an address that `page_address_of` may find a number in."""
    if not ("?" in href or "#" in href or "&" in href):
        end = href.rstrip("/")[-len("/all") :]
        if not (end[-1:].isdigit() or end.lower() == "/all"):  # most links of a page
            return False
    return MAY_NAME_A_PAGE.search(href) is not None


def _same_article(
    place: PageAddress, places: Sequence[PageAddress], address: str, page: ParsedPage, rules: PageRules
) -> bool:
    """True for an address with a page's number of the article that stands at these places."""
    if place.number is None:
        return False
    for own in places:
        if place.host == own.host and place.path == own.path:
            if place.query == own.query:
                return True
            if set(place.query) < set(own.query) and _names_an_article(own.path, page):  # asked for with "?ref=beranda"
                return True
    if place.host != places[0].host:
        return False
    rule = rules.address
    if rule is None or not rule.articles or not rule.is_article(address):
        return False
    return article_key(address, rule) == article_key(page.url, rule)


def _count(page: ParsedPage) -> int:
    """The number of pages that the page itself gives, 1 where it gives none."""
    count = page.claims.first(*PAGE_COUNT_META) or ""
    return min(int(count), MAX_PAGES) if count.isdecimal() and len(count) <= 4 else 1


def missing(needed: Sequence[str], captures: Sequence[Capture]) -> tuple[str, ...]:
    """The needed addresses that no capture was requested by or answered from."""
    had = {page_identity(address) for c in captures for address in (c.url, c.requested_url) if address}
    return tuple(w for w in needed if page_identity(w) not in had)


def in_reading_order(captures: Sequence[Capture]) -> list[Capture]:
    """Captures of one article by the page number of their addresses; unnumbered ones keep their place."""

    def number(indexed: tuple[int, Capture]) -> tuple[int, int]:
        index, capture = indexed
        page_number = page_address_of(capture.requested_url or capture.url).number
        return (page_number if page_number else 1 if index == 0 else MAX_PAGES + index, index)

    return [capture for _, capture in sorted(enumerate(captures), key=number)]


def join_lines(parts: Sequence[Sequence[BodyLine]]) -> tuple[list[BodyLine], list[RemovedLine]]:
    """The parts' lines in order, without paragraphs that an earlier part had (page=all repeats page 1).

    A page that repeats only a few lines loses the long ones among them: a teaser, never a short "Ya."; and the text's
    opening where it says that again, however it is cut off (jpnn, seen 2008-2025).

    >>> first = [BodyLine(0, "Satu."), BodyLine(1, "Dua.")]
    >>> whole = [BodyLine(2, "Satu."), BodyLine(3, "Dua."), BodyLine(4, "Tiga.")]
    >>> [line.text for line in join_lines([first, whole])[0]]
    ['Satu.', 'Dua.', 'Tiga.']
    """
    joined: list[BodyLine] = []
    removed: list[RemovedLine] = []
    had: set[str] = set()
    for lines in parts:
        again = {line.position for line in lines if line.text.lower() in had}
        holds_all = bool(had) and len(again) >= REPEATED_SHARE * len(had)
        opening = list(joined)
        for line in lines:
            is_again = line.position in again and (holds_all or len(line.text) > MIN_FURNITURE_LENGTH)
            if is_again or (opening and repeats_opening(line.text, opening)):
                removed.append(cut_whole("page_repeated", line))
            else:
                joined.append(line)
        had |= {line.text.lower() for line in lines}
    return joined, removed
