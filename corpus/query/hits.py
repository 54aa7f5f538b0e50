"""Read what a page of results shows: metadata, and title and snippet with the matches marked (`hits`)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from corpus.characters import plain
from corpus.columns import COLUMN_BY_NAME
from corpus.file.unreadable import read_day, read_instant
from corpus.query.selection import Selection
from corpus.store import Corpus

MARK, UNMARK = "\x02", "\x03"
"""The characters before and after each match in a snippet: control characters, which no page prints."""

SNIPPET_WORDS = 32
ENDS_OF_DATELINES = " -\u2013\u2014|:"  # what a newspaper prints behind it
_MATCH = re.compile(f"{MARK}([^{MARK}{UNMARK}]*){UNMARK}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching article as it is shown.

    `outlet` is the slug. `snippet` and `marked_title` have `MARK` and `UNMARK` around each match; a dateline or place
    with another match stands before the snippet. `grade` (0-3) is the one for the search's topic, which is named
    `topic`; None if the article was not graded for it. `story_id` is the id of the first article of its story, `copies`
    counts the other articles of it. `damaged` says that the article is damaged for good, so that its words may be
    wrong. Times are aware. Unknown values are None.
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
    story_id: int
    copies: int
    snippet: str
    damaged: bool = False
    topic: str | None = None

    @property
    def plain_snippet(self) -> str:
        """The snippet without marks."""
        return self.snippet.replace(MARK, "").replace(UNMARK, "")

    @property
    def html_snippet(self) -> str:
        """The snippet as safe HTML without hidden characters (corpus.characters), each match in <mark>."""
        import html  # a terminal's search starts without it

        pieces = _MATCH.split(self.snippet)  # a text, a match, a text ...
        shown = [html.escape(plain(piece)) for piece in pieces]
        return "".join(f"<mark>{piece}</mark>" if at % 2 else piece for at, piece in enumerate(shown))


def hits(corpus: Corpus, selection: Selection, ids: Sequence[int]) -> tuple[Hit, ...]:
    """Return the articles with these ids, in this order."""
    marked = _marked(corpus, selection.marks, ids)
    return tuple(_hit(corpus, selection, article_id, marked.get(article_id)) for article_id in ids)


def _marked(corpus: Corpus, expression: str | None, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return id -> (title, snippet), both with marks, read in one statement, because a prefix is expensive to open."""
    if expression is None or not ids:
        return {}
    rows = corpus.conn.execute(
        """SELECT rowid, highlight(articles_fts, 0, :on, :off), snippet(articles_fts, 1, :on, :off, '…', :words),
            highlight(articles_fts, 2, :on, :off), highlight(articles_fts, 3, :on, :off)
        FROM articles_fts WHERE articles_fts MATCH :query AND rowid BETWEEN :low AND :high
        AND +rowid IN (SELECT value FROM json_each(:ids))""",
        {
            "on": MARK,
            "off": UNMARK,
            "words": SNIPPET_WORDS,
            "query": expression,
            "low": min(ids),
            "high": max(ids),
            "ids": json.dumps(ids),
        },
    )
    return {row[0]: (row[1], _after_place(*row[1:])) for row in rows}


def _after_place(title: str, snippet: str, *places: str | None) -> str:
    """Return the snippet after the dateline, or the place, as newspapers print them: the first with a match beside
    those of headline and snippet. So a hit shows why it is one where its text does not.
    """
    shown = _matches(f"{title} {snippet}")
    beside = [printed for printed in places if printed and not _matches(printed) <= shown]
    return f"{beside[0].rstrip(ENDS_OF_DATELINES)} — {snippet}" if beside else snippet


def _matches(marked: str) -> set[str]:
    return {match.casefold() for match in _MATCH.findall(marked)}


def _hit(corpus: Corpus, selection: Selection, article_id: int, marked: tuple[str, str] | None) -> Hit:
    row = corpus.conn.execute(
        f"""SELECT a.title, a.outlet, coalesce(outlets.name, a.outlet), a.url, a.published_at, a.published_day,
            a.place, a.credit,
            (SELECT grade FROM grades WHERE article_id = a.id AND topic_id = :topic),
            {COLUMN_BY_NAME["story_id"].selected("a")}, {COLUMN_BY_NAME["copies"].selected("a")},
            coalesce(a.lead, a.text), EXISTS (SELECT 1 FROM damaged WHERE article_id = a.id)
        FROM articles a LEFT JOIN outlets ON outlets.slug = a.outlet WHERE a.id = :id""",  # noqa: S608 - ours
        {"topic": selection.values["topic"], "id": article_id},
    ).fetchone()
    title, snippet = marked or (row[0], _beginning(row[11]))
    return Hit(
        id=article_id,
        title=row[0],
        marked_title=title,
        outlet=row[1],
        outlet_name=row[2],
        url=row[3],
        published_at=read_instant(row[4]),
        published_day=read_day(row[5]),
        place=row[6],
        credit=row[7],
        grade=row[8],
        story_id=row[9],
        copies=row[10],
        snippet=snippet,
        damaged=bool(row[12]),
        topic=selection.topic,
    )


def _beginning(text: str) -> str:
    """Return the first `SNIPPET_WORDS` words of a text."""
    words = text.split()
    return " ".join(words[:SNIPPET_WORDS]) + ("…" if len(words) > SNIPPET_WORDS else "")
