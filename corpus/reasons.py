"""The registry of reasons: why a page was set aside or could not be fetched, remarks on listings, ledger answers.

A reason is a word that is stored; here each has its sentence, its kinds, and the schedule by which an address that was
refused or failed is asked again. All sets of reasons are made from this table by `reason_names`,
`reason_is` and `reason_sql`. docs/reasons.md is made by corpus/reasons_page.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Literal

from corpus.schedules import EVERY_RUN, NEVER, SELDOM, SOON, Schedule

LedgerAnswer = Literal["answered", "failed", "refused"]
"""What the ledger says of a listing that was asked."""

ANSWERS: Mapping[LedgerAnswer, str] = {
    "answered": "the listing was read",
    "failed": "we could not look: no answer, an error, or an answer that is no listing",
    "refused": "we may not look: robots.txt, a status that says no, or a wall",
}


class ReasonKind(Flag):
    """What follows from a reason. The first five say where it stands."""

    SET_ASIDE = auto()
    """An address is `rejected`: not fetched, or its page is no article."""
    FAILED = auto()
    """An address or a listing is `failed`: it gave no usable answer."""
    PASSED_OVER = auto()
    """An article was fetched again, and the stored text stays."""
    REMARK = auto()
    """A remark on a listing that answered."""
    NOT_REQUESTED = auto()
    """A listing that was not asked at all."""

    REFUSED = auto()
    """The ledger's answer is `refused`."""
    CLOSED = auto()
    """The site wants no more requests: no other way into the outlet is tried in this run."""
    WHOLE_HOST = auto()
    """Every address of the host would fail so: only ways into other hosts are tried next."""
    NO_ANSWER = auto()
    """No answer came at all, so nothing is known of the site's robots.txt."""
    OUTAGE = auto()
    """The line or the site was down: this tells nothing about the way in."""
    NO_REQUEST = auto()
    """The page itself was not requested: to judge its address again costs the site nothing."""
    GONE = auto()
    """The address does not exist (any more)."""
    REPLY = auto()
    """A listing that failed so has had its say: the walk counts as ended."""
    PAST_THE_END = auto()
    """How sites answer for the page after the last one of a walk."""
    NOT_A_LISTING = auto()
    """The answer was not what a listing of its kind is: the ledger's answer is `failed`."""
    SOUND = auto()
    """The remark says nothing against the way in."""
    UNFINISHED = auto()
    """Refining came to no end: a busy machine or an ended worker says nothing about the page."""
    UNREAD_PAGE = auto()
    """A page came and was not read as an article: where no page of an outlet was, our reading of its pages fails."""
    OTHER_PAGE = auto()
    """The page was read well, and is of another kind than an article."""
    SAYS_GONE = auto()
    """The site says by a page or a redirect, not by a status, that the article is gone."""
    NO_PART = auto()
    """A further page of a stored article that came so is not used: the page held counts."""
    REOPENS = auto()
    """Not fetched because of its listing alone; another topic, other days or `--all` may open it again."""


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason: its sentence, its kinds, and when an address with it is asked again.

    `http_4xx` stands for all statuses without a row.
    """

    name: str
    meaning: str
    kinds: ReasonKind
    schedule: Schedule = NEVER


_K = ReasonKind
_LISTING = _K.REMARK | _K.NOT_A_LISTING
_DOWN = _K.FAILED | _K.NO_ANSWER | _K.OUTAGE
_NO = _K.FAILED | _K.REFUSED | _K.CLOSED | _K.REPLY

REASON_ROWS: tuple[ReasonRow, ...] = (
    # An address that is not fetched, or whose page is no article.
    ReasonRow("empty_page", "the page has no text", _K.SET_ASIDE | _K.NO_PART | _K.UNREAD_PAGE, SOON),
    ReasonRow(
        "extract_error", "the extractor failed on the page", _K.SET_ASIDE | _K.UNREAD_PAGE | _K.UNFINISHED, SELDOM
    ),
    ReasonRow(
        "extract_timeout",
        "refining took longer than the limit and was stopped",
        _K.SET_ASIDE | _K.UNREAD_PAGE | _K.UNFINISHED,
        SOON,
    ),
    ReasonRow("gallery", "photos without a text of their own", _K.SET_ASIDE | _K.OTHER_PAGE),
    ReasonRow(
        "leads_on",
        "the page only leads on to another address: by a script, which is never run, or in an archived page",
        _K.SET_ASIDE | _K.UNREAD_PAGE | _LISTING,
        SOON,
    ),
    ReasonRow(
        "listing_page", "the page lists articles and is none itself", _K.SET_ASIDE | _K.NO_PART | _K.UNREAD_PAGE, SELDOM
    ),
    ReasonRow("no_body", "no article body was found", _K.SET_ASIDE | _K.NO_PART | _K.UNREAD_PAGE, SOON),
    ReasonRow("no_item", "the page gave neither an article nor a reason", _K.SET_ASIDE | _K.UNREAD_PAGE, SELDOM),
    ReasonRow("no_title", "no title was found", _K.SET_ASIDE | _K.UNREAD_PAGE, SELDOM),
    ReasonRow("not_html", "the answer is not HTML", _K.SET_ASIDE | _K.NO_PART | _K.UNREAD_PAGE, SELDOM),
    ReasonRow(
        "off_topic",
        "the listing's title and text do not touch the topic; the page was not fetched",
        _K.SET_ASIDE | _K.REOPENS,
    ),
    ReasonRow(
        "off_window", "published outside the days asked for; the page was not fetched", _K.SET_ASIDE | _K.REOPENS
    ),
    ReasonRow(
        "redirected_home",
        "the address led to the outlet's front page",
        _K.SET_ASIDE | _K.NO_PART | _K.SAYS_GONE | _K.UNREAD_PAGE,
        SELDOM,
    ),
    ReasonRow(
        "redirected_offsite",
        "the address led to a site that no outlet has",
        _K.SET_ASIDE | _K.NO_PART | _K.UNREAD_PAGE,
        SELDOM,
    ),
    ReasonRow(
        "refused_address",
        "the address may not be fetched (scheme or private network)",
        _K.SET_ASIDE | _K.REFUSED | _K.WHOLE_HOST | _K.REPLY | _K.NO_REQUEST,
        SOON,
    ),
    ReasonRow("removed", "the article was removed on request (kliping remove); it is not taken in again", _K.SET_ASIDE),
    ReasonRow(
        "robots", "robots.txt refuses the address", _K.SET_ASIDE | _K.REFUSED | _K.REPLY | _K.NO_REQUEST, EVERY_RUN
    ),
    ReasonRow(
        "same_page",
        "the site gave one page for several addresses, and no word of it is in the titles that its listing gave them",
        _K.SET_ASIDE | _K.UNREAD_PAGE,
        SOON,
    ),
    ReasonRow("soft_404", "the page says that the article is gone", _K.SET_ASIDE | _K.NO_PART | _K.SAYS_GONE, SOON),
    ReasonRow("too_short", "the text is too short to be an article", _K.SET_ASIDE | _K.UNREAD_PAGE, SELDOM),
    ReasonRow("video", "a video without a text of its own", _K.SET_ASIDE | _K.OTHER_PAGE, SELDOM),
    ReasonRow(
        "wall",
        "a consent, login, captcha or payment wall, a check for browsers or a refusal stands before the text",
        _K.SET_ASIDE | _K.NO_PART | _K.REMARK | _K.REFUSED | _K.CLOSED,
        SOON,
    ),
    # An address or a listing that gave no usable answer.
    ReasonRow("bad_encoding", "the answer is not packed as its header says", _K.FAILED, SOON),
    ReasonRow("connection", "no connection, or it broke", _DOWN | _K.WHOLE_HOST, EVERY_RUN),
    ReasonRow("cut_short", "the answer broke off before its end", _K.FAILED | _K.REMARK | _K.OUTAGE, SOON),
    ReasonRow("dns", "the host name did not resolve", _DOWN | _K.WHOLE_HOST, EVERY_RUN),
    ReasonRow("download_error", "the download failed in a way not named here; the log says how", _K.FAILED, SOON),
    ReasonRow(
        "http_2xx", "an answer that is no whole page, 206 for instance (the status is in the reason)", _K.FAILED, SOON
    ),
    ReasonRow(
        "http_3xx",
        "a redirect that leads nowhere, or a 304 that was not asked for (the status is in the reason)",
        _K.FAILED,
        SOON,
    ),
    ReasonRow(
        "http_4xx",
        "the site refused or did not find the address (the status is in the reason)",
        _K.FAILED | _K.REPLY,
        SOON,
    ),
    ReasonRow("http_400", "the site did not understand the request", _K.FAILED | _K.REPLY | _K.PAST_THE_END, SOON),
    ReasonRow("http_401", "the site asks for a login", _NO, SOON),
    ReasonRow("http_403", "the site forbids the address", _NO, SOON),
    ReasonRow("http_404", "the site has no such page", _K.FAILED | _K.REPLY | _K.GONE | _K.PAST_THE_END, SOON),
    ReasonRow("http_407", "a proxy on the way asks for a login", _NO, SOON),
    ReasonRow("http_410", "the site has taken the page away for good", _K.FAILED | _K.REPLY | _K.GONE, SELDOM),
    ReasonRow("http_429", "the site says that it was asked too often", _K.FAILED | _K.CLOSED, EVERY_RUN),
    ReasonRow("http_451", "the page is withheld for legal reasons", _NO, SOON),
    ReasonRow("http_5xx", "the site failed (the status is in the reason)", _K.FAILED | _K.OUTAGE, SOON),
    ReasonRow("http_xxx", "a status that HTTP does not know (it is in the reason)", _K.FAILED, SOON),
    ReasonRow("not_a_record", "the web archive's answer does not hold the page that its index names", _K.FAILED, SOON),
    ReasonRow("not_in_archive", "the replayed archive holds no answer for the address", _K.FAILED),
    ReasonRow(
        "part_missing",
        "the site's own listing leads to this sitemap or page, and it is not there (404, 410), is no listing, or is"
        " no page of the site (an empty answer, a program's fault)",
        _K.FAILED,
        SOON,
    ),
    ReasonRow(
        "not_an_answer",
        "the discovery service answered with something that its documentation does not name (HTML, JSON of another"
        " shape or cut, articles of other days)",
        _K.FAILED,
        SOON,
    ),
    ReasonRow(
        "question_refused",
        "the discovery service did not take the question (a word too short, a mark that it does not know, a key that it"
        " refuses); its sentence stands in the report",
        _K.FAILED | _K.CLOSED,
        SELDOM,
    ),
    ReasonRow("redirects", "too many redirects", _K.FAILED, SOON),
    ReasonRow(
        "robots_unreachable",
        "the site's robots.txt could not be read, so nothing was asked",
        _K.FAILED | _K.WHOLE_HOST | _K.OUTAGE | _K.NO_REQUEST,
        EVERY_RUN,
    ),
    ReasonRow("spider_error", "our spider failed on the page", _K.FAILED, SOON),
    ReasonRow("store_error", "our store failed on the page", _K.FAILED, SOON),
    ReasonRow(
        "superseded", "a newer run began this way afresh, for later days; the listing is not asked any more", _K.FAILED
    ),
    ReasonRow("timeout", "no whole answer in time", _DOWN, EVERY_RUN),
    ReasonRow(
        "tls",
        "no secure connection: a certificate that has ended, is another host's or from nobody known; or no TLS",
        _DOWN | _K.WHOLE_HOST,
        EVERY_RUN,
    ),
    ReasonRow("too_large", "the answer is larger than the limit", _K.FAILED | _K.REMARK, SOON),
    # A stored article that was fetched again.
    ReasonRow("incomplete", "the page no longer gave the whole text", _K.PASSED_OVER),
    ReasonRow("much_shorter", "the text had come back as less than half of what it was", _K.PASSED_OVER),
    ReasonRow("not_the_article", "the page was no article any more, or another one", _K.PASSED_OVER),
    # A listing that answered.
    ReasonRow(
        "capped",
        "the listing ended before its end: at a limit of ours, or with fewer articles than the site itself counts",
        _K.REMARK | _K.SOUND,
    ),
    ReasonRow("days_ignored", "the search or index shows the same articles whatever days it is asked for", _K.REMARK),
    ReasonRow("entities", "the sitemap or feed declares entities; they are not expanded", _K.REMARK),
    ReasonRow(
        "fewer_a_page",
        "the site refuses so many articles a page; fewer are asked for",
        _K.REMARK | _K.SOUND,
    ),
    ReasonRow("nothing_found", "the listing is empty: it has no entry, or the site says so", _K.REMARK | _K.SOUND),
    ReasonRow(
        "search_doubted",
        "the search's answer holds none of the words asked; a nonsense word is asked next, and its row has the result",
        _K.REMARK,
    ),
    ReasonRow("unchanged", "the listing is as it was when it was last read to its end (304)", _K.REMARK | _K.SOUND),
    ReasonRow(
        "no_json_list",
        "the answer is JSON without the list that the outlet's rule names, an error, or no JSON that can be read",
        _LISTING,
    ),
    ReasonRow(
        "window_full",
        "the discovery service gave as many articles for these days as it gives at most; their halves are asked next",
        _K.REMARK | _K.SOUND,
    ),
    ReasonRow("no_links", 'a page without one article that does not say "nothing found"', _LISTING),
    ReasonRow("not_a_cdx", "the answer is no index of a web archive", _LISTING),
    ReasonRow("not_a_feed", "the answer is no feed", _LISTING),
    ReasonRow("not_a_listing", "the answer is no page of search results: not HTML, or the site's front page", _LISTING),
    ReasonRow("not_a_sitemap", "the answer is no sitemap", _LISTING),
    ReasonRow("not_a_table", "the answer is not the data of a table", _LISTING),
    ReasonRow("rest_shut", "WordPress's REST interface gives no posts; the next way is tried", _LISTING),
    ReasonRow(
        "unread_entries",
        "entries came, or the site counts some, and none could be used: no address, another host, or an unknown form",
        _LISTING,
    ),
    ReasonRow("search_ignored", "the search gives the same pages whatever it is asked", _LISTING),
    # A listing that was not asked.
    ReasonRow(
        "given_up",
        "the host was left alone for the rest of the run while the request stood in line; asked in the next run",
        _K.NOT_REQUESTED | _K.CLOSED,
    ),
    ReasonRow("not_asked", "the outlet was to be asked in this run, and was not", _K.NOT_REQUESTED),
)
REASONS: Mapping[str, ReasonRow] = {row.name: row for row in REASON_ROWS}


def reason_row(name: str) -> ReasonRow | None:
    """The row of a stored reason; a status without a row of its own has that of its class.

    >>> reason_row("http_418").name, reason_row("http_404").name, reason_row("http_999").name, reason_row("made_up")
    ('http_4xx', 'http_404', 'http_xxx', None)
    """
    if name in REASONS or not (name.startswith("http_") and name[5:].isdecimal()):
        return REASONS.get(name)
    return REASONS.get(f"http_{name[5:6]}xx", REASONS["http_xxx"])


def reason_meaning(name: str) -> str:
    """The sentence of a stored reason; empty for one that is not in the registry."""
    row = reason_row(name)
    return row.meaning if row else ""


def reason_is(name: str | None, kinds: ReasonKind) -> bool:
    """True where the reason is of at least one of the kinds.

    >>> reason_is("http_410", ReasonKind.GONE), reason_is("http_503", ReasonKind.OUTAGE)
    (True, True)
    """
    row = reason_row(name) if name else None
    return row is not None and bool(row.kinds & kinds)


def retry_time(name: str, refusals: int, at: int) -> int | None:
    """Return when an address that got this reason at `at` is due again (seconds since 1970); None for never.

    `refusals` is how often it was refused or failed in a row, this time included.

    >>> retry_time("wall", 1, 1_700_000_000), retry_time("http_404", 2, 1_700_000_000), retry_time("gallery", 1, 0)
    (1700000000, 1700069120, None)
    """
    row = reason_row(name)
    seconds = row.schedule.seconds_after(max(1, refusals)) if row else None
    return None if seconds is None else at + seconds


def reason_names(kinds: ReasonKind) -> frozenset[str]:
    """The reasons of at least one of the kinds; classes of statuses stand as `http_4xx`."""
    return frozenset(row.name for row in REASON_ROWS if row.kinds & kinds)


def reason_sql(kinds: ReasonKind, column: str = "reason") -> str:
    """Return an SQL condition that the column holds a reason of at least one of the kinds.

    >>> reason_sql(ReasonKind.GONE)
    "(reason IN ('http_404', 'http_410'))"
    """
    own = sorted(name for name in reason_names(kinds) if not name.endswith("xx"))
    parts = [f"{column} IN ({', '.join(map(repr, own))})"] if own else []
    for name in sorted(reason_names(kinds) - set(own)):
        others = sorted(row.name for row in REASON_ROWS if row.name[:6] == name[:6] and row.name not in {name, *own})
        first = "[^2-5]" if name == "http_xxx" else name[5]
        but = f" AND {column} NOT IN ({', '.join(map(repr, others))})" if others else ""
        parts.append(f"({column} GLOB '{name[:5]}{first}[0-9][0-9]'{but})")
    return f"({' OR '.join(parts) or '0'})"


def ledger_answer(name: str | None, *, failed: bool = False) -> LedgerAnswer:
    """The ledger's answer for a listing with this reason or remark; `failed` where no listing came.

    >>> ledger_answer("cut_short"), ledger_answer("cut_short", failed=True), ledger_answer("http_407", failed=True)
    ('answered', 'failed', 'refused')
    """
    if reason_is(name, ReasonKind.REFUSED):
        return "refused"
    if failed or reason_is(name, ReasonKind.NOT_A_LISTING) or (name and not reason_is(name, ReasonKind.REMARK)):
        return "failed"
    return "answered"
