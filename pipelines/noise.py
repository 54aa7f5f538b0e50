"""Which lines are house lines and no part of the article? Each cut is kept with the rule that cut it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from corpus.models import RemovedLine

Scope = Literal["head", "tail", "line", "inline", "header", "marker"]
HEAD_LINES = 6
TAIL_FROM = 0.6  # tail rules look at the lines behind this share
LAST_LINES = 3  # and always at the last ones
MARKED_TITLES = 5
TITLE_LENGTH = 140
DOUBLED_LENGTH = 80  # characters above which nobody writes the same paragraph twice


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of data/junk.toml; the file's head explains the fields."""

    id: str
    scope: Scope
    pattern: re.Pattern[str]
    longest: int
    outlets: tuple[str, ...]
    examples: tuple[str, ...]

    def holds_for(self, outlet_names: Sequence[str]) -> bool:
        """True where the rule is for all outlets or for one of these names."""
        return not self.outlets or any(own in name for own in self.outlets for name in outlet_names)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body with its position among the lines as extracted."""

    position: int
    text: str


@lru_cache(maxsize=1)
def junk_rules() -> tuple[Rule, ...]:
    """The shipped rules, in the order of the file."""
    table = tomllib.loads((files("pipelines") / "data/junk.toml").read_text("utf-8"))
    return tuple(
        Rule(
            rule["id"],
            rule["scope"],
            re.compile(rule["pattern"], re.IGNORECASE | re.VERBOSE),
            rule["longest"],
            tuple(rule.get("outlets", ())),
            tuple(rule.get("examples", ())),
        )
        for rule in table["rule"]
    )


def cut_noise(
    lines: Sequence[Line], *, outlet_names: Sequence[str] = (), own: Sequence[str] = ()
) -> tuple[list[Line], list[RemovedLine]]:
    """The lines without house lines, and what was cut. `own` are an outlet's own patterns (whole line).

    >>> kept, cut = cut_noise([Line(0, "Balai itu dibuka."), Line(1, "Baca Juga: Apel Pagi di Contoh")])
    >>> [line.text for line in kept], [(c.rule, c.position) for c in cut]
    (['Balai itu dibuka.'], [('read_also', 1)])
    """
    removed: list[RemovedLine] = []
    kept = list(lines)
    for rule in (*_own_rules(own), *(r for r in junk_rules() if r.holds_for(outlet_names))):
        kept = _STEPS[rule.scope](rule, kept, removed)
    return kept, sorted(removed, key=lambda cut: cut.position)


def _own_rules(patterns: Sequence[str]) -> list[Rule]:
    return [Rule("outlet_junk", "line", re.compile(p, re.IGNORECASE), 100_000, (), ()) for p in patterns]


def _fits(rule: Rule, text: str) -> bool:
    return len(text) <= rule.longest and rule.pattern.fullmatch(text.strip()) is not None


def _cut_where(rule: Rule, lines: list[Line], removed: list[RemovedLine], reach: Callable[[int], bool]) -> list[Line]:
    kept = []
    for index, line in enumerate(lines):
        if reach(index) and _fits(rule, line.text):
            removed.append(RemovedLine(rule.id, line.position, line.text))
        else:
            kept.append(line)
    return kept


def _cut_lines(rule: Rule, lines: list[Line], removed: list[RemovedLine]) -> list[Line]:
    return _cut_where(rule, lines, removed, lambda _: True)


def _cut_head(rule: Rule, lines: list[Line], removed: list[RemovedLine]) -> list[Line]:
    return _cut_where(rule, lines, removed, lambda index: index < HEAD_LINES)


def _cut_tail(rule: Rule, lines: list[Line], removed: list[RemovedLine]) -> list[Line]:
    return _cut_where(rule, lines, removed, lambda index: _in_tail(index, len(lines)))


def _in_tail(index: int, count: int) -> bool:
    return index >= TAIL_FROM * count or index >= max(1, count - LAST_LINES)


def _cut_inline(rule: Rule, lines: list[Line], removed: list[RemovedLine]) -> list[Line]:
    kept = []
    for line in lines:
        text = line.text
        for found in rule.pattern.finditer(line.text):
            removed.append(RemovedLine(rule.id, line.position, found[0].strip()))
            text = text.replace(found[0], "", 1)
        if text.strip():
            kept.append(Line(line.position, " ".join(text.split())) if text != line.text else line)
    return kept


def _cut_behind_header(rule: Rule, lines: list[Line], removed: list[RemovedLine]) -> list[Line]:
    for index, line in enumerate(lines):
        if _in_tail(index, len(lines)) and _fits(rule, line.text):
            removed.extend(RemovedLine(rule.id, cut.position, cut.text) for cut in lines[index:])
            return lines[:index]
    return lines


def _cut_marked(rule: Rule, lines: list[Line], removed: list[RemovedLine]) -> list[Line]:
    kept: list[Line] = []
    left = 0
    for line in lines:
        if _fits(rule, line.text):
            left = MARKED_TITLES
        elif left and _is_title(line.text):
            left -= 1
        else:
            left = 0
            kept.append(line)
            continue
        removed.append(RemovedLine(rule.id, line.position, line.text))
    return kept


def _is_title(text: str) -> bool:
    return len(text) <= TITLE_LENGTH and not text.endswith((".", "!", "”", '"', ":", ";", ","))


_STEPS: dict[str, Callable[[Rule, list[Line], list[RemovedLine]], list[Line]]] = {
    "head": _cut_head,
    "header": _cut_behind_header,
    "inline": _cut_inline,
    "line": _cut_lines,
    "marker": _cut_marked,
    "tail": _cut_tail,
}


def cut_repeated_head(
    lines: Sequence[Line], title: str | None, description: str | None
) -> tuple[list[Line], list[RemovedLine]]:
    """Cut the title, and then the description, where they are repeated as first lines of the body."""
    kept, removed = list(lines), []
    for rule, words in (("title_repeated", title), ("description_repeated", description)):
        for line in kept[:2]:
            if words and _same(line.text, words) and len(kept) > 1:
                kept.remove(line)
                removed.append(RemovedLine(rule, line.position, line.text))
                break
    return kept, removed


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower()


def cut_doubled(lines: Sequence[Line]) -> tuple[list[Line], list[RemovedLine]]:
    """Cut long paragraphs that stand twice: some templates hold the whole body two times (radar pages, seen 2025)."""
    kept: list[Line] = []
    removed: list[RemovedLine] = []
    had: set[str] = set()
    for line in lines:
        if len(line.text) > DOUBLED_LENGTH and line.text in had:
            removed.append(RemovedLine("doubled", line.position, line.text))
        else:
            kept.append(line)
            had.add(line.text)
    return kept, removed
