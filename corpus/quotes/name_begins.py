"""Where a person's name begins behind an office and its place (`NameBegins`): "Kepala BP3MI Contoh Maria Fernandes"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.quotes.name_reader import INITIALS, NameReader
from corpus.quotes.person_signs import PLACE_BEFORE, is_name_of_two, places_of_two
from corpus.quotes.quote_words import (
    ALSO,
    BEFORE_PLACE,
    BODY,
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
from corpus.quotes.speech_frames import Frame
from corpus.vocabulary.stemming import roots

MOST_PLACES = 20  # where a word is looked up


class NameBegins(NameReader):
    """Reads the name in a role's words."""

    def __init__(
        self, frame: Frame, evidence: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(frame, evidence, places)
        self._pairs = places_of_two(frame)
        self._positions: dict[str, list[int]] | None = None

    def own_name(self, first: int, end: int) -> tuple[int, int] | None:
        """Return the name at the end of a role's words: behind the last word of an office, and the place it needs."""
        frame = self.frame
        while end > first + 2 and self.is_degree(end - 1):
            end -= 1  # Maria Contoh SE MM
        last = self.phrases["family_names"] | self.phrases["months_in_names"]
        begin = end - int(end - 1 > first + 1 and frame.lows[end - 1] in last and self.name_word(end - 2))
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
        if frame.lows[begin - 1] in self.phrases["place_openers"] and not self.is_sign(begin):
            return (begin + 1, end) if end - begin > 1 else None  # Camat Muara Contoh Maria Fernandes
        begin = self.behind_country(begin, end)
        if begin >= end:
            return None
        if not self.is_sign(begin) and (length := self._place_length(begin, end)):
            return self._with_initial(begin + length, begin + length), end
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
        elif (
            frame.lows[begin - 1] in self.phrases["people_of"]
            and end - begin != 2
            and not self.is_sign(begin)
            and (end - begin < 2 or frame.lows[first] not in ("salah", "seorang"))
        ):
            begin += 1
        elif (self._is_open(first, begin) and not before & (PLACE | DIRECTION)) or (
            before & BODY and end - begin > 4 and frame.capital(begin - 1)
        ):
            signs = [at for at in range(begin, end) if self.is_sign(at)]
            if not signs:
                return None
            pair = (
                end - begin == 3 and signs == [end - 1] and self._is_unknown(begin + 1)
            )  # Universitas Contohan Maria Fernandes
            called = [at for at in signs if frame.lows[at] in self.evidence and at < end - 1]
            sign = called[0] if called and frame.lows[signs[0]] in roots() else signs[0]  # Serikat Sinar Fajar Maria
            begin = begin + 1 if pair else self._with_initial(sign, begin)
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
        """Return where a name begins that only begins so: "I Wayan", "Ni Luh", "Anak Agung", "Wa Ode", "A.A."."""
        frame, openers = self.frame, self.phrases["balinese"]
        for at in range(begin, end - 1):
            pair = frame.lows[at] in ("i", "ni", "ida") and frame.lows[at + 1] in openers
            pair = pair or (frame.lows[at] in ("la", "wa") and frame.lows[at + 1] == "ode") or self.begins_pair(at)
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
        if not listed and self._heads_firm(begin - 1):
            called = (at for at in range(begin + 1, end - 1) if frame.lows[at] in self.evidence)
            return next(called, begin) if end - begin > 2 else begin  # aktivis Contohan Maria Fernandes
        numbered = frame.words[begin - 1].isdigit() and frame.lows[begin - 2] in self.phrases["numbered"]
        body = begin - 1 - numbered  # SMK Negeri 2
        if (
            listed
            or frame.kinds[body] & DIRECTION
            or not (frame.kinds[body] & BODY or self.acronym(body))
            or frame.lows[body] in self.phrases["nationwide"]
        ):
            return begin
        sign = next((at for at in range(begin, end) if self.is_sign(at) and frame.capital(at)), None)
        local = self._is_local(body) and end - begin > (frame.lows[body] not in self.phrases["of_one_place"]) + 1
        if sign is None:
            return begin + 1 if local or (end - begin > 2 and self._is_seat(begin)) else begin
        if end - sign > 1:
            return sign
        return begin + 1 if local or self._stands_elsewhere(begin) else begin

    def _is_unknown(self, at: int) -> bool:
        """Return True for a word with a capital that is in no dictionary."""
        return self.frame.capital(at) and not is_dictionary_word(self.frame.lows[at])

    def _is_local(self, body: int) -> bool:
        """Return True for the last word of a body that has its place behind it: DPRD, Pengadilan Negeri."""
        lows = self.frame.lows
        return lows[body] in self.phrases["local"] and lows[body - 1] not in ("dalam", "luar")

    def _place_length(self, begin: int, end: int) -> int:
        """Return how many words of a run are a place that the article has alone: "BPBD Contoh Ujung."

        Behind the head of a region two words, and a name of two are left: the head may be called by a short name.
        """
        frame, longest = self.frame, 0
        for at in self.word_positions(frame.words[begin]):
            if at in (0, begin) or not self._needs_place(at - 1):
                continue
            length = 1
            while begin + length < end and frame.words[at + length : at + length + 1] == [frame.words[begin + length]]:
                length += 1
            ends = at + length >= len(frame.words) or not frame.capital(at + length)
            fewest = 2 if frame.kinds[at - 1] & POST else 1
            if ends and length >= fewest and end - begin - length >= fewest:
                longest = max(longest, length)
        return 0 if any(self.is_sign(at) for at in range(begin, begin + longest)) else longest

    def _needs_place(self, at: int) -> bool:
        """Return True for a word that a place follows: di, Kabupaten, BPBD, Bupati."""
        kind = self.frame.kinds[at]
        if (
            self.frame.lows[at] in PLACE_BEFORE
            or kind & BEFORE_PLACE
            or self.frame.lows[at] in self.phrases["people_of"]
        ):
            return True
        return self.frame.capital(at) and bool(kind & BODY) and not kind & POST

    def _heads_firm(self, at: int) -> bool:
        """Return True for a word that the name of a firm or group follows without a word for it: direktur, aktivis."""
        kind = self.frame.kinds[at]
        if kind & (BODY | BEFORE_PLACE):
            return False
        return bool(kind & POST) or self.frame.lows[at] in self.phrases["of_groups"]

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

    def word_positions(self, word: str) -> Sequence[int]:
        """Return where a word with a capital stands, not at the text's end; no more than `MOST_PLACES`."""
        if self._positions is None:
            self._positions = {}
            for at in range(len(self.frame.words) - 1):
                if self.frame.capitals[at]:
                    several = self._positions.setdefault(self.frame.words[at], [])
                    if len(several) < MOST_PLACES:
                        several.append(at)
        return self._positions.get(word, ())

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
        frame = self.frame
        if frame.lows[at] in self.evidence or frame.kinds[at] & FIRST:
            return True
        following = frame.lows[at + 1 : at + 2]
        return bool(following) and following[0] in self.phrases["clan_marks"] and not frame.capital(at + 1)

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
