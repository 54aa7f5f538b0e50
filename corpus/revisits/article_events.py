"""Record a second look at an article, and what it shows: an edit, a disappearance, a return (`note_look`).

The article's row in the queue is entered anew in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from corpus.crawl.captures import captures_of_row
from corpus.event_kinds import EditKind, EventKind
from corpus.models import Capture
from corpus.revisits.revisit_dates import RevisitResult, day_of, state_after
from corpus.revisits.revisit_queue import enter, past_revisits
from corpus.store import Corpus
from corpus.versions.correction_forms import CorrectionKind
from corpus.versions.correction_notices import lines_beside


@dataclass(frozen=True, slots=True)
class LookNote:
    """A look that was made: its result, the edits that it showed, and the captures before and after.

    `capture_id` is the page that came (None for a 304 or none), `before` the capture that the stored article is from.
    `sizes` are the words in and out of each edit, `correction` is the kind of correction that the page announces.
    """

    article_key: str
    at: datetime
    result: RevisitResult
    edits: Sequence[EditKind] = ()
    capture_id: int | None = None
    before: int | None = None
    sizes: Mapping[EditKind, tuple[int, int]] = field(default_factory=dict)
    correction: CorrectionKind | None = None


def note_look(corpus: Corpus, run_id: int, look: LookNote) -> list[EventKind]:
    """Store a look and its events, enter the next one, and return the kinds of the events. In a transaction.

    A disappearance has the day of the look that first saw it; it is stored when a look on another day saw it, too. Its
    size is the whole text, which went out; that of a return is the same, in.
    """
    was_gone = is_gone(corpus, look.article_key)
    corpus.conn.execute(
        "INSERT INTO looks (article_key, run_id, at, result, capture_id) VALUES (?, ?, ?, ?, ?)",
        (look.article_key, run_id, look.at.astimezone(UTC).isoformat(timespec="seconds"), look.result, look.capture_id),
    )
    state = state_after(look.at, past_revisits(corpus, look.article_key))
    events: list[tuple[EventKind, date]] = [(kind, day_of(look.at)) for kind in look.edits]
    if state.confirmed and state.gone_since and not was_gone:
        events.append(("gone", state.gone_since))
    if was_gone and look.result in {"same", "changed"}:
        events.insert(0, ("back", day_of(look.at)))
    for kind, day in events:
        words_in, words_out = _size(corpus, look, kind)
        corpus.conn.execute(
            """INSERT INTO events (article_key, day, kind, from_capture, to_capture, words_in, words_out, correction)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                look.article_key,
                day.isoformat(),
                kind,
                look.before,
                look.capture_id,
                words_in,
                words_out,
                look.correction if kind in {"corrected", "gone"} else None,
            ),
        )
    enter(corpus, look.article_key)
    return [kind for kind, _ in events]


def _size(corpus: Corpus, look: LookNote, kind: EventKind) -> tuple[int | None, int | None]:
    """Return the words that came in and went out by an event; None where nobody compared them."""
    if kind == "gone" or kind == "back":
        row = corpus.conn.execute("SELECT words FROM articles WHERE key = ?", (look.article_key,)).fetchone()
        return (None, None) if row is None else (0, row[0]) if kind == "gone" else (row[0], 0)
    return look.sizes.get(kind, (None, None))


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A capture of an article's first page or of a further one, without its body, and how it came.

    `of_look`: its run looked at the article. `passed_over`: it was not used.
    """

    capture: Capture
    capture_id: int
    row_id: int
    run_id: int
    passed_over: bool
    of_look: bool


def pages_by_look(corpus: Corpus, row_id: int) -> tuple[list[int], list[StoredPage]]:
    """Return the runs whose looks brought a page of the row's article, and all its pages, both oldest first."""
    runs = corpus.conn.execute(
        """SELECT DISTINCT run_id FROM looks WHERE capture_id IS NOT NULL
            AND article_key = (SELECT article_key FROM frontier WHERE id = ?) ORDER BY run_id""",
        (row_id,),
    )
    looked = [row[0] for row in runs]
    parts = corpus.conn.execute("SELECT id FROM frontier WHERE kind = 'part' AND parent_id = ? ORDER BY id", (row_id,))
    facts = "SELECT run_id, passed_over IS NOT NULL FROM captures WHERE id = ?"
    pages: list[StoredPage] = []
    for row in (row_id, *(part[0] for part in parts.fetchall())):
        for capture in captures_of_row(corpus, row):
            assert capture.id is not None
            run, passed = corpus.conn.execute(facts, (capture.id,)).fetchone()
            pages.append(StoredPage(capture, capture.id, row, run, bool(passed), run in looked))
    return looked, sorted(pages, key=lambda page: page.capture_id)


