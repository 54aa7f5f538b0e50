"""Read the responses of WARC files: our own archive's and those that other programs wrote."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from corpus.crawl.captures import captures_of_row
from corpus.errors import ArchiveError
from corpus.models import Capture
from corpus.store import Corpus
from crawler.archive.digests import check_digest
from crawler.archive.record_clock import captured_at
from crawler.archive.segment_files import open_segment
from crawler.archive.unpack import UnpackError, unpack
from crawler.archive.walking import REFUSALS, Say, walk
from crawler.archive.warcio_internals import StrictIterator, is_behind_last_chunk, is_no_chunk_length, unread_bytes
from crawler.archive.writer import MADE_FROM
from pipelines.page.content_type import joined, media_type, why_not_html

RESOURCE = "resource record"
OTHER_KINDS = frozenset({"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"})  # ISO 28500
MAX_PAGE = 50 << 20  # bytes a page may have when its Content-Encoding is undone


@dataclass(frozen=True, slots=True)
class Record:
    """An archived page or answer: address, status, headers, and the payload as it came over the wire.

    `fetched_at` is None where neither WARC-Date nor a Date header says when it was fetched.
    `cut` says why only the payload's beginning was stored (WARC-Truncated: "length", "time" ...), that it is
    shorter than its own headers say ("short", "chunks"), or that it goes on in another record ("segment"). None for
    a whole payload. `made_from` is what the page was stored as, where that was no answer of a server ("resource
    record"): its status and headers are made then.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    fetched_at: datetime | None
    cut: str | None = None
    made_from: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    @property
    def body(self) -> bytes:
        """The payload with its Content-Encoding undone. Raises UnpackError.

        Many crawlers unpack a page and leave the header: a payload that begins like HTML is taken as it is.
        """
        try:
            return unpack(self.payload, self.header("Content-Encoding") or "", MAX_PAGE)
        except UnpackError:
            if why_not_html(self.payload, None) is None:
                return self.payload
            raise

    @property
    def is_readable(self) -> bool:
        """True where the Content-Encoding can be undone; a body that was cut on its way can't be."""
        try:
            return self.body is not None
        except UnpackError:
            return False

    @property
    def content_type(self) -> str | None:
        """The Content-Type headers as sent, joined by commas; None where there is none."""
        return joined(value for name, value in self.headers if name.lower() == "content-type")

    @property
    def why_not_html(self) -> str | None:
        """What the answer is, where it is no page ("image/png"); None for a page. Raises UnpackError."""
        return why_not_html(self.body, self.content_type)


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """A record of which no page is read: its kind ("request", "revisit"; "another host": not wanted), and its time."""

    kind: str
    fetched_at: datetime | None


class ArchiveReader:
    """Reads captures back from a folder of segments; keeps the last segment open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._name: str | None = None
        self._file: BinaryIO | None = None

    def read(self, archive: str, offset: int) -> Record:
        """The response at this offset. Raises ArchiveError where none can be read there."""
        if archive != self._name:
            self.close()
            self._file = open_segment(self.folder, archive)
            self._name = archive
        assert self._file is not None
        self._file.seek(offset)
        try:
            records = StrictIterator(self._file)
            raw_record = next(iter(records))
            record = _read(raw_record, checked=False)
            records.check(raw_record)
        except (StopIteration, *REFUSALS) as error:
            raise ArchiveError(
                f"{self.folder / archive}: no record at byte {offset}; the segment is damaged"
            ) from error
        if not isinstance(record, Record):
            raise ArchiveError(f"{self.folder / archive}: no response at byte {offset}; the segment is damaged")
        return record

    def captures_of_row(self, corpus: Corpus, row_id: int) -> list[Capture]:
        """The captures of a row of the frontier with their bodies, oldest first. Raises ArchiveError."""
        return [self.capture(capture) for capture in captures_of_row(corpus, row_id)]

    def capture(self, capture: Capture) -> Capture:
        """Read the capture's body back from its segment. Raises ArchiveError."""
        from dataclasses import replace

        assert capture.archive is not None
        assert capture.offset is not None
        try:
            return replace(capture, body=self.read(capture.archive, capture.offset).body)
        except UnpackError as error:
            raise ArchiveError(
                f"{capture.archive}: the page at byte {capture.offset} can't be unpacked: {error}"
            ) from error

    def close(self) -> None:
        """Close the open segment."""
        if self._file is not None:
            self._file.close()
        self._file = self._name = None


def every_record(
    path: Path,
    wants: Callable[[str], bool] | None = None,
    say: Say = lambda _sentence: None,
    broken: Callable[[int], None] = lambda _number: None,
) -> Iterator[tuple[int, int, Record | OtherRecord]]:
    """Yield offset, length and content of each record of a WARC file, also after a damaged record.

    `wants` decides by the address, before the payload is read, whether a page is read. `say` gets, after the last
    record, one sentence on what couldn't be read, and `broken` the number of such places, or records.
    Raises NoArchiveError where the file is no WARC at all.
    """

    records: Iterator[tuple[int, int, Record | OtherRecord]]
    records = walk(path, lambda record: _read(record, wants), say, broken)
    yield from records


def responses(
    path: Path, wants: Callable[[str], bool] | None = None, say: Say = lambda _sentence: None
) -> Iterator[tuple[int, int, Record]]:
    """Yield offset, length and page or answer of each record that holds one (`every_record`)."""
    for offset, length, record in every_record(path, wants, say):
        if isinstance(record, Record):
            yield offset, length, record


def first_response(data: bytes) -> Record | None:
    """The response that these bytes of a WARC file (unpacked) begin with; None where they begin with none."""
    try:
        record = _read(next(iter(ArchiveIterator(io.BytesIO(data)))), checked=False)
    except (StopIteration, *REFUSALS):
        return None
    return record if isinstance(record, Record) else None


def warcinfo_fields(path: Path) -> dict[str, str]:
    """Return the fields of the file's first record if it is a `warcinfo`; else an empty dict."""
    try:
        with path.open("rb") as file:
            record = next(iter(StrictIterator(file)))
            content = record.content_stream().read() if record.rec_type == "warcinfo" else b""
    except (StopIteration, *REFUSALS):
        return {}
    lines = content.decode("utf-8", "replace").splitlines()
    return {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in lines) if v}


