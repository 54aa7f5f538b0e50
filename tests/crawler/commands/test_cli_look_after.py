"""`init`, `topic`, `outlets`, `doctor` and `export` say what is and what to do."""

import csv
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import KlipingError
from corpus.store import Corpus
from corpus.topics import read_topic
from crawler.config import check_contact, contact

Run = Callable[..., Any]


@pytest.mark.parametrize("good", ["redaksi@contoh.id", " a.b+c@sub.contoh.co.id ", "https://contoh.id/tentang"])
def test_a_contact_is_an_address(good: str) -> None:
    assert check_contact(good) == good.strip()


@pytest.mark.parametrize(
    "bad",
    ["", "redaksi", "redaksi@", "@contoh.id", "a@b", "a b@contoh.id", "ftp://contoh.id", "http://",
     "a@contoh.id\r\nX: y", "é@contoh.id", "a" * 250 + "@contoh.id", "https://contoh.id/\x1b[31m"],
)  # fmt: skip
def test_what_is_no_contact_is_said(bad: str) -> None:
    with pytest.raises(
        KlipingError, match=r"contact .* (should be an e-mail address|is not a web address)|is not a web"
    ):
        check_contact(bad)


@pytest.mark.parametrize("mistake", [("--since", "xx"), ("--urls", "tidakada"), ("--outlet", "xx"), ("--way", "xx")])
def test_another_mistake_comes_before_the_contact(kliping: Run, mistake: tuple[str, ...]) -> None:
    assert mistake[1] in kliping("crawl", *mistake).err
    assert "contact" in kliping("crawl").err


def test_init_keeps_the_contact(kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert contact() is None
    monkeypatch.setenv("KLIPING_PROGRAM", "./kliping")
    assert "run: ./kliping init --contact redaksi@contoh.id" in kliping("init").err
    stored = kliping("init", "--contact", "redaksi@contoh.id")
    assert (stored.code, stored.err.rstrip().endswith("Now try: ./kliping crawl --since 30d")) == (0, True)
    assert contact() == "redaksi@contoh.id"
    assert "The contact is redaksi@contoh.id" in kliping("init").err


def test_init_without_a_terminal_says_how(kliping: Run) -> None:
    ran = kliping("init")
    assert (ran.code, ran.err) == (2, "kliping: no contact is set; run: kliping init --contact redaksi@contoh.id\n")


def test_the_environment_wins(kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    kliping("init", "--contact", "redaksi@contoh.id")
    monkeypatch.setenv("KLIPING_CONTACT", "lain@contoh.id")
    assert contact() == "lain@contoh.id"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("contact = ", "can't be read"), ('kontak = "a@b.id"', 'unknown key "kontak"; known are contact')],
)
def test_a_broken_configuration_is_said(kliping: Run, tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KlipingError, match=sentence):
        contact()


