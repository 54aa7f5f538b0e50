"""Back up a corpus: copy its file, list its archive, and copy the archive too where a folder is named for it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.crawl.captures import segment_names
from corpus.errors import ArchiveError, CorpusDamagedError, CorpusError
from corpus.file.checksums import what_differs
from corpus.file.copying import copy_database
from corpus.file.opening import explain
from corpus.file.rights import file_rights, make_folder
from corpus.file.whole import clear_unfinished, whole_path
from corpus.integrity.backup import Backup, check_target, count_rows, note_backup, segment_ends
from corpus.integrity.sum_checks import marked_articles
from corpus.messages.backup_messages import (
    ARCHIVE_ONTO_ITSELF,
    BACKUP_NOT_COPIED,
    BACKUP_NOT_MADE,
    BACKUP_NOT_WRITTEN,
    COPY_DIFFERS,
    COPY_OF_DAMAGED,
    DAMAGED_NOT_COPIED,
    N_ARTICLES,
    PARTS_DIFFER,
)
from corpus.messages.statement import Statement
from corpus.sentences import counted
from corpus.store import Corpus
from crawler.archive.segment_files import is_own_segment, own_segments, segment_path
from crawler.maintenance import manifest as manifests
from crawler.maintenance.manifest import Manifest, Segment, manifest_path, segment, sha256

if TYPE_CHECKING:
    import sqlite3

SEGMENT_NAME = re.compile(r"kliping-\d{14}-\d+-\d+(?:-next)*(?:-r\d+|-m[0-9a-f]{8})*\.warc\.gz")
"""The names that kliping gives its segments, also to those that hold listings alone and that no capture names."""


def back_up(
    source: Path, target: Path, archive: Path | None, *, force: bool, say: Callable[[str], None]
) -> tuple[Manifest, list[str]]:
    """Copy the corpus to `target` and its archive's segments into `archive`; returns the manifest, which is written.

    The sentences beside it name segments that the corpus needs and the archive doesn't hold as far as it needs them,
    and copies of an earlier backup that stay because the archive's file is no longer the one that was copied.

    Raises KlipingError with a sentence where that can't be done; then nothing new stands under the backup's name. A
    damaged corpus is copied to a new file only, and CorpusDamagedError is raised after that.
    """
    import sqlite3

    check_target(source, target, replace=force)
    with Corpus(source, read_only=True) as corpus:
        folder = corpus.archive_dir()
        segment_names(corpus)
        damage = _damage(corpus)
    if damage and target.exists():
        raise CorpusDamagedError(DAMAGED_NOT_COPIED(source=source, damage=damage, target=target))
    clear_unfinished(target)
    try:
        copy_database(source, target, rights=file_rights(source))
        manifest = _manifest(source, target, folder)
        changed: list[str] = []
        if archive is not None:
            manifest, changed = copy_archive(manifest, Path(manifest.archive), archive, file_rights(source))
        manifests.write_manifest(manifest_path(target), manifest, file_rights(source))
    except OSError as error:
        where = error.filename2 or error.filename or target
        raise CorpusError(BACKUP_NOT_MADE(target=target, where=where, reason=error.strerror)) from error
    except sqlite3.DatabaseError as error:
        raise _explain(error, source, target) from error
    _note(source, Backup(str(target.absolute()), manifest.made_at), say)
    if damage:
        raise CorpusDamagedError(COPY_OF_DAMAGED(target=target, damage=damage))
    return manifest, [*changed, *lacking(target, manifest)]


def _damage(corpus: Corpus) -> Statement | None:
    """Return what differs from its checksum, None if nothing does but articles that are marked."""
    differing = what_differs(corpus.conn)
    articles = set(differing.articles) - marked_articles(corpus).keys()
    parts = [*([N_ARTICLES(n=len(articles))] if articles else []), *differing.tables]
    return PARTS_DIFFER(parts=parts) if parts else None


def copy_archive(manifest: Manifest, folder: Path, target: Path, rights: int) -> tuple[Manifest, list[str]]:
    """Copy the segments that the manifest names and `target` lacks, each whole or not at all, with these rights.

    A segment only ever grows. One that no longer begins as its earlier copy was changed or cut, here or there: the
    copy stays, and a sentence names both. Returns those sentences, and the manifest of what `target` holds.

    What else lies in the folder is not copied, and no link is followed.
    """
    if target.absolute() == folder.absolute():
        raise ArchiveError(ARCHIVE_ONTO_ITSELF(target=target))
    make_folder(target, rights)
    held, changed = [], []
    for listed in manifest.segments:
        there, path = target / listed.name, segment_path(folder, listed.name)
        copied = segment(there) if is_own_segment(there) else None
        if copied is None or _continues(path, listed, copied):
            if copied != listed:
                _copy(path, there, listed, rights)
            held.append(listed)
            continue
        held.append(copied)
        changed.append(
            f"{path} is not what {there} was copied from: one of them is damaged; the copy was not replaced. Put the "
            "sound one in the place of the other (`kliping doctor --deep` reads the archive, with --archive the copy)"
        )
    return replace(manifest, segments=tuple(held)), changed


def _continues(path: Path, listed: Segment, copied: Segment) -> bool:
    """Return True if the segment begins with all that was copied before."""
    return copied == listed or (copied.size < listed.size and sha256(path, copied.size) == copied.sha256)


def lacking(copy: Path, manifest: Manifest) -> Iterator[str]:
    """Yield a sentence for each segment with captures of the copy that the manifest does not list completely."""
    sizes = {there.name: there.size for there in manifest.segments}
    for name, end, pages in segment_ends(copy):
        path = Path(manifest.archive) / name
        if name not in sizes:
            yield f"{path} is missing ({counted(pages, 'page')})"
        elif sizes[name] < end:
            yield f"{path} ends at byte {sizes[name]:,}, before its last page (which ends at {end:,})"


def _explain(error: sqlite3.DatabaseError, source: Path, target: Path) -> CorpusError:
    """An SQLite error as a sentence that names the file at fault: the target where the disk is full."""
    if "full" in str(error) or "readonly" in str(error):
        return CorpusError(BACKUP_NOT_WRITTEN(target=target, reason=error))
    if "disk I/O" in str(error):
        return CorpusError(BACKUP_NOT_COPIED(target=target, source=source, reason=error))
    return explain(error, source)


def _copy(source: Path, target: Path, listed: Segment, rights: int) -> None:
    clear_unfinished(target)
    with whole_path(target, sync=True, rights=rights) as part:
        shutil.copyfile(source, part, follow_symlinks=False)
        os.truncate(part, listed.size)  # a crawl may have written on
        if segment(part).sha256 != listed.sha256:
            raise ArchiveError(COPY_DIFFERS(target=target, source=source))


def _manifest(source: Path, copy: Path, folder: Path) -> Manifest:
    """The manifest, made after the copy: every page that the copy knows is in the archive by then."""
    articles, captures = count_rows(copy)
    with Corpus(source, read_only=True) as corpus:
        named = set(segment_names(corpus))
    return Manifest(
        copy.name,
        segment(copy).sha256,
        datetime.now(UTC).isoformat(timespec="seconds"),
        version("kliping"),
        articles,
        captures,
        str(folder.absolute()),
        tuple(segment(path) for path in own_segments(folder) if path.name in named or SEGMENT_NAME.match(path.name)),
    )


def _note(source: Path, backup: Backup, say: Callable[[str], None]) -> None:
    if not os.access(source, os.W_OK):
        say(f"{source} can't be written to, so this backup is not noted in it; a later removal will not name it")
        return
    try:
        with Corpus(source) as corpus:
            note_backup(corpus, backup)
    except CorpusError as error:
        say(f"this backup is not noted in the corpus, so a later removal will not name it: {error}")
