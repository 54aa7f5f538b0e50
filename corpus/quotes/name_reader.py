"""Names, titles and degrees in a frame (`NameReader`): where a person's name begins and ends."""

from __future__ import annotations

import re

from corpus.quotes.person_signs import MIXED_DEGREE
from corpus.quotes.quote_words import (
    ALSO,
    BEFORE_PLACE,
    BODY,
    CALENDAR,
    DEGREE,
    DIRECTION,
    FIRST,
    HUMAN,
    NAME_TITLE,
    OFFICE_WORD,
    OPEN,
    PARTICLE,
    PLACE,
    POST,
    function_words,
    is_dictionary_word,
    phrase_words,
    speech_words,
)
from corpus.quotes.speech_frames import QUOTE, Frame, initial_words, is_short_name

LONGEST_DEGREE = 6  # letters, of one that no list has
MOST_NAME = 7  # words of a name
LONGEST_BRACKET = 10  # tokens
_VOWEL = re.compile(r"[aeiouAEIOU]")
INITIALS = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]\.")
_NOUN = re.compile(r"(?:per|pen[gy]?|pem|ke)[a-z]{6,}(?<![wm])an")  # Perkeretaapian; no Kertawirawan
_DEGREE = re.compile(r"[a-z][A-Z]{2}|[a-z][A-Z]$")  # SpPD


