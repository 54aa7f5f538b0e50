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
NO_WORD_FOR_GDELT = Message(
    "discovery.no_word_for_gdelt", "{topic}: [ask] search has no word to ask GDELT for; give one with --query"
)
GDELT_BEGINS_LATER = Message(
    "discovery.gdelt_begins_later", "GDELT's search begins on {first_day}; no day until {until} can be asked for"
)
GDELT_FILTER_BAD = Message(
    "discovery.gdelt_filter_bad", "{name!r} is no filter of GDELT; write a name or a code without blanks"
)
NO_WORD_FOR_MEDIACLOUD = Message(
    "discovery.no_word_for_mediacloud",
    "{topic}: [ask] search has no word to ask Media Cloud for; give one with --query",
)
MEDIACLOUD_QUERY_EMPTY = Message("discovery.mediacloud_query_empty", "--query {text!r}: there is no word in it")
MEDIACLOUD_WITHOUT_KEY = Message(
    "discovery.mediacloud_without_key",
    "Media Cloud asks for a key: sign up at https://search.mediacloud.org, and set KLIPING_MEDIACLOUD_KEY",
)
MEDIACLOUD_KEY_BAD = Message(
    "discovery.mediacloud_key_bad", "the key of Media Cloud has blanks or marks that no key has; copy it again"
)
MEDIACLOUD_WITHOUT_SINCE = Message(
    "discovery.mediacloud_without_since", "Media Cloud is asked for days: give a first one, as in --since 2024-01-01"
)
