"""Replay saved listings, feeds and sitemaps through their outlets, and count what was taken of what stands there.

    python benchmarks/outlet_listings.py PAGES_DIR [--list]

PAGES_DIR holds manifest.csv with the columns `file`, `kind` (listing, feed, sitemap), `outlet`, `url` and `seen`. Each
file is read by the way of its outlet whose first request has the form of the file's address; where none has, by the
way that reads such files, and "by kind" stands beside it. The topic's queries are all words of the file.

What stands there is counted without the outlet's patterns: links to its hosts with a title of four words or more, the
addresses of a feed's or sitemap's entries, and rows of JSON with a title and an address or slug. So photo pages, videos
and adverts of the house count, too. What waits for the answer to a nonsense word ("search_doubted") counts as taken.
Below the table stands what was missed: what became of it, and its form. --list prints every address that stands there,
"+" before those that were taken.
Exit code 1 where less than half of a file was taken, or none stands there.
"""

from __future__ import annotations

import csv
import importlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from lxml import etree, html  # noqa: E402 - found by the line above
from scrapy import Request  # noqa: E402
from scrapy.responsetypes import responsetypes  # noqa: E402

from corpus.topics import Ask, Grading, Topic  # noqa: E402
from corpus.urls import article_key, clean_url  # noqa: E402
from pipelines.storing.items import Entry, Link, Remark  # noqa: E402
from spiders.families.base import OutletSpider  # noqa: E402
from spiders.families.feed import FeedSpider  # noqa: E402
from spiders.families.listing import ListingSpider  # noqa: E402
from spiders.families.sitemap import SitemapSpider  # noqa: E402
from spiders.families.walks import Walk  # noqa: E402

