"""Which lines of a page have the words of its text (`aligned_lines`), and of what was cut from it (`take_cuts`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from corpus.models import RemovedLine
from pipelines.balance.aligned import RUN, TextWords
from pipelines.balance.line_fates import BEFORE_NAME, CUT, FIELD, TEXT, LineFate, PageFacts
from pipelines.page.parsed_page import ParsedPage
from pipelines.strings.squashed import squash

FIELD_RULES = {
    "byline": "byline",
    "caption": "caption",
    "dateline": "dateline",
    "photo_caption": "caption",
    "picture_caption": "caption",
    "title_repeated": "title",
}
"""Rules whose cuts are the words of a field: rule -> field."""


def aligned_lines(page: ParsedPage, facts: PageFacts) -> tuple[list[LineFate], int]:
    """Return the lines of the page, with a fate where the text has them.

    And how many words of the text stand in none of them. Hidden lines are left out, unless the text has them.
    A text of which each line is one of the page is matched once: it is asked for what it lacks, and most lack nothing.
    """
    fates = list(map(LineFate, page.table.lines, page.line_words, range(len(page.table.lines))))
    whole, lines = page.once(_whole_texts), tuple(facts.lines)
    if (matches := whole.get(lines)) is not None:
        for index, end, place in matches:
            fate = fates[index]
            fate.fates, fate.end, fate.place = [(TEXT, len(fate.words))], end, place
        return _shown(fates), 0
    text = TextWords(lines, page.words_of)
    taken = text.take_lines(page.line_words)
    for index, end in taken:
        _place(fates[index], [(TEXT, len(fates[index].words))], end, text)
    if text.left:
        _take([fate for fate in fates if fate.words], text, facts.titles)
    else:
        whole[lines] = [(index, end, fates[index].place) for index, end in taken]
    return _shown(fates), text.left


def _whole_texts(_: ParsedPage) -> dict[tuple[str, ...], list[tuple[int, int, int]]]:
    """Texts of which each line is one of the page, with its lines' index, end and place: filled as it is asked for."""
    return {}


def _shown(fates: Iterable[LineFate]) -> list[LineFate]:
    """The lines with words, of hidden ones those that the text has."""
    return [fate for fate in fates if fate.words and (fate.line.silent != "hidden" or fate.fates)]


def _take(fates: Sequence[LineFate], text: TextWords, titles: Collection[str]) -> None:
    """Give the lines the words that whole lines of the text left: the longest first, so that no caption takes a run.

    The title is no line of the text, unless the text has it whole.
    """
    named = {squash(title) for title in titles}
    rest = [fate for fate in fates if not fate.fates and len(fate.words) >= RUN and text.has_run_of(fate.words)]
    for fate in sorted(rest, key=lambda fate: -len(fate.words)):
        if not text.left:
            break
        if squash(fate.line.text) not in named and (ranges := text.take_runs(fate.words)):
            _place(fate, _with_gaps([(TEXT, at, end) for at, end, _ in ranges], len(fate.words)), text.end, text)
    end = 0
    for fate in fates if text.left else ():
        if fate.fates:
            end = fate.end
        elif len(fate.words) < RUN and text.take_next(fate.words, end):
            end = text.end
            _place(fate, [(TEXT, len(fate.words))], end, text)


def _place(fate: LineFate, fates: Sequence[tuple[str, int]], end: int, text: TextWords) -> None:
    """Note a line's fates, and the place of its words, which end at `end` in the text."""
    fate.fates, fate.end = fates, end
    fate.place = text.line_before(end)


def _with_gaps(ranges: Iterable[tuple[str, int, int]], count: int) -> list[tuple[str, int]]:
    """The fates of a line of `count` words of which these ranges have one; "" for the others."""
    fates: list[tuple[str, int]] = []
    at = 0
    for what, start, end in ranges:
        if start > at:
            fates.append(("", start - at))
        fates.append((what, end - start))
        at = end
    if count > at:
        fates.append(("", count - at))
    return fates


def _gaps(fate: LineFate) -> Iterator[tuple[int, int, int]]:
    """Yield (index among the fates, start, end) of the words without a fate."""
    if not fate.fates:
        yield -1, 0, len(fate.words)
        return
    at = 0
    for index, (what, count) in enumerate(fate.fates):
        if not what:
            yield index, at, at + count
        at += count


def _fill(fate: LineFate, index: int, filled: Sequence[tuple[str, int]]) -> None:
    """Put these fates in the place of the gap at `index`; -1 is a line without any."""
    fate.fates = filled if index < 0 else [*fate.fates[:index], *filled, *fate.fates[index + 1 :]]


def take_cuts(fates: Sequence[LineFate], removed: Sequence[RemovedLine]) -> None:
    """Give the lines the words of what was cut (a field's as that); first the lines that the text has words of."""
    of_fields = [
        (f"{FIELD}{BEFORE_NAME}{FIELD_RULES[cut.rule]}", cut.text) for cut in removed if cut.rule in FIELD_RULES
    ]
    others = [(f"{CUT}{BEFORE_NAME}{cut.rule}", cut.text) for cut in removed if cut.rule not in FIELD_RULES]
    for cuts in (of_fields, others):
        words = TextWords(text for _, text in cuts)
        names = [name for name, _ in cuts]
        for fate in fates if words.left else ():
            if len(fate.fates) > 1:
                _take_gaps(fate, words, names)
        for fate in fates if words.left else ():  # whole lines first, so that no other line takes a run of them
            if not fate.fates and words.opens_line(fate.words) and words.take_line(fate.words):
                fate.fates = [(names[words.line_before(words.end)], len(fate.words))]
        for fate in fates if words.left else ():
            if not fate.fates and words.may_have(fate.words):
                _take_gaps(fate, words, names)


def _take_gaps(fate: LineFate, words: TextWords, names: Sequence[str]) -> None:
    """Give the words of a line that have no fate those of the cuts that they are."""
    for index, start, end in reversed(list(_gaps(fate))):
        gap = fate.words[start:end]
        if words.take_line(gap):
            _fill(fate, index, [(names[words.line_before(words.end)], len(gap))])
        elif runs := words.take_runs(gap):
            ranges = [(names[words.line_before(place + 1)], at, until) for at, until, place in runs]
            _fill(fate, index, _with_gaps(ranges, len(gap)))
