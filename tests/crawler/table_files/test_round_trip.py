"""What `kliping export --with-text` writes comes back by `kliping import` with the same values, hostile ones too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import crawler
from corpus.characters import plain
from tests.crawler.conftest import Desk, broken_invariants
from tests.crawler.table_files.made_tables import MAP, SITE, put_jsonl, row_of

pytestmark = pytest.mark.hostile
SAME = """SELECT key, url, title, text, outlet, authors, tags, editor, section, place, dateline, credit, published_day,
    published_at, published_ts, modified_at, language, words, form, text_sha256, date_confidence, date_note
    FROM articles ORDER BY key"""
DEMO_OUTLETS = Path(crawler.__file__).parent / "demo" / "outlets"
LONG = "\n".join(f"Kalimat ke-{n} ini \U0001f600 panjang sekali, kata “balai” itu." for n in range(4000))
HOSTILE = [
    row_of(
        1,
        judul='=cmd|"/c calc"!A1',
        isi='+1\n"dikutip", lalu; titik koma | tegak\n\'=apostrof',
        penulis="-Ani; Budi, S.H.",
    ),
    row_of(2, isi=LONG, tanggal="2023-11-20T23:30:00-05:00"),
    row_of(3, isi="kata " * 200_000, tanggal="2023-11-21"),
    row_of(4, isi="Teks \u202edengan\u202c tanda arah, \u200b dan _x000D_ literal.\ttab", tanggal=""),
    row_of(5, penulis='["Ani; Budi", "Cici"]', tanggal="2023-11-22 09.00 WITA"),
    row_of(6, judul="", isi="Satu baris"),
]
HIDDEN = "warta.example/berita/judul-4"  # its hidden characters are left out of CSV
TEXT_OF = "SELECT text FROM articles WHERE key = ?"
EXTRA = {"rubrik": "Nasional", "label": "a; b", "ubah": "2023-12-01T00:00:00Z"}
FULL_MAP = MAP + ",section=rubrik,tags=label,modified=ubah"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("sumber"))
    file = put_jsonl(desk.folder / "asal.jsonl", [{**row, **EXTRA} for row in HOSTILE])
    ran = desk.run("import", file, "--map", FULL_MAP)
    assert "stored 6" in ran.err, ran.err
    return desk


@pytest.fixture
def target(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def exported(source: Desk, name: str, *more: str) -> Path:
    path = source.folder / name
    ran = source.run("export", "--with-text", "-o", path, *more)
    assert ran.code == 0, ran.err
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.xlsx", "a.parquet"])
def test_an_export_comes_back_with_the_same_values(source: Desk, target: Desk, name: str) -> None:
    ran = target.run("import", exported(source, name))
    assert (ran.code, "rows 6 = stored 6" in ran.err) == (0, True), ran.err
    differing = differences(source.ask(SAME), target.ask(SAME))
    assert {key for key, *_ in differing} == ({HIDDEN} if name == "a.csv" else set())
    ((text,),) = source.ask(TEXT_OF, HIDDEN)
    assert target.ask(TEXT_OF, HIDDEN) == [(plain(text) if name == "a.csv" else text,)]
    assert broken_invariants(target) == {}


@pytest.mark.parametrize("country", ["id", "en"])
def test_a_csv_for_excel_comes_back_but_for_what_it_leaves_out(source: Desk, target: Desk, country: str) -> None:
    ran = target.run("import", exported(source, f"{country}.csv", "--excel", country))
    assert ran.code == 0, ran.err
    columns = "SELECT title, authors, published_at, published_day FROM articles ORDER BY key"
    assert target.ask(columns) == source.ask(columns)
    assert target.ask("SELECT text FROM articles WHERE url LIKE '%-1'") == [(HOSTILE[0]["isi"],)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("demo"))
    desk.corpus = desk.folder / "demo.db"
    ran = desk.run("demo", "--corpus", desk.corpus)
    assert ran.code == 0, ran.err
    return desk


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.zst", "a.xlsx", "a.parquet"])
def test_the_demo_comes_back_as_it_was_crawled(demo: Desk, target: Desk, name: str) -> None:
    ran = target.run("import", exported(demo, name), "--outlets", DEMO_OUTLETS)
    assert ran.code == 0, ran.err
    assert len(demo.ask(SAME)) > 50
    assert differences(demo.ask(SAME), target.ask(SAME)) == []
    photos = "SELECT url, caption, credit, alt, position FROM images ORDER BY 1, 2"
    assert demo.ask(photos) == target.ask(photos)


def differences(before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]) -> list[tuple[str, str, str]]:
    assert len(before) == len(after)
    return [
        (old[0], repr(a)[:80], repr(b)[:80])
        for old, new in zip(before, after, strict=True)
        for a, b in zip(old, new, strict=True)
        if a != b
    ]


def test_what_the_first_import_took(source: Desk) -> None:
    found = dict(source.ask("SELECT substr(url, -1), text FROM articles"))
    assert found["2"] == LONG
    assert len(found["3"].split()) == 200_000
    authors = dict(source.ask("SELECT substr(url, -1), authors FROM articles"))
    assert (authors["1"], authors["5"]) == ('["-Ani", "Budi, S.H."]', '["Ani; Budi", "Cici"]')
    assert source.ask("SELECT published_at, published_day FROM articles WHERE url = ?", f"{SITE}/judul-2") == [
        ("2023-11-21T11:30:00+07:00", "2023-11-21")
    ]
