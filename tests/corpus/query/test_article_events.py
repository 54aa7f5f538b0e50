"""What second looks saw of an article is searched, shown and exported: edited, gone, back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus.columns import COLUMN_BY_NAME
from corpus.event_kinds import EditKind
from corpus.query.lookup import record
from corpus.revisits.article_events import LookNote, note_look
from corpus.revisits.revisit_dates import RevisitResult
from corpus.search import search
from corpus.store import Corpus

KEY = "suara-kota.example/bp2mi-ntt-gagalkan"
START = datetime(2026, 3, 2, 5, tzinfo=UTC)


def look(corpus: Corpus, week: int, result: RevisitResult, edits: tuple[EditKind, ...] = (), key: str = KEY) -> None:
    run = corpus.conn.execute("SELECT max(id) FROM runs").fetchone()[0]
    with corpus.transaction():
        note_look(corpus, run, LookNote(key, START + timedelta(days=7 * week), result, edits))


def titles(corpus: Corpus, query: str) -> list[str]:
    return [hit.title for hit in search(corpus, query).hits]


@pytest.mark.parametrize("limits", [{}, {"MOST_LISTED": -1}, {"ONE_BY_ONE": 0}], ids=str)
def test_what_is_gone_or_edited_is_found(
    filled: Corpus, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(f"corpus.query.narrow.{name}", value)
    gone = ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"]
    look(filled, 1, "gone")
    assert titles(filled, "is:gone") == []
    look(filled, 2, "gone")
    assert titles(filled, "is:gone") == titles(filled, "gagalkan is:gone") == gone
    assert titles(filled, "gagalkan -is:gone") == []
    assert titles(filled, "is:changed") == []
    look(filled, 3, "changed", ("headline",))
    assert titles(filled, "is:gone") == []
    assert titles(filled, "is:changed") == gone


def test_what_happened_is_shown_and_exported_with_its_day(filled: Corpus) -> None:
    look(filled, 1, "gone")
    look(filled, 2, "gone")
    row = record(filled, filled.id_of(KEY))
    gone = {"day": "2026-03-09", "kind": "gone", "words_in": 0, "words_out": row["words"], "correction": None}
    assert row["events"] == [gone]
    sql = f"SELECT {COLUMN_BY_NAME['gone_day'].selected('a')}, {COLUMN_BY_NAME['changed_day'].selected('a')} "
    query = sql + "FROM articles a WHERE key = ?"
    assert filled.conn.execute(query, (KEY,)).fetchone() == ("2026-03-09", None)
    look(filled, 3, "changed", ("changed",))
    assert filled.conn.execute(query, (KEY,)).fetchone() == (None, "2026-03-23")
    assert [event["kind"] for event in record(filled, filled.id_of(KEY))["events"]] == ["gone", "back", "changed"]
