"""The archive files of all inputs under one roof (`united_segments`): each content once, names that clash told apart.

Two files of one content are one, and so are two of which one begins with all of the other: an archive file only grows.
Names are chosen by content, so that merging in another order, or twice, gives the same names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256 as new_sha256
from pathlib import Path

from corpus.crawl.captures import pages_by_segment
from corpus.merging.merge_inputs import MergeInput
from corpus.sentences import counted
from corpus.store import Corpus
from crawler.archive.segment_files import own_segments
from crawler.maintenance.manifest import sha256

MERGED_MARK = r"-m[0-9a-f]{8}"
"""In the name of an archive file whose name was another one's, too: the beginning of its content's hash."""
_MARK = re.compile(MERGED_MARK)
_ENDING = re.compile(r"\.warc(?:\.gz)?$")


@dataclass(slots=True)
class UnitedSegment:
    """One content: where it is read from, and its names by input."""

    path: Path
    size: int
    sha256: str
    names: list[tuple[int, str]] = field(default_factory=list)

    @property
    def bases(self) -> set[str]:
        """Its names without the marks of merges."""
        return {_MARK.sub("", name) for _, name in self.names}

    @property
    def final_name(self) -> str:
        """The longest of its names: that which a merge before gave it."""
        return max((name for _, name in self.names), key=lambda name: (len(name), name))


@dataclass(frozen=True, slots=True)
class SegmentUnion:
    """`files` maps each name in the new archive to the file that it is copied from, `mapping` is what captures need.

    `lacking` are sentences on files that inputs name and don't have.
    """

    files: dict[str, Path]
    mapping: list[tuple[int, str, str]]
    lacking: list[str]


def united_segments(inputs: Sequence[MergeInput]) -> SegmentUnion:
    """Return the union of the inputs' archives. Raises KlipingError where an archive can't be used, OSError."""
    by_content: dict[str, UnitedSegment] = {}
    needed: list[tuple[int, str, int]] = []
    folders: list[Path] = []
    for place, one in enumerate(inputs):
        with Corpus(one.path, read_only=True) as corpus:
            needed += [(place, name, pages) for name, pages in pages_by_segment(corpus)]
            folders.append(corpus.archive_dir())
        for path in own_segments(folders[-1]):
            size = path.stat().st_size
            content = sha256(path, size)
            segment = by_content.setdefault(content, UnitedSegment(path, size, content))
            segment.names.append((place, path.name))
    segments = _without_beginnings(sorted(by_content.values(), key=lambda s: (s.size, s.sha256)))
    files, mapping = _named(segments)
    there = {(place, name) for place, name, _ in mapping}
    lacking = []
    for place, name, pages in needed:
        if (place, name) not in there:
            mapping.append((place, name, _free(name, f"{inputs[place].uuid} {name}", files)))
            lacking.append(f"{folders[place] / name} is missing ({counted(pages, 'page')})")
    return SegmentUnion(files, sorted(mapping), lacking)


def _without_beginnings(segments: Sequence[UnitedSegment]) -> list[UnitedSegment]:
    """Return the segments, smallest first, without those that are the beginning of a larger one of the same name."""
    by_base: dict[str, list[UnitedSegment]] = {}
    for segment in segments:
        for base in segment.bases:
            by_base.setdefault(base, []).append(segment)
    standing: list[UnitedSegment] = []
    for small in segments:
        larger = (each for base in sorted(small.bases) for each in by_base[base] if each.size > small.size)
        whole = next((each for each in larger if sha256(each.path, small.size) == small.sha256), None)
        if whole is None:
            standing.append(small)
        else:
            whole.names += small.names
    return standing


def _named(segments: Sequence[UnitedSegment]) -> tuple[dict[str, Path], list[tuple[int, str, str]]]:
    """Return name in the new archive -> file, and (input, name there, name in the new archive)."""
    by_name: dict[str, list[UnitedSegment]] = {}
    for segment in segments:
        by_name.setdefault(segment.final_name, []).append(segment)
    files: dict[str, Path] = {}
    mapping: list[tuple[int, str, str]] = []
    for name, of_name in sorted(by_name.items()):
        for segment in of_name:
            final = name if len(of_name) == 1 else _marked(name, segment.sha256)
            files[final] = segment.path
            mapping += [(place, old, final) for place, old in segment.names]
    return files, mapping


def _marked(name: str, content: str) -> str:
    """Return the name with the beginning of a hash.

    >>> _marked("kliping-1-00001-77.warc.gz", "ab12cd34ef")
    'kliping-1-00001-77-mab12cd34.warc.gz'
    """
    ending = _ENDING.search(name)
    at = ending.start() if ending else len(name)
    return f"{name[:at]}-m{content[:8]}{name[at:]}"


def _free(name: str, what: str, files: dict[str, Path]) -> str:
    return name if name not in files else _marked(name, new_sha256(what.encode()).hexdigest())
