"""Headers of an answer as they were sent, as texts."""

from __future__ import annotations

from scrapy.http import Response

from corpus.crawl.captures import ROW_TYPE
from pipelines.page.content_type import joined


def stated_type(response: Response) -> str | None:
    """The Content-Type headers, joined by commas; None where there is none, or our own one of tables' rows."""
    stated = joined(value.decode("latin-1") for value in response.headers.getlist("Content-Type"))
    return None if ROW_TYPE in (stated or "").lower() else stated


def sent_validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified; None for one that was not sent."""
    etag, modified = (response.headers.get(name) or b"" for name in ("ETag", "Last-Modified"))
    return etag.decode("latin-1") or None, modified.decode("latin-1") or None
