"""An outlet that was redesigned between two runs is named in the first one after; twenty unchanged runs name none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.crawler.conftest import CommandResult, Desk, Site, listing, text_of

pytestmark = pytest.mark.hostile

OUTLETS = ("harian_byline", "harian_stempel", "harian_badan", "harian_tetap")
WRITERS = ("Maria Bere", "Budi Tafa", "Rini Lestari", "Agus Salim", "Dewi Anggraini")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
FIRST = date(2024, 1, 1)
UNCHANGED = 20
RULES = """
author = (".penulis",)
date = (".tayang",)
body = (".isi",)
"""


@dataclass
class House:
    """An outlet's site: how many articles it has, and which part of its pages was redesigned."""

    slug: str
    site: Site
    chance: random.Random
    redesigned: str = ""
    articles: int = 0
    newest: list[tuple[str, str]] = field(default_factory=list)

    def publish(self, number: int) -> None:
        """Put so many more articles on the site; its search shows these alone."""
        self.newest = []
        for n in range(self.articles, self.articles + number):
            path, title = f"/berita/{self.slug.replace('_', '-')}-{n}", f"Pembinaan Pegawai Angkatan {n} di Balai"
            self.site.put(path, self._page(n, title))
            self.newest.append((path, title))
        self.articles += number
        self.site.put("/cari?q=pegawai&page=1", listing(self.newest))
        self.site.put("/cari?q=pegawai&page=2", listing([]))

    def _page(self, n: int, title: str) -> str:
        day = FIRST + timedelta(days=n)
        month = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
                 "November", "Desember")[day.month - 1]  # fmt: skip
        printed = f"{DAYS[day.weekday()]}, {day.day} {month} {day.year}"
        hour = "" if self.slug == "harian_tetap" and self.chance.random() < 0.4 else f" 10:{n % 60:02} WIB"
        stamp = "" if self.redesigned == "stamp" else f'<div class="tayang">{printed}{hour}</div>'
        signed = self.chance.random() < (0.6 if self.slug == "harian_tetap" else 0.98)
        name = self.chance.choice(WRITERS)
        # a picture of the name: words in a box of another class would still be read, as they stand beside the stamp
        byline = '<div class="k7"><img src="/penulis.png"></div>' if self.redesigned == "byline" else None
        writer = (byline or f'<div class="penulis">{name}</div>') if signed else ""
        lead, *rest = (f"<p>{text}</p>" for text in text_of(n) * self.chance.choice((1, 1, 2)))
        beside = ""
        if self.redesigned == "body":
            rest, beside = [], f'<aside class="panel">{"".join(rest)}</aside>'
        gallery = self.slug == "harian_tetap" and n % 9 == 4
        photos = '<div class="galeri"><img src="/f/1.jpg"><img src="/f/2.jpg"></div>' if gallery else ""
        return (
            f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title></head><body>'
            f"<main><article><h1>{title}</h1>{writer}{stamp}{photos}"
            f'<div class="isi">{lead}{"".join(rest)}</div></article></main>{beside}<footer>Harian</footer></body>'
        )


@pytest.fixture(scope="module")
def houses() -> Iterator[list[House]]:
    with ExitStack() as sites:
        made = [House(slug, Site(), random.Random(slug)) for slug in OUTLETS]
        for house in made:
            sites.callback(house.site.close)
        yield made


@pytest.fixture(scope="module")
def runs(houses: list[House], tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, list[CommandResult]]:
    """A first run, twenty unchanged ones of one to eight articles, and one after three redesigns, of five to ten."""
    desk = Desk(tmp_path_factory.mktemp("houses"))
    for house in houses:
        desk.put_outlet(house.slug, RULES, home=house.site.url)
    sizes = random.Random(13)
    results = []
    for number in range(UNCHANGED + 2):
        for house, redesigned in zip(houses, ("byline", "stamp", "body", ""), strict=True):
            last = number == UNCHANGED + 1
            house.redesigned = redesigned if last else ""
            house.publish(sizes.randint(5, 10) if last else 25 if not number else sizes.randint(1, 8))
        results.append(desk.crawl("--json", "--limit", "none"))
    return desk, results


def changed(result: CommandResult) -> set[tuple[str, str]]:
    return {
        (row["outlet"], one["field"]) for row in result.rows for one in row["fields"] if one["verdict"] == "changed"
    }


def test_no_unchanged_run_shows_a_change(runs: tuple[Desk, list[CommandResult]]) -> None:
    unchanged = runs[1][:-1]
    assert [changed(result) for result in unchanged] == [set()] * (UNCHANGED + 1)
    assert "its pages may have changed" not in "".join(result.err for result in unchanged)
    compared = {one["verdict"] for result in unchanged for row in result.rows for one in row["fields"]}
    assert compared == {"steady", "too few to compare"}


def test_the_first_run_after_a_redesign_shows_it(runs: tuple[Desk, list[CommandResult]]) -> None:
    _, (*_, last) = runs
    seen = changed(last)
    assert {("harian_byline", "writer"), ("harian_stempel", "day"), ("harian_badan", "unexplained")} <= seen
    assert {slug for slug, _ in seen} == set(OUTLETS[:3])
    assert last.code == 0  # a note, no failure
    (articles,) = (row["balance"]["stored"] for row in last.rows if row["outlet"] == "harian_byline")
    assert f"harian_byline: no writer on {articles} of {articles} articles; was on " in last.err
    assert "harian_stempel: no day of publication on " in last.err
    assert "no hour" not in last.err  # one cause, one sentence
    assert "of a page's words unexplained in " in last.err
    assert "then: kliping outlets check harian_badan" in last.err


def test_the_ledger_and_the_check_say_so_too(runs: tuple[Desk, list[CommandResult]], tmp_path: Path) -> None:
    desk, (*_, last) = runs
    sentence = next(line for line in last.err.splitlines() if line.startswith("harian_byline: no writer"))
    assert sentence in desk.run("ledger").err
    assert sentence not in desk.run("ledger", "--run", "20").err
    *_, fields = desk.run("ledger", "--json").rows
    changes = {(one["outlet"], one["run"], one["field"]) for one in fields["changed_fields"]}
    assert ("harian_byline", 22, "writer") in changes
    check = desk.run("outlets", "check", "harian_byline", "--outlets", desk.outlets, "--allow-private",
                     "--contact", "redaksi@example.org", XDG_STATE_HOME=str(tmp_path))  # fmt: skip
    assert sentence in check.err
