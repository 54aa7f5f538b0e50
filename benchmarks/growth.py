"""Measure what an article costs as the corpus grows: each command at several sizes, in CPU time of all its processes.

    python benchmarks/growth.py [--sizes 1000,3000,10000,30000,100000] [--rounds 2] [--only crawl,import] [--folder DIR]

The corpora are written into the tables (benchmarks/growth_corpus.py); then each command handles 200 new articles, or
what is natural for it, and that is divided by their number. Kept in --folder, a corpus is measured again without
being built (a copy of it is measured). Prints Markdown for benchmarks/RESULTS.md; ends with 1 where a command that
should be flat costs more than 1.3 times as much in the largest corpus as in the smallest.
"""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

from growth_corpus import CRAWLED, IMPORTED, fill
from removal import HOSTS, Newsroom, record
from search_corpus import TOPIC
from second_crawl import FAMILIES, OUTLET, Site

import corpus
from corpus.crawl.runs import newest_run
from corpus.store import Corpus

KLIPING = [sys.executable, "-m", "crawler.cli"]
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
NEW = 200  # articles that each command handles
MOST = 1.3  # times the cost in the smallest corpus
SET_CHILD_SUBREAPER = 36  # prctl: processes whose parent has ended become ours, so that their CPU time is counted
WATCHES = {"umum": "pegawai", "badan": "bp2mi membina", "jarang": "pegawai lumajang kerapu"}
FLAT, HELD = "flat", "linear in what is held"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a command: of all its processes, and of the one that has the corpus open."""

    whole: float
    main: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command to measure: its name, its arguments, by how many articles its cost is divided, and what is expected."""

    name: str
    arguments: tuple[str, ...]
    unit: int
    expected: str


