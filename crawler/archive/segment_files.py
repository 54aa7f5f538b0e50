"""List the WARC files of a path: a file itself, or those of a folder."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ArchiveError


def segments(path: Path) -> list[Path]:
    """The file itself, or the WARC files of a folder by name. Raises ArchiveError where there is none."""
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.name.endswith((".warc.gz", ".warc")))
        if not files:
            raise ArchiveError(f"{path}: no .warc.gz or .warc file in this folder")
        return files
    if not path.is_file():
        raise ArchiveError(f"{path}: there is no such archive; name a .warc.gz file or a folder of them")
    return [path]
