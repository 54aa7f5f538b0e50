"""Articles that a listing sent whole, because the site's own pages have no text (`spiders.families.jsonlist`).

Each is archived as what was sent, the object of this one article, under the article's own address, in the transaction
that stores its row; WARC-Source-URI is the listing's address. The row's turn comes like any other's, and is answered
from the archive: the site is asked for no page of it, so neither its robots.txt nor its pace has a say. A kill in
between leaves a pending row whose capture is there.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response, TextResponse

from corpus.crawl.captures import SENT_TYPE, newest_sent, row_without_sent
from corpus.errors import ArchiveError
from corpus.models import Capture
from corpus.urls import clean_url
from crawler.archive.writer import SENT_ITEM
from crawler.fetching.replay import NotInArchiveError
from pipelines.storing.items import Link


def keep_sent(operation: Any, outlet: str, key: str, link: Link, fetched_at: datetime) -> None:
    """Archive the article that came with the link, unless its row has it already. Call it in the row's transaction.

    `operation` is the run's (`crawler.run.operation.Operation`). Raises ArchiveError.
    """
    if link.sent is None:
        return
    url, payload = clean_url(link.url), link.sent.encode()
    row_id = row_without_sent(operation.corpus, key, hashlib.sha256(payload).hexdigest())
    if row_id is None:
        return
    place = operation.archive.write(
        url, 200, [("Content-Type", SENT_TYPE)], payload, fetched_at, source=link.sent_by, made_from=SENT_ITEM
    )
    capture = Capture(
        url=url,
        body=payload,
        fetched_at=place.fetched_at,
        content_type=SENT_TYPE,
        sha256=place.sha256,
        archive=place.archive,
        offset=place.offset,
        length=place.length,
    )
    operation.corpus.add_capture(capture, outlet, operation.run_id, row_id)


class SentArticles:
    """Downloader middleware, the first: answers an article's request from the archive, where a listing sent it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.op: Any = crawler.settings["KLIPING_OPERATION"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SentArticles:
        """Build it for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """The article as it was sent; None where the site is to be asked. Raises NotInArchiveError where it is lost."""
        rules = self.op.rules.get(getattr(self.crawler.spider, "name", None))
        if request.meta.get("kind") != "article" or not getattr(rules, "sent", ()):
            return None
        capture = newest_sent(self.op.corpus, request.meta["frontier_id"])
        if capture is None:
            return None
        try:
            page = self.op.reader.capture(capture)
        except ArchiveError as error:
            raise NotInArchiveError(f"{request.url}: {error}") from error
        request.meta["sent"] = True
        request.meta["archived"] = {
            "archive": capture.archive,
            "offset": capture.offset,
            "length": capture.length,
            "sha256": capture.sha256,
            "fetched_at": capture.fetched_at,
        }
        return TextResponse(capture.url, headers=Headers({"Content-Type": SENT_TYPE}), body=page.body, request=request)
