"""What an answer in JSON lists: its rows, and the page that it would show, where a site loads more of a list so.

Known names go first (DataTables, Bootstrap, Laravel, plug-ins of WordPress); else the rows are the list in which most
items hold an address, those of articles before all others. Where an answer says no total, articles in its other lists
(one a rubric) stand `beside` its rows. Shapes that were not seen, and what happens: where it says one, and rows stand
in several lists, they are those of the longest, and only a total that is larger tells of the others; a list below
MOST_LEVELS is not seen; rows as an object by key ({"apel-pagi": {...}}) are no list; `count` and `per_page` are not
taken for the number of all rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from scrapy.http import TextResponse

from pipelines.strings.embedded_json import DATA_SCRIPT, json_scripts
from pipelines.strings.json_paths import listed_items
from spiders.parsing.json_answers import any_json
from spiders.parsing.links import markup_text

TITLE_FIELDS = ("title", "judul", "headline", "name")  # fields that hold a row's title, the first that is there
ADDRESS_FIELDS = ("url", "link", "href", "permalink", "article_url")  # fields that hold its address
LEAST_TITLE_WORDS = 3
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


def hidden_titles(response: TextResponse) -> list[str]:
    """The titles of rows in a page's data for its own script (Next.js) that stand nowhere else on the page.

    A title has three words or more: menus and settings stand there too.

    >>> page = b'<script type="application/json">{"data": [{"title": "Apel pagi di kantor", "slug": "apel"}]}</script>'
    >>> hidden_titles(TextResponse("https://x.id/", body=page))
    ['Apel pagi di kantor']
    """
    titles: dict[str, None] = {}
    for data in json_scripts(response.text):
        titles |= dict.fromkeys(_row_titles(data, MAX_JSON_DEPTH))
    if not titles:
        return []
    shown = " ".join((markup_text(DATA_SCRIPT.sub(" ", response.text)) or "").split())
    return [title for title in titles if (markup_text(title) or "") not in shown]


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


ROW_NAMES = ("data", "aaData", "rows", "result", "results", "posts", "items")
TOTAL_NAMES = (
    "recordsFiltered", "iTotalDisplayRecords", "recordsTotal", "iTotalRecords", "total", "total_posts", "total_rows",
    "totalCount", "totalRecords", "totalResults", "found", "found_posts",
)  # fmt: skip
FAILURES = frozenset({"error", "fail", "failed", "failure", "galat", "gagal", "false"})
MOST_LEVELS = 5  # of objects and lists, in which rows are looked for
MOST_LISTS = 100  # in an answer that are compared

NO_ADDRESS, SOME_ADDRESS, ARTICLE_ADDRESS = range(3)
"""What a row holds: no address, one, or one in the form of the outlet's articles."""


@dataclass(frozen=True, slots=True)
class JsonRows:
    """The rows of an answer, and how many there are in all by its own count (None: it says nothing).

    `beside` are rows of its other lists that hold the address of an article; the next rows stand behind `rows` alone.
    """

    rows: Sequence[Any]
    total: int | None = None
    beside: Sequence[Any] = ()


def rows_in(answer: Any, address_in: Callable[[Any], int], *, is_later: bool = False) -> JsonRows | None:
    """Return the rows; None where the answer has none, or says that it could not look.

    `address_in` says of a row what it holds. A list without rows is an answer where its name is known, or where it is
    the only list of an answer whose total is 0, or of one that `is_later` than the first of a walk.

    >>> rows_in({"hasil": [{"url": "/a"}], "menu": ["x"], "total": 7}, lambda row: "url" in row)
    JsonRows(rows=[{'url': '/a'}], total=7, beside=[])
    >>> rows_in({"status": "error", "data": []}, bool) is None
    True
    """
    lists = list(_lists(answer, "", (), MOST_LEVELS))[:MOST_LISTS]
    filled = [one for one in lists if any(isinstance(row, list | Mapping) for row in one.rows)]
    if filled:
        best = filled[0] if len(filled) == 1 else max(filled, key=lambda one: _rank(one, address_in))
        # Rows that are mere words may stand under a known name beside a list of something else.
        named = [one for one in lists if one.is_named and one.rows and one not in filled]
        if named and not any(address_in(row) for row in best.rows):
            best = named[0]
        is_alone = len(filled) == 1 or best.total is not None or not any(map(address_in, best.rows))
        others = [] if is_alone else [row for one in filled if one is not best for row in one.rows]
        return JsonRows(best.rows, best.total, [row for row in others if address_in(row) == ARTICLE_ADDRESS])
    named = [one for one in lists if one.is_named and one.around]
    if named and named[0].rows:
        return JsonRows(named[0].rows, named[0].total)
    only = named[0] if named else lists[0] if len(lists) == 1 and (is_later or lists[0].total == 0) else None
    return None if only is None or any(map(says_it_failed, only.around)) else JsonRows((), only.total)


def says_it_failed(answer: Mapping[str, Any]) -> bool:
    """True where an object says that the server could not look: `error` (datatables.net), `errors` (GraphQL) ...

    >>> says_it_failed({"success": False}), says_it_failed({"error": None, "status": 200})
    (True, False)
    """
    status = answer.get("status", answer.get("success"))
    return bool(answer.get("error") or answer.get("errors")) or status is False or str(status).lower() in FAILURES


@dataclass(frozen=True, slots=True)
class _List:
    """A list in the answer: its name, its items, and the objects around it, the nearest first."""

    name: str
    rows: Sequence[Any]
    around: tuple[Mapping[str, Any], ...]

    @property
    def is_named(self) -> bool:
        return self.name in ROW_NAMES

    @property
    def total(self) -> int | None:
        numbers = (_number(around.get(name)) for around in self.around for name in TOTAL_NAMES)
        return next((number for number in numbers if number is not None), None)


def _lists(value: Any, name: str, around: tuple[Mapping[str, Any], ...], levels: int) -> Iterator[_List]:
    """Yield the lists within a value, but those within rows."""
    if isinstance(value, str) and value[:1] == "{":  # ASP.NET's {"d": "{...}"}
        value = _json_in(value)
    items = listed_items(value)
    if items is not None:
        yield _List(name, items, around)
    elif isinstance(value, Mapping) and levels:
        for key, inner in value.items():
            yield from _lists(inner, str(key), (value, *around), levels - 1)


def _rank(one: _List, address_in: Callable[[Any], int]) -> tuple[bool, bool, int, int]:
    held = [address_in(row) for row in one.rows]
    with_address = sum(address > NO_ADDRESS for address in held)
    return ARTICLE_ADDRESS in held, one.is_named, with_address, len(held)


def _json_in(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _number(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value[:9])
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
