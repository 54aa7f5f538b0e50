"""The evil server and the real command line as programs, and what a crawl left behind: corpus, ledger, log, memory."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
KLIPING = (sys.executable, "-m", "crawler.cli")
DEADLINE = "6"  # seconds for a whole answer in these tests; 60 in life
TOPIC = """
name = "article"
[ask]
search = ["article"]
tags = ["article"]
[grade]
phrases = ["pembinaan pegawai"]
"""
SAMPLE = 0.05  # seconds between two looks at the memory


class EvilServer:
    """tests/hostile/evil_server.py on a free port of loopback; one host of 127.0.2.x for each case that wants one."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._program = subprocess.Popen(
            [sys.executable, str(HERE / "evil_server.py"), "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert self._program.stdout is not None
        assert b"evil server" in self._program.stdout.readline()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path, on one of the server's hosts."""
        return f"http://{host}:{self.port}{path}"

    def read(self, path: str) -> bytes:
        """What the server answers, asked by the test itself."""
        with urllib.request.urlopen(self.url(path), timeout=120) as answer:
            return bytes(answer.read())

    def log(self, host: str | None = None) -> list[dict[str, Any]]:
        """The requests seen so far, of one dialled address or of all."""
        return [r for r in json.loads(self.read("/_log")) if host in {None, r["local"]}]

    def paths(self, host: str | None = None) -> list[str]:
        """The paths asked, less robots.txt."""
        return [r["path"] for r in self.log(host) if r["path"] != "/robots.txt"]

    def times(self, host: str, path: str = "") -> list[float]:
        """When the host was asked for addresses that begin so."""
        return [r["t"] for r in self.log(host) if r["target"].startswith(path)]

    def reset(self) -> None:
        """Forget log and counters."""
        urllib.request.urlopen(urllib.request.Request(self.url("/_reset"), method="POST"), timeout=30).close()

    def stop(self) -> None:
        """End the server."""
        self._program.terminate()
        self._program.wait(20)
        assert self._program.stdout is not None
        self._program.stdout.close()


@dataclass(frozen=True)
class Row:
    """A frontier row as a crawl left it, with the text of its article."""

    url: str
    kind: str
    state: str
    reason: str | None
    key: str
    article: Mapping[str, Any] | None = None

    @property
    def outcome(self) -> str:
        """`stored`, `failed: timeout`, ..."""
        return f"{self.state}: {self.reason}" if self.reason else self.state


@dataclass(frozen=True)
class Ran:
    """A finished program: its exit code, what it printed, its seconds, its greatest memory (MB, all its processes)."""

    code: int
    out: str
    err: str
    seconds: float
    peak_mb: float


@dataclass
class Desk:
    """A folder with a corpus, and the command line to work on it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def corpus(self) -> Path:
        """The corpus's file."""
        return self.folder / "kliping.db"

    @property
    def outlets(self) -> Path:
        """The folder of the test's own outlets."""
        return self.folder / "outlets"

    def write_outlet(self, name: str, family: str, host: str, port: int, **facts: object) -> None:
        """An outlet's file as a user writes one: attributes on a family."""
        module = {"OutletSpider": "base"}.get(family, family.removesuffix("Spider").lower())
        values = {"outlet": name, "kind": "other", "site": host, "home": f"http://{host}:{port}", **facts}
        lines = [f'    name = "{name}"', *(f"    {key} = {value!r}" for key, value in values.items())]
        self.outlets.mkdir(exist_ok=True)
        head = f"from spiders.families.{module} import {family}\n\n\nclass OddSpider({family}):\n"
        (self.outlets / f"{name}.py").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")

    def crawl(self, *arguments: str, urls: Iterable[str] = (), timeout: float = 420) -> Ran:
        """`kliping crawl` on loopback; with `urls`, of these addresses only."""
        named = [] if not (addresses := list(urls)) else ["--urls", str(self._list(addresses))]
        own = ["--outlets", str(self.outlets)] if self.outlets.is_dir() else []
        return self.run(
            "crawl", str(self.topic()), "--contact", "a@example.org", "--allow-private", *own, *named, *arguments,
            timeout=timeout,
        )  # fmt: skip

    def run(self, *arguments: str, timeout: float = 120) -> Ran:
        """Any command on the desk's corpus."""
        return run_measured([*KLIPING, *arguments, "--corpus", str(self.corpus)], self.surroundings(), timeout)

    def surroundings(self) -> dict[str, str]:
        """The environment of a program that may only hurry on loopback, and finds nobody's configuration."""
        own = {
            "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "XDG_STATE_HOME": str(self.folder),
            "PYTHONPATH": str(HOUSE), "PYTHONUTF8": "1", "KLIPING_DELAY": "0.05", "KLIPING_DEADLINE": DEADLINE,
        }  # fmt: skip
        return {**os.environ, **own, **self.environment}

    def ask(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Rows of the corpus."""
        connection = sqlite3.connect(self.corpus)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def rows(self) -> dict[str, Row]:
        """The articles' rows of the frontier by address."""
        connection = sqlite3.connect(self.corpus)
        connection.row_factory = sqlite3.Row
        try:
            articles = {a["key"]: dict(a) for a in connection.execute("SELECT * FROM articles")}
            in_frontier = connection.execute("SELECT * FROM frontier WHERE kind = 'article'").fetchall()
        finally:
            connection.close()
        return {
            f["url"]: Row(f["url"], f["kind"], f["state"], f["reason"], f["key"], articles.get(f["article_key"]))
            for f in in_frontier
        }

    def ledger(self, outlet: str | None = None) -> list[tuple[str, str, str | None, int]]:
        """(way, answer, reason, links) of what was asked of an outlet."""
        return [
            (way, answer, reason, links)
            for slug, way, answer, reason, links in self.ask("SELECT outlet, way, answer, reason, links FROM ledger")
            if outlet in {None, slug}
        ]

    def unbalanced(self) -> int:
        """How far the sum of the frontier is from balancing; and rows that are still leased."""
        return int(self.ask("SELECT count(*) FROM frontier WHERE state = 'leased'")[0][0])

    def topic(self) -> Path:
        """The topic that all crawls here ask for."""
        path = self.folder / "topic.toml"
        path.write_text(TOPIC, encoding="utf-8")
        return path

    def _list(self, urls: Sequence[str]) -> Path:
        path = self.folder / "addresses.txt"
        path.write_text("\n".join(urls) + "\n", encoding="utf-8")
        return path


def run_measured(command: Sequence[str], environment: Mapping[str, str], timeout: float) -> Ran:
    """Run a program to its end and watch the memory of it and its children. Kills it, and fails, after `timeout`."""
    begun = time.monotonic()
    program = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, cwd=HERE,
    )  # fmt: skip
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(program, peak), daemon=True)
    watch.start()
    try:
        out, err = program.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.communicate()
        raise
    watch.join()
    return Ran(program.returncode, out, err, time.monotonic() - begun, peak[0])


def _watch(program: subprocess.Popen[str], peak: list[float]) -> None:
    while program.poll() is None:
        peak[0] = max(peak[0], tree_mb(program.pid))
        time.sleep(SAMPLE)


def tree_mb(root: int) -> float:
    """The memory of a process and all below it, in MB; pages that they share count once. 0 where /proc is not."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    family = {root}
    while grown := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(_own(pid) for pid in family) / 1e6


def _own(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(rollup.partition("\nPss:")[2].split()[0]) * 1024
    except (OSError, ValueError, IndexError):
        return 0
