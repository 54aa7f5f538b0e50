"""Measure mentions: which persons and bodies are named where, on made-up articles.

    python -m benchmarks.mentions [--set-aside] [--items]

Prints precision and recall for persons of the names file, for other persons, and for bodies, the share of right roles,
and of local offices named with their place; then a line for each wrong item. `--set-aside` measures the articles that
nobody looks at while rules are written: figures only, wrong items with `--items`.

A given mention is right where it lies within a mention of the gold, or shares half of the words of the longer one, and
its name is the gold's (case, titles and degrees aside), any other form of the same body, or that form with its place.
A second one within the same mention ("Badan ... (BP2MI)") counts only where its name is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..quotes.matching import bare_name, share, within
from .mention_gold import ARTICLES, SET_ASIDE, GoldArticle, GoldMention, read_articles

GROUPS = ("listed persons", "other persons", "bodies")


class GivenMention(Protocol):
    """A mention as the measured program gives it: code points of the text, "person" or "body", name and role."""

    start: int
    end: int
    kind: str
    name: str
    role: str | None


def mentions_given(article: GoldArticle) -> Sequence[GivenMention]:
    """The mentions of a text as the rules give them: the one place that knows the measured code."""
    from corpus.people_named.mention_rows import mentions_of

    return tuple(mentions_of(article.title, article.text))


@dataclass(slots=True)
class MentionTally:
    """Counts of one group: mentions of the gold, those given, those given wrongly, roles and places."""

    gold: int = 0
    right: int = 0
    wrong: int = 0
    roles: int = 0
    roles_right: int = 0
    places: int = 0
    places_right: int = 0

    def row(self) -> str:
        """The counts and the two shares; precision is of right and wrong ones together."""
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / self.gold if self.gold else 1.0
        return (
            f"precision {precision:.3f} ({self.wrong} wrong), recall {recall:.3f} ({self.right} of {self.gold}), "
            f"roles right {self.roles_right} of {self.roles}, places right {self.places_right} of {self.places}"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and give the exit code: 0 if nothing is wrong or missed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mentions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--set-aside", action="store_true", help="measure the set-aside articles")
    parser.add_argument("--items", action="store_true", help="with --set-aside: also print each wrong item")
    options = parser.parse_args(argv)
    articles = read_articles(SET_ASIDE if options.set_aside else ARTICLES)
    tallies = {group: MentionTally() for group in GROUPS}
    wrong = [line for article in articles for line in compare_mentions(article, mentions_given(article), tallies)]
    print(f"{len(articles)} articles")
    for group, tally in tallies.items():
        print(f"  {group:15}{tally.row()}")
    print(f"wrong items: {len(wrong)}")
    if options.items or not options.set_aside:
        print(*wrong, sep="\n")
    return 1 if wrong else 0


def compare_mentions(
    article: GoldArticle, given: Sequence[GivenMention], tallies: dict[str, MentionTally]
) -> list[str]:
    """Add one article to the tallies (one a group of GROUPS); a line for each wrong item."""
    lines: list[str] = []
    best: dict[int, GivenMention] = {}  # number of the gold's mention -> the first right answer with the best place
    for answer in given:
        where = f"{article.name} {answer.start} “{article.text[answer.start : answer.end]}”"
        number = _place(article, answer)
        truth = article.mentions[number] if number is not None else None
        if truth and truth.optional:
            continue
        if number is None or truth is None or truth.named is None or not _same(truth, answer):
            group = _group(truth) if truth and truth.named else _group_of(answer)
            tallies[group].wrong += 1
            expected = truth.named.name if truth and truth.named else "nobody"
            lines.append(f"{where}: {answer.kind} {answer.name}; gold {expected}")
        elif number not in best or _has_place(truth, answer):
            best[number] = answer
    for number, truth in enumerate(article.mentions):
        if truth.named is None:
            continue
        tally = tallies[_group(truth)]
        tally.gold += 1
        if number not in best:
            words = article.text[truth.start : truth.end]
            lines.append(f"{article.name} {truth.start} “{words}”: missed; gold {truth.named.name}")
            continue
        answer = best[number]
        tally.right += 1
        if truth.named.role:
            tally.roles += 1
            tally.roles_right += within(truth.named.role, answer.role or "")
        if truth.named.places:
            tally.places += 1
            tally.places_right += _has_place(truth, answer)
    return lines


def _place(article: GoldArticle, answer: GivenMention) -> int | None:
    """The number of the gold's mention that the answer is about."""
    for number, truth in enumerate(article.mentions):
        inside = truth.start <= answer.start and answer.end <= truth.end
        if inside or share(article.text, (truth.start, truth.end), (answer.start, answer.end)) >= 0.5:
            return number
    return None


def _same(truth: GoldMention, answer: GivenMention) -> bool:
    named = truth.named
    forms = {bare_name(form) for form in (named.name, *named.also)} if named else set()
    return named is not None and answer.kind == named.kind and bare_name(answer.name) in forms


def _has_place(truth: GoldMention, answer: GivenMention) -> bool:
    return any(within(place, answer.name) for place in (truth.named.places if truth.named else ()))


def _group(truth: GoldMention) -> str:
    if truth.named and truth.named.kind == "person":
        return GROUPS[0] if truth.named.listed else GROUPS[1]
    return GROUPS[2]


def _group_of(answer: GivenMention) -> str:
    return GROUPS[1] if answer.kind == "person" else GROUPS[2]


if __name__ == "__main__":
    sys.exit(main())
