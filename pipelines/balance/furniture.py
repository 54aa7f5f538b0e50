"""Named rules by which words of a page are no part of its article: regions of the page and single lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.page.table import PageNode
from pipelines.strings.class_words import CLASS_WORD, class_words

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "relatedPosts"
# What a page builder calls each part ("elementor-widget-text-editor"): only what stands behind it says something
BUILDER = re.compile(r"^elementor(?:-(?:element|widget|location))?(?:-|$)|^(?:et_pb|fl|vc|wp-block|wpb)[_-]")
MAX_LINE = 400  # characters of a line that a line's rule is tried on
MOST_PARTS = 3  # parts of a class that are read as one name


@dataclass(frozen=True, slots=True)
class Region:
    """Why what stands under an element is outside; `prose` is False where that explains no sentences.

    `doubtful` is a name that templates give to anything, so that the box must have the form of it, too.
    """

    reason: str
    prose: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """Why what stands under a heading is outside, where it has at most `longest` words."""

    reason: str
    longest: int
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _heading_rules() -> tuple[HeadingRule, ...]:
    table = tomllib.loads((files("pipelines") / "data/outside.toml").read_text("utf-8"))
    return tuple(
        HeadingRule(row["reason"], row["longest"], re.compile(row["pattern"], re.IGNORECASE | re.VERBOSE))
        for row in table["heading"]
    )


@lru_cache(maxsize=1)
def _any_heading() -> re.Pattern[str]:
    """The patterns of all headings in one, for small letters: most lines are none, and case costs the most time."""
    patterns = [rule.pattern.pattern for rule in _heading_rules()]
    if capitals := [pattern for pattern in patterns if re.search(r"(?<!\\)[A-Z]", pattern)]:
        raise ValueError(f"pipelines/data/outside.toml: a heading's pattern has a capital letter in it: {capitals[0]}")
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.VERBOSE)


@lru_cache(maxsize=4096)  # several ask for each line of a page
def heading_rule(text: str) -> HeadingRule | None:
    """Return the first rule whose pattern is the whole heading; None without one.

    >>> heading_rule("3 Komentar").reason, heading_rule("Tiga Loket Dibuka")
    ('comment', None)
    """
    if _any_heading().fullmatch(text.lower()) is None:
        return None
    return next((rule for rule in _heading_rules() if rule.pattern.fullmatch(text)), None)


@lru_cache(maxsize=1)
def _tables() -> tuple[
    dict[str, Region], dict[str, Region], dict[str, Region], tuple[tuple[str, bool, re.Pattern[str]], ...]
]:
    """Return the regions by tag, by role and by name, and the rules for lines."""
    table = tomllib.loads((files("pipelines") / "data/outside.toml").read_text("utf-8"))
    by_tag: dict[str, Region] = {}
    by_role: dict[str, Region] = {}
    by_name: dict[str, Region] = {}
    for row in table["region"]:
        region = Region(row["reason"], row.get("prose", True))
        doubtful = Region(row["reason"], row.get("prose", True), doubtful=True)
        for mapping, key in ((by_tag, "tags"), (by_role, "roles"), (by_name, "names"), (by_name, "doubtful")):
            for name in row.get(key, ()):
                joined = "-".join(CLASS_WORD.findall(name))
                mapping.setdefault(joined, doubtful if key == "doubtful" else region)
    lines = tuple(
        (row["reason"], row.get("prose", False), re.compile(row["pattern"], re.IGNORECASE | re.VERBOSE))
        for row in table["line"]
    )
    return by_tag, by_role, by_name, lines


@lru_cache(maxsize=1)
def _first_and_last_parts() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last parts of the names that a region has."""
    names = [name.split("-") for name in _tables()[2]]
    return frozenset(parts[0] for parts in names), frozenset(parts[-1] for parts in names)


def region_of(node: PageNode) -> Region | None:
    """The region that an element is by its own tag, role, class or id; None for any other element."""
    by_tag, by_role, _, _ = _tables()
    if region := by_tag.get(node.tag):
        return region
    if (role := node.attributes.get("role")) and (region := by_role.get(role.strip().lower())):
        return region
    return named_region(node.names) if node.names else None


@lru_cache(maxsize=8192)
def named_region(names: str) -> Region | None:
    """The region that a class and id name: by a whole name, else by its last or first parts.

    >>> named_region("site-footer clearfix").reason, named_region("relatedPosts").reason, named_region("post-content")
    ('footer', 'teaser', None)
    >>> named_region("elementor-widget elementor-widget-text-editor")
    """
    by_name = _tables()[2]
    openings, endings = _first_and_last_parts()
    if names.islower() and (words := class_words(names)).isdisjoint(openings) and words.isdisjoint(endings):
        return None
    weak: Region | None = None
    for name in names.split():
        parts = CLASS_WORD.findall(BUILDER.sub("", (name if name.islower() else CAMEL.sub("-", name).lower())))
        if not parts or (parts[0] not in openings and parts[-1] not in endings):
            continue  # most names say nothing: 10 us a name without this
        for size in range(min(MOST_PARTS, len(parts)), 0, -1):
            for start in (0, len(parts) - size)[: 1 if size == len(parts) else 2]:
                region = by_name.get("-".join(parts[start : start + size]))
                if region is None:
                    continue
                if region.prose and not region.doubtful:
                    return region
                if weak is None or (region.prose and not weak.prose):
                    weak = region
    return weak


@lru_cache(maxsize=4096)
def line_reason(text: str, *, sentence: bool) -> str | None:
    """The reason of the first rule that matches the whole line; for a `sentence` only rules for prose are tried."""
    if len(text) > MAX_LINE:
        return None
    rules = _tables()[3]
    return next((why for why, prose, pattern in rules if prose >= sentence and pattern.fullmatch(text)), None)
