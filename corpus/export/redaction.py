"""Mask in an export the numbers and addresses by which a person can be found, and count them (`Redaction`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from corpus.columns import Column
from corpus.export.content import ExportContent, ExportTable, Row
from corpus.export.redaction_rules import (
    ADDRESSED,
    FOLLOWING,
    LEFT_RUN,
    LOOKALIKES,
    MASKED_KINDS,
    MASKING_RULES,
    MAY_HOLD,
    RedactionRule,
)
from corpus.export.rows import SNIPPET, snippet
from corpus.store import Corpus

FEWEST_DIGITS = 10
"""Digits of a run that is counted as left."""

DROPPED_COLUMNS = frozenset({"start", "end", "content_sha256"})
"""Not in a masked export: places in the text as stored, and a hash by which a masked number could be tried out."""

NAMES_OF_RECORDS = frozenset(
    {"doc_id", "origin_doc_id", "key", "outlet", "url", "canonical_url", "reprint_of_url", "wayback_url", "site"}
    | {"archived", "extractor", "rules_version", "text_sha256"}
)
"""Columns that are not masked: they name an article, its place or a program, and are nobody's words."""

_RULES = (*ADDRESSED, *LOOKALIKES, *MASKING_RULES)


class MaskedText(NamedTuple):
    """A text with its masks: the places by kind (half-open ranges of the text before), and the runs that were left."""

    text: str
    places: list[tuple[int, int, str]]
    left: list[tuple[int, int]]


def masked(text: str) -> MaskedText:
    """Return the text with `[NIK]`, `[telepon]` ... where such a number stands. Time grows with the length alone.

    >>> masked("Hubungi 0812-3456-7890 (Budi), Rp 1.500.000.000.").text
    'Hubungi [telepon] (Budi), Rp 1.500.000.000.'
    """
    places: list[tuple[int, int, str]] = []
    left: list[tuple[int, int]] = []
    at = 0
    while (begin := MAY_HOLD.search(text, at)) is not None:
        first = text.rfind("\n", at, begin.start()) + 1 or at
        end = text.find("\n", begin.end())
        at = len(text) if end < 0 else end
        _read_line(text[first:at], first, places, left)
    if not places:
        return MaskedText(text, places, left)
    parts, upto = [], 0
    for start, end, kind in places:
        parts += [text[upto:start], f"[{kind}]"]
        upto = end
    return MaskedText("".join([*parts, text[upto:]]), places, left)


def _read_line(line: str, offset: int, places: list[tuple[int, int, str]], left: list[tuple[int, int]]) -> None:
    """Add the places of a line. What a rule has read is U+0000 for those behind it, as long as it was."""
    here: list[tuple[int, int, str]] = []
    rest = line if line.isascii() else "".join(map(_plain_sign, line))
    for rule in _RULES:
        if spans := _spans(rule, rest):
            rest = _blanked(rest, spans)
            here += [(start, end, rule.kind) for start, end in spans if rule.kind]
    places += [(start + offset, end + offset, kind) for start, end, kind in sorted(here)]
    left += [
        (match.start() + offset, match.end() + offset)
        for match in LEFT_RUN.finditer(rest)
        if sum(map(str.isdigit, match.group())) >= FEWEST_DIGITS
    ]


@cache
def _plain_sign(sign: str) -> str:
    """Return the ASCII digit for one of another script or width, and the e-mail's sign for its wide form."""
    return "@" if sign == "\uff20" else str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _spans(rule: RedactionRule, text: str) -> list[tuple[int, int]]:
    """Return the places that a rule reads in a line, and of numbers that follow them."""
    further = FOLLOWING.get(rule.kind)
    spans: list[tuple[int, int]] = []
    upto = 0
    for match in rule.pattern.finditer(text):
        start, end = match.span("n" if "n" in rule.pattern.groupindex else 0)
        if start < upto or (rule.unless is not None and rule.unless.search(match["gap"]) is not None):
            continue
        if text[start] == "(" and ")" not in text[start:end]:
            start += 1
        spans.append((start, end))
        while further is not None and (match_behind := further.match(text, end)) is not None:
            spans.append(match_behind.span("n"))
            end = spans[-1][1]
        upto = end
    return spans


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, upto = [], 0
    for start, end in spans:
        parts += [text[upto:start], "\0" * (end - start)]
        upto = end
    return "".join([*parts, text[upto:]])


