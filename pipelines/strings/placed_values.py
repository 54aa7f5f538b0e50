"""Values that are named by their places in a list, as Nuxt sends a page's data (`placed_values`): devalue's format.

`_payload.json` and `<script id="__NUXT_DATA__">` hold `[{"data": 1}, {"latest": 2}, [3], {"title": 4}, "Apel"]`: the
first value is the whole, and a number within an object or a list is the place of what stands there. A list that begins
with a word is something else: a date, a set, a map, or one of Nuxt's wrappers around a value
(https://github.com/sveltejs/devalue, README.md and src/parse.js; Nuxt's `revive-payload`). A value may stand in itself.

What was not seen, and what becomes of it: a word of a wrapper that is not known stands for the value at the place
behind it; a place that is none, and the negative numbers (undefined, NaN ...), are None; bytes and typed arrays stay as
their text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TEXTS = frozenset({"BigInt", "Date", "EmptyRef", "EmptyShallowRef", "RegExp", "URL", "URLSearchParams"})
KNOWN = TEXTS | {"Map", "Set", "null"}
SPARSE = -7  # devalue's sign of a list with gaps: [-7, length, place, value, ...]


def is_placed(data: Any) -> bool:
    """True for a list of values that are named by their places, by its first value.

    >>> is_placed([{"data": 1}, []]), is_placed([["ShallowReactive", 1], {"data": 2}]), is_placed([{"id": "x"}])
    (True, True, False)
    """
    if not isinstance(data, list) or not data:
        return False
    first = data[0]
    if isinstance(first, dict):
        return bool(first) and all(_is_place(place) for place in first.values())
    if not isinstance(first, list) or not first:
        return False
    rest = first[1:] if isinstance(first[0], str) else first
    return bool(rest) and all(_is_place(place) for place in rest)


def placed_values(data: Sequence[Any]) -> Any:
    """The whole that the list's first value is, with the values put in; what stands at two places is one object.

    >>> placed_values([{"data": 1, "at": 4}, ["Reactive", 2], {"latest": 3}, [5], ["Date", "2026-07-24"], {"n": -1}])
    {'data': {'latest': [{'n': None}]}, 'at': '2026-07-24'}
    """
    made: dict[int, Any] = {}
    waiting: list[tuple[Any, Any]] = []

    def at(place: Any) -> Any:
        passed: set[int] = set()
        while _is_place(place) and 0 <= place < len(data) and place not in passed:
            if place in made:
                return made[place]
            raw = data[place]
            word = _word(raw) if isinstance(raw, list) else None
            if word is None or word in KNOWN:
                made[place] = value = _empty(raw)
                if value is not raw and isinstance(value, dict | list):
                    waiting.append((value, raw))
                return value
            passed.add(place)
            place = raw[1] if len(raw) > 1 else None  # a wrapper
        return None

    whole = at(0)
    while waiting:
        value, raw = waiting.pop()
        _fill(value, raw, at)
    return whole


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _empty(raw: Any) -> Any:
    """What stands for a raw value: an empty object or list that is filled later, else the value itself."""
    if isinstance(raw, dict):
        return {}
    if not isinstance(raw, list):
        return raw
    if _word(raw) in TEXTS:
        return raw[1] if len(raw) > 1 else None
    return {} if _word(raw) in {"Map", "null"} else []


def _word(raw: list[Any]) -> str | None:
    """The word that a list begins with; None where it begins with a place."""
    return raw[0] if raw and isinstance(raw[0], str) else None


def _fill(value: Any, raw: Any, at: Any) -> None:
    if isinstance(raw, dict):
        value.update((name, at(place)) for name, place in raw.items())
    elif (word := _word(raw)) == "null":
        value.update((str(name), at(place)) for name, place in zip(raw[1::2], raw[2::2], strict=False))
    elif word == "Map":
        value.update((str(at(name)), at(place)) for name, place in zip(raw[1::2], raw[2::2], strict=False))
    elif word == "Set":
        value.extend(at(place) for place in raw[1:])
    elif raw and raw[0] == SPARSE:
        value.extend(at(place) for place in raw[3::2])
    else:
        value.extend(at(place) for place in raw)
