"""Hosts that listings and pages are redirected to are named in report and ledger, with what to do."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from tests.crawler.conftest import Desk, Site, listing, page, title_of

FEED = '<rss version="2.0"><channel><title>Warta</title></channel></rss>'
DEAD = "m" * 64 + ".example"  # no name has so long a part: it fails on this machine, and nobody is asked for it


def shut_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def shown(desk: Desk, way: str) -> dict[str, Any]:
    return next(row for row in desk.run("ledger", "--json").rows if row.get("way") == way)


def test_a_moved_site_whose_listings_all_lead_to_its_new_front_page_names_the_new_host(desk: Desk, site: Site) -> None:
    site.put("/", listing([(f"/kabar/{n}", title_of(n)) for n in range(9)]))
    site.put("/cari", status=301, headers={"Location": f"http://localhost:{site.port}/"})
    ran = desk.crawl()
    assert ran.code == 4
    assert "warta_contoh: search: 127.0.0.1 sends to localhost, which no outlet has" in ran.err
    assert "name its new host in the outlet's file (site, hosts, home" in ran.err
    assert "check the network" not in ran.err
    assert shown(desk, "search")["led_on"] == {"localhost": ""}
    assert "led to localhost" in desk.run("ledger").out
    checked = desk.run("outlets", "check", "warta_contoh", "--outlets", desk.outlets, "--allow-private", "--contact",
                       "a@example.org", KLIPING_CHECKS=str(desk.folder / "checks.db"))  # fmt: skip
    assert "led to localhost" in checked.out


@pytest.mark.hostile
@pytest.mark.parametrize("how", ["dns", "connection"])
def test_a_listing_that_leads_to_a_host_that_does_not_answer_names_both_hosts(desk: Desk, site: Site, how: str) -> None:
    to = f"http://{DEAD}/feed" if how == "dns" else f"http://localhost:{shut_port()}/feed"
    desk.put_outlet(base="FeedSpider", ways='("feed",)', body='feeds = ("/feed",)')
    site.put("/feed", status=302, headers={"Location": to})
    ran = desk.crawl()
    host = DEAD if how == "dns" else "localhost"
    assert ran.code == 4
    assert f"warta_contoh: feed: 127.0.0.1 sends to {host}, which does not answer ({how}: " in ran.err
    assert "check the network" not in ran.err
    assert shown(desk, "feed")["led_on"] == {host: how}


@pytest.mark.hostile
def test_pages_that_lead_to_a_dead_host_name_it_and_a_dead_site_is_still_the_networks(desk: Desk, site: Site) -> None:
    site.put_search(range(2))
    for n in range(2):
        site.put(f"/berita/judul-{n}", status=301, headers={"Location": f"http://{DEAD}/{n}"})
    ran = desk.crawl()
    assert ran.code == 4
    assert f"warta_contoh: pages: 127.0.0.1 sends to {DEAD}, which does not answer (dns: " in ran.err
    assert "check the network" not in ran.err
    other = Desk(desk.folder / "lain")
    other.put_outlet(home=f"http://127.0.0.1:{shut_port()}")
    assert "check the network" in other.crawl().err


@pytest.mark.hostile
def test_a_listing_that_leads_to_a_known_outlet_names_the_outlet(desk: Desk, site: Site) -> None:
    desk.put_outlet("baru")
    path = desk.outlets / "baru.py"
    path.write_text(path.read_text().replace('"127.0.0.1"', '"localhost"'))
    site.put("/cari", status=301, headers={"Location": f"http://localhost:{site.port}/lain"})
    site.put("/lain", page("Situs baru", ["Selamat datang."]))
    ran = desk.crawl("--outlet", "warta_contoh")
    assert "sends to localhost, a host of the outlet baru; crawl that one (--outlet baru)" in ran.err


@pytest.mark.hostile
def test_a_listing_that_a_script_leads_on_names_the_host_that_is_not_asked(desk: Desk, site: Site) -> None:
    site.put("/cari", '<html><body><script>window.location.href = "https://baru.example/"</script></body></html>')
    ran = desk.crawl()
    assert "warta_contoh: search: 127.0.0.1 sends to baru.example, which no outlet has" in ran.err
    assert shown(desk, "search")["led_on"] == {"baru.example": ""}


@pytest.mark.hostile
def test_pages_that_lead_to_another_site_are_named_in_the_ledger(desk: Desk, site: Site) -> None:
    site.put_search(range(3))
    for n in range(3):
        site.put(f"/berita/judul-{n}", status=301, headers={"Location": f"http://localhost:{site.port}/baru/{n}"})
        site.put(f"/baru/{n}", page("Pindah", ["Situs baru."]))
    ran = desk.crawl()
    assert ran.err.count("led to localhost") == 1
    assert "sends to localhost" not in ran.err
    assert "led to localhost" in desk.run("ledger").out


@pytest.mark.hostile
def test_a_login_on_another_host_is_no_move(desk: Desk, site: Site) -> None:
    site.put("/cari", status=302, headers={"Location": f"http://localhost:{site.port}/masuk"})
    site.put("/masuk", page("Masuk", ["Silakan masuk atau login untuk melanjutkan."]))
    ran = desk.crawl()
    assert "sends to localhost, which gave nothing (wall: " in ran.err


@pytest.mark.hostile
@pytest.mark.parametrize("to", [f"http://{DEAD}/feed", "connection"])
def test_a_dead_host_behind_a_redirect_does_not_end_the_ways_into_the_site_itself(
    desk: Desk, site: Site, to: str
) -> None:
    own = 'ladder = ("feed", "search")\nfeeds = ("/feed",)'
    desk.put_outlet(base="FeedSpider, ListingSpider", ways="()", body=own)
    to = f"http://localhost:{shut_port()}/" if to == "connection" else to
    site.put("/feed", status=302, headers={"Location": to})
    site.put_search(range(3))
    site.put_articles(range(3))
    assert desk.crawl().code == 0
    assert desk.one("SELECT count(*) FROM articles") == 3
