"""Has the article further pages, which are missing, and how do their texts join?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urljoin

from corpus.models import Capture
from corpus.urls import article_key, clean_url, host_of, split
from pipelines.page import Page
from pipelines.rules import PageRules

MAX_PAGES = 30
PAGE_NAMES = ("page", "halaman", "hal", "p", "paged")
NUMBERED_PATH = re.compile(r"^(?P<base>.*?)/(?:page/|hal/|halaman/)?(?P<number>[2-9]|[12]\d)/?$")
ALL_WORDS = re.compile(r"^(?:show all|semua(?: halaman)?|tampilkan semua|lihat semua|baca semua|full|view all|selengkapnya|all)$", re.IGNORECASE)
COUNT_META = ("content_total_pages", "total_pages")


def further_pages(page: Page, rules: PageRules) -> tuple[str, ...]:
    """The addresses of the article's other pages, in reading order; one alone where the site has all on one.

    A link counts where it names the same article (its key) and another page of it.
    """
    numbered: dict[int, str] = {}
    whole: str | None = None
    for address in _links(page):
        number = page_number(address, page.url, rules)
        if number == 0:
            whole = whole or address
        elif number is not None and 1 < number <= MAX_PAGES:
            numbered.setdefault(number, address)
    here = page_number(page.url, page.url, rules)
    if here == 0:
        return ()
    if whole is not None and (numbered or _says_more(page)):
        return (whole,)
    if not numbered and _says_more(page):
        return tuple(_guessed(page, rules))
    last = max([*numbered, 0])
    return tuple(numbered[n] for n in range(2, last + 1) if n in numbered and n != here)


def _links(page: Page) -> Iterator[str]:
    """Every address the page links to that could be a page of the same article, without fragments."""
    host = host_of(page.url)
    seen = set()
    for element in page.tree.iter("a", "link", "option"):
        if element.tag == "link" and "next" not in (element.get("rel") or "").lower().split():
            continue
        href = (element.get("href") or element.get("value") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:")) or href in seen:
            continue
        seen.add(href)
        try:
            address = clean_url(urljoin(page.url, href))
        except ValueError:
            continue
        if host_of(address) == host:
            yield address


def page_number(address: str, article: str, rules: PageRules) -> int | None:
    """Which page of the article the address is: 1, 2 ..., 0 for all on one page, None where it is another page."""
    ours, theirs = split(article), split(address)
    if host_of(article) != host_of(address):
        return None
    number = _number_in_query(theirs.query)
    base = theirs.path.rstrip("/")
    if number is None and (found := re.match(r"^(?P<base>.+)/all$", base)):
        base, number = found["base"], 0
    if number is None and (found := NUMBERED_PATH.match(base)) and found["base"]:
        if found["base"] == _base_path(ours.path):
            base, number = found["base"], int(found["number"])
    if base != _base_path(ours.path) and article_key(address, rules.address) != article_key(article, rules.address):
        return None
    if _other_query(theirs.query) != _other_query(ours.query):
        return None
    if base != _base_path(ours.path):
        return None
    return 1 if number is None else number


def _base_path(path: str) -> str:
    """The path without its page part, where the article's own address carries one."""
    path = path.rstrip("/")
    return re.sub(r"/all$", "", path)


def _number_in_query(query: str) -> int | None:
    for name, value in parse_qsl(query):
        if name.lower() in PAGE_NAMES[:3] and (value.isdigit() or value == "all"):
            return 0 if value == "all" else int(value)
        if name.lower() in {"showpage", "single"} and value in {"all", "1"}:
            return 0
    return None


def _other_query(query: str) -> list[tuple[str, str]]:
    names = {*PAGE_NAMES[:3], "showpage", "single", "amp"}
    return sorted((n, v) for n, v in parse_qsl(query) if n.lower() not in names)


def _says_more(page: Page) -> bool:
    """The page's own count of pages."""
    count = page.claims.first(*COUNT_META) or ""
    return count.isdigit() and int(count) > 1


def _guessed(page: Page, rules: PageRules) -> Iterator[str]:
    """Where the page says how many there are and links to none: ?page=2 ..."""
    count = min(int(page.claims.first(*COUNT_META) or 1), MAX_PAGES)
    for number in range(2, count + 1):
        yield clean_url(f"{page.url}{'&' if split(page.url).query else '?'}page={number}")


def same_address(one: str, other: str) -> bool:
    """True where two addresses ask for the same page of the same article."""
    return _folded(one) == _folded(other)


def _folded(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    parts = split(clean_url(address))
    query = sorted((n.lower(), v) for n, v in parse_qsl(parts.query) if not (n.lower() in PAGE_NAMES[:3] and v == "1"))
    return host_of(address), parts.path.rstrip("/"), tuple(query)


def missing(wanted: Sequence[str], captures: Sequence[Capture]) -> tuple[str, ...]:
    """The wanted addresses that no capture asked for or answered."""
    had = [address for c in captures for address in (c.url, c.requested_url) if address]
    return tuple(w for w in wanted if not any(same_address(w, h) for h in had))


def join_lines(parts: Sequence[Sequence[str]]) -> list[str]:
    """The parts' lines in order, without paragraphs that an earlier part had (page=all repeats page 1).

    >>> join_lines([["Satu.", "Dua."], ["Satu.", "Dua.", "Tiga."]])
    ['Satu.', 'Dua.', 'Tiga.']
    """
    joined: list[str] = []
    had: set[str] = set()
    for lines in parts:
        fresh = [line for line in lines if " ".join(line.split()).lower() not in had]
        had |= {" ".join(line.split()).lower() for line in lines}
        joined += fresh
    return joined
