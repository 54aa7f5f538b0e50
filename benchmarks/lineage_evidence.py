"""Checks that what a story's pages print about source and time leads to the origin that the truth names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.lineage_made import Family, Made


def names_outlet(made: Made, other: Made) -> bool:
    """True where the article's credit or reprint notice names the outlet of the other one."""
    printed = [value for value in (made.credit, made.reprint_of_outlet, made.reprint_of_url) if value]
    outlet = other.outlet
    return made.outlet != outlet and any(outlet.name in value or outlet.site in value for value in printed)


def not_before(made: Made, root: Made) -> bool:
    """True where the article prints no reliable time that is earlier than the root's instant."""
    assert root.published_at is not None
    if made.date_confidence == "disputed":
        return True
    if made.published_at is not None:
        return made.published_at > root.published_at
    return made.published_day is None or made.published_day >= root.published_at.date()


def evidence_problems(family: Family) -> Iterator[str]:
    """A line for each story whose root can't be told by the rule that the truth names."""
    stories: dict[str, list[Made]] = defaultdict(list)
    for made in family.articles:
        stories[made.story].append(made)
    for name, group in stories.items():
        [root] = [made for made in group if made.name == name]
        copies = [made for made in group if made is not root]
        if copies and root.origin_counts:
            yield from (f"{name}: {problem}" for problem in _problems(root, copies))


def _problems(root: Made, copies: Sequence[Made]) -> Iterator[str]:
    agencies = [made for made in copies if made.outlet.kind == "agency"]
    named = [(made, other) for made in copies for other in (root, *copies) if names_outlet(made, other)]
    if any(other.outlet != root.outlet for _, other in named):
        yield "a copy names another outlet of the story"
    match root.why:
        case "alone":
            yield "it has copies and no rule"
        case "agency":
            if root.outlet.kind != "agency" or agencies:
                yield "the agency's page is not the root alone"
        case "credit":
            if not named or any(not names_outlet(made, root) for made in agencies):
                yield "no copy names its outlet, or an agency's page does not"
        case "earliest":
            if agencies or named or root.outlet.kind == "agency":
                yield "another rule decides before the instant"
            elif root.published_at is None or not all(not_before(made, root) for made in copies):
                yield "it is not the earliest"
