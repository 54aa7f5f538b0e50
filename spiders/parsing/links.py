"""An address on a listing, with the words beside it, as a Link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin

from w3lib.html import remove_tags_with_content, replace_tags

from corpus.urls import AddressRule, article_key, clean_url, join, may_be_twin, original, split
from pipelines.storing.items import Entry, Link
from spiders.parsing.topic_words import slug_words

LONGEST_URL = 2_000  # characters; what is longer is an accident or an attack
CUT_OFF = re.compile(r"(?:\[?(?:\.\.\.|…)\]?|\b(?:read more|baca selengkapnya|selengkapnya))\W*$", re.IGNORECASE)
PLAIN_ADDRESS = re.compile(r"https?://[\w.:/%~+-]+", re.ASCII)  # nothing in it to leave out
MOST_ORIGINS = 500  # that are remembered
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def make_link(
    rule: AddressRule,
    href: str,
    base: str,
    *,
    title: str | None = None,
    text: str | None = None,
    whole: bool = False,
    day: date | None = None,
) -> Link | None:
    """A Link without tracking tags, or None where the address is not http(s) or on none of the outlet's hosts.

    `title` and `text` may be markup. A text that ends in "[...]" is not taken for whole. Where `day` is None,
    the address may name it.
    """
    url = _web_address(href, base)
    if url is None or not rule.owns(url):
        return None
    parts = split(url)
    if not (parts.path.strip("/") or parts.query):  # the front page is no article
        return None
    words = markup_text(text)
    is_whole = whole and words is not None and not CUT_OFF.search(words)
    return Link(clean_url(url), markup_text(title), words, is_whole, day or rule.day_of(url))


def make_entry(
    rule: AddressRule,
    href: str,
    base: str,
    *,
    title: str | None = None,
    text: str | None = None,
    whole: bool = False,
    day: date | None = None,
) -> Entry:
    """An item of a structured answer: `taken` with its link, where the address is on one of the outlet's hosts.

    Else it is `unreadable` (no web address), `other_host`, or `unknown_form` (the front page); it then shows its
    address, or where it has none its title.
    """
    link = make_link(rule, href, base, title=title, text=text, whole=whole, day=day)
    if link:
        return Entry("taken", link)
    url = _web_address(href, base)
    if url is None:
        return Entry("unreadable", shown=UNPRINTABLE.sub("", href).strip() or markup_text(title) or "")
    return Entry("unknown_form" if rule.owns(url) else "other_host", shown=url)


def cut_off(rest: str | None) -> list[Entry]:
    """What stands in an answer behind a fault, which begins with these words: at least one entry; None where whole."""
    return [] if rest is None else [Entry("unreadable", shown=rest)]


def _web_address(href: str, base: str) -> str | None:
    """The whole address that an href on a page means; None where it is no http(s) address, or too long."""
    href = UNPRINTABLE.sub("", href).strip()
    try:
        url = urljoin(base, href) if href else ""
    except ValueError:  # "http://[broken"
        return None
    return url if len(url) <= LONGEST_URL and split(url).scheme in {"http", "https"} else None


def markup_text(markup: str | None) -> str | None:
    """The words of a piece of markup in one line, None where there are none.

    >>> markup_text("<p>Kepala BP2MI&#8217;s</p>\\n<p>lantik &amp; bina</p>")
    'Kepala BP2MI’s lantik & bina'
    """
    if not markup:
        return None
    text = replace_tags(remove_tags_with_content(markup, ("script", "style")), " ") if "<" in markup else markup
    return " ".join(UNPRINTABLE.sub("", html.unescape(text)).split()) or None


def one_each(links: Iterable[Link | None], rule: AddressRule) -> list[Link]:
    """One link an article, in the order of the listing; of an article's links the one with the longest title."""
    chosen: dict[str, Link] = {}
    for link in links:
        if link is None:
            continue
        key = article_key(link.url, rule)
        if key not in chosen or len(link.title or "") > len(chosen[key].title or ""):
            chosen[key] = link
    return list(chosen.values())


def without_namesakes(entries: Iterable[Entry], rule: AddressRule) -> list[Entry]:
    """The entries, those of `unknown_form` whose address has the key of another entry, and is another article's.

    The outlet's pattern then takes something else for the article's name (a section), and only one of them would be
    fetched. Addresses of one article end in much the same words, whatever section, AMP or new headline they name; one
    that ends in a number or a single word is not judged.
    """
    words: dict[str, frozenset[str]] = {}
    given: list[Entry] = []
    for entry in entries:
        if entry.link:
            own = frozenset(slug_words(original(entry.link.url)).split())
            first = words.setdefault(article_key(entry.link.url, rule), own)
            if min(len(first), len(own)) > 1 and 2 * len(first & own) < min(len(first), len(own)):
                given.append(Entry("unknown_form", shown=original(entry.link.url)))
                continue
        given.append(entry)
    return given


class OwnHosts:
    """Whether addresses are on the outlet's hosts: what was once looked up of a host is remembered."""

    def __init__(self, rule: AddressRule) -> None:
        self._rule = rule
        self._by_origin: dict[str, bool] = {}
        self._last = "/"  # the outlet's origin that came last; no web address begins with this one
        self._forms = [re.compile(pattern, re.IGNORECASE) for pattern, _ in rule.articles]
        self.name_days = any("(?P<y" in pattern for pattern, _ in rule.articles)

    def cleaned(self, url: str) -> str:
        """Return the address to fetch, as `clean_url` does."""
        return url if PLAIN_ADDRESS.fullmatch(url) else clean_url(url)

    def has_article_form(self, url: str) -> bool:
        """Return True as the outlet's rule does, for an address on one of its hosts, which is no archive's copy."""
        for form in self._forms:  # any() takes twice as long
            if form.match(url):
                return True
        return (not self._forms or may_be_twin(url)) and self._rule.has_article_form(url)

    def absolute(self, address: str, base: str) -> str:
        """Return the address joined with that of its sitemap."""
        return address if address.startswith(("http://", "https://")) else join(base, address) if address else ""

    def has(self, url: str) -> bool:
        """Return True for a web address on one of the outlet's hosts that can be fetched."""
        if url.startswith(self._last):
            return len(url) <= LONGEST_URL
        origin = "/".join(url.split("/", 3)[:3])
        if origin not in self._by_origin:
            if len(self._by_origin) > MOST_ORIGINS:
                self._by_origin.clear()
            self._by_origin[origin] = split(origin).scheme in {"http", "https"} and self._rule.owns(origin)
        if self._by_origin[origin]:
            self._last = f"{origin}/"
        return self._by_origin[origin] and len(url) <= LONGEST_URL
