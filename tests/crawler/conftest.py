"""A small web site on loopback, an outlet that reads it, and the real command line to crawl it."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import programs

OPENINGS = (
    "Sebanyak {n} pegawai balai mengikuti pembinaan pegawai yang dibuka kepala balai di aula kantor.",
    "Kepala balai membuka pembinaan pegawai bagi {n} orang staf layanan pada awal pekan.",
    "Pembinaan pegawai tahap ke-{n} berlangsung di kantor balai dan dihadiri seluruh kepala seksi.",
)
MIDDLES = (
    "Ia meminta staf melayani warga yang datang dengan ramah, cepat, dan tanpa memungut biaya apa pun.",
    "Menurut kepala seksi, disiplin masuk kerja menjadi ukuran pertama dalam penilaian kinerja tahun ini.",
    "Para peserta menandatangani pakta integritas di hadapan pejabat yang datang dari kantor pusat.",
    "Bagian tata usaha mencatat kehadiran setiap hari dan melaporkannya kepada inspektorat pada akhir bulan.",
    "Materi hari kedua membahas cara menulis laporan pengaduan supaya mudah dibaca oleh keluarga pekerja migran.",
    "Seorang peserta mengatakan pelatihan itu membantunya memahami batas wewenang petugas loket di bandara.",
    "Kegiatan serupa akan digelar di tiga kabupaten lain sebelum musim hujan berakhir.",
    "Panitia menyediakan kotak saran agar warga dapat menilai layanan tanpa menyebutkan nama.",
)


def text_of(n: int) -> list[str]:
    """Four paragraphs that no other number has."""
    pick = random.Random(n)
    middles = pick.sample(MIDDLES, 5)
    return [
        OPENINGS[n % 3].format(n=n + 11) + " " + middles[0],
        middles[1] + " " + middles[2],
        f"Laporan nomor {n * 37 + 5} memuat hasilnya. " + middles[3],
        middles[4] + f" Acara ditutup di ruang {n} pada sore hari dengan doa bersama seluruh peserta.",
    ]


def page(title: str, paragraphs: Sequence[str], head: str = "", foot: str = "") -> str:
    """A page as a plain news site has it."""
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<header><a href='/'>Warta Contoh</a></header><main><article><h1>{title}</h1>\n{body}\n{foot}</article></main>"
        "<footer>Warta Contoh</footer></body></html>"
    )


def title_of(n: int) -> str:
    return f"Pembinaan Pegawai Angkatan {n} di Balai Contoh"


def article(n: int, foot: str = "") -> str:
    """The n-th article, published on a day of its own."""
    day = f"2024-{1 + n // 28 % 12:02}-{1 + n % 28:02}"
    stamp = f'<meta property="article:published_time" content="{day}T08:00:00+07:00">'
    return page(title_of(n), text_of(n), stamp, foot)


def listing(links: Sequence[tuple[str, str]]) -> str:
    """A page of links, each in a card of its own: (address, title)."""
    cards = "\n".join(f'<div class="card"><h2><a href="{href}">{title}</a></h2></div>' for href, title in links)
    return f"<!DOCTYPE html><html><head><title>Hasil pencarian</title></head><body>{cards}</body></html>"


@dataclass
class Answer:
    """What the site answers."""

    body: str | bytes = ""
    status: int = 200
    kind: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    zipped: bool = False
    wait: float = 0.0
    drop: bool = False


class Site:
    """A web site on loopback: `routes` by path with query (else by path), a log of what was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Answer | Callable[[], Answer]] = {}
        self.requested: Counter[str] = Counter()
        self.heard: list[tuple[str, dict[str, str]]] = []
        self.arrivals: list[float] = []  # monotonic seconds of each request
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, body: str | bytes = "", **how: Any) -> None:
        self.routes[path] = Answer(body, **how)

    def put_articles(self, numbers: Sequence[int], **how: Any) -> None:
        for n in numbers:
            self.put(f"/berita/judul-{n}", article(n), **how)

    def put_search(self, numbers: Sequence[int], query: str = "pegawai", a_page: int = 10) -> None:
        """Listing pages that chain; the one after the last is empty."""
        pages = [numbers[i : i + a_page] for i in range(0, len(numbers), a_page)]
        for at, some in enumerate([*pages, []], 1):
            self.put(f"/cari?q={query}&page={at}", listing([(f"/berita/judul-{n}", title_of(n)) for n in some]))

    def articles_asked(self) -> Counter[str]:
        return Counter({path: n for path, n in list(self.requested.items()) if path.startswith("/berita/")})

    def forget(self) -> None:
        self.requested.clear()
        self.heard.clear()

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, path: str) -> Answer:
        answer = self.routes.get(path) or self.routes.get(path.partition("?")[0]) or Answer("tidak ada", 404)
        return answer() if callable(answer) else answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.arrivals.append(time.monotonic())
                site.requested[self.path] += 1
                site.heard.append((self.path, dict(self.headers)))
                self._send(site._answer(self.path))

            def _send(self, a: Answer) -> None:
                if a.wait:
                    site.closing.wait(a.wait)
                if a.drop:
                    self.close_connection = True
                    return
                body = a.body.encode() if isinstance(a.body, str) else a.body
                body = gzip.compress(body, mtime=0) if a.zipped else body
                self.send_response(a.status)
                if a.kind:
                    self.send_header("Content-Type", a.kind)
                if a.zipped:
                    self.send_header("Content-Encoding", "gzip")
                if a.status == 503:  # a guest waits; a test has no need to
                    self.send_header("Retry-After", "0")
                for name, value in a.headers.items():
                    self.send_header(name, value)
                if "Content-Length" in a.headers:  # which is a lie
                    self.close_connection = True
                else:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:  # the crawl was killed, or has had enough
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                pass

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    self.close_connection = True

        return Handler


