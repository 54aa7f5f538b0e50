"""The persons of an article, each once (`PersonRegister`): short forms become the person of the full name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.quotes.official_names import ArticlePerson, is_nickname, printed_name, words_within
from corpus.quotes.quote_words import compared_role

MOST_ALIKE = 50  # people of one article whose names share a word; of more, a short name is nobody's
SHORTEST_CALL = 3  # letters of another name


class PersonRegister:
    """Persons in the order in which they were entered; `at` is the person named at a token of the frame."""

    def __init__(self) -> None:
        self.persons: list[ArticlePerson] = []
        self._by_word: dict[str, list[ArticlePerson]] = {}
        self._exact: dict[tuple[str, ...], ArticlePerson] = {}
        self._called: dict[tuple[str, ...], ArticlePerson] = {}
        self.at: dict[int, ArticlePerson] = {}

    def _enter(self, name: str, words: tuple[str, ...], role: str | None, *, weak: bool) -> ArticlePerson:
        person = self._exact.get(words)
        if person is not None:
            person.role = person.role or role
            person.weak = person.weak and weak
            return person
        person = self._exact[words] = ArticlePerson(printed_name(name), words, role, weak=weak)
        self.persons.append(person)
        for word in set(words):
            self._by_word.setdefault(word, []).append(person)
        return person

    def _merge(self) -> None:
        """Let a short form that was introduced with a role ("Sekretaris Benny") be the person of the full name."""
        merged = dict[int, ArticlePerson]()
        for person in self.persons:
            longer = [
                one
                for one in self._with_word(person.words[0])
                if len(one.words) > len(person.words) and words_within(person.words, one.words)
            ]
            if not longer and len(person.words) == 1 and not person.weak:
                longer = self._nicknamed(person)  # Romo Paschal, of Romo Paschalis Contoh
                if len(longer) == 1:
                    self._called.setdefault(person.words, longer[0])
            if len(longer) != 1:
                continue
            full = longer[0]
            if full.weak and not person.weak and full.words[: len(person.words)] != person.words:
                continue
            if not person.weak:
                full.weak = False
            full.role = full.role or person.role
            merged[id(person)] = full
        self._rename(merged)

    def _nicknamed(self, person: ArticlePerson) -> list[ArticlePerson]:
        """Return the people whom one word behind a form of address or a role may mean: "Romo Mike", "Bidan Nur"."""
        short = person.words[0]
        several = self.persons if len(self.persons) <= MOST_ALIKE else ()
        alike = list[ArticlePerson]()
        for one in several:
            same = bool(person.titles & one.titles) or _same_head(person.role, one.role)
            if one is person or len(one.words) < 2 or one.weak or (person.role and not same):
                continue
            begins = same and any(word.startswith(short[:SHORTEST_CALL]) for word in one.words)
            if begins or is_nickname(short, one.words):
                alike.append(one)
        return alike

    def _rename(self, merged: Mapping[int, ArticlePerson]) -> None:
        """Let people, by their id, be other people."""
        self.persons = [one for one in self.persons if id(one) not in merged]
        self._by_word = {
            word: [one for one in several if id(one) not in merged] for word, several in self._by_word.items()
        }
        self._exact = {words: one for words, one in self._exact.items() if id(one) not in merged}
        for at, one in self.at.items():
            while id(one) in merged:
                one = self.at[at] = merged[id(one)]

    def _with_word(self, word: str) -> Sequence[ArticlePerson]:
        """Return the people with this word in their names; nobody where it is a word of too many names."""
        several = self._by_word.get(word, ())
        return several if len(several) <= MOST_ALIKE else ()


def _same_head(short: str | None, role: str | None) -> bool:
    """Return True if both roles begin with the same word, and one is that word: "Bidan", of "Bidan Desa"."""
    words, others = compared_role(short or ""), compared_role(role or "")
    return len(words) == 1 and words == others[:1]
