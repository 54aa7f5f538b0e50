"""Links of an HTML page that lead to the outlet's articles, the words beside them, and the entries of no use.

An entry of a page that lists is an address that may be an article's (`may_be_article`). Where it has not the form of
the outlet's articles, it is counted; not in header, nav, footer and aside, unless the outlet says where it lists. Of
other hosts it is counted where the page itself came from there (the site has moved), or where three or more stories
lead to one host and none to the outlet. Social networks and shops are on no list here: their addresses seldom look like
an article's, and a page with one article of the outlet's own counts none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import html
from parsel import Selector
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from corpus.urls import AddressRule, article_key, clean_url, fold_host, host_of, is_web_address
from pipelines.page.table import HIDDEN_STYLE
from pipelines.storing.items import Entry, Link
from spiders.parsing.json_listing import hidden_titles, page_of, rows_without_address
from spiders.parsing.links import LONGEST_URL, make_link, markup_text, one_each, without_namesakes
from spiders.parsing.story_addresses import may_be_article

FURNITURE = frozenset({"aside", "footer", "header", "nav"})
LEAST_ALIKE = 3  # stories on one other host, from which they are what the page lists
MAX_CLIMB = 3  # elements upwards from a link, in search of the teaser around it
MAX_CARD_LINKS = 12  # links in an element, above which it is no longer one article's
# Where a card says where a click on it leads, when it is no <a>, or one with href="#"; sorted.
CLICKED = ("data-href", "data-link", "data-url")
LOCATION = re.compile(r"""\blocation(?:\.href)?\s*=\s*["']([^"']+)["']""")  # "window.location.href='/read/1-apel'"
CARD_PATHS = " | ".join(
    f"descendant-or-self::*[{at}]" for at in ("self::a/@href", *(f"@{c}" for c in CLICKED), "@onclick")
)


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What a page lists: the outlet's articles, what stands `beside` each, and entries that could not be used."""

    links: Sequence[Link] = ()
    beside: Sequence[str] = ()
    unused: Sequence[Entry] = ()


def read_anchors(response: Response, rule: AddressRule, within: Sequence[str] = ()) -> ListedPage:
    """The articles that a page links to, one link each, with the words beside them, and its entries of no use.

    `within` are CSS selectors of the parts of the page that are looked at. A card that a script makes a link counts
    as one, and an answer in JSON as the page that a script makes of it; a row of it without an address is unreadable.
    "javascript:", "whatsapp:" and their like are passed over, and a link that no reader sees, or that robots must not
    follow, too.
    """
    if not isinstance(response, TextResponse):
        return ListedPage()
    base = get_base_url(response)
    strange: dict[str, None] = {}
    beside: dict[str, str] = {}
    links: list[Link] = []
    for anchor in _anchors(response, within):
        link = make_link(rule, _address(anchor), base, title=_title(anchor))
        if link is None or not rule.is_article(link.url):
            if within or not _is_furniture(anchor):
                strange |= dict.fromkeys(_story_of(anchor, base))
            continue
        links.append(link)
        key = article_key(link.url, rule)
        beside[key] = f"{beside.get(key, '')} {_around(anchor, key, base, rule)}"
    entries = without_namesakes((Entry("taken", link) for link in links), rule)
    chosen = one_each((entry.link for entry in entries), rule)
    namesakes = {entry.shown: entry for entry in entries if entry.link is None}
    unused = [*namesakes.values(), *_unused(strange, rule, response.url, bool(chosen))]
    unused += [Entry("unreadable", None, words) for words in rows_without_address(response)]
    if len(hidden := hidden_titles(response)) > len(chosen) + len(unused):  # what the page lists is not in its markup
        unused += [Entry("unreadable", None, words) for words in hidden]
    return ListedPage(chosen, [beside[article_key(link.url, rule)] for link in chosen], unused)


def _story_of(anchor: html.HtmlElement, base: str) -> Iterator[str]:
    """Yield the address of a link that may be an article's."""
    try:
        url = clean_url(urljoin(base, _address(anchor)))
    except ValueError:
        return
    if is_web_address(url) and len(url) <= LONGEST_URL and may_be_article(url):
        yield url


