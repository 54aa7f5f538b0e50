"""Measure what comparing a corpus's schema costs an opening (CPU time): python benchmarks/opening.py."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from corpus.file.schema_parts import SchemaDifferences
from corpus.store import Corpus

OPENINGS = 60
ROUNDS = 8


def milliseconds(path: Path, number: int, *, read_only: bool) -> float:
    """CPU time of one opening and closing."""
    began = time.process_time()
    for _ in range(number):
        Corpus(path, read_only=read_only).close()
    return (time.process_time() - began) / number * 1000


def main() -> None:
    """Print the first opening of a process, then the least of the rounds with and without the comparison."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kliping.db"
        Corpus(path).close()
        for read_only in (True, False):
            compared, bare = [], []
            for _ in range(ROUNDS):
                compared.append(milliseconds(path, OPENINGS, read_only=read_only))
                with patch("corpus.file.opening.schema_differences", lambda *_: SchemaDifferences()):
                    bare.append(milliseconds(path, OPENINGS, read_only=read_only))
            what = "reading" if read_only else "writing"
            print(f"{what}: {min(compared):.2f} ms with the comparison, {min(bare):.2f} ms without")


if __name__ == "__main__":
    main()
