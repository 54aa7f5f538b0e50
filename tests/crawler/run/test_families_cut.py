"""What a cut run missed is found by the next, in every family of listings, however the run was cut; and lies end."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.store import JAKARTA
from tests.crawler.conftest import (
    Answer,
    Desk,
    Site,
    article,
    articles_in,
    broken_invariants,
    finish,
    listing,
    title_of,
    wait_until,
)

pytestmark = pytest.mark.hostile
OLD, NEW = tuple(range(4, 0, -1)), tuple(range(15, 0, -1))
A_PAGE, MIDDLE = 3, 3
PATH = "/berita/pegawai-{}"


@dataclass
class Listed:
    """A made-up site's list of articles, the newest first, `A_PAGE` a page, whatever the family that asks."""

    site: Site
    numbers: Sequence[int] = OLD
    status: dict[int, int] = field(default_factory=dict)  # page -> status instead of its entries
    requests: int = 0
    pages: Callable[[int], Sequence[int]] | None = None  # page -> articles, where the site lies
    total: int | None = None

    def page(self, number: int) -> Sequence[int]:
        if self.pages:
            return self.pages(number)
        return self.numbers[(number - 1) * A_PAGE : number * A_PAGE]

    def url(self, n: int) -> str:
        return self.site.url + PATH.format(n)

    def stated(self) -> int:
        return len(self.numbers) if self.total is None else self.total

    def answer(self, number: int, body: str, kind: str, headers: dict[str, str] | None = None) -> Answer:
        self.requests += 1
        if number in self.status:
            return Answer("gangguan", self.status[number])
        return Answer(body, kind=kind, headers=headers or {})


