"""A small corpus of made-up articles, kept through the same doors as a crawl's; and the command line to ask it."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import end_run, start_run
from corpus.models import Article, Capture, Image, Outlet, OutsideWords, PageWords, RemovedLine
from corpus.store import ArticleOutcome, Corpus
from corpus.topics import parse_topic
from tests.exact_copies import fold_exact_copies

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job; a test's programs would ignore it too
    signal.signal(signal.SIGINT, signal.default_int_handler)

WIB = timezone(timedelta(hours=7), "WIB")
CLOCK = datetime(2024, 3, 8, 3, 0, tzinfo=UTC)

TOPIC = """
name = "pembinaan-pegawai"
title = "Pembinaan pegawai"
[ask]
search = ["BP2MI pegawai"]
[grade]
phrases = ["pembinaan pegawai"]
all = [["BP2MI", "BP3MI"]]
"""

OUTLETS = (
    Outlet("kantor_berita", "Kantor Berita", "agency", "kantor-berita.example", "BP2MI"),
    Outlet("warta_timur", "Warta Timur", "media", "warta-timur.example"),
    Outlet("suara_kota", "Suara Kota", "media", "suara-kota.example"),
)

COACHING = (
    "BP2MI menggelar pembinaan pegawai di Kantor BP3MI Nusa Tenggara Timur, Kupang, pada Senin pagi.\n"
    "Deputi meminta seluruh pegawai menjaga integritas dan melayani pekerja migran dengan cepat. “Layanan yang "
    "baik berawal dari disiplin,” katanya di hadapan jajaran yang hadir."
)

ARTICLES = (
    Article(
        url="https://kantor-berita.example/berita/pembinaan-pegawai-ntt",
        title="Pembinaan Pegawai di NTT",
        text=COACHING,
        lead=COACHING.split("\n")[0],
        authors=("Maria Bere",),
        place="Kupang",
        credit="bp2mi.example",
        published_at=datetime(2023, 11, 20, 9, 30, tzinfo=WIB),
        published_day=date(2023, 11, 20),
        published_printed="Senin, 20 November 2023 | 09:30 WIB",
        words=40,
        origins={"title": "json-ld", "published_at": "visible"},
        removed=(RemovedLine("baca_juga", 1, "Baca Juga: Pelaut Ajukan Permohonan"),),
        page_words=(
            PageWords(0, seen=112, in_text=30, fields=12, cut=5, outside=55, unexplained=10),
            PageWords(1, seen=14, in_text=10, fields=0, cut=0, outside=4, unexplained=0, added=2),
        ),
        outside=(
            OutsideWords(0, 0, "navigation", 55),
            OutsideWords(0, 31, "unexplained", 10, "Simak kabar petang ini"),
            OutsideWords(1, 2, "footer", 4),
        ),
        images=(
            Image(-1, "https://kantor-berita.example/foto/apel.jpg", "Apel pegawai di halaman kantor", "Budi Tafa"),
            Image(0, "https://kantor-berita.example/foto/2.jpg", alt="Peserta apel"),
        ),
        outlet="kantor_berita",
        key="kantor-berita.example/berita/pembinaan-pegawai-ntt",
    ),
    Article(
        url="https://warta-timur.example/2023/11/21/deputi-bina-pegawai",
        title="Deputi Bina Pegawai di Kupang",
        text=COACHING,  # an exact copy
        lead=COACHING.split("\n")[0],
        published_day=date(2023, 11, 21),
        words=40,
        outlet="warta_timur",
        key="warta-timur.example/2023/11/21/deputi-bina-pegawai",
    ),
    Article(
        url="https://suara-kota.example/bp2mi-ntt-gagalkan",
        title="BP2MI-NTT Gagalkan Keberangkatan Ilegal",
        text="Petugas BP2MI-NTT bersama polisi menggagalkan keberangkatan empat calon pekerja pada Jum'at malam.",
        lead="Petugas BP2MI-NTT bersama polisi menggagalkan keberangkatan empat calon pekerja pada Jum'at malam.",
        published_at=datetime(2024, 1, 5, 20, 15, tzinfo=WIB),
        published_day=date(2024, 1, 5),
        words=13,
        outlet="suara_kota",
        key="suara-kota.example/bp2mi-ntt-gagalkan",
    ),
    Article(
        url="https://suara-kota.example/opini-pegawai",
        title="Opini: Pegawai Publik dan Harapan Warga",
        text="Pegawai publik yang baik mendengar warga. Tulisan ini tidak menyebut hari apa pun.",
        words=13,
        outlet="suara_kota",
        key="suara-kota.example/opini-pegawai",
    ),
)

Keep = Callable[..., ArticleOutcome]
SHARE_CRAWLS = {"content.py", "listings.py", "pages.py", "reliability_page.py"}  # of tests/hostile: `pages`, `listings`


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where the hostile tests alone are asked for, skip the nine files in ten that never say the word."""
    alone = config.option.markexpr == "hostile" and collection_path.name.startswith("test_")
    return True if alone and "hostile" not in collection_path.read_text(encoding="utf-8") else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile`, one process for the hostile files that share two crawls, which others would make anew."""
    from xdist.scheduler import LoadFileScheduling

    class SharedCrawls(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = str(nodeid.partition("::")[0])
            return "tests/hostile" if file.removeprefix("tests/hostile/test_") in SHARE_CRAWLS else file

    return SharedCrawls(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def new_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with nothing in it, to be copied: opening a copy costs a quarter of making one by all migrations."""
    path = tmp_path_factory.mktemp("new") / "kliping.db"
    Corpus(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the corpus of a test stands."""
    return tmp_path / "kliping.db"


@pytest.fixture
def corpus(path: Path, new_corpus: Path) -> Iterator[Corpus]:
    """An empty corpus with the outlets."""
    if not path.exists():
        shutil.copy(new_corpus, path)
    with Corpus(path) as opened:
        for outlet in OUTLETS:
            opened.put_outlet(outlet)
        yield opened


@pytest.fixture
def keep(corpus: Corpus) -> Keep:
    """Stores articles as one crawl: `keep(article, ..., fetched_at=CLOCK, command="crawl")`; the last outcome."""

    def keep_all(*articles: Article, fetched_at: datetime = CLOCK, command: str = "crawl") -> ArticleOutcome:
        run = start_run(corpus, command, topic=parse_topic(TOPIC), clock=CLOCK, options={}, versions={})
        stored = [put_article(corpus, run, article, fetched_at) for article in articles]
        end_run(corpus, run, state="finished", exit_code=0)
        fold_exact_copies(corpus)
        return stored[-1]

    return keep_all


@pytest.fixture
def filled(corpus: Corpus, keep: Keep) -> Corpus:
    """The corpus with `ARTICLES`: two of one text, one about the office, one without a date; graded."""
    keep(*ARTICLES)
    topic = corpus.conn.execute("SELECT id FROM topics").fetchone()[0]
    for article, grade in zip(ARTICLES, (3, 3, 1, 0), strict=True):
        article_id = corpus.id_of(str(article.key))
        corpus.conn.execute("INSERT INTO grades VALUES (?, ?, ?)", (article_id, topic, grade))
        if grade == 3:
            corpus.conn.execute("INSERT INTO matches VALUES (?, ?, 'pembinaan pegawai', 'lead')", (article_id, topic))
    return corpus


@pytest.fixture
def articles() -> tuple[Article, ...]:
    """The made-up articles."""
    return ARTICLES


@pytest.fixture
def another() -> Callable[..., Article]:
    """Makes further articles: `another(n, text=..., day=...)`."""

    def make(n: int, *, text: str = "Berita pendek tentang pegawai.", day: date | None = None,
             outlet: str = "suara_kota", title: str | None = None) -> Article:  # fmt: skip
        key = f"{outlet}.example/berita-{n}"
        return replace(
            ARTICLES[3], url=f"https://{key}", key=key, outlet=outlet, title=title or f"Berita {n}",
            text=text, published_day=day,
        )  # fmt: skip

    return make


@dataclass(frozen=True)
class Ran:
    """What a command printed and ended with."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The objects of `--json`."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the configuration, state and cache of whoever runs the tests out of them, and the tests' out of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "STATE", "CACHE", "DATA"):
            patch.setenv(f"XDG_{name}_HOME", str(tmp_path_factory.getbasetemp() / f"home-{name.lower()}"))
        yield


@pytest.fixture
def kliping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command in this process, in an empty folder, with a configuration of its own: `kliping("search", "x")`."""
    for name in [name for name in os.environ if name.startswith("KLIPING_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KLIPING_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Ran:
        from crawler.cli import main

        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


def put_article(corpus: Corpus, run: int, article: Article, fetched_at: datetime = CLOCK) -> ArticleOutcome:
    """Store an article as a crawl does."""
    frontier = Frontier(corpus, run)
    assert article.outlet is not None
    assert article.key is not None
    with corpus.transaction() as sql:
        frontier.discover(FrontierEntry(article.outlet, "article", "listing", article.key, article.url))
        row = sql.execute("SELECT id FROM frontier WHERE kind = 'article' AND key = ?", (article.key,)).fetchone()[0]
        number = sql.execute("SELECT count(*) FROM captures").fetchone()[0]
        capture = Capture(
            article.url, article.text.encode(), fetched_at, content_type="text/html", archive="run-1.warc.gz",
            sha256=sha256(article.text.encode()).hexdigest(), offset=number * 1000, length=1000,
        )  # fmt: skip
        capture_id = corpus.add_capture(capture, article.outlet, run, row)
        stored = corpus.keep(article, [capture_id], fetched_at)
        outcome = "duplicate" if stored.outcome == "duplicate" else "stored"
        frontier.settle(row, outcome, article_key=stored.key)
    return stored
