"""Parse the text of a search into a tree of nodes (`parse`). docs/search.md describes the language.

A bracket, quote or operator too many is ignored, and `Query.notes` says so. What has no meaning raises QueryError,
which names the place in the text and what was understood before it. corpus.query.tree has the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.query.grammar import Reader
from corpus.query.lexer import clean, lex
from corpus.query.tree import Node, Word, leaves, render

MAX_CHARACTERS = 10_000
MAX_TERMS = 500
IN_SMALL_LETTERS = frozenset({"and", "atau", "kecuali", "near", "not", "or"})


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search: its text, its tree, and `notes`, sentences about what was ignored."""

    text: str
    tree: Node
    notes: tuple[str, ...] = ()

    @property
    def understood(self) -> str:
        """The search as it was understood, written in the search language."""
        return render(self.tree)

    @property
    def small_operator(self) -> str | None:
        """A hint about an operator in small letters that was read as a word, for a search without results, or None."""
        words = (leaf.text for leaf, _ in leaves(self.tree) if isinstance(leaf, Word) and not leaf.exact)
        word = next((word for word in words if word in IN_SMALL_LETTERS), None)
        return word and f'"{word}" was read as a word; write {word.upper()} to use it as an operator'


def parse(query: str) -> Query:
    """Parse a search. Raises QueryError if it is empty, too long or has no meaning.

    >>> parse("“pembinaan pegawai” BP2MI-NTT -haji OR larso*").understood
    '("pembinaan pegawai" AND BP2MI-NTT NOT haji) OR larso*'
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"the search is {len(query):,} characters long; at most {MAX_CHARACTERS:,} are understood")
    text = clean(query)
    pieces = list(lex(text))
    if len(pieces) > MAX_TERMS:
        raise QueryError(f"the search has {len(pieces)} words; at most {MAX_TERMS} are understood")
    reader = Reader(text, pieces)
    tree = reader.read()
    if tree is None:
        raise QueryError("there is nothing to look for; give a word or a phrase, as: kliping search pembinaan pegawai")
    return Query(query, tree, tuple(reader.notes))
