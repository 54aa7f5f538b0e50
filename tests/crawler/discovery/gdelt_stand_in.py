"""A stand-in for GDELT's DOC 2.0 API on loopback, written from its documentation (docs/discover.md names it)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.crawler.discovery.loopback_service import LoopbackService, Reply

PATH = "/api/v2/doc/doc"
USUAL, MOST = 75, 250
TOO_OFTEN = "Please limit requests to one every 5 seconds or contact us for larger queries."


@dataclass(frozen=True)
class Seen:
    """An article as the service has it."""

    at: datetime
    url: str
    title: str = "Pembinaan pegawai"

    def as_object(self) -> dict[str, str]:
        return {
            "url": self.url, "url_mobile": "", "title": self.title, "seendate": f"{self.at:%Y%m%dT%H%M%SZ}",
            "socialimage": "", "domain": "contoh.id", "language": "Indonesian", "sourcecountry": "Indonesia",
        }  # fmt: skip


@dataclass
class GdeltStandIn(LoopbackService):
    """Answers by `articles`; `ends` says which ends of a window belong to it: "[]", "[)", "(]" or "()".

    Requests that come sooner than `gap` seconds after another are answered with 429, as GDELT does. `faults` answer in
    place of the service where they give something: they get the number of the request (from 1) and its fields.
    """

    usual_type: ClassVar[str] = "text/html; charset=utf-8"
    articles: Sequence[Seen] = ()
    ends: str = "[]"
    most: int = MOST
    gap: float = 0.0
    faults: Callable[[int, dict[str, str]], Reply | None] = lambda _number, _fields: None
    robots: str | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    @property
    def url(self) -> str:
        return f"{self.home}{PATH}"

    @property
    def windows(self) -> list[tuple[datetime, datetime]]:
        """The windows that were asked for."""
        return [(_time(fields["startdatetime"]), _time(fields["enddatetime"])) for fields in self.asked]

    def answer(self, path: str, head: dict[str, str]) -> Reply:
        self.agents.append(head["User-Agent"])
        parts = urlsplit(path)
        if parts.path != PATH:
            return (404, "", {}) if self.robots is None else (200, self.robots, {})
        fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
        too_soon = self.gap and self.arrivals and time.monotonic() - self.arrivals[-1] < self.gap
        self.arrivals.append(time.monotonic())
        self.asked.append(fields)
        if too_soon:
            return 429, TOO_OFTEN, {}
        if (fault := self.faults(len(self.asked), fields)) is not None:
            return fault
        if fields.get("mode", "").lower() != "artlist" or fields.get("format") != "json":
            return 200, "Invalid mode.", {}
        if any(len(word.strip('()"')) < 3 for word in fields["query"].split() if word != "OR"):
            return 200, "Your search contained a keyword that was too short.", {}
        start, end = _time(fields["startdatetime"]), _time(fields["enddatetime"])
        if start >= end:
            return 200, "Your query was too short or too long.", {}
        match = [seen for seen in self.articles if self._within(seen.at, start, end)]
        match.sort(key=lambda seen: seen.at, reverse=fields.get("sort") == "datedesc")
        most = min(int(fields.get("maxrecords", USUAL)), self.most)
        listed = [seen.as_object() for seen in match[:most]]
        return 200, json.dumps({"articles": listed} if listed else {}), {"Content-Type": "application/json"}

    def _within(self, at: datetime, start: datetime, end: datetime) -> bool:
        after = at >= start if self.ends[0] == "[" else at > start
        return after and (at <= end if self.ends[1] == "]" else at < end)


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
