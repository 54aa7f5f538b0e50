"""What a site's robots.txt allows, asked of the middleware itself: every answer and failure, without a crawl."""

from __future__ import annotations

import asyncio
import sqlite3
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, signals
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, DownloadTimeoutError, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.fetching import manners
from crawler.fetching.guard import GuardedResolver, RefusedError
from crawler.fetching.manners import Manners, normalised_robots, user_agent
from crawler.fetching.pace import Pace
from crawler.fetching.replay import NotInArchiveError

URL = "https://warta.example/berita/1"
ROBOTS = "https://warta.example/robots.txt"
SHUT = b"User-agent: *\nDisallow: /berita\n"
UNREADABLE = ("robots_unreachable", f"{URL}: the site's robots.txt could not be read")
FORBIDDEN = ("robots", f"{URL}: robots.txt forbids it")


class Engine:
    """Answers every request with one answer, or raises it; `hop` is an address it is led to before."""

    def __init__(self, answer: Response | Exception, hop: str | None = None) -> None:
        self.answer, self.hop = answer, hop
        self.requests: list[Request] = []

    async def download_async(self, request: Request) -> Response:
        self.requests.append(request)
        if self.hop:
            request.meta["robots_hops"] += [request.url, request.url + "?again", self.hop]
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def guest(answer: Response | Exception, hop: str | None = None) -> tuple[Manners, Engine, Pace]:
    engine, pace = Engine(answer, hop), Pace(0.0)
    crawler: Any = SimpleNamespace(settings={"KLIPING_OPERATION": SimpleNamespace(pace=pace)}, engine=engine)
    return Manners(crawler), engine, pace


def robots(body: bytes = b"", status: int = 200) -> Response:
    return Response(ROBOTS, status=status, body=body)


def refusal(answer: Response | Exception, hop: str | None = None, url: str = URL) -> tuple[str, str] | None:
    """Why the address may not be asked; None where it may."""
    try:
        asyncio.run(guest(answer, hop)[0].process_request(Request(url)))
    except RefusedError as error:
        return error.reason, str(error)
    return None


