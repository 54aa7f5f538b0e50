"""The corpus's default topic, and the state of a topic that is in use (`topic_state`).

Grades are shown by the default topic where a question names no other. `meta.default_topic` holds its name. It is set by
`kliping topic use`, and by the first run that grades articles of a corpus without one: the first crawl. No later run
changes it, whatever its topic is.

A topic has a state for each text of its file that a run had. In use is that of the newest run that ended well: a dry
run, an interrupted one, and one that failed try a text, and change nobody's grades.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from corpus.store import Corpus, put_meta

DEFAULT_TOPIC = "default_topic"
IS_DRY = "coalesce(CASE WHEN json_valid(runs.options) THEN json_extract(runs.options, '$.dry_run') END, 0) = 1"
"""SQL: the run asked for listings alone (`kliping crawl --dry-run`); it stored no article."""
ENDED_WELL = f"runs.state = 'finished' AND runs.exit_code IN (0, 3) AND NOT ({IS_DRY})"
"""SQL: the run looked (3: some outlets failed, the others were read) and ended."""

# Of a topic's state, the newest run that ended well, or any but a dry one: read from the end of an index.
_OF_STATE = "(SELECT runs.id FROM runs WHERE topic_id = topics.id AND {} ORDER BY runs.id DESC LIMIT 1)"
_ENDED = _OF_STATE.format(ENDED_WELL)
_TRIED = _OF_STATE.format(f"NOT ({IS_DRY})")
_HAS_GRADES = "EXISTS (SELECT 1 FROM grades WHERE topic_id = topics.id)"
_STATE_OF_RUN = f"SELECT id, {_ENDED} AS ended FROM topics WHERE name = ? AND ended IS NOT NULL ORDER BY 2 DESC LIMIT 1"  # noqa: S608
_NEWEST_STATE = f"SELECT id FROM topics WHERE name = ? ORDER BY {_HAS_GRADES} DESC, id DESC LIMIT 1"  # noqa: S608
_NO_DEFAULT_YET = f"""SELECT name, {_ENDED} AS ended, {_TRIED} AS tried FROM topics
    WHERE tried IS NOT NULL AND {_HAS_GRADES} ORDER BY ended IS NULL, ended DESC, tried DESC LIMIT 1"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic's name, and the id of its state that is in use.

    `by_run`: a run that ended well had this state; else it is one that was tried only, for there is no other.
    """

    id: int
    name: str
    by_run: bool = True


def topic_state(corpus: Corpus, name: str | None = None) -> TopicState | None:
    """Return the state in use of this topic, by default of the corpus's default topic; None if there is none."""
    name = default_topic(corpus.conn) if name is None else name
    if name is None:
        return None
    of_run = corpus.conn.execute(_STATE_OF_RUN, (name,)).fetchone()
    row = of_run or corpus.conn.execute(_NEWEST_STATE, (name,)).fetchone()
    return TopicState(int(row[0]), name, of_run is not None) if row else None


def default_topic(sql: sqlite3.Connection) -> str | None:
    """Return the name of the default topic; None if no topic has graded an article yet.

    Where none is set (a corpus of an older kliping, or a first crawl at work), it is the newest run's that graded
    articles, one that ended well before others.
    """
    row = sql.execute(
        "SELECT value FROM meta WHERE name = ? AND value IN (SELECT name FROM topics)", (DEFAULT_TOPIC,)
    ).fetchone()
    row = row or sql.execute(_NO_DEFAULT_YET).fetchone()
    return None if row is None else str(row[0])


def fix_default_topic(sql: sqlite3.Connection) -> None:
    """Store the default topic if none is stored and there is one. A run does so when it begins and when it ends."""
    if sql.execute("SELECT 1 FROM meta WHERE name = ?", (DEFAULT_TOPIC,)).fetchone() is None:
        name = default_topic(sql)
        if name is not None:
            put_meta(sql, DEFAULT_TOPIC, name)


def set_default_topic(sql: sqlite3.Connection, name: str) -> None:
    """Make a topic of the corpus its default topic."""
    put_meta(sql, DEFAULT_TOPIC, name)


def topic_names(sql: sqlite3.Connection) -> list[str]:
    """Return the names of all topics that the corpus has, sorted."""
    return [row[0] for row in sql.execute("SELECT DISTINCT name FROM topics ORDER BY name")]


def topic_title(sql: sqlite3.Connection, topic_id: int) -> str:
    """Return the title of a topic's state."""
    return str(sql.execute("SELECT title FROM topics WHERE id = ?", (topic_id,)).fetchone()[0])
