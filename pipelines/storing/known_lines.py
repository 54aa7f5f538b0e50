"""Lines that are no part of an article though two loads of its page show them alike: they change with the day.

An exchange rate, the day's most read article: a second load of the page, some seconds after the first, can't tell them
from an edit. Two signs can: the line changed at each earlier fetch of the page (`changed_before`), or both its old and
its new words stand in other articles of the outlet (`stand_elsewhere`). What was not seen when this was written, and
what happens then:

- The first change of such a line of an outlet that has no other new articles: an edit. The second change is none.
- A sentence that an outlet edits at each of three looks in a row: the third edit is not noticed.
- A line that two other articles have, and that was changed in all of them alike: not noticed where they were first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from corpus.versions.counters import own_text
from pipelines.storing.edits import Wording, edits_between
from pipelines.storing.unstable import line_words

MOST_LINE_WORDS = 20  # of a line beside the article's own sentences
MOST_CHANGED_LINES = 5
ENDS_OF_SENTENCES = (".", "!", "?", '"', "”")


def changed_before(earlier: Sequence[Wording], after: Wording) -> bool:
    """True if `after` differs from the earlier loads, oldest first, only where each two of these differ as well.

    One earlier change is enough for short lines that are no sentences; a headline or a sentence needs two.

    >>> loads = [Wording("Rapat", f"Kepala balai hadir.\\nKurs dolar hari ini Rp 15.{n}") for n in (870, 912, 905)]
    >>> changed_before(loads[:2], loads[2]), changed_before(loads[:1], loads[1])
    (True, False)
    """
    changes = [(old, new) for old, new in pairwise(earlier) if edits_between(old, new)]
    if not changes or "corrected" in edits_between(earlier[-1], after):
        return False
    if len(changes) == 1 and (
        "headline" in edits_between(earlier[-1], after) or not _are_short(_changed_lines(earlier[-1], after))
    ):
        return False
    few = all(len(_changed_lines(old, new)) <= MOST_CHANGED_LINES for old, new in changes)
    return few and all(not edits_between(after, old, new) for old, new in changes)


def stand_elsewhere(before: Wording, after: Wording, has_line: Callable[[str], bool]) -> bool:
    """True if all that differs are lines in others' places, and old and new ones stand in other articles, too.

    `has_line` says whether other articles of the outlet have the line.
    """
    if edits_between(before, after) != ("changed",):
        return False
    lines = _changed_lines(before, after)
    replaced = bool(lines) and all(old and new for old, new in lines)
    return replaced and _are_short(lines) and all(has_line(line) for pair in lines for line in pair)


def has_line(wording: Wording, line: str) -> bool:
    """True if the text has the line; case, punctuation and spaces do not count."""
    words = line_words(line)
    return bool(words) and words[0] in line_words(wording.text)


def _are_short(lines: Sequence[tuple[str, str]]) -> bool:
    """True for a few short lines that do not end as sentences do."""
    every = [line for pair in lines for line in pair if line]
    return len(lines) <= MOST_CHANGED_LINES and all(
        len(line.split()) <= MOST_LINE_WORDS and not line.rstrip().endswith(ENDS_OF_SENTENCES) for line in every
    )


def _changed_lines(before: Wording, after: Wording) -> list[tuple[str, str]]:
    """The lines that differ, as (old, new); an empty text where there is none."""
    old, new = ([line for line in own_text(w.text).split("\n") if line_words(line)] for w in (before, after))
    keys = [["".join(line_words(line)[0]) for line in lines] for lines in (old, new)]
    pairs: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag != "equal":
            most = max(i2 - i1, j2 - j1)
            olds, news = ([*lines, *[""] * (most - len(lines))] for lines in (old[i1:i2], new[j1:j2]))
            pairs += zip(olds, news, strict=True)
    return pairs
