"""A page in the structure of each outlet gives exactly the article that was read by eye."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.each import for_each
from tests.pipelines.goldens import as_text, golden_of, pages, read, shipped


@for_each("page", pages(), ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_the_page_gives_its_golden(page: Path) -> None:
    golden = golden_of(page)
    if not golden.exists():
        golden.write_text(as_text(read(page)), encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and is written now; please review")
    got, want = read(page), json.loads(golden.read_text("utf-8"))
    differing = {
        field: (got.get(field), want.get(field)) for field in {*got, *want} if got.get(field) != want.get(field)
    }
    assert differing == {}, "field: (what the page gives, its golden)"
    assert got.keys() == want.keys()


def test_every_shipped_outlet_with_rules_of_its_own_has_a_golden() -> None:
    have = {page.parent.name for page in pages()}
    rules = {slug: spider.page_rules() for slug, spider in shipped().items()}
    ruled = {slug for slug, own in rules.items() if own.body or own.junk or own.noise or own.date}
    assert ruled - have == set()


@for_each("page", pages(), ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_pages_are_marked_as_made_up_and_stand_under_example(page: Path) -> None:
    first = page.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith("<!-- http")
    assert ".example" in first
    assert first.endswith("made up for a test -->")
