"""Corpus, archive and what stands beside them are their owner's alone, or a group's with --shared."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.file.rights import file_rights, make_folder
from corpus.file.whole import whole_file, whole_path
from corpus.store import Corpus
from crawler.archive.sharing import share
from crawler.archive.writer import ArchiveWriter
from crawler.lock import holding

Run = Callable[..., Any]
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="only POSIX has these rights"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """The umask: 022, or what a test names."""
    chosen = int(getattr(request, "param", 0o022))
    before = os.umask(chosen)
    yield chosen
    os.umask(before)


def rights(folder: Path) -> dict[str, str]:
    """Name -> rights of everything below the folder."""
    return {
        str(path.relative_to(folder)): f"{stat.S_IMODE(path.stat().st_mode):04o}" for path in sorted(folder.rglob("*"))
    }


def pages(folder: Path) -> Path:
    writer = ArchiveWriter(folder, 0, {})
    page = b"<html><head><title>Berita</title></head><body><p>Kantor membuka loket bagi warga.</p>"
    writer.write("https://suara-kota.example/a", 200, [("Content-Type", "text/html")], page, datetime.now(UTC))
    writer.close()
    return folder


@pytest.mark.parametrize(
    ("umask", "options", "file", "folder"),
    [(0o022, (), "0600", "0700"), (0o077, ("--shared",), "0660", "0770")],
    ids=["alone", "a group"],
    indirect=["umask"],
)
def test_everything_of_a_new_corpus_has_its_rights(
    kliping: Run, tmp_path: Path, options: tuple[str, ...], file: str, folder: str
) -> None:
    desk = tmp_path / "meja"
    desk.mkdir()
    assert kliping("import", pages(tmp_path / "masuk"), "--corpus", desk / "kliping.db", "--quiet", *options).code == 0
    with Corpus(desk / "kliping.db") as corpus, holding(corpus.path):
        corpus.conn.execute("INSERT INTO meta (name, value) VALUES ('a', 'b')")  # makes log and shared memory
        made = rights(desk)
    assert {"kliping.db", "kliping.db-wal", "kliping.db-shm", "kliping.db.lock", "kliping.db.counts"} <= made.keys()
    assert made.pop("kliping-archive") == folder
    assert set(made.values()) == {file}, made
    assert (
        kliping("backup", desk / "salinan.db", "--archive", desk / "salinan", "--corpus", desk / "kliping.db").code == 0
    )
    copied = rights(desk)
    assert (copied["salinan"], copied["salinan.db"], copied["salinan.db.manifest.json"]) == (folder, file, file)
    assert {r for name, r in copied.items() if name.startswith("salinan/")} == {file}


def test_an_older_corpus_keeps_its_rights_and_new_files_follow_it(kliping: Run, tmp_path: Path, path: Path) -> None:
    Corpus(path).close()
    path.chmod(0o644)
    assert kliping("import", pages(tmp_path / "masuk"), "--corpus", path, "--quiet").code == 0
    made = rights(tmp_path)
    assert (made["kliping.db"], made["kliping.db.counts"], made["kliping-archive"]) == ("0644", "0644", "0755")
    tmp_path.chmod(0o755)
    ran = kliping("doctor", "--corpus", path)
    assert (ran.code, ran.out.count("everybody on this machine can read")) == (0, 1)
    tmp_path.chmod(0o700)  # nobody else gets in
    assert "everybody on this machine" not in kliping("doctor", "--corpus", path).out


def test_a_groups_folder_hands_its_group_on(tmp_path: Path) -> None:
    """The setgid bit of a folder stays on the folders that are made in it, and on one that is shared later."""
    group = tmp_path / "kelompok"
    group.mkdir()
    group.chmod(0o2770)
    make_folder(group / "arsip", 0o660)
    assert stat.S_IMODE((group / "arsip").stat().st_mode) == 0o2770
    Corpus(group / "kliping.db").close()
    (group / "arsip").chmod(0o2700)
    share(group / "kliping.db", group / "arsip")
    assert stat.S_IMODE((group / "arsip").stat().st_mode) == 0o2770
    assert file_rights(group / "kliping.db") == 0o660


def test_the_configuration_and_the_last_hits_are_the_users_alone(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    assert kliping("init", "--contact", "redaksi@contoh.id").code == 0
    assert kliping("search", "pegawai", "--corpus", filled.path).code == 0
    made = rights(tmp_path)
    assert made["config.toml"] == "0600"
    assert {r for name, r in made.items() if name.startswith("state/") and name.endswith(".json")} == {"0600"}


@pytest.mark.parametrize("umask", [0o022, 0o027], indirect=True)
def test_an_export_has_the_rights_that_the_umask_gives_but_not_before_it_is_whole(
    kliping: Run, filled: Corpus, tmp_path: Path, umask: int
) -> None:
    assert kliping("export", "pegawai", "-o", "hasil.csv", "--corpus", filled.path).code == 0
    assert rights(tmp_path)["hasil.csv"] == f"{0o666 & ~umask:04o}"
    with whole_path(tmp_path / "lain.csv", sync=False) as part:
        part.write_text("setengah")
        assert stat.S_IMODE(part.stat().st_mode) == 0o600


def test_a_link_in_place_of_an_unfinished_file_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "berharga").write_text("isi")
    (tmp_path / f".kliping.db.counts.{os.getpid()}.part").symlink_to(tmp_path / "berharga")
    with whole_file(tmp_path / "kliping.db.counts", sync=False) as file:
        file.write("baru")
    assert (tmp_path / "berharga").read_text() == "isi"
    assert (tmp_path / "kliping.db.counts").read_text() == "baru"
