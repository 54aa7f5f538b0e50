"""JSON that breaks off or goes wrong: what is complete before the fault.

No well-kept library for it is installed, and those that there are guess at values; here nothing is guessed. Each value
that is whole is read by Python's own decoder, which also reads a text with line breaks in it. A comma before a closing
bracket is passed over. Shapes that were not seen, and what happens: a fault in the middle of an answer (a notice of PHP
within it, a quotation mark without its backslash) ends it there, though whole items may follow: the answer is cut.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

BETWEEN = re.compile(r"\s*")
DEEPEST = 12  # levels of brackets around a fault; each is read once more
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class BrokenJson:
    """What was read: the value, where the reading ended, and whether the value ended there, too.

    `end` is behind a value that is whole, else the place from which on nothing was read. `has_list` is True where the
    fault stands in a list: the item that it is in is left out of it.
    """

    value: Any
    end: int
    is_whole: bool
    has_list: bool = False


def read_broken(text: str, begins: int, levels: int = DEEPEST) -> BrokenJson:
    """Read the value that begins at this place, as far as it is sound; None where nothing of it is.

    The outermost list around the fault keeps its whole items; an object keeps its whole fields, and the one that holds
    such a list. An object whose names are numbers is a list with gaps, as PHP writes it.

    >>> read_broken('[{"id": 1,}, {"id": 2}, {"id": 3, "tags": ["a", ', 0)
    BrokenJson(value=[{'id': 1}, {'id': 2}], end=24, is_whole=False, has_list=True)
    >>> read_broken('{"data": [1, 2], "total": 3,}', 0)
    BrokenJson(value={'data': [1, 2], 'total': 3}, end=29, is_whole=True, has_list=False)
    """
    try:
        value, end = _DECODER.raw_decode(text, begins)
    except (ValueError, RecursionError):
        pass
    else:
        return BrokenJson(value, end, True)
    opening = text[begins : begins + 1]
    if not levels or opening not in {"[", "{"}:
        return BrokenJson(None, begins, False)
    return _read_list(text, begins, levels) if opening == "[" else _read_object(text, begins, levels)


def _read_list(text: str, begins: int, levels: int) -> BrokenJson:
    items: list[Any] = []
    at = _next(text, begins + 1)
    while text[at : at + 1] != "]":
        item = read_broken(text, at, levels - 1)
        behind = _next(text, item.end)
        if not item.is_whole:
            return BrokenJson(items, at, False, True)
        if text[behind : behind + 1] not in {",", "]"}:  # of a number there may have been more
            is_sound = not isinstance(item.value, int | float)
            return BrokenJson([*items, item.value] if is_sound else items, behind if is_sound else at, False, True)
        items.append(item.value)
        at = _next(text, behind + 1) if text[behind] == "," else behind
    return BrokenJson(items, at + 1, True)


def _read_object(text: str, begins: int, levels: int) -> BrokenJson:
    fields: dict[str, Any] = {}
    at = _next(text, begins + 1)
    while text[at : at + 1] != "}":
        name = read_broken(text, at, 0)
        colon = _next(text, name.end)
        if not isinstance(name.value, str) or text[colon : colon + 1] != ":":
            return BrokenJson(fields, at, False)
        field = read_broken(text, _next(text, colon + 1), levels - 1)
        behind = _next(text, field.end)
        if not field.is_whole:
            is_list = all(other.isdigit() for other in (*fields, name.value))
            if (field.has_list or isinstance(field.value, dict)) and not is_list:
                fields[name.value] = field.value
            return BrokenJson(fields, at if is_list else field.end, False, is_list or field.has_list)
        if text[behind : behind + 1] not in {",", "}"}:
            if not isinstance(field.value, int | float):
                fields[name.value] = field.value
            return BrokenJson(fields, behind, False)
        fields[name.value] = field.value
        at = _next(text, behind + 1) if text[behind] == "," else behind
    return BrokenJson(fields, at + 1, True)


def _next(text: str, at: int) -> int:
    """The place of the next character that is no blank."""
    blank = BETWEEN.match(text, at)
    return blank.end() if blank else at
