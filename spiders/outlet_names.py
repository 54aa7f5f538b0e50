"""The outlets' slugs and the names of ways in, read from folders and source text: no spider is imported.

A mistyped name is refused in a moment; the spiders themselves need Scrapy, which takes a second to import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import KlipingError
from corpus.messages.outlet_messages import NO_FOLDER_OF_OUTLETS

SHIPPED_FOLDER = Path(__file__).parent / "outlets"
FAMILIES_FOLDER = Path(__file__).parent / "families"
MODULES = "[!_]*.py"
WAY = re.compile(r"^    (?:async )?def begin_(\w+)", re.MULTILINE)  # "    def begin_search(self) -> Iterator[Request]:"
# An outlet names its lists of JSON itself: '    ways = ("json_index", "feed")'
USED = re.compile(r"^    (?:ways|ladder)\b[^=\n]*= \(([^)]*)\)", re.MULTILINE)
NAME = re.compile(r"[\"'](\w+)[\"']")
NO_WAYS = frozenset({"walk", "way"})  # the bases' own methods


def outlet_slugs(folders: Sequence[Path] = ()) -> list[str]:
    """The slugs of the shipped outlets and of those in these folders, which spiders.loader.outlets would load.

    Raises KlipingError where a folder is none.
    """
    shipped = sorted(path.stem for path in SHIPPED_FOLDER.glob(MODULES))
    return [*shipped, *(path.stem for folder in folders for path in outlet_files(folder))]


def outlet_files(folder: Path) -> list[Path]:
    """The Python files of a user's folder of outlets, by name. Raises KlipingError where it is no folder."""
    if not folder.is_dir():
        raise KlipingError(NO_FOLDER_OF_OUTLETS(folder=folder))
    return sorted(folder.glob(MODULES))


def way_names(folders: Sequence[Path] = ()) -> list[str]:
    """The names of all ways in that a family, a shipped outlet, or an outlet in these folders, defines or uses."""
    folders_of_ours = (FAMILIES_FOLDER, SHIPPED_FOLDER)
    shipped = [path for folder in folders_of_ours for path in folder.glob(MODULES)]
    files = [*shipped, *(path for folder in folders for path in outlet_files(folder))]
    return sorted({way for path in files for way in _ways(path)} - NO_WAYS)


def _ways(path: Path) -> Iterator[str]:
    """Yield the names of ways in that a source file defines or uses."""
    text = path.read_text(encoding="utf-8", errors="replace")
    yield from (match[1] for match in WAY.finditer(text))
    yield from (name for used in USED.finditer(text) for name in NAME.findall(used[1]))