def test_a_configuration_that_cannot_be_written(kliping: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLIPING_CONFIG", str(tmp_path))
    ran = kliping("init", "--contact", "redaksi@contoh.id")
    assert ran.code == 2
    assert "can't be written" in ran.err


def test_a_new_topic_can_be_used_at_once(kliping: Run, tmp_path: Path) -> None:
    assert kliping("topic", "new", "pembinaan-asn").code == 0
    topic = read_topic(tmp_path / "pembinaan-asn.toml")
    assert (topic.name, topic.title) == ("pembinaan-asn", "Pembinaan asn")
    assert kliping("topic", "check", "pembinaan-asn.toml").out.startswith("pembinaan-asn.toml: can be used; ")


def test_the_check_of_a_topic_counts_one_as_one(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "a"\n[ask]\nsearch = ["asn"]\n[grade]\nphrases = ["asn", "pns"]\n')
    assert (
        "can be used; 1 search, 0 tags, 0 addresses; graded by 2 phrases and" in kliping("topic", "check", "a.toml").out
    )


def test_a_topic_is_never_overwritten(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "asn.toml").write_text("punya saya", encoding="utf-8")
    assert kliping("topic", "new", "asn.toml").code == 2
    assert (tmp_path / "asn.toml").read_text(encoding="utf-8") == "punya saya"


@pytest.mark.parametrize("name", ["Pembinaan ASN", "../asn", "", "asn_1"])
def test_a_topics_name_is_plain(kliping: Run, name: str) -> None:
    assert "small letters, digits and hyphens" in kliping("topic", "new", name).err


def test_an_unknown_topic_key_names_the_nearest(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "asn.toml").write_text('name = "asn"\n[grade]\nphrase = ["a"]\n', encoding="utf-8")
    ran = kliping("topic", "check", "asn.toml")
    assert (ran.code, ran.err) == (2, 'kliping: asn.toml: unknown key "phrase" in [grade]; did you mean "phrases"?\n')


def test_what_looks_odd_in_a_topic_is_told(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "asn.toml").write_text(
        'name = "asn"\n[ask]\nsearch = ["BP2MI"]\nsince = "2024-02-01"\nuntil = "2024-01-01"\n'
        '[grade]\nphrases = ["a b"]\nnone = ["a b"]\n',
        encoding="utf-8",
    )
    ran = kliping("topic", "check", "asn.toml")
    assert ran.code == 0
    for sentence in ("is one word", "nothing will be in between", "will never be found"):
        assert sentence in ran.err


def test_a_topics_unknown_outlet_is_a_mistake(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "asn.toml").write_text(
        'name = "asn"\n[ask]\noutlets = ["antranews"]\n[grade]\nphrases = ["a"]\n', "utf-8"
    )
    ran = kliping("topic", "check", "asn.toml")
    assert ran.code == 2
    assert 'there is no outlet "antranews"; did you mean "antaranews"?' in ran.err


def test_the_shipped_topic_is_shown(kliping: Run) -> None:
    assert "Pembinaan pegawai BP2MI (pembinaan-pegawai)" in kliping("topic", "show").out
    assert kliping("topic", "show", "--json").rows[0]["ask"]["tags"][0] == "bp2mi"


def test_outlets_are_listed_with_what_they_rest_on(kliping: Run) -> None:
    rows = {row["slug"]: row for row in kliping("outlets", "list", "--json").rows}
    assert rows["bp2mi"]["kind"] == "agency"
    assert {"slug", "name", "kind", "affiliation", "ways", "ladder", "rests_on", "by_words", "checked"} <= set(
        rows["bp2mi"]
    )
    table = kliping("outlets", "list").out.splitlines()
    assert table[0].split("\t")[0] == "slug"
    assert [line.split("\t")[0] for line in table[1:]] == list(rows)


def test_outlets_of_ones_own_are_listed(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "warta.py").write_text(
        "from spiders.families.feed import FeedSpider\n\n\nclass WartaSpider(FeedSpider):\n"
        '    name, outlet, kind, site = "warta", "Warta", "media", "warta.example"\n',
        encoding="utf-8",
    )
    assert "warta\tWarta\tmedia" in kliping("outlets", "list", "--outlets", tmp_path / "mine").out
    ran = kliping("outlets", "list", "--outlets", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (2, "")


def _archive(corpus: Corpus, length: int = 4000) -> None:
    corpus.archive_dir().mkdir()
    records = (b"\x1f\x8b" + b"x" * 998) * 4
    (corpus.archive_dir() / "run-1.warc.gz").write_bytes(records[:length])


def test_doctor_finds_all_well(kliping: Run, filled: Corpus) -> None:
    _archive(filled)
    ran = kliping("doctor", "--corpus", filled.path, "--json")
    assert [row for row in ran.rows if not row["well"]] == []
    assert ran.code == 0
    assert {"python", "sqlite", "scrapy", "contact", "corpus", "references", "full text", "archive"} <= {
        row["check"] for row in ran.rows
    }


def test_doctor_before_the_first_crawl(kliping: Run) -> None:
    ran = kliping("doctor")
    assert ran.code == 0
    assert "corpus: none at kliping.db yet" in ran.out


@pytest.mark.parametrize(("length", "sentence"), [(None, "is missing (4 pages)"), (2500, "ends at byte 2,500")])
def test_doctor_misses_evidence(kliping: Run, filled: Corpus, length: int | None, sentence: str) -> None:
    if length:
        _archive(filled, length)
    ran = kliping("doctor", "--corpus", filled.path)
    assert ran.code == 5
    assert sentence in ran.out


def test_doctor_finds_and_mends_an_index_that_differs(kliping: Run, filled: Corpus) -> None:
    _archive(filled)
    filled.conn.execute("DROP TRIGGER articles_au")
    filled.conn.execute("UPDATE articles SET text = 'lain sama sekali'")
    ran = kliping("doctor", "--corpus", filled.path)
    assert ran.code == 5
    assert "full text: the index and the articles differ; run: kliping doctor --repair" in ran.out
    assert kliping("doctor", "--corpus", filled.path, "--rebuild-index").code == 0


def test_doctor_finds_a_lost_reference(kliping: Run, filled: Corpus) -> None:
    _archive(filled)
    filled.conn.execute("PRAGMA foreign_keys = OFF")
    filled.conn.execute("DELETE FROM outlets WHERE slug = 'warta_timur'")
    ran = kliping("doctor", "--corpus", filled.path)
    assert ran.code == 5
    assert "points to a missing row of outlets" in ran.out


def test_doctor_sees_a_package_before_ours(kliping: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.maintenance.checkup.ROOT", tmp_path)
    ran = kliping("doctor")
    assert ran.code == 2
    assert "instead of kliping's; install kliping with pipx" in ran.out


def test_doctor_sees_a_bad_contact(kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLIPING_CONTACT", "siapa")
    ran = kliping("doctor")
    assert ran.code == 2
    assert "should be an e-mail address" in ran.out


def test_export_writes_a_table(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    ran = kliping("export", "integritas", "-o", "berita.csv", "--corpus", filled.path)
    assert (ran.code, ran.out, ran.err) == (0, "", "2 articles, 1 story written to berita.csv.\n")
    with (tmp_path / "berita.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["outlet"] for row in csv.DictReader(file)] == ["warta_timur", "kantor_berita"]


def test_export_to_a_pipe_is_json_lines(kliping: Run, filled: Corpus) -> None:
    ran = kliping("export", "-o", "-", "--corpus", filled.path)
    assert len(ran.rows) == 4
    assert "text" not in ran.rows[0]


def test_export_with_text_points_to_the_notice(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    ran = kliping("export", "-o", "berita.jsonl", "--with-text", "--corpus", filled.path)
    assert "read berita.jsonl.NOTICE.txt" in ran.err
    assert json.loads((tmp_path / "berita.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]


def test_export_with_text_without_a_column_for_it_says_so(kliping: Run, filled: Corpus) -> None:
    words = ("export", "-o", "-", "--with-text", "--corpus", filled.path, "--columns")
    sentence = "add text to them to export it"
    assert sentence in kliping(*words, "id,title").err
    assert sentence not in kliping(*words, "id,text").err


def test_export_takes_the_columns_asked_for(kliping: Run, filled: Corpus) -> None:
    ran = kliping("export", "-o", "-", "--columns", "title, form,ID", "--corpus", filled.path)
    assert [list(row) for row in ran.rows] == [["title", "form", "id"]] * 4


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("id,titel", 'there is no column "titel"; did you mean "title"?'),
        ("id,text", "the column text holds others' words; add --with-text to export it"),
        (" ,", "no column is named; write --columns id,published_day,title"),
    ],
)
def test_export_refuses_a_column_that_it_does_not_have(
    kliping: Run, filled: Corpus, names: str, sentence: str, tmp_path: Path
) -> None:
    ran = kliping("export", "-o", "berita.csv", "--columns", names, "--corpus", filled.path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"kliping: {sentence}\n")
    assert not (tmp_path / "berita.csv").exists()


@pytest.mark.parametrize("name", ["berita.ods", "tidak-ada/berita.csv"])
def test_export_refuses_before_it_reads(kliping: Run, filled: Corpus, name: str) -> None:
    ran = kliping("export", "-o", name, "--corpus", filled.path)
    assert (ran.code, ran.out) == (2, "")


def test_export_replaces_only_when_told(kliping: Run, filled: Corpus) -> None:
    command = ("export", "-o", "berita.csv", "--corpus", filled.path)
    assert [kliping(*command).code, kliping(*command).code, kliping(*command, "--force").code] == [0, 2, 0]


def test_a_command_that_is_told_can_be_pasted(kliping: Run, tmp_path: Path) -> None:
    corpus, copy = tmp_path / "berita 2024.db", tmp_path / "salinan 1.db"
    Corpus(corpus).close()
    message = kliping("backup", copy, "--archive", tmp_path / "arsip 1", "--corpus", corpus).err
    words = shlex.split(message.split("to check it later: ")[1].splitlines()[0])
    assert words[:4] == ["kliping", "doctor", "--corpus", str(copy)]
    assert words[-2:] == ["--archive", str(tmp_path / "arsip 1")]
