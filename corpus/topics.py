"""Read a researcher's topic from TOML (`read_topic`): what to search for on the sites, and how to grade articles."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.errors import DayError, TopicError
from corpus.file.small_file import read_small
from corpus.messages.hint_messages import KNOWN_ARE
from corpus.messages.statement import Statement
from corpus.messages.topic_messages import (
    TOPIC_ADDRESS_BAD,
    TOPIC_GRADE_EMPTY,
    TOPIC_KEY_OF_NO_SECTION,
    TOPIC_KEY_OF_SECTION,
    TOPIC_KEY_UNKNOWN,
    TOPIC_LISTS_EXPECTED,
    TOPIC_NAME_BAD,
    TOPIC_NOT_TOML,
    TOPIC_SECTION,
    TOPIC_STAR_MISPLACED,
    TOPIC_TABLE_EXPECTED,
    TOPIC_TEXT_EXPECTED,
    TOPIC_TEXTS_EXPECTED,
    TOPIC_TOO_LARGE,
    TOPIC_TOO_MANY,
    TOPIC_TOO_MANY_MARKS,
    TOPIC_UNREADABLE,
    TOPIC_WITHOUT_WORDS,
    TOPIC_WORDING_TOO_LONG,
)
from corpus.near_names import did_you_mean
from corpus.typed.day_words import resolve_day
from corpus.urls import check_web_address

KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset({"name", "title", "ask", "grade"}),
    "ask": frozenset({"search", "tags", "urls", "since", "until", "outlets"}),
    "grade": frozenset({"phrases", "all", "any", "none"}),
}

MAX_TOPIC = 256 << 10  # bytes of a topic; the one that ships has 3 KiB
MAX_WORDINGS = 2_000  # of [grade] together: each is looked for in each article
MAX_QUERIES = 200  # each is asked of each outlet
MAX_WORDING = 300  # characters of a title, wording, query or tag
MAX_MARKS = 2  # words of a wording that are marks alone, as "-": such a row of them could match in too many ways


@dataclass(frozen=True, slots=True)
class Ask:
    """What a crawl fetches: queries for the sites' own search, tags, fixed addresses (`urls`), days and outlets.

    `since` and `until` are days ("2023-01-01"), months, years or spans back from the run's start ("7d", "3m", "1y");
    both are included. No outlets means all outlets.
    """

    search: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grading:
    """The rules that grade an article (docs/topics.md). Case is ignored; `*` at a word's end stands for any ending.

    `phrases` name the topic directly. Each group of `all` must have one wording in the text, and so must `any` if it
    is given. `none` are misleading wordings: they are deleted from the text before the other rules are applied.
    """

    phrases: tuple[str, ...] = ()
    all: tuple[tuple[str, ...], ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with the text it was read from (`toml`) and that text's `sha256`."""

    name: str
    title: str
    ask: Ask = field(default_factory=Ask)
    grading: Grading = field(default_factory=Grading)
    toml: str = ""

    @property
    def sha256(self) -> str:
        """The checksum of the topic's text. It is stored with each run, to tell two states of a topic apart."""
        return hashlib.sha256(self.toml.encode()).hexdigest()


def read_topic(path: Path) -> Topic:
    """Return the topic in this file. Raises TopicError if it can't be read or an entry is wrong."""
    try:
        text = read_small(path, most=MAX_TOPIC)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8 text"
        raise TopicError(TOPIC_UNREADABLE(path=path, reason=reason)) from error
    return parse_topic(text, str(path))


