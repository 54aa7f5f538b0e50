"""A stand-in for Media Cloud's API on loopback, written from the source of its client `mediacloud` 5.2.0."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.crawler.discovery.loopback_service import LoopbackService, Reply

KEY = "kunci-contoh-123"


@dataclass(frozen=True)
class Story:
    """A story as the service has it."""

    day: date
    url: str
    title: str = "Pembinaan pegawai"

    def as_object(self, number: int) -> dict[str, Any]:
        return {
            "id": f"{number:x}", "title": self.title, "url": self.url, "language": "id", "media_name": "contoh.id",
            "media_url": "contoh.id", "publish_date": str(self.day), "indexed_date": f"{self.day}T03:04:05",
        }  # fmt: skip


@dataclass
class MediaCloudStandIn(LoopbackService):
    """Answers by `stories`, `a_page` at a time; `last_day` says whether the end of a window belongs to it.

    `faults` answer in place of the service where they give something: they get the number of the request for stories
    (from 1) and its fields.
    """

    stories: Sequence[Story] = ()
    a_page: int = 10
    last_day: bool = True
    rate: str = "6000/m"
    names: Sequence[str] = ("Indonesia - National", "Indonesia - State & Local", "India - National")
    faults: Callable[[int, dict[str, str]], Reply | None] = lambda _number, _fields: None
    asked: list[dict[str, str]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    @property
    def url(self) -> str:
        return f"{self.home}/api"

    def answer(self, path: str, head: dict[str, str]) -> Reply:
        parts = urlsplit(path)
        fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if head.get("Authorization") != f"Token {KEY}":
            return 403, json.dumps({"detail": "Invalid token."}), {}
        if parts.path == "/api/search/api-params":
            return 200, json.dumps({"params": {"query-rate": self.rate, "api-python-client": "5.2.0"}}), {}
        if parts.path == "/api/sources/collections/":
            rows = [{"id": 34412000 + n, "name": name} for n, name in enumerate(self.names)]
            return 200, json.dumps({"count": len(rows), "next": None, "previous": None, "results": rows}), {}
        if parts.path != "/api/search/story-list":
            return 404, json.dumps({"detail": "Not found."}), {}
        self.arrivals.append(time.monotonic())
        self.asked.append(fields)
        self.heads.append(head)
        if (fault := self.faults(len(self.asked), fields)) is not None:
            return fault
        start, end = date.fromisoformat(fields["start"]), date.fromisoformat(fields["end"])
        match = [s for s in self.stories if start <= s.day and (s.day <= end if self.last_day else s.day < end)]
        begin = int(fields.get("pagination_token", "0"))
        page = [story.as_object(begin + n) for n, story in enumerate(match[begin : begin + self.a_page])]
        token = str(begin + self.a_page) if len(match) > begin + self.a_page else None
        return 200, json.dumps({"stories": page, "pagination_token": token}), {}
