"""`kliping lineage` on a corpus: the copies by time, what they changed, JSON, the outlets' figures, what is missing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from corpus.deriving.batches import derive_lately
from corpus.exits import Exit
from corpus.store import Corpus
from tests.corpus.lineage.made_press import AGENCY, PAPERS, derive, open_press, prose, put, report

Run = Callable[..., Any]
PARTS = [prose(f"bagian-{n}", 36) for n in range(4)]
RELEASE = "\n".join(PARTS)


@pytest.fixture
def press(corpus: Corpus) -> Corpus:
    """A release, a copy of all with a line of its own that names it, a copy of two parts, and an article of its own."""
    put(
        open_press(corpus),
        report(AGENCY, "rilis", RELEASE, 2, title="Rilis Balai"),
        report(PAPERS[0], "utuh", f"{RELEASE}\nIkuti kanal kami.", 3, title="Kabar Balai", credit="Balai Perantau"),
        report(PAPERS[1], "potong", "\n".join(PARTS[:3]), 1, title="Rilis Balai"),
        report(PAPERS[2], "sendiri", prose("sendiri", 90), 5, title="Sendiri"),
    )
    derive(corpus)
    return corpus


def _address(outlet: Any, name: str) -> str:
    return f"https://{outlet.site}/{name}"


def test_the_copies_stand_by_time_whichever_article_is_named(press: Corpus, kliping: Run) -> None:
    shown = [
        kliping("lineage", _address(*one), "--corpus", press.path).out
        for one in ((AGENCY, "rilis"), (PAPERS[0], "utuh"))
    ]
    rows = [[line.split("\t") for line in out.splitlines() if "\t" in line] for out in shown]
    assert rows[0] == rows[1]
    assert [row[:-1] for row in rows[0]] == [
        ["published", "after", "outlet", "share", "added", "cut", "credit", "corrected", "headline"],
        ["2024-03-04 10:00", "-1 h 00", "warta_1", "100%", "0", "36", "no", "no", "same"],
        ["2024-03-04 12:00", "1 h 00", "warta_0", "98%", "3", "0", "yes", "no", "new"],
    ]
    assert "Origin: the origin is the agency's own page." in shown[0]


def test_the_passages_that_came_and_went(press: Corpus, kliping: Run) -> None:
    out = kliping("lineage", _address(AGENCY, "rilis"), "--diff", "--corpus", press.path).out
    assert "+ Ikuti kanal kami" in out
    assert f"- {PARTS[3].split('.')[0]}" in out


def test_json_has_a_line_a_copy_and_what_is_known_of_the_root(press: Corpus, kliping: Run) -> None:
    out = kliping("lineage", _address(PAPERS[0], "utuh"), "--json", "--corpus", press.path).out
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["outlet"] for line in lines[:2]] == ["warta_1", "warta_0"]
    assert lines[1]["lag_s"] == 3600
    assert lines[1]["credited"] is True
    assert {name for line in lines[2:] for name in line} == {"article", "root", "origins"}
    csv = kliping("lineage", _address(PAPERS[0], "utuh"), "--csv", "--corpus", press.path).out
    assert csv.splitlines()[0].startswith("id,outlet,title,published_at")


def test_a_copy_that_does_not_say_what_the_correction_of_its_origin_says_has_not_followed(
    corpus: Corpus, kliping: Run
) -> None:
    notice = "Ralat: pada berita ini semula tertulis lima pejabat, seharusnya enam."
    put(
        open_press(corpus),
        report(AGENCY, "rilis", f"{RELEASE}\n{notice}", 2, title="Rilis Balai"),
        report(PAPERS[0], "diam", RELEASE, 3, title="Rilis Balai"),
        report(PAPERS[1], "ikut", f"{RELEASE}\nArtikel ini telah diralat.", 4, title="Rilis Balai"),
    )
    derive_lately(corpus)
    ran = kliping("lineage", _address(AGENCY, "rilis"), "--corpus", corpus.path)
    rows = [line.split("\t") for line in ran.out.splitlines() if "\t" in line]
    assert [(row[2], row[7]) for row in rows[1:]] == [("warta_0", "no"), ("warta_1", "yes")]
    assert "The origin was corrected; 1 of 2 copies has not followed." in ran.err
    out = kliping("lineage", _address(AGENCY, "rilis"), "--json", "--corpus", corpus.path).out
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["followed"] for line in lines[:2]] == [False, True]
    assert next(line["root"]["corrected"] for line in lines if "root" in line)


def test_an_article_without_copies_is_called_so(press: Corpus, kliping: Run) -> None:
    ran = kliping("lineage", _address(PAPERS[2], "sendiri"), "--corpus", press.path)
    assert "No copies of 'Sendiri' are known." in ran.err


def test_what_is_due_is_said(press: Corpus, kliping: Run) -> None:
    put(press, report(PAPERS[3], "baru", RELEASE, 9))
    ran = kliping("lineage", _address(PAPERS[3], "baru"), "--corpus", press.path)
    assert "1 article not read for lineage yet" in ran.err


def test_outlets_have_originals_and_copies_with_and_without_credit(press: Corpus, kliping: Run) -> None:
    out = kliping("lineage", "--stats", "--corpus", press.path).out
    assert out.splitlines() == [
        "outlet\tarticles\toriginal\tcopied by others\tcopies with credit\tcopies without",
        "balai\t1\t1\t1\t0\t0",
        "warta_0\t1\t0\t0\t1\t0",
        "warta_1\t1\t0\t0\t0\t1",
        "warta_2\t1\t1\t0\t0\t0",
    ]


@pytest.mark.parametrize("args", [(), ("1", "--stats"), ("--stats", "--diff")])
def test_an_article_or_the_figures_are_needed(press: Corpus, kliping: Run, args: tuple[str, ...]) -> None:
    ran = kliping("lineage", *args, "--corpus", press.path)
    assert ran.code == Exit.CANNOT
    assert "kliping lineage 20637024256" in ran.err
