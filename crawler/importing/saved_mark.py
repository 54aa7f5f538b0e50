"""The address of a saved page and when it was saved, as the program that saved it wrote them into the page.

Chrome, Edge and Internet Explorer write `<!-- saved from url=(0042)https://... -->`; SingleFile and monolith a comment
with address and time; Save Page WE meta elements. Firefox and Safari write nothing into an HTML file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape

from crawler.archive.record_clock import checked_time, plausible_time

HEAD_CHARACTERS = 1 << 16  # in which a program writes its mark; before the page's own body
BROWSER, SINGLEFILE, MONOLITH, SAVE_PAGE_WE = "the browser", "SingleFile", "monolith", "Save Page WE"

_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.{0,8000}?)-->", re.DOTALL)
_SAVED_FROM = re.compile(r"\s*saved from url=(?:\((?P<length>\d{4})\))?(?P<url>\S+)\s*")
_SINGLEFILE = re.compile(r"\s*Page saved with SingleFile\s+url:\s*(?P<url>\S+)(?:\s+saved date:\s*(?P<time>[^\r\n]+))?")
_MONOLITH = re.compile(r"\s*Saved from (?P<url>\S+) at (?P<time>\S+) using monolith\b")
_META = re.compile(r"<meta\s[^<>]*?name=[\"']?savepage-(?P<name>url|date)[\"']?\s[^<>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"\scontent=(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s>]+))", re.IGNORECASE)
# "Sun Mar 10 2024 12:00:00 GMT+0700 (Western Indonesia Time)"
_SCRIPT_DATE = re.compile(
    r"\w{3} (?P<month>\w{3}) (?P<day>\d\d) (?P<year>\d{4}) (?P<hour>[\d:]{8}) GMT(?P<offset>[+-]\d{4})"
)


@dataclass(frozen=True, slots=True)
class SavedMark:
    """What a program wrote into the page that it saved: which program, the address, and when (UTC)."""

    program: str
    url: str
    saved_at: datetime | None = None


def saved_mark(text: str) -> SavedMark | None:
    """The mark of the program that saved the page; None where there are none, or they name no address of the web.

    >>> saved_mark("<!DOCTYPE html>\\n<!-- saved from url=(0025)https://example.com/berita --><html>").url
    'https://example.com/berita'
    """
    head = text[:HEAD_CHARACTERS]
    body = _BODY.search(head)
    head = head[: body.start()] if body else head
    for comment in _COMMENT.finditer(head):
        if mark := _in_comment(comment[1]):
            return mark
    return _in_metas(head)


def _in_comment(comment: str) -> SavedMark | None:
    for pattern, program in ((_SAVED_FROM, BROWSER), (_SINGLEFILE, SINGLEFILE), (_MONOLITH, MONOLITH)):
        match = pattern.match(comment)
        if match and _is_of_the_web(match["url"]):
            saved = match["time"] if "time" in match.groupdict() else None
            return SavedMark(program, match["url"], _time(saved))
    return None


def _in_metas(head: str) -> SavedMark | None:
    stated: dict[str, str] = {}
    for meta in _META.finditer(head):
        if content := _CONTENT.search(meta[0]):
            stated.setdefault(meta["name"].lower(), unescape(content["a"] or content["b"] or content["c"] or ""))
    url = stated.get("url", "").strip()
    return SavedMark(SAVE_PAGE_WE, url, _time(stated.get("date"))) if _is_of_the_web(url) else None


def _is_of_the_web(url: str) -> bool:
    """False for "about:internet", "file:///C:/Berita.html" and the like, which mark the zone a page came from."""
    return url.lower().startswith(("http://", "https://")) and url.lower() != "http://internet.e-mail"


def _time(text: str | None) -> datetime | None:
    match = _SCRIPT_DATE.match((text or "").strip())
    if match is None:
        return plausible_time(text)
    try:
        return checked_time(parsedate_to_datetime("{day} {month} {year} {hour} {offset}".format(**match.groupdict())))
    except (TypeError, ValueError):
        return None
