"""Three weekly runs over a made-up web with new, edited and deleted articles, the clock moved by 7 days between them.

python benchmarks/weekly.py [--articles 120]

Every page shows a counter, an advert and a list of related articles that change with each load. A third of the sites'
articles have ETags; every fourth has three pages. Instead of the machine's clock, all times in the corpus are moved
back: a week passes between two runs. Prints edits and deletions that were due and that were noticed, requests by kind,
and events that nothing caused.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

OUTLET = """
from spiders.families.listing import ListingSpider


class MingguanSpider(ListingSpider):
    name = "mingguan"
    outlet = "Mingguan Contoh"
    kind = "media"
    site = "127.0.0.1"
    home = "http://127.0.0.1:{port}"
    ways = ("search",)
    search_url = "/cari?q={{query}}&page={{page}}"
    article_url = r"https?://127\\.0\\.0\\.1(?::\\d+)?/berita/(?P<slug>[a-z0-9-]+)"
"""
TOPIC = 'name = "mingguan"\n[ask]\nsearch = ["pegawai"]\n[grade]\nphrases = ["pembinaan pegawai"]\n'
WEEK = 7
A_PAGE = 50  # links on a page of search results
EDITS = ("headline", "text", "correction", "further page", "fewer pages")
GONE = ("404", "410", "soft", "home")
VERBS = ("mencatat", "meninjau", "membuka", "menutup", "menyusun", "memeriksa", "melaporkan", "membahas", "mengirim")
THINGS = ("laporan", "berkas", "ruang", "daftar", "jadwal", "layanan", "pelatihan", "anggaran", "pengaduan", "kegiatan")


@dataclass
class Piece:
    """An article of the web: its number, its pages, and what became of it."""

    number: int
    pages: int
    headline: str = ""
    edit: str = ""
    gone: str = ""

    @property
    def path(self) -> str:
        """The path of its address."""
        return f"/berita/pembinaan-pegawai-{self.number}"

    @property
    def tag(self) -> str | None:
        """The ETag of a third of the articles; it knows nothing of counters and adverts."""
        return f'"{self.number}-{self.edit}-{self.headline}"' if self.number % 3 == 0 else None


@dataclass
class Web:
    """The site: its articles, what was requested, and how its pages look at the next load."""

    pieces: list[Piece] = field(default_factory=list)
    requested: Counter[str] = field(default_factory=Counter)
    loads: Iterator[int] = field(default_factory=lambda: itertools.count(1000))
    broken: set[str] = field(default_factory=set)  # paths with query that answer 500

    def add(self, number: int) -> None:
        """Publish new articles."""
        first = len(self.pieces)
        self.pieces += [Piece(first + n, 3 if (first + n) % 4 == 0 else 1) for n in range(number)]

    def answer(self, target: str, tag: str | None) -> tuple[int, dict[str, str], str]:
        """Status, headers and body for a path with query; `tag` is the request's If-None-Match."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return 404, {}, ""
        if parts.path == "/cari":
            self.requested["listings"] += 1
            return 200, {}, self._listing(int(parts.query.rsplit("page=", 1)[1]))
        piece = next((p for p in self.pieces if p.path == parts.path), None)
        if piece is None:
            return 200, {}, "<html><title>Mingguan</title><body><h1>Mingguan Contoh</h1></body></html>"
        page = int(parts.query.partition("page=")[2] or 1)
        kind = "further pages" if page > 1 else "first pages"
        if target in self.broken:
            self.requested[kind] += 1
            return 500, {}, "gangguan"
        if piece.gone:
            self.requested["gone"] += 1
            return self._gone(piece)
        if piece.tag and piece.tag == tag:
            self.requested["not modified"] += 1
            return 304, {"ETag": piece.tag}, ""
        self.requested[kind] += 1
        return 200, {"ETag": piece.tag} if piece.tag else {}, self._page(piece, page)

    def _gone(self, piece: Piece) -> tuple[int, dict[str, str], str]:
        if piece.gone == "home":
            return 302, {"Location": "/"}, ""
        sorry = "<html><title>404</title><h1>404</h1><p>Halaman tidak ditemukan</p></html>"
        return 200 if piece.gone == "soft" else int(piece.gone), {}, sorry

    def _listing(self, page: int) -> str:
        newest = sorted(self.pieces, key=lambda p: -p.number)[(page - 1) * A_PAGE :][:A_PAGE]
        cards = "".join(f'<div class="card"><h2><a href="{p.path}">{title_of(p)}</a></h2></div>' for p in newest)
        return f"<!DOCTYPE html><html><head><title>Hasil pencarian</title></head><body>{cards}</body></html>"

    def _page(self, piece: Piece, page: int) -> str:
        load = next(self.loads)
        paragraphs = paragraphs_of(piece, page)
        pages = 2 if piece.edit == "fewer pages" else piece.pages
        paging = "".join(f'<a href="{piece.path}?page={n}">{n}</a> ' for n in range(1, pages + 1)) if pages > 1 else ""
        related = "".join(
            f'<li><a href="/berita/pembinaan-pegawai-{load * n % 997}">Berita terkait nomor {load * n % 997}</a></li>'
            for n in (3, 7, 11)
        )
        body = "".join(f"<p>{p}</p>" for p in paragraphs)
        middle = f'<div class="ads iklan">Promo hari ini nomor {load}</div>'
        body = body.replace("</p>", "</p>" + middle, 1)
        also = load * 13 % 997
        body += f'<p>Baca Juga: <a href="/berita/pembinaan-pegawai-{also}">Berita terkait nomor {also}</a></p>'
        body += f"<p>Artikel ini telah dibaca {load} kali</p>"
        title = title_of(piece)
        return (
            f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta property="article:published_time" content="2026-03-05T08:00:00+07:00"></head><body>'
            f'<header><a href="/">Mingguan</a> <span class="views">Dibaca {load} kali</span></header>'
            f'<main><article><h1>{title}</h1><div class="views">Dibaca: {load} kali</div>{body}'
            f'<div class="paging">Halaman: {paging}</div></article></main>'
            f'<aside class="related"><h3>Berita Terkait</h3><ul>{related}</ul></aside>'
            f"<footer>Mingguan Contoh, {load} pengunjung</footer></body></html>"
        )


