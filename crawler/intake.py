"""Pages that come without a spider: the WARC files of `kliping import`, each HTML page as a capture."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from corpus.frontier import Found, Leased
from corpus.models import Capture, Refined
from corpus.urls import article_key, clean_url
from crawler.archive import ArchiveReader, Record, responses
from crawler.operation import Operation
from pipelines.keeping import Settled, settle_refined
from pipelines.usage import header_terms
from spiders.families.base import OutletSpider
from spiders.loader import host_outlet, outlet_for

IN_WORK = 8  # pages refined at a time
_HTML = re.compile(rb"^[\s\xef\xbb\xbf]*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is being refined."""

    row: Leased
    captures: list[Capture]
    task: Future[Refined]


@dataclass(slots=True)
class Taken:
    """What an import met: records that are no HTML page, pages whose article was there, parts of other pages."""

    passed_over: int = 0
    known: int = 0
    parts: int = 0


class Intake:
    """Takes the HTML pages of WARC files into an operation's corpus."""

    def __init__(self, operation: Operation, known: Mapping[str, type[OutletSpider]]) -> None:
        self.op = operation
        self.outlets = dict(known)
        self.taken = Taken()
        self._work: deque[_Page] = deque()

    def take(self, file: Path) -> None:
        """Every HTML page of the file becomes a capture, is refined and settled."""
        reader = ArchiveReader(file.parent)
        places = {clean_url(record.url): offset for offset, record in _pages(file)}
        for _, record in _pages(file, self.taken):
            self._take(record, places, reader, file.name)
        while self._work:
            self._settle_next(places, reader, file.name)
        reader.close()

    def _take(self, record: Record, places: Mapping[str, int], reader: ArchiveReader, name: str) -> None:
        outlet = self._outlet(record.url)
        key = article_key(clean_url(record.url), outlet.address())
        if self._is_part(record.url, key, outlet, places):
            self.taken.parts += 1
            return
        row = self._row(record, outlet, key)
        if row is None:
            self.taken.known += 1
            return
        capture = self._keep(record, outlet.name, row.id)
        task = self.op.workers.submit([capture], self.op.rules_of(outlet.name))
        self._work.append(_Page(row, [capture], task))
        if len(self._work) >= IN_WORK:
            self._settle_next(places, reader, name)

    def _outlet(self, url: str) -> type[OutletSpider]:
        found = outlet_for(url, self.outlets)
        if found is None:
            found = host_outlet(url)
            self.outlets[found.name] = found
        if found.name not in self.op.rules or found.name not in self.op.counts:
            self.op.rules[found.name] = found.page_rules()
            self.op.corpus.put_outlet(found.facts())
            self.op.count(found.name, "outlet")
        return found

    @staticmethod
    def _is_part(url: str, key: str, outlet: type[OutletSpider], places: Mapping[str, int]) -> bool:
        """True for a further page (`?page=2`) of an article whose first page is in the file too."""
        parted = clean_url(url)
        first = re.sub(r"[?&](?:page|halaman)=\d+|/(?:\d{1,2}|all)/?$", "", parted)
        return first != parted and first in places and article_key(first, outlet.address()) == key

    def _row(self, record: Record, outlet: type[OutletSpider], key: str) -> Leased | None:
        """The frontier row that this page answers; None where its article is there already."""
        found = Found(outlet.name, "article", "import", key, clean_url(record.url))
        with self.op.corpus.transaction():
            self.op.frontier.discover(found)
            return self.op.frontier.take_over(outlet.name, key, hashlib.sha256(record.payload).hexdigest())

    def _keep(self, record: Record, outlet: str, row_id: int) -> Capture:
        place = self.op.archive.write(record.url, record.status, record.headers, record.payload, record.fetched_at)
        capture = Capture(
            url=record.url, body=record.body, fetched_at=record.fetched_at, status=record.status,
            content_type=record.header("Content-Type"), sha256=place.sha256, archive=place.archive,
            offset=place.offset, length=place.length, robots_tag=header_terms(record.headers),
        )  # fmt: skip
        capture_id = self.op.corpus.add_capture(capture, outlet, self.op.run_id, row_id)
        return _with_id(capture, capture_id)

    def _settle_next(self, places: Mapping[str, int], reader: ArchiveReader, name: str) -> None:
        page = self._work.popleft()
        refined, captures = self.op.workers.outcome(page.task), page.captures
        settled = self._settle(page.row, refined, captures)
        if settled.outcome == "waiting":
            settled = self._with_parts(page.row, places, reader, name)
        self.op.tell(page.row.outlet, settled)

    def _settle(self, row: Leased, refined: Refined, captures: list[Capture]) -> Settled:
        return settle_refined(self.op.frontier, row.id, row.outlet, row.key, refined, captures, self.op.topics)

    def _with_parts(self, row: Leased, places: Mapping[str, int], reader: ArchiveReader, name: str) -> Settled:
        """The article goes on: with the pages of the file where it holds them, else told to be incomplete."""
        for part_id, url, _, _ in self.op.frontier.parts(row.id):
            offset = places.get(clean_url(url))
            if offset is not None:
                self._keep(reader.read(name, offset), row.outlet, part_id)
            self.op.frontier.finish(part_id, failed=None if offset is not None else "not_in_archive")
        captures = self.op.load_captures(row.id)
        return self._settle(row, self.op.workers.refine_at_hand(captures, self.op.rules_of(row.outlet)), captures)


def _pages(file: Path, taken: Taken | None = None) -> Iterator[tuple[int, Record]]:
    for offset, _, record in responses(file):
        if record.status == 200 and record.url.startswith(("http://", "https://")) and is_html(record):
            yield offset, record
        elif taken is not None:
            taken.passed_over += 1


def is_html(record: Record) -> bool:
    """True where the answer says that it is HTML, or says nothing and looks like it."""
    kind = (record.header("Content-Type") or "").lower()
    return "html" in kind or (not kind and _HTML.match(record.body[:2000]) is not None)


def _with_id(capture: Capture, capture_id: int) -> Capture:
    from dataclasses import replace

    return replace(capture, id=capture_id)
