"""Measure the memory of a crawl's main process as articles come: a crawl of a made-up site on loopback.

    python benchmarks/crawl_memory.py [--articles 5000] [--most 1.2]

Prints VmRSS at 500 articles and at each further step, and the ratio to the first; exit 1 where the last one is more
than `--most`. Linux only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests/hostile")]

from harness import Desk  # noqa: E402 - found by the line above
from long_site import crawl_memory  # noqa: E402

FIRST = 500  # articles; by then all is imported, and every cache and pool is in use


def main() -> int:
    """Print a table in Markdown; 0 where the memory is bounded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--most", type=float, default=1.2, help="times the memory at 500 articles that is well")
    arguments = parser.parse_args()
    marks = range(FIRST, arguments.articles + 1, FIRST)
    with tempfile.TemporaryDirectory(prefix="kliping-memory-") as folder:
        measured = crawl_memory(Desk(Path(folder)), arguments.articles, marks)
    print("| articles | MB | to the first |\n|---|---|---|")
    for mark, megabytes in sorted(measured.items()):
        print(f"| {mark:,} | {megabytes:.0f} | {megabytes / measured[FIRST]:.2f} |")
    return int(measured[max(measured)] > arguments.most * measured[FIRST])


if __name__ == "__main__":
    sys.exit(main())
