"""The body of a page (`extract`): the first reading that holds most of the page's prose, else the best of several.

The first reading is the container's. It is final where it has words, most of the prose that no rule explains away, and
most of what JSON-LD says the body is. Else the page is read again in other ways, and the figures of all are compared:
a template may call its paragraphs "widget", a rule may fit a teaser, a page may show its text by script only.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.body.containers import PROSE_LENGTH
from pipelines.body.extract import ALL_STEPS, CLAIMED, PLAIN_EXTRACTOR, Body, Steps, claimed_body, read_body
from pipelines.page.blocks import blocks_of
from pipelines.page.completeness import is_locked
from pipelines.page.parsed_page import ParsedPage
from pipelines.rules import PageRules
from pipelines.strings.subject_words import LONG_WORDS
from pipelines.strings.word_count import count_words, words_of

MIN_BODY_WORDS = 25  # words; a page with fewer shows no body
MIN_PROSE_SHARE = 0.5  # of the page's prose without a rule against it that a final body holds
MIN_CLAIMED_SHARE = 0.5  # of the words that JSON-LD gives as the body
MIN_AGREEMENT = 0.5  # of the long words of title and description that another reading's text must have
MAX_BYTES_READ_AGAIN = 1_000_000  # of a page; a larger one is read once, or it would take seconds
MIN_PART = 0.5  # of the words that the page shows that a claimed body has
ODD_TAGS = ("aside", "button", "figure", "footer", "nav", "noscript")  # that hold no text as a rule
MIN_ODD_LETTERS = 200  # characters of one that may hold a whole text
MIN_ODD_PARAGRAPHS = 2
MAX_LINKED_SHARE = 0.5  # of a line's characters in links


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured of a reading; shares from 0 to 1.

    `prose_share` of the page's sentences that no rule explains away; `claimed_share` of the words that JSON-LD gives
    as the body (1 without such a claim).
    """

    words: int
    prose: int
    prose_share: float
    claimed_share: float

    def is_enough(self) -> bool:
        """True for a reading that need not be doubted."""
        return (
            self.words >= MIN_BODY_WORDS
            and self.prose_share >= MIN_PROSE_SHARE
            and self.claimed_share >= MIN_CLAIMED_SHARE
        )


def extract(page: ParsedPage, rules: PageRules, steps: Steps = ALL_STEPS) -> Body:
    """The body of a page; no lines where none was found."""
    first = read_body(page, rules, steps)
    if page.heavy or len(page.capture.body) > MAX_BYTES_READ_AGAIN or not (steps.restore and steps.container):
        return first
    measured = figures_of(page, first)
    if measured.is_enough():
        return first
    best, best_figures = first, measured
    for other in _others(page, first, rules, steps):
        figures = figures_of(page, other)
        if figures.words < MIN_BODY_WORDS or _agreement(page, other) < MIN_AGREEMENT:
            continue
        if other.extractor == CLAIMED and not _is_part_of(first, measured, other):
            continue
        if _rank(figures) > _rank(best_figures):
            best, best_figures = other, figures
    odd = _in_odd_element(page) if best_figures.words < MIN_BODY_WORDS else None
    return odd if odd is not None and _agreement(page, odd) >= MIN_AGREEMENT else best


def _in_odd_element(page: ParsedPage) -> Body | None:
    """The lines of the element with most prose of those that hold no text by their tag; None without prose in one.

    Some pages have their whole text in a <figure>, an <aside>, a <footer>, or a <noscript> whose words a script shows.
    """
    if page.once(is_locked):
        return None
    best: list[str] = []
    for node in page.table.tagged(*ODD_TAGS):
        if len(node.element.text_content()) > MIN_ODD_LETTERS:
            copied = copy.deepcopy(node.element)
            copied.tag = "div"
            lines = [block.text for block in blocks_of(copied) if block.linked < MAX_LINKED_SHARE]
            prose = [line for line in lines if len(line) > PROSE_LENGTH]
            if len(prose) >= MIN_ODD_PARAGRAPHS and sum(map(len, prose)) > sum(map(len, best)):
                best = lines
    return Body(tuple(best), (), PLAIN_EXTRACTOR) if best else None


def _others(page: ParsedPage, first: Body, rules: PageRules, steps: Steps) -> Iterator[Body]:
    """Yield the page's other readings: with boxes called "widget" and the like, without the container, by JSON-LD.

    Without a container the first reading would be made again.
    """
    yield read_body(page, rules, replace(steps, furniture=False))
    if first.contained:
        yield read_body(page, rules, replace(steps, container=False))
    if (claimed := claimed_body(page)) is not None:
        yield claimed


def _rank(figures: Figures) -> tuple[bool, float, float]:
    """Readings in order: with enough words, then by what they hold of claim and prose, then by prose."""
    return figures.words >= MIN_BODY_WORDS, figures.claimed_share + figures.prose_share, figures.prose


def figures_of(page: ParsedPage, body: Body) -> Figures:
    """Measure a reading of the page."""
    text = " ".join(body.lines)
    prose = body.prose + body.unexplained
    return Figures(
        count_words(text),
        body.prose,
        body.prose / prose if prose else 1.0,
        _share(words_of(page.claims.text("articleBody") or ""), text),
    )


def _agreement(page: ParsedPage, body: Body) -> float:
    """The share of the long words of title and description that a reading's text has; 0 without any."""
    claims = page.claims
    hints = (page.title_tag(), claims.first("og:title"), claims.first("og:description"))
    words = LONG_WORDS.findall(" ".join(filter(None, hints)))
    return _share(words, " ".join(body.lines)) if words else 0.0


def _is_part_of(first: Body, figures: Figures, claimed: Body) -> bool:
    """True where the page shows no text, or a part of what JSON-LD claims: the claim may be another story's."""
    return (
        figures.words < MIN_BODY_WORDS or _share(words_of(" ".join(first.lines)), " ".join(claimed.lines)) >= MIN_PART
    )


def _share(words: Sequence[str], text: str) -> float:
    """The share of these words that the text has; 1 where there are none."""
    if not words:
        return 1.0
    known = {word.lower() for word in words_of(text)}
    return sum(word.lower() in known for word in words) / len(words)
