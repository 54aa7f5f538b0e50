"""Decide by the words alone whether one article is a copy of another (`is_copy`), and of which kind (`copy_kind`).

The shares are measured by `python -m benchmarks.lineage`; what is assumed there stands in benchmarks/lineage/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.lineage.overlap import Overlap
from corpus.lineage.read_text import ReadText, RunOfWords
from corpus.lineage.winnowing import SHINGLE, shingles_over

LEAST_EVIDENCE = 20  # words in common outside quotations
LEAST_SHARE = 0.25  # of one of the two texts, quotations and who spoke them left out
LEAST_AT_ONE_OUTLET = 0.75  # an outlet repeats its background and its forms; what it prints anew is nearly whole
LEAST_BACKGROUND = (0.7, 0.5)  # of one of the two, where one passage, or two, may be background (`is_background`)
MOST_BACKGROUND = 80  # words: one or two paragraphs
PARAGRAPH = 20  # words: what is taken over as it stands is no shorter, on the average
NEARLY_ALL = 0.75  # of both texts, quotations counted: an interview, or a text that is all quotations
OTHER_NUMBERS = 3  # numbers that differ in the same sentences, and more than agree: a template
OTHER_NUMBERS_AT_ONE_OUTLET = 2
OTHER_NAMES = 3  # names and numbers, the same

KINDS: Mapping[str, str] = {
    "verbatim": "nearly all words of both are the same",
    "cut": "a part of the origin, with little of its own",
    "embedded": "most of the origin within a longer text",
    "reworked": "partly the origin's words, partly others",
    "merged": "made of several origins",
}
"""Kind of a copy -> what it means."""


def is_copy(shared: Overlap, copy: ReadText, origin: ReadText, *, same_outlet: bool) -> bool:
    """Return True if the later text is made from the earlier one, or the earlier one stands in the later."""
    if min(shared.share, shared.origin_share) < NEARLY_ALL:
        share = max(shared.copy_evidence, shared.origin_evidence)
        if shared.evidence < LEAST_EVIDENCE or share < (LEAST_AT_ONE_OUTLET if same_outlet else LEAST_SHARE):
            return False
        if is_background(shared, copy, origin, share):
            return False
    return not is_template(copy, origin, same_outlet=same_outlet)


def is_background(shared: Overlap, copy: ReadText, origin: ReadText, share: float) -> bool:
    """Return True if what two texts share may be what both add to news of their own.

    A passage of a law, an explaining box, a charge, a paragraph about a bank: it stands there as a whole, and neither
    text opens with it. A release that is taken over gives its opening, or more than two paragraphs, or most of a text.
    """
    passages = len(shared.copy_runs)
    if passages > len(LEAST_BACKGROUND) or share >= LEAST_BACKGROUND[passages - 1]:
        return False
    length = sum(end - start for start, end in shared.copy_runs)
    if length >= MOST_BACKGROUND or length < PARAGRAPH * passages:
        return False
    return not (_opens(copy, shared.copy_runs) or _opens(origin, shared.origin_runs))


def _opens(text: ReadText, runs: Sequence[RunOfWords]) -> bool:
    """Return True if a run has a part of the text's opening that is a shingle or longer."""
    return any(min(end, text.opening) - start >= SHINGLE for start, end in runs)


def copy_kind(shared: Overlap) -> str:
    """Return the kind of a copy of one origin."""
    if shared.share >= 0.9 and shared.origin_share >= 0.9:
        return "verbatim"
    if shared.share >= 0.8:
        return "cut"
    return "embedded" if shared.origin_share >= 0.7 else "reworked"


def is_template(one: ReadText, other: ReadText, *, same_outlet: bool) -> bool:
    """Return True if the two have the same sentences with other numbers or names.

    Two days of prices, of weather, of a virus; vacancies, departures, obituaries by one form.
    """
    least = OTHER_NUMBERS_AT_ONE_OUTLET if same_outlet else OTHER_NUMBERS
    if min(len(one.number_places), len(other.number_places)) >= least:
        agree, differ = _numbers(one, other)
        if differ >= least and differ > agree:
            return True
    agree, differ = one.form.compare(other.form)
    return differ >= OTHER_NAMES and differ > agree


def _numbers(one: ReadText, other: ReadText) -> tuple[int, int]:
    """Return how many numbers agree, and how many differ, in the same words."""
    agree = differ = 0
    for place in one.number_places:
        if theirs := _in_the_same_words(one, place, other):
            if one.words[place] in theirs:
                agree += 1
            else:
                differ += 1
    return agree, differ


def _in_the_same_words(one: ReadText, place: int, other: ReadText) -> set[str]:
    """Return the words that the other text has in place of this number, in the same run of words."""
    return {
        other.words[theirs + place - start]
        for start in shingles_over(place, one.plain_hashes)
        for theirs in other.plain_places.get(one.plain_hashes[start], ())
    }
