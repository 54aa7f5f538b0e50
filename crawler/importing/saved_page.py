"""Read a page that was saved from a browser: an HTML or MHTML file, with its address and the time of saving."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import ArchiveError
from corpus.messages.import_messages import (
    IMPORT_NO_PAGE,
    PAGE_ADDRESS_BAD,
    PAGE_ADDRESS_WITH_USER,
    PAGE_BREAKS_OFF,
    PAGE_EMPTY,
    PAGE_NOT_READABLE,
    PAGE_TOO_LARGE,
    PAGE_WITHOUT_ADDRESS,
    SAVED_PAGE_BROKEN,
)
from corpus.models import Capture, SetAside
from corpus.urls import is_web_address, names_user, split
from crawler.archive.limits import MAX_PAGE
from crawler.archive.record_clock import checked_time
from crawler.importing.mhtml import MhtmlError, read_mhtml
from crawler.importing.saved_mark import BROWSER, SavedMark, saved_mark
from pipelines.page.content_type import why_not_html
from pipelines.page.decode import decode
from pipelines.page.parsed_page import open_page

LARGEST_FILE = 64 << 20  # bytes of an MHTML file, which holds the page's images too
_ENDS = re.compile(rb"</html", re.IGNORECASE)
CLAIMS_BYTES = 1 << 20  # of a page, in which its claims are looked for
_TAIL = 4096  # bytes in which a browser's file ends


class SavedPageError(ArchiveError):
    """A file that can't be taken as a saved page."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page: where it is from, its bytes, and the sources of its address and its time."""

    url: str
    body: bytes
    content_type: str | None
    saved_at: datetime
    form: str
    url_from: str
    time_from: str


def read_saved(path: Path, form: str, url: str | None) -> SavedPage:
    """The page of a file of this form ("HTML", "MHTML"); `url` is its address, where the user gave it.

    Raises SavedPageError with a sentence on what is wrong with the file, and what to do.
    """
    data = _bytes(path, LARGEST_FILE if form == "MHTML" else MAX_PAGE)
    try:
        page = _from_mhtml(path, data, url) if form == "MHTML" else _from_html(path, data, url)
    except MhtmlError as error:
        raise SavedPageError(SAVED_PAGE_BROKEN(path=path, fault=error)) from error
    if names_user(page.url):
        raise SavedPageError(PAGE_ADDRESS_WITH_USER(path=path))
    if not is_web_address(page.url):
        raise SavedPageError(PAGE_ADDRESS_BAD(path=path, url=page.url[:200]))
    if kind := why_not_html(page.body, page.content_type):
        raise SavedPageError(IMPORT_NO_PAGE(path=path, kind=kind))
    if not page.body.strip():
        raise SavedPageError(PAGE_EMPTY(path=path))
    return page


def _from_mhtml(path: Path, data: bytes, url: str | None) -> SavedPage:
    page = read_mhtml(data, MAX_PAGE)
    mark = saved_mark(decode(page.body[:_TAIL], page.content_type)) if not (url or page.url) else None
    address, url_from = _address(path, page.body, page.content_type, url, page.url or (mark.url if mark else None))
    time, time_from = _time(path, page.saved_at, "the file's Date header")
    return SavedPage(address, page.body, page.content_type, time, "MHTML file", url_from, time_from)


def _from_html(path: Path, data: bytes, url: str | None) -> SavedPage:
    mark = saved_mark(decode(data[: 1 << 17], "text/html"))
    if mark and mark.program == BROWSER and not _ENDS.search(data[-_TAIL:].replace(b"\0", b"")):
        raise SavedPageError(PAGE_BREAKS_OFF(path=path))
    address, url_from = _address(path, data, "text/html", url, mark.url if mark else None)
    time, time_from = _time(path, mark.saved_at if mark else None, f"the time that {_program(mark)} wrote")
    return SavedPage(address, data, "text/html", time, "HTML file", url_from, time_from)


def _program(mark: SavedMark | None) -> str:
    return mark.program if mark else ""


def _address(path: Path, body: bytes, content_type: str | None, url: str | None, marked: str | None) -> tuple[str, str]:
    """The page's address, and where it is from: the user, the program that saved it, or the page's own claim."""
    if url is not None:
        return url, "--url"
    if marked is not None:
        return marked, "as it was saved"
    if claimed := _claimed(body, content_type):
        return claimed, "the page's own link"
    raise SavedPageError(PAGE_WITHOUT_ADDRESS(path=path))


def _claimed(body: bytes, content_type: str | None) -> str | None:
    """The address that the page itself claims (rel=canonical, og:url), where it is one and no home page's."""
    page = open_page(Capture(url="", body=body[:CLAIMS_BYTES], fetched_at=datetime.now(UTC), content_type=content_type))
    if isinstance(page, SetAside):
        return None
    for claimed in (page.claims.links.get("canonical"), page.claims.first("og:url")):
        parts = split(claimed or "")
        if claimed and parts.scheme in {"http", "https"} and (parts.path.strip("/") or parts.query):
            return claimed.strip()
    return None


def _time(path: Path, saved_at: datetime | None, source: str) -> tuple[datetime, str]:
    """When the page was saved, and who says so; where the file doesn't, its time of change on this disk."""
    if saved_at is not None:
        return saved_at, source
    return file_time(path)


def file_time(path: Path) -> tuple[datetime, str]:
    """The file's time of change, or now where that is none (1970, a time to come); and which of the two it is."""
    try:
        changed = checked_time(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (OSError, OverflowError, ValueError):
        changed = None
    return (changed, "the file's time of change") if changed else (datetime.now(UTC), "the time of the import")


def _bytes(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise SavedPageError(PAGE_NOT_READABLE(path=path, reason=error.strerror)) from error
    if len(data) > largest:
        raise SavedPageError(PAGE_TOO_LARGE(path=path, most=largest >> 20))
    return data
