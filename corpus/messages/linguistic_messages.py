"""Errors: counts over the texts."""

from __future__ import annotations

from corpus.messages.statement import Message

WINDOW_EMPTY = Message(
    "linguistic.window_empty",
    "a window of {left} words before and {right} after holds nothing; give 1 or more on one side",
)
CONTEXT_EMPTY = Message("linguistic.context_empty", "a context of {width} words can't be shown; give 1 or more")
NO_WORD_TO_SHOW = Message(
    "linguistic.no_word_to_show",
    "the search has no word to show; add one, for example: kliping kwic pembinaan year:2023",
)
NOTHING_TO_COMPARE = Message(
    "linguistic.nothing_to_compare",
    "there is nothing to compare: one of the two searches has no articles of its own; widen it{notes}",
)
