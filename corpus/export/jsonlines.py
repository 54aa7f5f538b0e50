"""JSON Lines: one article a line, lists as lists, nulls present, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> int:
    """Write the rows and return how many there were."""
    number = 0
    for row in rows:
        out.write(json.dumps({name: row[name] for name in columns}, ensure_ascii=False) + "\n")
        number += 1
    return number
