"""pandas, polars and DuckDB read each table of an export by value and type, whatever its texts hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from corpus.characters import plain
from corpus.export.content import ExportContent, ExportTable
from corpus.export.excel_sheets import MOST_UNITS
from corpus.export.files import export, write_file
from corpus.export.formats import format_named
from corpus.export.rows import chosen_columns
from corpus.export.table_cells import cell
from corpus.models import Article
from corpus.query.selection import select
from corpus.store import ArticleOutcome, Corpus
from tests.evil_texts import EVIL, evil_row

pytestmark = pytest.mark.readers

NAMES = [*EVIL]
TEXTS = [*EVIL.values()]
SHORT = {name: text for name, text in EVIL.items() if len(text) < MOST_UNITS // 2}
"""Texts that one cell of Excel holds."""
LINE = 10_000_000  # bytes of a line; the longest text has 1,500,000
COLUMNS = chosen_columns(["doc_id", "title", "text"], with_text=True)


def _written(path: Path, texts: dict[str, str], form: str | None = None) -> Path:
    rows = [evil_row(COLUMNS, doc_id=name, title=text[:40], text=text) for name, text in texts.items()]
    write_file(path, ExportContent(ExportTable("articles", COLUMNS, rows)), form and format_named(form))
    return path


def _pandas_csv(path: Path) -> list[str]:
    import pandas

    return pandas.read_csv(path, dtype=str, keep_default_na=False)["text"].tolist()


def _pandas_json(path: Path) -> list[str]:
    import pandas

    return pandas.read_json(path, lines=True, dtype=False)["text"].tolist()


def _pandas_parquet(path: Path) -> list[str]:
    import pandas

    return pandas.read_parquet(path)["text"].tolist()


def _polars_csv(path: Path) -> list[str]:
    import polars

    return polars.read_csv(path, infer_schema=False)["text"].to_list()


def _polars_json(path: Path) -> list[str]:
    import polars

    return polars.read_ndjson(path)["text"].to_list()


def _polars_parquet(path: Path) -> list[str]:
    import polars

    return polars.read_parquet(path)["text"].to_list()


def _duckdb_csv(path: Path) -> list[str]:
    import duckdb

    return [row[0] for row in duckdb.sql(
        f"SELECT text FROM read_csv('{path}', header = true, delim = ',', quote = '\"', escape = '\"', "
        f"all_varchar = true, max_line_size = {LINE})"
    ).fetchall()]  # fmt: skip


def _duckdb_json(path: Path) -> list[str]:
    import duckdb

    return [row[0] for row in duckdb.sql(
        f"SELECT text FROM read_json('{path}', format = 'newline_delimited', maximum_object_size = {LINE})"
    ).fetchall()]  # fmt: skip


def _duckdb_parquet(path: Path) -> list[str]:
    import duckdb

    return [row[0] for row in duckdb.sql(f"SELECT text FROM read_parquet('{path}')").fetchall()]


@pytest.mark.parametrize(
    ("ending", "read"),
    [
        (".csv", _pandas_csv),
        (".csv", _polars_csv),
        (".csv", _duckdb_csv),
        (".jsonl", _pandas_json),
        (".jsonl.gz", _pandas_json),
        (".jsonl.zst", _pandas_json),
        (".jsonl", _polars_json),
        (".jsonl.gz", _polars_json),
        (".jsonl.zst", _polars_json),
        (".jsonl", _duckdb_json),
        (".jsonl.gz", _duckdb_json),
        (".jsonl.zst", _duckdb_json),
        (".parquet", _pandas_parquet),
        (".parquet", _polars_parquet),
        (".parquet", _duckdb_parquet),
    ],
)
def test_each_text_is_read_as_it_is(tmp_path: Path, ending: str, read: Callable[[Path], list[str]]) -> None:
    texts = read(_written(tmp_path / f"a{ending}", EVIL))
    written = [plain(text) for text in TEXTS] if ending == ".csv" else TEXTS  # CSV has no escape for hidden characters
    assert [name for name, text, own in zip(NAMES, texts, written, strict=True) if text != own] == []


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_workbook_is_read_as_it_is(tmp_path: Path, library: str) -> None:
    path = _written(tmp_path / "a.xlsx", SHORT)
    if library == "pandas":
        import pandas

        texts = pandas.read_excel(path, sheet_name="articles", dtype=str, keep_default_na=False)["text"].tolist()
    else:
        import polars

        frame = polars.read_excel(path, sheet_name="articles", engine="openpyxl", infer_schema_length=0)
        texts = frame["text"].to_list()
    from openpyxl.utils.escape import unescape  # both leave to us what Excel undoes

    assert [unescape(text) for text in texts] == [*SHORT.values()]


@pytest.mark.parametrize(("name", "separator"), [("excel-id", ";"), ("excel-en", ",")])
def test_csv_for_excel_is_read_as_guarded(tmp_path: Path, name: str, separator: str) -> None:
    import pandas

    path = _written(tmp_path / "a.csv", EVIL, name)
    frame = pandas.read_csv(path, sep=separator, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert frame["text"].tolist() == [cell(text) for text in TEXTS]
    assert frame["text"].tolist()[NAMES.index("=cmd")][0] == "'"
    assert [*frame] == ["doc_id", "title", "text"]


TYPED = (
    *("doc_id", "published_day", "published_utc", "published_local", "published_zone", "fetched_utc"),
    *("authors", "complete", "words"),
)


@pytest.fixture
def dated(corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> Corpus:
    """Three articles: hours in two time zones, and one of which nothing is known."""
    east, west = (datetime(2023, 11, 20, 1, 30, 15, tzinfo=timezone(timedelta(hours=hours))) for hours in (9, 7))
    known = [replace(another(n, day=date(2023, 11, 20)), published_at=at) for n, at in enumerate((east, west), 1)]
    keep(replace(known[0], authors=("Maria Bere", "Yosef; Tafa"), complete=False), known[1], another(3))
    return corpus


def _table(corpus: Corpus, path: Path) -> Path:
    export(corpus, select(corpus), path, chosen_columns(TYPED))
    return path


INSTANTS = [datetime(2023, 11, 19, 18, 30, 15, tzinfo=UTC), datetime(2023, 11, 19, 16, 30, 15, tzinfo=UTC), None]


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_pandas_reads_days_and_times(dated: Corpus, tmp_path: Path, ending: str) -> None:
    import pandas

    path = _table(dated, tmp_path / f"a{ending}")
    read: dict[str, Callable[[Path], Any]] = {
        ".csv": pandas.read_csv,
        ".jsonl": lambda path: pandas.read_json(path, lines=True),
        ".parquet": pandas.read_parquet,
        ".xlsx": lambda path: pandas.read_excel(path, sheet_name="articles"),
    }
    frame = read[ending](path).sort_values(["published_utc"], ascending=False, na_position="last")
    instants = pandas.to_datetime(frame["published_utc"], utc=True)
    assert [None if pandas.isna(at) else at.to_pydatetime() for at in instants] == INSTANTS
    days = pandas.to_datetime(frame["published_day"])
    assert [None if pandas.isna(day) else day.date() for day in days] == [date(2023, 11, 20)] * 2 + [None]
    assert pandas.to_datetime(frame["fetched_utc"], utc=True).dt.year.tolist() == [2024] * 3
    assert frame["words"].tolist() == [13] * 3
    assert days.dt.to_period("M").value_counts().to_dict() == {pandas.Period("2023-11"): 2}


def test_polars_and_duckdb_read_the_types_of_parquet(dated: Corpus, tmp_path: Path) -> None:
    import duckdb
    import polars

    path = _table(dated, tmp_path / "a.parquet")
    schema = polars.read_parquet_schema(path)
    assert {name: str(kind) for name, kind in schema.items()} == {
        "doc_id": "String",
        "published_day": "Date",
        "published_utc": "Datetime(time_unit='us', time_zone='UTC')",
        "published_local": "Datetime(time_unit='us', time_zone=None)",
        "published_zone": "String",
        "fetched_utc": "Datetime(time_unit='us', time_zone='UTC')",
        "authors": "List(String)",
        "complete": "Boolean",
        "words": "Int64",
    }
    described = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
    assert {row[0]: row[1] for row in described} == {
        "doc_id": "VARCHAR",
        "published_day": "DATE",
        "published_utc": "TIMESTAMP WITH TIME ZONE",
        "published_local": "TIMESTAMP",
        "published_zone": "VARCHAR",
        "fetched_utc": "TIMESTAMP WITH TIME ZONE",
        "authors": "VARCHAR[]",
        "complete": "BOOLEAN",
        "words": "BIGINT",
    }
    authors = duckdb.sql(f"SELECT authors FROM read_parquet('{path}') WHERE NOT complete").fetchall()
    assert authors == [(["Maria Bere", "Yosef; Tafa"],)]


def test_duckdb_finds_the_types_of_csv_and_json(dated: Corpus, tmp_path: Path) -> None:
    import duckdb

    for name in ("a.csv", "a.jsonl"):
        path = _table(dated, tmp_path / name)
        kinds = {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
        assert (kinds["published_day"], kinds["words"]) == ("DATE", "BIGINT")
        assert duckdb.sql(f"SELECT count(published_utc) FROM '{path}'").fetchall() == [(2,)]
