"""Four ways to come back with nothing are four reasons in the ledger, and exit codes that tell them apart."""

from __future__ import annotations

import socket

import pytest
from harness import Desk, EvilServer

ARTICLE = r"https?://[^/]+(?P<slug>/content/.*)"
FAILING, REFUSED, CHANGED, EMPTY, WELL = (f"127.0.2.{n}" for n in range(230, 235))


@pytest.fixture
def outlets(server: EvilServer, desk: Desk) -> Desk:
    """Outlets with a search each: one fails, one's port is shut, one has new markup, one has no hit, one has one."""
    with socket.socket() as shut:
        shut.bind((REFUSED, 0))
        closed = shut.getsockname()[1]
    for name, host, port, path in (
        ("failing", FAILING, server.port, "/net/503-always?q={query}"),
        ("refused", REFUSED, closed, "/cari?q={query}"),
        ("changed", CHANGED, server.port, "/disc/listing-empty?q={query}"),
        ("empty", EMPTY, server.port, "/disc/search-empty?q={query}"),
        ("well", WELL, server.port, "/disc/twins?q={query}"),
    ):
        desk.write_outlet(name, "ListingSpider", host, port, search_url=path, ways=("search",), article_url=ARTICLE)
    return desk


ANSWERS = {
    "failing": ("failed", "http_503", 4),
    "refused": ("failed", "connection", 4),
    "changed": ("failed", "no_links", 4),
    "empty": ("answered", "nothing_found", 0),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_has_a_reason_and_a_code_of_its_own(outlets: Desk, name: str) -> None:
    answer, reason, code = ANSWERS[name]
    ran = outlets.crawl("--outlet", name)
    assert [row[1:3] for row in outlets.ledger(name)] == [(answer, reason)]
    assert ran.code == code
    assert (f"{name}: could not look: search {answer}: {reason}" in ran.err) is (code != 0)


def test_beside_an_outlet_that_answers_the_others_make_it_code_3(outlets: Desk) -> None:
    ran = outlets.crawl("--outlet", "empty", "--outlet", "changed")
    assert ran.code == 3
