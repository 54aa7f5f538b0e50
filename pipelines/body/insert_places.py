"""Where a cut insert stood: by the words before it, located again among the extracted lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import html

from corpus.models import RemovedLine
from pipelines.strings.squashed import squash

MAX_INSERT_TEXT = 2000  # characters of a cut that are kept in its record
MAX_SEARCHED = 200_000_000  # letters that are searched for places; a page with more cuts has the last ones unplaced
PLACE_LETTERS = 120  # letters that tell a place


@dataclass(frozen=True, slots=True)
class Insert:
    """A cut from the page: its rule, its text, and the letters before it (None: not known).

    `inline` is True for words behind others of their own line, so that they can be put back there.
    """

    rule: str
    text: str
    before: str | None
    inline: bool = False


def words_before(element: html.HtmlElement) -> str:
    """The last letters that stand before the element on its page, squashed; fewer where the page begins.

    >>> tree = html.fromstring("<div><p>Balai itu dibuka.</p><p><b>Baca juga</b></p></div>")
    >>> words_before(tree.find(".//b"))
    'balaiitudibuka'
    """
    letters = ""
    here: html.HtmlElement | None = element
    while here is not None and here.tag not in {"body", "html"} and len(letters) < PLACE_LETTERS:
        for sibling in here.itersiblings(preceding=True):
            text = sibling.text_content() if isinstance(sibling.tag, str) and sibling.tag not in _SILENT else ""
            letters = squash(text[-400:] + (sibling.tail or "")) + letters
            if len(letters) >= PLACE_LETTERS:
                break
        here = here.getparent()
        letters = squash((here.text or "") if here is not None and len(letters) < PLACE_LETTERS else "") + letters
    return letters[-PLACE_LETTERS:]


_SILENT = frozenset({"script", "style", "noscript", "template"})


def placed(inserts: Iterable[Insert], lines: Sequence[str]) -> tuple[RemovedLine, ...]:
    """The records of the cuts, each with the line that it stood behind, or with its place in a line.

    >>> placed([Insert("struck", "dua", "diakuinya", True)], ["Diakuinya tiga orang."])
    (RemovedLine(rule='struck', position=0, text='dua ', at=10, behind=None),)
    """
    squashed = [squash(line) for line in lines]
    whole, ends = "".join(squashed), list(accumulate(map(len, squashed)))
    located = MAX_SEARCHED // (len(whole) or 1)
    return tuple(_record(i, lines, whole, ends, is_located=n < located) for n, i in enumerate(inserts))


def _record(insert: Insert, lines: Sequence[str], whole: str, ends: Sequence[int], *, is_located: bool) -> RemovedLine:
    text = insert.text[:MAX_INSERT_TEXT]
    end = _end_of(insert.before, whole) if is_located and insert.before is not None and ends else None
    if end is None:
        return RemovedLine(insert.rule, -1, text)
    behind = bisect_left(ends, end) if end else -1
    if insert.inline and behind >= 0:
        at = _place_in(lines[behind], end - (ends[behind - 1] if behind else 0))
        text = f"{text} " if lines[behind][at : at + 1].isalnum() else f" {text}"
        return RemovedLine(insert.rule, behind, text, at=at)
    return RemovedLine(insert.rule, -1, text, behind=behind)


def _place_in(line: str, letters: int) -> int:
    """The place in a line behind this many of its letters, and behind the blank that follows them.

    >>> _place_in("Ada dua orang.", 6), _place_in("Ada dua.", 6)
    (8, 7)
    """
    at = 0
    while at < len(line) and letters > 0:
        letters -= len(squash(line[at]))
        at += 1
    while line[at : at + 1].isspace():
        at += 1
    return at


def _end_of(before: str, whole: str) -> int | None:
    """The place behind these letters among those of all lines; 0 where the first line stands behind them.

    None where they are not located.
    """
    if not before:
        return 0
    for size in (PLACE_LETTERS, PLACE_LETTERS // 2, PLACE_LETTERS // 4):
        if (start := whole.find(before[-size:])) >= 0:
            return start + len(before[-size:])
    return None
