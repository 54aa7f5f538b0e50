"""The checks against facts that are not shipped stay runnable: benchmarks/shared_facts.py."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import shared_facts

CHECKS = sorted(path.stem for path in (Path(shared_facts.__file__).parent / "facts").glob("check_*.py"))


def test_every_check_imports_what_it_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KLIPING_FACTS", str(tmp_path))
    assert len(CHECKS) == 3
    for check in CHECKS:
        assert importlib.import_module(f"benchmarks.facts.{check}")


def test_a_folder_without_facts_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["shared_facts.py", str(tmp_path)])
    assert shared_facts.main() == 2
    assert capsys.readouterr().out.startswith("usage: python benchmarks/shared_facts.py PATH")
