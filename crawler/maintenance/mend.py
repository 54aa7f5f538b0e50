"""Repair for `kliping doctor --repair`: each damaged article is refined again from its captures, or marked.

A capture is used only where the archive's record is the one that was fetched (SHA-256). The article keeps its id. One
transaction an article: after a kill or a full disk, run it again. A file whose pages are damaged is not written to.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.crawl.frontier_entries import FetchedRow
from corpus.errors import ArchiveError, CorpusDamagedError, CorpusError
from corpus.exits import Exit
from corpus.file.checksums import WrongArticle, wrong_tables
from corpus.file.opening import check_corpus_path, explain
from corpus.integrity.database_checks import check_index, database_faults, missing_references
from corpus.integrity.mending import (
    drop_orphans,
    is_given,
    is_mendable,
    make_derived,
    mend_indexes,
    return_strays,
    stored_row,
    take_article_out,
)
from corpus.integrity.soundness import refuse_damaged
from corpus.integrity.sum_checks import mark_article, marked_articles, suspects, unmark_article
from corpus.messages.corpus_messages import CORPUS_MISSING, PAGES_NOT_MENDED
from corpus.models import Capture, Refined
from corpus.sentences import counted
from corpus.store import Corpus
from crawler.archive.unpack import UnpackError
from crawler.maintenance.repair import advice_for_damaged_pages
from crawler.run.fetches import load_fetches
from crawler.run.operation import Operation
from crawler.run.rebuild import Rebuild
from crawler.run.run_plan import Plan
from pipelines.rules import PageRules

MOST_FAULTS = 1_000  # of SQLite's sentences that are read: one that is not mendable may stand behind others
WAIT_SECONDS = 5  # for another program that writes


@dataclass(slots=True)
class Repaired:
    """What a repair did: a sentence for each thing, and for each that it could not do."""

    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class _NoOutletError(Exception):
    """The rules by which the article was read are not at hand; nothing is wrong with its page."""


class _NotThisArticleError(Exception):
    """The page no longer gives the article; the transaction that tried it is undone."""


def repair(path: Path, rules: dict[str, PageRules], say: Callable[[str], None]) -> Repaired:
    """Repair what can be repaired, and mark what can't. Each sentence goes to `say` at once.

    Raises CorpusDamagedError where the file's pages are damaged, CorpusError where a run holds the corpus; then nothing
    is changed.
    """
    if not path.exists():
        raise CorpusError(CORPUS_MISSING(path=path))
    check_corpus_path(path, read_only=False)
    refuse_damaged(path, repairing=True)
    faults, needs_work = _survey(path)
    if hopeless := [fault for fault in faults if not is_mendable(fault)]:
        raise CorpusDamagedError(PAGES_NOT_MENDED(path=path, fault=hopeless[0], advice=advice_for_damaged_pages(path)))
    done = Repaired()
    if not faults and not needs_work:
        return done
    operation = Operation(Plan("refine", path, options={"repair": True}), rules=rules, repairing=True)
    state, code = "interrupted", Exit.INTERRUPTED
    try:
        _Repair(operation, done, say).run(faults)
        state, code = "finished", Exit.DAMAGED if done.left else Exit.WELL
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    finally:
        operation.close(state=state, exit_code=code)
    return done


def _survey(path: Path) -> tuple[list[str], bool]:
    """Return SQLite's sentences about the file, and True if anything else is to be done."""
    try:
        with Corpus(path) as corpus:
            if faults := database_faults(corpus, MOST_FAULTS):
                return [" ".join(fault.split()) for fault in faults], True
            if suspects(corpus, deep=True) or marked_articles(corpus) or missing_references(corpus):
                return [], True
            return [], not _index_agrees(corpus)
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error


def _index_agrees(corpus: Corpus) -> bool:
    """Return False if the full-text index and the articles differ. Raises OperationalError if another one writes."""
    try:
        check_index(corpus, WAIT_SECONDS)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    return True


