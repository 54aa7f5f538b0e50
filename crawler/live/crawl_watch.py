"""Show a running crawl on the terminal (`watching`): totals, time left, and the outlets at work."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from corpus.crawl.run_figures import OpenWork, open_work
from corpus.errors import KlipingError
from corpus.store import Corpus
from crawler.fetching.pace import host_key
from crawler.live.busy_line import seconds_in_words, undisturbed
from crawler.live.crawl_table import AtWork, crawl_view
from crawler.live.doors import behind, close_doors
from crawler.run.time_left import TimeLeft, time_in_words, time_left

if TYPE_CHECKING:
    from crawler.run.operation import Operation

UNKNOWN = "the time left is not known yet"
FOREVER = float("inf")
REFRESH = 0.5  # seconds
ESTIMATE = 3.0  # seconds between two counts of what is left, at least; it is counted for a twentieth of the time


class Watching:
    """A display on stderr that follows a running crawl; nothing where stderr is no terminal.

    It is drawn by a thread of its own, so it reads the corpus through a connection of its own.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.begun = monotonic()
        self.left = UNKNOWN
        self.open: dict[str, list[OpenWork]] = {}
        self._due = 0.0  # when what is left is counted again
        self._live: Any = None
        self._stack = ExitStack()
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live

            self._stack.enter_context(undisturbed())
            self._console = Console(file=behind(sys.stderr))
            self._live = Live(
                get_renderable=self._view,
                console=self._console,
                refresh_per_second=1 / REFRESH,
                transient=True,
                vertical_overflow="crop",
            )
            self._live.start()
            close_doors()  # rich has put streams of its own in the places of stdout and stderr

    def stop(self) -> None:
        """Clear the display."""
        if self._live is not None:
            self._live.stop()
        self._stack.close()

    def outlets(self) -> list[AtWork]:
        """The outlets as they are now."""
        stages = dict(self.operation.stages)
        counts = {outlet: dict(numbers) for outlet, numbers in dict(self.operation.counts).items()}
        resting = self.operation.pace.resting()
        return [
            AtWork(
                outlet,
                counts.get(outlet, {}),
                sum(part.articles for part in self.open.get(outlet, ())),
                self._state(outlet, stages.get(outlet, "done"), resting),
            )
            for outlet in {**stages, **counts}
        ]

    def estimate(self) -> None:
        """Count what is left, and how long that takes: the slowest host's requests, and the wait that it asked for."""
        pace = self.operation.pace
        with Corpus(self.operation.plan.corpus, read_only=True) as corpus:
            self.open = {
                outlet: [self._within_limits(outlet, part) for part in open_work(corpus, outlet, self.operation.run_id)]
                for outlet in dict(self.operation.stages)
            }
        by_host: dict[str, list[OpenWork]] = {}
        for part in (part for parts in self.open.values() for part in parts):
            by_host.setdefault(host_key(part.origin), []).append(part)
        paces, resting = pace.seconds_each(), pace.resting()
        times = {
            host: time_left(parts, paces, pace.delay) for host, parts in by_host.items() if resting.get(host) != FOREVER
        }
        at_least = "in line" in self.operation.stages.values() or any(time.at_least for time in times.values())
        seconds = max((time.seconds + resting.get(host, 0.0) for host, time in times.items()), default=0.0)
        if seconds:
            self.left = f"{time_in_words(TimeLeft(seconds, at_least))} left"
        else:
            self.left = "nearly done" if set(self.operation.stages.values()) == {"done"} else UNKNOWN

    def _within_limits(self, outlet: str, part: OpenWork) -> OpenWork:
        """The part of the work that this run does: its limit counts the articles that were requested before, too."""
        limit = self.operation.plan.limit
        if limit is None:
            return part
        room = max(0, limit - self.operation.counts[outlet]["asked"])
        return replace(part, articles=min(part.articles, room), listings=part.listings if room else 0)

    def _state(self, outlet: str, stage: str, resting: dict[str, float]) -> str:
        if stage != "at work":
            return stage
        for part in self.open.get(outlet, ()):
            if seconds := resting.get(host_key(part.origin)):
                return "given up" if seconds == FOREVER else f"waits {seconds:.0f} s"
        return "at work"

    def _view(self) -> Any:
        now = monotonic()
        if now >= self._due:
            with suppress(KlipingError, sqlite3.Error, RuntimeError):  # it changes just now; the next time has it
                self.estimate()
            self._due = monotonic() + max(ESTIMATE, 20 * (monotonic() - now))
        spent = f"{seconds_in_words(now - self.begun)} so far, {self.left}"
        size = self._console.size
        return crawl_view(self.outlets(), spent, columns=size.width, lines=size.height)


def watching(operation: Operation) -> Watching:
    """Begin to show a crawl."""
    return Watching(operation)
