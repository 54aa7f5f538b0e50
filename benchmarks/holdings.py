"""Measure what `kliping stats` costs: python benchmarks/holdings.py [--articles 100000] [--keep FILE]."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus.methods import holdings as module
from corpus.methods.holdings import holdings
from corpus.store import Corpus

try:
    from benchmarks.search_corpus import build
except ModuleNotFoundError:  # run as a script, its folder is the path
    from search_corpus import build  # type: ignore[no-redef, import-not-found]

ROUNDS = 3


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """The least CPU and wall seconds of the rounds."""
    taken = []
    for _ in range(ROUNDS):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        taken.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(taken)


def main() -> None:
    """Build, measure, print: all of it, and the parts that read indexes alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="build here, or measure what was built")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "stats.db"
        if not path.exists():
            with Corpus(path) as corpus:
                build(corpus, arguments.articles, random.Random(6))
        with Corpus(path, read_only=True) as corpus:
            parts: dict[str, Callable[[], object]] = {
                "all": lambda: holdings(corpus),
                "outlets and years (index)": lambda: corpus.conn.execute(module._PLACES).fetchall(),
                "copies (index)": lambda: corpus.conn.execute(module._COPIES).fetchall(),
                "language and completeness (rows)": lambda: list(module._forms(corpus, 0, lambda *_: None)),
            }
            for name, work in parts.items():
                cpu, wall = seconds(work)
                print(f"{name}: {cpu:.2f} s of CPU time, {wall:.2f} s")


if __name__ == "__main__":
    main()
