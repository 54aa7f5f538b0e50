"""Refine pages in processes that can be killed, so that the reactor never waits for a page that takes too long."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from corpus.errors import KlipingError, WorkerError
from corpus.messages.setting_messages import NO_WORKER, START_METHOD_UNKNOWN
from corpus.models import Capture, NeedsPages, Refined, SetAside
from pipelines.rules import PageRules
from pipelines.storing.executor import AT_ODDS, ROUNDS, without_answer
from pipelines.storing.interrupts import SIGNALS, Interrupts
from pipelines.storing.large_articles import is_large
from pipelines.storing.memory import give_memory_back
from pipelines.storing.pebble_internals import locks_of, set_grace

TIME_LIMIT = 20.0  # seconds a page may take
MEMORY_LIMIT = 2 << 30  # bytes of address space a worker may hold
PAGES_A_WORKER = 500  # then it is replaced, so that no leak grows for ever
GRACE = 0.3  # seconds for a worker to end by itself before it is killed; it keeps nothing that could be lost
SIGNAL_CHECK = 0.1  # seconds after which a wait for a page looks whether a signal came
START_METHOD = "KLIPING_WORKER_START"  # in the environment: forkserver, or spawn as on Windows
PRELOAD = ["pipelines.storing.preload"]  # what the fork server imports once for all workers
logger = logging.getLogger(__name__)
T = TypeVar("T")

if TYPE_CHECKING:
    from pipelines.refine import PagesRead

StartMethod = Literal["forkserver", "spawn"]


class RefineWorkers:
    """An `Executor`: a pool of processes that refine pages; close it, or use it as a context manager.

    An article that is large goes to a pool of one process; whichever pool has nothing to do then ends its processes.
    Whoever submits large ones lets each of them be alone (`Backlog`, `Turns`), so that one pool is there at a time.

    While it is open, Ctrl-C and SIGTERM wait for the next call of `submit`, `outcome` or `raise_if_interrupted`, which
    raises KeyboardInterrupt (see pipelines.storing.interrupts); where a reactor handles signals, it goes on doing so.
    Workers start by `start_method` (see there), so a worker that is replaced costs no second of imports.
    """

    def __init__(
        self, processes: int = 1, *, time_limit: float = TIME_LIMIT, start_method: StartMethod | None = None
    ) -> None:
        self.time_limit = time_limit
        self._processes = processes
        self._context = multiprocessing.get_context(start_method or default_start_method())
        self._context.set_forkserver_preload(PRELOAD)
        self._interrupts = Interrupts()
        set_grace(GRACE)
        self._pools: dict[bool, _Pool] = {}  # for large articles, and for the others

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, captures: Sequence[Capture], rules: PageRules) -> Future[Refined]:
        """Begin refining; `outcome` gives the result. Raises WorkerError where the pool is broken."""
        return self._schedule(_refine, captures, rules)

    def outcome(self, task: Future[Refined]) -> Refined:
        """Wait for a page; returns the result, or SetAside if it took too long or broke the extractor.

        Raises WorkerError where no worker can be started: that says nothing about the page.
        """
        return self._result(task)

    def read_pages(self, captures: Sequence[Capture], rules: PageRules) -> PagesRead:
        """Read these pages alone and wait for what they give, with their blocks; errors as in `outcome`.

        Further pages that the article needs count as missing (`refine_at_hand`).
        """
        from pipelines.refine import PagesRead

        for _ in range(ROUNDS + 1):
            result = self._result(self._schedule(_read_pages, captures, rules))
            if isinstance(result, SetAside):
                return PagesRead(result)
            if not isinstance(result.refined, NeedsPages):
                return result
            captures = without_answer(captures, result.refined)
        return PagesRead(AT_ODDS)

    def _schedule(
        self, work: Callable[[tuple[Capture, ...], PageRules], T], captures: Sequence[Capture], rules: PageRules
    ) -> Future[T]:
        self.raise_if_interrupted()
        try:
            pool = self._pool_for(for_large=is_large(captures))
            task: Future[T] = pool.processes.schedule(work, args=[tuple(captures), rules], timeout=self.time_limit)
        except (RuntimeError, OSError) as error:
            raise _no_worker(error) from error
        pool.tasks = [*pool.in_work, task]
        return task

    def _result(self, task: Future[T]) -> T | SetAside:
        while not task.done():
            self.raise_if_interrupted()
            wait([task], timeout=SIGNAL_CHECK)
        try:
            return task.result()
        except FutureTimeoutError:
            return SetAside("extract_timeout", f"longer than {self.time_limit:g} s")
        except ProcessExpired as error:
            return SetAside("extract_error", f"the worker ended with exit code {error.exitcode}")
        except (BrokenExecutor, ImportError) as error:
            raise _no_worker(error) from error
        except Exception as error:  # whatever it is, it is this page that the worker could not refine
            logger.warning("a page broke the extractor", exc_info=error)
            return SetAside("extract_error", f"{type(error).__name__}: {error}"[:200])

    def raise_if_interrupted(self) -> None:
        """Raise KeyboardInterrupt if a signal came since the workers were started."""
        self._interrupts.raise_if_interrupted()

    def close(self) -> None:
        """End the workers; pages still in work are given up (their rows stay open)."""
        while self._pools:
            self._pools.popitem()[1].end()
        self._interrupts.close()

    def _pool_for(self, *, for_large: bool) -> _Pool:
        """Return the pool for such articles, started if it isn't there; end the other one if nothing is in work in it.

        Raises RuntimeError or OSError where no worker can be started.
        """
        if (other := self._pools.get(not for_large)) and not other.in_work:
            self._pools.pop(not for_large).end()
        if for_large not in self._pools:
            processes = ProcessPool(
                max_workers=1 if for_large else self._processes,
                max_tasks=PAGES_A_WORKER,
                initializer=_prepare,
                context=self._context,
            )
            with _signals_blocked():  # the fork server, the pool's threads and every worker that they start inherit it
                _ = processes.active
            self._pools[for_large] = _Pool(processes, locks_of(processes))
        return self._pools[for_large]


@dataclass(slots=True)
class _Pool:
    """A pool of processes, its locks (see `locks_of`), and what was begun in it."""

    processes: ProcessPool
    locks: tuple[object, ...]
    tasks: list[Future[Any]] = field(default_factory=list)

    @property
    def in_work(self) -> list[Future[Any]]:
        """What was begun and is not done."""
        return [task for task in self.tasks if not task.done()]

    def end(self) -> None:
        """End the processes; what is still in work is given up."""
        self.processes.stop()  # type: ignore[no-untyped-call]
        self.processes.join()
        self.locks = ()


def _no_worker(error: BaseException) -> WorkerError:
    return WorkerError(NO_WORKER(reason=str(error) or error.__cause__))


def default_start_method() -> StartMethod:
    """The start method of workers: KLIPING_WORKER_START, else `forkserver`, or `spawn` where there is none (Windows).

    `spawn` starts a Python for each worker. `forkserver` starts one, imports once, and forks the workers from it.
    Raises KlipingError where the environment names another method.
    """
    available = multiprocessing.get_all_start_methods()
    named = os.environ.get(START_METHOD) or ("forkserver" if "forkserver" in available else "spawn")
    if named == "forkserver" and "forkserver" in available:
        return "forkserver"
    if named == "spawn":
        return "spawn"
    raise KlipingError(START_METHOD_UNKNOWN(variable=START_METHOD, method=named))


@contextlib.contextmanager
def _signals_blocked() -> Iterator[None]:
    """For this thread and what it starts: a Ctrl-C in a terminal goes to workers that are still starting, too."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its start lifts the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _refine(captures: tuple[Capture, ...], rules: PageRules) -> Refined:
    """Refine in the worker process."""
    from pipelines.refine import refine

    try:
        return refine(captures, rules)
    finally:
        if is_large(captures):
            give_memory_back()


def _read_pages(captures: tuple[Capture, ...], rules: PageRules) -> PagesRead:
    """Read the blocks in the worker process."""
    from pipelines.refine import read_pages

    return read_pages(captures, rules)


def _prepare() -> None:
    """In a new worker: leave signals to the parent, end with it, hold memory down, import before the clock runs.

    A service manager and a terminal tell a whole group of processes to end. A worker that ended by that while it
    held the pool's pipe would leave the parent waiting.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory()
    import pipelines.storing.preload  # noqa: F401


def _end_with_parent() -> None:
    """Wait for the pipe from the process that holds the pool to close. getppid would name the fork server."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _limit_memory() -> None:
    """Limit the memory of this worker process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, hard))
