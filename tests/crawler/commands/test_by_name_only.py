"""An outlet that forbids automated access is asked only where it is named, and a sentence says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.topics import parse_topic
from crawler.commands.crawl import _chosen, _owners
from crawler.commands.outlets import list_outlets
from crawler.run.crawl import _with_hosts
from crawler.run.run_plan import Plan
from crawler.scouting.outlet_table import outlet_rows
from spiders.families.feed import FeedSpider
from spiders.loader import Outlets, outlets
from tests.crawler.conftest import Desk

BAN = "its pages print that automated access is forbidden (seen 2024-03)"


class OpenSpider(FeedSpider):
    """An outlet that anybody may ask."""

    name = "terbuka"
    outlet = "Terbuka"
    kind = "media"
    site = "terbuka.example"


class ShutSpider(FeedSpider):
    """An outlet that forbids it."""

    name = "tertutup"
    outlet = "Tertutup"
    kind = "media"
    site = "tertutup.example"
    terms = BAN
    by_name_only = True


KNOWN: Outlets = {"terbuka": OpenSpider, "tertutup": ShutSpider}


def test_a_crawl_of_all_outlets_leaves_it_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert _chosen((), KNOWN, quiet=False) == ["terbuka"]
    assert f"1 outlet is not asked unless you name it (--outlet): tertutup: {BAN}" in capsys.readouterr().err


def test_it_is_asked_where_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert _chosen(("tertutup",), KNOWN, quiet=False) == ["tertutup"]
    assert f"tertutup: {BAN}; it is asked all the same, because you name it" in capsys.readouterr().err


def test_cron_is_not_told_each_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert _chosen((), KNOWN, quiet=True) == ["terbuka"]
    assert _chosen(("tertutup",), KNOWN, quiet=True) == ["tertutup"]
    assert capsys.readouterr().err == ""


def test_its_address_names_it() -> None:
    assert _owners(["https://tertutup.example/a", "https://lain.example/b"], KNOWN) == ("tertutup",)


def test_the_topics_own_address_does_not_name_it() -> None:
    topic = parse_topic(
        'name = "a"\n[ask]\nurls = ["https://tertutup.example/apel", "https://terbuka.example/apel"]\n'
        '[grade]\nphrases = ["apel"]\n'
    )
    plan = Plan("crawl", Path("x.db"), topic=topic)
    running, urls = _with_hosts(plan, KNOWN, {"terbuka": OpenSpider}, False)
    assert list(running) == ["terbuka"]
    assert urls == {"terbuka": ["https://terbuka.example/apel"]}


def test_a_crawl_says_it_and_goes_on(desk: Desk) -> None:
    desk.put_outlet(body=f"terms = {BAN!r}\nby_name_only = True\n")
    desk.site.put_articles([1])
    desk.site.put_search([1])
    ran = desk.crawl()
    assert ran.code == 0
    assert f"warta_contoh: {BAN}; it is asked all the same" in ran.err
    assert desk.one("SELECT count(*) FROM articles") == 1


def test_the_list_of_outlets_shows_it(desk: Desk) -> None:
    desk.put_outlet(body=f"terms = {BAN!r}\nby_name_only = True\n")
    rows = {row["slug"]: row for row in desk.run("outlets", "list", "--json", "--outlets", desk.outlets).rows}
    assert rows["warta_contoh"]["by_name_only"] is True
    assert rows["warta_contoh"]["terms"] == BAN


def test_the_list_and_the_table_of_outlets_mark_one_that_reprints(desk: Desk) -> None:
    desk.put_outlet(body="reprints = True\n")
    rows = {row["slug"]: row for row in desk.run("outlets", "list", "--json", "--outlets", desk.outlets).rows}
    assert (rows["warta_contoh"]["reprints"], rows["kompas"]["reprints"]) == (True, False)
    assert "media (reprints)" in desk.run("outlets", "list", "--outlets", desk.outlets).out
    marked = [row.split(" | ")[1] for row in outlet_rows() if row.endswith("| reprints |")]
    assert "`paradapos`" in marked
    assert "`kompas`" not in marked


def test_a_report_names_outlets_that_were_searched_by_title_alone(desk: Desk) -> None:
    desk.put_outlet(base="FeedSpider", ways='("feed",)', body='feeds = ("/rss",)\n')
    day = datetime(2024, 3, 8, tzinfo=UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    item = f"<item><title>Apel pagi</title><link>{desk.site.url}/berita/a-1</link><pubDate>{day}</pubDate></item>"
    desk.site.put("/rss", f"<rss><channel>{item}</channel></rss>")
    desk.site.put_articles([1])
    assert "searched by title and address only" in desk.crawl().err
    desk.put_outlet()
    desk.site.put_search([1])
    assert "searched by title and address only" not in desk.crawl().err


def test_a_basis_that_names_no_month_is_a_fault(desk: Desk) -> None:
    desk.put_outlet(body='rests_on = {"articles": "today"}\n')
    ran = desk.crawl()
    assert ran.code == 2
    assert "rests_on: 'today' does not say when and where articles was seen" in ran.err
    desk.put_outlet(body='rests_on = {"sitemap": "2024-03 page"}\n')
    assert "rests_on: 'sitemap' is none of articles, search" in desk.crawl().err


def test_the_list_of_outlets_marks_it(capsys: pytest.CaptureFixture[str]) -> None:
    list_outlets.main([], standalone_mode=False)
    rows = {line.split("\t")[0]: line.split("\t")[2] for line in capsys.readouterr().out.splitlines()}
    assert {slug for slug, kind in rows.items() if kind.endswith(" (by name only)")} == {
        slug for slug, spider in outlets().items() if spider.by_name_only
    }
