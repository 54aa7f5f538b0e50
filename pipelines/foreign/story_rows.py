"""Rows of other stories behind an article's text, each a title with a sentence or two (`story_rows`).

What the markup is made of does not matter: the lines count (pipelines/foreign/line_signs.py). A row is two titles or
more that lead to other stories of the site, each with the words that stand below it; or headings that each have a day
below; or titles with a day on the same line, three or more; or what a heading of other stories opens; or three headings
and more, each with a sentence below, in another column than title and text. No paragraph of
the text's own element stands behind it, it is shorter than the text, and its words are about something else: what
speaks of the same things as the text is a list of the article's own (a round-up, a chronicle), and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pipelines.foreign.line_signs import LineSigns, is_heading, leads_to_story, outermost, texts
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.strings.subject_words import overlap, subject_words

LINKED_SUBJECT = 0.3
BESIDE = 0.05
ROWS = (
    (re.compile(r"(?:O[SD]*)?T[DSM]*[Pl]{1,2}(?:[MDS]*T[DSM]*[Pl]{0,2})+M*"), LINKED_SUBJECT),
    (re.compile(r"O[SD]*T[DSM]*[Pl]{1,2}(?:[MDS]*T[DSM]*[Pl]{1,2})*M*"), LINKED_SUBJECT),
    (re.compile(r"(?:O[SD]*)?H[SM]*D[DSM]*P{0,2}(?:[MDS]*H[SM]*D[DSM]*P{0,2})+[MD]*"), 0.15),
    (re.compile(r"(?:O[SD]*)?D[SM]*H[SM]*P{1,2}(?:[MS]*D[SM]*H[SM]*P{1,2})+M*"), 0.15),
    (re.compile(r"O[SD]*H[DSM]*P{1,2}(?:[MDS]*H[DSM]*P{1,2})*M*"), 0.15),
    (re.compile(r"(?:O[SD]*)?X{3,}"), 0.1),
    (re.compile(r"(?:O[SD]*)?D[S]*[Ll]P{1,2}(?:[MS]*D[S]*[Ll]P{1,2})+M*"), 0.1),
    (re.compile(r"O[SD]*[Ll]P(?:[MDS]*[Ll]P)+M*"), 0.1),
    (re.compile(r"HS?P{1,2}(?:M?HS?P{1,2}){2,}M?"), BESIDE),
)
"""What a row's signs are, and the overlap of its subject's words with the text's at most."""
MIN_PROSE = 0.5  # sentences for each title that leads to a story: titles alone are explained as links
MIN_OWN = 2  # paragraphs of the text before a row
MAX_SHARE = 0.6  # of the text's letters that a row has
MAX_FOREIGN_SHARE = 1.0  # of them where next to nothing in it speaks of the text's subject
FLAT_SUBJECT = 0.15  # overlap where titles are headings, but no element of its own holds each story
FOREIGN = 0.1  # overlap that is next to nothing
MOST_ROWS = 20  # of a page that are looked at
MIN_LETTERS = 60  # of a row
OWN = re.compile(r"[PR]")


def story_rows(page: ParsedPage, line_signs: LineSigns) -> list[tuple[int, list[PageNode]]]:
    """The first line and the elements of each row of other stories."""
    signs, start = line_signs.signs, line_signs.start
    own = [match.start() for match in OWN.finditer(signs)]
    if len(own) < MIN_OWN:
        return []
    rows: list[tuple[int, list[PageNode]]] = []
    for pattern, most in ROWS:
        at = own[MIN_OWN - 1] + 1
        for row in islice(pattern.finditer(signs, at), MOST_ROWS):
            nodes = _row(page, line_signs, row.start(), row.end(), most, own)
            if nodes and not any(first == start + row.start() for first, _ in rows):
                rows.append((start + row.start(), nodes))
    return rows


def _row(
    page: ParsedPage, line_signs: LineSigns, begin: int, end: int, most: float, own: Sequence[int]
) -> list[PageNode] | None:
    """The elements of a row of these lines; None where something speaks against it."""
    start, lines = line_signs.start, page.table.lines
    before = [start + place for place in own if place < begin]
    row = [start + place for place in range(begin, end) if line_signs.signs[place] not in "SDM-"]
    letters = sum(len(lines[place].text) for place in row)
    signs = line_signs.signs[begin:end]
    if signs.count("P") + signs.count("l") < MIN_PROSE * signs.count("T"):
        return None
    own_letters = sum(len(lines[place].text) for place in before)
    if not MIN_LETTERS <= letters <= MAX_FOREIGN_SHARE * own_letters:
        return None
    if lines[start + begin - 1].text.endswith(":"):  # what a colon announces is the article's
        return None
    titles = [start + place for place in range(begin, end) if line_signs.signs[place] == "T"]
    if not all(leads_to_story(lines[place], page.url) for place in titles):
        return None
    nodes = outermost(page, start + begin, start + end)
    if not nodes or _goes_on(line_signs, nodes, end, own):
        return None
    if most == BESIDE and not _is_beside(nodes[0], line_signs.title, [lines[place].node for place in before]):
        return None
    if most == LINKED_SUBJECT and len(nodes) > len(titles):
        most = FLAT_SUBJECT if all(is_heading(lines[place].node) for place in titles) else FOREIGN
    share = overlap(subject_words(texts(page, row)), subject_words(texts(page, before)))
    return nodes if share <= (most if letters <= MAX_SHARE * own_letters else FOREIGN) else None


def _is_beside(row: PageNode, title: PageNode, before: Sequence[PageNode]) -> bool:
    """True where one box holds the title and all paragraphs of the text, and the row stands in one beside it."""
    column: PageNode | None = row
    while column is not None and (above := column.above) is not None and not _holds(above, title):
        column = above
    if column is None or column.above is None:
        return False
    box: PageNode | None = title
    while box is not None and box.above is not column.above:
        box = box.above
    return box is not None and box is not title and all(_holds(box, node) for node in before)


def _holds(box: PageNode, node: PageNode) -> bool:
    return box.index <= node.index < box.end


def _goes_on(line_signs: LineSigns, nodes: Sequence[PageNode], end: int, own: Sequence[int]) -> bool:
    """True where a paragraph stands behind the row in the element that it stands in."""
    home = nodes[0].above
    if home is None or home.tag == "body":
        return False
    return any(place >= end and line_signs.start + place < home.last_line for place in own)
