"""The lines of the article's body: a container where one is known, then trafilatura on what is left."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import takewhile
from typing import Any, Literal

from lxml import etree, html

from corpus.models import RemovedLine
from pipelines.balance.heavy_pages import region_around
from pipelines.balance.line_fates import PageFacts
from pipelines.balance.taking import lost_prose
from pipelines.body.containers import PROSE_LENGTH, container_of
from pipelines.body.foreign_parts import cut_other_stories
from pipelines.body.insert_places import Insert, placed
from pipelines.body.inserts import cut_inserts, mend_markup
from pipelines.body.next_stories import cut_next_stories
from pipelines.body.own_links import free_own_links
from pipelines.body.page_cuts import CutPage, cut_for_a_while
from pipelines.body.struck import cut_struck
from pipelines.body.trafilatura_internals import read_by_steps
from pipelines.markup.folded import unfold
from pipelines.markup.inline_words import show_inline_words
from pipelines.markup.plain_lines import make_lines_plain, own_tags_of
from pipelines.page.blocks import Block, blocks_of, lines_of
from pipelines.page.completeness import is_locked
from pipelines.page.decode import CONTROLS
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import is_hidden
from pipelines.rules import PageRules
from pipelines.strings.datelines import read_dateline
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import count_words
from pipelines.tail.sign_off import is_sign, is_sign_off

MIN_EXTRACTED_SHARE = 0.6  # of the container's prose that trafilatura must have found
MIN_WHOLE_WORDS = 60  # words of a whole page below which the extractor's fallbacks are asked
PACKED_TAG = re.compile(r"&lt;/?(?:br|div|h[1-6]|li|p|span)\b", re.IGNORECASE)  # markup that was packed once more
MIN_CLAIMED_WORDS = 60  # words that a claimed body has at least
MIN_ONLY_WORDS = 30  # of one on a page that shows no text
MIN_SENTENCES = 3  # of that one: a description has one or two
SENTENCE_END = re.compile(r"[.!?][”\"]?(?=\s*<|\s+[A-Z“\"]|\s*$)")
MIN_CUT_LETTERS = 30  # letters of a paragraph that may have lost its middle
MIN_LEFT_SHARE = 0.5  # of its letters
MAX_COMPARED = 2_000_000  # pairs of lines; a page with more keeps the extractor's word
MAX_LINKED_SHARE = 0.5  # of a block's characters that are links, below which it is prose
BARE_ADDRESS = re.compile(r"^https?://\S+$")  # a bare address as a paragraph is the writer's own source note
RULED = re.compile(r"\|(?:-{3,}\|)+")  # what trafilatura draws below a table's head
UNSEEN_COPIES = frozenset({"noscript", "script", "template"})
CLAIMED = "json-ld"  # the extractor of a body that JSON-LD gives
PLAIN_EXTRACTOR = "kliping paragraphs"


Mode = Literal["precision", "balanced", "recall", "fast"]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of finding the body (this file and clean.py); a benchmark switches one off to measure it.

    `container`: look for the element that holds the body and give the extractor nothing else. `inserts`: cut
    "Baca juga", share rows and adverts out of the page before extraction. `restore`: put back what the extractor
    lost of the container. `noise`: cut house lines from the text. `mode`: trafilatura's mode ("precision"
    favours precision, "recall" recall, "fast" leaves its fallbacks out, "balanced" is its default).
    `furniture`: cut boxes that the template calls "widget", "sidebar" and the like, too.
    """

    container: bool = True
    inserts: bool = True
    furniture: bool = True
    restore: bool = True
    noise: bool = True
    mode: Mode = "precision"


ALL_STEPS = Steps()
"""The steps that `refine` takes."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body's lines as extracted, what was cut from the page before, and who extracted.

    `prose` are the words of the page's sentences that the lines have, `unexplained` those of sentences that no rule
    explains and the lines lack. `contained` is True where they were read in one element of the page, not in the whole.
    """

    lines: tuple[str, ...]
    removed: tuple[RemovedLine, ...]
    extractor: str
    prose: int = 0
    unexplained: int = 0
    contained: bool = False


