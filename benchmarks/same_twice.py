"""Ask 40 questions ten times, and compare the answers byte for byte.

    python benchmarks/same_twice.py [--articles 20000] [--keep FILE.db] [--counted 3000] [--sqlite MODULE]

Each time is a process of its own: as it is, while every core is busy and another process writes, after ANALYZE, in a
backup (VACUUM INTO), and with another build of SQLite, where a module like `sqlite3` is named (`pip install
pysqlite3-binary`, then `--sqlite pysqlite3`). An answer is everything that a search gives: hits with their snippets,
totals, facets, notes, and the words that were added; and the rows of kwic, words, collocates, keywords and trend.
`--counted` lowers the number of candidates that are counted, so that totals of a small corpus are "at least" too. Ends
with 1 if an answer differs, and names the question.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

BUSY = "while True: pass"
WRITER = """
import sqlite3, sys
writer = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
while True:
    writer.execute("UPDATE outlets SET name = name")
"""
Question = tuple[str, dict[str, Any]]


def questions(words: list[str]) -> list[Question]:
    """Forty questions of all kinds over a generated corpus; `words` are the commonest first."""
    common, mid, rare = words[3:30:5], words[300:3_000:450], words[8_000:14_000:1_500]
    year: dict[str, Any] = {"since": "2019-01-01", "until": "2019-12-31"}
    facets: dict[str, Any] = {"count_by": ("outlet", "year", "author", "place", "grade")}
    return [
        *((word, {}) for word in (*common, *mid[:3], *rare[:2])),
        *((word, {"outlet": "media_kecil"}) for word in common[:3]),
        *((f"{word} penulis:a", facets) for word in common[:2]),
        *((f"{word} place:a", {"sort": "oldest"}) for word in mid[:2]),
        *((f"{word} year:2015", {"limit": 1_000}) for word in common[:2]),
        *((word, year) for word in mid[:2]),
        (f"{common[0]} {mid[0]}", {"sort": "relevance"}),
        (f"{common[1]} OR {mid[1]}", {"sort": "relevance", "limit": 200}),
        (f'"{common[0]} {common[1]}"', facets),
        (f'"{common[1]} {common[2]}" outlet:media_3', {}),
        (f"{common[0]} NEAR/5 {mid[0]}", {}),
        (f"{mid[0][:4]}* NEAR/5 {common[0]}", {}),
        (f"{mid[1][:4]}*", {"limit": 100}),
        (f"{common[0]} NOT {mid[0]}", {}),
        (f"{common[0]} OR outlet:media_kecil", {}),
        (f"{mid[0]} is:original", {"exact": True}),
        ("bp2mi membina", facets),
        ("is:reprint", {}),
        ("", {"grade": 3, "topic": "measured"}),
        ("", {"limit": 500, **facets}),
        ("kwic", {"query": mid[0], "limit": 50}),
        ("words", {"query": mid[0], "most": 500}),
        ("collocates", {"query": mid[0], "most": 500}),
        ("trend", {"query": mid[0], "most": 500}),
    ]


def answers(path: Path, counted: int) -> Iterator[str]:
    """Each question with its answer, as a line of JSON."""
    from search_corpus import SMALLEST

    from corpus.linguistics.collocations import collocates
    from corpus.linguistics.concordance import concordance
    from corpus.linguistics.trend import trend
    from corpus.linguistics.wordlists import word_list
    from corpus.query import budget
    from corpus.search import search
    from corpus.store import Corpus

    assert SMALLEST == "media_kecil"
    budget.COUNTED, budget.SEARCHED = counted, counted * 40
    counts: dict[str, Any] = {"kwic": concordance, "words": word_list, "collocates": collocates, "trend": trend}
    with Corpus(path, read_only=True) as corpus:
        words = [row[0] for row in corpus.conn.execute("SELECT term FROM forms ORDER BY df DESC, term LIMIT 20000")]
        for query, options in questions(words):
            if query in counts:
                rows = counts[query](corpus, **options)
                yield json.dumps([query, options, rows], default=_plain)
            else:
                yield json.dumps(
                    [query, options, asdict(search(corpus, query or None, **_dated(options)))], default=str
                )


def _plain(value: Any) -> Any:
    return asdict(value) if hasattr(value, "__dataclass_fields__") else str(value)


def _dated(options: dict[str, Any]) -> dict[str, Any]:
    from datetime import date

    return {k: date.fromisoformat(v) if k in ("since", "until") else v for k, v in options.items()}


def _like_sqlite3(name: str) -> ModuleType:
    """The module, with what Python 3.11 has added to `sqlite3` since it was taken from there."""
    module = importlib.import_module(name)

    class Connection(module.Connection):  # type: ignore[misc, name-defined]
        def setlimit(self, _category: int, _limit: int) -> int:
            return 0

    vars(module).update(Connection=Connection, SQLITE_LIMIT_LENGTH=0)
    return module


def ask(path: Path, arguments: argparse.Namespace, sqlite: str | None = None) -> list[str]:
    """The answers of another process."""
    command = [sys.executable, __file__, "--answers", str(path), "--counted", str(arguments.counted)]
    if sqlite:
        command += ["--sqlite", sqlite]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


@contextmanager
def busy(path: Path) -> Iterator[None]:
    """Every core has two others at work, and another process writes to the corpus without pause."""
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2 * (os.cpu_count() or 1))]
    others.append(subprocess.Popen([sys.executable, "-c", WRITER, str(path)]))
    try:
        yield
    finally:
        for process in others:
            process.kill()
            process.wait()


def copied(path: Path, to: Path, *statements: str) -> Path:
    """A copy of the corpus, made by VACUUM INTO, after these statements."""
    import sqlite3

    sql = sqlite3.connect(path)
    sql.execute("VACUUM INTO ?", (str(to),))
    sql.close()
    sql = sqlite3.connect(to, isolation_level=None)
    sql.execute("PRAGMA journal_mode = WAL")
    for statement in statements:
        sql.execute(statement)
    sql.close()
    return to


def main() -> int:
    """Ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="build here, or ask what was built")
    parser.add_argument("--counted", type=int, default=3_000, help="candidates that are counted")
    parser.add_argument("--sqlite", metavar="MODULE", help="also with this module in the place of sqlite3")
    parser.add_argument("--answers", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.answers:
        if arguments.sqlite:
            sys.modules["sqlite3"] = _like_sqlite3(arguments.sqlite)
        print(*answers(arguments.answers, arguments.counted), sep="\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "same.db"
        if not path.exists():
            _build(path, arguments.articles)
        return compare(path, Path(folder), arguments)


def _build(path: Path, articles: int) -> None:
    from search_corpus import build

    from corpus.store import Corpus
    from corpus.vocabulary.word_index import refresh

    with Corpus(path) as corpus:
        build(corpus, articles, random.Random(6))
        refresh(corpus)


def compare(path: Path, folder: Path, arguments: argparse.Namespace) -> int:
    """Ask ten times and print a table; return 1 if an answer differs from the first."""
    first = ask(path, arguments)
    runs = [("as it is", first), ("again", ask(path, arguments)), ("again", ask(path, arguments))]
    with busy(path):
        runs += [("every core busy, another writes", ask(path, arguments)) for _ in range(3)]
    backup = copied(path, folder / "backup.db")
    runs.append(("in a backup", ask(backup, arguments)))
    analysed = copied(path, folder / "analysed.db", "ANALYZE")
    runs += [("after ANALYZE", ask(analysed, arguments)) for _ in range(2)]
    runs.append((f"with {arguments.sqlite or 'sqlite3'}", ask(path, arguments, arguments.sqlite)))
    at_least = sum('"exact": false' in line for line in first)
    print(f"{len(first)} questions, {at_least} of them with a total that is at least so many\n")
    print("| run | sha256 of the answers | the same |\n|---|---|---|")
    for name, lines in runs:
        same = lines == first
        print(f"| {name} | {sha256(''.join(lines).encode()).hexdigest()[:16]} | {'yes' if same else 'NO'} |")
        for one, other in zip(first, lines, strict=False):
            if one != other:
                at = next(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
                print(f"    {one[:80]}: ...{one[at - 60 : at + 60]}... / ...{other[at - 60 : at + 60]}...")
    return 0 if all(lines == first for _, lines in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
