"""`kliping crawl --replay`: the same crawl again from its archive, without any network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crawler.conftest import CommandResult, Desk, Site, broken_invariants, listing, title_of
from tests.crawler.importing.test_import import warc

NO_SOCKET = """
import socket

connect = socket.socket.connect

def refuse(*args, **kwargs):
    raise SystemExit("a socket was opened")

def connect_within(self, address):  # workers are asked for by a socket of this machine's files, which leads nowhere
    return connect(self, address) if self.family == socket.AF_UNIX else refuse()

socket.socket.connect = connect_within
socket.socket.connect_ex = socket.getaddrinfo = refuse
"""
KEPT = "SELECT id, key, url, title, text, published_at, published_day, published_printed FROM articles ORDER BY id"


def replay(desk: Desk, archive: Path, *args: str | Path, outlets: Path | None = None) -> CommandResult:
    """Without a contact, and in a Python in which any socket ends the program."""
    (desk.folder / "sitecustomize.py").write_text(NO_SOCKET)
    path = os.pathsep.join([str(desk.folder), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return desk.run("crawl", desk.topic, "--outlet", "warta_contoh", "--outlets", outlets or desk.outlets,
                    "--allow-private", "--replay", archive, *args, PYTHONPATH=path)  # fmt: skip


@pytest.fixture(scope="module")
def recorded(shared_desk: Desk, shared_site: Site) -> Desk:
    numbers = list(range(12))
    shared_site.put_articles(numbers, zipped=True)
    shared_site.put_search(numbers, a_page=5)
    shared_site.put("/robots.txt", "User-agent: *\nDisallow: /berita/judul-7\n", kind="text/plain")
    shared_desk.crawl()
    return shared_desk


@pytest.fixture
def again(recorded: Desk, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_replay_gives_the_same_articles(recorded: Desk, again: Desk) -> None:
    ran = replay(again, recorded.archive, outlets=recorded.outlets)
    assert ran.code == 0, ran
    assert again.ask(KEPT) == recorded.ask(KEPT)
    assert again.fates() == recorded.fates()
    assert broken_invariants(again) == {}


def test_a_replay_asks_the_site_for_nothing(recorded: Desk, again: Desk, shared_site: Site) -> None:
    shared_site.forget()
    replay(again, recorded.archive, outlets=recorded.outlets)
    assert not shared_site.requested


def test_a_replay_takes_the_recorded_clock(recorded: Desk, again: Desk) -> None:
    replay(again, recorded.archive, outlets=recorded.outlets)
    assert again.one("SELECT clock FROM runs") == recorded.one("SELECT clock FROM runs")
    assert again.ask("SELECT url, fetched_at, sha256 FROM captures ORDER BY url") == recorded.ask(
        "SELECT url, fetched_at, sha256 FROM captures ORDER BY url"
    )


def test_a_replay_of_a_replay_is_the_same_again(recorded: Desk, again: Desk) -> None:
    replay(again, recorded.archive, outlets=recorded.outlets)
    third = Desk(again.folder / "ketiga")
    replay(third, again.archive, outlets=recorded.outlets)
    assert third.ask(KEPT) == recorded.ask(KEPT)


def record(desk: Desk, answers: Sequence[tuple[str, bytes]], **how: object) -> Path:
    """An archive of pages under http://127.0.0.1:9, the outlet's own address."""
    return warc(desk.folder / "rekaman.warc.gz", [(f"http://127.0.0.1:9{path}", body) for path, body in answers], **how)  # type: ignore[arg-type]


def test_an_address_that_is_not_in_the_archive_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put_outlet()
    links = listing([("/berita/judul-1", title_of(1))]).encode()
    replay(desk, record(desk, [("/cari?q=pegawai&page=1", links)]))
    assert desk.fates() == {"judul-1": ("failed", "not_in_archive")}


def test_a_replay_of_other_outlets_names_them_and_gives_the_right_advice(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put_outlet("satu")
    desk.put_outlet("dua")
    ran = desk.crawl("--replay", record(desk, [("/lain", b"x")]))
    assert ran.code == 4
    assert ran.err.startswith("could not look: the archive holds no listing of 2 outlets: dua, satu\n")
    assert "replay with the topic and the outlets of the crawl that made this archive" in ran.err
    assert "network" not in ran.err


def test_the_nth_request_of_an_address_gets_its_nth_record(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put_outlet(
        body="""
        max_pages = 3
        search_url = "/cari?q={query}&page={page}"

        def ask_search(self, walk):
            return self.listing(self.root() + "/cari", self.parse_search, way="search", cb_kwargs=walk.cb_kwargs)
    """
    )
    pages = [("/cari", listing([(f"/berita/judul-{n}", title_of(n))]).encode()) for n in (1, 2, 3)]
    replay(desk, record(desk, pages))
    assert sorted(desk.fates()) == ["judul-1", "judul-2", "judul-3"]


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest", "http://127.0.0.1/rahasia", "http://localhost/", "http://[::1]/",
     "http://[::ffff:10.0.0.5]/", "file:///etc/passwd", "ftp://warta.example/"],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(tmp_path: Path, target: str) -> None:
    desk = Desk(tmp_path)
    named = desk.folder / "urls.txt"
    named.write_text("http://warta.example/berita/judul-1\n")
    archive = warc(desk.folder / "a.warc.gz", [("http://warta.example/berita/judul-1", b"")], status="302 Found",
                   headers=[("Location", target)])  # fmt: skip
    desk.run("crawl", desk.topic, "--urls", named, "--replay", archive)
    state, reason = desk.fates()["judul-1"]
    assert (state, reason) in {("rejected", "refused_address"), ("failed", "http_302")}


def test_the_network_is_really_not_there(recorded: Desk, again: Desk) -> None:
    """The same in a network namespace without any interface."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("no unprivileged network namespaces here")
    (again.folder / "sitecustomize.py").unlink(missing_ok=True)
    process = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "crawler.cli", "crawl", str(again.topic), "--outlet",
         "warta_contoh", "--outlets", str(recorded.outlets), "--allow-private", "--replay", str(recorded.archive)],
        cwd=again.folder, env=again.env(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    assert again.ask(KEPT) == recorded.ask(KEPT)
