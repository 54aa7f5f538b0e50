"""A release holds what its descriptors say, answers a data sheet's questions from the corpus, and is the same twice."""

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.releases.data_sheet import SHEET_QUESTIONS
from corpus.releases.release_facts import COUNTED_FACTS
from corpus.releases.release_words import RAI_QUESTIONS
from corpus.store import Corpus

WHO = ("--creator", "Pusat Studi Contoh", "--licence", "CC-BY-4.0")
FILES = {
    *("README.md", "DATASHEET.md", "FIELDS.md", "NOTICE.md", "CITATION.cff", "datapackage.json", "croissant.json"),
    *("SHA256SUMS", "kliping-export.json", "data"),
}
REQUIRED = ("name", "description", "license", "url", "creator", "datePublished", "distribution", "recordSet")


@pytest.fixture
def release(kliping: Callable[..., Any], filled: Corpus) -> Callable[..., Path]:
    """Makes a release of the corpus: `release("--with-text", ...)`; its folder."""

    def make(*options: str, name: str = "rilis") -> Path:
        ran = kliping("export", "--release", name, *WHO, *options, "--corpus", filled.path)
        assert ran.code == 0, ran.err
        return Path(name)

    return make


def test_a_release_has_its_files_and_their_sums(release: Callable[..., Path]) -> None:
    folder = release("--tables", "quotes,labels")
    assert {path.name for path in folder.iterdir()} == FILES
    assert {path.name for path in (folder / "data").iterdir()} == {
        f"{n}.csv" for n in ("articles", "outlets", "quotes", "labels")
    }
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(sums) == files - {"SHA256SUMS", "kliping-export.json"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == value for name, value in sums.items())


def test_the_descriptors_say_what_the_files_are(release: Callable[..., Path]) -> None:
    folder = release("--title", "Berita: pembinaan", "--url", "https://contoh.example/rilis")
    package = json.loads((folder / "datapackage.json").read_text())
    croissant = json.loads((folder / "croissant.json").read_text())
    articles = package["resources"][0]
    with (folder / articles["path"]).open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    assert [field["name"] for field in articles["schema"]["fields"]] == heads
    assert articles["bytes"] == (folder / articles["path"]).stat().st_size
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert (package["title"], package["licenses"]) == ("Berita: pembinaan", [{"name": "CC-BY-4.0"}])
    assert all(croissant[name] for name in REQUIRED)
    assert croissant["url"] == "https://contoh.example/rilis"
    assert croissant["creator"]["name"] == "Pusat Studi Contoh"
    rai = {name.removeprefix("rai:") for name in croissant if name.startswith("rai:")}
    assert rai == {*RAI_QUESTIONS, "dataCollectionType", "dataCollectionTimeframe"}
    assert [field["name"] for field in croissant["recordSet"][0]["field"]] == heads
    assert croissant["distribution"][0]["sha256"] == articles["hash"].removeprefix("sha256:")
    assert "  - config_name: articles\n  data_files: data/articles.csv" in (folder / "README.md").read_text().replace(
        "- config", "  - config"
    )
    assert '  - name: "Pusat Studi Contoh"' in (folder / "CITATION.cff").read_text()
    assert "4 rows" in (folder / "FIELDS.md").read_text()
    assert len(rows) == 4


def test_each_sentence_of_the_data_sheet_names_what_it_rests_on(release: Callable[..., Path]) -> None:
    sheet = (release() / "DATASHEET.md").read_text(encoding="utf-8")
    body, statements = sheet.split("## The statements")
    assert all(f"**{question.words}**" in body for question in SHEET_QUESTIONS)
    answers = re.findall(r"\n\*\*[^\n]+\*\*\n\n([^\n]+)\n", body)
    assert len(answers) == len(SHEET_QUESTIONS)
    known = {fact.name for fact in COUNTED_FACTS}
    for answer in answers:
        if answer.strip() != "not stated.":
            assert re.search(r"\[\w+\]$", answer.strip()), answer
            assert set(re.findall(r"\[(\w+)\]", answer)) <= known | {"given", "general"}
    assert set(re.findall(r"^- `(\w+)`", statements, re.M)) == known
    assert {"topics", "stories", "days", "looked_at", "rules", "removed"} <= set(re.findall(r"\[(\w+)\]", body))


def test_the_answers_change_with_the_corpus(release: Callable[..., Path], filled: Corpus) -> None:
    before = (release() / "DATASHEET.md").read_text(encoding="utf-8")
    assert "the set has 4 articles. [articles]" in before
    assert "They tell 3 stories" in before
    assert "No text is known to be incomplete." in before
    sql = filled.conn
    sql.execute("UPDATE articles SET complete = 0, incomplete_reason = 'tembok' WHERE outlet = 'warta_timur'")
    sql.execute("INSERT INTO tombstones VALUES ('ab', 'hak', '2024-01-01')")
    sql.commit()
    after = (release(name="kedua") / "DATASHEET.md").read_text(encoding="utf-8")
    assert "by reason: tembok: 1. [incomplete]" in after
    assert "Removed from the corpus: 1;" in after


