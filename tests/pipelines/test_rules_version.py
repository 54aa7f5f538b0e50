"""The version of the rules follows from their code and data."""

import subprocess
import sys
from pathlib import Path

import pytest

import pipelines
from corpus.vocabulary.places import PLACES_FILE
from pipelines.rules import fingerprint_of, rules_version

FOLDER = Path(pipelines.__file__).parent


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder of rules with a module, a data file and a compiled module."""
    for name in ("body/cuts.py", "data/junk.toml", "body/__pycache__/cuts.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"a = 1\n")
    return tmp_path


def test_it_is_the_fingerprint_of_the_package() -> None:
    assert rules_version() == fingerprint_of(FOLDER, PLACES_FILE)
    assert len(rules_version()) == 12


@pytest.mark.parametrize("name", ["body/cuts.py", "data/junk.toml"])
def test_a_changed_file_is_another_version(rules: Path, name: str) -> None:
    before = fingerprint_of(rules)
    (rules / name).write_bytes(b"a = 2\n")
    assert fingerprint_of(rules) != before


def test_a_renamed_and_a_new_file_are_another_version(rules: Path) -> None:
    versions = {fingerprint_of(rules)}
    (rules / "body/cuts.py").rename(rules / "body/cut.py")
    versions.add(fingerprint_of(rules))
    (rules / "body/again.py").write_bytes(b"")
    versions.add(fingerprint_of(rules))
    assert len(versions) == 3


def test_compiled_modules_and_line_ends_are_no_part_of_it(rules: Path) -> None:
    before = fingerprint_of(rules)
    (rules / "body/__pycache__/cuts.pyc").write_bytes(b"x")
    (rules / "body/cuts.py").write_bytes(b"a = 1\r\n")
    assert fingerprint_of(rules) == before


def test_every_data_file_is_part_of_it() -> None:
    assert {path.suffix for path in (FOLDER / "data").iterdir()} == {".toml"}


def test_it_is_not_made_at_import() -> None:
    code = "import pipelines.refine, pipelines.rules as r; print(r.rules_version.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "0\n"
