"""Pages of a site that Common Crawl holds, by its index, collection by collection; a page is a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from pipelines.storing.items import Entry, Remark
from spiders.families.cdx import LONGEST_ROW_SHOWN, CdxSpider
from spiders.families.ladder import Listed
from spiders.families.walks import Walk
from spiders.parsing.links import make_entry
from spiders.parsing.topic_words import TopicFilter

CRAWL_DELAY = timedelta(days=180)  # behind `until`: a page is crawled weeks or months after it was published
LARGEST_INDEX_PAGE = 20 << 20  # bytes of a page of the index: 15,000 rows (pywb's five blocks) have some 8 MB
LONGEST_FILTER = 1_500  # characters, with which the index is asked for addresses that hold a wanted word
NO_CAPTURES = b"No Captures found"  # what the index's 404 says where it holds nothing (code of its clients, 2026)
WEEK = re.compile(r"CC-MAIN-(\d{4})-(\d\d)")  # "CC-MAIN-2024-10": the week in which it was begun
YEARS = re.compile(r"CC-MAIN-(\d{4})(?:-(\d{4}))?")  # the oldest: "CC-MAIN-2012", "CC-MAIN-2008-2009"
FILE = re.compile(r"[\w./-]+\.warc\.gz")
NUMBER = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Collection:
    """One of Common Crawl's collections and the days on which it was fetched."""

    name: str
    first: date
    last: date


