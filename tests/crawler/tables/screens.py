"""What each command that prints rows shows on terminals of 80 and 120 columns, over a small made-up corpus.

`python -m tests.crawler.tables.screens` writes the files in tests/goldens/screens anew: read each change by eye.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import ListingAnswer, end_run, note_listing, start_run
from corpus.deriving.batches import derive_lately
from corpus.models import Article, Outlet
from corpus.revisits.article_events import LookNote, note_look
from corpus.store import Corpus
from corpus.topics import parse_topic
from corpus.watching.watches import add_watch
from tests.conftest import ARTICLES, CLOCK, OUTLETS, TOPIC, put_article
from tests.exact_copies import fold_exact_copies

GOLDENS = Path(__file__).parents[2] / "goldens/screens"
WIDTHS = (80, 120)
LONG_OUTLET = Outlet("kabar_nusantara_timur_daya", "Kabar Nusantara Timur Daya", "media", "kabar-nusantara.example")
SCREENS: dict[str, tuple[str, ...]] = {
    "search": ("search", "pegawai"),
    "search-facets": ("search", "--facets", "outlet,grade,place", "-n", "2"),
    "search-nothing": ("search", "tidakadakatanya"),
    "kwic": ("kwic", "pegawai"),
    "kwic-left": ("kwic", "pegawai", "--sort", "left", "-n", "6"),
    "words": ("words", "-n", "8"),
    "collocates": ("collocates", "pegawai", "--least", "2", "-n", "8"),
    "keywords": ("keywords", "--in", "pegawai", "--least", "1", "-n", "8"),
    "trend": ("trend", "pegawai"),
    "people": ("people", "-n", "4"),
    "people-page": ("people", "BP3MI NTT"),
    "lineage-stats": ("lineage", "--stats"),
    "ledger": ("ledger",),
    "ledger-pages": ("ledger", "--pages"),
    "names-propose": ("names", "propose"),
    "watch-list": ("watch", "list"),
    "watch-run": ("watch", "run", "--again"),
    "retry-list": ("retry", "--list"),
    "sample": ("sample", "5", "--seed", "7", "--by", "none"),
    "sample-text": ("sample", "2", "--seed", "7", "--by", "none", "--show", "outlet", "--show", "text"),
    "outlets-suggest": ("outlets", "suggest"),
    "versions": ("versions", ARTICLES[3].url, "--diff"),
    "show": ("show", "1", "--cuts"),
}
"""Name of a screen -> the command."""
OF_DATA: dict[str, tuple[str, ...]] = {
    "names-check": ("names", "check", "-n", "6"),
    "names-list": ("names", "list"),
    "outlets-list": ("outlets", "list"),
    "outlets-sets": ("outlets", "sets"),
}
"""Screens of lists that ship, which grow: only their width is looked at."""


class Screen(io.StringIO):
    """A terminal that remembers what it is sent."""

    def isatty(self) -> bool:
        return True


def further_articles() -> Iterator[Article]:
    """Articles with long titles, long words, wide characters and credits."""
    text = (
        "Kepala balai membuka pembinaan pegawai bagi dua puluh orang staf layanan. Setiap pegawai menandatangani pakta "
        "integritas, lalu pegawai baru dan pegawai lama duduk bersama mempertanggungjawabkan pelayanan kepada warga."
    )
    for n in range(6):
        key = f"{LONG_OUTLET.site}/berita/pembinaan-pegawai-angkatan-{n}-di-balai-pelayanan-dan-pelindungan-kota"
        yield replace(
            ARTICLES[1],
            url=f"https://{key}",
            key=key,
            outlet=LONG_OUTLET.slug,
            title=f"Pembinaan Pegawai Angkatan {n}: Kepala Balai Minta Seluruh Staf Layanan Menjaga Integritas dan "
            "Mempertanggungjawabkan Setiap Rupiah" + (" 日本語の新聞" if n == 3 else ""),
            text=f"{text} Ini laporan ke-{n}.",
            lead=text,
            place="Kabupaten Timor Tengah Selatan" if n % 2 else None,
            credit="Humas Balai Pelayanan" if n == 2 else f"sumber-{n}.example" if n == 4 else None,
            published_day=date(2024, 1, 1) + timedelta(days=9 * n),
        )


def build(path: Path) -> None:
    """Make the corpus."""
    with Corpus(path) as corpus:
        for outlet in (*OUTLETS, LONG_OUTLET):
            corpus.put_outlet(outlet)
        run = start_run(corpus, "crawl", topic=parse_topic(TOPIC), clock=CLOCK, options={}, versions={})
        for article in (*ARTICLES, *further_articles()):
            put_article(corpus, run, article)
        _put_edits(corpus, run)
        topic = corpus.conn.execute("SELECT id FROM topics").fetchone()[0]
        for n, (article_id,) in enumerate(corpus.conn.execute("SELECT id FROM articles ORDER BY id").fetchall()):
            corpus.conn.execute(
                "INSERT OR REPLACE INTO grades VALUES (?, ?, ?)", (article_id, topic, (3, 2, 1, 0)[n % 4])
            )
        derive_lately(corpus)
        _put_listings(corpus, run)
        _put_refused(corpus, run)
        end_run(corpus, run, state="finished", exit_code=0)
        fold_exact_copies(corpus)
        add_watch(corpus, "pembinaan", "pegawai", CLOCK)
        add_watch(corpus, "kerja sama antarlembaga", 'judul:integritas OR "pekerja migran" outlet:suara_kota', CLOCK)
        corpus.conn.execute("UPDATE watches SET seen_run_id = 0")


def _put_edits(corpus: Corpus, run: int) -> None:
    """An article that was edited, and edited back, as its page says."""
    edited = "Pegawai publik yang baik mendengar semua warga di kantor.\nTulisan ini menyebut hari Senin."
    one = replace(ARTICLES[3], title="Opini: Pegawai Publik dan Warga", text=edited)
    put_article(corpus, run, one, CLOCK + timedelta(days=1))
    put_article(corpus, run, ARTICLES[3], CLOCK + timedelta(days=2))
    second, third = sorted(row[0] for row in corpus.conn.execute("SELECT id FROM captures ORDER BY id DESC LIMIT 2"))
    look = LookNote(str(one.key), CLOCK + timedelta(days=2), "changed", ("headline", "corrected"), third, second)
    with corpus.transaction():
        note_look(corpus, run, replace(look, sizes={"headline": (1, 0), "corrected": (5, 8)}, correction="koreksi"))


def _put_listings(corpus: Corpus, run: int) -> None:
    for at, (outlet, way, outcome, reason, links) in enumerate(
        [
            ("suara_kota", "sitemap", "answered", "capped", 1200),
            ("suara_kota", "sitemap", "failed", "timeout", 0),
            ("kabar_nusantara_timur_daya", "search_feed", "refused", "http_403", 0),
            ("warta_timur", "search", "answered", "nothing_found", 0),
        ]
    ):
        address = (
            f"https://{outlet.replace('_', '-')}.example/indeks/berita?tanggal=2024-03-0{at + 1}&halaman=1&urut=terbaru"
        )
        note_listing(corpus, run, ListingAnswer(outlet, way, address, CLOCK, outcome, reason, links, new=links // 3))  # type: ignore[arg-type]


def _put_refused(corpus: Corpus, run: int) -> None:
    frontier = Frontier(corpus, run)
    with corpus.transaction():
        for n in range(3):
            key = f"suara-kota.example/ditolak-{n}"
            frontier.discover(FrontierEntry("suara_kota", "article", "listing", key, f"https://{key}"))
            row = corpus.conn.execute("SELECT id FROM frontier WHERE key = ?", (key,)).fetchone()[0]
            frontier.settle(row, "failed", "http_403")
    corpus.conn.execute("UPDATE frontier SET retry_at = 1709900000, refusals = 1 WHERE reason = 'http_403'")
    corpus.conn.execute("UPDATE frontier SET retry_at = NULL WHERE key = 'suara-kota.example/ditolak-2'")


def screens(folder: Path, columns: int, commands: Mapping[str, Sequence[str]] = SCREENS) -> dict[str, str]:
    """Return what each command shows, messages too, on a terminal of so many columns, by its name."""
    from crawler.cli import main

    shown = {}
    for name, command in commands.items():
        copy = folder / "kliping.db"  # a sample and a watch write
        for old in folder.glob("kliping.db*"):
            old.unlink()
        shutil.copy(folder / "asal.db", copy)
        with _terminal(folder, columns) as screen:
            if name == "show":
                main(["search", "disiplin"])
                screen.truncate(0)
                screen.seek(0)
            main(list(command))
            shown[name] = screen.getvalue()
    return shown


@contextmanager
def _terminal(folder: Path, columns: int) -> Iterator[Screen]:
    """stdout and stderr as one terminal, in this folder, with a configuration of its own."""
    environment, streams, place = dict(os.environ), (sys.stdout, sys.stderr), Path.cwd()
    for name in [name for name in os.environ if name.startswith(("KLIPING_", "XDG_"))]:
        del os.environ[name]
    os.environ |= {"COLUMNS": str(columns), "NO_COLOR": "1", "KLIPING_CONFIG": str(folder / "config.toml")}
    os.environ |= {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    os.environ["TERM"] = "dumb"  # no busy line: it comes after two seconds, which a loaded machine takes
    screen = Screen()
    sys.stdout = sys.stderr = screen
    os.chdir(folder)
    try:
        yield screen
    finally:
        os.chdir(place)
        sys.stdout, sys.stderr = streams
        os.environ.clear()
        os.environ.update(environment)


def all_screens(folder: Path) -> dict[str, str]:
    """Build the corpus in the folder; return the name of each golden and its text."""
    build(folder / "asal.db")
    return {f"{name}-{columns}.txt": text for columns in WIDTHS for name, text in screens(folder, columns).items()}


if __name__ == "__main__":
    GOLDENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as new:
        for golden, text in all_screens(Path(new)).items():
            (GOLDENS / golden).write_text(text, encoding="utf-8")
