"""Compare the corpus with its checksums, and mark what can't be made again. `COVERED` says what checks each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from corpus.file.checksums import OWNED_TABLES, SUMMED_TABLES, VERSION_TABLES, WrongArticle, wrong_articles
from corpus.file.derived_tables import DERIVED_TABLES
from corpus.store import Corpus

SAMPLE = 1_000  # articles that are compared unless all are asked for

_OWN_SUM = "one sum over the table (`table_sums`)"
_DERIVED = "nothing: made from other tables; `doctor --repair` makes it anew"
_DERIVE = "nothing: made from the articles; `kliping derive --all` makes it anew"
COVERED: Mapping[str, str] = {
    "articles": "a SHA-256 of each row (`article_sums.row_sha256`)",
    **{
        table: f"one sum for each article (`article_sums.{'versions' if table in VERSION_TABLES else 'details'}`)"
        for table in OWNED_TABLES
    },
    **dict.fromkeys(SUMMED_TABLES, _OWN_SUM),
    "articles_fts": "FTS5's own comparison with the articles",
    "article_sums": "the comparison itself: a checksum that was changed differs from its rows",
    "table_sums": "the comparison itself",
    "grades": "nothing: made from the articles and `topics`; `kliping refine` makes it anew",
    "matches": "nothing: made from the articles and `topics`; `kliping refine` makes it anew",
    "forms": _DERIVED,
    "forms_due": _DERIVED,
    "place_words": _DERIVED,
    "writers": _DERIVED,
    "article_writers": _DERIVED,
    "article_changes": _DERIVED,
    "graded_upto": _DERIVED,
    **dict.fromkeys(DERIVED_TABLES, _DERIVE),
    "quotes_fts": "FTS5's own comparison with the quotes",
    "looks_due": "nothing: made from `looks` and `captures`",
    "damaged": "nothing: `doctor --repair` tries each marked article again",
}
"""Table -> what shows a byte that changed in it, where SQLite's own check does not."""


def covered_rows() -> Iterator[str]:
    """Yield the rows of the table in docs/reliability.md, as Markdown."""
    for how in dict.fromkeys(COVERED.values()):
        tables = ", ".join(f"`{table}`" for table in sorted(COVERED) if COVERED[table] == how)
        yield f"| {tables} | {how} |"


def suspects(corpus: Corpus, *, deep: bool, also: Iterable[int] = ()) -> list[WrongArticle]:
    """Return the articles that differ from their checksums: of all, or of `SAMPLE` drawn anew and those `also` named.

    An article that is lost although its row of the frontier is `stored` is among them.
    """
    ids = None if deep else [*_drawn(corpus), *also]
    wrong = {each.id: each for each in wrong_articles(corpus.conn, ids)}
    for number in _lost(corpus):
        wrong.setdefault(number, WrongArticle(number, ("article",)))
    return [wrong[number] for number in sorted(wrong)]


def marked_articles(corpus: Corpus) -> dict[int, str]:
    """Return article id -> reason of the articles that are marked as damaged."""
    return dict(corpus.conn.execute("SELECT article_id, reason FROM damaged ORDER BY 1").fetchall())


def mark_article(corpus: Corpus, article_id: int, reason: str) -> None:
    """Mark an article as damaged for good, until it is written again."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    corpus.conn.execute(
        """INSERT INTO damaged (article_id, reason, noted_at) VALUES (?, ?, ?)
        ON CONFLICT (article_id) DO UPDATE SET reason = excluded.reason, noted_at = excluded.noted_at""",
        (article_id, reason, now),
    )


def unmark_article(corpus: Corpus, article_id: int) -> None:
    """Take an article's mark away: it is as it was written."""
    corpus.conn.execute("DELETE FROM damaged WHERE article_id = ?", (article_id,))


def _drawn(corpus: Corpus) -> list[int]:
    rows = corpus.conn.execute(
        """SELECT id FROM (SELECT id FROM articles UNION SELECT article_id FROM article_sums)
        ORDER BY random() LIMIT ?""",
        (SAMPLE,),
    )
    return [row[0] for row in rows]


def _lost(corpus: Corpus) -> list[int]:
    """Return the ids of articles that the frontier calls stored and that are not there."""
    rows = corpus.conn.execute(
        """SELECT article_ids.id FROM frontier JOIN article_ids ON article_ids.key = frontier.article_key
        WHERE frontier.kind = 'article' AND frontier.state = 'stored'
            AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.id = article_ids.id)"""
    )
    return [row[0] for row in rows]
