"""Questions and answers of a printed interview (`interview_lines`): lines that begin with "Tanya:" and "Jawab:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.quotes.quote_words import speech_words

FEWEST_LINES = 2  # answers, and questions, that make an interview


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """A line of an interview: half-open ranges of code points, of the line and of its words behind the colon."""

    first: int
    last: int
    start: int
    is_answer: bool


@cache
def _line() -> re.Pattern[str]:
    around = speech_words().around
    questions, answers = ("|".join(sorted(around[name])) for name in ("questions", "answers"))
    return re.compile(rf"^(?:(?P<question>{questions})|(?P<answer>{answers}))[ ]?:[ ]*(?=\S)[^\n]*", re.I | re.M)


def interview_lines(text: str) -> list[InterviewLine]:
    """Return the lines of an interview, none where the text is none.

    >>> [text_line.is_answer for text_line in interview_lines("Tanya: Apa?\\nJawab: Ini.\\nTanya: Lalu?\\nJawab: Itu.")]
    [False, True, False, True]
    """
    if ":" not in text:
        return []
    lines = [
        InterviewLine(one.start(), one.end(), text.index(":", one.start()) + 1, one["answer"] is not None)
        for one in _line().finditer(text)
    ]
    answers = sum(line.is_answer for line in lines)
    return lines if min(answers, len(lines) - answers) >= FEWEST_LINES else []
