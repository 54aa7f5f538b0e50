"""Citations hold what is known of an article and nothing else, whatever its title has in it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.characters import plain
from corpus.export.content import ExportContent, ExportTable
from corpus.export.files import export, write_file
from corpus.export.format_columns import columns_of
from corpus.export.formats import format_named
from corpus.models import Article
from corpus.query.selection import select
from corpus.store import ArticleOutcome, Corpus
from tests.evil_texts import EVIL, evil_row

TITLES = {
    **{name: text[:400] for name, text in EVIL.items()},
    "braces": "{a}} @article{b, \\textbf{c} \\",
    "a field of RIS": "Judul\r\nER  - \r\nTY  - BOOK",
    "specials": "100% & $5 #1 a_b ~ ^ \\ @",
}


def _written(corpus: Corpus, path: Path, name: str) -> str:
    form = format_named(name)
    export(corpus, select(corpus), path, columns_of(form), form=form, replace=True)
    return path.read_bytes().decode()


def _entries(bibtex: str) -> list[dict[str, str]]:
    """The entries: by BibTeX's own rule, a value in braces ends where as many closed as opened."""
    entries, at = [], 0
    while (begin := re.compile(r"\s*@article\{(\w+)").match(bibtex, at)) is not None:
        entry, at = {"key": begin[1]}, begin.end()
        while (field := re.compile(r",\n  (\w+) = (\w+|\{)").match(bibtex, at)) is not None:
            at, deep = field.end(), int(field[2] == "{")
            while deep:
                deep += {"{": 1, "}": -1}.get(bibtex[at], 0)
                at += 1
            entry[field[1]] = bibtex[field.end() : at - 1] if field[2] == "{" else field[2]
        assert bibtex[at : at + 4] == "\n}\n\n"
        at += 2
        entries.append(entry)
    assert bibtex[at:].strip() == ""
    return entries


_COMMANDS = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}


def _typeset(words: str) -> str:
    """The words as LaTeX prints them, outer braces gone."""
    words = re.sub(r"\\text(\w+)\{\}", lambda command: f"\0{_COMMANDS[command[1]]}", words[1:-1])
    return re.sub(r"\0(.)", r"\1", re.sub(r"\\([#$%&_])", r"\1", words))


def _line(title: str) -> str:
    return " ".join(plain(title).split())


@pytest.fixture(params=TITLES)
def title(request: pytest.FixtureRequest) -> str:
    """A title that breaks a writer or a reader."""
    return TITLES[request.param]


def _of_two(title: str, path: Path, name: str) -> str:
    """The citations of an article of this title, and author, and of another."""
    form = format_named(name)
    columns = columns_of(form)
    articles = [evil_row(columns, title=title, authors=[title[:40]]), evil_row(columns, title="Berita", doc_id="k2")]
    write_file(path, ExportContent(ExportTable("articles", columns, articles)), form)
    return path.read_bytes().decode()


def test_bibtex_holds_each_title(title: str, tmp_path: Path) -> None:
    bibtex = _of_two(title, tmp_path / "a.bib", "bibtex")
    assert [_typeset(entry["title"]) for entry in _entries(bibtex)] == [_line(title), "Berita"]
    assert re.search(r"(?<!\\)[#$%&]", bibtex) is None


def test_ris_holds_each_title(title: str, tmp_path: Path) -> None:
    lines = _of_two(title, tmp_path / "a.ris", "ris").split("\r\n")
    assert all(re.fullmatch(r"(?:[A-Z][A-Z0-9]  - [^\r\n]*)?", line) for line in lines)
    assert [line[6:] for line in lines if line.startswith("TI")] == [_line(title), "Berita"]
    assert [line for line in lines if line[:2] in ("TY", "ER")] == ["TY  - NEWS", "ER  - "] * 2


def test_csl_holds_each_title(title: str, tmp_path: Path) -> None:
    items = json.loads(_of_two(title, tmp_path / "a.csl.json", "csl"))
    assert [item["title"] for item in items] == [_line(title), "Berita"]
    assert all({*name} == {"literal"} for item in items for name in item.get("author", ()))


def test_a_line_holds_each_title(title: str, tmp_path: Path) -> None:
    lines = _of_two(title, tmp_path / "a.txt", "citations").splitlines()
    assert len(lines) == 2
    assert f"“{_line(title)}”. Suara Kota, undated. https://kota.example/1 " in lines[0]


