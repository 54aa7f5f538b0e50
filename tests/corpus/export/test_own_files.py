"""No export overwrites a corpus, what belongs to it, an archive or somebody's notice; texts have their notice."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.columns import Column
from corpus.errors import KlipingError
from corpus.export.content import ExportContent, ExportTable
from corpus.export.files import write_file
from corpus.export.folders import write_folder
from corpus.export.formats import format_named
from corpus.store import Corpus


@pytest.mark.parametrize("name", ["kliping.db", "kliping.db-wal", "kliping.db.lock", "kliping.db.counts", "lain.db"])
def test_no_database_and_no_file_of_the_corpus_is_overwritten(
    kliping: Callable[..., Any], filled: Corpus, name: str
) -> None:
    with sqlite3.connect("lain.db") as other:
        other.execute("CREATE TABLE a (b)")
    other.close()
    target = filled.path.with_name(name)
    target.touch()
    before = target.read_bytes()
    ran = kliping("export", "-o", target, "--format", "csv", "--force", "--corpus", filled.path)
    assert (ran.code, "is a corpus or another database; name another file" in ran.err) == (2, True)
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    "options",
    [("-o", "arsip/a.warc.gz", "--format", "csv"), ("-o", "kliping-archive/x", "--format", "text", "--with-text")],
)
def test_no_archive_is_written_to(kliping: Callable[..., Any], filled: Corpus, options: tuple[str, ...]) -> None:
    for name in ("arsip", "kliping-archive"):
        Path(name).mkdir(exist_ok=True)
        Path(name, "a.warc.gz").write_bytes(b"halaman")
    ran = kliping("export", *options, "--force", "--corpus", filled.path)
    assert (ran.code, "is of an archive of pages" in ran.err) == (2, True)
    assert [path.read_bytes() for path in (*Path("arsip").iterdir(), *Path("kliping-archive").iterdir())] == 2 * [
        b"halaman"
    ]
    assert kliping("export", "-o", "arsip/a.csv", "--corpus", filled.path).code == 0  # a user's folder of pages


def test_a_notice_of_another_is_no_more_overwritten_than_a_file(kliping: Callable[..., Any], filled: Corpus) -> None:
    notice = Path("a.csv.NOTICE.txt")
    notice.write_text("catatan saya")
    ran = kliping("export", "-o", "a.csv", "--with-text", "--corpus", filled.path)
    assert (ran.code, "a.csv.NOTICE.txt: is there already" in ran.err) == (2, True)
    assert (notice.read_text(), Path("a.csv").exists()) == ("catatan saya", False)
    notice.unlink()
    notice.mkdir()
    ran = kliping("export", "-o", "a.csv", "--with-text", "--force", "--corpus", filled.path)
    assert (ran.code, "a.csv.NOTICE.txt: is no file" in ran.err, Path("a.csv").exists()) == (2, True, False)


def test_two_exports_have_a_notice_each(kliping: Callable[..., Any], filled: Corpus) -> None:
    for name in ("a.csv", "a.jsonl.gz"):
        assert kliping("export", "-o", name, "--with-text", "--corpus", filled.path).code == 0
        assert f"The export {name} holds" in Path(f"{name}.NOTICE.txt").read_text(encoding="utf-8")


def test_a_folder_that_came_meanwhile_stays(tmp_path: Path) -> None:
    form = format_named("text")
    columns = (Column("doc_id"), Column("text", wording=True))

    def content(text: str) -> ExportContent:
        return ExportContent(ExportTable("articles", columns, [{"doc_id": "k1", "text": text}]))

    write_folder(tmp_path / "map", content("satu"), form, "", replace=False)
    with pytest.raises(KlipingError, match="is there already"):
        write_folder(tmp_path / "map", content("dua"), form, "", replace=False)
    assert (tmp_path / "map/k1.txt").read_text().strip() == "satu"
    write_folder(tmp_path / "map", content("dua"), form, "", replace=True)
    assert (tmp_path / "map/k1.txt").read_text().strip() == "dua"


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_a_day_that_there_is_not_is_a_sentence(tmp_path: Path, form: str) -> None:
    table = ExportTable("articles", (Column("published_day", "day"),), [{"published_day": "9999-99-99"}])
    with pytest.raises(KlipingError, match=f"holds a value that {form} can't hold"):
        write_file(tmp_path / f"a.{form}", ExportContent(table))
    assert [*tmp_path.iterdir()] == []


def test_names_too_long_and_endings_that_excel_csv_has_not(kliping: Callable[..., Any], filled: Corpus) -> None:
    at = ("--corpus", filled.path)
    for options in (("-o", "a" * 300 + ".csv"), ("-o", "a" * 300, "--format", "text", "--with-text")):
        ran = kliping("export", *options, *at)
        assert (ran.code, "File name too long" in ran.err) == (2, True), ran.err
    ran = kliping("search", "pegawai", "-o", "a" * 300 + ".csv", *at)
    assert (ran.code, "is too long for a name here" in ran.err) == (2, True), ran.err
    ran = kliping("export", "-o", "a.xlsx", "--excel", "id", *at)
    assert (ran.code, "--excel writes CSV, --format names xlsx" in ran.err) == (2, True)
    ran = kliping("export", "-o", "-", "--format", "xlsx", *at)
    assert "name a file: kliping export -o berita.xlsx" in ran.err
