"""Whom a pronoun, "pria itu" or a name means (`SpeakerFocus`): the last speaker, or who was a subject since."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.quotes.article_people import ArticlePeople
from corpus.quotes.noun_phrases import NounPhrase
from corpus.quotes.official_names import NOBODY, ArticlePerson, SpeakerName
from corpus.quotes.person_register import MOST_ALIKE
from corpus.quotes.quote_words import BODY, HUMAN, POST, compared_role, phrase_words, speech_words, word_kinds
from corpus.quotes.reporting_clauses import Clause, ClauseReader
from corpus.quotes.speech_frames import Frame, Sentence

_WORD = re.compile(r"[^\W_]+")
_BOTH = ("fm", "mf")
FARTHEST_COMMA = 30  # tokens of an adverbial before the subject
FARTHEST_SUBJECT = 12
TextRange = tuple[int, int]
"""A half-open range of code points of the text."""


class SpeakerFocus:
    """Reads the sentences' subjects in order; `named` is whom a pronoun means, nobody where that isn't sure."""

    def __init__(self, frame: Frame, people: ArticlePeople, clauses: ClauseReader) -> None:
        self.frame = frame
        self.people = people
        self.clauses = clauses
        self.around = speech_words().around
        self.traits = phrase_words()["traits"]
        self.named: SpeakerName = NOBODY
        self.paragraph = -1
        self.spoke: tuple[SpeakerName, int] = (NOBODY, -2)
        self.unnamed = False  # the focus went to people without a name

    def who(self, clause: Clause, sentence: Sentence) -> tuple[SpeakerName, tuple[int, int], str]:
        """Return who speaks in a clause, where that stands in the text, and "that_person" for "perempuan itu"."""
        phrase, frame = clause.phrase, self.frame
        if phrase is None or phrase.kind == "pronoun":
            self._go_on(clause, sentence)
        if phrase is None:
            return self.named, (frame.ends[clause.verb] - 3, frame.ends[clause.verb]), ""
        if phrase.kind == "pronoun":
            return self.named, (frame.starts[phrase.first], frame.ends[phrase.first]), ""
        part = phrase.name or phrase.role or (phrase.first, phrase.end)
        place = (frame.starts[part[0]], frame.ends[part[1] - 1])
        named = self.people.resolve(phrase)
        if phrase.pointing and named.name is None:
            pointed = self._pointed(phrase, sentence)
            return pointed if pointed != NOBODY else self.people.office(phrase), place, "that_person"
        return named, place, ""

    def _go_on(self, clause: Clause, sentence: Sentence) -> None:
        """Let "lanjutnya" go on with who spoke last, where other people without a name were a subject since."""
        goes_on = self.frame.lows[clause.verb].removesuffix("nya") in self.around["goes_on"]
        if goes_on and self.named == NOBODY and self.unnamed and self.spoke[1] >= sentence.paragraph - 1:
            self.named = self.spoke[0]

    def _pointed(self, phrase: NounPhrase, sentence: Sentence) -> SpeakerName:
        """Return whom "pria itu" means: the article's only person, or who spoke in this or the paragraph before.

        An office ("sang deputi") means an official, a word for people ("perempuan itu") nobody with an office.
        """
        named = self.named
        near = self.paragraph >= sentence.paragraph - 1
        if near and named.name is None and named.role is not None and self._shares_word(phrase, named.role):
            return named
        if (holder := self.people.holder(phrase, named if near else NOBODY)) is not None:
            return holder
        if len(self.people.persons) == 1 and not phrase.body:
            only = self.people.known(self.people.persons[0])
            return NOBODY if self._is_another(phrase, only) else only
        if self.paragraph < sentence.paragraph - 1 or (named.name is None and named.role is None):
            return NOBODY
        if phrase.body:
            unknown = named.person is None or named.person.weak
            return named if unknown and named.role is None and not _is_word_of_name(named.name) else NOBODY
        if named.person is None and not _is_word_of_name(named.name):
            return NOBODY
        assert phrase.role is not None
        words_of = set(self.frame.lows[phrase.first : phrase.end])
        if self._is_another(phrase, named):
            return NOBODY
        if phrase.post and not _holds_office(named.role or ""):
            return NOBODY
        far = self.paragraph != sentence.paragraph and not phrase.post
        alike = _holds_office(named.role or "") or self._shares_word(phrase, named.role or "")
        described = not words_of.isdisjoint(self.traits)
        if far and not alike and not described and not self._only_without_office(named):
            return NOBODY
        return named

    def _is_another(self, phrase: NounPhrase, named: SpeakerName) -> bool:
        """Return True if "ibu itu" is not this person: an official without a trait, or of the other gender."""
        words, role = set(self.frame.lows[phrase.first : phrase.end]), named.role or ""
        held = compared_role(" ".join(self.frame.lows[phrase.first : phrase.end]))
        office = held[1:] if held[:1] == ["kepala"] and len(held) > 1 else held  # Kepala Dinas itu is no Kepala Balai
        if phrase.post and role and set(office).isdisjoint(compared_role(role)):
            return True
        official = not phrase.post and not words & self.traits and _holds_office(role)
        return official or _gender(words) + _gender(_WORD.findall(role.lower())) in _BOTH

    def _shares_word(self, phrase: NounPhrase, role: str) -> bool:
        """Return True if a word for people or an office stands in both: "sang ibu" is the "ibu korban"."""
        kinds, words = word_kinds(), set(_WORD.findall(role.lower()))
        return any(
            low in words and kinds.get(low, 0) & (HUMAN | POST) for low in self.frame.lows[phrase.first : phrase.end]
        )

    def _only_without_office(self, named: SpeakerName) -> bool:
        """Return True if everybody else whom the article names is an official."""
        others = (one for one in self.people.persons[:MOST_ALIKE] if one is not named.person and not one.weak)
        return all(_holds_office(one.role or "") for one in others)

    def set(self, named: SpeakerName, sentence: Sentence) -> None:
        """Let a pronoun mean this person from here on."""
        if self.named != NOBODY:
            self.spoke = self.named, self.paragraph
        self.named, self.paragraph, self.unnamed = named, sentence.paragraph, False

    def subject(self, sentence: Sentence) -> None:
        """Move the focus to the sentence's subject; to nobody where another person is named or meant."""
        frame = self.frame
        at = self._subject_start(sentence)
        phrase = self.clauses.reader.phrase(at, sentence.last) if at < sentence.last else None
        if phrase is None and at < sentence.last:
            phrase = self._later_subject(at, sentence.last)
        if frame.lows[sentence.first] == "bagi":  # Bagi Maria, data itu penting.
            minded = self.clauses.reader.phrase(sentence.first + 1, sentence.last)
            if minded and minded.kind == "person" and frame.words[minded.end : minded.end + 1] == [","]:
                self.set(self.people.resolve(minded), sentence)
                return
        people = self.people.at
        others = {id(people[one]): people[one] for one in range(sentence.first, sentence.last) if one in people}
        if phrase and phrase.kind == "person" and phrase.end < sentence.last:
            if frame.lows[phrase.end] == "dan":
                self.set(NOBODY, sentence)
                return
            named = self.people.resolve(phrase)
            self.set(NOBODY if named.person is None and self._is_opener(phrase) else named, sentence)
            return
        if phrase and phrase.kind == "pronoun":
            return
        if phrase and phrase.kind == "role" and not phrase.plural and phrase.end < sentence.last:
            if phrase.pointing:
                called = self.people.resolve(phrase)
                self.set(called if called.name else self._pointed(phrase, sentence), sentence)
                return
            if phrase.post:
                self.set(self.people.resolve(phrase), sentence)
                return
            if not others and frame.kinds[phrase.first] & HUMAN and not frame.kinds[phrase.first] & POST:
                self.set(NOBODY, sentence)
                self.unnamed = True
                return
        if len(others) == 1 and (agent := self._agent(sentence)) is not None:
            self.set(self.people.known(agent), sentence)
            return
        if others and not (len(others) == 1 and self.named.person is next(iter(others.values()))):
            self.set(NOBODY, sentence)

    def _agent(self, sentence: Sentence) -> ArticlePerson | None:
        """Return the person behind a passive at the sentence's end: "Usulan itu diamini Maria.", "... oleh Maria."."""
        frame, reader = self.frame, self.clauses.reader
        for at in range(max(sentence.first + 2, sentence.last - FARTHEST_SUBJECT), sentence.last):
            behind = frame.lows[at] == "oleh" or (frame.lows[at].startswith("di") and reader.is_verb(at))
            phrase = reader.phrase(at + 1, sentence.last) if behind else None
            if phrase and phrase.kind == "person" and phrase.name and phrase.end >= sentence.last - 1:
                return self.people.at.get(phrase.name[0])
        return None

    def _is_opener(self, phrase: NounPhrase) -> bool:
        """Return True if nothing says that a sentence's first word is a name: "Berikut petikan wawancaranya."."""
        reader, first = self.clauses.reader, phrase.first
        alone = phrase.name == (first, first + 1) and phrase.end == first + 1 and first in reader.initial
        return alone and not reader.is_sign(first) and not reader.is_verb(phrase.end)

    def _subject_start(self, sentence: Sentence) -> int:
        """Return the token where the subject begins: behind an adverbial with its comma."""
        frame = self.frame
        at = self.clauses.after_adverbial(sentence.first, sentence.last)
        if at < sentence.last and (
            frame.lows[at] in self.around["adverbials"] or frame.lows[at] in self.around["front_openers"]
        ):
            comma = next(
                (one for one in range(at, min(at + FARTHEST_COMMA, sentence.last)) if frame.words[one] == ","), None
            )
            if comma is not None:
                return comma + 1
        return at

    def _later_subject(self, at: int, last: int) -> NounPhrase | None:
        """Return the person that is the subject behind short words with commas: "Sejauh ini, Maria belum ..."."""
        frame = self.frame
        for comma in range(at, min(at + FARTHEST_SUBJECT, last)):
            if comma in self.people.at:
                return None
            if frame.words[comma] == ",":
                phrase = self.clauses.reader.phrase(comma + 1, last)
                if phrase and phrase.kind == "person" and phrase.end < last and frame.words[phrase.end][0].islower():
                    return phrase
        return None

    def other_clause(self, sentence: Sentence) -> None:
        """Move the focus to the subject of ", sedangkan Maria ..."."""
        frame = self.frame
        for at in range(sentence.last - 2, sentence.first, -1):
            if frame.lows[at] in self.around["ends_clause"] and frame.words[at - 1] == ",":
                phrase = self.clauses.reader.phrase(at + 1, sentence.last)
                if phrase and phrase.kind == "person":
                    self.set(self.people.resolve(phrase), sentence)
                return


def _holds_office(role: str) -> bool:
    """Return True for the role of an official: one of its first words is an office's."""
    return any(word_kinds().get(word, 0) & POST for word in _WORD.findall(role.lower())[:4])


def _gender(words: Iterable[str]) -> str:
    """Return "f" or "m" where a word tells it, else nothing."""
    phrases = phrase_words()
    for gender, name in (("f", "female"), ("m", "male")):
        if not phrases[name].isdisjoint(words):
            return gender
    return ""


def _is_word_of_name(name: str | None) -> bool:
    """Return True for one word that is no acronym: a person of one name."""
    return name is not None and name.isalpha() and not name.isupper() and not word_kinds().get(name.lower(), 0) & BODY
