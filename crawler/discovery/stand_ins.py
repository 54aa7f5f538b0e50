"""Let a test name a stand-in for a service (`service_address`), on this machine only."""

from __future__ import annotations

import os

from corpus.errors import KlipingError
from corpus.messages.discovery_messages import STAND_IN_NOT_HERE
from corpus.urls import split
from crawler.fetching.wire import is_loopback


def service_address(variable: str, usual: str) -> str:
    """Return the address that the environment names, or the usual one. Raises KlipingError for another machine's."""
    named = os.environ.get(variable)
    if not named:
        return usual
    if not is_loopback(split(named).hostname or ""):
        raise KlipingError(STAND_IN_NOT_HERE(variable=variable, address=named))
    return named.rstrip("/")
