"""The checks of `kliping doctor`: installation, settings, corpus and archive, and what to do where one fails."""

from __future__ import annotations

import platform
import shlex
import sqlite3
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from corpus.crawl.ledger import invariants
from corpus.errors import ArchiveError, CorpusDamagedError, CorpusError, KlipingError
from corpus.file.archive_place import ArchiveOutsideError
from corpus.file.opening import foreign_parts, strange_companion
from corpus.file.rights import wider_rights
from corpus.integrity.database_checks import (
    check_index,
    count_articles,
    database_faults,
    missing_references,
    rebuild_index,
)
from corpus.integrity.mending import is_mendable
from corpus.integrity.soundness import faults, lost_rows
from corpus.integrity.sum_checks import marked_articles, suspects
from corpus.messages.corpus_messages import CORPUS_MISSING, INDEX_OF_DAMAGED
from corpus.revisits.article_events import stray_history
from corpus.sentences import counted, listed
from corpus.store import Corpus
from crawler.config import config_path, contact
from crawler.erasure.notice import notice_path
from crawler.erasure.returned_pages import copies_notice, pages_notice
from crawler.lock import holding
from crawler.maintenance.evidence import MAX_FINDINGS, Finding, check_evidence
from crawler.maintenance.repair import advice_for_damage, advice_for_damaged_pages, advice_for_lost_rows
from crawler.maintenance.row_checks import NOT_CHECKED, REPAIR, RowChecks, note_damage

PACKAGES = ("corpus", "crawler", "pipelines", "spiders")
DISTRIBUTIONS = ("scrapy", "trafilatura", "lxml", "lxml_html_clean", "langdetect", "sqlite-utils", "warcio", "pebble")
ROOT = Path(__file__).resolve().parents[2]
WRITER_SECONDS = 5  # how long the index check waits for a crawl to pause


