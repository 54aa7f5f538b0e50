"""Expand the words of a search to related words and other names (`Expander.meaning`).

A single word also finds the words with the same root (table `forms`) and every name that its body, office or place
has had, and what it covers (ASN: PNS, PPPK). Words that together are a full name (korea selatan) also find its other
names (`with_full_names`). A phrase is expanded only by -nya, -lah, -kah, -pun and by spellings known to be the same
word. An excluded word is taken as written. If a search requires one word of a family and excludes another, neither is
expanded.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.query.tree import All, AnyOf, InTitle, Leaf, ListName, Node, Phrase, Prefix, Word, leaves
from corpus.store import Corpus
from corpus.vocabulary.kinship import kin
from corpus.vocabulary.names import Name, Names
from corpus.vocabulary.stemming import doubled, plain_form, same_word, stem, without_enclitic
from corpus.vocabulary.tokens import Tokens, tokens
from corpus.vocabulary.word_index import MAX_FORMS, beginning_with, relatives
from corpus.vocabulary.written import LONGEST_LAW, together, ways

Reason = Literal["relatives", "names", "kinds", "wider", "spellings", "context", "endings"]
MAX_PHRASES = 48  # variants of one phrase
MAX_COMPOUNDS = 96  # variants of a body's name with a place
MAX_WORDS = 1_500  # words that expansion may add to one search
GAP = 3  # characters between two words that stand side by side; an operator takes more
MAX_ENDINGS = 2_000  # words that a prefix is spelled out into; FTS5's own prefix query reads all their positions first


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words `added` to a word of the search, and the reason; `cut` counts words that were left out.

    Two reasons add nothing: `context` has the words that rule a name out, `wider` what the word names a kind of.
    """

    word: str
    reason: Reason
    added: tuple[str, ...]
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """The token sequences that match a leaf, its own first; `contexts` are names among them that others share."""

    phrases: tuple[Tokens, ...]
    contexts: tuple[Name, ...] = ()


def with_full_names(node: Node, names: Names) -> Node:
    """Return the search with each run of words that is a known full name also read as that name.

    `korea selatan` becomes `(korea AND selatan) OR korea-selatan`, and the compound finds Korsel. What is one thing by
    how it is written (UU 18/2017, non prosedural, Rp 5) becomes a compound alone. Excluded words, words with operators
    between them and words to be taken exactly stay as they are.
    """
    match node:
        case InTitle(part):
            return InTitle(with_full_names(part, names))
        case AnyOf(several):
            return AnyOf(tuple(with_full_names(part, names) for part in several))
        case All(required, excluded):
            read = [with_full_names(part, names) for part in required]
            joined: list[Node] = []
            while read:
                one, length = _together(read), _name_length(read, names)
                run, read = read[: max(one, length)], read[max(one, length) :]
                joined.append(run[0] if len(run) == 1 else _as_one(run) if one >= length else _or_name(run))
            return joined[0] if len(joined) == 1 and not excluded else All(tuple(joined), excluded)
        case _:
            return node


def _name_length(read: Sequence[Node], names: Names) -> int:
    """Return how many of the first words are together a full name or a spelling of one word; 1 if they are none."""
    longest, words, end = 1, tokens(""), None
    for length, part in enumerate(read[: names.longest], 1):
        if not isinstance(part, Word) or part.exact or (end is not None and part.at - end > GAP):
            break
        words, end = words + tokens(part.text), part.at + len(part.text)
        if length > 1 and (names.named(words) or names.written(words)):
            longest = length
    return longest


def _together(read: Sequence[Node]) -> int:
    """Return how many of the first words are one thing by how they are written: a law, an amount, a bound form."""
    words, end = list[str](), None
    for part in read[:LONGEST_LAW]:
        if not isinstance(part, Word) or part.exact or (end is not None and part.at - end > GAP):
            break
        words.append(part.text)
        end = part.at + len(part.text)
    return together(words) if len(words) > 1 else 1


def _or_name(run: Sequence[Node]) -> Node:
    return AnyOf((All(tuple(run)), _as_one(run)))


def _as_one(run: Sequence[Node]) -> Word:
    """Return these words as one with several tokens."""
    words = [part for part in run if isinstance(part, Word)]
    return Word(" ".join(word.text for word in words), words[0].at)


