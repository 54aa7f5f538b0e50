"""An answer in JSON as the page it would show; sites load more of a list so, as markup in it or as bare rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from scrapy.http import TextResponse

from spiders.parsing.json_answers import any_json

TITLE_FIELDS = ("title", "judul", "headline", "name")  # fields that hold a row's title, the first that is there
ADDRESS_FIELDS = ("url", "link", "href", "permalink", "article_url")  # fields that hold its address
LEAST_TITLE_WORDS = 3
DATA_SCRIPT = re.compile(
    r"""<script\b[^<>]{0,300}\btype\s*=\s*["']?application/json\b[^<>]{0,300}>([^<]+(?:<(?!/script)[^<]*)*)""", re.I
)
MAX_JSON_DEPTH = 8  # levels; rows stand in the second to fifth


def page_of(response: TextResponse) -> str | None:
    """The answer as markup: markup in it as it stands, a row with an address as a link; None where it is no JSON.

    >>> page_of(TextResponse("https://x.id/cari", body=b'{"data": [{"judul": "Apel pagi", "url": "/berita/1"}]}'))
    '<div><a href="/berita/1">Apel pagi</a></div>'
    """
    answer = any_json(response.body).value
    return None if answer is None else "".join(_shown(answer, MAX_JSON_DEPTH))


def rows_without_address(response: TextResponse) -> list[str]:
    """The titles of rows in a JSON answer that name no address in any form, and the beginning of what is cut off.

    >>> rows_without_address(TextResponse("https://x.id/cari", body=b'{"data": [{"judul": "Apel pagi"}]}'))
    ['Apel pagi']
    """
    answer = any_json(response.body)
    rows = [] if answer.value is None else list(_bare_rows(answer.value, MAX_JSON_DEPTH))
    return rows if answer.rest is None else [*rows, answer.rest]


def titles_in_scripts(response: TextResponse) -> list[str]:
    """The titles of rows in a page's data for its own script (Next.js): where nothing else lists, they do.

    A title has three words or more: menus and settings stand there too.

    >>> page = b'<script type="application/json">{"data": [{"title": "Apel pagi di kantor", "slug": "apel"}]}</script>'
    >>> titles_in_scripts(TextResponse("https://x.id/", body=page))
    ['Apel pagi di kantor']
    """
    titles: dict[str, None] = {}
    for text in DATA_SCRIPT.findall(response.text):
        try:
            titles |= dict.fromkeys(_row_titles(json.loads(text), MAX_JSON_DEPTH))
        except (ValueError, RecursionError):
            continue
    return list(titles)


def _row_titles(value: Any, levels: int) -> Iterator[str]:
    inner = value if isinstance(value, list) else value.values() if isinstance(value, Mapping) else ()
    for inside in inner if levels else ():
        if isinstance(value, list) and isinstance(inside, Mapping):
            title = _title(inside)
            if len(title.split()) >= LEAST_TITLE_WORDS:
                yield title
                continue
        yield from _row_titles(inside, levels - 1)


def _bare_rows(value: Any, levels: int) -> Iterator[str]:
    if not levels:
        return
    if isinstance(value, list):
        for row in value:
            if isinstance(row, Mapping) and not "".join(_shown(row, levels - 1)) and (title := _title(row)):
                yield title
            elif not isinstance(row, Mapping):
                yield from _bare_rows(row, levels - 1)
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _bare_rows(inside, levels - 1)


def _title(row: Mapping[str, Any]) -> str:
    return _first_of(row, TITLE_FIELDS)


def _first_of(row: Mapping[str, Any], names: Sequence[str]) -> str:
    """The text of the first of these fields that a row has, whatever their case; empty where it has none."""
    fields = {str(name).lower(): value for name, value in row.items() if isinstance(value, str)}
    return next((fields[name] for name in names if fields.get(name)), "")


def _shown(value: Any, levels: int) -> Iterator[str]:
    if isinstance(value, str) and "<a" in value.lower():
        yield value
    elif isinstance(value, Mapping) and levels:
        yield from _row(value)
        for inside in value.values():
            yield from _shown(inside, levels - 1)
    elif isinstance(value, list) and levels:
        for inside in value:
            yield from _shown(inside, levels - 1)


def _row(row: Mapping[str, Any]) -> Iterator[str]:
    if address := _first_of(row, ADDRESS_FIELDS):
        yield f'<div><a href="{escape(address)}">{escape(_title(row))}</a></div>'
