"""Turn the words of a search into an FTS5 expression (`to_fts`). All strings are quoted, so FTS5 sees no operators."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from corpus.query.expansion import Expander, Meaning
from corpus.query.tree import All, AnyOf, InTitle, Leaf, Near, Node, Phrase, Prefix, leaves
from corpus.vocabulary.names import Name
from corpus.vocabulary.tokens import NOTHING, Tokens, fts_string, tokens
from corpus.vocabulary.word_index import articles_with

MAX_NEAR = 64  # combinations of the expansions of two or three NEAR words
MAX_SPELLED = 1_000  # combinations with a prefix spelled out; each takes 0.04 ms to start, and snippets their square
BESIDE_PREFIX = 2  # combinations beside a prefix that is not spelled out; each takes 0.1 s


def to_fts(node: Node, expander: Expander, *, negated: bool = False, loose: bool = False) -> str:
    """Return the FTS5 expression of a node that holds words only (`is_text`).

    A `loose` one gives the candidates of phrases and NEAR: the articles that have their words, wherever they stand.
    """
    match node:
        case InTitle(part):
            return f"{{title}} : ({to_fts(part, expander, negated=negated, loose=loose)})"
        case AnyOf(parts):
            return _join([to_fts(part, expander, negated=negated, loose=loose) for part in parts], "OR")
        case All(required, excluded):
            joined = _join([to_fts(part, expander, negated=negated, loose=loose) for part in required], "AND")
            excluded_parts = [to_fts(part, expander, negated=not negated) for part in excluded]
            return f"({joined} NOT {_join(excluded_parts, 'OR')})" if excluded_parts else joined
        case Near(parts) if loose:
            return _join([_apart(part, expander) for part in parts], "AND")
        case Near():
            return _near(node, expander, negated)
        case Phrase() if loose:
            return _apart(node, expander)
        case _:
            return _leaf(node, expander, negated)  # type: ignore[arg-type]


def any_of(node: Node, expander: Expander) -> str | None:
    """Return the words that may match, joined by OR, or None. It marks matches if the search isn't one expression."""
    parts = [_leaf(leaf, expander, False) for leaf, negated in leaves(node) if not negated]
    return _join(parts, "OR") if parts else None


def _leaf(leaf: Leaf, expander: Expander, negated: bool) -> str:
    """Return the expression of a word, phrase or prefix with all its expansions."""
    if isinstance(leaf, Prefix):
        return _join(_endings(leaf, expander), "OR")
    meaning = expander.meaning(leaf, negated=negated)
    crowded = {tokens(name.name): name for name in meaning.contexts}
    return _join([_in_context(phrase, crowded.get(phrase)) for phrase in meaning.phrases], "OR")


def most_candidates(node: Node, expander: Expander) -> int | None:
    """Return a number that the articles with the words of a node do not exceed; None if it is not known cheaply."""
    match node:
        case InTitle(part):
            return most_candidates(part, expander)
        case AnyOf(parts):
            several = [most_candidates(part, expander) for part in parts]
            return None if None in several else sum(number for number in several if number is not None)
        case All(parts) | Near(parts):
            known = [number for part in parts if (number := most_candidates(part, expander)) is not None]
            return min(known, default=None)
        case Prefix():
            return None
        case _:
            places_of_each = _places(expander.meaning(node).phrases)  # type: ignore[arg-type]
            rarest = [min(articles_with(expander.corpus, words) for words in places) for places in places_of_each]
            return sum(rarest)


def _apart(leaf: Leaf, expander: Expander) -> str:
    """Return an expression for the words of a leaf wherever they stand: a superset of what the leaf matches."""
    if isinstance(leaf, Prefix):
        return _join(_endings(leaf, expander), "OR")
    alike = [
        _join([_join([fts_string((word,)) for word in words], "OR") for words in places], "AND")
        for places in _places(expander.meaning(leaf).phrases)
    ]
    return _join(alike or [NOTHING], "OR")


def _places(phrases: Iterable[Tokens]) -> list[list[list[str]]]:
    """Return, for phrases of each length, the words that may stand in each of their places."""
    by_length: dict[int, list[Tokens]] = {}
    for phrase in phrases:
        if phrase:
            by_length.setdefault(len(phrase), []).append(phrase)
    return [[list(dict.fromkeys(words)) for words in zip(*alike, strict=True)] for alike in by_length.values()]


def _in_context(phrase: Tokens, name: Name | None) -> str:
    """Return the phrase, with a condition on its context if `name` is shared with others.

    An article with a word of `name.unless` doesn't match, but if it also has one of `name.although` it does.
    """
    if name is None:
        return fts_string(phrase)
    others = " OR ".join(fts_string(tokens(word)) for word in name.unless)
    ours = " OR ".join(fts_string(tokens(word)) for word in name.although)
    return f"(({fts_string(phrase)} NOT ({others})) OR ({fts_string(phrase)} AND ({ours or NOTHING})))"


def _near(node: Near, expander: Expander, negated: bool) -> str:
    """Return NEAR expressions for the combinations of the parts' expansions, up to the limits above."""
    choices = [_phrases(part, expander, negated) for part in node.parts if not isinstance(part, Prefix)]
    combinations = list(itertools.islice(itertools.product(*choices), MAX_NEAR))
    endings = [_endings(part, expander) for part in node.parts if isinstance(part, Prefix)]
    if [NOTHING] in endings:  # NEAR passes over a string without a token
        return NOTHING
    spelled = list(itertools.islice(itertools.product(*endings), MAX_SPELLED + 1))
    if len(spelled) > MAX_SPELLED:
        spelled = [tuple(_native(part) for part in node.parts if isinstance(part, Prefix))]
    if endings:
        native = any(one.endswith("*") for one in spelled[0])
        combinations = combinations[: BESIDE_PREFIX if native else max(1, MAX_SPELLED // len(spelled))]
    near = [" ".join((*one, *other)) for one in combinations for other in spelled]
    return _join([f"NEAR({one}, {node.distance})" for one in near], "OR")


def _phrases(leaf: Leaf, expander: Expander, negated: bool) -> list[str]:
    """Return the first 16 expansions of a leaf as FTS5 strings."""
    meaning: Meaning = expander.meaning(leaf, negated=negated)
    return [fts_string(phrase) for phrase in meaning.phrases[:16]]


def _endings(leaf: Prefix, expander: Expander) -> list[str]:
    """Return the corpus's words with this prefix as FTS5 strings, or FTS5's own prefix query if there are too many."""
    endings = expander.endings(leaf)
    return [_native(leaf)] if endings is None else list(map(fts_string, endings))


def _native(leaf: Prefix) -> str:
    """Return FTS5's own prefix query."""
    return f"{fts_string(tokens(leaf.text))}*"


def _join(parts: list[str], operator: str) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {operator} ".join(parts) + ")"
