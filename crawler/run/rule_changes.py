"""Count what newer rules changed: words in and out of the articles, and which rules cut more or less than before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.models import Article
from corpus.query.lookup import refined_text
from corpus.sentences import counted
from corpus.store import Corpus
from pipelines.rules import rules_version

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Before:
    """An article as it stands before it is refined again; `cuts` are words by rule."""

    text: str
    rules_version: str
    cuts: Counter[str]


@dataclass(slots=True)
class RuleChanges:
    """Counts over all articles: words into and out of their texts, and what each rule cuts now and cut before."""

    versions: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    words_in: int = 0
    words_out: int = 0
    cut_now: Counter[str] = field(default_factory=Counter)
    cut_before: Counter[str] = field(default_factory=Counter)

    def note(self, before: Before | None, now: object) -> None:
        """Count one article that was there before and is there again."""
        if before is None or not isinstance(now, Article):
            return
        self.versions[before.rules_version] += 1
        old, new = Counter(WORD.findall(before.text)), Counter(WORD.findall(now.text))
        self.words_in += (new - old).total()
        self.words_out += (old - new).total()
        self.articles += before.text != now.text
        self.cut_before += before.cuts
        self.cut_now += _words_cut((cut.rule, cut.text) for cut in now.removed)

    def __bool__(self) -> bool:
        """True where the rules changed something."""
        return bool(self.articles or self.by_rule())

    def by_rule(self) -> dict[str, int]:
        """Rule -> words it cuts more (or, negative, less) than before; rules that cut as before are left out."""
        rules = sorted({*self.cut_now, *self.cut_before})
        return {rule: n for rule in rules if (n := self.cut_now[rule] - self.cut_before[rule])}

    def as_object(self) -> dict[str, Any]:
        """The changes as an object for --json."""
        return {
            "from": sorted(self.versions),
            "to": rules_version(),
            "articles_changed": self.articles,
            "words_in": self.words_in,
            "words_out": self.words_out,
            "by_rule": self.by_rule(),
        }

    def lines(self) -> Iterator[str]:
        """Yield the changes as lines for a reader; none where nothing differs."""
        if not self:
            return
        before = ", ".join(sorted(self.versions))
        words = f"{self.words_in} words in, {self.words_out} out"
        yield f"rules {before} -> {rules_version()}: {counted(self.articles, 'text')} changed, {words}"
        for rule, more in sorted(self.by_rule().items(), key=lambda item: -abs(item[1])):
            yield f"  {rule}: {abs(more)} words {'more' if more > 0 else 'fewer'} cut"


def before_of(corpus: Corpus, key: str | None) -> Before | None:
    """The article under this key as it stands now."""
    stored = refined_text(corpus, key) if key else None
    return Before(stored.text, stored.rules_version, _words_cut(stored.cuts)) if stored else None


def _words_cut(cuts: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for rule, text in cuts:
        counts[rule] += len(text.split())
    return counts