class _Repair:
    """The steps of a repair within an open operation."""

    def __init__(self, operation: Operation, done: Repaired, say: Callable[[str], None]) -> None:
        self.op = operation
        self.corpus = operation.corpus
        self.rebuild = Rebuild(operation)
        self.wrong_tables = wrong_tables(self.corpus.conn)
        self.done = done
        self.say = say

    def run(self, faults: Sequence[str]) -> None:
        """Mend the indexes, then the articles, then what is derived from them."""
        if faults:
            mend_indexes(self.corpus, faults)
            self._did(f"the indexes of the tables were built again ({len(faults):,} faults)")
        moved = return_strays(self.corpus)
        for number in moved:
            self._did(f"article {number} has its id again, which had changed")
        wrong = suspects(self.corpus, deep=True)
        self._unmark({each.id for each in wrong})
        for each in wrong:
            self.op.raise_if_interrupted()
            self._article(each)
        if missing_references(self.corpus) and (rows := drop_orphans(self.corpus)):
            self._did(f"{counted(rows, 'row')} of articles that are not there deleted")
        if wrong or faults or moved or not _index_agrees(self.corpus):
            make_derived(self.corpus)
            self._did("the full-text index, the word list, the writers and the list of copies were built again")

    def _article(self, wrong: WrongArticle) -> None:
        parts = ", ".join(wrong.parts)
        try:
            reason = self._refine_again(wrong.id)
        except _NoOutletError as error:
            self.done.left.append(f"article {wrong.id} ({parts}) was not made again: {error}")
            self.say(self.done.left[-1])
            return
        except ArchiveError as error:
            reason = str(error)
        if reason is None:
            self._did(f"article {wrong.id} ({parts}) was made again from its page in the archive")
            return
        if not is_given(self.corpus, wrong.id):
            self.done.left.append(f"article {wrong.id} has an id that was never given: restore a backup")
            self.say(self.done.left[-1])
            return
        with self.corpus.transaction():
            mark_article(self.corpus, wrong.id, reason)
        self.done.left.append(f"article {wrong.id} ({parts}) can't be made again and is marked as damaged: {reason}")
        self.say(self.done.left[-1])

    def _refine_again(self, article_id: int) -> str | None:
        """Refine the article again and store it; return why that can't be done, None if it is done."""
        row = stored_row(self.corpus, article_id)
        if row is None:
            return "the corpus knows no page of it"
        if row.outlet not in self.op.rules and not self._is_of_a_host(row.outlet):
            raise _NoOutletError(f"the file of the outlet {row.outlet!r} is not given; name its folder with --outlets")
        fetches = load_fetches(self.op, row)
        for capture in (capture for captures in fetches for capture in captures if capture.archive):
            if fault := self._capture_fault(capture):
                return fault
        results = self.rebuild.refined(row, fetches)
        try:
            with self.corpus.transaction():
                self._replace(article_id, row, fetches, results)
        except _NotThisArticleError as error:
            return str(error)
        return None

    def _replace(
        self, article_id: int, row: FetchedRow, fetches: Sequence[list[Capture]], results: Sequence[Refined]
    ) -> None:
        take_article_out(self.corpus, article_id)
        settled = self.rebuild.settle(row, fetches, results)
        if settled.article is None or settled.outcome != "stored" or settled.article.id != article_id:
            raise _NotThisArticleError("its page gives no article, or another one, by the rules of this version")

    def _capture_fault(self, capture: Capture) -> str | None:
        """Return why a capture can't be trusted, None if the archive has the very page that was fetched."""
        assert capture.archive is not None
        assert capture.offset is not None
        where = f"{self.op.corpus.archive_dir() / capture.archive}: the page at byte {capture.offset:,}"
        record = self.op.reader.read(capture.archive, capture.offset)
        try:
            payloads = (record.payload, record.body)
        except UnpackError as error:
            return f"{where} can't be unpacked ({error})"
        if capture.sha256 not in {hashlib.sha256(data).hexdigest() for data in payloads}:
            return f"{where} is not the one that was fetched"
        at = record.fetched_at  # None where it can't be read
        same = at is not None and at.replace(microsecond=0) == capture.fetched_at.replace(microsecond=0)
        if "captures" in self.wrong_tables and not (same and record.url == capture.url):
            return f"{where} has another address or time than the corpus says, and the table of captures is damaged"
        return None

    def _is_of_a_host(self, outlet: str) -> bool:
        from corpus.crawl.outlet_rows import outlet_origins

        return outlet_origins(self.corpus).get(outlet) == "host"

    def _unmark(self, wrong: set[int]) -> None:
        for number in marked_articles(self.corpus).keys() - wrong:
            unmark_article(self.corpus, number)
            self._did(f"article {number} is as it was written, and no longer marked")

    def _did(self, sentence: str) -> None:
        self.done.done.append(sentence)
        self.say(sentence)
