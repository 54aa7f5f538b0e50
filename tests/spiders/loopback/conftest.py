"""A made-up web on loopback, and the real command line crawling it with an outlet's own hosts and addresses.

The web is a proxy that plays every host, so nothing leaves the machine; the outlet's addresses are asked over http.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

import pytest

from tests import programs

HOUSE = Path(__file__).parents[3]
TOPIC = """
name = "uji"
[ask]
search = ["BP2MI pegawai"]
tags = ["bp2mi"]
[grade]
phrases = ["pembinaan pegawai"]
all = [["BP2MI"]]
"""
# The command line as it is, but for its pace and for the proxy that plays all hosts on loopback: nobody is hurried.
HURRIED = """import sys, crawler.settings as s, crawler.fetching.wire as w
from crawler.cli import main
s.HTTPPROXY_ENABLED, w.loopback_delay = True, lambda url: 0.0
sys.exit(main())"""
OUTLET = """
from dataclasses import replace

from spiders.outlets.{module} import {base}


class UjiSpider({base}):
    name = "uji"
    {facts}


def _http(value):
    return value.replace("https:", "http:") if isinstance(value, str) else tuple(map(_http, value))


UjiSpider.home = _http(UjiSpider.root())
UjiSpider.cc_index, UjiSpider.cc_data = "http://index.commoncrawl.org", "http://data.commoncrawl.org"
for fact in ("search_url", "tag_url", "index_url", "feeds", "sitemaps", "cdx_api"):
    if getattr(UjiSpider, fact, None):
        setattr(UjiSpider, fact, _http(getattr(UjiSpider, fact)))
