"""Each refusal that passes is made up for by a later plain run, and what stays refused costs little."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.refusals import MOST_MORE, measure
from benchmarks.refusals import REFUSALS as REFUSING
from benchmarks.shapes.web import Answer
from corpus.schedules import DAY, SHARE_IN_VAIN, WEEK
from corpus.store import Corpus
from tests.crawler.conftest import Desk, Site, broken_invariants, listing, page, title_of

WALL = page("Buktikan", ["Verify you are human. Selesaikan captcha untuk melanjutkan ke halaman yang diminta."])
GONE = page("404 Tidak Ditemukan", ["Halaman yang Anda cari tidak ditemukan."])
GZIP = {"Content-Encoding": "gzip"}
REFUSALS: Mapping[str, Callable[[Site, str], None]] = {
    "wall": lambda site, path: site.put(path, WALL),
    "empty_page": lambda site, path: site.put(path, ""),
    "soft_404": lambda site, path: site.put(path, GONE),
    "http_403": lambda site, path: site.put(path, "tidak boleh", status=403),
    "http_404": lambda site, path: site.put(path, "tidak ada", status=404),
    "http_410": lambda site, path: site.put(path, "hilang", status=410),
    "http_451": lambda site, path: site.put(path, "ditahan", status=451),
    "http_500": lambda site, path: site.put(path, "gangguan", status=500),
    "too_large": lambda site, path: site.put(path, b"x" * (21 << 20)),
    "cut_short": lambda site, path: site.put(path, gzip.compress(WALL.encode())[:-20], headers=GZIP),
    "not_html": lambda site, path: site.put(path, b"%PDF-1.4", kind="application/pdf"),
    "redirected_home": lambda site, path: site.put(path, status=302, headers={"Location": "/"}),
    "redirects": lambda site, path: site.put(path, status=302, headers={"Location": path}),
}


def later(desk: Desk, seconds: float) -> None:
    """Let so much time go by: what waits is due so much earlier."""
    with Corpus(desk.corpus) as corpus:
        corpus.conn.execute("UPDATE frontier SET retry_at = retry_at - ?", (seconds,))


def list_articles(site: Site, number: int) -> None:
    """One page of search results, which every run reads."""
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in range(1, number + 1)]))
    site.put("/cari?q=pegawai&page=2", listing([]))
    site.put("/", page("Beranda", ["Warta Contoh"]))


@pytest.mark.hostile
@pytest.mark.parametrize("seconds", [DAY, WEEK], ids=["daily", "weekly"])
def test_each_refusal_that_passes_is_stored_by_a_later_run(desk: Desk, site: Site, seconds: int) -> None:
    list_articles(site, len(REFUSALS))
    for n, refuse in enumerate(REFUSALS.values(), 1):
        refuse(site, f"/berita/judul-{n}")
    desk.crawl()
    met = {f"judul-{n}": reason for n, reason in enumerate(REFUSALS, 1)}
    assert {last: reason for last, (_, reason) in desk.fates().items()} == met
    site.put_articles(range(1, len(REFUSALS) + 1))
    later(desk, seconds)
    desk.crawl()
    assert set(desk.fates().values()) == {("stored", None)}
    assert broken_invariants(desk) == {}


@pytest.mark.hostile
@pytest.mark.parametrize(
    "robots",
    [{"status": 503}, {"body": "User-agent: *\nDisallow: /berita/\n"}, {"body": "User-agent: *\nDisallow: /\n"}],
    ids=["fails", "disallows the articles", "disallows all"],
)
def test_a_robots_txt_that_is_wrong_for_a_day_loses_nothing(desk: Desk, site: Site, robots: dict[str, Any]) -> None:
    list_articles(site, 4)
    site.put_articles([1, 2, 3, 4])
    site.put("/robots.txt", **robots)
    desk.crawl()
    assert not site.articles_asked()
    site.put("/robots.txt", "User-agent: *\nDisallow:\n")
    desk.crawl()
    assert [state for state, _ in desk.fates().values()] == ["stored"] * 4


def test_what_stays_refused_costs_a_fifth_of_the_run(desk: Desk, site: Site) -> None:
    """Sixteen dead addresses; then nine new articles: with robots.txt and two listings, twelve requests."""
    list_articles(site, 16)
    desk.crawl()
    assert len(site.articles_asked()) == 16
    site.forget()
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in range(1, 26)]))
    site.put_articles(range(17, 26))
    desk.crawl()
    in_vain = sum(n for path, n in site.articles_asked().items() if int(path.rsplit("-", 1)[1]) < 17)
    assert in_vain == 12 // SHARE_IN_VAIN
    assert len([state for state, _ in desk.fates().values() if state == "stored"]) == 9


@pytest.mark.hostile
def test_a_hundred_due_refusals_cost_at_most_a_fifth_more_requests(tmp_path: Path) -> None:
    """Counted at the server; a redirect to itself costs six requests each time it is asked for."""
    without = measure(Answer(""), 0, 40, tmp_path / "none")
    for number, what in enumerate(("404", "a redirect to itself")):
        count = measure(REFUSING[what], 100, 40, tmp_path / str(number))
        assert without.requests < count.requests <= without.requests * (1 + MOST_MORE), what
        assert count.stored == without.stored == 40


def test_what_waits_is_told_and_retry_asks_what_was_given_up(desk: Desk, site: Site) -> None:
    list_articles(site, 2)
    site.put("/berita/judul-1", WALL)
    ran = desk.crawl()
    assert "warta_contoh: 2 refused addresses wait (http_404 1, wall 1), 2 are due" in ran.err
    desk.crawl()  # one more refusal of one of them
    with Corpus(desk.corpus) as corpus:
        corpus.conn.execute("UPDATE frontier SET retry_at = NULL, refusals = 5 WHERE reason = 'wall'")
    assert "1 given up (wall 1)" in desk.run("ledger").err
    last = desk.run("ledger", "--json").rows[-1]["refusals"]
    assert [(row["reason"], row["waiting"], row["given_up"]) for row in last] == [("http_404", 1, 0), ("wall", 0, 1)]
    site.put_articles([1, 2])
    asking = ["retry", "--outlets", desk.outlets, "--allow-private", "--contact", "redaksi@example.org"]
    site.forget()
    assert len(desk.run("retry", "--list", "--json").rows) == 2
    assert not site.requested
    assert desk.run(*asking, "--reason", "wall").code == 0
    assert desk.fates()["judul-1"] == ("stored", None)
    assert desk.fates()["judul-2"] == ("failed", "http_404")
    assert desk.run(*asking, "--outlet", "warta_contoh").code == 0
    assert desk.fates()["judul-2"] == ("stored", None)
    assert "no refused address waits" in desk.run(*asking).err


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("--reason", "wal"), "no address has the reason 'wal'; did you mean wall"),
        (("--reason", "http_4xx"), "no address has the reason 'http_4xx'; did you mean http_4"),
        (("--reason", "HTTP_403"), "no address has the reason 'HTTP_403'; did you mean http_403"),
        (("--reason", "walls"), "no address has the reason 'walls'; did you mean wall?"),
        (("--reason", "captcha"), "no address has the reason 'captcha'; did you mean wall?"),
        (("--reason", "404"), "no address has the reason '404'; did you mean http_404 or soft_404?"),
        (("--reason", "zzz"), "no address has the reason 'zzz'; docs/reasons.md has them all"),
        (("--outlet", "tempoo"), "there is no outlet 'tempoo'; did you mean tempo"),
    ],
)
def test_a_wrong_reason_or_outlet_is_said_with_the_nearest(
    shared_desk: Desk, wrong: tuple[str, str], sentence: str
) -> None:
    with Corpus(shared_desk.corpus):
        pass
    ran = shared_desk.run("retry", *wrong)
    assert ran.in_a_sentence()
    assert sentence in ran.err


def test_a_quiet_run_whose_retry_is_refused_again_could_look(desk: Desk, site: Site) -> None:
    """The listing was read, and no page was asked for the first time: exit 0, and the refusal is told."""
    list_articles(site, 2)
    site.put_articles([2])
    site.put("/berita/judul-1", "tidak boleh", status=403)
    assert desk.crawl().code == 0
    ran = desk.crawl()
    assert ran.code == 0
    assert site.requested["/berita/judul-1"] == 2
    assert "1 refused address waits (http_403 1)" in ran.err


@pytest.mark.hostile
def test_a_search_that_refuses_is_asked_once_a_week(desk: Desk, site: Site) -> None:
    """The row that a run has just put in an older one's place is not asked for beside it."""
    site.put("/cari", "tidak boleh", status=403)
    for day in ("2024-01-01", "2024-01-08", "2024-01-15"):
        site.forget()
        assert desk.crawl("--since", day).code == 4
        assert site.requested["/cari?q=pegawai&page=1"] == 1
        assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'listing' AND retry_at IS NOT NULL") == 1
