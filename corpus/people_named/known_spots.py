"""Where a text prints known names (`known_spots`): bodies with their places, places, officials in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.people_named.cut_text import CutText, Gap, WordSort
from corpus.people_named.known_names import ABROAD, BODY, OTHERS, PERSON, PLACE, KnownName, KnownNames
from corpus.people_named.role_words import role_words

SMALL_IN_NAMES = frozenset({"dan", "dari", "untuk", "atau", "dengan", "bin", "binti", "bi"})
CLASS_WORDS = frozenset({"i", "ii", "iii", "tpi", "non", "khusus"})
LONGEST_CLASS = 6  # words of "Kelas I Khusus TPI", and one more
_NEXT_TO = (Gap.SPACE, Gap.POINT)
_JOINED = " \xa0\t-/.'\u2019&"


@dataclass(frozen=True, slots=True)
class KnownSpot:
    """The words from `first` to `last` name something known; `name` is its canonical name, with the place of an office.

    `bracket` is 1 if a bracket ends behind the last word that begins within the name, else 0.
    """

    first: int
    last: int
    kind: str
    name: str
    lineage: str = ""
    bracket: int = 0


class KnownSpots:
    """The known names of a text, and which word belongs to which."""

    def __init__(self, words: CutText, spots: Sequence[KnownSpot]) -> None:
        self.every = spots
        self.of_word = {n: spot for spot in spots for n in range(spot.first, spot.last + 1)}
        self.words = words

    def kind(self, n: int) -> str | None:
        """Return the kind of the known name that word n belongs to."""
        spot = self.of_word.get(n)
        return spot.kind if spot else None

    def is_free_name(self, n: int) -> bool:
        """Return True for a word with a capital that may be of an unknown person's name."""
        return self.words.is_capital(n) and n not in self.of_word and self.words.sort(n) is WordSort.NAME


def known_spots(words: CutText, known: KnownNames, around: str) -> KnownSpots:
    """Return where a text prints known names, the longest of those that begin at a word.

    `around` is the text in which words stand that say that others of the same name are meant.
    """
    spots: list[KnownSpot] = []
    behind = 0
    lowered: str | None = None
    by_first, low = known.by_first, words.low
    for first in words.caps:
        if first < behind or (several := by_first.get(low[first])) is None:
            continue
        for sequence, entry in several:
            last = first + len(sequence) - 1
            if low[first : last + 1] != sequence or not _hangs_together(words, first, last):
                continue
            if entry.kind == PERSON and not stands_alone(words, first, last):
                continue
            if entry.unless:
                lowered = around.lower() if lowered is None else lowered
                if any(text in lowered for text in entry.unless) and not any(t in lowered for t in entry.although):
                    continue
            spots.append(KnownSpot(first, last, entry.kind, entry.name, entry.lineage))
            if entry.kind == BODY:
                spots[-1] = _with_place(words, _with_short_form(words, spots, known), entry, known)
            behind = spots[-1].last + 1
            break
    return KnownSpots(words, [spot for spot in spots if spot.kind != OTHERS or spot.last > spot.first])


def _hangs_together(words: CutText, first: int, last: int) -> bool:
    """Return True if the words stand in one line, with nothing but blanks and hyphens between, and have capitals."""
    return all(not gap.strip(_JOINED) for gap in words.gaps[first:last]) and all(
        words.is_capital(n) or words.low[n] in SMALL_IN_NAMES or words.words[n][:1].isdigit()
        for n in range(first + 1, last + 1)
    )


def stands_alone(words: CutText, first: int, last: int) -> bool:
    """Return True if no word of a name stands beside these: "Rinardi" in "Putra Rinardi" is somebody else."""
    before, after = first - 1, last + 1
    if is_of_a_thing(words, first, last):
        return False
    if words.is_capital(before) and words.gap(before) in (Gap.SPACE, Gap.TIGHT):
        sort = words.sort(before)
        if sort is WordSort.NAME and words.low[before] not in ("i", "ni"):
            return False
    if words.gap(last) is Gap.TIGHT and words.is_capital(after):
        return False
    if words.is_capital(after) and words.gap(last) is Gap.SPACE:
        return words.sort(after) is not WordSort.NAME
    if words.is_capital(before) and words.gap(before) is Gap.POINT and len(words.words[before]) == 1:
        return words.sort(before) is WordSort.RANK  # "H. Rinardi", not "B. Rinardi"
    return True


def is_of_a_thing(words: CutText, first: int, last: int) -> bool:
    """Return True if a street, a building or a firm is called so: "Jalan Rinardi", "Rinardi Center"."""
    before, after, lists = first - 1, last + 1, role_words()
    while words.is_capital(before) and words.gap(before) in _NEXT_TO and words.sort(before) is WordSort.RANK:
        before -= 1  # "Jalan Jenderal Sudirman"
    if words.is_capital(before) and words.low[before] in lists.things_before and words.gap(before) in _NEXT_TO:
        return True
    return words.is_capital(after) and words.low[after] in lists.things_behind and words.gap(last) is Gap.SPACE


def _with_short_form(words: CutText, spots: Sequence[KnownSpot], known: KnownNames) -> KnownSpot:
    """Return the last spot with the short form in brackets behind it: "Badan ... Indonesia (BP2MI)" is one name."""
    spot = spots[-1]
    if words.gap(spot.last) is not Gap.OPEN:
        return spot
    first = spot.last + 1
    for sequence, entry in known.by_first.get(words.low[first], ()) if first < len(words) else ():
        last = first + len(sequence) - 1
        if words.low[first : last + 1] == sequence and entry.kind == BODY and entry.lineage == spot.lineage:
            return replace(spot, last=last, bracket=1) if words.gap(last) in (Gap.CLOSE, Gap.CLOSE_COMMA) else spot
    return spot


def _with_place(words: CutText, spot: KnownSpot, entry: KnownName, known: KnownNames) -> KnownSpot:
    """Return the office at the place that stands behind a body: "BP3MI NTT", "Disnaker Kota Kupang"."""
    if words.gap(spot.last) not in (Gap.SPACE, Gap.TIGHT, Gap.CLOSE):
        return spot
    lists, first = role_words(), spot.last + 1
    area = ""
    if first < len(words) and words.low[first] in lists.area_words and words.gap(first) is Gap.SPACE:
        area = "" if words.low[first] in ("provinsi", "prov", "daerah", "wilayah") else f"{words.words[first]} "
        first += 1
    if first < len(words) and words.low[first] == "kelas":  # "Kantor Imigrasi Kelas I TPI Kupang"
        steps = range(first + 1, min(first + LONGEST_CLASS, len(words)))
        first = next((n for n in steps if words.low[n] in known.by_first and words.low[n] not in CLASS_WORDS), first)
    if not words.is_capital(first):
        return spot
    for sequence, place in known.by_first.get(words.low[first], ()):
        last = first + len(sequence) - 1
        if place.kind != PLACE or words.low[first : last + 1] != sequence or not _hangs_together(words, first, last):
            continue
        if " ".join(sequence) in lists.countries and spot.lineage not in ABROAD:
            return replace(spot, kind=OTHERS, last=last)
        name = f"{entry.at_place} {area}{place.name}"
        return replace(spot, last=last, name=name, bracket=0)
    return spot
