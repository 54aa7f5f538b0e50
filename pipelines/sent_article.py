"""An article that a site sends as an object of JSON, as a page that all rules of pipelines read (`sent_page`).

Some sites' own pages have no text; the list that names the article holds it. What is archived is the object; the page
is made of it in memory, whenever it is read: its title as the heading, its text in an element of its own, and what it
says of days and people as JSON-LD. So a text is cleaned by the same rules wherever it came from.

Shapes that were not seen, and what happens: a text as a list of blocks (Editor.js) is no text, and the object then no
article (`not_html`); a day in a form that no list uses is shown on the made page and read as printed days are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import escape, unescape
from typing import Any

from lxml import etree, html

from corpus.models import Article, Capture
from pipelines.page.content_type import media_type
from pipelines.page.decode import CONTROLS
from pipelines.rules import PageRules, SentFields
from pipelines.strings.json_paths import items_at, text_at

JSON_TYPE = "application/json"
ORIGIN = "sent"  # in `origins`: the field is the object's
OF_OBJECT = frozenset({
    "authors", "editor", "modified_at", "published_at", "published_day", "published_printed", "section", "tags", "text",
    "title",
})  # fmt: skip
IN_TEXT = frozenset({"text"})  # an origin that stays: the text itself says so ("Penulis: ...")
TAG = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
PACKED_TAG = re.compile(r"&lt;/?(?:p|div|br|span|strong|em|h[1-6]|ul|ol|figure)\b", re.IGNORECASE)
EPOCH = re.compile(r"\d{10}(?:\d{3})?")
TEXT_CLASS, DAY_CLASS = "kliping-sent-text", "kliping-sent-day"


def sent_page(capture: Capture, rules: PageRules) -> tuple[Capture, PageRules] | None:
    """The capture as a page, with the rules to read it by; None where it is no object with the outlet's fields."""
    kind = media_type(capture.content_type) if rules.sent else None
    if kind is None or kind.essence != JSON_TYPE:
        return None
    try:
        item = json.loads(capture.body, strict=False)
    except (ValueError, RecursionError):
        return None
    read = ((fields, text) for fields in rules.sent if (text := text_at(item, fields.text)))
    fields, text = next(read, (None, ""))
    if fields is None or not isinstance(item, dict):
        return None
    page = CONTROLS.sub("", _page(item, fields, text, rules)).encode("utf-8", "replace")
    made = replace(capture, body=page, content_type="text/html; charset=utf-8")
    return made, replace(
        rules, body=(f"div.{TEXT_CLASS}",), title=("h1",), date=(f"time.{DAY_CLASS}",), author=(), editor=(), layouts=()
    )


def with_origins(article: Article) -> Article:
    """The article with the fields that the object gave marked as that."""
    origins = {
        name: ORIGIN if name in OF_OBJECT and (name == "text" or origin not in IN_TEXT) else origin
        for name, origin in article.origins.items()
    }
    return replace(article, origins=origins)


def _page(item: dict[str, Any], fields: SentFields, text: str, rules: PageRules) -> str:
    title = _plain(text_at(item, fields.title) or "")
    day = _instant(text_at(item, fields.day), rules.utc_offset)
    claims = {
        "@type": "NewsArticle",
        "headline": title or None,
        "datePublished": day,
        "dateModified": _instant(text_at(item, fields.modified), rules.utc_offset),
        "author": [{"@type": "Person", "name": name} for name in _texts(item, fields.authors)] or None,
        "editor": [{"@type": "Person", "name": name} for name in _texts(item, fields.editor)] or None,
        "articleSection": next(_texts(item, fields.section), None),
        "keywords": list(_texts(item, fields.tags)) or None,
    }
    ld = json.dumps({name: value for name, value in claims.items() if value}).replace("<", "\\u003c")
    printed = text_at(item, fields.day) if day is None else None
    shown = f'<time class="{DAY_CLASS}">{escape(printed)}</time>' if printed else ""
    return (
        f"<!DOCTYPE html><html><head><title>{escape(title)}</title>"
        f'<script type="application/ld+json">{ld}</script></head><body><article><h1>{escape(title)}</h1>{shown}'
        f'<div class="{TEXT_CLASS}">{_body(text)}</div></article></body></html>'
    )


def _body(text: str) -> str:
    """A text as markup whose elements are all closed; plain lines as paragraphs."""
    text = CONTROLS.sub("", text)
    if not TAG.search(text) and PACKED_TAG.search(text):
        text = unescape(text)
    if not TAG.search(text):
        return "".join(f"<p>{escape(unescape(line.strip()))}</p>" for line in text.splitlines() if line.strip())
    try:
        whole = html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError):
        return f"<p>{escape(_plain(text))}</p>"
    return str(html.tostring(whole, encoding="unicode"))


def _plain(markup: str) -> str:
    return " ".join(unescape(TAG.sub(" ", markup)).split())


def _texts(item: Any, paths: Sequence[str]) -> Iterator[str]:
    """Yield the texts at the first path that has some: one, or those of a list."""
    for path in paths:
        items = items_at(item, path)
        values = [text_at(item, (path,))] if items is None else [text_at(each, ("",)) for each in items]
        if texts := [_plain(value) for value in values if value and _plain(value)]:
            yield from texts
            return


def _instant(text: str | None, utc_offset: int | None) -> str | None:
    """A time in ISO 8601 (without a zone of its own the outlet's), or a day; None for another form.

    >>> _instant("2026-07-24 08:10:08", 7), _instant("1784855408", 7), _instant("24 Juli 2026", 7)
    ('2026-07-24T08:10:08+07:00', '2026-07-24T01:10:08+00:00', None)
    """
    if text is None:
        return None
    if EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2026-07-24"):
        return moment.date().isoformat()
    if moment.tzinfo is None and utc_offset is not None:
        moment = moment.replace(tzinfo=timezone(timedelta(hours=utc_offset)))
    return moment.isoformat()
