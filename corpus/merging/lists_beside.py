"""The files of names and sets beside corpora as one (`merged_list`): each entry once, by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_ENTRY = re.compile(r"^(?=\[\[\s*\w+\s*\]\])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MergedList:
    """The text of the new file, and the names of entries that the files had otherwise."""

    text: str
    conflicts: tuple[str, ...]


def merged_list(texts: Sequence[str]) -> MergedList:
    """Return TOML texts of arrays of tables (`[[set]]`, `[[lineage]]`) as one text, its entries sorted by name.

    Of two entries of one name, the one that sorts last stands. Raises ValueError for a text that isn't made so.

    >>> merged_list(['[[set]]\\nname = "b"\\n', '# ours\\n[[set]]\\nname = "a"\\n']).text
    '[[set]]\\nname = "a"\\n\\n[[set]]\\nname = "b"\\n'
    """
    import tomllib

    entries: dict[str, tuple[str, str]] = {}
    conflicts: set[str] = set()
    for text in texts:
        head, *blocks = _ENTRY.split(text)
        if tomllib.loads(head) or sum(len(rows) for rows in tomllib.loads(text).values()) != len(blocks):
            raise ValueError("an entry is not written as [[name]]")
        for block in blocks:
            ((kind, (entry,)),) = tomllib.loads(block).items()
            name = f"{kind} {_name(entry)}"
            content = json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str)
            before = entries.get(name, (content, ""))
            if before[0] != content:
                conflicts.add(name)
            entries[name] = max(before, (content, block.strip()))
    return MergedList("\n\n".join(entries[name][1] for name in sorted(entries)) + "\n", tuple(sorted(conflicts)))


def _name(entry: dict[str, Any]) -> str:
    named = entry.get("id") or entry.get("name")
    return str(named) if named else json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str)
