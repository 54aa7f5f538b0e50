"""Replay saved listings, feeds and sitemaps through their outlets, and print what the ledger says of each.

    python benchmarks/listing_pages.py PAGES_DIR

PAGES_DIR holds manifest.csv with the columns `file`, `kind` (listing, feed, sitemap), `outlet`, `url` and `seen`. Each
file is the answer to a request of its outlet, and is settled as a crawl does it: the row is that of the ledger. The
way follows from the file's form; "(none of its own)" stands beside a page whose outlet has no way for such pages: it
is read as a front page. The topic's queries are all words of the file's addresses, so that hardly any is off
topic.
Exit code 1 where a file holds addresses that look like articles, and no entry of it is counted.
"""

from __future__ import annotations

import csv
import importlib
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from scrapy import Request  # noqa: E402 - found by the line above
from scrapy.crawler import Crawler  # noqa: E402
from scrapy.responsetypes import responsetypes  # noqa: E402
from scrapy.settings import Settings  # noqa: E402
from scrapy.statscollectors import StatsCollector  # noqa: E402

from corpus.topics import Ask, Grading, Topic  # noqa: E402
from crawler.run.listings import Listings  # noqa: E402
from crawler.run.operation import Operation  # noqa: E402
from crawler.run.run_plan import Plan  # noqa: E402
from crawler.run.scheduler import FrontierScheduler  # noqa: E402
from spiders.families.base import OutletSpider  # noqa: E402
from spiders.families.feed import FeedSpider  # noqa: E402
from spiders.families.listing import ListingSpider  # noqa: E402
from spiders.families.sitemap import SitemapSpider  # noqa: E402
from spiders.families.walks import Walk  # noqa: E402
from spiders.parsing.feed_file import read_feed_file  # noqa: E402
from spiders.parsing.sitemap_file import SitemapFile  # noqa: E402

