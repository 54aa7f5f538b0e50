"""When was it published? Every source a page has is heard in one written order, and they check each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from corpus.urls import split
from pipelines.dates import PrintedDate, find_printed, parse_printed
from pipelines.layout import Spot
from pipelines.page import Page
from pipelines.rules import PageRules

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dable:published_time", "publishdate", "content_publisheddate",
    "publish_date", "publish-date", "published_date", "published_time", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date", "jpnncom_news_pubdate", "article:published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "updated_time")
STAMP_LENGTH = 160  # characters; a longer line is a sentence with a date in it
REFINES = timedelta(minutes=20)  # a machine's time this near a printed one is the same moment, told more finely
DAY_PATHS = (
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/|$)"),  # /2023/11/21/
    re.compile(r"/(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d{2})(?:/|$)"),  # /21/11/2023/33939/
    re.compile(r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),  # /2023-11-21-judul
)
UPDATED = re.compile(r"diperbarui|diperbaharui|di-?update|updated?\b|terakhir\s+diubah|last\s+modified|perbaruan", re.IGNORECASE)
PUBLISHED = re.compile(r"diterbitkan|dipublikasi|tayang|terbit\b|published|posted|diposting|diunggah|dibuat", re.IGNORECASE)
SENTENCE = re.compile(r"[a-z]{3}[.!?](?:\s|$).*[a-z]{3}[.!?]?$")


@dataclass(frozen=True, slots=True)
class Published:
    """The publication as understood. `origin` names the source; `conflict` is a sentence where sources disagree."""

    at: datetime | None = None
    day: date | None = None
    printed: str | None = None
    origin: str | None = None
    conflict: str | None = None
    modified_at: datetime | None = None
    modified_origin: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One source's word: where it stands, and what it says."""

    origin: str
    date: PrintedDate


def published(page: Page, rules: PageRules, spots: Sequence[Spot]) -> Published:
    """The moment of publication: outlet's rule > visible stamp > JSON-LD > meta > <time> > the address.

    A machine's time refines the minute of a printed stamp that it agrees with. Nothing is made up: a date
    without an hour stays a day, and midnight in a machine's field counts as no hour.
    """
    clock, offset = page.capture.fetched_at, rules.utc_offset
    stamps, updated = _visible(spots, clock, offset)
    ruled = [Source("rule", d) for d in _ruled(page, rules)]
    machine = list(_machine(page, clock, offset))
    address = [Source("address", PrintedDate(day)) for day in _address_days(page, rules, clock)][:1]
    stamps = _without_visits(stamps, [*ruled, *machine, *address], clock, offset)
    sources = [*ruled, *stamps, *machine, *address]
    modified_at, modified_origin = _modified(page, updated, clock, offset)
    if not sources:
        return Published(modified_at=modified_at, modified_origin=modified_origin)
    chosen = sources[0]
    at = _finest(chosen, sources)
    day = chosen.date.day if at is None else _day_of(at, chosen, offset)
    printed = next((s.date.printed for s in (*ruled, *stamps)), None)
    return Published(at, day, printed, chosen.origin, _conflict(chosen, sources), modified_at, modified_origin)


def _day_of(at: datetime, chosen: Source, offset: int) -> date:
    """The day in the outlet's zone; a printed day is believed as printed."""
    return chosen.date.day if chosen.date.printed else at.astimezone(timezone(timedelta(hours=offset))).date()


def _finest(chosen: Source, sources: Sequence[Source]) -> datetime | None:
    """The chosen source's hour, or, where it has none or no seconds, that of a source that agrees with it."""
    at = chosen.date.at
    for other in sources:
        if other.date.at is None or other.date.day != chosen.date.day:
            continue
        if at is None or other.date.seconds and not chosen.date.seconds and abs(other.date.at - at) <= REFINES:
            return other.date.at
    return at


def _conflict(chosen: Source, sources: Sequence[Source]) -> str | None:
    """A sentence where the weekday contradicts the day, or where two sources are a day or more apart."""
    said = []
    if chosen.date.weekday_ok is False:
        said.append(f"the printed weekday does not fit the day: {chosen.date.printed}")
    others = {s.origin: s.date.day for s in sources if abs((s.date.day - chosen.date.day).days) >= 1}
    if others:
        said.append(f"{chosen.origin} says {chosen.date.day}, " + ", ".join(f"{o} says {d}" for o, d in others.items()))
    return "; ".join(said) or None


def _ruled(page: Page, rules: PageRules) -> Iterator[PrintedDate]:
    """What the outlet's own date selectors show."""
    for selector in rules.date:
        for element in page.tree.cssselect(selector):
            text = " ".join((element.get("datetime") or element.get("content") or element.text_content()).split())
            if rules.date_pattern:
                found = re.search(rules.date_pattern, text)
                text = found[1] if found else ""
            if read := parse_printed(text, clock=page.capture.fetched_at, utc_offset=rules.utc_offset):
                yield read
                return