lists = getattr(UjiSpider, "json_lists", {{}})
UjiSpider.json_lists = {{way: replace(rule, url=_http(rule.url)) for way, rule in lists.items()}}
"""
PARAGRAPH = (
    "Kepala BP2MI menyampaikan pembinaan pegawai di kantor {n} pada hari itu. Para pegawai mendengar arahan tentang "
    "disiplin, pelayanan dan kejujuran, lalu bertanya jawab dengan pimpinan sampai sore. Menurut panitia nomor {n}, "
    "kegiatan seperti ini akan diadakan lagi di daerah lain bersama pemerintah setempat dan organisasi masyarakat. "
)


@dataclass(frozen=True)
class Piece:
    """An article of the made-up web."""

    url: str
    title: str
    day: date = date(2024, 3, 5)
    about: str = "BP2MI"

    @property
    def html(self) -> str:
        """Its page."""
        number = sum(self.url.encode())
        text = "".join(f"<p>{PARAGRAPH.format(n=number + n)}</p>" for n in range(3))
        facts = {"@type": "NewsArticle", "headline": self.title, "datePublished": f"{self.day}T09:00:00+07:00"}
        return (
            f"<html><head><title>{self.title}</title><script type='application/ld+json'>{json.dumps(facts)}</script>"
            f"</head><body><article><h1>{self.title}</h1>{text}</article></body></html>"
        )


def pieces(template: str, number: int, day: date = date(2024, 3, 5)) -> list[Piece]:
    """Made-up articles at addresses with {n}."""
    return [Piece(template.format(n=n), f"Pembinaan pegawai BP2MI angkatan {n}", day) for n in range(1, number + 1)]


def listing(*pieces: Piece | str, more: str = "") -> str:
    """A page that links to articles."""
    items = [(p.url, p.title) if isinstance(p, Piece) else (p, "Tautan") for p in pieces]
    rows = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in items)
    return f"<html><head><title>Indeks</title></head><body><ul>{rows}</ul>{more}</body></html>"


def rss(*pieces: Piece, tag: str = "") -> str:
    """A feed."""
    items = "".join(f"<item><title>{p.title}</title><link>{p.url}{tag}</link></item>" for p in pieces)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.replace("&", "&amp;")


def urlset(*pieces: Piece) -> str:
    """A sitemap."""
    rows = "".join(f"<url><loc>{p.url}</loc></url>" for p in pieces)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def sitemap_index(*addresses: str) -> str:
    """A sitemap that names others."""
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
    )


@dataclass
class ProxyRequest:
    """A request that the web saw."""

    method: str
    url: str
    form: dict[str, str]
    headers: dict[str, str]
    body: str = ""

    @property
    def parts(self) -> SplitResult:
        return urlsplit(self.url)

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.parts.query).items()}

    @property
    def place(self) -> str:
        """Host and path."""
        return f"{self.parts.hostname}{self.parts.path}"


Answer = str | bytes | int | tuple[int, dict[str, str], str | bytes] | None


@dataclass
class Web:
    """What is there: articles, and how listings answer. None is a 404, a number a bare status."""

    port: int = 0
    articles: list[Piece] = field(default_factory=list)
    answer: Callable[[ProxyRequest], Answer] = lambda request: None
    log: list[ProxyRequest] = field(default_factory=list)

    def give(self, request: ProxyRequest) -> Answer:
        """The answer to a request."""
        self.log.append(request)
        given = self.answer(request)
        if given is not None:
            return given
        bare = request.url.split("#")[0]
        return next((p.html for p in self.articles if bare in {p.url, p.url.rstrip("/")}), None)

    def count(self, url: str) -> int:
        """How often an address was asked."""
        return Counter(request.url for request in self.log)[url]

    def places(self, word: str) -> list[str]:
        """The addresses asked that hold a word."""
        return [request.url for request in self.log if word in request.url]


class Handler(BaseHTTPRequestHandler):
    """Answers from the web; a proxy's requests name the whole address."""

    web: Web
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._give("")

    def do_POST(self) -> None:
        self._give(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def _give(self, body: str) -> None:
        url = self.path if "://" in self.path else f"http://{self.headers['Host']}{self.path}"
        form = {name: values[-1] for name, values in parse_qs(body).items()}
        given = self.web.give(ProxyRequest(self.command, url, form, dict(self.headers), body))
        status, heads, content = given if isinstance(given, tuple) else (200, {}, given)
        if content is None or isinstance(content, int):
            status, content = content or 404, "<html><body>Tidak ada</body></html>"
        data = content if isinstance(content, bytes) else content.encode()
        self.send_response(status)
        head = content.lstrip()[:5] if isinstance(content, str) else ""
        kind = {"<?xml": "application/xml", "{": "application/json"}.get(head.strip()[:5], "text/html; charset=utf-8")
        for name, value in {"Content-Type": kind, **heads, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data if status != 304 else b"")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def web() -> Iterator[Web]:
    """An empty web."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("WebHandler", (Handler,), {"web": web}))
    server.daemon_threads = True
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield web
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Desk:
    """A folder with a corpus, and the command line to work on it."""

    folder: Path
    web: Web

    @property
    def corpus(self) -> Path:
        return self.folder / "kliping.db"

    def outlet(self, slug: str, **facts: object) -> None:
        """The shipped outlet as a user's own, asked over http, with other facts."""
        from spiders.loader import outlets

        base = outlets()[slug].__name__
        facts = {"rests_on": {}, **facts}  # of the ways that it has here, nothing is known
        body = "\n    ".join(f"{name} = {value!r}" for name, value in facts.items())
        self.file("uji", OUTLET.format(module=slug, base=base, facts=body))

    def file(self, name: str, text: str) -> Path:
        """An outlet's file."""
        folder = self.folder / "outlets"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return folder / f"{name}.py"

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Any command, as a process that is killed before its end."""
        return subprocess.Popen(
            [sys.executable, "-c", HURRIED, *map(str, arguments)], cwd=self.folder, env=self._environment(), text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Any command, with the web as its proxy."""
        return programs.run("-c", HURRIED, *arguments, cwd=self.folder, env=self._environment(**environment))

    def _environment(self, **environment: str) -> dict[str, str]:
        proxy = f"http://127.0.0.1:{self.web.port}"
        keep = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        own = {
            "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "XDG_STATE_HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder), "PYTHONPATH": str(HOUSE), "http_proxy": proxy, **environment,
        }  # fmt: skip
        return {**keep, **own}

    def crawling(self, *arguments: object, slug: str = "uji") -> tuple[object, ...]:
        """The arguments of `kliping crawl` of one outlet."""
        topic = self.folder / "topic.toml"
        topic.write_text(TOPIC, encoding="utf-8")
        return (
            "crawl", topic, "--outlets", self.folder / "outlets", "--outlet", slug, "--contact", "a@example.org",
            "--allow-private", "--corpus", self.corpus, "--json", *arguments,
        )  # fmt: skip

    def crawl(self, *arguments: object, slug: str = "uji", code: int = 0) -> dict[str, Any]:
        """`kliping crawl` of one outlet; its report."""
        ran = self.run(*self.crawling(*arguments, slug=slug))
        assert ran.returncode == code, f"{ran.returncode}: {ran.stderr[-3000:]}"
        report: dict[str, Any] = json.loads(ran.stdout.splitlines()[0])
        return {**report, "said": ran.stderr}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the corpus."""
        with sqlite3.connect(self.corpus) as connection:
            rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    def ledger(self) -> list[tuple[str, str, str | None]]:
        """What came of each listing: way, answer, reason."""
        return [(row[0], row[1], row[2]) for row in self.ask("SELECT way, answer, reason FROM ledger ORDER BY id")]

    def article_keys(self) -> set[str]:
        """The articles' keys."""
        return {row[0] for row in self.ask("SELECT key FROM articles")}


@pytest.fixture
def desk(tmp_path: Path, web: Web) -> Desk:
    """An empty desk before the web."""
    return Desk(tmp_path, web)


@pytest.fixture
def all_once(desk: Desk, web: Web) -> Callable[..., dict[str, Any]]:
    """Crawl, and see that every article of the web was asked once and stored, and that the sums hold."""

    def crawl(*arguments: object, asked_once: bool = True) -> dict[str, Any]:
        from corpus.crawl.balance import invariants
        from corpus.store import Corpus

        report = desk.crawl(*arguments)
        number = len(web.articles)
        balance = report["balance"]
        assert (balance["discovered"], balance["stored"]) == (number, number), (balance, desk.ledger())
        assert desk.ask("SELECT count(*) FROM articles") == [(number,)]
        if asked_once:
            assert [web.count(piece.url) for piece in web.articles] == [1] * number
        with Corpus(desk.corpus, read_only=True) as corpus:
            assert invariants(corpus) == []
        return report

    return crawl


@pytest.fixture
def made() -> Any:
    """Makers of pieces, listings, feeds and sitemaps."""
    from types import SimpleNamespace

    return SimpleNamespace(Piece=Piece, pieces=pieces, listing=listing, rss=rss, urlset=urlset, index=sitemap_index)
