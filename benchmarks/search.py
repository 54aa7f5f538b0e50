"""How long does a search take? A generated corpus, every query shape, warm and cold, beside raw FTS5 and tantivy.

    python benchmarks/search.py [--articles 100000] [--keep FILE.db] [--tantivy]

Words are drawn by Zipf's law from Indonesian roots with real affixes; articles arrive out of time order, 1 in 50
has no date and 1 in 50 was dated anew. Prints Markdown for benchmarks/RESULTS.md: p50 and p95 in ms a query shape.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from corpus.errors import QueryError
from corpus.fingerprint import text_sha256
from corpus.forms import refresh
from corpus.models import Outlet
from corpus.search import search
from corpus.stemming import roots
from corpus.store import Corpus

WORDS = 350
FIRST_DAY = date(2008, 1, 1)
DAYS = 6_000
AFFIXES = ("{}", "me{}", "di{}", "ber{}", "ter{}", "pe{}an", "per{}an", "{}an", "ke{}an", "me{}kan", "di{}kan", "{}nya")
SYLLABLES = [a + b for a in "bcdfghjklmnprstwy" for b in "aeiou"]
ROUNDS = 3
INSERT = """INSERT INTO articles (id, outlet, key, url, title, text, published_day, words, text_sha256,
    complete, extractor, rules_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'made up', '1')"""


def vocabulary(rng: random.Random) -> list[str]:
    """Some 200,000 words: real roots, then made-up ones, each with its affixed forms, mixed over the ranks."""
    made = {"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))) for _ in range(18_000)}
    every = [*sorted(roots()), *sorted(made - roots())]
    rng.shuffle(every)
    words = [form.format(root) for root in every for form in rng.sample(AFFIXES, k=rng.randint(4, len(AFFIXES)))]
    rng.shuffle(words)
    return list(dict.fromkeys(words))


def texts(words: list[str], number: int, rng: random.Random) -> Iterator[str]:
    """Articles of about `WORDS` words; every tenth names the body and its officials."""
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(words))))
    for n in range(number):
        drawn = rng.choices(words, cum_weights=weights, k=WORDS)
        if n % 10 == 0:
            drawn[20:24] = [("BNP2TKI", "BP2MI", "KP2MI")[n // 10 % 3], "membina", "pegawai", "NTT"]
        yield " ".join(drawn)


def build(corpus: Corpus, number: int, rng: random.Random) -> None:
    """Fill the corpus as it comes from outlets that are asked one after the other."""
    words = vocabulary(rng)
    for n in range(20):
        corpus.put_outlet(Outlet(f"media_{n}", f"Media {n}", "media", f"media-{n}.example"))
    seqs: dict[int, int] = {}
    rows, misdated = [], []
    for n, text in enumerate(texts(words, number, rng)):
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        serial = (day - date(1970, 1, 1)).days
        seqs[serial] = seqs.get(serial, -1) + 1
        article_id, published = serial << 20 | seqs[serial], day.isoformat()
        if n % 50 == 7:
            published = None
        elif n % 50 == 11:
            published = (FIRST_DAY + timedelta(days=rng.randrange(DAYS))).isoformat()
        if published != day.isoformat():
            misdated.append((article_id, published))
        title = " ".join(text.split()[:8]).capitalize()
        key = f"media-{n % 20}.example/{n}"
        rows.append((article_id, f"media_{n % 20}", key, f"https://{key}", title, text, published, WORDS,
                     text_sha256(text)))  # fmt: skip
        if len(rows) == 1_000 or n == number - 1:
            with corpus.transaction() as sql:
                sql.executemany(INSERT, rows)
                sql.executemany("INSERT INTO misdated VALUES (?, ?)", misdated)
            rows, misdated = [], []


def shapes(words: list[str], corpus: Corpus) -> dict[str, list[tuple[str, dict[str, object]]]]:
    """Query shape -> queries with their options; `words` are the commonest first."""
    common, mid, rare = words[3:60:6], words[300:3_000:270], words[20_000:60_000:4_000]
    rows = corpus.conn.execute("SELECT text FROM articles WHERE id IN (SELECT id FROM articles LIMIT 10)").fetchall()
    pairs = [" ".join(row[0].split()[100:102]) for row in rows]
    year = {"since": date(2019, 1, 1), "until": date(2019, 12, 31)}
    prefixes = [f"{word[:5]}*" for word in mid if len(word) > 5]
    named = ["bp2mi", "membina", "pegawai", "bp2mi-ntt", "bp2mi membina", "pmi", "bnp2tki", "pembinaan pegawai ntt"]
    return {
        "common word": [(w, {}) for w in common],
        "ordinary word": [(w, {}) for w in mid],
        "rare word": [(w, {}) for w in rare],
        "common AND ordinary": [(f"{a} {b}", {}) for a, b in zip(common, mid, strict=False)],
        "phrase": [(f'"{pair}"', {}) for pair in pairs],
        "NEAR/5": [(f"{a} NEAR/5 {b}", {}) for a, b in zip(common, mid, strict=False)],
        "names over time": [(w, {}) for w in named],
        "ordinary, a year": [(w, year) for w in mid],
        "common, an outlet": [(w, {"outlet": "media_3"}) for w in common],
        "ordinary, by field year:": [(f"{w} year:2015", {}) for w in mid],
        "ordinary, relevance": [(w, {"sort": "relevance"}) for w in mid],
        "common, relevance": [(w, {"sort": "relevance"}) for w in common],
        "common, facets": [(w, {"count_by": ("outlet", "year", "author")}) for w in common],
        "prefix of 5 letters": [(p, {}) for p in prefixes],
        "no words": [("", {}), ("", year), ("", {"outlet": "media_3"})],
    }


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1e3


def p50_p95(found: list[float]) -> str:
    """The median and the 95th percentile in a table's cell."""
    return f"{statistics.median(found):.1f} / {sorted(found)[min(len(found) - 1, int(len(found) * 0.95))]:.1f}"


