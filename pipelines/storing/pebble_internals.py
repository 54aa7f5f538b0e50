"""Private parts of pebble (seen in 5.2.3), each with what it is for; tests/test_private_parts.py holds them."""

from __future__ import annotations

import contextlib

from pebble import CONSTS, ProcessPool


def set_grace(seconds: float) -> None:
    """Give workers so long to end by themselves before they are killed (`CONSTS.term_timeout`)."""
    CONSTS.term_timeout = seconds


def locks_of(pool: ProcessPool) -> tuple[object, ...]:
    """The locks of the pool's pipe; empty where a newer pebble has them elsewhere.

    The pool drops them before it ends its workers, and they go with the last reference. A worker that is still
    starting would not find them, and say so in a traceback (`_pool_manager.worker_manager.workers_channel.mutex`).
    """
    with contextlib.suppress(AttributeError):
        mutex = pool._pool_manager.worker_manager.workers_channel.mutex  # type: ignore[union-attr]
        return mutex.reader_mutex, mutex.writer_mutex
    return ()