KINDS = ("listing", "feed", "sitemap")
COLUMNS = ("file", "outlet", "way", "there", "taken", "missed", "more", "remark")
LEAST_WORDS = 4  # of a link's title
WORDS = re.compile(r"[^\W_]+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){3,}", re.IGNORECASE)
TITLES = ("title", "title_digital", "judul", "headline", "name")
ADDRESSES = ("url", "link", "canonical_url", "slug", "href", "permalink")
HTML_WAYS = ("index", "tag", "home")


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of a file: its way, the articles there (address -> title), what was taken, what became of others."""

    way: str
    there: Mapping[str, str]
    taken: frozenset[str]
    outcomes: Mapping[str, str]
    remark: str

    @property
    def missed(self) -> list[str]:
        """The addresses that stand there and were not taken."""
        return [url for url in self.there if url not in self.taken]


def main() -> int:
    """Print the table; returns the exit code."""
    folders = [argument for argument in sys.argv[1:] if argument != "--list"]
    folder = Path(folders[0]) if len(folders) == 1 else Path()
    if not (folder / "manifest.csv").is_file() or len(folders) != 1:
        print("usage: python benchmarks/outlet_listings.py PAGES_DIR [--list] (a folder with manifest.csv)")
        return 2
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        pages = [row for row in csv.DictReader(file) if row["kind"] in KINDS]
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    misses: list[str] = []
    every: list[str] = []
    poor = there = taken = 0
    for page in pages:
        page["outlet"] = page["outlet"].removeprefix("(none: ").removesuffix(")")  # had no outlet when it was saved
        outlet = outlet_of(page["outlet"])
        if outlet is None:
            print(f"| {page['file']} | {page['outlet']} | no outlet |" + " |" * 5)
            continue
        came = replayed(outlet, page, (folder / page["file"]).read_bytes())
        missed = came.missed
        numbers = (len(came.there), len(came.there) - len(missed), len(missed), len(came.taken - came.there.keys()))
        print("| " + " | ".join((page["file"], page["outlet"], came.way, *map(str, numbers), came.remark)) + " |")
        there, taken = there + numbers[0], taken + numbers[1]
        poor += numbers[1] * 2 < numbers[0] or not numbers[0]
        misses += _why(page["file"], came)
        every += ["", page["file"], *(f"{'+' if url in came.taken else '-'} {url}" for url in came.there)]
    print(f"\n{there} stand there, {taken} were taken\n\nWhat was missed:\n")
    print("\n".join([*misses, *(every if "--list" in sys.argv else ())]))
    return 1 if poor else 0


def outlet_of(slug: str) -> type[OutletSpider] | None:
    """The shipped outlet; None where there is none."""
    try:
        module = importlib.import_module(f"spiders.outlets.{slug}")
    except ImportError:
        return None
    classes = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, OutletSpider))
    return next(cls for cls in classes if vars(cls).get("name") == slug)


def replayed(outlet: type[OutletSpider], page: Mapping[str, str], body: bytes) -> Replay:
    """Read one file as the answer to the request that the outlet would send for it."""
    words = tuple(sorted({word.lower() for word in WORDS.findall(body.decode("utf-8", "replace"))}))
    last = urlsplit(page["url"]).path.rstrip("/").rpartition("/")[2]
    topic = Topic("all", "All", Ask(search=words, tags=(last or "berita",)), Grading(phrases=words))
    clock = datetime.fromisoformat(page["seen"] if len(page["seen"]) > 7 else f"{page['seen']}-28").replace(tzinfo=UTC)
    way, request = request_for(outlet, topic, clock, page["url"], page["kind"], body)
    name = Path(urlsplit(page["url"]).path).name if page["file"].endswith(".html") else page["file"]
    kind = responsetypes.from_args(filename=page["file"] if "." not in name else name, body=body)
    response = kind(page["url"], body=body, request=request.replace(url=page["url"]))
    assert request.callback is not None
    given: list[Any] = list(request.callback(response, **request.cb_kwargs))
    entries = [item if isinstance(item, Entry) else Entry("taken", item) for item in given if _is_entry(item)]
    entries += (entry for item in given if isinstance(item, Request) for entry in _held(item))
    rule = outlet.address()
    outcomes = {_plain(entry.link.url if entry.link else entry.shown): entry.outcome for entry in entries}
    keys = {article_key(entry.link.url, rule) for entry in entries if entry.link and entry.outcome == "taken"}
    there = dict(articles_there(body, page["url"], outlet))
    by_key = {url: article_key(url, rule) for url in there}
    taken = {url for url, outcome in outcomes.items() if outcome == "taken"}
    slugs = {_last_part(url) for url in taken}  # a row of JSON may name an article by its slug alone
    own = {url for url, key in by_key.items() if key in keys or (_is_slug(url) and _last_part(url) in slugs)}
    own |= taken & there.keys()  # a sitemap's own sitemaps
    shown = {*by_key.values(), *map(_last_part, filter(_is_slug, there))}
    beyond = {url for url in taken - there.keys() if not {article_key(url, rule), _last_part(url)} & shown}
    remarks = [item.reason for item in given if isinstance(item, Remark)]
    return Replay(way, there, frozenset(own | beyond), outcomes, ", ".join(remarks))


def request_for(
    outlet: type[OutletSpider], topic: Topic, clock: datetime, url: str, kind: str, body: bytes
) -> tuple[str, Request]:
    """The way that asks for an address of this form and its request; else that of the way that reads such files."""
    is_xml = body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<?xml", b"<rss", b"<urlset", b"<sitemapindex"))
    if is_xml and (b"<urlset" in body or b"<sitemapindex" in body):
        kind = "sitemap"
    spider = outlet(topic=topic, clock=clock)
    requests = [(way, request) for way in (*outlet.ways, *outlet.ladder) for request in _first(spider, way)]
    for way, request in requests:
        if form_of(request.url) == form_of(url) and (way in ("feed", "sitemap")) == is_xml:
            return way, request
    ways = {"feed": ("feed",), "sitemap": ("sitemap",)}.get(kind, HTML_WAYS) if is_xml else HTML_WAYS
    for way in ways:
        own = next((request for name, request in requests if name == way), None)
        if own is not None:
            return f"{way} (by kind)", own
    family = {"feed": FeedSpider, "sitemap": SitemapSpider}.get(kind if is_xml else "", ListingSpider)
    facts = {"ways": (), "ladder": (), "sitemaps": ("/sitemap.xml",)}
    made = type(outlet.__name__, (outlet,) if issubclass(outlet, family) else (outlet, family), facts)
    way = ways[-1]
    return f"{way} (none of its own)", next(iter(made(topic=topic, clock=clock).begin_way(way)))


def _first(spider: OutletSpider, way: str) -> Iterator[Request]:
    """The first requests of a way; a sitemap's are those behind robots.txt, too."""
    for request in spider.begin_way(way):
        yield request
        others = request.cb_kwargs.get("others") or ()
        yield from (request.replace(url=urljoin(f"{spider.root()}/", other)) for other in others)


