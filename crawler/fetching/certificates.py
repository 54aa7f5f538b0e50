"""Whose certificate is not checked? Nobody's, but for hosts that an outlet excepts in its own file, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from crawler.fetching.scrapy_internals import UncheckedContextFactory


class Exceptions(UncheckedContextFactory):
    """Scrapy's way to connect without a check, for the `excepted` hosts only; `tell` gets each that is asked, once.

    Every other host that the outlet is redirected to is left to `checking`, and so is the same host for another outlet.
    """

    def __init__(self, checking: Any, excepted: Collection[str], tell: Callable[[str], None]) -> None:
        super().__init__(verify_certificates=False)
        self._checking = checking
        self._excepted = frozenset(excepted)
        self._tell = tell
        self._told: set[str] = set()

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """What makes the connection to a host, asked for before each request."""
        host = hostname.decode("ascii").lower()
        if host not in self._excepted:
            return self._checking.creatorForNetloc(hostname, port)
        if host not in self._told:
            self._told.add(host)
            self._tell(host)
        return super().creatorForNetloc(hostname, port)
