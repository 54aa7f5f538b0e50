"""The addresses of --urls: lines of text, CSV of any make, JSON Lines, JSON; what can't be read names its line."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import KlipingError
from crawler.importing.address_file import read_address_file

A, B = "https://contoh.id/berita/1-apel", "https://contoh.id/berita/2-apel"


def read(folder: Path, content: str | bytes, name: str = "alamat.txt") -> tuple[str, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_address_file(path)


@pytest.mark.parametrize(
    "content",
    [
        f"# dua\n\n{A}\n {B} \n{A}\n",
        f"\ufeff{A}\r\n{B}",
        f"url\n{A}\n{B}\n",
        f"id,URL,title\n1,{A},Apel\n\n2,{B},Apel\n",
        f"id;Url;title\n1;{A};'Apel, pagi'\n2;{B};\n",
        f'\ufefftitle\t url \n"Apel\npagi"\t{A}\nApel\t{B}\n',
        f'sep=;\r\nJudul;"Alamat"\r\n"Kata ""apel""; pagi";{A}\r\nx;{B}\r\n',
        f"URL,MobileURL,Date,Title\n{A},,20240301T000000Z,Apel\n{B},,20240302T000000Z,Apel\n",
        f"id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,,id,x,a.id,,Apel,{A}\n2,,,,,,,{B}",
        "\n".join(json.dumps({"id": n, "url": url}) for n, url in enumerate((A, B))),
        json.dumps([{"title": "Apel", "URL": A}, {"article": {"url": B}}], indent=1),
        json.dumps([A, B]),
        json.dumps({"articles": [{"url": A}, {"url": B}]}),
        json.dumps({"stories": [{"url": A, "title": "a\u2028b"}, {"url": B}]}),
        f'{{"url": "{A}", "t": "a\u2028b"}}\n{{"url": "{B}"}}\n',
    ],
)
def test_the_addresses_are_read_whatever_the_form(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == (A, B)
    assert read(tmp_path, content.encode("utf-16")) == (A, B)
    assert read(tmp_path, content.lstrip("\ufeff").encode("utf-16-le")) == (A, B)


def test_a_table_as_excel_on_windows_writes_it_is_read(tmp_path: Path) -> None:
    content = f"judul;url\r\n\u201cApel\u201d di kafé;{A}\r\nx;{B}\r\n"
    assert read(tmp_path, content.encode("cp1252"), "ekspor.csv") == (A, B)
    with pytest.raises(KlipingError, match="the addresses can't be read"):
        read(tmp_path, gzip.compress(content.encode() * 20), "ekspor.csv.gz")


def test_an_address_may_have_the_marks_of_a_table(tmp_path: Path) -> None:
    urls = ("https://jpnn.example/news,123,apel", "https://a.example/x;jsessionid=12?p=1", 'https://a.example/a"b')
    assert read(tmp_path, "\n".join(urls)) == urls


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ("judul,tanggal\nApel,2024\n", "a.csv", "its columns are judul, tanggal; name the one with"),
        ("judul;;tanggal\nApel;x;2024\n", "a.txt", "its columns are judul, (no name), tanggal"),
        (f"{A},Apel\n{B},Apel\n", "a.csv", "its first line names no columns"),
        (f"url,judul\n{A},a\n,b\nbukan,c\n", "a.csv", "a.csv, line 3: no address stands there (and line 4)"),
        (f'judul,url\n"dua\nbaris",{A}\nx,ftp://x.id\n', "a.csv", "a.csv, line 4: 'ftp://x.id' is not a web address"),
        (f"judul,url\nx\ny,{A}\n", "a.csv", "a.csv, line 2: no address stands there"),
        (f'judul,url\n"tak ditutup,{A}\nx,{B}\n', "a.csv", "line 3: not CSV from here on (unexpected end of data)"),
        (f'judul,url\n"a"b,{A}\n', "a.csv", "line 2: not CSV from here on"),
        ("url\n", "a.csv", "a.csv: there is no address in it"),
        ("", "a.txt", "a.txt: there is no address in it"),
        (f"{A}\nbukan alamat\n", "a.txt", "a.txt, line 2: 'bukan alamat' is not a web address"),
        (f"{A}\nhttps://budi:rahasia@x.id\n", "a.txt", "line 2: the address names a user"),
        (f'{{"url": "{A}"}}\n{{"url": "{B}"\n', "a.jsonl", "a.jsonl, line 2: not JSON"),
        (f'{{"url": "{A}"}}\n{{"judul": 1}}\n[]\n7\n', "a.jsonl", "line 2: no address stands there (and line 3, 4)"),
        (f'[{{"url": "{A}"}}, {{"judul": 1}}]', "a.json", "a.json, entry 2: no address stands there"),
        (f'[{{"url": "{A}"}},\n', "a.json", "a.json, line 2: not JSON"),
        ('{"url": 7}', "a.json", "entry 1: no address"),
        ("[" * 100_000, "a.json", "not JSON (lists in lists without end)"),
        (b"PK\x03\x04\xff\xfe\x00", "a.xlsx", "a.xlsx: the addresses can't be read"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_one_sentence(tmp_path: Path, content: str | bytes, name: str, sentence: str) -> None:
    with pytest.raises(KlipingError) as raised:
        read(tmp_path, content, name)
    assert sentence in str(raised.value)
    assert "rahasia" not in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["tak-ada.csv", "."])
def test_a_file_that_is_none_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(KlipingError, match="the addresses can't be read"):
        read_address_file(tmp_path / name)


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(max_examples=60, deadline=None, database=None)
@given(
    rows=st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t"),
    column=st.integers(0, 2),
)
def test_no_row_of_a_table_is_lost(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str, column: int
) -> None:
    urls = [f"https://contoh.id/berita/{n}" for n in range(len(rows))]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    for cells, url in [(("judul", "catatan"), "url"), *zip(rows, urls, strict=True)]:
        writer.writerow([*cells[:column], url, *cells[column:]])
    assert read(tmp_path_factory.mktemp("a"), buffer.getvalue(), "a.csv") == tuple(urls)


@settings(max_examples=120, deadline=None, database=None)
@given(st.text(max_size=60) | st.text('{}[]",;\n\t :/urlhtpsx.', max_size=80) | st.binary(max_size=60))
def test_anything_else_is_read_or_said(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    outcome = outcome_of(tmp_path_factory.mktemp("a"), data)
    if isinstance(outcome, str):
        assert len(outcome.split("\n")) == 1
    else:
        assert all(url.lower().startswith("http") for url in outcome)


def outcome_of(folder: Path, data: bytes) -> tuple[str, ...] | str:
    """The addresses in the file, or the sentence on why there are none."""
    try:
        return read(folder, data)
    except KlipingError as error:
        return str(error)
