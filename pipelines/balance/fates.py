"""The balance of one page: what became of each of its words (`balance_page`).

A line's words go, in this order, to the text, to what was cut from it, to a field, and outside by a named rule. What is
left is unexplained: it is never given a reason because it is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from corpus.models import OutsideWords, PageWords, RemovedLine
from pipelines.balance.aligned import RUN, TextWords
from pipelines.balance.furniture import Region, line_reason, region_of
from pipelines.balance.headed import headed_boxes
from pipelines.balance.heavy_pages import balance_heavy
from pipelines.balance.repeats import repeated_boxes
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import Line, PageNode, PageTable
from pipelines.strings.datelines import squash
from pipelines.strings.word_count import words_of

FIELD_RULES = {
    "byline": "byline",
    "caption": "caption",
    "caption_credit": "caption",
    "dateline": "dateline",
    "photo_caption": "caption",
    "picture_caption": "caption",
    "title_repeated": "title",
}
"""Rules whose cuts are the words of a field: rule -> field."""
FIELD_REGIONS = {"caption": "caption", "stamp": "stamp", "tags": "tags", "writer": "byline"}
"""Reasons of regions whose short lines are the words of a field: reason -> field."""
WITH_TEXT = frozenset({"other_article", "standfirst", "unexplained"})
MAX_OUTSIDE_TEXT = 2000  # characters of an entry's text
SENTENCE_WORDS = 10  # words of a line that may be a sentence
SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "…")
MOST_ABOVE = 30  # elements between a line and the teaser's box that it stands in
CUT_SHORT = ("...", "…")
CUT_TITLE = 20  # letters of a title that is cut short
LINKED = 0.75  # of a line's characters in links: it is a link
TITLE_WORDS = 4  # words of a link that is as long as a title
BESIDE_SHARE = 0.5  # of a box's words that are explained, so that its short lines belong to them
BYLINE_WORDS = 25  # words of a line that names the writers at most

TEXT, CUT, FIELD, UNEXPLAINED = "text", "cut", "field", "unexplained"
BEFORE_NAME = ":"  # between a fate and its name: "cut:read_also" (the rule), "field:title"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What an article took from one page: lines of its text, what was cut, and the values of its fields.

    `others` maps the name of a field that a whole line may say (section, dateline, initials) to its value.
    """

    lines: Sequence[str]
    removed: Sequence[RemovedLine] = ()
    titles: Collection[str] = ()
    people: Collection[str] = ()
    printed: Collection[str] = ()
    tags: Collection[str] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    part: int = 0


