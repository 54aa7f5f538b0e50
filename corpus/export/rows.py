"""The rows of an export: an article, its outlet and its grade as one flat record; the text only if requested."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.columns import COLUMN_BY_NAME, Column, export_columns
from corpus.errors import KlipingError
from corpus.messages.export_messages import COLUMN_HOLDS_TEXT, COLUMN_TWICE, COLUMN_UNKNOWN, NO_COLUMN_NAMED
from corpus.query.fields import FIELD_NAMES, nearest
from corpus.query.selection import Selection
from corpus.store import Corpus
from corpus.stories.story_ids import number_of_stories

Row = Mapping[str, Any]
"""Column's name -> value."""


def chosen_columns(names: Sequence[str] | None = None, *, with_text: bool = False) -> tuple[Column, ...]:
    """Return the columns with these names, in this order; all columns if no names are given.

    Raises KlipingError with a sentence for a name that is none, stands twice, or needs `with_text`.
    """
    if names is None:
        return export_columns(with_text=with_text)
    if not names:
        raise KlipingError(NO_COLUMN_NAMED())
    for name in names:
        if name not in COLUMN_BY_NAME:
            known = FIELD_NAMES.get(name, name)  # "judul" is "title" in a search
            raise KlipingError(COLUMN_UNKNOWN(name=name, hint=nearest(known, list(COLUMN_BY_NAME))))
        if COLUMN_BY_NAME[name].wording and not with_text:
            raise KlipingError(COLUMN_HOLDS_TEXT(name=name))
        if names.count(name) > 1:
            raise KlipingError(COLUMN_TWICE(name=name))
    return tuple(COLUMN_BY_NAME[name] for name in names)


def rows(corpus: Corpus, selection: Selection, columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    """Yield the articles of a search (corpus.query.selection) as rows, newest first.

    Values are as `Column.loaded` gives them; `phrases` are those of the topic that matched. What is not known is None.
    """
    if any(column.name == "sets" for column in columns):
        _give_sets(corpus)
    selected = ", ".join(f"{column.selected('a')} AS {column.name}" for column in columns)
    parts = [selection] if selection.dated else [selection.with_day(), selection.undated()]
    for part in parts:
        cursor = corpus.conn.execute(
            f"SELECT {selected} FROM articles a LEFT JOIN outlets ON outlets.slug = a.outlet "  # noqa: S608 - ours
            f"WHERE a.id IN ({part.ids()}) ORDER BY a.id DESC",
            part.values,
        )
        for values in cursor:
            yield {column.name: column.loaded(value) for column, value in zip(columns, values, strict=True)}


def stories_of(corpus: Corpus, selection: Selection) -> int:
    """Return how many stories the articles of a search tell."""
    return number_of_stories(corpus, [int(row[0]) for row in corpus.conn.execute(selection.ids(), selection.values)])


def _give_sets(corpus: Corpus) -> None:
    """Give the connection the function outlet_sets(slug), which the column `sets` calls: a JSON list of names."""
    from corpus.sets.corpus_sets import corpus_sets  # few exports have the column

    sets = corpus_sets(corpus)
    corpus.conn.create_function("outlet_sets", 1, lambda slug: json.dumps(sets.names_of(slug)), deterministic=True)
