"""The text that a script's data hold in several strings, one for each block of it (`text_in_blocks`).

Editors of this kind (Arc, Contentful, ProseMirror) store a text as a list of blocks. Taken is the innermost list that
holds half of the text's beginnings, and of it the strings under the name that most of these stand under: a block may
have a title, a caption or an address beside its text. What stands around the list (other stories, comments) is not
looked at.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

START = re.compile(r"(?:^|[=(:])\s*(?=[{\[])")  # where a script's data may begin
MOST_STARTS = 20  # places at which data are tried to be read
MIN_BLOCKS = 2  # beginnings of the text's lines: each in a string of its own, or all in one
MIN_HELD = 0.5  # of the text's beginnings
MIN_BLOCK_WORDS = 4  # words of a string that is a block's text


def text_in_blocks(raw: str, at: int, probes: Sequence[str]) -> str | None:
    """The text of the list of blocks around this place of a script, a block a line; None where there is no such list.

    `probes` are beginnings of the text's lines, one of which stands at the place.
    """
    data = _data_around(raw, at)
    for blocks in _lists_to(data, raw[at : at + len(min(probes, key=len))]):
        strings = list(_strings(blocks))
        held = [sum(probe in string for probe in probes) for _, string in strings]
        if max(held, default=0) >= MIN_BLOCKS:
            return None  # one string has the text
        if sum(held) >= max(MIN_BLOCKS, MIN_HELD * len(probes)):
            names = Counter(name for (name, _), count in zip(strings, held, strict=True) if count)
            usual = names.most_common(1)[0][0]
            return "\n".join(dict.fromkeys(string for name, string in strings if name == usual))
    return None


def _data_around(raw: str, at: int) -> Any:
    """The data of a script that reach over this place; None where none can be read."""
    decoder = json.JSONDecoder(strict=False)
    for tries, start in enumerate(START.finditer(raw, 0, at)):
        if tries == MOST_STARTS:
            return None
        try:
            data, end = decoder.raw_decode(raw, start.end())
        except (ValueError, RecursionError):
            continue
        if end > at:
            return data
    return None


def _lists_to(data: Any, probe: str) -> Iterator[list[Any]]:
    """Yield the lists around the first string that has these letters, the innermost first."""
    above: list[tuple[Any, Iterator[tuple[str, Any]]]] = [(data, _values(data, ""))]
    while above:
        name, value = next(above[-1][1], ("", None))
        if value is None:
            above.pop()
        elif isinstance(value, str):
            if probe in value:
                yield from (holder for holder, _ in reversed(above) if isinstance(holder, list))
                return
        else:
            above.append((value, _values(value, name)))


def _values(data: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The strings, lists and objects right in a list (which is called so) or an object, each with its name."""
    if isinstance(data, dict):
        values = iter(data.items())
    else:
        values = ((name, value) for value in (data if isinstance(data, list) else ()))
    return ((name, value) for name, value in values if isinstance(value, str | list | dict))


def _strings(data: Any) -> Iterator[tuple[str, str]]:
    """Yield the strings of several words under a list or an object, in order, each with its name."""
    above = [_values(data, "")]
    while above:
        name, value = next(above[-1], ("", None))
        if value is None:
            above.pop()
        elif isinstance(value, str):
            if value.count(" ") >= MIN_BLOCK_WORDS - 1:
                yield name, value
        else:
            above.append(_values(value, name))
