"""How many processes refine pages: `--workers`, else KLIPING_WORKERS, else by the cores of the machine."""

from __future__ import annotations

import os

from corpus.errors import KlipingError

WORKERS = "KLIPING_WORKERS"  # in the environment: what `--workers` is where it is not given
MOST_WORKERS = 16  # a writer can't store what more of them read; each holds some 100 MB
MOST_BY_ITSELF = 4  # workers that "auto" starts, at most


def parse_workers(text: str) -> int:
    """Return a number of workers as a user writes it: 1 to 16, or "auto". Raises KlipingError with what is allowed.

    >>> parse_workers("3")
    3
    """
    text = text.strip()
    if text.lower() == "auto":
        return workers_by_cores()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_WORKERS)) else 0
    if not 1 <= number <= MOST_WORKERS:
        raise KlipingError(f"{text!r} should be a number from 1 to {MOST_WORKERS}, or auto, as in --workers 2")
    return number


def workers_by_default() -> int:
    """Return the number of workers where none is given: KLIPING_WORKERS, else by cores. Raises KlipingError."""
    text = os.environ.get(WORKERS) or "auto"
    try:
        return parse_workers(text)
    except KlipingError as error:
        raise KlipingError(
            f"{WORKERS} is {text!r}; it should be a number from 1 to {MOST_WORKERS}, or auto, as for --workers"
        ) from error


def workers_by_cores() -> int:
    """Return as many workers as this process may use cores, at most 4."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        cores = os.cpu_count() or 1
    return min(MOST_BY_ITSELF, cores)
