"""Refining in processes that can be killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

import pipelines.storing.workers
from corpus.errors import KlipingError, WorkerError
from corpus.exits import Exit
from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.rules import NO_RULES, PageRules
from pipelines.storing.executor import Executor, refine_at_hand, refine_beside, without_answer
from pipelines.storing.interrupts import SIGNALS
from pipelines.storing.large_articles import LARGE
from pipelines.storing.workers import (
    MEMORY_LIMIT,
    RefineWorkers,
    StartMethod,
    default_start_method,
)

HOUSE = Path(__file__).parents[3]
T = TypeVar("T")
NOW = datetime(2024, 3, 8, tzinfo=UTC)
TEXT = "Kepala balai membuka pembinaan pegawai yang diikuti staf layanan dari tiga kabupaten pada hari pertama. " * 6


def page(body: str) -> Capture:
    html = f"<html><head><title>Pembinaan Pegawai di Balai</title></head><body><article>{body}</article></body></html>"
    return Capture("https://warta.example/berita/judul-satu", html.encode(), NOW, content_type="text/html")


GOOD = page(f"<h1>Pembinaan Pegawai di Balai</h1><p>{TEXT}</p>")


METHODS: tuple[StartMethod, ...] = ("forkserver", "spawn")


@pytest.fixture(scope="module", params=METHODS)
def workers(request: pytest.FixtureRequest) -> Iterator[RefineWorkers]:
    with RefineWorkers(time_limit=60, start_method=request.param) as workers:
        yield workers


def in_a_worker(workers: RefineWorkers, function: Callable[..., T], *arguments: object) -> T:
    """What the function gives in a worker's process."""
    result: T = workers._pool_for(for_large=False).processes.schedule(function, args=arguments).result(timeout=60)
    return result


def test_the_pool_is_an_executor(workers: RefineWorkers) -> None:
    executor: Executor = workers  # checked by mypy
    assert isinstance(refine_at_hand(executor, [GOOD], NO_RULES), Article)


def test_a_page_becomes_an_article(workers: RefineWorkers) -> None:
    assert isinstance(workers.outcome(workers.submit([GOOD], NO_RULES)), Article)


def test_a_page_is_refined_without_blocking_the_loop(workers: RefineWorkers) -> None:
    assert isinstance(asyncio.run(refine_beside(workers, [GOOD], NO_RULES)), Article)


LARGE_PAGE = page(f"<h1>Pembinaan Pegawai di Balai</h1><p>{TEXT}</p><!--{'x' * LARGE}-->")


def test_large_pages_are_refined_one_after_the_other_and_no_other_worker_waits_beside_them() -> None:
    with RefineWorkers(3, start_method="forkserver") as workers:
        for one, processes in ((GOOD, 3), (LARGE_PAGE, 1), (GOOD, 3)):
            for task in [workers.submit([one], NO_RULES), workers.submit([one], NO_RULES)]:
                assert isinstance(workers.outcome(task), Article)
            [pool] = workers._pools.values()
            assert len(pool.processes._pool_manager.worker_manager.workers) == processes


def test_where_no_worker_can_be_started_a_sentence_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_pool: object) -> bool:
        raise BrokenProcessPool from ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(pipelines.storing.workers.ProcessPool, "active", property(broken))
    with (
        RefineWorkers() as workers,
        pytest.raises(WorkerError, match=r"can be refined: .*refused; run `kliping doctor`"),
    ):
        workers.submit([GOOD], NO_RULES)


def _memory_limit() -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0]


def test_a_worker_may_hold_so_much_memory_and_no_more(workers: RefineWorkers) -> None:
    assert in_a_worker(workers, _memory_limit) == MEMORY_LIMIT


def _signals() -> list[int]:
    return [signal.getsignal(number) for number in SIGNALS]  # type: ignore[misc]


def test_a_worker_leaves_signals_to_its_parent(workers: RefineWorkers) -> None:
    assert in_a_worker(workers, _signals) == [signal.SIG_IGN, signal.SIG_IGN]


def _detector_seed() -> object:
    from pipelines.page.language import _factory

    return _factory().seed


def test_a_worker_tells_languages_by_a_fixed_seed(workers: RefineWorkers) -> None:
    assert in_a_worker(workers, _detector_seed) == 0


def _is_imported_before_the_first_page() -> bool:
    from pipelines.page.language import _factory

    return _factory.cache_info().misses == 1 and "pipelines.refine" in sys.modules and "trafilatura" in sys.modules


def test_a_worker_has_imported_what_it_needs_before_the_first_page() -> None:
    for method in METHODS:
        with RefineWorkers(start_method=method) as fresh:
            assert in_a_worker(fresh, _is_imported_before_the_first_page), method


def test_the_environment_names_the_start_method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KLIPING_WORKER_START", raising=False)
    assert default_start_method() == "forkserver"
    monkeypatch.setenv("KLIPING_WORKER_START", "spawn")
    assert default_start_method() == "spawn"
    monkeypatch.setenv("KLIPING_WORKER_START", "fork")
    with pytest.raises(KlipingError, match=r"START is 'fork'; it can be 'forkserver' .* or 'spawn'") as refused:
        default_start_method()
    assert refused.value.exit_code is Exit.CANNOT


