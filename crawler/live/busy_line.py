"""A line on the terminal while a command works in silence (`showing`): what is done, how much, how long it may take.

It appears where nothing was printed for two seconds, is drawn in place, and goes before anything else is printed. Where
stderr is no terminal, nothing is shown.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Count = Callable[[], tuple[int, int | None]]
"""Gives how much is done, and of how much; None where that is not known."""
AFTER = 2.0  # seconds of silence
EVERY = 0.5  # seconds between two drawings
LEAST_SHARE, LEAST_SECONDS = 0.03, 5.0  # of the work, before the time that is left can be estimated
CLEAR = "\r\x1b[K"


class BusyLine:
    """The line on one terminal; `words` name the command. `tick` draws it, and a thread of its own calls that."""

    def __init__(self, stream: TextIO, words: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream = stream
        self.words = words
        self.clock = clock
        self._lock = threading.RLock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._begun = self._last = clock()
        self._shown = False
        self._mid_line = False  # the last output did not end its line: a prompt
        self._pauses = 0
        self._task: tuple[str, Count | None, str, float] = ("", None, "", self._begun)

    def start(self) -> None:
        """Draw from now on."""
        self._thread = threading.Thread(target=self._run, name="busy line", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Clear the line, and draw no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        with self._lock:
            self._clear()

    @contextmanager
    def around(self, stream: TextIO, text: str) -> Iterator[None]:
        """Let the block write this text into a stream; the line is cleared before it, if that is a terminal, too.

        Once something is written into a pipe, no line is drawn any more: a pager may show the terminal's lines now.
        """
        if not stream.isatty():
            if _is_pipe(stream):
                with self._lock:
                    self._clear()
                    self._pauses += 1
            yield
            return
        with self._lock:
            self._clear()
            yield
            self._last = self.clock()
            self._mid_line = bool(text) and not text.endswith("\n")

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Draw nothing while the block draws, or waits for an answer, itself."""
        with self._lock:
            self._clear()
            self._pauses += 1
        try:
            yield
        finally:
            with self._lock:
                self._pauses -= 1
                self._last, self._mid_line = self.clock(), False

    @contextmanager
    def task(self, words: str, count: Count | None, noun: str) -> Iterator[None]:
        """Name the work of the block in the line."""
        before = self._task
        self._task = (words, count, noun, self.clock())
        try:
            yield
        finally:
            self._task = before

    def tick(self) -> None:
        """Draw the line if it is time for it."""
        with self._lock:
            if self._pauses or self._mid_line or self.clock() - self._last < AFTER:
                return
            self.stream.write(CLEAR + self.text()[: _columns(self.stream) - 1])
            self.stream.flush()
            self._shown = True

    def text(self) -> str:
        """The line as it is now, as "refine: refining 120 of 20,000 pages, 12 s, about 3 minutes left"."""
        words, count, noun, begun = self._task
        seconds = self.clock() - begun
        amount = left = ""
        try:
            done, every = count() if count else (0, None)
        except RuntimeError:  # a dictionary grew while it was added up; the next drawing has the number
            done, every = 0, None
        if done:
            amount = f" {done:,}" + (f" of {every:,}" if every else "") + f" {noun}"
            left = _left(done, every, seconds)
        return f"... {self.words}: {words or 'working'}{amount}, {seconds_in_words(seconds)}{left}"

    def _clear(self) -> None:
        if self._shown:
            self.stream.write(CLEAR)
            self.stream.flush()
            self._shown = False

    def _run(self) -> None:
        while not self._ended.wait(EVERY):
            try:
                self.tick()
            except (OSError, ValueError):  # the terminal has gone
                return


_current: list[BusyLine] = []


@contextmanager
def showing(stream: TextIO, words: str) -> Iterator[BusyLine | None]:
    """Show the busy line while the block runs, if the stream is a terminal that can clear a line."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    line = BusyLine(stream, words)
    _current.append(line)
    line.start()
    try:
        yield line
    finally:
        _current.remove(line)
        line.stop()


@contextmanager
def working(words: str, count: Count | None = None, noun: str = "") -> Iterator[None]:
    """Name the block's work in the busy line, if there is one; `count` is asked each time that it is drawn."""
    if not _current:
        yield
        return
    with _current[-1].task(words, count, noun):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Draw no busy line while the block draws itself, or asks the user something."""
    if not _current:
        yield
        return
    with _current[-1].pause():
        yield


def _left(done: int, every: int | None, seconds: float) -> str:
    """The time that is left, in words; nothing where too little is done to tell."""
    if not every or done >= every or seconds < LEAST_SECONDS or done < every * LEAST_SHARE:
        return ""
    return f", about {seconds_in_words(seconds * (every - done) / done)} left"


def seconds_in_words(seconds: float) -> str:
    """Seconds in the unit that suits them.

    >>> [seconds_in_words(s) for s in (0.4, 59, 61, 600, 9000)]
    ['0 s', '59 s', '1 min 1 s', '10 min', '2 h 30 min']
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 10:
        return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _is_pipe(stream: TextIO) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
