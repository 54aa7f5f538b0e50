"""Addresses of a site that a web archive knows, by its documented CDX API: an outlet's last resort."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from spiders.families.ladder import Listed
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.links import make_link, one_each
from spiders.parsing.topic_words import TopicFilter

CDX_ROWS = 5_000  # asked for at once
CDX_FIELDS = "original,timestamp,statuscode,mimetype"
DEFAULT_PORT = re.compile(
    r"(?<=://)([^/]+):(?:80|443)(?=/)"
)  # "http://www.bp2mi.go.id:80/berita-detail/x", as archives write it


class CdxSpider(WalkingSpider):
    """An outlet whose old addresses a web archive knows: `cdx_paths`, as "bp2mi.go.id/berita-detail/*".

    What is handed on are the outlet's own addresses, sifted by the topic's words (`TopicFilter`): an archive's list
    has no titles and no search. Whether they still answer is for the crawl to find out. Of a site that is gone
    (`cdx_copies`) the archive's own copies are fetched instead, as they were sent ("id_"); a copy has the key of
    its original. Without `cdx_paths` the query is for everything on the outlet's hosts (`kliping crawl --way cdx`).
    """

    cdx_copies: ClassVar[bool] = False
    cdx_api: ClassVar[str] = "https://web.archive.org/cdx/search/cdx"
    cdx_paths: ClassVar[tuple[str, ...]] = ()
    ways: ClassVar[tuple[str, ...]] = ("cdx",)

    def begin_cdx(self) -> Iterator[Request]:
        """Yield the request for the first rows of the first path."""
        if TopicFilter.by(self.topic, self.implied).sets:
            yield from self.begin_walk("cdx", self.archived_paths())

    def archived_paths(self) -> tuple[str, ...]:
        """The paths to query the archive for: `cdx_paths`, else everything on the outlet's hosts."""
        hosts = dict.fromkeys((self.site, *self.hosts))
        return self.cdx_paths or tuple(host if host.startswith("*.") else f"{host}/*" for host in hosts)

    def ask_cdx(self, walk: Walk) -> Request:
        """A request for rows of HTML pages with status 200, one an address, none captured before `since`."""
        query = [
            ("url", walk.term),
            ("output", "json"),
            ("fl", CDX_FIELDS),
            ("filter", "statuscode:200"),
            ("filter", "mimetype:text/html"),
            ("collapse", "urlkey"),
            ("limit", str(CDX_ROWS)),
            ("showResumeKey", "true"),
        ]
        if self.since:
            query.append(("from", f"{self.since:%Y%m%d}"))
        if walk.mark:
            query.append(("resumeKey", walk.mark))
        return self.listing(f"{self.cdx_api}?{urlencode(query)}", self.parse_cdx, way="cdx", cb_kwargs=walk.cb_kwargs)

    def parse_cdx(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles among the rows; an empty row and a key at their end say that there are more."""
        rows, mark = _rows(response.body)
        if rows is None:
            yield from self.shut("cdx", "not_a_cdx", response)
            return
        rule, topic_filter = self.address(), TopicFilter.by(self.topic, self.implied)
        made = (make_link(rule, self._address_of(row), self.root()) for row in rows if row)
        seen = one_each((link for link in made if link and rule.is_article(link.url)), rule)
        links = [link for link in seen if topic_filter.takes(link.url)]
        yield from self.walk_on("cdx", Walk.of(walk), links, seen=seen, last=mark is None, mark=mark, by_day=False)

    def _address_of(self, row: list[str]) -> str:
        url = DEFAULT_PORT.sub(r"\1", str(row[0]))
        if not self.cdx_copies or len(row) < 2:
            return url
        return f"{self.cdx_api.partition('/cdx/')[0]}/web/{row[1]}id_/{url}"


def _rows(body: bytes) -> tuple[list[list[str]] | None, str | None]:
    """The rows below the heading, and the key for requesting the next ones."""
    try:
        answer = json.loads(body or b"[]")
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(answer, list) or not all(isinstance(row, list) for row in answer):
        return None, None
    if len(answer) > 2 and not answer[-2] and answer[-1]:
        return answer[1:-2], str(answer[-1][0])
    return answer[1:], None
