"""The rows of an export: an article, its outlet and its grade as one flat record; the text only if requested."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from corpus.columns import COLUMN_BY_NAME, Column, export_columns
from corpus.errors import KlipingError
from corpus.messages.export_messages import COLUMN_HOLDS_TEXT, COLUMN_TWICE, COLUMN_UNKNOWN, NO_COLUMN_NAMED
from corpus.query.fields import FIELD_NAMES, nearest
from corpus.query.paging import BEST_RANKED
from corpus.query.selection import Selection
from corpus.store import Corpus
from corpus.stories.story_ids import number_of_stories, one_of_each_story
from corpus.typed.sort_names import Sort

ROWS_AT_ONCE = 1_000
"""How many articles one statement reads. Each row is given away before the next is read."""

SNIPPET = 160
"""Characters of a snippet at most."""


class Chosen(NamedTuple):
    """The articles of an export: their ids in its order, and the topic's id, of which grades and phrases are read."""

    ids: array[int]
    topic: int | None

    @property
    def json_ids(self) -> str:
        """All ids as a JSON list, for json_each."""
        return json.dumps(self.ids.tolist())

    def parts(self) -> Iterator[Chosen]:
        """Yield the articles in their order, as many at a time as one statement reads."""
        for first in range(0, len(self.ids), ROWS_AT_ONCE):
            yield Chosen(self.ids[first : first + ROWS_AT_ONCE], self.topic)


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


def chosen_articles(
    corpus: Corpus, selection: Selection, sort: Sort = "newest", most: int | None = None, *, originals: bool = False
) -> Chosen:
    """Return the articles of a search in the order of `sort`, the first `most` of them.

    Articles without a known day stand last in both orders by day. By relevance, headline words count four times, and
    without words to look for the order is that of newest. `originals` leaves one article of each story: its original,
    or where the search does not match that, the earliest that it matches.
    """
    order = "ASC" if sort == "oldest" else "DESC"
    parts = [selection] if selection.dated else [selection.with_day(), selection.undated()]
    ids = array("q")
    for part in parts:
        ids.extend(row[0] for row in corpus.conn.execute(f"{part.ids()} ORDER BY id {order}", part.values))
    if sort == "relevance" and selection.values["query"] is not None:
        ids = _by_relevance(corpus, selection, ids)
    if originals:
        ids = array("q", one_of_each_story(corpus, ids))
    return Chosen(ids if most is None else ids[:most], selection.values["topic"])


def _by_relevance(corpus: Corpus, selection: Selection, ids: array[int]) -> array[int]:
    values = {
        "query": selection.values["query"],
        "ids": json.dumps(ids.tolist()),
        "lowest": min(ids, default=0),
        "highest": max(ids, default=0),
    }
    return array("q", [row[0] for row in corpus.conn.execute(BEST_RANKED, values)])


def rows(
    corpus: Corpus, chosen: Chosen, columns: Sequence[Column], step: Callable[[int], None] = lambda _number: None
) -> Iterator[dict[str, Any]]:
    """Yield these articles as rows, in their order; `step` is called with the number of articles read.

    Values are as `Column.loaded` gives them; `phrases` are those of the topic that matched. What is not known is None.
    """
    names = [column.name for column in columns]
    if "sets" in names:
        _give_sets(corpus)
    give_functions(corpus)
    selected = ", ".join(f"{column.selected('a')} AS {column.name}" for column in columns)
    sql = (
        f"SELECT {selected} FROM json_each(:ids) AS ids CROSS JOIN articles a ON a.id = ids.value "  # noqa: S608 - ours
        "LEFT JOIN outlets ON outlets.slug = a.outlet"  # json_each comes first, in its order: to sort would copy texts
    )
    loaded = [(column.name, column) for column in columns if column.type in ("list", "json", "bool")]
    number = 0
    for some in chosen.parts():
        for values in corpus.conn.execute(sql, {"ids": some.json_ids, "topic": some.topic}):
            row = dict(zip(names, values, strict=True))
            for name, column in loaded:
                if (stored := row[name]) is not None:
                    row[name] = [] if stored == "[]" else _writable(column.loaded(stored))
            yield row
        number += len(some.ids)
        step(number)


def _writable(value: Any) -> Any:
    """The value without lone surrogates: JSON can hold them as escapes, and no file that is UTF-8 can."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_writable(each) for each in value]
    return {name: _writable(each) for name, each in value.items()} if isinstance(value, dict) else value


def give_functions(corpus: Corpus) -> None:
    """Give the connection the functions that columns of exports call."""
    corpus.conn.create_function("doc_id", 1, doc_id, deterministic=True)
    corpus.conn.create_function("snippet", 1, snippet, deterministic=True)


def doc_id(key: str) -> str:
    """Return the name of an article in data sets. Its letter keeps a spreadsheet from reading it as a number.

    >>> doc_id("voiceindonesia.co:12")
    'k2aba6e9b9e87277'
    """
    return "k" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def snippet(text: str | bytes) -> str:
    """Return the first words of a text in one line, at most 160 characters; an ellipsis stands for the rest.

    SQL gives the text's beginning as bytes: what is no UTF-8 there becomes a sign for it, and is no error.

    >>> snippet("BP2MI membina pegawai.\\nKupang")
    'BP2MI membina pegawai. Kupang'
    """
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    begin = " ".join(words[: 4 * SNIPPET].split())
    if len(begin) <= SNIPPET and len(words) <= 4 * SNIPPET:
        return begin
    cut = begin[: SNIPPET - 1]
    if begin[SNIPPET - 1 : SNIPPET] != " ":
        cut = cut.rpartition(" ")[0] or cut
    return cut + "…"


def stories_of(corpus: Corpus, chosen: Chosen) -> int:
    """Return how many stories these articles tell."""
    return number_of_stories(corpus, chosen.ids.tolist())


def _give_sets(corpus: Corpus) -> None:
    """Give the connection the function outlet_sets(slug), which the column `sets` calls: a JSON list of names."""
    from corpus.sets.corpus_sets import corpus_sets  # few exports have the column

    sets = corpus_sets(corpus)
    corpus.conn.create_function("outlet_sets", 1, cache(lambda slug: json.dumps(sets.names_of(slug))))
