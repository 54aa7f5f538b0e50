"""Answer every request from an archive instead of the network, with the recorded run's clock."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from corpus.messages.archive_messages import ANSWER_TOO_LARGE
from corpus.urls import RECORD
from crawler.archive.limits import MAX_PAGE, in_mib
from crawler.archive.reader import TOO_LARGE, ArchiveReader, responses, warcinfo_fields
from crawler.archive.segment_files import segments
from crawler.archive.unpack import UnpackError
from crawler.archive.walking import PlaceInFile, Say


class NotInArchiveError(Exception):
    """The replayed archive holds no answer for this address."""


class Replay:
    """An archive to answer from: the nth request of an address gets its nth record, the last one again after that.

    `clock` is the time of the recorded run (from its `warcinfo`, else the newest record, else now); `recorded` are the
    `warcinfo` fields of the first segment; `say` gets one sentence a file on what can't be read in it.
    """

    def __init__(self, path: Path, say: Say = lambda _sentence: None) -> None:
        self._records: dict[str, list[tuple[Path, PlaceInFile]]] = defaultdict(list)
        self._requests: dict[str, int] = defaultdict(int)
        self._readers: dict[Path, ArchiveReader] = {}
        files = segments(path)
        self.recorded = warcinfo_fields(files[0])
        newest: datetime | None = None
        for file in files:
            for place, _, record in responses(file, say=say):
                self._records[record.url].append((file, place))
                newest = max(filter(None, (newest, record.fetched_at)), default=None)
        recorded = self.recorded.get("clock")
        self.clock = datetime.fromisoformat(recorded) if recorded else newest or datetime.now(UTC)

    def holds(self, url: str) -> bool:
        """Return True if the archive has an answer for the address."""
        return url in self._records or RECORD.sub("", url) in self._records

    def answer(self, url: str, limit: int = MAX_PAGE) -> tuple[Response, datetime]:
        """The next recorded answer of the address and when it was fetched.

        Raises NotInArchiveError, and UnpackError for an answer that is larger than `limit` bytes.
        """
        places = self._records.get(url) or self._records.get(RECORD.sub("", url))
        if not places:
            raise NotInArchiveError(url)
        nth = min(self._requests[url], len(places) - 1)
        self._requests[url] += 1
        file, place = places[nth]
        reader = self._readers.setdefault(file, ArchiveReader(file.parent))
        record = reader.read(file.name, *place)
        if record.cut == TOO_LARGE or len(record.payload) > limit:
            raise UnpackError(TOO_LARGE, ANSWER_TOO_LARGE(url=url, most=in_mib(limit)))
        headers = Headers()
        for name, value in record.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=record.url, body=record.payload)
        response = kind(record.url, status=record.status, headers=headers, body=record.payload)
        return response, record.fetched_at or self.clock


class ReplayHandler(BaseDownloadHandler):
    """Scrapy's download handler for http and https when a crawl is replayed: it has no network to use."""

    async def download_request(self, request: Request) -> Response:
        """Return the recorded answer."""
        replay: Replay = self.crawler.settings["KLIPING_OPERATION"].replay
        limit = request.meta.get("download_maxsize") or self.crawler.settings.getint("DOWNLOAD_MAXSIZE")
        response, fetched_at = replay.answer(request.url, limit)
        request.meta["replayed_at"] = fetched_at
        return response


def replay_settings() -> dict[str, Any]:
    """The Scrapy settings that replace the network by the archive; nothing waits for a host's turn then."""
    handler = f"{__name__}.{ReplayHandler.__name__}"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "data": None, "file": None, "ftp": None, "s3": None},
    }
