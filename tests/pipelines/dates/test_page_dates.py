"""Pages of all kinds of dates (page_dates.toml): the day is right, or none, and no minute is invented."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES

ROWS: dict[str, dict[str, Any]] = {
    f"{kind}.{name}": row
    for kind, rows in tomllib.loads(Path(__file__).with_name("page_dates.toml").read_text("utf-8")).items()
    for name, row in rows.items()
}
TITLE = "Warga Desa Lembah Hijau Membangun Lumbung Padi Bersama"
URL = "https://kabarlembah.example/desa/lumbung-padi-bersama"
FETCHED = "2024-01-10T12:00:00+07:00"
PROSE = (
    (
        "Puluhan orang datang membawa kayu, bambu dan paku dari rumah masing-masing supaya lumbung itu cepat berdiri, "
        "sedangkan anak-anak membersihkan halaman balai desa."
    ),
    (
        "Kepala desa menjelaskan bahwa padi yang disimpan dapat dipinjam oleh keluarga yang gagal panen tanpa bunga, "
        "asalkan dikembalikan pada musim panen berikutnya."
    ),
    "Ibu-ibu memasak di dapur umum, sedangkan para pemuda bergantian menjaga bahan bangunan pada malam hari.",
    (
        "Lumbung lama roboh diterjang angin dan selama bertahun-tahun tidak ada biaya untuk membangunnya lagi, "
        "sehingga warga menyimpan padi di kolong rumah."
    ),
    "Mereka berharap bangunan baru itu bertahan lama dan menjadi tempat anak muda belajar mengolah hasil panen.",
)


def _page(row: dict[str, Any]) -> str:
    first, *rest = (f"<p>{words}</p>" for words in PROSE)
    body = "".join([row.get("opens", ""), first, row.get("middle", ""), *rest, row.get("ends", "")])
    open_tag, close_tag = ("<article>", "</article>") if row.get("wrap") else ("<div>", "</div>")
    return (
        f'<!doctype html><html lang="id"><head><title>{TITLE}</title>{row.get("head", "")}</head><body>'
        f'<div class="atas"><a href="/">Beranda</a></div>{row.get("top", "")}{open_tag}<h1>{TITLE}</h1>'
        f'{row.get("meta", "")}<div class="isi">{body}</div>{close_tag}{row.get("below", "")}</body></html>'
    )


@pytest.mark.parametrize("name", ROWS)
def test_a_page_says_its_day_or_none(name: str) -> None:
    row = ROWS[name]
    fetched = datetime.fromisoformat(row.get("fetched", FETCHED))
    capture = Capture(row.get("url", URL), _page(row).encode(), fetched, content_type="text/html; charset=utf-8")
    refined = refine([capture], NO_RULES)
    assert isinstance(refined, Article)
    assert str(refined.published_day or "") == row["day"], refined.date_note
    if "at" in row:
        assert refined.published_at == (datetime.fromisoformat(row["at"]) if row["at"] else None)
    if "disputed" in row:
        assert (refined.date_confidence == "disputed") == row["disputed"], refined.date_conflict
