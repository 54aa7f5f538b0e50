"""Search the corpus's files and the archive's unpacked records, byte by byte, for leftovers of a removed article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.crawl.captures import offsets_in_segment
from corpus.erasure.deletion import any_value_holds, is_indexed
from corpus.erasure.marks import Marks
from corpus.file.raw_search import bytes_in_file
from corpus.store import Corpus
from crawler.archive.bodies import RecordBody, windows
from crawler.archive.members import Member, members
from crawler.erasure.plan import Judge, files

NOT_SEARCHED = (".lock", ".removal")  # an empty file, and the notice that goes last


@dataclass(slots=True)
class Search:
    """What was searched; `leftovers` has a sentence for each place that still holds something of the article."""

    needles: int
    files: int = 0
    bytes: int = 0
    records: int = 0
    unread: int = 0
    leftovers: list[str] = field(default_factory=list)


def search_leftovers(corpus: Corpus, marks: Marks, judge: Judge) -> Search:
    """Search the database, the files that SQLite keeps beside it, the full-text index and every archived record."""
    sought = _needles(marks)
    result = Search(len(sought))
    for path in corpus_files(corpus.path):
        _search_file(corpus, path, sought, set(marks.rare), result)
    result.leftovers += [f"the full-text index holds {word!r}" for word in marks.rare if is_indexed(corpus, word)]
    for path in files(corpus.archive_dir()):
        _search_segment(corpus, path, sought, judge, result)
    result.unread = judge.unread
    return result


def corpus_files(path: Path) -> list[Path]:
    """Return the corpus's file and all files that SQLite and kliping store beside it under its name."""
    paths = path.parent.glob(f"{path.name}*")
    return sorted(p for p in paths if p.is_file() and not p.name.endswith(NOT_SEARCHED))


def _needles(marks: Marks) -> dict[bytes, str]:
    return {text.encode("utf-8", "replace"): text for text in (*marks.pieces, *marks.rare)}


def _search_file(corpus: Corpus, path: Path, sought: dict[bytes, str], words: set[str], result: Search) -> None:
    result.files += 1
    result.bytes += path.stat().st_size
    held = [(needle, sought[needle]) for needle in sorted(bytes_in_file(path, sought.keys()))]
    is_database = path == corpus.path
    result.leftovers += [
        f"{path} holds {text!r}"
        for needle, text in held
        if not is_database or any_value_holds(corpus, needle, whole_word=text in words)
    ]


def _search_segment(corpus: Corpus, path: Path, sought: dict[bytes, str], judge: Judge, result: Search) -> None:
    result.files += 1
    pages = offsets_in_segment(corpus, path.name)
    for member in members(path):
        for record, verdict in judge.judge(member, path.name, pages):
            result.records += 1
            result.bytes += record.size
            where = f"{path}, the record at byte {record.offset}"
            if record.inner:
                where += f", {record.inner} bytes into what unpacks there"
            if verdict != "keep":
                result.leftovers.append(f"{where}, names it")
            held = {needle for data in _forms_to_search(record) for needle in sought if needle in data}
            result.leftovers += [f"{where}, holds {text!r}" for needle, text in sought.items() if needle in held]


def _forms_to_search(record: Member) -> Iterator[bytes]:
    """Yield the record's bytes in windows, and those of its body where it is unpacked further than they are."""
    yield from windows(record.pieces())
    body = RecordBody(record)
    pieces = iter(body)
    if body.is_encoded or body.is_gz_file:
        yield from windows(pieces)
