"""bibtexparser and rispy read each citation, and no title of an article becomes a field or an entry."""

from pathlib import Path
from typing import Any

import pytest

from corpus.export.content import ExportContent, ExportTable
from corpus.export.files import write_file
from corpus.export.format_columns import columns_of
from corpus.export.formats import format_named
from tests.corpus.export.test_citation_files import TITLES, _line, _typeset
from tests.evil_texts import evil_row

pytestmark = pytest.mark.readers

KNOWN: dict[str, Any] = {
    "authors": ["Budi, S.H.", "Maria Bere"],
    "published_day": "2023-11-02",
    "fetched_utc": "2024-03-08T03:00:00Z",
    "dateline": "Kupang",
    "archived": ["run-1.warc.gz:0"],
}


def _written(path: Path, name: str) -> Path:
    form = format_named(name)
    columns = columns_of(form)
    keys = [f"k{number:015x}" for number in range(len(TITLES))]
    rows = [
        evil_row(columns, title=title, doc_id=key, **KNOWN) for key, title in zip(keys, TITLES.values(), strict=True)
    ]
    write_file(path, ExportContent(ExportTable("articles", columns, rows)), form)
    return path


def test_bibtexparser_reads_each_entry(tmp_path: Path) -> None:
    import bibtexparser

    library = bibtexparser.parse_file(str(_written(tmp_path / "a.bib", "bibtex")))
    assert (library.failed_blocks, library.comments, library.strings, library.preambles) == ([], [], [], [])
    assert [_typeset(entry["title"]) for entry in library.entries] == [*map(_line, TITLES.values())]
    assert len(library.entries_dict) == len(TITLES)
    for entry in library.entries:
        assert (entry.entry_type, entry["author"]) == ("article", "{Budi, S.H.} and {Maria Bere}")
        assert (entry["date"], entry["urldate"], entry["year"]) == ("2023-11-02", "2024-03-08", "2023")


def test_names_are_cut_at_and_alone(tmp_path: Path) -> None:
    import bibtexparser
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

    cut = [SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_file(str(_written(tmp_path / "a.bib", "bibtex")), append_middleware=cut)
    for entry in library.entries:
        assert [(name.first, name.last) for name in entry["author"]] == [([], ["{Budi, S.H.}"]), ([], ["{Maria Bere}"])]


def test_rispy_reads_each_record(tmp_path: Path) -> None:
    import rispy

    with _written(tmp_path / "a.ris", "ris").open(encoding="utf-8") as file:
        records = rispy.load(file)
    assert [record["title"] for record in records] == [*map(_line, TITLES.values())]
    for record in records:
        assert (record["type_of_reference"], record["authors"]) == ("NEWS", ["Budi S.H.", "Maria Bere"])
        assert (record["secondary_title"], record["date"], record["year"]) == ("Suara Kota", "2023/11/02", "2023")
        assert (record["urls"], record["access_date"]) == (["https://kota.example/1"], "2024/03/08")
        assert record["notes"] == ["Dateline: Kupang"]
        assert record["unknown_tag"] == {"AV": ["run-1.warc.gz:0"]}  # rispy lacks the tag; Zotero and EndNote have it
