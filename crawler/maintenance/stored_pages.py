"""Read the archived pages of a stored article again, with the rules of today, and compare (`read_stored_pages`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

from corpus.columns import ARTICLE_COLUMNS
from corpus.crawl.captures import captures_of_article
from corpus.errors import ArchiveError
from corpus.exits import Exit
from corpus.file.archive_place import ArchiveOutsideError
from corpus.messages.import_messages import NO_PAGE_STORED, PAGE_NOT_READ_AGAIN
from corpus.models import Article, Capture, Refined
from corpus.store import Corpus
from crawler.archive.reader import ArchiveReader
from pipelines.refine import PagesRead
from pipelines.rules import PageRules, rules_version
from pipelines.storing.workers import RefineWorkers

NOT_COMPARED = frozenset({"id", "key", "outlet", "extractor", "rules_version", "text_sha256"})
"""Columns that say how and where an article is stored, not what stands on its pages."""


@dataclass(frozen=True, slots=True)
class StoredPages:
    """What an article's archived pages give today; `differs` names the columns of the stored row that are others."""

    read: PagesRead
    differs: tuple[str, ...]
    stored_version: str

    def sentence(self) -> str | None:
        """Return how today's result differs from the stored one; None where it is the same by the same rules."""
        today = rules_version()
        if not self.differs:
            if self.stored_version == today:
                return None
            return f"the article was stored by the rules {self.stored_version}; those of today ({today}) give the same"
        others = ", ".join(self.differs)
        if self.stored_version == today:
            return f"the stored article has another {others} than its pages give by the same rules; `kliping refine`"
        return (
            f"the article was stored by the rules {self.stored_version}; those of today ({today}) give another "
            f"{others}; `kliping refine` stores it"
        )


def read_stored_pages(corpus: Corpus, row: Mapping[str, Any], rules: PageRules) -> StoredPages:
    """Read the pages of the article in this row (`corpus.query.lookup.record`). No network is used.

    Raises ArchiveError with exit code 5 where a page is missing from the archive.
    """
    captures = _archived(corpus, row)
    with RefineWorkers() as workers:
        read = workers.read_pages(captures, rules)
    return StoredPages(read, tuple(_differences(row, read.refined)), str(row["rules_version"]))


def _archived(corpus: Corpus, row: Mapping[str, Any]) -> Sequence[Capture]:
    """The article's captures with their bodies, in reading order."""
    stored = captures_of_article(corpus, row["key"])
    if not stored:
        raise ArchiveError(
            NO_PAGE_STORED(path=corpus.path, article=row["id"]),
            exit_code=Exit.DAMAGED,
        )
    try:
        with closing(ArchiveReader(corpus.archive_dir())) as reader:
            return [reader.capture(capture) for capture in stored]
    except ArchiveOutsideError:
        raise
    except ArchiveError as error:
        raise ArchiveError(
            PAGE_NOT_READ_AGAIN(fault=error),
            exit_code=Exit.DAMAGED,
        ) from error


def _differences(row: Mapping[str, Any], refined: Refined) -> Iterator[str]:
    """Yield the names of what is stored otherwise; "result" where the pages give no article."""
    if not isinstance(refined, Article):
        yield "result"
        return
    for column in ARTICLE_COLUMNS:
        if column.name not in NOT_COMPARED and hasattr(refined, column.name):
            value = getattr(refined, column.name)
            if column.loaded(column.stored(value)) != row[column.name]:
                yield column.name
    counts = [{"kept" if name == "in_text" else name: n for name, n in asdict(w).items()} for w in refined.page_words]
    if counts != row["page_words"]:
        yield "page_words"
