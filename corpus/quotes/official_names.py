"""Names of persons as they are compared, a person of an article, and the officials of a names file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import shipped_names

_WORD = re.compile(r"[^\W_]+")
SHORTEST_NICKNAME = 4  # letters of a short name that nothing explains


@dataclass(slots=True)
class ArticlePerson:
    """A person of the article: the full name as printed, its words as they are compared, the first role."""

    name: str
    words: tuple[str, ...]
    role: str | None = None
    titles: frozenset[str] = frozenset()
    """The forms of address before it, in small letters."""
    weak: bool = False
    """Nothing but two capitals says that it is a person."""


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """Whom a phrase names: a person or a body with a role; `name` is None where only a role is known."""

    name: str | None
    role: str | None
    person: ArticlePerson | None = None


NOBODY = SpeakerName(None, None)


class OfficialNames:
    """The officials of a names file: spellings of the words of their names, and their full names."""

    def __init__(self, names: Names) -> None:
        self._same = dict[str, str]()
        for official in names.officials.values():
            for group in official.words:
                for word in group:
                    self._same.setdefault(word.lower(), group[0].lower())
        self._full = dict[tuple[str, ...], str]()
        for official in names.officials.values():
            for name in (official.name, *(alias for alias in official.aliases if " " in alias)):
                self._full[self.compared(name)] = official.name
        self._alias = {
            self.compared(alias): self.compared(official.name)
            for official in names.officials.values()
            for alias in official.aliases
        }

    def compared(self, name: str) -> tuple[str, ...]:
        """Return the words of a name as they are compared: small letters, one spelling, without apostrophes.

        >>> OfficialNames(shipped_names()).compared("LARSO Simbolon")
        ('lasro', 'simbolon')
        """
        same = self._same
        plain = name.lower().replace("’", "'").replace("'", "")
        return tuple(same.get(word, word) for word in _WORD.findall(plain))

    def full_name(self, name: str) -> str | None:
        """Return the names file's spelling of an official's full name, None for other names.

        >>> names = OfficialNames(shipped_names())
        >>> names.full_name("Beny Ramdhani"), names.full_name("Maria Contoh")
        ('Benny Rhamdani', None)
        """
        return self._full.get(self.compared(name))

    def forms(self, name: str) -> Iterable[tuple[str, ...]]:
        """Return the words of a name, and those of the official of whom it is an alias."""
        words = self.compared(name)
        return dict.fromkeys(form for form in (words, self._alias.get(words, ())) if form)

    def among(self, title: str) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Yield the officials whose names of two words and more stand in a title, each with its words there."""
        words = self.compared(title)
        for length in range(2, 6):
            for at in range(len(words) - length + 1):
                if (form := words[at : at + length]) in self._full:
                    yield self._full[form], form


_made = dict[int, tuple[Names, OfficialNames]]()
MOST_MADE = 4  # files of names at a time


def official_names(names: Names | None = None) -> OfficialNames:
    """Return the officials of these names, by default of those that ship; made once for each."""
    known = shipped_names() if names is None else names
    if (made := _made.get(id(known))) is None:
        if len(_made) >= MOST_MADE:
            _made.clear()
        made = _made[id(known)] = (known, OfficialNames(known))  # the names are held, so that their id stays theirs
    return made[1]


def words_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return True if the words of one stand in the other, in their order."""
    rest = iter(long)
    return all(word in rest for word in short)


def is_nickname(short: str, words: Sequence[str]) -> bool:
    """Return True if a word of a name begins or ends with this word of four letters and more: Kanis, of Kanisius."""
    return len(short) >= SHORTEST_NICKNAME and any(word.startswith(short) or word.endswith(short) for word in words)


def printed_name(name: str) -> str:
    """Return a name in ordinary letters if it is printed in capitals.

    >>> printed_name("MARIA CONTOH"), printed_name("Maria O'Contoh")
    ('Maria Contoh', "Maria O'Contoh")
    """
    name = " ".join(name.split())
    if name.isupper() and len(name) > 3:
        return _WORD.sub(lambda word: word[0].capitalize(), name)
    return name
