"""Look up one article by its id or any of its addresses (`find_article`), with all that the corpus has (`record`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.columns import ARTICLE_COLUMNS
from corpus.errors import CorpusError
from corpus.grading.default_topic import topic_names, topic_state
from corpus.messages.search_messages import ARTICLE_UNKNOWN, NO_ARTICLE_OF_ADDRESS
from corpus.page_rows import page_rows
from corpus.store import Corpus
from corpus.stories.story_ids import roots_of_copies
from corpus.urls import article_key, check_web_address, clean_url

_BY_KEY = "SELECT id FROM articles WHERE key = ?"
_BY_ALIAS = "SELECT articles.id FROM aliases JOIN articles ON articles.key = article_key WHERE aliases.key = ?"
_BY_ADDRESS = """SELECT articles.id FROM frontier JOIN articles ON articles.key = frontier.article_key
    WHERE frontier.kind = 'article' AND frontier.url IN (:url, :clean)
    UNION SELECT id FROM articles WHERE url IN (:url, :clean) OR canonical_url IN (:url, :clean) LIMIT 1"""


@dataclass(frozen=True, slots=True)
class RefinedText:
    """An article's text, the version of the rules that made it, and the lines that they removed: (rule, text)."""

    text: str
    rules_version: str
    cuts: tuple[tuple[str, str], ...]


def find_article(corpus: Corpus, reference: int | str) -> int:
    """Return the id of the article with this id, or with this address in any form.

    Raises CorpusError if the corpus doesn't have it, KlipingError if the text is not an address.
    """
    if isinstance(reference, int):
        row = corpus.conn.execute("SELECT id FROM articles WHERE id = ?", (min(reference, (1 << 63) - 1),)).fetchone()
        if row is None:
            raise CorpusError(ARTICLE_UNKNOWN(path=corpus.path, reference=reference))
        return int(row[0])
    url = check_web_address(reference)
    for sql, values in (
        (_BY_KEY, (article_key(url),)),
        (_BY_ALIAS, (article_key(url),)),
        (_BY_ADDRESS, {"url": url, "clean": clean_url(url)}),
    ):
        if row := corpus.conn.execute(sql, values).fetchone():
            return int(row[0])
    raise CorpusError(NO_ARTICLE_OF_ADDRESS(path=corpus.path, url=url))


