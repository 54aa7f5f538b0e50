"""A corpus from someone else: what each command says, and that nothing outside its folder is opened."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.file.archive_place import ArchiveOutsideError, ArchivePlace
from corpus.store import Corpus
from crawler.archive.writer import ArchiveWriter
from crawler.cli import main
from crawler.console.archive_question import answered_archive

Run = Callable[..., Any]
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
OUTSIDE = "luar"

READS = {
    "search": ("search", "loket"),
    "show": ("show", "ID"),
    "export": ("export", "loket", "-o", "hasil.csv"),
    "kwic": ("kwic", "loket"),
    "quotes": ("quotes", "loket"),
    "words": ("words",),
    "trend": ("trend", "loket"),
    "ledger": ("ledger",),
    "methods": ("methods",),
    "watch list": ("watch", "list"),
}
WRITES = {
    "watch add": ("watch", "add", "pantau", "loket"),
    "watch run": ("watch", "run"),
    "sample": ("sample", "1"),
}
NEW_PAGES = {
    "import": ("import", "../masuk", "--quiet"),
    "crawl": ("crawl", "-k", "loket", "--replay", "../masuk", "--outlet", "antaranews", "--quiet"),
}
ARCHIVE = {
    "refine": ("refine",),
    "remove": ("remove", "ID", "--reason", "uji", "--yes"),
    "backup": ("backup", "cadangan.db"),
    "links": ("outlets", "suggest", "--links", "5"),
    "doctor": ("doctor",),
}
COMMANDS = {**READS, **WRITES, **NEW_PAGES, **ARCHIVE}


def write_segment(folder: Path, first: int) -> None:
    """An archive of two articles."""
    writer = ArchiveWriter(folder, 0, {})
    for n in (first, first + 1):
        text = "".join(f"<p>Kantor nomor {n} membuka loket {k} bagi warga yang mengurus dokumen.</p>" for k in range(9))
        page = f"<html><head><title>Berita {n}</title></head><body><article><h1>Berita {n}</h1>{text}</article>"
        url = f"https://suara-kota.example/berita-loket-{n}"
        writer.write(url, 200, [("Content-Type", "text/html")], page.encode(), datetime(2024, 3, 8, tzinfo=UTC))
    writer.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `masuk` (pages to import) and `kiriman` (a corpus with its archive, as one gets it)."""
    folder = tmp_path_factory.mktemp("template")
    write_segment(folder / "dulu", 1)
    write_segment(folder / "masuk", 3)
    (folder / "kiriman").mkdir()
    assert main(["import", str(folder / "dulu"), "--corpus", str(folder / "kiriman/kliping.db"), "--quiet"]) == 0
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kliping: Run) -> Path:
    """The folder of the corpus; `luar` beside it is what nothing may open."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "kiriman")
    return tmp_path / "kiriman"


class Terminal(io.StringIO):
    """A stream that somebody sits at."""

    def isatty(self) -> bool:
        return True


def sql(place: Path, script: str) -> None:
    with closing(sqlite3.connect(place / "kliping.db", isolation_level=None)) as connection:
        connection.executescript(script)


def store(place: Path, statement: str, *values: str) -> None:
    """Change rows as a program of ours does: with their checksums."""
    with Corpus(place / "kliping.db") as corpus:
        corpus.conn.execute(statement, values)


def record_archive(place: Path, recorded: str) -> None:
    store(place, "INSERT INTO meta (name, value) VALUES ('archive', ?)", recorded)


def segment_of(place: Path) -> Path:
    (segment,) = (place / "kliping-archive").iterdir()
    return segment


def trigger(place: Path) -> None:
    sql(place, "CREATE TRIGGER jahat AFTER INSERT ON meta BEGIN DELETE FROM articles; END")


def virtual_table(place: Path) -> None:
    sql(place, "CREATE VIRTUAL TABLE jahat USING fts5(a)")


def view_for_a_table(place: Path) -> None:
    sql(place, "DROP TABLE watches; CREATE VIEW watches AS SELECT name, value AS query FROM meta")


def path_outside(place: Path) -> None:
    (place / "kliping-archive").rename(place.parent / OUTSIDE)
    record_archive(place, str(place.parent / OUTSIDE))


def path_upwards(place: Path) -> None:
    (place / "kliping-archive").rename(place.parent / OUTSIDE)
    record_archive(place, f"../{OUTSIDE}")


def folder_is_a_link(place: Path) -> None:
    (place / "kliping-archive").rename(place.parent / OUTSIDE)
    (place / "kliping-archive").symlink_to(place.parent / OUTSIDE)


def segment_is_a_link(place: Path) -> None:
    (place.parent / OUTSIDE).mkdir()
    segment = segment_of(place)
    segment.rename(place.parent / OUTSIDE / segment.name)
    segment.symlink_to(place.parent / OUTSIDE / segment.name)


def segment_is_a_pipe(place: Path) -> None:
    segment = segment_of(place)
    segment.unlink()
    os.mkfifo(segment)


def name_outside(place: Path) -> None:
    (place.parent / OUTSIDE).mkdir()
    segment = segment_of(place)
    shutil.copy(segment, place.parent / OUTSIDE)
    store(place, "UPDATE captures SET archive = ?", f"../../{OUTSIDE}/{segment.name}")


def log_is_a_link(place: Path) -> None:
    (place.parent / OUTSIDE).mkdir()
    (place.parent / OUTSIDE / "log").write_bytes(b"")
    (place / "kliping.db-wal").unlink(missing_ok=True)
    (place / "kliping.db-wal").symlink_to(place.parent / OUTSIDE / "log")


def lock_is_a_link(place: Path) -> None:
    (place.parent / OUTSIDE).mkdir()
    (place.parent / OUTSIDE / "berharga").write_text("isi")
    (place / "kliping.db.lock").unlink(missing_ok=True)
    (place / "kliping.db.lock").symlink_to(place.parent / OUTSIDE / "berharga")


def note_is_a_link(place: Path) -> None:
    (place.parent / OUTSIDE).mkdir()
    (place.parent / OUTSIDE / "rahasia").write_text("{}")
    (place / "kliping.db.damage").symlink_to(place.parent / OUTSIDE / "rahasia")


def notice_is_a_folder(place: Path) -> None:
    (place / "kliping.db.removal").mkdir()


Said = tuple[int, str]
FORBIDS_WRITING: Said = (2, '"jahat" was not made by kliping, and would act whenever kliping writes')
VIEW: Said = (5, 'the view "watches" stands where a corpus has a table')
ELSEWHERE: Said = (
    2,
    "which leads outside the corpus's folder; nothing there was opened. If it is yours, name the folder",
)
LINK, PIPE = "a link", "no ordinary file"
WELL: Said = (0, "")
ENDINGS = {"crawl": (4, "could not look")}  # what a command ends with that is not refused: here no site can be asked


def each(commands: dict[str, Any], said: Said) -> dict[str, Said]:
    return dict.fromkeys(commands, said)


# What each command says; where nothing stands it ends well.
ANSWERS: dict[Callable[[Path], None], dict[str, Said]] = {
    trigger: {
        **each({**WRITES, **NEW_PAGES, **ARCHIVE}, FORBIDS_WRITING),
        "backup": (0, "this backup is not noted in the corpus"),
        "links": WELL,
        "doctor": (5, 'schema: the trigger "jahat" was not made by kliping'),
    },
    virtual_table: {
        **each({**WRITES, **NEW_PAGES, **ARCHIVE}, FORBIDS_WRITING),
        "backup": (0, "this backup is not noted in the corpus"),
        "links": WELL,
        "doctor": (5, 'schema: the virtual table "jahat" was not made by kliping'),
    },
    view_for_a_table: each(COMMANDS, VIEW),
    path_outside: each({**NEW_PAGES, **ARCHIVE}, ELSEWHERE),
    path_upwards: each({**NEW_PAGES, **ARCHIVE}, ELSEWHERE),
    folder_is_a_link: each({**NEW_PAGES, **ARCHIVE}, ELSEWHERE),
    segment_is_a_link: {
        "refine": (5, "is a link, and was not opened"),
        "remove": (5, "the article may stand in what is missing"),
        "backup": (5, "is missing (2 pages)"),
        "links": (5, "is a link, and was not opened"),
        "doctor": (5, "is a link or no ordinary file, and was not opened (2 pages)"),
    },
    segment_is_a_pipe: {
        "refine": (5, "is no ordinary file, and was not opened"),
        "remove": (5, "the article may stand in what is missing"),
        "backup": (5, "is missing (2 pages)"),
        "links": (5, "is no ordinary file, and was not opened"),
        "doctor": (5, "is a link or no ordinary file, and was not opened (2 pages)"),
    },
    name_outside: {
        "refine": (5, "as a file of its archive; that is no such name"),
        "remove": (2, "which is no name of a file in its archive"),
        "backup": (2, "which is no name of a file in its archive"),
        "links": (5, "as a file of its archive; that is no such name"),
        "doctor": (5, "which is no name of a file in its archive"),
    },
    log_is_a_link: {
        **each(COMMANDS, (2, "kliping.db-wal: is a link, where a file of the corpus should be")),
        "doctor": (5, "kliping.db-wal: is a link, where a file of the corpus should be"),
    },
    lock_is_a_link: {
        **each(COMMANDS, (2, "kliping.db.lock: is a link, where a file of the corpus should be")),
        "doctor": (5, "kliping.db.lock: is a link, where a file of the corpus should be"),
    },
    note_is_a_link: {
        **each(COMMANDS, (2, "kliping.db.damage: is a link, where a file of the corpus should be")),
        "doctor": (5, "kliping.db.damage: is a link, where a file of the corpus should be"),
    },
    notice_is_a_folder: {
        **each(COMMANDS, (2, "kliping.db.removal: is a folder, where a file of the corpus should be")),
        "doctor": (5, "kliping.db.removal: is a folder, where a file of the corpus should be"),
    },
}

AUDITED = """
import contextlib, io, json, os, sys
outside, opened = os.path.realpath(sys.argv[1]), []
def note(event, args):
    if event in ("open", "os.listdir", "os.scandir", "os.remove", "os.rename") and isinstance(args[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(args[0]))
        if path == outside or path.startswith(outside + os.sep):
            opened.append([event, path])
sys.addaudithook(note)
from crawler.cli import main
from crawler.console.archive_question import answered_archive
answers = {}
for name, command in json.load(sys.stdin).items():
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(command)
    answers[name] = [int(code), said.getvalue(), opened[:]]
    opened.clear()
json.dump(answers, sys.stdout)
"""


def answers_of(place: Path, tmp_path: Path) -> dict[str, tuple[int, str, list[object]]]:
    """Command -> exit code, all that it printed, and what it opened in the folder outside."""
    with closing(sqlite3.connect(f"file:{place / 'kliping.db'}?mode=ro&immutable=1", uri=True)) as corpus:
        number = str(corpus.execute("SELECT min(id) FROM articles").fetchone()[0])
    last = {"remove": 1, "doctor": 2}  # what changes the corpus comes at the end, then what notes damage beside it
    commands = {
        name: [number if word == "ID" else word for word in words]
        for name, words in sorted(COMMANDS.items(), key=lambda item: last.get(item[0], 0))
    }
    ran = subprocess.run(
        [sys.executable, "-c", AUDITED, str(tmp_path / OUTSIDE)],
        input=json.dumps(commands), capture_output=True, text=True, check=False, cwd=place,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return {name: (code, said, opened) for name, (code, said, opened) in json.loads(ran.stdout).items()}


@pytest.mark.hostile
@pytest.mark.parametrize("hostile", ANSWERS, ids=lambda hostile: hostile.__name__)
def test_each_command_says_what_it_found_and_opens_nothing_outside(
    place: Path, tmp_path: Path, hostile: Callable[[Path], None]
) -> None:
    hostile(place)
    (tmp_path / OUTSIDE).mkdir(exist_ok=True)
    before = {path: path.read_bytes() for path in (tmp_path / OUTSIDE).iterdir() if path.is_file()}
    answers = answers_of(place, tmp_path)
    wrong = {}
    for name, (code, said, opened) in answers.items():
        right = ANSWERS[hostile].get(name, ENDINGS.get(name, WELL))
        if code != right[0] or right[1] not in said or opened or "Traceback" in said:
            wrong[name] = (code, said, opened, right)
    assert wrong == {}
    assert {path: path.read_bytes() for path in (tmp_path / OUTSIDE).iterdir() if path.is_file()} == before


@pytest.mark.parametrize("outside", [path_upwards, folder_is_a_link], ids=lambda each: each.__name__)
def test_the_folder_is_named_once_and_kept_in_the_configuration(
    place: Path, tmp_path: Path, kliping: Run, outside: Callable[[Path], None]
) -> None:
    outside(place)
    with closing(sqlite3.connect(place / "kliping.db")) as corpus:
        recorded = corpus.execute("SELECT value FROM meta WHERE name = 'archive'").fetchone()
    assert kliping("backup", "cadangan.db").code == 2
    ran = kliping("doctor", "--archive", tmp_path / OUTSIDE)
    assert (ran.code, "from now on (kept in" in ran.err) == (0, True), ran
    assert kliping("backup", "cadangan.db").code == 0
    with closing(sqlite3.connect(place / "kliping.db")) as corpus:
        assert corpus.execute("SELECT value FROM meta WHERE name = 'archive'").fetchone() == recorded
    config = tmp_path / "config.toml"
    assert (config.stat().st_mode & 0o777, "[[archives]]" in config.read_text()) == (0o600, True)
    assert kliping("init", "--contact", "redaksi@contoh.id").code == 0
    assert kliping("backup", "lain.db").code == 0  # the contact takes no answer away
    sql(place, "INSERT OR REPLACE INTO meta VALUES ('archive', '/etc')")
    assert kliping("backup", "lagi.db").code == 2  # the answer was for another path


def test_an_old_corpus_with_an_absolute_path_inside_its_folder_works_as_before(place: Path, kliping: Run) -> None:
    (place / "kliping-archive").rename(place / "arsip")
    record_archive(place, str(place / "arsip"))
    assert kliping("doctor").code == 0
    assert kliping("backup", "cadangan.db", "--archive", "salinan").code == 0
    assert len(list((place / "salinan").iterdir())) == 1


def test_a_renamed_corpus_names_the_option_for_its_archive(place: Path, kliping: Run) -> None:
    for file in list(place.glob("kliping.db*")):
        file.rename(place / file.name.replace("kliping", "berita"))
    ran = kliping("doctor", "--corpus", place / "berita.db")
    assert (ran.code, "or name the archive's folder with --archive DIR" in ran.out) == (5, True), ran
    for words in (("--archive", place / "kliping-archive"), ()):  # a place in its folder is kept in the corpus
        assert kliping("refine", *words, "--corpus", place / "berita.db").code == 0


def test_a_backup_copies_the_archives_own_files_alone(place: Path, tmp_path: Path, kliping: Run) -> None:
    (tmp_path / "rahasia").write_text("isi")
    archive = place / "kliping-archive"
    (archive / "tautan.warc.gz").symlink_to(tmp_path / "rahasia")
    (archive / "kliping-20240101000000-00001-7.warc.gz").symlink_to(tmp_path / "rahasia")
    (archive / "orang-lain.warc.gz").write_bytes(b"\x1f\x8b")
    (archive / "catatan.txt").write_text("isi")
    os.mkfifo(archive / "pipa.warc.gz")
    name = next(path.name for path in archive.iterdir() if path.is_file() and path.stat().st_size > 100)
    assert kliping("backup", "cadangan.db", "--archive", "salinan").code == 0
    assert [path.name for path in (place / "salinan").iterdir()] == [name]


def test_a_terminal_is_asked_once(place: Path, tmp_path: Path, kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path_outside(place)
    questions: list[str] = []
    answers = iter([False, True])

    def confirm(question: str, **_: object) -> bool:
        questions.append(question)
        return next(answers)

    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"crawler.console.archive_question.sys.{stream}", Terminal())
    monkeypatch.setattr("click.confirm", confirm)
    with Corpus(place / "kliping.db", read_only=True) as corpus:
        monkeypatch.setattr(ArchivePlace, "named", staticmethod(answered_archive))
        with pytest.raises(ArchiveOutsideError, match="--archive DIR"):
            corpus.archive_dir()
        assert not (tmp_path / "config.toml").exists()
        assert [corpus.archive_dir(), corpus.archive_dir()] == [tmp_path / OUTSIDE] * 2
    assert questions == ["Is that folder yours, and should it be used?"] * 2
    assert str(tmp_path / OUTSIDE) in (tmp_path / "config.toml").read_text()
