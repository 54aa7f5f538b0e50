"""Over 500 requests, no gap between two that arrive at a host is shorter than the delay."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
from harness import Desk
from long_site import OUTLET, LongSite

pytestmark = pytest.mark.hostile

ARTICLES = 500
DELAY = 0.05


def test_500_gaps_are_never_below_the_delay(tmp_path: Path) -> None:
    """Two outlets share the host; listings and robots.txt of both are among the requests."""
    desk, site, arrivals = Desk(tmp_path, {"KLIPING_DELAY": str(DELAY)}), LongSite(ARTICLES), list[float]()
    site.on_request = lambda: arrivals.append(monotonic())
    for name in ("satu", "dua"):
        desk.write_outlet(name, "ListingSpider", "127.0.0.1", site.port, **OUTLET)
    try:
        ran = desk.crawl("--outlet", "satu", "--outlet", "dua", "--limit", "none")
    finally:
        site.stop()
    assert ran.code == 0, ran.err
    gaps = [later - sooner for sooner, later in pairwise(arrivals)]
    assert len(gaps) >= ARTICLES
    assert min(gaps) >= DELAY
