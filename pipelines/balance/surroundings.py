"""Why a line stands outside the text, by the elements around it and by its form (`Surroundings`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from pipelines.balance.furniture import Region, line_reason, region_of
from pipelines.balance.headed import headed_boxes
from pipelines.balance.line_fates import BEFORE_NAME, CUT, FIELD, LINKED, UNEXPLAINED, LineFate, kind_of
from pipelines.balance.own_prose import holds_a_story, holds_own_prose
from pipelines.balance.repeats import RepeatedBoxes
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.strings.subject_words import overlap, subject_words

FIELD_REGIONS = {"caption": "caption", "stamp": "stamp", "tags": "tags", "writer": "byline"}
"""Reasons of regions whose short lines are the words of a field: reason -> field."""
MOST_ABOVE = 30  # elements between a line and the teaser's box that it stands in
ON_SUBJECT = 0.12  # overlap of subject words by which an <aside> is about what the text is about
TITLE_WORDS = 4  # words of a link that is as long as a title
BESIDE_SHARE = 0.5  # of a box's words that are explained, so that its short lines belong to them


class Surroundings:
    """Names why a line is outside the text, by what stands around it; `holding` are the nodes that hold the text."""

    def __init__(self, fates: Sequence[LineFate], page: ParsedPage) -> None:
        """Read which nodes hold the lines that have a place in the text."""
        nodes = page.table.nodes
        text = [fate for fate in fates if fate.place >= 0]
        self.holding: set[int] = set()
        for fate in text:
            here: PageNode | None = fate.line.node
            while here is not None and here.index not in self.holding:
                self.holding.add(here.index)
                here = here.above
        self._forms = {(node.tag, node.names) for node in map(nodes.__getitem__, self.holding) if node.names}
        self._table = page.table
        self._text = [fate.line.text for fate in text]
        self._subject: frozenset[str] | None = None  # the text's words, read when first asked for
        self._printed = {tuple(fate.words) for fate in text}
        self._openings = {words[0] for words in self._printed}
        self._headed = headed_boxes(fates, page, self.holding)
        self._repeated = RepeatedBoxes(page.table, self.holding)
        self._regions: dict[int, Region | None] = dict.fromkeys(self.holding)
        self._own_regions = page.once(_own_regions)

    def reason(self, fate: LineFate) -> str | None:
        """The reason of the first rule that fires for a line, "field:NAME" for one of a field; None without a rule."""
        if self._is_printed(fate):
            return "repeated"  # the whole body stands twice on some pages
        sentence = fate.is_sentence()
        region = self._region(fate.line.node)
        if region is not None and (region.prose or not fate.is_prose()):
            is_field = region.reason == "caption" or (region.reason in FIELD_REGIONS and not sentence)
            return f"{FIELD}{BEFORE_NAME}{FIELD_REGIONS[region.reason]}" if is_field else region.reason
        if self._is_repeated(fate.line.node):
            return "teaser"
        return line_reason(fate.line.text, sentence=sentence) or (None if sentence else _link_reason(fate))

    def is_in_region(self, node: PageNode) -> bool:
        """True for a node in an element that a rule explains."""
        return self._region(node) is not None

    def is_bare_link(self, fate: LineFate) -> bool:
        """True for a line that no rule explains but its being a link, and that no line of the text says."""
        if self._is_printed(fate) or line_reason(fate.line.text, sentence=False) is not None:
            return False
        return _link_reason(fate) is not None

    def _is_printed(self, fate: LineFate) -> bool:
        """True for a line with the words of one that has a place in the text."""
        return fate.words[0] in self._openings and tuple(fate.words) in self._printed

    def _region(self, node: PageNode) -> Region | None:
        """The region that the line stands in: of the elements around that hold no text, the one that explains most.

        A name that elements with the text have, too, is the template's word for anything.
        """
        path: list[PageNode] = []
        here: PageNode | None = node
        best: Region | None = None
        known, regions = self._regions, self._own_regions
        while here is not None:
            if here.index in known:
                best = known[here.index]
                break
            path.append(here)
            here = here.above
        for each in reversed(path):
            if each.index in regions:
                own = regions[each.index]
            else:
                own = regions[each.index] = region_of(each)
            if own is not None and (each.tag, each.names) in self._forms:
                own = None
            if own is None or not own.prose:
                own = self._headed.get(each.index, own)
            elif self._is_doubtful(each, own):
                own = self._headed.get(each.index, Region(own.reason, prose=False))
            if own is not None and (best is None or (own.prose and not best.prose)):
                best = own
            known[each.index] = best
        return best

    def _is_doubtful(self, node: PageNode, region: Region) -> bool:
        """True for a region that has not the form of what its name says, so that it explains no sentences."""
        if region.reason == "teaser":
            return not node.linked  # a teaser leads somewhere
        if region.reason == "caption":
            return holds_a_story(node, self._table)
        if node.tag == "aside":  # a box of the article's own, as far as it speaks of what the text speaks of
            return holds_own_prose(node, self._table) and self._is_on_subject(node)
        return region.doubtful and holds_own_prose(node, self._table)

    def _is_on_subject(self, node: PageNode) -> bool:
        """True for an element whose words are the text's subject."""
        if self._subject is None:
            self._subject = subject_words(self._text)
        lines = self._table.lines[node.first_line : node.last_line]
        return overlap(subject_words(line.text for line in lines), self._subject) >= ON_SUBJECT

    def _is_repeated(self, node: PageNode) -> bool:
        """True where the node stands in a box that others beside it are like, at most `MOST_ABOVE` elements below."""
        here: PageNode | None = node
        for _ in range(MOST_ABOVE):
            if here is None or here.index in self.holding:
                return False
            if self._repeated.has(here):
                return True
            here = here.above
        return False


