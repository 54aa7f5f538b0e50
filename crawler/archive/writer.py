"""Write every page as fetched into a WARC file that any web-archive tool reads.

Each process start opens a new segment and nothing is ever appended to an old one, because records behind a torn
gzip member are lost to readers. A record is on the disk (flush, fsync) before the corpus learns of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import ArchiveError
from corpus.file.rights import PRIVATE_FILE, make_folder, set_rights
from corpus.messages.archive_messages import ARCHIVE_NOT_WRITABLE

Headers = Iterable[tuple[str, str]]
AS_IT_STANDS = "!#$%&'()*+,/:;=?@[]~"
MADE_FROM = "X-Kliping-Made-From"  # a field of a record whose status and headers no server gave
SENT_ITEM = "item of a list sent as JSON"  # of what an article is made that a listing sent whole
ROW_OF_TABLE = "row of a table"  # of what an article is made that was imported from a table
HIDDEN_HEADERS = frozenset({"user-agent", "from", "cookie", "authorization", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a record: segment file name, byte offset and length, and its payload's SHA-256."""

    archive: str
    offset: int
    length: int
    sha256: str
    fetched_at: datetime


class ArchiveWriter:
    """A segment of the archive, opened at its first record.

    `about` are the fields of its `warcinfo` record: the run's options and its clock. `rights` are those of the corpus.
    """

    def __init__(self, folder: Path, run_id: int, about: Mapping[str, str], *, rights: int = PRIVATE_FILE) -> None:
        self.folder = folder
        self.rights = rights
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self.name = f"kliping-{stamp}-{run_id:05d}-{os.getpid()}.warc.gz"
        self.about = dict(about)
        self._file: BinaryIO | None = None

    def write(
        self,
        url: str,
        status: int,
        headers: Headers,
        payload: bytes,
        fetched_at: datetime,
        request_headers: Headers = (),
        source: str | None = None,
        made_from: str | None = None,
    ) -> Place:
        """Write a response and its request (less what names the person who asks); returns where it stands.

        `source` is the address of the web archive's record that the answer was taken from, where the site itself
        was not asked. `made_from` ("MHTML file") says of what the answer was made, where no server gave one: the
        record's field MADE_FROM holds it, and no request is written.
        """
        try:
            return self._write(url, status, headers, payload, fetched_at, request_headers, source, made_from)
        except OSError as error:
            self._abandon()
            raise ArchiveError(ARCHIVE_NOT_WRITABLE(folder=self.folder, reason=error.strerror)) from error

    def _write(
        self,
        url: str,
        status: int,
        headers: Headers,
        payload: bytes,
        fetched_at: datetime,
        request_headers: Headers,
        source: str | None,
        made_from: str | None,
    ) -> Place:
        """Write the response and its request into the open segment; return where the response is."""
        file = self._open()
        writer = WARCWriter(file, gzip=True)
        offset = file.tell()
        sent = [(k, v) for k, v in headers if k.lower() not in {"transfer-encoding", "content-length"}]
        response = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(payload),
            http_headers=StatusAndHeaders(
                f"{status} {_phrase(status)}", [*sent, ("Content-Length", str(len(payload)))], protocol="HTTP/1.1"
            ),
            warc_headers_dict={
                "WARC-Date": fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                **({"WARC-Source-URI": source} if source else {}),
                **({MADE_FROM: made_from} if made_from else {}),
            },
        )
        writer.write_record(response)
        length = file.tell() - offset
        records = [response]
        if made_from is None:
            records.append(self._request(writer, url, request_headers, response))
            writer.write_record(records[1])
        for record in records:  # warcio spools each payload and leaves the spool open
            record.raw_stream.close()
        self._sync(file)
        return Place(self.name, offset, length, hashlib.sha256(payload).hexdigest(), fetched_at)

    def close(self) -> None:
        """Close the segment."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _abandon(self) -> None:
        """Leave a segment that a record broke off in: what stood behind it would be lost to readers."""
        with contextlib.suppress(OSError):
            self.close()
        self._file = None
        self.name = self.name.replace(".warc.gz", "-next.warc.gz")

    def _open(self) -> BinaryIO:
        if self._file is None:
            make_folder(self.folder, self.rights)
            while (self.folder / self.name).exists():  # a run's number comes again where the corpus lost rows
                self.name = self.name.replace(".warc.gz", "-next.warc.gz")
            self._file = (self.folder / self.name).open("xb")
            set_rights(self.folder / self.name, self.rights)
            writer = WARCWriter(self._file, gzip=True)
            warcinfo = writer.create_warcinfo_record(self.name, self.about)
            writer.write_record(warcinfo)
            warcinfo.raw_stream.close()
            self._sync(self._file)
        return self._file

    @staticmethod
    def _request(writer: Any, url: str, headers: Headers, response: ArcWarcRecord) -> ArcWarcRecord:
        shown = [(k, v) for k, v in headers if k.lower() not in HIDDEN_HEADERS]
        path = quote(url.split("://", 1)[-1].partition("/")[2], safe=AS_IT_STANDS)  # an imported one may hold "é"
        return writer.create_warc_record(
            url,
            "request",
            http_headers=StatusAndHeaders(f"GET /{path} HTTP/1.1", shown, is_http_request=True),
            warc_headers_dict={
                "WARC-Date": response.rec_headers.get_header("WARC-Date"),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )

    @staticmethod
    def _sync(file: BinaryIO) -> None:
        file.flush()
        os.fsync(file.fileno())


def _phrase(status: int) -> str:
    """Return the reason phrase of an HTTP status: 404 -> "Not Found"."""
    from http.client import responses as phrases

    return phrases.get(status, "Unknown")
