"""Measure the time of a search on a generated corpus (benchmarks/search_corpus.py): every query shape, warm and cold.

    python benchmarks/search.py [--articles 100000] [--keep FILE.db] [--cold] [--shapes TEXT]
    python benchmarks/search.py --keep FILE.db --fts5 --tantivy FOLDER --postgres 'host=/run/postgresql dbname=x'

A kept file is measured again without being built. Other engines (benchmarks/search_others.py) answer the same words,
newest first and by relevance. Prints Markdown for benchmarks/RESULTS.md: p50 / p95 in ms a query shape, each
query at its best of the rounds, because other work on the machine only ever adds; the processor's time stands beside
the clock's.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from search_corpus import build
from search_others import Ask, Order, postgres, raw_fts5, tantivy, timed

from corpus.errors import QueryError
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """Queries of one kind."""

    name: str
    queries: list[str]
    options: Options = field(default_factory=dict)


def shapes(words: list[str], corpus: Corpus) -> list[Shape]:
    """`words` are the commonest first: the common stand in nearly every article."""
    common, mid, rare = words[3:63:6], words[300:3_000:270], words[20_000:60_000:4_000]
    rows = corpus.conn.execute("SELECT text FROM articles WHERE id % 97 = 0 ORDER BY id DESC LIMIT 10").fetchall()
    pairs = [" ".join(row[0].split()[100:102]) for row in rows]
    year: Options = {"since": date(2019, 1, 1), "until": date(2019, 12, 31)}
    middle = corpus.conn.execute("SELECT max(id) FROM articles WHERE published_day = '2015-06-01'").fetchone()[0]
    named = ["bp2mi", "membina", "pegawai", "bp2mi-ntt", "bp2mi membina", "pmi", "bnp2tki", "pembinaan pegawai ntt"]
    graded: Options = {"grade": 3, "topic": "measured"}
    anded = [f"{a} {b}" for a, b in zip(common, mid, strict=True)]
    bodies = ["bp2mi OR pmi OR larso OR kemlu", "(bp2mi OR kp2mi OR pmi) (membina OR pegawai)"]
    return [
        Shape("common word", common),
        Shape("ordinary word", mid),
        Shape("rare word", rare),
        Shape("common AND ordinary", anded),
        Shape("common AND rare", [f"{a} {b}" for a, b in zip(common, rare, strict=True)]),
        Shape("ordinary AND ordinary", [f"{a} {b}" for a, b in pairwise(mid)]),
        Shape("rare AND rare", [f"{a} {b}" for a, b in pairwise(rare)]),
        Shape("phrase", [f'"{pair}"' for pair in pairs]),
        Shape("phrase of common words", [f'"{a} {b}"' for a, b in pairwise(common)]),
        Shape("phrase of ordinary words", [f'"{a} {b}"' for a, b in pairwise(mid)]),
        Shape("NEAR/5", [f"{a} NEAR/5 {b}" for a, b in zip(common, mid, strict=True)]),
        Shape("NOT", [f"{a} NOT {b}" for a, b in zip(common, mid, strict=True)]),
        Shape("NOT, the other way", [f"{b} NOT {a}" for a, b in zip(common, mid, strict=True)]),
        Shape("names over time", named),
        Shape("OR of names", bodies),
        Shape("OR of ordinary words", [" OR ".join(mid[n : n + 4]) for n in range(7)]),
        Shape("in the headline", [f"judul:{word}" for word in mid]),
        Shape("ordinary, a year", mid, year),
        Shape("ordinary, by field year:", [f"{w} year:2015" for w in mid]),
        Shape("rare, a year", rare, year),
        Shape("common, an outlet", common, {"outlet": "media_3"}),
        Shape("ordinary, an outlet", mid, {"outlet": "media_3"}),
        Shape("common, the smallest outlet", common, {"outlet": "media_kecil"}),
        Shape("ordinary, grade 3", mid, graded),
        Shape("common, a writer", [f"{w} penulis:{_writer(corpus)}" for w in common]),
        Shape("common, a rare writer", [f'{w} penulis:"{_rare_writer(corpus)}"' for w in common]),
        Shape("ordinary, a rare writer", [f'{w} penulis:"{_rare_writer(corpus)}"' for w in mid]),
        Shape("ordinary, no such writer", [f"{w} penulis:siapakah" for w in mid]),
        Shape("common, a writer, a year", [f"{w} penulis:{_writer(corpus)} year:2015" for w in common]),
        Shape("phrase of common words, an outlet", [f'"{a} {b}" outlet:media_3' for a, b in pairwise(common)]),
        Shape("common OR a field", [f"{w} OR outlet:media_kecil" for w in common]),
        Shape("common, a year, oldest first", [f"{w} year:2015" for w in common], {"sort": "oldest"}),
        Shape("prefix NEAR/5 common", [f"{a[:4]}* NEAR/5 {b}" for a, b in zip(mid, common, strict=True) if len(a) > 5]),
        Shape("ordinary, originals", [f"{w} is:original" for w in mid]),
        Shape("ordinary, copies", [f"{w} is:reprint" for w in mid]),
        Shape("common, second page", common, {"page": 2}),
        Shape("common AND ordinary, second page", anded, {"page": 2}),
        Shape("ordinary, from 2015 back", mid, {"before": middle}),
        Shape("ordinary, oldest first", mid, {"sort": "oldest"}),
        Shape("common, relevance", common, {"sort": "relevance"}),
        Shape("ordinary, relevance", mid, {"sort": "relevance"}),
        Shape("common AND ordinary, relevance", anded, {"sort": "relevance"}),
        Shape("common, facets", common, {"count_by": ("outlet", "year", "author")}),
        Shape("ordinary, facets", mid, {"count_by": ("outlet", "year", "author")}),
        Shape(
            "ordinary, all facets",
            mid,
            {"count_by": ("outlet", "kind", "month", "place", "author", "grade"), "topic": "measured"},
        ),
        Shape("prefix of 4 letters", sorted({f"{word[:4]}*" for word in mid if len(word) > 5})),
        Shape("prefix of 5 letters", sorted({f"{word[:5]}*" for word in mid if len(word) > 5})),
        Shape("prefix AND ordinary", [f"{a[:4]}* {b}" for a, b in pairwise(mid)]),
        Shape("no words", [""]),
        Shape("no words, a year", [""], year),
        Shape("no words, an outlet", [""], {"outlet": "media_3"}),
        Shape("no words, the smallest outlet", [""], {"outlet": "media_kecil"}),
        Shape("no words, grade 3", [""], graded),
        Shape("no words, a writer", [f"penulis:{_writer(corpus)}"]),
        Shape("no words, copies", ["is:reprint"]),
    ]


def _writer(corpus: Corpus) -> str:
    """Of the tenth part of the commonest writers."""
    names = "SELECT authors FROM articles WHERE authors <> '[]' LIMIT 1"
    return str(corpus.conn.execute(names).fetchone()[0]).strip('[]"').split()[0]


@cache
def _rare_writer(corpus: Corpus) -> str:
    names = "SELECT authors FROM articles WHERE authors <> '[]' GROUP BY authors ORDER BY count(*) LIMIT 1"
    return str(corpus.conn.execute(names).fetchone()[0]).strip('[]"')


def p50_p95(seconds: list[float]) -> str:
    """The median and the 95th percentile in a table's cell."""
    if not seconds:
        return "-"
    return f"{statistics.median(seconds):.1f} / {sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.95))]:.1f}"


