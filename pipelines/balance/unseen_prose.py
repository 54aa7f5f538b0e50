"""Whether the rest of a text stands where no reader of the page sees it (`why_prose_is_unseen`).

Looked at are hidden elements, a copy for browsers without scripts, a declared shadow tree, a frame with a document of
its own, fields to fill in, and a longer copy of the text in JSON-LD or in the page's data for scripts, in one string or
in a list of blocks. What has not been seen: data in other forms than JSON, in attributes, and what a script fetches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from lxml import etree, html

from pipelines.balance.block_data import text_in_blocks
from pipelines.balance.fates import PageBalance
from pipelines.balance.furniture import line_reason
from pipelines.balance.line_fates import SENTENCE_WORDS, LineFate
from pipelines.balance.missing_prose import MIN_SHARE, MIN_WORDS, opening_of
from pipelines.balance.surroundings import Surroundings
from pipelines.page.completeness import is_locked
from pipelines.page.language import is_english
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import OFF_SCREEN, Line, PageNode, read_table
from pipelines.strings.word_count import words_of

GRAM = 4  # words in a row that two texts share by no chance
SHARED = 0.5  # of a text's rows of words that another one has: it is a copy of it
MIN_LETTERS = 200  # of an element or a string that may hold missing prose
PROBE = 24  # letters of a line by which the data that hold it are found
MOST_PROBES = 5  # of the text's lines that are looked for in a script
MOST_NESTED = 3  # data in a string of data
NEAR = 400  # characters before a text in which the name of its field stands
PLAIN = re.compile(r"[\w ,.()-]+", re.ASCII)  # what scripts write as it is
FIELD_BEFORE = re.compile(r'[{\[,]\s*"(?:[^"\\]|\\.)*"\s*:\s*"[^"]*$')
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
TAG = re.compile(r"<[a-zA-Z/][^<>]{0,500}>")


def why_prose_is_unseen(
    pages: Sequence[ParsedPage], balances: Sequence[PageBalance], lines: Sequence[str], words: int
) -> str | None:
    """Return a sentence where much prose of these pages is nothing that a reader sees; None where there is little.

    `lines` are the text's, `words` its number of words. What a paywall keeps from readers is counted, never quoted.
    """
    least = max(MIN_WORDS, MIN_SHARE * words)
    seen: set[tuple[str, ...]] | None = None
    text: set[tuple[str, ...]] = set()
    for where, sentences, is_copy in _elsewhere(pages, balances, lines, least):
        if _count(sentences) < least:
            continue
        if seen is None:
            text = _grams(lines)
            shown = (fate.line for balance in balances for fate in balance.lines)
            seen = text | _grams(line.text for line in shown if line.silent != "textarea")
        if is_copy and len(_grams(sentences) & text) < SHARED * len(text):
            continue
        lost = [sentence for sentence in sentences if _is_lost(sentence, seen)]
        if (count := _count(lost)) >= least:
            opening = "" if any(map(is_locked, pages)) else f": {opening_of(lost[0])} ..."
            return f"{count} words of prose stand only in {where}{opening}"
    return None


def _hidden(page: ParsedPage, balance: PageBalance) -> list[str]:
    """The hidden sentences of a page that the text lacks and that no rule explains."""
    hidden = [index for index, line in enumerate(page.table.lines) if line.silent == "hidden"]
    if sum(len(page.line_words[index]) for index in hidden) < MIN_WORDS:
        return []
    shown = {fate.index for fate in balance.lines}
    lost = [LineFate(page.table.lines[i], words, i) for i in hidden if i not in shown and (words := page.line_words[i])]
    sentences = [fate for fate in lost if fate.is_sentence()]
    if sum(len(fate.words) for fate in sentences) < MIN_WORDS:
        return []
    around = Surroundings(sorted([*balance.lines, *lost], key=lambda fate: fate.index), page)
    unseen = [fate for fate in sentences if around.reason(fate) is None and not _is_off_screen(fate.line.node)]
    lines = [fate.line.text for fate in unseen]
    is_translation = is_english(lines) and not is_english([line.line.text for line in balance.lines if line.place >= 0])
    return [] if is_translation else lines


def _is_off_screen(node: PageNode) -> bool:
    """True for a node in an element far off the screen, which no click brings back: another site's links."""
    here: PageNode | None = node
    while here is not None and not OFF_SCREEN.search(here.attributes.get("style") or ""):
        here = here.above
    return here is not None


