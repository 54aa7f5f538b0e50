"""Ask Media Cloud through its package (`MediaCloud`): one page of stories at a time, faults as reasons of the ledger.

The package sleeps between requests and knows the service's own rate. Every answer is archived as it came, unpacked,
without the key. What was not seen yet, and what happens then: stories under another name, a list that is none, a page
whose token is the one it was asked with: `not_an_answer`.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from corpus.characters import printable
from corpus.errors import KlipingError
from corpus.messages.discovery_messages import NO_MEDIACLOUD_COLLECTION, NO_MEDIACLOUD_PACKAGE
from corpus.urls import split
from crawler.archive.writer import ArchiveWriter
from crawler.discovery.mediacloud_internals import media_cloud_client
from crawler.fetching.pace import LONGEST_PAUSE, read_retry_after
from crawler.fetching.wire import loopback_delay
from spiders.families.base import HOUSE_DELAY

MEDIA_CLOUD_API = "https://search.mediacloud.org/api"
MOST_A_MINUTE = 10  # the package's own upper bound; the service may ask for fewer
COUNTRY = "Indonesia"
COLLECTIONS = ("indonesia - national", "indonesia - state & local")
PAUSE = 60.0  # seconds after a 429 that names no time
TRIES = 3
SHOWN = 200  # characters of the service's own sentence


class ServiceError(Exception):
    """A request that gave no page of stories: the `reason` for the ledger, and the service's own `sentence`."""

    def __init__(self, reason: str, sentence: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.sentence = printable(" ".join(sentence.split()))[:SHOWN]


@dataclass(frozen=True, slots=True)
class MediaStory:
    """An entry of an answer: its address (any JSON value), title and day of publication, as Media Cloud has them."""

    url: object
    title: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A page of stories; `token` asks for the next one, None at the end."""

    stories: Sequence[MediaStory]
    token: str | None


class MediaCloud:
    """Media Cloud for one run. `requested_url` is the address of the last request, which has no key in it."""

    def __init__(self, key: str, agent: str, service: str, archive: ArchiveWriter) -> None:
        self.archive = archive
        self.requested_url = f"{service}/search/story-list"
        self.requests = 0
        self._status = 0
        self._retry_after: str | None = None
        delay = loopback_delay(service)
        self._scale = 1.0 if delay is None else delay / HOUSE_DELAY
        a_minute = MOST_A_MINUTE if not delay else max(1, int(MOST_A_MINUTE / self._scale))
        try:
            self._client = media_cloud_client(key, f"{service}/", agent, a_minute, self._see)
        except ImportError as error:
            raise KlipingError(NO_MEDIACLOUD_PACKAGE()) from error

    def collections(self) -> list[int]:
        """The collections of Indonesia's national and local media. Raises ServiceError or KlipingError."""
        answer = self._ask(lambda: self._client.collection_list(platform="online_news", name=COUNTRY, limit=100))
        rows = answer.get("results") if isinstance(answer, dict) else None
        if not isinstance(rows, list):
            raise ServiceError("not_an_answer")
        named = {str(row.get("name")).strip().lower(): row.get("id") for row in rows if isinstance(row, dict)}
        ids = [number for name in COLLECTIONS if isinstance(number := named.get(name), int)]
        if not ids:
            there = ", ".join(f"{name} ({number})" for name, number in list(named.items())[:10]) or "none"
            raise KlipingError(NO_MEDIACLOUD_COLLECTION(collections=COLLECTIONS, there=printable(there)))
        return ids

    def stories(
        self, question: str, first: date, last: date, collections: Sequence[int], token: str | None
    ) -> StoryPage:
        """One page of the stories of these days. Raises ServiceError."""
        answer = self._ask(
            lambda: self._client.story_list(
                question, first, last, collection_ids=list(collections), pagination_token=token
            )
        )
        try:
            stories, following = answer
            if (
                not isinstance(stories, list)
                or not isinstance(following, str | None)
                or (following and following == token)
            ):
                raise ServiceError("not_an_answer")
            return StoryPage([_story(entry) for entry in stories], following or None)
        except (TypeError, ValueError) as error:
            raise ServiceError("not_an_answer") from error

    def _ask(self, request: Callable[[], Any]) -> Any:
        """The answer to a request; one that asks for fewer requests is waited for, a few times."""
        for number in range(1, TRIES + 1):
            try:
                return self._answer(request)
            except ServiceError as error:
                wait = read_retry_after(self._retry_after, datetime.now(UTC))
                seconds = PAUSE * self._scale if wait is None else wait
                if error.reason != "http_429" or number == TRIES or seconds > LONGEST_PAUSE:
                    raise
                time.sleep(seconds)
        raise AssertionError

    def _answer(self, request: Callable[[], Any]) -> Any:
        from mediacloud.error import APIResponseError, MCException
        from requests.exceptions import RequestException

        self._status, self._retry_after = 0, None
        self.requests += 1
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # "New library version available": that is no reader's business
                return request()
        except APIResponseError as error:
            raise _refused(self._status, error.data) from error
        except RequestException as error:
            raise ServiceError(_reason_of(error)) from error
        except (MCException, UnicodeError) as error:
            raise ServiceError("question_refused", str(getattr(error, "message", error))) from error
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
        ) as error:  # it reads fields that are not there
            raise ServiceError("not_an_answer") from error

    def _see(self, answer: Any) -> None:
        """Archive an answer as it came, unpacked."""
        self._status, self._retry_after = answer.status_code, answer.headers.get("Retry-After")
        self.requested_url = answer.request.url
        headers = [(name, value) for name, value in answer.headers.items() if name.lower() != "content-encoding"]
        sent = list(answer.request.headers.items())
        self.archive.write(self.requested_url, self._status, headers, answer.content, datetime.now(UTC), sent)


def _refused(status: int, data: object) -> ServiceError:
    """The error for an answer that the package takes for none."""
    note = str(data.get("note") or data.get("detail") or "") if isinstance(data, dict) else ""
    if 200 <= status < 300:
        return ServiceError("not_an_answer")
    if status == 400:
        return ServiceError("question_refused", note)
    return ServiceError(f"http_{status}", "" if note.startswith(("bad JSON", "empty-response")) else note)


def _reason_of(error: Exception) -> str:
    """A fault of the line as a reason of the ledger."""
    from requests.exceptions import SSLError, Timeout

    if isinstance(error, SSLError):
        return "tls"
    if isinstance(error, Timeout):
        return "timeout"
    return "dns" if "NameResolution" in str(error) else "connection"


def _story(entry: Any) -> MediaStory:
    fields = entry if isinstance(entry, dict) else {}
    title, day = fields.get("title"), fields.get("publish_date")
    return MediaStory(fields.get("url"), title if isinstance(title, str) and title.strip() else None,
                 day if isinstance(day, date) else None)  # fmt: skip


def host_of_service(service: str) -> str:
    """The host that stands for the service among the outlets."""
    return split(service).hostname or service
