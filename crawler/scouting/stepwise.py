"""A spider that asks one address after the other, and stops at once where the site refuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from corpus.reasons import ReasonKind, reason_is, reason_meaning
from corpus.urls import join, split
from crawler.scouting.probed import Probed
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed, refuses
from spiders.parsing.rest_answers import error_in, is_error
from spiders.parsing.walls import is_wall

MOST_LISTINGS = 30  # addresses that are asked, besides the articles that are tried
MOST_SAMPLES = 3  # articles that are tried, until one is read as one
MOST_REQUESTS = MOST_LISTINGS + MOST_SAMPLES  # besides the robots.txt that is read before all else
REST_STEP = "REST"

logger = logging.getLogger(__name__)
LookSteps = Generator[Request, Response | None, Any]
"""A part of the look: it yields requests, and gets the answer to each, or None where none came."""


class WalledError(Exception):
    """The site answered with a wall: nothing more is asked."""


class StepwiseSpider(OutletSpider):
    """Asks for what its generator `steps` yields, one by one. What it meets is in `probed`."""

    probed: ClassVar[Probed]
    ways: ClassVar[tuple[str, ...]] = ("probe",)

    def steps(self) -> LookSteps:
        """Yield the requests."""
        raise NotImplementedError

    def begin_probe(self) -> Iterator[Request]:
        """Yield the request for the front page; the others follow one by one."""
        self._requested: set[str] = set()
        self._what = ""
        self._script = self.steps()
        yield from self._advance(None)

    def parse_step(self, response: Response, number: int) -> Iterator[Listed]:
        """Read an answer, and yield the next request."""
        self.probed.answers += 1
        yield from self._advance(response)

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Go on with the next address, unless the site refuses: REST's own error closes REST alone."""
        closes_rest = (
            self._what == REST_STEP
            and response is not None
            and is_error(error_in(response))
            and reason_is(reason, ReasonKind.REFUSED)
        )
        self.probed.failures[self._what] = reason
        if reason == "robots":
            self.probed.forbidden.setdefault(self._what, self._url)
        self.probed.show(f"{self._line()}: {reason_meaning(reason) or reason} ({reason})")
        if (refuses(reason, response) or reason_is(reason, ReasonKind.WHOLE_HOST)) and not closes_rest:
            if refuses(reason, response):
                self.probed.refusal = (self._url, reason if reason_is(reason, ReasonKind.CLOSED) else "wall")
            self._script.close()
            return ()
        return list(self._advance(None))

    def _advance(self, response: Response | None) -> Iterator[Request]:
        """Yield the next request of the look, if there is one."""
        try:
            request = next(self._script) if not self._requested else self._script.send(response)
        except StopIteration:
            return
        except WalledError:
            self.probed.refusal = (self._url, "wall")
            self.probed.show(f"{self._line()}: {reason_meaning('wall')} (wall)")
            return
        except Exception:  # ours, whatever it is: the command must say that the look is not whole
            self.probed.fault = self.note_fault()
            return
        yield request

    def ask(self, what: str, url: str, read: Callable[[Response], str | None], *, sample: bool = False) -> LookSteps:
        """Ask for an address once, and read the answer; return whether it was what it should be.

        `read` returns what came in a few words, None where it was not that. A wall instead ends the look.
        """
        url = join(f"{self.probed.home}/", url)
        if not url or url in self._requested or not self.address().owns(url):
            return False
        if not sample and len(self._requested) >= MOST_LISTINGS:
            self.probed.left += 1
            return False
        self._requested.add(url)
        self._what, self._url = what, url
        number = len(self._requested)
        response = yield self.listing(url, self.parse_step, way="probe", cb_kwargs={"number": number})
        self.probed.requests = number
        if response is None:
            return False
        words = read(response)
        if words is None and is_wall(response):
            raise WalledError
        self.probed.show(f"{self._line()}: {words or 'nothing of that kind'}")
        return words is not None

    def note_fault(self) -> str:
        """Log that our own reader failed on the newest answer; return which answer it was."""
        logger.exception("%s: %s", self._what, self._url)
        return f"{self._what} at {self._url}"

    def _line(self) -> str:
        """What was asked: "7 of at most 34  feed /rss"."""
        parts = split(self._url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return f"{len(self._requested)} of at most {MOST_REQUESTS}  {self._what} {path}"
