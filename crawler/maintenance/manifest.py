"""The manifest of a backup: which segments its archive had, and whether a folder still holds them unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import ArchiveError
from corpus.file.archive_place import is_plain_name
from corpus.file.small_file import read_small
from corpus.file.whole import whole_file
from corpus.messages.backup_messages import NO_MANIFEST
from crawler.archive.segment_files import is_own_segment

CHUNK = 1 << 20
MAX_MANIFEST = 64 << 20  # bytes of a manifest: some 400,000 segments


@dataclass(frozen=True, slots=True)
class Segment:
    """An archive file at the time of the backup: size in bytes and SHA-256. One that was open may have grown since."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's list: the copy of the corpus (`corpus`, its SHA-256), what it holds, and the archive it needs."""

    corpus: str
    corpus_sha256: str
    made_at: str
    version: str
    articles: int
    captures: int
    archive: str
    segments: tuple[Segment, ...]

    @property
    def size(self) -> int:
        """Bytes of the archive."""
        return sum(segment.size for segment in self.segments)


def manifest_path(backup: Path) -> Path:
    """The path of a backup's manifest: copy.db -> copy.db.manifest.json."""
    return backup.with_name(f"{backup.name}.manifest.json")


def write_manifest(path: Path, manifest: Manifest, rights: int) -> None:
    """Write it as JSON, whole or not at all, with the rights of its backup's file."""
    with whole_file(path, sync=True, rights=rights) as file:
        file.write(json.dumps(asdict(manifest), indent=1) + "\n")


def read_manifest(path: Path) -> Manifest:
    """The manifest in this file. Raises ArchiveError with a sentence where it is none."""
    try:
        fields = json.loads(read_small(path, most=MAX_MANIFEST))
        segments = tuple(Segment(**segment) for segment in fields.pop("segments"))
        if not all(is_plain_name(segment.name) and segment.size >= 0 for segment in segments):
            raise ValueError("it names files outside the archive's folder")
        return Manifest(**fields, segments=segments)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(NO_MANIFEST(path=path)) from error


def segment(path: Path) -> Segment:
    """The size and SHA-256 of the file as it is now."""
    size = path.stat().st_size
    return Segment(path.name, size, sha256(path, size))


def sha256(path: Path, size: int) -> str:
    """The SHA-256 of the file's first `size` bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(CHUNK, size))):
            digest.update(chunk)
            size -= len(chunk)
    return digest.hexdigest()


def differences(manifest: Manifest, folder: Path) -> Iterator[str]:
    """Yield a sentence for each listed segment that is missing or differs in the folder; more files are no fault."""
    for listed in manifest.segments:
        path = folder / listed.name
        if not is_own_segment(path):
            yield f"{path} is missing"
        elif (size := path.stat().st_size) < listed.size:
            yield f"{path} has {size:,} bytes of {listed.size:,}"
        elif sha256(path, listed.size) != listed.sha256:
            yield f"{path} differs from its entry in the manifest"