class Desk:
    """A corpus of some size in a folder, the files that the commands read, and a site on loopback to crawl."""

    def __init__(self, folder: Path, number: int, waiting: int) -> None:
        self.folder = folder
        self.number = number
        self.corpus = folder / "kliping.db"
        if not self.corpus.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with Corpus(self.corpus) as opened:
                fill(opened, number, waiting)

    def copied(self, to: Path) -> Desk:
        """Return a copy, to be changed by the commands."""
        shutil.copytree(self.folder, to)
        return Desk(to, self.number, 0)

    def prepare(self, port: int, rounds: int) -> None:
        """Write the topic, the outlet to crawl, and a file to import for each round; save the searches."""
        (self.folder / "topic.toml").write_text(TOPIC.toml, encoding="utf-8")
        outlets = self.folder / "outlets"
        outlets.mkdir()
        module, family = FAMILIES["WordPress REST"]
        source = OUTLET.format(module=module, family=family, port=port)
        (outlets / f"{CRAWLED}.py").write_text(source.replace('name = "contoh"', f'name = "{CRAWLED}"'))
        room = Newsroom(NEW * (rounds + 1))
        for number in range(rounds):
            with (self.folder / f"pages-{number}.warc.gz").open("wb") as file:
                for n in range(NEW * number, NEW * (number + 1)):
                    file.write(record(room.address(n), "text/html", room.page(n), n))
        for name, query in WATCHES.items():
            self.run("watch", "add", name, query)

    def commands(self, number: int) -> Iterator[Command]:
        """Yield the commands of a round, in their order: a command finds what those before it left."""
        topic = str(self.folder / "topic.toml")
        others = [slug for slug in (host.split(".")[0] for host in HOSTS) if slug != IMPORTED]
        chosen = [part for slug in others for part in ("--outlet", slug)]
        yield Command("import", ("import", f"pages-{number}.warc.gz", "--topic", topic, "--quiet"), NEW, FLAT)
        yield Command("search --new, common word", ("search", "--new", "pegawai"), NEW, FLAT)
        yield Command("search --new, rare words", ("search", "--new", "lumajang kerapu"), NEW, FLAT)
        yield Command("watch run", ("watch", "run"), NEW, FLAT)
        yield Command("export --new", ("export", "--new", "-o", "new.csv", "--force"), NEW, FLAT)
        refined = sum(n % len(HOSTS) != 0 for n in range(NEW * (number + 1)))
        yield Command("refine, two outlets", ("refine", *chosen), refined, FLAT)
        Site.articles = NEW * (number + 1)
        yield Command(
            "crawl",
            ("crawl", topic, "--outlets", "outlets", "--outlet", CRAWLED, "--limit", str(NEW), "--contact",
             "a@example.org", "--allow-private", "--quiet"), NEW, FLAT,
        )  # fmt: skip
        with Corpus(self.corpus, read_only=True) as opened:
            newest, last = newest_run(opened), opened.conn.execute("SELECT max(id) FROM articles").fetchone()[0]
        yield Command("ledger --run", ("ledger", "--run", str(newest)), 1, FLAT)
        yield Command("ledger", ("ledger",), 1, HELD)
        yield Command("methods", ("methods",), 1, HELD)
        yield Command("export", ("export", "-o", "all.csv", "--force"), self.number, FLAT)
        yield Command("doctor", ("doctor",), 1, HELD)
        yield Command("remove", ("remove", str(last), "--yes", "--reason", "ukuran"), 1, HELD)

    def run(self, *arguments: str) -> Cost:
        """Run a command to its end and return its cost. Ends the benchmark where it fails."""
        environment = {
            **os.environ, "KLIPING_DELAY": "0", "KLIPING_CORPUS": str(self.corpus),
            "KLIPING_CONFIG": str(self.folder / "config.toml"), "PYTHONPATH": str(Path(corpus.__path__[0]).parent),
        }  # fmt: skip
        program = subprocess.Popen(
            [*KLIPING, *arguments], cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert program.stderr is not None
        said = program.stderr.read()
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        main = usage.ru_utime + usage.ru_stime
        whole = main
        while True:  # the fork server of its workers, and what else it left
            try:
                _, _, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            whole += usage.ru_utime + usage.ru_stime
        if program.returncode:
            sys.exit(f"{arguments}: {program.returncode}\n{said.decode()}")
        return Cost(whole, main)


def measured(desk: Desk, rounds: int, only: Sequence[str]) -> dict[str, tuple[Command, Cost]]:
    """Return each command's cost: the least of the rounds, because other work on the machine only ever adds."""
    costs: dict[str, tuple[Command, Cost]] = {}
    for number in range(rounds):
        for command in desk.commands(number):
            if only and command.name not in only:
                continue
            cost = desk.run(*command.arguments)
            before = costs[command.name][1] if command.name in costs else Cost(math.inf, math.inf)
            cost = Cost(cost.whole / command.unit, cost.main / command.unit)
            least = Cost(min(cost.whole, before.whole), min(cost.main, before.main))
            costs[command.name] = (command, least)
            print(f"{desk.number:,} {command.name}: {1000 * cost.whole:.2f} ms", file=sys.stderr, flush=True)
    return costs


def slope(costs: Sequence[tuple[int, float]]) -> float:
    """Return the slope of the line through log(size), log(cost): 0 is flat, 1 is linear."""
    xs, ys = [math.log(size) for size, _ in costs], [math.log(max(cost, 1e-9)) for _, cost in costs]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0


def table(found_costs: dict[str, list[tuple[int, Command, Cost]]], sizes: Sequence[int]) -> list[str]:
    """Print the table; return the commands that should be flat and are not."""
    heads = " | ".join(f"{size:,}" for size in sizes)
    print(f"\n| command | expected | {heads} | ratio | ratio, main process | slope |")
    print("|---|---|" + "---|" * (len(sizes) + 3))
    steep = []
    for name, rows in found_costs.items():
        command = rows[0][1]
        first, last = rows[0][2], rows[-1][2]
        whole, main = last.whole / first.whole, last.main / first.main
        cells = " | ".join(f"{1000 * cost.whole:,.2f} ({1000 * cost.main:,.2f})" for _, _, cost in rows)
        fitted = slope([(size, cost.main) for size, _, cost in rows])
        print(f"| {name} | {command.expected} | {cells} | {whole:.2f} | {main:.2f} | {fitted:.2f} |")
        if command.expected == FLAT and max(whole, main) > MOST:
            steep.append(f"{name}: {max(whole, main):.2f} times")
    return steep


def main() -> int:
    """Build, measure, print; 1 where a command that should be flat is not."""
    options = _options()
    sizes = [int(size) for size in options.sizes.split(",")]
    if ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        sys.exit("this needs Linux: the CPU time of the workers can't be counted")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    costs: dict[str, list[tuple[int, Command, Cost]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        for size in sizes:
            kept_in = (options.folder or Path(scratch)) / f"{size}"
            work = Desk(kept_in, size, options.waiting).copied(Path(scratch) / f"work-{size}")
            work.prepare(server.server_port, options.rounds)
            for name, (command, cost) in measured(work, options.rounds, options.only).items():
                costs[name].append((size, command, cost))
            shutil.rmtree(work.folder)
    steep = table(costs, sizes)
    print("\n".join(steep), file=sys.stderr)
    return int(bool(steep))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="articles held, the smallest first")
    parser.add_argument("--rounds", type=int, default=2, help="the least cost of so many counts")
    parser.add_argument("--waiting", type=int, default=500, help="addresses of the crawled outlet that wait")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], help="these commands only")
    parser.add_argument("--folder", type=Path, help="where the corpora are kept from one measurement to the next")
    return parser.parse_args()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
