"""Pages by which removed articles came back: what each holds, and the sentences that name them to the user."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.crawl.tombstones import removal_reason
from corpus.erasure.returned import copies_elsewhere, returned_rows, row_address, trace_returned
from corpus.erasure.trace import Trace, parts_of
from corpus.models import Article, Capture
from corpus.sentences import counted, listed
from corpus.store import Corpus
from crawler.archive.reader import ArchiveReader
from pipelines.rules import NO_RULES
from pipelines.storing.executor import refine_at_hand
from pipelines.storing.workers import RefineWorkers

if TYPE_CHECKING:
    from spiders.families.base import OutletSpider

SHOWN = 5  # ids named in a sentence
UNKNOWN = "came back after it was removed"
"""The reason where today's rules no longer read the page as the article that was removed."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A page that came back: what leads to it, its address, and why its article was removed."""

    trace: Trace
    url: str
    reason: str


def returned(corpus: Corpus, outlets: Mapping[str, type[OutletSpider]]) -> Iterator[Returned]:
    """Yield the pages by which removed articles came back; each is read from the archive when it is taken.

    Raises ArchiveError where a page can't be read.
    """
    rows = returned_rows(corpus.conn)
    if not rows:
        return
    with RefineWorkers() as workers:
        for row_id in rows:
            outlet, url = row_address(corpus, row_id)
            rules = outlets[outlet].page_rules() if outlet in outlets else replace(NO_RULES, outlet=outlet)
            captures = _newest(corpus, row_id)
            refined = refine_at_hand(workers, captures, rules) if captures else None
            article = refined if isinstance(refined, Article) else None
            reason = removal_reason(corpus.conn, article) if article else None
            yield Returned(trace_returned(corpus, row_id, article), url, reason or UNKNOWN)


def _newest(corpus: Corpus, row_id: int) -> list[Capture]:
    """The page as it was fetched last, and its further pages."""
    reader = ArchiveReader(corpus.archive_dir())
    try:
        return [c for row in (row_id, *parts_of(corpus, row_id)) for c in reader.captures_of_row(corpus, row)[-1:]]
    finally:
        reader.close()


def pages_notice(corpus: Corpus) -> str | None:
    """A sentence on pages of removed articles that stand in the archive, and what to do; None where there is none."""
    pages = len(returned_rows(corpus.conn))
    if pages == 0:
        return None
    pages_are = counted(
        pages,
        "page turned out to be a removed article: it is set aside, but still stands in the archive; to take it out",
        "pages turned out to be removed articles: they are set aside, but still stand in the archive; to take them out",
    )
    return f"{pages_are}: kliping remove --returned --corpus {shlex.quote(str(corpus.path))}"


def copies_notice(corpus: Corpus, run_id: int | None = None) -> str | None:
    """A sentence that names articles with a removed one's text at another outlet; None where none has it.

    With `run_id` only articles that this run brought.
    """
    copies = copies_elsewhere(corpus.conn, run_id)
    if not copies:
        return None
    ids = listed([str(number) for number in copies], SHOWN)
    return f"other outlets have the text of a removed article as {ids}; remove it by that id too if it should go"
