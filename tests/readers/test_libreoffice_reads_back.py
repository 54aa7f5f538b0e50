"""LibreOffice in Indonesian opens a workbook, and the CSV of an Indonesian Excel, in columns with days and numbers."""

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from corpus.columns import Column
from corpus.export.content import ExportContent, ExportTable
from corpus.export.files import write_file
from corpus.export.formats import format_named

pytestmark = [
    pytest.mark.readers,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]

SHEET = (Column("doc_id"), Column("published_day", "day"), Column("title"), Column("words", "int"))
ROWS = [
    {"doc_id": "k1", "published_day": "2023-11-20", "title": 'Rapat; "apel", 1,5', "words": 1234},
    {"doc_id": "k2", "published_day": None, "title": "=1+1", "words": -3},
]
UTF_8 = "76"
SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
"""


def _opened(path: Path, import_filter: str | None = None) -> list[list[str]]:
    """Return the rows of the file's first sheet, as LibreOffice writes them into CSV."""
    profile, out = path.parent / "profile", path.parent / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    read = [f"--infilter={import_filter}"] if import_filter else []
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *read, "--convert-to",
         f"csv:Text - txt - csv (StarCalc):44,34,{UTF_8}", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    with (out / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)]


def _written(path: Path, form: str) -> Path:
    write_file(path, ExportContent(ExportTable("articles", SHEET, ROWS)), format_named(form))
    return path


def test_a_workbook_opens(tmp_path: Path) -> None:
    heads, known, unknown = _opened(_written(tmp_path / "a.xlsx", "xlsx"))
    assert heads == [column.name for column in SHEET]
    assert (known[0], known[2], known[3].replace(",", "")) == ("k1", ROWS[0]["title"], "1234")
    assert date.fromisoformat(known[1]) == date(2023, 11, 20)
    assert unknown == ["k2", "", "=1+1", "-3"]


def test_csv_for_an_indonesian_excel_opens_in_columns(tmp_path: Path) -> None:
    indonesian = f"Text - txt - csv (StarCalc):59,34,{UTF_8},1,,1057,false,true"
    heads, known, unknown = _opened(_written(tmp_path / "a.csv", "excel-id"), indonesian)
    assert heads == [column.name for column in SHEET]
    assert (known[0], known[2]) == ("k1", ROWS[0]["title"])
    assert (unknown[2], unknown[3]) == ("'=1+1", "-3")
