"""Plain Scrapy works too: `scrapy list`, `scrapy crawl`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import programs
from tests.crawler.conftest import CommandResult, Desk, Site, broken_invariants

ROOT = Path(__file__).parents[3]


def scrapy(desk: Desk, *args: str | Path, **env: str) -> CommandResult:
    process = programs.run("-m", "scrapy", *args, cwd=ROOT, env=desk.env(**env))
    return CommandResult(process.returncode, process.stdout, process.stderr)


def test_scrapy_and_kliping_list_the_same_outlets(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    listed = [row["outlet"] if "outlet" in row else row["slug"] for row in desk.run("outlets", "list", "--json").rows]
    assert sorted(scrapy(desk, "list").out.split()) == sorted(listed)


@pytest.fixture
def crawled(desk: Desk, site: Site) -> CommandResult:
    site.put_articles(range(5))
    site.put_search(list(range(5)))
    return scrapy(desk, "crawl", "warta_contoh", "-a", f"topic={desk.topic}", "-a", "since=2023-01-01",
                  "-s", "KLIPING_ALLOW_PRIVATE=1", KLIPING_OUTLETS=str(desk.outlets),
                  KLIPING_CONTACT="redaksi@example.org")  # fmt: skip


def test_a_plain_scrapy_crawl_stores_the_articles(desk: Desk, crawled: CommandResult) -> None:
    assert crawled.code == 0, crawled.err
    assert desk.one("SELECT count(*) FROM articles") == 5
    assert broken_invariants(desk) == {}


def test_its_run_is_closed_and_keeps_what_was_asked(desk: Desk, crawled: CommandResult) -> None:
    rows = desk.ask("SELECT command, state, json_extract(options, '$.since') FROM runs")
    assert rows == [("scrapy crawl", "finished", "2023-01-01")]


def test_without_a_contact_it_asks_for_nothing_and_says_so(desk: Desk, site: Site) -> None:
    ran = scrapy(desk, "crawl", "warta_contoh", "-a", f"topic={desk.topic}", KLIPING_OUTLETS=str(desk.outlets))
    assert not site.requested
    assert ran.in_a_sentence(), ran.err
    assert "no contact is set" in ran.err
    assert not desk.corpus.exists()


def test_without_a_contact_it_still_lists(tmp_path: Path) -> None:
    assert "voiceindonesia\n" in scrapy(Desk(tmp_path), "list").out


MISTAKES = (
    (("list",), {"KLIPING_OUTLETS": "/tiada"}, "/tiada is not a folder"),
    (("crawl", "warta_conto"), {}, 'did you mean "warta_contoh"?'),
    (("crawl", "warta_contoh", "-a", "topic=tiada.toml"), {}, "tiada.toml: cannot read the topic"),
    (("crawl", "warta_contoh"), {"KLIPING_CORPUS": "/usr"}, "is a folder"),
    (("crawl", "warta_contoh"), {"KLIPING_CONTACT": "bukan alamat"}, "should be an e-mail address"),
)


@pytest.mark.parametrize(("words", "environment", "says"), MISTAKES)
def test_a_mistake_is_a_sentence(
    tmp_path: Path, words: tuple[str, ...], environment: dict[str, str], says: str
) -> None:
    desk = Desk(tmp_path)
    desk.put_outlet()
    usual = {"KLIPING_OUTLETS": str(desk.outlets), "KLIPING_CONTACT": "redaksi@example.org"}
    ran = scrapy(desk, *words, **{**usual, **environment})
    assert ran.in_a_sentence(), ran.err
    assert says in ran.err
