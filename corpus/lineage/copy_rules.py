"""Decide by the words alone whether one article is a copy of another (`is_copy`), and of which kind (`copy_kind`).

The shares are measured by `python -m benchmarks.lineage`; what is assumed there stands in benchmarks/lineage/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.lineage.overlap import Overlap
from corpus.lineage.read_text import ReadText
from corpus.lineage.winnowing import SHINGLE

LEAST_EVIDENCE = 20  # words in common outside quotations
LEAST_SHARE = 0.3  # of one of the two texts, quotations left out
LEAST_AT_ONE_OUTLET = 0.5  # an outlet repeats its own background in its next report
NEARLY_ALL = 0.6  # of both texts, quotations counted: an interview, or a text that is all quotations
OTHER_NUMBERS = 3  # numbers that differ in the same sentences, and more than agree: a template
OTHER_NUMBERS_AT_ONE_OUTLET = 2

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
    return not is_template(copy, origin, same_outlet=same_outlet)


def copy_kind(shared: Overlap) -> str:
    """Return the kind of a copy of one origin."""
    if shared.share >= 0.9 and shared.origin_share >= 0.9:
        return "verbatim"
    if shared.share >= 0.8:
        return "cut"
    return "embedded" if shared.origin_share >= 0.7 else "reworked"


def is_template(one: ReadText, other: ReadText, *, same_outlet: bool) -> bool:
    """Return True if the two have the same sentences with other numbers: two days of prices, of weather, of a virus."""
    least = OTHER_NUMBERS_AT_ONE_OUTLET if same_outlet else OTHER_NUMBERS
    if min(len(one.number_places), len(other.number_places)) < least:
        return False
    agree = differ = 0
    for place in one.number_places:
        if theirs := _in_the_same_words(one, place, other):
            if one.words[place] in theirs:
                agree += 1
            else:
                differ += 1
    return differ >= least and differ > agree


def _in_the_same_words(one: ReadText, place: int, other: ReadText) -> set[str]:
    """Return the words that the other text has in place of this number, in the same run of words."""
    starts = range(max(0, place - SHINGLE + 1), min(place, len(one.plain_hashes) - 1) + 1)
    return {
        other.words[theirs + place - start]
        for start in starts
        for theirs in other.plain_places.get(one.plain_hashes[start], ())
    }
