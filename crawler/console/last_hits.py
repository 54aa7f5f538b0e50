"""The numbers of the last search, so that `kliping show 3` finds its third hit.

They are kept in the user's own folder for state, a file a corpus: a search opens the corpus for reading only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from corpus.file.rights import PRIVATE_FILE, PRIVATE_FOLDER
from corpus.file.small_file import read_small
from corpus.file.whole import whole_file
from crawler.console.output import say


def keep_hits(corpus: Path, ids: Sequence[int]) -> None:
    """Store the ids in the order they were printed. If they can't be written, print a message and continue."""
    path = _path(corpus)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with whole_file(path, sync=False, rights=PRIVATE_FILE) as file:
            json.dump(list(ids), file)
    except OSError as error:
        say(f"(The numbers of the hits can't be stored ({error.strerror}); use the ids in `kliping show`.)")


def last_hits(corpus: Path) -> list[int]:
    """The ids of the last search in this corpus; none where there was no search."""
    try:
        ids = json.loads(read_small(_path(corpus)))
    except (OSError, ValueError):
        return []
    return [i for i in ids if isinstance(i, int)] if isinstance(ids, list) else []


def _path(corpus: Path) -> Path:
    from platformdirs import user_state_dir

    name = hashlib.sha256(str(corpus.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(user_state_dir("kliping", appauthor=False)) / "hits" / f"{name}.json"
