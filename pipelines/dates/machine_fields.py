"""Publication and last change by a page's machine fields: JSON-LD, meta elements, <time datetime>."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from lxml import html

from pipelines.calendar.printed import PrintedDate
from pipelines.dates.sources import DatesRead, PageClock, Refused, Source
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import Spot, is_about_other_articles
from pipelines.strings.squashed import squash

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
PARAGRAPH_LETTERS = 80  # letters of a paragraph
MAX_TIMES = 10  # of these the article's own is one, where there is any
MARKED_TIME = re.compile(r"publish|pubdate|entry-date|post-date|posted")
# "20231102T205953Z", "20231102"
COMPACT = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T([0-2]\d)([0-5]\d)([0-5]\d)?)?(?=$|Z|[+-]\d)")
BROKEN_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T\d\d-\d\d-\d\d.*$")  # "2023-11-02T20-59-53Z" (detik, seen 2023)


def by_machine(page: ParsedPage, spots: Sequence[Spot], clock: PageClock, title: str | None = None) -> DatesRead:
    """Read JSON-LD, meta and <time datetime>: of each the first date, and the first claim before it that is none."""
    claims = page.claims
    offers: tuple[tuple[str, Iterable[str | None]], ...] = (
        ("json-ld", (claims.text("datePublished"), claims.text("dateCreated"))),
        ("meta", (claims.meta.get(name) for name in PUBLISHED_META)),
        ("time", (_published_time(page, spots, squash(title or "")),)),
    )
    return [heard for origin, texts in offers for heard in _first(origin, texts, clock)]


def all_claims(page: ParsedPage, clock: PageClock) -> list[Source]:
    """Every date in a machine field that may give the hour of publication on the outlet's own clock."""
    claims = page.claims
    offers = [
        *(("json-ld", claims.text(name)) for name in ("datePublished", "dateCreated")),
        *(("meta", claims.meta.get(name)) for name in PUBLISHED_META),
        *(("time", time.attributes.get("datetime")) for time in islice(page.table.tagged("time"), MAX_TIMES)),
    ]
    read = [(origin, clock.read_claim(_in_full(text.strip()))) for origin, text in offers if text and text.strip()]
    return [Source(origin, claim) for origin, claim in read if isinstance(claim, PrintedDate)]


def _first(origin: str, texts: Iterable[str | None], clock: PageClock) -> DatesRead:
    """The first text that is a date, and the first before it that is none."""
    refused: DatesRead = []
    for text in texts:
        if not text or not text.strip():
            continue
        read = clock.read_claim(_in_full(text.strip()))
        if isinstance(read, PrintedDate):
            return [Source(origin, read), *refused[:1]]
        refused.append(Refused(origin, read))
    return refused[:1]


def _in_full(claim: str) -> str:
    """The claim in the form of ISO 8601 that is read."""
    if compact := COMPACT.match(claim):
        hour = ":".join(part for part in compact.groups()[3:] if part)
        claim = "-".join(compact.groups()[:3]) + (f"T{hour}" if hour else "") + claim[compact.end() :]
    return BROKEN_TIME.sub(r"\1", claim)


def _is_in_article(element: html.HtmlElement) -> bool:
    return any(above.tag == "article" for above in element.iterancestors())


def _published_time(page: ParsedPage, spots: Sequence[Spot], title: str) -> str | None:
    """The first <time datetime> that says "published"; else the first, where all there are name one day.

    Where they name several, the first behind the title. The times of other articles and of comments are none, nor is
    one that says nothing and stands behind the page's last paragraph outside its <article>: the site's, or a reader's.
    """
    last = max((node.index for node in page.table.tagged("p") if node.letters > PARAGRAPH_LETTERS), default=None)
    known: dict[html.HtmlElement, bool] = {}
    times = [
        (t.get("datetime") or t.get("title") or "", f"{t.get('class') or ''} {t.get('itemprop') or ''}", t, node.index)
        for node in page.table.tagged("time", "abbr")
        for t in (node.element,)  # <abbr class="published" title="2023-11-20T15:25:00+07:00"> (Blogger)
        if (t.tag == "time" or "published" in (t.get("class") or "")) and not is_about_other_articles(t, title, known)
    ]
    marked = [when for when, names, _, _ in times if when and MARKED_TIME.search(names)]
    others = [
        (when, time)
        for when, names, time, index in times
        if when and "updated" not in names and (last is None or index < last or _is_in_article(time))
    ]
    if marked or len({when[:10] for when, _ in others}) == 1:
        return marked[0] if marked else others[0][0]
    near = {time for spot in spots if spot.after_title for time in spot.element.iter("time")}
    return next((when for when, time in others if time in near), None)


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
