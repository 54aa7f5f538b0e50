"""Prose that the extractor lost and that has the form of the article's own (`lost_prose`), with the evidence.

Taken are sentences (by the second rule also other lines as long) that no rule explains and that are no link, where one
of these is seen:

second_box  they stand in an element with the tag and class of one that holds paragraphs of the text; of a page
            builder's, which has one class for all, in one that stands beside the text's own
beside      they stand right under the element that the text's paragraphs stand right under
lead        they stand before the text, behind the title, in an element that the template calls the lead or the body
between     they stand between the text's paragraphs, in boxes that have the classes of theirs, however general,
            or a <br> beside one of them

And small parts between the paragraphs (pipelines/balance/small_parts.py): sub_head, own_links.

What has not been seen is left out: it stays unexplained, and the balance says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.balance.line_fates import SENTENCE_WORDS, LineFate, PageFacts
from pipelines.balance.line_matches import aligned_lines, take_cuts
from pipelines.balance.small_parts import SmallParts
from pipelines.balance.surroundings import surroundings_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.strings.squashed import squash

MIN_PARAGRAPHS = 2  # of the text under an element, that make it the text's
MIN_LEAD_WORDS = 12  # words of a lead
MAX_REPEATED = 0.7  # of a lead's long words that the text's first lines say again
LONG_WORD = 4  # letters
LEAD_NAMES = re.compile(r"(?:^|[\s_-])(?:lead|lede|lead-paragraph|pembuka|teras|intro)(?:$|[\s_-])", re.IGNORECASE)
BUILDERS = ("brxe", "elementor", "et", "fl", "pb", "vc", "wp", "wpb")  # what page builders put before every class
BUILT = tuple(f"{name}{sign}" for name in BUILDERS for sign in "-_")
MOST_AROUND = 2  # elements of a layout between a paragraph and the box that has a name
LAYOUT_NAMES = frozenset(
    {
        "block", "box", "card", "cell", "clearfix", "col", "column", "container", "fluid", "grid", "inner", "item",
        "lg", "md", "panel", "row", "section", "sm", "text", "widget", "wrap", "wrapper", "xl", "xs",
        *BUILDERS, "builder", "editor", "element", "module", "rich",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LostLine:
    """A paragraph to put back: behind which line of the text (-1: before the first), and the evidence."""

    behind: int
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class LostProse:
    """The paragraphs to put back, in reading order; and words of the page's sentences.

    `in_text` has those that the text has or gets, `unexplained` those of sentences that no rule explains.
    """

    lines: tuple[LostLine, ...] = ()
    in_text: int = 0
    unexplained: int = 0


def lost_prose(page: ParsedPage, facts: PageFacts) -> LostProse:
    """Return the prose of the page that the text lacks."""
    fates, _ = aligned_lines(page, facts)
    text = [fate for fate in fates if fate.place >= 0]
    places = [i for i, fate in enumerate(fates) if fate.place >= 0]
    homes = Counter(fate.line.node.above.index for fate in text if fate.line.node.above is not None)
    small = SmallParts(page, fates, places, homes)
    candidates = [
        i for i, fate in enumerate(fates) if len(fate.words) >= SENTENCE_WORDS and not fate.fates and fate.is_prose()
    ]
    in_text = sum(len(fate.words) for fate in text if fate.is_sentence())
    if not candidates and not small.candidates:
        return LostProse((), in_text)
    take_cuts(fates, facts.removed)
    candidates = [i for i in candidates if not fates[i].fates]
    around = surroundings_of(fates, page)
    candidates = [i for i in candidates if around.reason(fates[i]) is None]
    unexplained = sum(len(fates[i].words) for i in candidates)
    if not text:
        return LostProse((), 0, unexplained)
    if not candidates and not small.candidates:
        return LostProse((), in_text)
    forms = _forms(homes, page.table.nodes) if candidates else set()
    layouts = _layouts(text) if candidates else set()
    own = {fate.line.node.index for fate in text if fate.is_sentence()} if candidates else set()
    whole: str | None = None
    first = places[0]
    title = next((i for i, fate in enumerate(fates) if fate.line.node.tag == "h1"), -1)
    lost: list[LostLine] = []
    prose = set(candidates)
    for index in sorted({*candidates, *small.candidates}):
        fate = fates[index]
        if index in prose:
            is_below_title = title < index < first
            evidence = (
                _evidence(fate, homes, forms, around.holding)
                or (_lead(fate, facts.lines) if is_below_title else None)
                or (_between(fate, layouts, own, around.holding) if first < index < places[-1] else None)
            )
        else:
            evidence = None if fate.fates else small.evidence(fate, around)
        if evidence is None:
            continue
        if whole is None:
            whole = squash(" ".join(facts.lines))
        if evidence == "own_links" or not any(squash(text) in whole for text in _unstruck(fate.line.text, facts)):
            lost.append(LostLine(_place(fates, index), fate.line.text, evidence))
            if index in prose:
                in_text, unexplained = in_text + len(fate.words), unexplained - len(fate.words)
    return LostProse(tuple(lost), in_text, unexplained)


def _unstruck(text: str, facts: PageFacts) -> Iterator[str]:
    """Yield a line as it is, and without each of the struck words that were cut from it."""
    yield text
    for cut in facts.removed:
        if cut.rule == "struck" and cut.text in text:
            yield text.replace(cut.text, "", 1)


def _evidence(fate: LineFate, homes: Counter[int], forms: set[tuple[str, str]], holding: Collection[int]) -> str | None:
    """The evidence that a line belongs to the text by the element that it stands in; None without any."""
    node = fate.line.node
    if homes[node.index] >= MIN_PARAGRAPHS or (node.above is not None and homes[node.above.index] >= MIN_PARAGRAPHS):
        return "beside"
    here: PageNode | None = node.above if fate.is_sentence() else None
    while here is not None:
        if (form := _form(here)) in forms and (
            here.above is None or here.above.index in holding or not _is_built(form[1])
        ):
            return "second_box"
        here = here.above
    return None


def _layouts(text: Sequence[LineFate]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    """The forms of the two boxes, each with a class, right around the text's paragraphs, where several have them."""
    layouts = Counter(
        (_form(home), _form(home.above))
        for fate in text
        if fate.is_sentence() and (home := fate.line.node.above) is not None and home.above is not None
    )
    return {pair for pair, count in layouts.items() if count >= MIN_PARAGRAPHS and pair[0][1] and pair[1][1]}


