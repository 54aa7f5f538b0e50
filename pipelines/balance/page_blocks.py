"""The pages of an article as blocks in reading order, each with what became of its words (`page_blocks`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipelines.balance.fates import PageBalance
from pipelines.balance.line_fates import BEFORE_NAME, CUT, FIELD, TEXT, UNEXPLAINED, LineFate
from pipelines.strings.word_count import words_in_place

Fate = Literal["text", "field", "cut", "outside", "unexplained"]
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A line of a page, or a part of one whose other words have another fate.

    `part` is 0 for the article's own page; `position` counts the page's lines from 0, so that the parts of one line
    share theirs. `reason` is the field's name, the rule that cut, the reason why it is outside, "hidden" for text that
    no reader sees, and None for other text and for what no rule explains. `words` is the number of words.
    """

    part: int
    position: int
    fate: Fate
    reason: str | None
    words: int
    text: str


def page_blocks(balances: Iterable[PageBalance]) -> tuple[PageBlock, ...]:
    """Return the blocks of the pages; the words of each fate add up to the pages' balances."""
    return tuple(
        block
        for balance in balances
        for position, line in enumerate(balance.lines)
        for block in _blocks(line, balance.words.part, position)
    )


def _blocks(fate: LineFate, part: int, position: int) -> Iterator[PageBlock]:
    text, starts = words_in_place(fate.line.text)
    begin = word = 0
    for what, run in groupby(fate.fates, key=lambda each: each[0]):
        count = sum(words for _, words in run)
        word += count
        end = starts[word] if word < len(starts) else len(text)
        kind, reason = _named(what, hidden=fate.line.silent == HIDDEN)
        yield PageBlock(part, position, kind, reason, count, text[begin:end].strip())
        begin = end


def _named(what: str, *, hidden: bool) -> tuple[Fate, str | None]:
    """The fate of a block, and its reason."""
    kind, _, name = what.partition(BEFORE_NAME)
    if kind == TEXT:
        return "text", HIDDEN if hidden else None
    if kind == UNEXPLAINED:
        return "unexplained", None
    if kind in (FIELD, CUT):
        return ("field" if kind == FIELD else "cut"), name or None
    return "outside", what
