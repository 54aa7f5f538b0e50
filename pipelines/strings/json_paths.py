"""Values in JSON by a path: `value_at`, `items_at`, and the words of a value (`strings_in`).

A path is names with dots between: "data.articles". "[]" behind a name stands for each item of the list of that name
("data.edges[].node"), a number for the item at that place ("data.0"), "*" for any name (Nuxt names its data by hashes:
"data.*.latest"): the first whose rest is there. "" is the value itself. A name that has a dot of its own can't be
written. A list with gaps, which PHP writes as an object with numbers for names, is a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

MISSING: Final = object()
"""What stands at a path that leads nowhere; None is JSON's null."""
MOST_NAMES = 2_000  # of an object that "*" tries
MOST_VALUES_OF = 2_000  # values of an item that are looked through


def value_at(value: Any, path: str) -> Any:
    """The value at a path without "[]", MISSING where it leads nowhere.

    >>> value_at({"data": {"section": [{"name": "Umum"}]}}, "data.section.0.name")
    'Umum'
    >>> value_at({"data": None}, "data.name") is MISSING, value_at({"a7": {"n": 1}}, "*.n")
    (True, 1)
    """
    return next(_every(value, _names(path)), MISSING)


def items_at(value: Any, path: str) -> list[Any] | None:
    """The items of the list at a path; None where no list stands there.

    Of "edges[].node" they are the nodes, and an edge without one as it stands. Of "groups[].items" they are the items
    of all groups, and a group without a list as it stands. Of several lists under "*" it is the first with items.

    >>> items_at({"data": {"edges": [{"node": 1}, {"x": 2}]}}, "data.edges[].node")
    [1, {'x': 2}]
    >>> items_at({"a": [{"n": [1, 2]}, {"n": [3]}]}, "a[].n[]"), items_at({"data": None}, "data")
    ([1, 2, 3], None)
    >>> items_at({"a": {"new": []}, "b": {"new": [1]}}, "*.new"), items_at({"a": {"new": []}}, "*.new")
    ([1], [])
    """
    first, *steps = path.split("[]")
    lists = [items for one in _every(value, _names(first.strip("."))) if (items := listed_items(one)) is not None]
    if not lists:
        return None
    items = next(filter(None, lists), lists[0])
    for place, step in enumerate(steps):
        is_list = place + 1 < len(steps)
        items = [inner for item in items for inner in _inner(item, step.strip("."), is_list=is_list)]
    return items


def listed_items(value: Any) -> list[Any] | None:
    """The items of a list; also of a list with gaps, which PHP writes as an object with numbers for names.

    >>> listed_items({"0": "a", "2": "b"}), listed_items({"code": "rest_forbidden"})
    (['a', 'b'], None)
    """
    if isinstance(value, dict) and value and all(str(name).isdigit() for name in value):
        return list(value.values())
    return value if isinstance(value, list) else None


def text_at(value: Any, paths: Sequence[str]) -> str | None:
    """The first text or number at one of the paths, without blanks around it; None where there is none.

    >>> text_at({"judul": " Apel ", "id": 7}, ("title", "judul")), text_at({"id": 7}, ("id",))
    ('Apel', '7')
    """
    for path in paths:
        there = value_at(value, path)
        if isinstance(there, int | float) and not isinstance(there, bool):
            return str(there)
        if isinstance(there, str) and there.strip():
            return there.strip()
    return None


def strings_in(value: Any, most: int = MOST_VALUES_OF) -> Iterator[str]:
    """Yield the texts in a value, of so many values within it at most: one that holds itself has an end, too."""
    waiting = [value]
    for _ in range(most):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _names(path: str) -> list[str]:
    return path.split(".") if path else []


def _every(value: Any, names: Sequence[str]) -> Iterator[Any]:
    """Yield what stands at a path, of "*" in each place where its rest is there."""
    for place, name in enumerate(names):
        if name == "*":
            inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
            for each in islice(inner, MOST_NAMES):
                yield from _every(each, names[place + 1 :])
            return
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name[:9]) < len(value):
            value = value[int(name)]
        else:
            return
    yield value


def _inner(item: Any, path: str, *, is_list: bool) -> list[Any]:
    there = value_at(item, path)
    if is_list:
        rows = listed_items(there)
        return [item] if rows is None else rows
    return [item if there is MISSING else there]