def _read(
    record: ArcWarcRecord, wants: Callable[[str], bool] | None = None, *, checked: bool = True
) -> Record | OtherRecord:
    """Return the page of a record, or its kind where it holds none, or none that is wanted.

    Raises EOFError where it breaks off, DigestError where it is `checked` and isn't what its digest says.
    """
    stated, kind = record.rec_headers.get_header("WARC-Date"), (record.rec_type or "").strip().lower()
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if kind not in {"response", "resource"}:
        return OtherRecord(kind if kind in OTHER_KINDS else "record of an unknown type", captured_at(stated))
    if wants and not wants(url):
        return OtherRecord("another host", captured_at(stated))
    raw = bytes(record.raw_stream.read())
    left = unread_bytes(record)
    if left is None or left > 0:
        raise EOFError("the record breaks off")
    http, payload, made_from = record.http_headers, raw, record.rec_headers.get_header(MADE_FROM)
    if kind == "resource":
        http, payload = _resource_head(record.rec_headers.get_header("Content-Type"), raw)
        made_from = None if http.protocol else RESOURCE
    if http is None or not str(http.get_statuscode()).isdecimal():
        return OtherRecord(f"{kind} that is no HTTP answer", captured_at(stated))
    payload, cut = _payload(payload, http)
    if checked:
        check_digest(record, raw, (lambda: payload, lambda: _undone(http, payload)))
    cut = "segment" if record.rec_headers.get_header("WARC-Segment-Number") else cut
    return Record(
        url=url,
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
        payload=payload,
        fetched_at=captured_at(stated, (value for name, value in http.headers if name.lower() == "date")),
        cut=record.rec_headers.get_header("WARC-Truncated") or cut,
        made_from=made_from,
    )


def _resource_head(content_type: str | None, raw: bytes) -> tuple[StatusAndHeaders, bytes]:
    """Return head and payload of a `resource` record: its own where it holds an HTTP answer, else a made one."""
    stated = media_type(content_type)
    if stated is not None and stated.essence == "application/http":
        stream = io.BytesIO(raw)
        return StatusAndHeadersParser([], verify=False).parse(stream), stream.read()
    return StatusAndHeaders("200 OK", [("Content-Type", content_type)] if content_type else []), raw


def _payload(raw: bytes, http: StatusAndHeaders) -> tuple[bytes, str | None]:
    """Return the payload with its Content-Encoding as sent, and whether it was cut on its way.

    The chunks that other crawlers store (wget does) are joined.
    """
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        payload, is_whole = dechunked(raw)
        return payload, None if is_whole else "chunks"
    declared = http.get_header("Content-Length") or ""
    return raw, "short" if declared.isdecimal() and int(declared[:18]) > len(raw) else None


def dechunked(raw: bytes) -> tuple[bytes, bool]:
    r"""The body with its chunks joined, and whether it is whole; a body without chunks as it is.

    (Some crawlers join the chunks and keep the header that announces them.)

    >>> dechunked(b"6\r\nKupang\r\n0\r\n\r\n"), dechunked(b"6\r\nKupang\r\n")
    ((b'Kupang', True), (b'Kupang', False))
    >>> dechunked(b"9\r\nKup"), dechunked(b"<html>")
    ((b'Kup', False), (b'<html>', True))
    """
    reader = ChunkedDataReader(io.BytesIO(raw), raise_exceptions=True)
    pieces: list[bytes] = []
    try:
        while first := reader.read(1):  # of the next chunk; an error takes along what the same call has read
            pieces += first, reader.read(reader.rem_length())
    except ChunkedDataException as error:
        if not pieces and is_no_chunk_length(error):
            return raw, True
        return b"".join([*pieces, error.data]), is_behind_last_chunk(error)
    return b"".join(pieces), True


def _undone(http: StatusAndHeaders, payload: bytes) -> bytes:
    try:
        return unpack(payload, http.get_header("Content-Encoding") or "", MAX_PAGE)
    except UnpackError:
        return payload
