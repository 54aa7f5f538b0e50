"""What does starting `kliping` cost against bare Python? Paired and in turn, so that a noisy machine evens out.

    python benchmarks/startup.py [ROUNDS]

Prints, for `--help` and for a search in an empty corpus, the median of the ratios of user + system time to
`python -c pass`, with the least and the most.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = [sys.executable, "-c", "pass"]
KLIPING = [sys.executable, "-m", "crawler.cli"]


def cpu(command: list[str]) -> float:
    """User and system seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratios(command: list[str], rounds: int) -> list[float]:
    """The command's cost over bare Python's, pair by pair, after one pair to warm up."""
    pairs = [(cpu(command), cpu(BARE)) for _ in range(rounds + 1)][1:]
    return sorted(own / bare for own, bare in pairs)


def main() -> int:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "empty.db"
        subprocess.run([*KLIPING, "doctor", "--corpus", str(corpus)], capture_output=True, check=False)
        for name, arguments in (("--help", ["--help"]), ("search", ["search", "pegawai", "--corpus", str(corpus)])):
            found = ratios([*KLIPING, *arguments], rounds)
            print(f"kliping {name}: {statistics.median(found):.1f}x bare Python ({found[0]:.1f} to {found[-1]:.1f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
