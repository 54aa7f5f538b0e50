"""What can have happened to a stored article: the kinds of events and corrections, for readers and for SQL."""

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

CORRECTED_SQL = """SELECT id FROM articles
    WHERE key IN (SELECT article_key FROM events WHERE kind = 'corrected' OR kind = 'gone' AND correction IS NOT NULL)
UNION SELECT article_id FROM corrections UNION SELECT other_id FROM corrections WHERE other_id IS NOT NULL"""
"""The ids of articles that were corrected, and of those that are corrections themselves."""

CORRECTED_AS_SQL = """SELECT id FROM articles
    WHERE key IN (SELECT article_key FROM events WHERE kind IN ('corrected', 'gone') AND correction = :{kind})
UNION SELECT article_id FROM corrections WHERE kind = :{kind}
UNION SELECT other_id FROM corrections WHERE kind = :{kind} AND other_id IS NOT NULL"""
"""The same of one kind; `{kind}` is the name of the value that is bound."""
