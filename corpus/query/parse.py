"""What a person types into a search, read: docs/search.md has the language, corpus.query.tree what comes of it.

Forgiving with a bracket, a quote or an operator too many (`notes` says what was passed over); what can't be
meant is refused with its place and with what was understood before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.query.grammar import Reader
from corpus.query.lexer import clean, cut
from corpus.query.tree import Node, Word, leaves, told

MAX_CHARACTERS = 10_000
MAX_TERMS = 500
IN_SMALL_LETTERS = frozenset({"and", "atau", "kecuali", "near", "not", "or"})


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was read. `notes` are sentences about what was passed over."""

    text: str
    tree: Node
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """How it was understood, in its own language."""
        return told(self.tree)

    @property
    def small_operator(self) -> str | None:
        """A word that is an operator where it stands in capitals: what to say of it where nothing was found."""
        words = (leaf.text for leaf, _ in leaves(self.tree) if isinstance(leaf, Word) and not leaf.exact)
        word = next((word for word in words if word in IN_SMALL_LETTERS), None)
        return word and f'"{word}" was read as a word; write {word.upper()} to join words by it'


def parse(query: str) -> Query:
    """Read a search. Raises QueryError with a sentence where there is nothing to look for, or too much.

    >>> parse("“pembinaan pegawai” BP2MI-NTT -haji OR larso*").told
    '("pembinaan pegawai" AND BP2MI-NTT NOT haji) OR larso*'
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"the search is {len(query):,} characters long; at most {MAX_CHARACTERS:,} are understood")
    pieces = list(cut(clean(query)))
    if len(pieces) > MAX_TERMS:
        raise QueryError(f"the search has {len(pieces)} words; at most {MAX_TERMS} are understood")
    reader = Reader(query, pieces)
    tree = reader.read()
    if tree is None:
        raise QueryError("there is nothing to look for; give a word or a phrase, as: kliping search pembinaan pegawai")
    return Query(query, tree, tuple(reader.notes))
