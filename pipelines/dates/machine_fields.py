"""Publication and last change by a page's machine fields: JSON-LD, meta elements, <time datetime>."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import islice

from pipelines.calendar.printed import PrintedDate
from pipelines.dates.own_places import OwnPlaces
from pipelines.dates.published_attributes import published_attributes
from pipelines.dates.sources import VISIT, DatesRead, PageClock, Refused, Source
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode

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
    "article.published",
    "og:pubdate",
    "pub_date",
    "publication_date",
    "published",
    "published_at",
    "article_date_original",
    "analyticsattributes.articledate",
    "article.created",
    "article:post_date",
    "article:published_date",
    "article:publicationdate",
    "bt:pubdate",
    "citation_publication_date",
    "date_published",
    "dateposted",
    "dc.date.published",
    "dc.date.publication",
    "dcterms.issued",
    "dcsext.articlefirstpublished",
    "mediator_published_time",
    "og:article:published",
    "og:datepublished",
    "og:publish_date",
    "og:regdate",
    "originalpublicationdate",
    "pdate",
    "ptime",
    "publish_time",
    "published-date",
    "publisheddate",
    "rbpubdate",
    "release_date",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "vr:published_time",
    "datecreated",
    "date_created",
    "dc.date.created",
    "dc.created",
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
MAX_TIMES = 10  # of these the article's own is one, where there is any
TIME_TAGS = ("time", "abbr", "local-time", "relative-time", "time-ago")  # the last three are made by scripts
CHANGED_TIME = re.compile(r"updated|modif|edited", re.IGNORECASE)
MARKED_TIME = re.compile(r"publish|pubdate|entry-date|post-date|posted")
# "20231102T205953Z", "20231102"
COMPACT = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T([0-2]\d)([0-5]\d)([0-5]\d)?)?(?=$|Z|[+-]\d)")
EPOCH = re.compile(r"^(\d{9,10})(?:\d{3}|\d{6})?(?:\.\d+)?$")
BROKEN_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T\d\d-\d\d-\d\d.*$")  # "2023-11-02T20-59-53Z" (detik, seen 2023)


def by_machine(page: ParsedPage, places: OwnPlaces, clock: PageClock) -> DatesRead:
    """Read JSON-LD, meta and <time datetime>: of each the first date, and the first claim before it that is none.

    Where none of them names an hour, the attributes of elements about the title are read too: data-timestamp.
    """
    claims = page.claims
    offers: tuple[tuple[str, Iterable[str | None]], ...] = (
        ("json-ld", _first_published(page, clock)),
        ("meta", (claims.meta.get(name) for name in PUBLISHED_META)),
        ("time", (_published_time(page, places),)),
    )
    heard = [read for origin, texts in offers for read in _first(origin, texts, clock)]
    if any(isinstance(read, Source) and read.date.at is not None for read in heard):
        return heard
    attributes = [
        read
        for read in _first("time", published_attributes(page, places), clock)
        if isinstance(read, Source) and not (read.date.at and abs(clock.now - read.date.at) <= VISIT)
    ]
    return [*heard, *attributes]


def _first_published(page: ParsedPage, clock: PageClock) -> list[str]:
    """The publication by JSON-LD; of a live blog the beginning of the coverage, where that is earlier."""
    fields = ("datePublished", "dateCreated", "coverageStartTime")
    texts = {name: text for name in fields if (text := _as_text(page.claims.ld.get(name)))}
    begun = texts.pop("coverageStartTime", None)
    if begun is None:
        return [*texts.values()]
    reads = {text: clock.read_claim(claim_in_full(text)) for text in (*texts.values(), begun)}
    days = {text: (read.day, text) for text, read in reads.items() if isinstance(read, PrintedDate)}
    return sorted(reads, key=lambda text: days.get(text, (date.max, text)))


def _as_text(value: object) -> str:
    """A field that is a text, or a number of seconds or milliseconds since 1970; of a list the first."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):  # {"@type": "Date", "@value": "2024-02-11"}
        value = value.get("@value")
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def all_claims(page: ParsedPage, clock: PageClock) -> list[Source]:
    """Every date in a machine field that may give the hour of publication on the outlet's own clock."""
    claims = page.claims
    offers = [
        *(("json-ld", text) for text in _first_published(page, clock)),
        *(("meta", claims.meta.get(name)) for name in PUBLISHED_META),
        *(("time", time.attributes.get("datetime")) for time in islice(page.table.tagged("time"), MAX_TIMES)),
    ]
    read = [(origin, clock.read_claim(claim_in_full(text.strip()))) for origin, text in offers if text and text.strip()]
    return [Source(origin, claim) for origin, claim in read if isinstance(claim, PrintedDate)]


def _first(origin: str, texts: Iterable[str | None], clock: PageClock) -> DatesRead:
    """The first text that is a date, and the first before it that is none."""
    refused: DatesRead = []
    for text in texts:
        if not text or not text.strip():
            continue
        read = clock.read_claim(claim_in_full(text.strip()))
        if isinstance(read, PrintedDate):
            return [Source(origin, read), *refused[:1]]
        refused.append(Refused(origin, read))
    return refused[:1]


def claim_in_full(claim: str) -> str:
    """The claim in the form of ISO 8601 that is read; a number is the seconds, milli- or microseconds since 1970."""
    if epoch := EPOCH.match(claim):
        return datetime.fromtimestamp(int(epoch[1]), UTC).isoformat()
    if compact := COMPACT.match(claim):
        hour = ":".join(part for part in compact.groups()[3:] if part)
        claim = "-".join(compact.groups()[:3]) + (f"T{hour}" if hour else "") + claim[compact.end() :]
    return BROKEN_TIME.sub(r"\1", claim)


def _published_time(page: ParsedPage, places: OwnPlaces) -> str | None:
    """The first <time datetime> that says "published"; else the first, where all there are name one day.

    Where they name several, the first behind the title. The times of other stories, of comments, captions and sentences
    are none, nor is one that says nothing and stands in the body, or behind it outside the page's own <article>.
    """
    marked: list[tuple[str, PageNode]] = []
    others: list[tuple[str, PageNode]] = []
    for node in page.table.tagged(*TIME_TAGS):
        marks = f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}"
        when = node.attributes.get("datetime") or node.attributes.get("title") or ""
        # <abbr class="published" title="2023-11-20T15:25:00+07:00"> (Blogger)
        if not when or (node.tag == "abbr" and "published" not in marks) or places.is_of_another(node):
            continue
        if MARKED_TIME.search(marks):
            marked.append((when, node))
        elif not CHANGED_TIME.search(marks) and not places.says_changed(node):
            behind = node.index > places.body_ends and places.is_in_own_article(node) and not places.is_in_list(node)
            if node.index < places.body_at or behind:
                others.append((when, node))
    if marked:
        return marked[0][0]
    if len({when[:10] for when, _ in others}) == 1:
        return others[0][0]
    return next((when for when, node in others if places.title_at < node.index < places.body_at), None)


def by_update(
    page: ParsedPage, printed: datetime | None, clock: PageClock, *, local: bool
) -> tuple[datetime | None, str | None]:
    """The moment of the last change and its origin: as printed, elsewhere (`local` False) by the machine fields.

    There a printed hour is in a zone of its own.
    """
    if printed is not None and local:
        return printed, "visible"
    claimed = (("json-ld", page.claims.text("dateModified")), ("meta", page.claims.first(*MODIFIED_META)))
    for origin, text in claimed:
        read = clock.read_claim(text) if text else None
        if isinstance(read, PrintedDate) and read.at is not None:
            return read.at, origin
    return printed, "visible" if printed is not None else None
