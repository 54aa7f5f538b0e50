"""Inside a private network of stand-ins (netns.sh): nothing leads us to an intranet or to cloud metadata."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from evil_server import INWARD
from harness import HERE, KLIPING, Desk

PRIVATE = {"10.0.0.5", "169.254.169.254"}
NEWS = "http://news.example"
SEEDS = [
    *(f"http://{host}/net/secret?seed={n}" for n, host in enumerate(INWARD)),
    *(f"{NEWS}/net/redirect-to?u={urllib.parse.quote(f'http://{host}/net/secret', safe='')}" for host in INWARD),
    f"{NEWS}/net/redirect-metadata",
    f"{NEWS}/net/redirect-loopback",
    f"{NEWS}/net/redirect-decimal-ip",
    f"{NEWS}/net/redirect-file",
    f"{NEWS}/disc/refresh-inward",
    "http://inward.example/content/article",  # its robots.txt leads inside
    "http://nowhere.example/content/article",  # a name that nobody has
    f"{NEWS}/content/article?honest=1",
]
OUTLETS: dict[str, tuple[str, dict[str, object]]] = {
    "maps": ("SitemapSpider", {"sitemaps": ("/disc/sitemap-inward.xml",)}),
    "feeds": ("FeedSpider", {"feeds": (f"{NEWS}/disc/rss-inward.xml",)}),
    "locals": ("SitemapSpider", {"sitemaps": ("/disc/sitemap-local.xml",)}),
}
READ_LOGS = """
import sys, urllib.request
for name, host in (("log", "9.9.9.5"), ("log.8099", "127.0.0.1:8099")):
    open(sys.argv[1] + "/" + name, "wb").write(urllib.request.urlopen(f"http://{host}/_log", timeout=30).read())
"""


def _why_not() -> str:
    """What is missing for a network of our own; empty where nothing is."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare") or not shutil.which("ip"):
        return "needs Linux with unshare and ip"
    if os.geteuid() != 0:
        return "needs root, for a network namespace"
    tried = subprocess.run(["unshare", "-nm", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this kernel gives no namespace here"


pytestmark = [pytest.mark.hostile, pytest.mark.skipif(bool(_why_not()), reason=_why_not())]


class Inside:
    """Two crawls inside, of seeds and of outlets, without --allow-private; and what was really dialled."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder, {"KLIPING_DELAY": ""})
        hosts = ("intranet.local", "rebind.example", *sorted(PRIVATE), "cdn.example")
        for name, (family, facts) in OUTLETS.items():
            self.desk.write_outlet(name, family, "news.example", 80, **{"hosts": hosts, "home": NEWS, **facts})
        (folder / "seeds.txt").write_text("\n".join(SEEDS) + "\n", encoding="utf-8")
        self.done = self._run(folder)
        self.log: list[dict[str, Any]] = [
            request for name in ("log", "log.8099") for request in json.loads((folder / name).read_text("utf-8"))
        ]
        self.rows = self.desk.rows()

    def _run(self, folder: Path) -> subprocess.CompletedProcess[str]:
        topic, corpus = str(self.desk.topic()), str(self.desk.corpus)
        crawl = [*KLIPING, "crawl", topic, "--contact", "a@example.org", "--limit", "20", "--corpus", corpus]
        named = ["--outlets", str(self.desk.outlets), *(word for name in OUTLETS for word in ("--outlet", name))]
        commands = (
            [*crawl, "--urls", str(folder / "seeds.txt")],
            [*crawl, "--all", *named],
            [sys.executable, "-c", READ_LOGS, str(folder)],
        )
        script = "\n".join(shlex.join(command) for command in commands)
        return subprocess.run(
            [str(HERE / "netns.sh"), "bash", "-c", script],
            capture_output=True, text=True, timeout=300, check=False, cwd=folder,
            env={**self.desk.surroundings(), "EVIL_PY": sys.executable},
        )  # fmt: skip


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Inside:
    return Inside(tmp_path_factory.mktemp("inside"))


def test_no_request_reaches_a_private_address(inside: Inside) -> None:
    assert [r["target"] for r in inside.log if r["local"] in PRIVATE] == []


def test_no_request_reaches_the_machine_itself(inside: Inside) -> None:
    assert [r["target"] for r in inside.log if r["local"].startswith("127.")] == []


def test_the_honest_pages_came(inside: Inside) -> None:
    fetched = {url for url, row in inside.rows.items() if row.state in {"stored", "duplicate"}}
    assert {f"{NEWS}/content/article?honest=1", f"{NEWS}/content/article?ok=1"} <= fetched, inside.done.stderr
    assert {"/disc/sitemap-inward.xml", "/disc/rss-inward.xml"} <= {r["path"] for r in inside.log}


def test_each_address_inside_has_its_row_with_a_reason(inside: Inside) -> None:
    seeds = [row for url, row in inside.rows.items() if url in SEEDS[: 2 * len(INWARD)]]
    assert len(seeds) == 2 * len(INWARD)
    assert {row.outcome for row in seeds} == {"rejected: refused_address"}


def test_a_robots_txt_that_leads_inside_closes_the_host(inside: Inside) -> None:
    assert inside.rows["http://inward.example/content/article"].outcome == "failed: robots_unreachable"


def test_a_name_that_does_not_resolve_is_told_as_that(inside: Inside) -> None:
    assert inside.rows["http://nowhere.example/content/article"].outcome == "failed: dns"


def test_nothing_secret_stands_in_the_corpus(inside: Inside) -> None:
    assert inside.desk.ask("SELECT count(*) FROM articles WHERE text LIKE '%SECRET%'") == [(0,)]
