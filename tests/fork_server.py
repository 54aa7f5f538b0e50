"""A Python that has imported the program once and forks a child for each command that a test runs.

Started by tests/programs.py, which says what a request is. A child is a process like any other: its own arguments,
folder, environment, streams, session and exit code. Starting one costs milliseconds, not a second of imports.

A crawl starts Pythons too: multiprocessing's fork server for the refine workers, and its resource tracker. For each
child two spare processes stand ready to become them, so that they cost no second either.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import importlib
import io
import json
import multiprocessing.util
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import threading
import types
from collections.abc import Sequence
from typing import Any

PACKAGES = ("corpus", "pipelines", "spiders", "crawler")
# What a crawl imports on its way; importing them installs no reactor.
OTHERS = (
    "scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "scrapy.core.engine", "scrapy.core.scraper",
    "scrapy.crawler", "scrapy.extensions.closespider", "scrapy.extensions.corestats", "scrapy.extensions.logstats",
    "scrapy.extensions.memusage", "scrapy.extensions.spiderstate", "scrapy.extensions.throttle",
    "scrapy.pipelines", "scrapy.spidermiddlewares.depth", "scrapy.spidermiddlewares.httperror",
    "scrapy.spidermiddlewares.referer", "scrapy.spidermiddlewares.start", "scrapy.spidermiddlewares.urllength",
    "scrapy.utils.reactor", "twisted.internet.asyncioreactor", "twisted.internet.ssl", "twisted.internet.endpoints",
    "twisted.web.client", "twisted.names.client", "multiprocessing.forkserver", "multiprocessing.popen_forkserver",
    "multiprocessing.resource_tracker", "multiprocessing.spawn", "pipelines.storing.preload",
)  # fmt: skip
RUN = ("crawler.cli",)  # as __main__: not imported before
AGAIN = ("crawler.settings",)  # reads the environment when it is imported
SPARE_FDS = 500  # file descriptors are moved above this number before they get the numbers asked for


def main(control: socket.socket) -> None:
    """Serve requests until the tests' process is gone; return in each child, when its program is to run."""
    preload()
    gc.collect()
    gc.freeze()  # a collection in a child would copy every page that the children share
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    statuses: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            report_ended(statuses)
        if control in ready:
            message, fds, _, _ = socket.recv_fds(control, 1 << 20, 4)
            if not message:
                os._exit(0)
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for fd in (woken, wake, *statuses.values(), fds[3]):
                    os.close(fd)
                control.close()
                become(json.loads(message), fds[:3])
                return
            os.write(fds[3], f"{pid}\n".encode())
            statuses[pid] = fds[3]
            for fd in fds[:3]:
                os.close(fd)


def preload() -> None:
    """Import the program and what it imports later, but for what must be new in each child."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name not in RUN and ".demo." not in module.name:
                importlib.import_module(module.name)
    for name in OTHERS:
        with contextlib.suppress(ImportError):  # a newer scrapy keeps it elsewhere; a child will import that
            importlib.import_module(name)
    for name in RUN:
        sys.modules.pop(name, None)
    assert "twisted.internet.reactor" not in sys.modules, "each child installs its own reactor"


def report_ended(statuses: dict[int, int]) -> None:
    """Write the exit code of each child that ended to whoever waits for it."""
    for pid in list(statuses):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            fd = statuses.pop(pid)
            with contextlib.suppress(BrokenPipeError):
                os.write(fd, f"{os.waitstatus_to_exitcode(status)}\n".encode())
            os.close(fd)


def become(request: dict[str, Any], streams: Sequence[int]) -> None:
    """In a new child: take the request's place in the system, then its arguments."""
    os.setsid()
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
        os.close(fd)
    open_streams()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = list(request["arguments"])
    sys.path[0] = ""  # as `python -m` and `python -c` have it: the folder of work
    for name in AGAIN:
        importlib.reload(sys.modules[name])
    stand_ready()


def open_streams() -> None:
    """Open the three streams as Python does when it starts: what the server's were says nothing of these."""
    sys.stdin = sys.__stdin__ = open(0, encoding=sys.stdin.encoding, closefd=False)  # type: ignore[misc]  # noqa: SIM115
    for number, name in ((1, "stdout"), (2, "stderr")):
        before = getattr(sys, name)
        lines = name == "stderr" or os.isatty(number)
        raw = open(number, "wb", closefd=False)  # noqa: SIM115 for the process's whole life
        stream = io.TextIOWrapper(raw, encoding=before.encoding, errors=before.errors, line_buffering=lines)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def stand_ready() -> None:
    """Fork two spare processes, and have multiprocessing use them where it would start a Python."""
    spares: list[tuple[int, socket.socket]] = []
    for _ in range(2):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if not pid:
            for sock in (ours, *(spare for _, spare in spares)):
                sock.close()
            be_spare(theirs)
        theirs.close()
        spares.append((pid, ours))
    start_python = multiprocessing.util.spawnv_passfds

    def take_spare(path: bytes, arguments: Sequence[str], passfds: Sequence[int]) -> int:
        if not spares or arguments[-2] != "-c":
            return start_python(path, arguments, passfds)
        pid, spare = spares.pop()
        blocked = [int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())]
        message = json.dumps({"code": arguments[-1], "fds": list(passfds), "blocked": blocked})
        with spare:
            socket.send_fds(spare, [message.encode()], list(passfds))
        return pid

    multiprocessing.util.spawnv_passfds = take_spare


def be_spare(control: socket.socket) -> None:
    """Wait for code to run as a new Python would; end with the process that would have started it."""
    message, fds, _, _ = socket.recv_fds(control, 1 << 16, 32)
    if not message:
        os._exit(0)
    request = json.loads(message)
    moved = [fcntl.fcntl(fd, fcntl.F_DUPFD, SPARE_FDS) for fd in fds]
    for fd in fds:
        os.close(fd)
    control.close()
    for fd, number in zip(moved, request["fds"], strict=True):
        os.dup2(fd, number)
        os.close(fd)
    signal.pthread_sigmask(signal.SIG_SETMASK, request["blocked"])
    sys.argv = ["-c"]
    code = 1
    try:
        exec(request["code"], vars(new_main()))
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os._exit(code)


def new_main() -> types.ModuleType:
    """An empty `__main__`, as `python -c` begins with."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    return module


def run_program() -> None:
    """Run what `sys.argv` names, as `python -c CODE ...` or `python -m MODULE ...` would."""
    kind, what, *rest = sys.argv
    if kind == "-c":
        sys.argv = ["-c", *rest]
        exec(compile(what, "<string>", "exec"), vars(new_main()))
    else:
        sys.argv = [what, *rest]
        runpy.run_module(what, run_name="__main__", alter_sys=True)


def end(code: int) -> None:
    """End as Python does, but without taking apart every module, which would copy what the children share."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code & 0xFF)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
    try:
        run_program()
    except SystemExit as ended:
        if ended.code is not None and not isinstance(ended.code, int):
            raise
        end(ended.code or 0)
    end(0)
