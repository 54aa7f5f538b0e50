"""The SQL of a search is what the examples in the docstring of corpus.query.selection show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from corpus.query import selection
from corpus.query.selection import select
from corpus.store import Corpus

WINDOW = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}


@pytest.mark.parametrize(
    ("number", "query", "filters"),
    [
        (1, None, {}),
        (2, None, {"outlet": "suara_kota"}),
        (3, "pegawai", {}),
        (4, "pegawai place:kupang", {}),
        (5, "pegawai", WINDOW),
        (6, None, WINDOW),
    ],
)
def test_the_docstring_shows_the_sql_of_each_branch(
    filled: Corpus,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    query: str | None,
    filters: Mapping[str, Any],
) -> None:
    monkeypatch.setattr("corpus.query.narrow.FEW", -1)  # no condition is rare enough to become a set of ids
    monkeypatch.setattr("corpus.query.narrow.MOST_LISTED", -1)
    assert " ".join(select(filled, query, **filters).ids().split()) == _example(number)


def _example(number: int) -> str:
    """Return the indented SQL of the numbered example, on one line."""
    doc = str(selection.__doc__).split(f"\n{number}. ")[1].split("\n\n")[0]
    return " ".join(line.strip() for line in doc.splitlines()[1:] if line.startswith("    "))
