"""Made-up tables for the tests of `kliping import`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

HEADS = ("link", "judul", "tanggal", "isi", "penulis")
MAP = "url=link,title=judul,date=tanggal,text=isi,authors=penulis"
SITE = "https://warta.example/berita"


def row_of(number: int, **cells: Any) -> dict[str, Any]:
    """A row of a made-up table of articles."""
    text = f"Balai itu dibuka untuk warga yang ke-{number}.\nPegawai yang datang dilayani dengan baik dan cepat."
    return {
        "link": f"{SITE}/judul-{number}",
        "judul": f"Balai dibuka untuk {number} warga",
        "tanggal": f"2023-11-{number % 28 + 1:02} 10:15:00",
        "isi": text,
        "penulis": "Maria Bere",
        **cells,
    }


def csv_text(rows: Iterable[Mapping[str, Any]], separator: str = ",", heads: Sequence[str] = HEADS) -> str:
    """The rows as CSV under their heads."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, heads, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def put_csv(path: Path, rows: Iterable[Mapping[str, Any]], separator: str = ",", encoding: str = "utf-8") -> Path:
    """A CSV file of the rows."""
    path.write_bytes(csv_text(rows, separator).encode(encoding))
    return path


def put_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A file of JSON Lines of the rows."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def put_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], **options: Any) -> Path:
    """A workbook with these sheets; a cell may be a date, a formula ("=1+1") or a number."""
    from xlsxwriter import Workbook

    with Workbook(path, {"default_date_format": "dd/mm/yyyy", "strings_to_urls": False, **options}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path
