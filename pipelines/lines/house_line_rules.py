"""The rules that name house lines, read from data/junk.toml, whose head explains them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY
from pipelines.lines.line_labels import TailLabel

Scope = Literal["tail", "line", "inline", "header", "marker"]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of data/junk.toml; the file's head explains the fields."""

    id: str
    scope: Scope
    pattern: re.Pattern[str]
    longest: int
    outlets: tuple[str, ...]
    examples: tuple[str, ...]
    paid: bool = False
    label: TailLabel = "furniture"
    has: tuple[str, ...] = ()

    def may_match(self, small: str) -> bool:
        """True where a sign of `has` stands in a line, which is given in small letters."""
        return any(map(small.__contains__, self.has))

    def holds_for(self, outlet_names: Sequence[str]) -> bool:
        """True where the rule is for all outlets or for one of these names."""
        return not self.outlets or any(own in name for own in self.outlets for name in outlet_names)


@lru_cache(maxsize=1)
def junk_rules() -> tuple[Rule, ...]:
    """The shipped rules, in the order of the file."""
    table = tomllib.loads((files("pipelines") / "data/junk.toml").read_text("utf-8"))
    return tuple(
        Rule(
            rule["id"],
            rule["scope"],
            re.compile(_with_names(rule["pattern"]), re.IGNORECASE | re.VERBOSE),
            rule["longest"],
            tuple(rule.get("outlets", ())),
            tuple(rule.get("examples", ())),
            rule.get("paid", False),
            rule.get("label", "furniture"),
            tuple(rule.get("has", ())),
        )
        for rule in table["rule"]
    )


def _with_names(pattern: str) -> str:
    """Return the pattern with the names of data/calendar.toml in place of {weekday} and {month}."""
    return pattern.replace("{weekday}", f"(?:{ANY_WEEKDAY})").replace("{month}", f"(?:{ANY_MONTH})")


def own_rules(patterns: Sequence[str]) -> list[Rule]:
    """An outlet's own patterns as rules for whole lines."""
    return [Rule("outlet_junk", "line", re.compile(p, re.IGNORECASE), 100_000, (), ()) for p in patterns]
