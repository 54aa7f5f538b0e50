"""Noun phrases for people and bodies, read forwards in a frame (`PhraseReader`): role, titles, name, apposition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.quotes.quote_words import BODY, CALENDAR, OPEN, POST, is_dictionary_word, speech_words
from corpus.quotes.role_reader import RoleReader
from corpus.quotes.speech_frames import Frame

PhraseKind = Literal["person", "role", "body", "pronoun"]
MOST_JOINED = 12  # phrases of one list
LONGEST_BODY = 40  # tokens; a text of capitals alone would else be read from each of them to its end
_AND = ("dan", "maupun", "serta")
_GOVERNING = re.compile(r"(?:me(?:m[bpf]|n[cdjtsyaeiou]|ng|m[aeiou]|[lrwy])|ber[a-z]{3})[a-z-]+")
_YEARS = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase. `name` and `role` are ranges of tokens, half-open; `end` is the token behind all of it.

    `pointing`: "perempuan itu". `plural`: several people. `post`: the role is an office.
    """

    kind: PhraseKind
    first: int
    end: int
    name: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    pointing: bool = False
    plural: bool = False
    post: bool = False
    body: bool = False
    """A word for a body that points at one: "lembaga itu"."""


class PhraseReader(RoleReader):
    """Reads phrases."""

    def __init__(
        self, frame: Frame, evidence: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(frame, evidence, places)
        self._known = dict[tuple[int, int], NounPhrase | None]()

    def phrase(self, at: int, limit: int) -> NounPhrase | None:
        """Return the phrase that begins at this token, with its apposition; None if none begins there."""
        if (at, limit) not in self._known:
            self._known[at, limit] = self._read(at, limit)
        return self._known[at, limit]

    def _read(self, at: int, limit: int) -> NounPhrase | None:
        frame = self.frame
        if at >= limit:
            return None
        low = frame.lows[at]
        if low in self.around["pronouns"]:
            return NounPhrase("pronoun", at, at + 1)
        if low in self.phrases["body_words"] and (end := self.pointing_end(at, limit)) > at:
            return NounPhrase("role", at, end, None, (at, end), pointing=True, body=True)
        if low in ("pihak", "manajemen") and at + 1 < limit:
            meant = self._body(at + 1, limit) if low == "pihak" and frame.capital(at + 1) else None
            return replace(meant, first=at) if meant and meant.kind == "body" else None
        after_titles = self.titles(at, limit)
        if after_titles > at and self.heads_role(after_titles):
            called = self._role(after_titles, limit)  # Pak Camat
            return replace(called, first=at) if called and called.post else None
        if after_titles > at:
            end = self.name_end(after_titles, limit)
            if end > after_titles:
                parent = frame.words[at][0].islower() or at in self.initial
                if low in self.phrases["parents"] and parent and (child := self.behind_comma(end, limit)):
                    return self._named(at, child, (at, end), limit)  # ayah Maria, Markus Contoh
                return self._named(at, (after_titles, end), None, limit)
        if low in self.phrases["quantifiers"] or self.heads_role(at):
            return self._role(at, limit)
        if not frame.capital(at):
            return None
        end = self.name_end(at, limit)
        if end > at:
            if end < limit and self._is_body_word(end) and not self.is_degree(end):  # Sinar Contoh Group
                return self._body(at, limit)
            return self._headed(at, end, limit) or self._named(at, (at, end), None, limit)
        verb = at in self.initial and self.is_verb(at) and is_dictionary_word(low)  # Didampingi Kasat Contoh
        noun = at in self.initial and any(low in self.around[one] for one in ("statements", "pointing", "prepositions"))
        if verb or noun or low in self.around["front_adverbs"]:  # Sementara Bupati Maria Contoh
            return None
        return self._body(at, limit)

    def _headed(self, at: int, end: int, limit: int) -> NounPhrase | None:
        """Return a person behind an office that no list has, and its place: "Sekkot Contohan, Maria Fernandes," """
        frame, place = self.frame, at + 1
        if place >= end or frame.kinds[at] or frame.lows[place] not in self.places or self.is_sign(place):
            return None
        behind = place + 1
        if behind == end:
            named = self.behind_comma(end, limit)
            return self._named(at, named, (at, end), limit, post=True) if named else None
        named = (behind, end) if end - behind > 1 or self.is_sign(behind) else None
        return self._named(at, named, (at, behind), limit, post=True) if named else None

    def joined(self, at: int, limit: int) -> NounPhrase | None:
        """Return the phrase that begins at this token, with those that "dan" joins to it: several are nobody's name."""
        frame, phrase = self.frame, self.phrase(at, limit)
        if phrase is None or phrase.kind == "pronoun":
            return phrase
        end, last = phrase.end, False
        for _ in range(MOST_JOINED):
            if last or end + 1 >= limit:
                break
            comma = frame.lows[end] == ","
            last = frame.lows[end + comma] in _AND
            if not comma and not last:
                break
            following = self.phrase(end + comma + last, limit)
            if following is None or following.kind == "pronoun" or self._governs(following.end, limit, comma=comma):
                return phrase
            end = following.end
        return NounPhrase("role", at, end, plural=True) if last else phrase

    def _is_speech_word(self, at: int) -> bool:
        """Return True for a word that a speaker follows ("kata", "menurut"): a clause may go on behind."""
        words, low = speech_words(), self.frame.lows[max(at, 0)]
        return low in words.roots or low in words.passive or low in ("menurut", "oleh")

    def _governs(self, at: int, limit: int, *, comma: bool) -> bool:
        """Return True if a clause of its own goes on behind a phrase: ", dan Maria menambahkan ..."."""
        if at >= limit or not self.frame.words[at][0].islower():
            return False
        low = self.frame.lows[at]
        return low in self.active or low in self.around["before_verb"] or (comma and low not in _AND)

    def is_object(self, at: int) -> bool:
        """Return True if a verb before this token governs it: "yang mendampingi Uskup", "usai menemui Gubernur"."""
        low = self.frame.lows[at - 1] if at else ""
        if low == "menurut" or low in speech_words().clause:
            return False
        return low in self.active or bool(_GOVERNING.fullmatch(low))

    def _named(
        self, first: int, name: tuple[int, int], role: tuple[int, int] | None, limit: int, *, post: bool = False
    ) -> NounPhrase:
        """Return a person's phrase with what stands behind the name: degrees, age, apposition."""
        frame, at = self.frame, name[1]
        at = self.degrees(at, limit)
        bracket, at = at, self.bracket(at, limit)
        if role is None and at > bracket + 2 and self.heads_role(bracket + 1):
            return NounPhrase("person", first, at, name, (bracket + 1, at - 1), post=post)
        if at + 1 < limit and frame.lows[at] == "alias" and (end := self.name_end(at + 1, limit)) > at + 1:
            at = self.bracket(end, limit)
        if at + 2 < limit and frame.lows[at] == "," and _YEARS.fullmatch(frame.lows[at + 1]):
            years = at + 3 if frame.lows[at + 2] == "tahun" else at + 2
            if years < limit and frame.lows[years] in (",", "."):
                at = years
        if role is None:
            words = frame.lows[slice(*name)]
            behind = self.apposition(at, limit, words, open_end=len(words) > 1 and not self._is_speech_word(first - 1))
            if behind:
                return NounPhrase("person", first, behind[1], name, behind, post=bool(frame.kinds[behind[0]] & POST))
        return NounPhrase("person", first, at, name, role, post=post)

    def _role(self, first: int, limit: int) -> NounPhrase | None:
        """Return a phrase that begins with a role: with a name in it, behind it, or none."""
        frame = self.frame
        plural = frame.lows[first] in self.phrases["plural"]
        end, pointing = self.extent(first, limit)
        if end <= first or (end == first + 1 and frame.lows[first] in self.phrases["quantifiers"]):
            return None
        heads = [at for at in range(first, min(end, first + 3)) if self.heads_role(at)]
        if not heads:
            return None
        post = bool(frame.kinds[heads[0]] & POST)
        pointing = pointing or frame.lows[first] == "sang"
        own = None if pointing else self.own_name(first, end) or self._before_bracket(first, end)
        if own is None and not pointing and (named := self._before_small(first, end)):
            own, end = named, named[1]  # Anggota Dewan Maria Contoh sependapat
        after = self.titles(end, limit)
        late = frame.lows[end:after] and frame.lows[end] in self.phrases["late"]  # suami almarhumah Maria
        if late and frame.lows[first] in self.phrases["relations"]:
            return NounPhrase("role", first, max(after, self.name_end(after, limit)), None, (first, end), post=post)
        if after > end and (behind := self.name_end(after, limit)) > after:
            return self._named(first, (after, behind), (first, end), limit, post=post)
        if own == (end - 1, end) and self.frame.words[own[0]].isupper() and self.behind_comma(end, limit):
            own = None  # an office in capitals: peneliti BCD, Maria Contoh
        known = own is not None and any(map(self.is_sign, range(*own))) and not self._is_firm(first, own, end, limit)
        if own and not self._is_called(own) and frame.lows[end : end + 1] == ["yang"]:
            comma = self.relative_comma(end, limit)
            if comma is not None and (
                behind_comma := self.behind_comma(comma, limit)
            ):  # Ketua Serikat Sinar Fajar yang
                return self._named(first, behind_comma, (first, end), limit, post=post)
        if not known and (behind_comma := self.behind_comma(self.behind_place(end, limit), limit)):
            goes_on = behind_comma[1] < limit and frame.words[behind_comma[1]][0].islower()
            if not (goes_on and self.is_object(first)):  # Setelah bertemu Kapolda, Maria mengatakan
                return self._named(first, behind_comma, (first, end), limit, post=post)
        if own is not None and own[0] > first:
            return self._named(first, own, (first, own[0]), limit, post=post)
        if end + 1 < limit and frame.lows[end] == "yang" and (known_as := self.called(end, limit)):
            return self._named(first, known_as, None, limit)
        bare = end + 1 < limit and frame.words[end] == ","
        if frame.lows[end + bare : end + bare + 2] == ["sebut", "saja"] and not plural:
            begin = end + bare + 2
            begin += frame.lows[begin : begin + 1] == ["namanya"]
            if (stop := self.name_end(begin, limit)) > begin:
                return self._named(first, (begin, stop), (first, end), limit, post=post)
        if end < limit and frame.lows[end] in ("bernama",) and (stop := self.name_end(end + 1, limit)) > end + 1:
            return self._named(first, (end + 1, stop), (first, end), limit)
        if end < limit and frame.lows[end] == "yang" and (pointed := self.relative(end, limit)) > end:
            return NounPhrase("role", first, pointed, None, (first, end), pointing=True, plural=plural, post=post)
        if end < limit and frame.lows[end] in ("yang", "dalam", "pada") and not plural:
            comma = self.relative_comma(end, limit)
            behind_comma = self.behind_comma(comma, limit) if comma is not None else None
            if behind_comma and (
                frame.lows[end] == "yang" or frame.words[behind_comma[1] : behind_comma[1] + 1] == [","]
            ):
                return self._named(first, behind_comma, (first, end), limit, post=post)
        return NounPhrase("role", first, end, None, (first, end), pointing=pointing, plural=plural, post=post)

    def _is_called(self, own: tuple[int, int] | None) -> bool:
        """Return True if the article calls somebody by a word of this name."""
        return own is not None and any(self.frame.lows[at] in self.evidence for at in range(*own))

    def _before_bracket(self, first: int, end: int) -> tuple[int, int] | None:
        """Return the name before the bracket that ends a role's words: "Anggota Komisi II Maria Contoh (Partai)"."""
        if self.frame.lows[end - 1] != ")":
            return None
        opened = next((at for at in range(end - 1, first, -1) if self.frame.lows[at] == "("), first)
        own = self.own_name(first, opened) if opened > first + 1 else None
        aged = own and own[1] - own[0] > 1 and _YEARS.fullmatch(self.frame.lows[end - 2])  # Maria Contoh (55)
        return own if own and (aged or any(map(self.is_sign, range(*own)))) else None

    def _before_small(self, first: int, end: int) -> tuple[int, int] | None:
        """Return the name before small letters that are no more of a role: "Anggota Dewan Maria Contoh sependapat"."""
        frame = self.frame
        origins = [at for at in range(end - 1, first + 1, -1) if frame.lows[at] in ("dari", "asal")]
        for cut in (end, *origins):  # Pengamat Maria Contoh dari Universitas Contoh
            while cut > first + 1 and frame.words[cut - 1][0].islower():
                cut -= 1
            own = self.own_name(first, cut) if first + 1 < cut < end and frame.capital(cut - 1) else None
            if own and all(map(self.is_degree, range(own[1], cut))) and any(map(self.is_sign, range(*own))):
                return own
        return None

    def _is_firm(self, first: int, own: tuple[int, int], end: int, limit: int) -> bool:
        """Return True for "Ketua Serikat Sinar Fajar, Maria Contoh": a firm's own name, and the person's behind it."""
        firm = any(self.frame.kinds[at] & OPEN for at in range(first, own[0]))
        return firm and own[1] == end and self.behind_comma(end, limit) is not None

    def is_relative(self, phrase: NounPhrase) -> bool:
        """Return True for "suami Maria" and "paman korban": one person, known by another."""
        lows, relatives = self.frame.lows, self.phrases["relatives"]
        if phrase.kind != "role" or phrase.plural or phrase.end - phrase.first != 2:
            return False
        return lows[phrase.first] in relatives and (
            self.frame.capital(phrase.end - 1) or lows[phrase.end - 1] == "korban"
        )

    def _is_body_word(self, at: int) -> bool:
        return self.frame.capital(at) and (bool(self.frame.kinds[at] & (BODY | POST)) or self.acronym(at))

    def _body(self, at: int, limit: int) -> NounPhrase | None:
        """Return a body's phrase: capitalised words of which one is an acronym or a word of offices."""
        frame, end, sign, capitals = self.frame, at, False, 0
        while end < min(limit, at + LONGEST_BODY):
            word, low = frame.words[end], frame.lows[end]
            if low == "(":
                closed = self.bracket(end, limit)
                if closed == end or not frame.words[end + 1].isupper():
                    break
                end = closed
                continue
            if word[0].isupper() and not frame.kinds[end] & CALENDAR:
                sign = sign or bool(frame.kinds[end] & (BODY | POST)) or self.acronym(end)
                capitals += 1
                end += 1
                continue
            joins = low in ("dan", "untuk", "atas", "bagi", "&", "of", "for") and end > at
            if joins and end + 1 < limit and frame.capital(end + 1):
                end += 1
                continue
            if word[0].isdigit() and end > at:
                end += 1
                continue
            break
        if not sign or (capitals == 1 and not self.acronym(at)):
            return None
        for name in range(at + 1, end):
            if frame.lows[name] in self.evidence and self.name_word(name) and not frame.kinds[name] & (BODY | POST):
                stop = self.name_end(name, limit)
                return self._named(at, (name, stop), (at, name), limit) if stop > name else None
        titled = end + 1 < limit and frame.lows[end] == "," and self.titles(end + 1, limit) > end + 1
        if titled and (behind_comma := self.behind_comma(end, limit)):  # Vikjen Keuskupan, Romo Markus Contoh,
            return self._named(at, behind_comma, (at, end), limit)
        return NounPhrase("body", at, end, (at, end))
