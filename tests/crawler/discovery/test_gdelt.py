"""`kliping discover gdelt` against a stand-in: windows without a gap, the cap, 429, faults; then a crawl fetches."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from corpus.crawl.coverage import month_coverage
from corpus.store import JAKARTA, Corpus
from tests.crawler.conftest import CommandResult, Desk, Site, broken_invariants, finish, wait_until
from tests.crawler.discovery.gdelt_stand_in import TOO_OFTEN, GdeltStandIn, Reply, Seen

pytestmark = pytest.mark.hostile  # each test runs the program several times
DAY = datetime(2024, 3, 5, 3, tzinfo=UTC)
Discover = Callable[..., CommandResult]


@pytest.fixture
def service() -> Iterator[GdeltStandIn]:
    service = GdeltStandIn()
    yield service
    service.close()


@pytest.fixture
def discover(desk: Desk, service: GdeltStandIn) -> Discover:
    def run(*args: str, since: str = "2024-03-01", until: str = "2024-03-31", **env: str) -> CommandResult:
        return desk.run(
            "discover", "gdelt", desk.topic, "--outlets", desk.outlets, "--allow-private", "--contact", "a@example.org",
            "--since", since, "--until", until, "--query", "BP2MI", *args, KLIPING_GDELT=service.url, **env,
        )  # fmt: skip

    return run


def test_addresses_wait_for_their_outlets_and_a_crawl_fetches_them(
    desk: Desk, service: GdeltStandIn, discover: Discover
) -> None:
    site, other = desk.site, Site()
    assert site is not None
    try:
        site.put_articles([1, 2])
        other.put_articles([7])
        stranger = f"http://localhost:{other.port}/berita/judul-7"
        service.articles = [
            Seen(DAY, f"{site.url}/berita/judul-1", "Apel , tanpa kata topik"),
            Seen(DAY, f"{site.url}/berita/judul-2"),
            Seen(DAY, f"{site.url}/indeks/7"),
            Seen(DAY, stranger),
            Seen(DAY, "bukan alamat"),
            Seen(DAY, f"{site.url}/berita/judul-2?utm_source=x"),
        ]
        ran = discover()
        assert ran.code == 0, ran.err
        assert "2 requests, 2 answered" in ran.out
        assert (
            "6 entries = 3 taken + 1 known + 1 of a form that is no article's + 1 without a usable address" in ran.out
        )
        assert "crawl" in ran.err
        assert "--waiting" in ran.err
        assert "1 site has no outlet yet: `kliping outlets new https://localhost/` writes one" in ran.err
        suggested = desk.run("outlets", "suggest", "--json", "--outlets", desk.outlets).rows
        assert [(row["host"], row["waiting"], row["example"]) for row in suggested] == [("localhost", 1, None)]
        assert desk.ask("SELECT outlet, way, state, count(*) FROM frontier WHERE kind = 'article' GROUP BY 1") == [
            ("localhost", "gdelt", "pending", 1), ("warta_contoh", "gdelt", "pending", 2),
        ]  # fmt: skip
        row = desk.ask("SELECT answer, entries, taken, known, unknown_form, unreadable, links, new FROM ledger")
        assert sorted(row) == [("answered", 0, 0, 0, 0, 0, 0, 0), ("answered", 6, 3, 1, 1, 1, 3, 3)]
        assert desk.one("SELECT count(*) FROM outlets WHERE slug = 'gdelt'") == 1
        assert service.asked[0]["query"] == "BP2MI sourcelang:indonesian"
        assert all("+mailto:a@example.org" in agent for agent in service.agents)
        assert broken_invariants(desk) == {}

        assert site.articles_asked() == {}
        ran = desk.run("crawl", desk.topic, "--waiting", "--outlets", desk.outlets, "--allow-private", "--contact",
                       "a@example.org")  # fmt: skip
        assert ran.code == 0, ran.err
        assert sorted(desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1")) == [
            ("localhost", 1), ("warta_contoh", 2),
        ]  # fmt: skip
        assert not site.requested["/cari?q=pegawai&page=1"]
        assert broken_invariants(desk) == {}
        again = desk.run("crawl", desk.topic, "--waiting", "--outlets", desk.outlets, "--contact", "a@example.org")
        assert (again.code, "no address waits" in again.err) == (0, True)
    finally:
        other.close()


@pytest.mark.parametrize("ends", ["[]", "[)", "(]", "()"])
def test_nothing_lies_between_two_windows(desk: Desk, service: GdeltStandIn, discover: Discover, ends: str) -> None:
    """Articles at the second of each border, and one second on either side of it."""
    service.ends = ends
    borders = [datetime(2024, 3, day, 17, tzinfo=UTC) for day in range(1, 31)]
    times = [border + timedelta(seconds=n) for border in borders for n in (-1, 0, 1)]
    service.articles = [Seen(at, f"https://contoh.id/berita/{n}-apel") for n, at in enumerate(times)]
    assert discover("--window", "1").code == 0
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == len(times)
    windows = sorted(service.windows)
    assert (
        windows[0][0] < datetime(2024, 2, 29, 17, tzinfo=UTC) < datetime(2024, 3, 31, 17, tzinfo=UTC) == windows[-1][1]
    )
    assert all(after[0] < before[1] for before, after in pairwise(windows))


def test_a_full_window_is_halved_until_nothing_is_cut(desk: Desk, service: GdeltStandIn, discover: Discover) -> None:
    start = datetime(2024, 3, 10, tzinfo=UTC)
    crowd = [start + timedelta(minutes=15 * (n // 300)) for n in range(1500)]  # 300 in each quarter of an hour
    alone = [datetime(2024, 3, 2, tzinfo=UTC) + timedelta(minutes=20 * n) for n in range(400)]
    service.articles = [Seen(at, f"https://contoh.id/berita/{n}-apel") for n, at in enumerate([*alone, *crowd])]
    ran = discover("--json")
    assert ran.code == 0, ran.err
    result = ran.rows[-1]["discover"]
    assert "came back full and can't be made smaller (capped)" in ran.err
    assert result["reasons"]["window_full"] >= 2
    assert result["reasons"]["capped"] == 5
    found = {url for (url,) in desk.ask("SELECT url FROM frontier WHERE kind = 'article'")}
    assert {f"https://contoh.id/berita/{n}-apel" for n in range(400)} <= found
    assert len(found) == 400 + 5 * 250
    assert desk.one("SELECT count(*) FROM ledger WHERE entries IS NULL") == 0
    before = len(service.asked)
    again = discover()
    assert again.code == 0
    assert len(service.asked) == before, "what was answered is not asked again, nor its halves"
    assert "nothing was asked" in again.err


def test_a_run_that_was_cut_short_goes_on(desk: Desk, service: GdeltStandIn, discover: Discover) -> None:
    service.articles = [
        Seen(datetime(2024, 3, day, tzinfo=UTC), f"https://contoh.id/berita/{day}-apel") for day in range(1, 32)
    ]
    first = discover("--window", "1", "--limit", "4")
    assert first.code == 0
    assert "run again to continue" in first.err
    assert discover("--window", "1").code == 0
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == 31
    assert len(service.windows) == len(set(service.windows)) == 31


def test_the_newest_days_are_asked_again(desk: Desk, service: GdeltStandIn, discover: Discover) -> None:
    now = datetime.now(UTC).astimezone(JAKARTA)
    since = str((now - timedelta(days=9)).date())
    until = str(now.date())
    assert discover("--window", "2", since=since, until=until).code == 0
    number = len(service.asked)
    service.articles = [Seen(now - timedelta(minutes=40), "https://contoh.id/berita/baru-sekali-ini")]
    assert discover("--window", "2", since=since, until=until).code == 0
    assert 1 <= len(service.asked) - number <= 2
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == 1


def failing(**replies: Reply) -> Callable[[int, dict[str, str]], Reply | None]:
    return lambda number, fields: replies.get(f"r{number}") or replies.get(fields["startdatetime"], replies.get("rest"))


HTML: Reply = (200, "<!DOCTYPE html><html><body>Maintenance</body></html>", {})
SHORT: Reply = (200, "Your search contained a keyword that was too short.", {})
BUSY: Reply = (429, TOO_OFTEN, {"Retry-After": "0"})
BUSY_200: Reply = (200, TOO_OFTEN, {})
WAIT: Reply = (429, TOO_OFTEN, {"Retry-After": "3600"})
DOWN: Reply = (503, "down", {"Retry-After": "0"})


@pytest.mark.parametrize(
    ("replies", "code", "sentence"),
    [
        ({"rest": HTML}, 4, "not_an_answer"),
        ({"rest": SHORT}, 4, "did not take the question: Your search contained a keyword that was too short."),
        ({"rest": DOWN}, 4, "http_503"),
        ({"rest": (404, "no", {})}, 4, "could not be looked at"),
        ({"rest": BUSY}, 4, "http_429"),
        ({"rest": WAIT}, 4, "3600 s"),
        ({"r2": HTML}, 3, "1 request could not be looked at: not_an_answer"),
        ({"20240309165959": DOWN}, 3, "http_503"),
        ({"r2": BUSY}, 0, "nothing found"),
    ],
)
def test_a_failure_is_a_sentence_and_a_code(
    desk: Desk, service: GdeltStandIn, discover: Discover, replies: dict[str, Any], code: int, sentence: str
) -> None:
    service.faults = failing(**replies)
    ran = discover("--window", "7")
    assert (ran.code, "Traceback" in ran.err) == (code, False), ran.err
    assert sentence in ran.err
    assert len(service.asked) <= 8
    if code == 3:  # what failed is asked again, and nothing else
        number, service.faults = len(service.asked), failing()
        assert discover("--window", "7").code == 0
        assert len(service.asked) == number + 1


def test_a_sentence_with_200_that_it_was_asked_too_often_is_a_429(service: GdeltStandIn, discover: Discover) -> None:
    service.faults = failing(rest=BUSY_200)
    ran = discover("--limit", "1", KLIPING_DEADLINE="20")
    assert ran.code == 4
    assert "http_429" in ran.err


def test_delays_are_held_by_the_services_own_clock(service: GdeltStandIn, discover: Discover) -> None:
    """A delay of 5 s is 0.25 s here: KLIPING_DELAY 0.1 stands for the usual 2 s."""
    service.gap = 0.25
    service.robots = "User-agent: *\nDisallow: /private\n"
    assert discover("--window", "5", KLIPING_DELAY="0.1").code == 0
    gaps = [after - before for before, after in pairwise(service.arrivals)]
    assert len(gaps) >= 5
    assert min(gaps) >= 0.25


def test_robots_txt_is_obeyed(service: GdeltStandIn, discover: Discover) -> None:
    service.robots = "User-agent: *\nDisallow: /\n"
    ran = discover()
    assert (ran.code, service.asked) == (4, [])
    assert "robots" in ran.err


def test_a_killed_run_loses_nothing_and_asks_nothing_twice(desk: Desk, service: GdeltStandIn) -> None:
    service.articles = [
        Seen(datetime(2024, 3, day, tzinfo=UTC), f"https://contoh.id/berita/{day}-apel") for day in range(1, 32)
    ]
    command = (
        "discover", "gdelt", desk.topic, "--outlets", desk.outlets, "--allow-private", "--contact", "a@example.org",
        "--since", "2024-03-01", "--until", "2024-03-31", "--window", "1", "--query", "BP2MI",
    )  # fmt: skip
    for most in (4, 15):
        process = desk.start(*command, KLIPING_GDELT=service.url, KLIPING_DELAY="0.05")
        wait_until(lambda most=most: len(service.asked) >= most)
        process.kill()
        finish(process)
    assert desk.run(*command, KLIPING_GDELT=service.url).code == 0
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == 31
    assert desk.one("SELECT count(DISTINCT url) FROM ledger") == 31
    assert len(service.windows) <= 31 + 2, "at most the request in the air is made again"
    assert broken_invariants(desk) == {}


def test_a_service_that_passes_over_the_days_is_not_asked_without_end(
    desk: Desk, service: GdeltStandIn, discover: Discover
) -> None:
    newest = datetime(2026, 11, 1, tzinfo=UTC)
    articles = [Seen(newest, f"https://contoh.id/berita/{n}-apel").as_object() for n in range(250)]
    service.faults = failing(rest=(200, json.dumps({"articles": articles}), {}))
    ran = discover()
    assert (ran.code, len(service.asked)) == (4, 2)
    assert "not_an_answer" in ran.err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--since", "kapan"), "--since: 'kapan' is not a day"),
        (("--since", "2016", "--until", "2016"), "GDELT's search begins on 2017-01-01; no day until 2016-12-31"),
        (("--query", "ab"), "no word of fewer than 3 letters"),
        (("--language", "a b"), "'sourcelang:a b' is no filter of GDELT"),
        (("-k", "apel"), "give a topic file or -k, not both"),
        (("--limit", "0"), "should be a whole number, 1 or more, or none"),
    ],
)
def test_a_mistake_is_one_sentence(
    service: GdeltStandIn, discover: Discover, args: tuple[str, ...], sentence: str
) -> None:
    ran = discover(*args)
    assert (ran.in_a_sentence(), service.asked) == (True, []), ran.err
    assert sentence in ran.err


def test_a_dry_run_asks_nothing(service: GdeltStandIn, discover: Discover) -> None:
    ran = discover("--dry-run", "--window", "1")
    assert (ran.code, service.asked) == (0, [])
    assert "BP2MI sourcelang:indonesian: 31 windows to ask" in ran.out


def test_an_outlet_that_is_asked_by_name_only_waits(desk: Desk, service: GdeltStandIn, discover: Discover) -> None:
    desk.put_outlet(body="terms = 'its pages forbid automated access (seen 2024-03)'\nby_name_only = True\n")
    assert desk.site is not None
    desk.site.put_articles([1])
    service.articles = [Seen(DAY, f"{desk.site.url}/berita/judul-1")]
    ran = discover()
    assert "its 1 address waits until you name it" in ran.err
    mine = ("--outlets", desk.outlets, "--allow-private", "--contact", "a@example.org")
    assert "no address waits there" in desk.run("crawl", desk.topic, "--waiting", *mine).err
    assert desk.site.articles_asked() == {}
    assert desk.run("crawl", desk.topic, "--waiting", "--outlet", "warta_contoh", *mine).code == 0
    assert desk.one("SELECT count(*) FROM articles") == 1


def test_addresses_of_a_host_go_to_the_outlet_that_is_written_for_it(
    desk: Desk, service: GdeltStandIn, discover: Discover
) -> None:
    site = desk.site
    assert site is not None
    site.put_articles([1, 2])
    hosted = f"http://localhost:{site.port}"
    service.articles = [Seen(DAY, f"{hosted}/berita/judul-{n}") for n in (1, 2)]
    assert discover().code == 0
    desk.put_outlet("lokal", home=hosted, body="site = 'localhost'\narticle_url = r'/berita/(?P<slug>[a-z0-9-]+)'\n")
    mine = ("--outlets", desk.outlets, "--allow-private", "--contact", "a@example.org")
    assert desk.run("crawl", desk.topic, "--waiting", "--outlet", "lokal", "--limit", "1", *mine).code == 0
    assert desk.run("crawl", desk.topic, "--waiting", *mine).code == 0
    assert desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1") == [("lokal", 2)]
    assert broken_invariants(desk) == {}


def test_a_service_is_no_outlet_whose_silence_means_something(
    desk: Desk, service: GdeltStandIn, discover: Discover
) -> None:
    service.articles = [Seen(DAY, "https://contoh.id/berita/1-apel")]
    assert discover().code == 0
    with Corpus(desk.corpus, read_only=True) as corpus:
        covered = month_coverage(corpus, "2024-03")
    assert "gdelt" not in (*covered.whole, *covered.part, *covered.blind)


# A crawl of all outlets there are, which are the desk's own alone: those that ship would ask the network.
CRAWL_OF_ALL = """
from pathlib import Path
from corpus.topics import read_topic
from crawler.run.crawl import RunOptions, run
from crawler.run.run_plan import Plan
from spiders.loader import outlets

