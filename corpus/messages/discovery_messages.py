"""Errors: services that index the web."""

from __future__ import annotations

from corpus.messages.statement import Message

GDELT_WORD_SHORT = Message(
    "discovery.gdelt_word_short", "--query {text!r}: GDELT takes no word of fewer than {least} letters"
)
STAND_IN_NOT_HERE = Message(
    "discovery.stand_in_not_here", "{variable}: {address!r} is not on this machine; the variable is for tests only"
)
