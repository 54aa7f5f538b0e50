"""A release is read whole as its descriptors say: by frictionless, and each recordSet by mlcroissant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus

pytestmark = [pytest.mark.readers, pytest.mark.filterwarnings("ignore")]  # of their own makers' libraries

WHO = ("--creator", "Pusat Studi", "--licence", "CC-BY-4.0")
TABLES = ("quotes", "labels", "ledger", "versions")


@pytest.fixture(params=["csv", "jsonl", "parquet"])
def release(request: pytest.FixtureRequest, kliping: Callable[..., Any], filled: Corpus) -> Path:
    """A release with texts and tables in each form of data."""
    options = (
        "--format",
        request.param,
        "--tables",
        ",".join(TABLES),
        "--creator",
        "Pusat Studi",
        "--licence",
        "CC-BY-4.0",
    )
    ran = kliping("export", "--release", "rilis", "--with-text", *options, "--corpus", filled.path)
    assert ran.code == 0, ran.err
    return Path("rilis")


def test_frictionless_finds_no_fault(release: Path) -> None:
    from frictionless import Package

    report = Package(str(release / "datapackage.json")).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert [task.name for task in report.tasks] == ["articles", "outlets", *TABLES]


def test_frictionless_notices_another_file(release: Path) -> None:
    from frictionless import Package

    data = next((release / "data").glob("articles.*"))
    data.write_bytes(data.read_bytes() + b"\n")
    assert not Package(str(release / "datapackage.json")).validate().valid


def test_mlcroissant_reads_every_record(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import mlcroissant

    monkeypatch.chdir(release)
    data_set = mlcroissant.Dataset(jsonld="croissant.json")
    read = {each.uuid: len(list(data_set.records(each.uuid))) for each in data_set.metadata.record_sets}
    assert (read["articles"], read["outlets"], read["versions"]) == (4, 3, 4)
