"""Refining in processes that can be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pipelines.workers
from corpus.errors import WorkerError
from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.rules import NO_RULES, PageRules
from pipelines.workers import RefineWorkers, without_answer

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


def _end_once(captures: Sequence[Capture], rules: PageRules) -> Article | None:
    marker = Path(captures[0].url.removeprefix("file:"))
    if marker.exists():
        return None
    marker.touch()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # as in a worker that is still starting
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(10)
    return None


def test_a_worker_that_is_told_to_end_says_nothing_about_its_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipelines.workers, "_refine", _end_once)
    captures = [replace(GOOD, url=f"file:{tmp_path / 'seen'}")]
    with RefineWorkers() as workers:
        with pytest.raises(WorkerError, match="told to end"):
            workers.outcome(workers.submit(captures, NO_RULES))
        (tmp_path / "seen").unlink()
        assert asyncio.run(workers.refine(captures, NO_RULES)) is None  # the second try came to its end


BAD = {_hang: "extract_timeout", _die: "extract_error", _raise: "extract_error"}


@pytest.mark.parametrize("bad", BAD)
def test_a_page_that_breaks_the_worker_is_set_aside_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch, bad: object
) -> None:
    good = pipelines.workers._refine
    with RefineWorkers(time_limit=1.5) as workers:
        workers.outcome(workers.submit([GOOD], NO_RULES))  # the worker has imported what it needs
        monkeypatch.setattr(pipelines.workers, "_refine", bad)
        refined = workers.outcome(workers.submit([GOOD], NO_RULES))
        monkeypatch.setattr(pipelines.workers, "_refine", good)
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
