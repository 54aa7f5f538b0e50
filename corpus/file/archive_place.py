"""Decide where a corpus's archive is (`ArchivePlace.of`): inside the corpus's own folder, or where its user named it.

A corpus names its archive in `meta`. One from someone else could name any folder of this machine, so a place outside
the corpus's own folder is used only where the user named it; that answer is never in the corpus.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from corpus.characters import printable
from corpus.errors import ArchiveError
from corpus.messages.archive_messages import ARCHIVE_OUTSIDE, SEGMENT_NAME_STRANGE

SHOWN = 200  # characters of a recorded path in a sentence


class ArchiveOutsideError(ArchiveError):
    """A corpus whose archive is recorded outside its own folder, and was not named by the user."""


def _nobody(_corpus: Path, _recorded: str) -> Path | None:
    return None


class ArchivePlace:
    """The place of archives. `named` gives the folder that the user named for a corpus and its recorded path, or None.

    The command line puts the user's configuration there (`crawler.console.archive_question`).
    """

    named: ClassVar[Callable[[Path, str], Path | None]] = staticmethod(_nobody)
    here: ClassVar[dict[tuple[Path, str], Path]] = {}
    """What was named for this process alone, as for the corpus of a trial: (corpus, recorded path) -> folder."""

    @classmethod
    def of(cls, corpus: Path, recorded: str | None) -> Path:
        """Return the archive's folder; `recorded` is what the corpus says, None for "kliping-archive" beside it.

        Raises ArchiveOutsideError with a sentence.
        """
        text = recorded_text(corpus, recorded)
        if is_inside(corpus, text):
            return corpus.parent / text
        if named := cls.here.get((corpus, text)) or cls.named(corpus, text):
            return named
        shown = printable(text)[:SHOWN]
        raise ArchiveOutsideError(ARCHIVE_OUTSIDE(corpus=corpus, shown=shown))


def recorded_text(corpus: Path, recorded: str | None) -> str:
    """Return the archive's folder as the corpus records it; where it records none, that beside it."""
    return f"{corpus.stem}-archive" if recorded is None else recorded


def is_inside(corpus: Path, recorded: str) -> bool:
    """True if the path, links followed, is in the corpus's folder; `recorded` may be absolute or relative to it."""
    try:
        home = corpus.parent.resolve()
        return (home / recorded).resolve().is_relative_to(home)
    except (OSError, RuntimeError, ValueError):  # links in a circle, a name that is too long or holds a NUL
        return False


def is_plain_name(name: str) -> bool:
    """True for the name of a WARC file without any folder in it, as the archive's own segments have.

    >>> is_plain_name("kliping-20231120093000-00001-77.warc.gz"), is_plain_name("../curian.warc.gz")
    (True, False)
    """
    return (
        name.endswith((".warc", ".warc.gz"))
        and not name.startswith(".")
        and name.isprintable()
        and not any(letter in name for letter in "/\\:")
    )


def plain_segment(name: str) -> str:
    """Return the segment's name. Raises ArchiveError where it leads out of the archive's folder, as no name of ours."""
    if not is_plain_name(name):
        raise ArchiveError(SEGMENT_NAME_STRANGE(name=name[:200]))
    return name
