"""JSON as sites send it: behind a byte order mark, PHP's notices or a callback's name, and with junk at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import islice
from typing import Any

BEGINNINGS = re.compile(r"[\[{]")
CLOSING = re.compile(r"[\s);]*")  # what may stand behind an answer: the end of a callback
MOST_BEGINNINGS = 200  # brackets in the junk before an answer that are tried
FIGURES = re.compile(r"[0-9]{1,9}")
DIGITS = re.compile(rb"\s*([0-9]{1,9})\s*(?:,|$)")
FEWER = (50, 20, 10)  # entries a page that are asked for in turn, where a site refuses more and doesn't say its most


def json_answer(body: bytes, is_answer: Callable[[Any], bool]) -> Any:
    """The first value in the body for which `is_answer` is true, else the body as a whole; None where it is no JSON.

    Line breaks and other control characters may stand bare within texts, as careless programs write them. A list
    without entries is the answer where nothing but a callback's bracket stands behind it.

    >>> json_answer(b'<b>Notice</b>: foo[0] in x.php on line 3<br />[{"id": 1}]', lambda value: value == [{"id": 1}])
    [{'id': 1}]
    >>> json_answer(b"<b>Notice</b>: foo[0] in x.php on line 3<br />cb([]);", lambda value: value == ["x"])
    []
    """
    text = body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff")
    decoder = json.JSONDecoder(strict=False)
    try:
        return decoder.decode(text)
    except (ValueError, RecursionError):
        pass
    for begins in islice(BEGINNINGS.finditer(text), MOST_BEGINNINGS):
        try:
            value, end = decoder.raw_decode(text, begins.start())
        except (ValueError, RecursionError):
            continue
        if is_answer(value) or (value == [] and CLOSING.fullmatch(text, end)):
            return value
    return None


def listed_items(value: Any) -> list[Any] | None:
    """The items of a list; also of a list with gaps, which PHP writes as an object with numbers for names.

    >>> listed_items({"0": "a", "2": "b"}), listed_items({"code": "rest_forbidden"})
    (['a', 'b'], None)
    """
    if isinstance(value, dict) and value and all(str(name).isdigit() for name in value):
        return list(value.values())
    return value if isinstance(value, list) else None


def whole_number(header: bytes | None) -> int | None:
    """The number that a header holds, None where it holds none; a header sent twice is joined: "32, 32".

    >>> whole_number(b"32, 32"), whole_number(b"many")
    (32, None)
    """
    match = DIGITS.match(header or b"")
    return int(match[1]) if match else None


def most_of(refusal: str, was: int) -> int | None:
    """How many entries a page to ask for where `was` many were refused in these words; None where no fewer are left.

    >>> most_of("per_page must be between 1 (inclusive) and 30 (inclusive)", 100)
    30
    >>> most_of("Parameter tidak valid: per_page", 100), most_of("per_page", 10)
    (50, None)
    """
    named = [number for word in FIGURES.findall(refusal) if 1 < (number := int(word)) < was]
    return max(named, default=None) or next((number for number in FEWER if number < was), None)
