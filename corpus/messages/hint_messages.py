"""Ends of sentences about an unknown name: the nearest known ones, or all that there are."""

from __future__ import annotations

from corpus.messages.statement import Message

DID_YOU_MEAN = Message("hint.did_you_mean", 'did you mean {names:"or}?')
DID_YOU_MEAN_BARE = Message("hint.did_you_mean_bare", "did you mean {names:or}?")
DID_YOU_MEAN_COMMAND = Message("hint.did_you_mean_command", "did you mean {names:`or}?")
THERE_ARE = Message("hint.there_are", "there are {names}")
THERE_ARE_ALL = Message("hint.there_are_all", "there are: {names}")
THERE_ARE_NONE = Message("hint.there_are_none", "there are: none yet")
KNOWN_ARE = Message("hint.known_are", "known are {names}")
OUTLETS_LIST_SHOWS = Message("hint.outlets_list", "`kliping outlets list` shows those there are")
ALL_REASONS_ARE_IN_DOCS = Message("hint.reasons_page", "docs/reasons.md has them all")
AND_MORE = Message("hint.and_more", " and {n:,} more")
NAMES_AND_MORE = Message("hint.names_and_more", "{names}{more}")
SCRAPY_LIST_SHOWS = Message("hint.scrapy_list_shows", "`scrapy list` shows those there are")
NAMES_LIST_SHOWS = Message("hint.names_list_shows", "`kliping names list` shows all")
NONE_YET = Message("hint.none_yet", "none yet")
PEOPLE_LIST_SHOWS = Message("hint.people_list_shows", "`kliping people` lists who is named")
ORDERS_ARE = Message("hint.orders_are", "there are newest, oldest and relevance (terbaru, terlama, relevan)")