def record(corpus: Corpus, article_id: int) -> dict[str, Any]:
    """Return the article's columns (docs/corpus.md) and its rows in other tables.

    Lists are lists, `complete` is a bool, times are ISO 8601 (corpus.columns.Column.loaded). Beside the columns:
    `outlet_name`, `kind`, `affiliation`; `origins` (field -> origin); `grades` (a list of topic, grade, and matches:
    phrase -> fields); `removed` (rule, position, text, at, behind); `page_words`, `outside` and `images` (see
    corpus.page_rows); `captures` (url, fetched_at, archive, offset); `passed_over` (fetched_at, reason, archive,
    offset): later captures that were not used; `events` (day, kind, words_in, words_out, correction): edits and
    disappearances that second looks saw, oldest first; `copies` (id, outlet, title): articles of other outlets with the
    same text; `damaged`: why it is damaged for good, None for all but a few.
    """
    names = ", ".join(column.name for column in ARTICLE_COLUMNS)
    article = _rows(corpus, f"SELECT {names} FROM articles WHERE id = ?", article_id)[0]  # noqa: S608 - names are ours
    outlets = _rows(corpus, "SELECT name, kind, affiliation FROM outlets WHERE slug = ?", article["outlet"])
    outlet = outlets[0] if outlets else {"name": article["outlet"], "kind": None, "affiliation": None}
    origins = _rows(corpus, "SELECT field, origin FROM origins WHERE article_id = ? ORDER BY field", article_id)
    damaged = corpus.conn.execute("SELECT reason FROM damaged WHERE article_id = ?", (article_id,)).fetchone()
    story = roots_of_copies(corpus, [article_id]).get(article_id, article_id)
    return {
        **{column.name: column.loaded(article[column.name]) for column in ARTICLE_COLUMNS},
        "outlet_name": outlet["name"],
        "kind": outlet["kind"],
        "affiliation": outlet["affiliation"],
        "origins": {row["field"]: row["origin"] for row in origins},
        "grades": _grades(corpus, article_id),
        "removed": _rows(
            corpus,
            "SELECT rule, position, text, at, behind FROM removed_lines WHERE article_id = ? ORDER BY id",
            article_id,
        ),
        **page_rows(corpus.conn, article_id),
        "captures": _rows(
            corpus,
            """SELECT url, fetched_at, archive, offset FROM article_captures JOIN captures ON captures.id = capture_id
            WHERE article_id = ? ORDER BY part""",
            article_id,
        ),
        "passed_over": _rows(
            corpus,
            """SELECT fetched_at, passed_over AS reason, archive, offset FROM captures
            WHERE passed_over IS NOT NULL AND frontier_id IN (SELECT frontier_id
                FROM article_captures JOIN captures ON captures.id = capture_id WHERE article_id = ?) ORDER BY id""",
            article_id,
        ),
        "events": _rows(
            corpus,
            "SELECT day, kind, words_in, words_out, correction FROM events WHERE article_key = ? ORDER BY id",
            article["key"],
        ),
        "story_id": story,
        "copies": _rows(
            corpus,
            """SELECT b.id, b.outlet, b.title FROM (SELECT article_id FROM stories WHERE story_id = ?1 UNION SELECT ?1)
            JOIN articles b ON b.id = article_id WHERE b.id <> ?2 ORDER BY b.id""",
            story,
            article_id,
        ),
        "damaged": damaged[0] if damaged else None,
    }


def refined_text(corpus: Corpus, key: str) -> RefinedText | None:
    """Return the text of the article with this key, with the lines removed from it; None if there is none."""
    row = corpus.conn.execute("SELECT id, text, rules_version FROM articles WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    cuts = corpus.conn.execute("SELECT rule, text FROM removed_lines WHERE article_id = ?", (row[0],))
    return RefinedText(row[1], row[2], tuple((rule, text) for rule, text in cuts))


def stored_title(corpus: Corpus, article_id: int) -> str | None:
    """Return an article's title, "" if it has none; None if there is no such article."""
    row = corpus.conn.execute("SELECT coalesce(title, '') FROM articles WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else str(row[0])


def keys_of(corpus: Corpus, ids: Sequence[int]) -> dict[int, str]:
    """Return id -> key of those of these articles that are stored."""
    keys = "SELECT id, key FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    return dict(corpus.conn.execute(keys, (json.dumps(list(ids)),)))


def titles_and_texts(corpus: Corpus) -> Iterator[str]:
    """Yield the title and the text of every article, with a line break between them."""
    for row in corpus.conn.execute("SELECT coalesce(title, '') || char(10) || text FROM articles"):
        yield row[0]


def _grades(corpus: Corpus, article_id: int) -> list[dict[str, Any]]:
    """Return the article's grades with their matches, for the state of each topic that is in use, by its name."""
    grades = []
    for name in topic_names(corpus.conn):
        state = topic_state(corpus, name)
        assert state is not None  # it is one of the corpus's
        here = {"id": article_id, "topic": state.id}
        grade = corpus.conn.execute(
            "SELECT grade FROM grades WHERE article_id = :id AND topic_id = :topic", here
        ).fetchone()
        matches: dict[str, list[str]] = {}
        for phrase, field in corpus.conn.execute(
            "SELECT phrase, field FROM matches WHERE article_id = :id AND topic_id = :topic ORDER BY phrase, field",
            here,
        ):
            matches.setdefault(phrase, []).append(field)
        grades += [{"topic": name, "grade": grade[0], "matches": matches}] if grade else []
    return grades


def _rows(corpus: Corpus, sql: str, *values: Any) -> list[dict[str, Any]]:
    cursor = corpus.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
