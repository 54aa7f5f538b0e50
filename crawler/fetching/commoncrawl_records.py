"""Fetch a record of Common Crawl by its byte range, and pass on the page in it.

The response that is passed on is what the site once gave: its address, status, headers and body, with the day on
which Common Crawl fetched it. `captures.requested_url` and the archive's WARC-Source-URI keep where it was taken from.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from corpus.messages.archive_messages import NO_PAGE_OF_ADDRESS, RECORD_CUT, RECORD_WITHOUT_TIME, WHOLE_FILE_ANSWERED
from corpus.urls import RECORD, article_key, original
from crawler.archive.reader import Record, first_response
from crawler.archive.unpack import UnpackError, unpack


class CommonCrawlRecords:
    """Downloader middleware, the nearest to the wire. It leaves addresses that don't match `RECORD` alone."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CommonCrawlRecords:
        """Build it for a crawl."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Ask for the record's bytes, and for them alone."""
        if place := RECORD.match(request.url):
            request.headers["Range"] = f"bytes={place[1]}-{place[2]}"
            request.headers["Accept-Encoding"] = "identity"

    def process_response(self, request: Request, response: Response) -> Response:
        """The page in the record. Raises UnpackError where that can't be had whole."""
        replayed = "replayed_at" in request.meta  # the archive that is replayed holds the page itself
        if not RECORD.match(request.url) or not (replayed or response.status in {200, 206}):
            return response
        if not replayed:
            record = self._read(request.url, response)
            request.meta["replayed_at"] = record.fetched_at
            response = _as_response(record)
        request.meta["record"] = request.url
        request.meta["redirect_urls"] = [request.url]  # what was asked, where another address answered
        return response

    def _read(self, url: str, response: Response) -> Record:
        if response.status != 206:
            raise UnpackError("not_a_record", WHOLE_FILE_ANSWERED(url=url))
        record = first_response(unpack(response.body, "gzip", self.limit))
        if record is None or record.status != 200 or article_key(record.url) != article_key(original(url)):
            raise UnpackError("not_a_record", NO_PAGE_OF_ADDRESS(url=url))
        if record.fetched_at is None:
            raise UnpackError("not_a_record", RECORD_WITHOUT_TIME(url=url))
        if record.cut:
            raise UnpackError("cut_short", RECORD_CUT(url=url, cut=record.cut))
        return record


def _as_response(record: Record) -> Response:
    headers = Headers()
    for name, value in record.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=record.url, body=record.payload)
    return kind(record.url, status=record.status, headers=headers, body=record.payload)
