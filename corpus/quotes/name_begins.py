"""Where a person's name begins behind an office and its place (`NameBegins`): "Kepala BP3MI Contoh Maria Fernandes"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus.quotes.frames import Frame
from corpus.quotes.name_reader import INITIALS, NameReader
from corpus.quotes.person_signs import is_name_of_two, places_of_two
from corpus.quotes.quote_words import (
    ALSO,
    BEFORE_PLACE,
    BODY,
    DEGREE,
    DIRECTION,
    FIRST,
    HUMAN,
    NAME_TITLE,
    OPEN,
    PARTICLE,
    PLACE,
    POST,
    is_dictionary_word,
    places_of_words,
)

MOST_PLACES = 20  # where a word is looked up


class NameBegins(NameReader):
    """Reads the name in a role's words."""

    def __init__(
        self, frame: Frame, evidence: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(frame, evidence, places)
        self._pairs = places_of_two(frame)

    def own_name(self, first: int, end: int) -> tuple[int, int] | None:
        """Return the name at the end of a role's words: behind the last word of an office, and the place it needs."""
        frame = self.frame
        while end > first + 2 and frame.kinds[end - 1] & DEGREE and frame.words[end - 1][:2].isupper():
            end -= 1  # Maria Contoh SE MM
        begin = end - int(end - 1 > first + 1 and frame.lows[end - 1] in self.phrases["family_names"])
        while begin > first:
            low = frame.lows[begin - 1]
            initial = frame.words[begin - 1] == "." and begin - 2 >= first and self.is_short(begin - 2)
            if initial:
                begin -= 2
                continue
            particle = (
                frame.kinds[begin - 1] & PARTICLE and low != "di" and begin < end and not frame.capital(begin - 1)
            )
            named = self.name_word(begin - 1) or (begin < end and self.is_month_name(begin - 1, end))
            if not particle and (not named or (low in self.places and low not in self.evidence)):
                break
            begin -= 1
        while begin < end and not frame.capital(begin):
            begin += 1
        if begin >= end or begin == first:
            return None
        if (opener := self._opener(begin, end)) is not None:
            return opener, end
        if frame.lows[begin - 1] in self.phrases["place_openers"] and end - begin > 1 and not self.is_sign(begin):
            return begin + 1, end  # Camat Muara Contoh Maria Fernandes
        begin = self.behind_country(begin, end)
        if begin >= end:
            return None
        if frame.lows[begin] in self.phrases["place_openers"] and not self.is_sign(begin):
            begin += 1 if end - begin > 1 and self.is_sign(begin + 1) else 2
            return (begin, end) if begin < end else None
        if self.is_short(begin) or INITIALS.fullmatch(frame.words[begin]):
            return begin, end
        before = frame.kinds[begin - 1]
        small = not frame.capital(begin - 1) and end - begin > 1 and frame.lows[begin] not in self.places
        if small and before & BEFORE_PLACE and not frame.kinds[begin] & PLACE:
            return begin, end  # sekretaris desa Maria Contoh
        if (
            frame.lows[begin - 1] == "desa"
            and frame.lows[begin - 2] in self.phrases["of_villages"]
            and begin - 2 >= first
        ):
            return begin, end
        if frame.kinds[begin] & ALSO and frame.lows[begin - 1] in self.phrases["before_also"]:
            begin += 1
        elif before & BEFORE_PLACE or frame.lows[begin - 1] in self.phrases["before_origin"]:
            origin = frame.lows[begin - 1] in self.phrases["before_origin"]
            if origin or not (self.is_sign(begin) or (end - begin > 1 and is_name_of_two(self.frame, begin))):
                begin += 1
                while begin < end and frame.kinds[begin] & DIRECTION and frame.lows[begin] not in self.evidence:
                    begin += 1
        elif frame.lows[begin - 1] in self.phrases["people_of"] and end - begin != 2 and not self.is_sign(begin):
            begin += 1
        elif self._is_open(first, begin) or (before & BODY and end - begin > 4 and frame.capital(begin - 1)):
            signs = [at for at in range(begin, end) if self.is_sign(at)]
            if not signs:
                return None
            pair = end - begin == 3 and signs[0] == end - 1  # Universitas Contohan Maria Fernandes
            begin = begin + 1 if pair else self._with_initial(signs[0], begin)
        elif (
            not frame.capital(begin - 1)
            and not before & (HUMAN | POST)
            and frame.lows[begin - 1] in self.phrases["connectors"]
        ):
            return None
        if self._is_of_another(first, begin):
            return None
        if frame.lows[begin - 1] in self.phrases["of_another"] and not frame.kinds[begin - 1] & ALSO:
            return None
        if begin >= end:
            return None
        start = self._without_words(self.behind_unknown_place(begin, end), end)
        return self._with_initial(start, begin), end

    def _is_of_another(self, first: int, name: int) -> bool:
        """Return True if a name belongs to the office behind a relation: "istri Bupati", "kuasa hukum terdakwa"."""
        frame, lows = self.frame, self.frame.lows
        while first < name and lows[first] in ("eks", "mantan", "salah", "satu", "seorang"):
            first += 1
        if lows[first] not in self.phrases["relations"] or (
            lows[first] in ("kuasa", "penasihat") and lows[first + 1] != "hukum"
        ):
            return False
        return any(frame.kinds[at] & (POST | HUMAN) and lows[at] != "korban" for at in range(first + 1, name))

    def _opener(self, begin: int, end: int) -> int | None:
        """Return where a name begins that only begins so: "I Wayan", "Ni Luh", "Ida Bagus", "A.A."."""
        frame, openers = self.frame, self.phrases["balinese"]
        for at in range(begin, end - 1):
            pair = frame.lows[at] in ("i", "ni", "ida") and frame.lows[at + 1] in openers
            if (pair and frame.capital(at)) or INITIALS.fullmatch(frame.words[at]):
                return at
        return None

    def _with_initial(self, begin: int, first: int) -> int:
        """Return where a name begins with the initials before it: "PT Contoh Jaya A. Maria"."""
        while begin - 2 >= first and self.frame.words[begin - 1] == "." and self.is_short(begin - 2):
            begin -= 2
        return begin

    def behind_unknown_place(self, begin: int, end: int) -> int:
        """Return where a name begins behind a place that no list knows: "Ketua KONI Contohan Maria Fernandes".

        Behind a body's word, where the article calls the person by a later word, and never by the first. The place is
        one word if the article knows it elsewhere, and the name only the person's last word.
        """
        frame = self.frame
        listed = frame.lows[begin] in self.evidence or frame.kinds[begin] & FIRST
        body = begin - 1 - frame.words[begin - 1].isdigit()  # SMK Negeri 2
        if (
            listed
            or not (frame.kinds[body] & BODY or self.acronym(body))
            or frame.lows[body] in self.phrases["nationwide"]
        ):
            return begin
        sign = next((at for at in range(begin, end) if self.is_sign(at) and frame.capital(at)), None)
        if sign is None:
            return begin + 1 if end - begin > 2 and self._is_seat(begin) else begin
        if end - sign > 1:
            return sign
        return begin + 1 if self._stands_elsewhere(begin) else begin

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

    def is_sign(self, at: int) -> bool:
        """Return True if the token shows that a person's name is there: by the article, or as a frequent first name."""
        return self.frame.lows[at] in self.evidence or bool(self.frame.kinds[at] & FIRST)

    def _is_open(self, first: int, begin: int) -> bool:
        """Return True if a firm's or group's name of unknown length may go on at this token."""
        frame, at = self.frame, begin - 1
        while at > first and frame.capital(at) and not frame.kinds[at] & (BODY | POST):
            at -= 1
        return bool(frame.kinds[at] & OPEN)

    def _without_words(self, begin: int, end: int) -> int:
        """Return where a name of three words and more begins behind words of the dictionary: Reformasi Birokrasi."""
        if end - begin > 2 and not self.is_sign(begin) and is_dictionary_word(self.frame.lows[begin]):
            for at in range(begin + 1, end - 1):
                if self.frame.lows[at] in self.evidence:
                    return at
        for at in range(begin, end - 1):
            if self.is_sign(at) or not is_dictionary_word(self.frame.lows[at]):
                return at
        return begin