def parse_topic(text: str, where: str = "topic") -> Topic:
    """Return the topic written in `text`; `where` names its source in errors."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TOPIC:
        raise TopicError(TOPIC_TOO_LARGE(where=where, most=MAX_TOPIC))
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        fault = "lists in lists without end" if isinstance(error, RecursionError) else error
        raise TopicError(TOPIC_NOT_TOML(where=where, fault=fault)) from error
    _check_keys(raw, "", where)
    ask_table, grade_table = _table(raw, "ask", where), _table(raw, "grade", where)
    name = _text(raw, "name", where)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise TopicError(TOPIC_NAME_BAD(where=where, name=name))
    topic = Topic(
        name=name,
        title=_text(raw, "title", where, default=name),
        ask=Ask(
            search=_texts(ask_table, "search", where),
            tags=_texts(ask_table, "tags", where),
            urls=tuple(_checked_url(u, where) for u in _texts(ask_table, "urls", where)),
            since=_day(ask_table, "since", where),
            until=_day(ask_table, "until", where),
            outlets=_texts(ask_table, "outlets", where),
        ),
        grading=Grading(
            phrases=_texts(grade_table, "phrases", where),
            all=_groups(grade_table, where),
            any=_texts(grade_table, "any", where),
            none=_texts(grade_table, "none", where),
        ),
        toml=text,
    )
    _check_bounds(topic, where)
    if not (topic.grading.phrases or topic.grading.all or topic.grading.any):
        raise TopicError(TOPIC_GRADE_EMPTY(where=where))
    return topic


def _check_bounds(topic: Topic, where: str) -> None:
    """Raise TopicError for a topic that would ask sites without end, or grade in more than a moment an article."""
    grading = topic.grading
    wordings = [*grading.phrases, *grading.any, *grading.none, *(w for group in grading.all for w in group)]
    numbers = (
        ("[grade] wordings", len(wordings), MAX_WORDINGS),
        *(
            (f"[ask] {name}", len(listed), MAX_QUERIES)
            for name, listed in (("search", topic.ask.search), ("tags", topic.ask.tags))
        ),
    )
    for what, number, most in numbers:
        if number > most:
            raise TopicError(TOPIC_TOO_MANY(where=where, number=number, what=what, most=most))
    for text in (topic.title, *wordings, *topic.ask.search, *topic.ask.tags):
        if len(text) > MAX_WORDING:
            raise TopicError(TOPIC_WORDING_TOO_LONG(where=where, text=text[:40], n=len(text), most=MAX_WORDING))
    for wording in wordings:
        words = wording.split()
        if any(word.count("*") > 1 or word == "*" for word in words):
            raise TopicError(TOPIC_STAR_MISPLACED(where=where, wording=wording))
        if sum(not any(map(str.isalnum, word)) for word in words) > MAX_MARKS:
            raise TopicError(TOPIC_TOO_MANY_MARKS(where=where, wording=wording, most=MAX_MARKS))


def topic_of_words(words: str) -> Topic:
    """Return a topic made of a few words, for `kliping crawl -k`: they are its search and its phrase."""
    words = " ".join(words.replace('"', " ").replace("\\", " ").split())
    if not words:
        raise TopicError(TOPIC_WITHOUT_WORDS())
    groups = ", ".join(f'["{w}"]' for w in words.split())
    slug = slug_of(words)
    return parse_topic(
        f'name = "{slug}"\ntitle = "{words}"\n[ask]\nsearch = ["{words}"]\n'
        f'[grade]\nphrases = ["{words}"]\nall = [{groups}]\n',
        "-k",
    )


def slug_of(words: str) -> str:
    """Return a topic's name for these words: their letters without accents; other scripts are told apart by a hash.

    >>> slug_of("Pembinaan pegawai"), slug_of("Größe"), slug_of("腐敗")
    ('pembinaan-pegawai', 'grosse', 'words-92d5db')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "words"
    if any(c.isalnum() and not c.isascii() for c in plain):
        slug += "-" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return slug


def _check_keys(table: Mapping[str, Any], section: str, where: str) -> None:
    for key in table:
        if key not in KEYS[section]:
            hint = _place_of(key) or did_you_mean(key, KEYS[section], KNOWN_ARE(names=sorted(KEYS[section])))
            place = TOPIC_SECTION(section=section) if section else None
            raise TopicError(TOPIC_KEY_UNKNOWN(where=where, key=key, place=place, hint=hint))


def _place_of(key: str) -> Statement | None:
    """Return where a key belongs that is known elsewhere: phrases above the line [grade], tags in [grade]."""
    section = next((section for section, keys in KEYS.items() if key in keys), None)
    if section is None or key in KEYS:
        return None
    return TOPIC_KEY_OF_SECTION(section=section) if section else TOPIC_KEY_OF_NO_SECTION()


def _table(raw: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise TopicError(TOPIC_TABLE_EXPECTED(where=where, name=name))
    _check_keys(table, name, where)
    return table


def _text(table: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise TopicError(TOPIC_TEXT_EXPECTED(where=where, key=key))
    return value.strip()


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not _is_texts(value):
        raise TopicError(TOPIC_TEXTS_EXPECTED(where=where, key=key))
    return tuple(dict.fromkeys(v.strip() for v in value if v.strip()))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _groups(table: Mapping[str, Any], where: str) -> tuple[tuple[str, ...], ...]:
    value = table.get("all", [])
    if not isinstance(value, list) or not all(_is_texts(group) and any(map(str.strip, group)) for group in value):
        raise TopicError(TOPIC_LISTS_EXPECTED(where=where))
    return tuple(tuple(dict.fromkeys(one.strip() for one in group if one.strip())) for group in value)


def _checked_url(url: str, where: str) -> str:
    try:
        return check_web_address(url)
    except Exception as error:
        raise TopicError(TOPIC_ADDRESS_BAD(where=where, fault=error)) from error


def _day(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        resolve_day(text, date(2000, 1, 1), f"{where}: {key}")
    except DayError as error:
        raise TopicError(error.statement) from error
    return text
