"""What does each part of a page say about when it was published: rule, stamp, machine fields, address?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from corpus.urls import split
from pipelines.dates import PrintedDate, find_printed, parse_printed
from pipelines.layout import Spot
from pipelines.page import Page
from pipelines.rules import PageRules

PUBLISHED_META = (  # in this order
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dable:published_time",
    "publishdate",
    "content_publisheddate",
    "publish_date",
    "publish-date",
    "published_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "jpnncom_news_pubdate",
    "article:published",
    "cxenseparse:recs:publishtime",
    "date",
)
MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "updated_time",
)
STAMP_LENGTH = 160  # characters; a longer line is a sentence with a date in it
DAY_PATHS = (
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/|$)"),  # /2023/11/21/
    re.compile(r"/(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d{2})(?:/|$)"),  # /21/11/2023/33939/
    re.compile(r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),  # /2023-11-21-judul
)
# "Diperbarui 18 Jun 2025, 14:05 WIB" beside "Diterbitkan 18 Jun 2025, 14:00 WIB"
UPDATED = re.compile(
    r"diperba(?:ha)?rui|di-?update|updated?\b|terakhir\s+diubah|last\s+modified|perbaruan", re.IGNORECASE
)
PUBLISHED = re.compile(
    r"diterbitkan|dipublikasi|tayang|terbit\b|published|posted|diposting|diunggah|dibuat", re.IGNORECASE
)
SENTENCE = re.compile(r"[a-z]{3}[.!?](?:\s|$).*[a-z]{3}[.!?]?$")  # "Acara itu selesai. Kini ia pulang"
MARKED_TIME = re.compile(r"publish|entry-date|post-date|posted")


@dataclass(frozen=True, slots=True)
class Source:
    """One source's word: where it stands, and what it says."""

    origin: str
    date: PrintedDate


@dataclass(frozen=True, slots=True)
class Clock:
    """The capture's clock and the outlet's zone (hours): all the time that reading a page may know."""

    now: datetime
    utc_offset: int

    @property
    def today(self) -> date:
        """The day of the capture in the outlet's zone."""
        return self.local(self.now)

    def local(self, at: datetime) -> date:
        """The day of a moment in the outlet's zone."""
        return at.astimezone(timezone(timedelta(hours=self.utc_offset))).date()

    def read(self, text: str | None) -> PrintedDate | None:
        """The first date in the words."""
        return parse_printed(text, clock=self.now, utc_offset=self.utc_offset) if text else None


def by_rule(page: Page, rules: PageRules, clock: Clock) -> list[Source]:
    """What the outlet's own date selectors show."""
    for selector in rules.date:
        for element in page.tree.cssselect(selector):
            text = " ".join((element.get("datetime") or element.get("content") or element.text_content()).split())
            found = re.search(rules.date_pattern, text) if rules.date_pattern else None
            if read := clock.read(found[1] if found else "" if rules.date_pattern else text):
                return [Source("rule", read)]
    return []


def by_stamp(spots: Sequence[Spot], clock: Clock) -> tuple[list[Source], datetime | None]:
    """The likeliest stamp near the title, and the hour of the first that tells an update."""
    hits: list[tuple[int, PrintedDate]] = []
    updated: datetime | None = None
    for rank, spot in enumerate(spots):
        for read in _stamps_in(spot, clock):
            before = spot.text[: max(0, spot.text.find(read.printed[:6]))][-40:]
            if UPDATED.search(before) and not PUBLISHED.search(before):
                updated = updated or read.at
            else:
                hits.append((rank - 100 * _worth(spot, read), read))
    return [Source("visible", min(hits, key=lambda hit: hit[0])[1])] if hits else [], updated


def _stamps_in(spot: Spot, clock: Clock) -> Iterator[PrintedDate]:
    """The dates of a line that is no sentence; a page's head that prints the day of the visit is no stamp."""
    if len(spot.text) > STAMP_LENGTH or (SENTENCE.search(spot.text) and not spot.hinted):
        return
    for read in find_printed(spot.text, clock=clock.now, utc_offset=clock.utc_offset):
        is_visit = not spot.after_title and read.at is None and read.day == clock.today  # (bp2mi.go.id, seen 2024)
        if read.certain and not is_visit:
            yield read


