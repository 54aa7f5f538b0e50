"""`kliping derive`: what is missing, by one process or by several, and what a kill leaves, are the same rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.models import Article
from corpus.store import ArticleOutcome, Corpus
from tests.crawler.conftest import Desk

Keep = Callable[..., ArticleOutcome]
DERIVED = ("copies", "stories", "quotes", "mentions")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every derived row, without the numbers that each derivation gives anew."""
    with Corpus(path, read_only=True) as corpus:
        stored = {table: corpus.conn.execute(f"SELECT * FROM {table}").fetchall() for table in DERIVED}
    numbered = ("quotes", "mentions")
    return {table: sorted((row[table in numbered :] for row in of), key=repr) for table, of in stored.items()}


@pytest.fixture
def many(corpus: Corpus, keep: Keep, another: Callable[..., Article], path: Path) -> Path:
    """A corpus of 60 articles: quotes with speakers, names, and each text a second time at another outlet."""
    for number in range(30):
        text = (
            f"Kepala BP2MI Benny Rhamdani mengatakan pembinaan pegawai angkatan ke-{number} sudah selesai. "
            f'"Kami sudah membina {number + 100} pegawai di daerah {number} dengan tertib," ujar Benny. '
            + " ".join(f"Kalimat {number}-{n} membahas hal nomor {number * 50 + n} di kantor itu." for n in range(8))
        )
        keep(another(number, text=text), another(number, text=text, outlet="warta_timur"))
    return path


def test_several_processes_give_the_rows_of_one(many: Path, desk: Desk) -> None:
    assert desk.run("derive", "--all", "--workers", "1", "--corpus", many).code == 0
    one = rows(many)
    assert all(one.values()), {table: len(of) for table, of in one.items()}
    answer = desk.run("derive", "--all", "--workers", "2", "--corpus", many)
    assert answer.code == 0, answer.err
    assert rows(many) == one


def test_what_is_missing_is_read_and_no_more(many: Path, desk: Desk) -> None:
    first = desk.run("derive", "--json", "--corpus", many).out
    assert '"quotes": 60' in first
    assert '"quotes": 0' in desk.run("derive", "--json", "--corpus", many).out
    assert '"mentions": 60' in desk.run("derive", "mentions", "--all", "--json", "--corpus", many).out


def test_a_name_that_is_not_derived_is_named(desk: Desk) -> None:
    answer = desk.run("derive", "kutipan", "--corpus", desk.corpus)
    assert answer.code == 2
    assert "'kutipan' is not derived from the articles; there are" in answer.err