@dataclass(frozen=True, slots=True)
class _Relations:
    """The required or the excluded words of a search, with their roots and what they name."""

    words: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    lineages: frozenset[str] = frozenset()

    @classmethod
    def of_both_sides(cls, tree: Node, names: Names) -> tuple[_Relations, _Relations]:
        """Return the required and the excluded words; read once a search, which may have hundreds of words."""
        sides: tuple[set[str], set[str]] = set(), set()
        for leaf, negated in leaves(tree):
            sides[negated].update(tokens(leaf.text))
        if not all(sides):
            return cls(), cls()
        required, excluded = (cls.of_words(side, names) for side in sides)
        return required, excluded

    @classmethod
    def of_words(cls, words: set[str], names: Names) -> _Relations:
        """Return what these words are related to."""
        families = (names.family((word,)) for word in words)
        return cls(frozenset(words), frozenset(map(stem, words)), frozenset[str]().union(*families))

    def has(self, word: str, names: Names) -> bool:
        """Return True if one of the words has this word's root, is a spelling of it or names the same thing."""
        return (
            stem(word) in self.roots
            or not self.words.isdisjoint(names.spellings(word))
            or not self.lineages.isdisjoint(names.family((word,)))
        )


@dataclass(slots=True)
class Expander:
    """Expands the leaves of one search, and records in `expansions` what it added.

    `literal` switches expansion off. `added` counts the phrases added so far, `known` caches the meanings, and `sides`
    what the required and the excluded words are related to.
    """

    corpus: Corpus
    names: Names
    tree: Node
    literal: bool = False
    expansions: dict[tuple[str, Reason], Expansion] = field(default_factory=dict)
    added: int = 0
    known: dict[tuple[Leaf, bool], Meaning] = field(default_factory=dict)
    sides: tuple[_Relations, _Relations] | None = None

    def meaning(self, leaf: Leaf, *, negated: bool = False) -> Meaning:
        """Return the token sequences that match this leaf."""
        if (leaf, negated) not in self.known:
            self.known[leaf, negated] = self._meaning(leaf, negated)
        return self.known[leaf, negated]

    def endings(self, leaf: Prefix) -> tuple[Tokens, ...] | None:
        """Return the words of the corpus with this prefix, or None if FTS5's own prefix query must be used.

        That is so for a prefix after other words, for too many words, and if the index of words is not up to date.
        """
        words = tokens(leaf.text)
        if len(words) != 1 or (terms := beginning_with(self.corpus, words[0], MAX_ENDINGS)) is None:
            return None
        endings = tuple((term,) for term in terms)
        self._record(f"{leaf.text}*", "endings", endings)
        return endings or ((),)

    def _meaning(self, leaf: Leaf, negated: bool) -> Meaning:
        words = tokens(leaf.text)
        if self.literal or negated or isinstance(leaf, Prefix) or leaf.exact or not words:
            return Meaning((words,))
        if isinstance(leaf, ListName):
            return self._name(leaf.text, words)
        if isinstance(leaf, Phrase) and len(words) > 1:
            return Meaning(self._phrase(leaf.text))
        if len(words) == 2 and stem(words[0]) == stem(words[1]):
            return self._doubled(leaf.text, words)
        if len(words) > 1:
            return self._compound(leaf.text, words)
        return self._word(leaf.text, words[0])

    def _word(self, text: str, word: str) -> Meaning:
        """Return a single word with its relatives, its spellings and the other names of what it names."""
        if self._is_contrasted(word):
            return Meaning(((word,),))
        akin = [(form.term,) for form in kin(self.corpus, word) if form.term != word]
        plain = plain_form(word)  # full-width letters have the names of plain ones
        spelled = ways(plain if plain != word else text, self.names)[0][1:]
        of_them = [(f.term,) for s in spelled if len(s) == 1 for f in kin(self.corpus, s[0])]
        spelled += [one for one in dict.fromkeys(of_them) if one not in spelled and one != (word,)]
        named = self._named(text, (plain,))
        self._record(text, "relatives", akin[:MAX_FORMS], cut=len(akin) - MAX_FORMS)
        self._record(text, "spellings", [s for s in spelled if s not in akin])
        phrases = dict.fromkeys([(word,), *akin[:MAX_FORMS], *spelled, *named])
        return Meaning(self._within(tuple(phrases)), self._contexts(phrases))

    def _name(self, text: str, words: Tokens) -> Meaning:
        """Return a name of a list: as written, in its other spellings, and the other names of what it names."""
        written = [sum(way, ()) for way in itertools.islice(itertools.product(*ways(text, self.names)), MAX_PHRASES)]
        self._record(text, "spellings", written[1:])
        phrases = tuple(dict.fromkeys([words, *written, *self._named(text, words)]))
        return Meaning(self._within(phrases), self._contexts(phrases))

    def _named(self, text: str, words: Tokens) -> list[Tokens]:
        """Return the other names of what the words name, and the names of its kinds."""
        named, kinds = self.names.other_names(words), self.names.kinds(words)
        self._record(text, "names", named)
        self._record(text, "kinds", kinds)
        self._record(text, "wider", self.names.wider(words))
        return [*named, *kinds]

    def _compound(self, text: str, words: Tokens) -> Meaning:
        """Return the variants of a compound such as BP2MI-NTT: other names of the body, its offices, the full place.

        A compound that is a name as a whole (KemenPAN-RB) has the other names of what it names.
        """
        if self.names.named(words):
            phrases = tuple(dict.fromkeys([*self.names.variants(words), *self._named(text, words)]))
            return Meaning(self._within(phrases), self._contexts(phrases))
        with_place = any(lineage.kind == "place" for word in words for lineage, _ in self.names.named((word,)))
        choices, named = list[list[Tokens]](), False
        for written in ways(text, self.names):
            piece = written[0]
            place = any(lineage.kind == "place" for lineage, _ in self.names.named(piece))
            others = self.names.other_names(piece) if place else []
            short = [] if place else self.names.of_a_kind(piece, with_place=with_place)
            same = [other for way in written[1:] for other in (way, *self._same_word(way))]
            choices.append(list(dict.fromkeys([piece, *others, *short, *same])))
            named |= bool(others or short)
        several = [
            tuple(itertools.chain(*choice)) for choice in itertools.islice(itertools.product(*choices), MAX_COMPOUNDS)
        ]
        self._record(text, "names" if named else "spellings", several[1:])
        return Meaning(self._within(tuple(dict.fromkeys(several))))

    def _phrase(self, text: str) -> tuple[Tokens, ...]:
        """Return the variants of a phrase by enclitics and spellings, as written first."""
        choices = [
            list(dict.fromkeys([written[0], *(other for way in written for other in (*self._same_word(way), way))]))
            for written in ways(text, self.names)
        ]
        phrases = [
            tuple(itertools.chain(*choice)) for choice in itertools.islice(itertools.product(*choices), MAX_PHRASES)
        ]
        self._record(text, "spellings", phrases[1:])
        return self._within(tuple(phrases))

    def _doubled(self, text: str, words: Tokens) -> Meaning:
        """Return the meaning of a doubled word: "pekerja-pekerja" is a plural, "oleh-oleh" is a word of its own."""
        if without_enclitic(words[1]) == words[0] and words[0] not in doubled():
            self._record(text, "relatives", [words[:1]])
            return Meaning((words, *self._word(text, words[0]).phrases))
        named = self._named(text, words)
        return Meaning((*self._phrase(text), *self._within(tuple(named))))

    def _same_word(self, piece: Tokens) -> list[Tokens]:
        """Return the other spellings of a word, and its forms with another enclitic."""
        written = self.names.written(piece)
        if len(piece) > 1 or piece[0].isdigit():
            return written
        bare, forms = same_word(piece[0]), relatives(self.corpus, piece[0])
        forms_of_it = [(form.term,) for form in forms if same_word(form.term) == bare]
        return [one for one in dict.fromkeys([*forms_of_it, *written]) if one != piece]

    def _is_contrasted(self, word: str) -> bool:
        """Return True if the search both requires and excludes words that are related to this one."""
        if self.sides is None:
            self.sides = _Relations.of_both_sides(self.tree, self.names)
        return all(side.has(word, self.names) for side in self.sides)

    def _contexts(self, phrases: Iterable[Tokens]) -> tuple[Name, ...]:
        """Return the names among these phrases that others share, and record the words that rule them out."""
        ambiguous = [
            name
            for phrase in phrases
            for _, name in self.names.named(phrase)
            if name.unless and tokens(name.name) == phrase
        ]
        for name in ambiguous:
            self._record(name.name, "context", [tokens(word) for word in name.unless])
        return tuple(ambiguous)

    def _within(self, phrases: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
        """Return as many of the phrases as `MAX_WORDS` still allows, at least one, and count them."""
        room = max(1, MAX_WORDS - self.added)
        self.added += len(phrases) - 1
        return phrases[:room]

    def _record(self, word: str, reason: Reason, added: Iterable[Tokens], cut: int = 0) -> None:
        """Note what was added to a word, if anything was."""
        words = tuple(" ".join(phrase) for phrase in added)
        if words:
            self.expansions[word, reason] = Expansion(word, reason, words, max(0, cut))
