"""Characters that steer what shows a text, or that no reader sees: `plain` drops them, `escaped` shows them.

The doors of the program use these functions: the terminal (crawler.console.output), feeds, CSV and JSON. docs/output.md
says what each door does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"  # C0 but tab, newline, CR; DEL; C1; line separators
_DIRECTION = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi: turn the direction of text
_UNSEEN = (  # Default_Ignorable_Code_Point of Unicode, but joiners and the choice between text and emoji
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NO_CHARACTERS = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(0x11)
)
_SOMETIMES = (
    r"\r(?!\n)"  # a terminal writes over the line's beginning
    r"|(?<=[\u200c\u200d])[\u200c\u200d]"  # Arabic, Persian and emoji join with one, never with a row of them
    r"|(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]"
)
_PERHAPS = re.compile(r"[^\n\t -~\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205f]")  # 20 times faster to search for


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(f"[{_CONTROL}{_DIRECTION}{_UNSEEN}{_NO_CHARACTERS}]|{_SOMETIMES}")


@cache
def _sequence() -> re.Pattern[str]:
    csi = r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor, "\x1b[2J"
    string = r"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # window titles, links
    return re.compile(f"{csi}|{string}")


def plain(text: str) -> str:
    r"""The text without hidden characters and terminal sequences; each form of a line's end becomes a newline.

    Hidden are: control characters but tab and newline, bidi controls, characters that no reader sees (zero-width space,
    soft hyphen, tag characters, U+FEFF ...), lone surrogates and noncharacters. Arabic's joiners U+200C and U+200D
    stay, one at a place; so does the choice between a sign and its emoji (U+FE0E, U+FE0F).

    >>> plain("Kupang\x1b[31m\x9b merah\u202e\nbaris\u2028dua")
    'Kupang merah\nbaris\ndua'
    """
    if _PERHAPS.search(text) is None:
        return text
    if "\x1b" in text:
        text = _sequence().sub("", text)
    return _hidden().sub("", re.sub(r"\r\n?|[\x0b\x0c\u2028\u2029]", "\n", text))


def may_hide(text: str) -> bool:
    """False if the text surely has no hidden character: `plain` would return it as it is."""
    return _PERHAPS.search(text) is not None


def as_read(query: str) -> str:
    r"""A search as its reader sees it, composed (NFC) and in one line: pages and chats paste in what nobody typed.

    Hidden characters go, joiners too where they stand beside no letter that joins (Arabic, emoji). Each kind of space
    and control character becomes a space.

    >>> as_read("per\xadlin\u200bdungan\u2060\ufeff \u200epem\u200cbinaan\xa0BP2MI")
    'perlindungan pembinaan BP2MI'
    """
    if query.isascii() and query.isprintable():
        return query
    text = "".join(" " if letter in "\r\x0b\x0c" or _is_control(letter) else letter for letter in query)
    text = re.sub(
        r"[\u200c\u200d](?![^\x00-\u024f\u1e00-\u20ff])|(?<![^\x00-\u024f\u1e00-\u20ff])[\u200c\u200d]", "", text
    )
    return re.sub(r"\s", " ", unicodedata.normalize("NFC", plain(text)))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc"


def escaped(text: str) -> str:
    r"""The text in one line, with an escape for each hidden character, newline and tab: to name a file or an address.

    >>> print(escaped("berita\n\x1b[2J\u202e.db"))
    berita\n\x1b[2J\u202e.db
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(r"[\n\r\t]", _escape, _hidden().sub(_escape, text))


def printable(text: str) -> str:
    r"""The text in one line, with a replacement character for each that can't be printed: a name that may be any.

    >>> printable("artikel\x1b\n")
    'artikel��'
    """
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def plain_address(url: str) -> str:
    r"""The address with hidden characters and white space in percent-encoding, as a browser sends them.

    >>> plain_address("https://balai.example/a\u202e b")
    'https://balai.example/a%E2%80%AE%20b'
    """
    return re.sub(r"\s", _percent, _hidden().sub(_percent, url))


def json_text(value: object, *, default: Any = None, indent: int | None = None) -> str:
    r"""The value as JSON, in one line without `indent`; hidden characters are escapes, so nothing is lost.

    >>> json_text({"title": "Balai \u202e\x7f é"})
    '{"title": "Balai \\u202e\\u007f é"}'
    """
    written = json.dumps(value, ensure_ascii=False, default=default, indent=indent)
    return _hidden().sub(_json_escape, written) if _PERHAPS.search(written) else written


def json_row(row: Mapping[str, Any]) -> str:
    """The row as JSON in one line, as `json_text`; days and times as ISO 8601, sets sorted."""
    return json_text(row, default=_as_text)


def _escape(match: re.Match[str]) -> str:
    r"""Return "\n", "\x1b", "\u202e" or "\U000e0041"."""
    character = match[0]
    named = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character)
    at = ord(character)
    return named or (f"\\x{at:02x}" if at < 0x100 else f"\\u{at:04x}" if at < 0x10000 else f"\\U{at:08x}")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _json_escape(match: re.Match[str]) -> str:
    return r"\u007f" if match[0] == "\x7f" else json.dumps(match[0])[1:-1]  # json.dumps leaves DEL as it is


def _as_text(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
