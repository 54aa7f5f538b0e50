"""The balance of one page: what became of each of its words (`balance_page`).

A line's words go, in this order, to the text, to what was cut from it, to a field, and outside by a named rule. What is
left is unexplained: it is never given a reason because it is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from corpus.models import OutsideWords, PageWords
from pipelines.balance.blurbs import explain_blurbs
from pipelines.balance.heavy_pages import balance_heavy
from pipelines.balance.line_fates import BEFORE_NAME, CUT, FIELD, TEXT, UNEXPLAINED, LineFate, PageFacts, kind_of
from pipelines.balance.line_matches import aligned_lines, take_cuts
from pipelines.balance.surroundings import explain_beside, surroundings_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import words_of

WITH_TEXT = frozenset({"other_article", "standfirst", "unexplained"})
MAX_OUTSIDE_TEXT = 2000  # characters of an entry's text
CUT_SHORT = ("...", "…")
CUT_TITLE = 20  # letters of a title that is cut short
BYLINE_WORDS = 25  # words of a line that names the writers at most


@dataclass(frozen=True, slots=True)
class PageBalance:
    """The lines of a page with their fates, their sum, and what is outside.

    `links` are the unexplained words that are links, where no fates of lines are kept (heavy_pages.py).
    """

    lines: tuple[LineFate, ...]
    words: PageWords
    outside: tuple[OutsideWords, ...]
    links: int = 0


def balance_page(page: ParsedPage, facts: PageFacts) -> PageBalance:
    """Say what became of each word that a reader sees on the page; hidden words count only where the text has them."""
    if page.heavy:
        cuts = [cut.text for cut in facts.removed]
        return PageBalance((), *balance_heavy(page, list(facts.lines), cuts, list(facts.titles), facts.part))
    shown, added = aligned_lines(page, facts)
    take_cuts(shown, facts.removed)
    _name_fields(shown, facts)
    _name_outside(shown, page)
    return balance_of(shown, added, facts.part)


def balance_of(shown: Sequence[LineFate], added: int, part: int) -> PageBalance:
    """The sum of the lines' fates, and what is outside."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for index, fate in enumerate(shown):
        for what, count in fate.fates:
            if what in counts:
                counts[what] += count
            else:
                counts[what], first[what] = count, index
    sums = dict.fromkeys((TEXT, FIELD, CUT, UNEXPLAINED), 0)
    outside: dict[str, int] = {}
    for what, count in counts.items():
        if (kind := kind_of(what)) in sums:
            sums[kind] += count
        else:
            outside[what] = count
    words = PageWords(
        part,
        sum(len(fate.words) for fate in shown),
        sums[TEXT],
        sums[FIELD],
        sums[CUT],
        sum(outside.values()),
        sums[UNEXPLAINED],
        added,
    )
    entries = list(_with_text(shown, part)) if not WITH_TEXT.isdisjoint(counts) else []
    entries += [OutsideWords(part, first[what], what, outside[what]) for what in outside if what not in WITH_TEXT]
    return PageBalance(tuple(shown), words, tuple(entries))


def _name_fields(fates: Sequence[LineFate], facts: PageFacts) -> None:
    """Name the lines that say the title, the writers, the stamp, a tag or another field."""
    titles = [squashed for title in facts.titles if (squashed := squash(title))]
    people = [squashed for name in facts.people if (squashed := squash(name))]
    printed = [squashed for stamp in facts.printed if (squashed := squash(stamp))]
    whole = {squash(value): name for name, value in facts.others.items()} | {squash(tag): "tags" for tag in facts.tags}
    named = (*facts.titles, *facts.people, *facts.printed, *facts.tags, *facts.others.values())
    words = {word for text in named for word in words_of(text)}
    known = {printed for word in words for printed in (word, word.lower(), word.upper(), word.capitalize())}
    for fate in fates:
        if fate.fates or known.isdisjoint(fate.words):
            continue
        if name := _field_of(fate, titles, people, printed, whole):
            fate.fates = [(f"{FIELD}{BEFORE_NAME}{name}", len(fate.words))]


def _field_of(
    fate: LineFate, titles: Sequence[str], people: Sequence[str], printed: Sequence[str], whole: Mapping[str, str]
) -> str | None:
    """The name of the field whose value (squashed) the line says; None for any other line."""
    text = squash(fate.line.text)
    is_cut_title = len(text) > CUT_TITLE and fate.line.text.endswith(CUT_SHORT)
    if any(text == title or (title in text and len(text) < 2 * len(title)) for title in titles) or (
        is_cut_title and any(title.startswith(text) for title in titles)
    ):
        return "title"
    if len(fate.words) <= BYLINE_WORDS:
        if any(name in text for name in people):
            return "byline"
        if any(stamp in text for stamp in printed):
            return "stamp"
    return whole.get(text)


def _name_outside(fates: Sequence[LineFate], page: ParsedPage) -> None:
    """Give the lines without a fate the reason of the first rule that fires, else leave them unexplained."""
    around = surroundings_of(fates, page)
    for fate in fates:
        if fate.fates:
            if len(fate.fates) > 1:
                fate.fates = [(what or UNEXPLAINED, count) for what, count in fate.fates]
        elif reason := around.reason(fate):
            fate.fates = [(reason, len(fate.words))]
    explain_beside(fates, around.holding)
    explain_blurbs(fates, page, around.holding)
    for fate in fates:
        if not fate.fates:
            fate.fates = [(UNEXPLAINED, len(fate.words))]


def _with_text(fates: Sequence[LineFate], part: int) -> Iterator[OutsideWords]:
    """Yield what is outside and keeps its text: one entry a run of lines."""
    flat = ((what, index, fate) for index, fate in enumerate(fates) for what in dict(fate.fates))  # a line's each once
    for what, run in groupby(flat, key=itemgetter(0)):
        if what not in WITH_TEXT:
            continue
        lines = list(run)
        count = sum(c for _, _, fate in lines for w, c in fate.fates if w == what)
        texts = dict.fromkeys(_text_of(fate, what) for _, _, fate in lines)
        yield OutsideWords(part, lines[0][1], what, count, "\n".join(texts)[:MAX_OUTSIDE_TEXT])


def _text_of(fate: LineFate, what: str) -> str:
    """The line, or those of its words that have this fate where others have another one."""
    if len(fate.fates) == 1:
        return fate.line.text
    runs: list[str] = []
    at = 0
    for each, count in fate.fates:
        if each == what:
            runs.append(" ".join(fate.words[at : at + count]))
        at += count
    return " ... ".join(runs)
