"""Read the responses of WARC files: our own archive's and those that other programs wrote."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from corpus.crawl.captures import captures_of_row
from corpus.errors import ArchiveError
from corpus.messages.archive_messages import (
    HEAD_TOO_LONG,
    NO_RECORD_THERE,
    NO_RESPONSE_THERE,
    PAGE_NOT_UNPACKED,
    PAGE_STORED_TOO_LARGE,
    UNPACKED_LARGER,
)
from corpus.models import Capture
from corpus.store import Corpus
from corpus.urls import is_web_address
from crawler.archive import record_heads as heads
from crawler.archive.byte_sources import Held, open_regular_file
from crawler.archive.chunks import dechunked
from crawler.archive.digests import check_digest
from crawler.archive.limits import LARGEST_HEAD, LARGEST_RECORD, MAX_PAGE, in_mib
from crawler.archive.members import Member, is_packed, packed_members, plain_records
from crawler.archive.record_bounds import bounds_at
from crawler.archive.record_clock import captured_at
from crawler.archive.segment_files import open_segment
from crawler.archive.unpack import UnpackError, unpack, unpacked
from crawler.archive.walking import BrokenRecordError, FileWalk, PlaceInFile, Say
from crawler.archive.writer import MADE_FROM
from pipelines.page.content_type import is_html_type, joined, media_type, why_not_html

RESOURCE = "resource record"
HTTP_SIGN = b"HTTP/"
NO_ADDRESS = "without a web address"
OTHER_KINDS = frozenset({"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"})  # ISO 28500

TOO_LARGE = "too_large"
SNIFFED = 4096  # bytes kept of a payload that is too large


@dataclass(frozen=True, slots=True)
class Record:
    """An archived page or answer: address, status, headers, and the payload as it came over the wire.

    `fetched_at` is None where neither WARC-Date nor a Date header says when it was fetched.
    `cut` says why only the payload's beginning was stored (WARC-Truncated: "length", "time" ...), that it is
    shorter than its own headers say ("short", "chunks"), that it goes on in another record ("segment"), or that it is
    too large to be read ("too_large"; the payload is its first bytes then). None for a whole payload. `made_from` is
    what the page was stored as, where that was no answer of a server ("resource record"): its status and headers are
    made then. `clock` is where an import took `fetched_at` from, where the record doesn't say it.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    fetched_at: datetime | None
    cut: str | None = None
    made_from: str | None = None
    clock: str | None = None
    _body: list[bytes | UnpackError] = field(default_factory=list, repr=False, compare=False)

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    @property
    def body(self) -> bytes:
        """The payload with its Content-Encoding undone, up to `MAX_PAGE` bytes. Raises UnpackError."""
        if not self._body:
            self._body.append(self._undone())
        body = self._body[0]
        if isinstance(body, UnpackError):
            raise body
        return body

    def _undone(self) -> bytes | UnpackError:
        if self.cut == TOO_LARGE or len(self.payload) > MAX_PAGE:
            return UnpackError(TOO_LARGE, UNPACKED_LARGER(most=in_mib(MAX_PAGE)))
        try:
            return unpack(
                self.payload, self._encoding, MAX_PAGE, url=self.url, content_type=self.header("Content-Type") or ""
            )
        except UnpackError as error:
            return error

    @property
    def _encoding(self) -> str:
        return heads.joined_headers(self.headers, "Content-Encoding")

    @property
    def fault(self) -> str | None:
        """The reason why the page can't be had: a reason of UnpackError ("too_large" ...); None where it can."""
        try:
            _ = self.body
        except UnpackError as error:
            return error.reason
        return None

    @property
    def is_readable(self) -> bool:
        """True where the Content-Encoding can be undone; a body that was cut on its way can't be."""
        return self.fault is None

    @property
    def content_type(self) -> str | None:
        """The Content-Type headers as sent, joined by commas; None where there is none."""
        return joined(value for name, value in self.headers if name.lower() == "content-type")

    @property
    def why_not_html(self) -> str | None:
        """What the answer is, where it is no page ("image/png"); None for a page.

        Of a body that can't be had its beginning decides.
        """
        return why_not_html(self._beginning() if self.fault else self.body, self.content_type)

    def _beginning(self) -> bytes:
        pieces = unpacked([self.payload], self._encoding, MAX_PAGE)
        with contextlib.suppress(UnpackError):
            return next((piece for piece in pieces if piece), b"")[:SNIFFED]
        return b""


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
        self._last: Member | None = None

    def read(self, archive: str, offset: int, inner: int = 0) -> Record:
        """The response at this place (see `PlaceInFile`). Raises ArchiveError where none can be read there.

        One that is larger than any page or listing is cut ("too_large").
        """
        member = self._member(archive, offset)
        if inner and member:
            bounds = bounds_at(member.source, inner)
            member = Member(offset, member.length, member.source, member.damage, inner, inner, bounds)
        where = f"{self.folder / archive}: no"
        if member is None or member.bounds.fault or (member.damage and not inner):
            raise ArchiveError(NO_RECORD_THERE(where=where, offset=offset))
        record = read_member(member, checked=False)
        if not isinstance(record, Record):
            raise ArchiveError(NO_RESPONSE_THERE(where=where, offset=offset))
        return record

    def _member(self, archive: str, offset: int) -> Member | None:
        """The gzip member or plain record there; the last one is kept for other records in it."""
        if archive != self._name:
            self.close()
            self._file = open_segment(self.folder, archive)
            self._name = archive
        assert self._file is not None
        if self._last is None or self._last.offset != offset:
            is_member = is_packed(self._file, offset)
            given = packed_members(self._file, offset) if is_member else plain_records(self._file, offset)
            self._last = next(given, None)
        return self._last

    def captures_of_row(self, corpus: Corpus, row_id: int) -> list[Capture]:
        """The captures of a row of the frontier with their bodies, oldest first. Raises ArchiveError."""
        return [self.capture(capture) for capture in captures_of_row(corpus, row_id)]

    def capture(self, capture: Capture) -> Capture:
        """Read the capture's body back from its segment. Raises ArchiveError, also for a page that is too large."""
        from dataclasses import replace

        assert capture.archive is not None
        assert capture.offset is not None
        try:
            return replace(capture, body=self.read(capture.archive, capture.offset).body)
        except UnpackError as error:
            is_large = error.reason == TOO_LARGE
            raise ArchiveError(
                (PAGE_STORED_TOO_LARGE if is_large else PAGE_NOT_UNPACKED)(
                    archive=capture.archive, offset=capture.offset, fault=error
                )
            ) from error

    def close(self) -> None:
        """Close the open segment."""
        if self._file is not None:
            self._file.close()
        self._file = self._name = self._last = None


