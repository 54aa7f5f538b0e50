"""Draft an outlet for made-up sites of different shapes by `kliping outlets new`, crawl by the draft, print the table.

Usage: python benchmarks/new_outlets.py [WORD ...] (the sites whose name has one of the words; all without).
Nothing leaves the machine: each site is a server on loopback. Exit code 1 where one came out otherwise than it should.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from benchmarks.loopback_crawl import crawl_loopback  # noqa: E402 - found by the line above
from benchmarks.shapes.new_sites import SINCE, SITES, MadeSite  # noqa: E402

TOPIC = 'name = "coba"\n[ask]\nsearch = ["daerah"]\n[grade]\nphrases = ["pembinaan pegawai"]\nall = [["daerah"]]\n'
FIT = re.compile(r"article_url fits (\d+ of the \d+) links")


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of a site: the exit code, the outlet's name, its ways, what its pattern fits, what a crawl stored."""

    site: MadeSite
    code: int
    outlet: str
    ways: str
    fit: str
    requests: int
    stored: int | None
    printed: str

    @property
    def faults(self) -> list[str]:
        """What is not as it should be."""
        site, given = self.site, []
        if self.code != site.code:
            given.append(f"exit code {self.code}, not {site.code}")
        if "Traceback" in self.printed:
            given.append("a traceback")
        given += [f"does not say {words!r}" for words in site.says if words not in self.printed]
        if site.code == 0 and self.code == 0:
            due = len(site.stories) if site.crawled is None else site.crawled
            given += [f"named {self.outlet!r}"] if site.title and self.outlet != site.title else []
            given += [f"no way {way}" for way in sorted(site.ways) if way not in self.ways.split()]
            given += [f"{self.stored} of {due} stored"] if self.stored != due else []
        return given


def draft_outlet(site: MadeSite, number: int, folder: Path) -> Drafted:
    """Draft an outlet for the site in an empty folder, and crawl by it."""
    server = _Server((f"127.0.5.{number}", 0), site)
    other = _Server((f"127.0.6.{number}", server.server_port), site)
    for each in (server, other):
        threading.Thread(target=each.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        return _drafted(site, server, folder)
    finally:
        for each in (server, other):
            each.shutdown()
            each.server_close()


def _drafted(site: MadeSite, server: _Server, folder: Path) -> Drafted:
    other = {name: value for name, value in os.environ.items() if not name.startswith("KLIPING_")}
    settings = {"KLIPING_DELAY": "0.005", "KLIPING_CONFIG": str(folder / "none.toml"), "PYTHONPATH": str(HOUSE)}
    command = [sys.executable, "-m", "crawler.cli", "outlets", "new", server.base + site.start, "--outlets", "outlets"]
    ran = subprocess.run(
        [*command, "--allow-private", "--contact", "a@example.org"],
        capture_output=True, text=True, env=other | settings, cwd=folder, timeout=300, check=False,
    )  # fmt: skip
    requests = server.count
    files = list((folder / "outlets").glob("*.py"))
    printed = ran.stdout + ran.stderr + "".join(file.read_text() for file in files)
    fit = FIT.search(printed)
    if not files:
        return Drafted(site, ran.returncode, "", "", "", requests, None, printed)
    row = _listed(folder, files[0].stem, other | settings)
    (folder / "topic.toml").write_text(TOPIC, encoding="utf-8")
    crawled = crawl_loopback(folder, [files[0].stem], delay=0.005, options=("--since", SINCE))
    reports = [json.loads(line) for line in crawled.stdout.splitlines() if line.startswith("{")]
    stored = reports[0]["balance"]["stored"] if reports else None
    ways = " ".join((*row["ways"], *row["ladder"]))
    return Drafted(site, ran.returncode, row["name"], ways, fit[1] if fit else "", requests, stored, printed)


def _listed(folder: Path, slug: str, environment: dict[str, str]) -> dict[str, Any]:
    """The outlet's row of `kliping outlets list`."""
    command = [sys.executable, "-m", "crawler.cli", "outlets", "list", "--outlets", "outlets", "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, timeout=300, check=True)
    return next(row for line in ran.stdout.splitlines() if (row := json.loads(line))["slug"] == slug)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, where: tuple[str, int], site: MadeSite) -> None:
        super().__init__(where, _Handler)
        self.site, self.count = site, 0
        self.base = f"http://{where[0]}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Any = self.server
        server.count += 1
        parts = urlsplit(self.path)
        given = server.site.answer(parts.path, dict(parse_qsl(parts.query)), server.base)
        status, headers, text = given if isinstance(given, tuple) else (200, {}, given)
        if text is None or isinstance(text, int):
            status, text = text or 404, "<h1>Tidak ada</h1>"
        kind = "application/xml" if text.startswith("<?xml") else "text/html; charset=utf-8"
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


def main(words: list[str]) -> int:
    """Print the table."""
    made = [site() for site in SITES]
    chosen = [site for site in made if not words or any(word in site.name for word in words)]
    print("| site | exit | outlet | ways | links that the pattern fits | requests | a crawl stores | as it should be |")
    print("|---|---|---|---|---|---|---|---|")
    bad = 0
    for number, site in enumerate(chosen, 1):
        with tempfile.TemporaryDirectory(prefix="kliping-new-sites-") as folder:
            drafted = draft_outlet(site, number, Path(folder))
        stored = "" if drafted.stored is None else f"{drafted.stored} of {len(site.stories)}"
        cells = (drafted.code, drafted.outlet, drafted.ways, drafted.fit, drafted.requests, stored)
        faults = drafted.faults
        print(f"| {site.name} | {' | '.join(map(str, cells))} | {'; '.join(faults) or 'yes'} |", flush=True)
        if faults and os.environ.get("SHOW"):
            print(drafted.printed)
        bad += bool(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
