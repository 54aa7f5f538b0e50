"""Lines of other stories behind a text's end: by a dateline of their own, by their cut, by the page's markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from pipelines.balance.repeats import RepeatedBoxes
from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY
from pipelines.page.table import Line, PageNode, PageTable
from pipelines.strings.datelines import read_dateline
from pipelines.strings.squashed import squash

HEADLINE_LINKED = 0.5  # share of a line's characters that are links, from which it is a headline
MOST_ABOVE = 8  # elements above a line that may be a teaser's box
SUBHEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
CUT_SHORT = ("…", "...", "[…]", "[...]")

MOST_BEHIND = 6  # lines of the page behind the text that are read
MIN_HEADLINE_WORDS = 4
MAX_HEADLINE = 140  # characters
HEADLINE_CAPITALS = 0.6  # share of words
# "28 April 2024", "Selasa, 04 Februari 2025 | 15:41", "3 hari lalu"
BARE_STAMP = re.compile(
    rf"(?:(?:{ANY_WEEKDAY}),?\s+)?\d{{1,2}}\s(?:{ANY_MONTH})\s\d{{4}}(?:[\s,|–-]+\d{{1,2}}[.:]\d{{2}}(?:\sWI(?:B|TA|T))?)?"
    r"|\d{1,2}\s(?:menit|jam|hari|minggu|bulan)\s(?:yang\s)?lalu",
    re.IGNORECASE,
)
LISTED = re.compile(r"^\s*(?:[-–•*·▪]|\(?(?:\d{1,2}|[a-z])[.)])\s|^[A-Za-z ]{3,30}:\s")  # "1. ...", "Telepon: ..."

OfSite = Callable[[Sequence[str], Sequence[str]], bool]
"""Says of lines above and lines behind them whether the latter are all the site's by the page's markup."""


def why_teaser(text: str, own: Iterable[str]) -> str | None:
    """Why a line behind the end is a teaser of another story; None where nothing says so.

    >>> why_teaser("WARTATELUK, Jakarta - Menteri mendorong pondok untuk berkembang menjadi…", ["wartateluk"])
    'a dateline of the outlet, cut short'
    >>> why_teaser("Ia pun menangis…", ["wartateluk"]) is None
    True
    """
    if not text.endswith(CUT_SHORT):
        return None
    dateline = read_dateline(text, own)
    return "a dateline of the outlet, cut short" if dateline is not None and dateline.house else None


def is_of_other_stories(behind: Sequence[str], is_own: Callable[[str], bool]) -> bool:
    """True where lines behind a sign-off are headlines, stamps and the outlet's name, with a stamp for each sentence.

    >>> is_of_other_stories(["Kepala Balai Diganti Pekan Depan", "3 hari lalu"], lambda _: False)
    True
    >>> is_of_other_stories(["Penulis adalah dosen di Kupang dan sedang menulis buku."], lambda _: False)
    False
    """
    stamps = sum(bool(BARE_STAMP.fullmatch(text)) for text in behind)
    sentences = [text for text in behind if text.endswith((".", "”", '"', "!")) and " " in text]
    others = [text for text in behind if text not in sentences and not BARE_STAMP.fullmatch(text)]
    if any(LISTED.match(text) for text in behind) or not all(map(bool, behind)):
        return False
    if len(sentences) > stamps:
        return False
    if stamps:
        return all(len(text) <= MAX_HEADLINE for text in (*others, *sentences))
    return bool(others) and all(is_headline(text) or is_own(text) for text in others)


def is_headline(text: str) -> bool:
    """True for a line in a headline's capitals.

    >>> is_headline("Jembatan Gantung Desa Contoh Rampung Lebih Cepat"), is_headline("- KTP asli dan salinannya")
    (True, False)
    """
    words = [word for word in text.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return (
        len(words) >= MIN_HEADLINE_WORDS
        and len(text) <= MAX_HEADLINE
        and capitals >= HEADLINE_CAPITALS * len(words)
        and not text.endswith((".", ":", ";", ","))
    )


def of_site_by(table: PageTable) -> OfSite:
    """Return the judgement by this page: each line behind is a link, or stands in one of several boxes of one form."""

    def of_site(above: Sequence[str], behind: Sequence[str]) -> bool:
        words_to_place = {squash(text) for text in (*above, *behind)}
        lines = {
            text: line for line in table.lines if not line.silent and (text := squash(line.text)) in words_to_place
        }
        holding = {node.index for text in above if (line := lines.get(squash(text))) for node in _up(line.node)}
        boxes = RepeatedBoxes(table, holding)
        return bool(behind) and all(_is_of_site(lines.get(squash(text)), holding, boxes) for text in behind)

    return of_site


def teasers_by(table: PageTable) -> Callable[[str], bool]:
    """Return the judgement by this page whether a line behind a bare "Baca juga" is another story's title.

    It is a link there; or no link and no subhead, in a headline's capitals.
    """
    lines: dict[str, Line] = {}

    def is_teaser(text: str) -> bool:
        if not lines:
            lines.update((squash(line.text), line) for line in table.lines if not line.silent)
        line = lines.get(squash(text))
        if line is not None and line.linked >= HEADLINE_LINKED:
            return True
        if line is not None and any(node.tag in SUBHEADS for node in islice(_up(line.node), 2)):
            return False
        return is_headline(text)

    return is_teaser


def lines_behind(table: PageTable, last: str, most: int = MOST_BEHIND) -> list[str]:
    """The page's lines right behind the one that holds these words, at most so many; none where no line holds them."""
    words = squash(last)
    for index in range(len(table.lines) - 1, -1, -1):
        line = table.lines[index]
        if not line.silent and line.text[-3:] == last[-3:] and squash(line.text).endswith(words):
            return [each.text for each in table.lines[index + 1 : index + 1 + most] if not each.silent]
    return []


def _is_of_site(line: Line | None, holding: set[int], boxes: RepeatedBoxes) -> bool:
    if line is None:
        return False
    if line.linked >= HEADLINE_LINKED:
        return True
    for count, node in enumerate(_up(line.node)):
        if node.index in holding or count > MOST_ABOVE:
            return False
        if boxes.has(node):
            return True
    return False


def _up(node: PageNode) -> Iterable[PageNode]:
    """Yield the node and all above it."""
    here: PageNode | None = node
    while here is not None:
        yield here
        here = here.above
