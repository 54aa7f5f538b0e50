"""Measure the time and disk space of `kliping remove` as a corpus and its archive grow.

    python benchmarks/removal.py [--articles 20000] [--folder FOLDER]

Made-up articles of about 300 words in pages of about 25 KB, each with the titles of 20 others in its sidebar, and a
search page for every ten; imported, then one is removed, met again at another address, and cleaned up once more.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

HOSTS = ("suaramigran.com", "timurpos.com", "kutipan.co.id")
SIDEBAR, SEGMENT = 20, 2_000  # titles in a page's frame; pages a file of the archive
KLIPING = [sys.executable, "-m", "crawler.cli"]


class Newsroom:
    """Articles by number: always the same ones. Words are as common as in a language (Zipf)."""

    def __init__(self, articles: int) -> None:
        chance = random.Random(7)
        syllables = [c + v for c in "bcdgjklmnprst" for v in "aiueo"]
        self.words = ["".join(chance.choices(syllables, k=chance.randint(1, 5))) for _ in range(30_000)]
        self.weights = [1 / n for n in range(1, len(self.words) + 1)]
        self.titles = [self._words(random.Random(n), 8).title() for n in range(articles)]

    def _words(self, chance: random.Random, number: int) -> str:
        return " ".join(chance.choices(self.words, self.weights, k=number))

    def address(self, number: int) -> str:
        """Where the article stands."""
        return f"https://{HOSTS[number % 3]}/berita/{number}-{self.titles[number].lower().replace(' ', '-')}"

    def page(self, number: int) -> bytes:
        """The article in its frame: menus, the titles of others."""
        chance = random.Random(-number - 1)
        text = "".join(f"<p>{self._words(chance, 50).capitalize()}.</p>" for _ in range(6))
        near = [(number + n) % len(self.titles) for n in range(1, SIDEBAR + 1)]
        links = "".join(f'<li><a href="{self.address(n)}">{self.titles[n]}</a></li>' for n in near)
        menu = "".join(
            f'<li><a href="/kanal/{n}" class="menu-item menu-item-{n}">Kanal {n}</a></li>' for n in range(240)
        )
        return (
            f"<html><head><title>{self.titles[number]}</title></head><body><ul>{menu}</ul><main><article><h1>"
            f"{self.titles[number]}</h1><time>5 Maret 2024</time>{text}</article></main>"
            f"<aside>{links}</aside></body></html>"
        ).encode()

    def listing(self, first: int) -> bytes:
        """A search page's answer: ten articles."""
        posts = [{"title": {"rendered": self.titles[n]}, "link": self.address(n)} for n in range(first, first + 10)]
        return json.dumps(posts).encode()


def write(room: Newsroom, pages: Path, listings: Path, articles: int) -> None:
    """The pages to import, and a segment of search pages as a crawl would have left it."""
    for start in range(0, articles, SEGMENT):
        with (pages / f"halaman-{start:07}.warc.gz").open("wb") as file:
            for number in range(start, min(start + SEGMENT, articles)):
                file.write(record(room.address(number), "text/html", room.page(number), number))
    with (listings / "cari.warc.gz").open("wb") as file:
        for first in range(0, articles - 9, 10):
            url = f"https://{HOSTS[0]}/wp-json/wp/v2/posts?page={first}"
            file.write(record(url, "application/json", room.listing(first), articles + first))


def record(url: str, kind: str, body: bytes, number: int) -> bytes:
    """A response as a gzip member."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0-{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 6)


def size(folder: Path) -> int:
    """Bytes of all files below the folder; one that goes meanwhile counts nothing."""
    return sum(_size(path) for path in folder.rglob("*"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0


def timed(folder: Path, *command: str) -> Iterator[float]:
    """Seconds that the command took, and by how many MB the folder was larger meanwhile than before."""
    before, peak, done = size(folder), 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, size(folder) - before)

    watching = threading.Thread(target=watch)
    watching.start()
    began = time.monotonic()
    ran = subprocess.run([*KLIPING, *command], capture_output=True, text=True)
    seconds = time.monotonic() - began
    done.set()
    watching.join()
    if ran.returncode:
        sys.exit(f"{command}: {ran.returncode}\n{ran.stderr}")
    yield seconds
    yield peak / 1e6


def measure(folder: Path, articles: int) -> None:
    """Build the corpus where it isn't there yet, and print a row of the table for each command."""
    room, corpus = Newsroom(articles), folder / "kliping.db"
    archive = folder / "kliping-archive"
    if not corpus.exists():
        (folder / "in").mkdir(parents=True)
        archive.mkdir()
        write(room, folder / "in", archive, articles)
        subprocess.run([*KLIPING, "import", str(folder / "in"), "--corpus", str(corpus), "--quiet"], check=True)
        for file in (folder / "in").iterdir():
            file.unlink()
    row = f"| {articles:,} | {size(archive) / 1e6:,.0f} | {corpus.stat().st_size / 1e6:,.0f}"
    at = ("--corpus", str(corpus))
    article_id = articles // 2
    seconds, peak = timed(folder, "remove", room.address(article_id), "--reason", "ukuran", "--yes", *at)
    print(f"{row} | remove | {seconds:.1f} | {peak:,.0f} |", flush=True)
    again = record(f"https://{HOSTS[article_id % 3]}/cetak/4711-lagi", "text/html", room.page(article_id), 0)
    (folder / "lagi.warc.gz").write_bytes(again)
    subprocess.run([*KLIPING, "import", str(folder / "lagi.warc.gz"), *at, "--quiet"], check=True)
    (folder / "lagi.warc.gz").unlink()
    seconds, peak = timed(folder, "remove", "--returned", "--yes", *at)
    print(f"{row} | remove --returned | {seconds:.1f} | {peak:,.0f} |", flush=True)


def main() -> None:
    """Print a table in Markdown."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=20_000)
    arguments.add_argument("--folder", type=Path, help="where the corpora are kept from one measurement to the next")
    options = arguments.parse_args()
    print("| articles | archive MB | corpus MB | command | s | extra disk MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for articles in (options.articles // 10, options.articles):
            measure((options.folder or Path(folder)) / str(articles), articles)


if __name__ == "__main__":
    main()