def read_body(page: ParsedPage, rules: PageRules, steps: Steps = ALL_STEPS) -> Body:
    """The body of a page by these steps, one reading; no lines where none was found."""
    leave = () if steps.furniture else ("page_furniture",)
    inserts: list[Insert] = []
    with cut_for_a_while(page.table) as cut_page:
        if _has_unseen_text(page) and page.once(is_locked):
            cut_unseen(cut_page)
        if steps.inserts:
            inserts = [*cut_next_stories(cut_page, page), *cut_other_stories(cut_page, page)]
            inserts += cut_inserts(cut_page, rules.noise, page.url, leave)
        chosen = container_of(cut_page, rules) if steps.container else None
        lines, struck = _lines(cut_page, page, chosen, steps)
        inserts += struck
    extractor = PLAIN_EXTRACTOR if page.heavy else f"trafilatura {_version()}"
    if page.heavy or not steps.restore:
        return Body(tuple(lines), placed(inserts, lines), extractor)
    cuts = [RemovedLine(insert.rule, -1, insert.text) for insert in inserts]
    lost = lost_prose(page, PageFacts(lines, cuts))
    noise = [squash(insert.text) for insert in inserts if insert.rule == "outlet_noise"]
    put_back = [line for line in lost.lines if not any(squash(line.text) in text for text in noise)]
    behind: dict[int, list[str]] = {}
    for line in put_back:
        behind.setdefault(line.behind, []).append(line.text)
    lines = [*behind.get(-1, ()), *(text for i, line in enumerate(lines) for text in (line, *behind.get(i, ())))]
    kinds = Counter(line.evidence for line in put_back)
    evidence = "".join(f" + {count} {kind}" for kind, count in sorted(kinds.items()))
    return Body(
        tuple(lines),
        placed(inserts, lines),
        f"{extractor}{evidence}",
        lost.in_text,
        lost.unexplained,
        chosen is not None,
    )


def _has_unseen_text(page: ParsedPage) -> bool:
    """True for a page that has prose which no reader sees, or gives a body in JSON-LD."""
    return (
        any(line.silent == "hidden" and len(line.text) > PROSE_LENGTH for line in page.table.lines)
        or bool(page.table.tagged("template"))
        or page.claims.text("articleBody") is not None
    )


def cut_unseen(page: CutPage) -> None:
    """Take out what no reader sees. Of a page with a paywall that is what the wall is there for."""
    for node in page.table.nodes:
        element = node.element
        if element is page.tree or element.getparent() is None:
            continue
        if element.tag in UNSEEN_COPIES or is_hidden(dict(element.attrib)):
            page.cuts.take_out(element)


def claimed_body(page: ParsedPage) -> Body | None:
    """The body that JSON-LD gives; None where it has few words, or the page has a paywall."""
    if page.once(is_locked):
        return None
    claimed = CONTROLS.sub("", page.claims.text("articleBody") or "")
    claimed = unescape(claimed) if PACKED_TAG.search(claimed) else claimed
    words = count_words(claimed)
    if words < MIN_CLAIMED_WORDS and (words < MIN_ONLY_WORDS or not _is_only_text(page, claimed)):
        return None
    parts = (part for part in re.split(r"\s*\n\s*", claimed) if part)
    return Body(tuple(line for part in parts for line in lines_of(html.fromstring(f"<div>{part}</div>"))), (), CLAIMED)


def _is_only_text(page: ParsedPage, claimed: str) -> bool:
    """True for several whole sentences, other than the description, on a page that shows readers no words."""
    if len(SENTENCE_END.findall(claimed)) < MIN_SENTENCES:
        return False
    if any(line.silent is None and len(line.text) > PROSE_LENGTH for line in page.table.lines):
        return False
    description = squash(page.claims.first("og:description", "description") or "")
    return not description or not squash(claimed).startswith(description) or len(squash(claimed)) > 2 * len(description)


