"""The page selectors are one list: an outlet's attributes and a layout's fields are those of PageSelectors."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipelines.rules import SELECTOR_NAMES, Layout, PageRules, PageSelectors
from spiders.families.base import OLDER_NAMES, OutletSpider
from spiders.loader import outlets

GOLDENS = Path(__file__).parents[1] / "goldens"
SET: dict[str, Any] = {field.name: ".a" if field.default is None else (".a",) for field in fields(PageSelectors)}


def outlet(**attributes: Any) -> type[OutletSpider]:
    who = {"name": "uji", "outlet": "Uji", "kind": "media", "site": "uji.example"}
    return type("UjiSpider", (OutletSpider,), {**who, **attributes})


@pytest.mark.parametrize("name", SET)
def test_an_outlets_attribute_is_the_page_rule_of_that_name(name: str) -> None:
    ruled, bare = outlet(**{name: SET[name]}).page_rules(), outlet().page_rules()
    assert {each: getattr(ruled, each) for each in SET if getattr(ruled, each) != getattr(bare, each)} == {
        name: SET[name]
    }


@pytest.mark.parametrize("name", SET)
def test_a_layout_sets_the_page_rule_of_that_name(name: str) -> None:
    rules = PageRules(utc_offset=8, layouts=(Layout(valid_until=date(2022, 1, 1), **{name: SET[name]}),))
    before, behind = rules.on(date(2021, 1, 1)), rules.on(date(2023, 1, 1))
    assert (getattr(before, name), before.utc_offset) == (SET[name], 8)
    assert behind == rules


def test_no_class_lists_the_selectors_again() -> None:
    listed = [cls for cls in (OutletSpider, Layout, PageRules) if set(vars(cls)["__annotations__"]) & set(SET)]
    assert listed == []


@pytest.mark.parametrize(("older", "name"), OLDER_NAMES.items())
def test_a_users_file_may_set_a_selector_under_its_older_name(tmp_path: Any, older: str, name: str) -> None:
    (tmp_path / "uji.py").write_text(
        "from spiders.families.listing import ListingSpider\n\n\nclass UjiSpider(ListingSpider):\n"
        f'    name, outlet, kind, site = "uji", "Uji", "media", "uji.example"\n    {older} = (".isi",)\n',
        encoding="utf-8",
    )
    assert getattr(outlets([tmp_path])["uji"].page_rules(), name) == (".isi",)


@pytest.mark.parametrize("slug", sorted(outlets(())))
def test_each_selector_of_an_outlet_fits_one_of_its_golden_pages(slug: str) -> None:
    rules = outlets(())[slug].page_rules()
    pages = [html.document_fromstring(page.read_text("utf-8")) for page in GOLDENS.glob(f"{slug}/*.html")]
    selectors = {
        selector
        for layout in (rules, *rules.layouts)
        for name in SELECTOR_NAMES
        if name not in {"date_pattern", "junk"}
        for selector in getattr(layout, name)
    }
    assert sorted(each for each in selectors if not any(page.cssselect(each) for page in pages)) == []
