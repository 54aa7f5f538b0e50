"""Which lines are house lines and no part of the article? Each cut is kept with the rule that cut it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.models import RemovedLine
from pipelines.lines.cuts import BodyLine, cut_span, cut_whole
from pipelines.lines.house_line_rules import Rule, junk_rules, own_rules
from pipelines.strings.datelines import read_dateline, squash

HOUSE_HEAD_LINES = 6  # first lines that head rules look at
MIN_PARAGRAPH_LENGTH = 100  # characters above which a line is a paragraph
TAIL_FROM = 0.6  # tail rules look at the lines behind this share
LAST_LINES = 3  # and always at the last ones
MAX_MARKED_TITLES = 5  # titles that a marker takes with it
MAX_TEASER_TITLE = 140  # characters of a title behind a marker
MIN_DOUBLED_LENGTH = 80  # characters above which nobody writes the same paragraph twice


def cut_noise(
    lines: Sequence[BodyLine], *, outlet_names: Sequence[str] = (), own: Sequence[str] = (), paid: bool = False
) -> tuple[list[BodyLine], list[RemovedLine]]:
    """The lines without house lines, and what was cut. `own` are an outlet's own patterns (whole line).

    `paid` is True on a page that says it is not free.

    >>> kept, cut = cut_noise([BodyLine(0, "Balai itu dibuka."), BodyLine(1, "Baca Juga: Apel Pagi di Contoh")])
    >>> [line.text for line in kept], [(c.rule, c.position) for c in cut]
    (['Balai itu dibuka.'], [('read_also', 1)])
    """
    removed: list[RemovedLine] = []
    kept = list(lines)
    for rule in (*own_rules(own), *(r for r in junk_rules() if r.holds_for(outlet_names) and paid >= r.paid)):
        kept = _STEPS[rule.scope](rule, kept, removed)
    return kept, sorted(removed, key=lambda cut: cut.position)


def _fits(rule: Rule, text: str) -> bool:
    return len(text) <= rule.longest and rule.pattern.fullmatch(text.strip()) is not None


def _cut_where(
    rule: Rule, lines: list[BodyLine], removed: list[RemovedLine], reach: Callable[[int], bool]
) -> list[BodyLine]:
    kept = []
    for index, line in enumerate(lines):
        if reach(index) and _fits(rule, line.text):
            removed.append(cut_whole(rule.id, line))
        else:
            kept.append(line)
    return kept


def _cut_lines(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    return _cut_where(rule, lines, removed, lambda _: True)


def _cut_head(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    """What follows "Berikut jadwalnya:", or a second paragraph, is the text's own; so is the last line, however short
    the text."""
    reach = prose = 0
    while reach < min(HOUSE_HEAD_LINES, len(lines), max(1, len(lines) - 1)) and prose < 2:
        prose += len(lines[reach].text) > MIN_PARAGRAPH_LENGTH
        reach += 1
        if lines[reach - 1].text.endswith(":") and prose:
            break
    return _cut_where(rule, lines, removed, lambda index: index < reach)


def _cut_tail(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    return _cut_where(rule, lines, removed, lambda index: _in_tail(index, len(lines)))


def _in_tail(index: int, count: int) -> bool:
    return index >= TAIL_FROM * count or index >= max(1, count - LAST_LINES)


def _cut_inline(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    kept = []
    for line in lines:
        left: BodyLine | None = line
        while left is not None and (found := rule.pattern.search(left.text)) and found[0]:
            left, cut = cut_span(rule.id, left, found.start(), found.end())
            removed.append(cut)
        if left is not None:
            kept.append(left)
    return kept


def _cut_behind_header(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    for index, line in enumerate(lines):
        if _in_tail(index, len(lines)) and _fits(rule, line.text):
            removed.extend(cut_whole(rule.id, cut) for cut in lines[index:])
            return lines[:index]
    return lines


def _cut_marked(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    kept: list[BodyLine] = []
    left = 0
    for line in lines:
        if _fits(rule, line.text):
            left = MAX_MARKED_TITLES
        elif left and _is_title(line.text):
            left -= 1
        else:
            left = 0
            kept.append(line)
            continue
        removed.append(cut_whole(rule.id, line))
    return kept


def _is_title(text: str) -> bool:
    return len(text) <= MAX_TEASER_TITLE and not text.endswith((".", "!", "”", '"', ":", ";", ","))


_STEPS: dict[str, Callable[[Rule, list[BodyLine], list[RemovedLine]], list[BodyLine]]] = {
    "head": _cut_head,
    "header": _cut_behind_header,
    "inline": _cut_inline,
    "line": _cut_lines,
    "marker": _cut_marked,
    "tail": _cut_tail,
}


def cut_repeated_head(
    lines: Sequence[BodyLine], title: str | None, description: str | None
) -> tuple[list[BodyLine], list[RemovedLine]]:
    """Cut the title where it is repeated as a first line of the body, and the description where it is no lead.

    Many outlets take the first paragraph as the description; it goes only where the text says it again, or
    begins with its dateline behind it.
    """
    kept, removed = list(lines), []
    for line in kept[:2]:
        if title and _same(line.text, title) and len(kept) > 1:
            kept.remove(line)
            removed.append(cut_whole("title_repeated", line))
            break
    first = kept[0] if len(kept) > 1 else None
    if first and description and _same(first.text, description) and _begins_behind(first, kept[1:]):
        removed.append(cut_whole("description_repeated", kept.pop(0)))
    return kept, removed


def _begins_behind(first: BodyLine, rest: Sequence[BodyLine]) -> bool:
    """True where the text itself begins behind the first line: with a dateline, or with the same words."""
    said = squash(first.text)[:MIN_DOUBLED_LENGTH]
    return read_dateline(first.text) is None and (
        read_dateline(rest[0].text) is not None or any(said in squash(line.text) for line in rest)
    )


def _same(one: str, other: str) -> bool:
    return squash(one) == squash(other)


def cut_doubled(lines: Sequence[BodyLine]) -> tuple[list[BodyLine], list[RemovedLine]]:
    """Cut long paragraphs that stand twice: some templates hold the whole body two times (radar pages, seen 2025)."""
    kept: list[BodyLine] = []
    removed: list[RemovedLine] = []
    had: set[str] = set()
    for line in lines:
        if len(line.text) > MIN_DOUBLED_LENGTH and line.text in had:
            removed.append(cut_whole("doubled", line))
        else:
            kept.append(line)
            had.add(line.text)
    return kept, removed
