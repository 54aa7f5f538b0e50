"""Grade an article by where the topic's phrases stand in it. The grade is stored; it filters nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Self

from corpus.characters import plain
from corpus.topics import Grading, Topic

GRADE_SCALE = {
    3: "core: every group is met and a phrase stands in the title or the lead",
    2: "part: every group is met and a phrase stands further down",
    1: "trace: every group is met, or a phrase stands somewhere without them",
    0: "off: neither",
}
"""The scale, as docs/topics.md defines it."""

_TOKEN = re.compile(r"\w+")
_RUN = re.compile(r"[\w*]+")
ENOUGH_WORDS = 20  # of a listing's summary; with fewer it doesn't show what the article is about


@dataclass(frozen=True, slots=True)
class Match:
    """A wording of the topic that stands in `field` (title, lead or body)."""

    phrase: str
    field: str


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade (0 to 3) and what it rests on."""

    grade: int
    matches: tuple[Match, ...]


def grade_rows() -> Iterator[str]:
    """Yield the rows of the scale in docs/topics.md."""
    for grade, meaning in GRADE_SCALE.items():
        yield f"| {grade} | {meaning.replace(': ', ' | ', 1)} |"


def grade(topic: Topic, title: str | None, lead: str | None, text: str | None) -> Graded:
    """Grade an article by its title, lead (first paragraph) and whole text.

    >>> from corpus.topics import topic_of_words
    >>> grade(topic_of_words("pembinaan pegawai"), "Pembinaan Pegawai di Kupang", "", "").grade
    3
    """
    body = text or ""
    if lead and body.startswith(lead):
        body = body[len(lead) :]
    return _rules(topic.grading).graded({"title": title or "", "lead": lead or "", "body": body})


def plainly_off(topic: Topic, title: str | None, summary: str | None, *, whole: bool) -> bool:
    """True where a listing's title and text show that the article is not about the topic.

    With the `whole` text: its grade is 0. With a summary of at least 20 words: not one wording of the topic
    stands in title or summary. With less it is False, and the page is fetched.
    """
    if whole and len((summary or "").split()) >= ENOUGH_WORDS:
        return grade(topic, title, None, summary).grade == 0
    if len((summary or "").split()) < ENOUGH_WORDS:
        return False
    return not _rules(topic.grading).matches_in({"title": title or "", "lead": summary or ""})


def never_matching(topic: Topic) -> list[str]:
    """Return the wordings that match nothing that could stand in an article: not even their own words.

    A false friend of `none` is struck before anything is looked for, and may take a wording with it. An article's text
    is NFC without hidden characters; a wording written otherwise is not in it.

    >>> from corpus.topics import parse_topic
    >>> text = 'name = "a"\\n[grade]\\nphrases = ["pembinaan PMI di Kupang", "apel"]\\nnone = ["pembinaan PMI"]\\n'
    >>> never_matching(parse_topic(text))
    ['pembinaan PMI di Kupang']
    """
    rules = _rules(topic.grading)
    unmet = []
    for one in rules.looked_for:
        written = plain(unicodedata.normalize("NFC", one.wording.replace("*", "")))
        if not _Rules((one,), (), (), rules.none).matches_in({"title": written}):
            unmet.append(one.wording)
    return list(dict.fromkeys(unmet))


