"""Refining in processes that can be killed."""

from __future__ import annotations

import asyncio
import operator
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pipelines.storing.workers
from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.rules import NO_RULES, PageRules
from pipelines.storing.interrupts import SIGNALS
from pipelines.storing.workers import RefineWorkers, without_answer

NOW = datetime(2024, 3, 8, tzinfo=UTC)
TEXT = "Kepala balai membuka pembinaan pegawai yang diikuti staf layanan dari tiga kabupaten pada hari pertama. " * 6


def page(body: str) -> Capture:
    html = f"<html><head><title>Pembinaan Pegawai di Balai</title></head><body><article>{body}</article></body></html>"
    return Capture("https://warta.example/berita/judul-satu", html.encode(), NOW, content_type="text/html")


GOOD = page(f"<h1>Pembinaan Pegawai di Balai</h1><p>{TEXT}</p>")


@pytest.fixture
def workers() -> Iterator[RefineWorkers]:
    with RefineWorkers(time_limit=60) as workers:
        yield workers


def test_a_page_becomes_an_article(workers: RefineWorkers) -> None:
    assert isinstance(workers.outcome(workers.submit([GOOD], NO_RULES)), Article)


def test_a_page_is_refined_without_blocking_the_loop(workers: RefineWorkers) -> None:
    assert isinstance(asyncio.run(workers.refine([GOOD], NO_RULES)), Article)


def _hang(captures: Sequence[Capture], rules: PageRules) -> None:
    while True:
        pass


def _die(captures: Sequence[Capture], rules: PageRules) -> None:
    os._exit(7)


def _raise(captures: Sequence[Capture], rules: PageRules) -> None:
    raise ZeroDivisionError("bagi nol")


BUSY = """
import os, signal
from tests.pipelines.storing.test_workers import GOOD
from pipelines.rules import NO_RULES
from pipelines.storing.workers import RefineWorkers

if __name__ == "__main__":
    with RefineWorkers() as workers:
        task = workers.submit([GOOD], NO_RULES)
        {first}
        os.killpg(0, signal.{signal})
        {then}
        try:
            workers.outcome(workers.submit([GOOD], NO_RULES))
        except KeyboardInterrupt:
            print(type(workers.outcome(task)).__name__ if task.done() else "not yet")
"""


def run_busy(name: str, first: str = "", then: str = "") -> subprocess.CompletedProcess[str]:
    """A program of its own, in a group of its own, that a signal to the whole group meets with a page in work."""
    return subprocess.run(
        [sys.executable, "-c", BUSY.format(signal=name, first=first, then=then)], capture_output=True, text=True,
        timeout=60, start_new_session=True, cwd=Path(__file__).parents[3], check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("first", ["", "workers.outcome(task)"], ids=["while it starts", "at work"])
def test_a_signal_to_the_group_is_raised_at_the_next_page_and_harms_no_worker(name: str, first: str) -> None:
    ended = run_busy(name, first)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip() == ("Article" if first else "not yet")


def test_a_second_signal_ends_the_program_at_once() -> None:
    ended = run_busy("SIGINT", then="os.kill(0, signal.SIGINT); import time; time.sleep(30)")
    assert ended.returncode == 130
    assert ended.stderr.startswith("kliping: interrupted\n")
    assert "Traceback" not in ended.stderr


def test_signals_are_given_back() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with RefineWorkers():
        taken = [signal.getsignal(number) for number in SIGNALS]
        with RefineWorkers():
            pass
        assert [signal.getsignal(number) for number in SIGNALS] == taken
    assert [signal.getsignal(number) for number in SIGNALS] == before
    assert not any(map(operator.eq, taken, before))


def test_signals_that_another_handles_are_left_to_it() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: came.append(number))
    try:
        with RefineWorkers() as workers:
            os.kill(os.getpid(), signal.SIGTERM)
            assert isinstance(workers.outcome(workers.submit([GOOD], NO_RULES)), Article)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert came == [signal.SIGTERM]


BAD = {_hang: "extract_timeout", _die: "extract_error", _raise: "extract_error"}


@pytest.mark.parametrize("bad", BAD)
def test_a_page_that_breaks_the_worker_is_set_aside_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch, bad: object
) -> None:
    good = pipelines.storing.workers._refine
    with RefineWorkers(time_limit=1.5) as workers:
        workers.outcome(workers.submit([GOOD], NO_RULES))  # the worker has imported what it needs
        monkeypatch.setattr(pipelines.storing.workers, "_refine", bad)
        refined = workers.outcome(workers.submit([GOOD], NO_RULES))
        monkeypatch.setattr(pipelines.storing.workers, "_refine", good)
        assert isinstance(refined, SetAside)
        assert refined.reason == BAD[bad]  # type: ignore[index]
        assert isinstance(workers.outcome(workers.submit([GOOD], NO_RULES)), Article)


def test_a_missing_further_page_leaves_the_article_incomplete(workers: RefineWorkers) -> None:
    first = page(f'<h1>Pembinaan Pegawai di Balai</h1><p>{TEXT}</p><a href="/berita/judul-satu?page=2">2</a>')
    refined = workers.refine_at_hand([first], NO_RULES)
    assert isinstance(refined, Article)
    assert not refined.complete


def test_a_further_page_that_never_came_has_no_status() -> None:
    captures = without_answer([GOOD], NeedsPages(("https://warta.example/berita/judul-satu?page=2",)))
    assert [capture.status for capture in captures] == [200, 0]