def _elsewhere(
    pages: Sequence[ParsedPage], balances: Sequence[PageBalance], lines: Sequence[str], least: float
) -> Iterator[tuple[str, list[str], bool]]:
    """Yield where prose stands that is on no visible page, its sentences, and whether it counts as a copy alone."""
    count = sum(balance.words.in_text + balance.words.added for balance in balances)
    for page, balance in zip(pages, balances, strict=True):
        if hidden := _hidden(page, balance):
            yield "hidden elements", hidden, False
        claimed = unescape(page.claims.text("articleBody") or "")
        if len(claimed.split()) >= count + least:
            yield "the page's JSON-LD", _sentences(claimed), True
        for node in page.table.tagged("noscript", "template", "iframe"):
            if sentences := _prose_under(node):
                yield f"<{node.tag}>, which readers do not see", sentences, False
        for node in page.table.tagged("input", "textarea"):
            if sentences := _prose_in(node):
                yield f"a field <{node.tag}>", sentences, False
        for string in _strings_of_data(page, lines):
            if len(string.split()) >= count + least:
                yield "the page's data for scripts", _sentences(string), True


def _prose_under(node: PageNode) -> list[str]:
    """The sentences of a copy without scripts, a declared shadow tree or a frame's own document."""
    markup = ""
    if node.tag == "iframe":
        markup = node.attributes.get("srcdoc") or ""
    elif (node.tag == "noscript" or "shadowrootmode" in node.attributes) and (
        len(node.element.text_content()) >= MIN_LETTERS
    ):
        markup = "".join(etree.tostring(below, encoding="unicode") for below in node.element)
        markup = f"{node.element.text or ''}{markup}"
    if len(markup) < MIN_LETTERS:
        return []
    fates = [LineFate(line, words_of(line.text)) for line in _lines_of(markup)]
    return [f.line.text for f in fates if f.is_sentence() and line_reason(f.line.text, sentence=True) is None]


def _prose_in(field: PageNode) -> list[str]:
    """The sentences that a field to fill in holds, which a script may show."""
    text = field.element.text_content() if field.tag == "textarea" else field.attributes.get("value") or ""
    if len(text) < MIN_LETTERS:
        return []
    return [
        sentence
        for sentence in _sentences(text)
        if len(words_of(sentence)) >= SENTENCE_WORDS and line_reason(sentence, sentence=True) is None
    ]


def _lines_of(markup: str) -> list[Line]:
    try:
        return read_table(html.fromstring(f"<div>{markup}</div>")).lines
    except (etree.LxmlError, ValueError):
        return []


def _sentences(text: str) -> list[str]:
    """The sentences of a text, which may have markup in it."""
    if TAG.search(text):
        text = "\n".join(line.text for line in _lines_of(text))
    return [part for line in text.split("\n") for part in SENTENCE_END.split(line) if part.strip()]


def _strings_of_data(page: ParsedPage, lines: Sequence[str]) -> Iterator[str]:
    """Yield the strings in the page's scripts that have the beginning of a line of the text in them."""
    probes = [line[:PROBE] for line in lines if len(line) >= PROBE and PLAIN.fullmatch(line[:PROBE])]
    for node in page.table.tagged("script"):
        raw = node.element.text or ""
        if len(raw) < MIN_LETTERS or "ld+json" in (node.attributes.get("type") or ""):
            continue
        place = next((at for probe in probes[:MOST_PROBES] if (at := raw.find(probe)) >= 0), -1)
        if place >= 0 and (string := _string_around(raw, place)):
            yield unescape(string)
        if place >= 0 and (text := text_in_blocks(raw, place, probes)):
            yield unescape(text)


def _string_around(raw: str, at: int) -> str | None:
    """The value of the string literal at this place of a script, which may be data in a string of data."""
    probe = raw[at : at + PROBE]
    for _ in range(MOST_NESTED):
        start, end = _quote(raw, at, -1), _quote(raw, at, 1)
        if start < 0 or end < 0:
            return None
        try:
            value = json.loads(raw[start : end + 1], strict=False)
        except ValueError:
            return None
        raw, at = value, value.find(probe)
        if not FIELD_BEFORE.search(raw[:at][-NEAR:]):
            return raw
    return raw


def _quote(raw: str, at: int, step: int) -> int:
    """The place of the next quote before (-1) or behind (1) this place that no backslash hides; -1 without one."""
    while True:
        at = raw.rfind('"', 0, at) if step < 0 else raw.find('"', at + 1)
        if at < 0:
            return -1
        hidden = at
        while hidden > 0 and raw[hidden - 1] == "\\":
            hidden -= 1
        if (at - hidden) % 2 == 0:
            return at


def _grams(lines: Iterable[str]) -> set[tuple[str, ...]]:
    grams: set[tuple[str, ...]] = set()
    for line in lines:
        words = [word.lower() for word in words_of(line)]
        grams.update(zip(*(words[at:] for at in range(GRAM)), strict=False))
    return grams


def _is_lost(sentence: str, seen: set[tuple[str, ...]]) -> bool:
    """True for a sentence of which most rows of words stand nowhere on the pages."""
    grams = _grams([sentence])
    return bool(grams) and len(grams & seen) < SHARED * len(grams)


def _count(sentences: Sequence[str]) -> int:
    return sum(len(words_of(sentence)) for sentence in sentences)