def _of_masked(column: Column) -> Column:
    if column.name == "snippet":
        return replace(column, sql="masked_snippet(CAST({a}.text AS BLOB))")
    if column.name == "text_sha256":
        return replace(column, meaning=f"{column.meaning}; of the text before masking, empty if its row has a mask")
    return column


class Redaction:
    """The masking of one export: `counts` are the masks by kind, `left` the runs of digits that no rule knows.

    A mask counts in each value in which it stands: a number in a lead and in its text counts twice. Both are right when
    all rows were read.
    """

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.left = 0
        self._facts: dict[str, str] = {}

    def facts(self, facts: Mapping[str, str]) -> dict[str, str]:
        """Return the facts masked, with one more, "masked": the kinds now, and the counts when the rows were read."""
        self._facts = {name: masked(words).text for name, words in facts.items()} | {"masked": ", ".join(MASKED_KINDS)}
        return self._facts

    def columns(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return the columns as a masked export has them: a snippet is cut from the masked text, not through a number.

        Those of `DROPPED_COLUMNS` are left out.
        """
        left = [column for column in columns if column.name not in DROPPED_COLUMNS]
        return tuple(_of_masked(column) for column in left)

    def content(self, corpus: Corpus, content: ExportContent) -> ExportContent:
        """Return the content with its texts masked as they are read; `columns` were those of this redaction."""
        corpus.conn.create_function("masked_snippet", 1, self._snippet)
        dropped = sorted({c.name for table in content.beside for c in table.columns} & DROPPED_COLUMNS)
        if dropped:
            content.notes.append(
                f"--redact: {', '.join(dropped)} left out of the tables beside: they are of the whole text"
            )
        articles, *beside = (replace(t, columns=self.columns(t.columns), rows=self._rows(t)) for t in content.tables)
        return replace(content, articles=articles, beside=tuple(beside))

    def sentence(self) -> str:
        """Return the counts: `NIK 3, telepon 2; left: 1 run of 10 and more digits`."""
        counts = ", ".join(f"{kind} {number:,}" for kind, number in self.counts.items()) or "nothing"
        return f"{counts}; left: {self.left:,} {'run' if self.left == 1 else 'runs'} of {FEWEST_DIGITS} and more digits"

    def _rows(self, table: ExportTable) -> Iterator[Row]:
        names = [column.name for column in table.columns if column.type in ("text", "list", "json")]
        names = [name for name in names if name not in NAMES_OF_RECORDS and name not in DROPPED_COLUMNS]
        hashed = any(column.name == "text_sha256" for column in table.columns)
        for row in table.rows:
            before = sum(self.counts.values())
            changed = {name: self._value(row[name]) for name in names if row[name]}
            if hashed and sum(self.counts.values()) > before:
                changed["text_sha256"] = None
            yield {**row, **changed}
        ordered = [(kind, self.counts[kind]) for kind in MASKED_KINDS if kind in self.counts]
        self.counts.clear()
        self.counts.update(ordered)
        self._facts["masked"] = self.sentence()

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            read = masked(value)
            self.left += len(read.left)
            for _start, _end, kind in read.places:
                self._count(kind, 1)
            return read.text
        if isinstance(value, list):
            return [self._value(each) for each in value]
        if isinstance(value, dict):
            return {name: each if name in NAMES_OF_RECORDS else self._value(each) for name, each in value.items()}
        return value

    def _snippet(self, stored: bytes) -> str:
        """Return the snippet of the masked text; its masks are counted here, for the row has them as words."""
        begin = stored[: 32 * SNIPPET].decode("utf-8", "replace")[: 8 * SNIPPET]
        before, after = snippet(begin), snippet(masked(begin).text)
        for kind in MASKED_KINDS:
            self._count(kind, after.count(f"[{kind}]") - before.count(f"[{kind}]"))
        return after

    def _count(self, kind: str, number: int) -> None:
        if number > 0:
            self.counts[kind] = self.counts.get(kind, 0) + number