ANSWERS = [
    (200, SHUT, FORBIDDEN), (200, b"", None), (200, b"User-agent: *\nDisallow: /lain\n", None),
    (299, SHUT, FORBIDDEN), (300, b"", UNREADABLE), (304, b"", UNREADABLE), (399, b"", UNREADABLE),
    (400, SHUT, None), (404, SHUT, None), (428, b"", None), (429, b"", UNREADABLE), (430, b"", None),
    (499, b"", None), (500, b"", UNREADABLE), (503, b"", UNREADABLE),
    (200, b"\xef\xbb\xbf" + SHUT, FORBIDDEN), (200, SHUT.replace(b"\n", b"\r"), FORBIDDEN),
    (200, b"# \xff\n" + SHUT, FORBIDDEN), (200, b"User-agent: Kliping/0.1 (x)\nDisallow: /berita\n", FORBIDDEN),
    (200, b"User-agent: lain\nDisallow: /\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "expected"), ANSWERS)
def test_what_an_answer_allows(status: int, body: bytes, expected: tuple[str, str] | None) -> None:
    assert refusal(robots(body, status)) == expected


OUT_OF_REACH = f"{URL}: the host could not be reached, not even for its robots.txt"
FAILURES = [
    (DownloadTimeoutError("45 s"), None, ("timeout", OUT_OF_REACH)),
    (DownloadFailedError("reset"), None, ("connection", OUT_OF_REACH)),
    (CannotResolveHostError("?"), None, ("dns", OUT_OF_REACH)),
    (DownloadTimeoutError("45 s"), "https://www.warta.example/robots.txt", ("timeout", OUT_OF_REACH)),
    (DownloadTimeoutError("45 s"), "https://lain.example/robots.txt", UNREADABLE),
    (RefusedError("refused_address", "no"), None, UNREADABLE),
    (ValueError("?"), None, UNREADABLE),
    (NotInArchiveError("?"), None, None),
]


@pytest.mark.parametrize(("error", "hop", "expected"), FAILURES)
def test_a_robots_txt_that_fails_forbids_all_and_says_how(
    error: Exception, hop: str | None, expected: tuple[str, str] | None
) -> None:
    assert refusal(error, hop) == expected


@pytest.mark.parametrize("error", [CannotResolveHostError("?"), RefusedError("refused_address", "no")])
def test_a_host_that_leads_into_a_private_network_is_said(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GuardedResolver, "refused", {"warta.example"})
    expected = ("refused_address", f"{URL}: its name leads into a private network")
    assert refusal(error) == expected
    assert refusal(DownloadTimeoutError("45 s")) == ("timeout", OUT_OF_REACH)


def test_a_fault_of_our_own_is_no_word_of_the_site() -> None:
    with pytest.raises(sqlite3.OperationalError):
        refusal(sqlite3.OperationalError("disk full"))


def test_how_a_robots_txt_is_asked_for() -> None:
    middleware, engine, _ = guest(robots())
    asyncio.run(middleware.process_request(Request(URL)))
    (request,) = engine.requests
    assert (request.url, request.callback) == (ROBOTS, NO_CALLBACK)
    assert request.meta == {"robots": True, "robots_hops": [], "download_timeout": 20, "download_maxsize": 0}


def test_a_robots_txt_itself_is_asked_for_without_another_and_its_hops_are_kept() -> None:
    middleware, engine, _ = guest(robots(SHUT))
    request = Request(ROBOTS, meta={"robots": True, "robots_hops": []})
    asyncio.run(middleware.process_request(request))
    assert (engine.requests, request.meta["robots_hops"]) == ([], [ROBOTS])


def test_each_site_is_asked_for_its_robots_txt_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    middleware, engine, _ = guest(robots())
    now = 1000.0
    monkeypatch.setattr(manners, "monotonic", lambda: now)

    async def visit(*urls: str) -> list[str]:
        before = len(engine.requests)
        for url in urls:
            await middleware.process_request(Request(url))
        return [request.url for request in engine.requests[before:]]

    async def week() -> list[list[str]]:
        nonlocal now
        first = await visit(URL, URL + "0", "http://warta.example/", "https://warta.example:8443/", URL)
        now += 24 * 3600
        day = await visit(URL)
        now += 1
        return [first, day, await visit(URL, URL)]

    others = ["http://warta.example/robots.txt", "https://warta.example:8443/robots.txt"]
    assert asyncio.run(week()) == [[ROBOTS, *others], [], [ROBOTS]]


@pytest.mark.parametrize(("delay", "seconds"), [("3", 3.0), ("500", 120.0), ("0", 0.0)])
def test_a_crawl_delay_is_what_the_site_itself_asks_for(delay: str, seconds: float) -> None:
    middleware, _, pace = guest(robots(f"User-agent: *\nCrawl-delay: {delay}\n".encode()))
    asyncio.run(middleware.process_request(Request(URL)))
    assert (pace.host(URL).delay, pace.host(URL).site_delay) == (seconds, seconds)


def test_of_a_robots_txt_without_end_half_a_mebibyte_is_read() -> None:
    middleware, _, _ = guest(robots())
    limit = 512 << 10
    request, page = Request(ROBOTS, meta={"robots": True}), Request(URL)
    middleware.bytes_received(b"a" * (limit - 3), request)
    middleware.bytes_received(b"aaa", request)
    with pytest.raises(StopDownload) as stop:
        middleware.bytes_received(b"a", request)
    assert (stop.value.fail, request.meta["robots_read"]) == (False, limit + 1)
    middleware.bytes_received(b"a" * (limit + 1), page)
    assert page.meta == {}
    assert refusal(robots(b"#" * (limit - len(SHUT) - 1) + b"\n" + SHUT)) == FORBIDDEN
    assert refusal(robots(b"#" * (limit - 10) + b"\n" + SHUT)) is None


def test_it_hears_the_bytes_that_come_in() -> None:
    heard: list[tuple[Any, Any]] = []
    connected = SimpleNamespace(connect=lambda receiver, signal: heard.append((receiver, signal)))
    crawler: Any = SimpleNamespace(settings={"KLIPING_OPERATION": "op"}, signals=connected)
    middleware = Manners.from_crawler(crawler)
    assert (middleware.crawler, middleware.op) == (crawler, "op")
    assert heard == [(middleware.bytes_received, signals.bytes_received)]


def test_bytes_of_nothing_are_passed_over() -> None:
    assert normalised_robots("Disallow: /a\0b") == "Disallow: /ab"


@pytest.mark.parametrize(
    ("contact", "address"),
    [(None, ""), ("redaksi@a.example", "; +mailto:redaksi@a.example"), ("https://a.example", "; +https://a.example"),
     ("http://a.example", "; +http://a.example")],
)  # fmt: skip
def test_who_asks_and_where_to_complain(contact: str | None, address: str) -> None:
    assert user_agent("0.1.0", contact) == f"kliping/0.1.0 (news archive for research{address})"
