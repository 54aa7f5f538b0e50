"""No listing can trap us: bad links cost themselves, endless ones end, bombs and spies are inert, all of it is told."""

from __future__ import annotations

import pytest
import ways
from conftest import Listed
from harness import Desk, EvilServer

pytestmark = pytest.mark.hostile

BY_NAME = {way.name: way for way in ways.WAYS}


@pytest.mark.parametrize("way", ways.WAYS, ids=lambda way: way.path)
def test_the_ledger_says_what_a_listing_was(listings: Listed, way: ways.Way) -> None:
    assert way.holds(listings.outcomes[way.path]), listings.outcomes[way.path]


@pytest.mark.parametrize("way", ways.WAYS, ids=lambda way: way.path)
def test_a_listing_makes_us_ask_for_so_much_and_no_more(listings: Listed, way: ways.Way) -> None:
    host = ways.HOST_OF[way.path]
    targets = {request["target"] for request in listings.log if request["local"] == host}  # a retry is no other page
    fetched = [target for target in targets if target.startswith(("/content/", "/disc/honeypot-hit"))]
    assert len(fetched) <= way.most, fetched


def test_memory_and_time_are_bounded(listings: Listed) -> None:
    assert listings.ran.peak_mb < 400
    assert listings.ran.seconds < 60


def test_no_entity_is_fetched_and_no_local_file_read(listings: Listed) -> None:
    paths = {request["path"] for request in listings.log}
    assert "/disc/xxe-ping" not in paths
    assert "/net/secret" not in paths
    assert not listings.desk.ask("SELECT 1 FROM frontier WHERE url LIKE '%root:%' OR url LIKE 'file:%'")


def test_nothing_but_the_web_enters_the_frontier(listings: Listed) -> None:
    schemes = {url.partition(":")[0] for (url,) in listings.desk.ask("SELECT url FROM frontier")}
    assert schemes == {"http"}


def test_each_sitemap_of_a_loop_is_read_once(listings: Listed) -> None:
    requests = listings.requested["/disc/sitemap-loop-a.xml"]
    assert sorted(requests) == ["/disc/sitemap-loop-a.xml", "/disc/sitemap-loop-b.xml"]


def test_an_index_without_end_ends_and_says_so(listings: Listed) -> None:
    assert len(listings.requested["/disc/sitemap-infinite.xml"]) <= 30
    assert any(reason == "unread_entries" for _, _, reason, _ in listings.desk.ledger("sitemap_infinite_xml"))
    assert "sitemap_infinite_xml: could not look" in listings.ran.err


def test_a_listing_that_repeats_itself_ends(listings: Listed) -> None:
    assert listings.requested["/disc/next?page={page}"].count("/disc/next") <= 3


@pytest.mark.parametrize("path", ["/disc/session", "/disc/utm", "/disc/rss-dup.xml", "/disc/twins", "/disc/honeypot"])
def test_one_article_under_many_addresses_is_stored_once(listings: Listed, path: str) -> None:
    name = next(way.name for way in ways.WAYS if way.path == path)
    assert listings.desk.ask("SELECT count(*) FROM articles WHERE outlet = ?", name) == [(1,)]


def test_a_trap_for_robots_is_not_stepped_into(listings: Listed) -> None:
    assert "/disc/honeypot-hit" not in {request["path"] for request in listings.log}


def test_200_000_addresses_give_the_first_article_within_ten_seconds(server: EvilServer, desk: Desk) -> None:
    way, host = BY_NAME["sitemap_huge_xml"], "127.0.2.149"
    desk.write_outlet(way.name, way.family, host, server.port, **way.outlet(host, server.port))
    ran = desk.crawl("--limit", "1", "--outlet", way.name)
    times = [server.times(host, target) for target in ("/disc/sitemap-huge.xml", "/content/article")]
    assert times[1][0] - times[0][0] < 10
    assert ran.peak_mb < 400
    assert desk.ask("SELECT count(*) FROM articles") == [(1,)]


def test_a_feed_in_another_charset_is_read_right(listings: Listed) -> None:
    titles = listings.desk.ask("SELECT title FROM frontier WHERE kind = 'article' AND url LIKE '%?w=1'")
    assert titles == [("“BP2MI” – Rp1.000",)]


def test_twins_are_kept_as_other_names_of_the_article(listings: Listed) -> None:
    names = {key for (key,) in listings.desk.ask("SELECT key FROM aliases WHERE key LIKE '%/content/twin/%'")}
    assert len(names) == 3


def test_one_bad_link_costs_itself_only(listings: Listed) -> None:
    good = listings.desk.ask("SELECT state FROM frontier WHERE url LIKE '%/content/article?good=1'")
    assert good == [("stored",)]
    assert listings.desk.ask("SELECT count(*) FROM frontier WHERE length(url) > 3000") == [(0,)]
