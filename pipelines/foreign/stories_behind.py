"""Another story that stands behind an article's own under a heading (`stories_behind`), with the evidence.

A sub-head of the article looks the same. So behind it stand two paragraphs or more, to the end of its element, that
are about something else, and one of these is seen: the heading leads to another story; a day, a byline or a dateline
stands below it; or it is the only heading of its kind in the page's text, and nearly no word of it or its story stands
before it.
A list of many things ("5 tempat ...") has several headings of one kind, and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urljoin

from pipelines.foreign.line_signs import LineSigns, address_parts, leads_to_story, outermost, texts
from pipelines.page.blocks import HEADING_TAGS
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.strings.datelines import read_dateline
from pipelines.strings.subject_words import overlap, subject_words

MIN_OWN = 2  # paragraphs of the text before the heading
MIN_PROSE = 2  # paragraphs of a story
MIN_STORY_WORDS = 30  # of them
MIN_SIGNED_WORDS = 20  # of a story with its own day or byline
MOST_HEADINGS = 60  # of a page that are looked at
MIN_TITLE_WORDS = 5  # of a heading without other evidence
MAX_TITLE_WORDS = 2  # subject words that the heading shares with the text
NEAR = 3  # lines below a title in which day or byline stand
SAME_SUBJECT = 0.15  # overlap of a story's words with the text's above which it is about the same
FLAT_SUBJECT = 0.1  # where no element of its own holds the story, or there is no other evidence
INSERT_SUBJECT = 0.06  # where the heading may be an insert that leads to another story
MIN_SUBJECT_WORDS = 8  # of a story, and of the text before it: of fewer, few in common may be chance
LINKED_SUBJECT = 0.3  # where the heading leads to another story and opens a box of its own
BYLINE = re.compile(r"\W*(?:oleh|penulis|reporter|pewarta|laporan|editor|by|jurnalis|wartawan)\b\W", re.IGNORECASE)
OWN = re.compile(r"[PR]")
ADDRESSES = ("data-url", "data-href", "data-permalink", "data-article-url")
TITLES = frozenset({"h1", "h2", "h3", "h4"})


def stories_behind(page: ParsedPage, line_signs: LineSigns) -> list[tuple[int, list[PageNode]]]:
    """The first line and the elements of each other story behind the text."""
    signs, start, lines = line_signs.signs, line_signs.start, page.table.lines
    own = [match.start() for match in OWN.finditer(signs)]
    stories: list[tuple[int, list[PageNode]]] = []
    behind = 0
    headings = list(islice(_headings(page, line_signs), MOST_HEADINGS))
    tags = Counter(heading.tag for _, heading in headings)
    for place, heading in headings:
        if place < behind or sum(p < place for p in own[: MIN_OWN + 1]) < MIN_OWN:
            continue
        box = _box(heading, start + place)
        is_own = box.last_line > heading.last_line
        if is_own and _is_of_page(box, page.url):
            continue
        end = box.last_line - start
        prose = [p for p in own if place < p < end]
        if not prose and box.above is not None:  # the box is the head of the story
            is_own, end = False, box.above.last_line - start
            prose = [p for p in own if place < p < end]
        if signs[place] == "T" and not leads_to_story(lines[start + place], page.url):
            continue
        words = sum(lines[start + p].text.count(" ") + 1 for p in prose)
        if len(prose) < MIN_PROSE or words < MIN_SIGNED_WORDS:
            continue
        if words < MIN_STORY_WORDS and not _is_signed(page, line_signs, place, prose[0]):
            continue
        is_alone = tags[heading.tag] == 1
        most = _most(page, line_signs, place, prose[0], heading, in_box=is_own, is_alone=is_alone)
        if most < 0:  # asked before words are compared, which takes longer
            continue
        before = [start + p for p in own if p < (place if not stories else stories[0][0] - start)]
        text = subject_words(texts(page, [line_signs.title.first_line, *before]))
        story = subject_words(texts(page, [start + place, *(start + p for p in prose)]))
        if len(subject_words(texts(page, [start + place])) & text) > MAX_TITLE_WORDS:
            continue
        if min(len(story), len(text)) < MIN_SUBJECT_WORDS:
            continue
        if overlap(story, text) > most:
            continue
        nodes = outermost(page, start + place, start + end)
        if nodes:
            stories.append((start + place, nodes))
            behind = end
    return stories


def _headings(page: ParsedPage, line_signs: LineSigns) -> Iterator[tuple[int, PageNode]]:
    """Yield the headings behind the title that may be another story's: their place among the signs, and node."""
    lines = page.table.lines
    for place, sign in enumerate(line_signs.signs):
        if sign in "Ll" and line_signs.signs[place + 1 : place + 2] == "D":  # in bold, with a stamp below
            yield place, lines[line_signs.start + place].node
        elif sign in "TH":
            node: PageNode | None = lines[line_signs.start + place].node
            if node is not None and node.tag not in TITLES:
                node = node.above
            if node is not None and node.tag in TITLES:
                yield place, node