def ours(path: Path, query: str, options: Options, *, cold: bool = False) -> tuple[float, float]:
    """Milliseconds of one search in an opened file, by the clock and of the processor; `cold`: no page in the cache."""
    if cold:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    filters = {name: value for name, value in options.items() if name != "page"}
    with Corpus(path, read_only=True) as corpus:
        if "page" in options:
            filters["before"] = search(corpus, query, seconds=None, **filters).next_page
        began = time.process_time()
        clock = timed(lambda: _ask(corpus, query, filters))
        return clock, (time.process_time() - began) * 1e3


def _ask(corpus: Corpus, query: str, options: Options) -> None:
    try:
        result = search(corpus, query or None, **options)
    except QueryError as error:
        print(f"(refused: {query} {options}: {error})", file=sys.stderr)
    else:
        if len(result.hits) < 20 and not result.exact:
            print(f"(in part: {query} {options}: {len(result.hits)} hits)", file=sys.stderr)


def best(path: Path, shape: Shape, rounds: int, **more: Any) -> tuple[list[float], list[float]]:
    """Each query's best of the rounds, by the clock and of the processor."""
    options = {**shape.options, **more}
    times = [[ours(path, query, options) for _ in range(rounds)] for query in shape.queries]
    return [min(clock for clock, _ in one) for one in times], [min(cpu for _, cpu in one) for one in times]


