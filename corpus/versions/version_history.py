"""The versions of an article and what happened to it, for readers (`version_history`)."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from corpus.event_kinds import EventKind
from corpus.versions.correction_forms import CorrectionKind
from corpus.versions.word_changes import WordChanges, word_changes


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """What happened: an event of a second look, or a correction that the stored words announce (`kind` corrected).

    `day` is YYYY-MM-DD; `by_id` is the article that is the correction, `of_id` the article that this one corrects.
    """

    day: str
    kind: EventKind
    words_in: int | None = None
    words_out: int | None = None
    correction: CorrectionKind | None = None
    by_id: int | None = None
    of_id: int | None = None
    from_capture: int | None = None
    to_capture: int | None = None


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version. `title` and `text` are None where its words are not in the corpus yet.

    `changes` are the words in and out since the version before, `title_changes` those of the headline; None for the
    first, and where one of the two is not there yet. `cosmetic`: other words, but no edit; it has none of its own.
    """

    seq: int
    captured_at: str
    capture_id: int
    cosmetic: bool
    title: str | None
    text: str | None
    words: int | None
    changes: WordChanges | None = None
    title_changes: WordChanges | None = None
    events: tuple[HistoryEvent, ...] = ()

    @property
    def is_whole(self) -> bool:
        """False where the words of the version are not in the corpus yet."""
        return self.cosmetic or self.text is not None


@dataclass(frozen=True, slots=True)
class VersionHistory:
    """All versions, oldest first, with the events that each capture showed, and the events that belong to none."""

    article_id: int
    versions: tuple[TextVersion, ...]
    other_events: tuple[HistoryEvent, ...] = ()

    @property
    def number_missing(self) -> int:
        """How many versions have no words yet."""
        return sum(not version.is_whole for version in self.versions)


def version_history(sql: sqlite3.Connection, article_id: int) -> VersionHistory:
    """Return the versions and events of a stored article."""
    key, title, text = sql.execute("SELECT key, title, text FROM articles WHERE id = ?", (article_id,)).fetchone()
    rows = sql.execute(
        """SELECT seq, coalesce(captured_at, fetched_at), capture_id, coalesce(cosmetic, 0), versions.title, text
        FROM versions JOIN captures ON captures.id = capture_id WHERE article_id = ? ORDER BY seq""",
        (article_id,),
    ).fetchall()
    newest = max((row[0] for row in rows if not row[3]), default=0)
    versions = []
    for seq, captured_at, capture_id, cosmetic, *stored in rows:
        own_title, own_text = (title, text) if seq == newest else stored
        words = None if own_text is None else len(re.findall(r"\w+", unicodedata.normalize("NFKC", own_text)))
        versions.append(TextVersion(seq, captured_at, capture_id, bool(cosmetic), own_title, own_text, words))
    events = list(_events(sql, key, article_id))
    return VersionHistory(article_id, tuple(_with_changes(versions, events)), tuple(_of_none(versions, events)))


def _with_changes(versions: Sequence[TextVersion], events: Sequence[HistoryEvent]) -> Iterator[TextVersion]:
    """Yield the versions with what changed since the one before, and their events."""
    before: TextVersion | None = None
    for now in versions:
        changes = titles = None
        if before and before.text is not None and now.text is not None:
            changes, titles = (
                word_changes(before.text, now.text),
                word_changes(before.title or "", now.title or "", headline=True),
            )
        own = tuple(event for event in events if event.to_capture == now.capture_id)
        yield replace(now, changes=changes, title_changes=titles, events=own)
        before = before if now.cosmetic else now


def _of_none(versions: Sequence[TextVersion], events: Sequence[HistoryEvent]) -> Iterator[HistoryEvent]:
    captures = {version.capture_id for version in versions}
    return (event for event in events if event.to_capture not in captures)


def _events(sql: sqlite3.Connection, key: str, article_id: int) -> Iterator[HistoryEvent]:
    """Yield the events, oldest first, then corrections that no event tells of."""
    kinds: set[str] = set()
    rows = sql.execute(
        """SELECT day, kind, words_in, words_out, correction, from_capture, to_capture FROM events
        WHERE article_key = ? ORDER BY id""",
        (key,),
    )
    for day, kind, words_in, words_out, correction, before, after in rows:
        kinds.add(correction)
        yield HistoryEvent(
            day, cast("EventKind", kind), words_in, words_out, correction, from_capture=before, to_capture=after
        )
    for day, kind, by_id, of_id in sql.execute(_CORRECTIONS, {"id": article_id}):
        if by_id or of_id or kind not in kinds:
            yield HistoryEvent(day, "corrected", correction=kind, by_id=by_id, of_id=of_id)


_CORRECTIONS = """SELECT date(since, '+7 hours') AS day, kind, NULL, other_id FROM corrections WHERE article_id = :id
UNION ALL SELECT date(since, '+7 hours'), kind, article_id, NULL FROM corrections WHERE other_id = :id ORDER BY day"""
