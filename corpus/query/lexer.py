"""Split the text of a search into pieces (`lex`): words, phrases, brackets, operators and names of fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.characters import as_read
from corpus.errors import QueryError
from corpus.messages.search_messages import FIELD_UNKNOWN, SEARCH_SYNTAX
from corpus.messages.statement import Statement
from corpus.near_names import near_names
from corpus.query.fields import FIELD_NAMES
from corpus.typed.word_marks import phrase_note, read_marks, shown

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2039\u203a\u300c\u300d\u300e\u300f\u301d\u301e\uff02'
OPENING, CLOSING = "'\u2018\u201a\u201b", "'\u2019"
"""Single quotes: around words they make a phrase, inside a word (Jum'at) they are text."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if not chr(code).isalnum()}
"""The wide marks of Chinese and Japanese keyboards, as typed there by mistake."""

NEAR_DISTANCE = 10  # of NEAR without a number, as in FTS5
_PIECE = re.compile(
    rf"""\s* (?P<sign>[{DASHES}!+]+(?=[\w{QUOTES}{OPENING}(=]))?
    (?: (?P<field>[^\W\d]\w*):[ ]?(?=[^\s:/]|$)
      | (?P<outer>=?)(?:[{QUOTES}](?P<inner>=?)(?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}]|$)
                      | [{OPENING}](?=\S)(?P<single>[^{QUOTES}]*?\S)[{CLOSING}](?=[\s)]|$))
      | (?P<bracket>[()])
      | (?P<bar>\|+|&+(?=\s|$)|&&+)
      | (?P<word>(?:(?!&&)[^\s{QUOTES}()|])+) )""",
    re.VERBOSE,
)
_WORD = re.compile(rf"(?:(?!&&)[^\s{QUOTES}()|])+")
_NEAR = re.compile(r"NEAR(?:/(?P<number>\S*)|(?P<glued>[:~]?\d+))?")
_BEHIND_A_PHRASE = re.compile(r"[~^][\d.]*")
_WIDE_NAME = re.compile(r"(?<!\w)[\uff21-\uff3a\uff41-\uff5a]+(?::|(?!\w))")
_ANYTHING = re.compile(r"[^\W_]")

PieceKind = Literal["word", "phrase", "(", ")", "AND", "OR", "NOT", "NEAR", "field", "marks"]
OPERATORS: dict[str, PieceKind] = {"AND": "AND", "ATAU": "OR", "DAN": "AND", "KECUALI": "NOT", "NOT": "NOT", "OR": "OR"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a search. `text` is the word, the phrase, the field's name or NEAR's distance, `at` its position.

    `closed` is False for a phrase without its closing quote. `no_field` is a word before a colon that is no field's
    name. A phrase without text is a quote at the end of the search that closes nothing. `marks` are what has no letter
    or digit and is no operator. `note` is a sentence on how the piece was read.
    """

    kind: PieceKind
    text: str
    at: int
    end: int
    minus: bool = False
    exact: bool = False
    closed: bool = True
    no_field: str | None = None
    note: str | None = None


class Problem:
    """Makes errors that name the position in the search. `at` is the position of the piece read last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def __call__(self, fault: Statement, at: int | None = None) -> QueryError:
        """Return an error of the fault and its position: `at`, or that of the piece read last."""
        place = self.at if at is None else at
        around = " ".join(self.text[max(0, place - 12) : place + 20].split())
        return QueryError(SEARCH_SYNTAX(fault=fault, place=place + 1, around=around))


def clean(query: str) -> str:
    """Return the search without hidden characters, and what SQLite can't take (lone surrogates, NUL ...).

    Wide marks become the usual ones, and so do the wide letters of an operator or a field's name.
    """
    text = as_read(stored(query)).translate(FULL_WIDTH)
    return text if text.isascii() else _WIDE_NAME.sub(_usual_name, text)


def _usual_name(match: re.Match[str]) -> str:
    """Return an operator or a field's name in usual letters; other words as they are."""
    usual = unicodedata.normalize("NFKC", match[0])
    return usual if usual in OPERATORS or usual == "NEAR" or usual.rstrip(":").lower() in FIELD_NAMES else match[0]


def stored(text: str) -> str:
    """Return the text as SQLite can store it: lone surrogates (invalid bytes from a shell) become question marks."""
    return text.encode("utf-8", "replace").decode()


def lex(query: str) -> Iterator[Piece]:
    """Yield the pieces of a search, from left to right; every character but white space is in one.

    Raises QueryError for an unknown field whose name is close to a known one.
    """
    at = 0
    while match := _PIECE.match(query, at):
        name = match["field"]
        if name is not None and name.lower() not in FIELD_NAMES:
            if name != "NEAR":
                _refuse_slip(match)
            word = _WORD.match(query, match.start("field"))
            assert word is not None
            piece = replace(_word(word[0], match.start("field"), word.end(), query), no_field=name)
        else:
            piece = _piece(match)
        yield _signed(piece, match)
        at = piece.end


def _piece(match: re.Match[str]) -> Piece:
    at, end = match.end() - len(match[0].lstrip()), match.end()
    if match["field"] is not None:
        return Piece("field", FIELD_NAMES[match["field"].lower()], at, end)
    if match["bracket"]:
        return Piece("(" if match["bracket"] == "(" else ")", match["bracket"], at, end)
    if bar := match["bar"]:
        operator: PieceKind = "OR" if bar[0] == "|" else "AND"
        return Piece(operator, bar, at, end, note=f'"{shown(bar)}" was read as {operator}')
    if (phrase := match["phrase"] if match["single"] is None else match["single"]) is not None:
        text = " ".join(phrase.removeprefix("=").split())
        exact = bool(match["outer"] or match["inner"] or phrase.startswith("="))
        closed = bool(match["end"] or match["single"])
        if not closed and not text:
            return Piece("phrase", "", match.end() - 1, end, closed=False)
        kind: PieceKind = "phrase" if _ANYTHING.search(text) else "marks"
        if kind == "marks":
            return Piece(kind, match[0].strip().removeprefix(match["sign"] or ""), at, end)
        return Piece(kind, text, at, end, False, exact, closed, note=phrase_note(text))
    return _word(match["word"], match.start("word"), end, match.string)


def _word(word: str, at: int, end: int, query: str) -> Piece:
    if operator := OPERATORS.get(word):
        return Piece(operator, word, at, end)
    if near := _NEAR.fullmatch(word):
        number = near["number"] if near["glued"] is None else near["glued"].lstrip(":~")
        note = None if near["glued"] is None else f"{word} was read as NEAR/{number}"
        return Piece("NEAR", str(NEAR_DISTANCE) if number is None else number, at, end, note=note)
    bare = word.lstrip(DASHES)
    text = bare.lstrip("=")
    behind_a_phrase = at > 0 and query[at - 1] in QUOTES and _BEHIND_A_PHRASE.fullmatch(word)
    if not _ANYTHING.search(text) or behind_a_phrase:
        return Piece("marks", word, at, end)
    exact = bare != text
    text, note = read_marks(text, last=not query[end:].strip())
    return Piece("word", text, at, end, exact=exact, note=note)


def _signed(piece: Piece, match: re.Match[str]) -> Piece:
    """Return the piece with the minus or plus before it; a "!" or a dash is a minus, and a note says so."""
    sign = match["sign"]
    if not sign:
        return piece
    at = match.start("sign")
    if piece.kind == "marks":
        return replace(piece, at=at, text=sign + piece.text)
    if piece.kind in ("AND", "OR", "NOT"):
        return replace(piece, at=at, note=_both(f'the "{sign}" before {piece.text} was passed over', piece.note))
    typed = shown(match.string[at : piece.end].strip())
    if not set(sign) - {"+"}:
        note = f'the + in "{typed}" was passed over: every word must be there anyway; =word is taken as written'
        return replace(piece, at=at, note=_both(note, piece.note))
    note = f'"{typed}" was read as -{typed.lstrip(sign)}: what must not be there'
    return replace(piece, at=at, minus=True, note=piece.note if sign == "-" else _both(note, piece.note))


def _both(one: str, other: str | None) -> str:
    return f"{one}; {other}" if other else one


def _refuse_slip(match: re.Match[str]) -> None:
    name = match["field"].lower()
    if near := near_names(name, FIELD_NAMES, least=0.75):
        place = match.start("field") + 1
        raise QueryError(FIELD_UNKNOWN(name=name, place=place, near=near[0]))
