"""Kill a crawl again and again at random moments, then let it end; check that every article is there once.

The real command line crawls 1,500 articles of a loopback server while a second process queries the corpus and a third
exports it. Every second round is killed after some seconds, whatever the crawl is at; the others when it has stored
some articles more, up to 60 ms later: while it writes. After each kill the database is checked by another connection.
One JSON line a round; exit 1 where anything does not hold, or where too few kills fell while articles were written.

    python benchmarks/kill.py [--signal KILL|TERM|INT] [--rounds 20] [--min 3] [--max 10] [--articles 1500]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests/hostile")]

from harness import KLIPING, Desk, EvilServer  # noqa: E402 - found by the line above

from corpus.crawl.balance import invariants  # noqa: E402
from corpus.store import Corpus  # noqa: E402

OUTLET = {
    "tag_url": "/disc/pages?page={page}",
    "ways": ("tag",),
    "article_url": r"https?://[^/]+/content/numbered\?id=(?P<id>\d+)",
}

NOT_STOPPED = -1000  # in the place of an exit code
MOST_NEW, MOST_LATER = 25, 0.06  # articles stored before a kill while it writes, and seconds after them
LONGEST_ROUND = 900  # seconds


@dataclass(frozen=True, slots=True)
class Moment:
    """When a crawl is killed: after so many seconds, or so many seconds after it has stored so many articles."""

    seconds: float
    articles: int = 0

    @classmethod
    def by(cls, chance: random.Random, arguments: argparse.Namespace, *, writing: bool) -> Moment:
        """A random moment: while it writes, or at any time."""
        if writing:
            return cls(chance.uniform(0, MOST_LATER), chance.randint(1, MOST_NEW))
        return cls(chance.uniform(arguments.min, arguments.max))


def main() -> int:
    """Run the rounds; 0 where all held."""
    arguments = _arguments()
    server, desk = EvilServer(), Desk(Path(tempfile.mkdtemp(prefix="kliping-kill-")))
    facts = {**OUTLET, "tag_url": f"{OUTLET['tag_url']}&n={arguments.articles}"}
    desk.write_outlet("site", "ListingSpider", "127.0.0.1", server.port, **facts)
    beside = Beside(desk)
    try:
        problems = _rounds(desk, arguments)
    finally:
        beside.stop()
        server.stop()
    problems += beside.problems
    result = {"ok": not problems, "signal": arguments.signal, "queries": beside.queries, "exports": beside.exports}
    print(json.dumps({**result, "problems": problems[:10]}))
    return int(bool(problems))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--signal", choices=("KILL", "TERM", "INT"), default="KILL")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--min", type=float, default=3.0, help="seconds before a kill, at least")
    parser.add_argument("--max", type=float, default=10.0, help="and at most")
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _rounds(desk: Desk, arguments: argparse.Namespace) -> list[str]:
    chance, problems, before, in_writing = random.Random(arguments.seed), [], 0, 0
    for number in range(1, arguments.rounds + 2):
        last = number > arguments.rounds
        begun = time.monotonic()
        moment = None if last else Moment.by(chance, arguments, writing=number % 2 == 0)
        code = _crawl(desk, moment, arguments.signal)
        seen = check(desk)
        in_writing += not last and seen["articles"] > before
        print(json.dumps({"round": number, "code": code, "s": round(time.monotonic() - begun, 1), **seen}), flush=True)
        problems += [f"round {number}: {wrong}" for wrong in seen["wrong"]]
        if code == NOT_STOPPED:
            problems.append(f"round {number}: did not stop in a minute")
        if seen["articles"] < before:
            problems.append(f"round {number}: articles fell from {before} to {seen['articles']}")
        before = seen["articles"]
        if last and code != 0:
            problems.append(f"the last run ended with {code}")
    if before != arguments.articles:
        problems.append(f"{before} articles at the end, not {arguments.articles}")
    print(json.dumps({"kills while articles were written": in_writing, "of": arguments.rounds}), flush=True)
    if 3 * in_writing < arguments.rounds:
        problems.append(f"only {in_writing} of {arguments.rounds} kills fell while articles were written")
    return problems


def _crawl(desk: Desk, moment: Moment | None, name: str) -> int:
    """Crawl; at the moment (None: never) send the signal to the whole group. Returns the exit code."""
    command = [
        *KLIPING, "crawl", str(desk.topic()), "--outlets", str(desk.outlets), "--outlet", "site", "--limit", "none",
        "--contact", "a@example.org", "--allow-private", "--quiet", "--corpus", str(desk.corpus),
    ]  # fmt: skip
    program = subprocess.Popen(command, env=desk.surroundings(), start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        if moment and moment.articles:
            _wait_until_stored(desk, program, _stored(desk) + moment.articles)
        return program.wait(moment.seconds if moment else LONGEST_ROUND)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.Signals[f"SIG{name}"])
    try:
        return program.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        return NOT_STOPPED


def _wait_until_stored(desk: Desk, program: subprocess.Popen[bytes], number: int) -> None:
    """Return when so many articles are stored, or the program has ended."""
    until = time.monotonic() + LONGEST_ROUND
    while program.poll() is None and time.monotonic() < until and _stored(desk) < number:
        time.sleep(0.01)


def _stored(desk: Desk) -> int:
    """Return the number of articles that another connection sees; 0 where there is no corpus yet."""
    try:
        with closing(sqlite3.connect(f"{desk.corpus.as_uri()}?mode=ro", uri=True)) as sql:
            return int(sql.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def check(desk: Desk) -> dict[str, Any]:
    """How many articles there are, and all that is wrong with the corpus."""
    if not desk.corpus.exists():
        return {"articles": 0, "wrong": []}
    with Corpus(desk.corpus, read_only=True) as corpus:
        sql = corpus.conn
        articles, texts = sql.execute("SELECT count(*), count(DISTINCT text_sha256) FROM articles").fetchone()
        wrong = [f"{articles - texts} articles twice"] if articles != texts else []
        wrong += [row[0] for row in sql.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += [str(row) for row in sql.execute("PRAGMA foreign_key_check")]
        wrong += invariants(corpus)
    with Corpus(desk.corpus) as corpus:
        try:
            corpus.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        except Exception as error:  # whatever it says is what is wrong
            wrong.append(f"full text: {error}")
    return {"articles": articles, "wrong": wrong}


class Beside:
    """Two readers that never rest: one asks the corpus, one exports it. A failure of theirs is a problem."""

    def __init__(self, desk: Desk) -> None:
        self.queries = self.exports = 0
        self.problems: list[str] = []
        self._desk, self._ended = desk, threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._query, self._export)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let them finish what they are at."""
        self._ended.set()
        for thread in self._threads:
            thread.join(60)

    def _query(self) -> None:
        while not self._ended.wait(0.5):
            self.queries += self._ran("search", "pembinaan", "--json")

    def _export(self) -> None:
        while not self._ended.wait(1):
            self.exports += self._ran("export", "-o", str(self._desk.folder / "all.jsonl"), "--force", "--with-text")

    def _ran(self, *arguments: str) -> int:
        if not self._desk.corpus.exists():
            return 0
        ran = self._desk.run(*arguments)
        if ran.code and "the corpus is empty" not in ran.err:  # nothing was kept yet
            self.problems.append(f"{arguments[0]} ended with {ran.code}: {ran.err.strip()[-200:]}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
