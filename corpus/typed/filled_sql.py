"""An SQL statement with its values in place of their names (`filled_sql`), to be read or pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAME_OR_TEXT = re.compile(r"'(?:[^']|'')*'|:(?P<name>[a-z_]\w*)")


def filled_sql(sql: str, values: Mapping[str, Any]) -> str:
    """Return the statement with each `:name` replaced by its value as an SQL literal; texts in it stay as they are.

    >>> filled_sql("SELECT 1 WHERE a = :who AND b = ':who' AND c < :most", {"who": "Ma'ruf", "most": None})
    "SELECT 1 WHERE a = 'Ma''ruf' AND b = ':who' AND c < NULL"
    """

    def literal(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name not in values:
            return match[0]
        value = values[name]
        if value is None:
            return "NULL"
        return str(value) if isinstance(value, (int, float)) else "'{}'".format(str(value).replace("'", "''"))

    return _NAME_OR_TEXT.sub(literal, sql)
