"""Connect without checking certificates, only for the hosts that an outlet excepts in its own file with a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from crawler.fetching.scrapy_internals import UncheckedContextFactory


class Exceptions(UncheckedContextFactory):
    """Scrapy's way to connect without a check, for the `excepted` hosts only; `report` gets each of them once.

    Every other host that the outlet is redirected to is left to `checking`, and so is the same host for another outlet.
    """

    def __init__(self, checking: Any, excepted: Collection[str], report: Callable[[str], None]) -> None:
        super().__init__(verify_certificates=False)
        self._checking = checking
        self._excepted = frozenset(excepted)
        self._report = report
        self._reported: set[str] = set()

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """The object that makes the TLS connection to a host; Scrapy asks for it before each request."""
        host = hostname.decode("ascii").lower()
        if host not in self._excepted:
            return self._checking.creatorForNetloc(hostname, port)
        if host not in self._reported:
            self._reported.add(host)
            self._report(host)
        return super().creatorForNetloc(hostname, port)
