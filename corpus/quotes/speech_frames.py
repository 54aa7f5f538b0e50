"""The words of an article outside of its quotes, as tokens and sentences (`Frame`); a quote is one token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.quotes.quote_marks import Stretch
from corpus.quotes.quote_words import DEGREE, FIRST, NAME_TITLE, PARTICLE, POST, phrase_words, speech_words, word_kinds

TOKEN = re.compile(
    r"""(?:[A-Z][a-z]{0,3}\.){1,3}[A-Z][A-Za-z]{0,4}\b\.?  # S.H., M.Si., A.Md.Keb
      | \w{1,60}(?:[-./]\w{1,60}){0,6}\.(?:com|id|net|org|co)\b  # contoh.go.id; bounded, or "a.a.a." takes for ever
      | [^\W\d_]+(?:[-'’‘`ʼ/][^\W_]+)*                  # Jum'at, Sung-min, BP2MI
      | \d[\d.,:/-]*\d[\w]* | \w+ | \n | [^\w\s]""",
    re.VERBOSE,
)
QUOTE = "\ufdd0"
"""The token of a quote: a code point that is no character."""
ENDS = frozenset(".!?…")
LONGEST_SHORT = 4  # letters
SHORTEST_OFFICE = 8  # letters of a shortened office that no list has
_OFFICES = frozenset({"kabag", "kabid", "kadis", "kanit", "kasat", "kasub", "wakap", "wamen"})  # Kadispora
_NO_VOWEL = re.compile(r"[A-Z][b-df-hj-np-tv-xz]+")
LONGEST_SENTENCE = 300  # tokens; what goes on for longer is no sentence, and is cut there
_ACTING = frozenset({"pj", "pjs", "plh", "plt"})
_BEFORE_SENTENCE = frozenset(".!?…:\n") | {QUOTE}


@dataclass(slots=True)
class Frame:
    """Tokens outside of quotes: parallel lists. `lows` are in small letters, `kinds` the bits of `word_kinds`.

    A quote is the token `QUOTE`; `quotes` has the number of its stretch by the token's number. A paragraph's end is
    the token "\\n".
    """

    text: str
    words: list[str] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    capitals: list[bool] = field(default_factory=list)
    quotes: dict[int, int] = field(default_factory=dict)

    def add(self, word: str, low: str, kind: int, start: int, end: int) -> None:
        """Add a token."""
        self.words.append(word)
        self.lows.append(low)
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)
        self.capitals.append(False)

    def capital(self, at: int) -> bool:
        """Return True if the token is a word that begins with a capital."""
        return self.capitals[at]

    def string(self, first: int, last: int) -> str:
        """Return the text of the tokens, `last` not among them."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def frame_of(text: str, stretches: Sequence[Stretch]) -> Frame:
    """Return the tokens of a text outside of these stretches. Nicknames in marks (Andi "Gondrong" Contoh) go."""
    frame = Frame(text)
    done = 0
    for number, one in enumerate(stretches):
        _add_words(frame, done, one.before)
        done = one.after
        if not _nickname(frame, text, one):
            frame.quotes[len(frame.words)] = number
            frame.add(QUOTE, QUOTE, 0, one.before, one.after)
    _add_words(frame, done, len(text))
    return frame


def _add_words(frame: Frame, first: int, last: int) -> None:
    get = word_kinds().get
    tokens = list(TOKEN.finditer(frame.text, first, last))
    words = [token[0] for token in tokens]
    lows = [word.lower() for word in words]
    frame.words += words
    frame.lows += lows
    frame.kinds += [
        get(low, 0) or (POST if low[0] in "kw" and low[:5] in _OFFICES and len(low) >= SHORTEST_OFFICE else 0)
        for low in lows
    ]
    frame.capitals += [word[0].isupper() for word in words]
    frame.starts += [token.start() for token in tokens]
    frame.ends += [token.end() for token in tokens]


def initial_words(frame: Frame) -> frozenset[int]:
    """Return the capitalised words that begin a sentence: there, a capital says nothing."""
    words = frame.words
    return frozenset(
        at
        for at, capital in enumerate(frame.capitals)
        if capital
        and not (at and words[at - 1] == "." and is_shortened(frame, at - 1))
        and (
            not at
            or words[at - 1] in _BEFORE_SENTENCE
            or (not words[at - 1][0].isalnum() and words[at - 1] not in ",()'’-–—&/")
        )
    )


def _nickname(frame: Frame, text: str, one: Stretch) -> bool:
    """Return True for one or two words in marks between two capitalised words of one name."""
    if one.end - one.start > 24 or text.count(" ", one.start, one.end) > 1 or not frame.words:
        return False
    before = frame.capital(len(frame.words) - 1) and frame.ends[-1] + 1 >= one.before
    return before and text[one.after : one.after + 1] == " " and text[one.after + 1 : one.after + 2].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the frame: its tokens from `first` to before `last`, and the number of its paragraph."""

    first: int
    last: int
    paragraph: int


def sentences(frame: Frame, stretches: Sequence[Stretch]) -> Iterator[Sentence]:
    """Yield the sentences. One ends at its stop, at its paragraph, or behind a quote that ends with a stop itself."""
    words, first, paragraph = frame.words, 0, 0
    count = len(words)
    for at in range(count):
        word = words[at]
        if word == "\n":
            if at > first:
                yield Sentence(first, at, paragraph)
            first = at + 1
            paragraph += 1
        elif (
            at - first >= LONGEST_SENTENCE
            or (word in ENDS and _ends_at(frame, at))
            or (word == QUOTE and _ends_behind(frame, stretches, at))
            or (word[-1] == "." and len(word) > 1 and words[at + 1 : at + 2] == [QUOTE] and "." in word[1:-1])
        ):
            yield Sentence(first, at + 1, paragraph)
            first = at + 1
    if count > first:
        yield Sentence(first, count, paragraph)


def _ends_at(frame: Frame, at: int) -> bool:
    """Return True if a sentence ends at this stop: not behind Dr. or an initial."""
    if at + 1 >= len(frame.words):
        return True
    following = frame.words[at + 1]
    if frame.starts[at + 1] == frame.ends[at] and following not in (QUOTE, "\n"):
        return False
    if following[0].islower() or following in ",;)":
        return False
    if frame.words[at] != "." or not at or following in (QUOTE, "\n"):
        return True
    return not is_shortened(frame, at)


def is_short_name(word: str) -> bool:
    """Return True for words of names that stand with a point: "Moh", and two to four letters without a vowel: "Dtk"."""
    low = word.lower()
    return low in phrase_words()["short_names"] or (
        1 < len(word) <= LONGEST_SHORT and _NO_VOWEL.fullmatch(word) is not None
    )


def is_shortened(frame: Frame, at: int) -> bool:
    """Return True if the point at this token belongs to the word before it: "Drs.", "Moh.", the initial of a name."""
    before, low = frame.words[at - 1], frame.lows[at - 1]
    if not at or frame.ends[at - 1] != frame.starts[at]:
        return False
    if before[0].isupper() and is_short_name(before):
        return True
    shortened = (
        (len(before) == 1 and before.isupper())
        or low in _ACTING
        or (bool(frame.kinds[at - 1] & (NAME_TITLE | DEGREE)) and len(before) < 8)
    )
    return shortened and not frame.kinds[at - 1] & PARTICLE


def _ends_behind(frame: Frame, stretches: Sequence[Stretch], at: int) -> bool:
    """Return True if a sentence ends behind this quote."""
    if at not in frame.quotes:
        return False
    one = stretches[frame.quotes[at]]
    if one.end <= one.start or frame.text[one.end - 1] not in ENDS or at + 1 >= len(frame.words):
        return False
    following = frame.words[at + 1]
    if following == QUOTE:
        return True
    return following[0].isupper() and (
        frame.lows[at + 1] not in speech_words().roots or bool(frame.kinds[at + 1] & FIRST)
    )
