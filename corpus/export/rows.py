"""What stands in a row of an export: an article, its outlet and its grade, flat; the text only where asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.query.selection import Selection
from corpus.store import Corpus

COLUMNS = (
    "id",
    "outlet",
    "outlet_name",
    "kind",
    "affiliation",
    "published_day",
    "published_at",
    "published_printed",
    "modified_at",
    "date_conflict",
    "title",
    "authors",
    "editor",
    "place",
    "credit",
    "section",
    "tags",
    "language",
    "words",
    "complete",
    "topic",
    "grade",
    "phrases",
    "copies",
    "url",
    "canonical_url",
    "text_sha256",
)
"""The columns in their order. `copies` counts the articles of other outlets with exactly the same text."""

TEXT_COLUMNS = ("lead", "text")
LISTS = ("authors", "tags", "phrases")

_OWN = {
    "outlet_name": "outlets.name",
    "kind": "outlets.kind",
    "affiliation": "outlets.affiliation",
    "topic": "(SELECT name FROM topics WHERE id = :topic)",
    "grade": "(SELECT grade FROM grades WHERE article_id = a.id AND topic_id = :topic)",
    "phrases": """(SELECT json_group_array(DISTINCT phrase) FROM matches
        WHERE article_id = a.id AND topic_id = :topic)""",
    "copies": """(SELECT count(*) FROM articles b
        WHERE b.text_sha256 = a.text_sha256 AND b.outlet <> a.outlet)""",
}


def columns(*, with_text: bool) -> tuple[str, ...]:
    """The names of a row's columns."""
    return (*COLUMNS, *TEXT_COLUMNS) if with_text else COLUMNS


def rows(corpus: Corpus, asked: Selection, *, with_text: bool) -> Iterator[dict[str, Any]]:
    """The articles of a search (corpus.query.selection), newest first, one after the other.

    `authors`, `tags` and `phrases` (those of the topic that matched) are lists, `complete` is a bool; days and
    times are ISO 8601. What is not known is None.
    """
    names = columns(with_text=with_text)
    wanted = ", ".join(f"{_OWN.get(name, f'a.{name}')} AS {name}" for name in names)
    cursor = corpus.conn.execute(
        f"SELECT {wanted} FROM articles a JOIN outlets ON outlets.slug = a.outlet "  # noqa: S608 - names are ours
        f"WHERE a.id IN ({asked.ids()}) ORDER BY a.id DESC",
        asked.values,
    )
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        yield {**row, **{name: json.loads(row[name]) for name in LISTS}, "complete": bool(row["complete"])}