def check_installation() -> Iterator[Finding]:
    """Check the versions of what is installed, and that each of our packages is imported from our folder."""
    yield Finding("python", True, platform.python_version())
    yield Finding("sqlite", True, sqlite3.sqlite_version)
    for name in DISTRIBUTIONS:
        try:
            yield Finding(name, True, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(name, False, "is missing; install again with: pipx reinstall kliping")
    for name in PACKAGES:
        yield _check_package(name)


def _check_package(package: str) -> Finding:
    """Check that a package of ours is imported from our folder and belongs to no other distribution."""
    spec = find_spec(package)
    places = [Path(p).resolve() for p in (spec.submodule_search_locations or ())] if spec else []
    if not places:
        return Finding(package, False, "the package is missing; install again with: pipx reinstall kliping")
    if places[0] != ROOT / package:
        return Finding(
            package,
            False,
            f"Python imports {places[0]} instead of kliping's; install kliping with pipx, in an environment of its own",
        )
    owners = sorted({o.lower() for o in metadata.packages_distributions().get(package, ())} - {"kliping"})
    if owners:
        return Finding(
            package,
            False,
            f"also installed by {', '.join(owners)}; install kliping with pipx, in an environment of its own",
        )
    return Finding(package, True, str(places[0]))


def check_settings() -> Iterator[Finding]:
    """Check that a contact is set; only a live crawl needs one."""
    try:
        known = contact()
    except KlipingError as error:
        yield Finding("contact", False, str(error))
        return
    unset = "not set; a live crawl needs one: kliping init --contact redaksi@contoh.id"
    yield Finding("contact", True, f"{known} ({config_path()})" if known else unset)


def check_corpus(path: Path, *, deep: bool = False, archive: Path | None = None) -> Iterator[Finding]:
    """Check the database, its rows, references, full-text index and archive; what is damaged is noted beside it.

    `deep` compares every article with its checksum, and every archived page with its hash. `archive` is the folder to
    look at where the archive lies elsewhere, as a backup's does.

    Raises CorpusError with a sentence for a path that is no corpus at all, ArchiveOutsideError at the end where the
    archive lies elsewhere and was not named.
    """
    if not path.exists():
        yield Finding("corpus", True, f"none at {path} yet; `kliping crawl` or `kliping import` makes one")
        return
    if strange := strange_companion(path):
        yield Finding("corpus", False, str(strange))
        return
    if broken := list(faults(path)):
        yield from (Finding("corpus", False, f"{fault}; {advice_for_damage(path)}") for fault in broken)
        return  # opening it to write would throw away what the log still holds
    seen: list[Finding] = []
    articles: tuple[int, ...] = ()
    outside: ArchiveOutsideError | None = None
    try:
        with Corpus(path, read_only=True) as corpus:
            rows = RowChecks(corpus, deep=deep)
            for finding in _checks(corpus, rows, deep=deep, archive=archive):
                articles = rows.articles
                seen.append(finding)
                yield finding
    except ArchiveOutsideError as error:
        outside = error
    except CorpusDamagedError as error:
        seen.append(Finding("corpus", False, str(error)))
        yield seen[-1]
    except sqlite3.DatabaseError as error:
        seen.append(Finding("corpus", False, f"{path}: {error}; {advice_for_damaged_pages(path)}"))
        yield seen[-1]
    note_damage(path, seen, articles)
    if outside:
        raise outside


def _checks(corpus: Corpus, rows: RowChecks, *, deep: bool, archive: Path | None) -> Iterator[Finding]:
    yield from _check_rights(corpus)
    yield from _check_schema(corpus)
    yield from _check_database(corpus)
    yield from rows.findings()
    yield _check_index(corpus.path)
    outside: ArchiveOutsideError | None = None
    try:
        yield from check_evidence(corpus, deep=deep, archive=archive)
    except ArchiveOutsideError as error:
        outside = error
    except ArchiveError as error:
        yield Finding("archive", False, str(error))
    yield from _check_unfinished(corpus)
    if outside:
        raise outside


def archive_of(path: Path) -> Path:
    """The corpus's archive folder. Raises CorpusError where there is no corpus."""
    with Corpus(path, read_only=True) as corpus:
        return corpus.archive_dir()


def rebuild(path: Path) -> None:
    """Build the full-text index again from the articles. Raises CorpusError where a run holds the corpus.

    Raises CorpusDamagedError where articles differ from their checksums: an index of damaged words would hide it.
    """
    if not path.exists():
        raise CorpusError(CORPUS_MISSING(path=path))
    with holding(path), Corpus(path) as corpus:
        marked = marked_articles(corpus)
        if wrong := [each.id for each in suspects(corpus, deep=True) if each.id not in marked]:
            raise CorpusDamagedError(INDEX_OF_DAMAGED(path=path, n=len(wrong), first=wrong[0], command=REPAIR))
        rebuild_index(corpus)


def _check_rights(corpus: Corpus) -> Iterator[Finding]:
    """Yield a finding if everybody on this machine can read the corpus."""
    if rights := wider_rights(corpus.path):
        path = shlex.quote(str(corpus.path))
        yield Finding(
            "rights",
            True,
            f"everybody on this machine can read {corpus.path} (rights {rights}); if that is not meant: chmod o= "
            f"{path}* and chmod -R o= the archive's folder; new files get the rights of the corpus",
        )


def _check_schema(corpus: Corpus) -> Iterator[Finding]:
    """Yield findings on tables, triggers, indexes and views that kliping didn't make, or that it lacks."""
    different = foreign_parts(corpus.conn)
    for part in different.running[:MAX_FINDINGS]:
        drop = "drop it, or restore a backup; until then nothing can be written"
        yield Finding("schema", False, f"{part} was not made by kliping, and would act whenever it writes; {drop}")
    for lost in different.missing[:MAX_FINDINGS]:
        yield Finding(
            "schema", True, f"{lost.shown} of kliping's own is missing; the next command that writes makes it"
        )
    if different.harmless:
        named = listed(different.harmless, MAX_FINDINGS)
        yield Finding("schema", True, f"beside kliping's own there is {named}; kliping doesn't use it")


def _check_database(corpus: Corpus) -> Iterator[Finding]:
    """Yield the findings on the database's pages and on references between its tables."""
    if broken := database_faults(corpus, MAX_FINDINGS):
        mendable = all(is_mendable(fault) for fault in broken)
        advice = f"run: {REPAIR}" if mendable else advice_for_damaged_pages(corpus.path)
        yield Finding("corpus", False, f"{corpus.path}: {'; '.join(broken)}; {advice}")
        return
    yield Finding("corpus", True, f"{corpus.path}, {counted(count_articles(corpus), 'article')}")
    lost = missing_references(corpus)
    sentences = [f"{row[0]} row {row[1]} points to a missing row of {row[2]}" for row in lost]
    named = listed(sentences, MAX_FINDINGS, between="; ")
    advice = f"run: {REPAIR}" if {row[2] for row in lost} <= {"articles"} else "restore a backup"
    yield Finding("references", not lost, f"{named}; {advice}" if lost else "every reference is met")
    if strays := stray_history(corpus):
        counts = listed([f"{number} of {table}" for table, number in strays], MAX_FINDINGS)
        yield Finding("second looks", False, f"rows of articles that the corpus never had: {counts}; please report it")


def _check_index(path: Path) -> Finding:
    """Compare the full-text index with the articles by SQLite's own check; it needs the write lock."""
    try:
        with Corpus(path) as corpus:
            check_index(corpus, WRITER_SECONDS)
    except CorpusDamagedError:
        raise
    except CorpusError as error:
        return Finding("full text", True, f"{NOT_CHECKED}: {error}")
    except sqlite3.OperationalError as error:
        return Finding("full text", True, f"{NOT_CHECKED} ({error}); run again when nothing else writes")
    except sqlite3.DatabaseError:
        return Finding("full text", False, f"the index and the articles differ; run: {REPAIR}")
    return Finding("full text", True, "the index and the articles agree")


def _check_unfinished(corpus: Corpus) -> Iterator[Finding]:
    """Report what a kill left behind, and rows that are missing since the last run ended."""
    if notice_path(corpus.path).exists():
        yield Finding("removal", False, "one was not finished; run the same `kliping remove` again")
    if sentence := pages_notice(corpus):
        yield Finding("removal", False, sentence)
    if sentence := copies_notice(corpus):
        yield Finding("removal", True, sentence)
    if lost := lost_rows(corpus.path):
        yield Finding("rows", False, f"{lost}; {advice_for_lost_rows(corpus.path)}")
    wrong = invariants(corpus)
    yield from (Finding("sums", False, f"{sentence}; please report it") for sentence in wrong[:MAX_FINDINGS])
    if not wrong:
        yield Finding("sums", True, "discovered = stored + duplicate + rejected + failed + pending, in every run")
