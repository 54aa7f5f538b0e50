"""Write every answer into the archive as it came over the wire, before anything else sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.archive.writer import ArchiveWriter


class Recorder:
    """Downloader middleware; where an answer stands travels on in `meta["archived"]`."""

    def __init__(self, archive: ArchiveWriter) -> None:
        self.archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        return cls(crawler.settings["KLIPING_OPERATION"].archive)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the answer; a replayed one, and another archive's record, keep the date they were fetched at."""
        if request.meta.get("sent"):  # it stands in the archive
            return response
        source = request.meta.get("record")
        place = self.archive.write(
            response.url if source else request.url,
            response.status,
            _pairs(response.headers),
            response.body,
            request.meta.get("replayed_at") or datetime.now(UTC),
            () if source else _pairs(request.headers),
            source,
        )
        request.meta["archived"] = {
            "archive": place.archive,
            "offset": place.offset,
            "length": place.length,
            "sha256": place.sha256,
            "fetched_at": place.fetched_at,
        }
        return response


def _pairs(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, values in headers.items():
        for value in values:
            yield name.decode("latin-1"), value.decode("latin-1")
