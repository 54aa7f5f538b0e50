"""Where the text begins among the extracted lines, and with which dateline (`find_opening`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.head.head_context import KICKER_WORDS, HeadContext
from pipelines.head.line_forms import Fit
from pipelines.strings.dateline_words import is_place
from pipelines.strings.datelines import Dateline, read_dateline

TITLE_LINES = 4  # first extracted lines among which a title is none of the text
LONGEST_SENTENCE = 300  # characters of a line that may be a caption or a standfirst
NEAR_BYLINE = 3  # lines behind a standfirst within which the byline, stamp or reading time stands
ENDS_SENTENCE = re.compile(r"[.!?…][\"”’)\]]*$")
TWO_SENTENCES = re.compile(r"[a-z0-9)\]”\"][.!?][\"”’)]?\s+[\"“‘(]?[A-Z]")
NO_DATELINE = frozenset({"stamp", "byline", "editor", "credit", "furniture"})
MIN_TEXT_BEHIND = 4  # words behind a paper's name that is a dateline
MOST_ABOVE_DATELINE = 2  # sentences, one of them not said again; more are paragraphs that resemble each other


def find_opening(about: HeadContext) -> tuple[int, Dateline | None]:
    """Where the text begins among the extracted lines: (index, dateline).

    The surest dateline of the first lines, unless a paragraph stands in front of it; else the first line without a
    form, behind which the next ones have none either.
    """
    best: tuple[int, Dateline] | None = None
    sentences = repeated = 0
    points = above_byline = False  # of a summary; a standfirst above a byline
    surest = 2  # what a dateline needs behind sentences; behind a paragraph more
    for index, line in enumerate(about.first):
        fit = about.fits[index]
        points = points or (fit is not None and fit.form.name == "summary_head")
        titled = about.title_label(line.text)
        if titled or (fit is not None and fit.form.label in NO_DATELINE and not _names_place(fit)):
            continue
        dateline = read_dateline(line.text, about.own)
        if dateline is not None and not dateline.place and len(dateline.rest.split()) < MIN_TEXT_BEHIND:
            dateline = None  # a paper's name alone: "Contoh.com News"
        if dateline is not None and (best is None or dateline.sure > best[1].sure):
            if dateline.sure >= surest or (sentences == 0 and surest == 2):
                best = index, dateline
            if dateline.sure > 2:
                break
        if dateline is not None:
            if is_paragraph(line.text):
                break
            continue
        if fit is not None:
            continue
        if about.repeats(line.text, index + 1):
            repeated += not points
        elif not above_byline and head_goes_on(about.fits[index + 1 : index + 1 + NEAR_BYLINE]):
            above_byline = ENDS_SENTENCE.search(line.text) is not None
            surest = 3 if is_paragraph(line.text) else surest
        elif is_paragraph(line.text):
            break
        else:
            sentences += ENDS_SENTENCE.search(line.text) is not None
        if sentences > 1 or sentences + repeated > MOST_ABOVE_DATELINE:
            break
    if best is not None:
        return best
    start = _behind_title(about)
    unnamed = [
        index
        for index in range(start, len(about.first))
        if about.fits[index] is None and about.title_label(about.first[index].text) is None
    ]
    long = (index for index in unnamed if len(about.first[index].text.split()) > KICKER_WORDS)
    return next(long, unnamed[0] if unnamed else 0), None


def _behind_title(about: HeadContext) -> int:
    """The index behind the last of the first lines that says the title, where the text can't begin above; else 0."""
    labels = [about.title_label(line.text) for line in about.first[:TITLE_LINES]]
    return max((index + 1 for index, each in enumerate(labels) if each and each[0] == "title"), default=0)


def _names_place(fit: Fit) -> bool:
    """True for a byline whose only names are places: "Kupang, contoh.com"."""
    return bool(fit.writers) and not fit.has_stamp and all(is_place(name) for name in fit.writers)


def head_goes_on(fits: Sequence[Fit | None]) -> bool:
    """True where one of the next lines is a byline, a stamp or a reading time: the head is not yet at its end."""
    return any(fit is not None and fit.form.label in {"byline", "stamp", "reading_time"} for fit in fits)


def is_paragraph(text: str) -> bool:
    """True for a line of two sentences, or one too long for a caption."""
    return len(text) > LONGEST_SENTENCE or (
        len(text) > LONGEST_SENTENCE // 3 and TWO_SENTENCES.search(text) is not None
    )
