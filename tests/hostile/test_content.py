"""What odd pages become: text whole and clean, claims that are no facts left out, dates that are none told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Crawled
from harness import KLIPING

pytestmark = pytest.mark.hostile

CURLY = "“Pembinaan” – pegawai café Rp1.000 … naïve"
CONTROLS = {chr(n) for n in (*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000))}


@pytest.mark.parametrize(
    "name",
    ["utf8-said-latin1", "utf8-said-latin1-meta", "cp1252-said-utf8", "cp1252-none", "bogus-name", "utf7"],
)
def test_text_is_read_in_the_charset_it_is_in(pages: Crawled, name: str) -> None:
    article = pages.article(f"/content/enc-{name}")
    assert article["title"] == CURLY
    assert CURLY in str(article["text"])


def test_no_control_character_reaches_the_corpus(pages: Crawled) -> None:
    for row in pages.rows.values():
        for field in ("title", "text", "lead") if row.article else ():
            assert not CONTROLS & set(str(row.article[field])), row.url  # type: ignore[index]


def test_text_behind_a_nul_is_kept(pages: Crawled) -> None:
    assert "SESUDAH-NUL" in str(pages.article("/content/nul")["text"])


def test_a_huge_article_is_whole(pages: Crawled) -> None:
    assert int(str(pages.article("/content/words?n=200000")["words"])) > 190_000


def test_a_deep_page_keeps_its_text(pages: Crawled) -> None:
    assert "Alinea ke-4" in str(pages.article("/content/deep?n=2000")["text"])


@pytest.mark.parametrize("path", ["/content/canonical-offsite", "/content/canonical-home", "/content/js-url"])
def test_a_canonical_link_is_believed_on_the_same_site_only(pages: Crawled, path: str) -> None:
    article = pages.article(path)
    assert article["canonical_url"] is None
    assert str(article["key"]).endswith(path)


@pytest.mark.parametrize(
    ("kind", "claimed", "why"),
    [
        ("future", "2099-01-01T00:00:00Z", "later than the page was fetched"),
        ("epoch", "1970-01-01T00:00:00Z", "before any outlet was on the web"),
        ("zero", "0000-00-00 00:00:00", "no day of the calendar"),
        ("junk", "Senin, kemarin", "a word names no day without an hour"),
        ("ambiguous", "03/04/2023", "day and month may stand in either order"),
        ("huge", "9" * 200, "not read as a date"),
        ("neg", "-2023-11-20", "a year without a day"),
        ("rel", "2 jam yang lalu", "counted from a moment that is not known"),
    ],
)
def test_a_date_that_is_none_is_null_with_its_reason_and_kept_as_claimed(
    pages: Crawled, kind: str, claimed: str, why: str
) -> None:
    article = pages.article(f"/content/date?k={kind}")
    assert (article["published_at"], article["published_day"]) == (None, None)
    assert article["published_printed"] == claimed
    assert str(article["date_note"]).startswith(f"{why}: {claimed} (meta)")


def test_what_a_page_forbids_is_kept_with_it(pages: Crawled) -> None:
    article = pages.article("/content/noarchive")
    assert {"noindex", "noarchive", "noai", "tdm-reservation: 1"} <= set(str(article["usage_terms"]).split(", "))
    sent = pages.desk.ask("SELECT robots_tag FROM captures WHERE url LIKE '%/content/noarchive'")
    assert sent == [("noarchive, noai, tdm-reservation: 1",)]


def test_a_wall_after_the_first_paragraph_is_told(pages: Crawled) -> None:
    row = pages.rows["/content/paywall"]
    assert row.article is None or row.article["complete"] == 0


def test_an_article_in_pages_is_one(pages: Crawled) -> None:
    assert [row.state for path, row in pages.rows.items() if path == "/content/pages"] == ["stored"]
    assert "Alinea ke-8" in str(pages.article("/content/pages")["text"])


def test_malay_is_not_taken_for_indonesian(pages: Crawled) -> None:
    assert pages.article("/content/malay")["language"] != "id"


def test_sql_and_markup_are_text(pages: Crawled) -> None:
    assert str(pages.article("/content/sql")["title"]).startswith("'); DROP TABLE articles;--")
    assert pages.article("/content/xss")["title"] == "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_no_file_is_written_under_a_name_of_the_server_s(pages: Crawled) -> None:
    assert not Path("/tmp/evil.sh").exists()
    below = {path.name for path in pages.desk.folder.rglob("*") if path.is_file()}
    assert not any("passwd" in name or "evil" in name for name in below)


def test_what_is_printed_cannot_steer_a_terminal(pages: Crawled) -> None:
    done = subprocess.run(
        [*KLIPING, "search", "pembinaan", "--corpus", str(pages.desk.corpus)],
        capture_output=True, text=True, env=pages.desk.surroundings(), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_every_export_line_is_json(pages: Crawled, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    done = pages.desk.run("export", "-o", str(out), "--with-text")
    assert done.code == 0, done.err
    assert all(json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line)


def test_doctor_finds_the_corpus_well(pages: Crawled) -> None:
    done = pages.desk.run("doctor")
    assert done.code in {0, 2}, done.out + done.err  # 2: no contact is configured here
    assert "damaged" not in done.out + done.err
    assert sys.version_info >= (3, 11)