class NameReader:
    """Reads names; `evidence` are words that stand for a person in the article, `places` for a place."""

    def __init__(
        self, frame: Frame, evidence: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> None:
        self.frame = frame
        self.evidence = evidence
        self.places = places
        self.around = speech_words().around
        self.active = speech_words().active
        self.phrases = phrase_words()
        self._never = function_words()
        self.initial = initial_words(frame)
        self._ordinary = dict[str, bool]()
        self._name_words = dict[int, bool]()
        inside = {low for at, low in enumerate(frame.lows) if frame.capitals[at] and at not in self.initial}
        self._shown = inside.difference(frame.words)  # never in small letters

    def is_ordinary(self, low: str) -> bool:
        """Return True for a word of the dictionary that the article shows to be no name; it begins a sentence."""
        if low not in self._ordinary:
            self._ordinary[low] = is_dictionary_word(low) and low not in self._shown
        return self._ordinary[low]

    def titles(self, at: int, limit: int) -> int:
        """Return the token behind the titles that begin here; `at` itself without one, or without a name behind."""
        frame, end = self.frame, at
        if at < limit and frame.kinds[at] & NAME_TITLE and self._is_inside_name(at):
            return at
        while end < limit and frame.kinds[end] & NAME_TITLE:
            following = end + 1
            while (
                following < limit
                and frame.lows[following] in (".", "(", ")")
                and following < end + 3
                and frame.kinds[min(following + 1, limit - 1)] & NAME_TITLE
            ) or (following < limit and frame.words[following] == "." and frame.starts[following] == frame.ends[end]):
                following += 1
            if following < limit and frame.words[following] == ")" and frame.lows[following - 1] in ("purn", "."):
                following += 1  # Laksamana (Purn) Contoh
            if following < limit and frame.words[following] in "'’" and frame.starts[following] == frame.ends[end]:
                following += 1  # Dato' Contoh
            if following >= limit or not (frame.capital(following) or frame.kinds[following] & NAME_TITLE):
                break
            end = following
        if end > at and end < limit and frame.capital(end):
            return end
        return at

    def titles_before(self, at: int) -> frozenset[str]:
        """Return the titles and forms of address before a name, in small letters."""
        frame, begin = self.frame, at
        while begin > 0 and (frame.kinds[begin - 1] & NAME_TITLE or (frame.words[begin - 1] == "." and begin > 1)):
            if frame.words[begin - 1] == "." and not frame.kinds[begin - 2] & NAME_TITLE:
                break
            begin -= 1
        return frozenset(low for low in frame.lows[begin:at] if low != ".")

    def is_title_alone(self, begin: int, end: int) -> bool:
        """Return True for "Romo" and "Bu Nyai" without a name."""
        kind = self.frame.kinds[begin]
        return end == begin + 1 and bool(kind & NAME_TITLE) and not kind & FIRST

    def _is_inside_name(self, at: int) -> bool:
        """Return True for a form of address that a name goes on with: "Maria Br. Contoh", "Raden Mas Contoh"."""
        frame = self.frame
        if not at or not frame.capital(at - 1):
            return False
        if frame.lows[at - 1] in self.phrases["noble"]:
            return True
        if frame.lows[at] in self.phrases["given_titles"]:  # Maria Datuak Contoh
            return frame.lows[at - 1] in self.evidence or bool(frame.kinds[at - 1] & FIRST)
        other = POST | HUMAN | BODY | NAME_TITLE | PLACE | DIRECTION | BEFORE_PLACE
        return frame.lows[at] == "br" and not frame.kinds[at - 1] & other

    def acronym(self, at: int) -> bool:
        """Return True for BP2MI or NTT: capitals that are no name written in capitals."""
        word = self.frame.words[at]
        if len(word) < 2 or (not word.isupper() and not (word[:2].isupper() and any(map(str.isdigit, word)))):
            return False
        if self.frame.lows[at] in self.evidence or self.frame.kinds[at] & FIRST:
            return False
        return any(map(str.isdigit, word)) or len(word) <= 4 or not _VOWEL.search(word) or self.frame.kinds[at] != 0

    def name_word(self, at: int) -> bool:
        """Return True if the token may be a word of a person's name."""
        known = self._name_words.get(at)
        if known is None:
            known = self._name_words[at] = self._may_be_name(at)
        return known

    def _may_be_name(self, at: int) -> bool:
        frame, kind = self.frame, self.frame.kinds[at]
        word = frame.words[at]
        if not word[0].isupper() or word == QUOTE:
            return False
        low = frame.lows[at]
        if len(word) == 1:  # an initial: with its point, or between other words of a name
            after = frame.words[at + 1] if at + 1 < len(frame.words) else ""
            return after == "." or after[:1].isalpha()
        if INITIALS.fullmatch(word):  # Y.B. Contoh
            following = at + 1 < len(frame.words) and frame.capital(at + 1) and frame.words[at + 1].isalpha()
            return following and not kind & DEGREE
        if not word[1:].islower() and (
            _DEGREE.search(word) or (len(word) > 1 and self.is_degree(at) and "." not in word)
        ):
            return False
        if self.begins_pair(at) or (at and self.begins_pair(at - 1)):
            return True
        if kind & CALENDAR and low in self.phrases["zones"] and not word.isupper():
            return True  # Bram de Wit
        if low == "hong" and frame.lows[at + 1 : at + 2] != ["kong"]:
            return True  # Oei Hong Djien
        if (
            low in self._never
            and (at in self.initial or not kind & FIRST)
            and not (kind & FIRST and self._has_degree(at))
        ):
            return False
        if at in self.initial and self.is_ordinary(low) and not self._has_degree(at):
            return False
        if low in self.evidence and not kind & (POST | CALENDAR):
            return True
        if kind & (OFFICE_WORD | CALENDAR | HUMAN | OPEN) and not kind & ALSO and not kind & FIRST:
            return False
        if word[:1] in "PK" and _NOUN.fullmatch(low):
            return False
        return not self.acronym(at) and not any(map(str.isdigit, word)) and "." not in word

    def _has_degree(self, at: int) -> bool:
        """Return True for the first of two words before a degree: "Lalu Contoh, S.H.", "Gembira Contoh SE"."""
        frame, end = self.frame, at + 2
        if end >= len(frame.words) or not frame.capital(at + 1):
            return False
        end += end + 1 < len(frame.words) and frame.words[end] == ","
        return self.is_degree(end)

    def is_short(self, at: int) -> bool:
        """Return True for an initial with its point, and for "Moh.", "Br." before another word of the name."""
        frame, point = self.frame, at + 1
        if point >= len(frame.words) or frame.words[point] != "." or frame.starts[point] != frame.ends[at]:
            return False
        if len(frame.words[at]) == 1:
            return True
        listed = frame.capital(at) and is_short_name(frame.words[at])
        return listed and point + 1 < len(frame.words) and frame.capital(point + 1) and self.name_word(point + 1)

    def begins_pair(self, at: int) -> bool:
        """Return True for "Anak" of the Balinese names with Anak Agung."""
        frame = self.frame
        return frame.lows[at] == "anak" and frame.capital(at) and frame.words[at + 1 : at + 2] == ["Agung"]

    def name_end(self, at: int, limit: int) -> int:
        """Return the token behind the person's name that begins here; `at` itself if none does."""
        frame, end = self.frame, at
        if (
            at >= limit
            or not (self.name_word(at) or self.is_month_name(at, limit))
            or (frame.lows[at] in self.places and frame.lows[at] not in self.evidence)
        ):
            return at
        while end < limit and end - at < MOST_NAME:
            if self.name_word(end) or end == at or self.is_last_name(end, limit):
                end += 1
                if self.is_short(end - 1) and (end + 1 < limit or len(frame.words[end - 1]) == 1):
                    end += 1  # an initial
                continue
            behind = end + 1
            while behind < limit and frame.kinds[behind] & PARTICLE and not frame.capital(behind):
                behind += 1  # van den Berg
            particle = frame.kinds[end] & PARTICLE and end > at and behind < limit and self.name_word(behind)
            if not particle or frame.lows[end] == "di":
                break
            end = behind
        if end < limit and frame.capital(end) and frame.kinds[end] & ALSO:
            return at  # the run goes on as an office
        initials = frame.words[at].isupper() and frame.lows[at] in self.evidence
        return end if initials or sum(map(len, frame.words[at:end])) > 2 else at

    def is_last_name(self, at: int, limit: int) -> bool:
        """Return True for "Maria Contoh Hakim", and for the month in "Ng Mei Lan"."""
        frame, low = self.frame, self.frame.lows[at]
        if low in self.phrases["family_names"]:
            return frame.capital(at) and (at + 1 >= limit or not frame.capital(at + 1) or self.is_degree(at + 1))
        ends = at + 1 >= limit or frame.words[at + 1] in (",", ".", "(") or frame.lows[at + 1] in self.active
        last = ends and low in self.phrases["months_in_names"] and frame.capital(at)  # Lie Siau Mei
        return last or self.is_month_name(at, limit)

    def is_month_name(self, at: int, limit: int) -> bool:
        """Return True for the month in "Ng Mei Lan" and "Pak Mei Lan"."""
        frame = self.frame
        if frame.lows[at] not in self.phrases["months_in_names"] or not at or at + 1 >= limit or not frame.capital(at):
            return False
        behind = frame.capital(at - 1) or frame.lows[at - 1] in speech_words().roots
        return behind and frame.capital(at + 1) and self.name_word(at + 1)

    def is_degree(self, at: int) -> bool:
        """Return True for degrees behind a name without a comma: "SE MM"."""
        word = self.frame.words[at]
        if word[1:].islower():
            return False
        return (
            (bool(self.frame.kinds[at] & DEGREE) and word[:2].isupper())
            or ("." in word[:-1] and word[0].isupper())
            or MIXED_DEGREE.fullmatch(word) is not None
        )

    def degrees(self, at: int, limit: int) -> int:
        """Return the token behind the degrees that follow a name: ", S.H., M.Si.", " SE, MM"."""
        frame = self.frame
        while at < limit and frame.capitals[at] and (self.is_degree(at) or self._is_fellow(at, limit, LONGEST_DEGREE)):
            at += 1
        while at + 1 < limit and frame.lows[at] == ",":
            word = frame.words[at + 1]
            if not frame.capitals[at + 1] and not frame.kinds[at + 1] & DEGREE:
                break
            if not (
                frame.kinds[at + 1] & DEGREE
                or (self._is_fellow(at + 1, limit) and frame.words[at + 2 : at + 3] == [","])
                or ("." in word and word[0].isupper() and len(word) < 12 and not word.endswith(("com", "id")))
            ):
                break
            at += 2
            if at + 1 < limit and frame.words[at] == "-" and frame.starts[at] == frame.ends[at - 1]:
                at += 2  # Sp.PD-KEMD
            if at + 1 < limit and frame.lows[at] == "," and self._is_fellow(at + 1, limit):
                at += 2
            if at < limit and frame.words[at] == "." and at + 1 < limit and frame.lows[at + 1] == ",":
                at += 1
        return at

    def _is_fellow(self, at: int, limit: int, longest: int = LONGEST_BRACKET) -> bool:
        """Return True for capitals behind a degree that end there or before small letters: ", Sp.PD, FINASIM"."""
        frame, word = self.frame, self.frame.words[at]
        if not word.isupper() or not word.isalpha() or not 1 < len(word) < longest:
            return False
        ends = at + 1 >= limit or frame.words[at + 1] in (",", ".", "\n") or frame.words[at + 1][0].islower()
        known = frame.kinds[at] & (OFFICE_WORD | CALENDAR) or frame.lows[at] in self.phrases["nationwide"]
        return ends and not known

    def behind_comma(self, at: int, limit: int) -> tuple[int, int] | None:
        """Return the name behind the comma at this token, if it ends there: ", Maria Contoh,", ", Maria mengatakan"."""
        frame = self.frame
        if at + 1 >= limit or frame.lows[at] != ",":
            return None
        begin = self.titles(at + 1, limit)
        end = self.name_end(begin, limit)
        if end == begin:
            return None
        after = self.bracket(self.degrees(end, limit), limit)
        if after >= limit or frame.lows[after] in (",", ".", ":", QUOTE, "!", "?", "dan", "yang", "\n"):
            return begin, end
        return (begin, end) if frame.words[after][0].islower() else None

    def bracket(self, at: int, limit: int) -> int:
        """Return the token behind the bracket that opens here; `at` itself without one."""
        if at < limit and self.frame.lows[at] == "(":
            for end in range(at + 1, min(at + LONGEST_BRACKET, limit)):
                if self.frame.lows[end] == ")":
                    return end + 1
        return at
