"""kliping.toml and trusted folders: what they may hold, who may have written them, what comes before them."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import KlipingError
from corpus.store import Corpus
from crawler.places import folder_file as folder_module
from crawler.places.folder_file import FOLDER_FILE, FolderFile, UnusedFile, folder_file, parse_folder_text
from crawler.places.ownership import risk_above

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, kliping: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the user's, below another; the current one (after `kliping`, which has another)."""
    own = tmp_path / "liputan" / "2024"
    own.mkdir(parents=True)
    for path in (tmp_path, own.parent, own):
        path.chmod(0o755)
    monkeypatch.setenv("KLIPING_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setattr(
        "crawler.maintenance.checkup.check_installation", lambda: iter(())
    )  # reads all of site-packages
    monkeypatch.chdir(own)
    yield own
    monkeypatch.undo()


def put(folder: Path, text: str) -> Path:
    path = folder / FOLDER_FILE
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
    return path


def test_paths_are_relative_to_the_file_and_it_is_looked_for_upwards(folder: Path) -> None:
    path = put(folder.parent, 'corpus = "berita.db"\ntopic = "sub/topik.toml"\narchive = "/arsip"\n')
    whole = folder.parent
    assert folder_file() == FolderFile(path, whole / "berita.db", whole / "sub/topik.toml", Path("/arsip"))


def test_the_nearest_file_counts_alone(folder: Path) -> None:
    put(folder.parent, 'corpus = "a.db"\narchive = "x"\n')
    near = put(folder, 'corpus = "b.db"\n')
    assert folder_file() == FolderFile(near, folder / "b.db")


def test_nothing_is_looked_for_above_the_home_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder.parent, 'corpus = "a.db"\n')
    monkeypatch.setenv("HOME", str(folder))
    assert folder_file() is None


def test_nothing_is_looked_for_above_a_folder_of_somebody_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder.parent, 'corpus = "a.db"\n')
    monkeypatch.setattr(folder_module, "is_own", lambda path: path != folder)
    assert folder_file() is None


@pytest.mark.parametrize("rights", [0o775, 0o757, 0o777, 0o1777])
def test_a_folder_that_others_can_write_to_is_not_used(folder: Path, rights: int) -> None:
    put(folder, 'corpus = "a.db"\n')
    folder.chmod(rights)
    seen = folder_file()
    assert isinstance(seen, UnusedFile)
    assert f"chmod go-w {folder}" in seen.reason


@pytest.mark.parametrize("rights", [0o664, 0o646])
def test_a_file_that_others_can_write_is_not_used(folder: Path, rights: int) -> None:
    put(folder, 'corpus = "a.db"\n').chmod(rights)
    assert isinstance(folder_file(), UnusedFile)


def test_a_file_in_somebody_elses_folder_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(folder, 'corpus = "a.db"\n')
    monkeypatch.setattr(folder_module, "is_own", lambda path: path != folder)
    monkeypatch.setattr(folder_module, "risk_of", lambda path: f"{path} belongs to another user of this machine")
    assert folder_file() == UnusedFile(path, f"{folder} belongs to another user of this machine")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_not_used(folder: Path) -> None:
    os.chown(put(folder, 'corpus = "a.db"\n'), 12345, -1)
    seen = folder_file()
    assert isinstance(seen, UnusedFile)
    assert "another user" in seen.reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('corpse = "a.db"', 'unknown key "corpse"; did you mean "corpus"?'),
        ('Corpus = "a.db"', 'unknown key "Corpus"; did you mean "corpus"?'),
        ("[berita]\nx = 1", 'unknown key "berita"'),
        ('contact = "a@b.id"', "kliping init --contact"),
        ('outlets = ["saya"]', "kliping trust DIR"),
        ('outlet = "saya"', 'did you mean "outlets"?'),
        ("corpus = a.db", "line 1"),
        ('topic = "a"\ncorpus = "a\n', "line 2"),
        ("corpus = 5", 'write a path in quotes, as corpus = "berita.db"'),
        ('corpus = ["a.db"]', "write a path in quotes"),
        ('topic = ""', 'topic = "topik.toml"'),
        ('archive = "a\\u0000b"', "write a path in quotes"),
        ('corpus = "~tidakada/a.db"', "no such user"),
        ("a=" + "[" * 5000, "is no TOML"),
    ],
)
def test_what_it_can_not_hold_gets_a_sentence(text: str, says: str) -> None:
    with pytest.raises(KlipingError, match=re.escape(says)):
        parse_folder_text(Path("/x/kliping.toml"), text)