@pytest.fixture
def cited(corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> Corpus:
    """Two articles: one of which all is known, one without a day; and where each stands in the archive."""
    known = another(1, title="Apel di Kupang", day=date(2023, 11, 2))
    keep(replace(known, authors=("Budi, S.H.", "Maria Bere"), dateline="Suara Kota, Kupang", language="id"), another(2))
    return corpus


def test_what_is_known_is_cited(cited: Corpus, tmp_path: Path) -> None:
    known, unknown = _entries(_written(cited, tmp_path / "a.bib", "bibtex"))
    key = known.pop("key")
    assert known == {
        "title": "{Apel di Kupang}",
        "author": "{Budi, S.H.} and {Maria Bere}",
        "journal": "{Suara Kota}",
        "date": "2023-11-02",
        "year": "2023",
        "month": "nov",
        "url": "https://suara_kota.example/berita-1",
        "urldate": "2024-03-08",
        "note": r"Dateline: Suara Kota, Kupang; Archived: run-1.warc.gz:0",
    }
    assert {*unknown} == {"key", "title", "journal", "url", "urldate", "note"}
    assert re.fullmatch(r"k[0-9a-f]{15}", key)
    ris = _written(cited, tmp_path / "a.ris", "ris").split("\r\n\r\n")
    assert ris[0].split("\r\n") == [
        "TY  - NEWS",
        f"ID  - {key}",
        "TI  - Apel di Kupang",
        "AU  - Budi S.H.",
        "AU  - Maria Bere",
        "T2  - Suara Kota",
        "DA  - 2023/11/02",
        "PY  - 2023",
        "UR  - https://suara_kota.example/berita-1",
        "Y2  - 2024/03/08",
        "AV  - run-1.warc.gz:0",
        "N1  - Dateline: Suara Kota, Kupang",
        "LA  - id",
        "ER  - ",
    ]
    assert "DA" not in ris[1]
    item, other = json.loads(_written(cited, tmp_path / "a.csl.json", "csl"))
    assert item == {
        "id": key,
        "type": "article-newspaper",
        "title": "Apel di Kupang",
        "author": [{"literal": "Budi, S.H."}, {"literal": "Maria Bere"}],
        "container-title": "Suara Kota",
        "issued": {"date-parts": [[2023, 11, 2]]},
        "URL": "https://suara_kota.example/berita-1",
        "accessed": {"date-parts": [[2024, 3, 8]]},
        "language": "id",
        "archive_location": "run-1.warc.gz:0",
        "note": "Dateline: Suara Kota, Kupang",
    }
    assert "issued" not in other
    assert _written(cited, tmp_path / "a.txt", "citations").splitlines()[0] == (
        "Budi, S.H., Maria Bere. “Apel di Kupang”. Suara Kota, 2023-11-02. https://suara_kota.example/berita-1 "
        f"Accessed 2024-03-08. Dateline: Suara Kota, Kupang. Archived: run-1.warc.gz:0. [{key}]"
    )


def test_an_article_of_two_pages_was_accessed_when_the_later_was(cited: Corpus, tmp_path: Path) -> None:
    cited.conn.execute(
        """INSERT INTO captures (url, outlet, status, fetched_at, sha256, archive, offset, length, run_id, frontier_id)
        SELECT url || '?page=2', outlet, status, '2024-03-09T23:00:00+00:00', sha256, archive, 9000, length, run_id,
        frontier_id FROM captures WHERE id = 1"""
    )
    cited.conn.execute(
        "INSERT INTO article_captures SELECT article_id, 2, 3 FROM article_captures WHERE capture_id = 1"
    )
    ris = _written(cited, tmp_path / "a.ris", "ris")
    assert "Y2  - 2024/03/09\r\nAV  - run-1.warc.gz:0, run-1.warc.gz:9000\r\n" in ris


def test_a_public_copy_is_cited_before_our_own(cited: Corpus, tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/20160301000000id_/https://suara_kota.example/berita-1"
    cited.conn.execute("UPDATE captures SET url = ? WHERE id = 1", (copy,))
    assert f"AV  - {copy}\r\n" in _written(cited, tmp_path / "a.ris", "ris")


def test_an_address_cannot_leave_its_field(cited: Corpus, tmp_path: Path) -> None:
    cited.conn.execute("UPDATE articles SET url = url || '?a=}%20,\\{' || char(10) || 'ER  - '")
    assert [*{entry["url"][35:] for entry in _entries(_written(cited, tmp_path / "a.bib", "bibtex"))}] == [
        "?a=%7D%20,%5C%7B%0AER%20%20-%20"
    ]
    assert _written(cited, tmp_path / "a.ris", "ris").count("\r\nER  - ") == 2


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl", "citations"])
def test_citations_are_printed_too_and_twice_the_same(
    cited: Corpus, kliping: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    printed = kliping("export", "--format", name, "-o", "-", "--corpus", cited.path)
    written = _written(cited, tmp_path / "a", name)
    assert (printed.code, printed.out.replace("\r\n", "\n")) == (0, written.replace("\r\n", "\n"))
    assert _written(cited, tmp_path / "b", name) == written


def test_columns_that_a_citation_lacks_are_said(cited: Corpus, kliping: Callable[..., Any]) -> None:
    ran = kliping("export", "-o", "a.bib", "--columns", "doc_id,title,url", "--corpus", cited.path)
    assert ran.code == 2
    assert "bibtex needs the columns authors, outlet_name" in ran.err


def test_citations_of_nothing_are_whole(corpus: Corpus, tmp_path: Path) -> None:
    assert _written(corpus, tmp_path / "a.csl.json", "csl") == "[]\n"
    assert [_written(corpus, tmp_path / "a", name) for name in ("bibtex", "ris", "citations")] == [""] * 3


def test_a_table_beside_citations_is_csv(cited: Corpus, kliping: Callable[..., Any]) -> None:
    assert kliping("export", "-o", "a.bib", "--tables", "outlets", "--corpus", cited.path).code == 0
    assert Path("a.outlets.csv").read_text(encoding="utf-8").startswith("outlet,outlet_name,")
    ran = kliping("export", "-o", "b.xml", "--with-text", "--tables", "outlets", "--corpus", cited.path)
    assert (ran.code, Path("b.outlets.csv").exists()) == (0, True)
