"""Which records of a WARC hold a page, and can it be read?"""

from __future__ import annotations

from crawler.archive.reader import LOOKS_LIKE_HTML, Record
from crawler.archive.unpack import UnpackError


def is_html(record: Record) -> bool:
    """True where the answer says that it is HTML, or says nothing and looks like it, or can't be looked at."""
    kind = (record.header("Content-Type") or "").lower()
    return "html" in kind or (not kind and (not is_readable(record) or _looks_like_html(record)))


def is_readable(record: Record) -> bool:
    """True where the page's Content-Encoding can be undone; one that was cut on its way, say, is never a whole page."""
    try:
        return record.body is not None
    except UnpackError:
        return False


def _looks_like_html(record: Record) -> bool:
    return LOOKS_LIKE_HTML.match(record.body[:2000]) is not None
