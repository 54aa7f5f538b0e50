"""Compare a stored text with two loads of its page, of which the one knows what the other changes at each load.

Lines, and parts of long lines, that differ between the two loads are unstable: a clock, a loading time, an exchange
rate, an advert, another article's headline. They may hold anything. All other lines must be as they were
(`is_another_load`). What was not seen when this was written, and what happens then:

- An unstable line that both loads show alike (two adverts that take turns): it counts as the article's own.
- An advert that was there, and is in neither load: a paragraph less, an edit.
- A real paragraph that is edited between the two loads, some seconds apart: unstable; the next look sees the edit.
- An edit of a short line that has an unstable part: not noticed, because nothing says which of its words are its own.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LineWords = tuple[str, ...]
"""A line's words in small letters."""
MIN_OWN_SHARE = 2 / 3  # of a line's words in both loads: with fewer, the whole line is unstable
MIN_OWN_LINE_WORDS = 12
MIN_OWN_TITLE_WORDS = 3
MIN_LITERAL = 3  # words between two unstable parts that are no chance
MORE_WORDS = 3  # that one advert has more than another
MOST_ALIGNED = 800  # words of a line, or lines of a gap, that are aligned one by one

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Template:
    """A line's stable parts in order, and the most words that may stand before, between and after them."""

    parts: tuple[LineWords, ...]
    room: tuple[int, ...]

    def fits(self, line: LineWords) -> bool:
        """True for a line that this template may be a load of."""
        at = 0
        for number, (part, room) in enumerate(zip(self.parts, self.room, strict=False)):
            ends = number == len(self.parts) - 1 and self.room[-1] == 0
            starts = range(at, at + room + 1)
            starts = range(len(line) - len(part), len(line) - len(part) + 1) if ends else starts
            place = next((n for n in starts if at <= n <= at + room and line[n : n + len(part)] == part), None)
            if place is None:
                return False
            at = place + len(part)
        return len(line) - at <= self.room[-1]


def line_words(text: str) -> list[LineWords]:
    """Return the words of each line that has any, for comparison.

    >>> line_words("Kupang – BP2MI\\n***\\nDibina.")
    [('kupang', 'bp2mi'), ('dibina',)]
    """
    lines = unicodedata.normalize("NFKC", text).casefold().split("\n")
    return [words for line in lines if (words := tuple(_WORD.findall(line)))]


def is_another_load(before: Sequence[LineWords], one: Sequence[LineWords], other: Sequence[LineWords]) -> bool:
    """True if `before` may be a third load of the page, by what `one` and `other` have in common.

    >>> own, lines = ("balai", "dibuka"), [("dimuat", "0", "23"), ("dimuat", "0", "19"), ("dimuat", "1", "2")]
    >>> is_another_load([own, lines[0]], [own, lines[1]], [own, lines[2]])
    True
    >>> is_another_load([("balai", "ditutup"), lines[0]], [own, lines[1]], [own, lines[2]])
    False
    """
    must: list[LineWords | _Template] = []
    room, longest = [0], 0
    moves = {"delete": 0, "insert": 0}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            must += one[i1:i2]
            room += [0] * (i2 - i1)
            continue
        templates = _templates(one[i1:i2], other[j1:j2])
        loose = max(i2 - i1, j2 - j1) - len(templates)
        longest = max(longest, *(len(line) for line in (*one[i1:i2], *other[j1:j2])))
        if tag in moves:
            moves[tag] += loose
        must += templates
        room[-1] = loose
        room += [loose] * len(templates)
    return _holds(before, must, room, sys.maxsize if all(moves.values()) else longest + MORE_WORDS)


def is_another_title(before: LineWords, one: LineWords, other: LineWords) -> bool:
    """True if `before` may be a third load of a headline; one of which too little is stable may be anything.

    >>> views = [tuple(f"balai dibuka lagi {n} views".split()) for n in (1, 23, 456)]
    >>> is_another_title(*views), is_another_title(("balai", "ditutup", "lagi", "1", "views"), *views[1:])
    (True, False)
    """
    if one == other:
        return before == one
    template = _template(one, other, MIN_OWN_TITLE_WORDS, 0.5)
    return template is None or template.fits(before)


def _holds(lines: Sequence[LineWords], must: Sequence[LineWords | _Template], room: Sequence[int], most: int) -> bool:
    """True if the lines are all of `must` in order, with no more others before, between and after them than `room`.

    An advert moves: of the others, those of up to `most` words may stand elsewhere.
    """
    others: list[list[LineWords]] = [[] for _ in room]
    at = 0
    for line in lines:
        needed = must[at] if at < len(must) else None
        if needed.fits(line) if isinstance(needed, _Template) else needed == line:
            at += 1
        else:
            others[at].append(line)
    if at < len(must) or sum(map(len, others)) > sum(room):
        return False
    return all(len(here) <= free or max(map(len, here)) <= most for here, free in zip(others, room, strict=True))


def _templates(one: Sequence[LineWords], other: Sequence[LineWords]) -> list[_Template]:
    """Return templates of the lines that both have, in order, with an unstable part in each."""
    templates: list[_Template] = []
    if len(one) * len(other) > MOST_ALIGNED:
        return templates
    start = 0
    for line in one:
        for place in range(start, len(other)):
            template = _template(line, other[place], MIN_OWN_LINE_WORDS, MIN_OWN_SHARE)
            if template is not None:
                templates.append(template)
                start = place + 1
                break
    return templates


def _template(one: LineWords, other: LineWords, least: int, share: float) -> _Template | None:
    """Return what two loads of a line have in common, or None where it is too little to be the same line."""
    blocks = [(i, j, size) for i, j, size in _blocks(one, other) if size]
    parts: list[LineWords] = []
    room: list[int] = []
    a = b = 0
    for i, j, size in blocks:
        gap = max(i - a, j - b)
        inner = i > 0 and i + size < len(one) and j + size < len(other)
        if inner and size < MIN_LITERAL:
            continue  # by chance: it belongs to the unstable part around it
        parts.append(one[i : i + size])
        room.append(2 * gap + 3 if gap else 0)
        a, b = i + size, j + size
    gap = max(len(one) - a, len(other) - b)
    room.append(2 * gap + 3 if gap else 0)
    own = sum(map(len, parts))
    if own < least or own < share * max(len(one), len(other)):
        return None
    return _Template(tuple(parts), tuple(room))


def _blocks(one: LineWords, other: LineWords) -> list[tuple[int, int, int]]:
    """Return runs of words that both have, as (place in one, place in other, length)."""
    if max(len(one), len(other)) <= MOST_ALIGNED:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
    shorter = min(len(one), len(other))
    head = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    tail = next((n for n in range(shorter - head) if one[-1 - n] != other[-1 - n]), shorter - head)
    return [(0, 0, head), (len(one) - tail, len(other) - tail, tail)]
