"""Which addresses may be fetched at all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import Settings
from twisted.internet.defer import Deferred, succeed

from crawler.fetching.guard import (
    GuardedResolver,
    GuardMiddleware,
    HopGuard,
    PrivateAddressError,
    RefusedError,
    is_private,
)
from crawler.fetching.wire import is_loopback
from tests.crawler.conftest import Desk, Site, listing, title_of

PRIVATE = (
    "http://127.0.0.1/", "http://127.1.2.3:8080/", "http://10.0.0.5/", "http://192.168.1.1/", "http://172.16.0.9/",
    "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/",
    "http://[fd00::1]/", "http://0.0.0.0/", "http://localhost/", "http://LOCALHOST./", "http://a.localhost/",
    "http://printer.local/", "http://metadata.google.internal/", "http://[64:ff9b::a00:5]/", "http://[2002:a00:5::]/",
    "http://[::10.0.0.5]/", "http://[2001:0:808:808::f5ff:fffa]/", "http://[ff02::1]/", "http://224.0.0.1/",
)  # fmt: skip
NOT_OF_THE_WEB = (
    "http://ana:rahasia@warta.example/",
    "http://@warta.example/",
    "file:///etc/passwd",
    "ftp://warta.example/a",
    "data:text/html,a",
    "s3://ember/a",
)
PUBLIC = ("https://www.detik.com/", "http://8.8.8.8/", "https://bp2mi.go.id:8443/a", "https://10.example/",
          "http://[2001:4860:4860::8888]/", "http://[2002:808:808::]/", "http://[64:ff9b::808:808]/",
          "http://[2001:0:808:808::f7f7:fbfb]/")  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_a_private_address_is_refused(url: str) -> None:
    with pytest.raises(RefusedError) as raised:
        GuardMiddleware(allow_private=False).process_request(Request(url))
    assert raised.value.reason == "refused_address"


@pytest.mark.parametrize("url", NOT_OF_THE_WEB)
@pytest.mark.parametrize("allow_private", [True, False])
def test_what_is_not_of_the_web_is_refused(url: str, allow_private: bool) -> None:
    with pytest.raises(RefusedError):
        GuardMiddleware(allow_private).process_request(Request(url))


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_address_may_be_asked(url: str) -> None:
    GuardMiddleware(allow_private=False).process_request(Request(url))


@pytest.mark.parametrize("url", [url for url in PRIVATE if "localhost" not in url.lower()])
def test_a_private_address_may_be_asked_where_that_was_asked_for(url: str) -> None:
    GuardMiddleware(allow_private=True).process_request(Request(url))


def test_an_empty_host_name_is_no_address() -> None:
    assert not is_private("")


def test_an_address_in_brackets_is_one() -> None:
    assert is_private("[::1]")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://warta.example/a", "ftp://warta.example/a: not an http or https address"),
        ("http://@warta.example/", "warta.example: its address names a user; nobody logs in here"),
        ("http://10.0.0.5/", "http://10.0.0.5/: an address in a private network"),
    ],
)
def test_a_refusal_says_why(url: str, why: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        GuardMiddleware(allow_private=False).process_request(Request(url))
    assert (refusal.value.reason, str(refusal.value)) == ("refused_address", why)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_setting_says_whether_private_addresses_may_be_asked(
    allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawler: Any = SimpleNamespace(settings=Settings({"KLIPING_ALLOW_PRIVATE": str(int(allowed))}))
    monkeypatch.setattr(
        CachingThreadedResolver,
        "from_crawler",
        classmethod(lambda cls, *given: cls() if given == (crawler, 7) else None),
    )
    monkeypatch.setattr(CachingThreadedResolver, "__init__", lambda self: None)
    assert GuardMiddleware.from_crawler(crawler).allow_private is allowed
    assert GuardedResolver.from_crawler(crawler, 7).allow_private is allowed


def test_a_name_that_leads_into_a_private_network_is_refused_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[object] = []

    def resolved(self: object, name: str, timeout: object) -> Deferred[str]:
        waits.append(timeout)
        return succeed("10.0.0.5" if name == "dalam.example" else "8.8.8.8")

    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", resolved)
    monkeypatch.setattr(GuardedResolver, "refused", set())
    resolver = GuardedResolver.__new__(GuardedResolver)
    results: list[Any] = []
    for name in ("dalam.example", "warta.example"):
        resolver.getHostByName(name, (1, 2)).addBoth(results.append)
    resolver.allow_private = True
    resolver.getHostByName("dalam.example").addBoth(results.append)
    error = results[0].value
    assert isinstance(error, PrivateAddressError)
    assert "dalam.example leads to 10.0.0.5, an address in a private network" in str(error)
    assert results[1:] == ["8.8.8.8", "10.0.0.5"]
    assert GuardedResolver.refused == {"dalam.example"}
    assert waits == [(1, 2), (1, 2), ()]


HOPS = [
    (302, b"ftp://warta.example/a", "ftp://warta.example/a"),
    (300, b"mailto:redaksi@warta.example", "mailto:redaksi@warta.example"),
    (399, b" http:///tanpa-host ", "http:///tanpa-host"),
    (301, b"http://[::1/x", "http://[::1/x"),
    (302, b"data:\xff" + b"a" * 90, "data:\ufffd" + "a" * 74),
    (302, b"/berita/2", None),
    (302, b"https://lain.example/", None),
    (302, b"http://lain.example/", None),
    (302, b"", None),
    (302, None, None),
    (299, b"ftp://warta.example/a", None),
    (400, b"ftp://warta.example/a", None),
]


@pytest.mark.parametrize(("status", "location", "refused"), HOPS)
def test_an_answer_may_lead_to_the_web_only(status: int, location: bytes | None, refused: str | None) -> None:
    url = "https://warta.example/berita/1"
    response = Response(url, status=status, headers={} if location is None else {"Location": location})
    if refused is None:
        assert HopGuard().process_response(Request(url), response) is response
        return
    with pytest.raises(RefusedError) as refusal:
        HopGuard().process_response(Request(url), response)
    assert (refusal.value.reason, str(refusal.value)) == ("refused_address", f"{url}: sends us to {refused}")


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "017700000001", "127.1"])
def test_loopback_in_another_spelling_is_refused_when_it_resolves(desk: Desk, site: object, host: str) -> None:
    named = desk.folder / "urls.txt"
    named.write_text(f"http://{host}:{site.port}/berita/judul-1\n")  # type: ignore[attr-defined]
    desk.run("crawl", desk.topic, "--urls", named, "--contact", "redaksi@example.org")
    assert not site.requested  # type: ignore[attr-defined]
    assert desk.ask("SELECT state FROM frontier WHERE kind = 'article' AND state = 'stored'") == []


def test_a_proxy_of_the_environment_is_not_asked(desk: Desk, site: Site) -> None:
    proxy = Site()
    site.put_articles([1])
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    desk.crawl(http_proxy=proxy.url, HTTP_PROXY=proxy.url)
    proxy.close()
    assert not proxy.requested
    assert desk.fates() == {"judul-1": ("stored", None)}


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("", False), ("10.0.0.5", False),
     ("127.warta.example", False), ("localhost.warta.example", False), ("warta.example", False)],
)  # fmt: skip
def test_a_tests_wish_holds_on_loopback_only(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("delay", ["abc", "-1", "nan", "inf"])
@pytest.mark.parametrize("variable", ["KLIPING_DELAY", "KLIPING_DEADLINE"])
def test_a_wish_that_is_no_number_is_said(desk: Desk, variable: str, delay: str) -> None:
    ran = desk.crawl(**{variable: delay})
    assert ran.in_a_sentence(), ran
    assert variable in ran.err