def _lines(
    cut_page: CutPage, page: ParsedPage, chosen: html.HtmlElement | None, steps: Steps
) -> tuple[list[str], list[Insert]]:
    """The lines of the chosen element (None for the whole page), and what was cut from it."""
    if page.heavy:
        return _plain(cut_page, cut_page.tree if chosen is None else chosen), []
    container = None if chosen is None else cut_page.copy_of(chosen)
    tree = copy.deepcopy(cut_page.tree) if container is None else cut_page.tree
    root = tree if container is None else container
    struck = cut_struck(root) if steps.inserts else []
    if container is not None:
        unfold(container, has_hidden=page.once(_has_hidden))
    mend_markup(root, tree)
    show_inline_words(root)
    if container is not None:
        free_own_links(container, page.url)
    make_lines_plain(root, page.once(_own_tags))
    if container is None:
        lines = _trafilatura(tree, steps.mode)
    else:
        blocks = list(blocks_of(container)) if steps.restore else []
        lines = _trafilatura(_alone(container), steps.mode, whole=False)
        lines = recover(lines, blocks) if steps.restore else lines
    return lines, struck


def _own_tags(page: ParsedPage) -> list[str]:
    return own_tags_of(page.table)


def _has_hidden(page: ParsedPage) -> bool:
    return any(line.silent == "hidden" for line in page.table.lines)


def recover(lines: list[str], blocks: list[Block]) -> list[str]:
    """The extractor's lines, with what it lost of the container put back where it stood.

    Before its last line, and right behind it in a <div> beside paragraphs: prose that is no row of links (it loses
    a first paragraph that stands behind a <div>, seen with 2.3.1 on Blogger pages). Everywhere: what says who
    wrote, edited or first published. Where it lost most of the prose, the container's own is taken.
    """
    if lines == [block.text for block in blocks]:  # nothing is lost
        return lines
    squashed = [squash(line) for line in lines]
    prose = [block for block in blocks if _is_prose(block)]
    paragraphs = [block for block in prose if block.tag != "div" or block.beside]
    in_divs = len(paragraphs) * 2 < len(prose)
    if sum(len(line) for line in squashed) < MIN_EXTRACTED_SHARE * sum(len(squash(block.text)) for block in prose):
        return [block.text for block in blocks if block in prose or is_sign_off(block.text)]
    if len(blocks) * len(squashed) > MAX_COMPARED:
        return lines
    lines = _with_their_middle(lines, squashed, blocks)
    whole = "\n".join(squashed)
    places = [_place(squash(block.text), squashed, whole) for block in blocks]
    known = [i for i, place in enumerate(places) if place is not None]
    if not known:
        return lines
    lost: dict[int, list[str]] = {}
    after = -1
    for index, (block, place) in enumerate(zip(blocks, places, strict=True)):
        if place is not None:
            after = max(after, place)
        elif (
            is_sign_off(block.text)
            or (index > known[-1] and is_sign(block.text))
            or (index < known[0] and _is_dateline(block))
            or (index < known[-1] and block in (prose if in_divs else paragraphs))
        ):
            lost.setdefault(after, []).append(block.text)
    behind = takewhile(lambda block: block.tag == "div" and block.beside and block in prose, blocks[known[-1] + 1 :])
    lost.setdefault(len(lines) - 1, []).extend(block.text for block in behind)
    return [*lost.get(-1, ()), *(text for i, line in enumerate(lines) for text in (line, *lost.get(i, ())))]


def _with_their_middle(lines: list[str], squashed: list[str], blocks: Sequence[Block]) -> list[str]:
    """The lines, each that lacks words of its paragraph's middle as the paragraph; `squashed` is changed with them.

    The extractor drops elements by tag and class wherever they stand, also in the middle of a sentence.
    """
    whole = set(squashed)
    lines = lines.copy()
    for block in blocks:
        text = squash(block.text)
        if len(text) < MIN_CUT_LETTERS or text in whole:
            continue
        for at, line in enumerate(squashed):
            if MIN_LEFT_SHARE * len(text) <= len(line) < len(text) and _has_gap(line, text):
                lines[at], squashed[at] = block.text, text
                break
    return lines


def _has_gap(line: str, text: str) -> bool:
    """True where the line is the text without a piece of its middle.

    >>> _has_gap("balaidibukaolehwarga", "balaidibukasenin43olehwarga"), _has_gap("balaidibuka", "balaidibukaolehwarga")
    (True, False)
    """
    if line[0] != text[0] or line[-1] != text[-1] or line in text:
        return False
    begin = next(at for at, (left, right) in enumerate(zip(line, text, strict=False)) if left != right)
    return text.endswith(line[begin:])


