"""Store and read the articles' grades for topics, with the phrases that matched; and list the topics."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.store import Corpus
from corpus.topics import Topic, parse_topic


def put_grade(corpus: Corpus, article_id: int, topic_id: int, grade: int, matches: Iterable[tuple[str, str]]) -> None:
    """Store an article's grade for a topic and its (phrase, field) matches; they replace earlier ones."""
    corpus.conn.execute(
        "INSERT OR REPLACE INTO grades (article_id, topic_id, grade) VALUES (?, ?, ?)", (article_id, topic_id, grade)
    )
    corpus.conn.execute("DELETE FROM matches WHERE article_id = ? AND topic_id = ?", (article_id, topic_id))
    corpus.conn.executemany(
        "INSERT INTO matches (article_id, topic_id, phrase, field) VALUES (?, ?, ?, ?)",
        [(article_id, topic_id, phrase, field) for phrase, field in matches],
    )


def ungraded_articles(corpus: Corpus, topic_id: int, most: int) -> list[tuple[int, str, str | None, str]]:
    """Return (id, title, lead, text) of up to `most` articles without a grade for the topic."""
    return corpus.conn.execute(
        """SELECT id, title, lead, text FROM articles
        WHERE NOT EXISTS (SELECT 1 FROM grades WHERE article_id = articles.id AND topic_id = ?) LIMIT ?""",
        (topic_id, most),
    ).fetchall()


def all_topics(corpus: Corpus) -> list[tuple[int, Topic]]:
    """Return (id, topic) of all topics in the corpus, the oldest first."""
    rows = corpus.conn.execute("SELECT id, toml FROM topics ORDER BY id").fetchall()
    return [(row[0], parse_topic(row[1])) for row in rows]
