"""`kliping show --page` and `kliping read --page`: the page block by block, with what became of each."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.console.page_display import label_lines
from pipelines.lines.line_labels import HEAD_LABELS, TAIL_LABELS, LabelledLine
from tests.crawler.conftest import article, text_of, title_of
from tests.crawler.importing.test_saved_pages import mhtml

Run = Callable[..., Any]
URL = "https://warta.example/berita/judul-1"
AROUND = (
    "<nav><a href='/'>Beranda</a></nav><p class='x'>Baca juga: <a href='/berita/2'>Loket Baru di Bandara</a></p>"
    "<p>Kata\x1b[31m merah \u202eini&#27;[2J.</p>"
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "satu.html"
    path.write_text(article(1).replace("</article>", "</article>" + AROUND))
    return path


@pytest.fixture
def read(kliping: Run, saved: Path) -> Callable[..., list[str]]:
    """The lines that `kliping read --page` prints."""

    def lines(*options: str) -> list[str]:
        ran = kliping("read", saved, "--url", URL, "--page", *options)
        assert ran.code == 0, ran.err
        return str(ran.out).splitlines()

    return lines


@pytest.fixture
def stored(kliping: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one imported page."""
    (tmp_path / "berita.mhtml").write_bytes(mhtml())
    corpus = tmp_path / "kliping.db"
    monkeypatch.setenv("KLIPING_CORPUS", str(corpus))
    assert kliping("import", tmp_path / "berita.mhtml").code == 0
    return corpus


def test_each_block_has_a_mark_and_the_sum_stands_at_the_end(read: Callable[..., list[str]]) -> None:
    lines = read("--full")
    assert lines[0] == f"Page 1 of 1  {URL}"
    marks = {line.partition("  ")[2].strip(): line.partition("  ")[0] for line in lines}
    assert marks[title_of(1)] == "field: title"
    assert marks[text_of(1)[0]] == "text"
    assert marks["Beranda"] == "outside: navigation"
    assert (
        lines[-2]
        == "words of the page: 123 seen = 100 in the text + 7 fields + 0 cut + 11 outside + 5 unexplained; 0 added"
    )


def test_the_labelled_lines_of_head_and_tail_stand_below_the_blocks() -> None:
    tail = [
        LabelledLine("Selesai \x1b[31msudah.", "last", "form: a sentence", 3),
        LabelledLine("(zik)", "initials", "x"),
    ]
    lines = list(label_lines("tail", tail, full=True))
    assert lines[2:] == ["last      Selesai sudah.  [form: a sentence]", "initials  (zik)  [x]"]
    assert {line.label for line in tail} <= TAIL_LABELS
    assert {"byline", "credit", "editor", "furniture", "tags"} == HEAD_LABELS & TAIL_LABELS


def test_long_blocks_are_cut_short_on_a_terminal_unless_they_are_wanted_whole(
    read: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read() == read("--full")  # in a pipe
    monkeypatch.setattr("crawler.console.output.is_terminal", lambda: True)
    whole, short = read("--full"), read()
    assert len(whole) == len(short)
    assert max(map(len, short)) < max(map(len, whole))
    assert any(line.endswith("…") for line in short)


def test_what_a_page_writes_does_not_steer_the_terminal(read: Callable[..., list[str]]) -> None:
    out = "\n".join(read("--full"))
    assert "Kata" in out
    assert not any(sign in out for sign in "\x1b\u202e")


def test_the_blocks_as_json_add_up_to_the_balance(read: Callable[..., list[str]]) -> None:
    blocks = [json.loads(line) for line in read("--json")]
    assert list(blocks[0]) == ["part", "position", "fate", "reason", "words", "text"]
    words: Counter[str] = Counter()
    for block in blocks:
        words[block["fate"]] += block["words"]
    assert words == {"text": 100, "field": 7, "outside": 11, "unexplained": 5}


def test_parts_of_a_line_with_different_fates_are_marked_one_by_one(
    saved: Path, read: Callable[..., list[str]]
) -> None:
    saved.write_text(article(1).replace(f"<p>{text_of(1)[0]}", f"<p>KUPANG, WARTA - {text_of(1)[0]}"))
    lines = read("--full")
    at = next(i for i, line in enumerate(lines) if "KUPANG" in line)
    assert lines[at].split()[:2] == ["field:", "dateline"]
    assert lines[at + 1].split()[:2] == ["+", "text"]
    assert lines[at + 1].endswith(text_of(1)[0])


@pytest.mark.parametrize("options", [("--full",), ("--page", "--cuts")])
def test_options_that_do_not_go_together_are_refused(kliping: Run, saved: Path, options: tuple[str, ...]) -> None:
    ran = kliping("read", saved, "--url", URL, *options)
    assert (ran.code, "--page" in ran.err) == (2, True)


def test_a_stored_article_is_read_again_and_compared(kliping: Run, stored: Path) -> None:
    ran = kliping("show", URL, "--page")
    assert (ran.code, ran.err) == (0, "")
    assert f"field: title {title_of(1)}" in " ".join(ran.out.split())
    with closing(sqlite3.connect(stored, isolation_level=None)) as sql:
        sql.execute("UPDATE articles SET rules_version = 'lama'")
        same = kliping("show", URL, "--page").err
        sql.execute("UPDATE articles SET place = 'Ende'")
        other = kliping("show", URL, "--page").err
    assert "stored by the rules lama; those of today" in same
    assert "give the same" in same
    assert "give another place; `kliping refine` stores it" in other


def test_a_page_that_is_missing_from_the_archive_is_named(kliping: Run, stored: Path) -> None:
    segment = next((stored.parent / "kliping-archive").glob("*.warc.gz"))
    segment.unlink()
    ran = kliping("show", URL, "--page")
    assert (ran.code, ran.out) == (5, "")
    assert segment.name in ran.err
    assert "`kliping doctor`" in ran.err
    assert kliping("show", URL).code == 0