def title_of(piece: Piece) -> str:
    """The headline."""
    return f"Pembinaan Pegawai Angkatan {piece.number} di Balai Contoh{piece.headline}"


def paragraphs_of(piece: Piece, page: int) -> list[str]:
    """Five paragraphs that no other page of any article has."""
    n = piece.number * 10 + page
    first = f"Sebanyak {n + 11} pegawai balai mengikuti pembinaan pegawai yang dibuka kepala balai di aula nomor {n}."
    others = [
        f"Kepala seksi {n + i} {VERBS[(n + i) % 9]} {THINGS[(n * 3 + i) % 10]} dan {THINGS[(n + i * 7) % 10]} bersama "
        f"{n + 40 + i} warga dari kampung ke-{n % 89 + i} setelah acara di kantor balai selesai pada sore hari."
        for i in range(4)
    ]
    if piece.edit == "text" and page == 1:
        first = first.replace("kepala balai", "wakil kepala balai")
    if piece.edit == "correction" and page == 1:
        others.append("Ralat: semula tertulis bahwa acara dibuka oleh menteri; redaksi memohon maaf.")
    if piece.edit == "further page" and page == 2:
        others[1] = others[1].replace("sore", "malam")
    return [first, *others]


class Answering(Protocol):
    """A web that can be served."""

    def answer(self, target: str, tag: str | None) -> tuple[int, dict[str, str], str]:
        """Status, headers and body for a path with query; `tag` is the request's If-None-Match."""


