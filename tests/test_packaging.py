"""Does the wheel hold what it should, and nothing else?"""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("crawler", "spiders", "pipelines", "corpus")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return set(zipfile.ZipFile(next(out.glob("*.whl"))).namelist())


def test_the_wheel_holds_every_source_file_of_the_four_floors(names: set[str]) -> None:
    ours = {p.relative_to(ROOT).as_posix() for floor in FLOORS for p in (ROOT / floor).rglob("*.py")}
    assert ours - names == set()


def test_the_wheel_holds_the_data_that_the_program_reads(names: set[str]) -> None:
    kinds = (".toml", ".warc.gz", ".typed", ".txt", ".csv", ".sql")
    data = {p.relative_to(ROOT).as_posix() for f in FLOORS for p in (ROOT / f).rglob("*") if p.name.endswith(kinds)}
    assert "crawler/topics/pembinaan-pegawai.toml" in data
    assert "crawler/demo/demo.warc.gz" in data
    assert "corpus/file/schema.sql" in data
    assert data - names == set()


def test_the_wheel_holds_nothing_beside_the_four_floors(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == set(FLOORS)


def test_the_wheel_names_its_command_and_its_licence(names: set[str]) -> None:
    assert any(name.endswith("entry_points.txt") for name in names)
    assert any(name.endswith("LICENSE") for name in names)