def every_record(
    path: Path,
    wants: Callable[[str], bool] | None = None,
    say: Say = lambda _sentence: None,
    broken: Callable[[int], None] = lambda _number: None,
    *,
    largest: int = LARGEST_RECORD,
) -> Iterator[tuple[PlaceInFile, int, Record | OtherRecord]]:
    """Yield place, packed length and content of each record of a WARC file, also after a damaged record.

    `wants` decides by the address, before the payload is read, whether a page is read. `say` gets, after the last
    record, one sentence on what couldn't be read, and `broken` the number of such places, or records. Payloads of more
    than `largest` bytes are cut ("too_large").
    Raises NoArchiveError where the file is no WARC at all, ArchiveError where it can't be read.
    """
    walk = FileWalk(path)
    records: Iterator[tuple[PlaceInFile, int, Record | OtherRecord]]
    records = walk(lambda member: read_member(member, wants, largest=largest))
    yield from records
    if sentence := walk.sentence():
        say(sentence)
    if walk.damage:
        broken(walk.damage.places)


def responses(
    path: Path, wants: Callable[[str], bool] | None = None, say: Say = lambda _sentence: None
) -> Iterator[tuple[PlaceInFile, int, Record]]:
    """Yield place, packed length and page or answer of each record that holds one (`every_record`)."""
    for place, length, record in every_record(path, wants, say):
        if isinstance(record, Record):
            yield place, length, record


def first_response(data: bytes) -> Record | None:
    """The response that these bytes of a WARC file (unpacked) begin with; None where they begin with none."""
    member = Member(0, len(data), Held(data))
    if member.bounds.fault:
        return None
    try:
        record = read_member(member, checked=False)
    except BrokenRecordError:
        return None
    return record if isinstance(record, Record) else None


def warcinfo_fields(path: Path) -> dict[str, str]:
    """Return the fields of the file's first record if it is a `warcinfo`; else an empty dict."""
    try:
        with open_regular_file(path) as file:
            first = next(packed_members(file) if is_packed(file) else plain_records(file), None)
            if first is None or first.kind != "warcinfo" or first.bounds.fault:
                return {}
            start = first.bounds.block_start
            content = first.source.at(start, min(LARGEST_HEAD, first.bounds.block_end - start))
    except OSError:
        return {}
    lines = content.decode("utf-8", "replace").splitlines()
    return {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in lines) if v}


