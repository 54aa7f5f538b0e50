"""Marks in a word of a search that mean something in other tools (`read_marks`): what is left, and what to say of it.

`+pegawai`, `pegawai~2`, `peg?wai`, `#asn`, `/pega.*/` are read as their words, and a note says so. Marks that belong to
a word or a sentence (BP2MI-NTT, 20/11/2023, Jum'at, "pegawai,") are not spoken of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MOST_NOTES = 12  # of one search
SHOWN = 40  # characters of a word in a note
IN_A_SENTENCE = frozenset(".,;:!?\u2026'\u2018\u2019`\u00b4)\u3002\u3001-\u2013_")
"""Marks behind a word that nobody takes for an operator."""

APOSTROPHES = frozenset("'\u2018\u2019\u201b\u02bc\u02bb`\u00b4_")
IN_A_WORD = frozenset("-/:._&@\u2010\u2011\u2012\u2013\u2014") | APOSTROPHES
"""Marks inside a word, each alone: the words around it stand side by side in an article."""

_FUZZY = re.compile(r"(?<=[^\W_])[~^]\d{0,4}(?:\.\d{0,4})?$")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)\S", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?:w|pre|n|adj|within|near|onear|around)?/(\d{1,3})|(?:w|pre|n|adj|within|near|around)(\d{1,3})", re.IGNORECASE
)
OPERATOR_WORDS = {
    "and": "AND",
    "dan": "DAN",
    "or": "OR",
    "atau": "ATAU",
    "not": "NOT",
    "kecuali": "KECUALI",
    "bukan": "NOT",
    "tanpa": "NOT",
    "near": "NEAR",
}
"""Words that are operators in capitals, or mean one."""

_OPERATORS_ELSEWHERE = {
    **dict.fromkeys(("XOR", "NOR", "MINUS", "BUT"), "NOT"),
    **dict.fromkeys(("TIDAK", "SELAIN"), "NOT"),
    **dict.fromkeys(("ADJ", "SAME", "WITHIN", "AROUND", "DEKAT", "PRE", "ONEAR", "BEFORE"), "NEAR/5"),
    **dict.fromkeys(("AND/OR", "DAN/ATAU", "dan/atau", "and/or"), "OR"),
    **dict.fromkeys(("SERTA", "PLUS"), "AND"),
}
"""Operators of other tools, as written there -> what to write here."""

IN_CAPITALS = frozenset({"AND", "DAN", "OR", "ATAU", "NOT", "KECUALI", "NEAR"})


def read_marks(word: str, *, last: bool = True) -> tuple[str, str | None]:
    """Return the word as it is looked for, and a note about its marks, None for usual ones. `last`: it ends the search.

    >>> read_marks("pegawai~2")
    ('pegawai', '"pegawai~2" was read as pegawai: related words are found without ~, a weight (^) has no meaning')
    >>> read_marks("BP2MI-NTT,")
    ('BP2MI-NTT,', None)
    """
    typed = shown(word)
    if match := _FUZZY.search(word):
        bare = word[: match.start()]
        meant = "related words are found without ~, a weight (^) has no meaning"
        return bare, f'"{typed}" was read as {shown(bare)}: {meant}'
    if _ADDRESS.match(word):
        return word, f'"{typed}" was read as words of a text; `kliping show ADDRESS` shows the article of an address'
    before, core, behind = _parted(word.replace("*", ""))
    if len(word) > 2 and word[0] == word[-1] == "/":
        return word, f'"{typed}" was read as the words {_side_by_side(core)}: there are no regular expressions'
    if "?" in core or (behind in ("?", "!") and not last):
        mark = "?" if "?" in core else behind
        stem = re.split(r"\W", core)[0]
        ending = f"; {shown(stem)}* takes every ending" if len(stem) > 3 else "; only a * behind 4 letters does"
        return word, f'"{typed}" was read as {_side_by_side(core)}: a {mark} stands for no letter{ending}'
    if behind == "%" and not core[-1:].isdigit():
        return word, f'"{typed}" was read as {shown(core)}: % stands for no letters; {shown(core)}* takes every ending'
    if before and not APOSTROPHES.issuperset(before):
        return word, f'"{typed}" was read as {_side_by_side(core)}: "{shown(before)}" before a word is not looked for'
    if behind and not IN_A_SENTENCE.issuperset(behind):
        return word, f'"{typed}" was read as {_side_by_side(core)}: "{shown(behind)}" behind a word is not looked for'
    if any(map(_is_strange, re.finditer(r"[^\w]+|_+", core))):
        return word, f'"{typed}" was read as the words side by side: {_side_by_side(core)}'
    return word, None


def phrase_note(phrase: str) -> str | None:
    """Return the sentence on operators and marks inside quotes that may have been meant to work there, None for none.

    >>> phrase_note("ASN OR PNS +")
    'inside quotes, "OR" was read as a word; inside quotes, marks are not looked for: "+"'
    """
    words = [part.strip("()[]") for part in phrase.split()]
    operators = [word for word in words if word in IN_CAPITALS or word.startswith("NEAR/")]
    marked = [word for word in words if word not in operators and _has_strange_marks(word)]
    sentences = [f'inside quotes, "{shown(word)}" was read as a word' for word in dict.fromkeys(operators)]
    if marked:
        named = ", ".join(f'"{shown(word)}"' for word in list(dict.fromkeys(marked))[:MOST_NOTES])
        sentences.append(f"inside quotes, marks are not looked for: {named}")
    return "; ".join(sentences) or None


def operator_note(word: str) -> str | None:
    """Return the sentence on a word that is an operator in capitals or in another tool; None for other words.

    >>> operator_note("dan")
    '"dan" was read as a word; write DAN to use it as an operator'
    """
    if operator := OPERATOR_WORDS.get(word.casefold()):
        return f'"{word}" was read as a word; write {operator} to use it as an operator'
    if operator := _OPERATORS_ELSEWHERE.get(word.partition("/")[0] if word.rpartition("/")[2].isdecimal() else word):
        return f'"{word}" was read as a word; write {operator} if it is meant as an operator'
    if match := _DISTANCE.fullmatch(word):
        return f'"{word}" was read as a word; write NEAR/{match[1] or match[2]} between two words that stand close'
    return None


def marks_note(runs: Sequence[tuple[str, int]]) -> str | None:
    """Return one sentence on the runs of marks (text, position) that stand alone, None for none.

    >>> marks_note([("-", 8), ("!!", 12)])
    'not looked for: "-" (character 9), "!!" (character 13)'
    """
    if not runs:
        return None
    named = [f'"{shown(text)}" (character {at + 1})' for text, at in runs[:MOST_NOTES]]
    more = f" and {len(runs) - MOST_NOTES:,} more" if len(runs) > MOST_NOTES else ""
    return f"not looked for: {', '.join(named)}{more}"


def few_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the notes, each once, at most `MOST_NOTES`; a last one counts those left out."""
    once = list(dict.fromkeys(notes))
    if len(once) <= MOST_NOTES:
        return tuple(once)
    left = len(once) - MOST_NOTES
    return (*once[:MOST_NOTES], f"{left:,} more notes of these kinds are left out")


