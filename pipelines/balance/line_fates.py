"""A line of a page and what became of its words (`LineFate`), and what an article took from its page (`PageFacts`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.models import RemovedLine
from pipelines.page.table import Line

SENTENCE_WORDS = 10  # words of a line that may be a sentence
LONG_LINE = 18  # words of a line that is prose whatever it ends with
SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "…")
LINKED = 0.75  # of a line's characters in links: it is a link

TEXT, CUT, FIELD, UNEXPLAINED = "text", "cut", "field", "unexplained"
BEFORE_NAME = ":"  # between a fate and its name: "cut:read_also" (the rule), "field:title"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What an article took from one page: lines of its text, what was cut, and the values of its fields.

    `others` maps the name of a field that a whole line may say (section, dateline, initials) to its value.
    """

    lines: Sequence[str]
    removed: Sequence[RemovedLine] = ()
    titles: Collection[str] = ()
    people: Collection[str] = ()
    printed: Collection[str] = ()
    tags: Collection[str] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    part: int = 0


@dataclass(slots=True)
class LineFate:
    """A line of the page with its words, and what became of them: (fate, number of words), in order.

    A fate is "text", "cut:RULE", "field:NAME", "unexplained", or the reason why the words are outside (`kind_of`).
    `index` is the line's among the lines of its page. `place` is the index of the text's line that has its last words
    in the text, -1 without any; `end` is the place behind those words among the text's words, 0 without any.
    """

    line: Line
    words: list[str]
    index: int = 0
    fates: Sequence[tuple[str, int]] = ()
    place: int = -1
    end: int = 0

    def is_sentence(self) -> bool:
        """True for a line that reads as prose."""
        text = self.line.text
        if len(self.words) < SENTENCE_WORDS or self.line.linked >= LINKED or text.startswith("http"):
            return False
        return text.endswith(SENTENCE_ENDS)

    def is_prose(self) -> bool:
        """True for a sentence, and for a line that is as long as one, whatever it ends with."""
        is_long = len(self.words) >= LONG_LINE and self.line.linked < LINKED
        return self.is_sentence() or (is_long and not self.line.text.startswith("http"))


@lru_cache(maxsize=1024)
def kind_of(fate: str) -> str:
    """Return a fate without its name.

    >>> kind_of("field:title"), kind_of("navigation")
    ('field', 'navigation')
    """
    return fate.partition(BEFORE_NAME)[0]
