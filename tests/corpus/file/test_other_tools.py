"""The file opened in Datasette and sqlite-utils: search works there too, without relatives and names."""

import asyncio
from typing import Any

import pytest
from datasette.app import Datasette
from sqlite_utils import Database

from corpus.store import Corpus


def ask(corpus: Corpus, address: str, **settings: Any) -> Any:
    """What Datasette answers for a page of this corpus, as JSON."""

    async def get() -> Any:
        answer = await Datasette([str(corpus.path)], **settings).client.get(f"/{corpus.path.stem}/{address}")
        assert answer.status_code == 200
        return answer.json()

    return asyncio.run(get())


def titles(answer: Any) -> list[str]:
    return [row["title"] for row in answer["rows"]]


def test_datasettes_table_page_searches(filled: Corpus) -> None:
    result = ask(filled, "articles.json?_search=pembinaan&_sort_desc=id&_shape=objects")
    assert titles(result) == ["Deputi Bina Pegawai di Kupang", "Pembinaan Pegawai di NTT"]
    assert titles(ask(filled, 'articles.json?_search="pembinaan+pegawai"&_shape=objects')) == titles(result)[::-1]
    assert titles(ask(filled, "articles.json?_search=membina&_shape=objects")) == []


VIEW = {"databases": {"kliping": {"tables": {"coverage": {"fts_table": "articles_fts", "fts_pk": "id"}}}}}


@pytest.mark.parametrize(
    ("parameters", "settings"),
    [("&_fts_table=articles_fts&_fts_pk=id", {}), ("", {"metadata": VIEW})],
    ids=["in the address", "in metadata"],
)
def test_datasettes_page_of_the_view_searches_once_it_is_told_the_index(
    filled: Corpus, parameters: str, settings: dict[str, Any]
) -> None:
    result = ask(filled, f"coverage.json?_search=gagalkan&_shape=objects{parameters}", **settings)
    assert titles(result) == ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"]


def test_sqlite_utils_searches_the_file(filled: Corpus) -> None:
    result = Database(filled.conn)["articles"].search("pembinaan", order_by="id desc", columns=["id", "title"])  # type: ignore[union-attr]
    assert [row["title"] for row in result] == ["Deputi Bina Pegawai di Kupang", "Pembinaan Pegawai di NTT"]
