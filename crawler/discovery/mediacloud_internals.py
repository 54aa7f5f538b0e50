"""The private parts of mediacloud (seen in 5.2.0) that are used: the session of its requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def media_cloud_client(key: str, service: str, agent: str, per_minute: int, see: Callable[[Any], None]) -> Any:
    """Return a client of Media Cloud's search and directory; `see` gets each answer (requests.Response) as it came.

    `service` is the address of the API with a slash at its end, `per_minute` the most requests a minute; the service's
    own rate holds where it is lower. The session does not wait after a 429: who asks does. Raises ImportError where the
    package is not installed.
    """
    from mediacloud.api import DirectoryApi, SearchApi

    class Client(SearchApi, DirectoryApi):  # type: ignore[misc]
        """One client, so that one pace holds for all requests."""

        BASE_API_URL = service
        USER_AGENT_STRING = agent
        RATE_LIMIT_PER_MINUTE = per_minute

        def _make_session(self) -> None:
            super()._make_session()
            self._session.limit_statuses = set()
            self._session.hooks["response"].append(lambda answer, *_args, **_kwargs: see(answer))

    return Client(key)
