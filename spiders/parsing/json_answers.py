"""JSON as sites send it: behind a byte order mark, PHP's notices or a callback's name, and with junk at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from spiders.parsing.broken_json import BrokenJson, read_broken

WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
NOTICE = re.compile(  # "<br /><b>Warning</b>:  Undefined variable $x in /srv/x.php on line 3"
    r"(?:<br\s*/?>\s*)*(?:<b>)?(?:PHP )?(?:deprecated|fatal error|notice|parse error|warning)\b", re.IGNORECASE
)
BEGINNINGS = re.compile(r"[\[{]")
CLOSING = re.compile(r"[\s);]*")  # what may stand behind an answer: the end of a callback
MOST_BEGINNINGS = 200  # brackets in the junk before an answer that are tried
MOST_BROKEN = 20  # of them with a value that is not whole
LONGEST_REST = 200  # characters that are shown of what could not be read
FIGURES = re.compile(r"[0-9]{1,9}")
DIGITS = re.compile(rb"\s*([0-9]{1,9})\s*(?:,|$)")
FEWER = (50, 20, 10)  # entries a page that are asked for in turn, where a site refuses more and doesn't say its most


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """The value that a body holds; where the body breaks off or goes wrong within it, `rest` begins there.

    The value then has what is complete before that place. `rest` is None where the value is whole.
    """

    value: Any
    rest: str | None = None


def json_answer(body: bytes, is_answer: Callable[[Any], bool]) -> JsonAnswer:
    """The first value in the body for which `is_answer` is true, else the body as a whole; None where it is no JSON.

    Line breaks and other control characters may stand bare within texts, and a comma behind the last item, as careless
    programs write them. A list without entries is the answer where nothing but a callback's bracket stands behind it.
    Of a value that is cut or broken what stands before is the answer, without the item that the fault is in
    (spiders/parsing/broken_json.py). Not seen: names or texts in single quotes, comments; these are faults.

    >>> json_answer(b'<b>Notice</b>: foo[0] in x.php on line 3<br />[{"id": 1,}]', lambda value: value == [{"id": 1}])
    JsonAnswer(value=[{'id': 1}], rest=None)
    >>> json_answer(b"<b>Notice</b>: foo[0] in x.php on line 3<br />cb([]);", lambda value: value == ["x"])
    JsonAnswer(value=[], rest=None)
    >>> json_answer(b'{"posts": [{"id": 1}, {"id": 2, "ti', lambda value: "posts" in value)
    JsonAnswer(value={'posts': [{'id': 1}]}, rest='{"id": 2, "ti')
    """
    text = _decoded(body)
    decoder = json.JSONDecoder(strict=False)
    try:
        return JsonAnswer(decoder.decode(text))
    except (ValueError, RecursionError):
        pass
    broken = 0
    for begins in islice(BEGINNINGS.finditer(text), MOST_BEGINNINGS):
        try:
            value, end = decoder.raw_decode(text, begins.start())
        except (ValueError, RecursionError):
            broken += 1
            if broken <= MOST_BROKEN and is_answer(
                (answer := _answer_of(read_broken(text, begins.start()), text)).value
            ):
                return answer
            continue
        if is_answer(value) or (value == [] and CLOSING.fullmatch(text, end)):
            return JsonAnswer(value)
    return JsonAnswer(None)


def _decoded(body: bytes) -> str:
    """The text of an answer in JSON, without a byte order mark."""
    return body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff")


def any_json(body: bytes) -> JsonAnswer:
    """The object or list that a body is, also behind PHP's notices; None for any other body, as a web page.

    >>> any_json(b'\\xef\\xbb\\xbf[{"id": 1},'), any_json(b"[Promo] <html>")
    (JsonAnswer(value=[{'id': 1}], rest=''), JsonAnswer(value=None, rest=None))
    >>> any_json(b'<br />\\n<b>Warning</b>: x[0] in y.php<br />{"data": [1]}')
    JsonAnswer(value={'data': [1]}, rest=None)
    """
    text = _decoded(body).strip()
    if text[:1] in {"[", "{"}:
        read = read_broken(text, 0)
        if WEB_PAGE.search(text, read.end) or not (read.is_whole or read.value):
            return JsonAnswer(None)
        return _answer_of(read, text)
    return json_answer(text.encode(), _holds_more) if NOTICE.match(text) else JsonAnswer(None)


def _holds_more(value: Any) -> bool:
    """True for an object, and for a list of objects or lists; a notice has "[0]" in it."""
    return bool(value) and (isinstance(value, dict) or any(isinstance(item, dict | list) for item in value))


def _answer_of(read: BrokenJson, text: str) -> JsonAnswer:
    return JsonAnswer(read.value, None if read.is_whole else text[read.end : read.end + LONGEST_REST])


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
