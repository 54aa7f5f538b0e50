"""Short sentences and questions beside paragraphs, in a box or in no element, made paragraphs (`show_short_lines`).

An extractor loses them, or joins them with their neighbours (seen with trafilatura 2.3.1). What has not been seen:
short sentences that hold a link; they are left as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml import html

from pipelines.balance.furniture import heading_rule, line_reason, named_region
from pipelines.page.blocks import HEADING_TAGS
from pipelines.page.table import BLOCK_TAGS, SKIPPED_TAGS, all_text
from pipelines.strings.name_patterns import ROLE_LINE
from pipelines.tail.sign_off import is_sign_off

MIN_SENTENCE_LETTERS = 60  # characters of a paragraph that is prose
MIN_HOME = 2  # paragraphs right under an element, that make it the text's
MIN_WORDS, MAX_WORDS = 3, 60  # words of a short sentence
MAX_QUESTION = 25  # words of a question
MOST_IN_QUESTION = 3  # elements in its box
MIN_WORDS_BETWEEN = 2  # of one between paragraphs
SHORT_BOXES = frozenset({"article", "center", "div", "section"})
SIGNS_FIRST = re.compile(r"\A[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\s]+")  # icons before a sentence
CLOSES = (".", "!", "?", "”", '"')
MEDIA = frozenset({"a", "button", "form", "iframe", "img", "input", "picture", "svg", "video", *SKIPPED_TAGS})
PICTURES = ("iframe", "img", "picture", "video")
# "Penulis: ...", "Foto ..."; between paragraphs only a label that says it of a page, not "Bibit: 400 batang"
SAYS_MORE = re.compile(r"[^.!?]{0,25}:|\W*(?:foto|photo|dok|sumber|video)\b", re.IGNORECASE)
SAYS_MORE_BETWEEN = re.compile(
    r"\W*(?:(?:baca|dok|foto|gambar|lihat|link|photo|share|simak|sumber|tags?|tautan|tonton|topik|video)\b"
    r"|(?:bagikan|ikuti|kategori|label|oleh|rubrik|tanggal|waktu)[^.!?]{0,25}:)",
    re.IGNORECASE,
)


def show_short_lines(root: html.HtmlElement) -> None:
    """In place: make paragraphs of short questions, and of short sentences right beside paragraphs of the text.

    Before the first paragraph and behind the last one only right beside it, and before it only without a picture.
    """
    for box in root.iter("div"):
        if len(box) <= MOST_IN_QUESTION and _is_question(box):
            box.tag = "p"
    homes: Counter[html.HtmlElement] = Counter()
    for paragraph in root.iter("p"):
        above = paragraph.getparent()
        if above is not None and _is_long(paragraph):
            homes[above] += 1
    for home, count in homes.items():
        if count >= MIN_HOME:
            if any(_is_loose(child) for child in home) or (home.text and not home.text.isspace()):
                _wrap_loose(home)
            if any(child.tag in SHORT_BOXES for child in home) or home[-1].tag in HEADING_TAGS:
                _show_boxes(home)


def _is_question(box: html.HtmlElement) -> bool:
    """True for a box that holds a short question, right before a block with its answer."""
    answer = box.getnext()
    if answer is None or answer.tag not in BLOCK_TAGS or (box.tail or "").strip():
        return False
    text = " ".join(all_text(box).split())
    if not text.endswith("?") or not MIN_WORDS_BETWEEN <= text.count(" ") + 1 <= MAX_QUESTION:
        return False
    below = {str(inner.tag) for inner in box.iterdescendants()}
    return below.isdisjoint(BLOCK_TAGS) and below.isdisjoint(MEDIA) and answer.text_content().rstrip()[-1:] == "."


def _is_loose(child: html.HtmlElement) -> bool:
    """True for an inline element, or one with words behind it."""
    return child.tag not in BLOCK_TAGS or bool(child.tail and not child.tail.isspace())


def _wrap_loose(home: html.HtmlElement) -> None:
    """In place: make paragraphs of short sentences that stand among blocks in no block of their own."""
    before: html.HtmlElement | None = None  # the block before the run
    run: list[html.HtmlElement] = []
    for child in [*home, None]:
        if child is not None and child.tag not in BLOCK_TAGS:
            run.append(child)
            continue
        loose = (home.text if before is None else before.tail) or ""
        text = loose + "".join(f"{inline.text_content()}{inline.tail or ''}" for inline in run)
        if text and not text.isspace() and _is_plain(run) and _is_short_sentence(text) and (len(home) > len(run)):
            paragraph = home.makeelement("p")
            paragraph.text = loose
            if before is None:
                home.text = None
                home.insert(0, paragraph)
            else:
                before.tail = None
                before.addnext(paragraph)
            paragraph.extend(run)
        before, run = child, []


def _is_plain(run: Sequence[html.HtmlElement]) -> bool:
    """True for inline elements without a link, a picture or a break among them."""
    below = {str(inner.tag) for element in run for inner in element.iter()}
    return below.isdisjoint(MEDIA) and below.isdisjoint(BLOCK_TAGS) and "br" not in below


def _show_boxes(home: html.HtmlElement) -> None:
    children = [child for child in home if isinstance(child.tag, str) and _has_words_or_picture(child)]
    prose = [at for at, child in enumerate(children) if child.tag == "p" and _is_long(child)]
    first, last = prose[0], prose[-1]
    begins = first - 1 if first and all(child.tag == "h1" for child in children[: first - 1]) else first
    for at, child in enumerate(children[begins : _end_of_short(children, first, last)], begins):
        is_last_heading = child.tag in HEADING_TAGS and child is children[-1] and children[last] is not child
        is_between = first < at < last
        if (child.tag in SHORT_BOXES or is_last_heading) and _is_short_box(
            child, MIN_WORDS_BETWEEN if is_between else MIN_WORDS if at <= last + 1 else 1, is_between=is_between
        ):
            child.tag = "p"
            for inner in child.iterdescendants(*SHORT_BOXES):
                inner.tag = "span"
            for name in ("class", "id", "role", "style"):
                child.attrib.pop(name, None)


def _end_of_short(children: Sequence[html.HtmlElement], first: int, last: int) -> int:
    """The place behind the last child that may be a short line: the one behind the last paragraph, and further ones.

    Those are boxes without a name where boxes without a name stand between the paragraphs, too: questions and answers.
    """
    end = last + 2
    if any(_is_bare(child) for child in children[first:last]):
        while end < len(children) and _is_bare(children[end - 1]) and _is_bare(children[end]):
            end += 1
    return end


def _is_bare(child: html.HtmlElement) -> bool:
    return child.tag in {"div", "p"} and not child.attrib and len(child) == 0


def _is_long(paragraph: html.HtmlElement) -> bool:
    """True for a paragraph as long as a sentence; that its first words are says it soonest."""
    return len(paragraph.text or "") > MIN_SENTENCE_LETTERS or len(paragraph.text_content()) > MIN_SENTENCE_LETTERS


def _has_words_or_picture(element: html.HtmlElement) -> bool:
    return (
        bool((element.text or "").strip() or element.text_content().strip())
        or next(element.iter("img", "picture", "video", "iframe"), None) is not None
    )


def _is_short_box(box: html.HtmlElement, least: int, *, is_between: bool) -> bool:
    """True for a box that holds a short sentence (`least` words) and nothing else, and that no name calls furniture.

    Between paragraphs (`is_between`) it may have no full stop where it has no name.
    """
    here = box
    while (inner := _only_box(here)) is not None:
        here = inner
    below = {str(inner.tag) for inner in here.iterdescendants()}
    if not below.isdisjoint(MEDIA) or not below.isdisjoint(BLOCK_TAGS):
        return False
    names = " ".join(f"{each.get('class') or ''} {each.get('id') or ''}" for each in (box, here)).strip()
    region = named_region(names) if names else None
    if region is not None:  # a card or a box of information may hold a sentence of the text
        return is_between and not region.prose and _is_short_sentence(box.text_content())
    return _is_short_sentence(box.text_content(), least, may_be_open=is_between and not names)


def _only_box(box: html.HtmlElement) -> html.HtmlElement | None:
    """The box that holds all words of this one, beside an icon at most; None where there is none."""
    with_words = [child for child in box if _has_letters(child.text_content())]
    if len(with_words) != 1 or with_words[0].tag not in SHORT_BOXES:
        return None
    loose = "".join([box.text or "", *(child.tail or "" for child in box)])
    return None if _has_letters(loose) else with_words[0]


def _has_letters(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _is_short_sentence(text: str, least: int = MIN_WORDS, *, may_be_open: bool = False) -> bool:
    """True for a sentence of at least so many words that is short, and that no rule explains."""
    text = SIGNS_FIRST.sub("", " ".join(text.split()))
    if not (may_be_open or text.endswith(CLOSES)) or not least <= text.count(" ") + 1 <= MAX_WORDS:
        return False
    says_more = SAYS_MORE_BETWEEN if may_be_open else SAYS_MORE
    if is_sign_off(text) or text.isupper() or says_more.match(text) or ROLE_LINE.match(text):
        return False
    if may_be_open and text.startswith("Oleh "):
        return False
    if not text[0].isalnum() and text[0] not in "“\"'‘":
        return False
    return heading_rule(text) is None and line_reason(text, sentence=False) is None
