"""An outlet that refuses all for one run could not be looked at, and a later plain run makes up for it: a table.

Each case is a site and an outlet of its own; one crawl asks them all while they refuse, one when they are well.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from corpus.schedules import DAY
from corpus.store import Corpus
from tests.crawler.conftest import CommandResult, Desk, Site, article, broken_invariants, listing, page, title_of

pytestmark = pytest.mark.hostile

EACH = 3  # articles of a site
DEAD = "m" * 64 + ".example"  # no name has so long a part: it fails on this machine, and nobody is asked for it
WALL = page("Masuk", ["Silakan masuk atau login untuk melanjutkan membaca artikel ini."])
CAPTCHA = page("Buktikan", ["Verify you are human. Selesaikan captcha untuk melanjutkan ke halaman yang diminta."])
SCRIPTS = '<!DOCTYPE html><title>...</title><script src="/a.js"></script><noscript>Enable JavaScript</noscript>'
COOKIE = '<html><body><script>document.cookie="a=1";location.reload()</script></body></html>'
WORKS = page("Pemeliharaan", [
    "Saat ini situs kami sedang dalam pemeliharaan rutin untuk meningkatkan mutu layanan kepada para pembaca setia.",
    "Tim teknis kami bekerja keras agar semua halaman dapat dibuka kembali secara normal dalam beberapa jam ke depan.",
])  # fmt: skip
FEAST = page("Selamat Hari Raya", [
    "Keluarga besar redaksi mengucapkan selamat hari raya kepada semua pembaca yang setia mengikuti warta kami.",
    "Mohon maaf lahir dan batin. Redaksi libur selama tiga hari, dan berita terbaru tayang lagi mulai hari Kamis.",
    "Terima kasih atas kepercayaan Anda selama satu tahun ini. Sampai jumpa lagi setelah masa libur berakhir nanti.",
])  # fmt: skip
ROBOTS = "User-agent: *\nDisallow:\n"
SOON, LATE = {"Retry-After": "1"}, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}
FEAST_AT = {"Location": "/selamat-hari-raya"}
HOME, LOOP = {"Location": "/"}, {"Location": "/putar"}


@dataclass(frozen=True, slots=True)
class Case:
    """How every article of a site is answered; the reason that is stored, None where the addresses stay open."""

    refuse: Callable[[Site, str], None]
    reason: str | None


def answers(reason: str | None, body: str | bytes = "", **how: object) -> Case:
    """A case in which each article's address gives this answer."""
    return Case(lambda site, path: site.put(path, body, **how), reason)


def robots(reason: str, body: str = "", status: int = 200) -> Case:
    """A case in which the pages are well, and robots.txt is not."""
    return Case(lambda site, _: site.put("/robots.txt", body, status=status), reason)


CASES: Mapping[str, Case] = {
    "login": answers("wall", WALL),
    "captcha": answers("wall", CAPTCHA),
    "challenge": answers("wall", "<title>Just a moment...</title>", status=403, headers={"cf-mitigated": "challenge"}),
    "challenge_200": answers("wall", COOKIE),
    "scripts": answers("empty_page", SCRIPTS),
    "country": answers("wall", page("Akses", ["Your country is not allowed."])),
    "country_403": answers("http_403", page("Akses", ["Your country is not allowed."]), status=403),
    "empty": answers("empty_page", ""),
    "front_page": answers("redirected_home", status=302, headers=HOME),
    "works": answers("no_body", WORKS),
    "feast": answers("same_page", FEAST),
    "led_to_feast": answers("same_page", status=302, headers=FEAST_AT),
    "robots_fails": robots("robots_unreachable", status=503),
    "robots_forbids": robots("robots", "User-agent: *\nDisallow: /berita/\n"),
    "forbidden": answers("http_403", "tidak boleh", status=403),
    "fails": answers("http_500", "gangguan", status=500),
    "too_large": answers("too_large", b"x" * (21 << 20)),
    "dead_host": answers("dns", status=301, headers={"Location": f"http://{DEAD}/"}),
    "reset": answers("connection", drop=True),
    "slow": answers("timeout", wait=4),
    "loop": answers("redirects", status=302, headers=LOOP),
    "encoding": answers("bad_encoding", b"\x1f\x8b\x08\x00" + b"x" * 900, headers={"Content-Encoding": "gzip"}),
    "torn": answers("cut_short", gzip.compress(article(1).encode())[:-20], headers={"Content-Encoding": "gzip"}),
    "short": answers("cut_short", article(1), headers={"Content-Length": "99999"}),
    "too_often": answers("http_429", "pelan", status=429, headers=SOON),
    "too_often_late": answers(None, "pelan", status=429, headers=LATE),
    "busy_late": answers(None, "tutup", status=503, headers=LATE),
}


@dataclass(frozen=True, slots=True)
class Ran:
    """The crawl while all refused, and what it stored: outlet -> (state, reason) of its addresses."""

    desk: Desk
    sites: Mapping[str, Site]
    result: CommandResult
    fates: Mapping[str, set[tuple[str, str | None]]]


def fates(desk: Desk) -> dict[str, set[tuple[str, str | None]]]:
    by_outlet: dict[str, set[tuple[str, str | None]]] = {}
    for outlet, state, reason in desk.ask("SELECT outlet, state, reason FROM frontier WHERE kind = 'article'"):
        by_outlet.setdefault(outlet, set()).add((state, reason))
    return by_outlet


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    sites = {name: Site() for name in CASES}
    for at, (name, case) in enumerate(CASES.items()):
        site = sites[name]
        numbers = range(at * EACH, (at + 1) * EACH)
        site.put("/", page("Beranda", ["Warta Contoh"]))
        site.put("/selamat-hari-raya", FEAST)
        site.put("/putar", status=302, headers=LOOP)
        site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in numbers]))
        site.put("/cari?q=pegawai&page=2", listing([]))
        site.put("/robots.txt", ROBOTS)
        site.put_articles(numbers)
        for n in numbers:
            case.refuse(site, f"/berita/judul-{n}")
        desk.put_outlet(name, home=site.url)
    result = desk.crawl("--verbose", KLIPING_DEADLINE="2")
    yield Ran(desk, sites, result, fates(desk))
    for site in sites.values():
        site.close()


@pytest.mark.parametrize("name", CASES)
def test_an_outlet_that_refuses_all_could_not_be_looked_at(ran: Ran, name: str) -> None:
    reasons = {reason for _, reason in ran.fates.get(name, set())}
    assert CASES[name].reason in (reasons or {"robots_unreachable"}), reasons  # without robots.txt nothing is listed
    assert f"\n{name}: could not look: " in f"\n{ran.result.err}"


def test_such_a_run_never_ends_well(ran: Ran) -> None:
    assert ran.result.code == 4
    assert ran.desk.one("SELECT count(*) FROM articles") == 0


def test_a_later_plain_run_stores_all(ran: Ran) -> None:
    for at, site in enumerate(ran.sites.values()):
        site.put("/robots.txt", ROBOTS)
        site.put_articles(range(at * EACH, (at + 1) * EACH))
    with Corpus(ran.desk.corpus) as corpus:
        corpus.conn.execute("UPDATE frontier SET retry_at = retry_at - ?", (DAY,))
    healthy = ran.desk.crawl()
    assert healthy.code == 0, healthy.err
    assert {name: fate for name, fate in fates(ran.desk).items() if fate != {("stored", None)}} == {}
    assert ran.desk.one("SELECT count(*) FROM articles") == EACH * len(CASES)
    assert broken_invariants(ran.desk) == {}
