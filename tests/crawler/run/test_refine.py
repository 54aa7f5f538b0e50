"""`kliping refine`: the same articles again from the archive, with nothing but the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.models import SetAside
from crawler.cli import cli, main
from pipelines.rules import rules_version
from tests.crawler.conftest import CommandResult, Desk, Site, article, broken_invariants, listing, title_of

TABLES = ("articles", "origins", "grades", "matches", "article_captures", "versions", "misdated", "page_words")
WITHOUT_NUMBER = {
    "removed_lines": "article_id, rule, position, text",
    "outside": "article_id, part, position, reason, words, text",
    "images": "article_id, position, url, caption, credit, alt",
}


@pytest.fixture(scope="module")
def crawled(shared_desk: Desk, shared_site: Site) -> Desk:
    """Ten articles, one of them on two pages, one with a line that is cut, a duplicate and a page set aside."""
    site = shared_site
    site.put_articles(range(10))
    site.put("/berita/judul-1", article(1, '<a href="/berita/judul-1?page=2">2</a>'))
    site.put("/berita/judul-1?page=2", article(30).replace(title_of(30), title_of(1)))
    site.put("/berita/judul-2", article(2).replace("</h1>", "</h1><p>Baca Juga: Pelatihan Staf Loket Balai Contoh</p>"))
    site.put("/berita/salinan", article(3))
    site.put("/berita/kosong", "")
    slugs = [*(f"judul-{n}" for n in range(10)), "salinan", "kosong"]
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/{slug}", f"Pegawai {slug}") for slug in slugs]))
    shared_desk.crawl()
    return shared_desk


@pytest.fixture
def copy(crawled: Desk, tmp_path: Path) -> Desk:
    """A copy of the crawl's folder that a test may spoil."""
    shutil.copytree(crawled.folder, tmp_path / "salinan")
    desk = Desk(tmp_path / "salinan")
    shutil.copytree(crawled.outlets, desk.outlets, dirs_exist_ok=True)
    return desk


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that refining writes; the own number of a removed line, of words outside and of a photo don't count."""
    rows = {table: sorted(desk.ask(f"SELECT * FROM {table}"), key=repr) for table in TABLES}
    for table, columns in WITHOUT_NUMBER.items():
        rows[table] = sorted(desk.ask(f"SELECT {columns} FROM {table}"), key=repr)
    return rows


def refine(desk: Desk, *args: str) -> CommandResult:
    return desk.run("refine", "--outlets", desk.outlets, *args)


def test_refining_again_changes_nothing(copy: Desk) -> None:
    before = everything(copy)
    assert refine(copy).code == 0
    assert everything(copy) == before


def test_refining_twice_says_that_all_is_the_same(copy: Desk) -> None:
    assert refine(copy).out == "refined 12 pages: 1 duplicate, 10 same, 1 set aside\n"


def test_deleted_articles_come_back_as_they_were(copy: Desk) -> None:
    before = everything(copy)
    with copy.sql() as sql:
        sql.execute("PRAGMA foreign_keys = ON")
        sql.execute("DELETE FROM articles")
    assert refine(copy).code == 0
    assert everything(copy) == before
    assert broken_invariants(copy) == {}


