"""The whole made-up web: who answers on which host, and Scrapy's handler that asks it in the network's place."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from demo_web import feeds, ways
from demo_web.houses import HOUSES
from demo_web.pieces import Piece, read_pieces
from demo_web.site import Answer, Site

CLOCK = datetime.fromisoformat("2024-03-01T00:00:00+07:00")
WAYS = {
    "bptn": ways.agency_pages,
    "harianteluk": ways.search_pages,
    "ikabana": ways.rest,
    "kabarsela": feeds.sitemaps,
    "nusasiber": feeds.feeds,
    "penakatulistiwa": ways.day_index,
    "suaradermaga": ways.search_feed,
    "wartalintas": ways.rest,
}


class UnknownHostError(Exception):
    """A request left the made-up web; no spider of the demo may do that."""


@lru_cache(maxsize=1)
def sites() -> Mapping[str, Site]:
    """The outlets by host."""
    pieces = read_pieces()
    return {house.host: Site(house, pieces.get(slug, []), WAYS[slug]) for slug, house in HOUSES.items()}


def pieces() -> list[Piece]:
    """All pieces of all outlets."""
    return [piece for site in sites().values() for piece in site.pieces]


def url_of(piece: Piece) -> str:
    """The address of a piece."""
    return HOUSES[piece.outlet].url(piece)


def answer(url: str) -> Answer:
    """What the made-up web says at this address."""
    site = sites().get(urlsplit(url).hostname or "")
    if site is None:
        raise UnknownHostError(url)
    return site.answer(url)


def fetched_at(url: str) -> datetime:
    """A moment of the recorded night, the same each time."""
    return CLOCK + timedelta(seconds=zlib.crc32(url.encode()) % 3600)


class DemoHandler(BaseDownloadHandler):
    """Scrapy's download handler for http and https while the demo is recorded."""

    async def download_request(self, request: Request) -> Response:
        """The made-up answer, with the moment at which it is said to be fetched."""
        given = answer(request.url)
        headers = Headers()
        for name, value in given.headers:
            headers.appendlist(name, value)
        request.meta["replayed_at"] = fetched_at(request.url)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=given.body)
        return kind(request.url, status=given.status, headers=headers, body=given.body)
