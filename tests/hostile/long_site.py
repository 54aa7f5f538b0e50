"""A site of many made-up articles on loopback, and the memory of a crawl of it, read while it runs."""

from __future__ import annotations

import random
import subprocess
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from harness import KLIPING, Desk

A_LISTING = 250  # articles that a listing names; a walk ends at 50 listings
OUTLET = {
    "tag_url": "/indeks?page={page}",
    "ways": ("tag",),
    "article_url": r"https?://[^/]+/berita/(?P<id>\d+)",
}
WORDS = (
    "pegawai", "kantor", "daerah", "layanan", "pemerintah", "rapat", "kepala", "warga", "kota", "pekerja", "program",
    "kegiatan", "hari", "ini", "dan", "yang", "untuk", "dengan", "dalam", "pada", "akan", "telah", "juga", "oleh",
    "pembinaan", "petugas", "bandara", "pelatihan", "keluarga", "kabupaten", "provinsi", "menteri", "migran", "desa",
)  # fmt: skip


class LongSite:
    """A web site of `articles` pages of 20 to 100 kB; `on_article(n)` is called as the nth request for one comes.

    `on_request` is called as any request comes.
    """

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.requested = 0
        self.on_request: Callable[[], object] = lambda: None
        self.on_article: Callable[[int], None] = lambda _number: None
        self._count = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, target: str) -> tuple[int, bytes]:
        """Status and body for a request's target."""
        self.on_request()
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return 200, b"User-agent: *\nDisallow: /private/\n"
        if parts.path == "/indeks":
            return 200, self._listing(int(parse_qs(parts.query).get("page", ["1"])[0]))
        kind, _, number = parts.path.strip("/").partition("/")
        if kind != "berita" or not number.isdecimal():
            return 404, b"tidak ada"
        with self._count:
            self.requested += 1
            nth = self.requested
        self.on_article(nth)
        return 200, article(int(number))

    def _listing(self, page: int) -> bytes:
        numbers = range((page - 1) * A_LISTING, min(self.articles, page * A_LISTING))
        links = "".join(f'<p><a href="/berita/{n}">article {n}</a></p>' for n in numbers)
        return f"<html><head><title>Indeks</title></head><body><main>{links}</main></body></html>".encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, body = site.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                pass

        return Handler


def article(number: int) -> bytes:
    """The page of an article: 4 to 16 paragraphs in a frame of 100 to 900 links."""
    chance = random.Random(number)
    text = "".join(
        f"<p>{' '.join(chance.choices(WORDS, k=chance.randint(30, 70))).capitalize()} nomor {number}.</p>"
        for _ in range(chance.randint(4, 16))
    )
    line = " ".join(chance.choices(WORDS, k=6))
    links = "".join(f'<li class="m"><a href="/berita/{n}">{line} {n}</a></li>' for n in range(chance.randint(100, 900)))
    day = f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Berita nomor {number}</title>'
        f'<meta property="article:published_time" content="{day}T08:00:00+07:00"></head><body><ul>{links}</ul>'
        f"<main><article><h1>Berita pegawai nomor {number}</h1>{text}</article></main></body></html>"
    ).encode()


def crawl_memory(desk: Desk, articles: int, marks: Sequence[int]) -> dict[int, float]:
    """Crawl so many articles; return the main process's MB as the nth article was asked for, for each n of `marks`."""
    site, measured, pid = LongSite(articles), dict[int, float](), [0]

    def note(nth: int) -> None:
        if nth in marks:
            measured[nth] = resident_mb(pid[0])

    site.on_article = note
    desk.write_outlet("site", "ListingSpider", "127.0.0.1", site.port, **OUTLET)
    command = [
        *KLIPING, "crawl", str(desk.topic()), "--outlets", str(desk.outlets), "--outlet", "site", "--limit", "none",
        "--contact", "a@example.org", "--allow-private", "--quiet", "--corpus", str(desk.corpus),
    ]  # fmt: skip
    try:
        with subprocess.Popen(command, env={**desk.surroundings(), "KLIPING_DELAY": "0"}) as program:
            pid[0] = program.pid
        assert program.returncode == 0, program.returncode
    finally:
        site.stop()
    return measured


def resident_mb(pid: int) -> float:
    """The memory that a process has in use (VmRSS), in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
