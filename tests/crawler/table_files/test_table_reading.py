"""Tables in every usual form are read by value, and what can't be read is a sentence before anything is stored."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import KlipingError
from crawler.importing.record_counts import ImportCounts
from crawler.table_files.column_map import ColumnMap, fitted_map, guessed_map, read_map
from crawler.table_files.imported_table import LONGEST_CELL
from crawler.table_files.table_import import row_sources
from crawler.table_files.table_opening import open_table
from tests.crawler.table_files.made_tables import HEADS, MAP, csv_text, put_csv, put_jsonl, put_xlsx, row_of

TYPED = read_map([MAP])
WANTED = tuple((TYPED.columns or {}).values())


def rows_in(path: Path, sheet: str | None = None) -> list[dict[str, Any]]:
    return [dict(row.cells) for row in open_table(path, sheet, WANTED).rows() if row.fault is None]


def faults_in(path: Path) -> list[tuple[int, str | None]]:
    return [(row.number, row.fault) for row in open_table(path, None, WANTED).rows() if row.fault]


def sentence_on(path: Path, typed: ColumnMap | None = TYPED, sheet: str | None = None) -> str:
    with pytest.raises(KlipingError) as raised:
        row_sources([path], typed, sheet)
    assert raised.value.exit_code == 2
    return str(raised.value)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_is_read_whatever_its_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [row_of(1, judul='Kata "balai", itu; satu|dua'), row_of(2, judul="Kafé “Ende” — naïf")]
    assert rows_in(put_csv(tmp_path / "a.csv", rows, separator, encoding)) == rows


def test_csv_of_an_old_excel_is_read(tmp_path: Path) -> None:
    rows = [row_of(1, judul="Kafé “Ende” – naïf")]
    assert rows_in(put_csv(tmp_path / "a.csv", rows, ";", "cp1252")) == rows


def test_a_damaged_byte_costs_its_row_and_no_other_its_letters(tmp_path: Path) -> None:
    rows = [row_of(1, judul="Kafé “Ende”"), row_of(2, judul="SATUx"), row_of(3, judul="naïf")]
    path = put_csv(tmp_path / "a.csv", rows)
    path.write_bytes(path.read_bytes().replace(b"SATUx", b"SATU\xff"))
    assert [row["judul"] for row in rows_in(path)] == ["Kafé “Ende”", "naïf"]
    assert faults_in(path) == [(3, "column judul holds bytes that are no letters")]


def test_the_first_line_of_excel_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n" + csv_text([row_of(1)], ";"))
    assert rows_in(path) == [row_of(1)]


def test_a_row_of_another_length_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_text([row_of(1)]) + "\nhttps://a.example/2,judul\n" + "x,y,z,a,b,c\n" + "x,y,z,a,b,\n")
    assert faults_in(path) == [(4, "2 cells, where the head has 5"), (5, "6 cells, where the head has 5")]
    assert len(rows_in(path)) == 2  # an empty cell too many is none


def test_nul_and_control_characters_do_not_end_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text([row_of(1, judul="BalaiX dibuka")]).encode().replace(b"X", b"\0"))
    assert rows_in(path)[0]["judul"] == "Balai dibuka"


def test_json_lines_are_read_packed_or_not_and_a_line_that_is_none_costs_only_itself(tmp_path: Path) -> None:
    from backports import zstd

    rows = [row_of(n, judul="Kafé \U0001f600") for n in (1, 2)]
    plain = put_jsonl(tmp_path / "a.jsonl", rows)
    lines = plain.read_bytes() + b"{broken\n[1]\n\n"
    for name, data in (("a.jsonl.gz", gzip.compress(lines)), ("a.jsonl.zst", zstd.compress(lines)), ("b", lines)):
        (tmp_path / name).write_bytes(data)
        assert rows_in(tmp_path / name) == rows
        assert faults_in(tmp_path / name) == [(3, "no JSON"), (4, "no object of JSON")]


def test_the_columns_of_json_lines_are_those_of_all_objects(tmp_path: Path) -> None:
    path = put_jsonl(tmp_path / "a.jsonl", [{"isi": "a"}] * 300 + [{"isi": "a", "link": "b"}])
    assert open_table(path).columns == ("isi", "link")


def test_a_workbook_is_read_by_value(tmp_path: Path) -> None:
    rows = [row_of(1), row_of(2, judul=2023, penulis=True)]
    path = put_xlsx(tmp_path / "a.xlsx", {"data": [HEADS, *([*row.values()] for row in rows)]})
    assert rows_in(path) == rows


def test_the_first_sheet_with_a_head_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    sheets = {
        "catatan": [["Dibuat oleh redaksi"]],
        "satu": [["Data berita", "2023"], [], HEADS, [*row_of(1).values()]],
        "dua": [HEADS, [*row_of(2).values()]],
    }
    path = put_xlsx(tmp_path / "a.xlsx", sheets)
    table = open_table(path, None, WANTED)
    assert [row.number for row in table.rows()] == [4]
    assert rows_in(path) == [row_of(1)]
    assert rows_in(path, "dua") == [row_of(2)]
    assert any('the sheet "satu" is read, not: catatan, dua' in note for note in table.notes)
    assert any("stand in row 3" in note for note in table.notes)
    assert sentence_on(path, sheet="dia").endswith("there is no sheet 'dia'; did you mean \"dua\"?")


def test_a_later_sheet_that_has_the_columns_of_the_map_comes_first(tmp_path: Path) -> None:
    sheets = {"daftar": [["nama", "kota"], ["Ani", "Ende"]], "berita": [HEADS, [*row_of(1).values()]]}
    assert rows_in(put_xlsx(tmp_path / "a.xlsx", sheets)) == [row_of(1)]


def test_formulas_give_the_stored_value_and_errors_cost_their_row(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    path = tmp_path / "a.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADS, [*row_of(1).values()], [*row_of(2).values()]]):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 1, '="Judul "&"dihitung"', None, "Judul dihitung")
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    [source] = row_sources([path], TYPED, None)
    records = [record for _, record in source.entries(lambda _url: True, ImportCounts())]
    assert json.loads(records[0].payload)["row"]["judul"] == "Judul dihitung"  # type: ignore[union-attr]
    assert [*source.counts.sentences()] == ["rows with an error of Excel in column isi: 1 (Sheet1 row 3)"]
    assert any("2 formulas" in note for note in source.table.notes)


def test_parquet_is_read_by_value_and_type(tmp_path: Path) -> None:
    table = pa.table(
        {
            "link": pa.array(["https://a.example/1"]).dictionary_encode(),
            "judul": pa.array(["Judul"], pa.large_string()),
            "tanggal": pa.array([1_700_450_100_123_456_789], pa.timestamp("ns", tz="Asia/Jakarta")),
            "hari": pa.array([date(2023, 11, 20)]),
            "isi": ["Teks"],
            "penulis": [["Maria", "Yosef"]],
            "lampiran": [{"a": 1}],
            "gambar": [b"\x89PNG"],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    opened = open_table(tmp_path / "a.parquet")
    assert [dict(row.cells) for row in opened.rows()] == [{
        "link": "https://a.example/1", "judul": "Judul", "tanggal": "2023-11-20T10:15:00.123456+07:00",
        "hari": "2023-11-20", "isi": "Teks", "penulis": ["Maria", "Yosef"],
    }]  # fmt: skip
    assert opened.notes[0].endswith("columns of nested values are not read: lampiran, gambar")


def bad_csv(data: str | bytes) -> Callable[[Path], Path]:
    def put(folder: Path) -> Path:
        path = folder / "a.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return put


def bomb(folder: Path) -> Path:
    path = put_xlsx(folder / "a.xlsx", {"data": [HEADS]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as pack, pack.open("xl/worksheets/sheet9.xml", "w") as part:
        for _ in range(80):
            part.write(b"<a/>" * (1 << 18))
    return path


def endless_cell(folder: Path) -> Path:
    path = put_xlsx(folder / "a.xlsx", {"data": [HEADS]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/worksheets/sheet9.xml", "<a>" + "x" * (LONGEST_CELL + 70_000) + "</a>")
    return path


def entities(folder: Path) -> Path:
    path = put_xlsx(folder / "a.xlsx", {"data": [HEADS]})
    with zipfile.ZipFile(path, "a") as pack:
        pack.writestr("xl/worksheets/sheet9.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')
    return path


def cut_off(path: Path, at: float = 0.6) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * at)])
    return path


def parquet(folder: Path) -> Path:
    pq.write_table(pa.table({name: [str(row_of(1)[name])] * 500 for name in HEADS}), folder / "a.parquet")
    return folder / "a.parquet"


@pytest.mark.parametrize(("make", "words"), [
    (bad_csv(""), "the table is empty"),
    (bad_csv("\n\n  \n"), "the table is empty"),
    (bad_csv("judul\nsatu\n"), "no row was found that names two columns or more"),
    (bad_csv(csv_text([row_of(1)]) + 'https://a.example/2,"tidak ditutup,\n' * 2), "row 3 (up to line"),
    (bad_csv(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\x01" * 9), "is no table that is read"),
    (bad_csv("<!DOCTYPE html><html>"), "holds web pages and is no table"),
    (bad_csv('[{"link": "a"}]'), "is one JSON list"),
    (bad_csv('{\n "version": 1}'), "line 1 is no object of JSON"),
    (bad_csv(csv_text([row_of(1, isi="a" * (LONGEST_CELL + 9))])), "longer than 16 Mi characters"),
    (bad_csv(gzip.compress(csv_text([row_of(n) for n in range(300)]).encode())[:900]), "is damaged or cut off"),
    (bad_csv(b"PK\x03\x04 nothing"), "is damaged or cut off"),
    (bad_csv(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "is an old Excel file"),
    (bomb, "would unpack to 80 MiB"),
    (endless_cell, "would unpack to 16 MiB"),
    (entities, "is no Excel workbook"),
    (lambda folder: cut_off(put_xlsx(folder / "a.xlsx", {"data": [HEADS]})), "is damaged or cut off"),
    (lambda folder: cut_off(parquet(folder)), "is damaged or cut off"),
    (lambda folder: folder / "tiada.csv", "there is no such file"),
    (lambda folder: folder, "is a folder"),
    (lambda _folder: Path("/dev/null"), "is no regular file"),
])  # fmt: skip
def test_what_is_no_table_is_a_sentence(tmp_path: Path, make: Callable[[Path], Path], words: str) -> None:
    assert words in sentence_on(make(tmp_path))


@pytest.mark.parametrize(("typed", "words"), [
    (["url=link", "text=isi"], "--map is given twice"),
    (["url=link"], "no column for text"),
    (["judul=judul,text=isi"], "there is no field 'judul'"),
    (["titel=judul,url=link,text=isi"], 'did you mean "title"?'),
    (["url=link,url=alamat,text=isi"], "url is given two columns, 'link' and 'alamat'"),
    (["url=link,text=isi,title=isi"], "the column 'isi' is given to two fields, text and title"),
    (["url=link,text"], "'text' is no pair"),
    ([""], "no column for url and text"),
    (["url=link,text=isi,title=judul:dmy"], "is for date and modified"),
])  # fmt: skip
def test_a_map_that_is_none_is_a_sentence(typed: list[str], words: str) -> None:
    with pytest.raises(KlipingError) as raised:
        read_map(typed)
    assert words in str(raised.value)


def test_a_map_that_does_not_fit_names_the_nearest_column(tmp_path: Path) -> None:
    path = put_csv(tmp_path / "a.csv", [row_of(1)])
    assert sentence_on(path, read_map(["url=link,text=isi,title=judull"])).endswith(
        "there is no column 'judull'; did you mean \"judul\"?"
    )
    assert (fitted_map(open_table(path), read_map(["url=LINK,text=Isi"])).columns or {})["url"] == "link"


def test_two_columns_of_one_name_are_refused_where_the_map_needs_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("link,isi,isi,catatan,catatan\nhttps://a.example/1,satu,dua,a,b\n")
    assert "two columns are called 'isi'" in sentence_on(path, read_map(["url=link,text=isi"]))


def test_a_table_without_a_map_says_how_to_get_one(tmp_path: Path) -> None:
    assert "--guess` prints one" in sentence_on(put_csv(tmp_path / "a.csv", [row_of(1)]), None)


def test_an_own_export_without_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("doc_id,url,title\nk1,https://a.example/1,Judul\n")
    assert "kliping crawl --urls" in sentence_on(path, None)


def test_guesses_look_at_the_cells_too(tmp_path: Path) -> None:
    row = {
        "source": "https://a.example/1",
        "content": "Balai itu dibuka. " * 20,
        "headline": "Judul",
        "media_name": "A",
    }
    guessed = guessed_map(open_table(put_jsonl(tmp_path / "a.jsonl", [row])))
    assert guessed.columns == {"url": "source", "title": "headline", "text": "content", "outlet": "media_name"}
    named = read_map(['url=link,"title=judul, utama",text=isi'])
    assert read_map([named.typed()]) == named


def test_a_file_that_changes_while_it_is_imported_is_said(tmp_path: Path) -> None:
    path = put_jsonl(tmp_path / "a.jsonl", [row_of(1), row_of(2)])
    [source] = row_sources([path], TYPED, None)
    entries = source.entries(lambda _url: True, ImportCounts())
    next(entries)
    put_jsonl(path, [row_of(n) for n in range(9)])
    with pytest.raises(KlipingError, match="was changed while it was imported"):
        list(entries)


def test_parquet_without_its_package_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "pipx inject kliping pyarrow" in sentence_on(path)


ROWS = st.text(max_size=300).map(lambda text: f"link,isi\n{text}".encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), ROWS))
def test_anything_is_a_table_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("apa") / "a.csv"
    for begin in (b"", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08", b"{"):
        path.write_bytes(begin + data)
        assert str(path) in outcome_on(path)


def outcome_on(path: Path) -> str:
    try:
        [source] = row_sources([path], read_map(["url=link,text=isi"]), None)
        list(source.entries(lambda _url: True, ImportCounts()))
    except KlipingError as error:
        return str(error)
    return str(path)
