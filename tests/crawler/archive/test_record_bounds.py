"""Where a WARC record ends: by its Content-Length; by the next record's first line where the length is wrong."""

import pytest

from crawler.archive.byte_sources import Held
from crawler.archive.record_bounds import record_bounds

SECOND = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 1\r\n\r\n-\r\n\r\n"
LOOKS_LIKE_ONE = b"x\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n"


def _record(length: str, block: bytes = b"0123456789", end: bytes = b"\r\n\r\n") -> bytes:
    return f"WARC/1.1\r\nWARC-Type: response\r\n{length}\r\n\r\n".encode() + block + end


def bounds(data: bytes) -> list[tuple[int, int]]:
    return [(record.start, record.end) for record in record_bounds(Held(data))]


ONE = {
    "a length that fits": _record("Content-Length: 10"),
    "nothing behind the block": _record("Content-Length: 10", end=b""),
    "an empty block": _record("content-length:0", b""),
    "text that looks like a record": _record(f"Content-Length: {len(LOOKS_LIKE_ONE)}", LOOKS_LIKE_ONE),
    "one byte too short": _record("Content-Length: 9"),
    "one byte too long": _record("Content-Length: 15"),
    "beyond every end": _record(f"Content-Length: 1{'0' * 40}"),
    "beyond the end": _record("Content-Length: 5000"),
    "no length": _record("X-Length: 10"),
    "no number": _record("Content-Length: ten"),
    "the length of the page alone": _record("X: y", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n<>"),
    "a line that is no record's": _record("X: y", b"WARC/1.0 is a format"),
    "no blank line": b"WARC/1.0\r\nContent-Length: 3\r\n",
    "line feeds alone": _record("Content-Length: 10").replace(b"\r", b""),
}


@pytest.mark.parametrize("record", ONE.values(), ids=ONE)
def test_a_record_is_one_and_the_next_begins_behind_it(record: bytes) -> None:
    assert bounds(record) == [(0, len(record))]
    three = [(0, len(record)), (len(record), 2 * len(record)), (2 * len(record), 2 * len(record) + len(SECOND))]
    assert bounds(record + record + SECOND) == three


@pytest.mark.parametrize("start", [b"", b"garbage\r\n"])
def test_every_byte_belongs_to_one_record(start: bytes) -> None:
    data = start + SECOND + b"\0garbage\n" + SECOND + bytes(9)
    pieces = [data[first:last] for first, last in bounds(data)]
    assert b"".join(pieces) == data
    assert [piece.startswith(SECOND) for piece in pieces if b"WARC/" in piece] == [True, True]
    assert bounds(b"") == []


LIE = {
    "no digest, no HTTP length": (b"", b"", True),
    "an HTTP length that ends before": (b"", b"Content-Length: 6\r\n", True),
    "a digest of another block": (b"WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n", b"", True),
    "an HTTP length that goes to the end": (b"", b"Content-Length: %d\r\n" % (10 + len(SECOND)), False),
}


@pytest.mark.parametrize(("warc", "http", "is_lie"), LIE.values(), ids=LIE)
def test_a_length_onto_a_later_record_is_a_lie_if_nothing_proves_it(warc: bytes, http: bytes, is_lie: bool) -> None:
    """A page may be a WARC file itself: its own length, or a digest, proves the record's."""
    block = b"HTTP/1.1 200 OK\r\n" + http + b"\r\nKupang\r\n\r\n" + SECOND
    record = b"WARC/1.0\r\nWARC-Type: response\r\n" + warc + b"Content-Length: %d\r\n\r\n" % len(block) + block
    first, *others = record_bounds(Held(record + b"\r\n\r\n"))
    assert (first.fault == "its length reaches over a later record", len(others)) == (is_lie, int(is_lie))
