"""Measure lineage as articles arrive, and as all is derived anew: CPU time an article, bytes of the index an article.

    python -m benchmarks.lineage_speed [--articles 100000] [--arriving 2000] [--corpus FILE] [--seed 1]

A corpus of so many made-up articles is written straight into the tables and derived in batches, as `kliping derive`
does it in one process; then so many more arrive in batches of 500. With `--corpus` a copy of a stored corpus is
measured instead. 60 of 100 articles are new, 25 are copies with sentences changed or cut, 5 exact copies, 10 end with
one of 40 paragraphs about a body; all use 400 stock phrases of 8 to 14 words, unevenly. Exit code 1 over the bounds.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.search_corpus import vocabulary
from corpus.deriving.batches import derive_due
from corpus.fingerprint import text_sha256
from corpus.lineage.lineage_derivation import LINEAGE
from corpus.models import Outlet
from corpus.store import Corpus

BOUND_MS, BOUND_BYTES = 2.0, 2_000
OUTLETS = 40
FIRST = datetime(2012, 1, 1, tzinfo=UTC)
A_DAY = 60  # articles
INSERT = """INSERT INTO articles (id, outlet, key, url, title, text, published_at, published_ts, published_day,
    published_precision, words, text_sha256, complete, extractor, rules_version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'minute', ?, ?, 1, 'made up', '1')"""
INDEX_TABLES = (
    *("shingles", "prints", "prints_class", "sqlite_autoindex_prints_1", "common_shingles", "named_sources"),
    *("named_sources_article", "lineage_gone", "copies", "copies_origin", "stories", "stories_story"),
)


def texts(rng: random.Random) -> Iterator[str]:
    """Texts of about 350 words, without end."""
    words = vocabulary(rng)
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    stock = [" ".join(rng.choices(words, cum_weights=weights, k=rng.randint(8, 14))) for _ in range(400)]
    about = [" ".join(rng.choices(words, cum_weights=weights, k=45)) for _ in range(40)]
    recent: list[list[str]] = []
    while True:
        kind = rng.random()
        if recent and kind < 0.05:
            sentences = rng.choice(recent)
        elif recent and kind < 0.30:
            sentences = list(rng.choice(recent))
            for _ in range(rng.randint(0, 4)):
                sentences[rng.randrange(len(sentences))] = " ".join(rng.choices(words, cum_weights=weights, k=18))
            sentences = sentences[: rng.randint(len(sentences) // 2, len(sentences))]
        else:
            sentences = [" ".join(rng.choices(words, cum_weights=weights, k=18)) for _ in range(17)]
            for _ in range(rng.randint(2, 6)):
                sentences[rng.randrange(17)] += " " + stock[int(400 * rng.random() ** 3)]
            if kind > 0.90:
                sentences.append(rng.choice(about))
            recent = [*recent[-200:], sentences]
        yield ". ".join(sentences)


def put_articles(corpus: Corpus, source: Iterator[str], first: int, number: int, rng: random.Random) -> None:
    """Store so many articles, about in the order of their days."""
    rows = []
    for n in range(first, first + number):
        text = next(source)
        at = FIRST + timedelta(days=n / A_DAY + rng.uniform(0, 2))
        article_id = (at.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days << 20 | n % (1 << 20)
        outlet = n * 7 % OUTLETS
        key = f"media{outlet}.example/{n}"
        title, day = " ".join(text.split()[:8]), at.date().isoformat()
        rows.append((
            article_id, f"media_{outlet}", key, f"https://{key}", title, text, at.isoformat(), int(at.timestamp()), day,
            len(text.split()), text_sha256(text),
        ))  # fmt: skip
    with corpus.transaction() as sql:
        sql.executemany("INSERT INTO article_ids (key, id) VALUES (?, ?)", [(row[2], row[0]) for row in rows])
        sql.executemany(INSERT, rows)


def derived(corpus: Corpus, *, anew: bool = False) -> tuple[int, float]:
    """Derive what is due; return the number of articles and the CPU seconds."""
    began = time.process_time()
    number = sum(derive_due(corpus, LINEAGE, anew=anew))
    return number, time.process_time() - began


def index_bytes(corpus: Corpus) -> dict[str, int]:
    """Bytes of lineage's tables and indexes."""
    sizes = {}
    for table in INDEX_TABLES:
        try:
            row = corpus.conn.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", (table,)).fetchone()
        except sqlite3.OperationalError:  # this SQLite has no dbstat
            return {}
        sizes[table] = int(row[0] or 0)
    return sizes


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--arriving", type=int, default=2_000)
    parser.add_argument("--corpus", type=Path, help="a corpus that is copied and measured instead")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speed.db"
        if options.corpus:
            shutil.copyfile(options.corpus, path)
        with Corpus(path) as corpus:
            for n in range(OUTLETS):
                corpus.put_outlet(Outlet(f"media_{n}", f"Media {n}", "media", f"media{n}.example"))
            source, number = texts(rng), 0
            if not options.corpus:
                while number < options.articles:
                    put_articles(corpus, source, number, some := min(5_000, options.articles - number), rng)
                    number += some
            done, seconds = derived(corpus)
            each = seconds / max(1, done) * 1e3
            print(f"{done:,} derived anew in one process: {seconds:.1f} s, {each:.2f} ms an article")
            first = number or 5_000_000
            arriving = 0.0
            for start in range(0, options.arriving, 500):
                put_articles(corpus, source, first + start, 500, rng)
                arriving += derived(corpus)[1]
            each = arriving / max(1, options.arriving) * 1e3
            print(f"{options.arriving:,} more arriving: {each:.2f} ms an article (bound {BOUND_MS})")
            articles = int(corpus.conn.execute("SELECT count(*) FROM articles").fetchone()[0])
            copies = int(corpus.conn.execute("SELECT count(*) FROM stories").fetchone()[0])
            common = int(corpus.conn.execute("SELECT count(*) FROM common_shingles").fetchone()[0])
            sizes = index_bytes(corpus)
            size = sum(sizes.values()) / articles
            print(f"{articles:,} articles, {copies:,} copies, {common:,} common shingles")
            print(
                f"{size:.0f} bytes an article (bound {BOUND_BYTES}):",
                {k: round(v / articles) for k, v in sizes.items() if v},
            )
    return int(each > BOUND_MS or size > BOUND_BYTES)


if __name__ == "__main__":
    sys.exit(main())