def report(path: Path, arguments: argparse.Namespace) -> None:
    """The table of this program."""
    with Corpus(path, read_only=True) as corpus:
        every = [shape for shape in shapes(_words(corpus), corpus) if (arguments.shapes or "") in shape.name]
    print(
        "| query shape | queries | p50 / p95 ms | processor | literal, processor |"
        + (" cold |" if arguments.cold else "")
    )
    print("|---|---|---|---|---|" + ("---|" if arguments.cold else ""))
    for shape in every:
        cells = [shape.name, str(len(shape.queries)), *map(p50_p95, best(path, shape, arguments.rounds))]
        cells.append(p50_p95(best(path, shape, arguments.rounds, literal=True)[1]))
        if arguments.cold:
            cells.append(p50_p95([ours(path, q, shape.options, cold=True)[0] for q in shape.queries]))
        print("| " + " | ".join(cells) + " |", flush=True)


def compare(path: Path, arguments: argparse.Namespace) -> None:
    """The table beside other engines: the words alone, no counts, 20 hits with snippets."""
    with Corpus(path, read_only=True) as corpus:
        engines: dict[str, Ask] = {}
        if arguments.fts5:
            engines["raw FTS5"] = raw_fts5(corpus)
        if arguments.tantivy:
            engines["tantivy"] = tantivy(corpus, arguments.tantivy)
        if arguments.postgres:
            engines["PostgreSQL"] = postgres(corpus, arguments.postgres)
        if not engines:
            return
        orders: tuple[Order, ...] = ("newest", "relevance")
        print("\n| query shape | " + " | ".join(f"{name}, {order}" for name in engines for order in orders) + " |")
        print("|" + "---|" * (1 + len(engines) * len(orders)))
        for shape in shapes(_words(corpus), corpus):
            if not shape.options and (arguments.shapes or "") in shape.name:
                cells = [_other(ask, shape, order, arguments.rounds) for ask in engines.values() for order in orders]
                if set(cells) != {"-"}:
                    print("| " + " | ".join([shape.name, *cells]) + " |", flush=True)


def _other(ask: Ask, shape: Shape, order: Order, times: int) -> str:
    """Dear queries are asked once, and no more of them after a minute: what takes seconds takes them in any round."""
    samples: list[float] = []
    for query in shape.queries:
        took = ask(query, order) if sum(samples) < 60_000 else None
        if took is not None:
            rounds = 1 if took > 1_000 else times
            samples.append(min([took, *(again for _ in range(rounds - 1) if (again := ask(query, order)) is not None)]))
    return p50_p95(samples)


def _words(corpus: Corpus) -> list[str]:
    return [row[0] for row in corpus.conn.execute("SELECT term FROM forms ORDER BY df DESC, term")]


def sizes(corpus: Corpus) -> str:
    """How large the index is against the text."""
    text = corpus.conn.execute("SELECT sum(length(title) + length(text)) FROM articles").fetchone()[0]
    index = corpus.conn.execute("SELECT sum(length(block)) FROM articles_fts_data").fetchone()[0]
    forms = corpus.conn.execute("SELECT count(*) FROM forms").fetchone()[0]
    return f"text {text / 1e6:.0f} MB, full-text index {index / 1e6:.0f} MB ({index / text:.2f}x), {forms:,} words"


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="build here, or measure what was built")
    parser.add_argument("--cold", action="store_true", help="also with the file's pages dropped from the cache")
    parser.add_argument("--shapes", help="only the shapes with this in their name")
    parser.add_argument("--rounds", type=int, default=3, help="times each query is asked; the best counts")
    parser.add_argument("--fts5", action="store_true", help="also FTS5 as it comes")
    parser.add_argument("--tantivy", metavar="FOLDER", help="also tantivy, its index here")
    parser.add_argument("--postgres", metavar="DSN", help="also PostgreSQL, in this database")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "search.db"
        if not path.exists():
            with Corpus(path) as corpus:
                start = time.perf_counter()
                build(corpus, arguments.articles, random.Random(6))
                built = time.perf_counter() - start
                entered = timed(lambda: refresh(corpus)) / 1e3
                print(f"built in {built:.0f} s, words entered in {entered:.0f} s")
        with Corpus(path, read_only=True) as corpus:
            count = corpus.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
            load = " ".join(f"{one:.1f}" for one in os.getloadavg())
            print(f"{count:,} articles; {sizes(corpus)}; load {load}\n")
        report(path, arguments)
        compare(path, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
