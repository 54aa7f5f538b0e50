"""The data types that all packages share: outlet, capture, article, and the reasons why a page is set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from corpus.reasons import ReasonKind, reason_meaning, reason_names

OutletKind = Literal["agency", "media", "organisation", "government", "other"]
OutletOrigin = Literal["shipped", "user", "host"]
Precision = Literal["minute", "day"]
Form = Literal["article", "live", "video", "photos"]
Confidence = Literal["confirmed", "single", "disputed"]
NOT_STATED = "not stated"  # the affiliation of an outlet that nobody has looked into: it may be tied to anybody


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: a newspaper, an agency, an organisation.

    `slug` is the spider's name and its file's name. `affiliation` is None for an independent outlet,
    else whom it is tied to ("BP2MI", "former head of BP2MI"), or `NOT_STATED`. `origin` tells a shipped outlet from a
    user's own and from one made of an imported page's host.
    """

    slug: str
    name: str
    kind: OutletKind
    site: str
    affiliation: str | None = None
    origin: OutletOrigin = "shipped"


@dataclass(frozen=True, slots=True)
class Capture:
    """A fetched page.

    `url` is the address that answered (after redirects), `requested_url` the one asked first where it
    differs. `body` holds the bytes with any Content-Encoding undone; `content_type` is the header as
    sent (several joined by commas), `robots_tag` the X-Robots-Tag headers. `fetched_at` has a time zone; refining a
    page uses no other clock. `status` 0 means that no answer came. `archive`, `offset` and `length` (bytes) say where
    the record is stored.
    """

    url: str
    body: bytes
    fetched_at: datetime
    status: int = 200
    content_type: str | None = None
    requested_url: str | None = None
    sha256: str | None = None
    archive: str | None = None
    offset: int | None = None
    length: int | None = None
    id: int | None = None
    robots_tag: str | None = None

    def __post_init__(self) -> None:
        if self.fetched_at.tzinfo is None:
            raise ValueError("Capture.fetched_at needs a time zone")


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """Words that were removed from the body: the `rule` that removed them, their `position` and the `text`.

    `position` is the index among the body's lines as extracted (0-based, over all pages); -1 for words removed before
    extraction. `at` is their character position in the line, None for a whole line. `behind`, for words removed before
    extraction, is the line that they followed (-1: before the first; None: unknown).
    """

    rule: str
    position: int
    text: str
    at: int | None = None
    behind: int | None = None


@dataclass(frozen=True, slots=True)
class PageWords:
    """What became of the words that a reader sees on one page of an article; counts of words.

    `part` is 0 for the article's own page. `seen` = `in_text` (stored as `kept`) + `fields` (title, byline, stamp,
    dateline, tags, captions) + `cut` (recorded as removed) + `outside` (a named rule says that they are no part of the
    article) + `unexplained` (no rule says anything). `added` are words of the text that stand on no visible page.
    """

    part: int
    seen: int
    in_text: int
    fields: int
    cut: int
    outside: int
    unexplained: int
    added: int = 0

    def __post_init__(self) -> None:
        if self.seen != self.in_text + self.fields + self.cut + self.outside + self.unexplained:
            raise ValueError(f"the words of part {self.part} do not balance: {self}")


@dataclass(frozen=True, slots=True)
class OutsideWords:
    """Words of a page that are outside the article: by which rule (`reason`), how many, from which line on.

    `position` is the index of the first such line among the lines of the page. All lines of one reason are one entry,
    but those whose `text` is kept (standfirst, other_article, unexplained; at most 2,000 characters), which are one
    entry a run.
    """

    part: int
    position: int
    reason: str
    words: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A photo of an article. `position` is the index of the paragraph before it, -1 before the first one."""

    position: int
    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The refined text with its metadata. Unknown values are None, never a placeholder word.

    `text` is paragraphs separated by one newline, without dateline, inserts and sign-off. `published_at`
    has a time zone and is set only if the hour is known; `published_day` is the day in the outlet's zone;
    `published_printed` is the date as printed on the page, or a machine-readable value that names no day.
    `date_conflict` is a sentence, if the sources disagree.
    `language` is an ISO 639-1 code, or None if the text is too short. `words` is the number of words in `text`.
    `complete` is False if the page says that there is more; `incomplete_reason` says why we have less.
    `usage_terms` is what the page forbids machines ("noindex, noai", a printed ban), as sent.
    `page_words` has the balance of each page, `outside` what stands outside the text, `images` the photos.
    `origins` maps a field's name to the source of its value ("json-ld", "visible", "rule", ...).
    `outlet` and `key` come from the rules; both are None if a page is refined without an outlet.
    `form` is "live" for a live blog, "video" or "photos" for the text beside them; `edition` is the language of a
    translated edition, by its address. `contributors` are people named beside the writers, each with the job in
    brackets; `initials` are the signs of the desk; `reprint_of_*` is what a reprint notice names. `date_confidence`
    says how sure the day is ("confirmed" by two sources, "single", "disputed"); `date_note` why day or hour is
    unknown; `event_day` is the day of the event that the text names, `event_printed` its words; `language_note` says
    why there is no language.
    """

    url: str
    title: str
    text: str
    outlet: str | None = None
    key: str | None = None
    canonical_url: str | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    dateline: str | None = None
    place: str | None = None
    credit: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_day: date | None = None
    published_printed: str | None = None
    modified_at: datetime | None = None
    date_conflict: str | None = None
    language: str | None = None
    words: int = 0
    complete: bool = True
    incomplete_reason: str | None = None
    extractor: str = ""
    rules_version: str = ""
    usage_terms: str | None = None
    removed: tuple[RemovedLine, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    form: Form = "article"
    edition: str | None = None
    contributors: tuple[str, ...] = ()
    initials: str | None = None
    reprint_of_outlet: str | None = None
    reprint_of_title: str | None = None
    reprint_of_url: str | None = None
    date_confidence: Confidence | None = None
    date_note: str | None = None
    event_day: date | None = None
    event_printed: str | None = None
    language_note: str | None = None
    page_words: tuple[PageWords, ...] = ()
    outside: tuple[OutsideWords, ...] = ()
    images: tuple[Image, ...] = ()

    @property
    def published_precision(self) -> Precision | None:
        """The precision of the time of publication, None if it is unknown."""
        if self.published_at is not None:
            return "minute"
        return "day" if self.published_day is not None else None


@dataclass(frozen=True, slots=True)
class NeedsPages:
    """The article goes on at these addresses, in reading order. Fetch them and refine again with all pages."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A page that is not an article: `reason` is one of `REJECT_REASONS`, `detail` what was seen, `title` its title."""

    reason: str
    detail: str | None = None
    title: str | None = None


Refined = Article | NeedsPages | SetAside


def _reasons(kind: ReasonKind) -> Mapping[str, str]:
    return {name: reason_meaning(name) for name in sorted(reason_names(kind))}


REJECT_REASONS = _reasons(ReasonKind.SET_ASIDE)
"""Why a page is set aside: reason -> what it means. Every reason that is stored stands here."""

PASSED_OVER = _reasons(ReasonKind.PASSED_OVER)
"""Why a later look at an article doesn't take the place of the text held: reason -> what it means."""

FAIL_REASONS = _reasons(ReasonKind.FAILED)
"""Why a page could not be had: reason -> what it means; HTTP failures are stored as `http_<status>`."""
