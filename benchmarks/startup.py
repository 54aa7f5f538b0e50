"""What starting `kliping` costs in CPU time (user + system), measured in turn so that a noisy machine evens out.

    python benchmarks/startup.py [ROUNDS] [--against PYTHON]

Prints the median of each command line over the rounds (15), in seconds, beside bare Python and beside `--help`. A
mistake of `crawl` may cost at most twice what `--help` costs; more ends with 1. `--against` names the Python of
another environment, an older kliping's say, which is measured in the same rounds.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 15
MOST = 2.0  # what a mistake of `crawl` may cost, in costs of --help
CONTACT = ["--contact", "redaksi@contoh.id"]
USUAL = {"--help": ["--help"], "search": ["search", "pegawai"]}
MISTAKES = {
    "unknown outlet": ["crawl", "--outlet", "tempoo", *CONTACT],
    "unknown way": ["crawl", "--way", "serch", *CONTACT],
    "no day": ["crawl", "--since", "kemarin", *CONTACT],
    "no topic file": ["crawl", "tak-ada.toml", *CONTACT],
    "limit below 0": ["crawl", "--limit", "-1", *CONTACT],
    "topic twice": ["crawl", "a.toml", "-k", "pegawai", *CONTACT],
    "no contact": ["crawl"],
    "no archive": ["crawl", "--replay", "tak-ada.warc.gz"],
}


def cpu(command: list[str], folder: Path) -> float:
    """User and system seconds of a command."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("KLIPING_")}
    env |= {"KLIPING_CONFIG": str(folder / "config.toml"), "XDG_STATE_HOME": str(folder)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(pythons: list[str], rounds: int, folder: Path) -> dict[tuple[str, str], float]:
    """(python, name of the command line) -> median seconds; the first round warms up and is not counted."""
    commands = {(python, "bare Python"): [python, "-c", "pass"] for python in pythons}
    for python in pythons:
        for name, arguments in (USUAL | MISTAKES).items():
            commands[python, name] = [python, "-m", "crawler.cli", *arguments]
    seconds: dict[tuple[str, str], list[float]] = {key: [] for key in commands}
    for _ in range(rounds + 1):
        for key, command in commands.items():
            seconds[key].append(cpu(command, folder))
    return {key: statistics.median(values[1:]) for key, values in seconds.items()}


def main() -> int:
    """Measure and print; 1 where a mistake costs too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rounds", nargs="?", type=int, default=ROUNDS)
    parser.add_argument("--against", metavar="PYTHON")
    given = parser.parse_args()
    pythons = [sys.executable, *([given.against] if given.against else [])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        making = "from pathlib import Path; from corpus.store import Corpus; Corpus(Path('kliping.db')).close()"
        subprocess.run([sys.executable, "-c", making], cwd=folder, check=True)
        cost = medians(pythons, given.rounds, folder)
    for python in pythons:
        bare, help_ = cost[python, "bare Python"], cost[python, "--help"]
        print(f"{python}: bare Python {bare:.3f} s")
        for name in USUAL | MISTAKES:
            own = cost[python, name]
            print(f"  {name:<15} {own:.3f} s, {own / bare:4.1f}x bare Python, {own / help_:4.2f}x --help")
    worst = max(cost[sys.executable, name] / cost[sys.executable, "--help"] for name in MISTAKES)
    print(f"the most expensive mistake: {worst:.2f}x --help (at most {MOST:g})")
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
