"""`kliping rehydrate` fetches what a file of pointers names, and each row is accounted for: same, changed, gone ..."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.conftest import Answer, Desk, article, page, text_of, title_of

MINE = ("--outlets", "outlets", "--allow-private", "--contact", "redaksi@example.org")


@pytest.fixture(scope="module")
def pointers(shared_desk: Desk) -> Path:
    """A crawled corpus of seven articles as a file of pointers, and two rows more; then the site changes."""
    desk, site = shared_desk, shared_desk.site
    assert site is not None
    numbers = range(1, 8)
    site.put_articles(numbers)
    site.put("/robots.txt", "User-agent: *\nAllow: /\n", kind="text/plain")
    urls = [f"{site.url}/berita/judul-{n}" for n in numbers]
    assert desk.run("crawl", *urls, *MINE).code == 0
    ran = desk.run("export", "--pointers", "-o", "pointers.csv", "--tables", "mentions,quotes", "--sort", "oldest")
    assert ran.code == 0, ran.err
    assert desk.one("SELECT count(*) FROM articles") == 7
    ralat = [*text_of(2)[:3], "Ralat: jumlah peserta sebelumnya keliru ditulis."]
    site.put("/berita/judul-2", page(title_of(2), ralat))
    site.put("/berita/judul-3", "tidak ada", status=404)
    site.put("/berita/judul-4", "sudah dihapus", status=410)
    site.put("/berita/judul-5", "", status=301, headers={"Location": "/berita/arsip-judul-5"})
    site.put("/berita/arsip-judul-5", article(5))
    site.put("/berita/judul-6", "dilarang", status=403)
    site.forget()
    path = desk.folder / "pointers.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(f"{site.url}/berita/judul-1,,k1,warta_contoh,2024-01-02,,9,v,\r\nbukan alamat,,,,,ab,1,v,\r\n")
    return path


def _by_number(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    return {row["url"].rsplit("-", 1)[-1]: (row["state"], row["reason"]) for row in rows if "state" in row}


def test_pointers_hold_no_word_and_the_offsets_of_names(shared_desk: Desk, pointers: Path) -> None:
    with pointers.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:7]
    assert [*rows[0]] == [
        *("url", "canonical_url", "doc_id", "outlet", "published_day", "text_sha256", "words", "rules_version"),
        "fetched_utc",
    ]
    assert all(row["text_sha256"] and int(row["words"]) > 20 for row in rows)
    assert title_of(1) not in pointers.read_text(encoding="utf-8")
    heads = {
        name: (shared_desk.folder / f"pointers.{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        for name in ("mentions", "quotes")
    }
    assert heads["mentions"][:3] == heads["quotes"][:3] == ["doc_id", "start", "end"]
    assert "text" not in heads["quotes"]


def test_each_row_is_accounted_for_and_a_second_run_asks_what_is_missing(shared_desk: Desk, pointers: Path) -> None:
    desk, site = shared_desk, shared_desk.site
    assert site is not None
    ran = desk.run("rehydrate", pointers.name, "--json", *MINE)
    assert ran.code == 3, ran.err
    *rows, counts = ran.rows
    assert _by_number(rows[:7]) == {
        "1": ("same", None),
        "2": ("changed", None),
        "3": ("gone", "http_404"),
        "4": ("gone", "http_410"),
        "5": ("moved", None),
        "6": ("unseen", "http_403"),
        "7": ("same", None),
    }
    moved = next(row for row in rows if row["state"] == "moved")
    assert moved["url_now"] == f"{site.url}/berita/arsip-judul-5"
    assert (rows[7]["state"], rows[7]["reason"]) == ("unseen", "no_hash")
    assert (rows[8]["state"], "is not a web address" in rows[8]["reason"]) == ("unseen", True)
    given = counts["counts"]
    assert given == {"rows": 9, "same": 2, "changed": 1, "moved": 1, "gone": 2, "unseen": 3}
    assert given.pop("rows") == sum(given.values()) == len(rows)
    assert Counter(row["state"] for row in rows) == {state: number for state, number in given.items() if number}
    assert "9 rows: 2 same, 1 changed, 1 moved, 2 gone, 3 could not be looked at. The articles are in poin" in ran.err
    assert site.requested["/robots.txt"] >= 1  # as a crawl does
    assert max(site.articles_asked().values()) == 1

    site.put_articles([3, 4])
    site.forget()
    ran = desk.run("rehydrate", pointers.name, *MINE)
    lines = [line for line in ran.out.splitlines() if "/berita/" in line]
    assert (ran.code, len(lines)) == (3, 4), ran.err  # the table: what is not the same
    assert sorted(site.articles_asked()) == [f"/berita/judul-{n}" for n in (3, 4, 6)]
    assert "(5 articles of these stood in pointers.rehydrated.db before; none of them was fetched again)" in ran.err
    assert "9 rows: 4 same, 1 changed, 1 moved, 3 could not be looked at." in ran.err

    lines = pointers.read_text(encoding="utf-8").splitlines(keepends=True)
    (desk.folder / "satu.csv").write_text("".join([lines[0], lines[1]]), encoding="utf-8")
    ran = desk.run("rehydrate", "satu.csv", "--corpus", "pointers.rehydrated.db", "--quiet", *MINE)
    assert (ran.code, ran.out, ran.err) == (0, "", "")  # nothing to say: the one article is the same


def test_json_lines_are_read_and_nothing_that_answers_is_said(desk: Desk) -> None:
    site = desk.site
    assert site is not None
    site.routes["/robots.txt"] = Answer("", 404)
    row = {"url": f"{site.url}/berita/judul-1", "text_sha256": "ab"}
    site.put("/berita/judul-1", drop=True)
    (desk.folder / "a.jsonl").write_text(json.dumps(row) + "\n")
    ran = desk.run("rehydrate", "a.jsonl", "--csv", *MINE)
    assert ran.code == 4, ran.err
    assert "1 row: 1 could not be looked at" in ran.err
    assert ran.out.splitlines()[1].startswith("1,unseen,connection,")


@pytest.mark.parametrize(("words", "sentence"), [
    ("url,title\nhttps://a.example/b,x\n", "no column is named text_sha256; rehydrate reads what `kliping export --po"),
    ("url,text_sha256\n", "there is no row in it"),
    ("", "empty"),
])  # fmt: skip
def test_a_file_that_is_none_of_pointers_is_a_sentence(desk: Desk, words: str, sentence: str) -> None:
    (desk.folder / "a.csv").write_text(words)
    ran = desk.run("rehydrate", "a.csv", *MINE)
    assert sentence in ran.err
    assert ran.in_a_sentence(), ran.err
    assert not (desk.folder / "a.rehydrated.db").exists()


@pytest.mark.parametrize("option", [("--with-text",), ("--columns", "url,text_sha256")])
def test_pointers_choose_their_columns(desk: Desk, option: tuple[str, ...]) -> None:
    ran = desk.run("export", "--pointers", "-o", "a.csv", *option)
    assert f"leave {option[0]} out" in ran.err
    assert ran.code == 2
