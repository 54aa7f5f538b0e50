"""Corpora with real archives of made-up pages, as two people crawled them, and what stands in a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.writer import ArchiveWriter

Run = Callable[..., Any]
SITE = "https://warta-timur.example"
FIRST, SECOND = datetime(2024, 3, 8, 1, tzinfo=UTC), datetime(2024, 3, 9, 1, tzinfo=UTC)


def page(n: int, words: str = "biasa") -> bytes:
    """A made-up page of an article."""
    paragraphs = (
        f"Kantor pelayanan membuka loket {words} bagi warga yang hendak mengurus dokumen perjalanan pada hari {n}.",
        f"Warga diminta membawa berkas asli serta salinannya agar pemeriksaan petugas {n} dapat berjalan cepat.",
        f"Kepala kantor mengatakan antrean {words} akan diatur dengan nomor urut yang dibagikan setiap pagi {n}.",
    )
    return (
        f"<html><head><title>Loket {n} {words}</title></head><body><main><article><h1>Loket Layanan {n} {words}</h1>"
        f"{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></main></body></html>"
    ).encode()


def crawled(path: Path, pages: dict[str, bytes], at: datetime) -> Path:
    """A corpus with an archive of these pages (path of the address -> body), all fetched at this time."""
    folder = path.parent / "in"
    writer = ArchiveWriter(folder, 1, {})
    for address, body in pages.items():
        writer.write(f"{SITE}{address}", 200, [("Content-Type", "text/html")], body, at, [("Accept", "text/html")])
    writer.close()
    from crawler.cli import main

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KLIPING_CONFIG", str(path.parent / "config.toml"))
        assert main(["import", str(folder), "--corpus", str(path)]) == 0
    shutil.rmtree(folder)
    return path


def crawls_of_two(folder: Path) -> Path:
    """Make two corpora that share two articles; one of these was edited between the two crawls."""
    crawled(folder / "a/kliping.db", {f"/berita/loket-{n}": page(n) for n in (1, 2, 3)}, FIRST)
    pages = {"/berita/loket-2": page(2), "/berita/loket-3": page(3, "baru"), "/berita/loket-4": page(4)}
    crawled(folder / "b/kliping.db", pages, SECOND)
    return folder


def remains(folder: Path) -> list[str]:
    """What stands in the folder, but for the locks of corpora that are there."""
    return sorted(p.name for p in folder.iterdir() if p.suffix != ".lock" or not p.with_suffix("").exists())


def everything(folder: Path) -> list[str]:
    """What stands in the folder."""
    return sorted(p.name for p in folder.iterdir())


def doctors(kliping: Run, path: Path) -> list[str]:
    """What `kliping doctor` finds wrong with the corpus and its archive."""
    ran = kliping("doctor", "--deep", "--json", "--corpus", path)
    return [row["told"] for row in ran.rows if not row["well"]]
