"""Tables beside the articles, outlets that reserve text and data mining, and the notice of an export."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from corpus.deriving.batches import derive_due
from corpus.deriving.derivations import derivations
from corpus.export.rows import chosen_articles, doc_id
from corpus.export.side_tables import SIDE_TABLES, side_table
from corpus.export.usage_rights import outlet_terms, reserves_mining
from corpus.models import Article
from corpus.query.selection import select
from corpus.store import ArticleOutcome, Corpus

TEXT = (
    '"Kami membina pegawai setiap pekan," kata Kepala BP3MI NTT, Suratmi Hamida, Senin.\n'
    "Ia menambahkan, pembinaan berlanjut sampai akhir tahun di Kupang dan Maumere. Pegawai yang hadir berasal dari "
    "sembilan pos di perbatasan, dan setiap pos mengirim dua orang yang bertugas melayani pekerja migran.\n"
    "Acara itu ditutup dengan doa bersama serta penyerahan buku saku tentang layanan kepada kepala pos yang baru."
)


@pytest.fixture
def derived(corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> Corpus:
    """Two articles of one text, derived: quotes, mentions, a copy; one has a label, a cut, an outside part, a photo."""
    keep(
        another(1, text=TEXT, day=date(2024, 1, 3)),
        another(2, text=TEXT, outlet="warta_timur", day=date(2024, 1, 2)),
        another(3, text="Cuaca cerah di Kupang."),
    )
    for derivation in derivations(corpus.path):
        [*derive_due(corpus, derivation, anew=True)]
    first = corpus.id_of("suara_kota.example/berita-1")
    sql = corpus.conn
    sql.execute(
        "INSERT INTO labels VALUES (?, 'pembinaan', 'ani', 'yes', '=1', '2024-01-02T03:04:05+00:00', NULL)", (first,)
    )
    sql.execute(
        "INSERT INTO removed_lines (article_id, rule, position, text) VALUES (?, 'inserts', 0, 'Baca Juga')", (first,)
    )
    sql.execute("INSERT INTO outside VALUES (1, ?, 0, 3, 'unexplained', 2, 'kata lain')", (first,))
    sql.execute("INSERT INTO images VALUES (1, ?, 0, 'https://a.example/b.jpg', 'Apel', NULL, NULL)", (first,))
    sql.execute(
        "INSERT INTO events (article_key, day, kind, words_in) VALUES (?, '2024-01-03', 'changed', 4)",
        ("suara_kota.example/berita-1",),
    )
    sql.commit()
    return corpus


def _rows(corpus: Corpus, name: str, query: str | None = None, *, with_text: bool = False) -> list[dict[str, Any]]:
    chosen = chosen_articles(corpus, select(corpus, query))
    return [dict(row) for row in side_table(corpus, chosen, name, with_text=with_text).rows]


def test_each_table_has_the_rows_of_the_articles(derived: Corpus) -> None:
    first = doc_id("suara_kota.example/berita-1")
    quotes = _rows(derived, "quotes", "outlet:suara_kota")
    assert [(row["doc_id"], row["kind"], row["speaker"]) for row in quotes][:1] == [(first, "direct", "Suratmi Hamida")]
    assert TEXT[quotes[0]["start"] : quotes[0]["end"]].strip('",') == "Kami membina pegawai setiap pekan"
    mentions = _rows(derived, "mentions", "outlet:suara_kota")
    assert {(TEXT[row["start"] : row["end"]], row["kind"]) for row in mentions} >= {("BP3MI NTT", "body")}
    lineage = _rows(derived, "lineage")
    assert [(row["share"], row["doc_id"], row["origin_doc_id"]) for row in lineage] == [
        (1.0, first, doc_id("warta_timur.example/berita-2"))
    ]
    assert [(row["doc_id"], row["label"], row["note"]) for row in _rows(derived, "labels")] == [(first, "yes", "=1")]
    assert [(row["rule"], row["text"]) for row in _rows(derived, "cuts")] == [("inserts", "Baca Juga")]
    assert [(row["reason"], row["words"], row["text"]) for row in _rows(derived, "outside")] == [
        ("unexplained", 2, "kata lain")
    ]
    assert [(row["url"], row["caption"]) for row in _rows(derived, "images")] == [("https://a.example/b.jpg", "Apel")]
    assert [(row["day"], row["words_in"]) for row in _rows(derived, "events")] == [("2024-01-03", 4)]
    assert [row["seq"] for row in _rows(derived, "versions")] == [1, 1, 1]
    assert _rows(derived, "labels", "outlet:warta_timur") == []
    assert _rows(derived, "ledger") == []


def test_others_words_come_only_with_text(derived: Corpus) -> None:
    chosen = chosen_articles(derived, select(derived))
    for name, table in SIDE_TABLES.items():
        written = side_table(derived, chosen, name, with_text=False)
        assert {column.name for column in written.columns} == {
            column.name for column in table.columns if not column.wording
        }
        assert all(column.meaning for column in table.columns)
    assert {"quotes", "cuts", "outside", "images", "versions"} == {
        name for name, table in SIDE_TABLES.items() if any(column.wording for column in table.columns)
    }


def test_a_workbook_has_sheets_and_others_have_files(kliping: Callable[..., Any], derived: Corpus) -> None:
    at = ("--corpus", derived.path)
    assert kliping("export", "-o", "a.xlsx", "--tables", "quotes,lineage", *at).code == 0
    assert openpyxl.load_workbook("a.xlsx").sheetnames == ["articles", "outlets", "quotes", "lineage", "about"]
    assert kliping("export", "-o", "a.csv", "--tables", "labels,outlets", "--excel", "en", *at).code == 0
    with Path("a.labels.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["note"] for row in csv.DictReader(file)] == ["'=1"]
    assert len(Path("a.outlets.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    assert kliping("export", "-o", "a.parquet", "--tables", "quotes", "--with-text", *at).code == 0
    assert pq.read_table("a.quotes.parquet").schema.names[-1] == "text"
    assert kliping("export", "-o", "a.jsonl.gz", "--tables", "events", *at).code == 0
    assert Path("a.events.jsonl.gz").exists()
    folder = kliping("export", "-o", "map", "--format", "text", "--with-text", "--tables", "images", *at)
    assert folder.code == 0, folder.err
    assert "https://a.example/b.jpg" in Path("map/images.csv").read_text(encoding="utf-8")


def test_a_table_that_there_is_not_is_refused(kliping: Callable[..., Any], derived: Corpus) -> None:
    ran = kliping("export", "-o", "a.csv", "--tables", "quote", "--corpus", derived.path)
    assert (ran.code, 'there is no table "quote"; did you mean "quotes"?' in ran.err) == (2, True)
    ran = kliping("export", "-o", "-", "--tables", "quotes", "--corpus", derived.path)
    assert (ran.code, "--tables writes files beside" in ran.err) == (2, True)
    Path("a.quotes.csv").write_text("catatan saya")
    ran = kliping("export", "-o", "a.csv", "--tables", "quotes", "--corpus", derived.path)
    assert (ran.code, "a.quotes.csv: is there already" in ran.err, Path("a.csv").exists()) == (2, True, False)


def test_a_table_that_fails_leaves_no_file(
    kliping: Callable[..., Any], derived: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(SIDE_TABLES["quotes"], sql="SELECT tidak_ada FROM quotes")
    monkeypatch.setitem(SIDE_TABLES, "quotes", broken)
    assert kliping("export", "-o", "a.csv", "--tables", "outlets,quotes", "--corpus", derived.path).code != 0
    assert [*Path().glob("a.*")] == [*Path().glob(".a.*")] == []


@pytest.mark.parametrize(
    ("terms", "reserved"),
    [
        ("noai", True),
        ("tdm-reservation: 1", True),
        ("tdm-policy: https://a.example/tdm", True),
        ("Dilarang keras mengambil konten secara otomatis tanpa izin", True),
        ("noindex, noarchive, nosnippet", False),
        ("tdm-reservation: 0", False),
        ("unavailable_after: 2030-01-01", False),
    ],
)
def test_what_reserves_mining(terms: str, reserved: bool) -> None:
    assert reserves_mining(terms) is reserved


def test_an_outlet_that_reserves_mining_is_left_out_unless_named(
    kliping: Callable[..., Any], corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]
) -> None:
    keep(
        replace(another(1), usage_terms="tdm-reservation: 1, noarchive"),
        another(2, text="Berita lain lagi."),
        another(3, text="Berita ketiga di timur.", outlet="warta_timur"),
    )
    at = ("--columns", "outlet", "--corpus", corpus.path)
    ran = kliping("export", "-o", "-", *at)
    assert {json.loads(line)["outlet"] for line in ran.out.splitlines()} == {"warta_timur"}
    assert "2 articles of Suara Kota left out: its pages reserve text and data mining" in ran.err
    assert "--outlet suara_kota exports them" in ran.err
    ran = kliping("export", "-o", "-", "--outlet", "suara_kota", *at)
    assert (len(ran.out.splitlines()), "left out" in ran.err) == (2, False)
    assert kliping("export", "-o", "a.csv", "--outlet", "suara_kota", "--with-text", "--corpus", corpus.path).code == 0
    notice = Path("a.csv.NOTICE.txt").read_text(encoding="utf-8")
    assert "- Suara Kota: 2 - tdm-reservation: 1, noarchive\n" in notice
    assert "Warta Timur" not in notice
    assert outlet_terms(corpus, chosen_articles(corpus, select(corpus)))["warta_timur"].terms == ()
