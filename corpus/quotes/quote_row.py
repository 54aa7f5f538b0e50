"""One quote of an article (`Quote`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Quote:
    """Words and their speaker.

    `start` and `end`, `speaker_start` and `speaker_end` are half-open ranges of code points of the text. `text` are
    the words: those inside the marks, or the reported clause. `speaker` is the full name, None where the article does
    not say it; `role` as printed, with or without a name. The speaker's place is where the reporting clause names the
    person; a pronoun or -nya counts. `rule` is a name of data/quotes.toml.
    """

    start: int
    end: int
    kind: Literal["direct", "indirect"]
    text: str
    speaker: str | None
    role: str | None
    speaker_start: int | None
    speaker_end: int | None
    rule: str
