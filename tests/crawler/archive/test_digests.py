"""A record that isn't what its digest says is damage; the ways that sound archives write a digest are known."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from crawler.archive.reader import responses
from tests.crawler.conftest import Desk, article, broken_invariants
from tests.crawler.importing.test_import import SITE
from tests.crawler.importing.test_import_damage import stored_urls, told_of

HTML = article(1).encode()
ZIPPED = gzip.compress(HTML, mtime=0)
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(HTML), HTML)
CHUNKED_ZIPPED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(ZIPPED), ZIPPED)
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%b\r\n"
PLAIN, CHUNKS = HTTP % b"", HTTP % b"Transfer-Encoding: chunked\r\n"
ZIP, ZIP_CHUNKS = (
    HTTP % b"Content-Encoding: gzip\r\n",
    HTTP % b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
)


def sha1(data: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()}"


WRONG = sha1(b"another page")


def record(block: bytes, n: int = 1, **digests: str) -> bytes:
    """A response as other programs write it, with these digests (`Block`, `Payload`)."""
    headers = "".join(f"WARC-{kind}-Digest: {value}\r\n" for kind, value in digests.items())
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0-{n}>\r\nWARC-Target-URI: {SITE}/judul-{n}\r\n"
        f"WARC-Date: 2024-03-05T00:00:00Z\r\n{headers}Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(path: Path, *records: bytes, packed: bool = True) -> tuple[int, list[str]]:
    """How many pages a file of these records gives, and what is said of it."""
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    sentences: list[str] = []
    return len(list(responses(path, say=sentences.append))), sentences


SOUND = {
    "none": (PLAIN + HTML, {}),
    "block": (PLAIN + HTML, {"Block": sha1(PLAIN + HTML)}),
    "both": (PLAIN + HTML, {"Block": sha1(PLAIN + HTML), "Payload": sha1(HTML)}),
    "payload": (PLAIN + HTML, {"Payload": sha1(HTML)}),
    "hex": (PLAIN + HTML, {"Payload": f"sha1:{hashlib.sha1(HTML, usedforsecurity=False).hexdigest()}"}),
    "capital hex": (PLAIN + HTML, {"Payload": f"SHA-256:{hashlib.sha256(HTML).hexdigest().upper()}"}),
    "sha256": (PLAIN + HTML, {"Payload": f"sha256:{base64.b32encode(hashlib.sha256(HTML).digest()).decode()}"}),
    "base64": (
        PLAIN + HTML,
        {"Payload": f"sha-256:{base64.urlsafe_b64encode(hashlib.sha256(HTML).digest()).decode()}"},
    ),
    "chunks as sent": (CHUNKS + CHUNKED, {"Payload": sha1(CHUNKED)}),
    "chunks joined": (CHUNKS + CHUNKED, {"Payload": sha1(HTML)}),
    "zipped": (ZIP + ZIPPED, {"Payload": sha1(ZIPPED)}),
    "unzipped": (ZIP + ZIPPED, {"Payload": sha1(HTML)}),
    "chunks joined, unzipped": (ZIP_CHUNKS + CHUNKED_ZIPPED, {"Payload": sha1(HTML)}),
    "said chunked, kept joined": (CHUNKS + HTML, {"Payload": sha1(HTML)}),
    "a payload's of a reading of its own": (PLAIN + HTML, {"Block": sha1(PLAIN + HTML), "Payload": WRONG}),
    "a hash that isn't known": (PLAIN + HTML, {"Block": "tiger:AAAA", "Payload": "crc32:1234"}),
    "no hash at all": (PLAIN + HTML, {"Block": "-", "Payload": "sha1:nonsense"}),
}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("block", "digests"), SOUND.values(), ids=SOUND)
def test_a_sound_record_is_taken(tmp_path: Path, block: bytes, digests: dict[str, str], packed: bool) -> None:
    assert read(tmp_path / "x.warc", record(block, 1, **digests), record(PLAIN + HTML, 2), packed=packed) == (2, [])


UNFIT = {
    "block": (PLAIN + HTML, {"Block": WRONG}),
    "block, though the payload's fits": (PLAIN + HTML, {"Block": WRONG, "Payload": sha1(HTML)}),
    "payload": (PLAIN + HTML, {"Payload": WRONG}),
    "payload beside a block's of no known hash": (PLAIN + HTML, {"Block": "tiger:AA", "Payload": WRONG}),
    "chunks": (CHUNKS + CHUNKED, {"Payload": WRONG}),
    "zipped": (ZIP + ZIPPED, {"Payload": f"sha256:{hashlib.sha256(b'x').hexdigest()}"}),
}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("block", "digests"), UNFIT.values(), ids=UNFIT)
def test_an_unfit_record_is_named_and_costs_only_itself(
    tmp_path: Path, block: bytes, digests: dict[str, str], packed: bool
) -> None:
    bad, good = record(block, 1, **digests), record(PLAIN + HTML, 2)
    count, [sentence] = read(tmp_path / "x.warc", bad, good, packed=packed)
    assert (count, "record 1, at byte 0 of" in sentence, "(the digest doesn't fit" in sentence) == (1, True, True), (
        sentence
    )
    count, [sentence] = read(tmp_path / "x.warc", good, bad, packed=packed)
    assert (count, "record 2, at byte" in sentence, "the 1 whole record around" in sentence) == (1, True, True), (
        sentence
    )


def test_a_file_of_which_no_record_fits_is_still_an_archive(tmp_path: Path) -> None:
    bad = record(PLAIN + HTML, 1, Block=WRONG)
    count, [sentence] = read(tmp_path / "x.warc", bad, bad, bad)
    assert (count, "and 2 more like it (the digest of 3 of them doesn't fit" in sentence) == (0, True), sentence


def test_import_takes_no_unfit_page_and_ends_with_3(tmp_path: Path) -> None:
    desk, path = Desk(tmp_path), tmp_path / "tiga.warc"
    blocks = [PLAIN + article(n).encode() for n in (1, 2, 3)]
    sound = b"".join(record(block, n, Block=sha1(block)) for n, block in enumerate(blocks, 1))
    path.write_bytes(sound.replace(b"Angkatan 2 di", b"Angkatan 9 di", 1))
    ran = desk.run("import", path)
    assert (ran.code, "record 2, at byte" in told_of(ran, path)) == (3, True), ran
    assert stored_urls(desk) == {"judul-1", "judul-3"}
    assert broken_invariants(desk) == {}


ODD = {
    "no address": (b"WARC-Target-URI: http://warta.example/berita/judul-1\r\n", b""),
    "no such day": (b"2024-03-05T00:00:00Z", b"0001-01-01T00:00:00+14:00"),
    "a day too late": (b"2024-03-05T00:00:00Z", b"9999-12-31T23:59:59-14:00"),
    "a length without end": (b"Content-Length: ", b"Content-Length: 99999999999999999999"),
    "a negative length": (b"Content-Length: ", b"Content-Length: -"),
    "no number of a status": (b"HTTP/1.1 200 OK", b"HTTP/1.1 \xc2\xb200 OK"),
    "a space in the address": (b"berita/judul-1", b"berita/judul 1"),
}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("part", "harm"), ODD.values(), ids=ODD)
def test_an_odd_record_costs_at_most_itself(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], part: bytes, harm: bytes, packed: bool
) -> None:
    odd = record(PLAIN + HTML, 1)
    assert part in odd
    good = record(PLAIN + HTML, 2)
    count, _ = read(tmp_path / "x.warc", good, odd.replace(part, harm, 1), good, packed=packed)
    assert count in {2, 3}
    assert capfd.readouterr() == ("", "")


CUT = {
    "a chunk is cut": (CHUNKS, CHUNKED[:-200], "chunks"),
    "the last chunk is missing": (CHUNKS, CHUNKED[:-5], "chunks"),
    "less than it says": (HTTP % b"Content-Length: 99999\r\n", HTML, "short"),
    "as long as it says": (HTTP % b"Content-Length: %d\r\n" % len(HTML), HTML, None),
    "unpacked under its old length": (HTTP % b"Content-Encoding: gzip\r\nContent-Length: 90\r\n", HTML, None),
    "no number": (HTTP % b"Content-Length: banyak\r\n", HTML, None),
    "chunks": (CHUNKS, CHUNKED, None),
}


@pytest.mark.parametrize(("head", "body", "cut"), CUT.values(), ids=CUT)
def test_a_page_that_was_cut_on_its_way_is_known(tmp_path: Path, head: bytes, body: bytes, cut: str | None) -> None:
    (tmp_path / "x.warc").write_bytes(record(head + body))
    assert [archived.cut for _, _, archived in responses(tmp_path / "x.warc")] == [cut]
