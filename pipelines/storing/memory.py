"""Give memory that is free in this process back to the system."""

from __future__ import annotations

import contextlib
import ctypes


def give_memory_back() -> None:
    """Return what the allocator holds free to the system, where it can: it would keep what the largest page needed."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # only glibc can
        ctypes.CDLL(None).malloc_trim(0)
