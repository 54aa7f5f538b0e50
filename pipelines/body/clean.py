"""One page's text without head, tail, house lines and dateline; each is read before it is cut, each cut is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.models import RemovedLine
from corpus.urls import host_of
from pipelines.body.choose import extract
from pipelines.body.extract import ALL_STEPS, Steps
from pipelines.body.photo_pages import captions_as_text
from pipelines.body.reprint_links import reprint_link
from pipelines.head.read_head import NO_HEAD, Head, cut_head, read_head
from pipelines.lines.cuts import BodyLine, cut_span
from pipelines.lines.house_lines import cut_doubled
from pipelines.lines.line_labels import LabelledLine
from pipelines.page.completeness import is_paid
from pipelines.page.metadata import DESCRIPTION_META
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.site_names import own_names
from pipelines.rules import PageRules
from pipelines.strings.datelines import Dateline
from pipelines.strings.squashed import squash
from pipelines.tail.other_stories import lines_behind, of_site_by, teasers_by
from pipelines.tail.sign_off import SignOff
from pipelines.tail.tail_evidence import TailContext
from pipelines.tail.tail_reader import TailReading, read_tail

OF_PHOTOS = frozenset({"caption", "photo_caption"})
"""Rules that cut the caption of a photo."""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page's text: the page, the lines left, the cuts, sign-off and dateline; extractor and number of its lines.

    `head` and `tail` are the lines above the prose and behind it, each with its label and why it has it.
    """

    page: ParsedPage
    lines: tuple[BodyLine, ...]
    removed: tuple[RemovedLine, ...]
    sign_off: SignOff
    dateline: Dateline | None
    extractor: str
    extracted: int = 0
    head: Head = NO_HEAD
    tail: tuple[LabelledLine, ...] = ()


def read_text(page: ParsedPage, rules: PageRules, title: str | None, steps: Steps = ALL_STEPS) -> PageText:
    """Extract the body, read its head and cut it, then house lines and tail, last the dateline."""
    body = extract(page, rules, steps)
    lines = [BodyLine(position, text) for position, text in enumerate(body.lines)]
    if not steps.noise:
        return PageText(page, tuple(lines), body.removed, SignOff(), None, body.extractor, len(lines))
    names = own_names(page, rules)
    head = read_head(page, lines, title, page.claims.first(*DESCRIPTION_META), names)
    headless, heads = cut_head(head, lines)
    left, removed, tail = _cut(headless, page, rules, names)
    left, cut, dateline = _cut_dateline(left, head)
    removed = [*heads, *removed, *cut]
    if not left:  # a page of photos: their captions are all it says
        left = [line for line in lines if any(_is_whole(cut, line) and cut.rule in OF_PHOTOS for cut in removed)]
        removed = [cut for cut in removed if not any(_is_whole(cut, line) for line in left)]
    if captions := captions_as_text(page, [line.text for line in left]):
        left = [line for line in left if squash(line.text) != squash(title or "")]
        left += [BodyLine(position, text) for position, text in enumerate(captions, len(lines))]
        lines += left[-len(captions) :]
    sign_off, removed = tail.sign_off, [*body.removed, *removed]
    if sign_off.reprint_of_outlet and not sign_off.reprint_of_url:
        sign_off = replace(sign_off, reprint_of_url=reprint_link(page))
    return PageText(page, tuple(left), tuple(removed), sign_off, dateline, body.extractor, len(lines), head, tail.tail)


def _is_whole(cut: RemovedLine, line: BodyLine) -> bool:
    return cut.position == line.position and cut.at is None


def _cut(
    lines: Sequence[BodyLine], page: ParsedPage, rules: PageRules, names: Sequence[str]
) -> tuple[list[BodyLine], list[RemovedLine], TailReading]:
    """Cut doubled paragraphs, house lines and the tail; return the lines left, the cuts and what was read."""
    outlet_names = tuple(name for name in ((rules.outlet or "").lower(), host_of(page.url)) if name)
    lines, removed = cut_doubled(lines)
    behind = partial(lines_behind, page.table)
    writers = (*page.claims.names("author"), page.claims.first("author", "article:author") or "")
    context = TailContext(tuple(names), writers, of_site_by(page.table), teasers_by(page.table), behind)
    tail = read_tail(lines, context, outlet_names=outlet_names, own=rules.junk, paid=is_paid(page))
    return list(tail.lines), [*removed, *tail.removed], tail


def _cut_dateline(lines: Sequence[BodyLine], head: Head) -> tuple[list[BodyLine], list[RemovedLine], Dateline | None]:
    """Cut the dateline that the head's reader read; return it third. None where other rules cut its line."""
    dateline, at = head.dateline, head.opening_at
    line = next((line for line in lines if line.position == at), None)
    if dateline is None or line is None or not line.text.endswith(dateline.rest):
        return list(lines), [], None
    rest, cut = cut_span("dateline", line, 0, len(line.text) - len(dateline.rest))
    return [each for line in lines if (each := rest if line.position == at else line)], [cut], dateline
