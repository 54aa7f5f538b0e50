"""Tables of articles come back from their files by value and type, read by other libraries than wrote them."""

import csv
import gzip
import json
import resource
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from backports import zstd
from openpyxl.utils.escape import unescape

from corpus.characters import plain
from corpus.columns import COLUMN_BY_NAME
from corpus.errors import KlipingError
from corpus.export import writers
from corpus.export.content import ExportContent, ExportTable
from corpus.export.excel_sheets import MOST_UNITS
from corpus.export.files import export, write_file
from corpus.export.formats import FORMATS, format_named, format_of
from corpus.export.gathering import beside_tables, content_of
from corpus.export.rows import chosen_articles, chosen_columns, snippet
from corpus.models import Article
from corpus.query.selection import select
from corpus.store import ArticleOutcome, Corpus
from tests.evil_texts import EVIL

TABLES = [row.name for row in FORMATS.values() if row.write_folder is None and not row.needs]
WIT = timezone(timedelta(hours=9))


@pytest.fixture(params=EVIL)
def evil(request: pytest.FixtureRequest, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> str:
    """A corpus with an article of such a text and title; the text."""
    text = EVIL[request.param]
    keep(another(1, text=text, title=text[:400], day=date(2023, 11, 20)))
    return text


def _written(corpus: Corpus, path: Path, *names: str, form: str | None = None) -> Path:
    columns = chosen_columns(names, with_text=True)
    export(corpus, select(corpus), path, columns, form=form and format_named(form))
    return path


def test_csv_has_each_text_without_hidden_characters(evil: str, corpus: Corpus, tmp_path: Path) -> None:
    limit = csv.field_size_limit(sys.maxsize)
    try:
        with _written(corpus, tmp_path / "a.csv", "title", "text").open(encoding="utf-8", newline="") as file:
            assert [*csv.reader(file)] == [["title", "text"], [plain(evil[:400]), plain(evil)]]
    finally:
        csv.field_size_limit(limit)


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_json_lines_have_each_text_as_it_is(evil: str, corpus: Corpus, tmp_path: Path, ending: str) -> None:
    packed = _written(corpus, tmp_path / f"a{ending}", "title", "text").read_bytes()
    unpack: Callable[[bytes], bytes] = {".jsonl.gz": gzip.decompress, ".jsonl.zst": zstd.decompress}.get(ending, bytes)
    assert [json.loads(line) for line in unpack(packed).splitlines()] == [{"title": evil[:400], "text": evil}]


def test_parquet_has_each_text_as_it_is(evil: str, corpus: Corpus, tmp_path: Path) -> None:
    table = pq.read_table(_written(corpus, tmp_path / "a.parquet", "title", "text"))
    assert table.to_pylist() == [{"title": evil[:400], "text": evil}]


def test_a_workbook_has_each_text_and_the_rest_of_a_long_one(evil: str, corpus: Corpus, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(corpus, tmp_path / "a.xlsx", "title", "text"), read_only=True)
    heads, row = book["articles"].iter_rows(values_only=True)
    title, text = (unescape(cell) for cell in row)  # openpyxl leaves to us what Excel undoes
    assert (heads, title) == (("title", "text"), evil[:400])
    parts = [*book["continued"].iter_rows(min_row=2, values_only=True)] if "continued" in book.sheetnames else []
    assert text + "".join(part[4] for part in parts) == evil
    assert [part[:4] for part in parts] == [("articles", 1, "text", number) for number in range(2, len(parts) + 2)]
    assert all(len(each.encode("utf-16-le")) // 2 <= MOST_UNITS for each in (text, *(part[4] for part in parts)))


def test_no_cell_of_a_workbook_calculates(
    corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article], tmp_path: Path
) -> None:
    keep(another(1, title="=1+1"), another(2, title="https://balai.example/a"))
    book = openpyxl.load_workbook(_written(corpus, tmp_path / "a.xlsx", "title"))
    cells = [row[0] for row in book["articles"].iter_rows(min_row=2)]
    assert sorted((cell.value, cell.data_type) for cell in cells) == [("=1+1", "s"), ("https://balai.example/a", "s")]


NAMES = (
    "doc_id",
    "published_day",
    "published_utc",
    "published_local",
    "published_zone",
    "authors",
    "complete",
    "words",
)


@pytest.fixture
def dated(corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> Corpus:
    """Two articles: one with an hour in eastern Indonesia, one of which nothing is known."""
    from dataclasses import replace

    known = another(1, day=date(2023, 11, 20))
    instant = datetime(2023, 11, 20, 1, 30, 15, tzinfo=WIT)
    keep(replace(known, published_at=instant, authors=("Maria Bere", "Yosef; Tafa"), complete=False), another(2))
    return corpus


def test_parquet_has_types(dated: Corpus, tmp_path: Path) -> None:
    table = pq.read_table(_written(dated, tmp_path / "a.parquet", *NAMES))
    types = ["string", "date32[day]", "timestamp[us, tz=UTC]", "timestamp[us]", "string", "list<element: string>"]
    assert [str(field.type) for field in table.schema] == [*types, "bool", "int64"]
    assert table.schema.field("published_day").metadata[b"description"].startswith(b"YYYY-MM-DD")
    known, unknown = table.to_pylist()
    assert known["published_day"] == date(2023, 11, 20)
    assert known["published_utc"] == datetime(2023, 11, 19, 16, 30, 15, tzinfo=UTC)
    assert known["published_local"] == datetime(2023, 11, 20, 1, 30, 15)  # noqa: DTZ001 - has no zone
    assert (known["published_zone"], known["authors"], known["complete"]) == (
        "+09:00",
        ["Maria Bere", "Yosef; Tafa"],
        False,
    )
    assert [unknown[name] for name in NAMES[1:6]] == [None, None, None, None, []]
    assert unknown["doc_id"] != known["doc_id"]
    assert all(row["doc_id"][0] == "k" and len(row["doc_id"]) == 16 for row in (known, unknown))


def test_a_workbook_has_types_outlets_and_facts(dated: Corpus, tmp_path: Path) -> None:
    chosen = chosen_articles(dated, select(dated))
    beside = beside_tables(dated, chosen, ["outlets"], with_text=False)
    content = content_of(dated, chosen, chosen_columns(NAMES), {"query": "pegawai"}, beside)
    assert write_file(tmp_path / "a.xlsx", content) == 2
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["articles", "outlets", "about"]
    heads, known, unknown = book["articles"].iter_rows(values_only=True)
    assert heads == NAMES
    assert known[1:] == (
        *(datetime(2023, 11, 20), datetime(2023, 11, 19, 16, 30, 15), datetime(2023, 11, 20, 1, 30, 15)),  # noqa: DTZ001
        *("+09:00", '["Maria Bere", "Yosef; Tafa"]', False, 13),
    )
    assert unknown[1:5] == (None,) * 4
    assert book["articles"]["B2"].is_date
    assert [row[-1] for row in book["outlets"].iter_rows(min_row=2, values_only=True)] == [2]
    assert [*book["about"].iter_rows(min_row=2, values_only=True)] == [("query", "pegawai")]


def test_a_table_that_is_longer_than_a_sheet_goes_on_in_another(
    filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.export.excel_sheets.MOST_ROWS", 3)
    content = content_of(filled, chosen_articles(filled, select(filled)), chosen_columns(["title"]))
    write_file(tmp_path / "a.xlsx", content)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheets = [[*book[name].iter_rows(values_only=True)] for name in ("articles", "articles 2")]
    assert [len(sheet) for sheet in sheets] == [4, 2]
    assert sheets[0][0] == sheets[1][0] == ("title",)
    assert len({row for sheet in sheets for row in sheet[1:]}) == 4
    assert content.notes == ['a sheet of Excel holds 3 rows: the table goes on in the sheet "articles 2"']


def test_days_before_excel_counts_right_are_text(tmp_path: Path) -> None:
    columns = chosen_columns(["published_day", "id"])
    table = ExportTable("articles", columns, [{"published_day": "1900-02-28", "id": 10**17}])
    write_file(tmp_path / "a.xlsx", ExportContent(table))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [*book["articles"].iter_rows(min_row=2, values_only=True)] == [("1900-02-28", str(10**17))]


def test_an_indonesian_excel_gets_its_separator_and_no_formula(dated: Corpus, tmp_path: Path) -> None:
    path = _written(dated, tmp_path / "a.csv", "published_day", "authors", "words", form="excel-id")
    begin = b'\xef\xbb\xbfpublished_day;authors;words\r\n2023-11-20;"[""Maria Bere"", ""Yosef; Tafa""]";13\r\n'
    assert path.read_bytes().startswith(begin)


@pytest.mark.parametrize("name", TABLES)
def test_the_same_export_twice_has_the_same_bytes(filled: Corpus, tmp_path: Path, name: str) -> None:
    columns = chosen_columns(with_text=True)
    files = [tmp_path / f"{number}.x" for number in (1, 2)]
    for path in files:
        export(filled, select(filled), path, columns, form=format_named(name))
    assert files[0].read_bytes() == files[1].read_bytes() != b""


@pytest.mark.parametrize("name", TABLES)
def test_an_export_of_nothing_has_its_columns(corpus: Corpus, tmp_path: Path, name: str) -> None:
    assert export(corpus, select(corpus), tmp_path / "a.x", chosen_columns(["id"]), form=format_named(name)) == 0
    assert (tmp_path / "a.x").exists()


def test_the_longest_ending_says_the_format(tmp_path: Path) -> None:
    known = {f"Berita{row.ending.upper()}": row.name for row in FORMATS.values() if row.ending}
    assert {name: form.name for name in known if (form := format_of(tmp_path / name))} == known
    assert format_of(tmp_path / "berita.gz") is None


def test_a_lone_surrogate_in_a_list_does_not_stop_a_file(filled: Corpus, tmp_path: Path) -> None:
    filled.conn.execute("""UPDATE articles SET tags = '["a\\ud800b"]' WHERE id = (SELECT min(id) FROM articles)""")
    for name in ("a.csv", "a.jsonl", "a.parquet", "a.xlsx"):
        _written(filled, tmp_path / name, "tags")
    assert ["a?b"] in pq.read_table(tmp_path / "a.parquet")["tags"].to_pylist()


@pytest.mark.parametrize("name", TABLES)
def test_a_file_that_cannot_grow_is_said_and_leaves_nothing(filled: Corpus, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "penuh"
    folder.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # as a full disk: a write ends in the middle
    try:
        with pytest.raises(KlipingError, match=r"can't be written \("):
            export(filled, select(filled), folder / "a.x", chosen_columns(), form=format_named(name))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [*folder.iterdir()] == []


def test_orders_limit_and_one_of_each_story(filled: Corpus) -> None:
    selected = select(filled, "pegawai")
    newest = chosen_articles(filled, selected).ids.tolist()
    undated = [row[0] for row in filled.conn.execute("SELECT article_id FROM misdated WHERE published_day IS NULL")]
    dated_ones = [one for one in newest if one not in undated]
    assert chosen_articles(filled, selected, "oldest").ids.tolist()[: len(dated_ones)] == dated_ones[::-1]
    assert sorted(chosen_articles(filled, selected, "relevance").ids) == sorted(newest)
    assert chosen_articles(filled, selected, most=1).ids.tolist() == newest[:1]
    stories = chosen_articles(filled, select(filled), originals=True).ids.tolist()
    assert (len(stories), len(chosen_articles(filled, select(filled)).ids)) == (3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("satu\ndua", "satu dua"), ("kata " * 100, "kata " * 31 + "kata…"[:5]), ("a" * 500, "a" * 159 + "…"), ("", "")],
)
def test_a_snippet_is_the_first_words(text: str, expected: str) -> None:
    assert snippet(text) == expected
    assert len(snippet(text)) <= 160
    assert COLUMN_BY_NAME["snippet"].wording is False


def test_the_command_says_what_a_pipe_cannot_hold(kliping: Callable[..., Any], filled: Corpus) -> None:
    for name in ("parquet", "xlsx", "jsonl.gz"):
        ran = kliping("export", "--format", name, "-o", "-", "--corpus", filled.path)
        assert (ran.code, f"{name} can't be printed; name a file: kliping export -o berita.{name}" in ran.err) == (
            2,
            True,
        )
    ran = kliping("export", "--excel", "id", "--format", "jsonl", "-o", "a.csv", "--corpus", filled.path)
    assert ran.code == 2
    assert "--excel writes CSV, --format names jsonl" in ran.err


def test_the_command_writes_each_kind(kliping: Callable[..., Any], filled: Corpus) -> None:
    ran = kliping("export", "-o", "a.csv", "--excel", "id", "--columns", "id,title", "-n", "2", "--corpus", filled.path)
    assert "2 articles" in ran.err
    assert Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbfid;title\r\n")
    for name in ("a.parquet", "a.xlsx", "a.jsonl.zst"):
        ran = kliping("export", "--sort", "terlama", "--originals", "-o", name, "--corpus", filled.path)
        assert (ran.code, "3 articles, 3 stories written" in ran.err) == (0, True)


def test_a_format_is_at_most_sixty_lines() -> None:
    folder = Path(writers.__file__).parent
    assert {
        path.name: lines for path in folder.glob("*.py") if (lines := len(path.read_text().splitlines())) > 60
    } == {}
