"""An import, a refine and a crawl give the same rows with one worker and with several: ids, numbers, versions, all."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Desk
from long_site import OUTLET, LongSite, article

from crawler.archive.writer import ArchiveWriter

pytestmark = pytest.mark.hostile

CLOCK = datetime(2024, 3, 8, tzinfo=UTC)
PAGES = 60
HTML = [("Content-Type", "text/html; charset=utf-8")]
OF_THE_RUN = {
    "archive",
    "offset",
    "length",
    "started_at",
    "ended_at",
    "clock",
    "options",
    "asked_at",
    "retry_at",
    "due_at",
}
SUMS_AND_TIMES = {"_sqlite_migrations", "table_sums"}  # tables
OF_THE_CRAWL = {"fetched_at", "captured_at", "versions"}  # the last one in article_sums, which rests on the times


def write_pages(folder: Path) -> Path:
    """Pages of which some are edited, doubled, under a second address, of several pages, or no article."""
    writer = ArchiveWriter(folder, 1, {})

    def put(path: str, body: bytes, minutes: int) -> None:
        writer.write(f"https://warta.example{path}", 200, HTML, body, CLOCK + timedelta(minutes=minutes))

    for n in range(PAGES):
        put(f"/berita/{n}", article(n), n)
        if n % 5 == 1:  # the same article, edited or as it was, far away or near
            put(f"/berita/{n // 2}", article(n // 2).replace(b"Berita", b"Kabar"), n)
        if n % 7 == 2:
            put(f"/lain/{n - 2}", article(n - 2), n)
        if n % 11 == 3:
            put(f"/kosong/{n}", b"<html><title>Tidak ada</title><body></body></html>", n)
        if n % 13 == 4:
            more = f'<a rel="next" href="/panjang/{n}?page=2">2</a><div class="paging"><a href="?page=2">2</a></div>'
            put(f"/panjang/{n}", article(1000 + n).replace(b"</article>", f"{more}</article>".encode()), n)
            put(f"/panjang/{n}?page=2", article(2000 + n), n)
    writer.close()
    return folder / writer.name


def rows_of(desk: Desk, leave_out: set[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows, less the columns that are of the run itself."""
    connection = sqlite3.connect(desk.corpus)
    try:
        names = [
            name
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if name not in SUMS_AND_TIMES
            and "VIRTUAL" not in sql
            and "_fts_" not in name
            and not name.startswith("sqlite_")
        ]
        rows = {}
        for name in names:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            chosen = ", ".join(c for c in columns if c not in leave_out)
            own = " WHERE name <> 'uuid'" if name == "meta" else ""  # each corpus has one of its own
            rows[name] = sorted(connection.execute(f"SELECT {chosen} FROM {name}{own}").fetchall(), key=repr)
        return rows
    finally:
        connection.close()


def assert_same(one: Desk, several: Desk, leave_out: set[str]) -> None:
    rows, others = rows_of(one, leave_out), rows_of(several, leave_out)
    assert rows.keys() == others.keys()
    for name in rows:
        assert others[name] == rows[name], name


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk]:
    desks = []
    for name in ("one", "several"):
        (tmp_path / name).mkdir()
        desks.append(Desk(tmp_path / name))
    return desks[0], desks[1]


def test_import_and_refine_give_the_same_rows(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    for desk, workers in zip(desks, ("1", "3"), strict=True):
        ran = desk.run("import", str(pages), "--workers", workers, "--quiet")
        assert ran.code == 0, ran.err
    assert_same(*desks, OF_THE_RUN)
    assert len(rows_of(desks[0], set())["articles"]) > PAGES
    assert rows_of(desks[0], set())["versions"]
    for desk, workers in zip(desks, ("1", "3"), strict=True):
        assert desk.run("refine", "--workers", workers).code == 0
    assert_same(*desks, OF_THE_RUN)


def test_a_crawl_of_an_outlet_gives_the_same_rows(desks: tuple[Desk, Desk]) -> None:
    site = LongSite(60)
    try:
        for desk, workers in zip(desks, ("1", "3"), strict=True):
            desk.environment["KLIPING_DELAY"] = "0"
            desk.write_outlet("site", "ListingSpider", "127.0.0.1", site.port, **OUTLET)
            ran = desk.crawl("--outlet", "site", "--limit", "none", "--workers", workers)
            assert ran.code == 0, ran.err
    finally:
        site.stop()
    assert len(rows_of(desks[0], set())["articles"]) == 60
    assert_same(*desks, OF_THE_RUN | OF_THE_CRAWL)