class CommonCrawlSpider(CdxSpider):
    """An outlet whose pages Common Crawl may hold, beside what the Wayback Machine's list gives (`CdxSpider`).

    The collections that were fetched in the window are asked from the oldest on, so that of several captures of an
    article the first is taken: the text as it was published. Each is asked how many pages its answer has, then for
    them one by one. What is handed on are records (`corpus.urls.RECORD`): crawler/fetching/commoncrawl_records.py
    fetches one by its range of bytes, and what is kept is the page with its own address and the day on which Common
    Crawl fetched it.
    Addresses, fields and answers are those of public code and of pywb's manual (2026); never checked live.
    """

    cc_index: ClassVar[str] = "https://index.commoncrawl.org"
    cc_data: ClassVar[str] = "https://data.commoncrawl.org"

    def begin_commoncrawl(self) -> Iterator[Request]:
        """Yield the request for the list of collections."""
        if TopicFilter.by(self.topic, self.implied).sets:
            yield self.listing(f"{self.cc_index}/collinfo.json", self.parse_collections, way="commoncrawl")

    def parse_collections(self, response: Response) -> Iterator[Listed]:
        """Yield the first request of a walk for each path in each collection of the window: one may fail alone."""
        known = read_collections(response.body)
        if known is None:
            yield from self.shut("commoncrawl", "not_a_cdx", response)
            return
        last = self.until + CRAWL_DELAY if self.until else date.max
        names = [c.name for c in known if c.last >= (self.since or date.min) and c.first <= last]
        for term in (f"{name} {path}" for name in names for path in self.archived_paths()):
            yield self.ask_commoncrawl(Walk((term,), open=True))

    def ask_commoncrawl(self, walk: Walk) -> Request:
        """A request for the number of pages of an answer; where the walk's mark has it, for the next of them."""
        name, path = walk.term.split(" ", 1)
        query = [("url", path), ("output", "json"), ("filter", "=status:200")]
        if self.since:
            query.append(("from", f"{self.since:%Y%m%d}"))
        if words := self._filter():
            query.append(("filter", words))
        query.append(("page", str(walk.page - 1)) if walk.mark else ("showNumPages", "true"))
        then = self.parse_records if walk.mark else self.parse_number
        url = f"{self.cc_index}/{name}-index?{urlencode(query)}"
        request = self.listing(url, then, way="commoncrawl", cb_kwargs=walk.cb_kwargs)
        request.meta["download_maxsize"] = LARGEST_INDEX_PAGE
        return request

    def parse_number(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the request for the answer's first page, unless it has none."""
        here, number = Walk.of(walk), _number(response.body)
        if number is None:
            yield from self.shut("commoncrawl", "not_a_cdx", response)
        elif number == 0:
            yield Remark("nothing_found")
        else:
            yield self.ask_commoncrawl(replace(here, mark=str(number)))

    def parse_records(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield what becomes of each row of a page, those on the topic as the records that hold them."""
        here, page = Walk.of(walk), _read_page(response.body)
        if page is None:
            yield from self.shut("commoncrawl", "not_a_cdx", response)
        elif not page.rows and NO_CAPTURES in response.body[:1000]:
            yield from self._sifted_out(here)
        else:
            entries = self.archived_entries(map(self._record_of, page.rows))
            last, remark = here.page >= int(here.mark or 1), "cut_short" if page.is_cut else None
            yield from self.walk_on(
                "commoncrawl", here, entries, last=last, mark=here.mark, remark=remark, by_day=False
            )

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Take the index's 404 as an answer where it says that it holds nothing."""
        if (
            way == "commoncrawl"
            and "walk" in cb_kwargs
            and response is not None
            and NO_CAPTURES in response.body[:1000]
        ):
            return self._sifted_out(Walk.of(cb_kwargs["walk"]))
        return super().listing_failed(way, reason, response, **cb_kwargs)

    def _sifted_out(self, walk: Walk) -> Iterator[Listed]:
        """Remark that a page has no row, and go on to the next page of the answer."""
        yield Remark("nothing_found")
        if walk.page < int(walk.mark or 1):
            yield self.ask_commoncrawl(replace(walk, page=walk.page + 1))

    def _filter(self) -> str | None:
        """A filter by the longest word of each word set, so that the index sends few rows of a large site."""
        sets = TopicFilter.by(self.topic, self.implied).sets
        words = sorted({max(words, key=lambda word: (len(word), word)) for words in sets})
        pattern = f"~url:(?i).*(?:{'|'.join(map(re.escape, words))})"
        return pattern if len(pattern) <= LONGEST_FILTER and pattern.isascii() else None

    def _record_of(self, row: Mapping[str, Any] | str) -> Entry:
        """A row's entry, with the address of its record.

        What is no HTML page that was answered with 200 has not the form of an article. A record that is not whole, or
        whose place is not named, can't be read.
        """
        if isinstance(row, str):
            return Entry("unreadable", shown=row[:LONGEST_ROW_SHOWN])
        url = str(row.get("url") or "")
        plain = make_entry(self.address(), url, self.root())
        if plain.link is None:
            return plain
        if row.get("status") not in {"200", 200} or "html" not in str(row.get("mime")):
            return Entry("unknown_form", shown=url)
        file, start, length = (str(row.get(name, "")) for name in ("filename", "offset", "length"))
        is_placed = FILE.fullmatch(file) and NUMBER.fullmatch(start) and NUMBER.fullmatch(length)
        if row.get("truncated") or not is_placed:
            return Entry("unreadable", shown=url)
        record = f"{self.cc_data}/{file}#bytes={start}-{int(start) + int(length) - 1}/{url}"
        return make_entry(self.address(), record, self.root())


def read_collections(body: bytes) -> list[Collection] | None:
    """The collections that the index names, the oldest first; None where the answer is no list of them.

    >>> read_collections(b'[{"id": "CC-MAIN-2024-10"}]')
    [Collection(name='CC-MAIN-2024-10', first=datetime.date(2024, 3, 4), last=datetime.date(2024, 3, 24))]
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, list):
        return None
    named = [_collection(entry) for entry in answer if isinstance(entry, dict)]
    collections = [collection for collection in named if collection]
    return sorted(collections, key=lambda c: (c.first, c.name)) or None


def _collection(entry: Mapping[str, Any]) -> Collection | None:
    name = str(entry.get("id"))
    try:
        days = _days_of(name)
        if isinstance(entry.get("from"), str) and isinstance(entry.get("to"), str):
            days = date.fromisoformat(entry["from"][:10]), date.fromisoformat(entry["to"][:10])
    except ValueError:
        return None
    return Collection(name, *days) if days else None


def _days_of(name: str) -> tuple[date, date] | None:
    """The days of a collection by its name: three weeks from the week on that it is named by, or whole years."""
    if week := WEEK.fullmatch(name):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return first, first + timedelta(days=20)
    if years := YEARS.fullmatch(name):
        return date(int(years[1]), 1, 1), date(int(years[2] or years[1]), 12, 31)
    return None


def _number(body: bytes) -> int | None:
    """The number of pages of the answer: '{"pages": 2, "pageSize": 5, "blocks": 9}'; None where it has none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = answer.get("pages") if isinstance(answer, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows of a page, a line that can't be read as its text; `is_cut` is True where the last line is cut off."""

    rows: Sequence[Mapping[str, Any] | str]
    is_cut: bool = False


def _read_page(body: bytes) -> _Page | None:
    """The rows of an answer, one JSON object a line; None where there are lines and none of them is such a row."""
    lines = [line for line in body.splitlines() if line.strip()]
    rows = [_row(line) for line in lines]
    if lines and not any(isinstance(row, dict) for row in rows):
        return None
    if NO_CAPTURES in body[:1000] and not any("url" in row for row in rows if isinstance(row, dict)):
        return _Page(())
    return _Page(rows, bool(rows) and isinstance(rows[-1], str) and not body.endswith(b"\n"))


def _row(line: bytes) -> dict[str, Any] | str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    return row if isinstance(row, dict) else line[:LONGEST_ROW_SHOWN].decode("utf-8", "replace")
