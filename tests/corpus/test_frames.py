"""Frames have the rows, columns and types of exports and of the linguists' commands, read from the corpus alone."""

from datetime import date

import pyarrow as pa
import pytest

from corpus import frames
from corpus.errors import KlipingError
from corpus.store import Corpus


def test_articles_are_a_typed_table(filled: Corpus) -> None:
    made = frames.articles(filled.path, "pegawai", with_text=True, kind="arrow")
    assert isinstance(made, pa.Table)
    assert made.schema.field("published_day").type == pa.date32()
    assert made.schema.field("published_utc").type == pa.timestamp("us", tz="UTC")
    rows = made.to_pylist()
    assert [row["published_day"] for row in rows][:1] == [date(2023, 11, 21)]
    assert all(row["text"] and row["doc_id"].startswith("k") for row in rows)
    assert frames.articles(filled.path, kind="arrow", originals=True, columns=["id"]).num_rows == 3
    assert frames.articles(filled.path, kind="arrow", outlet="suara_kota", columns=["id"]).num_rows == 2
    assert frames.articles(filled.path, "tidakadakata", kind="arrow", columns=["id"]).to_pylist() == []


def test_the_linguists_tables_and_those_beside(filled: Corpus) -> None:
    assert frames.table(filled.path, "outlets", kind="arrow").column("articles").to_pylist() == [1, 2, 1]
    months = frames.trend_points(filled.path, "pegawai", kind="arrow").to_pylist()
    assert {row["span"]: row["articles"] for row in months if row["articles"]} == {"2023-11": 2}
    assert frames.kwic_lines(filled.path, "pegawai", kind="arrow").num_rows >= 3
    assert "pegawai" in frames.word_counts(filled.path, kind="arrow", stop=False).column("word").to_pylist()
    hits = frames.search_hits(filled.path, "pegawai", kind="arrow")
    assert set(hits.column("outlet_name").to_pylist()) >= {"Kantor Berita"}
    assert frames.collocate_rows(filled.path, "pegawai", kind="arrow", least=1).num_rows >= 0
    assert frames.keyword_rows(filled.path, "pegawai", kind="arrow").num_rows >= 0


def test_a_frame_without_rows_has_its_columns(filled: Corpus) -> None:
    for made in (frames.search_hits, frames.kwic_lines, frames.collocate_rows, frames.word_counts):
        empty = made(filled.path, "tidakadakata", kind="arrow")
        assert (empty.num_rows, len(empty.column_names) > 2) == (0, True)


def test_what_frames_cannot_be(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KlipingError, match="no kind 'excel' of frame; take pandas, polars or arrow"):
        frames.articles(filled.path, kind="excel")  # type: ignore[arg-type]
    with pytest.raises(KlipingError, match='there is no table "quote"'):
        frames.table(filled.path, "quote", kind="arrow")
    with pytest.raises(KlipingError, match="add --with-text"):
        frames.articles(filled.path, columns=["text"], kind="arrow")
    with pytest.raises(KlipingError):
        frames.articles(filled.path.with_name("tidak-ada.db"), kind="arrow")
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(KlipingError, match="needs polars; install it with: pip install polars"):
        frames.articles(filled.path, columns=["id"], kind="polars")
