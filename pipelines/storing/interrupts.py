"""Hold Ctrl-C and SIGTERM back while threads share locks, until a moment at which it is safe to stop.

Python raises KeyboardInterrupt between any two steps of the main thread, also between taking a lock and noting that
it must be given back. Such a lock is never free again, and a program that ends its threads in order then waits for
ever. A pool of workers has a queue and a future with such a lock for every page.
"""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType
from typing import Any

from corpus.exits import Exit

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PYTHONS_OWN = (signal.default_int_handler, signal.SIG_DFL)


class Interrupts:
    """Handles both signals until `close`: `raise_if_interrupted` obeys the first, the second ends the program at once.

    Where another part of the program handles a signal (the reactor of a crawl), or the shell has it ignored, and in
    other threads than the main one, it takes nothing over.
    """

    def __init__(self) -> None:
        self._came = False
        self._before: dict[signal.Signals, Any] = {}
        if threading.current_thread() is threading.main_thread():
            before = {number: signal.getsignal(number) for number in SIGNALS}
            self._before = {number: handler for number, handler in before.items() if handler in _PYTHONS_OWN}
        for number in self._before:
            signal.signal(number, self._take)

    def raise_if_interrupted(self) -> None:
        """Raise KeyboardInterrupt if a signal came."""
        if self._came:
            raise KeyboardInterrupt

    def close(self) -> None:
        """Give the signals back to those who had them before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        if self._came:
            os.write(2, b"kliping: interrupted\n")
            os._exit(Exit.INTERRUPTED)  # nothing acknowledged is lost, and the workers see that their parent is gone
        self._came = True
