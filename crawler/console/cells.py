"""Texts by their width on a screen: East Asian characters take two cells, combining marks none."""

from __future__ import annotations

import re
from collections.abc import Sequence

ELLIPSIS = "…"
MARKS = 4  # code points a cell may take; a letter with more marks on it is no letter any more
_JOINS = "\u200d"
_WHOLE = "\x1f"  # a space that no line ends at; a printed text has no control characters
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_ONE_CELL = re.compile(r"[ -~\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e]*")  # Latin, quotes, dashes


def width(text: str) -> int:
    """Return how many cells of a terminal the text takes."""
    if text.isascii() or _ONE_CELL.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # 30 ms of a start

    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text, or its beginning and an ellipsis where it takes more cells; no letter loses a mark or a joined part.

    >>> cut("Pembinaan pegawai", 10), cut("日本語の新聞", 8), cut("Pegawai", 10)
    ('Pembinaan…', '日本語…', 'Pegawai')
    """
    if len(text) * 2 <= cells or (len(text) <= cells * MARKS and width(text) <= cells):
        return text
    end = _fitting(text, cells - 1)
    while end and _continues(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def cut_left(text: str, cells: int) -> str:
    """The text, or an ellipsis and its end where it takes more cells.

    >>> cut_left("pembinaan pegawai", 9)
    '… pegawai'
    """
    if len(text) * 2 <= cells or (len(text) <= cells * MARKS and width(text) <= cells):
        return text
    begin = len(text) - _fitting(text[::-1], cells - 1)
    while begin < len(text) and _continues(text, begin):
        begin += 1
    return ELLIPSIS + text[begin:]


def cut_at_word(text: str, cells: int) -> str:
    """The text, or its first whole words and an ellipsis where it takes more cells; one long word is cut within.

    >>> cut_at_word("Pembinaan pegawai di Kupang", 20), cut_at_word("Pembinaanpegawai", 10)
    ('Pembinaan pegawai …', 'Pembinaan…')
    """
    if (short := cut(text, cells)) == text:
        return text
    words = short.removesuffix(ELLIPSIS)
    if text[len(words) : len(words) + 1].isspace() or " " not in words:
        return f"{words} {ELLIPSIS}" if " " in text[: len(words) + 1] and width(words) + 2 <= cells else short
    return f"{words[: words.rindex(' ')].rstrip()} {ELLIPSIS}"


def cut_left_at_word(text: str, cells: int) -> str:
    """The text, or an ellipsis and its last whole words where it takes more cells.

    >>> cut_left_at_word("kepala balai membuka pembinaan", 22)
    '… membuka pembinaan'
    """
    if (short := cut_left(text, cells)) == text:
        return text
    words = short.removeprefix(ELLIPSIS)
    if words.startswith(" ") or " " not in words:
        return short
    return f"{ELLIPSIS}{words[words.index(' ') :]}"


def wrapped(text: str, cells: int) -> list[str]:
    """The text in lines of so many cells, parted at spaces; a longer word has a line of its own. Styles take no cells.

    >>> wrapped("Kepala balai membuka pembinaan", 12)
    ['Kepala balai', 'membuka', 'pembinaan']
    """
    lines: list[str] = []
    line: list[str] = []
    room = cells
    for word in text.split(" "):
        needs = width(_STYLE.sub("", word).replace(_WHOLE, " "))
        if line and needs + 1 > room:
            lines.append(" ".join(line))
            line, room = [], cells
        room -= needs + (1 if line else 0)
        line.append(word)
    return [*lines, " ".join(line)]


def wrapped_facts(facts: Sequence[str], cells: int) -> list[str]:
    """Short facts with " · " between them in lines of so many cells; a fact is parted only if it is longer than a line.

    >>> wrapped_facts(["2023-11-20", "Kantor Berita", "grade 3"], 28)
    ['2023-11-20 · Kantor Berita ·', 'grade 3']
    """
    joined = " · ".join(one if width(one) > cells else one.replace(" ", _WHOLE) for one in facts)
    return [line.replace(_WHOLE, " ") for line in wrapped(joined.replace(" · ", f"{_WHOLE}· "), cells)]


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """The text with spaces up to this width: after it, or before it (`right`)."""
    spaces = " " * (cells - width(text))
    return spaces + text if right else text + spaces


def _fitting(text: str, cells: int) -> int:
    """Return how many code points of a text fit into so many cells, with at most `MARKS` to a cell."""
    room, end = cells, 0
    for end, character in enumerate(text[: cells * MARKS]):
        room -= width(character)
        if room < 0:
            return end
    return end + 1


def _continues(text: str, at: int) -> bool:
    """True if the character there belongs to the one before it: a mark, a joiner, or what is joined."""
    import unicodedata

    character = text[at] if at < len(text) else "a"
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or text[at - 1] == _JOINS
    )
