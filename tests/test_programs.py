"""A forked program is a process of its own: arguments, folder, environment, streams, exit code, and nothing shared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import programs


def test_it_has_its_own_arguments_folder_environment_and_code(tmp_path: Path) -> None:
    code = (
        "import os, sys; print(sys.argv, os.getcwd(), os.environ.get('SATU')); print('é', file=sys.stderr); sys.exit(7)"
    )
    ran = programs.run("-c", code, "x", 2, cwd=tmp_path, env={**os.environ, "SATU": "1"})
    assert (ran.returncode, ran.stdout, ran.stderr) == (7, f"['-c', 'x', '2'] {tmp_path} 1\n", "é\n")


@pytest.mark.parametrize(
    ("code", "returned", "printed"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL, ""),
        ("import sys; sys.exit('salah')", 1, "salah\n"),
        ("1 / 0", 1, "ZeroDivisionError: division by zero\n"),
        ("import atexit, sys; atexit.register(print, 'akhir', file=sys.stderr)", 0, "akhir\n"),
        (
            "import threading, time, sys; threading.Timer(0.1, print, ['akhir'], {'file': sys.stderr}).start()",
            0,
            "akhir\n",
        ),
    ],
    ids=["killed", "sentence", "error", "at exit", "thread"],
)
def test_it_ends_as_a_started_program_does(code: str, returned: int, printed: str) -> None:
    forked = programs.run("-c", code)
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert forked.returncode == started.returncode == returned
    assert forked.stderr.endswith(printed)
    assert started.stderr.endswith(printed)


def test_nothing_of_one_program_is_left_in_the_next() -> None:
    programs.run("-c", "import corpus, os, sys; corpus.left = 1; os.environ['SISA'] = '1'; sys.path.append('x')")
    ran = programs.run(
        "-c", "import corpus, os, sys; print(hasattr(corpus, 'left'), 'SISA' in os.environ, 'x' in sys.path)"
    )
    assert ran.stdout == "False False False\n"


def test_no_reactor_is_installed_and_the_settings_read_the_new_environment() -> None:
    code = "import sys, crawler.settings as s; print('twisted.internet.reactor' in sys.modules, s.KLIPING_OUTLETS)"
    assert programs.run("-c", code, env={**os.environ, "KLIPING_OUTLETS": "satu"}).stdout == "False ['satu']\n"


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_a_refine_worker_is_a_child_of_its_own_and_prints_where_the_program_prints(method: str) -> None:
    code = (
        "import os, sys\n"
        "from pipelines.storing.workers import RefineWorkers\n"
        f"with RefineWorkers(start_method={method!r}) as workers:\n"
        "    pid = workers._pool_for(for_large=False).processes.schedule(os.getpid).result()\n"
        "    workers._pool_for(for_large=False).processes.schedule(os.write, args=(2, b'pekerja')).result()\n"
        "print(pid != os.getpid(), os.getpgid(0) == os.getpid())"
    )
    ran = programs.run("-c", code)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "True True\n", "pekerja")


def test_a_program_that_takes_too_long_is_killed_with_what_it_started(tmp_path: Path) -> None:
    code = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    with pytest.raises(subprocess.TimeoutExpired):
        programs.run("-c", code, cwd=tmp_path, timeout=1)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize("name", ["PYTHONHASHSEED", "PYTHONUTF8", "TZ", "LC_ALL", "PYTHONPATH"])
def test_where_python_starts_in_another_way_it_is_started(name: str) -> None:
    server = programs.fork_server()
    assert not server.differs(server.environment)
    assert server.differs({**server.environment, name: "1"})
