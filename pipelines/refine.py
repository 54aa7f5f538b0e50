"""Refine captures into an article by an outlet's rules (`refine`): calls the steps of all rooms in order.

`read_pages` gives the pages' blocks, too.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from corpus.models import Article, Capture, NeedsPages, Refined, SetAside
from pipelines.balance.fates import PageBalance
from pipelines.balance.page_blocks import PageBlock, page_blocks
from pipelines.body.clean import PageText, read_text
from pipelines.body.extract import ALL_STEPS, Steps
from pipelines.calendar.parts import at_home
from pipelines.compose import Findings, compose
from pipelines.dates.published import published
from pipelines.gate.further_part import reject_part, reject_repeated
from pipelines.gate.verdict import reject_by_address, reject_by_content, reject_without_text
from pipelines.lines.line_labels import LabelledLine
from pipelines.page.further_pages import (
    further_pages,
    in_reading_order,
    missing,
    not_followed,
    printed_next_page,
    printed_page_count,
)
from pipelines.page.language import is_english, is_local
from pipelines.page.metadata import read_metadata
from pipelines.page.numbered_addresses import ALL_PAGES, page_address_of, page_identity
from pipelines.page.page_kind import form_of
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.page.site_names import own_names
from pipelines.page.spots import spots_near
from pipelines.page.titles import read_title
from pipelines.people.writers import read_people
from pipelines.rules import PageRules, rules_version
from pipelines.sent_article import sent_page, with_origins
from pipelines.strings.squashed import squash
from pipelines.table_row import row_article, row_blocks

__all__ = ["PagesRead", "read_pages", "refine", "rules_version"]


@dataclass(frozen=True, slots=True)
class PagesRead:
    """What pages give (`refine`), and the blocks of an article's pages in reading order (none without an article)."""

    refined: Refined
    blocks: tuple[PageBlock, ...] = ()
    addresses: tuple[str, ...] = ()
    """The address of each page, by the blocks' `part`."""
    heads: tuple[tuple[LabelledLine, ...], ...] = ()
    """The labelled lines of each page's head, in the same order."""
    tails: tuple[tuple[LabelledLine, ...], ...] = ()
    """The labelled lines of each page's tail."""


@contextmanager
def _without_collection() -> Iterator[None]:
    """Collect no garbage meanwhile: a page's thousands of nodes would set off whole collections (a tenth of the time).

    They are freed by their reference counts; what is in a circle waits for the end of the page.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collection()
def refine(captures: Sequence[Capture], rules: PageRules, steps: Steps = ALL_STEPS) -> Article | NeedsPages | SetAside:
    """Return the article on these captures, or the addresses of pages still needed, or why there is none.

    The first capture is the article's page, the others its further pages; a page that could not be had comes
    as a capture with status 0 or an error status and an empty body. No network, no clock but `fetched_at`, no
    state; a bad page gives a SetAside, never an exception. `steps` are switched off by benchmarks only.
    """
    refined = _read(captures, rules, steps)
    return refined[0] if isinstance(refined, tuple) else refined


@_without_collection()
def read_pages(captures: Sequence[Capture], rules: PageRules) -> PagesRead:
    """Return what `refine` returns, and, of an article, its pages' blocks with what became of each."""
    refined = _read(captures, rules, ALL_STEPS)
    if not isinstance(refined, tuple):
        return PagesRead(refined)
    article, balances, texts = refined
    if not texts:  # of a row of a table
        return PagesRead(article, row_blocks(captures[0]), (captures[0].url,), ((),), ((),))
    return PagesRead(
        article,
        page_blocks(balances),
        tuple(text.page.url for text in texts),
        tuple(text.head.lines for text in texts),
        tuple(text.tail for text in texts),
    )


_Read = tuple[Article, Sequence[PageBalance], Sequence[PageText]] | NeedsPages | SetAside


def _read(captures: Sequence[Capture], rules: PageRules, steps: Steps) -> _Read:
    """As `_refined`, also of a row of a table, and of an article that was sent as JSON, which has no further pages."""
    if (row := row_article(captures[0], rules)) is not None:
        return (row, (), ()) if isinstance(row, Article) else row
    made = sent_page(captures[0], rules)
    if made is None:
        return _refined(captures, rules, steps)
    page, own = made
    refined = _refined([page], own, steps)
    if isinstance(refined, NeedsPages):
        others = [replace(page, url=url, requested_url=None, body=b"", status=0) for url in refined.urls]
        refined = _refined([page, *others], own, steps)
    return (with_origins(refined[0]), *refined[1:]) if isinstance(refined, tuple) else refined


