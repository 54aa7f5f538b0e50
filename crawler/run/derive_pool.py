"""A process per core that derives rows from articles (`derive_pool`). Each ends with the process that started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pebble import ProcessPool

from corpus.article_words import ArticleWords
from corpus.deriving.batches import Each
from corpus.exits import Exit
from pipelines.storing.worker_count import workers_by_default
from pipelines.storing.workers import default_start_method

AT_ONCE = 25  # articles that a process is given at a time


@contextmanager
def derive_pool(workers: int | None) -> Iterator[Each]:
    """Let the block derive in so many processes (None: as by default; 1: in this one)."""
    number = workers or workers_by_default()
    if number == 1:
        yield map
        return
    context = multiprocessing.get_context(default_start_method())
    pool = ProcessPool(max_workers=number, initializer=_prepare, context=context)

    def each(work: Callable[[ArticleWords], Any], articles: Sequence[ArticleWords]) -> Iterable[Any]:
        return list(pool.map(work, articles, chunksize=AT_ONCE).result())

    try:
        yield each
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _prepare() -> None:
    """In a new process: leave Ctrl-C to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(Exit.FAULT)