KINDS = ("listing", "feed", "sitemap")
OUTCOMES = ("taken", "known", "off_topic", "outside", "other_host", "unknown_form", "unreadable")
COLUMNS = ("file", "outlet", "way", "entries", *OUTCOMES, "stated", "remark")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}", re.IGNORECASE)
LIKE_AN_ARTICLE = re.compile(
    r"https?://[\w.-]+/[\w./-]*[a-z0-9]+(?:-[a-z0-9]+){3}|href=[\"']/[\w./-]*(?:-[a-z0-9]+){3}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What the ledger says of a file: one value for each of COLUMNS, and whether that is wrong."""

    values: tuple[str, ...]
    is_silent: bool


class Unsent(FrontierScheduler):
    """A scheduler of which nothing is asked: there is no engine to wake."""

    def nudge(self) -> None:
        """Do nothing."""


def main() -> int:
    """Print the table; returns the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else Path()
    if not (folder / "manifest.csv").is_file() or len(sys.argv) != 2:
        print("usage: python benchmarks/listing_pages.py PAGES_DIR (a folder with manifest.csv)")
        return 2
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        pages = [row for row in csv.DictReader(file) if row["kind"] in KINDS]
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    silent = 0
    for page in pages:
        row = replayed(page, (folder / page["file"]).read_bytes())
        print("| " + " | ".join(row.values) + " |", flush=True)
        silent += row.is_silent
    print(f"\n{len(pages)} files; {silent} of them hold addresses and give no entry")
    return 1 if silent else 0


def replayed(page: Mapping[str, str], body: bytes) -> Row:
    """Settle one file as the answer to a request of its outlet."""
    try:
        module = importlib.import_module(f"spiders.outlets.{page['outlet']}")
    except ImportError:
        return Row((page["file"], page["outlet"], *[""] * (len(COLUMNS) - 3), "no outlet"), is_silent=False)
    outlet: type[OutletSpider] = next(
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, OutletSpider) and vars(value).get("name") == page["outlet"]
    )
    way = way_of(page["url"], body, outlet)
    family = next(f for f, ways in FAMILIES.items() if way in ways)
    is_own = issubclass(outlet, family)
    spider_class = outlet if is_own else type(outlet.__name__, (outlet, family), {"ways": (), "ladder": ()})
    counts, reason = settled(spider_class, way, page, body)
    is_silent = not counts[0] and bool(LIKE_AN_ARTICLE.search(body.decode("latin-1")))
    shown = way if is_own else f"{way} (none of its own)"
    values = (page["file"], page["outlet"], shown, *("" if n is None else str(n) for n in counts), reason or "")
    return Row(values, is_silent)


FAMILIES: Mapping[type[OutletSpider], Sequence[str]] = {
    FeedSpider: ("feed",),
    SitemapSpider: ("sitemap",),
    ListingSpider: ("search", "tag", "index", "home"),
}


def way_of(url: str, body: bytes, outlet: type[OutletSpider]) -> str:
    """The way by which a crawl would come to this file: by what it is, and for a page by its address."""
    if read_feed_file(body, url) is not None:
        return "feed"
    if SitemapFile(body).kind:
        return "sitemap"
    path = urlsplit(url).path
    if re.search(r"/(?:search|cari)\b", path):
        return "search"
    if "/tag/" in path:
        return "tag"
    return "index" if path.strip("/") and getattr(outlet, "index_url", None) else "home"


def settled(
    outlet: type[OutletSpider], way: str, page: Mapping[str, str], body: bytes
) -> tuple[list[int | None], str | None]:
    """The row of the ledger: entries, their outcomes, the site's own total, and the remark."""
    slugs = SLUG.findall(body.decode("latin-1")) or ["berita"]
    words = tuple(sorted({word for slug in slugs for word in slug.lower().split("-")}))
    topic = Topic("all", "All", Ask(search=words), Grading(phrases=words))
    clock = datetime.fromisoformat(page["seen"] if len(page["seen"]) > 7 else f"{page['seen']}-28").replace(tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        operation = Operation(Plan("crawl", Path(folder) / "k.db", topic=topic, limit=None), grading=None)
        try:
            spider = outlet(topic=topic, clock=clock)
            crawler = Crawler(outlet, Settings({"KLIPING_OPERATION": operation}))
            crawler.stats = StatsCollector(crawler)
            scheduler = Unsent(crawler)
            scheduler.open(spider)
            request = asked(spider, way, page["url"])
            with operation.corpus.transaction():
                scheduler.discover(request)
            (row,) = operation.frontier.claim(outlet.name, "listing", 1, operation.topic_id, without=[])
            request.meta["frontier_id"] = row.id
            assert request.callback is not None
            kind = responsetypes.from_args(filename=page["file"], body=body)
            response = kind(request.url, body=body, request=request)
            given: list[Any] = list(request.callback(response, **request.cb_kwargs))
            Listings(operation, spider, scheduler).finish(response, given, None)
            *counts, reason = operation.corpus.conn.execute(
                f"SELECT entries, {', '.join(OUTCOMES)}, stated, reason FROM ledger"
            ).fetchone()
            return counts, reason
        finally:
            operation.close(state="finished", exit_code=0)


def asked(spider: OutletSpider, way: str, url: str) -> Request:
    """The request that a crawl would have sent for the file."""
    callback = getattr(spider, f"parse_{way}")
    return spider.listing(url, callback, way=way, cb_kwargs=dict(_arguments(spider, way)))


def _arguments(spider: OutletSpider, way: str) -> Iterator[tuple[str, Any]]:
    if way == "feed":
        yield "first", True
    elif way == "sitemap":
        yield from (("others", []), ("trail", []))
    elif way != "home":
        term = spider.topic.ask.search[0]
        if way == "index":
            term = spider.today.isoformat() if "{day" in (getattr(spider, "index_url", "") or "") else ""
        yield from Walk((term,)).cb_kwargs.items()


if __name__ == "__main__":
    sys.exit(main())