@dataclass(frozen=True)
class CommandResult:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def in_a_sentence(self) -> bool:
        """True for a mistake told as it should be: exit code 2, one line, no traceback."""
        return self.code == 2 and len(self.err.strip().splitlines()) == 1 and "Traceback" not in self.err


class Desk:
    """A folder to work in: an outlet and a topic of its own, a corpus, and the command line."""

    def __init__(self, folder: Path, site: Site | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.site = site
        self.corpus = folder / "kliping.db"
        self.archive = folder / "kliping-archive"
        self.outlets = folder / "outlets"
        self.outlets.mkdir(exist_ok=True)
        self.topic = self.put_topic()
        if site is not None:
            self.put_outlet()

    def put_topic(self, name: str = "coba", search: Sequence[str] = ("pegawai",), more: str = "",
                  phrases: Sequence[str] = ("pembinaan pegawai",)) -> Path:  # fmt: skip
        path = self.folder / f"{name}.toml"
        path.write_text(
            f'name = "{name}"\n[ask]\nsearch = {json.dumps(list(search))}\n{more}\n'
            f"[grade]\nphrases = {json.dumps(list(phrases))}\n"
        )
        return path

    def put_outlet(self, slug: str = "warta_contoh", body: str = "", base: str = "ListingSpider",
                   home: str | None = None, ways: str = '("search",)') -> None:  # fmt: skip
        """An outlet with a search, on the loopback site."""
        home = home or (self.site.url if self.site else "http://127.0.0.1:9")
        source = f"""
            from scrapy import Request
            from pipelines.storing.items import Link, Remark
            from spiders.families.base import OutletSpider
            from spiders.families.blogger import BloggerSpider
            from spiders.families.cdx import CdxSpider
            from spiders.families.datatable import DataTableSpider
            from spiders.families.feed import FeedSpider
            from spiders.families.listing import ListingSpider
            from spiders.families.sitemap import SitemapSpider
            from spiders.families.wordpress import WordPressSpider


            class WartaSpider({base}):
                name = {slug!r}
                outlet = "Warta Contoh"
                kind = "media"
                site = "127.0.0.1"
                home = {home!r}
                ways = {ways}
                search_url = "/cari?q={{query}}&page={{page}}"
                article_url = r"https?://127\\.0\\.0\\.1(?::\\d+)?/berita/(?P<slug>[a-z0-9-]+)"
        """
        own = textwrap.indent(textwrap.dedent(body), "    ")
        (self.outlets / f"{slug}.py").write_text(textwrap.dedent(source) + own)

    def env(self, **more: str) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KLIPING_")}
        return environment | {
            "KLIPING_DELAY": "0.01", "KLIPING_CORPUS": str(self.corpus), "KLIPING_CONFIG": str(self.folder / "c.toml"),
            "PYTHONWARNINGS": "", **more,
        }  # fmt: skip

    def start(self, *args: str | Path, disk: int | None = None, **env: str) -> subprocess.Popen[str]:
        """`kliping ARGS` as a program, in a process group of its own; no file may grow beyond `disk` bytes."""
        return subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", *map(str, args)], cwd=self.folder, env=self.env(**env), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (disk, disk))) if disk else None,
        )  # fmt: skip

    def run(self, *args: str | Path, **env: str) -> CommandResult:
        """`kliping ARGS` to its end, as a process forked from one that has imported it."""
        ran = programs.run("-m", "crawler.cli", *args, cwd=self.folder, env=self.env(**env))
        return CommandResult(ran.returncode, ran.stdout, ran.stderr)

    def crawling(self, *args: str | Path, topic: Path | None = None) -> list[str | Path]:
        """The arguments of a crawl of the own outlets on the own topic."""
        slugs = [part for path in sorted(self.outlets.glob("[!_]*.py")) for part in ("--outlet", path.stem)]
        chosen = [] if "--outlet" in args else slugs
        about: list[str | Path] = [] if "-k" in args else [topic or self.topic]
        return ["crawl", *about, *chosen, "--outlets", self.outlets, "--allow-private",
                "--contact", "redaksi@example.org", *args]  # fmt: skip

    def crawl(self, *args: str | Path, topic: Path | None = None, **how: Any) -> CommandResult:
        return self.run(*self.crawling(*args, topic=topic), **how)

    @contextmanager
    def sql(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.corpus, isolation_level=None, timeout=30)) as connection:
            yield connection

    def ask(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with self.sql() as connection:
            return connection.execute(query, parameters).fetchall()

    def one(self, query: str, *parameters: Any) -> Any:
        return self.ask(query, *parameters)[0][0]

    def fates(self) -> dict[str, tuple[str, str | None]]:
        """What became of each article address: last part of the address -> (state, reason)."""
        rows = self.ask("SELECT url, state, reason FROM frontier WHERE kind = 'article'")
        return {url.rsplit("/", 1)[-1]: (state, reason) for url, state, reason in rows}


def finish(process: subprocess.Popen[str], seconds: float = 120) -> CommandResult:
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        raise AssertionError(f"still running after {seconds} s:\n{out}\n{err}") from None
    return CommandResult(process.returncode, out, err)


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    """Poll until it is true; fail when the deadline is over."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)


def articles_in(desk: Desk) -> int:
    """How many articles the corpus holds; 0 while its tables are being made."""
    try:
        return int(desk.one("SELECT count(*) FROM articles"))
    except sqlite3.OperationalError:
        return 0


INVARIANTS = {
    "a stored row without its article": """SELECT count(*) FROM frontier
        LEFT JOIN articles ON articles.key = article_key WHERE state = 'stored' AND articles.id IS NULL""",
    "an article without a stored row": """SELECT count(*) FROM articles WHERE NOT EXISTS
        (SELECT 1 FROM frontier WHERE state = 'stored' AND article_key = articles.key)""",
    "an article of two stored rows": """SELECT count(*) FROM (SELECT 1 FROM frontier WHERE state = 'stored'
        GROUP BY article_key HAVING count(*) > 1)""",
    "an article without a capture": """SELECT count(*) FROM articles WHERE NOT EXISTS
        (SELECT 1 FROM article_captures WHERE article_id = articles.id)""",
    "an end without an outcome of its run": """SELECT count(*) FROM frontier WHERE kind = 'article'
        AND state IN ('stored', 'duplicate', 'rejected', 'failed') AND NOT EXISTS (SELECT 1 FROM run_outcomes
            WHERE frontier_id = frontier.id AND run_id = settled_run_id AND outcome = state)""",
    "a row left leased": "SELECT count(*) FROM frontier WHERE state = 'leased'",
    "a waiting row that no part will wake": """SELECT count(*) FROM frontier AS f WHERE waiting = 1 AND NOT EXISTS
        (SELECT 1 FROM frontier WHERE parent_id = f.id AND kind = 'part' AND state IN ('pending', 'leased'))""",
    "a look or event of no article": """SELECT count(*) FROM (SELECT article_key FROM looks UNION ALL
        SELECT article_key FROM events) WHERE article_key NOT IN (SELECT key FROM article_ids)""",
    "a date for a look at no article": """SELECT count(*) FROM looks_due
        WHERE article_key NOT IN (SELECT key FROM articles)""",
    "words outside that do not add up": """SELECT count(*) FROM page_words AS p WHERE
        outside <> (SELECT coalesce(sum(words), 0) FROM outside AS o
            WHERE o.article_id = p.article_id AND o.part = p.part AND reason <> 'unexplained')
        OR unexplained <> (SELECT coalesce(sum(words), 0) FROM outside AS o
            WHERE o.article_id = p.article_id AND o.part = p.part AND reason = 'unexplained')""",
    "a broken reference": "SELECT count(*) FROM pragma_foreign_key_check",
    "a page of the index out of step": """SELECT count(*) FROM articles WHERE id NOT IN
        (SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'pegawai OR a* OR b* OR p*')""",
}


def broken_invariants(desk: Desk) -> dict[str, int]:
    """Every promise of the corpus that doesn't hold, and how often."""
    counts = {what: desk.one(query) for what, query in INVARIANTS.items()}
    return {what: number for what, number in counts.items() if number}


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    return Desk(tmp_path, site)


@pytest.fixture(scope="module")
def shared_site() -> Iterator[Site]:
    """A site that a module's tests share; arrange it in a fixture of the module's own."""
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory, shared_site: Site) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"), shared_site)