def read_member(
    member: Member,
    wants: Callable[[str], bool] | None = None,
    *,
    checked: bool = True,
    largest: int = LARGEST_RECORD,
) -> Record | OtherRecord:
    """Return the page of a record, or its kind where it holds none, or none that is wanted.

    Raises BrokenRecordError where its HTTP head has no end, DigestError where it is `checked` and isn't what its
    digest says. A payload of more than `largest` bytes is not read: it is cut ("too_large").
    """
    stated, kind = heads.field(member.head, "WARC-Date"), member.kind
    url = member.url.replace(" ", "%20")
    if kind not in {"response", "resource"}:
        return OtherRecord(kind if kind in OTHER_KINDS else "record of an unknown type", captured_at(stated))
    if wants and not wants(url):
        return OtherRecord("another host", captured_at(stated))
    http, start, made_from = _http_head(member, url)
    if http is None or http.status is None:
        nowhere = _begins_as_http(member) and not is_web_address(url)
        return OtherRecord(NO_ADDRESS if nowhere else f"{kind} that is no HTTP answer", captured_at(stated))
    payload, cut = _payload(member, http, start, largest, checked=checked)
    cut = "segment" if heads.field(member.head, "WARC-Segment-Number") else cut
    return Record(
        url=url,
        status=http.status,
        headers=http.headers,
        payload=payload,
        fetched_at=captured_at(stated, (value for name, value in http.headers if name.lower() == "date")),
        cut=heads.field(member.head, "WARC-Truncated") or cut,
        made_from=made_from,
    )


def _begins_as_http(member: Member) -> bool:
    return member.source.at(member.bounds.block_start, len(HTTP_SIGN)) == HTTP_SIGN


def _http_head(member: Member, url: str) -> tuple[heads.HttpHead | None, int, str | None]:
    """Return the HTTP head, where the payload begins, and what the page was stored as.

    A `resource` record has a head of its own where it holds an HTTP answer, else a made one; so has a `response` that
    says it is HTML and has no HTTP head.
    """
    stated = heads.field(member.head, "Content-Type")
    kind = media_type(stated)
    is_http = _begins_as_http(member) or (kind is not None and kind.essence == "application/http")
    if not is_http and (member.kind == "resource" or is_html_type(stated)):
        headers = (("Content-Type", stated),) if stated else ()
        return heads.HttpHead(200, headers), member.bounds.block_start, RESOURCE
    if member.kind == "response" and not url.lower().startswith(("http:", "https:")):
        return None, 0, None
    made_from = (heads.field(member.head, MADE_FROM) or None) if member.kind == "response" else None
    if member.payload_start is None:
        if member.bounds.block_end - member.bounds.block_start > LARGEST_HEAD:
            raise BrokenRecordError(HEAD_TOO_LONG(most=in_mib(LARGEST_HEAD)))
        return None, 0, None
    return heads.http_head(member.http_head), member.payload_start, made_from


def _payload(
    member: Member, http: heads.HttpHead, start: int, largest: int, *, checked: bool
) -> tuple[bytes, str | None]:
    """Return the payload with its Content-Encoding as sent, and whether it was cut on its way.

    The chunks that other crawlers store (wget does) are joined.
    """
    size = member.bounds.block_end - start
    if size > largest:
        return member.source.at(start, SNIFFED), TOO_LARGE
    raw = member.source.at(start, size)
    if "chunked" in http.header("Transfer-Encoding").lower():
        payload, is_whole = dechunked(raw)
        cut = None if is_whole else "chunks"
    else:
        declared = http.header("Content-Length")
        payload, cut = raw, "short" if declared.isdecimal() and int(declared[:18]) > len(raw) else None
    if checked:
        block_start = member.bounds.block_start
        stored_head = member.source.at(block_start, start - block_start)
        check_digest(member.head, stored_head, raw, (lambda: payload, lambda: _undone(http, payload)))
    return payload, cut


def _undone(http: heads.HttpHead, payload: bytes) -> bytes:
    try:
        return unpack(payload, http.joined("Content-Encoding"), LARGEST_RECORD)
    except UnpackError:
        return payload
