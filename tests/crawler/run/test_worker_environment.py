"""A wrong variable for the workers is refused before a run begins: no corpus is made, no address is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import KlipingError
from corpus.exits import Exit
from crawler.run.operation import Operation
from crawler.run.run_plan import Plan


@pytest.mark.parametrize("command", ["crawl", "import", "refine"])
@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("KLIPING_WORKER_START", "fork", r"'forkserver' \(not on Windows\) or 'spawn'"),
        ("KLIPING_WORKERS", "many", "1 to 16, or auto"),
        ("KLIPING_WORKERS", "0", "1 to 16, or auto"),
    ],
)
def test_it_is_refused_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(KlipingError, match=f"{name} is '{value}'; .*{allowed}") as refused:
        Operation(Plan(command, tmp_path / "k.db"))
    assert refused.value.exit_code is Exit.CANNOT
    assert list(tmp_path.iterdir()) == []
