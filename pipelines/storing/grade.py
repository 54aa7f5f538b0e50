"""Grade an article by where the topic's phrases stand in it. The grade is stored; it filters nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.topics import Grading, Topic

GRADE_SCALE = {
    3: "core: every group is met and a phrase stands in the title or the lead",
    2: "part: every group is met and a phrase stands further down",
    1: "trace: every group is met, or a phrase stands somewhere without them",
    0: "off: neither",
}
"""The scale, as docs/topics.md defines it."""

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
    rules = topic.grading
    body = text or ""
    if lead and body.startswith(lead):
        body = body[len(lead) :]
    fields = {"title": _strike(rules, title), "lead": _strike(rules, lead), "body": _strike(rules, body)}
    phrases = _matches(rules.phrases, fields)
    grouped = [_matches(group, fields) for group in rules.all]
    anyhow = _matches(rules.any, fields)
    met = all(grouped) and (bool(anyhow) or not rules.any)
    if met and (any(m.field in {"title", "lead"} for m in phrases) or not rules.phrases):
        value = 3
    elif met and phrases:
        value = 2
    else:
        value = 1 if phrases or (met and bool(rules.all or rules.any)) else 0
    matches = [*phrases, *(m for group in grouped for m in group), *anyhow]
    return Graded(value, tuple(dict.fromkeys(matches)))


def plainly_off(topic: Topic, title: str | None, summary: str | None, *, whole: bool) -> bool:
    """True where a listing's title and text show that the article is not about the topic.

    With the `whole` text: its grade is 0. With a summary of at least 20 words: not one wording of the topic
    stands in title or summary. With less it is False, and the page is fetched.
    """
    if whole and len((summary or "").split()) >= ENOUGH_WORDS:
        return grade(topic, title, None, summary).grade == 0
    if len((summary or "").split()) < ENOUGH_WORDS:
        return False
    rules = topic.grading
    wordings = (*rules.phrases, *rules.any, *(w for group in rules.all for w in group))
    fields = {"title": _strike(rules, title), "lead": _strike(rules, summary)}
    return not _matches(wordings, fields)


def _matches(wordings: Sequence[str], fields: dict[str, str]) -> list[Match]:
    """Return a match for each wording and each field that contains it."""
    return [Match(w, name) for name, text in fields.items() for w in wordings if text and _pattern(w).search(text)]


def _strike(rules: Grading, text: str | None) -> str:
    for wording in rules.none:
        text = _pattern(wording).sub(" ", text or "")
    return text or ""


@lru_cache(maxsize=4096)
def _pattern(wording: str) -> re.Pattern[str]:
    r"""A wording as a pattern: any case, any white space, `*` for a word's endings.

    >>> bool(_pattern("membina pegawai").search("Kepala\nMembina  Pegawai"))
    True
    >>> bool(_pattern("BP2MI").search("BP2MIX"))
    False
    """
    words = [re.escape(w).replace(r"\*", r"\w*") for w in wording.split()]
    return re.compile(r"(?<!\w)" + r"[\s\u00a0-]+".join(words) + r"(?!\w)", re.IGNORECASE)
