"""Where an outlet's rule of addresses changed, the next crawl fetches nothing again, and refine keeps the ids."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import Desk, Site, broken_invariants

STORED = "SELECT id, key, text FROM articles ORDER BY id"


@pytest.mark.hostile
def test_a_newer_rule_of_keys_fetches_nothing_twice(desk: Desk, site: Site) -> None:
    desk.put_outlet()
    site.put_articles(range(4))
    site.put_search(range(4))
    assert desk.crawl("--outlet", "warta_contoh").code == 0
    before = desk.ask(STORED)
    assert [key for _, key, _ in before] == [f"127.0.0.1/judul-{n}" for n in range(4)]
    path = desk.outlets / "warta_contoh.py"
    path.write_text(path.read_text().replace("(?P<slug>[a-z0-9-]+)", "judul-(?P<id>[0-9]+)"))
    ran = desk.crawl("--outlet", "warta_contoh")
    assert ran.code == 0, ran.err
    now = [(number, key.replace("judul-", ""), text) for number, key, text in before]
    assert desk.ask(STORED) == now
    assert set(site.articles_asked().values()) == {1}
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert desk.ask(STORED) == now
    assert broken_invariants(desk) == {}
    assert desk.run("doctor", "--deep").code == 0
