"""Change the code of a room a little, many times over, and list the changes that its nearest tests don't notice.

    make mutate ROOM=pipelines/calendar

mutmut makes the changes (one at a time, in a copy of the repository) and runs the tests that pass through the changed
function, in a forked process. Some changes are not made or not noticed:

- Only functions are changed. Numbers at the head of a file are the matter of tests/thresholds.toml. Functions under a
  decorator other than staticmethod and classmethod stay as they are.
- What runs at import (the patterns of pipelines/calendar) is over before a change is switched on: these survive.
- Tests that start programs or crawl a site are left out (a change doesn't reach them), and those that draw their
  input (hypothesis), so that the score is the same each time.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "pipelines", "spiders", "crawler")
BESIDE = ("benchmarks", "docs", "README.md")  # which tests read
COPIED = (*PACKAGES, *BESIDE, "tests", "pyproject.toml")
# The nearest tests of a room where they are not all those of its folder, and the files of a room that they reach
# without a crawl: so a run takes some ten minutes.
TESTS = {
    "pipelines/calendar": ("tests/pipelines/calendar", "tests/pipelines/dates"),
    "corpus/query": tuple(f"tests/corpus/query/test_{name}.py" for name in ("fields", "language_edges", "parse")),
}
FILES = {
    "corpus/query": ("fields.py", "grammar.py", "lexer.py", "parse.py", "tree.py"),
    "crawler/fetching": ("failures.py", "guard.py", "manners.py", "pace.py"),
}
FATES = {
    0: "survived",
    1: "killed",
    3: "killed",
    33: "no test",
    36: "killed (time)",
    -24: "killed (time)",
}  # mutmut's exit codes
IN_PROCESS = """
STARTS_PROGRAMS = {"desk", "shared_desk", "site", "shared_site"}


def pytest_collection_modifyitems(config, items):
    out = [item for item in items if STARTS_PROGRAMS & set(item.fixturenames) or item.path.name == "test_replay.py"
           or getattr(item.obj, "is_hypothesis_test", False)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
"""
DIFFS = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant

for name in sys.stdin.read().splitlines():
    print(get_diff_for_mutant(name), end="\\0")
"""


def main() -> None:
    """Run mutmut over a room, print the survivors as diffs and the score as a row of benchmarks/RESULTS.md."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("room", help="a folder of the packages: pipelines/calendar")
    arguments.add_argument("--file", action="append", help="only this file of the room; may be repeated")
    options = arguments.parse_args()
    room = options.room.strip("/")
    files = options.file or FILES.get(room, ("*.py",))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kliping-mutate-") as folder:
        copy_repository(Path(folder))
        configure(Path(folder), [f"{room}/{name}" for name in files], TESTS.get(room, (f"tests/{room}",)))
        run_mutmut(Path(folder))
        fates = read_fates(Path(folder) / "mutants" / room)
        left = [name for name, fate in fates.items() if fate not in {"killed", "killed (time)"}]
        for name, lines in zip(left, changed_lines(Path(folder), left), strict=True):
            print(f"\n## {name}: {fates[name]}\n{lines}")
    counts = Counter(fates.values())
    killed = counts["killed"] + counts["killed (time)"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\n{dict(counts)}")
    print("| room | mutants | killed | score | CPU s | s |\n|---|---|---|---|---|---|")
    print(
        f"| {room} | {len(fates)} | {killed} | {killed / len(fates):.1%} "
        f"| {used.ru_utime + used.ru_stime:.0f} | {time.monotonic() - started:.0f} |"
    )


def copy_repository(folder: Path) -> None:
    """Copy what git tracks of the packages and the tests into the folder."""
    listed = subprocess.run(["git", "ls-files", "-z", *COPIED], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())


def configure(folder: Path, files: Sequence[str], tests: Sequence[str]) -> None:
    """Write mutmut's settings into the copy, and a conftest that leaves out the tests that start programs."""
    settings = {
        "source_paths": PACKAGES, "only_mutate": files, "also_copy": [*BESIDE, "conftest.py"],
        "pytest_add_cli_args_test_selection": tests, "pytest_add_cli_args": ["-p", "no:cacheprovider", "-x"],
    }  # fmt: skip
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    table = "\n".join(["", "[tool.mutmut]", *lines, "use_git_change_detection = false", ""])
    project = folder / "pyproject.toml"
    project.write_text(project.read_text(encoding="utf-8") + table, encoding="utf-8")
    (folder / "conftest.py").write_text(IN_PROCESS, encoding="utf-8")


def run_mutmut(folder: Path) -> None:
    """Run it on one core; its progress goes to a file, of which the end is shown where it fails."""
    log = folder / "mutmut.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
        code = subprocess.run(command, cwd=folder, stdout=out, stderr=out, check=False).returncode
    if code:
        sys.exit(log.read_text("utf-8", "replace")[-3000:])


def read_fates(room: Path) -> dict[str, str]:
    """What became of each change: its name in mutmut -> killed, survived, no test ..."""
    fates: dict[str, str] = {}
    for path in sorted(room.rglob("*.meta")):
        codes: dict[str, int | None] = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        fates |= {
            name: FATES.get(code, f"exit {code}") if code is not None else "not run" for name, code in codes.items()
        }
    return fates


def changed_lines(folder: Path, names: Sequence[str]) -> list[str]:
    """For each change the lines that it takes away and puts in."""
    command = [sys.executable, "-c", DIFFS]
    diffs = subprocess.run(
        command, cwd=folder, input="\n".join(names), capture_output=True, text=True, check=True
    ).stdout
    return ["\n".join(_without_heads(diff.splitlines())) for diff in diffs.split("\0")[:-1]]


def _without_heads(diff: Iterable[str]) -> Iterable[str]:
    return (line for line in diff if line.startswith(("-", "+")) and not line.startswith(("---", "+++")))


if __name__ == "__main__":
    main()
