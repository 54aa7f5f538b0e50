"""Compute how long it takes to fetch what is left.

Hosts are asked side by side, each one request after the other. So the time is that of the slowest host, and outlets
that share a host wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.crawl.run_figures import OpenWork
from corpus.schedules import SHARE_IN_VAIN
from crawler.fetching.pace import host_key


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The seconds that requests for what is left take; `at_least`: more may follow that nobody knows of yet."""

    seconds: float = 0.0
    at_least: bool = False


def time_left(work: Iterable[OpenWork], paces: Mapping[str, float], default: float) -> TimeLeft:
    """Return the time for the work of one or more outlets.

    `paces` maps hosts (as `host_key` names them) to the seconds between the starts of two requests; `default` is for
    a host that was not asked yet. Each host is asked once more for its robots.txt. How many listings follow on an open
    one is not known, nor how many pages an article has of an outlet that has none stored: then it is a least time. So
    it is where more refused addresses are due than a run asks in vain; if the site gives them, it asks all.

    >>> time_left([OpenWork("https://x.id", articles=10, pages_each=3.0)], {"x.id": 2.0}, 2.5)
    TimeLeft(seconds=62.0, at_least=False)
    >>> time_left([OpenWork("https://x.id", revisits=10, pages_each=1.0, refused=3)], {"x.id": 2.0}, 2.5)
    TimeLeft(seconds=26.0, at_least=True)
    """
    requests: dict[str, float] = {}
    at_least = False
    for part in work:
        host = host_key(part.origin)
        pages = (part.articles + part.revisits) * (part.pages_each or 1.0) + part.parts + part.listings
        in_vain = min(part.refused, max(1, int(pages) // SHARE_IN_VAIN))
        pages += in_vain
        if pages:
            requests[host] = requests.get(host, 1.0) + pages
        unknown = part.articles > 0 and part.pages_each is None
        at_least = at_least or part.listings > 0 or unknown or part.refused > in_vain
    seconds = max((number * paces.get(host, default) for host, number in requests.items()), default=0.0)
    return TimeLeft(seconds, at_least)


def time_in_words(left: TimeLeft) -> str:
    """The time in the unit that suits it.

    >>> [time_in_words(TimeLeft(s)) for s in (0.2, 89, 91, 5400, 200000)]
    ['about 1 second', 'about 89 seconds', 'about 2 minutes', 'about 90 minutes', 'about 56 hours']
    >>> time_in_words(TimeLeft(4000, at_least=True))
    'at least 67 minutes'
    """
    units = (("second", 1, 90), ("minute", 60, 120), ("hour", 3600, None))
    unit, size = next((unit, size) for unit, size, most in units if most is None or left.seconds < most * size)
    number = max(1, round(left.seconds / size))
    return f"{'at least' if left.at_least else 'about'} {number} {unit}{'s' if number > 1 else ''}"
