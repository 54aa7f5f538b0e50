"""A site on loopback: what a shape answers, its articles, and its two hosts."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

N = 24  # articles of a site, unless its shape says otherwise
DAY = "2026-11-10"
HTML = "text/html; charset=utf-8"
SENTENCES = (
    "Kegiatan itu dihadiri pejabat daerah, pengajar balai dan warga yang tinggal di sekitar pelabuhan lama.",
    "Menurut kepala balai, pelatihan berlangsung tiga pekan dan diakhiri ujian tertulis serta praktik di lapangan.",
    "Peserta berasal dari sebelas kabupaten, sebagian besar baru pertama kali bekerja di kantor pelayanan.",
    "Biaya perjalanan ditanggung anggaran provinsi, sedangkan penginapan disediakan oleh balai setempat.",
    "Ia berharap hasilnya segera terasa bagi warga yang mengurus surat perjalanan dan surat kesehatan.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a shape sees it. `base` is the address of the host that was asked, `other` that of the other one."""

    path: str
    query: Mapping[str, str]
    base: str
    other: str
    on_other: bool
    form: str  # the body of a POST


@dataclass(frozen=True, slots=True)
class Answer:
    """What a shape answers: `body` as text or bytes, `headers` beside Content-Type."""

    body: str | bytes = ""
    kind: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answering = Callable[[Asked], Answer | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """A site, how an outlet is set up for it, and `truth`: the articles on the topic that a person could reach.

    `spider` is "module.Class" in spiders.families; `attributes` are lines of the outlet's class; `options` go to
    `kliping crawl`.
    """

    name: str
    spider: str
    answer: Answering
    attributes: str = ""
    truth: int = N
    options: tuple[str, ...] = ()


class Site:
    """A shape on two loopback addresses with one port."""

    def __init__(self, shape: Shape, number: int) -> None:
        self.requests: Counter[str] = Counter()
        first, second = f"127.0.3.{number}", f"127.0.4.{number}"
        one = _Server((first, 0), shape.answer, self.requests, first, second)
        self._servers = [one, _Server((second, one.server_address[1]), shape.answer, self.requests, first, second)]
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.host, self.url = first, f"http://{first}:{one.server_address[1]}"

    def close(self) -> None:
        """Stop answering."""
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, where: tuple[str, int], answer: Answering, counts: Counter[str], *hosts: str) -> None:
        super().__init__(where, _Handler)
        self.answer, self.counts, self.hosts = answer, counts, hosts


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Any = self.server
        address, port = server.server_address
        server.counts[self.path] += 1
        parts = urlsplit(self.path)
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        first, second = (f"http://{host}:{port}" for host in server.hosts)
        base, other = (first, second) if address == server.hosts[0] else (second, first)
        asked = Asked(parts.path, dict(parse_qsl(parts.query)), base, other, base == second, form)
        answer = server.answer(asked) or Answer("<h1>404</h1>", status=404)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name is the library's

    def log_message(self, *args: Any) -> None:
        pass


def title(n: int) -> str:
    """The headline of article n, on the topic."""
    return f"Pembinaan Pegawai Angkatan {n} di Balai Karang"


def article(n: int, heading: str | None = None, day: str = DAY) -> Answer:
    """The page of article n."""
    body = "".join(f"<p>{text} Angkatan {n}, catatan {n * 37 + place}.</p>" for place, text in enumerate(SENTENCES * 2))
    heading = heading or title(n)
    return Answer(
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{heading} - Warta</title>'
        f'<meta property="article:published_time" content="{day}T08:00:00+07:00"></head><body><main><article>'
        f"<h1>{heading}</h1><p>Pembinaan pegawai angkatan {n} berlangsung.</p>{body}</article></main></body></html>"
    )


def page(content: str, head: str = "") -> Answer:
    """A page of a site with a menu and a footer."""
    return Answer(
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Warta</title>{head}</head><body>'
        f'<header><nav><a href="/">Beranda</a> <a href="/tentang-kami">Tentang kami</a></nav></header><main>{content}'
        f'</main><footer><a href="/kontak-kami">Kontak</a></footer></body></html>'
    )


def anchors(numbers: range, form: str = "/berita/pembinaan-pegawai-{n}") -> str:
    """A list of links to articles."""
    return "".join(f'<div class="item"><h3><a href="{form.format(n=n)}">{title(n)}</a></h3></div>' for n in numbers)


def number_in(path: str) -> int | None:
    """The number at the end of a path: /berita/pembinaan-pegawai-7 -> 7."""
    last = path.rstrip("/").removesuffix(".html").rsplit("-", 1)[-1]
    return int(last) if last.isdigit() else None
