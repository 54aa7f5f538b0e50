"""A service on loopback that answers each GET by its `answer`: what the stand-ins of discovery services share."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Reply = tuple[int, str, dict[str, str]]
"""Status, text and headers of an answer."""


class LoopbackService:
    """Runs from `start` to `close`. `usual_type` is the Content-Type of an answer that states none."""

    usual_type: ClassVar[str] = "application/json"

    def start(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path: str, head: dict[str, str]) -> Reply:
        """The answer to a GET of this path with these headers."""
        raise NotImplementedError

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, body, headers = service.answer(self.path, dict(self.headers))
                self.send_response(status)
                for name, value in {"Content-Type": service.usual_type, **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args: Any) -> None:
                pass

        return Handler
