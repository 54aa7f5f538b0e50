"""Write a question to GDELT's DOC 2.0 API (`questions_of_topic`, `address_of`) and read its answer (`read_answer`).

What is known of the API, and from where, stands in docs/discover.md. It answers faults in plain text, also with status
200: "Your search contained a keyword that was too short.", "Parentheses may only be used around OR'd statements."
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from corpus.characters import printable
from corpus.errors import KlipingError
from corpus.messages.discovery_messages import GDELT_WORD_SHORT
from crawler.discovery.windows import Window

SERVICE = "https://api.gdeltproject.org/api/v2/doc/doc"
FIRST_DAY = date(2017, 1, 1)  # as far as the documentation says that the API reaches back
MOST_RECORDS = 250
USUAL_RECORDS = 75  # what it gives where it passes over `maxrecords`
LONGEST_QUESTION = 250  # characters; it refuses longer ones ("too short or too long") and says no number
SHORTEST_WORD = 3  # letters
TOO_OFTEN = re.compile(rb"limit requests|too many requests", re.IGNORECASE)
BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
LONGEST_FAULT = 500  # characters of a plain text that is taken for a sentence of the service
SHOWN_FAULT = 200  # of which so many are shown


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An entry of an answer: its address as it stands there (any JSON value), its title, when GDELT saw it."""

    url: object
    title: str | None
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class RefusedQuestion:
    """GDELT did not take the question; its own sentence."""

    sentence: str


def questions_of_topic(searches: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the questions for a topic's searches, and the words that are left out of them.

    GDELT searches an English translation of each text. Names (BP2MI) stand in it as they are; other Indonesian words
    do not. So the names of all searches are asked for, any of them. Searches without a name are asked as they are.

    >>> questions_of_topic(["BP2MI pegawai", "BNP2TKI pegawai", "disiplin pegawai"])
    (['(BP2MI OR BNP2TKI)', 'disiplin pegawai'], ['pegawai'])
    """
    names: dict[str, None] = {}
    left: dict[str, None] = {}
    others: list[str] = []
    for search in searches:
        words = search.split()
        of_search = [word for word in words if is_name(word)]
        names |= dict.fromkeys(of_search)
        if of_search:
            left |= dict.fromkeys(word for word in words if word not in of_search)
        elif terms := [term for word in words if (term := _term(word))]:
            others.append(" ".join(terms))
    return [*_alternatives(list(names)), *dict.fromkeys(others)], list(left)


def is_name(word: str) -> bool:
    """True for a word that a translation leaves as it is: an abbreviation, with a digit or two capitals.

    >>> [is_name(word) for word in ("BP2MI", "KemenP2MI", "P4TKI", "ASN", "Pegawai", "pegawai", "2024", "SD")]
    [True, True, True, True, False, False, False, False]
    """
    is_word = len(word) >= SHORTEST_WORD and word.isascii() and word.isalnum() and word[0].isalpha()
    return is_word and (sum(map(str.isupper, word)) > 1 or any(map(str.isdigit, word)))


def own_question(text: str) -> str:
    """Return a question that the user wrote in GDELT's own language, as it is sent.

    Raises KlipingError where it has no word that is long enough.

    >>> own_question('BP2MI OR "migrant workers"')
    '(BP2MI OR "migrant workers")'
    """
    question = " ".join(text.split())
    if not re.search(rf"\w{{{SHORTEST_WORD}}}", question):
        raise KlipingError(GDELT_WORD_SHORT(text=text, least=SHORTEST_WORD))
    return f"({question})" if " OR " in question and "(" not in question else question


def address_of(service: str, question: str, filters: Sequence[str], window: Window) -> str:
    """Return the address that asks for the articles of a window.

    The documentation does not say whether the first and the last second belong to the answer: so the first is one
    second before the window, and the last is its end. Windows that touch then overlap, and nothing lies between.
    """
    fields = {
        "query": " ".join((question, *filters)),
        "mode": "artlist",
        "format": "json",
        "maxrecords": MOST_RECORDS,
        "sort": "datedesc",
        "startdatetime": f"{window.start - timedelta(seconds=1):%Y%m%d%H%M%S}",
        "enddatetime": f"{window.end:%Y%m%d%H%M%S}",
    }
    return f"{service}?{urlencode(fields)}"


def is_full(number: int) -> bool:
    """True where an answer has as many entries as the service gives at most: there may be more."""
    return number >= MOST_RECORDS or number == USUAL_RECORDS


def read_answer(body: bytes) -> list[NamedArticle] | RefusedQuestion | None:
    """Return the entries of an answer, a refusal of the question, or None where it is none that is known.

    `{}` and an empty list are the answers of a search without a hit; null in the list's place was not seen, and is
    none. A short plain text is the service's sentence on what it did not take; an empty answer, HTML and JSON that was
    cut or has another shape are none.

    >>> read_answer(b'{"articles": [{"url": "https://x.id/a", "title": "Apel"}]}')
    [NamedArticle(url='https://x.id/a', title='Apel', seen=None)]
    >>> read_answer(b"Your search contained a keyword that was too short."), read_answer(b"{}"), read_answer(b"<html>")
    (RefusedQuestion(sentence='Your search contained a keyword that was too short.'), [], None)
    """
    text = body.decode("utf-8-sig", "replace").strip()
    if text[:1] != "{":
        is_sentence = text[:1].isalnum() and len(text) <= LONGEST_FAULT
        return RefusedQuestion(printable(" ".join(text.split()))[:SHOWN_FAULT]) if is_sentence else None
    answer = _parsed(text)
    if not isinstance(answer, dict) or (answer and "articles" not in answer):
        return None
    listed = answer.get("articles", [])
    return list(map(_entry, listed)) if isinstance(listed, list) else None


def is_too_often(body: bytes) -> bool:
    """True for the sentence by which GDELT asks for fewer requests, whatever the status."""
    return len(body) < 2_000 and TOO_OFTEN.search(body) is not None and not body.lstrip().startswith(b"{")


def _alternatives(names: Sequence[str]) -> Iterator[str]:
    """Yield questions for any of the names, none longer than GDELT takes."""
    group: list[str] = []
    for name in names:
        if group and len(" OR ".join([*group, name])) > LONGEST_QUESTION - 2:
            yield _any_of(group)
            group = []
        group.append(name)
    if group:
        yield _any_of(group)


def _any_of(names: Sequence[str]) -> str:
    return f"({' OR '.join(names)})" if len(names) > 1 else names[0]


def _term(word: str) -> str:
    """A word of a topic's search as GDELT takes it: in quotes where a mark stands in it; "" if it is too short."""
    term = re.sub(r"^\W+|[^\w]+$", "", word)
    if len(term) < SHORTEST_WORD:
        return ""
    return term if term.isalnum() else f'"{term.replace(chr(34), "")}"'


def _parsed(text: str) -> Any:
    """The JSON, also with control characters and backslashes that escape nothing, which titles have brought."""
    for form in (text, BAD_ESCAPE.sub(r"\\\\", text)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _entry(entry: Any) -> NamedArticle:
    fields: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    title = fields.get("title")
    return NamedArticle(fields.get("url"), title if isinstance(title, str) and title.strip() else None, _seen(fields))


def _seen(fields: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.strptime(str(fields.get("seendate")), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
