"""What a cut run missed is found by the next, in every family of listings, however the run was cut; and lies end."""

from __future__ import annotations

import itertools
import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.store import JAKARTA
from tests.crawler.conftest import (
    Answer,
    Desk,
    Site,
    article,
    broken_invariants,
    finish,
    listing,
    title_of,
    wait_until,
)

pytestmark = pytest.mark.hostile
OLD, NEW = tuple(range(4, 0, -1)), tuple(range(15, 0, -1))
A_PAGE, MIDDLE = 3, 3
STATUS = {"failed": 500, "refused": 403, "timeout": 408}
STATING = {"rest", "data", "posts", "cdx"}  # families whose answers say that there is more
MAX_PAGES = 50  # `WalkingSpider.max_pages`: an archive's rows end there, if each answer names another key


@dataclass
class Listed:
    """A made-up site's list of articles, the newest first, `A_PAGE` a page, whatever the family that asks."""

    site: Site
    slug: str
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
        return f"{self.site.url}/berita/{self.slug}-pegawai-{n}"

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


INDEX = 'index_url = "/indeks?day={day:%Y-%m-%d}"\nmax_days = 6'
FAMILIES = {
    "rest": Family(rest, ("/wp-json",), "WordPressSpider", "rest", "ladder = ()"),
    "search_feed": Family(search_feed, ("/?s=",), "WordPressSpider", "search_feed", "ladder = ()"),
    "search": Family(search, ("/cari",), "ListingSpider", "search"),
    "index": Family(index, ("/indeks",), "ListingSpider", "index", INDEX),
    "data": Family(data, ("/data",), "DataTableSpider", "data", 'data_url = "/data?start={start}&length={length}"'),
    "posts": Family(posts, ("/feeds",), "BloggerSpider", "posts", "ladder = ()"),
    "sitemap": Family(sitemap, ("/sitemap", "/peta"), "SitemapSpider", "sitemap", 'sitemaps = ("/sitemap.xml",)'),
    "cdx": Family(cdx, ("/cdx",), "CdxSpider", "cdx"),
}  # fmt: skip


def put_site(desk: Desk, slug: str, family: Family) -> Listed:
    """A site of its own for an outlet of the family; no two sites have articles of one path: keys have no port."""
    site = Site()
    listed, path = Listed(site, slug.replace("_", "-")), f"/berita/{slug.replace('_', '-')}-pegawai-"
    body = family.body
    if family.way == "cdx":
        body = f'cdx_api = "{site.url}/cdx/search/cdx"\ncdx_paths = ("127.0.0.1/berita/*",)'
    desk.put_outlet(slug, base=family.base, ways=f'("{family.way}",)', home=site.url, body=body)
    for n in range(1, 100):
        site.put(f"{path}{n}", article(n))
    given = site._answer
    site._answer = lambda asked: (  # type: ignore[method-assign]
        family.answer(listed, asked) if asked.startswith(family.at) else given(asked)
    )
    return listed


def stored(desk: Desk) -> dict[str, int]:
    return dict(desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1"))


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, Listed]]]:
    """A desk with a site of each family; tests may put more."""
    desk = Desk(tmp_path / "desk")
    all_listed = {name: put_site(desk, name, family) for name, family in FAMILIES.items()}
    yield desk, all_listed
    for listed in all_listed.values():
        listed.site.close()


def kill(desk: Desk, all_listed: Mapping[str, Listed]) -> None:
    """Kill a crawl while its walks are at their second pages or behind."""
    process = desk.start(*desk.crawling())
    wait_until(lambda: min(listed.requests for listed in all_listed.values()) >= MIDDLE - 1)
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)


@pytest.mark.parametrize("cut", ["failed", "refused", "timeout", "limit", "kill"])
def test_what_a_cut_run_missed_is_found_by_the_next(cut: str, sites: tuple[Desk, dict[str, Listed]]) -> None:
    desk, all_listed = sites
    assert desk.crawl().code == 0
    assert stored(desk) == dict.fromkeys(FAMILIES, len(OLD))
    for listed in all_listed.values():
        listed.numbers, listed.requests = NEW, 0
        listed.status = {MIDDLE: STATUS[cut]} if cut in STATUS else {}
    if cut == "kill":
        kill(desk, all_listed)
    else:
        assert desk.crawl(*(("--limit", "2") if cut == "limit" else ())).code in {0, 3}
    for name, number in stored(desk).items():
        assert number < len(NEW) or cut == "kill", name
    for listed in all_listed.values():
        listed.status = {}
    for _ in range(2 if cut == "limit" else 1):
        desk.crawl()
    assert stored(desk) == dict.fromkeys(FAMILIES, len(NEW))
    assert broken_invariants(desk) == {}


LIES: dict[str, tuple[Callable[[int], Sequence[int]], int]] = {  # page -> its articles, and the total that is stated
    "itself": (lambda _number: range(1, 4), 400),
    "shuffled": (lambda number: range(1, 4) if number % 2 else range(4, 7), 400),
    "total": (lambda number: range(number * 3, number * 3 + 3) if number < 4 else (), 4000),
    "growing": (lambda number: range(max(1, 20 - number * 2), max(4, 23 - number * 2)), 30),
}


def test_listings_that_lie_end_and_are_bounded(tmp_path: Path) -> None:
    desk, all_listed = Desk(tmp_path / "desk"), dict[tuple[str, str], Listed]()
    for name, lie in itertools.product(FAMILIES, LIES):
        listed = all_listed[name, lie] = put_site(desk, f"{name}_{lie}", FAMILIES[name])
        listed.pages, listed.total = LIES[lie]
    try:
        ran = desk.crawl()
    finally:
        for listed in all_listed.values():
            listed.site.close()
    assert ran.code in {0, 3}, ran.err
    for (name, lie), listed in all_listed.items():
        assert listed.requests <= (MAX_PAGES if name == "cdx" and lie == "total" else 12), (name, lie)
        capped = desk.ask("SELECT 1 FROM ledger WHERE outlet = ? AND reason = 'capped'", f"{name}_{lie}")
        assert capped or lie == "growing" or name not in STATING, (name, lie)
