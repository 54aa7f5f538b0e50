"""A search for bytes in the files of a database, by a process of its own (`bytes_in_file`).

No file that SQLite has open may be opened and closed by this process: that would drop its locks (corpus.file.opening).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from corpus.errors import CorpusError
from corpus.messages.removal_messages import CORPUS_NOT_SEARCHED

_SEARCH = """
import json, mmap, sys
needles = [bytes.fromhex(needle) for needle in json.load(sys.stdin)]
with open(sys.argv[1], "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
    json.dump([needle.hex() for needle in needles if data.find(needle) >= 0], sys.stdout)
"""


def bytes_in_file(path: Path, needles: Collection[bytes]) -> set[bytes]:
    """Return those of the needles that stand somewhere in the file. Raises CorpusError if it can't be read."""
    if path.stat().st_size == 0:
        return set()
    done = subprocess.run(  # noqa: S603 - this Python, and a script of our own
        [sys.executable, "-I", "-S", "-c", _SEARCH, str(path)],
        input=json.dumps([needle.hex() for needle in needles]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or [f"the search ended with {done.returncode}"])[-1]
        raise CorpusError(CORPUS_NOT_SEARCHED(path=path, reason=why))
    return {bytes.fromhex(needle) for needle in json.loads(done.stdout)}
