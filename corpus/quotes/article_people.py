"""The people of an article with their roles (`ArticlePeople`): short forms, spellings and roles lead to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.quotes.noun_phrases import NounPhrase, PhraseReader
from corpus.quotes.official_names import (
    NOBODY,
    ArticlePerson,
    SpeakerName,
    is_nickname,
    official_names,
    printed_name,
    words_within,
)
from corpus.quotes.person_register import MOST_ALIKE, SHORTEST_CALL, PersonRegister
from corpus.quotes.person_signs import PLACE_BEFORE
from corpus.quotes.quote_words import BEFORE_PLACE, BODY, PLACE, compared_role, is_role_of, is_same_office
from corpus.quotes.speech_frames import Frame
from corpus.vocabulary.names import Names

FARTHEST_POINTED_CALL = 40  # tokens, of "pria yang akrab disapa Gusti itu"
SHORTEST_ROLE = 3  # words that mean one person by the role alone
FARTHEST_CALL = 12  # tokens between a name and "disapa"
_WORD = re.compile(r"[^\W_]+")


class ArticlePeople(PersonRegister):
    """The people of an article, from its whole frame: short forms may stand before the full name."""

    def __init__(self, frame: Frame, reader: PhraseReader, title: str = "", names: Names | None = None) -> None:
        self.frame = frame
        self.reader = reader
        super().__init__()
        self.officials = official_names(names)
        self._line = (0, -1)
        for phrase in self._phrases():
            self._learn(phrase)
        self._learn_from_title(title)
        self._merge()
        self._learn_calls()
        self._mark_short_forms()

    def _mark_short_forms(self) -> None:
        """Mark the words in the text that are the short name of one person: "Usulan itu diamini Maria."."""
        frame, reader = self.frame, self.reader
        for at, low in enumerate(frame.lows):
            if frame.capitals[at] and at not in self.at and low in self._by_word and low in reader.evidence:
                several = self._with_word(low) if not at or not frame.capital(at - 1) else ()
                if len(several) == 1 and reader.name_end(at, len(frame.lows)) == at + 1:
                    self.at[at] = several[0]

    def _learn_calls(self) -> None:
        """Learn other names: "Maria Contoh yang akrab disapa Mia" is the person before, or the only one."""
        frame, called, count = self.frame, self.reader.phrases["called"], len(self.frame.words)
        for at, low in enumerate(frame.lows):
            if low not in called or low == "bernama" or at + 1 >= count:
                continue
            begin = self.reader.titles(at + 1, count)
            end = self.reader.name_end(begin, count)
            words = self.officials.compared(frame.string(begin, end)) if end > begin else ()
            own = self.at.get(begin)
            if not words or (own is not None and own.words != words):
                continue
            if low in ("panggilan", "sapaan") and at > 1 and self._is_call_before(at, words, frame.string(begin, end)):
                continue
            pointed = end < count and frame.lows[end] in self.reader.phrases["pointing"]
            person = self._called_there(at, words, FARTHEST_POINTED_CALL if pointed else FARTHEST_CALL)
            if person is not None and (own is None or not own.role or is_same_office(own.role, person.role)):
                self._rename({id(own): person} if own else {})
                for call in (words, *((word,) for word in words if not self._by_word.get(word))):
                    self._called.setdefault(call, person)

    def _is_call_before(self, at: int, words: tuple[str, ...], name: str) -> bool:
        """Learn the other name that stands before: "Baiq Nur, sapaan Baiq Nurhaliza"; return True if one does."""
        short = self.at.get(at - 2) if self.frame.words[at - 1] == "," else None
        if short is None and self.frame.words[at - 1] == "," and self.frame.capital(at - 2):
            known = [one for one in self._with_word(words[0]) if words_within(words, one.words)]
            if len(known) == 1:
                self._called.setdefault(self.officials.compared(self.frame.words[at - 2]), known[0])
                return True
        if short is None or short.words == words:
            return False
        others = [one for one in self._with_word(words[0]) if one is not short and words_within(words, one.words)]
        if len(others) == 1 and len(others[0].words) > len(words) and not short.role:
            self._rename({id(short): others[0]})
            self._called.setdefault(short.words, others[0])
            return True
        if len(words) < max(2, len(short.words)):
            return False
        if sum(map(len, words)) <= sum(map(len, short.words)):
            return False
        full = self._enter(name, words, short.role, weak=False)
        self._rename({id(short): full})
        self._called.setdefault(short.words, full)
        return True

    def _called_there(self, at: int, words: tuple[str, ...], farthest: int) -> ArticlePerson | None:
        """Return the person whom this token calls by other words: whose name has them in it, else the last one."""
        others = [one for one in self.persons[:MOST_ALIKE] if not one.weak and one.words != words]
        parts = [one for one in others if any(words[-1] in long and words[-1] != long for long in one.words)]
        if len(parts) == 1 and len(words[-1]) >= SHORTEST_CALL:
            return parts[0]
        near = (self.at.get(one) for one in range(at - 1, max(-1, at - farthest), -1))
        last = next((one for one in near if one is not None and not one.weak and one.words != words), None)
        return last or (others[0] if len(others) == 1 else None)

    def _learn_from_title(self, title: str) -> None:
        """Enter the officials whom the title names in full; every word of a title may have a capital."""
        for name, words in self.officials.among(title):
            self._enter(name, words, None, weak=False)

    def _phrases(self) -> Iterator[NounPhrase]:
        """Yield the phrases of people from left to right, none inside of another."""
        frame, at, count = self.frame, 0, len(self.frame.words)
        while at < count:
            if not frame.capitals[at] and not self.reader.heads_role(at):
                at += 1
                continue
            limit = self._line_end(at)
            phrase = self.reader.phrase(at, limit)
            if phrase is None or phrase.kind not in ("person", "body"):
                at = max(at + 1, phrase.end if phrase and phrase.kind == "role" and phrase.post else at + 1)
                continue
            if phrase.kind == "person":
                yield phrase
            at = phrase.end

    def _line_end(self, at: int) -> int:
        if at >= self._line[1]:
            words, end = self.frame.words, at
            while end < len(words) and words[end] != "\n":
                end += 1
            self._line = (at, end)
        return self._line[1]

    def _learn(self, phrase: NounPhrase) -> None:
        """Enter a person with the phrase's name and role."""
        assert phrase.name is not None
        frame = self.frame
        name = frame.string(*phrase.name)
        words = self.officials.compared(name)
        if not words or self.reader.is_title_alone(*phrase.name):
            return
        first = phrase.name[0]
        role = self.role_of(phrase)
        titles = self.reader.titles_before(first)
        titled = bool(titles)
        known = self.officials.full_name(name) is not None
        joined = first > 1 and frame.lows[first - 1] == "dan" and (first - 2) in self.at
        signs = any(frame.lows[at] in self.reader.evidence for at in range(*phrase.name))
        sure = (
            role is not None or titled or known or joined or (signs and len(words) > 1) or phrase.end > phrase.name[1]
        )
        if not sure and len(words) == 1:
            return
        if not sure:
            before = first - 1
            if before >= 0 and (
                frame.lows[before] in PLACE_BEFORE or frame.kinds[before] & (BODY | BEFORE_PLACE | PLACE)
            ):
                return
            if frame.kinds[first] & PLACE:
                return
        person = self._enter(name, words, role, weak=not sure)
        if titled:
            person.titles |= titles
        if joined and role is None and person.role is None:
            person.role = self.at[first - 2].role
        for at in range(*phrase.name):
            self.at[at] = person

    def role_of(self, phrase: NounPhrase) -> str | None:
        """Return the phrase's role as printed."""
        if phrase.role is None or phrase.role[1] <= phrase.role[0]:
            return None
        return " ".join(self.frame.string(*phrase.role).split()).rstrip(" ,") or None

    def resolve(self, phrase: NounPhrase) -> SpeakerName:
        """Return whom the phrase names. Nobody where two people of the article may be meant."""
        if phrase.kind == "body":
            assert phrase.name is not None
            return SpeakerName(re.sub(r"\s*\([^)]*\)$", "", " ".join(self.frame.string(*phrase.name).split())), None)
        if phrase.kind == "role":
            return self._by_role(phrase)
        if phrase.name is None:
            return NOBODY
        name = self.frame.string(*phrase.name)
        words = self.officials.compared(name)
        if self.reader.is_title_alone(*phrase.name) and words not in self._exact:
            holders = [one for one in self.persons[:MOST_ALIKE] if words[0] in one.titles]
            return self.known(holders[0]) if len(holders) == 1 else NOBODY
        if words in self._called and words not in self._exact:
            return self.known(self._called[words])
        persons = [one for one in self._with_word(words[0]) if words_within(words, one.words)] if words else []
        if len(words) == 1 and not persons:  # ucap Sekkot
            holders = [
                one for one in self.persons[:MOST_ALIKE] if one.role and one.role.lower().split()[:1] == [*words]
            ]
            if len(holders) == 1:
                return self.known(holders[0])
        sure = [one for one in persons if not one.weak]
        exact = [one for one in sure if one.words == words]
        if len(words) > 1 and exact:
            sure = exact
        if not sure:
            sure = [one for one in persons if one.words[: len(words)] == words or one.words[-1:] == words]
        if len(sure) > 1:
            return NOBODY
        role = self.role_of(phrase)
        if not sure:
            if role is None and (person := self._with_part(name, words)):
                return self.known(person)
            return SpeakerName(self.officials.full_name(name) or printed_name(name), role)
        return replace(self.known(sure[0]), role=sure[0].role or role)

    def _with_part(self, name: str, words: tuple[str, ...]) -> ArticlePerson | None:
        """Return the one person whose name begins or ends with a short name: Kanis, of Kanisius."""
        if len(words) != 1 or len(self.persons) > MOST_ALIKE:
            return None
        if any(self.frame.capital(at + 1) for at in self.reader.word_positions(name)):
            return None  # somebody else's: Andi Contoh, beside Andika
        parts = [one for one in self.persons if is_nickname(words[0], one.words)]
        return parts[0] if len(parts) == 1 and not parts[0].weak else None

    def _by_role(self, phrase: NounPhrase) -> SpeakerName:
        """Return the one person of the article with this role; else the role alone."""
        role = self.role_of(phrase)
        if role is None:
            return NOBODY
        held = compared_role(role)
        known = self.persons if len(self.persons) <= MOST_ALIKE and held else ()
        holders = [one for one in known if one.role and is_role_of(held, compared_role(one.role))]
        if len(held) == 1 and len(titled := [one for one in known if held[0] in one.titles]) == 1:
            return self.known(titled[0])  # Romo
        alone = len(held) == 1 and held[0] in self.reader.phrases["before_court"]
        if (phrase.post or alone) and len(holders) == 1 and not phrase.plural:
            return self.known(holders[0])
        if phrase.pointing:
            return self._pointed_call(phrase)
        other = self._same_relative(phrase, held) or self._office_and_name(role)
        return self.known(other) if other else SpeakerName(None, role)

    def _same_relative(self, phrase: NounPhrase, held: list[str]) -> ArticlePerson | None:
        """Return the one person introduced by the same relation: "kata ayah korban", of "Ayah korban, Maria,"."""
        if phrase.plural or not held or held[0] not in self.reader.phrases["relatives"]:
            return None
        known = self.persons if len(self.persons) <= MOST_ALIKE else ()
        holders = [one for one in known if one.role and compared_role(one.role) == held]
        return holders[0] if len(holders) == 1 else None

    def _office_and_name(self, role: str) -> ArticlePerson | None:
        """Return the one person of this office and this short name: "Kapolres Maria"."""
        *office, last = role.split()
        words = self.officials.compared(last)
        several = self._with_word(words[0]) if office and len(words) == 1 else ()
        holders = [one for one in several if is_same_office(" ".join(office), one.role)]
        return holders[0] if len(holders) == 1 else None

    def _pointed_call(self, phrase: NounPhrase) -> SpeakerName:
        """Return whom "pria yang akrab disapa Mia itu" calls by another name; nobody else."""
        for at in range(phrase.first, phrase.end):
            if self.frame.lows[at] in self.reader.phrases["called"]:
                begin = self.reader.titles(at + 1, phrase.end)
                words = self.officials.compared(self.frame.string(begin, max(begin + 1, phrase.end - 1)))
                return self.known(self._called[words]) if words in self._called else NOBODY
        return NOBODY

    def holder(self, phrase: NounPhrase, near: SpeakerName) -> SpeakerName | None:
        """Return whom "pengacara itu" means by the role: who spoke near, or whose longer role has all of the words."""
        held = compared_role(self.role_of(phrase) or "")
        if near.person is not None and held and is_role_of(held, compared_role(near.role or "")):
            return near
        known = self.persons if len(self.persons) <= MOST_ALIKE and len(held) >= SHORTEST_ROLE else ()
        holders = [one for one in known if one.role and words_within(held, compared_role(one.role))]
        return self.known(holders[0]) if len(holders) == 1 else None

    def office(self, phrase: NounPhrase) -> SpeakerName:
        """Return the office alone of "Kepala Dinas itu", where nobody of the article has one like it."""
        words = (self.role_of(phrase) or "").split()
        held, several = set(compared_role(" ".join(words))) - {"kepala"}, self.persons
        alike = len(several) > MOST_ALIKE or any(held & set(compared_role(one.role or "")) for one in several)
        pointing = len(words) >= SHORTEST_ROLE and words[-1].lower() in self.reader.phrases["pointing"]
        return SpeakerName(None, " ".join(words[:-1])) if phrase.post and pointing and not alike else NOBODY

    def known(self, person: ArticlePerson) -> SpeakerName:
        """Return the person with name and role."""
        return SpeakerName(self.officials.full_name(person.name) or person.name, person.role, person)
