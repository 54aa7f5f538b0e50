"""What a person types into a search, as a full-text query that SQLite can't misread.

Words must all be found; "a phrase" stands as it is (straight or curly quotes); OR, NOT or -word, brackets;
`pembina*` for a word's endings. Whatever else stands in the text is text: hyphens, slashes and apostrophes
make a phrase of the parts ("BP2MI-NTT"), marks without a letter or digit are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from corpus.errors import QueryError

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
MIN_PREFIX = 3  # letters before `*`; fewer would gather a large part of the index
MAX_CHARACTERS = 10_000
MAX_TERMS = 500
MAX_DEPTH = 20  # brackets in brackets; FTS5's own parser ends at about 100

_PIECE = re.compile(
    rf"""(?P<minus>-+(?=[{QUOTES}(]))?      # -"dua kata", -(a OR b)
    (?: [{QUOTES}](?P<phrase>[^{QUOTES}]*)(?:[{QUOTES}]|$)
      | (?P<bracket>[()])
      | (?P<word>[^\s{QUOTES}()]+) )""",
    re.VERBOSE,
)
_HAS_TOKEN = re.compile(r"[^\W_]")


@dataclass(slots=True)
class _Group:
    """The terms of one AND: those that must be there and those that must not, as FTS5 text."""

    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)

    def to_fts(self) -> str | None:
        """None where nothing stands in the group."""
        if not self.wanted and not self.unwanted:
            return None
        if not self.wanted:
            raise QueryError("the search says only what must not be there; add a word to look for")
        wanted = _join(self.wanted, "AND")
        return f"{wanted} NOT {_join(self.unwanted, 'OR')}" if self.unwanted else wanted


def to_fts(query: str) -> str:
    """The query as an FTS5 expression of quoted strings.

    Raises QueryError with a sentence where there is nothing to look for, or too much.

    >>> to_fts("pembinaan pegawai")
    '("pembinaan" AND "pegawai")'
    >>> to_fts("“pembinaan pegawai” BP2MI-NTT -haji OR larso*")
    '((("pembinaan pegawai" AND "BP2MI-NTT") NOT "haji") OR "larso"*)'
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"the search is {len(query):,} characters long; at most {MAX_CHARACTERS:,} are understood")
    pieces = list(_PIECE.finditer(_clean(query)))
    if len(pieces) > MAX_TERMS:
        raise QueryError(f"the search has {len(pieces)} words; at most {MAX_TERMS} are understood")
    expression = _Parser(pieces).read()
    if expression is None:
        raise QueryError("there is nothing to look for; give a word or a phrase, as: kliping search pembinaan pegawai")
    return expression


class _Parser:
    """Reads the pieces from left to right; forgiving with a bracket or an operator too many."""

    def __init__(self, pieces: list[re.Match[str]]) -> None:
        self.pieces = pieces
        self.at = 0

    def read(self) -> str | None:
        """Everything; a closing bracket that nothing opened ends nothing."""
        found: list[str] = []
        while self.at < len(self.pieces):
            if part := self._alternatives(0):
                found.append(part)
        return _join(found, "AND") if found else None

    def _alternatives(self, depth: int) -> str | None:
        if depth > MAX_DEPTH:
            raise QueryError(f"the search has more than {MAX_DEPTH} brackets inside each other; write it flatter")
        groups, negated = [_Group()], False
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece["bracket"] == ")":
                break
            if piece["word"] == "OR":
                groups.append(_Group())
            elif piece["word"] == "NOT":
                negated = True
            elif piece["word"] != "AND":
                term, minus = self._term(piece, depth)
                if term is not None:
                    (groups[-1].unwanted if negated or minus else groups[-1].wanted).append(term)
                negated = False
        found = [text for group in groups if (text := group.to_fts()) is not None]
        return _join(found, "OR") if found else None

    def _term(self, piece: re.Match[str], depth: int) -> tuple[str | None, bool]:
        """The term as FTS5 text (None where it has no letter or digit), and whether a minus stood before it."""
        minus = piece["minus"] is not None
        if piece["bracket"]:
            return self._alternatives(depth + 1), minus
        if piece["phrase"] is not None:
            return _quoted(piece["phrase"]), minus
        word = piece["word"]
        bare = word.lstrip("-")
        return _word(bare), minus or (bare != word and bool(bare))


def _word(word: str) -> str | None:
    if not word.endswith("*") or not _HAS_TOKEN.search(word):
        return _quoted(word)
    letters = re.split(r"[\W_]+", word.rstrip("*"))[-1]
    if not letters:  # "BP2MI-*": a star behind no letter means nothing
        return _quoted(word)
    if len(letters) < MIN_PREFIX:
        raise QueryError(f"{word}: give at least {MIN_PREFIX} letters before the *")
    return f"{_quoted(word)}*"


def _quoted(text: str) -> str | None:
    return f'"{" ".join(text.replace("*", " ").split())}"' if _HAS_TOKEN.search(text) else None


def _join(parts: list[str], operator: str) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {operator} ".join(map(_bracketed, parts)) + ")"


def _bracketed(part: str) -> str:
    return f"({part})" if " NOT " in part else part


def _clean(query: str) -> str:
    """The query without what SQLite can't take: lone surrogates, NUL and other control characters."""
    text = query.encode("utf-8", "replace").decode()
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
