"""Give a corpus and its archive to a group (`share`): its members may then read and write both."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from corpus.errors import CorpusError
from corpus.file.opening import COMPANIONS
from corpus.file.rights import SHARED_FILE
from corpus.messages.archive_messages import RIGHTS_NOT_CHANGED
from crawler.archive.segment_files import own_segments


def share(corpus: Path, archive: Path) -> None:
    """Set the rights of the corpus, of what stands beside it and of its archive to those of a group's (0660, 0770).

    A folder's setgid bit stays. Raises CorpusError where a file belongs to someone else.
    """
    if os.name != "posix":
        return
    files = [corpus, *(corpus.with_name(corpus.name + end) for end in COMPANIONS), *own_segments(archive)]
    try:
        for path in filter(Path.is_file, files):
            if stat.S_IMODE(path.stat().st_mode) & 0o777 != SHARED_FILE:
                path.chmod(SHARED_FILE)
        if archive.is_dir() and stat.S_IMODE(archive.stat().st_mode) & 0o777 != 0o770:
            archive.chmod(stat.S_IMODE(archive.stat().st_mode) & ~0o777 | 0o770)
    except OSError as error:
        raise CorpusError(RIGHTS_NOT_CHANGED(path=error.filename, reason=error.strerror)) from error
