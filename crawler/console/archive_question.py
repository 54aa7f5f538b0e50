"""Look up, or ask on a terminal, whether an archive outside its corpus's folder is to be used."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from crawler.config import keep_archive, named_archive
from crawler.console.output import one_line, say
from crawler.live.busy_line import undisturbed


def answered_archive(corpus: Path, recorded: str) -> Path | None:
    """Return the folder that the user named for this corpus and the path it records; a terminal is asked once."""
    if known := named_archive(corpus, recorded):
        return known
    folder = corpus.parent / recorded
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or not _is_folder(folder):
        return None
    say(f"{corpus} keeps its archive outside its own folder, in {one_line(folder)}.")
    with undisturbed():
        agreed = click.confirm("Is that folder yours, and should it be used?", err=True)
    if not agreed:
        return None
    keep_archive(corpus, recorded, folder)
    return folder


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
