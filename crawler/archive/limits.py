"""How large a page, a record and a head may be, and how much of a WARC file is held in memory at a time.

A page may be as large as a crawl takes one (DOWNLOAD_MAXSIZE of crawler/settings.py is `MAX_PAGE`), a record as large
as the largest answer that a spider asks for. What is larger is refused with its place, whichever command meets it.
"""

from __future__ import annotations

from spiders.parsing.sitemap_file import LARGEST_SITEMAP

MAX_PAGE = 5 << 20
"""Bytes of a page, as it came over the wire and unpacked."""

LARGEST_RECORD = LARGEST_SITEMAP
"""Bytes of any record's payload that is read whole; listings may be larger than pages."""

LARGEST_HEAD = 256 << 10
"""Bytes of a WARC head, and of an HTTP head, also of one that a crawl is sent; what browsers take."""

HELD = 4 << 20
"""Bytes of a gzip member, or of a body, up to which it is held in memory whole; larger ones are read in pieces."""

STEP = 1 << 16
"""Bytes that are unpacked, or passed on, at a time."""

MOST_SEARCHED = 2 << 30
"""Bytes of an unpacked body that are searched for a removed article; what follows counts as not searched."""


def in_mib(size: int) -> str:
    """Return the size for a sentence.

    >>> in_mib(5 << 20), in_mib(50_000_000), in_mib(256 << 10)
    ('5 MiB', '47.7 MiB', '256 KiB')
    """
    if size < 1 << 20:
        return f"{size / (1 << 10):,.0f} KiB"
    return f"{size / (1 << 20):,.1f}".removesuffix(".0") + " MiB"