def _between(
    fate: LineFate,
    layouts: Collection[tuple[tuple[str, str], tuple[str, str]]],
    own: Collection[int],
    holding: Collection[int],
) -> str | None:
    """ "between" for a sentence without a link in two such boxes, which stand beside the text's; else None.

    Also for one that a <br> parts from a sentence of the text (`own` are the elements that those stand right in).
    """
    if fate.line.linked or not fate.is_sentence():
        return None
    if fate.line.node.index in own:
        return "between"
    for box in (fate.line.node, fate.line.node.above):
        if box is None or (around := box.above) is None or around.above is None:
            continue
        if (_form(box), _form(around)) in layouts and _stands_in(around, holding):
            return "between"
    return None


def _stands_in(box: PageNode, holding: Collection[int]) -> bool:
    """True for a box that holds none of the text and stands, alone in its wrappers, in an element that does."""
    here = box
    while here.above is not None and here.above.index not in holding and here.above.children == 1:
        here = here.above
    return box.index not in holding and here.above is not None and here.above.index in holding


def _forms(homes: Counter[int], nodes: Sequence[PageNode]) -> set[tuple[str, str]]:
    """The tag and class of the boxes around the text's paragraphs; none without a class."""
    forms: Counter[tuple[str, str]] = Counter()
    for index, count in homes.items():
        if (node := _named_above(nodes[index])) is not None:
            forms[_form(node)] += count
    return {form for form, count in forms.items() if count >= MIN_PARAGRAPHS}


def _named_above(home: PageNode) -> PageNode | None:
    """The element right above a paragraph, or around that, whose class says more than a layout; None without one."""
    here: PageNode | None = home
    for _ in range(MOST_AROUND):
        if here is not None and _is_general(_form(here)[1]):
            here = here.above
    return None if here is None or _is_general(_form(here)[1]) else here


@lru_cache(maxsize=4096)
def _is_general(names: str) -> bool:
    """True for classes that say nothing but how a box is laid out: "row", "col-md-12", "box"; and for no class."""
    return set(re.findall(r"[a-z]+", names.lower())) <= LAYOUT_NAMES


def _is_built(names: str) -> bool:
    """True for the classes of a page builder, which gives them to every part of a page."""
    return any(name.startswith(BUILT) for name in names.split())


def _form(node: PageNode) -> tuple[str, str]:
    """The tag and class of an element, without the names that a template numbers ("post-123", "col-md-8")."""
    return node.tag, _unnumbered(node.attributes.get("class") or "")


@lru_cache(maxsize=4096)
def _unnumbered(names: str) -> str:
    return " ".join(name for name in names.split() if not any(letter.isdecimal() for letter in name))


def _lead(fate: LineFate, lines: Sequence[str]) -> str | None:
    """ "lead" for a sentence that the template calls so and that the text does not say again; else None."""
    node = fate.line.node
    names = f"{node.names} {node.above.names if node.above is not None else ''}"
    if len(fate.words) < MIN_LEAD_WORDS or not (LEAD_NAMES.search(names) or _is_marked(node)):
        return None
    long_words = {word.lower() for word in fate.words if len(word) >= LONG_WORD}
    opening = squash(" ".join(lines[:MIN_PARAGRAPHS]))
    repeated = sum(word in opening for word in long_words)
    return "lead" if repeated < MAX_REPEATED * len(long_words) else None


def _is_marked(node: PageNode) -> bool:
    """True for a paragraph in what microdata calls the body."""
    around = (node, node.above, node.above.above if node.above is not None else None)
    return any(each is not None and each.attributes.get("itemprop") == "articleBody" for each in around)


def _place(fates: Sequence[LineFate], index: int) -> int:
    """The index of the text's line that stands before this line of the page; -1 without one."""
    return next((fate.place for fate in reversed(fates[:index]) if fate.place >= 0), -1)
