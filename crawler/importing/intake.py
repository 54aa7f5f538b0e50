"""Import pages of WARC files, saved pages and rows of tables as captures, without a spider (`kliping import`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.crawl.captures import capture_of_payload
from corpus.crawl.frontier_entries import FrontierEntry, Leased
from corpus.crawl.later_pages import LaterPages, first_page
from corpus.crawl.outlet_rows import outlet_sites
from corpus.crawl.tombstones import is_removed
from corpus.crawl.walk_history import was_discovered
from corpus.errors import ArchiveError, KlipingError
from corpus.keys.key_changes import follow_rules
from corpus.messages.import_messages import NOT_A_HOST
from corpus.models import Capture, Refined
from corpus.store import Corpus
from corpus.urls import article_key, clean_url, fold_host, host_of, is_web_address, names_user
from crawler.archive.reader import NO_ADDRESS, TOO_LARGE, OtherRecord, Record
from crawler.archive.writer import ROW_OF_TABLE, SENT_ITEM
from crawler.importing.page_sources import PageSource
from crawler.importing.record_counts import ImportCounts
from crawler.run.operation import Operation
from pipelines.page.usage import header_terms
from pipelines.storing.backlog import Backlog
from pipelines.storing.executor import refine_at_hand
from pipelines.storing.settle import PageOutcome, settle_refined
from spiders.families.base import OutletSpider
from spiders.loader import host_outlet, outlet_for

TAKEN_STATUSES = frozenset({200, 203})  # 203: a proxy's own form of the page
REMOVED_BEFORE = "of articles that were removed"
LARGER = "larger than a crawl takes"
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is being refined."""

    row: Leased
    capture: Capture


