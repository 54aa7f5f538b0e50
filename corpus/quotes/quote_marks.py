"""The stretches of a text between quotation marks (`marked_stretches`), in one walk over the marks; a `Quote`.

Straight, curly, low (German), angle and single marks are read, mixed as they are printed. A mark opens or closes by
what stands beside it; what it looks like decides only where that says nothing. Apostrophes (Qur'an) and inches (21")
are no marks. A quote without its closing mark ends with its paragraph, or before a reporting clause at the paragraph's
end; where the next paragraph begins with a mark again, it runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.quotes.quote_words import speech_words

QUOTATION_MARK = re.compile(r"[\"“”„‟″＂«»‹›‚‛]|(['`’‘´])\1?|(?<!\w),,(?=\w)")
ANGLES = frozenset("«»‹›")
SINGLES = frozenset("‘’‚‛'`´")
LOW = frozenset({"„", ",,"})
_BEFORE_OPENING = frozenset(" \t\n\xa0([{—–-:/,;\"“”„«»‹›‘’'")
_SINGLE_END = re.compile(r"(?<=[^\s])[’'‘`´‛](?![\w'’])")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch between marks: `start` and `end` of its words, `before` and `after` with the marks; code points."""

    before: int
    start: int
    end: int
    after: int
    single: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words and their speaker.

    `start` and `end`, `speaker_start` and `speaker_end` are half-open ranges of code points of the text. `text` are
    the words: those inside the marks, or the reported clause. `speaker` is the full name, None where the article does
    not say it; `role` as printed, with or without a name. The speaker's place is where the reporting clause names the
    person; a pronoun or -nya counts. `rule` is a name of data/quotes.toml.
    """

    start: int
    end: int
    kind: Literal["direct", "indirect"]
    text: str
    speaker: str | None
    role: str | None
    speaker_start: int | None
    speaker_end: int | None
    rule: str


@cache
def _clause_at_end() -> re.Pattern[str]:
    """The pattern of a reporting clause at the end of a paragraph: ', ujar Yohana.'."""
    words = "|".join(sorted(speech_words().plain_roots | speech_words().plain_suffixed))
    return re.compile(rf",[\s]+(?:{words})\b[^\n\"“”]{{0,160}}$")


@cache
def _verb_behind() -> re.Pattern[str]:
    """The pattern of a reporting root or form right behind a mark."""
    words = speech_words()
    return re.compile(rf"(?:{'|'.join(sorted(words.roots | words.suffixed))})\b")


def marked_stretches(text: str) -> list[Stretch]:
    """Return the outermost stretches between quotation marks, in order.

    >>> text = '“Kami siap,” kata Maria, "besok.'
    >>> [text[one.start : one.end] for one in marked_stretches(text)]
    ['Kami siap,', 'besok.']
    """
    return list(_stretches(text, [(mark.start(), mark[0]) for mark in QUOTATION_MARK.finditer(text)]))


def _stretches(text: str, marks: list[tuple[int, str]]) -> Iterator[Stretch]:
    opened: tuple[int, str] | None = None
    paragraph_end = -1
    no_single_before = -1  # no single mark closes up to here
    at = skip = 0
    while at < len(marks):
        place, mark = marks[at]
        at += 1
        if place < skip:
            continue
        if place >= paragraph_end:
            if opened is not None:
                if _runs_on(text, opened, place, paragraph_end, mark):
                    paragraph_end = _end_of_paragraph(text, place)
                    continue
                yield _unclosed(text, opened, paragraph_end)
                opened = None
            paragraph_end = _end_of_paragraph(text, place)
        if mark in SINGLES:
            if opened is None and place >= no_single_before and _opens(text, place, mark) and _may_open(text, place):
                end = _SINGLE_END.search(text, place + 2, paragraph_end)
                if end is None:
                    no_single_before = paragraph_end
                else:
                    yield _stretch(text, place, place + 1, end.start(), end.end(), single=True)
                    skip = end.end()
            continue
        if opened is None:
            if _opens(text, place, mark):
                opened = (place, mark)
            continue
        if (opened[1] in ANGLES) != (mark in ANGLES):
            continue
        following = marks[at] if at < len(marks) and marks[at][0] < paragraph_end else None
        if _is_inch(text, place, following):
            continue
        if _opens_inside(text, place, mark):
            if _nested(text, marks, at, paragraph_end):
                skip = marks[at][0] + 1
                continue
            yield _unclosed(text, opened, place)
            opened = (place, mark)
            continue
        yield _stretch(text, opened[0], opened[0] + len(opened[1]), place, place + len(mark))
        opened = None
    if opened is not None:
        yield _unclosed(text, opened, paragraph_end)


def _end_of_paragraph(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _stretch(text: str, before: int, start: int, end: int, after: int, *, single: bool = False) -> Stretch:
    """Return the stretch without white space at the ends of its words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(before, start, end, after, single)


