"""`kliping import --host` and WACZ files."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile

import pytest

from corpus.crawl.later_pages import LaterPages, first_page

OWN = """
from spiders.families.wordpress import WordPressSpider


class KabarsayaSpider(WordPressSpider):
    name = "kabarsaya"
    outlet = "Kabar Saya"
    kind = "media"
    site = "kabarsaya.example"
"""
HOSTS = ("suaramigran.com", "www.timurpos.com", "asing.example")


def record(url, body, number, head=""):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T04:05:06Z\r\n{head}"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.fixture
def file(tmp_path, made):
    """A WARC of three hosts, four articles each."""
    paths = ("/bp2mi-bina-pegawai-{n}/", "/2024/03/bp2mi-bina-pegawai-{n}.html", "/bp2mi-bina-pegawai-{n}")
    pieces = [
        p for host, path in zip(HOSTS, paths, strict=True) for p in made.pieces(f"https://{host}{path}", 4)
    ]  # fmt: skip
    path = tmp_path / "berita.warc.gz"
    path.write_bytes(b"".join(record(p.url, p.html, n) for n, p in enumerate(pieces)))
    return path


def by_outlet(desk):
    return dict(desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1"))


def test_only_the_hosts_asked_for_are_taken(desk, file):
    ran = desk.run("import", file, "--host", "suaramigran.com", "--host", "timurpos.com", "--corpus", desk.corpus)
    assert ran.returncode == 0, ran.stderr
    assert by_outlet(desk) == {"suaramigran": 4, "timurpos": 4}


def test_a_host_takes_its_subdomains_and_no_namesake(desk, file):
    ran = desk.run("import", file, "--host", "pos.com", "--corpus", desk.corpus)
    assert ran.returncode == 0
    assert "pos.com: no page of this host, or of a subdomain of it, is in these files" in ran.stderr
    assert by_outlet(desk) == {}


@pytest.mark.parametrize("host", ["https://www.timurpos.com/", "*.timurpos.com", "TIMURPOS.com"])
def test_a_host_may_be_named_by_an_address_of_it(desk, file, host):
    ran = desk.run("import", file, "--host", host, "--corpus", desk.corpus)
    assert (ran.returncode, by_outlet(desk)) == (0, {"timurpos": 4}), ran.stderr


def test_what_is_no_host_is_told_before_anything_is_kept(desk, file):
    ran = desk.run("import", file, "--host", "timurpos", "--corpus", desk.corpus)
    assert (ran.returncode, desk.corpus.exists()) == (2, False)
    assert "--host 'timurpos' is not a host; write it as in its addresses" in ran.stderr


def test_a_page_that_was_cut_when_it_was_archived_is_passed_over(desk, tmp_path, made):
    whole, cut = made.pieces("https://suaramigran.com/bp2mi-bina-pegawai-{n}/", 2)
    path = tmp_path / "terpotong.warc.gz"
    path.write_bytes(record(whole.url, whole.html, 1) + record(cut.url, cut.html, 2, "WARC-Truncated: length\r\n"))
    ran = desk.run("import", path, "--corpus", desk.corpus)
    assert by_outlet(desk) == {"suaramigran": 1}
    assert "passed over: 1 cut when they were archived\n" in ran.stderr


def test_pages_of_an_outlet_of_ones_own_without_its_folder_are_told(desk, tmp_path, made):
    desk.file("kabarsaya", OWN)
    pages = made.pieces("https://kabarsaya.example/bp2mi-bina-pegawai-{n}/", 2)
    first, second = tmp_path / "1.warc.gz", tmp_path / "2.warc.gz"
    first.write_bytes(record(pages[0].url, pages[0].html, 1))
    second.write_bytes(record(pages[1].url, pages[1].html, 2))
    ran = desk.run("import", first, "--outlets", desk.folder / "outlets", "--corpus", desk.corpus)
    assert "has an outlet" not in ran.stderr
    ran = desk.run("import", second, "--corpus", desk.corpus, "--quiet")
    assert "kabarsaya.example: the corpus has an outlet 'kabarsaya' for this host" in ran.stderr
    assert by_outlet(desk) == {"kabarsaya": 1, "kabarsaya_example": 1}


def test_a_listing_in_an_archive_of_our_own_that_is_taken_is_no_page_that_a_killed_run_left(desk, web, made):
    desk.outlet("rri")
    web.articles = made.pieces("http://rri.co.id/daerah/{n}/bp2mi-bina-pegawai", 2)
    web.answer = lambda request: made.listing(*web.articles) if request.parts.path == "/search" else None
    desk.crawl()
    ours = ("--outlets", desk.folder / "outlets", "--corpus", desk.corpus)
    taken = desk.run("import", desk.folder / "kliping-archive", *ours)
    assert taken.returncode == 0, taken.stderr
    assert desk.ask("SELECT count(*) FROM frontier JOIN ledger USING (url) WHERE kind = 'article'") != [(0,)]
    with sqlite3.connect(desk.corpus) as connection:  # where the row of the listing itself is read first, or is gone
        connection.execute("DELETE FROM frontier WHERE kind = 'listing'")
    connection.close()
    checked = desk.run("doctor", "--corpus", desk.corpus)
    assert "archive" in checked.stdout + checked.stderr
    assert "that no row of the corpus names" not in checked.stdout + checked.stderr


def test_a_wacz_file_is_the_warcs_in_it(desk, file, tmp_path):
    pack = tmp_path / "berita.wacz"
    with zipfile.ZipFile(pack, "w") as zipped:
        zipped.write(file, "archive/data.warc.gz")
        zipped.writestr("datapackage.json", "{}")
    assert desk.run("import", pack, "--corpus", desk.corpus).returncode == 0
    assert sum(by_outlet(desk).values()) == 12


@pytest.mark.parametrize("content", [b"bukan zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_wacz_is_told_in_a_sentence(desk, tmp_path, content):
    path = tmp_path / "rusak.wacz"
    path.write_bytes(content)
    ran = desk.run("import", path, "--corpus", desk.corpus)
    assert ran.returncode != 0
    assert str(path) in ran.stderr
    assert "Traceback" not in ran.stderr


def harmed(pack, harm):
    """A WACZ of one WARC, of which bytes were changed: those of the WARC, or what the zip says of it."""
    data = bytearray(pack.read_bytes())
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    if harm == "a password":
        data[local + 6] |= 1
        data[central + 8] |= 1
    elif harm == "a method of its own":
        data[local + 8] = data[central + 10] = 99
    else:
        data[local + 200] ^= 0xFF
    pack.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        ("a password", "was not unpacked: it is locked by a password"),
        ("a method of its own", "was not unpacked: it is packed by a method (99) that isn't read"),
        ("a byte", "can't be unpacked"),
    ],
)
def test_a_wacz_that_cannot_be_unpacked_is_told_and_the_others_are_taken(desk, file, tmp_path, harm, cause):
    pack = tmp_path / "rusak.wacz"
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.write(file, "archive/data.warc.gz")
    harmed(pack, harm)
    ran = desk.run("import", pack, "--corpus", desk.corpus)
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False), ran.stderr
    assert f"{pack}: archive/data.warc.gz in it {cause}" in ran.stderr
    assert "records 1 = taken 0 + known 0 + further pages 0 + passed over 0 + unreadable 1" in ran.stderr
    ran = desk.run("import", pack, file, "--corpus", desk.corpus)
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False), ran.stderr
    assert f"kliping: {pack}: archive/data.warc.gz in it {cause}" in ran.stderr
    assert sum(by_outlet(desk).values()) == 12


def test_damage_of_a_warc_in_a_wacz_is_told_by_the_packs_name(desk, file, tmp_path):
    pack = tmp_path / "potong.wacz"
    with zipfile.ZipFile(pack, "w") as zipped:
        zipped.writestr("archive/data.warc.gz", file.read_bytes()[:-9])
    ran = desk.run("import", pack, "--corpus", desk.corpus)
    assert ran.returncode == 3, ran.stderr
    assert f"kliping: {pack}: archive/data.warc.gz: record " in ran.stderr


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://x.example/a?page=2", "https://x.example/a"),
        ("https://x.example/a?halaman=3", "https://x.example/a"),
        ("https://x.example/judul-berita/all", "https://x.example/judul-berita"),
        ("https://x.example/judul-berita", None),
        ("https://x.example/a?p=2679", None),
    ],
)
def test_further_pages_are_told_by_their_address(url, first):
    assert first_page(url) == first


def test_the_first_record_of_a_page_counts():
    pages = LaterPages()
    assert pages.add("https://x.example/a?page=2&utm_source=x", "x.example/a", (10, 7))
    assert not pages.add("https://x.example/a?page=2", "x.example/a", (90, 0))
    assert pages.place_of("https://x.example/a?page=2") == (10, 7)
    assert list(pages.all()) == [("x.example/a", (10, 7))]
    pages.close()
