"""Archives are put together by content: each once, and one that grew takes the place of its beginning."""

import shutil
from pathlib import Path

from corpus.merging.merge_inputs import MergeInput
from corpus.store import Corpus
from crawler.merging.segment_union import SegmentUnion, united_segments

NAME = "kliping-20240308010000-00001-77.warc.gz"


def united(folder: Path, empty: Path, *archives: dict[str, bytes]) -> SegmentUnion:
    """The union of archives of these files."""
    inputs = []
    for number, files in enumerate(archives):
        path = folder / str(number) / "kliping.db"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir(parents=True)
        shutil.copy(empty, path)
        with Corpus(path) as corpus:
            corpus.archive_dir().mkdir()
            for name, content in files.items():
                (corpus.archive_dir() / name).write_bytes(content)
        inputs.append(MergeInput(f"uuid-{number}", "", path, (), str(path)))
    return united_segments(inputs)


def contents(union: SegmentUnion) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in union.files.items()}


def test_equal_files_are_one_under_any_name(tmp_path: Path, new_corpus: Path) -> None:
    union = united(tmp_path, new_corpus, {NAME: b"isi"}, {"lain.warc.gz": b"isi", "x.warc.gz": b"lain"})
    assert contents(union) == {NAME: b"isi", "x.warc.gz": b"lain"}
    assert union.mapping == [(0, NAME, NAME), (1, "lain.warc.gz", NAME), (1, "x.warc.gz", "x.warc.gz")]


def test_a_file_that_grew_takes_the_place_of_its_beginning(tmp_path: Path, new_corpus: Path) -> None:
    for archives in (({NAME: b"awal"}, {NAME: b"awal dan akhir"}), ({NAME: b"awal dan akhir"}, {NAME: b"awal"})):
        assert contents(united(tmp_path, new_corpus, *archives)) == {NAME: b"awal dan akhir"}


def test_two_files_of_one_name_are_told_apart_by_content_and_stay_so(tmp_path: Path, new_corpus: Path) -> None:
    first = contents(united(tmp_path, new_corpus, {NAME: b"satu"}, {NAME: b"dua"}))
    assert first == contents(united(tmp_path, new_corpus, {NAME: b"dua"}, {NAME: b"satu"}))
    assert (len(first), NAME in first, sorted(first.values())) == (2, False, [b"dua", b"satu"])
    assert contents(united(tmp_path, new_corpus, first, {NAME: b"satu"})) == first
    grown = contents(united(tmp_path, new_corpus, first, {NAME: b"satu dan lagi"}))
    assert sorted(grown) == sorted(first)
    assert sorted(grown.values()) == [b"dua", b"satu dan lagi"]


def test_links_and_other_files_are_left(tmp_path: Path, new_corpus: Path) -> None:
    united(tmp_path, new_corpus, {NAME: b"isi", "catatan.txt": b"x"})
    (tmp_path / "luar.warc.gz").write_bytes(b"luar")
    (tmp_path / "0/kliping-archive/tautan.warc.gz").symlink_to(tmp_path / "luar.warc.gz")
    union = united_segments([MergeInput("uuid-0", "", tmp_path / "0/kliping.db", (), "a")])
    assert list(union.files) == [NAME]
