"""Measure the time estimate of a crawl against the time that the rest then takes, on five made-up sites.

Usage: python benchmarks/estimate.py. Each site is crawled with --limit 10; the estimate is that of the closing report.
One site was crawled a week before, and has second looks and refused addresses due. Then the rest is crawled, and its
time is that from the first to the last request that the sites saw.
Exit code 1 where an estimate is more than 25 % off.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from benchmarks.loopback_crawl import crawl_loopback  # noqa: E402 - found by the line above
from benchmarks.shapes.web import Answer, Asked, Shape, Site, anchors, article, number_in, page  # noqa: E402
from benchmarks.site_shapes import TOPIC, write_outlet  # noqa: E402
from benchmarks.weekly import pass_days  # noqa: E402

MOST_ERROR = 0.25
SEARCH = 'ways = ("search",)\nsearch_url = "/cari?q={query}&page={page}"\narticle_url = r"/berita/(?P<slug>[a-z0-9-]+)"'


@dataclass
class Web:
    """A site of `articles`, each of `pages` pages, with a Crawl-delay; it notes when it was asked."""

    articles: int = 40
    pages: int = 1
    crawl_delay: float = 0
    held: int = 0  # articles that were crawled a week before
    refused: int = 0  # of these, articles that answered 404, and still do
    times: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, asked: Asked) -> Answer | None:
        """The answer to a request."""
        with self.lock:
            self.times.append(monotonic())
        if asked.path == "/robots.txt":
            delay = f"Crawl-delay: {self.crawl_delay}\n" if self.crawl_delay else ""
            return Answer(f"User-agent: *\n{delay}Disallow: /masuk\n", "text/plain")
        if (n := number_in(asked.path)) is not None and n <= self.refused:
            return Answer("tidak ada", status=404)
        if asked.path == "/cari":
            at = int(asked.query.get("page", 1))
            numbers = range((at - 1) * 10 + 1, min(at * 10, self.articles) + 1)
            return page(anchors(numbers) if numbers else "<p>Tidak ada hasil.</p>")
        n = number_in(asked.path)
        return self._article(n, int(asked.query.get("page", 1))) if n is not None else None

    def _article(self, n: int, at: int) -> Answer:
        whole = str(article(n * 10 + at, f"Pembinaan Pegawai Angkatan {n} di Balai Karang").body)
        here = f"/berita/pembinaan-pegawai-{n}"
        numbered = "".join(f'<a href="{here}?page={p}">{p}</a> ' for p in range(1, self.pages + 1))
        pager = f'<div class="pagination">{numbered}</div>' if self.pages > 1 else ""
        return Answer(whole.replace("</article>", f"{pager}</article>"))


SITES: dict[str, tuple[Web, ...]] = {
    "one page an article": (Web(),),
    "three pages an article": (Web(25, pages=3),),
    "Crawl-delay of 1 s": (Web(30, crawl_delay=1),),
    "second looks and refused addresses due": (Web(60, held=40, refused=4),),
    "two outlets, one of them long": (Web(15), Web(45)),
}


def measure(webs: Sequence[Web], folder: Path) -> tuple[float, bool, float]:
    """The estimate in seconds, whether it is a least one, and the seconds that the rest took."""
    (folder / "outlets").mkdir()
    (folder / "topic.toml").write_text(TOPIC, encoding="utf-8")
    sites = []
    for number, web in enumerate(webs, 1):
        shape = Shape(f"web-{number}", "listing.ListingSpider", web, SEARCH)
        sites.append(Site(shape, 100 + number))
        write_outlet(shape, sites[-1], folder)
    try:
        if webs[0].held:
            now, webs[0].articles = webs[0].articles, webs[0].held
            _crawl(folder, "none")
            pass_days(folder / "k.db", 7)
            webs[0].articles = now
        left = _crawl(folder, "10")
        for web in webs:
            web.times.clear()
        _crawl(folder, "none")
    finally:
        for site in sites:
            site.close()
    times = [t for web in webs for t in web.times]
    # The seconds of the run are the greatest of its outlets': they are asked side by side.
    return max(o["seconds"] for o in left), any(o["at_least"] for o in left), max(times) - min(times)


def _crawl(folder: Path, limit: str) -> list[dict[str, float]]:
    names = (path.stem for path in sorted((folder / "outlets").glob("web_*.py")))
    ran = crawl_loopback(folder, names, delay=0.3, limit=limit)
    ran.check_returncode()
    return [json.loads(line)["time_left"] for line in ran.stdout.splitlines()]


def main() -> int:
    """Print the table; 1 where an estimate is too far off."""
    print("| site | estimate, s | took, s | error |\n|---|---|---|---|", flush=True)
    worst = 0.0
    for name, webs in SITES.items():
        with tempfile.TemporaryDirectory() as folder:
            seconds, at_least, took = measure(webs, Path(folder))
        error = seconds / took - 1
        worst = max(worst, abs(error))
        print(f"| {name} | {'at least ' if at_least else ''}{seconds:.1f} | {took:.1f} | {error:+.0%} |", flush=True)
    return 1 if worst > MOST_ERROR else 0


if __name__ == "__main__":
    sys.exit(main())
