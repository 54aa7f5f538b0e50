"""Counters of a page's photos, each in a block of its own (`photo_counters`): "1/6", "2 dari 6", "Foto 3 / 6"."""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.page.table import PageNode, PageTable

COUNTER = re.compile(r"(?:foto |slide )?\(?(\d{1,3})\s?(?:/|dari|of)\s?(\d{1,3})\)?", re.IGNORECASE)
LONGEST = 16  # characters of a counter
MIN_COUNTERS = 3  # of one total, each with another number: fewer may be a score or a share


def photo_counters(table: PageTable) -> list[PageNode]:
    """The blocks that hold a counter of the page's photos and no more."""
    counters: dict[str, dict[str, PageNode]] = defaultdict(dict)
    for line in table.lines:
        if len(line.text) <= LONGEST and (match := COUNTER.fullmatch(line.text)) and int(match[1]) <= int(match[2]):
            counters[match[2]].setdefault(match[1], line.node)
    rows = (list(nodes.values()) for nodes in counters.values() if len(nodes) >= MIN_COUNTERS)
    return [node for row in rows for node in row if node.last_line == node.first_line + 1 and node.tag not in CELLS]


CELLS = frozenset({"td", "th"})  # of a table of numbers