def test_bytes_that_are_no_text_and_a_pipe_get_a_sentence(folder: Path, kliping: Run) -> None:
    (folder / FOLDER_FILE).write_bytes(b'corpus = "\xff"')
    assert "is not UTF-8" in kliping("search", "x").err
    (folder / FOLDER_FILE).unlink()
    os.mkfifo(folder / FOLDER_FILE, 0o600)
    assert "no ordinary file" in kliping("search", "x").err


def test_its_archive_is_for_its_corpus_alone(folder: Path) -> None:
    both = parse_folder_text(folder / FOLDER_FILE, 'corpus = "a.db"\narchive = "arsip"')
    assert both.archive_of(folder / "a.db", named=True) == folder / "arsip"
    assert both.archive_of(folder / "b.db", named=True) is None
    alone = parse_folder_text(folder / FOLDER_FILE, 'archive = "arsip"')
    assert alone.archive_of(Path("kliping.db"), named=False) == folder / "arsip"
    assert alone.archive_of(Path("b.db"), named=True) is None


def test_a_command_uses_its_corpus_and_what_is_typed_comes_before_it(
    folder: Path, kliping: Run, filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, f'corpus = "{filled.path}"\n')
    assert "Pembinaan Pegawai di NTT" in kliping("search", "integritas").out
    monkeypatch.setenv("KLIPING_CORPUS", "lain.db")
    assert "lain.db: there is no corpus" in kliping("search", "integritas").err
    assert "lain2.db: there is no corpus" in kliping("search", "integritas", "--corpus", "lain2.db").err


def test_a_file_that_is_not_used_is_named_once(folder: Path, kliping: Run) -> None:
    put(folder, 'corpus = "a.db"\n').chmod(0o666)
    ran = kliping("refine")
    assert ran.err.count("is not used") == 1
    assert "kliping.db" in ran.err
    doctor = kliping("doctor")
    assert (doctor.code, doctor.out.count("is not used"), doctor.err) == (2, 1, "")


def test_its_topic_is_for_a_crawl_that_names_none(folder: Path, kliping: Run) -> None:
    put(folder, 'topic = "tiada.toml"\n')
    assert "tiada.toml" in kliping("crawl", "--contact", "a@b.id").err
    assert "tiada.toml" in kliping("discover", "gdelt", "--contact", "a@b.id", "--dry-run").err
    assert "lain.toml" in kliping("crawl", "lain.toml", "--contact", "a@b.id").err


def test_init_here_writes_what_is_here_and_never_over_a_file(folder: Path, kliping: Run) -> None:
    (folder / "berita.db").touch()
    (folder / "topik.toml").write_text('name = "t"\n[ask]\nsearch = ["pegawai"]\n[grade]\nphrases = ["pegawai"]\n')
    assert kliping("init", "--here", "--archive", "arsip", "--contact", "a@b.id").code == 0
    assert folder_file() == FolderFile(
        folder / FOLDER_FILE, folder / "berita.db", folder / "topik.toml", folder / "arsip"
    )
    again = kliping("init", "--here")
    assert again.code == 2
    assert "exists already" in again.err


def test_init_here_refuses_a_folder_where_it_would_not_be_used(folder: Path, kliping: Run) -> None:
    folder.chmod(0o777)
    assert "would not be used" in kliping("init", "--here").err
    assert "only stand beside --here" in kliping("init", "--corpus", "a.db").err
    assert list(folder.iterdir()) == []