def _worth(spot: Spot, read: PrintedDate) -> int:
    return 4 * spot.after_title + 2 * spot.hinted + (read.at is not None)


def without_visits(stamps: list[Source], others: Sequence[Source], clock: Clock) -> list[Source]:
    """The stamps without the day of the visit, where another source knows an earlier day."""
    if not any(other.date.day < clock.today - timedelta(days=1) for other in others):
        return stamps
    return [stamp for stamp in stamps if stamp.date.day < clock.today]


def by_machine(page: Page, clock: Clock) -> list[Source]:
    """JSON-LD, meta and <time datetime>: the first of each that can be read."""
    claims = page.claims
    offers = (
        ("json-ld", (claims.text("datePublished"), claims.text("dateCreated"))),
        ("meta", (claims.meta.get(name) for name in PUBLISHED_META)),
        ("time", (_one_time(page),)),
    )
    found = ((origin, next((r for t in texts if (r := clock.read(_mended(t)))), None)) for origin, texts in offers)
    return [Source(origin, _without_midnight(read)) for origin, read in found if read is not None]


def _mended(text: str | None) -> str | None:
    """A broken local time, "2023-11-02T20-59-53Z" (detik, seen 2023), cut down to its day."""
    return re.sub(r"^(\d{4}-\d\d-\d\d)T\d\d-\d\d-\d\d.*$", r"\1", text.strip()) if text else None


def _without_midnight(read: PrintedDate) -> PrintedDate:
    """A machine's 00:00:00 is no hour."""
    if read.at is not None and (read.at.hour, read.at.minute, read.at.second) == (0, 0, 0):
        return PrintedDate(read.day)
    return PrintedDate(read.day, read.at, seconds=read.seconds)


def _one_time(page: Page) -> str | None:
    """The first <time datetime> that says "published"; else the first, where all there are name one day."""
    times = [
        (t.get("datetime") or t.get("title") or "", f"{t.get('class') or ''} {t.get('itemprop') or ''}")
        for t in page.tree.iter("time", "abbr")  # <abbr class="published" title="2023-11-20T15:25:00+07:00"> (Blogger)
        if t.tag == "time" or "published" in (t.get("class") or "")
    ]
    marked = [when for when, names in times if when and MARKED_TIME.search(names)]
    others = [when for when, names in times if when and "updated" not in names]
    return marked[0] if marked else others[0] if len({when[:10] for when in others}) == 1 else None


def by_update(page: Page, printed: datetime | None, clock: Clock) -> tuple[datetime | None, str | None]:
    """The moment of the last change and its origin; `printed` is what the page itself prints."""
    if printed is not None:
        return printed, "visible"
    claimed = (("json-ld", page.claims.text("dateModified")), ("meta", page.claims.first(*MODIFIED_META)))
    for origin, text in claimed:
        read = clock.read(text)
        if read is not None and (at := _without_midnight(read).at) is not None:
            return at, origin
    return None, None


def by_address(page: Page, rules: PageRules, clock: Clock) -> list[Source]:
    """The day that the address names: by the outlet's own pattern (groups y, m, d), else in the usual forms."""
    patterns = [re.compile(p, re.IGNORECASE) for p, _ in rules.address.articles] if rules.address else []
    path = split(page.url).path
    for found in (*(p.match(page.url) for p in patterns), *(p.search(path) for p in DAY_PATHS)):
        day = _named_day(found.groupdict() if found else {})
        if day is not None and day <= clock.today + timedelta(days=1):
            return [Source("address", PrintedDate(day))]
    return []


def _named_day(groups: Mapping[str, str | None]) -> date | None:
    year, month, day = (groups.get(name) or "" for name in ("y", "m", "d"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
