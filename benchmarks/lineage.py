"""Measure lineage on made-up reprints: groups, edges, origins and verbatim spans.

    python -m benchmarks.lineage [--generated N] [--seed S] [--set-aside] [--orders K] [--by exact] [--demo]

The families written by hand and N generated ones are stored in a temporary corpus in a shuffled order; lineage is
derived after each batch, as articles arrive. `--set-aside` takes the half of the hand's that is measured only at the
end, and names no wrong item. `--orders K` compares the result of K more orders of arrival with the first. `--by exact`
measures what kliping did before: the same words are one story. `--demo` measures the demo's own corpus. What is assumed
stands in benchmarks/lineage/README.md. Exit code 0 if all is right, else 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from benchmarks.lineage_corpus import generate
from benchmarks.lineage_demo import demo_corpus, demo_family
from benchmarks.lineage_families import FAMILIES, FURTHER, SET_ASIDE, read_families
from benchmarks.lineage_made import Family, Span
from benchmarks.lineage_result import Result, System, differences, exact_copies, measured, stored_result
from benchmarks.lineage_score import Score, print_scores, score
from corpus.deriving.batches import derive_due
from corpus.store import Corpus

BOUNDS = {"groups": 0.98, "origin": 0.95, "spans": 1.0}


def derive_lineage(corpus: Corpus) -> None:
    """Fill `copies` and `stories` for all articles that are not derived yet."""
    from corpus.lineage.lineage_derivation import LINEAGE  # other ways are measured without it

    deque(derive_due(corpus, LINEAGE), maxlen=0)


def verbatim_spans(corpus: Corpus, copy_id: int, origin_id: int) -> Sequence[Span]:
    """What the copy has verbatim from the origin: half-open ranges of code points in the copy's text."""
    from corpus.lineage.read_text import ReadText

    copy, origin = (ReadText(_text(corpus, article_id)) for article_id in (copy_id, origin_id))
    return [copy.span_of(run) for run in copy.shared_runs(origin)]


def _text(corpus: Corpus, article_id: int) -> str:
    return str(corpus.conn.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()[0])


def kliping_lineage(*, spans: bool = True) -> System:
    """The system that is measured: the two functions above, or the first alone."""

    def run(corpus: Corpus, last: bool) -> Result | None:
        derive_lineage(corpus)
        return stored_result(corpus, verbatim_spans if spans else None) if last else None

    return run


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=120, metavar="N", help="generated families (default 120)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set-aside", action="store_true", help="the half that is measured only at the end")
    parser.add_argument("--orders", type=int, default=0, metavar="K", help="further orders of arrival")
    parser.add_argument("--batches", type=int, default=5, metavar="B", help="how often lineage is derived")
    parser.add_argument("--by", choices=("lineage", "exact"), default="lineage")
    parser.add_argument("--demo", action="store_true", help="the demo's corpus instead")
    parser.add_argument("--most", type=int, default=40, metavar="N", help="wrong items of a kind that are printed")
    options = parser.parse_args()
    system = exact_copies if options.by == "exact" else kliping_lineage()
    try:
        if options.demo:
            return _measure_demo(system, options.most)
        by_hand = (SET_ASIDE,) if options.set_aside else (FAMILIES, FURTHER)
        families = [family for folder in by_hand for family in read_families(folder)]
        families += generate(options.generated, options.seed)
        result = measured(families, system, random.Random(options.seed), options.batches)
    except ModuleNotFoundError as error:
        print(f"there is no {error.name} to measure: see derive_lineage and verbatim_spans at the head of this file")
        return 2
    failed = _report(families, result, 0 if options.set_aside else options.most)
    for n in range(options.orders):
        again = measured(families, system, random.Random(f"{options.seed}/{n}"), options.batches + n)
        lines = list(differences(result, again))
        print(f"order {n + 1}: {len(lines)} differences", *lines[: options.most], sep="\n  ")
        failed |= bool(lines)
    return failed


def _measure_demo(system: System, most: int) -> int:
    with tempfile.TemporaryDirectory() as folder, Corpus(demo_corpus(Path(folder))) as corpus:
        result = system(corpus, True)
        assert result is not None
        return _report([demo_family(corpus)], result, most)


def _report(families: Sequence[Family], result: Result, most: int) -> int:
    total: Score = score(families, result)
    print_scores(families, result, total)
    for title, lines in total.wrong.items():
        if lines and most:
            print(f"\n{title}: {len(lines)}", *lines[:most], sep="\n  ")
    return int(not total.holds(BOUNDS))


if __name__ == "__main__":
    sys.exit(main())
