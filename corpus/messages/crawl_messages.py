"""Errors: what a run is asked to do."""

from __future__ import annotations

from corpus.messages.statement import Message

NO_SUCH_MONTH = Message("crawl.no_such_month", '"{text}" is not a month; write it as 2023-11')
RUN_UNKNOWN = Message("crawl.run_unknown", "{path}: there is no run {run}; {there}")
TOPIC_OR_WORDS = Message("crawl.topic_or_words", "give a topic file or -k, not both")
WAY_UNKNOWN = Message("crawl.way_unknown", "none of these outlets has a way in {way!r}; {hint}")
WINDOW_REVERSED = Message(
    "crawl.window_reversed",
    "no day is from {first} on and until {last}; change --since and --until, or those of the topic",
)
WINDOW_NOT_YET = Message(
    "crawl.window_not_yet",
    "nothing is published yet from {first} on, today is {today}; change --since and --until, or those of the topic",
)
RUN_NEWEST = Message("crawl.run_newest", "the newest is {run}")
NO_RUN_YET = Message("crawl.no_run_yet", "there is none yet")
RUN_FAILED = Message("crawl.run_failed", "{fault}")
