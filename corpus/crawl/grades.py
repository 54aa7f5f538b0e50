"""Store and read the articles' grades for topics, with the phrases that matched; and list the topics."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.errors import TopicError
from corpus.file.waiting import WaitingConnection
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
    """Return (id, topic) of all topics, the oldest first. One that can't be used is named and left out."""
    topics = []
    for topic_id, name, toml in corpus.conn.execute("SELECT id, name, toml FROM topics ORDER BY id").fetchall():
        try:
            topics.append((topic_id, parse_topic(toml, f"the topic {name[:60]!r} (id {topic_id}) in the corpus")))
        except TopicError as error:
            WaitingConnection.announce(f"{error}; its grades stay as they are")
    return topics