def ours(path: Path, query: str, options: dict[str, object], *, cold: bool) -> float:
    """One search from opening the file, its pages dropped from the cache where `cold`."""
    if cold:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    with Corpus(path, read_only=True) as corpus:
        return timed(lambda: _ask(corpus, query, options))


def _ask(corpus: Corpus, query: str, options: dict[str, object]) -> None:
    try:
        search(corpus, query or None, **options)  # type: ignore[arg-type]
    except QueryError as error:
        print(f"(refused: {query} {options}: {error})", file=sys.stderr)


def raw(corpus: Corpus, query: str) -> float:
    """FTS5 alone, in its own order of relevance, 20 snippets."""
    sql = """SELECT rowid, snippet(articles_fts, 1, '[', ']', '…', 32) FROM articles_fts
        WHERE articles_fts MATCH ? ORDER BY rank LIMIT 20"""
    quoted = query if query.startswith('"') else " ".join(f'"{word}"' for word in query.split())
    return timed(lambda: corpus.conn.execute(sql, (quoted,)).fetchall())


def tantivy_of(corpus: Corpus, folder: str) -> Callable[[str], float]:
    """The same texts in tantivy, asked for the best 20 and their snippets."""
    import tantivy

    fields = tantivy.SchemaBuilder().add_text_field("title", stored=True).add_text_field("text", stored=True).build()
    index = tantivy.Index(fields, path=folder)
    writer = index.writer(200_000_000)
    for title, text in corpus.conn.execute("SELECT title, text FROM articles"):
        writer.add_document(tantivy.Document(title=title, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> float:
        def run() -> None:
            wanted = index.parse_query(query, ["title", "text"], conjunction_by_default=True)
            snippets = tantivy.SnippetGenerator.create(searcher, wanted, fields, "text")
            for _, address in searcher.search(wanted, 20).hits:
                snippets.snippet_from_doc(searcher.doc(address))

        return timed(run)

    return ask


def report(path: Path, with_tantivy: bool) -> None:
    """The table."""
    with Corpus(path, read_only=True) as corpus, tempfile.TemporaryDirectory() as folder:
        words = [row[0] for row in corpus.conn.execute("SELECT term FROM forms ORDER BY df DESC, term")]
        by_tantivy = tantivy_of(corpus, folder) if with_tantivy else None
        plain = {"common word", "ordinary word", "rare word", "common AND ordinary", "phrase"}
        print("| query shape | warm, p50 / p95 ms | cold | literal, warm | raw FTS5 by rank | tantivy by rank |")
        print("|---|---|---|---|---|---|")
        for name, queries in shapes(words, corpus).items():
            cold = [ours(path, q, o, cold=True) for q, o in queries]
            warm = [ours(path, q, o, cold=False) for _ in range(ROUNDS) for q, o in queries]
            literal = [ours(path, q, {**o, "literal": True}, cold=False) for _ in range(ROUNDS) for q, o in queries]
            others = [p50_p95([raw(corpus, q) for q, _ in queries])] if name in plain else ["-"]
            others += [p50_p95([by_tantivy(q) for q, _ in queries])] if by_tantivy and name in plain else ["-"]
            print("| " + " | ".join([name, p50_p95(warm), p50_p95(cold), p50_p95(literal), *others]) + " |", flush=True)


def sizes(corpus: Corpus) -> str:
    """How large the index is against the text."""
    text = corpus.conn.execute("SELECT sum(length(title) + length(text)) FROM articles").fetchone()[0]
    index = corpus.conn.execute("SELECT sum(length(block)) FROM articles_fts_data").fetchone()[0]
    forms = corpus.conn.execute("SELECT count(*) FROM forms").fetchone()[0]
    return f"text {text / 1e6:.0f} MB, full-text index {index / 1e6:.0f} MB ({index / text:.2f}x), {forms:,} words"


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tantivy", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "search.db"
        rng = random.Random(6)
        if not path.exists():
            with Corpus(path) as corpus:
                start = time.perf_counter()
                build(corpus, asked.articles, rng)
                built = time.perf_counter() - start
                entered = timed(lambda: refresh(corpus)) / 1e3
                print(f"{asked.articles:,} articles: built in {built:.0f} s, words entered in {entered:.0f} s; "
                      f"{sizes(corpus)}\n")  # fmt: skip
        report(path, asked.tantivy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
