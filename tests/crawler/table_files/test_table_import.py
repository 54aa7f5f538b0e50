"""`kliping import` of tables: rows become articles with their evidence, each once, and a sum accounts for every row."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.crawler.conftest import Desk, broken_invariants, wait_until
from tests.crawler.table_files.made_tables import HEADS, MAP, SITE, put_csv, put_jsonl, put_xlsx, row_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def three(desk: Desk) -> Path:
    return put_csv(desk.folder / "media.csv", [row_of(n) for n in (1, 2, 3)])


def test_each_row_is_an_article_with_its_evidence(desk: Desk, three: Path) -> None:
    ran = desk.run("import", three, "--map", MAP)
    assert (ran.code, "rows 3 = stored 3 + duplicate 0 + set aside 0 + passed over 0 + unreadable 0" in ran.err) == (
        0,
        True,
    )
    found = desk.ask("SELECT url, title, text, authors, published_at, outlet FROM articles ORDER BY url LIMIT 1")
    row = row_of(1)
    assert found == [
        (row["link"], row["judul"], row["isi"], '["Maria Bere"]', "2023-11-02T10:15:00+07:00", "warta_example")
    ]
    origins = dict(
        desk.ask("SELECT field, origin FROM origins JOIN articles ON id = article_id WHERE url = ?", row["link"])
    )
    assert origins["text"] == "import: column isi of media.csv row 2"
    assert origins["published_day"] == "import: column tanggal of media.csv row 2"
    assert broken_invariants(desk) == {}
    assert desk.run("doctor", "--deep").code == 0
    shown = desk.run("show", "--page", f"{SITE}/judul-1")
    assert (shown.code, "field: title" in shown.out, "differ" in shown.err) == (0, True, False)


def test_the_same_article_is_made_again_from_the_archive_alone(desk: Desk, three: Path) -> None:
    desk.run("import", three, "--map", MAP)
    before = desk.ask("SELECT * FROM articles ORDER BY id"), desk.ask("SELECT * FROM origins ORDER BY 1, 2")
    three.unlink()
    with desk.sql() as sql:
        sql.execute("PRAGMA foreign_keys = ON")
        sql.execute("DELETE FROM articles")
    desk.run("refine")
    assert (desk.ask("SELECT * FROM articles ORDER BY id"), desk.ask("SELECT * FROM origins ORDER BY 1, 2")) == before


def test_a_row_never_takes_the_place_of_what_is_there(desk: Desk, three: Path) -> None:
    desk.run("import", three, "--map", MAP)
    other = put_csv(desk.folder / "lain.csv", [row_of(1, isi="Teks yang lain sama sekali."), row_of(4), row_of(4)])
    ran = desk.run("import", other, "--map", MAP)
    assert "rows 3 = stored 1 + duplicate 2 + set aside 0 + passed over 0 + unreadable 0" in ran.err
    assert desk.ask("SELECT text FROM articles WHERE url LIKE '%-1'") == [(row_of(1)["isi"],)]


def test_a_removed_article_does_not_come_back(desk: Desk, three: Path) -> None:
    desk.run("import", three, "--map", MAP)
    removed = desk.run("remove", f"{SITE}/judul-2", "--yes", "--reason", "permintaan")
    assert removed.code == 0, removed.err
    ran = desk.run("import", three, "--map", MAP)
    assert "rows 3 = stored 0 + duplicate 2 + set aside 0 + passed over 1 + unreadable 0" in ran.err
    assert desk.one("SELECT count(*) FROM articles") == 2
    assert not any(b"ke-2." in path.read_bytes() for path in desk.archive.iterdir())


def test_no_article_of_a_row_is_due_for_a_second_look(desk: Desk, three: Path) -> None:
    desk.run("import", three, "--map", MAP)
    assert desk.one("SELECT count(*) FROM looks_due") == 0


def test_rows_that_give_no_article_are_named(desk: Desk) -> None:
    rows = [
        row_of(1, link=""),
        row_of(2, isi=" \n "),
        row_of(3, link="javascript:alert(1)"),
        row_of(4, link="file:///etc/passwd"),
        row_of(5, link="https://budi:rahasia@warta.example/berita/lima"),
        row_of(6, tanggal="03/04/2023"),
        row_of(7, tanggal=""),
        row_of(8),
    ]
    ran = desk.run("import", put_csv(desk.folder / "media.csv", rows), "--map", MAP)
    assert ran.code == 0
    assert "rows 8 = stored 3 + duplicate 0 + set aside 0 + passed over 5 + unreadable 0" in ran.err
    for sentence in (
        "rows without an address: 1 (row 2)",
        "rows without text: 1 (row 3)",
        "rows with an address that is none of the web: 2 (row 4, row 5)",
        "rows with an address that names a user: 1 (row 6)",
        "rows stored without a day, their date can't be read: 1 (row 7: 03/04/2023)",
        "rows stored without a day, they have no date: 1 (row 8)",
    ):
        assert sentence in ran.err
    assert "rahasia" not in ran.err
    assert desk.ask("SELECT published_day, published_printed, date_note FROM articles WHERE url LIKE '%-6'") == [
        (None, "03/04/2023", "day and month may stand in either order: 03/04/2023 (import)")
    ]


def test_the_map_may_say_the_order_of_day_and_month(desk: Desk) -> None:
    file = put_csv(
        desk.folder / "media.csv", [row_of(1, tanggal="03/04/2023"), row_of(2, tanggal="25/12/2022 08.30 WITA")]
    )
    desk.run("import", file, "--map", MAP.replace("date=tanggal", "date=tanggal:dmy"))
    assert desk.ask("SELECT published_day, published_at FROM articles ORDER BY url") == [
        ("2023-04-03", None), ("2022-12-25", "2022-12-25T08:30:00+08:00"),
    ]  # fmt: skip


def test_the_outlet_is_that_of_the_address(desk: Desk) -> None:
    rows = [{**row_of(1, link="https://www.voiceindonesia.co/berita/judul-satu"), "media": "Koran Lain"}]
    file = put_jsonl(desk.folder / "media.jsonl", rows)
    desk.run("import", file, "--map", MAP + ",outlet=media")
    assert desk.ask("SELECT outlet FROM articles") == [("voiceindonesia",)]


def test_a_guess_is_printed_as_a_command_and_nothing_is_imported(desk: Desk) -> None:
    row = {**row_of(1, tanggal="03/04/2023", isi="Balai itu dibuka. " * 30), "media": "Warta"}
    file = put_jsonl(desk.folder / "berita media.jsonl", [row])
    ran = desk.run("import", file, "--guess")
    assert ran.out == f"kliping import '{file}' --map {MAP},outlet=media\n"
    assert "date=tanggal:dmy" in ran.err
    assert not desk.corpus.exists()


@pytest.mark.hostile
def test_a_kill_in_the_middle_leaves_the_same_corpus_after_a_second_run(desk: Desk, tmp_path: Path) -> None:
    file = put_jsonl(desk.folder / "banyak.jsonl", [row_of(n) for n in range(1, 151)])
    killed = desk.start("import", file, "--map", MAP)
    wait_until(lambda: desk.corpus.exists() and _captures(desk) > 20)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    before = desk.one("SELECT count(*) FROM articles")
    ran = desk.run("import", file, "--map", MAP)
    assert before < 150
    assert f"stored {150 - before} + duplicate {before}" in ran.err
    whole = Desk(tmp_path / "lain")
    whole.run("import", file, "--map", MAP)
    same = "SELECT id, key, title, text, published_at FROM articles ORDER BY id"
    assert desk.ask(same) == whole.ask(same)
    assert desk.one("SELECT count(*) FROM captures") == 150
    assert broken_invariants(desk) == {}


def _captures(desk: Desk) -> int:
    try:
        return int(desk.one("SELECT count(*) FROM captures"))
    except Exception:
        return 0


def test_the_sum_and_the_map_are_kept_and_printed_as_json(desk: Desk, three: Path) -> None:
    ran = desk.run("import", three, "--map", MAP, "--json")
    last = json.loads(ran.out.splitlines()[-1])["import"]
    assert last["rows"] == {"rows": 3, "stored": 3, "duplicate": 0, "set_aside": 0, "passed_over": 0, "unreadable": 0}
    options = json.loads(desk.one("SELECT options FROM runs ORDER BY id DESC LIMIT 1"))
    assert options["tables"][0]["map"] == MAP
    assert len(options["tables"][0]["sha256"]) == 64
    assert options["rows"] == last["rows"]


def test_tables_and_pages_are_imported_apart(desk: Desk, three: Path) -> None:
    page = desk.folder / "a.html"
    page.write_text("<html><body>Halo</body></html>")
    ran = desk.run("import", three, page)
    assert (ran.code, "commands of their own" in ran.err, desk.corpus.exists()) == (2, True, False)


def test_a_server_can_not_pass_its_answer_off_as_a_row(desk: Desk) -> None:
    from scrapy.http import Response

    from spiders.parsing.sent_headers import stated_type

    forged = Response("https://warta.example/a", headers={"Content-Type": "application/vnd.kliping.Row+JSON"})
    assert stated_type(forged) is None


def test_excel_dates_are_days_whatever_their_format(desk: Desk) -> None:
    from datetime import date, datetime

    rows = [[*row_of(n).values()] for n in (1, 2, 3)]
    rows[0][2], rows[1][2], rows[2][2] = date(2023, 4, 3), datetime(2023, 4, 3, 10, 15), 45019.5  # noqa: DTZ001 - Excel has none
    for epoch, days in ((False, 0), (True, 1462)):
        rows[2][2] = 45019.5 - days
        file = put_xlsx(desk.folder / f"{epoch}.xlsx", {"data": [HEADS, *rows]}, date_1904=epoch)
        corpus = desk.folder / f"{epoch}.db"
        desk.run("import", file, "--map", MAP, "--corpus", corpus)
        desk.corpus = corpus
        assert desk.ask("SELECT published_day, published_at FROM articles ORDER BY url") == [
            ("2023-04-03", None),
            ("2023-04-03", "2023-04-03T10:15:00+07:00"),
            ("2023-04-03", "2023-04-03T12:00:00+07:00"),
        ]