def shown(text: str) -> str:
    """Return the text, cut where it is long."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _parted(word: str) -> tuple[str, str, str]:
    """Return the marks before the first letter or digit, what stands between it and the last, and the marks behind."""
    word = "".join(c for c in unicodedata.normalize("NFC", word) if unicodedata.category(c)[0] != "M")
    word = "".join(c for c in word if unicodedata.category(c) != "Cf")
    places = [at for at, c in enumerate(word) if c.isalnum()]
    first, last = (places[0], places[-1] + 1) if places else (len(word), len(word))
    return word[:first], word[first:last], word[last:]


def _is_strange(run: re.Match[str]) -> bool:
    """Return True for marks inside a word that may have been meant as something else."""
    if run[0] == ",":
        return not (run.string[run.start() - 1].isdigit() and run.string[run.end()].isdigit())
    return run[0] not in IN_A_WORD


def _has_strange_marks(word: str) -> bool:
    if any(map(str.isalnum, word)):
        return read_marks(word.rstrip("*"))[1] is not None
    return not (IN_A_SENTENCE | {"\u2014", "*", "="}).issuperset(word)


def _side_by_side(core: str) -> str:
    words = re.findall(r"[^\W_]+", core)
    return f'"{shown(" ".join(words))}"' if len(words) > 1 else shown("".join(words))