def surroundings_of(fates: Sequence[LineFate], page: ParsedPage) -> Surroundings:
    """The surroundings of a page's lines (`aligned_lines`), read once for the same lines with a place in the text."""
    known = page.once(_known)
    text = tuple([fate.index for fate in fates if fate.place >= 0])
    if text not in known:
        known[text] = Surroundings(fates, page)
    return known[text]


def _known(_: ParsedPage) -> dict[tuple[int, ...], Surroundings]:
    """The surroundings by the indexes of the text's lines: filled as they are asked for."""
    return {}


def _own_regions(_: ParsedPage) -> dict[int, Region | None]:
    """What a page's elements are by themselves, by the index of their node: filled as it is asked for."""
    return {}


def _link_reason(fate: LineFate) -> str | None:
    """The reason of a line that is a link: a story's title, or a menu's word."""
    if fate.line.linked < LINKED:
        return None
    return "teaser" if len(fate.words) >= TITLE_WORDS else "navigation"


def explain_beside(fates: Sequence[LineFate], holding: Collection[int]) -> None:
    """Give short lines the reason of the lines beside them, where those are most of the words of one box.

    A box is the largest element around a line that holds no line of the text.
    """
    known: dict[int, int] = {}
    short = [fate for fate in fates if not fate.fates and not fate.is_sentence()]
    boxes: dict[int, list[LineFate]] = {box: [] for fate in short if (box := _box(fate.line.node, holding, known)) >= 0}
    for fate in fates if boxes else ():
        if fate.place < 0 and (box := _box(fate.line.node, holding, known)) in boxes:
            boxes[box].append(fate)
    for lines in boxes.values():
        reasons: Counter[str] = Counter()
        for fate in lines:
            for what, count in fate.fates:
                if kind_of(what) not in {CUT, FIELD, UNEXPLAINED}:
                    reasons[what] += count
        if not reasons or reasons.total() < BESIDE_SHARE * sum(len(fate.words) for fate in lines):
            continue
        most = reasons.most_common(1)[0][0]
        for fate in lines:
            if not fate.fates and not fate.is_sentence():
                fate.fates = [(most, len(fate.words))]


def _box(node: PageNode, holding: Collection[int], known: dict[int, int]) -> int:
    """The index of the largest element around the node that holds no text; -1 where the node itself holds some."""
    if node.index in known:
        return known[node.index]
    path: list[int] = []
    box = -1
    here: PageNode | None = node
    while here is not None and here.index not in holding:
        box = here.index
        if box in known:
            box = known[box]
            break
        path.append(box)
        here = here.above
    known.update(dict.fromkeys(path, box))
    return box