def test_doctor_says_where_each_value_comes_from(folder: Path, kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(folder.parent, 'topic = "t.toml"\narchive = "arsip"\n')
    out = kliping("doctor").out
    assert f"kliping.toml: {path} is used" in out
    assert "corpus: kliping.db (the default)" in out
    assert f"archive: {folder.parent / 'arsip'} (kliping.toml)" in out
    assert f"topic: {folder.parent / 't.toml'} (kliping.toml)" in out
    monkeypatch.setenv("KLIPING_CORPUS", "a.db")
    assert "corpus: a.db (KLIPING_CORPUS)" in kliping("doctor").out
    assert "corpus: b.db (--corpus)" in kliping("doctor", "--corpus", "b.db").out


OUTLET = """
from spiders.families.feed import FeedSpider


class Warta(FeedSpider):
    name = "warta_desa"
    outlet = "Warta Desa"
    kind = "media"
    site = "warta.example"
    ways = ("feed",)
    feeds = ("/feed",)
"""


@pytest.fixture
def outlets(folder: Path) -> Path:
    own = folder / "saya"
    own.mkdir(mode=0o755)
    (own / "warta_desa.py").write_text(OUTLET)
    (own / "warta_desa.py").chmod(0o644)
    return own


def test_a_trusted_folder_is_used_until_it_is_trusted_no_more(kliping: Run, outlets: Path, folder: Path) -> None:
    assert "warta_desa" not in kliping("outlets", "list").out
    kliping("init", "--contact", "a@b.id")
    assert kliping("trust", "saya").code == 0
    assert kliping("trust", "--list").out == f"{outlets}\n"
    assert "warta_desa" in kliping("outlets", "list").out
    lain = folder / "lain"
    lain.mkdir()
    assert "warta_desa" not in kliping("outlets", "list", "--outlets", lain).out
    assert kliping("trust", "--remove", "saya").code == 0
    assert "warta_desa" not in kliping("outlets", "list").out
    assert "a@b.id" in kliping("init").err


@pytest.mark.parametrize("what", ["", "warta_desa.py"])
def test_a_folder_that_others_can_write_to_is_not_trusted(kliping: Run, outlets: Path, what: str) -> None:
    (outlets / what).chmod(0o777)
    ran = kliping("trust", outlets)
    assert (ran.code, "can be written by everybody" in ran.err) == (2, True)
    (outlets / what).chmod(0o755)
    assert kliping("trust", outlets).code == 0
    (outlets / what).chmod(0o775)
    listed = kliping("outlets", "list")
    assert (listed.code, listed.out) == (2, "")
    assert "was trusted, and is not used" in listed.err
    doctor = kliping("doctor")
    assert doctor.code == 2
    assert "can be written by its group" in doctor.out


def test_a_folder_above_counts_too(folder: Path, outlets: Path) -> None:
    assert risk_above(outlets) is None
    folder.parent.chmod(0o777)
    assert "above it, can be written by everybody" in str(risk_above(outlets))
    folder.parent.chmod(0o1777)
    assert risk_above(outlets) is None


def test_mistakes_with_trust_are_sentences(kliping: Run, outlets: Path) -> None:
    for arguments, says in (
        (["trust"], "name one folder"),
        (["trust", "--list", "saya"], "only --list"),
        (["trust", "tiada"], "is not a folder"),
        (["trust", "saya/warta_desa.py"], "is not a folder"),
        (["trust", "--remove", "saya"], "no folder is trusted"),
    ):
        ran = kliping(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err


def test_a_trusted_folder_that_went_is_named(kliping: Run, outlets: Path) -> None:
    kliping("trust", outlets)
    (outlets / "warta_desa.py").unlink()
    outlets.rmdir()
    assert "not there any more" in kliping("outlets", "list").err
    assert kliping("trust", "--remove", outlets).code == 0
