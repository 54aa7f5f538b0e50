"""Addresses of a site that a web archive knows, by its documented CDX API: an outlet's last resort."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from corpus.urls import article_key, original
from pipelines.storing.items import Entry
from spiders.families.ladder import Listed
from spiders.families.walk_state import name_of
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.json_answers import any_json
from spiders.parsing.links import make_entry, one_each, without_namesakes
from spiders.parsing.topic_words import TopicFilter

CDX_ROWS = 5_000  # asked for at once
LONGEST_ROW_SHOWN = 500  # characters of a row that can't be read
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
        """Yield what becomes of each row; an empty row and a key at their end say that there are more.

        A key or a page of rows that came before in this walk ends it, as `capped`: what stands behind is not known.
        """
        page = _read_page(response.body)
        if page is None:
            yield from self.shut("cdx", "not_a_cdx", response)
            return
        here = Walk.of(walk)
        before = here.shown if here.page > 1 else ()
        names = [name_of(page.key)] if page.key else []
        names += [name_of(json.dumps(page.rows))] if page.key and page.rows else []
        is_circle = any(name in before for name in names)
        entries = self.archived_entries(map(self._archived_row, page.rows))
        yield from self.walk_on(
            "cdx",
            replace(here, shown=(*before, *names)),
            entries,
            last=page.key is None or is_circle,
            mark=page.key,
            remark="capped" if is_circle else "cut_short" if page.is_cut else None,
            by_day=False,
        )

    def archived_entries(self, rows: Iterable[Entry]) -> list[Entry]:
        """What becomes of each row of an archive's list: it must have the form of an article, and be on the topic.

        Rows of one article (with and without www) all have its first address.
        """
        rule, topic_filter = self.address(), TopicFilter.by(self.topic, self.implied)
        formed = [
            row
            if row.link is None or rule.is_article(row.link.url)
            else Entry("unknown_form", shown=original(row.link.url))
            for row in rows
        ]
        given = without_namesakes(formed, rule)
        first = {article_key(link.url, rule): link for link in one_each((row.link for row in given), rule)}
        chosen = (replace(row, link=first[article_key(row.link.url, rule)]) if row.link else row for row in given)
        return [
            row if row.link is None or topic_filter.takes(original(row.link.url)) else Entry("off_topic", row.link)
            for row in chosen
        ]

    def _archived_row(self, row: Mapping[str, str] | str) -> Entry:
        """A row's entry, with the address of the page or of the archive's copy of it."""
        if isinstance(row, str):
            return Entry("unreadable", shown=row[:LONGEST_ROW_SHOWN])
        url = DEFAULT_PORT.sub(r"\1", row.get("original", ""))
        if not (self.cdx_copies and url and row.get("timestamp")):
            return make_entry(self.address(), url, self.root())
        plain = make_entry(self.address(), url, self.root())
        if plain.link is None:
            return plain
        copy = f"{self.cdx_api.partition('/cdx/')[0]}/web/{row['timestamp']}id_/{url}"
        return make_entry(self.address(), copy, self.root())


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows below the heading, by the names in it (one that can't be read as a text), and the next ones' key.

    Of an answer that `is_cut` the last row is the beginning of what can't be read.
    """

    rows: Sequence[Mapping[str, str] | str]
    key: str | None = None
    is_cut: bool = False


def _read_page(body: bytes) -> _Page | None:
    """The rows of an answer; None where it is no list of rows.

    Shapes that were not seen: rows without a heading are read as the fields that were asked for; a heading in another
    order is followed; a row that is no list, or has no text in the place of the address, can't be read.
    """
    read = any_json(body or b"[]")
    answer = read.value
    if not isinstance(answer, list) or (answer and not isinstance(answer[0], list)):
        return None
    key = None
    if len(answer) > 2 and answer[-2] == [] and isinstance(answer[-1], list) and answer[-1]:
        key, answer = str(answer[-1][0]), answer[:-2]
    elif answer and answer[-1] == []:
        answer = answer[:-1]
    has_heading = bool(answer) and "original" in answer[0]
    heading = [str(name) for name in answer[0]] if has_heading else CDX_FIELDS.split(",")
    rows = [_named(row, heading) for row in answer[has_heading:]]
    return _Page(rows, key) if read.rest is None else _Page([*rows, read.rest], None, is_cut=True)


def _named(row: Any, heading: Sequence[str]) -> Mapping[str, str] | str:
    if not isinstance(row, list):
        return str(row)
    fields = {name: value for name, value in zip(heading, row, strict=False) if isinstance(value, str)}
    return fields if fields.get("original") else str(row)