def in_no_text(topic: Topic, texts: Iterable[str]) -> list[str]:
    """Return the wordings that stand in none of these texts: title and body of an article, each.

    The texts are read as far as some wording is still missing.
    """
    rules = _rules(topic.grading)
    missing = {one.wording: one for one in rules.looked_for}
    for text in texts:
        for match in _Rules(tuple(missing.values()), (), (), rules.none).matches_in({"body": text}):
            missing.pop(match.phrase, None)
        if not missing:
            break
    return list(missing)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording of the topic as a pattern, and words without which it can't match.

    `words` are its whole words, `parts` the pieces of its words with a `*`, both as `_folded` writes them.
    """

    wording: str
    pattern: re.Pattern[str]
    words: frozenset[str]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, wording: str) -> Self:
        """Compile a wording."""
        # A word with letters beyond ASCII is left to the pattern: which of those are equal is for Unicode to say.
        runs = [run for word in wording.lower().split() if word.isascii() for run in _RUN.findall(word)]
        parts = chain.from_iterable(run.split("*") for run in runs if "*" in run)
        words = frozenset(run for run in runs if "*" not in run)
        return cls(wording, _pattern(wording), words, tuple(part for part in parts if part))

    def may_match(self, words: set[str], folded: str) -> bool:
        """False if the pattern can't match in a text with these words; `folded` is the text."""
        return self.words <= words and all(part in folded for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Rules:
    """A topic's rules of grading, compiled: what docs/topics.md says of `phrases`, `all`, `any` and `none`."""

    phrases: tuple[_Wording, ...]
    all: tuple[tuple[_Wording, ...], ...]
    any: tuple[_Wording, ...]
    none: tuple[_Wording, ...]

    @property
    def looked_for(self) -> tuple[_Wording, ...]:
        """All wordings but `none`."""
        return (*self.phrases, *self.any, *chain.from_iterable(self.all))

    def graded(self, fields: dict[str, str]) -> Graded:
        """Return the grade of an article by its `fields` (title, lead, and body without the lead)."""
        here = self._likely_in(fields)
        fields = here._struck(fields)
        phrases = _matches(here.phrases, fields)
        grouped = [_matches(group, fields) for group in here.all]
        anyhow = _matches(here.any, fields)
        met = all(grouped) and (bool(anyhow) or not self.any)
        if met and (any(m.field in {"title", "lead"} for m in phrases) or not self.phrases):
            value = 3
        elif met and phrases:
            value = 2
        else:
            value = 1 if phrases or (met and bool(self.all or self.any)) else 0
        matches = [*phrases, *(m for group in grouped for m in group), *anyhow]
        return Graded(value, tuple(dict.fromkeys(matches)))

    def matches_in(self, fields: dict[str, str]) -> list[Match]:
        """Return the matches of all wordings but `none`."""
        here = self._likely_in(fields)
        return _matches(here.looked_for, here._struck(fields))

    def _likely_in(self, fields: dict[str, str]) -> _Rules:
        """Return these rules with only the wordings that can match in the fields: of most articles, none.

        All wordings are ruled out by the words of the fields, which are read once; a pattern takes as long as that
        for each wording. Striking `none` adds no word: what is struck ends where words end.
        """
        folded = _folded("\n".join(fields.values()))
        words = set(_TOKEN.findall(folded))

        def likely(wordings: tuple[_Wording, ...]) -> tuple[_Wording, ...]:
            return tuple(one for one in wordings if one.may_match(words, folded))

        return _Rules(likely(self.phrases), tuple(map(likely, self.all)), likely(self.any), likely(self.none))

    def _struck(self, fields: dict[str, str]) -> dict[str, str]:
        """Return the fields without the wordings of `none`."""
        for one in self.none:
            fields = {name: one.pattern.sub(" ", text) for name, text in fields.items()}
        return fields


@lru_cache(maxsize=64)
def _rules(grading: Grading) -> _Rules:
    """Return a topic's rules, compiled once."""

    def compiled(wordings: Sequence[str]) -> tuple[_Wording, ...]:
        return tuple(map(_Wording.of, wordings))

    return _Rules(
        compiled(grading.phrases), tuple(map(compiled, grading.all)), compiled(grading.any), compiled(grading.none)
    )


def _matches(wordings: Sequence[_Wording], fields: dict[str, str]) -> list[Match]:
    """Return a match for each wording and each field that contains it."""
    return [
        Match(w.wording, name) for name, text in fields.items() for w in wordings if text and w.pattern.search(text)
    ]


def _folded(text: str) -> str:
    """Return a text in lower case, with the letters that `re.IGNORECASE` takes for an ASCII one as that one.

    Each character stays one character, and stays part of a word or not.

    >>> _folded("BP2MI \u0130\u017f")
    'bp2mi is'
    """
    if not text.isascii():  # dotted capital I, dotless i, long s; lower() itself does the Kelvin sign
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()


def _pattern(wording: str) -> re.Pattern[str]:
    r"""A wording as a pattern: any case, any white space, `*` for a word's endings.

    >>> bool(_pattern("membina pegawai").search("Kepala\nMembina  Pegawai"))
    True
    >>> bool(_pattern("BP2MI").search("BP2MIX"))
    False
    """
    words = [re.escape(w).replace(r"\*", r"\w*") for w in wording.split()]
    return re.compile(r"(?<!\w)" + r"[\s\u00a0-]+".join(words) + r"(?!\w)", re.IGNORECASE)
