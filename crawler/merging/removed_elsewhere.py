"""Take out of an input what another one removed (`without_removed`): from a copy of it, with a copy of its archive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.crawl.runs import newest_run
from corpus.erasure.returned import trace_returned
from corpus.erasure.trace import trace
from corpus.file.copying import copy_database
from corpus.file.rights import PRIVATE_FILE, make_folder
from corpus.merging.merge_inputs import MergeInput
from corpus.merging.removed_here import (
    HeldRemoval,
    Tombstones,
    earliest,
    held_removals,
    marks_made,
    take_back_runs,
    tombstones_of,
)
from corpus.store import Corpus
from crawler.archive.segment_files import own_segments
from crawler.archive.wholeness import refuse_missing
from crawler.erasure.removal import Removal
from spiders.loader import Outlets


def without_removed(
    inputs: Sequence[MergeInput], folder: Path, outlets: Outlets, say: Callable[[str], None]
) -> tuple[list[MergeInput], dict[str, int]]:
    """Return the inputs, each that holds what another one removed replaced by a copy without it; and how many of each.

    Copies are made below `folder`. Raises KlipingError where an archive does not hold all its pages: then nobody can
    tell what is left in it.
    """
    stones = {one: tombstones_of(one) for one in inputs}
    cleaned: list[MergeInput] = []
    numbers: dict[str, int] = {}
    for place, one in enumerate(inputs):
        others = earliest(stones[other] for other in inputs if other != one)
        with Corpus(one.path, read_only=True) as corpus:
            held = held_removals(corpus, others) if others else []
            archive = corpus.archive_dir() if held else None
            if held:
                refuse_missing(corpus)
        if archive is None:
            cleaned.append(one)
            continue
        numbers[one.name] = len(held)
        copy = _copied(one, archive, folder / f"input-{place}")
        _take_out(copy, held, stones[one], outlets, say)
        cleaned.append(replace(one, path=copy))
    return cleaned, numbers


def _copied(one: MergeInput, archive: Path, folder: Path) -> Path:
    """Copy the corpus and its archive; a segment is linked where the file system can, since none is ever changed."""
    make_folder(folder, PRIVATE_FILE)
    copy = folder / one.path.name
    copy_database(one.path, copy, rights=PRIVATE_FILE)
    there = folder / "archive"
    make_folder(there, PRIVATE_FILE)
    for segment in own_segments(archive):
        try:
            os.link(segment, there / segment.name, follow_symlinks=False)
        except OSError:
            shutil.copyfile(segment, there / segment.name, follow_symlinks=False)
    with Corpus(copy) as corpus, corpus.transaction():
        corpus.put_archive_dir(there)
    return copy


def _take_out(
    copy: Path, held: Sequence[HeldRemoval], own: Tombstones, outlets: Outlets, say: Callable[[str], None]
) -> None:
    with Corpus(copy) as corpus:
        removal = Removal(corpus, outlets, say)
        newest = newest_run(corpus)
        stones: dict[str, tuple[str, str]] = {}
        for one in held:
            before = marks_made(corpus)
            if one.article_id is not None:
                what = trace(corpus, one.article_id)
            else:
                assert one.row_id is not None
                what = trace_returned(corpus, one.row_id, None)
            removal.take_out(what, one.reason)
            stones |= dict.fromkeys(marks_made(corpus) - before, (one.removed_at, one.reason))
        take_back_runs(corpus, newest, own, stones)