def _unused(urls: Iterable[str], rule: AddressRule, page: str, has_own: bool) -> Iterator[Entry]:
    """Yield the addresses that are entries: those of the outlet's hosts; others where the articles stand there."""
    hosts = Counter(fold_host(host_of(url)) for url in urls)
    moved_to = None if rule.owns(page) else fold_host(host_of(page))
    for url in urls:
        host = fold_host(host_of(url))
        if rule.owns(url):
            yield Entry("unknown_form", None, url)
        elif host == moved_to or (not has_own and hosts[host] >= LEAST_ALIKE):
            yield Entry("other_host", None, url)


def _is_furniture(anchor: html.HtmlElement) -> bool:
    """True in the parts of a page that every page of the site has; an <article>'s own header or footer is none."""
    above = [element.tag for element in anchor.iterancestors()]
    own = (tag in {"header", "footer"} and "article" in above[place:] for place, tag in enumerate(above))
    return any(tag in FURNITURE and not is_own for tag, is_own in zip(above, own, strict=True))


def _anchors(response: TextResponse, within: Sequence[str]) -> Iterator[html.HtmlElement]:
    markup = page_of(response)
    whole = Selector(response.text) if markup is None else Selector(markup or "<p/>")
    inside = within if markup is None else ()
    for part in [part for css in inside for part in whole.css(css)] or [whole] * (not inside):
        for anchor in part.xpath(CARD_PATHS):
            if not _is_closed_to_us(anchor.root):
                yield anchor.root


def _address(anchor: html.HtmlElement) -> str:
    """The address that a click leads to; "" where nothing says so."""
    href = str(anchor.get("href") or "").strip()
    if anchor.tag == "a" and href and not href.startswith("#"):
        return href
    target = next((str(anchor.get(at)) for at in CLICKED if anchor.get(at)), None)
    location = LOCATION.search(anchor.get("onclick") or "")
    return target or (location[1] if location else "")


def _is_closed_to_us(anchor: html.HtmlElement) -> bool:
    """True for rel=nofollow, and for what is hidden by its own or a near element's attribute: a trap for robots."""
    if "nofollow" in (anchor.get("rel") or "").lower().split():
        return True
    near = (anchor, *islice(anchor.iterancestors(), MAX_CLIMB))
    return any("hidden" in e.attrib or HIDDEN_STYLE.search(e.get("style") or "") for e in near)


def _title(anchor: html.HtmlElement) -> str | None:
    """A link's words (of a card its heading's), else its title attribute, else its picture's alt text."""
    headings = anchor.xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6") if anchor.tag != "a" else ()
    pictured = next((str(img.get("alt")) for img in anchor.iter("img") if img.get("alt")), None)
    words = next(filter(None, map(_words, headings)), None) or _words(anchor)
    return words or markup_text(anchor.get("title")) or markup_text(pictured)


def _around(anchor: html.HtmlElement, key: str, base: str, rule: AddressRule) -> str:
    """The words of the largest element near the link that leads to no other article."""
    nearest = anchor
    for element in islice(anchor.iterancestors(), MAX_CLIMB if anchor.tag == "a" else 0):
        anchors = list(islice(element.iter("a"), MAX_CARD_LINKS + 1))
        if len(anchors) > MAX_CARD_LINKS or any(_leads_elsewhere(a, key, base, rule) for a in anchors):
            break
        nearest = element
    return _words(nearest) or ""


def _leads_elsewhere(anchor: html.HtmlElement, key: str, base: str, rule: AddressRule) -> bool:
    try:
        url = urljoin(base, anchor.get("href") or "")
    except ValueError:
        return False
    return rule.is_article(url) and article_key(url, rule) != key


def _words(element: html.HtmlElement) -> str | None:
    """Return the element's words in one line, without scripts and styles; None if there are none."""
    texts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return markup_text(" ".join(str(part) for part in texts)) if isinstance(texts, list) else None
