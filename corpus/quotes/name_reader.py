"""Names, titles and degrees in a frame (`NameReader`): where a person's name begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.quotes.frames import QUOTE, Frame, initial_words
from corpus.quotes.person_signs import places_of_two
from corpus.quotes.quote_words import (
    ALSO,
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
    places_of_words,
    speech_words,
)

MOST_NAME = 7  # words of a name
LONGEST_BRACKET = 10  # tokens
MOST_PLACES = 20  # where a word is looked up
_VOWEL = re.compile(r"[aeiouAEIOU]")
INITIALS = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]\.")
_DEGREE = re.compile(r"[a-z][A-Z]{2}|[a-z][A-Z]$")  # SpPD


class NameReader:
    """Reads names; `evidence` are words that stand for a person in the article, `places` for a place."""

    def __init__(
        self, frame: Frame, evidence: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> None:
        self.frame = frame
        self.evidence = evidence
        self._pairs = places_of_two(frame)
        self.places = places
        self.around = speech_words().around
        self.active = speech_words().active
        self.phrases = phrase_words()
        self._never = function_words()
        self.initial = initial_words(frame)
        self._ordinary = dict[str, bool]()
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
        while end < limit and frame.kinds[end] & NAME_TITLE:
            following = end + 1
            while (
                following < limit
                and frame.lows[following] in (".", "(", ")")
                and following < end + 3
                and frame.kinds[min(following + 1, limit - 1)] & NAME_TITLE
            ) or (following < limit and frame.words[following] == "." and frame.starts[following] == frame.ends[end]):
                following += 1
            if following < limit and frame.words[following] == ")" and frame.lows[following - 1] == "purn":
                following += 1  # Laksamana (Purn) Contoh
            if following < limit and frame.words[following] in "'’" and frame.starts[following] == frame.ends[end]:
                following += 1  # Dato' Contoh
            if following >= limit or not (frame.capital(following) or frame.kinds[following] & NAME_TITLE):
                break
            end = following
        if end > at and end < limit and frame.capital(end):
            return end
        return at

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
        if _DEGREE.search(word):
            return False
        if self.begins_pair(at) or (at and self.begins_pair(at - 1)):
            return True
        if low in self._never and (at in self.initial or not kind & FIRST):
            return False
        if at in self.initial and self.is_ordinary(low):
            return False
        if low in self.evidence and not kind & (POST | CALENDAR):
            return True
        if kind & (OFFICE_WORD | CALENDAR | HUMAN | OPEN) and not kind & ALSO and not kind & FIRST:
            return False
        return not self.acronym(at) and not any(map(str.isdigit, word)) and "." not in word

    def is_short(self, at: int) -> bool:
        """Return True for an initial with its point, and for "Moh.", "Br." before another word of the name."""
        frame, point = self.frame, at + 1
        if point >= len(frame.words) or frame.words[point] != "." or frame.starts[point] != frame.ends[at]:
            return False
        if len(frame.words[at]) == 1:
            return True
        listed = frame.lows[at] in self.phrases["short_names"] and frame.capital(at)
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
            or not self.name_word(at)
            or (frame.lows[at] in self.places and frame.lows[at] not in self.evidence)
        ):
            return at
        while end < limit and end - at < MOST_NAME:
            if self.name_word(end):
                end += 1
                if self.is_short(end - 1) and (end + 1 < limit or len(frame.words[end - 1]) == 1):
                    end += 1  # an initial
                continue
            particle = frame.kinds[end] & PARTICLE and end > at and end + 1 < limit and self.name_word(end + 1)
            if not particle or frame.lows[end] == "di":
                break
            end += 1
        if end < limit and frame.capital(end) and frame.kinds[end] & ALSO:
            return at  # the run goes on as an office
        initials = frame.words[at].isupper() and frame.lows[at] in self.evidence
        return end if initials or sum(map(len, frame.words[at:end])) > 2 else at

    def behind_unknown_place(self, begin: int, end: int) -> int:
        """Return where a name begins behind a place that no list knows: "Ketua KONI Contohan Maria Fernandes".

        Behind a body's word, where the article calls the person by a later word, and never by the first.
        """
        frame = self.frame
        listed = frame.lows[begin] in self.evidence or frame.kinds[begin] & FIRST
        if listed or not (frame.kinds[begin - 1] & BODY or self.acronym(begin - 1)):
            return begin
        for at in range(begin + 1, end):
            if frame.lows[at] in self.evidence and frame.capital(at):
                return at if end - at > 1 or self._stands_elsewhere(begin) else begin
        return begin + 1 if end - begin > 2 and self._is_seat(begin) else begin

    def _is_seat(self, at: int) -> bool:
        """Return True if the word stands behind a body's word elsewhere too, and ends there: "KONI Contohan menang"."""
        frame = self.frame
        return any(
            one not in (0, at)
            and frame.capital(one - 1)
            and not frame.kinds[one - 1] & (POST | HUMAN | NAME_TITLE | FIRST)
            and frame.lows[one - 1] not in self.evidence
            and not frame.capital(one + 1)
            for one in self.word_positions(frame.words[at])
        )

    def _stands_elsewhere(self, at: int) -> bool:
        """Return True if the article has this word with another word behind it too."""
        frame = self.frame
        following = Counter(frame.words[one + 1 : one + 2][0] for one in self.word_positions(frame.words[at]))
        return following[frame.words[at + 1]] < following.total()

    def word_positions(self, word: str) -> Iterator[int]:
        """Yield where a word stands, not at the text's end."""
        at, words = -1, self.frame.words
        for _ in range(MOST_PLACES):
            try:
                at = words.index(word, at + 1, len(words) - 1)
            except ValueError:
                return
            yield at

    def behind_country(self, at: int, end: int) -> int:
        """Return the token behind a country, a place of several words or the "Raya" of one: a name begins."""
        frame = self.frame
        signs = self.evidence
        for first, last in ((at, at + 3), (at, at + 2), (at - 1, at + 1)):
            words = " ".join(frame.lows[first:last]) if last <= end else ""
            if words in places_of_words() or words in self._pairs:
                return last
        while at < end and frame.kinds[at] & DIRECTION and frame.kinds[at - 1] & PLACE and frame.lows[at] not in signs:
            at += 1
        while at < end and frame.lows[at] in self.phrases["countries"]:
            at += 1
        return at

    def degrees(self, at: int, limit: int) -> int:
        """Return the token behind the degrees that follow a name: ", S.H., M.Si.", " SE, MM"."""
        frame = self.frame
        if at < limit and frame.kinds[at] & DEGREE and frame.words[at][:2].isupper():
            at += 1
        while at + 1 < limit and frame.lows[at] == ",":
            word = frame.words[at + 1]
            if not (
                frame.kinds[at + 1] & DEGREE
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

    def _is_fellow(self, at: int, limit: int) -> bool:
        """Return True for capitals behind a degree that end there or before small letters: ", Sp.PD, FINASIM"."""
        frame, word = self.frame, self.frame.words[at]
        ends = at + 1 >= limit or frame.words[at + 1] in (",", ".", "\n") or frame.words[at + 1][0].islower()
        return ends and word.isalpha() and word.isupper() and len(word) > 2 and not frame.kinds[at] & OFFICE_WORD

    def called(self, at: int, limit: int) -> tuple[int, int] | None:
        """Return the name in "yang belakangan diketahui bernama Maria"."""
        for word in range(at, min(at + 6, limit)):
            if self.frame.lows[word] == "bernama":
                end = self.name_end(word + 1, limit)
                return (word + 1, end) if end > word + 1 else None
        return None

    def behind_place(self, at: int, limit: int) -> int:
        """Return the token behind "di Mataram" that follows an office, where a comma stands there; else `at`."""
        frame = self.frame
        if at + 2 < limit and frame.lows[at] == "di" and frame.capital(at + 1):
            end = at + 1
            while end < min(at + 5, limit) and frame.capital(end):
                end += 1
            if end < limit and frame.lows[end] == ",":
                return end
        return at

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