def is_gone(corpus: Corpus, article_key: str) -> bool:
    """Return True if the article's last event of its kind says that its page is gone."""
    row = corpus.conn.execute(
        "SELECT kind FROM events WHERE article_key = ? AND kind IN ('gone', 'back') ORDER BY id DESC LIMIT 1",
        (article_key,),
    ).fetchone()
    return row is not None and row[0] == "gone"


def stored_words(corpus: Corpus, article_key: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the headline and text of a stored article, and the lines beside it that may be a notice."""
    row = corpus.conn.execute("SELECT id, title, text FROM articles WHERE key = ?", (article_key,)).fetchone()
    if row is None:
        return "", "", ()
    cuts = corpus.conn.execute("SELECT rule, text FROM removed_lines WHERE article_id = ? ORDER BY id", (row[0],))
    outside = corpus.conn.execute("SELECT reason, text FROM outside WHERE article_id = ? ORDER BY id", (row[0],))
    return row[1], row[2], lines_beside(cuts.fetchall(), outside.fetchall())


def rename(corpus: Corpus, before: str, now: str) -> None:
    """Give an article's looks, events and aliases the key that it has now, and this key its id, where it has none.

    The key before becomes an alias, so that addresses under it lead to the article, and labels stay with it.
    """
    rename_history(corpus, before, now)
    corpus.conn.execute("UPDATE aliases SET article_key = ? WHERE article_key = ?", (now, before))


def rename_history(corpus: Corpus, before: str, now: str) -> None:
    """Do what `rename` does, but for aliases of the key before."""
    sql = corpus.conn
    for table in ("looks", "events"):
        sql.execute(f"UPDATE {table} SET article_key = ? WHERE article_key = ?", (now, before))  # noqa: S608
    sql.execute("UPDATE OR IGNORE article_ids SET key = ? WHERE key = ?", (now, before))
    sql.execute("DELETE FROM aliases WHERE key = ? AND article_key = ?", (now, before))
    sql.execute("INSERT OR IGNORE INTO aliases (key, article_key) VALUES (?, ?)", (before, now))


def purge_history(corpus: Corpus, keys: Sequence[str]) -> None:
    """Delete the looks, events and dates of articles that are removed for good."""
    for key in keys:
        for table in ("looks", "events", "looks_due"):
            corpus.conn.execute(f"DELETE FROM {table} WHERE article_key = ?", (key,))  # noqa: S608 - names are ours


def unlink_captures(corpus: Corpus, where: str, value: object) -> None:
    """Let no look and no event name the captures of this SQL condition, which are deleted next."""
    for table, column in (("looks", "capture_id"), ("events", "from_capture"), ("events", "to_capture")):
        corpus.conn.execute(
            f"UPDATE {table} SET {column} = NULL WHERE {column} IN (SELECT id FROM captures WHERE {where})",  # noqa: S608
            (value,),
        )


def stray_history(corpus: Corpus) -> list[tuple[str, int]]:
    """Return (table, number of rows) of rows whose article is not known: neither stored, nor removed later.

    A key in `article_ids` outlives its article. A date must belong to an article that is stored.
    """
    counts = [
        (table, corpus.conn.execute(f"SELECT count(*) FROM {table} WHERE article_key NOT IN {keys}").fetchone()[0])  # noqa: S608
        for table, keys in (
            ("looks", "(SELECT key FROM article_ids)"),
            ("events", "(SELECT key FROM article_ids)"),
            ("looks_due", "(SELECT key FROM articles)"),
        )
    ]
    return [(table, number) for table, number in counts if number]