class Intake:
    """Takes the pages of sources into an operation's corpus, in one pass over each.

    `hosts` are the only ones whose pages are taken, with their subdomains; none means all. A page whose address
    is that of a further page (`?page=2`) waits until the end of the source: only then is its article known.
    `warn` gets a sentence on each host whose outlet the corpus knows and `known` does not hold; `on_settled` each page
    with what was made of it.
    """

    def __init__(
        self,
        operation: Operation,
        known: Mapping[str, type[OutletSpider]],
        hosts: Sequence[str] = (),
        warn: Callable[[str], None] = lambda _sentence: None,
        on_settled: Callable[[Capture, Refined], None] = lambda _capture, _refined: None,
    ) -> None:
        self.op = operation
        self.warn = warn
        self.on_settled = on_settled
        self.outlets = dict(known)
        follow_rules(operation.corpus, {slug: spider.address() for slug, spider in known.items()})
        self.hosts = frozenset(host_named(host) for host in hosts)
        self.unmet = set(self.hosts)  # hosts named by the user of which no record was met
        self.taken = ImportCounts()
        self._owners: dict[str, dict[str, type[OutletSpider]]] = {}
        self._work = Backlog(lambda: operation.workers, self._settle_page)
        self._waiting: list[Leased] = []

    def take(self, source: PageSource) -> None:
        """Store every page of the source as a capture, refine it and settle its row."""
        later = LaterPages()
        try:
            for place, record in self._pages(source):
                self._take(record, later, place)
            self._settle_rest(later, source)
            for key, place in later.all():
                if was_discovered(self.op.corpus, key, self.op.run_id):
                    self.taken.parts += 1
                else:
                    self._take(source.read(place))
            self._settle_rest(later, source)
        finally:
            later.close()
            source.close()

    def _pages(self, source: PageSource) -> Iterator[tuple[_Place, Record]]:
        """Yield the pages to take; count every record, and those that are passed over by the reason."""
        for place, record in source.entries(self._wants, self.taken):
            self.op.raise_if_interrupted()
            self.taken.records += 1
            if isinstance(record, OtherRecord):
                self.taken.pass_over(record.kind)
            elif reason := _why_passed_over(record):
                self.taken.pass_over(reason)
            else:
                if record.clock:
                    self.taken.clocks[record.clock] += 1
                yield place, record

    def _wants(self, url: str) -> bool:
        """True where the address is on one of the hosts named, or on a subdomain of one."""
        if not self.hosts:
            return True
        parts = host_of(url.strip("<>")).split(".")
        met = self.hosts.intersection(".".join(parts[n:]) for n in range(len(parts)))
        self.unmet -= met
        return bool(met)

    def _take(self, record: Record, later: LaterPages | None = None, place: _Place = (0, 0)) -> None:
        outlet = self._outlet(record.url)
        key = article_key(clean_url(record.url), outlet.address())
        is_page = record.made_from != ROW_OF_TABLE  # a row has all of its article
        first = first_page(record.url) if later is not None and is_page else None
        if later is not None and first and article_key(first, outlet.address()) == key:
            if not later.add(record.url, key, place):
                self.taken.known += 1
            return
        self._work.settle_while(lambda page: (page.row.outlet, page.row.key) == (outlet.name, key))
        row = self._row(record, outlet, key)
        if row is None and record.made_from == ROW_OF_TABLE and is_removed(self.op.corpus.conn, key):
            self.taken.pass_over(REMOVED_BEFORE)
            return
        if row is None:
            self.taken.known += 1
            return
        self.taken.taken += 1
        capture = self._keep(record, outlet.name, row.id)
        self._work.add(_Page(row, capture), [[capture]], self.op.rules_of(outlet.name))

    def _outlet(self, url: str) -> type[OutletSpider]:
        """Return the outlet of the address, made from its host if none is known; store it when it is first met."""
        host = host_of(url)
        if host not in self._owners:
            rules = ((slug, spider.address()) for slug, spider in self.outlets.items())
            owners = {slug: self.outlets[slug] for slug, rule in rules if rule.owns(url)}
            made = host_outlet(url)
            self._owners[host] = owners or {made.name: made}
            if not owners and (stranger := _outlet_of(self.op.corpus, host)):
                self.warn(
                    f"{host}: the corpus has an outlet {stranger!r} for this host, which none of the folders given "
                    f"holds; its pages are taken as those of {made.name!r}, with keys of their own. Stop, and import "
                    "with --outlets DIR, if that is not meant"
                )
        outlet = outlet_for(url, self._owners[host])
        assert outlet is not None
        if outlet.name not in self.op.rules or outlet.name not in self.op.counts:
            self.op.rules[outlet.name] = outlet.page_rules()
            self.op.corpus.put_outlet(outlet.facts())
            self.op.count(outlet.name, "outlet")
        return outlet

    def _row(self, record: Record, outlet: type[OutletSpider], key: str) -> Leased | None:
        """The frontier row that this page answers; None where its article is there already."""
        entry = FrontierEntry(outlet.name, "article", "import", key, clean_url(record.url))
        with self.op.corpus.transaction():
            self.op.frontier.discover(entry)
            return self.op.frontier.take_over(outlet.name, key, hashlib.sha256(record.payload).hexdigest())

    def _keep(self, record: Record, outlet: str, row_id: int) -> Capture:
        """Write the page to the archive and store its capture; return the capture with its id.

        A row of a table is not written twice, where an import was killed between archiving it and storing its article.
        """
        assert record.fetched_at is not None  # the source gives one to each page
        if record.made_from == ROW_OF_TABLE and (held := self._archived(row_id, record)) is not None:
            return held
        place = self.op.archive.write(
            record.url, record.status, record.headers, record.payload, record.fetched_at, made_from=record.made_from
        )
        capture = Capture(
            url=record.url,
            body=record.body,
            fetched_at=record.fetched_at,
            status=record.status,
            content_type=record.content_type,
            sha256=place.sha256,
            archive=place.archive,
            offset=place.offset,
            length=place.length,
            robots_tag=header_terms(record.headers),
        )
        capture_id = self.op.corpus.add_capture(capture, outlet, self.op.run_id, row_id)
        return _with_id(capture, capture_id)

    def _archived(self, row_id: int, record: Record) -> Capture | None:
        """The row's capture with this payload; None where there is none, or the archive can't give it."""
        held = capture_of_payload(self.op.corpus, row_id, hashlib.sha256(record.payload).hexdigest())
        try:
            return self.op.reader.capture(held) if held is not None else None
        except ArchiveError:
            return None

    def _settle_page(self, page: _Page, outcomes: list[Refined]) -> None:
        settled = self._settle(page.row, outcomes[0], [page.capture])
        self.on_settled(page.capture, outcomes[0])
        if settled.outcome == "waiting":
            self._waiting.append(page.row)
        else:
            self.op.tell(page.row.outlet, settled)

    def _settle_rest(self, later: LaterPages, source: PageSource) -> None:
        """Settle what is still being refined, then the articles that go on on other pages of the source."""
        self._work.settle_all()
        for row in self._waiting:
            self.op.tell(row.outlet, self._with_parts(row, later, source))
        self._waiting.clear()

    def _settle(self, row: Leased, refined: Refined, captures: list[Capture]) -> PageOutcome:
        return settle_refined(self.op.frontier, row.id, row.outlet, row.key, refined, captures, self.op.topics)

    def _with_parts(self, row: Leased, later: LaterPages, source: PageSource) -> PageOutcome:
        """Settle an article that has further pages: with those in the source, else as incomplete."""
        for part_id, url, _, _ in self.op.frontier.parts(row.id):
            place = later.place_of(url)
            if place is not None:
                self._keep(source.read(place), row.outlet, part_id)
            self.op.frontier.finish(part_id, failed=None if place is not None else "not_in_archive")
        captures = self.op.load_captures(row.id)
        return self._settle(row, refine_at_hand(self.op.workers, captures, self.op.rules_of(row.outlet)), captures)


def _why_passed_over(record: Record) -> str | None:
    """The reason why a record is not taken as a page, as the report counts it; None for a page."""
    if names_user(record.url):
        return "with an address that names a user"
    if not is_web_address(record.url):
        return NO_ADDRESS
    if record.status not in TAKEN_STATUSES:
        return f"answered with {record.status}" if 100 <= record.status <= 999 else "answered without a status"
    if record.fault == TOO_LARGE:
        return record.why_not_html or LARGER
    if record.cut:
        return "cut when they were archived"
    if not record.is_readable:
        return "packed so that they can't be unpacked (Content-Encoding)"
    return None if record.made_from in {SENT_ITEM, ROW_OF_TABLE} else record.why_not_html


def host_named(named: str) -> str:
    """The host that a user named, bare or by an address of it. Raises KlipingError where it is none."""
    host = host_of(named) if "://" in named else fold_host(named.strip().removeprefix("*."))
    if not HOST.fullmatch(host):
        raise KlipingError(NOT_A_HOST(host=named))
    return host


def _outlet_of(corpus: Corpus, host: str) -> str | None:
    """The slug of the outlet whose site has the host, as earlier runs stored it in the corpus; None if none has."""
    return next((slug for slug, site in outlet_sites(corpus) if f".{host}".endswith(f".{fold_host(site)}")), None)


def _with_id(capture: Capture, capture_id: int) -> Capture:
    from dataclasses import replace

    return replace(capture, id=capture_id)