def test_two_releases_are_equal_and_another_article_gives_another_fingerprint(
    release: Callable[..., Path], kliping: Callable[..., Any], filled: Corpus
) -> None:
    for name in ("a.zip", "b.zip"):
        assert (
            kliping("export", "--release", "rilis", "-o", name, *WHO, "--with-text", "--corpus", filled.path).code == 0
        )
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
    with zipfile.ZipFile("a.zip") as archive:
        assert archive.testzip() is None
        assert {name.split("/")[1] for name in archive.namelist()} == FILES - {"kliping-export.json"}
        notice = archive.read("rilis/NOTICE.md").decode()
    assert "- Suara Kota: 2 - its pages state no terms to machines" in notice
    prints = set()
    for name, query in (("satu", ()), ("dua", ("outlet:suara_kota",))):
        ran = kliping("export", *query, "--release", name, *WHO, "--corpus", filled.path)
        assert ran.code == 0, ran.err
        prints.add(re.findall(r"Fingerprint of the articles: (\w{64})", (Path(name) / "DATASHEET.md").read_text())[0])
    assert len(prints) == 2


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_release_can_have_other_data(release: Callable[..., Path], form: str) -> None:
    folder = release("--format", form)
    assert (folder / f"data/articles.{form}").stat().st_size
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["resources"][0]["type"] == ("file" if form == "parquet" else "table")


def test_what_a_release_cannot_be(
    kliping: Callable[..., Any], filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLIPING_CONFIG", str(tmp_path / "none.toml"))
    for options, words in {
        ("--release", "rilis"): "a release needs --creator and --licence, which no corpus knows",
        ("--release", "rilis", *WHO[:2]): "a release needs --licence",
        ("--release", "Rilis Baru", *WHO): "'Rilis Baru' can't name a release",
        ("--release", "rilis", *WHO, "--format", "xlsx"): "a release can't have its data as xlsx",
        ("--release", "rilis", *WHO, "-o", "rilis.csv"): "rilis.csv: a release is a folder or a .zip",
        ("--release", "rilis", *WHO, "--excel", "id"): "a release can't have its data as excel-id",
        ("--release", "rilis", *WHO, "-o", "-"): "-: a release is a folder or a .zip",
        ("--release", "rilis", *WHO, "--url", "bukan alamat"): "bukan alamat",
        ("--release", "rilis", "--creator", "  ", *WHO[2:]): "a release needs --creator",
        ("--release", "rilis", *WHO, "--title", "a" * 301): "--title has 301 characters; it may have 300",
        ("--release", "rilis", *WHO, "-o", "a" * 300): "can't be written (File name too long)",
        ("tidakadakata", "--release", "rilis", *WHO): "no article matches; a release needs at least one",
    }.items():
        ran = kliping("export", *options, "--corpus", filled.path)
        assert (ran.code, words in ran.err) == (2, True), (options, ran.err)
        assert not Path("rilis").exists()
    Path("rilis").mkdir()
    (Path("rilis") / "catatan.txt").write_text("saya")
    ran = kliping("export", "--release", "rilis", *WHO, "--force", "--corpus", filled.path)
    assert (ran.code, (Path("rilis") / "catatan.txt").read_text()) == (2, "saya")


def test_a_release_without_texts_says_so_and_a_dot_may_name_it(release: Callable[..., Path]) -> None:
    bare, whole = release(name="v1.0"), release("--with-text", name="v1.1")
    assert "but not their texts" in (bare / "NOTICE.md").read_text(encoding="utf-8")
    assert "holds whole texts" in (whole / "NOTICE.md").read_text(encoding="utf-8")
    assert "(but not the whole text)" in (bare / "DATASHEET.md").read_text(encoding="utf-8")
    assert "license: CC-BY-4.0\n" in (bare / "CITATION.cff").read_text(encoding="utf-8")


def test_who_and_licence_come_from_the_configuration(
    kliping: Callable[..., Any], filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crawler.config import keep_contact, keep_release_words, release_words

    monkeypatch.setenv("KLIPING_CONFIG", str(tmp_path / "config.toml"))
    keep_contact("redaksi@contoh.id")
    keep_release_words({"creator": 'Pusat "Studi"', "licence": "ODbL-1.0"})
    assert release_words() == {"creator": 'Pusat "Studi"', "licence": "ODbL-1.0"}
    assert kliping("export", "--release", "rilis", "--corpus", filled.path).code == 0
    assert "The release's licence: ODbL-1.0." in (Path("rilis") / "DATASHEET.md").read_text()
