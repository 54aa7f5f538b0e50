"""Why prose that no other rule explains is a site's word about itself, in a box without text (`explain_blurbs`).

Each reason has its evidence:

- the sentence stands again in the page's header, footer, side column or small print: it has that reason here, too
- behind the text, a paragraph begins with the site's name and says what it is ("Warta Contoh adalah portal ..."):
  "boilerplate", with the sentences beside it, of `LONGEST` words at most
- behind the text, one of the boxes of a column, of which the others (two or more) are explained outside the article,
  has two sentences and `LONGEST` words at most: "aside"
- a box of paragraphs behind the text, or above the title, has sentences in which next to nothing of the text's subject
  stands: "aside" (opening hours, a poem); or it says "kami" or "Anda" outside of quotations, as the text nowhere does:
  "boilerplate" (a greeting); a release that says "kami" itself may go on in such a box

What has not been seen is left unexplained: a blurb that stands alone and does not begin with the name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipelines.balance.headed import DEFINES
from pipelines.balance.line_fates import CUT, FIELD, TEXT, UNEXPLAINED, LineFate, kind_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.site_names import own_names
from pipelines.page.table import PageNode
from pipelines.rules import NO_RULES
from pipelines.strings.squashed import squash
from pipelines.strings.subject_words import overlap, subject_words

LONGEST = 80  # words of a blurb
MOST_SENTENCES = 2  # of a blurb in a column
MIN_BESIDE = 2  # other boxes of a column that are outside the article
MOST_OPEN = 40  # unexplained lines of prose of a page, of which one may be a blurb
MOST_NODES = 1500  # elements of a column
MOST_UP = 6  # elements between a sentence and its column
VOICES = frozenset({"anda", "kami"})
QUOTES = ('"', "“", "”")
OFF_SUBJECT = 0.1  # overlap of a box's subject words with the text's: it is about something else
MIN_SUBJECT_WORDS = 8
WORDS_BEFORE_VERB = 8  # words of a description before the verb
OF_THE_SITE = frozenset({"aside", "boilerplate", "footer", "header", "legal", "navigation"})
INSIDE = frozenset({TEXT, CUT, FIELD, UNEXPLAINED})


def explain_blurbs(fates: Sequence[LineFate], page: ParsedPage, holding: Collection[int]) -> None:
    """Give blurbs of the site their reason; `holding` are the nodes that hold the text."""
    open_lines = [fate for fate in fates if not fate.fates and fate.is_prose()]
    open_lines = [fate for fate in open_lines if fate.line.node.index not in holding]
    if not 0 < len(open_lines) <= MOST_OPEN:
        return
    by_line = {fate.index: fate for fate in fates}
    again = {tuple(f.words): f.fates[0][0] for f in fates if f.fates and f.fates[0][0] in OF_THE_SITE}
    names = [squashed for name in own_names(page, NO_RULES) if (squashed := squash(name))]
    last = max((fate.line.node.index for fate in fates if fate.place >= 0), default=-1)
    _explain_apart(open_lines, fates, page, holding)
    for fate in open_lines:
        if fate.fates:
            continue
        if reason := again.get(tuple(fate.words)):
            fate.fates = [(reason, len(fate.words))]
            continue
        box = fate.line.node.above
        beside = [f for f in open_lines if box is not None and f.line.node.above is box] or [fate]
        is_short = sum(len(f.words) for f in beside) <= LONGEST
        if not is_short or fate.line.node.index < last:
            continue
        if beside[0] is fate and _describes(fate, names):
            is_alone = box is not None and box.index not in holding
            for each in beside if is_alone else [fate]:
                each.fates = [("boilerplate", len(each.words))]
        elif _is_in_column(fate, by_line, page, holding):
            fate.fates = [("aside", len(fate.words))]


def _explain_apart(
    open_lines: Sequence[LineFate], fates: Sequence[LineFate], page: ParsedPage, holding: Collection[int]
) -> None:
    """Give "aside" to the sentences of boxes away from the text that are about something else."""
    text = [fate for fate in fates if fate.place >= 0]
    if not text:
        return
    first, last = text[0].line.node.index, max(fate.line.node.index for fate in text)
    title = next((node.index for node in page.table.tagged("h1")), first)
    boxes: dict[int, list[LineFate]] = {}
    for fate in open_lines:
        box: PageNode = fate.line.node
        while box.above is not None and box.above.index not in holding:
            box = box.above
        if box is not fate.line.node and (box.index > last or box.end <= min(title, first)):
            boxes.setdefault(box.index, []).append(fate)
    if not boxes:
        return
    subject = subject_words(fate.line.text for fate in text)
    speaks_itself = any(map(_addresses, text))
    for lines in boxes.values():
        if not speaks_itself and _is_houses_voice(lines):
            for fate in lines:
                fate.fates = [("boilerplate", len(fate.words))]
            continue
        words = subject_words(fate.line.text for fate in lines)
        if min(len(words), len(subject)) >= MIN_SUBJECT_WORDS and overlap(words, subject) <= OFF_SUBJECT:
            for fate in lines:
                fate.fates = [("aside", len(fate.words))]


def _is_houses_voice(lines: Sequence[LineFate]) -> bool:
    """True for a few sentences that say "kami" or "Anda" outside of quotations: the site speaks, not its writer."""
    if sum(len(fate.words) for fate in lines) > LONGEST or any(sign in f.line.text for f in lines for sign in QUOTES):
        return False
    return any(map(_addresses, lines))


def _addresses(fate: LineFate) -> bool:
    """True for a line without a quotation that says "kami" or "Anda"."""
    quotes = any(sign in fate.line.text for sign in QUOTES)
    return not quotes and not VOICES.isdisjoint(word.lower() for word in fate.words)


def _describes(fate: LineFate, names: Sequence[str]) -> bool:
    """True for a sentence that begins with one of the names and says what it is."""
    begins = squash(fate.line.text).startswith(tuple(names))
    return begins and not DEFINES.isdisjoint(word.lower() for word in fate.words[:WORDS_BEFORE_VERB])


def _is_in_column(fate: LineFate, by_line: Mapping[int, LineFate], page: ParsedPage, holding: Collection[int]) -> bool:
    """True where the boxes beside a sentence's own are outside the article, and its own has little prose."""
    box: PageNode = fate.line.node
    for _ in range(MOST_UP):
        column = box.above
        if column is None or column.index in holding or column.end - column.index > MOST_NODES:
            return False
        prose = [f for f in _lines_of(box, by_line) if f.is_prose()]
        if len(prose) > MOST_SENTENCES or sum(len(f.words) for f in prose) > LONGEST:
            return False
        beside = [n for n in page.table.nodes[column.index + 1 : column.end] if n.above is column and n is not box]
        outside = [n for n in beside if _is_outside(n, by_line)]
        if len(outside) >= MIN_BESIDE:
            return True
        box = column
    return False


def _is_outside(node: PageNode, by_line: Mapping[int, LineFate]) -> bool:
    """True for a box with words that are all explained outside the article."""
    kinds = {kind_of(what) for f in _lines_of(node, by_line) for what, _ in f.fates or [("", 0)]}
    return bool(kinds) and kinds.isdisjoint(INSIDE) and "" not in kinds


def _lines_of(node: PageNode, by_line: Mapping[int, LineFate]) -> list[LineFate]:
    """The lines that stand in an element."""
    lines = (by_line.get(index) for index in range(node.first_line, node.last_line))
    return [fate for fate in lines if fate is not None and node.index <= fate.line.node.index < node.end]
