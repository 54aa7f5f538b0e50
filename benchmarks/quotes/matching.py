"""Compare quotes that a program gives with the gold: same words, same speaker.

The matching rule:

- A range that runs over paragraphs is cut at its line breaks first, in the gold and in the answer: a quote over three
  paragraphs counts three times, however it was given. At both ends all that is no letter and no digit is dropped.
- Direct: the two ranges are then equal, and both are direct.
- Indirect: they share at least half of the words of the longer one, and both are indirect.
- Speaker: the names are equal as words without regard to case, titles and degrees aside; `also` of the gold counts as
  equal. Where the gold has a role and no name, the role is right if the words of one stand within those of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .gold import GoldQuote, GoldText, Speaker

WORD = re.compile(r"\w+")
TITLES = frozenset(
    WORD.findall(
        "akbp bapak brigjen bu bupati datuk dato dr dra drs h hj ibu ir irjen kapten kh kiai kolonel kombes komjen "
        "letkol mayjen mr mrs ms ny pak pol prof tan sri ustaz ustadz tengku"
    )
)


class Given(Protocol):
    """A quote as the measured program gives it: code points of the text, "direct" or "indirect", who, by which rule."""

    start: int
    end: int
    kind: str
    speaker: str | None
    role: str | None
    rule: str


@dataclass(slots=True)
class Tally:
    """Counts of one kind of quote over many texts, and a line for each wrong item."""

    gold: int = 0
    gold_attributed: int = 0
    found: int = 0
    given: int = 0
    given_attributed: int = 0
    right: int = 0
    extra: int = 0
    roles: int = 0
    roles_right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the given quotes with a speaker, how many are a quote of that speaker; 1 where none was given."""
        return self.right / self.given_attributed if self.given_attributed else 1.0

    @property
    def recall(self) -> float:
        """Of the gold quotes with a speaker, how many were given with that speaker."""
        return self.right / self.gold_attributed if self.gold_attributed else 1.0


def compare(gold: GoldText, given: Sequence[Given], kind: str, tally: Tally) -> None:
    """Add one text's quotes of the kind to the tally."""
    truths = [(piece, quote) for quote in gold.quotes if quote.kind == kind for piece in _pieces(gold.text, quote)]
    answers = [(piece, quote) for quote in given if quote.kind == kind for piece in _pieces(gold.text, quote)]
    needed = [quote for _, quote in truths if not quote.optional]
    tally.gold += len(needed)
    tally.gold_attributed += sum(quote.speaker is not None for quote in needed)
    pairs = _pairs(gold.text, [p for p, _ in truths], [p for p, _ in answers], exact=kind == "direct")
    for number, (piece, answer) in enumerate(answers):
        where = f"{gold.name} {kind} {_short(gold.text, piece)}"
        if number not in pairs:
            tally.given += 1
            tally.extra += 1
            tally.given_attributed += _attributed(answer)
            tally.wrong.append(f"{where}: no quote of the gold; given {_who(answer)} by {answer.rule}")
            continue
        truth = truths[pairs[number]][1]
        right, named = same_speaker(truth.speaker, answer)
        if truth.optional:  # counts only where it names a wrong speaker
            tally.given_attributed += named and not right
        else:
            tally.given += 1
            tally.found += 1
            tally.given_attributed += named
            tally.right += right and truth.speaker is not None
            if right and truth.speaker and truth.speaker.role:
                tally.roles += 1
                tally.roles_right += within(truth.speaker.role, answer.role or "")
        if not right and not (truth.optional and not named):
            wanting = "other speaker" if named else "no speaker"
            tally.wrong.append(f"{where}: {wanting}; gold {_gold_who(truth)}, given {_who(answer)} by {answer.rule}")
    for place, (piece, truth) in enumerate(truths):
        if place not in pairs.values() and not truth.optional:
            tally.wrong.append(f"{gold.name} {kind} {_short(gold.text, piece)}: missed; gold {_gold_who(truth)}")


def same_speaker(gold: Speaker | None, answer: Given) -> tuple[bool, bool]:
    """(the speaker is right, the answer counts as one that names a speaker)."""
    if gold is None:
        return not _attributed(answer), _attributed(answer)
    if gold.name is None:
        name = answer.speaker or answer.role
        return name is not None and within(gold.role or "", name), name is not None
    if answer.speaker is None:  # a right role without the name is neither wrong nor enough
        return False, answer.role is not None and not within(gold.role or "", answer.role)
    return bare_name(answer.speaker) in {bare_name(form) for form in (gold.name, *gold.also)}, True


def _attributed(answer: Given) -> bool:
    return answer.speaker is not None or answer.role is not None


def _pieces(text: str, quote: GoldQuote | Given) -> Iterable[tuple[int, int]]:
    """The range cut at line breaks, each piece from its first to its last word."""
    for line in re.finditer(r"[^\n]+", text[quote.start : quote.end]):
        words = list(WORD.finditer(line[0]))
        if words:
            base = quote.start + line.start()
            yield base + words[0].start(), base + words[-1].end()


def _pairs(text: str, truths: list[tuple[int, int]], answers: list[tuple[int, int]], *, exact: bool) -> dict[int, int]:
    """Number of an answer -> number of its gold piece, each used once, the best overlap first."""
    if exact:
        places = {piece: number for number, piece in enumerate(truths)}
        first = {piece: number for number, piece in reversed(list(enumerate(answers)))}
        return {number: places[piece] for piece, number in first.items() if piece in places}
    shares = sorted(
        ((share(text, truth, answer), a, t) for t, truth in enumerate(truths) for a, answer in enumerate(answers)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    pairs: dict[int, int] = {}
    for overlap, a, t in shares:
        if overlap >= 0.5 and a not in pairs and t not in pairs.values():
            pairs[a] = t
    return pairs


def share(text: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Words in both ranges, of the words of the longer one."""
    both = (max(one[0], other[0]), min(one[1], other[1]))
    if both[0] >= both[1]:
        return 0.0
    return _words(text, both) / max(_words(text, one), _words(text, other))


def _words(text: str, piece: tuple[int, int]) -> int:
    return len(WORD.findall(text[piece[0] : piece[1]]))


def bare_name(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without leading titles and what follows a comma."""
    words = WORD.findall(name.split(",")[0].casefold())
    while words and words[0] in TITLES:
        words.pop(0)
    return tuple(words)


def within(one: str, other: str) -> bool:
    """Whether the words of the shorter stand in a row within the longer; false where one is empty."""
    short, long = sorted((WORD.findall(one.casefold()), WORD.findall(other.casefold())), key=len)
    return bool(short) and any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _short(text: str, piece: tuple[int, int]) -> str:
    words = text[piece[0] : piece[1]]
    return f"{piece[0]} “{words if len(words) <= 40 else words[:39] + '…'}”"


def _who(answer: Given) -> str:
    return f"{answer.speaker or 'nobody'} ({answer.role or 'no role'})"


def _gold_who(quote: GoldQuote) -> str:
    speaker = quote.speaker or Speaker()
    return f"{speaker.name or 'nobody'} ({speaker.role or 'no role'})"
