"""The persons of an article (`introduced`): full name, role as printed, and the short forms that mean them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.people_named.cut_text import CutText
from corpus.people_named.known_names import known_names
from corpus.people_named.known_spots import known_spots
from corpus.people_named.persons import persons_of
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import shipped_names


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person of an article: full `name`, `role` as printed where the article gives one.

    `start` and `end` are the half-open range of the name where it is introduced, in code points of the text.
    `short_forms` are the words, in small letters, that stand for this person alone in the article ("benny"); the full
    name is one of them.
    """

    name: str
    role: str | None
    start: int
    end: int
    short_forms: tuple[str, ...]


def introduced(text: str, names: Names | None = None) -> Sequence[Introduced]:
    """Return the persons whom a text introduces, and the officials that it names in full, in the order of the text.

    `names` are the known names, None for those that ship.

    >>> [one] = introduced("Kepala BP3MI NTT, Suratmi Hamida hadir. Suratmi senang.")
    >>> one.name, one.role, one.start, one.end
    ('Suratmi Hamida', 'Kepala BP3MI NTT', 18, 32)
    >>> one.short_forms
    ('hamida', 'suratmi', 'suratmi hamida', 'sutarmi', 'sutarmi hamida')
    """
    known = known_names(shipped_names() if names is None else names)
    words = CutText(text)
    return tuple(
        Introduced(
            one.name,
            one.role,
            words.starts[one.first],
            words.ends[one.last],
            tuple(sorted(" ".join(form) for form in one.short_forms)),
        )
        for one in persons_of(text, words, known_spots(words, known, text), known)
    )
