"""Write TEI P5: one teiCorpus with a TEI element for each article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.export.content import ExportContent, Row
from corpus.export.table_cells import plain_cell
from corpus.export.xml_words import XmlWords

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
_UNPUBLISHED = "<publicationStmt><p>Not published: the texts belong to those who wrote them.</p></publicationStmt>"
_PLACED = ("doc_id", "title", "authors", "outlet_name", "published_day", "dateline", "language", "url", "text")
"""The columns that have an element of their own. Any other is a note of the source."""


def write_tei(content: ExportContent, path: Path) -> int:
    """Write the articles and return how many there were. A line of a text is a paragraph."""
    words, number = XmlWords(), 0
    others = [column.name for column in content.articles.columns if column.name not in _PLACED]
    with path.open("w", encoding="utf-8", newline="") as out:
        about = "".join(f"<p>{words.text(f'{name}: {value}')}</p>" for name, value in content.facts.items())
        title = "<titleStmt><title>Articles of a kliping corpus</title></titleStmt>"
        source = f"<sourceDesc>{about or '<p>Articles of news sites.</p>'}</sourceDesc>"
        out.write(f"{_HEAD}<teiHeader><fileDesc>{title}{_UNPUBLISHED}{source}</fileDesc></teiHeader>\n")
        for row in content.articles.rows:
            out.writelines(_article(row, others, words))
            number += 1
        out.write("</teiCorpus>\n")
    content.notes += words.note("TEI")
    return number


def _article(row: Row, others: list[str], words: XmlWords) -> Iterator[str]:
    def element(tag: str, value: Any, attributes: str = "") -> str:
        return f"<{tag}{attributes}>{words.text(plain_cell(value))}</{tag}>" if value not in (None, "", []) else ""

    authors = "".join(element("author", name) for name in row.get("authors") or ())
    yield f'<TEI xml:id="{row["doc_id"]}"><teiHeader><fileDesc>'
    yield f"<titleStmt><title>{words.text(row['title'])}</title>{authors}</titleStmt>{_UNPUBLISHED}<sourceDesc><bibl>"
    yield f'<title level="a">{words.text(row["title"])}</title>{authors}'
    yield element("title", row.get("outlet_name"), ' level="j"')
    if day := row.get("published_day"):
        yield f'<date when="{day}">{day}</date>'
    yield element("idno", row.get("url"), ' type="URL"')
    yield from (element("note", row[name], f' type="{name}"') for name in others)
    yield "</bibl></sourceDesc></fileDesc>"
    if language := row.get("language"):
        yield f"<profileDesc><langUsage><language ident={words.attribute(language)}/></langUsage></profileDesc>"
    yield f"</teiHeader>\n<text><body><head>{words.text(row['title'])}</head>"
    if dateline := element("dateline", row.get("dateline")):
        yield f"<opener>{dateline}</opener>"
    yield from (f"\n<p>{words.text(line)}</p>" for line in row["text"].split("\n"))
    yield "\n</body></text></TEI>\n"
