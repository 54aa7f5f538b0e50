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
NO_SUCH_TOPIC_FILE = Message(
    "crawl.no_such_topic_file", "{text}: there is no such file; a web address begins with https:// or http://"
)
SEVERAL_TOPIC_FILES = Message(
    "crawl.several_topic_files", "give one topic file, not {n} ({files}); addresses begin with https://"
)
TOPIC_OR_URLS = Message(
    "crawl.topic_or_urls", "{fault}; a topic is a TOML file; addresses in a file are fetched by --urls {path}"
)
WAITING_ALONE = Message(
    "crawl.waiting_alone", "--waiting fetches what the corpus has waiting; give it without {others}"
)
DEMO_NOT_PUT = Message("crawl.demo_not_put", "{folder}: the demo can't be put there ({reason}); name another --corpus")
NOT_ONLY_A_DEMO = Message(
    "crawl.not_only_a_demo", "{corpus}: holds more than a demo; {advice}name another file with --corpus"
)
NOTHING_TO_RETRY = Message("crawl.nothing_to_retry", "nothing was asked: {reason}")
REASON_UNKNOWN = Message("crawl.reason_unknown", "no address has the reason {reason!r}; {hint}")
ADDRESSES_WITHOUT_FILE = Message(
    "crawl.addresses_without_file",
    "{n} {n:refused address belongs|refused addresses belong} to {outlets}, which no outlet file has; {n:it "
    "stays|they stay} as before; give the folder of the file with --outlets, or give a renamed file its old "
    "name again",
)
DELETE_DEMO_FOLDER = Message("crawl.delete_demo_folder", "delete the folder {folder} if you need nothing in it, or ")
