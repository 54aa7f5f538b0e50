"""The list in an answer that is JSON, or a page with JSON for its own script (`list_answer`): its items, or why not.

Shapes that were not seen, and what happens: an answer in another form than JSON behind the same address (CSV, XML) has
no list; one in which the server says that it failed beside a list that is filled gives the list, and what the server
says as one more entry that could not be read; an empty list with such words is no list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrapy.http import Response, TextResponse

from pipelines.strings.embedded_json import LONGEST_UNREAD, page_data
from pipelines.strings.json_paths import MISSING, items_at, value_at
from pipelines.strings.placed_values import is_placed, placed_values
from spiders.parsing.json_answers import begins_as_page, json_answer
from spiders.parsing.json_listing import says_it_failed


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """An answer as it was read.

    `items` is None where no list stands at the path; `value` is the whole in which it stands, or in which it was looked
    for. `is_null` is True where null or an empty object stands there, in an answer that does not say that it failed.
    `faults` are what could not be read beside the items, `rest` what stands behind a fault that cut the answer.
    """

    items: list[Any] | None
    value: Any = None
    is_null: bool = False
    rest: str | None = None
    faults: tuple[str, ...] = ()


def list_answer(response: Response, path: str) -> ListAnswer:
    """Read the list at a path of `pipelines.strings.json_paths`, in JSON, in values by place, or in a page's data."""
    text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
    if begins_as_page(text):
        data = page_data(text)
        values, unread, rest = list(data.values), data.unread, None
    else:
        read = json_answer(response.body, lambda value: items_at(value, path) is not None)
        values, unread, rest = [] if read.value is None else [read.value], (), read.rest
        if is_placed(read.value):
            values.append(placed_values(read.value))
    lists = [(items, value) for value in values if (items := items_at(value, path)) is not None]
    if not lists:
        value = values[-1] if values else None
        place = value_at(value, path.partition("[]")[0]) if values else MISSING
        is_null = (place is None or place == {}) and not any(map(says_it_failed, _around(value, path)))
        return ListAnswer(None, value, is_null, rest, unread)
    items, value = next((one for one in lists if one[0]), lists[0])
    failures = [around for around in _around(value, path) if says_it_failed(around)]
    if failures and not items:
        return ListAnswer(None, value, False, rest, unread)
    return ListAnswer(items, value, False, rest, tuple(map(_failure, failures)))


def _around(value: Any, path: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects around a list, from the whole to the one that holds it."""
    names = path.partition("[]")[0].split(".")
    for number in range(len(names)):
        inner = value_at(value, ".".join(names[:number]))
        if inner is not MISSING and isinstance(inner, Mapping):
            yield inner


def _failure(around: Mapping[str, Any]) -> str:
    """What an object says of its failure, in a line."""
    words = around.get("errors") or around.get("error") or around.get("message") or around.get("status")
    return f"the server says: {words}"[:LONGEST_UNREAD]
