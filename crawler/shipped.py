"""The topic that ships with the program."""

from __future__ import annotations

from importlib.resources import files

from corpus.topics import Topic, parse_topic

NAME = "pembinaan-pegawai.toml"


def shipped_text() -> str:
    """The shipped topic as it is written."""
    return files("crawler.topics").joinpath(NAME).read_text(encoding="utf-8")


def shipped_topic() -> Topic:
    """The topic that `kliping crawl` takes when none is named."""
    return parse_topic(shipped_text(), NAME)
