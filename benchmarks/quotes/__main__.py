"""Measure quotes: who spoke which words, on made-up articles, on traps and on the two seeds.

    python -m benchmarks.quotes [--set-aside] [--seeds FOLDER] [--items]

Prints, for the articles and (with `--seeds`) for the seeds, how many direct quotes were found, and how many of the
direct and of the indirect ones were given to the right speaker; for the traps, how many speakers were invented. Then a
line for each wrong item. `--set-aside` measures the articles and traps that nobody looks at while rules are written:
figures only, wrong items with `--items`. The matching rule stands in matching.py. Exit code 0 if the floors of
direct quotes hold and no speaker was invented, else 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .gold import ARTICLES, SET_ASIDE, TRAPS, GoldText, read_folder, read_seeds
from .matching import Given, Tally, compare

FLOOR_PRECISION = 0.97  # of direct quotes' speakers
FLOOR_RECALL = 0.9


def quotes_given(gold: GoldText) -> Sequence[Given]:
    """The quotes of a text as the rules give them: the one place that knows the measured code."""
    from corpus.quotes.extraction import quotes_of  # type: ignore[import-not-found, unused-ignore]

    return tuple(quotes_of(gold.title, gold.text))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--set-aside", action="store_true", help="measure the set-aside articles and traps")
    parser.add_argument("--seeds", type=Path, metavar="FOLDER", help="the folder of the seeds' texts")
    parser.add_argument("--items", action="store_true", help="with --set-aside: also print each wrong item")
    options = parser.parse_args(argv)
    home = SET_ASIDE if options.set_aside else ARTICLES
    sets = {"articles": read_folder(home)}
    if options.seeds:
        sets["seeds"] = read_seeds(options.seeds)
    well, wrong = True, list[str]()
    for name, golds in sets.items():
        tallies = measure(golds)
        well &= tallies["direct"].precision >= FLOOR_PRECISION and tallies["direct"].recall >= FLOOR_RECALL
        print(f"{name}: {len(golds)} texts")
        for kind, tally in tallies.items():
            print(f"  {kind:9}{_row(tally)}")
            wrong += tally.wrong
    traps = read_folder(home / "traps" if options.set_aside else TRAPS)
    invented, taken, lines = trapped(traps)
    print(f"traps: {len(traps)} texts, invented speakers {invented}, words taken for a quote {taken}")
    wrong += lines
    print(f"wrong items: {len(wrong)}")
    if options.items or not options.set_aside:
        print(*wrong, sep="\n")
    return 0 if well and not invented else 1


def measure(golds: Sequence[GoldText]) -> dict[str, Tally]:
    """A tally of the texts for each kind of quote."""
    tallies = {"direct": Tally(), "indirect": Tally()}
    for gold in golds:
        given = quotes_given(gold)
        for kind, tally in tallies.items():
            compare(gold, given, kind, tally)
    return tallies


def trapped(traps: Sequence[GoldText]) -> tuple[int, int, list[str]]:
    """(invented speakers, items that are no quote of the gold and have no speaker, a line for each)."""
    invented = taken = 0
    lines: list[str] = []
    for gold in traps:
        given = quotes_given(gold)
        for kind in ("direct", "indirect"):
            tally = Tally()
            compare(gold, given, kind, tally)
            invented += tally.given_attributed - tally.right
            taken += tally.extra
            lines += tally.wrong
    return invented, taken, lines


def _row(tally: Tally) -> str:
    return (
        f"found {tally.found} of {tally.gold} (and {tally.extra} that are none), "
        f"attribution precision {tally.precision:.3f} ({tally.right} of {tally.given_attributed}), "
        f"recall {tally.recall:.3f} ({tally.right} of {tally.gold_attributed}), "
        f"roles right {tally.roles_right} of {tally.roles}"
    )


if __name__ == "__main__":
    sys.exit(main())
