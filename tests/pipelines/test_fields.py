"""The benchmark of title, writers and day counts what it says it counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from fields import table

Write = Callable[..., str]


def test_exact_and_invented_values_are_counted(tmp_path: Path, write_page: Write, write_paragraphs: Write) -> None:
    byline = "<div>Penulis: Budi Santoso</div><div class='date'>20 November 2023</div>"
    (tmp_path / "a.html").write_text(write_page(write_paragraphs(), meta=byline), encoding="utf-8")
    gold = {
        "url": "https://wartateluk.example/a/1",
        "title": "Kepala Balai Karang Ajak Pegawai Jaga Integritas",
        "authors": [["Ani Lain"], ["budi santoso"]],
        "day": ["2023-11-20"],
    }
    assert kliping(tmp_path, gold) == "| kliping | 100.0 % (0) | 100.0 % (0) | 100.0 % (0) |"
    none = gold | {"title": "Judul Lain", "authors": [[]], "day": [None]}
    assert kliping(tmp_path, none) == "| kliping | 0.0 % (0) | 0.0 % (1) | 0.0 % (1) |"


def kliping(folder: Path, gold: dict[str, object]) -> str:
    lines = list(table(folder, json.loads(json.dumps({"a": gold})), list_wrong=True))
    return next(line for line in lines if line.startswith("| kliping"))
