"""The data that an HTML page holds for its own script, as values (`page_data`).

Read are the scripts of type application/json (Next's `__NEXT_DATA__`; Nuxt 3's `__NUXT_DATA__`, whose values are named
by their places), what Next's newer pages push in pieces (`self.__next_f.push`), and what Nuxt 2 assigns to
`window.__NUXT__`, a function without any calculation. No script is ever run. What stands there and can't be read is
`unread`, so that a page whose list stands in it is not taken for one without a list.

Shapes that were not seen, and what happens: data in an element's attribute, or assigned to another name of `window`
("window.__INITIAL_STATE__ = {...}"), are not read, and the page then holds no list; a script that builds its data by
calculation gives what stands plainly in it, or is unread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.strings.flight_values import PUSHED, flight_values
from pipelines.strings.placed_values import is_placed, placed_values
from pipelines.strings.script_values import script_values

DATA_SCRIPT = re.compile(
    r"""<script\b[^<>]{0,300}\btype\s*=\s*["']?application/json\b[^<>]{0,300}>([^<]+(?:<(?!/script)[^<]*)*)""", re.I
)
SCRIPT = re.compile(r"<script\b[^<>]{0,1000}>([^<]+(?:<(?!/script)[^<]*)*)", re.IGNORECASE)
NUXT = re.compile(r"\b__NUXT__\s*=(?!=)\s*(?!\{\s*\})")  # Nuxt 3 assigns an empty object there
MOST_LETTERS = 3_000_000  # of a script that is written as code; JSON has no such limit
LONGEST_UNREAD = 200  # characters of what could not be read


@dataclass(frozen=True, slots=True)
class PageData:
    """The data of a page's scripts, and the beginnings of those that could not be read."""

    values: tuple[Any, ...]
    unread: tuple[str, ...] = ()


def page_data(html: str) -> PageData:
    """The data in a page's scripts.

    >>> page_data('<script id="__NEXT_DATA__" type="application/json">{"props": {"n": 1}}</script>').values
    ({'props': {'n': 1}},)
    >>> page_data("<script>window.__NUXT__=build();</script>")
    PageData(values=(), unread=('window.__NUXT__=build();',))
    """
    values: list[Any] = []
    unread: list[str] = []
    for text in DATA_SCRIPT.findall(html):
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            unread.append(text)
        else:
            values.append(placed_values(data) if is_placed(data) else data)
    raws = [raw for raw in SCRIPT.findall(html) if "__NUXT__" in raw or PUSHED in raw]
    for raw in raws:
        if NUXT.search(raw):
            given = list(script_values(raw)) if len(raw) <= MOST_LETTERS else []
            values += given
            unread += [] if given else [raw]
    if pushes := [raw for raw in raws if PUSHED in raw]:
        rows = flight_values(pushes)
        values += rows
        unread += [] if rows else pushes[:1]
    return PageData(tuple(values), tuple(" ".join(text[:LONGEST_UNREAD].split()) for text in unread))


def json_scripts(html: str) -> Iterator[Any]:
    """Yield the values of a page's scripts of type application/json, those that can be read."""
    for text in DATA_SCRIPT.findall(html):
        try:
            yield json.loads(text)
        except (ValueError, RecursionError):
            continue
