"""Split the text of a search into pieces (`lex`): words, phrases, brackets, operators and names of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.characters import as_read
from corpus.errors import QueryError
from corpus.near_names import near_names
from corpus.query.fields import FIELD_NAMES

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
OPENING, CLOSING = "'\u2018\u201b", "'\u2019"
"""Single quotes: around words they make a phrase, inside a word (Jum'at) they are text."""

NEAR_DISTANCE = 10  # of NEAR without a number, as in FTS5
_PIECE = re.compile(
    rf"""(?P<minus>-+(?=[\w{QUOTES}{OPENING}(=]))?
    (?: (?P<field>[A-Za-z]+):[ ]?(?=[^\s:/]|$)
      | (?P<outer>=?)(?:[{QUOTES}](?P<inner>=?)(?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}]|$)
                      | [{OPENING}](?=\S)(?P<single>[^{QUOTES}]*?\S)[{CLOSING}](?=[\s)]|$))
      | (?P<bracket>[()])
      | (?P<word>[^\s{QUOTES}()]+) )""",
    re.VERBOSE,
)
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
_ANYTHING = re.compile(r"[^\W_]")

PieceKind = Literal["word", "phrase", "(", ")", "AND", "OR", "NOT", "NEAR", "field"]
OPERATORS: dict[str, PieceKind] = {"AND": "AND", "ATAU": "OR", "DAN": "AND", "KECUALI": "NOT", "NOT": "NOT", "OR": "OR"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a search. `text` is the word, the phrase, the field's name or NEAR's distance, `at` its position.

    `closed` is False for a phrase without its closing quote. `no_field` is a word before a colon that is no field's
    name. A phrase without text is a quote at the end of the search that closes nothing.
    """

    kind: PieceKind
    text: str
    at: int
    end: int
    minus: bool = False
    exact: bool = False
    closed: bool = True
    no_field: str | None = None


def clean(query: str) -> str:
    """Return the search without hidden characters, and what SQLite can't take (lone surrogates, NUL ...)."""
    return as_read(stored(query))


def stored(text: str) -> str:
    """Return the text as SQLite can store it: lone surrogates (invalid bytes from a shell) become question marks."""
    return text.encode("utf-8", "replace").decode()


def lex(query: str) -> Iterator[Piece]:
    """Yield the pieces of a search, from left to right. What has no letter or digit is skipped.

    Raises QueryError for an unknown field whose name is close to a known one.
    """
    at = 0
    while match := _PIECE.search(query, at):
        at = match.end()
        name = match["field"]
        if name is not None and name.lower() not in FIELD_NAMES:
            _refuse_slip(match)
            match = _as_word(query, match)
            at = match.end()
        if piece := _piece(match):
            yield piece if name is None or name.lower() in FIELD_NAMES else replace(piece, no_field=name)


def _piece(match: re.Match[str]) -> Piece | None:
    at, end, minus = match.start(), match.end(), match["minus"] is not None
    if match["field"] is not None:
        return Piece("field", FIELD_NAMES[match["field"].lower()], at, end, minus)
    if match["bracket"]:
        return Piece("(" if match["bracket"] == "(" else ")", match["bracket"], at, end, minus)
    if (phrase := match["phrase"] if match["single"] is None else match["single"]) is not None:
        text = " ".join(phrase.removeprefix("=").split())
        exact = bool(match["outer"] or match["inner"] or phrase.startswith("="))
        closed = bool(match["end"] or match["single"])
        if not closed and not text:
            return Piece("phrase", "", match.end() - 1, end, closed=False)
        return Piece("phrase", text, at, end, minus, exact, closed) if _ANYTHING.search(text) else None
    word = match["word"]
    if operator := OPERATORS.get(word):
        return Piece(operator, word, at, end)
    if near := _NEAR.fullmatch(word):
        return Piece("NEAR", near[1] or str(NEAR_DISTANCE), at, end, minus)
    bare = word.lstrip("-")
    text = bare.lstrip("=")
    return Piece("word", text, at, end, minus, bare != text) if _ANYTHING.search(text) else None


def _as_word(query: str, match: re.Match[str]) -> re.Match[str]:
    """Return the match of a word that begins like a field: "10:30", "http://...", "catatan:x"."""
    word = re.compile(
        rf"(?P<minus>-+)?(?P<field>\b\B)?(?P<outer>\b\B)?(?P<inner>\b\B)?(?P<phrase>\b\B)?(?P<end>\b\B)?"
        rf"(?P<single>\b\B)?"
        rf"(?P<bracket>\b\B)?(?P<word>[^\s{QUOTES}()]+)"
    ).match(query, match.start())
    assert word is not None
    return word


def _refuse_slip(match: re.Match[str]) -> None:
    name = match["field"].lower()
    if near := near_names(name, FIELD_NAMES, least=0.75):
        place = match.start() + 1
        raise QueryError(f'there is no field "{name}:" (character {place}); did you mean "{near[0]}:"?')
