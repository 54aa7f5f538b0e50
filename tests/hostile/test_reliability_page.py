"""docs/reliability.md is made from these runs: KLIPING_WRITE_DOCS=1 writes it, else it must say what was seen."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import cases
import pytest
import ways
from conftest import Crawled, Listed
from evil_server import ROUTES
from harness import HOUSE

pytestmark = pytest.mark.hostile

PAGE = HOUSE / "docs/reliability.md"
BEGIN, END = "<!-- outcomes: begin -->", "<!-- outcomes: end -->"
ELSEWHERE = {
    "/net/429": "test_pace.py: the gap is 5 s or more, the calm host's pages flow meanwhile, then stored",
    "/net/503-date": "test_pace.py: waited for until the date",
    "/net/503-absurd": "test_pace.py: one request, then left alone for this run, and told",
    "/net/flaky": "test_pace.py: stored once, over three runs",
    "/net/secret": "test_private_network.py: never reached from outside the network",
    "/content/gone": "not yet: an article that was stored is looked at again only in its first days",
    "/disc/xxe-ping": "test_listings.py: never asked",
    "/disc/honeypot-hit": "test_listings.py: never asked",
    "/disc/sitemap-loop-b.xml": "test_listings.py: read once",
    "/disc/sitemap-inward.xml": "test_private_network.py: none of its addresses is asked",
    "/disc/rss-inward.xml": "test_private_network.py: none of its addresses is asked",
    "/disc/refresh-inward": "test_private_network.py: not followed",
    "/private/": "test_robots.py: never asked where robots.txt forbids it",
    "/robots.txt": "test_robots.py: fifteen kinds, see below",
    "/disc/pages": "benchmarks/kill.py: every article once",
    "/": "a page to begin from",
}

INWARD = "loopback is allowed in this run, so the page came and was set aside; test_private_network.py: refused"
BESIDE = {f"/net/redirect-{kind}": INWARD for kind in ("metadata", "loopback", "decimal-ip")}


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    path: str
    what: str
    expected: str
    seen: str

    def __str__(self) -> str:
        cells = (f"`{self.path}`", self.what, self.expected, self.seen)
        return "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"


def lines(pages: Crawled, listings: Listed) -> Iterator[Line]:
    """Every path that the server lists, with what this run saw."""
    seen: dict[str, list[str]] = {}
    for case in cases.PAGES:
        seen.setdefault(_route(case.path), []).append(_table_row(case.path, pages.outcomes[case.path]))
    for way in ways.WAYS:
        host = ways.HOST_OF[way.path]
        targets = {r["target"] for r in listings.log if r["local"] == host}
        fetched = sum(target.startswith("/content/") for target in targets)
        outcome = f"{listings.outcomes[way.path]}; {fetched} page{'s' * (fetched != 1)} fetched"
        seen.setdefault(_route(way.path), []).append(outcome)
    for path, route in ROUTES.items():
        if not path.startswith("/_"):
            outcome = [*seen.get(path, [ELSEWHERE.get(path, "NOT ASKED")]), *filter(None, [BESIDE.get(path)])]
            yield Line(path, route.doc, route.expect, "; ".join(outcome))


def _route(path: str) -> str:
    bare = path.partition("?")[0]
    fitting = [prefix for prefix, route in ROUTES.items() if not route.exact and bare.startswith(prefix)]
    return bare if bare in ROUTES else max(fitting, key=len)


def _table_row(path: str, outcome: str) -> str:
    query = path.partition("?")[2]
    return f"`?{query}` {outcome}" if re.match(r"(?:k|code)=", query) or query == "n=2000" else outcome


def table(pages: Crawled, listings: Listed) -> str:
    """The page's generated part."""
    head = "| path | what it does | what a good client does | what kliping did |\n|---|---|---|---|\n"
    return head + "\n".join(map(str, lines(pages, listings)))


def test_every_path_of_the_server_is_accounted_for(pages: Crawled, listings: Listed) -> None:
    assert [line.path for line in lines(pages, listings) if "NOT ASKED" in line.seen] == []


def test_the_page_tells_what_was_seen(pages: Crawled, listings: Listed) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    middle, _, after = rest.partition(END)
    made = f"\n{table(pages, listings)}\n"
    if os.environ.get("KLIPING_WRITE_DOCS"):
        PAGE.write_text(f"{before}{BEGIN}{made}{END}{after}", encoding="utf-8")
        return
    assert _steady(middle) == _steady(made), "KLIPING_WRITE_DOCS=1 make test-hostile writes the page anew"


def _steady(text: str) -> str:
    """The table without what the wire's timing decides: whether a torn answer is called cut or a broken connection."""
    return re.sub(r"failed: (?:cut_short|connection)\b", "failed: broken off", text)
