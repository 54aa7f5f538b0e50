"""The notice of an unfinished removal is read as every version has written it."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.erasure.marks import Marks
from crawler.erasure.notice import Notice, notice_path, read_notice, write_notice

MARKS = Marks(("Balai dibuka",), ("https://warta.example/1",), frozenset({"satu dua"}), ("potongan",), ("langka",))
NOTICE = Notice("https://warta.example/1", 7, 3, ("warta.example/1",), {"a.warc.gz": "a-r1.warc.gz"}, 2, 1, MARKS)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    corpus = tmp_path / "kliping.db"
    write_notice(corpus, NOTICE)
    assert read_notice(corpus) == NOTICE


def test_the_article_that_the_user_named_keeps_its_key_in_the_file(tmp_path: Path) -> None:
    corpus = tmp_path / "kliping.db"
    write_notice(corpus, NOTICE)
    fields = json.loads(notice_path(corpus).read_text(encoding="utf-8"))
    assert list(fields) == ["wanted", "article_id", "after_run", "keys", "names", "dropped", "blanked", "marks"]
