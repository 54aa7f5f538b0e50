"""Count the requests of a crawl of new articles, with and without refused addresses that are due again.

Usage: python benchmarks/refusals.py [DUE [NEW]]. So many addresses (1,000) of one outlet are refused, and all are due a
month later, when they are still refused and so many articles (200) are new. The requests are counted by the site.
Exit code 1 where those that are due cost more than a fifth of the others, or a new article is not stored.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from benchmarks.loopback_crawl import crawl_loopback  # noqa: E402 - found by the line above
from benchmarks.shapes.web import Answer, Asked, Shape, Site, anchors, article, number_in, page  # noqa: E402
from benchmarks.site_shapes import TOPIC, write_outlet  # noqa: E402
from corpus.schedules import MONTH  # noqa: E402

MOST_MORE = 0.2
SEARCH = 'ways = ("search",)\nsearch_url = "/cari?q={query}&page={page}"\narticle_url = r"/berita/(?P<slug>[a-z0-9-]+)"'
REFUSALS = {
    "404": Answer("tidak ada", status=404),
    "403": Answer("tidak boleh", status=403),
    "an empty page": Answer(""),
    "a redirect to the front page": Answer("", status=302, headers={"Location": "/"}),
    "a redirect to itself": Answer("", status=302, headers={"Location": "/putar"}),
}


@dataclass
class Web:
    """A site that lists the articles of `listed`, and refuses those up to number `refused`."""

    refusal: Answer
    refused: int
    listed: range = range(0)

    def __call__(self, asked: Asked) -> Answer | None:
        """The answer to a request."""
        if asked.path == "/robots.txt":
            return Answer("User-agent: *\nDisallow: /masuk\n", "text/plain")
        if asked.path == "/putar":
            return self.refusal
        if asked.path == "/cari":
            numbers = self.listed[(int(asked.query.get("page", 1)) - 1) * 50 :][:50]
            return page(anchors(numbers) if numbers else "<p>Tidak ada hasil.</p>")
        n = number_in(asked.path)
        if n is None:
            return page("<p>Warta Contoh</p>") if asked.path == "/" else None
        return self.refusal if n <= self.refused else article(n)


@dataclass(frozen=True, slots=True)
class Count:
    """What one crawl came to: the requests that the site saw, and the articles stored."""

    requests: int
    stored: int


def measure(refusal: Answer, refused: int, new: int, folder: Path) -> Count:
    """Have so many addresses refused in a first crawl; return the count of a crawl a month later."""
    (folder / "outlets").mkdir(parents=True)
    (folder / "topic.toml").write_text(TOPIC, encoding="utf-8")
    web = Web(refusal, refused, range(1, refused + 1))
    shape = Shape("web-1", "listing.ListingSpider", web, SEARCH)
    site = Site(shape, 90)
    write_outlet(shape, site, folder)
    try:
        _crawl(folder)
        with closing(sqlite3.connect(folder / "k.db", isolation_level=None)) as corpus:
            corpus.execute("UPDATE frontier SET retry_at = retry_at - ?", (MONTH,))
        site.requests.clear()
        web.listed = range(refused + 1, refused + new + 1)
        _crawl(folder)
        with closing(sqlite3.connect(folder / "k.db")) as corpus:
            stored = corpus.execute("SELECT count(*) FROM articles").fetchone()[0]
    finally:
        site.close()
    return Count(site.requests.total(), stored)


def _crawl(folder: Path) -> None:
    ran = crawl_loopback(folder, ["web_1"], delay=0)
    if ran.returncode not in {0, 4}:
        raise SystemExit(ran.stderr)


def main(due: int, new: int) -> int:
    """Print the table; 1 where what is due costs too much."""
    print(
        f"| refused again by | requests for {new} new articles | with {due:,} addresses due | more |\n|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        without = measure(Answer(""), 0, new, folder / "none")
        faults = without.stored != new
        for number, (what, refusal) in enumerate(REFUSALS.items()):
            count = measure(refusal, due, new, folder / str(number))
            more = count.requests / without.requests - 1
            print(f"| {what} | {without.requests} | {count.requests} | {more:+.0%} |", flush=True)
            faults |= more > MOST_MORE or count.stored != new
    return int(faults)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 1000, int(sys.argv[2]) if sys.argv[2:] else 200))
