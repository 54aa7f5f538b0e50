"""Roles in a frame (`RoleReader`): the words of an office or a kind of people, and the name at their end."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from corpus.quotes.name_begins import NameBegins
from corpus.quotes.person_signs import list_end
from corpus.quotes.quote_words import (
    ALSO,
    BODY,
    CALENDAR,
    FIRST,
    HUMAN,
    NAME_TITLE,
    PARTICLE,
    PLACE,
    POST,
    is_dictionary_word,
    not_people,
    word_kinds,
)

LONGEST_RELATIVE = 20  # tokens of "yang ... ini"
MOST_WORDS = 30  # of a role
VERB = re.compile(
    r"(?:me(?:m[bpf]|n[cdjtsy]|ng|ny|[lrwymn])|di[^aeiou]?[a-z]{4}|ber[a-z]{3}|ter[bcdgjklmnpst][a-z]{3})[a-z-]+"
)
_AGENT = re.compile(r"pe[a-z]{4,}")


@lru_cache(maxsize=20_000)
def _heads_role(low: str) -> bool:
    """Return True for a word for a person or an office in small letters."""
    bare = low.removesuffix("nya")
    return bool(word_kinds().get(low, 0) & (POST | HUMAN) or word_kinds().get(bare, 0) & HUMAN) or _is_agent(bare)


def _is_agent(bare: str) -> bool:
    """Return True for a word for a person that begins with pe-: perajin, peternak."""
    return bool(_AGENT.fullmatch(bare)) and not bare.endswith("an") and bare not in not_people()


class RoleReader(NameBegins):
    """Reads roles, with or without a name."""

    def heads_role(self, at: int) -> bool:
        """Return True if the token is a word for a person or an office: kepala, warga, perajin."""
        low = self.frame.lows[at]
        if not self.frame.capitals[at]:
            return _heads_role(low)
        kind = self.frame.kinds[at]
        if kind & (POST | HUMAN):
            return not kind & ALSO and not self.begins_pair(at)
        if at in self.initial and low.endswith("nya") and word_kinds().get(low[:-3], 0) & (POST | HUMAN):
            return True
        return at in self.initial and _is_agent(low.removesuffix("nya")) and is_dictionary_word(low)

    def extent(self, first: int, limit: int) -> tuple[int, bool]:
        """Return the token behind a role and the capitalised words with it, and whether "itu" ends it."""
        frame, at = self.frame, first
        last = min(limit, first + MOST_WORDS)
        while at < last:
            low, word = frame.lows[at], frame.words[at]
            if low == "(":
                closed = self.bracket(at, limit)
                if closed == at:
                    break
                at = closed
                continue
            if low in ("/", "&", "-", "–") and at + 1 < last and frame.capital(at + 1):
                at += 1
                continue
            if low == "," and at > first and (listed := list_end(frame, at, last)) > at:
                at = listed
                continue
            if not (word[0].isalnum()):
                break
            if word[0].isdigit():
                at += 1
                continue
            if frame.kinds[at] & CALENDAR and frame.capital(at) and not self.is_last_name(at, last):
                break
            if (
                at > first
                and frame.kinds[at] & NAME_TITLE
                and not frame.kinds[at] & (BODY | POST)
                and (after := self.titles(at, limit)) > at
                and self.name_end(after, limit) > after
                and not (low == "jenderal" and frame.lows[at - 1] in self.phrases["before_general"])
            ):
                break
            if frame.capital(at):
                at += 1
                if (
                    at < last
                    and frame.words[at] == "."
                    and len(word) <= 3
                    and frame.starts[at] == frame.ends[at - 1]
                    and at + 1 < last
                    and frame.capital(at + 1)
                    and (len(word) == 1 or frame.kinds[at - 1] or self.is_short(at - 1))
                ):
                    at += 1
                continue
            if low in self.phrases["pointing"]:
                return at + 1, True
            if low in self.phrases["connectors"] and at > first:
                after = at + 1
                if (
                    after >= last
                    or frame.lows[after] in self.phrases["stops"]
                    or not frame.words[after][0].isalpha()
                    or (frame.kinds[after] & CALENDAR)
                    or (low in ("dan", "serta") and self.heads_role(after) and self._ends_name(first, at))
                ):
                    break
                if (
                    low in ("di", "pada", "untuk", "dari")
                    and frame.kinds[first] & POST
                    and not (frame.capital(after) and frame.kinds[after] & BODY and low != "di")
                    and low != "untuk"
                    and not (low == "di" and self._is_seat_abroad(after, last))
                ):
                    break
                at += 1
                continue
            if (
                low in self.phrases["stops"]
                or low in self.active
                or (
                    at > first
                    and VERB.fullmatch(low)
                    and low not in self.phrases["traits"]
                    and not frame.kinds[at] & (HUMAN | POST | BODY)
                )
            ):
                break
            if (frame.kinds[at] & PARTICLE and low not in ("di",)) or word[0].islower():
                at += 1
                continue
            break
        while at > first + 1 and (frame.lows[at - 1] in self.phrases["connectors"]):
            at -= 1
        return at, False

    def _is_seat_abroad(self, at: int, last: int) -> bool:
        """Return True for known places that a name follows: "Konsul Jenderal RI di Hong Kong Maria Contoh"."""
        frame, end = self.frame, at
        while end < last and frame.capital(end) and frame.kinds[end] & PLACE:
            end += 1
        return at < end < last and (self.titles(end, last) > end or self.name_end(end, last) > end)

    def pointing_end(self, at: int, limit: int) -> int:
        """Return the token behind "perusahaan itu" and "lembaga swadaya tersebut"; else `at`."""
        for end in range(at + 1, min(at + 4, limit)):
            if self.frame.lows[end] in self.phrases["pointing"]:
                return end + 1
            if not self.frame.words[end][0].islower() or self.frame.lows[end] in self.phrases["stops"]:
                break
        return at

    def relative(self, at: int, limit: int) -> int:
        """Return the token behind "yang akrab disapa Dani ini", which points at somebody; else `at`."""
        for end in range(at + 1, min(at + LONGEST_RELATIVE, limit)):
            if self.frame.lows[end] in self.phrases["pointing"]:
                return end + 1
            if not self.frame.words[end][0].isalnum() and self.frame.lows[end] not in ("(", ")"):
                break
        return at

    def relative_comma(self, at: int, limit: int) -> int | None:
        """Return the comma behind "yang pertama menolong", where no verb of speaking stands in it."""
        frame = self.frame
        for end in range(at + 1, min(at + LONGEST_RELATIVE, limit)):
            if frame.words[end] == ",":
                return end
            if not frame.words[end][0].isalnum() or frame.lows[end] in self.active:
                break
        return None

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

    def _ends_name(self, first: int, at: int) -> bool:
        """Return True if a person's name ends before this token: a word that the article shows, or two unknown ones."""
        if at - 1 <= first or not self.name_word(at - 1) or self.frame.kinds[at - 1] & ALSO:
            return False
        return self.is_sign(at - 1) or (
            at - 2 > first and self.name_word(at - 2) and not self.frame.kinds[at - 2] & ALSO
        )

    def is_verb(self, at: int) -> bool:
        """Return True if the token has the form of a verb: meminta, berangkat, ditahan."""
        return bool(VERB.fullmatch(self.frame.lows[at])) and not self.frame.kinds[at] & (HUMAN | POST | BODY)

    def apposition(
        self, at: int, limit: int, words: Collection[str] = (), *, open_end: bool = False
    ) -> tuple[int, int] | None:
        """Return the tokens of the role behind a name: ", Kepala Balai Contoh,", "selaku ...", "yang juga ...".

        `words` are the name's: "Mince Contoh, pemilik usaha Abon Mince" is one person. `open_end`: "yang" may follow.
        """
        frame = self.frame
        if at + 1 >= limit:
            return None
        begin = at
        if frame.lows[begin] == ",":
            begin += 1
        if begin < limit and frame.lows[begin] in self.phrases["as"]:
            begin += 1
        elif begin + 1 < limit and frame.lows[begin] == "yang" and frame.lows[begin + 1] in self.phrases["who_is"]:
            begin += 1
            while begin < limit and frame.lows[begin] in self.phrases["who_is"]:
                begin += 1
        elif begin == at and not (at < limit and at and frame.lows[at - 1] == ")" and frame.words[at][0].islower()):
            return None
        bare = begin > at and frame.lows[begin - 1] == ","
        if begin >= limit or not (self.heads_role(begin) or frame.lows[begin] in ("seorang", "salah")):
            return None
        end, _ = self.extent(begin, limit)
        named = self.own_name(begin, end)
        own_firm = named and any(low in words for low in frame.lows[slice(*named)])
        if (
            named
            and not own_firm
            and any(frame.lows[one] in self.evidence or frame.kinds[one] & FIRST for one in range(*named))
        ):
            return None  # a list of people: the next one's role and name
        if self.titles(end, limit) > end or (
            bare and not (self._ends_phrase(end, limit) or (open_end and frame.lows[end] == "yang"))
        ):
            return None
        return (begin, end) if end > begin else None

    def _ends_phrase(self, at: int, limit: int) -> bool:
        """Return True if no clause goes on at this token: a mark, an adverbial or a day."""
        frame = self.frame
        if at >= limit or not frame.words[at][0].isalnum():
            return True
        return frame.lows[at] in self.around["adverbials"] or bool(frame.kinds[at] & CALENDAR)
