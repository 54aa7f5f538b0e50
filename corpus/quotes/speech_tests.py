"""What in a text is speech: between marks (`is_speech`), and lines of a printed interview (`interview_lines`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.quotes.quote_marks import Stretch
from corpus.quotes.quote_words import speech_words
from corpus.quotes.reporting_clauses import Clause
from corpus.quotes.speech_frames import Frame

FEWEST_WORDS = 4  # of a quote without a reporting clause
FEWEST_ALONE = 2  # of one that is a sentence in a paragraph's beginning
FEWEST_LINES = 2  # answers, and questions, that make an interview
FRAGMENT = 5  # words of a quote in the middle of a sentence, without a mark at its end
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDS = frozenset(".,!?…;")
_STOPS = frozenset(".!?…")


def is_speech(
    frame: Frame,
    at: int,
    one: Stretch,
    begin: int,
    last: int,
    *,
    before: Clause | None,
    behind: Clause | None,
    goes_on: bool = False,
) -> bool:
    """Return True if the stretch at token `at` of a sentence (`begin` to before `last`) is somebody's speech.

    With a reporting clause: unless a word for a title or term stands before it ("istilah"), or it is a word or two
    without a mark at their end in the middle of a sentence. Without one: at least four words, a capital at the
    beginning, and a stop or comma inside its marks (or a colon before, a stop behind, no closing mark), and not each
    word with a capital, which is a title.
    """
    text = frame.text
    words = _WORD.findall(text, one.start, one.end)
    if not words:
        return False
    around = speech_words().around
    ends = text[one.end - 1] in _ENDS
    unclosed = one.end == one.after
    previous = frame.lows[at - 1] if at > begin else None
    following = frame.lows[at + 1] if at + 1 < last else None
    if previous in around["terms"] and not (ends and text[one.end - 1] in _STOPS and behind):
        return False
    if following in around["subject_of"] and not ends:
        return False
    opening = previous is None or previous in (",", ":", ";", ")", "-", "–", "—", "…") or not previous[0].isalnum()
    if behind is not None and behind.form != "text":
        if ends or opening:
            return ends or len(words) > 1 or following == ","
        return len(words) >= FRAGMENT
    if before is not None:
        if previous in (",", ":") or ends:
            return len(words) > 1 or ends
        return len(words) >= FRAGMENT or (len(words) > 2 and text[one.start].isupper())
    if goes_on and (previous in (",", ".", ":") or text[one.end - 1] in _STOPS or (ends and previous is not None)):
        return len(words) > 1
    starts = at == begin and (at == 0 or frame.words[at - 1] == "\n")
    stopped = at + 1 == last and text[one.end - 1] in _STOPS
    short = len(words) <= FEWEST_ALONE
    whole = starts and ((stopped and (at > 0 or not short)) or (at + 2 == last and following == "." and not short))
    if (
        not opening
        or len(words) < (FEWEST_ALONE if whole else FEWEST_WORDS)
        or not (text[one.start].isupper() or text[one.start].isdigit())
    ):
        return False
    stop = ends or unclosed or (following == "." and previous in (":", ",")) or (following == "." and previous is None)
    return stop and not (_is_title(words) and text[one.end - 1] not in _STOPS)


def _is_title(words: list[str]) -> bool:
    """Return True if each word of four letters and more begins with a capital."""
    return all(word[0].isupper() for word in words if len(word) > 3)


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
