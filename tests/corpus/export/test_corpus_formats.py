"""What corpus tools load comes back as it was: TEI, a vertical with its registry file, a folder for the hub."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from corpus.export.content import ExportContent
from corpus.export.files import export, write_file
from corpus.export.format_columns import columns_of
from corpus.export.formats import format_named
from corpus.export.gathering import content_of
from corpus.export.rows import chosen_articles
from corpus.export.vertical_text import vertical_lines
from corpus.export.xml_words import XmlWords
from corpus.models import Article
from corpus.query.selection import select
from corpus.store import ArticleOutcome, Corpus
from tests.evil_texts import EVIL, evil_content

TEI = "{http://www.tei-c.org/ns/1.0}"
_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _written(corpus: Corpus, path: Path, name: str, *more: str) -> Path:
    form = format_named(name)
    names = [*(form.usual or ("doc_id", "title", "text")), *more] if more else None
    export(corpus, select(corpus), path, columns_of(form, names, with_text=True), form=form)
    return path


TEXTS = {**EVIL, "control": "a\x01b\x0c\r \ufffe]]> <p> & &amp;\n\nakhir"}


@pytest.fixture(params=TEXTS)
def evil(request: pytest.FixtureRequest) -> str:
    """A text that breaks a writer or a reader."""
    return TEXTS[request.param]


def _of_one(text: str, path: Path, name: str) -> Path:
    form = format_named(name)
    write_file(path, evil_content(columns_of(form, with_text=True), text=text, title=text[:400]), form)
    return path


def test_tei_has_each_text_as_it_is(evil: str, tmp_path: Path) -> None:
    root = etree.parse(_of_one(evil, tmp_path / "a.xml", "tei"), etree.XMLParser(huge_tree=True)).getroot()
    (body,) = root.iter(f"{TEI}body")
    held = _IN_XML.sub("\ufffd", evil)
    assert "\n".join(p.text or "" for p in body.iter(f"{TEI}p")) == held
    assert body.findtext(f"{TEI}head") == held[:400]


def test_tei_describes_each_article(filled: Corpus, tmp_path: Path) -> None:
    root = etree.parse(_written(filled, tmp_path / "a.xml", "tei", "grade", "tags"))
    articles = {one.findtext(f".//{TEI}titleStmt/{TEI}title"): one for one in root.iterfind(f"{TEI}TEI")}
    known, undated = articles["Pembinaan Pegawai di NTT"], articles["Opini: Pegawai Publik dan Harapan Warga"]
    bibl = known.find(f".//{TEI}bibl")
    assert [(each.tag.removeprefix(TEI), dict(each.attrib), each.text) for each in bibl][:5] == [
        ("title", {"level": "a"}, "Pembinaan Pegawai di NTT"),
        ("author", {}, "Maria Bere"),
        ("title", {"level": "j"}, "Kantor Berita"),
        ("date", {"when": "2023-11-20"}, "2023-11-20"),
        ("idno", {"type": "URL"}, "https://kantor-berita.example/berita/pembinaan-pegawai-ntt"),
    ]
    notes = {note.get("type"): note.text for note in bibl.iterfind(f"{TEI}note")}
    assert (notes["grade"], notes["kind"], "tags" in notes) == ("3", "agency", False)
    assert [*undated.iter(f"{TEI}date")] == []
    names = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in articles.values()]
    assert len({*names}) == 4


@pytest.mark.parametrize(("name", "number"), [("tei", 5), ("vertical", 3)])  # the title stands in three places of TEI
def test_what_xml_cannot_hold_is_counted(tmp_path: Path, name: str, number: int) -> None:
    form = format_named(name)
    content = evil_content(columns_of(form, with_text=True), text="a\x01b\x02", title="c\x03")
    write_file(tmp_path / name, content, form)
    assert [note.split("characters: ")[1] for note in content.notes] == [f"{number} are replaced by U+FFFD"]


def _texts_of(vertical: str) -> list[str]:
    """The texts that the tokens of a vertical give, joined with a blank where no glue stands."""
    texts: list[str] = []
    lines: list[list[str]] = []
    between = ""
    for token in vertical.split("\n"):
        match token.split(" ")[0]:
            case "<doc":
                lines = []
            case "<p>":
                lines.append([])
                between = ""
            case "<g/>":
                between = ""
            case "</doc>":
                texts.append("\n".join(map("".join, lines)))
            case "" | "</p>" | "<s>" | "</s>":
                pass
            case _:
                assert token[0] != "<"
                lines[-1] += between, html.unescape(token)
                between = " "
    return texts


def _one_blank(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def test_a_vertical_has_each_text(evil: str, tmp_path: Path) -> None:
    vertical = (_of_one(evil, tmp_path / "a", "vertical") / "kliping.vert").read_text(encoding="utf-8")
    assert _texts_of(vertical) == [_one_blank(_IN_XML.sub("\ufffd", evil.replace("\x0c", " ")))]


ODD = [
    *("Dr.", "S.H.", "bp2mi.go.id", "Rp1.000", "Jl. ", "\r", "\x00", "\u2028", "\U0001f469\u200d\U0001f3ed", "\u0301"),
    *"aB1.,-'’\"“”<>&/_ \n\t\u00a0",
]


@settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(st.sampled_from(ODD), max_size=30).map("".join))
def test_tokens_give_any_text_back(text: str) -> None:
    lines = "\n".join(vertical_lines(text, XmlWords()))
    assert _texts_of(f"<doc >\n{lines}\n</doc>") == [_one_blank(text.replace("\x00", "\ufffd"))]
    assert lines.count("<s>") == lines.count("</s>")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Di Jl. El Tari, Kupang.", "<p> <s> Di Jl <g/> . El Tari <g/> , Kupang <g/> . </s> </p>"),
        ("Anak-anak BP2MI-NTT.\nJum'at", "<p> <s> Anak-anak BP2MI-NTT <g/> . </s> </p> <p> <s> Jum'at </s> </p>"),
        ("Rp1.500.000 (9.30).", "<p> <s> Rp <g/> 1.500.000 ( <g/> 9.30 <g/> ) <g/> . </s> </p>"),
        ("Satu. Itu dua.Tiga", "<p> <s> Satu <g/> . </s> <s> Itu dua <g/> . <g/> Tiga </s> </p>"),
        ('"Siap. Ya," kata Maria.', '<p> <s> " <g/> Siap <g/> . Ya <g/> , <g/> " kata Maria <g/> . </s> </p>'),
        ("dari bp2mi.go.id/a", "<p> <s> dari bp2mi.go.id <g/> / <g/> a </s> </p>"),
        ("\u00a0a  b\t", "<p> <s> a b </s> </p>"),
        ("", "<p> </p>"),
    ],
)
def test_tokens_paragraphs_and_sentences(text: str, lines: str) -> None:
    assert " ".join(vertical_lines(text, XmlWords())) == lines


def test_the_registry_declares_what_the_vertical_has(
    filled: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article], tmp_path: Path
) -> None:
    keep(replace(another(9, title='a "b" <c> & d'), authors=("Maria | Bere", "Yosef; Tafa")))
    folder = _written(filled, tmp_path / "a", "vertical")
    registry = (folder / "registry/kliping").read_text(encoding="utf-8")
    vertical = (folder / "kliping.vert").read_text(encoding="utf-8")
    declared = re.findall(r"^    ATTRIBUTE (\w+)", registry, re.MULTILINE)
    heads = [dict(re.findall(r' (\w+)="([^"]*)"', line)) for line in vertical.split("\n") if line.startswith("<doc ")]
    assert {name for head in heads for name in head} <= {*declared}
    assert {line[1:].split(">")[0].split(" ")[0].strip("/") for line in vertical.split("\n") if line[:1] == "<"} == {
        *re.findall(r"^STRUCTURE (\w+)", registry, re.MULTILINE)
    }
    (odd,) = (head for head in heads if "&lt;c&gt;" in head["title"])
    assert html.unescape(odd["title"]) == 'a "b" <c> & d'
    assert (odd["authors"], "published_day" in odd) == ("Maria / Bere|Yosef; Tafa", False)
    assert registry.count("{") == registry.count("}")


def test_a_folder_for_the_hub_names_each_table(filled: Corpus, tmp_path: Path) -> None:
    folder = _written(filled, tmp_path / "a", "huggingface")
    front = yaml.safe_load((folder / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    assert [(config["config_name"], config.get("default")) for config in front["configs"]] == [
        ("articles", True),
        ("outlets", None),
    ]
    files = [config["data_files"][0]["path"] for config in front["configs"]]
    assert sorted(str(path.relative_to(folder)) for path in folder.glob("data/*")) == sorted(files)
    assert [pq.read_table(folder / name).num_rows for name in files] == [4, 3]


def test_words_of_a_search_are_no_markup_in_the_readme(filled: Corpus, tmp_path: Path) -> None:
    chosen = chosen_articles(filled, select(filled))
    content: ExportContent = content_of(filled, chosen, columns_of(format_named("huggingface")), {"search": "<b>|#\n#"})
    write_file(tmp_path / "a", content, format_named("huggingface"))
    assert r"- search: \<b\>\|\#\\n\#" in (tmp_path / "a/README.md").read_text(encoding="utf-8")


def test_a_file_of_texts_needs_the_option(filled: Corpus, kliping: Callable[..., Any]) -> None:
    ran = kliping("export", "-o", "a.xml", "--corpus", filled.path)
    assert (ran.code, "tei holds the articles' texts" in ran.err, Path("a.xml").exists()) == (2, True, False)
    assert kliping("export", "-o", "a.xml", "--with-text", "--corpus", filled.path).code == 0
    assert Path("a.xml.NOTICE.txt").exists()
    assert kliping("export", "--format", "huggingface", "-o", "hub", "--corpus", filled.path).code == 0
    assert "text" not in pq.read_schema("hub/data/articles.parquet").names
