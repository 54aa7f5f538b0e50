"""`kliping import --host` and WACZ files."""

from __future__ import annotations

import gzip
import zipfile

import pytest

from crawler.later_pages import LaterPages, first_page

HOSTS = ("suaramigran.com", "www.timurpos.com", "asing.example")


def record(url, body, number):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T04:05:06Z\r\n"
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
    assert desk.run("import", file, "--host", "pos.com", "--corpus", desk.corpus).returncode == 0
    assert by_outlet(desk) == {}


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
    pages.add("https://x.example/a?page=2&utm_source=x", "x.example/a", 10)
    pages.add("https://x.example/a?page=2", "x.example/a", 90)
    assert pages.place_of("https://x.example/a?page=2") == 10
    assert list(pages.all()) == [("x.example/a", 10)]
    pages.close()
