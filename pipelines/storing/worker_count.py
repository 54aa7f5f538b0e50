"""How many processes refine pages: `--workers`, else KLIPING_WORKERS, else by the cores of the machine."""

from __future__ import annotations

import os

from corpus.errors import KlipingError
from corpus.messages.setting_messages import WORKERS_NO_NUMBER, WORKERS_SETTING_NO_NUMBER

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
        raise KlipingError(WORKERS_NO_NUMBER(text=text, most=MOST_WORKERS))
    return number


def workers_by_default() -> int:
    """Return the number of workers where none is given: KLIPING_WORKERS, else by cores. Raises KlipingError."""
    text = os.environ.get(WORKERS) or "auto"
    try:
        return parse_workers(text)
    except KlipingError as error:
        raise KlipingError(WORKERS_SETTING_NO_NUMBER(variable=WORKERS, text=text, most=MOST_WORKERS)) from error


def workers_by_cores() -> int:
    """Return as many workers as this process may use cores, at most 4."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        cores = os.cpu_count() or 1
    return min(MOST_BY_ITSELF, cores)
