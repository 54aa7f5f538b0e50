"""Frames of pandas and polars, and the notebook of the documentation, executed on the demo's corpus."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus import frames
from corpus.store import Corpus

pytestmark = [pytest.mark.readers, pytest.mark.filterwarnings("ignore")]  # of their own makers' libraries

NOTEBOOK = Path(__file__).parents[2] / "docs/analyst.ipynb"


def test_pandas_and_polars_frames_are_typed(filled: Corpus) -> None:
    import pandas as pd
    import polars as pl

    made = frames.articles(filled.path, with_text=True)
    assert isinstance(made, pd.DataFrame)
    assert (len(made), made["published_day"].iloc[0]) == (4, date(2024, 1, 5))
    assert str(made["published_utc"].dt.tz) == "UTC"
    assert pd.to_datetime(made["published_day"]).isna().sum() == 1
    other = frames.articles(filled.path, with_text=True, kind="polars")
    assert isinstance(other, pl.DataFrame)
    assert other.schema["published_day"] == pl.Date
    assert other["text"].to_list() == made["text"].to_list()
    assert len(frames.trend_points(filled.path, "pegawai")) == len(
        frames.trend_points(filled.path, "pegawai", kind="polars")
    )


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run([sys.executable, "-m", "crawler.cli", "demo"], check=True, capture_output=True)
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    articles = names["articles"]
    assert names["by_month"].to_numpy().sum() + names["without_day"] == len(articles)
    assert (names["stories"]["copies"] > 0).any()
    assert names["copied"]["size"].sum() == len(names["lineage"])
    assert names["matrix"].shape[0] == len(articles)
    assert 150 < names["matrix"].shape[1] <= 200