def query_of(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def rest(listed: Listed, path: str) -> Answer:
    number = int(query_of(path)["page"])
    posts = [{"link": listed.url(n), "title": {"rendered": title_of(n)}} for n in listed.page(number)]
    return listed.answer(number, json.dumps(posts), "application/json", {"X-WP-Total": str(listed.stated())})


def search(listed: Listed, path: str) -> Answer:
    number = int(query_of(path)["page"])
    return listed.answer(number, listing([(listed.url(n), title_of(n)) for n in listed.page(number)]), "text/html")


def index(listed: Listed, path: str) -> Answer:
    today = datetime.now(JAKARTA).date()
    number = (today - date.fromisoformat(query_of(path)["day"])).days + 1
    return listed.answer(number, listing([(listed.url(n), title_of(n)) for n in listed.page(number)]), "text/html")


def data(listed: Listed, path: str) -> Answer:
    number = int(query_of(path)["start"]) // A_PAGE + 1
    rows = [{"judul": title_of(n), "tautan": listed.url(n)} for n in listed.page(number)]
    body = json.dumps({"recordsFiltered": listed.stated(), "data": rows})
    return listed.answer(number, body, "application/json")


def posts(listed: Listed, path: str) -> Answer:
    number = (int(query_of(path)["start-index"]) - 1) // A_PAGE + 1
    entries = [
        {"title": {"$t": title_of(n)}, "link": [{"rel": "alternate", "href": listed.url(n)}]}
        for n in listed.page(number)
    ]
    feed = {"openSearch$totalResults": {"$t": str(listed.stated())}, "entry": entries}
    return listed.answer(number, json.dumps({"feed": feed}), "application/json")


def search_feed(listed: Listed, path: str) -> Answer:
    number = int(query_of(path)["paged"])
    items = "".join(
        f"<item><title>{title_of(n)}</title><link>{listed.url(n)}</link></item>" for n in listed.page(number)
    )
    return listed.answer(number, f'<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml")


def sitemap(listed: Listed, path: str) -> Answer:
    if path == "/sitemap.xml":
        names = "".join(f"<sitemap><loc>/peta-{n}.xml</loc></sitemap>" for n in range(1, 6))
        return Answer(f"<sitemapindex>{names}</sitemapindex>", kind="application/xml")
    number = int(path.removeprefix("/peta-").removesuffix(".xml"))
    locs = "".join(f"<url><loc>{listed.url(n)}</loc></url>" for n in listed.page(number))
    return listed.answer(number, f"<urlset>{locs}</urlset>", "application/xml")


def cdx(listed: Listed, path: str) -> Answer:
    number = int(query_of(path).get("resumeKey", "1"))
    rows = [["original", "timestamp", "statuscode", "mimetype"]]
    rows += [[listed.url(n), "20240101000000", "200", "text/html"] for n in listed.page(number)]
    body = [*rows, [], [str(number + 1)]] if number < 5 or listed.pages else rows
    return listed.answer(number, json.dumps(body), "application/json")


@dataclass(frozen=True)
class Family:
    """A family: how its listings are answered, and what an outlet of it says."""

    answer: Callable[[Listed, str], Answer]
    at: tuple[str, ...]
    base: str
    way: str
    body: str = ""


FAMILIES = {
    "rest": Family(rest, ("/wp-json",), "WordPressSpider", "rest", "ladder = ()"),
    "search_feed": Family(search_feed, ("/?s=",), "WordPressSpider", "search_feed", "ladder = ()"),
    "search": Family(search, ("/cari",), "ListingSpider", "search"),
    "index": Family(index, ("/indeks",), "ListingSpider", "index", 'index_url = "/indeks?day={day:%Y-%m-%d}"\nmax_days = 6'),
    "data": Family(data, ("/data",), "DataTableSpider", "data", 'data_url = "/data?start={start}&length={length}"'),
    "posts": Family(posts, ("/feeds",), "BloggerSpider", "posts", "ladder = ()"),
    "sitemap": Family(sitemap, ("/sitemap", "/peta"), "SitemapSpider", "sitemap", 'sitemaps = ("/sitemap.xml",)'),
    "cdx": Family(cdx, ("/cdx",), "CdxSpider", "cdx"),
}  # fmt: skip


def desk_of(family: Family, folder: Path, site: Site) -> tuple[Desk, Listed]:
    desk, listed = Desk(folder, site), Listed(site)
    body = family.body
    if family.way == "cdx":
        body = f'cdx_api = "{site.url}/cdx/search/cdx"\ncdx_paths = ("127.0.0.1/berita/*",)'
    desk.put_outlet(base=family.base, ways=f'("{family.way}",)', body=body)
    for n in range(1, 100):
        site.put(PATH.format(n), article(n))
    given = site._answer
    site._answer = lambda path: (  # type: ignore[method-assign]
        family.answer(listed, path) if path.startswith(family.at) else given(path)
    )
    return desk, listed


def stored(desk: Desk) -> int:
    return int(desk.one("SELECT count(*) FROM articles"))


def killed(desk: Desk, listed: Listed) -> None:
    """Kill the crawl once the third page was asked."""
    process = desk.start(*desk.crawling())
    wait_until(lambda: listed.requests >= MIDDLE)
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)


@pytest.mark.parametrize("cut", ["failed", "refused", "timeout", "limit", "kill"])
@pytest.mark.parametrize("name", FAMILIES)
def test_what_a_cut_run_missed_is_found_by_the_next(name: str, cut: str, tmp_path: Path, site: Site) -> None:
    desk, listed = desk_of(FAMILIES[name], tmp_path / "desk", site)
    assert desk.crawl().code == 0
    assert stored(desk) == len(OLD)
    listed.numbers, listed.requests = NEW, 0
    # the middle page holds nothing new to the eye: articles known before stand behind it in no order of days
    if cut == "kill":
        killed(desk, listed)
    elif cut == "limit":
        desk.crawl("--limit", "2")
    else:
        listed.status = {MIDDLE: {"failed": 500, "refused": 403, "timeout": 408}[cut]}
        assert desk.crawl().code in {0, 3}
        assert articles_in(desk) < len(NEW) or name in {"sitemap", "index"}
    listed.status = {}
    for _ in range(2 if cut == "limit" else 1):
        desk.crawl()
    assert stored(desk) == len(NEW)
    assert broken_invariants(desk) == {}


def shuffled(number: int) -> Sequence[int]:
    """Pages that come again out of order: the second, the first, the second ..."""
    return range(1, 4) if number % 2 else range(4, 7)


LIES: dict[str, tuple[Callable[[int], Sequence[int]], int]] = {
    "itself": (lambda _number: range(1, 4), 400),
    "shuffled": (shuffled, 400),
    "total": (lambda number: range(number * 3, number * 3 + 3) if number < 4 else (), 4000),
    "growing": (lambda number: range(max(1, 20 - number * 2), max(4, 23 - number * 2)), 30),
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("name", [name for name in FAMILIES if name != "sitemap"])
def test_a_listing_that_lies_ends(name: str, lie: str, tmp_path: Path, site: Site) -> None:
    desk, listed = desk_of(FAMILIES[name], tmp_path / "desk", site)
    listed.pages, listed.total = LIES[lie]
    ran = desk.crawl("--since", (datetime.now(JAKARTA).date() - timedelta(days=30)).isoformat())
    assert ran.code in {0, 3}, ran.err
    assert listed.requests <= 30, listed.requests
    rows = desk.ask("SELECT reason, stated, came FROM ledger")
    if name in {"rest", "data", "posts"} and lie != "growing":  # they state a total, and give less
        assert any(reason == "capped" for reason, _, _ in rows), rows
