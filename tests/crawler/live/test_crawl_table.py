"""The display of a running crawl: what a person sees in 24 lines of 80 columns, with two outlets and with 73."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from corpus.crawl.run_figures import OpenWork
from crawler.live import crawl_watch
from crawler.live.crawl_table import AtWork, crawl_view
from crawler.live.crawl_watch import Watching


def screen(
    outlets: list[AtWork], left: str = "about 3 minutes left", *, columns: int = 80, lines: int = 24
) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=columns, height=lines, color_system=None)
    console.print(crawl_view(outlets, left, columns=columns, lines=lines))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def many(number: int) -> list[AtWork]:
    stages = ["done"] * 20 + ["at work"] * 16 + ["in line"] * (number - 36)
    return [
        AtWork(f"media_dengan_nama_panjang_{n}", {"stored": n, "listed": 10 * n, "rejected": 1}, 5, stages[n])
        for n in range(number)
    ]


def test_two_outlets_their_totals_and_the_time() -> None:
    lines = screen(
        [AtWork("kompas", {"listed": 40, "new": 30, "stored": 12, "rejected": 3}, 15, "at work"),
         AtWork("tempo", {"listed": 8, "new": 2, "stored": 2, "failed": 1}, 0, "done")]
    )  # fmt: skip
    assert lines[0] == "stored 14, set aside 3, failed 1, pending 15; 1 of 2 outlets done"
    assert lines[1] == "about 3 minutes left"
    assert lines[3].split() == ["kompas", "40", "30", "12", "3", "0", "15", "at", "work"]
    assert lines[4].split() == ["tempo", "8", "2", "2", "0", "1", "0", "done"]


@pytest.mark.parametrize("number", [73, 104, 400])
@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 10), (200, 60), (20, 6)])
def test_many_outlets_fit(number: int, columns: int, lines: int) -> None:
    shown = screen(many(number), columns=columns, lines=lines)
    assert len(shown) < lines
    assert max(map(len, shown)) <= columns


def test_those_at_work_come_first_and_the_rest_is_counted() -> None:
    lines = screen(many(73))
    assert [line.split()[-2:] for line in lines[3:19]] == [["at", "work"]] * 16
    assert lines[-1] == "... and 54 more: 34 in line, 20 done"


def test_a_name_from_elsewhere_controls_nothing() -> None:
    shown = "\n".join(screen([AtWork("[red]a\x1b[2Jb\nc", {"stored": 1}, 0, "done")]))
    assert "\x1b" not in shown
    assert "[red]a" in shown


class Pace:
    delay = 2.0

    def __init__(self, resting: dict[str, float]) -> None:
        self._resting = resting

    def seconds_each(self) -> dict[str, float]:
        return {"a.example": 3.0}

    def resting(self) -> dict[str, float]:
        return self._resting


def watched(monkeypatch: pytest.MonkeyPatch, work: dict[str, OpenWork], **more: Any) -> Watching:
    """A display of a crawl with this work left; the corpus is not read."""
    monkeypatch.setattr(crawl_watch, "Corpus", lambda *_, **__: io.StringIO())
    monkeypatch.setattr(crawl_watch, "open_work", lambda _corpus, outlet, _run: [work[outlet]])
    facts = {
        "stages": dict.fromkeys(work, "at work"), "counts": {outlet: {"asked": 0} for outlet in work},
        "pace": Pace({}), "plan": SimpleNamespace(corpus=None, limit=None), "run_id": 1,
    }  # fmt: skip
    display = Watching(SimpleNamespace(**{**facts, **more}))  # type: ignore[arg-type]
    display.estimate()
    return display


def test_the_time_left_is_the_slowest_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    work = {
        "a": OpenWork("https://a.example", articles=39, pages_each=1.0),
        "b": OpenWork("https://b.example", articles=9, pages_each=1.0),
    }
    assert watched(monkeypatch, work).left == "about 2 minutes left"


def test_a_wait_that_the_site_asks_for_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    work = {"a": OpenWork("https://a.example", articles=9, pages_each=1.0)}
    display = watched(monkeypatch, work, pace=Pace({"a.example": 300.0}))
    assert display.left == "about 6 minutes left"
    assert [one.state for one in display.outlets()] == ["waits 300 s"]


def test_a_host_that_was_given_up_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    work = {"a": OpenWork("https://a.example", articles=9, pages_each=1.0)}
    display = watched(monkeypatch, work, pace=Pace({"a.example": float("inf")}))
    assert display.left == "the time left is not known yet"
    assert [one.state for one in display.outlets()] == ["given up"]


def test_what_the_limit_leaves_for_the_next_run_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    work = {"a": OpenWork("https://a.example", articles=5_000, pages_each=1.0)}
    plan = SimpleNamespace(corpus=None, limit=200)
    display = watched(monkeypatch, work, plan=plan, counts={"a": {"asked": 190}})
    assert display.left == "about 33 seconds left"
    assert display.outlets()[0].pending == 10


def test_where_nothing_is_known_no_time_is_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    work = {"a": OpenWork("https://a.example")}
    assert watched(monkeypatch, work, stages={"a": "in line"}).left == "the time left is not known yet"
    listing = {"a": OpenWork("https://a.example", articles=9, listings=1, pages_each=1.0)}
    assert watched(monkeypatch, listing).left.startswith("at least ")
