"""Large members and bodies are read in pieces, from any place, and give the same bytes as small ones."""

from __future__ import annotations

import ast
import gzip
import os
import random
from io import BytesIO
from pathlib import Path

import pytest

from corpus.errors import ArchiveError
from crawler.archive import byte_sources, limits
from crawler.archive.bodies import windows
from crawler.archive.byte_sources import Inflated, first_place, open_regular_file
from crawler.archive.chunks import dechunked
from crawler.archive.reader import OtherRecord, every_record, responses
from crawler.archive.unpack import UnpackError, unpack

ROOT = Path(__file__).parents[3]


def test_only_two_modules_call_warcio() -> None:
    """One reads heads for the one reader of archives, one writes."""
    calling = {
        str(path.relative_to(ROOT))
        for package in ("corpus", "pipelines", "spiders", "crawler")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "warcio")
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "warcio" for alias in node.names))
    }
    assert calling == {"crawler/archive/record_heads.py", "crawler/archive/writer.py"}


def test_a_large_member_gives_any_of_its_bytes_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_sources, "FIRST_SPACING", 1 << 17)
    monkeypatch.setattr(byte_sources, "MOST_COPIES", 4)
    chance = random.Random(3)
    data = b"".join(chance.randbytes(500) + b"a" * 3000 for _ in range(600))
    packed = gzip.compress(data)
    source = Inflated(BytesIO(b"before" + packed + b"behind"), 6)
    assert (source.size, source.length, source.damage) == (len(data), len(packed), None)
    for _ in range(200):
        start, size = chance.randrange(len(data)), chance.randrange(200_000)
        assert source.at(start, size) == data[start : start + size]
    assert first_place(source, data[-40:], 0, source.size) == data.find(data[-40:])
    cut = Inflated(BytesIO(packed[:-3000]), 0)
    assert (cut.damage, cut.at(0, 1000), cut.size < len(data)) == ("cut", data[:1000], True)


def test_windows_overlap_so_that_nothing_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    from crawler.archive import bodies

    monkeypatch.setattr(bodies, "HELD", 1000)
    monkeypatch.setattr(bodies, "OVERLAP", 100)
    data = random.Random(5).randbytes(12_345)
    given = list(windows(data[at : at + 77] for at in range(0, len(data), 77)))
    assert all(any(data[at : at + 100] in window for window in given) for at in range(len(data) - 100))
    assert list(windows([])) == [b""]


def test_chunks_of_any_size_are_joined_in_one_pass() -> None:
    assert dechunked(b"1\r\nx\r\n" * 5000 + b"0\r\n\r\n") == (b"x" * 5000, True)
    assert dechunked(b"DE0B6B3A7640000\r\nKupang") == (b"Kupang", False)
    assert dechunked(b"6;a=b\r\nKupang\r\n00\r\nServer-Timing: x\r\n\r\n") == (b"Kupang", True)
    assert dechunked(b"6\r\nKupang--") == (b"Kupang", False)


def test_encodings_are_undone_under_the_limit_at_each_layer() -> None:
    twice = gzip.compress(gzip.compress(b"Kupang"))
    assert unpack(twice, "gzip, gzip", 1000) == b"Kupang"
    assert (
        unpack(gzip.compress(b"Ku") + gzip.compress(b"") * 50 + gzip.compress(b"pang") + b"\0", "gzip", 1000)
        == b"Kupang"
    )
    for encodings, body, reason in (
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(10_000_000))), "too_large"),
        ("gzip, gzip, gzip, gzip, gzip, gzip", b"x", "bad_encoding"),
        ("gzip", gzip.compress(b"Kupang")[:-1], "cut_short"),
    ):
        with pytest.raises(UnpackError) as error:
            unpack(body, encodings, limits.MAX_PAGE)
        assert error.value.reason == reason


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa.warc.gz"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(OSError, match=r"not a regular file|Is a directory"):
            open_regular_file(path)
        with pytest.raises(ArchiveError, match="can't be read"):
            list(responses(path))


def test_of_damaged_bytes_only_records_that_fit_their_digest_are_read(tmp_path: Path) -> None:
    """Several records in one gzip member, of which only the check sum at the end is wrong."""
    from tests.crawler.archive.test_digests import HTML, PLAIN, record, sha1

    block = PLAIN + HTML
    data = record(block, 1, Block=sha1(block)) + record(block, 2) + record(block, 3, Block=sha1(block))
    packed = gzip.compress(data)
    path = tmp_path / "rusak.warc.gz"
    path.write_bytes(packed[:-6] + b"\0\0" + packed[-4:])
    sentences: list[str] = []
    read = [archived.url[-1] for _, _, archived in responses(path, say=sentences.append)]
    assert read == ["1", "3"]
    assert "is damaged" in sentences[0]


def test_a_file_of_one_record_that_breaks_off_is_a_damaged_archive(tmp_path: Path) -> None:
    from tests.crawler.archive.test_digests import HTML, PLAIN, record

    path = tmp_path / "putus.warc.gz"
    path.write_bytes(gzip.compress(record(PLAIN + HTML))[:-100])
    sentences: list[str] = []
    assert list(responses(path, say=sentences.append)) == []
    assert "record 1, at byte 0 of" in sentences[0]


@pytest.mark.parametrize(
    ("url", "block", "kind"),
    [
        (b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", "without a web address"),
        (b"urn:uuid:1", b"HTTP/1.1 200 OK\r\n\r\n<p>x", "without a web address"),
        (b"https:///berita", b"tanpa kepala", "response that is no HTTP answer"),
        (b"dns:warta.example", b"1 IN A 1.2.3.4", "response that is no HTTP answer"),
    ],
)
def test_a_response_that_is_no_page_is_called_by_what_is_missing(
    tmp_path: Path, url: bytes, block: bytes, kind: str
) -> None:
    path = tmp_path / "a.warc"
    head = b"WARC/1.0\r\nWARC-Type: response\r\n" + (b"WARC-Target-URI: %s\r\n" % url if url else b"")
    path.write_bytes(head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block))
    [(_, _, other)] = every_record(path, lambda _url: True, pytest.fail, pytest.fail)
    assert isinstance(other, OtherRecord)
    assert other.kind == kind