@dataclass(slots=True)
class LineFate:
    """A line of the page with its words, and what became of them: (fate, number of words), in order.

    A fate is "text", "cut:RULE", "field:NAME", "unexplained", or the reason why the words are outside (`kind_of`).
    `place` is the index of the text's line that has its last words in the text, -1 without any; `end` is the place
    behind those words among the text's words, 0 without any.
    """

    line: Line
    words: list[str]
    fates: list[tuple[str, int]] = field(default_factory=list)
    place: int = -1
    end: int = 0

    def is_sentence(self) -> bool:
        """True for a line that reads as prose."""
        text = self.line.text
        if len(self.words) < SENTENCE_WORDS or self.line.linked >= LINKED or text.startswith("http"):
            return False
        return text.endswith(SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class PageBalance:
    """The lines of a page with their fates, their sum, and what is outside."""

    lines: tuple[LineFate, ...]
    words: PageWords
    outside: tuple[OutsideWords, ...]


def kind_of(fate: str) -> str:
    """Return a fate without its name.

    >>> kind_of("field:title"), kind_of("navigation")
    ('field', 'navigation')
    """
    return fate.partition(BEFORE_NAME)[0]


def aligned_lines(page: ParsedPage, facts: PageFacts) -> tuple[list[LineFate], int]:
    """Return the lines of the page, with a fate where the text has them.

    And how many words of the text stand in none of them. Hidden lines are left out, unless the text has them.
    """
    fates = [LineFate(line, words) for line, words in zip(page.table.lines, page.line_words, strict=True) if words]
    text = TextWords(facts.lines)
    _take(fates, text, facts.titles)
    return [fate for fate in fates if fate.line.silent != "hidden" or fate.fates], text.left


def balance_page(page: ParsedPage, facts: PageFacts) -> PageBalance:
    """Say what became of each word that a reader sees on the page; hidden words count only where the text has them."""
    if page.heavy:
        cuts = [cut.text for cut in facts.removed]
        return PageBalance((), *balance_heavy(page, list(facts.lines), cuts, list(facts.titles), facts.part))
    shown, added = aligned_lines(page, facts)
    take_cuts(shown, facts.removed)
    _name_fields(shown, facts)
    _name_outside(shown, page.table)
    return balance_of(shown, added, facts.part)


def balance_of(shown: Sequence[LineFate], added: int, part: int) -> PageBalance:
    """The sum of the lines' fates, and what is outside."""
    sums: Counter[str] = Counter()
    for fate in shown:
        for what, count in fate.fates:
            sums[kind_of(what)] += count
    outside = sum(count for what, count in sums.items() if what not in {TEXT, CUT, FIELD, UNEXPLAINED})
    words = PageWords(
        part,
        sum(len(fate.words) for fate in shown),
        sums[TEXT],
        sums[FIELD],
        sums[CUT],
        outside,
        sums[UNEXPLAINED],
        added,
    )
    return PageBalance(tuple(shown), words, tuple(_entries(shown, part)))


def _take(fates: Sequence[LineFate], text: TextWords, titles: Collection[str]) -> None:
    """Give the lines the words of the text: whole lines first, then the longest, so that no caption takes a run.

    The title is no line of the text, unless the text has it whole.
    """
    for fate in fates:
        if text.take_line(fate.words):
            _place(fate, [(TEXT, len(fate.words))], text)
    named = {squash(title) for title in titles}
    rest = [fate for fate in fates if not fate.fates and len(fate.words) >= RUN]
    for fate in sorted(rest, key=lambda fate: -len(fate.words)):
        if not text.left:
            break
        if squash(fate.line.text) not in named and (ranges := text.take_runs(fate.words)):
            _place(fate, _with_gaps([(TEXT, at, end) for at, end, _ in ranges], len(fate.words)), text)
    end = 0
    for fate in fates if text.left else ():
        if fate.fates:
            end = fate.end
        elif len(fate.words) < RUN and text.take_next(fate.words, end):
            _place(fate, [(TEXT, len(fate.words))], text)
            end = fate.end


def _place(fate: LineFate, fates: list[tuple[str, int]], text: TextWords) -> None:
    """Note a line's fates, and the place of the words that were taken last."""
    fate.fates, fate.end = fates, text.end
    fate.place = text.line_before(text.end)


def _with_gaps(ranges: Iterable[tuple[str, int, int]], count: int) -> list[tuple[str, int]]:
    """The fates of a line of `count` words of which these ranges have one; "" for the others."""
    fates: list[tuple[str, int]] = []
    at = 0
    for what, start, end in ranges:
        if start > at:
            fates.append(("", start - at))
        fates.append((what, end - start))
        at = end
    if count > at:
        fates.append(("", count - at))
    return fates


def _gaps(fate: LineFate) -> Iterator[tuple[int, int, int]]:
    """Yield (index among the fates, start, end) of the words without a fate."""
    if not fate.fates:
        yield -1, 0, len(fate.words)
        return
    at = 0
    for index, (what, count) in enumerate(fate.fates):
        if not what:
            yield index, at, at + count
        at += count


def _fill(fate: LineFate, index: int, filled: Sequence[tuple[str, int]]) -> None:
    """Put these fates in the place of the gap at `index`; -1 is a line without any."""
    if index < 0:
        fate.fates = list(filled)
    else:
        fate.fates[index : index + 1] = filled


def take_cuts(fates: Sequence[LineFate], removed: Sequence[RemovedLine]) -> None:
    """Give the lines the words of what was cut (a field's as that); first the lines that the text has words of."""
    in_order = sorted(fates, key=lambda fate: not fate.fates)
    of_fields = [
        (f"{FIELD}{BEFORE_NAME}{FIELD_RULES[cut.rule]}", cut.text) for cut in removed if cut.rule in FIELD_RULES
    ]
    others = [(f"{CUT}{BEFORE_NAME}{cut.rule}", cut.text) for cut in removed if cut.rule not in FIELD_RULES]
    for cuts in (of_fields, others):
        words = TextWords(text for _, text in cuts)
        names = [name for name, _ in cuts]
        for fate in in_order if words.left else ():
            for index, start, end in reversed(list(_gaps(fate))):
                gap = fate.words[start:end]
                if words.take_line(gap):
                    _fill(fate, index, [(names[words.line_before(words.end)], len(gap))])
                elif runs := words.take_runs(gap):
                    ranges = [(names[words.line_before(place + 1)], at, until) for at, until, place in runs]
                    _fill(fate, index, _with_gaps(ranges, len(gap)))


def _name_fields(fates: Sequence[LineFate], facts: PageFacts) -> None:
    """Name the lines that say the title, the writers, the stamp, a tag or another field."""
    titles = [squashed for title in facts.titles if (squashed := squash(title))]
    people = [squashed for name in facts.people if (squashed := squash(name))]
    printed = [squashed for stamp in facts.printed if (squashed := squash(stamp))]
    whole = {squash(value): name for name, value in facts.others.items()} | {squash(tag): "tags" for tag in facts.tags}
    named = (*facts.titles, *facts.people, *facts.printed, *facts.tags, *facts.others.values())
    known = {word.lower() for text in named for word in words_of(text)}
    for fate in fates:
        if fate.fates or not any(word.lower() in known for word in fate.words):
            continue
        if name := _field_of(fate, titles, people, printed, whole):
            fate.fates = [(f"{FIELD}{BEFORE_NAME}{name}", len(fate.words))]


def _field_of(
    fate: LineFate, titles: Sequence[str], people: Sequence[str], printed: Sequence[str], whole: Mapping[str, str]
) -> str | None:
    """The name of the field whose value (squashed) the line says; None for any other line."""
    text = squash(fate.line.text)
    is_cut_title = len(text) > CUT_TITLE and fate.line.text.endswith(CUT_SHORT)
    if any(text == title or (title in text and len(text) < 2 * len(title)) for title in titles) or (
        is_cut_title and any(title.startswith(text) for title in titles)
    ):
        return "title"
    if len(fate.words) <= BYLINE_WORDS:
        if any(name in text for name in people):
            return "byline"
        if any(stamp in text for stamp in printed):
            return "stamp"
    return whole.get(text)


def _name_outside(fates: Sequence[LineFate], table: PageTable) -> None:
    """Give the lines without a fate the reason of the first rule that fires, else leave them unexplained."""
    around = Surroundings(fates, table)
    for fate in fates:
        if fate.fates:
            fate.fates = [(what or UNEXPLAINED, count) for what, count in fate.fates]
        elif reason := around.reason(fate):
            fate.fates = [(reason, len(fate.words))]
    _explain_beside(fates, around.holding)
    for fate in fates:
        if not fate.fates:
            fate.fates = [(UNEXPLAINED, len(fate.words))]


class Surroundings:
    """Names why a line is outside the text, by what stands around it; `holding` are the nodes that hold the text."""

    def __init__(self, fates: Sequence[LineFate], table: PageTable) -> None:
        """Read which nodes hold the lines that have a place in the text."""
        self.holding: set[int] = set()
        for fate in fates:
            here: PageNode | None = fate.line.node if fate.place >= 0 else None
            while here is not None and here.index not in self.holding:
                self.holding.add(here.index)
                here = here.above
        self._forms = {(node.tag, node.names) for node in map(table.nodes.__getitem__, self.holding) if node.names}
        self._printed = {tuple(fate.words) for fate in fates if fate.place >= 0}
        self._table = table
        self._headed = headed_boxes(((f.line, len(f.words), f.place >= 0) for f in fates), table, self.holding)
        self._regions: dict[int, Region | None] = {}

    @cached_property
    def _repeated(self) -> set[int]:
        """The boxes of one form side by side, read when one is first asked for."""
        return repeated_boxes(self._table, self.holding)

    def reason(self, fate: LineFate) -> str | None:
        """The reason of the first rule that fires for a line, "field:NAME" for one of a field; None without a rule."""
        if tuple(fate.words) in self._printed:
            return "repeated"  # the whole body stands twice on some pages
        sentence = fate.is_sentence()
        region = self._region(fate.line.node)
        if region is not None and (region.prose or not sentence):
            is_field = region.reason == "caption" or (region.reason in FIELD_REGIONS and not sentence)
            return f"{FIELD}{BEFORE_NAME}{FIELD_REGIONS[region.reason]}" if is_field else region.reason
        if self._is_repeated(fate.line.node):
            return "teaser"
        return line_reason(fate.line.text, sentence=sentence) or (None if sentence else _link_reason(fate))

    def _region(self, node: PageNode) -> Region | None:
        """The region that the line stands in: of the elements around that hold no text, the one that explains most.

        A name that elements with the text have, too, is the template's word for anything.
        """
        path: list[PageNode] = []
        here: PageNode | None = node
        best: Region | None = None
        while here is not None and here.index not in self.holding:
            if here.index in self._regions:
                best = self._regions[here.index]
                break
            path.append(here)
            here = here.above
        for each in reversed(path):
            own = None if (each.tag, each.names) in self._forms else region_of(each)
            if own is None or not own.prose:
                own = self._headed.get(each.index, own)
            elif own.reason == "teaser" and not each.linked:
                own = Region("teaser", prose=False)  # a teaser leads somewhere
            if own is not None and (best is None or (own.prose and not best.prose)):
                best = own
            self._regions[each.index] = best
        return best

    def _is_repeated(self, node: PageNode) -> bool:
        """True where the node stands in a box that others beside it are like, at most `MOST_ABOVE` elements below."""
        here: PageNode | None = node
        for _ in range(MOST_ABOVE):
            if here is None or here.index in self.holding:
                return False
            if here.index in self._repeated:
                return True
            here = here.above
        return False


def _link_reason(fate: LineFate) -> str | None:
    """The reason of a line that is a link: a story's title, or a menu's word."""
    if fate.line.linked < LINKED:
        return None
    return "teaser" if len(fate.words) >= TITLE_WORDS else "navigation"


def _explain_beside(fates: Sequence[LineFate], holding: Collection[int]) -> None:
    """Give short lines the reason of the lines beside them, where those are most of the words of one box.

    A box is the largest element around a line that holds no line of the text.
    """
    boxes: dict[int, list[LineFate]] = {}
    known: dict[int, int] = {}
    for fate in fates:
        if fate.place < 0:
            boxes.setdefault(_box(fate.line.node, holding, known), []).append(fate)
    for box, lines in boxes.items():
        if box < 0:
            continue
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


def _entries(fates: Sequence[LineFate], part: int) -> Iterator[OutsideWords]:
    """Yield what is outside: one entry a reason, but one a run where the text is kept."""
    first: dict[str, int] = {}
    words: Counter[str] = Counter()
    flat = [(what, index, fate) for index, fate in enumerate(fates) for what in dict(fate.fates)]  # a line's each once
    for what, run in groupby(flat, key=lambda each: each[0]):
        if kind_of(what) in {TEXT, CUT, FIELD}:
            continue
        lines = list(run)
        count = sum(c for _, _, fate in lines for w, c in fate.fates if w == what)
        if what in WITH_TEXT:
            texts = dict.fromkeys(_text_of(fate, what) for _, _, fate in lines)
            yield OutsideWords(part, lines[0][1], what, count, "\n".join(texts)[:MAX_OUTSIDE_TEXT])
        else:
            first.setdefault(what, lines[0][1])
            words[what] += count
    for what, position in first.items():
        yield OutsideWords(part, position, what, words[what])


def _text_of(fate: LineFate, what: str) -> str:
    """The line, or those of its words that have this fate where others have another one."""
    if len(fate.fates) == 1:
        return fate.line.text
    runs: list[str] = []
    at = 0
    for each, count in fate.fates:
        if each == what:
            runs.append(" ".join(fate.words[at : at + count]))
        at += count
    return " ... ".join(runs)
