"""What is known of an article when its head is read (`HeadContext`): which lines say its title or its text again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.head.line_forms import fit_line
from pipelines.lines.cuts import BodyLine
from pipelines.lines.line_labels import HeadLabel
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import words_of

OPENING_LINES = 20  # extracted lines among which the text begins
KICKER_WORDS = 8  # words of a line without an end that may stand in front of a dateline
TITLE_TAIL = 160  # characters behind a title that make a caption of it: ", Kupang, Kamis (2/10/2025)."
BEFORE_TITLE = 20  # letters on the title's line, in front of it: "date 2025-09-10", "zoom-in"
CUT_TITLE = 0.6  # of a title's letters that a line cut short has
SHARED = 0.7  # of a standfirst's words that a line of the text repeats
REPEATED_WITHIN = 8  # lines
MIN_TELLING = 3  # words that tell something, below which a repetition is chance
LONG_WORD = 4  # letters of a word that tells something
REPEATED_LETTERS = 20  # of a line that is the description
# behind a title: ", Kupang, Kamis (2/10/2025).", ", (29/01/2026)", cut in a bracket; no sentence goes on
TITLE_AND_DAY = re.compile(
    r"\s*,(?:\s*,?\s*(?:[A-Z][\w'’]*|[(\[]?[\d/]*[)\]]?))+\s*\.?|[^\w]{0,2}\s*[(][^()]{0,30}[)]?\.?"
)
TITLE_AND_SITE = re.compile(r"\s*[-–—|»:]\s*[A-Z].*")


class HeadContext:
    """What is known of an article when its head is read."""

    def __init__(self, title: str, description: str, own: Sequence[str], lines: Sequence[BodyLine]) -> None:
        self.title = title
        self.squashed_title = squash(title)
        self.title_words = words_of(title)
        self.squashed_description = squash(description)
        self.own = own
        self.lines = lines
        self.first = lines[:OPENING_LINES]
        self.fits = [fit_line(line.text, own) for line in self.first]
        self._lines: dict[int, set[str]] = {}

    def title_label(self, text: str) -> tuple[HeadLabel, str] | None:
        """The label of a line that repeats the title, with why; None for another line."""
        title, squashed = self.squashed_title, squash(text)
        if not title or not squashed:
            return None
        if squashed == title:
            return (
                ("caption", "says the title, with a full stop")
                if text.endswith(".") and not self.title.endswith(".")
                else ("title", "says the title")
            )
        if text.lower().startswith(self.title.lower()) and len(text) - len(self.title) <= TITLE_TAIL:
            rest = text[len(self.title) :]
            if TITLE_AND_DAY.fullmatch(rest):
                return "caption", "says the title and a day or place"
            if rest[:1] == " " and rest[1:2].isupper() and text.startswith(self.title):
                return "caption", "says the title and a caption"
            if TITLE_AND_SITE.fullmatch(rest):
                return "title", "says the title and the site's name"
        if squashed.endswith(title) and len(squashed) - len(title) <= BEFORE_TITLE:
            return "title", "says the title"
        if (
            len(squashed) > CUT_TITLE * len(title)
            and title.startswith(squashed)
            and len(self.title_words) > KICKER_WORDS // 2
        ):
            return "title", "says the title's beginning"
        return None

    def repeats(self, text: str, behind: int) -> bool:
        """True for a sentence that is the description, or most of whose words stand in one line from `behind` on."""
        squashed = squash(text)
        if len(squashed) >= REPEATED_LETTERS and squashed == self.squashed_description:
            return True
        telling = {word.lower() for word in words_of(text) if len(word) >= LONG_WORD}
        if len(telling) < MIN_TELLING:
            return False
        later = self.lines[behind : behind + REPEATED_WITHIN]
        return any(len(telling & self._words(line)) >= SHARED * len(telling) for line in later)

    def _words(self, line: BodyLine) -> set[str]:
        if line.position not in self._lines:
            self._lines[line.position] = {word.lower() for word in words_of(line.text)}
        return self._lines[line.position]
