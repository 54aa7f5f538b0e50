"""Set the pace of requests to each host, and pause or give up hosts that refuse or fail.

Outlets on the same host share its pace. A host that answers "later" (429, or Retry-After) is paused while others go
on. One that fails again and again, or asks for a longer wait than ours, is given up for this run: its rows stay open.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from corpus.urls import AddressRule, fold_host, split

MARGIN = 0.02  # of the delay, added to it: clocks run unlike, and the delay has to hold where the requests arrive
JITTER = 0.25  # of the delay, at most, added to it; a wait is never shorter than the delay and its margin
LONGEST_PAUSE = 300.0  # seconds; a site that asks for more is left for this run
FIRST_BACKOFF = 5.0  # seconds after a 429 or 503 that names no time; doubled each time
STRIKES = 5  # failures in a row, after which a host is given up
BLOCKS = 3  # pages in a row that are walls (captcha, consent, login); pages not yet judged of a host not known as well


class GivenUpError(Exception):
    """The host gets no more requests in this run; its requests wait for the next run."""


@dataclass(slots=True)
class Host:
    """What is known of a host in this run. Times are monotonic seconds; `answered_at` is that of the last answer.

    `delay` is the time between two requests; `site_delay` is what the site itself asks for (Crawl-delay), which not
    even a test on loopback may undercut. `unjudged` pages came and are still being refined; `well` is True while the
    last page judged was no wall.
    """

    delay: float
    site_delay: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    answered_at: float | None = None
    turns: int = 0
    busy: float = 0.0
    free_at: float = 0.0
    paused_until: float = 0.0
    strikes: int = 0
    blocks: int = 0
    well: bool = False
    unjudged: int = 0
    given_up: str | None = None


class Pace:
    """The hosts of a run. `delay` is the default between two requests to a host, in seconds.

    While `most_unjudged` pages are in work, no host is asked for more: memory stays bounded however fast sites are.
    `quiet` are the seconds since an earlier run may have asked any host: that counts as the first answer of each.
    `own_delays` are the longer delays of outlets, in seconds, each with the rule that says which hosts are its own.
    """

    def __init__(
        self,
        delay: float,
        *,
        most_unjudged: int = 1 << 30,
        quiet: float | None = None,
        own_delays: Sequence[tuple[AddressRule, float]] = (),
    ) -> None:
        self.delay = delay
        self._own_delays = own_delays
        self.most_unjudged = most_unjudged
        self.unjudged = 0
        self.hosts: dict[str, Host] = {}
        self._answered_before = None if quiet is None else monotonic() - quiet
        self._judged = asyncio.Event()

    def host(self, url: str) -> Host:
        """The state of the address's host."""
        return self.hosts.setdefault(host_key(url), Host(self.delay, answered_at=self._answered_before))

    def own_delay(self, url: str) -> float:
        """The delay in seconds that the outlet of the address's host asks for in its file; 0 for the usual one.

        It holds for whoever asks the host: another outlet's redirect, a further page, robots.txt.
        """
        site = f"https://{split(url).hostname or ''}/"  # without the path: a web archive's host is its own
        return max((delay for rule, delay in self._own_delays if rule.owns(site)), default=0.0)

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Host]:
        """Wait for the host's turn; yield the host and block others until the answer is in. Raises GivenUpError."""
        host = self.host(url)
        async with host.lock:
            while self._is_full(host) and not host.given_up:
                self._judged.clear()
                await self._judged.wait()
            while (wait := max(host.free_at, host.paused_until) - monotonic()) > 0 and not host.given_up:
                await asyncio.sleep(wait)
            if host.given_up:
                raise GivenUpError(f"{host_key(url)}: {host.given_up}")
            started = monotonic()
            try:
                yield host
            finally:
                host.answered_at = monotonic()
                host.turns += 1
                host.busy += host.answered_at - started
                delay = host.delay * (1 + random.uniform(MARGIN, JITTER))
                host.free_at = host.answered_at + max(host.site_delay * (1 + MARGIN), delay)

    def slow_down(self, url: str, delay: float, *, by_site: bool = False) -> None:
        """Make requests to the host no faster than this, nor than before. `by_site`: the site itself asks for it."""
        host = self.host(url)
        host.delay = max(host.delay, delay)
        if by_site:
            host.site_delay = max(host.site_delay, delay)
        if host.answered_at is not None:  # by another outlet, or its robots.txt: what comes next waits as long already
            host.free_at = max(host.free_at, host.answered_at + delay * (1 + MARGIN))

    def answered(self, url: str, status: int, retry_after: str | None, now: datetime) -> None:
        """Note an answer: pause the host where it asks for that, and count or clear its failures."""
        host = self.host(url)
        if status in {429, 503}:
            self._pause(host, status, retry_after, now)
        if status == 429 or status >= 500:
            self.failed(url, f"answered {status}")
        else:
            host.strikes = 0

    def failed(self, url: str, why: str) -> None:
        """Count a failure of the host; after too many in a row it is given up."""
        host = self.host(url)
        host.strikes += 1
        if host.strikes >= STRIKES:
            host.given_up = host.given_up or f"{host.strikes} failures in a row, the last: {why}"

    def blocked(self, url: str, wall: bool) -> None:
        """Count a page that was a wall, or clear the count; after some walls in a row the host is given up."""
        host = self.host(url)
        host.blocks, host.well = (host.blocks + 1, False) if wall else (0, True)
        if host.blocks >= BLOCKS:
            host.given_up = host.given_up or f"blocked: {host.blocks} walls in a row (captcha, consent or login)"

    @contextmanager
    def judging(self, url: str) -> Iterator[None]:
        """The context in which a page is refined; an unknown host gets few requests until its pages were judged."""
        host = self.host(url)
        host.unjudged += 1
        self.unjudged += 1
        try:
            yield
        finally:
            host.unjudged -= 1
            self.unjudged -= 1
            self._judged.set()

    def resting(self) -> dict[str, float]:
        """Hosts that are paused for more than a moment: seconds left; infinite for one that was given up."""
        now = monotonic()
        left = {key: float("inf") if h.given_up else h.paused_until - now for key, h in self.hosts.items()}
        return {key: seconds for key, seconds in left.items() if seconds > 0}

    def seconds_each(self) -> dict[str, float]:
        """The mean seconds from one request to the next of each host that was asked: its answer, and the wait."""
        return {key: host.busy / host.turns + _mean_wait(host) for key, host in self.hosts.items() if host.turns}

    def given_up(self) -> dict[str, str]:
        """Hosts that were given up, and why."""
        return {key: host.given_up for key, host in self.hosts.items() if host.given_up}

    def _is_full(self, host: Host) -> bool:
        """True while too many pages are in work to ask this host for another."""
        return self.unjudged >= self.most_unjudged or (not host.well and host.unjudged >= BLOCKS)

    def _pause(self, host: Host, status: int, retry_after: str | None, now: datetime) -> None:
        wait = read_retry_after(retry_after, now)
        seconds = wait if wait is not None else FIRST_BACKOFF * 2**host.strikes
        if wait is not None and wait > LONGEST_PAUSE:
            host.given_up = host.given_up or f"answered {status} and asks for a wait of {wait:.0f} s"
        host.paused_until = max(host.paused_until, monotonic() + min(seconds, LONGEST_PAUSE))


def _mean_wait(host: Host) -> float:
    return max(host.site_delay * (1 + MARGIN), host.delay * (1 + (MARGIN + JITTER) / 2))


def host_key(url: str) -> str:
    """The host that a budget belongs to: www., m. and amp. are the same one; another port is another.

    >>> host_key("https://www.bp2mi.go.id/x"), host_key("http://127.0.0.1:8099/")
    ('bp2mi.go.id', '127.0.0.1:8099')
    """
    parts = split(url)
    host = fold_host(parts.hostname or "")
    return f"{host}:{parts.port}" if parts.port not in {None, 80, 443} else host


def read_retry_after(text: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After asks for, in seconds or as a date; None where it says nothing readable.

    >>> read_retry_after("Fri, 01 Mar 2024 00:00:10 GMT", datetime(2024, 3, 1, tzinfo=UTC))
    10.0
    """
    if text is None or not text.strip():
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