def test_where_there_is_no_fork_server_workers_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KLIPING_WORKER_START", raising=False)
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert default_start_method() == "spawn"


ORPHAN = """
from tests.pipelines.storing.test_workers import _kill_the_parent, in_a_worker
from pipelines.storing.workers import RefineWorkers

if __name__ == "__main__":
    in_a_worker(RefineWorkers(start_method={method!r}), _kill_the_parent)
"""


def _kill_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    assert parent.pid is not None
    os.kill(parent.pid, signal.SIGKILL)
    time.sleep(60)


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_at_work_ends_with_its_parent(method: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN.format(method=method)], stdout=subprocess.PIPE, text=True, cwd=HOUSE
    ) as killed:
        killed.communicate(timeout=30)  # ends when the worker and the fork server, who hold the pipe too, are gone
    assert killed.returncode == -signal.SIGKILL


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
    with RefineWorkers(start_method={method!r}) as workers:
        task = workers.submit([GOOD], NO_RULES)
        {first}
        os.killpg(0, signal.{signal})
        {then}
        try:
            workers.outcome(workers.submit([GOOD], NO_RULES))
        except KeyboardInterrupt:
            print(type(workers.outcome(task)).__name__ if task.done() else "not yet")
"""


def run_busy(name: str, first: str = "", then: str = "", method: str = METHODS[0]) -> subprocess.CompletedProcess[str]:
    """A program of its own, in a group of its own, that a signal to the whole group meets with a page in work."""
    return subprocess.run(
        [sys.executable, "-c", BUSY.format(signal=name, first=first, then=then, method=method)],
        capture_output=True, text=True, timeout=60, start_new_session=True, cwd=HOUSE, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("first", ["", "workers.outcome(task)"], ids=["while it starts", "at work"])
def test_a_signal_to_the_group_is_raised_at_the_next_page_and_harms_no_worker(
    name: str, first: str, method: str
) -> None:
    ended = run_busy(name, first, method=method)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip() == ("Article" if first else "not yet")


def test_a_second_signal_ends_the_program_at_once() -> None:
    ended = run_busy("SIGINT", then="os.kill(0, signal.SIGINT); import time; time.sleep(30)")
    assert ended.returncode == 130
    assert ended.stderr.startswith("kliping: interrupted\n")
    assert "Traceback" not in ended.stderr


EARLY = """
import os, signal, threading, time
from tests.pipelines.storing.test_workers import GOOD
from pipelines.rules import NO_RULES
from pipelines.storing import workers as under_test

class SignalSent(under_test.ProcessPool):
    @property
    def active(self):
        threading.Timer(0.1, os.killpg, (0, signal.{signal})).start()  # while the fork server still imports
        return super().active

if __name__ == "__main__":
    under_test.ProcessPool = SignalSent
    with under_test.RefineWorkers(start_method="forkserver") as workers:
        try:
            workers.submit([GOOD], NO_RULES)
            time.sleep(0.2)
            workers.submit([GOOD], NO_RULES)
        except KeyboardInterrupt:
            pool = workers._pool_for(for_large=False).processes
            print("interrupted", len(pool._pool_manager.worker_manager.inspect_workers()))
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_while_the_fork_server_imports_ends_neither_it_nor_a_worker(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", EARLY.format(signal=name)], capture_output=True, text=True,
        timeout=60, start_new_session=True, cwd=HOUSE, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "interrupted 0\n", "")


@pytest.fixture
def pythons_own_handlers() -> Iterator[None]:
    """The handlers that Python begins with, while the module's workers may hold others."""
    before = [signal.signal(signal.SIGINT, signal.default_int_handler), signal.signal(signal.SIGTERM, signal.SIG_DFL)]
    yield
    for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
        signal.signal(number, handler)


@pytest.mark.usefixtures("pythons_own_handlers")
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


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("bad", BAD)
def test_a_page_that_breaks_the_worker_is_set_aside_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch, bad: object, method: StartMethod
) -> None:
    good = pipelines.storing.workers._refine
    with RefineWorkers(time_limit=1.5, start_method=method) as workers:
        workers.outcome(workers.submit([GOOD], NO_RULES))  # the worker has imported what it needs
        monkeypatch.setattr(pipelines.storing.workers, "_refine", bad)
        refined = workers.outcome(workers.submit([GOOD], NO_RULES))
        monkeypatch.setattr(pipelines.storing.workers, "_refine", good)
        assert isinstance(refined, SetAside)
        assert refined.reason == BAD[bad]  # type: ignore[index]
        assert isinstance(workers.outcome(workers.submit([GOOD], NO_RULES)), Article)


def test_a_missing_further_page_leaves_the_article_incomplete(workers: RefineWorkers) -> None:
    first = page(f'<h1>Pembinaan Pegawai di Balai</h1><p>{TEXT}</p><a href="/berita/judul-satu?page=2">2</a>')
    refined = refine_at_hand(workers, [first], NO_RULES)
    assert isinstance(refined, Article)
    assert not refined.complete


def test_a_further_page_that_never_came_has_no_status() -> None:
    captures = without_answer([GOOD], NeedsPages(("https://warta.example/berita/judul-satu?page=2",)))
    assert [capture.status for capture in captures] == [200, 0]
