"""What else does a word of a search mean? Its relatives in this corpus, and the other names of what it names.

A single word finds its relatives (`forms`) and every name of what it names, over the years. A phrase stands as
written, but for -nya, -lah, -kah, -pun and spellings known to be the same word. What must not be there is taken as
written. Where a search wants one of two relatives and not the other, neither is expanded: it tells them apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from corpus.query.tree import Leaf, Node, Phrase, Prefix, leaves, tokens
from corpus.store import Corpus
from corpus.vocabulary.names import Name, Names, Tokens
from corpus.vocabulary.stemming import doubled, stem, without_enclitic
from corpus.vocabulary.word_index import MAX_FORMS, beginning_with, relatives

Reason = Literal["relatives", "names", "spellings", "context", "endings"]
MAX_PHRASES = 48  # variants of one phrase
MAX_COMPOUNDS = 96  # the same of a body with a place
MAX_WORDS = 1_500  # that expansion may add to one search
MAX_ENDINGS = 2_000  # words that a prefix is spelled out into; FTS5's own prefix reads all their places first


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a word of the search was taken to mean beside itself, and why; `cut` counts what was left out."""

    word: str
    reason: Reason
    added: tuple[str, ...]
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """The token sequences that count as a leaf, itself first; `contexts` are names that others bear too."""

    phrases: tuple[Tokens, ...]
    contexts: tuple[Name, ...] = ()


@dataclass(slots=True)
class Expander:
    """Says what the leaves of one search mean; `literal` takes all as written."""

    corpus: Corpus
    names: Names
    tree: Node
    literal: bool = False
    told: dict[tuple[str, Reason], Expansion] = field(default_factory=dict)
    added: int = 0
    known: dict[tuple[Leaf, bool], Meaning] = field(default_factory=dict)

    def meaning(self, leaf: Leaf, *, negated: bool = False) -> Meaning:
        """What counts as this leaf."""
        if (leaf, negated) not in self.known:
            self.known[leaf, negated] = self._meaning(leaf, negated)
        return self.known[leaf, negated]

    def endings(self, leaf: Prefix) -> tuple[Tokens, ...] | None:
        """The words of the corpus that begin so, None where they are too many, not known, or the last of several."""
        words = tokens(leaf.text)
        if len(words) != 1 or (found := beginning_with(self.corpus, words[0], MAX_ENDINGS)) is None:
            return None
        endings = tuple((term,) for term in found)
        self._tell(f"{leaf.text}*", "endings", endings)
        return endings or ((),)

    def _meaning(self, leaf: Leaf, negated: bool) -> Meaning:
        words = tokens(leaf.text)
        if self.literal or negated or isinstance(leaf, Prefix) or leaf.exact or not words:
            return Meaning((words,))
        if isinstance(leaf, Phrase) and len(words) > 1:
            return Meaning(self._phrase(leaf.text, words))
        if len(words) == 2 and stem(words[0]) == stem(words[1]):
            return self._doubled(leaf.text, words)
        if len(words) > 1:
            return Meaning(self._compound(leaf.text, words))
        return self._word(leaf.text, words[0])

    def _word(self, text: str, word: str) -> Meaning:
        if self._told_apart(word):
            return Meaning(((word,),))
        kin = [(form.term,) for form in relatives(self.corpus, word) if form.term != word]
        spelled = self.names.written((word,))
        of_them = [(f.term,) for s in spelled if len(s) == 1 for f in relatives(self.corpus, s[0])]
        spelled += [one for one in dict.fromkeys(of_them) if one not in spelled and one != (word,)]
        named = self.names.other_names((word,))
        self._tell(text, "relatives", kin[:MAX_FORMS], cut=len(kin) - MAX_FORMS)
        self._tell(text, "spellings", [s for s in spelled if s not in kin])
        self._tell(text, "names", named)
        found = dict.fromkeys([(word,), *kin[:MAX_FORMS], *spelled, *named])
        return Meaning(self._within(tuple(found)), self._contexts(found))

    def _compound(self, text: str, words: Tokens) -> tuple[Tokens, ...]:
        """BP2MI-NTT: the body under its other short names, its offices, and the place written out."""
        with_place = any(lineage.kind == "place" for word in words for lineage, _ in self.names.named((word,)))
        choices: list[list[Tokens]] = []
        for piece in self.names.pieces(words):
            place = any(lineage.kind == "place" for lineage, _ in self.names.named(piece))
            others = self.names.other_names(piece) if place else []
            short = [] if place else self.names.of_a_kind(piece, with_place=with_place)
            choices.append([piece, *others, *short, *self.names.written(piece)])
        found = [sum(choice, ()) for choice in itertools.islice(itertools.product(*choices), MAX_COMPOUNDS)]
        self._tell(text, "names", found[1:])
        return self._within(tuple(found))

    def _phrase(self, text: str, words: Tokens) -> tuple[Tokens, ...]:
        choices = [[piece, *self._same_word(piece)] for piece in self.names.pieces(words)]
        found = [sum(choice, ()) for choice in itertools.islice(itertools.product(*choices), MAX_PHRASES)]
        self._tell(text, "spellings", found[1:])
        return self._within(tuple(found))

    def _doubled(self, text: str, words: Tokens) -> Meaning:
        """pekerja-pekerja is pekerja; oleh-oleh and besar-besaran mean another thing than the single word."""
        if without_enclitic(words[1]) == words[0] and words[0] not in doubled():
            self._tell(text, "relatives", [words[:1]])
            return Meaning((words, *self._word(text, words[0]).phrases))
        named = self.names.other_names(words)
        self._tell(text, "names", named)
        return Meaning((*self._phrase(text, words), *self._within(tuple(named))))

    def _same_word(self, piece: Tokens) -> list[Tokens]:
        written = self.names.written(piece)
        if len(piece) > 1 or piece[0].isdigit():
            return written
        bare = without_enclitic(piece[0])
        kin = [(f.term,) for f in relatives(self.corpus, piece[0]) if without_enclitic(f.term) == bare]
        return [one for one in dict.fromkeys([*kin, *written]) if one != piece]

    def _told_apart(self, word: str) -> bool:
        """True where the search both wants and refuses words of one family or one name."""
        sides = {negated for leaf, negated in leaves(self.tree) if self._akin(word, tokens(leaf.text))}
        return len(sides) > 1

    def _akin(self, word: str, others: Iterable[str]) -> bool:
        own = {lineage.id for lineage, _ in self.names.named((word,))}
        return any(
            stem(word) == stem(other)
            or other in self.names.spellings(word)
            or own & {lineage.id for lineage, _ in self.names.named((other,))}
            for other in others
        )

    def _contexts(self, phrases: Iterable[Tokens]) -> tuple[Name, ...]:
        """The names among these that others bear too."""
        found = [
            name
            for phrase in phrases
            for _, name in self.names.named(phrase)
            if name.unless and tokens(name.name) == phrase
        ]
        for name in found:
            self._tell(name.name, "context", [tokens(word) for word in name.unless])
        return tuple(found)

    def _within(self, phrases: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
        room = max(1, MAX_WORDS - self.added)
        self.added += len(phrases) - 1
        return phrases[:room]

    def _tell(self, word: str, reason: Reason, added: Iterable[Tokens], cut: int = 0) -> None:
        words = tuple(" ".join(phrase) for phrase in added)
        if words:
            self.told[word, reason] = Expansion(word, reason, words, max(0, cut))
