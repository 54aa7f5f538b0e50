"""Errors: services that index the web."""

from __future__ import annotations

from corpus.messages.statement import Message

GDELT_WORD_SHORT = Message(
    "discovery.gdelt_word_short", "--query {text!r}: GDELT takes no word of fewer than {least} letters"
)
STAND_IN_NOT_HERE = Message(
    "discovery.stand_in_not_here", "{variable}: {address!r} is not on this machine; the variable is for tests only"
)
NO_MEDIACLOUD_PACKAGE = Message(
    "discovery.no_mediacloud_package",
    "discover mediacloud needs the package mediacloud; install it with: pipx inject kliping mediacloud (or, "
    "in a clone's own environment: pip install '.[mediacloud]')",
)
NO_MEDIACLOUD_COLLECTION = Message(
    "discovery.no_mediacloud_collection",
    "Media Cloud has no collection '{collections:or}'; name one with --collection ID; it has: {there}",
)
