"""The mentions of persons and bodies in an article (`mentions_of`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.people_named.cut_text import CutText, Gap, WordSort
from corpus.people_named.known_names import BODY, known_names
from corpus.people_named.known_spots import KnownSpots, known_spots, stands_alone
from corpus.people_named.persons import Person, persons_of
from corpus.people_named.role_words import role_words
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import shipped_names
from corpus.vocabulary.stemming import roots


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: text[start:end] (code points, half-open) names a person or a body (`kind`).

    `name` is the canonical full name, `role` a person's as the article gives it, or None.
    """

    start: int
    end: int
    kind: str
    name: str
    role: str | None = None


def mentions_of(title: str, text: str, names: Names | None = None) -> Sequence[Mention]:
    """Return the mentions of known bodies and of persons in a text, in its order; none overlaps another.

    `names` are the known names, None for those that ship. The title only helps to tell what a name of several means.
    Pure; its time grows with the length of the text.

    >>> [(one.name, one.role) for one in mentions_of("", "Kepala BP2MI Benny Rhamdani hadir. Benny senang.")]
    [('KP2MI', None), ('Benny Rhamdani', 'Kepala BP2MI'), ('Benny Rhamdani', 'Kepala BP2MI')]
    """
    known = known_names(shipped_names() if names is None else names)
    words = CutText(text)
    if not words.caps:
        return ()
    spots = known_spots(words, known, f"{title}\n{text}")
    persons = persons_of(text, words, spots, known)
    rows = [
        Mention(words.starts[spot.first], words.ends[spot.last] + spot.bracket, BODY, spot.name)
        for spot in spots.every
        if spot.kind == BODY
    ]
    for first, last, person in _places_of(words, spots, persons):
        rows.append(Mention(words.starts[first], words.ends[last], "person", person.name, person.role))
    return tuple(sorted(rows, key=lambda row: row.start))


def _places_of(words: CutText, spots: KnownSpots, persons: Sequence[Person]) -> Iterator[tuple[int, int, Person]]:
    """Yield where the persons are named: where they are introduced, and by their short forms elsewhere."""
    places = {first: (last, person) for person in persons for first, last in person.every}
    by_first: dict[str, list[tuple[list[str], Person]]] = {}
    for one in persons:
        for short in one.short_forms:
            by_first.setdefault(short[0], []).append((list(short), one))
    for several in by_first.values():
        several.sort(key=lambda one: -len(one[0]))
    behind = 0
    for first in words.caps if persons else ():
        if first < behind:
            continue
        if first in places:
            last, person = places[first]
            yield first, last, person
            behind = last + 1
            continue
        for form, whom in by_first.get(words.low[first], ()):
            last = first + len(form) - 1
            if words.low[first : last + 1] == form and _is_named(words, spots, first, last, places):
                yield first, last, whom
                behind = last + 1
                break


def _is_named(words: CutText, spots: KnownSpots, first: int, last: int, places: dict[int, tuple[int, Person]]) -> bool:
    """Return True if these words, which are a form of a person's name, name the person here."""
    if any(n in spots.of_word and spots.kind(n) != "person" for n in range(first, last + 1)):
        return False
    if any(n in places for n in range(first + 1, last + 1)):
        return False
    if any(words.gap(n) not in (Gap.SPACE, Gap.TIGHT, Gap.POINT) for n in range(first, last)):
        return False
    if not _is_free(words, spots, first, last):
        return False
    return last > first or words.low[first] not in roots() or not words.begins_sentence(first) or _acts(words, last)


def _is_free(words: CutText, spots: KnownSpots, first: int, last: int) -> bool:
    """Return True if what stands beside the words is no other part of a name; in capitals, no unknown word at all."""
    if not stands_alone(words, first, last):
        return False
    for n, gap in ((first - 1, first - 1), (last + 1, last)):
        if words.is_capital(n) and words.gap(gap) in (Gap.SPACE, Gap.TIGHT) and n not in spots.of_word:
            sort = words.sort(n)
            if sort is WordSort.ACRONYM and (n > last or words.words[first].isupper()):
                return False
    after = spots.of_word.get(last + 1)
    return not (after and after.kind == "place" and words.gap(last) is Gap.SPACE)


def _acts(words: CutText, last: int) -> bool:
    """Return True if a word behind a name shows that it is one, where it may also be a word that begins a sentence."""
    after = words.low[last + 1] if last + 1 < len(words) else ""
    return (
        after in role_words().behind_speaker or after in ("juga", "pun", "sendiri") or after.startswith(("me", "ber"))
    )
