"""Write CSL-JSON, which Zotero, pandoc and citeproc read: an array of items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from corpus.answers import DocumentFrame
from corpus.characters import json_text
from corpus.columns import Column
from corpus.export.citations import Citation, citation_of, day_parts
from corpus.export.content import Row


def write_csl(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO, _frame: DocumentFrame) -> int:
    """Write the rows and return how many there were. A name is `literal`; what is not known is left out."""
    number = 0
    out.write("[")
    for row in rows:
        out.write((",\n" if number else "\n") + json_text(_item(citation_of(row))))
        number += 1
    out.write("\n]\n" if number else "]\n")
    return number


def _item(cited: Citation) -> dict[str, Any]:
    item = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": cited.title,
        "author": [{"literal": name} for name in cited.authors],
        "container-title": cited.outlet,
        "issued": cited.day and {"date-parts": [day_parts(cited.day)]},
        "URL": cited.url,
        "accessed": cited.accessed and {"date-parts": [day_parts(cited.accessed)]},
        "language": cited.language,
        "archive_location": cited.archived,
        "note": cited.dateline and f"Dateline: {cited.dateline}",
    }
    return {name: value for name, value in item.items() if value}
