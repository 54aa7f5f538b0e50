"""The report says how many second looks were due, done and in vain, and why; the ledger says where all were."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.estimate import Web, measure
from benchmarks.weekly import pass_days
from tests.crawler.conftest import Desk, Site, page


@pytest.fixture
def week_old(desk: Desk, site: Site) -> Desk:
    """Four articles, crawled a week ago."""
    site.put_articles([1, 2, 3, 4])
    site.put_search([1, 2, 3, 4])
    desk.crawl()
    pass_days(desk.corpus, 7)
    return desk


@pytest.mark.hostile
def test_refused_looks_are_counted_apart_with_their_reasons(week_old: Desk, site: Site) -> None:
    site.put("/berita/judul-1", "dilarang", status=403)
    site.put("/berita/judul-2", "dilarang", status=403)
    site.put("/berita/judul-3", page("Warta Contoh", ["Beranda."]))
    ran = week_old.crawl("--json")
    row = ran.rows[0]
    assert (row["due_again"], row["looked_again"], row["refused_again"]) == (4, 4, 3)
    assert row["unseen_again"] == {"http_403": 2, "too_short": 1}
    assert "4 articles were due for a second look, 4 were asked for, 3 could not be seen: http_403 (2x)" in ran.err
    assert ran.code == 0


@pytest.mark.hostile
def test_the_ledger_says_that_every_second_look_was_refused(week_old: Desk, site: Site) -> None:
    for n in (1, 2, 3, 4):
        site.put(f"/berita/judul-{n}", "dilarang", status=403)
    ran = week_old.crawl("--quiet")
    assert ran.code == 4
    assert "none of the 4 stored articles that were asked for again could be seen (http_403 (4x))" in ran.err
    rows = week_old.ask("SELECT answer, reason FROM ledger WHERE run_id = 2 AND way = 'pages'")
    assert rows == [("refused", "http_403")]


@pytest.mark.hostile
def test_the_time_left_holds_the_second_looks_that_are_due(tmp_path: Path) -> None:
    """Twelve are due, ten new ones wait; a run with --limit 10 leaves two looks, and robots.txt is asked once more."""
    seconds, at_least, _ = measure((Web(22, held=12),), tmp_path)
    assert int(seconds / 0.3 + 0.01) == 3  # a request takes the delay of .3 s and a little more, never less
    assert not at_least
