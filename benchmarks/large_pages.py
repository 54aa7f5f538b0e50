"""Measure how long odd pages of some 5 MB take to refine: CPU seconds, one page a shape.

    python benchmarks/large_pages.py [MEGABYTES]

The bound is 5 s for a page of 5 MB (pages are made up; the longest part of one was quadratic before it was shown here).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES

SENTENCE = "Balai itu membuka loket baru bagi pekerja migran di kota itu pada hari Senin."
WORDS = [f"kata{number}" for number in range(3000)]
BODY = "<div class=entry-content>"


def words(count: int) -> str:
    """Random words."""
    return " ".join(random.choices(WORDS, k=count))


def repeated(make: Callable[[int], str], size: int) -> str:
    """So many pieces that they have about `size` characters."""
    each = len(make(0))
    return "".join(make(number) for number in range(max(1, size // each)))


SHAPES: dict[str, Callable[[int], str]] = {
    "one sentence again and again": lambda n: BODY + repeated(lambda _: f"<p>{SENTENCE}</p>", n) + "</div>",
    "three words again and again": lambda n: (
        BODY + repeated(lambda _: "<p>satu dua tiga satu dua tiga satu dua.</p>", n)
    ),
    "random paragraphs in two boxes": lambda n: (
        f"{BODY}{repeated(lambda _: f'<p>{words(30)}.</p>', n // 2)}</div>"
        + repeated(lambda _: f"<div class=k><p>{words(30)}.</p></div>", n // 2)
    ),
    "teasers": lambda n: (
        f"{BODY}{f'<p>{SENTENCE}</p>' * 30}</div>"
        + repeated(lambda i: f"<div class=x><a href=/berita/{i}>{words(8)}</a><p>{words(12)}.</p></div>", n)
    ),
    "one paragraph": lambda n: f"{BODY}<p>{words(n // 8)}</p></div>",
    "lines parted by breaks": lambda n: f"{BODY}{repeated(lambda _: f'{words(25)}.<br>', n)}</div>",
    "200 elements deep": lambda n: "<div>" * 200 + repeated(lambda _: f"<p>{words(25)}.</p>", n) + "</div>" * 200,
    "the body twice": lambda n: 2 * f"<div class=a>{repeated(lambda i: f'<p>{SENTENCE} {i}.</p>', n // 2)}</div>",
    "a list of links": lambda n: (
        f"{BODY}{f'<p>{SENTENCE}</p>' * 30}</div>"
        f"<ul>{repeated(lambda i: f'<li><a href=/berita/a-b-c-{i}>{words(9)}</a></li>', n)}</ul>"
    ),
    "paragraphs with links": lambda n: (
        BODY + repeated(lambda i: f"<p>{SENTENCE} <a href=/berita/{i}>Baca juga: {words(6)}</a></p>", n) + "</div>"
    ),
    "long class names": lambda n: (
        BODY + repeated(lambda i: f"<div class='{words(60)} k{i}'>{SENTENCE}</div>", n) + "</div>"
    ),
    "times": lambda n: (
        BODY + repeated(lambda i: f"<p><time>{i % 28 + 1}/1/2024 10:00</time> {SENTENCE}</p>", n) + "</div>"
    ),
}


def main(size: int) -> None:
    """Print a row a shape."""
    random.seed(1)
    for name, make in SHAPES.items():
        page = f"<html><title>Balai Membuka Loket</title><body><h1>Balai Membuka Loket</h1>{make(size)}</body></html>"
        capture = Capture("https://contoh.example/berita/a", page.encode(), datetime.now(UTC), content_type="text/html")
        start = time.process_time()
        result = refine([capture], NO_RULES)
        spent = time.process_time() - start
        outcome = f"{result.words:,} words" if isinstance(result, Article) else str(result)[:60]
        print(f"| {name} | {len(capture.body) / 1e6:.1f} MB | {spent:.2f} s | {outcome} |", flush=True)


if __name__ == "__main__":
    main(int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 5_000_000)
