"""The files of a drafted outlet: none is overwritten, and none is left behind where one can't be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.characters import json_text
from corpus.errors import KlipingError
from corpus.messages.outlet_messages import DRAFT_EXISTS, DRAFT_NOT_WRITABLE
from crawler.scouting.scaffold import Draft


def files_of(folder: Path, name: str) -> tuple[Path, Path, Path]:
    """The files of an outlet: itself, its page and the golden. Raises KlipingError where one of them is there."""
    files = (folder / f"{name}.py", folder / "pages" / f"{name}.html", folder / "pages" / f"{name}.json")
    for path in files:
        if path.exists() or path.is_symlink():
            raise KlipingError(DRAFT_EXISTS(path=path))
    return files


def write_draft(folder: Path, made: Draft, page: bytes, golden: Mapping[str, Any]) -> list[Path]:
    """Write the outlet's file, its page and the golden. Raises KlipingError where one is there or can't be written."""
    files = files_of(folder, made.name)
    contents = (made.text.encode(), page, json_text(golden, indent=2, default=str).encode())
    written: list[Path] = []
    try:
        (folder / "pages").mkdir(parents=True, exist_ok=True)
        for path, content in zip(reversed(files), reversed(contents), strict=True):
            with path.open("xb") as file:  # nothing is overwritten
                written.append(path)
                file.write(content)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise KlipingError(DRAFT_NOT_WRITABLE(folder=folder, reason=error.strerror)) from error
    return list(files)
