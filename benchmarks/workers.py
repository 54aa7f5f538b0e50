"""Measure `kliping import` and `kliping refine` with one and with two workers, in turn, on the same made-up pages.

    python benchmarks/workers.py [--articles 1500] [--rounds 3] [--workers 1 2] [--profile FOLDER]

For each command and number of workers: wall seconds (the median), CPU seconds of all its processes, the main process's
own, and its share of all. The machine must be idle for the wall times to say anything; the CPU times hold anyhow.
Before the first round the pages are made, and one import that is not counted fills the file cache. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HOUSE = Path(__file__).parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests/hostile")]

from long_site import article  # noqa: E402 - found by the line above

from crawler.archive.writer import ArchiveWriter  # noqa: E402

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: processes whose parent ended become ours, so that their CPU time is counted
PROGRAM = """
import resource, sys
from crawler.cli import main
if __name__ == "__main__":
    code = main(sys.argv[2:])
    used = resource.getrusage(resource.RUSAGE_SELF)
    open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
    sys.exit(code)
"""
PROFILED = """
import cProfile, sys
from crawler.cli import main
if __name__ == "__main__":
    profile = cProfile.Profile()
    code = profile.runcall(main, sys.argv[2:])
    profile.dump_stats(sys.argv[1])
"""


@dataclass(frozen=True)
class Measured:
    """One run: wall and CPU seconds, the main process's CPU seconds, its peak memory in MB."""

    wall: float
    cpu: float
    main: float
    peak: float


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="write main's cProfile of one run of each here")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="kliping-workers-") as name:
        folder = Path(name)
        warc = write_pages(folder, options.articles)
        base = folder / "base"
        run_import(base, warc, options.workers[0])
        if options.profile:
            profile(folder, base, warc, options.profile)
            return
        runs: dict[tuple[str, int], list[Measured]] = {}
        for round_ in range(options.rounds):
            for workers in options.workers:
                fresh = folder / f"fresh-{round_}-{workers}"
                runs.setdefault(("import", workers), []).append(run_import(fresh, warc, workers))
                shutil.rmtree(fresh)
                command = ["refine", "--corpus", str(base / "kliping.db"), "--workers", str(workers)]
                runs.setdefault(("refine", workers), []).append(measured(folder, command))
    print("| command | workers | pages/s | s | CPU s | main CPU s | main's share | peak MB | faster |")
    print("|---|---|---|---|---|---|---|---|---|")
    for (command_name, workers), of in sorted(runs.items()):
        wall, cpu, own = (statistics.median(getattr(run, field) for run in of) for field in ("wall", "cpu", "main"))
        first = statistics.median(run.wall for run in runs[command_name, options.workers[0]])
        print(
            f"| {command_name} | {workers} | {options.articles / wall:.1f} | {wall:.1f} | {cpu:.1f} | {own:.1f} "
            f"| {own / cpu:.0%} | {max(run.peak for run in of):.0f} | {first / wall:.2f} |"
        )


def write_pages(folder: Path, articles: int) -> Path:
    """A WARC of made-up articles."""
    clock = datetime(2024, 3, 8, tzinfo=UTC)
    writer = ArchiveWriter(folder / "pages", 1, {})
    for number in range(articles):
        head = [("Content-Type", "text/html; charset=utf-8")]
        writer.write(f"https://warta.example/berita/{number}", 200, head, article(number), clock)
    writer.close()
    return folder / "pages" / writer.name


def run_import(folder: Path, warc: Path, workers: int) -> Measured:
    """Import the pages into a new corpus."""
    folder.mkdir()
    command = ["import", str(warc), "--quiet", "--corpus", str(folder / "kliping.db"), "--workers", str(workers)]
    return measured(folder, command)


def measured(folder: Path, command: list[str], program: str = PROGRAM, report: Path | None = None) -> Measured:
    """Run kliping in a program that reports its own CPU time, and wait for all processes that it leaves behind."""
    report = report or folder / "own.txt"
    before, begun = _children(), time.monotonic()
    ran = subprocess.Popen([sys.executable, "-c", program, str(report), *command], stdout=subprocess.DEVNULL)
    if code := ran.wait():
        raise SystemExit(f"{command} ended with {code}")
    wall = time.monotonic() - begun
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    own, peak = (0.0, 0.0) if program is PROFILED else map(float, report.read_text(encoding="ascii").split())
    return Measured(wall, _children() - before, own, peak)


def profile(folder: Path, base: Path, warc: Path, to: Path) -> None:
    """Write cProfile's figures of the main process for one import and one refine, with two workers."""
    to.mkdir(exist_ok=True)
    fresh = folder / "fresh"
    fresh.mkdir()
    importing = ["import", str(warc), "--quiet", "--corpus", str(fresh / "kliping.db"), "--workers", "2"]
    measured(folder, importing, PROFILED, to / "import.prof")
    refining = ["refine", "--corpus", str(base / "kliping.db"), "--workers", "2"]
    measured(folder, refining, PROFILED, to / "refine.prof")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
