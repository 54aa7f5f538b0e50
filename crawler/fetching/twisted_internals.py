"""Private parts of Twisted (seen in 26.10.0), each with what it is for; tests/test_private_parts.py holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, Request
from twisted.web.client import HTTPConnectionPool

__all__ = [
    "HTTP11ClientProtocol",
    "Request",
    "causes",
    "give_up",
    "is_in_head",
    "quiescent_callback",
    "set_protocol_factory",
]


def set_protocol_factory(pool: HTTPConnectionPool, factory: Any) -> None:
    """Have the pool make its connections by this factory (`HTTPConnectionPool._factory`)."""
    pool._factory = factory


def quiescent_callback(factory: Any) -> Callable[[HTTP11ClientProtocol], Deferred[None]]:
    """What a new connection calls when it is free again (`_HTTP11ClientFactory._quiescentCallback`)."""
    callback: Callable[[HTTP11ClientProtocol], Deferred[None]] = factory._quiescentCallback
    return callback


def is_in_head(protocol: HTTP11ClientProtocol) -> bool:
    """True while the status line and the header lines of an answer come (`HTTP11ClientProtocol._parser.state`)."""
    return protocol._parser is not None and protocol._parser.state in {STATUS, HEADER}


def give_up(protocol: HTTP11ClientProtocol, error: Exception) -> None:
    """End the connection, and the request with this error (`HTTP11ClientProtocol._giveUp`)."""
    protocol._giveUp(Failure(error))  # type: ignore[no-untyped-call]


def causes(error: BaseException | None) -> Sequence[Any]:
    """The failures behind an answer that never came (`ResponseNeverReceived.reasons`); empty for other errors."""
    reasons: Sequence[Any] = getattr(error, "reasons", ())
    return reasons
