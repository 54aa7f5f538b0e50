"""The data that Next's newer pages push to their script in pieces (`flight_values`).

Each `self.__next_f.push([1,"..."])` holds a piece of one stream of rows. A row is `5:{...}` with JSON, or `2a:T4d2,`
and so many bytes of a text (in hexadecimal), which other rows name "$2a". Not read: rows of modules, hints and errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

PUSHED = "__next_f.push"
PUSH = re.compile(r"__next_f\.push\(\s*\[\s*1\s*,\s*(?=\")")
ROW = re.compile(rb"\s*([0-9a-f]{1,6}):(?:T([0-9a-f]{1,6}),)?")
DEEPEST = 60  # levels of a row's data


def flight_values(raws: Sequence[str]) -> list[Any]:
    """Return the rows with data that these scripts push, with the texts that they name put in; [] without any.

    >>> flight_values(['__next_f.push([1,"1:T5,Ap"])', '__next_f.push([1,"el.2:[\\\\"$1\\\\"]\\\\n"])'])
    [['Apel.']]
    """
    stream = "".join(_pieces(raws)).encode("utf-8", "replace")
    rows: list[Any] = []
    texts: dict[str, str] = {}
    at = 0
    while (row := ROW.match(stream, at)) is not None:
        if row[2] is not None:
            at = row.end() + int(row[2], 16)
            texts[f"${row[1].decode()}"] = stream[row.end() : at].decode("utf-8", "replace")
            continue
        end = stream.find(b"\n", row.end())
        at = len(stream) if end < 0 else end + 1
        if stream[row.end() : row.end() + 1] in {b"[", b"{"}:
            try:
                rows.append(json.loads(stream[row.end() : at], strict=False))
            except (ValueError, RecursionError):
                continue
    return [_with_texts(row, texts, 0) for row in rows]


def _pieces(raws: Sequence[str]) -> list[str]:
    pieces: list[str] = []
    decoder = json.JSONDecoder(strict=False)
    for raw in raws:
        for push in PUSH.finditer(raw):
            try:
                pieces.append(decoder.raw_decode(raw, push.end())[0])
            except ValueError:
                continue
    return pieces


def _with_texts(value: Any, texts: dict[str, str], depth: int) -> Any:
    """The value with the texts that it names."""
    if isinstance(value, str):
        return texts.get(value, value)
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [_with_texts(each, texts, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name: _with_texts(each, texts, depth + 1) for name, each in value.items()}
    return value
