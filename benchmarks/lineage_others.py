"""The same made-up reprints in other programs: MinHash with LSH of datasketch and rensa, and plain containment.

    pip install --target FOLDER datasketch rensa
    PYTHONPATH=FOLDER python -m benchmarks.lineage_others [--generated N] [--seed S] [--set-aside]

Neither is needed by kliping. Both see runs of five words, without case, and 128 permutations. Articles that they find
alike are one group; its earliest printed article is taken as the origin, since neither has a rule for origins. "All
runs" is containment without a sketch: the share of the shorter article's runs. Prints for each the pairs' precision
and recall, recall of a kind of reprint, and CPU time an article (storing it not counted). kliping's own row is printed
where it has lineage.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.lineage import kliping_lineage
from benchmarks.lineage_corpus import generate
from benchmarks.lineage_families import FAMILIES, SET_ASIDE, read_families
from benchmarks.lineage_made import Family, shingles
from benchmarks.lineage_result import EdgeRow, Result, System, exact_copies, measured
from benchmarks.lineage_score import score
from corpus.store import Corpus

PERMUTATIONS = 128


@dataclass(slots=True)
class Timed:
    """A system with the CPU seconds that it took."""

    system: System
    seconds: float = 0.0

    def __call__(self, corpus: Corpus, last: bool) -> Result | None:
        """Ask the system, with the clock running."""
        start = time.process_time()
        try:
            return self.system(corpus, last)
        finally:
            self.seconds += time.process_time() - start


@dataclass(slots=True)
class Groups:
    """Articles joined as they arrive, by what `alike` gives for each."""

    alike: Callable[[str, set[tuple[str, ...]]], Iterable[str]]
    above: dict[str, str] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The article that stands for the group."""
        while self.above[key] != key:
            self.above[key] = self.above[self.above[key]]
            key = self.above[key]
        return key

    def __call__(self, corpus: Corpus, last: bool) -> Result | None:
        """Take the new articles; the groups where it was the last batch."""
        for key, text in corpus.conn.execute("SELECT key, text FROM articles").fetchall():
            if key not in self.above:
                self.above[key] = key
                for other in self.alike(key, shingles(text)):
                    self.above[self.root(other)] = self.root(key)
        return self.result(corpus) if last else None

    def result(self, corpus: Corpus) -> Result:
        """The groups, each rooted at its earliest printed article."""
        groups: dict[str, list[str]] = defaultdict(list)
        order = "SELECT key FROM articles ORDER BY published_ts IS NULL, published_ts, key"
        for (key,) in corpus.conn.execute(order):
            groups[self.root(key)].append(key)
        result = Result()
        for first, *others in groups.values():
            result.stories |= dict.fromkeys((first, *others), first)
            result.edges |= {(key, first): EdgeRow() for key in others}
        return result


def datasketch(threshold: float) -> System:
    """MinHash and its LSH; a candidate counts if the estimate reaches the threshold."""
    module: Any = importlib.import_module("datasketch")
    index = module.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    sketches: dict[str, Any] = {}

    def alike(key: str, runs: set[tuple[str, ...]]) -> Iterator[str]:
        sketch = module.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([" ".join(run).encode() for run in runs])
        for other in index.query(sketch):
            if sketch.jaccard(sketches[other]) >= threshold:
                yield other
        index.insert(key, sketch)
        sketches[key] = sketch

    return Groups(alike)


def rensa(threshold: float, bands: int) -> System:
    """RMinHash and its LSH in so many bands; a candidate counts if the estimate reaches the threshold."""
    module: Any = importlib.import_module("rensa")
    index = module.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands)
    sketches: list[tuple[str, Any]] = []

    def alike(key: str, runs: set[tuple[str, ...]]) -> Iterator[str]:
        sketch = module.RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update([" ".join(run) for run in runs])
        for number in index.query(sketch):
            other, theirs = sketches[number]
            if sketch.jaccard(theirs) >= threshold:
                yield other
        index.insert(len(sketches), sketch)
        sketches.append((key, sketch))

    return Groups(alike)


def containment_of_runs(threshold: float) -> System:
    """Every run of every article in a table: alike is what has that share of the runs of the shorter of both."""
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}

    def alike(key: str, runs: set[tuple[str, ...]]) -> Iterator[str]:
        shared: dict[str, int] = defaultdict(int)
        for run in runs:
            for other in holders[run]:
                shared[other] += 1
            holders[run].append(key)
        sizes[key] = len(runs)
        for other, number in shared.items():
            if number >= threshold * min(len(runs), sizes[other]):
                yield other

    return Groups(alike)


SYSTEMS: dict[str, Callable[[], System]] = {
    "the same words (kliping before)": lambda: exact_copies,
    "datasketch 2.0, J >= .5": lambda: datasketch(0.5),
    "datasketch 2.0, J >= .2": lambda: datasketch(0.2),
    "rensa 0.5, J >= .5": lambda: rensa(0.5, 32),
    "rensa 0.5, J >= .2": lambda: rensa(0.2, 64),
    "all runs, containment >= .5": lambda: containment_of_runs(0.5),
    "all runs, containment >= .3": lambda: containment_of_runs(0.3),
    "kliping": lambda: kliping_lineage(spans=False),
}
KINDS = ("verbatim", "words", "half words", "embedded", "excerpt", "merged", "by hand")


def row(name: str, families: Sequence[Family], seed: int) -> str:
    """The row of a program's table."""
    system = Timed(SYSTEMS[name]())
    result = measured(families, system, random.Random(seed), batches=5)
    shares = score(families, result).shares
    kinds = [str(score(families, result, kind).shares["group recall"]) for kind in KINDS]
    articles = sum(len(family.articles) for family in families)
    figures = [str(shares[measure]) for measure in ("group precision", "group recall", "origin right")]
    return f"| {name} | {' | '.join(figures)} | {' | '.join(kinds)} | {1e3 * system.seconds / articles:.2f} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=240, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set-aside", action="store_true")
    options = parser.parse_args()
    families = read_families(SET_ASIDE if options.set_aside else FAMILIES)
    families += generate(options.generated, options.seed)
    print(f"{sum(len(family.articles) for family in families)} articles\n")
    print("| program | precision | recall | origin right |", " | ".join(f"recall, {kind}" for kind in KINDS), "| ms |")
    print("|---" * (len(KINDS) + 5) + "|")
    for name in SYSTEMS:
        try:
            print(row(name, families, options.seed))
        except ImportError as error:
            print(f"| {name} | not installed: {error.name} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
