"""One server and a few crawls for all hostile tests; what they saw becomes docs/reliability.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cases
import pytest
import ways
from harness import Desk, EvilServer, Ran, Row

BOMBS = ("/net/gzip-bomb", "/net/deflate-bomb", "/net/br-bomb", "/net/zstd-bomb")


@dataclass
class Crawled:
    """A crawl of one page a host: what came of each case and of the honest page after it."""

    desk: Desk
    ran: Ran
    outcomes: dict[str, str]
    nexts: dict[str, str]
    rows: dict[str, Row]
    log: list[dict[str, Any]] = field(default_factory=list)

    def article(self, path: str) -> dict[str, object]:
        """The article that a case became."""
        row = self.rows[path]
        assert row.article is not None, f"{path}: {row.outcome}"
        return dict(row.article)


@pytest.fixture(scope="session")
def server() -> Iterator[EvilServer]:
    """The evil server."""
    evil = EvilServer()
    yield evil
    evil.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder for a corpus of the test's own."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def pages(server: EvilServer, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Every case of cases.py, fetched in one crawl."""
    for bomb in BOMBS:
        server.read(f"{bomb}?mb=300")  # built once, before anybody waits for it
    server.reset()
    return crawl_cases(server, Desk(tmp_path_factory.mktemp("pages")), cases.PAGES)


def crawl_cases(server: EvilServer, desk: Desk, chosen: Sequence[cases.Case]) -> Crawled:
    """Crawl these cases, each followed by an honest page of its host."""
    numbered = {case.path: n for n, case in enumerate(cases.PAGES, 1)}
    targets = {c.path: server.url(c.path, cases.HOST_OF[c.path]) for c in chosen}
    after = {c.path: server.url(cases.NEXT.format(n=numbered[c.path]), cases.HOST_OF[c.path]) for c in chosen}
    ran = desk.crawl(urls=[url for path in targets for url in (targets[path], after[path])])
    rows = desk.rows()
    return Crawled(
        desk,
        ran,
        {path: rows[url].outcome for path, url in targets.items()},
        {path: rows[url].outcome for path, url in after.items()},
        {path: rows[url] for path, url in targets.items()},
        server.log(),
    )


@dataclass
class Listed:
    """A crawl of one listing an outlet: the first row of each in the ledger, and what was asked of its host."""

    desk: Desk
    ran: Ran
    outcomes: dict[str, str]
    requested: dict[str, list[str]]
    log: list[dict[str, Any]]


@pytest.fixture(scope="session")
def listings(server: EvilServer, tmp_path_factory: pytest.TempPathFactory) -> Listed:
    """Every listing of ways.py, each an outlet's, in one crawl."""
    server.read("/disc/sitemap-bomb.xml.gz?mb=300")
    server.reset()
    return crawl_ways(server, Desk(tmp_path_factory.mktemp("listings")), ways.WAYS)


def crawl_ways(server: EvilServer, desk: Desk, chosen: Sequence[ways.Way]) -> Listed:
    """Crawl these listings."""
    for way in chosen:
        host = ways.HOST_OF[way.path]
        desk.write_outlet(way.name, way.family, host, server.port, **way.outlet(host, server.port))
    named = [word for way in chosen for word in ("--outlet", way.name)]
    ran = desk.crawl("--limit", "30", "--all", *named)
    ledgers = {way.path: desk.ledger(way.name) for way in chosen}
    return Listed(
        desk,
        ran,
        {path: ": ".join(str(word) for word in rows[0][1:3] if word) for path, rows in ledgers.items()},
        {way.path: server.paths(ways.HOST_OF[way.path]) for way in chosen},
        server.log(),
    )