def form_of(url: str) -> str:
    """An address without scheme, `www.`, query and last slash, its numbers as N.

    >>> form_of("http://www.x.id/index/50/2026/07/24/?t=1")
    'x.id/index/N/N/N/N'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return re.sub(r"\d+", "N", host + parts.path.rstrip("/"))


# --- what stands there ---------------------------------------------------------------------------------------


def articles_there(body: bytes, base: str, outlet: type[OutletSpider]) -> Iterator[tuple[str, str]]:
    """Yield address and title of what a reader would take for an article, on the outlet's own hosts."""
    text = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    rule = outlet.address()
    if text[:1] in b"[{":
        pairs = _in_json(json.loads(text))
    elif text.startswith(b"<?xml") or re.match(rb"<(?:\w+:)?(?:rss|urlset|sitemapindex|feed)\b", text):
        pairs = _in_xml(text)
    else:
        pairs = _in_html(body)
    for address, title in pairs:
        try:
            url = _plain(urljoin(base, address.strip()))
        except ValueError:
            continue
        is_page = urlsplit(url).path.strip("/") or urlsplit(url).query
        if rule.owns(url) and is_page and len(WORDS.findall(title)) >= LEAST_WORDS:
            yield url, title


def _in_html(body: bytes) -> Iterator[tuple[str, str]]:
    tree = html.fromstring(body)
    for anchor in tree.iter("a"):
        href = str(anchor.get("href") or "")
        pictured = next((str(img.get("alt")) for img in anchor.iter("img") if img.get("alt")), "")
        own = " ".join("".join(anchor.itertext()).split())
        title = max((own, str(anchor.get("title") or ""), pictured), key=lambda words: len(WORDS.findall(words)))
        if href and not href.startswith(("#", "javascript:", "mailto:", "whatsapp:")):
            yield href, title
    for script in tree.iter("script"):
        if script.get("type") == "application/json" and script.text:
            yield from _in_json(json.loads(script.text))


def _in_xml(body: bytes) -> Iterator[tuple[str, str]]:
    root = etree.fromstring(body, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    for entry in root.iter("{*}item", "{*}entry", "{*}url", "{*}sitemap"):
        links = [_first_text(entry, name) for name in ("link", "loc", "guid")]
        links += (
            str(link.get("href")) for link in entry.iter("{*}link") if link.get("rel", "alternate") == "alternate"
        )
        address = next((link for link in links if link.startswith("http")), "")
        title = _first_text(entry, "title")
        yield address, title if len(WORDS.findall(title)) >= LEAST_WORDS else unquote(address)


def _first_text(entry: Any, name: str) -> str:
    return next((child.text.strip() for child in entry.iter(f"{{*}}{name}") if child.text), "")


def _in_json(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the rows with a title and an address or slug; in a flattened payload the strings that end in a slug."""
    if isinstance(value, list) and all(not isinstance(item, list) or len(item) < 100 for item in value[:1]):
        strings = [item for item in value if isinstance(item, str)]
        if len(strings) > len(value) / 3:  # Nuxt's payload: one flat list of values
            slugs = (item for item in strings if SLUG.search(item) and " " not in item and "://" not in item)
            yield from ((f"/{slug}", slug) for slug in slugs if "/" in slug)
            return
    if isinstance(value, dict):
        title = next((str(value[name]) for name in TITLES if isinstance(value.get(name), str)), "")
        address = next((str(value[name]) for name in ADDRESSES if isinstance(value.get(name), str)), "")
        if len(WORDS.findall(title)) >= LEAST_WORDS and address:
            yield address, title
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _in_json(child)


# --- what was missed -----------------------------------------------------------------------------------------


def _why(file: str, came: Replay) -> Iterable[str]:
    """Lines that say what became of the missed, and their forms."""
    missed = Counter((came.outcomes.get(url, "no entry"), _shape(url)) for url in came.missed)
    return [f"- {file}: {number} {outcome}: {shape}" for (outcome, shape), number in sorted(missed.items())]


def _shape(url: str) -> str:
    """An address with its slugs as SLUG and its numbers as N."""
    return re.sub(r"\d+", "N", SLUG.sub("SLUG", url.split("//", 1)[-1]))


def _plain(url: str) -> str:
    """An address without its fragment and tracking tags."""
    return clean_url(url.split("#")[0]) if url.startswith("http") else url


def _last_part(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _is_slug(url: str) -> bool:
    """True for an address with nothing but a slug behind the host."""
    return urlsplit(url).path.strip("/").count("/") == 0


def _held(request: Request) -> Iterator[Entry]:
    """The entries that wait for the answer to a nonsense word, which this request asks."""
    if "walk" in request.cb_kwargs:
        yield from Walk.of(request.cb_kwargs["walk"]).held


def _is_entry(item: object) -> bool:
    return isinstance(item, Entry | Link)


if __name__ == "__main__":
    sys.exit(main())