def _unclosed(text: str, opened: tuple[int, str], end: int) -> Stretch:
    """Return a quote without its closing mark: up to `end`, or to the reporting clause before it."""
    place, mark = opened
    clause = _clause_at_end().search(text, max(place, end - 200), end)
    if clause:
        end = clause.start()
    made = _stretch(text, place, place + len(mark), end, end)
    return Stretch(made.before, made.start, made.end, made.end)


def _runs_on(text: str, opened: tuple[int, str], place: int, end: int, mark: str) -> bool:
    """Return True if the open quote goes on in the next paragraph, which begins with a mark again."""
    next_words = _SPACE.match(text, end)
    starts = next_words is not None and next_words.end() == place and mark not in SINGLES and _opens(text, place, mark)
    return starts and not _clause_at_end().search(text, max(opened[0], end - 200), end)


def _before(text: str, place: int) -> str:
    return text[place - 1] if place else "\n"


def _behind(text: str, place: int) -> str:
    return text[place] if place < len(text) else "\n"


def _opens(text: str, place: int, mark: str) -> bool:
    """Return True if a mark outside of quotes opens one."""
    before, behind = _before(text, place), _behind(text, place + len(mark))
    if mark in LOW:
        return True
    if before not in _BEFORE_OPENING:
        return before == "." and mark not in SINGLES and behind.isupper()
    if behind.isspace():  # “ Kami siap ”
        return mark in '"“' and not _before(text, place - 1).isdigit() if before.isspace() and behind != "\n" else False
    return behind not in ",;.!?)" or text.startswith("...", place + len(mark))


def _may_open(text: str, place: int) -> bool:
    """Return True if a single mark may open a quote: '98 and 'tuk are shortened words, - and , bring in none."""
    before = _before(text, place)
    return (before.isspace() or before in '([{:“"') and not _behind(text, place + 1).isdigit()


def _opens_inside(text: str, place: int, mark: str) -> bool:
    """Return True if a mark inside of a quote opens another: ” and a mark before a verb of speaking close."""
    before, behind = _before(text, place), _behind(text, place + len(mark))
    if mark in LOW:
        return True
    if mark == "”" or not (before.isspace() or before in "([{:") or behind.isspace() or behind in ",;.!?)":
        return False
    return not _verb_behind().match(text, place + len(mark))


def _is_inch(text: str, place: int, following: tuple[int, str] | None) -> bool:
    """Return True for 21" inside of a quote: another mark closes it before any opens."""
    if not _before(text, place).isdigit() or text[place] not in '"″' or following is None:
        return False
    next_place, mark = following
    return mark not in SINGLES and not _opens_inside(text, next_place, mark) and not _opens(text, next_place, mark)


def _nested(text: str, marks: list[tuple[int, str]], at: int, end: int) -> bool:
    """Return True if the next two marks of the paragraph both close: one the inner quote, one the outer."""
    following = [one for one in marks[at : at + 2] if one[0] < end and one[1] not in SINGLES]
    return len(following) == 2 and not any(_opens_inside(text, *one) for one in following)
