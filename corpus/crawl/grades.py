"""Store the articles' grades for topics, list the articles that a topic has not graded yet, and list the topics.

`article_changes` has all articles in the order in which they came or last changed, and `graded_upto` the place in it up
to which a topic has graded them. So what is due costs what came since then, not what the corpus holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.errors import TopicError
from corpus.file.waiting import WaitingConnection
from corpus.grading.default_topic import topic_state
from corpus.store import Corpus

if TYPE_CHECKING:  # a search by grade starts without it
    from corpus.topics import Topic

NO_GRADES = "no topic has graded these articles: none has a grade; `kliping topic use FILE.toml` grades them"
MOST_COUNTED = 10_000  # articles due that are counted
_DUE = """FROM article_changes c WHERE c.seq > coalesce((SELECT seq FROM graded_upto WHERE topic_id = :topic), 0)
    AND NOT EXISTS (SELECT 1 FROM grades WHERE article_id = c.article_id AND topic_id = :topic)"""
_COUNT = f"SELECT count(*) FROM (SELECT 1 {_DUE} LIMIT :most)"  # noqa: S608
_NEXT = f"""SELECT seq, a.id, title, lead, text FROM (SELECT c.seq, c.article_id {_DUE} ORDER BY c.seq LIMIT :most) due
    LEFT JOIN articles a ON a.id = due.article_id ORDER BY seq"""  # noqa: S608


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


def due_articles(corpus: Corpus, topic_id: int, most: int) -> list[tuple[int, int | None, str, str | None, str]]:
    """Return (place in the order, id, title, lead, text) of the first `most` articles without a grade for the topic.

    The id is None where the article is lost (a damaged file): its place is passed all the same.
    """
    return corpus.conn.execute(_NEXT, {"topic": topic_id, "most": most}).fetchall()


def mark_graded(corpus: Corpus, topic_id: int, seq: int | None = None) -> None:
    """Store that every article up to this place in the order has its grade; without `seq`, every article has."""
    last = "coalesce(:seq, (SELECT max(seq) FROM article_changes), 0)"
    corpus.conn.execute(
        f"INSERT INTO graded_upto (topic_id, seq) VALUES (:topic, {last}) "  # noqa: S608
        "ON CONFLICT (topic_id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > graded_upto.seq",
        {"topic": topic_id, "seq": seq},
    )


def grade_counts(corpus: Corpus, topic_id: int) -> dict[int, int]:
    """Return grade -> number of articles with it, of a topic's state."""
    return dict(corpus.conn.execute("SELECT grade, count(*) FROM grades WHERE topic_id = ? GROUP BY 1", (topic_id,)))


def number_due(corpus: Corpus, topic_id: int | None, most: int | None = None) -> int:
    """Return the number of articles without a grade for the topic, at most `most`; 0 without a topic."""
    if topic_id is None:
        return 0
    row = corpus.conn.execute(_COUNT, {"topic": topic_id, "most": -1 if most is None else most}).fetchone()
    return int(row[0])


def due_sentence(corpus: Corpus, topic_id: int | None, topic: str | None) -> str | None:
    """Return a sentence that says how many articles have no grade for the topic yet; None if all have one."""
    if topic_id is None:
        return NO_GRADES if corpus.conn.execute("SELECT 1 FROM articles LIMIT 1").fetchone() else None
    number = number_due(corpus, topic_id, MOST_COUNTED + 1)
    if not number:
        return None
    amount = f"more than {MOST_COUNTED:,}" if number > MOST_COUNTED else f"{number:,}"
    them = "1 article has" if number == 1 else f"{amount} articles have"
    return f"{them} no grade for the topic {topic} yet; `kliping topic grade {topic}` grades what is missing"


def all_topics(corpus: Corpus) -> list[tuple[int, Topic]]:
    """Return (id, topic) of all topics, the oldest first. One that can't be used is named and left out."""
    from corpus.topics import parse_topic

    topics = []
    for topic_id, name, toml in corpus.conn.execute("SELECT id, name, toml FROM topics ORDER BY id").fetchall():
        try:
            topics.append((topic_id, parse_topic(toml, _where(topic_id, name))))
        except TopicError as error:
            WaitingConnection.announce(f"{error}; nothing more is graded by it, its grades stay")
    return topics


def topic_in_use(corpus: Corpus, topic_id: int) -> Topic:
    """Return the topic with this id, as the run that used it read it. Raises TopicError if it can't be used."""
    from corpus.topics import parse_topic

    name, toml = corpus.conn.execute("SELECT name, toml FROM topics WHERE id = ?", (topic_id,)).fetchone()
    return parse_topic(toml, _where(topic_id, name))


def default_topic_in_use(corpus: Corpus) -> Topic | None:
    """Return the corpus's default topic, in the state in use; None if no topic has graded an article yet.

    Raises TopicError if it can't be used.
    """
    state = topic_state(corpus)
    return topic_in_use(corpus, state.id) if state else None


def _where(topic_id: int, name: str) -> str:
    return f"the topic {name[:60]!r} (id {topic_id}) in the corpus"
