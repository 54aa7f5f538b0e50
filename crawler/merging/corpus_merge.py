"""Merge corpora, archives and the lists beside them into a new corpus (`merge_files`): whole, or nothing.

All is made in a folder of its own beside the target. At the end the archive's folder gets its name, then the corpus:
until then there is no new corpus, and what a kill leaves goes when the next merge to that name begins.
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError, KlipingError
from corpus.file.opening import explain
from corpus.file.rights import PRIVATE_FILE, make_folder
from corpus.file.whole import discard, give_name, whole_file, whole_path
from corpus.integrity.damage_note import note_path
from corpus.integrity.soundness import counts_path, keep_counts
from corpus.merging.corpus_union import MergeProgress, MergeResult, merge_corpora
from corpus.merging.lists_beside import MergedList, merged_list
from corpus.merging.merge_inputs import MergeInput, read_inputs, refuse_damaged_input
from corpus.merging.merge_target import check_merge_target, end_log
from corpus.messages.backup_messages import MERGE_LIST_UNREADABLE, MERGE_NOT_WRITTEN
from corpus.sets.outlet_sets import sets_path
from corpus.store import Corpus
from corpus.vocabulary.names_file import names_path
from crawler.lock import holding
from crawler.merging.removed_elsewhere import without_removed
from crawler.merging.segment_union import SegmentUnion, united_segments
from spiders.loader import Outlets


@dataclass(slots=True)
class MergedFiles:
    """What a merge made: the numbers, the archive's folder and files, and what is to be said besides.

    `removed` counts, by input, the articles that another input had removed; `lacking` are archive files that inputs
    name and don't have; `lists` are entries of files beside the corpora that differed.
    """

    result: MergeResult
    archive: Path
    files: int
    removed: dict[str, int]
    lacking: list[str]
    lists: list[str] = field(default_factory=list)
    left: Path | None = None


def merge_files(
    paths: Sequence[Path],
    target: Path,
    *,
    force: bool,
    outlets: Outlets,
    say: Callable[[str], None],
    progress: MergeProgress,
) -> MergedFiles:
    """Merge the corpora at `paths` into a new one. Raises KlipingError with a sentence where that can't be done."""
    inputs = read_inputs(paths)
    check_merge_target(target, inputs, replace=force)
    with ExitStack() as held:
        held.enter_context(holding(target))
        held.callback(_drop_lock, target)
        for one in inputs:
            if os.access(one.path.parent, os.W_OK):  # else nobody writes there
                held.enter_context(holding(one.path))
        for one in inputs:
            progress("reading every row", 0, None)
            refuse_damaged_input(one)
        try:
            with _workplace(target) as folder:
                return _merge(inputs, target, folder, outlets, say, progress)
        except sqlite3.DatabaseError as error:
            raise _explained(error, target) from error
        except OSError as error:
            where = error.filename2 or error.filename or target
            raise CorpusError(MERGE_NOT_WRITTEN(target=target, where=where, reason=error.strerror)) from error


def _merge(
    inputs: Sequence[MergeInput],
    target: Path,
    folder: Path,
    outlets: Outlets,
    say: Callable[[str], None],
    progress: MergeProgress,
) -> MergedFiles:
    progress("looking for removed articles", 0, None)
    cleaned, removed = without_removed(inputs, folder, outlets, say)
    progress("comparing the archives", 0, None)
    union = united_segments(cleaned)
    archive = _free_archive(target)
    new = folder / target.name
    result = merge_corpora(new, cleaned, union.mapping, archive.name, progress)
    _copy_archive(union, folder / archive.name, progress)
    lists = [name for kind in (names_path, sets_path) for name in _merge_lists(kind, inputs, new)]
    left = _current_archive(target)
    end_log(target)
    give_name(folder / archive.name, archive)
    try:
        for kind in (names_path, sets_path):
            if kind(new).exists():
                give_name(kind(new), kind(target))
        discard(counts_path(target), note_path(target))
        give_name(new, target)
    except BaseException:
        shutil.rmtree(archive, ignore_errors=True)
        raise
    with Corpus(target, read_only=True) as corpus:
        keep_counts(corpus)
    return MergedFiles(result, archive, len(union.files), removed, union.lacking, lists, left)


def _drop_lock(target: Path) -> None:
    """Delete the lock of a corpus that was not made; it is still held."""
    if not target.exists():
        discard(target.with_name(f"{target.name}.lock"))


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """Yield a folder beside the target that goes at the end; those of merges that were killed go first."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.merge"):
        shutil.rmtree(left, ignore_errors=True)
    folder = target.with_name(f".{target.name}.{os.getpid()}.merge")
    make_folder(folder, PRIVATE_FILE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_archive(target: Path) -> Path:
    """Return the folder of the new archive: kliping-archive, or the next name that nothing has."""
    number, folder = 1, target.with_name(f"{target.stem}-archive")
    while os.path.lexists(folder):
        number += 1
        folder = target.with_name(f"{target.stem}-archive-{number}")
    return folder


def _current_archive(target: Path) -> Path | None:
    """Return the archive of the corpus that is replaced; None where there is none, or nobody can tell."""
    if not target.exists():
        return None
    try:
        with Corpus(target, read_only=True) as corpus:
            folder = corpus.archive_dir()
    except (KlipingError, sqlite3.DatabaseError):
        return None
    return folder if folder.is_dir() else None


def _copy_archive(union: SegmentUnion, folder: Path, progress: MergeProgress) -> None:
    make_folder(folder, PRIVATE_FILE)
    for number, (name, path) in enumerate(union.files.items()):
        progress("copying archive files", number, len(union.files))
        with whole_path(folder / name, sync=True, rights=PRIVATE_FILE) as part:
            shutil.copyfile(path, part, follow_symlinks=False)


def _merge_lists(kind: Callable[[Path], Path], inputs: Sequence[MergeInput], new: Path) -> list[str]:
    """Write the file of names or sets of all inputs beside the new corpus; return the entries that differed."""
    there = [path for one in inputs if (path := kind(one.path)).is_file()]
    if not there:
        return []
    try:
        texts = {path: path.read_text(encoding="utf-8-sig") for path in there}
        is_one = len(set(texts.values())) == 1
        merged = MergedList(texts[there[0]], ()) if is_one else merged_list(list(texts.values()))
    except ValueError as error:
        raise CorpusError(MERGE_LIST_UNREADABLE(paths=[str(path) for path in there], reason=error)) from error
    with whole_file(kind(new), sync=True, rights=PRIVATE_FILE) as file:
        file.write(merged.text)
    return [f"{kind(new).name}: {name}" for name in merged.conflicts]


def _explained(error: sqlite3.DatabaseError, target: Path) -> CorpusError:
    """Return SQLite's error as a sentence; what fails here is nearly always the disk that is written to."""
    text = str(error)
    if "full" in text or "disk I/O" in text or "readonly" in text or "unable to open" in text:
        return CorpusError(MERGE_NOT_WRITTEN(target=target, where=target.parent, reason=text))
    return explain(error, target)
