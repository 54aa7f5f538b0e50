"""`kliping discover mediacloud` against a stand-in: pages, windows, the key, faults; then a crawl fetches."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.writer import ArchiveWriter
from tests.crawler.conftest import CommandResult, Desk, broken_invariants, finish, wait_until
from tests.crawler.discovery.mediacloud_stand_in import KEY, MediaCloudStandIn, Reply, Story

pytest.importorskip("mediacloud")
pytestmark = pytest.mark.hostile  # each test runs the program several times
Discover = Callable[..., CommandResult]
DAYS = [date(2024, 3, 1) + timedelta(days=n) for n in range(31)]


@pytest.fixture
def service() -> Iterator[MediaCloudStandIn]:
    service = MediaCloudStandIn()
    yield service
    service.close()


@pytest.fixture
def discover(desk: Desk, service: MediaCloudStandIn) -> Discover:
    def run(*args: str, key: str = KEY, **env: str) -> CommandResult:
        return desk.run(
            "discover", "mediacloud", desk.topic, "--outlets", desk.outlets, "--contact", "a@example.org", "--since",
            "2024-03-01", "--until", "2024-03-31", *args, KLIPING_MEDIACLOUD=service.url, KLIPING_MEDIACLOUD_KEY=key,
            **env,
        )  # fmt: skip

    return run


def stories(a_day: int = 1) -> list[Story]:
    return [Story(day, f"https://contoh.id/berita/{day}-{n}-apel") for day in DAYS for n in range(a_day)]


def test_addresses_wait_for_their_outlets_and_a_crawl_fetches_them(
    desk: Desk, service: MediaCloudStandIn, discover: Discover
) -> None:
    site = desk.site
    assert site is not None
    site.put_articles([1, 2])
    service.stories = [
        Story(DAYS[3], f"{site.url}/berita/judul-1", "Tanpa kata topik"),
        Story(DAYS[4], f"{site.url}/berita/judul-2"),
        Story(DAYS[4], f"{site.url}/indeks/7"),
        Story(DAYS[5], "https://asing.example/berita/apel-pagi-pegawai"),
        Story(DAYS[5], ""),
    ]
    ran = discover()
    assert ran.code == 0, ran.err
    assert "5 entries = 3 taken + 1 of a form that is no article's + 1 without a usable address" in ran.out
    assert service.asked[0]["q"] == "pegawai"
    assert service.asked[0]["cs"] == "34412000,34412001"
    assert "+mailto:a@example.org" in service.heads[0]["User-Agent"]
    assert desk.ask("SELECT outlet, way, count(*) FROM frontier WHERE kind = 'article' GROUP BY 1") == [
        ("asing_example", "mediacloud", 1), ("warta_contoh", "mediacloud", 2),
    ]  # fmt: skip
    files = list(desk.archive.glob("*.warc.gz"))
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in files)
    assert b"pagination_token" in kept
    assert KEY.encode() not in kept + desk.corpus.read_bytes()
    assert KEY not in ran.out + ran.err
    assert broken_invariants(desk) == {}
    crawl = desk.run("crawl", desk.topic, "--waiting", "--outlet", "warta_contoh", "--outlets", desk.outlets,
                     "--allow-private", "--contact", "a@example.org")  # fmt: skip
    assert crawl.code == 0, crawl.err
    assert desk.one("SELECT count(*) FROM articles") == 2
    assert broken_invariants(desk) == {}


@pytest.mark.parametrize("last_day", [True, False])
def test_pages_and_windows_are_without_gap(
    desk: Desk, service: MediaCloudStandIn, discover: Discover, last_day: bool
) -> None:
    service.stories, service.last_day = stories(7), last_day
    ran = discover("--window", "4", "--json")
    assert ran.code == 0, ran.err
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == 31 * 7
    row = "entries = taken + known + outside + off_topic + other_host + unknown_form + unreadable"
    assert desk.one(f"SELECT count(*) FROM ledger WHERE NOT coalesce({row}, 0)") == 0
    number = len(service.asked)
    again = discover("--window", "4")
    assert (again.code, len(service.asked)) == (0, number)
    assert "nothing was asked" in again.err


def test_a_run_that_was_killed_or_cut_short_goes_on(desk: Desk, service: MediaCloudStandIn, discover: Discover) -> None:
    service.stories = stories(12)
    assert discover("--window", "4", "--limit", "1").code == 0
    assert discover("--window", "4", "--limit", "5").code == 0
    assert len(service.asked) == 6
    process = desk.start(
        "discover", "mediacloud", desk.topic, "--outlets", desk.outlets, "--contact", "a@example.org", "--since",
        "2024-03-01", "--until", "2024-03-31", "--window", "4", KLIPING_MEDIACLOUD=service.url,
        KLIPING_MEDIACLOUD_KEY=KEY, KLIPING_DELAY="0.05",
    )  # fmt: skip
    wait_until(lambda: len(service.asked) >= 12)
    process.kill()
    finish(process)
    assert discover("--window", "4").code == 0
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == 31 * 12
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'listing' AND state <> 'done'") == 0
    assert broken_invariants(desk) == {}


def failing(**replies: Reply) -> Callable[[int, dict[str, str]], Reply | None]:
    return lambda number, _fields: replies.get(f"r{number}", replies.get("rest"))


HTML: Reply = (200, "<html>Maintenance</html>", {"Content-Type": "text/html"})
CUT: Reply = (200, '{"stories": [{"url": "https://contoh.id/a', {})
OTHER: Reply = (200, '{"hits": []}', {})
LISTED: Reply = (200, '{"stories": [7, {"url": 3, "publish_date": null}], "pagination_token": null}', {})
DATES: Reply = (200, '{"stories": [{"url": "https://contoh.id/a", "publish_date": 5}], "pagination_token": null}', {})
LOOP: Reply = (200, '{"stories": [], "pagination_token": "x"}', {})
EMPTY: Reply = (200, "", {})
BUSY: Reply = (429, '{"note": "too many"}', {"Retry-After": "0"})
WAIT: Reply = (429, "", {"Retry-After": "3600"})
DOWN: Reply = (503, "down", {})
QUERY: Reply = (400, '{"status": "error", "note": "Query syntax: unbalanced quote"}', {})


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (HTML, "not_an_answer"),
        (CUT, "not_an_answer"),
        (OTHER, "not_an_answer"),
        (LISTED, "not_an_answer"),
        (DATES, "not_an_answer"),
        (LOOP, "not_an_answer"),
        (EMPTY, "not_an_answer"),
        (DOWN, "http_503"),
        (BUSY, "http_429"),
        (WAIT, "http_429"),
        (QUERY, "question_refused"),
        ((401, "{}", {}), "http_401"),
    ],
)
def test_each_fault_has_its_reason(tmp_path: Path, service: MediaCloudStandIn, reply: Reply, reason: str) -> None:
    from crawler.discovery.mediacloud_service import MediaCloud, ServiceError

    service.faults = failing(rest=reply)
    archive = ArchiveWriter(tmp_path, 1, {})
    client = MediaCloud(KEY, "kliping", service.url, archive)
    with pytest.raises(ServiceError) as raised:
        client.stories("apel", DAYS[0], DAYS[9], [7], "x")
    archive.close()
    assert raised.value.reason == reason
    assert len(service.asked) == (3 if reply is BUSY else 1)


@pytest.mark.parametrize(
    ("replies", "code", "sentence"),
    [
        ({"rest": HTML}, 4, "not_an_answer"),
        ({"rest": QUERY}, 4, "did not take the question: Query syntax: unbalanced quote"),
        ({"rest": (401, "{}", {})}, 4, "refuses the key"),
        ({"r2": HTML}, 3, "1 request could not be looked at: not_an_answer"),
        ({"r2": BUSY}, 0, "nothing found"),
    ],
)
def test_a_failure_is_a_sentence_and_a_code(
    service: MediaCloudStandIn, discover: Discover, replies: dict[str, Any], code: int, sentence: str
) -> None:
    service.faults = failing(**replies)
    ran = discover("--window", "7")
    assert (ran.code, "Traceback" in ran.err) == (code, False), ran.err
    assert sentence in ran.err
    assert KEY not in ran.err
    assert len(service.asked) <= 8
    if "r2" in replies and code == 3:  # what failed is asked again, and nothing else
        number, service.faults = len(service.asked), failing()
        assert discover("--window", "7").code == 0
        assert len(service.asked) == number + 1


@pytest.mark.parametrize(
    ("args", "key", "code", "sentence"),
    [
        ((), "", 2, "set KLIPING_MEDIACLOUD_KEY"),
        ((), "a b", 2, "blanks or marks that no key has"),
        ((), "salah", 4, "refuses the key"),
        (("--query", "!"), KEY, 2, "there is no word in it"),
        (("--since", "2999"), KEY, 2, "no day is from 2999-01-01 on"),
    ],
)
def test_a_mistake_is_a_sentence(
    service: MediaCloudStandIn, discover: Discover, args: tuple[str, ...], key: str, code: int, sentence: str
) -> None:
    ran = discover(*args, key=key)
    assert (ran.code, service.asked) == (code, [])
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_collections_that_are_not_there_are_said(service: MediaCloudStandIn, discover: Discover) -> None:
    service.names = ("India - National",)
    ran = discover()
    assert (ran.code, "name one with --collection ID; it has: india - national (34412000)" in ran.err) == (2, True)
    assert discover("--collection", "77").code == 0
    assert service.asked[0]["cs"] == "77"


def test_a_service_that_is_not_there_could_not_be_looked_at(desk: Desk) -> None:
    ran = desk.run("discover", "mediacloud", desk.topic, "--contact", "a@example.org", "--since", "2024-03-01",
                   "--until", "2024-03-31", KLIPING_MEDIACLOUD="http://127.0.0.1:9/api",
                   KLIPING_MEDIACLOUD_KEY=KEY)  # fmt: skip
    assert (ran.code, "connection" in ran.err) == (4, True)