def _visible(spots: Sequence[Spot], clock: datetime, offset: int) -> tuple[list[Source], PrintedDate | None]:
    """The first stamp near the title that tells the publication, and the first that tells an update."""
    published: list[tuple[int, Source]] = []
    updated: PrintedDate | None = None
    for rank, spot in enumerate(spots):
        text = spot.text[:STAMP_LENGTH]
        if len(spot.text) > STAMP_LENGTH or SENTENCE.search(spot.text) and not spot.hinted:
            continue
        for read in find_printed(text, clock=clock, utc_offset=offset):
            if not read.certain:
                continue
            before = text[: max(0, text.find(read.printed[:6]))][-40:]
            if not spot.after_title and read.at is None and read.day == clock.astimezone(timezone(timedelta(hours=offset))).date():
                continue  # a page's head prints the day of the visit (bp2mi.go.id, seen 2024)
            if UPDATED.search(before) and not PUBLISHED.search(before):
                updated = updated or read
                continue
            worth = (4 if spot.after_title else 0) + (2 if spot.hinted else 0) + (1 if read.at else 0)
            published.append((-worth * 100 + rank, Source("visible", read)))
    published.sort(key=lambda hit: hit[0])
    return [source for _, source in published[:1]], updated


def _without_visits(stamps: list[Source], others: Sequence[Source], clock: datetime, offset: int) -> list[Source]:
    """Without stamps that are the day of the visit where another source knows an earlier day."""
    today = clock.astimezone(timezone(timedelta(hours=offset))).date()
    if not any(o.date.day < today - timedelta(days=1) for o in others):
        return stamps
    return [s for s in stamps if s.date.day < today]


def _machine(page: Page, clock: datetime, offset: int) -> Iterator[Source]:
    """JSON-LD, meta and <time datetime>, each once."""
    claims = page.claims
    spoken = [("json-ld", claims.text("datePublished")), ("json-ld", claims.text("dateCreated"))]
    spoken += [("meta", claims.meta.get(name)) for name in PUBLISHED_META]
    if (when := _one_time(page)) is not None:
        spoken.append(("time", when))
    seen: set[str] = set()
    for origin, text in spoken:
        read = parse_printed(_mended(text), clock=clock, utc_offset=offset) if text and origin not in seen else None
        if read is not None:
            seen.add(origin)
            yield Source(origin, _without_midnight(read))


def _mended(text: str) -> str:
    """"2023-11-02T20-59-53Z" (detik, seen 2023) is local time in a broken form: only its day is believed."""
    return re.sub(r"^(\d{4}-\d\d-\d\d)T\d\d-\d\d-\d\d.*$", r"\1", text.strip())


def _without_midnight(read: PrintedDate) -> PrintedDate:
    if read.at is not None and (read.at.hour, read.at.minute, read.at.second) == (0, 0, 0):
        return PrintedDate(read.day)
    return PrintedDate(read.day, read.at, seconds=read.seconds)


def _one_time(page: Page) -> str | None:
    """The page's <time datetime>, where all that say "published" or all there are name one day."""
    times = [(t.get("datetime") or "", f"{t.get('class') or ''} {t.get('itemprop') or ''}") for t in page.tree.iter("time")]
    marked = [when for when, names in times if when and re.search(r"publish|entry-date|post-date|posted", names)]
    values = marked or [when for when, names in times if when and "updated" not in names]
    return values[0] if values and (len({v[:10] for v in values}) == 1 or bool(marked)) else None


def _modified(page: Page, printed: PrintedDate | None, clock: datetime, offset: int) -> tuple[datetime | None, str | None]:
    if printed is not None and printed.at is not None:
        return printed.at, "visible"
    spoken = [("json-ld", page.claims.text("dateModified")), ("meta", page.claims.first(*MODIFIED_META))]
    for origin, text in spoken:
        read = parse_printed(text, clock=clock, utc_offset=offset) if text else None
        if read is not None and (at := _without_midnight(read).at) is not None:
            return at, origin
    return None, None


def _address_days(page: Page, rules: PageRules, clock: datetime) -> Iterator[date]:
    """The day that the address names: by the outlet's own pattern (groups y, m, d) or in the usual forms."""
    patterns = [re.compile(p, re.IGNORECASE) for p, _ in rules.address.articles] if rules.address else []
    path = split(page.url).path
    for found in (*(p.match(page.url) for p in patterns), *(p.search(path) for p in DAY_PATHS)):
        groups = found.groupdict() if found else {}
        if not all(groups.get(name) for name in ("y", "m", "d")):
            continue
        try:
            day = date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        except ValueError:
            continue
        if day <= clock.date() + timedelta(days=1):
            yield day
