"""Where an article introduces a person (`introductions`): role and name, as "Kepala BP3MI NTT, Suratmi Hamida".

Rules, in this order. A name is one to six words with a capital that no list calls a common word, a place or a body.

- `role_before`: a role, what belongs to it, and the name. Between them stands a comma, a rank ("AKBP"), a place, a body
  or an acronym; without one of these, a word of the name must be known as one, or the person must speak.
- `role_behind`: a name of two or more words, a comma or "selaku", and a role that isn't followed by a name itself.
- `speaker`, `rank`, `address`: a name beside a word of speech, behind a rank, behind "Ibu". A known word of names
  must be in it.

What is not sure gives nobody. Not seen, and what happens: a place that no list has behind "Camat" or "Desa" hides the
name behind it, unless a known first name says where it begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.people_named.cut_text import CutText, Gap, WordSort
from corpus.people_named.known_names import KnownNames
from corpus.people_named.known_spots import KnownSpots
from corpus.people_named.name_runs import FOREIGN_ENDINGS, Introduction, NameRuns
from corpus.people_named.speech_introductions import by_speech

LONGEST_ROLE = 18  # words from a role's first to the name's first
LONGEST_BRACKET = 8  # words
SMALL_WORDS = 5  # words without a capital in a role that has none
MANY_DEGREES = 8  # words behind a name that may be degrees


def introductions(words: CutText, spots: KnownSpots, known: KnownNames) -> list[Introduction]:
    """Return every introduction of a text, in the order of the names; one for each place of a name."""
    runs = NameRuns(words, spots, known)
    finder = _Finder(runs)
    by_place: dict[int, Introduction] = {}
    for one in (*finder.by_role(), *finder.by_role_behind(), *by_speech(runs)):
        overlapping = any(n in by_place for n in range(one.first, one.last + 1))
        if not overlapping:
            by_place.update(dict.fromkeys(range(one.first, one.last + 1), one))
    return sorted(set(by_place.values()), key=lambda one: one.first)


class _Finder:
    def __init__(self, runs: NameRuns) -> None:
        self.runs, self.words, self.spots, self.lists = runs, runs.words, runs.spots, runs.lists
        words = runs.words
        heads, small_heads = self.lists.heads, self.lists.small_heads
        self.heads = [
            n for n, low in enumerate(words.low) if low in heads or (low in small_heads and words.words[n] == low)
        ]
        self.stopped = 0  # the word that ended the last role without a name
        self.owned: set[int] = set()  # heads whose role has a name behind it

    # ---- a role, then the name

    def by_role(self) -> Iterator[Introduction]:
        """Yield names behind roles; a head within the role of another is no role of its own."""
        behind = -1
        for head in self.heads:
            if head < behind or not self._is_head(head):
                continue
            one = self._behind_role(head)
            if one is not None:
                self.owned.add(head)
                behind = one.last + 1
                yield one
            elif self.words.is_capital(head):  # a role that begins within it ends where it ended, at the same word
                behind = min(self.stopped, head + LONGEST_ROLE // 2)

    def _is_head(self, n: int) -> bool:
        """Return True unless the word is of a name ("Lukman Hakim"), or of a body's."""
        if self.spots.kind(n) == "body" and self.spots.of_word[n].first != n:
            return False
        before = n - 1
        joined = before >= 0 and self.words.gap(before) in (Gap.SPACE, Gap.TIGHT)
        return not (joined and self.words.is_capital(n) and self.spots.is_free_name(before)
                    and not self.words.begins_sentence(before))  # fmt: skip

    def _behind_role(self, head: int) -> Introduction | None:
        words, lists = self.words, self.lists
        small_next = head + 1 < len(words) and words.gap(head) is Gap.SPACE and not words.is_capital(head + 1)
        capital = words.is_capital(head) and not (small_next and words.begins_sentence(head))
        n, small, ranked = head, 0, False
        comma = False
        while n + 1 < len(words) and n - head < LONGEST_ROLE:
            gap = words.gap(n)
            n += 1
            self.stopped = n
            if gap is Gap.OPEN:
                closed = self._behind_bracket(n)
                if closed is None:
                    return None
                n, gap = closed, words.gap(closed - 1)
                if n >= len(words):
                    return None
                comma = gap is Gap.CLOSE_COMMA
                if gap not in (Gap.CLOSE, Gap.CLOSE_COMMA):
                    return None
            elif gap is Gap.COMMA:
                comma = True
            elif gap is Gap.POINT:
                if not words.is_capital(n - 1) or not (
                    words.sort(n - 1) is WordSort.RANK or words.low[n - 1] in lists.short_roles
                ):
                    return None
            elif gap is Gap.STOP:
                return None
            elif gap is Gap.SLASH and words.low[n] in lists.heads:
                return None  # the second role has its own turn
            low = words.low[n]
            if not words.is_capital(n):
                if comma:
                    return None
                if words.words[n][:1].isdigit():
                    continue
                if low in lists.heads and words.low[n - 1] in ("dan", "sekaligus", "serta"):
                    return None
                if capital and (low in lists.inside or (low in lists.small_parts | lists.small_heads and small < 2)):
                    small += low not in lists.inside
                    continue
                small += 1
                if low in lists.not_inside or small > SMALL_WORDS or low in lists.before_speaker | lists.behind_speaker:
                    return None
                if capital or (len(low) > 4 and low.startswith("me") and low not in ("media", "menteri", "medis")):
                    return None
                continue
            sort = words.sort(n)
            if sort is WordSort.RANK or (sort is WordSort.ADDRESS and comma):
                ranked = True
                continue
            if ranked and sort is WordSort.ACRONYM:
                return None
            if (one := self._name_at(n, comma=comma, ranked=ranked, small=not capital)) is not None:
                role_last = self._role_last(head, one[0])
                return Introduction(one[0], one[1], "role_before", head, role_last)
            if comma or ranked:
                return None
            if low in lists.heads and words.low[n - 1] in ("dan", "sekaligus", "serta"):
                return None
            if not capital and sort is WordSort.NAME and n not in self.spots.of_word:
                return None
            while self.spots.is_free_name(n) and words.gap(n) is Gap.SPACE and self.spots.is_free_name(n + 1):
                n += 1  # no name begins within words that are none together
        return None

    def _role_last(self, head: int, name: int) -> int:
        """Return the last word of a role that ends before the name; ranks and forms of address are none of it."""
        last = name - 1
        while (
            last > head and self.words.is_capital(last) and self.words.sort(last) in (WordSort.RANK, WordSort.ADDRESS)
        ):
            last -= 1
        while last > head and self.words.low[last] in self.lists.inside and not self.words.is_capital(last):
            last -= 1
        return last

    def _behind_bracket(self, first: int) -> int | None:
        """Return the first word behind a bracket that begins with word `first`."""
        for n in range(first, min(first + LONGEST_BRACKET, len(self.words) - 1)):
            if self.words.gap(n) in (Gap.CLOSE, Gap.CLOSE_COMMA):
                return n + 1
        return None

    def _name_at(self, n: int, *, comma: bool, ranked: bool, small: bool) -> tuple[int, int] | None:
        """Return first and last word of the name that begins at word n behind a role, or behind a place of it."""
        words = self.words
        if (spot := self.spots.of_word.get(n)) is not None:
            return (spot.first, spot.last) if spot.kind == "person" and spot.first == n else None
        run = self.runs.run_from(n)
        if run is None:
            return None
        first, last = run
        while first < last and words.low[first] in self.lists.heads and not comma:
            first += 1  # "Ketua Majelis Hakim Ni Luh Contoh"
        before = words.low[first - 1]
        place_before = before in self.lists.with_place
        house_before = before in self.lists.with_house or (first > 1 and words.low[first - 2] in self.lists.with_house)
        if (place_before or house_before) and not (comma or ranked):
            if house_before:
                known = words.low[first] in self.lists.name_words and before not in self.lists.with_house
                return (first, last) if known else None
            begins = (k for k in range(first + 1, last + 1) if words.low[k] in self.lists.name_words)
            first = next(begins, last + 1)
            if first > last:
                return None
        number = last - first + 1
        sure = self.runs.is_surely_name(first, last)
        if small and not sure:
            return None
        if comma and not sure and self._behind_place_word(first):
            return None
        if ranked or comma:
            return (first, last) if number > 1 or sure or (comma and self.runs.ends_name(last)) else None
        kind = self.spots.kind(first - 1)
        bound = kind in ("body", "place") or (
            words.is_capital(first - 1) and words.sort(first - 1) is WordSort.ACRONYM
        ) or words.words[first - 1][:1].isdigit() or words.gap(first - 1) is Gap.CLOSE  # fmt: skip
        if sure:
            return first, last
        foreign = any(words.low[k].endswith(FOREIGN_ENDINGS) for k in range(first, last + 1))
        if number > 1 and not foreign and bound:
            return first, last
        return None

    def _behind_place_word(self, first: int) -> bool:
        """Return True if a word that takes a place stands shortly before: "Camat Amarasi, ..."."""
        return any(self.words.low[k] in self.lists.with_place for k in range(max(0, first - 4), first))

    # ---- the name, then its role

    def by_role_behind(self) -> Iterator[Introduction]:
        """Yield names before roles."""
        for head in self.heads:
            if head in self.owned or head == 0 or self.spots.kind(head) == "person":
                continue
            last = self._name_before(head)
            if last is None:
                continue
            first = self.runs.run_up_to(last)
            if first is not None and self.runs.is_surely_name(first, last):
                yield Introduction(first, last, "role_behind", head, self._end_of_role(head))

    def _name_before(self, head: int) -> int | None:
        """Return the last word of what stands before a role: before a comma, degrees, "selaku"."""
        words, n = self.words, head - 1
        linked = False
        while n >= 0 and words.low[n] in self.lists.joining and words.gap(n) is Gap.SPACE:
            linked, n = True, n - 1
        for _ in range(MANY_DEGREES):
            gap = words.gap(n) if n >= 0 else Gap.STOP
            if (
                gap in (Gap.COMMA, Gap.TIGHT, Gap.POINT, Gap.SPACE)
                and n >= 0
                and words.is_capital(n)
                and (words.low[n] in self.lists.degrees or len(words.words[n]) == 1)
            ):
                linked, n = True, n - 1
                continue
            break
        if n < 0:
            return None
        gap = words.gap(n)
        if gap is Gap.COMMA or (linked and gap in (Gap.SPACE, Gap.COMMA)):
            return n
        return None

    def _end_of_role(self, head: int) -> int:
        """Return the last word of a role that stands behind its name."""
        words, n = self.words, head
        while (
            n + 1 < len(words)
            and n - head < LONGEST_ROLE
            and words.gap(n) in (Gap.SPACE, Gap.TIGHT, Gap.SLASH, Gap.CLOSE)
        ):
            after = n + 1
            if (spot := self.spots.of_word.get(after)) is not None:
                n = spot.last
                continue
            if not words.is_capital(after) and not words.words[after][:1].isdigit():
                follows = after + 1 < len(words) and words.gap(after) is Gap.SPACE and words.is_capital(after + 1)
                small = not words.is_capital(head) and words.low[after] not in self.lists.not_inside
                small = small and words.low[after] not in self.lists.behind_speaker
                if not (words.low[after] in self.lists.inside and follows) and not (small and after - head <= 2):
                    break
            n = after
        return n
