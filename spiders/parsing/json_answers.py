"""JSON as sites send it: behind a byte order mark, PHP's notices or a callback's name, with junk at its end, or cut.

No well-kept library for broken JSON is installed, and those that there are guess at values; here nothing is guessed.
Each value that is whole is read by Python's own decoder. Shapes that were not seen, and what happens: a fault in the
middle of an answer (a notice of PHP within it, a quotation mark without its backslash) ends it there, though whole
items may follow: the answer is cut. Names or texts in single quotes and comments are faults, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
PAGE_BEGINS = 2_000  # characters of an answer in which a page says that it is one
NOTICE = re.compile(  # "<br /><b>Warning</b>:  Undefined variable $x in /srv/x.php on line 3"
    r"(?:<br\s*/?>\s*)*(?:<b>)?(?:PHP )?(?:deprecated|fatal error|notice|parse error|warning)\b", re.IGNORECASE
)
BETWEEN = re.compile(r"\s*")
DEEPEST = 12  # levels of brackets around a fault; each is read once more
BEGINNINGS = re.compile(r"[\[{]")
# What may stand behind an answer: the end of a callback, or of a page that shows it.
CLOSING = re.compile(r"(?:[\s);]|</(?:body|code|html|pre)\s*>)*", re.IGNORECASE)
MOST_BEGINNINGS = 200  # brackets in the junk before an answer that are tried
MOST_BROKEN = 20  # of them with a value that is not whole
LONGEST_REST = 200  # characters that are shown of what could not be read
FIGURES = re.compile(r"[0-9]{1,9}")
DIGITS = re.compile(rb"\s*([0-9]{1,9})\s*(?:,|$)")
FEWER = (50, 20, 10)  # entries a page that are asked for in turn, where a site refuses more and doesn't say its most
_DECODER = json.JSONDecoder(strict=False)


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
    (`read_broken`).

    >>> json_answer(b'<b>Notice</b>: foo[0] in x.php on line 3<br />[{"id": 1,}]', lambda value: value == [{"id": 1}])
    JsonAnswer(value=[{'id': 1}], rest=None)
    >>> json_answer(b"<b>Notice</b>: foo[0] in x.php on line 3<br />cb([]);", lambda value: value == ["x"])
    JsonAnswer(value=[], rest=None)
    >>> json_answer(b'{"posts": [{"id": 1}, {"id": 2, "ti', lambda value: "posts" in value)
    JsonAnswer(value={'posts': [{'id': 1}]}, rest='{"id": 2, "ti')
    """
    text = _decoded(body)
    try:
        return JsonAnswer(_DECODER.decode(text))
    except (ValueError, RecursionError):
        pass
    broken = 0
    for begins in islice(BEGINNINGS.finditer(text), MOST_BEGINNINGS):
        try:
            value, end = _DECODER.raw_decode(text, begins.start())
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


def begins_as_page(text: str) -> bool:
    """True for a text with the tags of a web page in its beginning; not for JSON that holds such a page.

    >>> begins_as_page("\\n<!DOCTYPE html><html>"), begins_as_page('{"isi": "<html><p>Apel"}')
    (True, False)
    """
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}
    return not is_json and WEB_PAGE.search(text, 0, PAGE_BEGINS) is not None


def _holds_more(value: Any) -> bool:
    """True for an object, and for a list of objects or lists; a notice has "[0]" in it."""
    return bool(value) and (isinstance(value, dict) or any(isinstance(item, dict | list) for item in value))


def _answer_of(read: BrokenJson, text: str) -> JsonAnswer:
    return JsonAnswer(read.value, None if read.is_whole else text[read.end : read.end + LONGEST_REST])


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