class Serving:
    """A web on a loopback port."""

    def __init__(self, web: Answering) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, headers, body = web.answer(self.path, self.headers.get("If-None-Match"))
                data = body.encode()
                self.send_response(status)
                for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Stop to serve."""
        self._server.shutdown()
        self._server.server_close()


def pass_days(corpus: Path, days: int) -> None:
    """Let days pass: move all times in the corpus back, so that the next run is that much later."""
    from corpus.file.checksums import accept_tables, keep_sums

    moved = (
        ("captures", "fetched_at"),
        ("versions", "captured_at"),
        ("looks", "at"),
        ("runs", "started_at"),
        ("runs", "ended_at"),
    )
    with closing(sqlite3.connect(corpus, isolation_level=None)) as sql:
        keep_sums(sql)
        sql.execute("BEGIN IMMEDIATE")
        for table, column in moved:
            new = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, '-{days} days')"
            sql.execute(f"UPDATE {table} SET {column} = {new} WHERE {column} IS NOT NULL")
        sql.execute(f"UPDATE events SET day = date(day, '-{days} days')")
        sql.execute("UPDATE looks_due SET due_at = due_at - ?", (days * 86400,))
        sql.execute("UPDATE frontier SET retry_at = retry_at - ? WHERE retry_at IS NOT NULL", (days * 86400,))
        accept_tables(sql, ("captures", "looks", "runs", "events", "frontier"))
        sql.execute("COMMIT")


@dataclass(frozen=True)
class Week:
    """A weekly run: edits and deletions that articles due had before it, and which were noticed; requests by kind."""

    edits: int
    edits_noticed: int
    deletions: int
    deletions_seen: int
    requests: dict[str, int]
    strange: list[tuple[str, str]]  # events that nothing caused: (key, kind)


@dataclass(frozen=True)
class Outcome:
    """Three weeks, and at their end: deletions that were due twice, and those that are events; returns alike."""

    weeks: list[Week]
    deletions: int
    deletions_noticed: int
    returns: int
    returns_noticed: int


def run_weeks(web: Web, corpus: Path, crawl: Callable[[], object], articles: int) -> Outcome:
    """Run three weeks: publish, crawl; then twice edit, delete, publish, let a week pass, crawl."""
    web.add(articles)
    crawl()
    weeks = [Week(0, 0, 0, 0, _take(web), _strange(corpus, {}))]
    caused: dict[int, set[str]] = {}
    deleted: list[Piece] = []
    returned: list[Piece] = []
    for week in (2, 3):
        pass_days(corpus, WEEK)
        if week == 3:
            returned = deleted[: max(1, len(deleted) // 8)]
            for piece in returned:
                piece.gone = ""
        alive = [p for p in web.pieces if not p.gone and not p.edit and p not in returned]
        edited = [_edit(piece, EDITS[n % 5]) for n, piece in enumerate(alive[week::7])]
        doomed = [p for p in alive if not p.edit][week::9]
        for n, piece in enumerate(doomed):
            piece.gone = GONE[n % 4]
        deleted += doomed
        web.add(max(1, articles // 8))
        last = _last(corpus)
        crawl()
        for piece in edited:
            caused.setdefault(piece.number, set()).update({"changed", "headline", "corrected"})
        for piece in deleted:
            caused.setdefault(piece.number, set()).update({"gone", "back"})
        noticed = _numbers(corpus, "SELECT article_key FROM events WHERE id > ? AND kind NOT IN ('gone', 'back')", last)
        gone = _numbers(corpus, "SELECT article_key FROM looks WHERE result = 'gone' AND id > ?", 0)
        weeks.append(
            Week(
                len(edited),
                len(noticed & {p.number for p in edited}),
                len(doomed),
                len(gone & {p.number for p in doomed}),
                _take(web),
                _strange(corpus, caused),
            )
        )
    twice = {p.number for p in deleted if not p.gone or p.number in _two_gone(corpus)} - {p.number for p in returned}
    events = _numbers(corpus, "SELECT article_key FROM events WHERE kind = 'gone' AND id > ?", 0)
    return Outcome(weeks, len(twice), len(events & twice), len(returned), _looked_well(corpus, returned))


def _edit(piece: Piece, how: str) -> Piece:
    """Edit an article; only one of several pages can have an edit of a further page."""
    piece.edit = how if piece.pages > 1 or how not in EDITS[3:] else "text"
    if piece.edit == "headline":
        piece.headline = " Ditunda"
    return piece


def _take(web: Web) -> dict[str, int]:
    requests = dict(sorted(web.requested.items()))
    web.requested.clear()
    return requests


def rows_of(corpus: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    with closing(sqlite3.connect(corpus)) as sql:
        return sql.execute(query, values).fetchall()


def _number(key: object) -> int:
    return int(str(key).rsplit("-", 1)[1])


def _numbers(corpus: Path, query: str, after: int) -> set[int]:
    return {_number(row[0]) for row in rows_of(corpus, query, after)}


def _last(corpus: Path) -> int:
    return int(str(rows_of(corpus, "SELECT coalesce(max(id), 0) FROM events")[0][0]))


def _two_gone(corpus: Path) -> set[int]:
    query = "SELECT article_key FROM looks WHERE result = 'gone' AND id > ? GROUP BY 1 HAVING count(*) > 1"
    return _numbers(corpus, query, 0)


def _looked_well(corpus: Path, returned: Sequence[Piece]) -> int:
    """How many of the articles that came back before a second look are not called gone."""
    gone = _numbers(corpus, "SELECT article_key FROM events WHERE kind = 'gone' AND id > ?", 0)
    return sum(piece.number not in gone for piece in returned)


def _strange(corpus: Path, caused: dict[int, set[str]]) -> list[tuple[str, str]]:
    rows = rows_of(corpus, "SELECT article_key, kind FROM events ORDER BY id")
    return [(str(key), str(kind)) for key, kind in rows if kind not in caused.get(_number(key), set())]


def run_crawl(folder: Path) -> subprocess.CompletedProcess[str]:
    """Crawl topic.toml with the outlet of outlets/ in the folder, into its kliping.db. Raises CalledProcessError."""
    environment = os.environ | {"KLIPING_DELAY": "0", "KLIPING_CONFIG": str(folder / "c.toml")}
    command = [sys.executable, "-m", "crawler.cli", "crawl", "topic.toml", "--outlet", "mingguan", "--outlets",
               "outlets", "--allow-private", "--contact", "a@example.org", "--corpus", "kliping.db",
               "--limit", "none"]  # fmt: skip
    house = str(Path(__file__).resolve().parents[1])
    return subprocess.run(command, cwd=folder, env=environment | {"PYTHONPATH": house}, check=True,
                          capture_output=True, text=True)  # fmt: skip


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser(description="Three weekly runs with edits and deletions.")
    parser.add_argument("--articles", type=int, default=120)
    number = parser.parse_args().articles
    web = Web()
    serving = Serving(web)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "outlets").mkdir()
        (folder / "outlets" / "mingguan.py").write_text(OUTLET.format(port=serving.port))
        (folder / "topic.toml").write_text(TOPIC)

        def crawl() -> None:
            ran = run_crawl(folder)
            print(*(line for line in ran.stderr.splitlines() if "looked again" in line or "still due" in line))

        outcome = run_weeks(web, folder / "kliping.db", crawl, number)
    serving.close()
    print(
        "| run | edits due / noticed | deletions due / seen | requests by kind | false events |\n|---|---|---|---|---|"
    )
    for number, week in enumerate(outcome.weeks, 1):
        kinds = ", ".join(f"{kind} {n}" for kind, n in week.requests.items())
        edits, gone = f"{week.edits} / {week.edits_noticed}", f"{week.deletions} / {week.deletions_seen}"
        print(f"| {number} | {edits} | {gone} | {kinds} | {len(week.strange)} |")
    print(f"deletions looked at twice: {outcome.deletions}, noticed as events: {outcome.deletions_noticed}")
    print(f"back before the second look: {outcome.returns}, not called gone: {outcome.returns_noticed}")


if __name__ == "__main__":
    main()
