"""Private parts of warcio (seen in 1.8.1), each with what it is for; tests/test_private_parts.py holds them.

warcio is lenient: a broken record is an end and a line on stderr. The classes here make it an error.
"""

from __future__ import annotations

import logging
import zlib
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException, DecompressingBufferedReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from corpus.errors import ArchiveError

BLOCK, PAYLOAD = "WARC-Block-Digest", "WARC-Payload-Digest"

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it writes to stderr where nobody listens


class BrokenRecordError(ArchiveError):
    """A record that breaks off, or whose packed bytes are damaged."""


class StrictIterator(ArchiveIterator):  # type: ignore[misc]
    """warcio's iterator over the records of a WARC file from where the file stands; prints nothing.

    It sets `known_format`, `loader`, `check_digests` and `reader`, and reads `err_count`.
    """

    INC_RECORD = ""  # the warning about a wrong Content-Length: `check` raises instead

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.known_format = "warc"
        self.loader, self.check_digests = HeadKeepingLoader(verify_http=False, arc2warc=False), True
        self.reader = _StrictReader(file)

    def check(self, record: ArcWarcRecord) -> None:
        """Read to the record's end. Raises BrokenRecordError where it is not as long as it says."""
        self.read_to_end()
        left = unread_bytes(record)
        if left is None or left > 0:
            raise BrokenRecordError("the record breaks off")
        if self.err_count:
            raise BrokenRecordError("the record is not as long as it says")


class HeadKeepingLoader(ArcWarcRecordLoader):  # type: ignore[misc]
    """warcio's loader; of a record that has a digest the stream remembers the HTTP head, as it stands there."""

    def wrap_digest_verifying_stream(
        self, stream: Any, rec_type: str, rec_headers: Any, _checker: Any, length: int
    ) -> tuple[Any, bool]:
        """Called by warcio for each record; in place of its own check, which knows one reading of a payload only."""
        if rec_type not in {"response", "resource"} or not (
            rec_headers.get_header(BLOCK) or rec_headers.get_header(PAYLOAD)
        ):
            return stream, False
        return _HeadKeeper(stream.stream, length), True

    def load_http_headers(self, rec_type: str, uri: str | None, stream: Any, length: int | None) -> Any:
        """Called by warcio for each record; it can't do without an address."""
        return super().load_http_headers(rec_type, uri, stream, length) if uri else None


class _HeadKeeper(LimitReader):  # type: ignore[misc]
    """A record's stream; `head` are the bytes that were read of it before its payload begins (`_update`)."""

    def __init__(self, stream: Any, limit: int) -> None:
        super().__init__(stream, limit)
        self.head = b""
        self._lines: list[bytes] | None = []

    def _update(self, buff: bytes) -> bytes:
        if self._lines is not None:
            self._lines.append(buff)
        return bytes(super()._update(buff))

    def begin_payload(self) -> None:
        """Called by warcio when the HTTP head is read."""
        self.head, self._lines = b"".join(self._lines or ()), None


class _StrictReader(DecompressingBufferedReader):  # type: ignore[misc]
    """Raises where warcio's own reader takes broken packed bytes for the file's end.

    It overrides `_init_decomp`, `_process_read` and `_decompress`, and reads `decompressor`.
    """

    decompressor: Any
    _fed = False  # bytes of this gzip member came
    _packed = False  # a gzip member was begun

    def _init_decomp(self, decomp_type: str | None) -> None:
        self._fed = False
        super()._init_decomp(decomp_type)

    def _process_read(self, data: bytes) -> None:
        unpack: Any = self.decompressor
        if not data and unpack and self._fed and not unpack.eof:
            raise BrokenRecordError("the record breaks off")
        super()._process_read(data)

    def _decompress(self, data: bytes) -> bytes:
        unpack: Any = self.decompressor
        if not unpack or not data:
            return data
        try:
            plain: bytes = unpack.decompress(data)
        except zlib.error as error:
            if self._packed:
                raise BrokenRecordError(f"the packed bytes are damaged ({error})") from error
            self.decompressor = None  # a plain WARC file
            return data
        self._fed = self._packed = True
        return plain


def unread_bytes(record: ArcWarcRecord) -> int | None:
    """How many bytes of the record are not read yet (`LimitReader.limit`); None where its stream doesn't tell."""
    left: int | None = getattr(record.raw_stream, "limit", None)
    return left


def stored_head(record: ArcWarcRecord) -> bytes | None:
    """The HTTP head of a record that has a digest, as it stands there; None of other records."""
    head: bytes | None = getattr(record.raw_stream, "head", None)
    return head


def is_behind_last_chunk(error: ChunkedDataException) -> bool:
    """True where only what follows the chunk of length 0 is not as it should be: trailers, or a missing line end.

    Only the exception's words tell that (`ChunkedDataReader._try_decode`).
    """
    return "after length header of 0" in _words(error)


def is_no_chunk_length(error: ChunkedDataException) -> bool:
    """True if warcio's error says that a chunk has no length, which the message alone shows."""
    return "decode length header" in _words(error)


def _words(error: ChunkedDataException) -> str:
    words = error.args[0]
    return words.decode("latin-1") if isinstance(words, bytes) else str(words)
