"""Runs of words that may be a person's name (`NameRuns`), and where an article introduces one (`Introduction`)."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.people_named.cut_text import CutText, Gap, WordSort
from corpus.people_named.known_names import KnownNames
from corpus.people_named.known_spots import KnownSpots, is_of_a_thing
from corpus.people_named.role_words import RoleWords, is_name_word, may_end_name, role_words

LONGEST_NAME = 6  # words
NO_LETTERS = frozenset({"RI", "AS", "UU", "RT", "RW", "PT", "CV", "KM", "NU", "TV", "UN", "UK", "IX", "II", "VI"})
SHORTEST_NAME = 3  # letters of a name of one word
FOREIGN_ENDINGS = ("ment", "ing", "tion", "ship", "ness", "ance", "ence", "ics", "ity", "ers", "ional")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person's name at words `first` to `last`, introduced by `rule`, with the role at its words, if it has one."""

    first: int
    last: int
    rule: str
    role_first: int | None = None
    role_last: int | None = None


class NameRuns:
    """The words of a text, asked for names: which words belong together, and whether they are surely a name."""

    def __init__(self, words: CutText, spots: KnownSpots, known: KnownNames) -> None:
        self.words, self.spots, self.known = words, spots, known
        self.lists: RoleWords = role_words()

    def run_from(self, n: int) -> tuple[int, int] | None:
        """Return first and last word of the run of words of a name that begins at word n; None if it is no name."""
        words = self.words
        if not self.spots.is_free_name(n):
            return None
        last = n
        while last + 1 < len(words) and last - n < LONGEST_NAME:
            gap = words.gap(last)
            after = last + 1
            if gap is Gap.POINT or words.gaps[last] == ".":
                short = words.low[last] in self.lists.short_names or len(words.words[last]) == 1
                if not short or not self.spots.is_free_name(after):
                    break
            elif gap not in (Gap.SPACE, Gap.TIGHT):
                break
            elif (
                words.low[after] in self.lists.particles
                and after + 1 < len(words)
                and self.spots.is_free_name(after + 1)
            ):
                last = after
                continue
            elif (gap is Gap.SPACE and self._is_letters_of_name(after)) or (
                gap is Gap.SPACE and self._ends_as_name(after)
            ):
                return None if is_of_a_thing(words, n, after) else (n, after)
            elif not self.spots.is_free_name(after):
                if words.is_capital(after) and not self._may_follow(after):
                    return None
                break
            last = after
        if last - n >= LONGEST_NAME:
            return None
        if last == n and len(words.words[n]) < SHORTEST_NAME:
            return None
        return None if is_of_a_thing(words, n, last) else (n, last)

    def _is_letters_of_name(self, n: int) -> bool:
        """Return True for two letters that end a name: "Mahfud MD"; no degree, no land, no firm."""
        word = self.words.words[n]
        letters = len(word) == 2 and word.isupper() and self.words.sort(n) is WordSort.ACRONYM
        return letters and n not in self.spots.of_word and word not in NO_LETTERS and not self.words.is_capital(n + 1)

    def _ends_as_name(self, n: int) -> bool:
        """Return True for a word of the language with a capital, where the sentence goes on small behind it."""
        if not self.words.is_capital(n) or n in self.spots.of_word or self.words.sort(n) is not WordSort.COMMON:
            return False
        behind = self.words.gap(n)
        goes_on = behind in (Gap.COMMA, Gap.OPEN) or (behind is Gap.SPACE and not self.words.is_capital(n + 1))
        return goes_on and may_end_name(self.words.low[n])

    def run_up_to(self, last: int) -> int | None:
        """Return the first word of the name of two or more words that ends with word `last`."""
        spot = self.spots.of_word.get(last)
        if spot is not None:
            return spot.first if spot.kind == "person" else None
        words, first = self.words, last
        if not self.spots.is_free_name(last):
            return None
        while first > 0 and last - first < LONGEST_NAME:
            before, gap = first - 1, words.gap(first - 1)
            if gap is Gap.POINT or words.gaps[before] == ".":
                if not (words.low[before] in self.lists.short_names or len(words.words[before]) == 1):
                    break
            elif gap not in (Gap.SPACE, Gap.TIGHT):
                break
            if words.low[before] in self.lists.particles and before > 0 and self.spots.is_free_name(before - 1):
                first = before
                continue
            if not self.spots.is_free_name(before):
                break
            first = before
        return first if 0 < last - first < LONGEST_NAME and not is_of_a_thing(words, first, last) else None

    def is_surely_name(self, first: int, last: int) -> bool:
        """Return True if a word of it is known as one of names, or the person speaks."""
        words = self.words
        if any(is_name_word(words.low[n]) or words.low[n] in self.known.by_word for n in range(first, last + 1)):
            return True
        if any(words.low[n].endswith(FOREIGN_ENDINGS) for n in range(first, last + 1)):
            return False
        if last + 1 < len(words) and words.gap(last) is Gap.SPACE and words.low[last + 1] in self.lists.behind_speaker:
            return True
        return words.gap(last) is Gap.OPEN and last + 1 < len(words) and words.words[last + 1].isdigit()  # an age

    def has_name_word(self, first: int, last: int) -> bool:
        """Return True if one of the words is known as one of persons' names."""
        low = self.words.low
        return any(is_name_word(low[n]) or low[n] in self.known.by_word for n in range(first, last + 1))

    def ends_name(self, last: int) -> bool:
        """Return True if what follows shows that a name of one word ends: a small word, a comma or a bracket."""
        gap = self.words.gap(last)
        return gap in (Gap.COMMA, Gap.OPEN) or (gap is Gap.SPACE and not self.words.is_capital(last + 1))

    def _may_follow(self, n: int) -> bool:
        """Return True for a word with a capital that may stand behind a name: a degree, a day."""
        return self.words.sort(n) is WordSort.DEGREE or self.words.low[n] in self.lists.calendar