def _box(heading: PageNode, first: int) -> PageNode:
    """The largest element that begins with a heading: its own box, or no more than the heading."""
    box = heading
    while (above := box.above) is not None and above.tag not in {"body", "html"} and above.first_line == first:
        box = above
    return box


def _is_of_page(box: PageNode, url: str) -> bool:
    """True for a box that names the page's own address."""
    own = address_parts(url)
    return any(
        address_parts(urljoin(url, box.attributes[name].strip())) == own for name in ADDRESSES if name in box.attributes
    )


def _most(
    page: ParsedPage, line_signs: LineSigns, place: int, prose: int, heading: PageNode, *, in_box: bool, is_alone: bool
) -> float:
    """The share of a story's words that the text may have, by the evidence at its heading; negative without any."""
    signs, lines, start = line_signs.signs, page.table.lines, line_signs.start
    is_signed = _is_signed(page, line_signs, place, prose)
    if signs[place] == "T":
        if in_box:
            return LINKED_SUBJECT
        if is_signed:
            return SAME_SUBJECT
        if prose != place + 1:
            return -1.0
        return FLAT_SUBJECT if heading.tag in {"h1", "h2"} else INSERT_SUBJECT
    if is_signed:
        return SAME_SUBJECT if in_box else FLAT_SUBJECT
    dateline = read_dateline(lines[start + prose].text)
    if dateline is not None and dateline.place is not None and dateline.house is not None:
        return SAME_SUBJECT if in_box else FLAT_SUBJECT
    has_length = lines[start + place].text.count(" ") >= MIN_TITLE_WORDS - 1
    return FLAT_SUBJECT if is_alone and has_length else -1.0


def _is_signed(page: ParsedPage, line_signs: LineSigns, place: int, prose: int) -> bool:
    """True where a day or a byline stands between a heading and its first paragraph."""
    signs, lines, start = line_signs.signs, page.table.lines, line_signs.start
    between = range(place + 1, min(prose, place + 1 + NEAR))
    return any(signs[p] in "DX" or BYLINE.match(lines[start + p].text) for p in between)


def headings_above(page: ParsedPage, line_signs: LineSigns) -> list[tuple[int, list[PageNode]]]:
    """The headings right above the title in its own element: the name of a rubric ("FotoBisnis"), no text."""
    title = line_signs.title
    box = title.above
    if box is None or box.tag == "body":
        return []
    above = page.table.nodes[box.index + 1 : title.index]
    return [
        (node.first_line, [node]) for node in above if node.above is box and node.tag in HEADING_TAGS and node.letters
    ]


def above_title(page: ParsedPage, line_signs: LineSigns) -> Sequence[tuple[int, list[PageNode]]]:
    """The elements above the title with sentences about something else: what a theme shows before the article."""
    lines, title = page.table.lines, line_signs.title
    above = [
        place
        for place in range(title.first_line)
        if lines[place].silent is None and len(lines[place].text) > PROSE_LETTERS and lines[place].linked < PROSE_LINKED
    ]
    if not above:
        return []
    own = [line_signs.start + match.start() for match in OWN.finditer(line_signs.signs)]
    if len(own) < MIN_OWN or len(above) > MAX_ABOVE:
        return []
    text = subject_words(texts(page, [title.first_line, *own]))
    if overlap(subject_words(texts(page, above)), text) > SAME_SUBJECT:
        return []
    return [(place, nodes) for place in above if (nodes := outermost(page, place, place + 1))]


PROSE_LETTERS = 60  # characters of a line that may be prose
PROSE_LINKED = 0.5  # of its characters in links: it is none
MAX_ABOVE = 30  # sentences above a title
