"""A file is written whole or not at all, and in one place of the code only."""

import ast
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.file.whole import clear_unfinished, whole_file, whole_path

ROOT = Path(__file__).parents[3]
HOME = ("corpus/file/whole.py", "corpus/file/whole_folder.py")


def test_the_file_takes_its_name_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "berita.csv"
    path.write_text("lama", encoding="utf-8")
    with whole_file(path, sync=False, newline="") as file:
        file.write("baru é\r\n")
        file.flush()
        assert path.read_text(encoding="utf-8") == "lama"
        assert [p.name for p in tmp_path.iterdir() if p != path] == [f".berita.csv.{os.getpid()}.part"]
    assert path.read_bytes() == "baru é\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    with whole_file(tmp_path / "feed", "wb", sync=True) as file:
        file.write(b"\xff\n")
    assert (tmp_path / "feed").read_bytes() == b"\xff\n"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, ValueError])
def test_an_error_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "berita.csv"
    path.write_text("lama", encoding="utf-8")

    def fail() -> None:
        with whole_file(path, sync=False) as file:
            file.write("setengah")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_text(encoding="utf-8") == "lama"
    assert list(tmp_path.iterdir()) == [path]


def _calls(monkeypatch: pytest.MonkeyPatch, path: Path, *, sync: bool) -> list[str]:
    """What is asked of the disk, in order; "name" where the file takes its name."""
    calls: list[str] = []
    real = Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: calls.append(str(Path(f"/proc/self/fd/{handle}").readlink())))
    monkeypatch.setattr(Path, "replace", lambda self, target: (calls.append("name"), real(self, target))[1])
    with whole_file(path, sync=sync) as file:
        file.write("baru")
    return calls


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc here")
def test_it_is_on_the_disk_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = str(tmp_path / f".a.{os.getpid()}.part")
    assert _calls(monkeypatch, tmp_path / "a", sync=True) == [part, "name", str(tmp_path)]
    assert _calls(monkeypatch, tmp_path / "b", sync=False) == ["name"]


def test_what_a_killed_program_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "berita [1].csv"
    dies = (
        "import os, sys, pathlib; from corpus.file.whole import whole_file\n"
        "with whole_file(pathlib.Path(sys.argv[1]), sync=False): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", dies, str(path)], cwd=ROOT).returncode == 9
    (tmp_path / ".lain.csv.12.part").touch()
    assert len(list(tmp_path.iterdir())) == 2
    clear_unfinished(path)
    assert [p.name for p in tmp_path.iterdir()] == [".lain.csv.12.part"]


def test_a_name_to_write_to_becomes_the_file(tmp_path: Path) -> None:
    with whole_path(tmp_path / "a.db", sync=True) as part:
        part.write_bytes(b"x")
        assert not (tmp_path / "a.db").exists()
    assert (tmp_path / "a.db").read_bytes() == b"x"


def _by_hand(path: Path) -> Iterator[str]:
    """Where a file is given another file's name, or a name of an unfinished file is made."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            to_path = node.func.attr == "replace" and len(node.args) == 1 and not node.keywords
            if to_path or node.func.attr in ("rename", "renames", "move"):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "os" and node.func.attr == "replace":
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith((".part", ".tmp")):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"


def test_no_other_module_writes_whole_files_by_hand() -> None:
    files = [path for floor in ("corpus", "pipelines", "spiders", "crawler") for path in (ROOT / floor).rglob("*.py")]
    places = [place for path in files for place in _by_hand(path) if not place.startswith(HOME)]
    assert places == []
    assert all(list(_by_hand(ROOT / name)) for name in HOME)


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS], ids=errno.errorcode.get)
def test_a_file_system_without_rights_still_takes_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(path: Path, _rights: int) -> None:  # as FAT, network shares and FUSE do
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "chmod", refuse)
    with whole_file(tmp_path / "a.csv", sync=True, rights=0o640) as file:
        file.write("isi")
    assert (tmp_path / "a.csv").read_text() == "isi"


def test_a_file_system_that_syncs_no_folder_still_takes_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        sync(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    with whole_file(tmp_path / "a.csv", sync=True) as file:
        file.write("isi")
    assert (tmp_path / "a.csv").read_text() == "isi"
