"""Summaries that a site sets above an article's first paragraph (`summaries`): they say again what the text says.

Seen as "Ringkasan Berita", "Intinya sih ...", "Poin Penting", "Ringkasan dalam 10 detik", "TL;DR", made by editors or
by a program. A summary is a box opened by such a heading, or a heading with a list right behind it; it stands before
the article's second paragraph, is much shorter than what follows, and most of its long words stand there again. A
sub-head of the article's own ("Ringkasan" in a report) has words below it that the rest of the text lacks, and stays.
Or the paragraph opens with it ("Ringkasan: ..."). Not seen: a summary without a heading, and one behind the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.page.table import Line, PageNode, PageTable
from pipelines.strings.subject_words import share_of, subject_words

HEADING = re.compile(
    r"""\W* (?: (?: ringkasan | rangkuman | ikhtisar | intisari | ringkasnya ) (?: \s .{0,40} )?
        | (?: inti (?: nya | \s (?: berita | sari ) ) | singkatnya | sekilas | garis \s besar ) (?: \s .{0,20} )?
        | (?: ini \s )? (?: hal (?:-hal)? | fakta (?:-fakta)? | butir (?:-butir)? | pokok (?:-pokok)? )
          \s (?: penting | utama | singkat | berita | kunci | pikiran )
        | (?: apa \s | hal \s )? yang \s perlu \s (?: anda \s )? (?: di)?ketahui | baca \s cepat | secara \s singkat
        | (?: (?: \d{1,2} | tiga | lima ) \s )? poin (?:-poin)?
          \s (?: penting (?: nya )? | utama | inti | kunci | berita ) (?: \s .{0,20} )?
        | (?: baca \s (?: dalam | cepat ) \s .{0,10} )? \d{1,2} \s (?: detik | menit ) (?: \s .{0,20} )?
        | tl;? \s? dr | key \s (?: points | takeaways ) | (?: (?: article | ai ) \s )? summary
        | (?: highlights? | sorotan ) (?: \s (?: berita | utama ) )? | (?: sari | kilas ) \s berita | quick \s read
        | dirangkum \s .{0,20} | isi \s ringkas | inti \s artikel | kesimpulan \s (?: cepat | singkat )
        | in \s (?: short | brief ) | berita \s singkat ) \W*""",
    re.VERBOSE,
)
OPENINGS = frozenset(
    {
        "ai", "apa", "article", "baca", "berita", "dirangkum", "isi", "kesimpulan", "kilas", "quick", "sari",
        "butir", "butir-butir", "fakta", "fakta-fakta", "garis", "hal",
        "hal-hal", "highlight", "highlights", "ikhtisar", "in", "ini", "inti", "intinya", "intisari", "key", "lima",
        "poin", "poin-poin", "pokok", "pokok-pokok", "rangkuman", "ringkasan", "ringkasnya", "secara", "sekilas",
        "singkatnya", "sorotan", "summary", "tiga", "tl;dr", "tldr", "yang",
    }
)  # fmt: skip
FIRST_WORD = re.compile(r"\w[\w;-]*")
MAX_HEADING = 60  # characters
PROSE_LETTERS = 60  # characters of a line that may be prose
MOST_TRIES = 8  # headings of a page that are looked at
MIN_AFTER = 2  # paragraphs that follow a summary
MAX_BEFORE = 1  # paragraphs before it
MIN_REPEATED_PARAGRAPH = 0.7  # of the long words of a paragraph that no box and no list parts from the text
LONGEST_PARAGRAPH = 320  # characters
MAX_SHARE = 0.5  # of the letters of what follows
MIN_REPEATED = 0.5  # of a summary's long words
BOXES = frozenset({"aside", "details", "div", "section", "table"})
LISTS = frozenset({"blockquote", "div", "ol", "section", "ul"})
MIN_LINES = 2  # of what stands behind a heading


def summaries(table: PageTable, home: PageNode | None) -> list[list[PageNode]]:
    """The elements of each summary above the text; `home` is the element of most paragraphs."""
    if home is None:
        return []
    boxes: list[list[PageNode]] = []
    before = tries = 0
    for at, line in enumerate(table.lines[: home.last_line]):
        text = line.text
        if len(text) > PROSE_LETTERS:
            if tries < MOST_TRIES and _opens_itself(text) and (box := _paragraph(table, at)):
                tries += 1
                if _is_summary([line], table.lines[max(at + 1, home.first_line) : home.last_line]):
                    boxes.append(box)
                    continue
            before += at >= home.first_line and _is_prose(line)
            if before > MAX_BEFORE:
                break
        elif tries < MOST_TRIES and _opens(text):
            tries += 1
            if not (box := _elements(table, at, home)):
                boxes += [each] if (each := _paragraph_behind(table, at, home)) else []
                continue
            start, end = box[0].first_line, box[-1].last_line
            if _is_summary(table.lines[at + 1 : end], table.lines[max(end, home.first_line) : home.last_line]):
                boxes.append(box)
                if start < home.first_line:
                    break
    return boxes


def _opens_itself(text: str) -> bool:
    """True for a paragraph that opens with such a heading and a colon: "Ringkasan: ..."."""
    head, colon, _ = text[:MAX_HEADING].partition(":")
    return bool(colon) and not head.isspace() and head != "" and _opens(head)


def _paragraph(table: PageTable, at: int) -> list[PageNode]:
    """The element of one line; [] where it holds others."""
    node = table.lines[at].node
    return [node] if (node.first_line, node.last_line) == (at, at + 1) else []


def _opens(text: str) -> bool:
    word = FIRST_WORD.search(text[:MAX_HEADING])
    first = word[0].lower() if word else ""
    is_opening = first in OPENINGS or first.isdecimal()
    return is_opening and len(text) <= MAX_HEADING and HEADING.fullmatch(text.lower()) is not None


def _elements(table: PageTable, at: int, home: PageNode) -> list[PageNode]:
    """The elements of the summary that a line is the heading of: its box, else the heading and the list behind it."""
    node = table.lines[at].node
    here: PageNode | None = node
    while here is not None and here is not home and here.first_line <= at and here.index > home.index:
        if here.first_line < at:
            break
        if here.tag in BOXES and here.last_line > at + 1:
            return [here]
        here = here.above
    if node.last_line > at + 1:  # its lines are parted by breaks
        return [node] if node.first_line == at and node is not home else []
    outer = node
    while outer.above is not None and outer.above.first_line == at and outer.above.last_line == at + 1:
        outer = outer.above
    if outer.end < len(table.nodes):
        behind = table.nodes[outer.end]
        if behind.above is outer.above and behind.tag in LISTS and behind.last_line >= behind.first_line + MIN_LINES:
            return [outer, behind]
    return []


def _paragraph_behind(table: PageTable, at: int, home: PageNode) -> list[PageNode]:
    """The elements of a heading and of the one paragraph behind it that those behind it say again."""
    outer = table.lines[at].node
    while outer.above is not None and outer.above is not home and outer.above.last_line == at + 1:
        outer = outer.above
    if (outer.first_line, outer.last_line) != (at, at + 1) or at + 1 >= home.last_line:
        return []
    line = table.lines[at + 1]
    if line.node.tag != "p" or line.node.above is not outer.above or not _paragraph(table, at + 1):
        return []
    if len(line.text) > LONGEST_PARAGRAPH:
        return []
    after = table.lines[at + 2 : home.last_line]
    return [outer, line.node] if _is_summary([line], after, MIN_REPEATED_PARAGRAPH) else []


def _is_summary(own: Sequence[Line], after: Sequence[Line], repeated: float = MIN_REPEATED) -> bool:
    """True where a summary's lines say what the lines behind them say, in far fewer words."""
    prose = [
        line for line in after if len(line.text) > PROSE_LETTERS and line.silent is None and line.linked < MAX_SHARE
    ]
    letters = sum(len(line.text) for line in own)
    if len(prose) < MIN_AFTER or not 0 < letters <= MAX_SHARE * sum(len(line.text) for line in prose):
        return False
    words = subject_words(line.text for line in own)
    return share_of(words, subject_words(line.text for line in prose)) >= repeated


def _is_prose(line: Line) -> bool:
    return len(line.text) > PROSE_LETTERS and line.silent is None and line.linked < MAX_SHARE