def test_a_stored_page_that_takes_too_long_now_keeps_its_article(
    copy: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(copy)
    late = SetAside("extract_timeout", "longer than 20 s")
    monkeypatch.setattr("pipelines.storing.workers.RefineWorkers.outcome", lambda _self, _task: late)
    code = main(["refine", "--outlets", str(copy.outlets), "--corpus", str(copy.corpus)])
    shown = capsys.readouterr()
    assert (code, "10 kept" in shown.out) == (3, True), shown
    assert (
        "judul-3: refining took longer than the limit and was stopped (longer than 20 s); its article is" in shown.err
    )
    assert everything(copy) == before
    assert broken_invariants(copy) == {}


def test_no_address_is_asked_for(copy: Desk, shared_site: Site) -> None:
    shared_site.forget()
    refine(copy)
    assert not shared_site.requested


def test_a_missing_segment_is_named_and_nothing_is_lost(copy: Desk) -> None:
    before = everything(copy)
    segment = next(copy.archive.glob("*.warc.gz"))
    segment.unlink()
    ran = refine(copy)
    assert ran.code == 5
    assert copy.ask("SELECT state, exit_code FROM runs ORDER BY id DESC LIMIT 1") == [("finished", 5)]
    assert segment.name in ran.err
    assert len(ran.err.splitlines()) == 1
    assert everything(copy) == before


def test_a_damaged_segment_is_named_and_nothing_is_lost(copy: Desk) -> None:
    before = everything(copy)
    segment = next(copy.archive.glob("*.warc.gz"))
    segment.write_bytes(segment.read_bytes()[:3000] + bytes(500))
    ran = refine(copy)
    assert (ran.code, "Traceback" in ran.err) == (5, False)
    assert segment.name in ran.err
    assert everything(copy) == before


def test_without_its_outlets_file_an_outlet_is_not_refined(copy: Desk) -> None:
    before = everything(copy)
    assert copy.run("refine").in_a_sentence()
    assert everything(copy) == before


def test_an_unknown_outlet_is_told_in_a_sentence(copy: Desk) -> None:
    assert refine(copy, "--outlet", "tidak_ada").in_a_sentence()


def test_without_a_corpus_it_says_so_and_makes_none(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert refine(desk).in_a_sentence()
    assert not desk.corpus.exists()


def test_counts_come_as_json(copy: Desk) -> None:
    assert refine(copy, "--json").rows == [{"same": 10, "duplicate": 1, "set aside": 1}]


def test_newer_rules_change_the_text_and_keep_the_id(copy: Desk) -> None:
    path = copy.outlets / "warta_contoh.py"
    path.write_text(path.read_text() + "\n    junk = (r'.*doa bersama seluruh peserta\\.$',)\n")
    ids = copy.ask("SELECT id, key FROM articles")
    ran = refine(copy)
    assert "changed" in ran.out
    assert copy.ask("SELECT id, key FROM articles") == ids


def test_the_words_that_other_rules_cut_are_told_rule_by_rule(copy: Desk) -> None:
    path = copy.outlets / "warta_contoh.py"
    path.write_text(path.read_text() + "\n    junk = (r'.*doa bersama seluruh peserta\\.$',)\n")
    (row,) = refine(copy, "--json").rows
    out = row["rules"]["words_out"]
    assert row["rules"]["articles_changed"] > 0
    assert (row["rules"]["words_in"], row["rules"]["by_rule"]["outlet_junk"] > 0, out > 0) == (0, True, True)
    assert refine(copy).out.count("outlet_junk") == 0


def test_a_run_says_which_rules_it_read_by(copy: Desk) -> None:
    refine(copy)
    assert f'"rules": "{rules_version()}"' in copy.one("SELECT versions FROM runs ORDER BY id DESC LIMIT 1")


def test_every_topic_grades_again(copy: Desk) -> None:
    with copy.sql() as sql:
        sql.execute("DELETE FROM grades")
        sql.execute("DELETE FROM matches")
    refine(copy)
    assert copy.one("SELECT count(*) FROM grades") == 10


def test_a_refused_refine_is_no_run(copy: Desk) -> None:
    before = copy.ask("SELECT id, state FROM runs")
    assert refine(copy, "--outlet", "tidak_ada").code == 2
    assert copy.ask("SELECT id, state FROM runs") == before


def test_the_corpus_is_checked_for_damage_once(copy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.integrity import soundness

    looked_at: list[Path] = []

    def counted(path: Path) -> Iterator[str]:
        looked_at.append(path)
        return iter(())

    monkeypatch.setattr(soundness, "faults", counted)
    monkeypatch.chdir(copy.folder)
    assert cli.main(["refine", "--outlets", str(copy.outlets)], standalone_mode=False) == 0
    assert len(looked_at) == 1


def test_a_refine_of_an_outlet_that_is_not_there_leaves_no_run(copy: Desk) -> None:
    runs = copy.ask("SELECT count(*) FROM runs")
    assert refine(copy, "--outlet", "tidak_ada").code == 2
    assert copy.ask("SELECT count(*) FROM runs") == runs
