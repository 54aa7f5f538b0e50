"""The words of a search as an FTS5 expression of quoted strings, which SQLite can't misread."""

from __future__ import annotations

import itertools

from corpus.query.expansion import Expander, Meaning
from corpus.query.tree import All, AnyOf, Leaf, Near, Node, Prefix, Title, leaves, tokens
from corpus.vocabulary.names import Name, Tokens

MAX_NEAR = 64  # combinations of what two or three near words may mean
MAX_SPELLED = 1_000  # the same with a prefix spelled out; each takes 0.04 ms to begin with, and snippets their square
BESIDE_PREFIX = 2  # combinations beside a prefix that is not spelled out, which takes a tenth of a second each
NOTHING = '"\u2060"'
"""A string without a token: FTS5 finds nothing by it."""


def to_fts(node: Node, expander: Expander, *, negated: bool = False) -> str:
    """The expression of a node that asks for words only (`is_text`)."""
    match node:
        case Title(part):
            return f"{{title}} : ({to_fts(part, expander, negated=negated)})"
        case AnyOf(parts):
            return _join([to_fts(part, expander, negated=negated) for part in parts], "OR")
        case All(wanted, unwanted):
            found = _join([to_fts(part, expander, negated=negated) for part in wanted], "AND")
            refused = [to_fts(part, expander, negated=not negated) for part in unwanted]
            return f"({found} NOT {_join(refused, 'OR')})" if refused else found
        case Near():
            return _near(node, expander, negated)
        case _:
            return _leaf(node, expander, negated)  # type: ignore[arg-type]


def any_of(node: Node, expander: Expander) -> str | None:
    """Every word that is wanted, with OR between: what is marked where the search isn't one expression."""
    found = [_leaf(leaf, expander, False) for leaf, negated in leaves(node) if not negated]
    return _join(found, "OR") if found else None


def quoted(phrase: Tokens) -> str:
    """A token sequence as an FTS5 string.

    >>> quoted(("apel", "pagi"))
    '"apel pagi"'
    """
    return f'"{" ".join(phrase)}"' if phrase else NOTHING


def _leaf(leaf: Leaf, expander: Expander, negated: bool) -> str:
    if isinstance(leaf, Prefix):
        return _join(_endings(leaf, expander), "OR")
    meaning = expander.meaning(leaf, negated=negated)
    crowded = {tokens(name.name): name for name in meaning.contexts}
    return _join([_in_context(phrase, crowded.get(phrase)) for phrase in meaning.phrases], "OR")


def _in_context(phrase: Tokens, name: Name | None) -> str:
    """A name that others bear too counts where no word speaks for them, or one outweighs it."""
    if name is None:
        return quoted(phrase)
    others = " OR ".join(quoted(tokens(word)) for word in name.unless)
    ours = " OR ".join(quoted(tokens(word)) for word in name.although)
    return f"(({quoted(phrase)} NOT ({others})) OR ({quoted(phrase)} AND ({ours or NOTHING})))"


def _near(node: Near, expander: Expander, negated: bool) -> str:
    choices = [_phrases(part, expander, negated) for part in node.parts if not isinstance(part, Prefix)]
    found = list(itertools.islice(itertools.product(*choices), MAX_NEAR))
    endings = [_endings(part, expander) for part in node.parts if isinstance(part, Prefix)]
    if [NOTHING] in endings:  # NEAR passes over a string without a token
        return NOTHING
    spelled = list(itertools.islice(itertools.product(*endings), MAX_SPELLED + 1))
    if len(spelled) > MAX_SPELLED:
        spelled = [tuple(_native(part) for part in node.parts if isinstance(part, Prefix))]
    if endings:
        native = any(one.endswith("*") for one in spelled[0])
        found = found[: BESIDE_PREFIX if native else max(1, MAX_SPELLED // len(spelled))]
    near = [" ".join((*one, *other)) for one in found for other in spelled]
    return _join([f"NEAR({one}, {node.distance})" for one in near], "OR")


def _phrases(leaf: Leaf, expander: Expander, negated: bool) -> list[str]:
    meaning: Meaning = expander.meaning(leaf, negated=negated)
    return [quoted(phrase) for phrase in meaning.phrases[:16]]


def _endings(leaf: Prefix, expander: Expander) -> list[str]:
    """The words that begin so, or the index's own prefix where they are too many."""
    endings = expander.endings(leaf)
    return [_native(leaf)] if endings is None else list(map(quoted, endings))


def _native(leaf: Prefix) -> str:
    return f"{quoted(tokens(leaf.text))}*"


def _join(parts: list[str], operator: str) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {operator} ".join(parts) + ")"
