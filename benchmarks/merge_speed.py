"""Merge two corpora of so many articles that share half of them: `python benchmarks/merge_speed.py FOLDER [NUMBER]`.

It makes A.db and B.db in the folder (benchmarks/growth_corpus.py) where they are not there yet, merges them, and prints
CPU seconds, the largest memory, and sizes. Nine in ten of the shared articles are the same in both; the rest differ.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from growth_corpus import fill

from corpus.file.checksums import create_sums
from corpus.integrity.soundness import keep_counts
from corpus.store import Corpus

RENAMED = (
    "UPDATE articles SET key = key || '-b', url = url || '-b' WHERE (id >> 20) % 2",
    "UPDATE article_ids SET key = key || '-b' WHERE (id >> 20) % 2",
    """UPDATE frontier SET article_key = article_key || '-b'
    WHERE article_key IN (SELECT substr(key, 1, length(key) - 2) FROM articles WHERE key LIKE '%-b')""",
    "UPDATE frontier SET key = key || '-b', url = url || '-b' WHERE kind = 'article' AND article_key LIKE '%-b'",
    "UPDATE captures SET url = url || '-b' WHERE frontier_id IN (SELECT id FROM frontier WHERE article_key LIKE '%-b')",
    "UPDATE articles SET title = title || ' (baru)' WHERE (id >> 20) % 20 = 0",
    "UPDATE runs SET started_at = substr(started_at, 1, 11) || '02:00:07+00:00'",
    "UPDATE captures SET fetched_at = substr(fetched_at, 1, 11) || '03:30:07+00:00'",
    "UPDATE versions SET captured_at = substr(captured_at, 1, 11) || '03:30:07+00:00'",
)


def main() -> None:
    """Make the corpora, merge them as a user does, and print what it took."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("A", "B"):
        _make(folder / name / "kliping.db", number, other=name == "B")
    target = folder / "C.db"
    began = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["kliping", "merge", str(folder / "A/kliping.db"), str(folder / "B/kliping.db"), "-o", str(target), "--force"],
        check=True,
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - began[1].ru_utime - began[1].ru_stime
    size = target.stat().st_size
    print(f"merge of 2 x {number:,}: {seconds:.1f} s CPU, {used.ru_maxrss / 1024:.0f} MiB, {size:,} bytes")


def _make(path: Path, number: int, *, other: bool) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with Corpus(path) as corpus:
        fill(corpus, number, archive=True)
        if other:
            with corpus.transaction() as sql:
                sql.execute("PRAGMA defer_foreign_keys = ON")
                for statement in RENAMED:
                    sql.execute(statement)
        with corpus.transaction() as sql:
            create_sums(sql)
        keep_counts(corpus)


if __name__ == "__main__":
    main()
