"""Reading WARC records without warcio's leniency: a broken record is an error, not an end and a line on stderr."""

from __future__ import annotations

import logging
import zlib
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.recordloader import ArcWarcRecord

from corpus.errors import ArchiveError
from crawler.archive.digests import KeepingLoader

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it writes to stderr where nobody listens


class BrokenRecordError(ArchiveError):
    """A record that breaks off, or whose packed bytes are damaged."""


class StrictIterator(ArchiveIterator):  # type: ignore[misc]
    """warcio's iterator over the records of a WARC file from where the file stands; prints nothing."""

    INC_RECORD = ""  # the warning about a wrong Content-Length: `check` raises instead

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.known_format = "warc"
        self.loader, self.check_digests = KeepingLoader(verify_http=False, arc2warc=False), True
        self.reader = _StrictReader(file)

    def check(self, record: ArcWarcRecord) -> None:
        """Read to the record's end. Raises BrokenRecordError where it is not as long as it says."""
        self.read_to_end()
        left = getattr(record.raw_stream, "limit", None)
        if left is None or left > 0:
            raise BrokenRecordError("the record breaks off")
        if self.err_count:
            raise BrokenRecordError("the record is not as long as it says")


class _StrictReader(DecompressingBufferedReader):  # type: ignore[misc]
    """Raises where warcio's own reader takes broken packed bytes for the file's end."""

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
