"""The values of a field as nodes: outlet:satu,dua (`value_node`), outlet:(satu OR dua), days of several words."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.query.fields import QUERY_FIELDS
from corpus.query.lexer import Piece
from corpus.query.tree import All, AnyOf, Field, Node, Phrase, Word
from corpus.typed.day_fields import MAX_DAY_WORDS, is_nearly_days, names_days


def value_node(name: str, value: str, at: int) -> Node:
    """Return the field with its value or values: outlet:satu,dua becomes outlet:satu OR outlet:dua."""
    several = [one for one in value.split(",") if one.strip()] if QUERY_FIELDS[name].one_each else []
    if QUERY_FIELDS[name].in_days and names_days(name, value):  # "november 20, 2023" is one day
        several = []
    nodes = [Field(name, one.strip(), at) for one in several or [value]]
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


def spread_values(name: str, node: Node, at: int) -> Node | None:
    """Return the field with each value in brackets: outlet:(satu OR dua) becomes outlet:satu OR outlet:dua.

    None if something else than values stands in them.
    """
    match node:
        case Word(text, _, _) | Phrase(text, _, _):
            return value_node(name, text, at)
        case AnyOf(several) | All(several, ()):
            nodes = [spread_values(name, part, at) for part in several]
            whole = tuple(one for one in nodes if one is not None)
            if len(whole) < len(nodes):
                return None
            return AnyOf(whole) if isinstance(node, AnyOf) or QUERY_FIELDS[name].one_each else All(whole)
    return None


def whole_value(name: str, first: Piece, following: Sequence[Piece]) -> tuple[str, int]:
    """Return the text of a value, and how many of the following pieces belong to it.

    outlet:a|b is outlet:a,b; the words of a day need no quotes (sejak:20 november 2023) if the first alone is no day.
    Words that are nearly a day (sejak:1 januari) are taken as well, so that the error speaks of all of them.
    """
    if first.kind != "word":
        return first.text, 0
    if not QUERY_FIELDS[name].in_days:
        return _either(first, following)
    if names_days(name, first.text):
        return first.text, 0
    words = [first.text]
    for piece in following[:MAX_DAY_WORDS]:
        if piece.kind != "word" or piece.minus or piece.exact:
            break
        words.append(piece.text)
    for number in range(len(words), 1, -1):
        text = " ".join(words[:number])
        if names_days(name, text) or is_nearly_days(name, text):
            return text, number - 1
    return first.text, 0


def open_list_note(name: str, first: Piece, following: Sequence[Piece]) -> str | None:
    """Return the sentence on a value that looks like the first of several with blanks between; None for others.

    `outlet:a, b` and `year:2021 - 2023` are a field and a word.
    """
    behind = next((piece.text for piece in following if piece.kind == "word"), None)
    if first.kind != "word" or behind is None or QUERY_FIELDS[name].takes_words:
        return None
    dash = (
        following[0].kind == "marks" and following[0].text in ("-", "\u2013", "\u2014") and QUERY_FIELDS[name].in_days
    )
    if not dash and not (first.text.endswith(",") and following[0].kind == "word" and QUERY_FIELDS[name].one_each):
        return None
    bare, sign = first.text.rstrip(","), "-" if dash else ","
    if dash and not (names_days(name, bare) and names_days(name, behind)):
        return None
    joined = f"{bare}..{behind}" if dash and name != "year" else f"{bare}{sign}{behind}"
    return f'"{name}:{bare}" ends before the blank, and "{behind}" is a word of its own; write {name}:{joined}'


def _either(first: Piece, following: Sequence[Piece]) -> tuple[str, int]:
    """Return "a,b,c" for a|b|c without spaces, and how many pieces follow the first."""
    values, end, used = [first.text], first.end, 0
    for bar, other in zip(following[::2], following[1::2], strict=False):
        if (bar.text, bar.at, other.kind, other.at) != ("|", end, "word", bar.end):
            break
        values.append(other.text)
        end, used = other.end, used + 2
    return ",".join(values), used
