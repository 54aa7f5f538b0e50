"""What can have happened to a stored article: the kinds of events, for readers and for SQL."""

from __future__ import annotations

from typing import Literal

EditKind = Literal["changed", "headline", "corrected"]
EventKind = Literal["changed", "headline", "corrected", "gone", "back"]

EVENT_MEANINGS: dict[EventKind, str] = {
    "changed": "the text was edited",
    "headline": "the headline was edited",
    "corrected": "the page says that it was corrected",
    "gone": "the page is gone",
    "back": "the page is back",
}
"""What an event says, for readers."""

CORRECTION_MEANINGS: dict[str, str] = {
    "ralat": "ralat: the newsroom corrects its own mistake",
    "koreksi": "koreksi: a correction",
    "hak_jawab": "hak jawab: the right of reply",
    "pencabutan": "pencabutan: the article is withdrawn",
}
"""The kinds of corrections (corpus/data/corrections.toml), for readers."""

EDITS_SQL = "('changed', 'headline', 'corrected')"
"""The kinds that are edits."""

LASTING_GONE = """kind = 'gone' AND NOT EXISTS (SELECT 1 FROM events AS later
    WHERE later.article_key = events.article_key AND later.kind = 'back' AND later.id > events.id)"""
"""The condition of an event that says that the page is gone, and that no later one ends."""
