"""Run a Python program to its end as a process of its own, forked from one that has imported the program already.

`run` is `subprocess.run([sys.executable, *arguments])` in a hundredth of the time. What it runs is a real process with
its own arguments, folder, environment, streams, session and exit code; only the imports were done before. Where the
start itself, a signal, a limit or what is imported is the matter, use subprocess.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

HOUSE = Path(__file__).parents[1]
# What Python reads when it starts: a program that is given another value is started, not forked.
AT_START = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONOPTIMIZE", "PYTHONUNBUFFERED",
            "PYTHONUTF8", "PYTHONWARNINGS", "TZ")  # fmt: skip


class ForkServer:
    """The process of tests/fork_server.py; it ends when this one does."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KLIPING_")}
        self.environment["PYTHONWARNINGS"] = ""
        self._lock = threading.Lock()
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())], cwd=HOUSE, env=self.environment,
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        atexit.register(self.close)

    def close(self) -> None:
        """End the server; a child that still runs goes on."""
        self.control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._program.wait(5)

    def request(self, message: bytes, fds: list[int]) -> None:
        """Ask for a child; the last of the four file descriptors gets its pid and its exit code."""
        with self._lock:
            socket.send_fds(self.control, [message], fds)

    def differs(self, environment: Mapping[str, str]) -> bool:
        """True where a Python would start in another way in this environment."""
        if environment.get("PYTHONPATH", "") not in {"", str(HOUSE)}:
            return True
        return any(environment.get(name, "") != self.environment.get(name, "") for name in AT_START)


_servers: list[ForkServer] = []


def fork_server() -> ForkServer:
    """The fork server of this process, started when the first test needs it."""
    if not _servers:
        _servers.append(ForkServer())
    return _servers[0]


def run(
    *arguments: object, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `python ARGUMENTS` (`-m MODULE ...` or `-c CODE ...`); its exit code and what it printed.

    Raises subprocess.TimeoutExpired after `timeout` seconds, when the program and what it started were killed.
    """
    words = [str(argument) for argument in arguments]
    environment = dict(os.environ if env is None else env)
    if not sys.platform.startswith("linux") or fork_server().differs(environment):  # macOS has no SOCK_SEQPACKET
        return subprocess.run(
            [sys.executable, *words], cwd=cwd, env=environment, capture_output=True, text=True, timeout=timeout,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    request = {"arguments": words, "cwd": str(cwd or Path.cwd()), "env": environment}
    readers, writers = zip(*(os.pipe() for _ in range(3)), strict=True)
    stdin = os.open(os.devnull, os.O_RDONLY)
    try:
        fork_server().request(json.dumps(request).encode(), [stdin, *writers])
    finally:
        for fd in (stdin, *writers):
            os.close(fd)
    try:
        out, err, status = _read_to_the_end(readers, timeout, words)
    finally:
        for fd in readers:
            os.close(fd)
    _, code = status.split()
    return subprocess.CompletedProcess([sys.executable, *words], int(code), _text(out), _text(err))


def _read_to_the_end(readers: tuple[int, ...], timeout: float, words: list[str]) -> tuple[bytes, ...]:
    deadline = time.monotonic() + timeout
    killed = False
    read = dict.fromkeys(readers, b"")
    with selectors.DefaultSelector() as selector:
        for fd in readers:
            selector.register(fd, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(None if killed else max(0.0, deadline - time.monotonic()))
            if not ready and time.monotonic() >= deadline:
                os.killpg(int(read[readers[2]].split()[0]), signal.SIGKILL)
                killed = True
            for key, _ in ready:
                if data := os.read(key.fd, 1 << 16):
                    read[key.fd] += data
                else:
                    selector.unregister(key.fd)
    if killed:
        raise subprocess.TimeoutExpired(words, timeout, read[readers[0]], read[readers[1]])
    return tuple(read[fd] for fd in readers)


def _text(data: bytes) -> str:
    return data.decode().replace("\r\n", "\n").replace("\r", "\n")  # as `text=True` does
