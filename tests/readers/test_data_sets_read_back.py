"""`datasets` loads the folder for the hub as its README says, with nothing else in it taken for data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.export.content import ExportContent, ExportTable
from corpus.export.files import write_file
from corpus.export.format_columns import columns_of
from corpus.export.formats import format_named
from corpus.export.gathering import beside_tables, chosen_tables, content_of
from corpus.export.rows import chosen_articles, chosen_columns
from corpus.query.selection import select
from corpus.store import Corpus
from tests.evil_texts import EVIL, evil_row

pytestmark = [pytest.mark.readers, pytest.mark.filterwarnings("ignore")]  # of their own makers' libraries

HUB = format_named("huggingface")


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Any]:
    """Loads a table of a folder."""

    def load_table(folder: Path, *name: str) -> Any:
        import datasets

        return datasets.load_dataset(str(folder), *name, cache_dir=str(tmp_path / "cache"))

    return load_table


def test_each_table_is_a_config(filled: Corpus, tmp_path: Path, load: Callable[..., Any]) -> None:
    import datasets

    columns = columns_of(HUB, with_text=True)
    chosen = chosen_articles(filled, select(filled))
    beside = beside_tables(filled, chosen, chosen_tables(None, HUB), with_text=True)
    content = content_of(filled, chosen, columns, {"search": "--- | <b> #\n---"}, beside)
    write_file(tmp_path / "test-berita", content, HUB)
    folder = tmp_path / "test-berita"
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")  # as a release has beside it
    assert sorted(datasets.get_dataset_config_names(str(folder))) == ["articles", "outlets"]
    articles = load(folder)
    assert [*articles] == ["train"]
    assert articles["train"].column_names == [column.name for column in columns]
    assert articles["train"].num_rows == 4
    assert load(folder, "outlets")["train"]["outlet"][:] == ["kantor_berita", "suara_kota", "warta_timur"]
    row = next(row for row in articles["train"] if row["title"] == "Pembinaan Pegawai di NTT")
    assert (row["authors"], str(row["published_day"]), row["grade"]) == (["Maria Bere"], "2023-11-20", 3)


def test_each_text_is_loaded_as_it_is(tmp_path: Path, load: Callable[..., Any]) -> None:
    columns = chosen_columns(["doc_id", "text"], with_text=True)
    table = ExportTable("articles", columns, [evil_row(columns, text=text) for text in EVIL.values()])
    write_file(tmp_path / "a", ExportContent(table), HUB)
    assert load(tmp_path / "a")["train"]["text"][:] == [*EVIL.values()]
