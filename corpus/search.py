"""Which articles hold these words? Newest first, in pages, with snippets and exact copies folded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from corpus.errors import QueryError
from corpus.selection import Selection, select
from corpus.store import Corpus

MARK, UNMARK = "\x02", "\x03"
"""What stands before and after each match in a snippet: control characters, which no page prints."""

TOTAL_CAP = 10_000
SNIPPET_WORDS = 32


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found.

    `outlet` is the slug. `snippet` and `marked_title` have `MARK` and `UNMARK` around each match. `grade` (0-3) is
    that of the search's topic, None where the article was not graded for it. `copies` counts the articles
    of other outlets with exactly the same text. Times are aware; what is not known is None.
    """

    id: int
    title: str
    marked_title: str
    outlet: str
    outlet_name: str
    url: str
    published_at: datetime | None
    published_day: date | None
    place: str | None
    credit: str | None
    grade: int | None
    copies: int
    snippet: str

    @property
    def plain_snippet(self) -> str:
        """The snippet without marks."""
        return self.snippet.replace(MARK, "").replace(UNMARK, "")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    `total` counts the articles that match, copies included, up to `TOTAL_CAP`; `capped` tells that there are
    more. `undated` counts those that match but have no date, which a date filter leaves out (0 without one).
    `next_page` is the `before` that gives the following page, None after the last. `topic` is the name of the
    topic whose grades are shown, `expression` the full-text query that was asked (None without words).
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    undated: int
    next_page: int | None
    topic: str | None
    expression: str | None


def search(
    corpus: Corpus,
    query: str | None = None,
    *,
    limit: int = 20,
    before: int | None = None,
    outlet: str | Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    topic: str | None = None,
    grade: int | None = None,
    new: bool = False,
) -> SearchResult:
    """The newest articles that match `query` (corpus.query) and every filter; without a query, all that do.

    `before` is the `next_page` of the page before. `outlet` is a slug or several. `since` and `until` are days
    of publication, both included. `topic` names the topic whose grades are meant, the latest run's by default;
    `grade` is the least that counts. `new` keeps to what the newest crawl or import stored.
    Raises QueryError with a sentence where the query or a filter can't be understood.
    """
    if limit < 1:
        raise QueryError(f"a page of {limit} articles can't be shown; give 1 or more")
    asked = select(
        corpus, query, before=before, outlet=outlet, since=since, until=until, topic=topic, grade=grade, new=new
    )
    rows = corpus.conn.execute(f"{asked.ids(fold=True)} ORDER BY id DESC LIMIT :limit",
                               {**asked.values, "limit": limit + 1}).fetchall()  # fmt: skip
    ids = [int(row[0]) for row in rows]
    total = _count(corpus, asked.everywhere())
    return SearchResult(
        hits=_hits(corpus, asked, ids[:limit]),
        total=min(total, TOTAL_CAP),
        capped=total > TOTAL_CAP,
        undated=_count(corpus, asked.everywhere().undated()) if asked.dated else 0,
        next_page=ids[limit - 1] if len(ids) > limit else None,
        topic=asked.topic,
        expression=asked.values["query"],
    )


def _count(corpus: Corpus, asked: Selection) -> int:
    sql = f"SELECT count(*) FROM (SELECT * FROM ({asked.ids()}) LIMIT {TOTAL_CAP + 1})"  # noqa: S608
    return int(corpus.conn.execute(sql, asked.values).fetchone()[0])


def _hits(corpus: Corpus, asked: Selection, ids: Sequence[int]) -> tuple[Hit, ...]:
    marked = _marked(corpus, asked.values["query"], ids)
    return tuple(_hit(corpus, asked, article_id, marked.get(article_id)) for article_id in ids)


def _marked(corpus: Corpus, expression: str | None, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and snippet with marks, by id; in one reading of the index, because a prefix is dear to open."""
    if expression is None or not ids:
        return {}
    rows = corpus.conn.execute(
        """SELECT rowid, highlight(articles_fts, 0, :on, :off), snippet(articles_fts, 1, :on, :off, '…', :words)
        FROM articles_fts WHERE articles_fts MATCH :query AND rowid BETWEEN :low AND :high
        AND +rowid IN (SELECT value FROM json_each(:ids))""",
        {"on": MARK, "off": UNMARK, "words": SNIPPET_WORDS, "query": expression,
         "low": min(ids), "high": max(ids), "ids": json.dumps(ids)},
    )  # fmt: skip
    return {row[0]: (row[1], row[2]) for row in rows}


def _hit(corpus: Corpus, asked: Selection, article_id: int, marked: tuple[str, str] | None) -> Hit:
    row = corpus.conn.execute(
        """SELECT a.title, a.outlet, outlets.name, a.url, a.published_at, a.published_day, a.place, a.credit,
            (SELECT grade FROM grades WHERE article_id = a.id AND topic_id = :topic),
            (SELECT count(*) FROM articles b WHERE b.text_sha256 = a.text_sha256 AND b.outlet <> a.outlet),
            coalesce(a.lead, a.text)
        FROM articles a JOIN outlets ON outlets.slug = a.outlet WHERE a.id = :id""",
        {"topic": asked.values["topic"], "id": article_id},
    ).fetchone()
    title, snippet = marked or (row[0], _beginning(row[10]))
    return Hit(
        id=article_id, title=row[0], marked_title=title, outlet=row[1], outlet_name=row[2], url=row[3],
        published_at=datetime.fromisoformat(row[4]) if row[4] else None,
        published_day=date.fromisoformat(row[5]) if row[5] else None,
        place=row[6], credit=row[7], grade=row[8], copies=row[9], snippet=snippet,
    )  # fmt: skip


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:SNIPPET_WORDS]) + ("…" if len(words) > SNIPPET_WORDS else "")
