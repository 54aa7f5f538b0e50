"""A stand-in for Media Cloud's API on loopback, written from the source of its client `mediacloud` 5.2.0."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "kunci-contoh-123"
Reply = tuple[int, str, dict[str, str]]


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
class MediaCloudStandIn:
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
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/api"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

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

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, body, headers = service.answer(self.path, dict(self.headers))
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args: Any) -> None:
                pass

        return Handler
