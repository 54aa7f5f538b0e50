"""Compares what a system says of lineage with the truth: pairs of a story, edges, origins and verbatim words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.lineage_made import RUN, Edge, Family, Made, runs, shared_words, word_spans, words_within
from benchmarks.lineage_result import Result


@dataclass(slots=True)
class Share:
    """So many right of so many; 1 where there are none."""

    right: int = 0
    of: int = 0

    def add(self, right: int, of: int = 1) -> None:
        """Count."""
        self.right += right
        self.of += of

    @property
    def value(self) -> float:
        """The share."""
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f}" if self.of else "-"


MEASURES = (
    "group precision", "group recall", "edge precision", "edge recall", "origin right", "spans exact", "word precision",
    "word recall",
)  # fmt: skip


@dataclass(slots=True)
class Score:
    """The measures of all families or of one kind, and a line for each wrong item by what is wrong."""

    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in MEASURES})
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def holds(self, bounds: Mapping[str, float]) -> bool:
        """True where groups, origins and spans reach their bounds."""
        return (
            min(self.shares["group precision"].value, self.shares["group recall"].value) >= bounds["groups"]
            and self.shares["origin right"].value >= bounds["origin"]
            and self.shares["spans exact"].value >= bounds["spans"]
        )


def score(families: Sequence[Family], result: Result, kind: str | None = None) -> Score:
    """The measures over all families, or over those of one kind: a wrong pair with another kind counts for both."""
    total = Score()
    truth = {made.key: made for family in families for made in family.articles}
    chosen = {made.key for family in families if kind in (None, family.kind) for made in family.articles}
    names = {made.name: made.key for made in truth.values()}
    _groups(total, truth, result, chosen)
    _edges(total, truth, names, result, chosen)
    _origins(total, truth, names, result, chosen)
    _spans(total, truth, names, result, chosen)
    return total


def _pairs(groups: Iterable[Sequence[str]], chosen: set[str]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2) if chosen.intersection(pair)}


def _groups(total: Score, truth: Mapping[str, Made], result: Result, chosen: set[str]) -> None:
    right, given = defaultdict(list), defaultdict(list)
    for key, made in truth.items():
        right[made.story].append(key)
        given[result.stories.get(key, key)].append(key)
    true, said = _pairs(right.values(), chosen), _pairs(given.values(), chosen)
    total.shares["group precision"].add(len(true & said), len(said))
    total.shares["group recall"].add(len(true & said), len(true))
    for story, keys in given.items():  # one line an article that stands with others than most of its group
        if len(by_truth := Counter(truth[key].story for key in keys)) > 1:
            most = max(sorted(by_truth), key=by_truth.__getitem__)
            total.wrong["joined with another story"] += [
                f"{truth[key].name} with {most} (root {_name(truth, story)})"
                for key in keys if truth[key].story != most and key in chosen
            ]  # fmt: skip
    for keys in right.values():
        stories = Counter(result.stories.get(key, key) for key in keys)
        if len(stories) > 1:
            most = max(sorted(stories), key=stories.__getitem__)
            total.wrong["not joined with its story"] += [
                f"{truth[key].name} (story {truth[key].story}; put to {_name(truth, result.stories.get(key, key))})"
                for key in keys if result.stories.get(key, key) != most and key in chosen
            ]  # fmt: skip


def _name(truth: Mapping[str, Made], key: str) -> str:
    return truth[key].name if key in truth else key


def _edges(total: Score, truth: Mapping[str, Made], names: Mapping[str, str], result: Result, chosen: set[str]) -> None:
    true = {(key, names[edge.origin]) for key, made in truth.items() for edge in made.edges if not edge.optional}
    allowed = {(key, names[edge.origin]) for key, made in truth.items() for edge in made.edges}
    mine = {pair for pair in true if pair[0] in chosen}
    given = {pair for pair in result.edges if pair[0] in chosen}
    counted = given - (allowed - true)
    total.shares["edge precision"].add(len(counted & true), len(counted))
    total.shares["edge recall"].add(len(counted & mine), len(mine))
    for title, pairs in (("edge missing", mine - given), ("edge wrong", counted - true)):
        total.wrong[title] += [f"{_name(truth, copy)} -> {_name(truth, origin)}" for copy, origin in sorted(pairs)]


def _origins(
    total: Score, truth: Mapping[str, Made], names: Mapping[str, str], result: Result, chosen: set[str]
) -> None:
    groups = defaultdict(list)
    for key, made in truth.items():
        groups[names[made.story]].append(key)
    for root, keys in groups.items():
        stories = Counter(result.stories.get(key, key) for key in keys)
        story, size = max(sorted(stories.items()), key=lambda row: row[1])
        if size < 2 or root not in chosen or not truth[root].origin_counts:
            continue  # nothing was grouped, or nobody can know
        total.shares["origin right"].add(story == root)
        why = truth[root].why
        for pair, row in result.edges.items():
            if pair[1] == root and pair[0] in chosen:
                total.reasons[why, row.reason or "-"] += 1
        if story != root:
            total.wrong["another origin"].append(
                f"{truth[root].name} is right ({why}); {_name(truth, story)} was taken"
            )


def verbatim_words(made: Made, edge: Edge, origin: Made) -> tuple[set[int], set[int]]:
    """The numbers of the copy's words that must be reported as verbatim from the origin, and of those that may be."""
    words, shared = word_spans(made.text), shared_words(made.text, origin.text)
    copied = words_within(words, edge.spans)
    must = {n for start, end in runs(copied) if end - start >= RUN for n in range(start, end)} & shared
    return must, copied | shared


def _spans(total: Score, truth: Mapping[str, Made], names: Mapping[str, str], result: Result, chosen: set[str]) -> None:
    if result.spans is None:
        return
    for key in chosen:
        made, words = truth[key], word_spans(truth[key].text)
        for edge in made.edges:
            origin = names[edge.origin]
            if (given := result.spans.get((key, origin))) is None:
                continue
            must, may = verbatim_words(made, edge, truth[origin])
            reported = words_within(words, given)
            total.shares["word precision"].add(len(reported & may), len(reported))
            total.shares["word recall"].add(len(reported & must), len(must))
            for start, end in runs(must):
                around = {start - 1, end} - may
                exact = set(range(start, end)) <= reported and not around & reported
                total.shares["spans exact"].add(exact)
                if not exact:
                    text = made.text[words[start][0] : words[end - 1][1]]
                    total.wrong["span not exact"].append(
                        f"{made.name} of {edge.origin}: {text[:70]!r}, {end - start} words"
                    )


def print_scores(families: Sequence[Family], result: Result, total: Score) -> None:
    """A table: a row a kind, and all."""
    articles = Counter(family.kind for family in families for _ in family.articles)
    true = {made.story for family in families for made in family.articles}
    given = {result.stories.get(made.key, made.key) for family in families for made in family.articles}
    print(f"{articles.total()} articles, {len(families)} families, {len(true)} stories; {len(given)} were given\n")
    print("| kind | articles |", " | ".join(MEASURES), "|")
    print("|---" * (len(MEASURES) + 2) + "|")
    for kind in sorted(articles):
        shares = score(families, result, kind).shares
        print(f"| {kind} | {articles[kind]} |", " | ".join(str(shares[name]) for name in MEASURES), "|")
    print(f"| all | {articles.total()} |", " | ".join(str(total.shares[name]) for name in MEASURES), "|")
    if total.reasons:
        print("\nwhy the origin is right, and the reason given:", *(f"{why}: {given} {n}" for (why, given), n in
              sorted(total.reasons.items())), sep="\n  ")  # fmt: skip
