"""A walk travels as JSON from one process to the next, also from an older version's."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import scrapy

from pipelines.storing.items import Entry, Link
from spiders.families.walks import Walk, WalkingSpider


def travelled(walk: Walk) -> dict[str, object]:
    state = json.loads(json.dumps(walk.cb_kwargs))["walk"]
    assert isinstance(state, dict)
    return state


def test_a_walk_is_the_same_behind_its_travel() -> None:
    link = Link("https://uji.example/1", "Apel", day=date(2024, 3, 5))
    walk = Walk(
        ("a", "b"),
        page=3,
        open=True,
        gave_links=True,
        held=(Entry("taken", link), Entry("unreadable", shown="- Apel")),
        nonsense=("x",),
        shown=("y",),
    )
    assert Walk.of(travelled(walk)) == walk


def test_a_walk_that_an_older_version_left_goes_on() -> None:
    walk = Walk(("a",), page=2, gave_links=True)
    state = travelled(walk)
    state["found"] = state.pop("gave_links")
    assert Walk.of(state) == walk


def test_links_that_an_older_version_held_back_are_entries_that_are_taken() -> None:
    link = Link("https://uji.example/1", "Apel", day=date(2024, 3, 5))
    state = travelled(Walk(("a",)))
    state["held"] = [{**asdict(link), "day": "2024-03-05"}]
    assert Walk.of(state).held == (Entry("taken", link),)


def test_a_users_family_may_ask_by_the_older_name_of_a_walks_arguments() -> None:
    class LamaSpider(WalkingSpider):
        name, outlet, kind, site = "lama", "Lama", "media", "lama.example"

        def ask_arsip(self, walk: Walk) -> scrapy.Request:
            older = {"told": getattr(walk, "told")}  # noqa: B009
            return self.listing("https://lama.example/arsip", self.parse, way="arsip", **older)

    walk = Walk(("a",), page=2)
    assert LamaSpider().ask_arsip(walk).cb_kwargs == walk.cb_kwargs
