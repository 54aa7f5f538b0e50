"""An export is what the corpus holds, no more, and stands whole or not at all."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.columns import LEADING, export_columns
from corpus.errors import KlipingError
from corpus.export import table_cells
from corpus.export.files import export, text_notice_path
from corpus.export.formats import FORMATS, format_named, formats_in_words
from corpus.export.rows import chosen_columns
from corpus.export.writers.jsonlines import write_jsonlines
from corpus.models import Article
from corpus.query.selection import select
from corpus.store import ArticleOutcome, Corpus

FIRST = Path(__file__).parent / "leading"
"""The columns that an export begins with, as they stand in its files, byte for byte."""

ALL, WITH_TEXT = export_columns(with_text=False), export_columns(with_text=True)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_json_lines_come_back_as_they_were(filled: Corpus, tmp_path: Path, articles: tuple[Article, ...]) -> None:
    path = tmp_path / "berita.jsonl"
    assert export(filled, select(filled), path, WITH_TEXT) == 4
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {row["text"] for row in rows} == {article.text for article in articles}
    *_, oldest, undated = rows
    assert undated["published_day"] is None
    assert (oldest["authors"], oldest["complete"], oldest["editor"]) == (["Maria Bere"], True, None)
    assert (oldest["grade"], oldest["phrases"], oldest["copies"]) == (3, ["pembinaan pegawai"], 1)


def test_csv_comes_back_as_it_was(filled: Corpus, tmp_path: Path, articles: tuple[Article, ...]) -> None:
    path = tmp_path / "berita.csv"
    export(filled, select(filled), path, WITH_TEXT)
    rows = _csv(path)
    assert tuple(rows[0]) == tuple(column.name for column in WITH_TEXT)
    assert {row["text"] for row in rows} == {article.text for article in articles}
    assert path.read_bytes().startswith(b"doc_id,id,outlet,")  # a mark would stand before the first name
    assert b"\r\n" in path.read_bytes()


def test_the_text_is_left_out_unless_asked_for(filled: Corpus, tmp_path: Path) -> None:
    export(filled, select(filled), tmp_path / "berita.csv", ALL)
    assert tuple(_csv(tmp_path / "berita.csv")[0]) == tuple(column.name for column in ALL)
    assert [p.name for p in tmp_path.glob("*NOTICE*")] == []


def test_a_notice_goes_with_the_text(filled: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "berita.csv"
    export(filled, select(filled), path, WITH_TEXT)
    assert "berita.csv holds whole texts" in text_notice_path(path).read_text(encoding="utf-8")


def test_only_what_the_search_means(filled: Corpus, tmp_path: Path) -> None:
    export(filled, select(filled, "integritas", outlet="warta_timur"), tmp_path / "berita.csv", ALL)
    assert [row["outlet"] for row in _csv(tmp_path / "berita.csv")] == ["warta_timur"]


@pytest.mark.parametrize("evil", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", " =1"])
def test_no_cell_calculates(evil: str) -> None:
    assert table_cells.cell(evil) == f"'{evil}"
    assert table_cells.cell([evil]) == f"'{evil}"


@pytest.mark.parametrize("hidden", ["\x00", "\x1b[31m", "\u202e", "\ufeff", "\u200b", "\U000e0041"])
def test_a_hidden_character_neither_stays_in_a_cell_nor_hides_a_formula(hidden: str) -> None:
    assert table_cells.cell(f"{hidden}=1{hidden}") == "'=1"
    assert table_cells.cell("\r=1") == "'\n=1"


def test_a_title_cannot_run_a_formula(
    filled: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article], tmp_path: Path
) -> None:
    keep(another(1, title='=HYPERLINK("http://jahat.example";"klik")'))
    path = tmp_path / "berita.csv"
    export(filled, select(filled, "hyperlink"), path, chosen_columns(["title"]), form=format_named("excel-en"))
    assert path.read_bytes() == b'\xef\xbb\xbftitle\r\n"\'=HYPERLINK(""http://jahat.example"";""klik"")"\r\n'
    export(filled, select(filled, "hyperlink"), path, ALL, replace=True)
    assert _csv(path)[0]["title"] == '=HYPERLINK("http://jahat.example";"klik")'  # for programs: as it is


@pytest.mark.parametrize("name", ["berita.ods", "berita", "berita.csv.zip"])
def test_an_unknown_ending_is_said(filled: Corpus, tmp_path: Path, name: str) -> None:
    with pytest.raises(KlipingError, match=r"known are \.csv, \.json, \.jsonl, .* and \.txt"):
        export(filled, select(filled), tmp_path / name, ALL)


def test_a_file_is_not_replaced_unasked(filled: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "berita.csv"
    path.write_text("catatan saya", encoding="utf-8")
    with pytest.raises(KlipingError, match="is there already"):
        export(filled, select(filled), path, ALL)
    assert path.read_text(encoding="utf-8") == "catatan saya"
    assert export(filled, select(filled), path, ALL, replace=True) == 4


def test_a_failed_export_leaves_the_old_file(filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "berita.jsonl"
    path.write_text("lama", encoding="utf-8")

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, ".jsonl", FORMATS[".jsonl"]._replace(write=fail))
    with pytest.raises(KlipingError, match="No space left"):
        export(filled, select(filled), path, ALL, replace=True)
    assert path.read_text(encoding="utf-8") == "lama"
    assert sorted(p.name for p in tmp_path.iterdir() if "jsonl" in p.name) == ["berita.jsonl"]


def test_folders_are_said(filled: Corpus, tmp_path: Path) -> None:
    (tmp_path / "map.csv").mkdir()
    with pytest.raises(KlipingError, match="is no file"):
        export(filled, select(filled), tmp_path / "map.csv", ALL)
    with pytest.raises(KlipingError, match="does not exist; make it first"):
        export(filled, select(filled), tmp_path / "tidak-ada" / "berita.csv", ALL)


def test_an_empty_export_has_its_heads(corpus: Corpus, tmp_path: Path) -> None:
    assert export(corpus, select(corpus), tmp_path / "berita.csv", ALL) == 0
    assert (tmp_path / "berita.csv").read_text(encoding="utf-8").strip() == ",".join(column.name for column in ALL)
    assert write_jsonlines([], ALL, None) == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["berita.csv", "berita.jsonl"])
def test_the_first_columns_are_what_they_were(filled: Corpus, tmp_path: Path, name: str) -> None:
    export(filled, select(filled), tmp_path / name, chosen_columns(list(LEADING)))
    assert (tmp_path / name).read_bytes() == (FIRST / name).read_bytes()


def test_columns_are_picked_and_ordered(filled: Corpus, tmp_path: Path) -> None:
    columns = chosen_columns(["title", "form", "contributors", "id"])
    export(filled, select(filled), tmp_path / "berita.csv", columns)
    assert tuple(_csv(tmp_path / "berita.csv")[0]) == ("title", "form", "contributors", "id")
    export(filled, select(filled), tmp_path / "berita.jsonl", columns)
    row = json.loads((tmp_path / "berita.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(row.items())[1:3] == [("form", "article"), ("contributors", [])]


def test_columns_that_cannot_be_had_are_refused() -> None:
    with pytest.raises(KlipingError, match=r'there is no column "titel"; did you mean "title"\?') as refused:
        chosen_columns(["id", "titel"])
    assert refused.value.exit_code == 2
    with pytest.raises(KlipingError, match=r'there is no column "judul"; did you mean "title"\?'):
        chosen_columns(["id", "judul"])
    with pytest.raises(KlipingError, match="add --with-text"):
        chosen_columns(["id", "text"])
    with pytest.raises(KlipingError, match="named twice"):
        chosen_columns(["id", "title", "id"])
    with pytest.raises(KlipingError, match="no column is named"):
        chosen_columns([])


def test_the_notice_goes_with_the_words_alone(filled: Corpus, tmp_path: Path) -> None:
    export(filled, select(filled), tmp_path / "a.csv", chosen_columns(["id", "title"], with_text=True))
    assert not text_notice_path(tmp_path / "a.csv").exists()
    export(filled, select(filled), tmp_path / "b.csv", chosen_columns(["id", "lead"], with_text=True))
    assert text_notice_path(tmp_path / "b.csv").exists()


def test_the_page_lists_the_formats() -> None:
    exports = (Path(__file__).parents[3] / "docs/corpus.md").read_text(encoding="utf-8").split("\n## Exports\n")[1]
    listed = [line for line in exports.splitlines() if line.startswith(("- `.", "- `--format"))]
    named = [(row.ending or f"--format {row.name}", row) for row in FORMATS.values() if row.ending or row.write_folder]
    assert listed == [f"- `{name}`: {row.words}" for name, row in named]


def test_help_and_error_name_every_format(filled: Corpus, tmp_path: Path, kliping: Callable[..., Any]) -> None:
    page = " ".join(kliping("export", "--help").out.split())
    with pytest.raises(KlipingError, match="the ending chooses the format") as refused:
        export(filled, select(filled), tmp_path / "berita.pdf", ALL)
    assert formats_in_words() in page
    for row in FORMATS.values():
        assert f"FILE{row.ending}" in page
        assert row.ending in str(refused.value).split("known are")[1]
        assert row.name in page


def test_the_words_of_pages_and_the_photos_are_columns(filled: Corpus, tmp_path: Path) -> None:
    names = ["outlet", "words_seen", "words_outside", "words_unexplained", "images"]
    for name in ("a.csv", "a.jsonl"):
        export(filled, select(filled), tmp_path / name, chosen_columns(names, with_text=True))
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    *_, counted, uncounted = rows
    assert [counted[name] for name in names[1:4]] == [126, 59, 10]
    assert [(photo["position"], photo["caption"], photo["credit"], photo["alt"]) for photo in counted["images"]] == [
        (-1, "Apel pegawai di halaman kantor", "Budi Tafa", None),
        (0, None, None, "Peserta apel"),
    ]
    assert [uncounted[name] for name in names[1:]] == [None, None, None, []]
    cells = _csv(tmp_path / "a.csv")
    assert json.loads(cells[-2]["images"]) == counted["images"]
    assert (cells[-2]["words_seen"], cells[-1]["words_seen"], cells[-1]["images"]) == ("126", "", "")
    with pytest.raises(KlipingError, match="add --with-text"):
        chosen_columns(["images"])
