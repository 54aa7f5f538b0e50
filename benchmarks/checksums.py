"""What checksums cost: CPU time an article stored, with and without them in alternation; an opening; doctor's rows.

And what the rows of an article's pages cost (balance, words outside, photos): CPU time and bytes, with and without.

python benchmarks/checksums.py
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from corpus import store
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import start_run
from corpus.file import checksums
from corpus.models import Article, Capture, Image, Outlet, OutsideWords, PageWords, RemovedLine
from corpus.store import Corpus

NUMBER = 600
ROUNDS = 4
NOW = datetime(2024, 3, 8, tzinfo=UTC)
OUTLET = Outlet("warta", "Warta", "media", "warta.example")
CUTS = tuple(RemovedLine("read_also", n, f"Baca juga: Berita lain nomor {n}") for n in range(5))
REASONS = ("navigation", "header", "footer", "teaser")
PAGE_ROWS = {
    "page_words": (PageWords(0, 812, 360, 21, 14, 412, 5),),
    "outside": (
        *(OutsideWords(0, n * 40, reason, 100) for n, reason in enumerate(REASONS)),
        OutsideWords(0, 170, "unexplained", 5, "Simak kabar lain sore ini"),
    ),
    "images": tuple(
        Image(
            n, f"https://warta.example/wp-content/uploads/2024/03/foto-{n}-1024x683.jpg", "Apel pagi di kantor", "Budi"
        )
        for n in range(2)
    ),
}
WITH = (store.keep_sums, store.accept_article)


def make(number: int, chance: random.Random) -> Article:
    """Return an article of 360 words, with 12 origins and 5 cuts."""
    lines = [" ".join(f"kata{chance.randrange(5000)}" for _ in range(60)) for _ in range(6)]
    key = f"warta.example/{number}"
    origins = {f"field{n}": "json-ld" for n in range(12)}
    return Article(
        f"https://{key}", f"Berita {number}", "\n".join(lines), "warta", key, words=360, removed=CUTS, origins=origins
    )


def fill(path: Path, *, page_rows: bool = False) -> float:
    """Store `NUMBER` articles as a crawl does; return the CPU time of one, in microseconds."""
    articles = [make(n, random.Random(n)) for n in range(NUMBER)]
    if page_rows:
        articles = [replace(article, **PAGE_ROWS) for article in articles]  # type: ignore[arg-type]
    with Corpus(path) as corpus:
        corpus.put_outlet(OUTLET)
        run = start_run(corpus, "crawl", topic=None, clock=NOW, options={}, versions={})
        frontier = Frontier(corpus, run)
        began = time.process_time()
        for number, article in enumerate(articles):
            with corpus.transaction():
                frontier.discover(FrontierEntry("warta", "article", "feed", str(article.key), article.url))
                (row,) = frontier.claim("warta", "article", 1)
                page = Capture(
                    article.url, b"", NOW, sha256="0" * 64, archive="a.warc.gz", offset=number * 9000, length=9000
                )
                capture = corpus.add_capture(page, "warta", run, row.id)
                corpus.keep(article, [capture], NOW)
                frontier.settle(row.id, "stored", article_key=article.key)
        return (time.process_time() - began) / NUMBER * 1e6


def open_to_write(path: Path) -> float:
    """Return the CPU time of an opening for writing, in milliseconds: the mean of 50."""
    began = time.process_time()
    for _ in range(50):
        Corpus(path).close()
    return (time.process_time() - began) / 50 * 1e3


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        stored: dict[bool, list[float]] = {True: [], False: []}
        opened: dict[bool, list[float]] = {True: [], False: []}
        for n in range(ROUNDS * 2):
            sums = n % 2 == 0
            path = Path(folder) / f"{n}.db"
            Corpus(path).close()
            store.keep_sums, store.accept_article = WITH if sums else (lambda _sql: None, lambda _sql, _id: None)
            stored[sums].append(fill(path))
            opened[sums].append(open_to_write(path))
        for sums, name in ((True, "with"), (False, "without")):
            print(f"{name:<8} {min(stored[sums]):6.0f} us an article stored, {min(opened[sums]):.2f} ms an opening")
        with Corpus(Path(folder) / "0.db", read_only=True) as corpus:
            for what, check in (("articles", checksums.wrong_articles), ("tables", checksums.wrong_tables)):
                began = time.process_time()
                wrong = list(check(corpus.conn))
                print(f"doctor   {(time.process_time() - began) / NUMBER * 1e6:6.0f} us an article, {what}: {wrong}")
        store.keep_sums, store.accept_article = WITH
        rows: dict[bool, list[float]] = {True: [], False: []}
        for n in range(ROUNDS * 2):
            path = Path(folder) / f"rows-{n}.db"
            Corpus(path).close()
            rows[n % 2 == 0].append(fill(path, page_rows=n % 2 == 0))
        more = (Path(folder) / "rows-0.db").stat().st_size - (Path(folder) / "rows-1.db").stat().st_size
        number = sum(map(len, PAGE_ROWS.values()))
        print(
            f"pages    {min(rows[True]) - min(rows[False]):6.0f} us an article, {number} rows, {more // NUMBER} bytes"
        )


if __name__ == "__main__":
    main()
