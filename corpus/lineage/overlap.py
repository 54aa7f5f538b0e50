"""What two texts share word by word (`word_overlap`): the words of each that stand in a run which the other has, too.

A run has at least `SHINGLE` words. The work grows with the length of the texts, whatever they hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.lineage.read_text import ReadText, RunOfWords

FREE_WORDS = 8  # outside quotation marks: a run with fewer is a quotation and who spoke it


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a copy and an origin share. `copy_runs` and `origin_runs` are runs of words, in order.

    `share` is the share of the copy's words that are verbatim, `origin_share` the share of the origin's that the copy
    has. `evidence` counts the copy's shared words that speak for a copy: outside quotations and common wording;
    `copy_evidence` and `origin_evidence` are their shares of the words outside quotation marks.
    """

    copy_runs: tuple[RunOfWords, ...]
    origin_runs: tuple[RunOfWords, ...]
    share: float
    origin_share: float
    evidence: float
    copy_evidence: float
    origin_evidence: float


def word_overlap(copy: ReadText, origin: ReadText, common: Collection[int] = ()) -> Overlap:
    """Compare two texts. `common` are fingerprints of common wording, which speaks for no copy."""
    mine, theirs = copy.shared_runs(origin), origin.shared_runs(copy)
    evidence, their_evidence = _evidence(copy, mine, common), _evidence(origin, theirs, common)
    return Overlap(
        tuple(mine),
        tuple(theirs),
        _share(_length(mine), len(copy.words)),
        _share(_length(theirs), len(origin.words)),
        evidence,
        _share(evidence, copy.free),
        _share(their_evidence, origin.free),
    )


def _evidence(text: ReadText, runs: Sequence[RunOfWords], common: Collection[int]) -> float:
    """Return the number of words outside quotation marks in runs that are more than a quotation."""
    counted = 0.0
    for start, end in runs:
        free = end - start - sum(text.quoted[start:end])
        if free < min(FREE_WORDS, end - start):
            continue
        counted += free * _uncommon(text, start, end, common)
    return counted


def _uncommon(text: ReadText, start: int, end: int, common: Collection[int]) -> float:
    """Return the share of a run's fingerprints that are not common; 1 if it has none."""
    if not common:
        return 1.0
    prints = text.prints_within((start, end))
    return 1.0 - sum(value in common for value in prints) / len(prints) if prints else 1.0


def _length(runs: Iterable[RunOfWords]) -> int:
    return sum(end - start for start, end in runs)


def _share(part: float, whole: int) -> float:
    return min(1.0, part / whole) if whole else 0.0