def _is_dateline(block: Block) -> bool:
    """True for a dateline before the first paragraph, in no paragraph of its own (CNN, detik)."""
    dateline = read_dateline(block.text) if len(block.text) < PROSE_LENGTH else None
    return dateline is not None and not dateline.rest


def _place(words: str, squashed: Sequence[str], whole: str) -> int | None:
    """Index of the first extracted line that holds these words, or is held by them; None without one.

    `whole` are these lines with breaks between them, which hold no break: one search in it is a search in each.
    """
    if not words:
        return 0
    at = whole.find(words)
    holder = whole.count("\n", 0, at) if at >= 0 else len(squashed)
    held = (i for i, line in enumerate(squashed[:holder]) if 20 < len(line) < len(words) and line in words)
    return next(held, holder if at >= 0 else None)


def _is_prose(block: Block) -> bool:
    if block.tag not in {"p", "blockquote", "li", "div"}:
        return False
    if BARE_ADDRESS.match(block.text):
        return True
    return (
        block.linked < MAX_LINKED_SHARE
        and len(block.text) > PROSE_LENGTH
        and block.text.rstrip().endswith((".", "!", "?", "”", '"', "’", ":"))
    )


def _alone(container: html.HtmlElement) -> html.HtmlElement:
    """Return the container as a document of its own, of its own parser (another would look each class up in Python)."""
    document = container.makeelement("html")
    article = etree.SubElement(etree.SubElement(document, "body"), "article")
    container.tail = None
    article.append(container)
    return document


def _trafilatura(tree: html.HtmlElement, mode: Mode, *, whole: bool = True) -> list[str]:
    """Extract the lines; of a `whole` page of which few come, by the extractor's fallbacks too.

    In a container the fallbacks have nothing to compare with: with and without them the 393 pages at hand gave the same
    lines (2.3.1). Where a whole page gives a text without them, they changed one page of these: teasers came in.
    """
    lines = _text_lines(read_by_steps(tree, _options(mode, fast=True), _version()))
    if whole and mode != "fast" and sum(map(count_words, lines)) < MIN_WHOLE_WORDS:
        return _extracted(tree, _options(mode, fast=False))
    return lines


def _extracted(tree: html.HtmlElement, options: Any) -> list[str]:
    from trafilatura import bare_extraction

    return _text_lines(getattr(bare_extraction(tree, options=options), "text", None) or "")


def _text_lines(text: str) -> list[str]:
    """The lines of an extracted text, without a table's empty rows and what is drawn below its head."""
    lines = (" ".join(raw.split()) for raw in text.split("\n"))
    return [line for line in lines if line and not (line[0] == "|" and (RULED.fullmatch(line) or not line.strip("| ")))]


def _plain(cut_page: CutPage, home: html.HtmlElement) -> list[str]:
    """Read the lines long enough to be prose, without trafilatura, which takes minutes on such pages.

    Where nothing was cut, the page's table has them: a second one would take as much memory again. The comments of such
    a page may be so many that they are no insert (MAX_INSERT_SHARES): their lines go, where enough is left.
    """
    nodes = cut_page.table.nodes
    if sum(1 for _ in cut_page.tree.iter("*")) < len(nodes):
        lines = lines_of(home)
    else:
        node = next(node for node in nodes if node.element is home)
        lines = [line.text for line in cut_page.table.lines[node.first_line : node.last_line] if line.silent is None]
    lines = [line for line in lines if len(line) > PROSE_LENGTH or line.endswith((".", "”", '"'))]
    regions: dict[int, str | None] = {}
    comments = {line.text for line in cut_page.table.lines if region_around(line.node, regions) == "comment"}
    left = [line for line in lines if line not in comments]
    return left if sum(map(count_words, left)) >= MIN_WHOLE_WORDS else lines


@lru_cache
def _options(mode: Mode, *, fast: bool) -> Any:
    """The extractor's options, which it would read out of its configuration for each page."""
    from trafilatura.settings import Extractor

    return Extractor(
        output_format="python",
        fast=fast,
        precision=mode == "precision",
        recall=mode == "recall",
        comments=False,
    )


@lru_cache(maxsize=1)
def _version() -> str:
    from importlib.metadata import version

    return version("trafilatura")