known = {slug: spider for slug, spider in outlets([Path("outlets")]).items() if slug == "warta_contoh"}
plan = Plan("crawl", Path("kliping.db"), topic=read_topic(Path("coba.toml")))
raise SystemExit(run(plan, known, list(known), RunOptions("a@example.org", True, waiting_hosts=True)).exit_code)
"""


def test_a_crawl_of_all_outlets_fetches_what_waits_of_known_and_host_outlets(
    desk: Desk, service: GdeltStandIn, discover: Discover
) -> None:
    site, other = desk.site, Site()
    assert site is not None
    try:
        site.put_articles([1, 2])
        site.put_search([2])
        other.put_articles([7])
        service.articles = [
            Seen(DAY, f"{site.url}/berita/judul-1"), Seen(DAY, f"http://localhost:{other.port}/berita/judul-7"),
        ]  # fmt: skip
        assert discover().code == 0
        ran = subprocess.run(
            [sys.executable, "-c", CRAWL_OF_ALL], cwd=desk.folder, env=desk.env(), capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        assert desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1 ORDER BY 1") == [
            ("localhost", 1), ("warta_contoh", 2),
        ]  # fmt: skip
        assert desk.ask("SELECT way FROM frontier WHERE kind = 'article' ORDER BY way") == [
            ("gdelt",), ("gdelt",), ("search",),
        ]  # fmt: skip
        assert broken_invariants(desk) == {}
    finally:
        other.close()