def _refined(captures: Sequence[Capture], rules: PageRules, steps: Steps) -> _Read:
    """The article with the balances and the texts of its pages, or what `refine` returns in its place."""
    if away := reject_by_address(captures[0], rules):
        return away
    page = open_page(captures[0])
    if isinstance(page, SetAside):
        return page
    rules = _of_its_layout(page, rules)
    title = read_title(page, rules)
    text = read_text(page, rules, title.text, steps)
    lines = [line.text for line in text.lines]
    form = form_of(page, title.text, lines)
    if reason := reject_without_text(form, title.text, lines) or reject_by_content(page, title.text, lines, rules):
        return reason
    parts = [part for capture in captures[1:] if (part := _open_part(capture)) is not None]
    texts = {page.capture: text} | {part.capture: read_text(part, rules, title.text, steps) for part in parts}
    rejected = _rejected(page, title.text, parts, texts, rules)
    texts = {capture: text for capture, text in texts.items() if capture not in rejected}
    empty = {capture: capture.requested_url or capture.url for capture in captures[1:] if capture not in texts}
    refused = [address for capture, address in empty.items() if capture.status]  # 0: nothing could be asked
    addresses = further_pages([page, *(part for part in parts if part.capture in texts)], rules, refused)
    if needed := missing(addresses, captures):
        return NeedsPages(needed)
    head, local = text.head, is_local(lines)
    spots = spots_near(page, title.text, rules, lines, begins_at=head.begins_at, stamps=head.stamps)
    dated = [spot for spot in spots if squash(spot.text) not in head.other_days]
    findings = Findings(
        title,
        read_metadata(page, rules),
        read_people(
            page, rules, spots, own_names(page, rules), title=title.text, local=local, head=head, lines=text.lines
        ),
        published(page, rules, dated, title=title.text, local=local, english=is_english(lines)),
        [texts[capture] for capture in in_reading_order(captures) if capture in texts],
        form,
        _unfetched_page_sentence(addresses, empty, rejected) or _unknown_next_page_sentence(page, addresses, rules),
    )
    return (*compose(page, rules, findings), findings.texts)


def _of_its_layout(page: ParsedPage, rules: PageRules) -> PageRules:
    """The rules for the layout that the page is built in."""
    day = at_home(page.capture.fetched_at, rules.utc_offset).date()
    return rules.of_page(day, lambda selector: bool(page.tree.cssselect(selector)))


def _rejected(
    page: ParsedPage,
    title: str | None,
    parts: Sequence[ParsedPage],
    texts: Mapping[Capture, PageText],
    rules: PageRules,
) -> dict[Capture, SetAside]:
    """The further pages that are none of the article's, or that repeat the others, each with the reason."""
    rejected: dict[Capture, SetAside] = {}
    had = {line.text.lower() for line in texts[page.capture].lines}
    by_capture = {part.capture: part for part in parts}
    for capture in in_reading_order([page.capture, *by_capture]):
        if (part := by_capture.get(capture)) is None:
            continue
        lines = [line.text for line in texts[capture].lines]
        away = reject_part(page, title, part, lines, rules)
        if away is None and (again := reject_repeated(part, lines, had)) and _is_needed(page, part, rules):
            away = again
        if away is None:
            had |= {line.lower() for line in lines}
        else:
            rejected[capture] = away
    return rejected


def _is_needed(page: ParsedPage, part: ParsedPage, rules: PageRules) -> bool:
    """False for a page with all of an article that has no numbered pages: it may say what the first one says."""
    address = part.capture.requested_url or part.url
    return page_address_of(address).number != ALL_PAGES or bool(further_pages([page], rules, [address]))


def _open_part(capture: Capture) -> ParsedPage | None:
    """Open a further page; None where it could not be fetched or read."""
    page = open_page(capture) if 0 < capture.status < 400 else None
    return page if isinstance(page, ParsedPage) else None


def _unknown_next_page_sentence(page: ParsedPage, addresses: Sequence[str], rules: PageRules) -> str | None:
    """Return a sentence if the page links a next page in an unknown form; else None."""
    if addresses:
        return None
    if address := not_followed(page, rules):
        return f"a further page was not followed: {address}"
    printed = printed_page_count(page) or printed_next_page(page)
    return f"a further page was not followed: the page says {printed}" if printed else None


def _unfetched_page_sentence(
    addresses: Sequence[str], empty: Mapping[Capture, str], rejected: Mapping[Capture, SetAside]
) -> str | None:
    """Return a sentence that names a needed page which could not be used, and why; None if there is none."""
    lost = {page_identity(address): rejected.get(capture) for capture, address in empty.items()}
    missed = next((address for address in addresses if page_identity(address) in lost), None)
    if missed is None:
        return None
    why = lost[page_identity(missed)]
    because = f" ({why.reason}: {why.detail})" if why else ""
    return f"a further page could not be had: {missed}{because}"
