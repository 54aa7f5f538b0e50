"""`sample`, `label` and `methods`: from a blind sheet to a section that can be pasted."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.runs import ListingAnswer, note_listing
from corpus.store import Corpus

Run = Callable[..., Any]


def sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: Path, coder: str, label: Callable[[int], str]) -> None:
    rows = sheet(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "label": label(n), "coder": coder} for n, row in enumerate(rows))


@pytest.fixture
def coded(kliping: Run, filled: Corpus, tmp_path: Path) -> Corpus:
    """The made-up corpus, all four articles labelled by two coders who differ once."""
    kliping("sample", 4, "--seed", 7, "-o", "sheet.csv", "--corpus", filled.path)
    for coder, label in (("ana", lambda n: "yes" if n < 2 else "no"), ("budi", lambda n: "yes" if n < 3 else "no")):
        fill(tmp_path / "sheet.csv", coder, label)
        assert kliping("label", "--file", "sheet.csv", "--corpus", filled.path).code == 0
    return filled


# --- sample ---------------------------------------------------------------------------------------------


def test_the_sheet_is_blind(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    ran = kliping("sample", 4, "--seed", 7, "-o", "sheet.csv", "--corpus", filled.path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Sample 1: 4 of 4 articles, 4 of 4 strata (outlet, grade), seed 7.\n")
    assert f"label --file sheet.csv --corpus {filled.path}\n" in ran.err
    rows = sheet(tmp_path / "sheet.csv")
    assert list(rows[0]) == ["sample", "position", "id", "day", "title", "address", "label", "coder", "note"]
    assert [row["position"] for row in rows] == ["1", "2", "3", "4"]
    values = {value for row in rows for name, value in row.items() if name != "address"}
    assert not {"kantor_berita", "suara_kota", "Suara Kota"} & values


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_what_is_printed_is_blind_too(kliping: Run, filled: Corpus, options: tuple[str, ...]) -> None:
    out = kliping("sample", 4, "--seed", 7, *options, "--corpus", filled.path).out
    assert "Pembinaan Pegawai di NTT" in out
    for telling in ("grade", "stratum", "kantor_berita", "pembinaan pegawai di Kantor"):
        assert telling not in out


def test_the_outlet_and_the_text_are_shown_on_demand(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    rows = kliping("sample", 4, "--show", "outlet", "--show", "text", "--json", "--corpus", filled.path).rows
    assert {row["outlet"] for row in rows} == {"kantor_berita", "suara_kota", "warta_timur"}
    assert all(row["text"] for row in rows)
    kliping("sample", 4, "--show", "text", "-o", "sheet.csv", "--corpus", filled.path)
    assert list(sheet(tmp_path / "sheet.csv")[0])[-4:] == ["label", "coder", "note", "text"]
    assert (tmp_path / "sheet.csv.NOTICE.txt").exists()


def test_the_grade_is_not_shown(kliping: Run, filled: Corpus) -> None:
    assert kliping("sample", 4, "--show", "grade", "--corpus", filled.path).code == 2


def test_the_same_seed_prints_the_same(kliping: Run, filled: Corpus) -> None:
    first, again, other = (
        kliping("sample", 3, "--by", "none", "--seed", s, "--corpus", filled.path).out for s in (7, 7, 9)
    )
    assert first == again != other


def test_a_seed_is_drawn_and_told(kliping: Run, filled: Corpus) -> None:
    err = kliping("sample", 3, "--corpus", filled.path).err
    seed = filled.conn.execute("SELECT seed FROM samples").fetchone()[0]
    assert f"seed {seed}." in err
    assert "4 or more would be enough" in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("5",), "has 4 articles, a sample of 5 can't be drawn"),
        (("0",), "is not in the range"),
        (("2", "--by", "outlet,grad"), 'by "grad"; did you mean "grade"'),
        (("2", "--topic", "lain"), 'no run has used a topic "lain"'),
        (("2", "-o", "sheet.xlsx"), "the ending chooses the format"),
    ],
)
def test_what_cannot_be_sampled(kliping: Run, filled: Corpus, arguments: tuple[str, ...], sentence: str) -> None:
    ran = kliping("sample", *arguments, "--corpus", filled.path)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_a_sheet_is_not_replaced_by_chance(kliping: Run, filled: Corpus) -> None:
    command = ("sample", 2, "-o", "sheet.csv", "--corpus", filled.path)
    assert [kliping(*command).code, kliping(*command).code, kliping(*command, "--force").code] == [0, 2, 0]


def test_an_empty_corpus_has_no_sample(kliping: Run, corpus: Corpus) -> None:
    assert "no article to draw from" in kliping("sample", 2, "--corpus", corpus.path).err


@pytest.mark.parametrize("command", [("sample", "2"), ("label", "1", "yes", "--coder", "a"), ("methods",), ("ledger",)])
def test_no_corpus_is_made(kliping: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = kliping(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no corpus here" in ran.err
    assert not (tmp_path / "kliping.db").exists()


# --- label ----------------------------------------------------------------------------------------------


def test_a_label_is_kept(kliping: Run, filled: Corpus) -> None:
    article = filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]
    ran = kliping("label", article, "no", "--coder", "ana", "--note", "soal lain", "--corpus", filled.path)
    assert (ran.code, ran.err) == (0, '1 label kept for the topic "pembinaan-pegawai".\n')
    assert filled.conn.execute("SELECT article_id, coder, label, note FROM labels").fetchall() == [
        (article, "ana", "no", "soal lain")
    ]


@pytest.mark.parametrize(("typed", "stored"), [("ya", "yes"), ("Tidak", "no"), ("ragu", "unsure")])
def test_a_label_may_be_said_in_indonesian(
    kliping: Run, filled: Corpus, tmp_path: Path, typed: str, stored: str
) -> None:
    article = filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]
    assert kliping("label", article, typed, "--coder", "ana", "--corpus", filled.path).code == 0
    (tmp_path / "sheet.csv").write_text(f"id,label,coder\n{article},{typed},budi\n", encoding="utf-8")
    assert kliping("label", "--file", "sheet.csv", "--corpus", filled.path).code == 0
    assert filled.conn.execute("SELECT coder, label FROM labels").fetchall() == [("ana", stored), ("budi", stored)]


def test_rows_that_nobody_labelled_are_counted(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    kliping("sample", 4, "-o", "sheet.csv", "--corpus", filled.path)
    ran = kliping("label", "--file", "sheet.csv", "--coder", "ana", "--corpus", filled.path)
    assert (ran.code, ran.err) == (0, '0 labels kept for the topic "pembinaan-pegawai".\n4 rows have no label yet.\n')
    fill(tmp_path / "sheet.csv", "ana", lambda n: "yes" if n else "")
    ran = kliping("label", "--file", "sheet.csv", "--corpus", filled.path)
    assert ran.err == '3 labels kept for the topic "pembinaan-pegawai".\n1 row has no label yet.\n'


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("20637099999", "yes", "--coder", "ana"), 'there is no article "20637099999"'),
        (("12", "yes", "--coder", "ana"), "there is no hit 12"),
        (("20637099999", "maybe", "--coder", "ana"), '"maybe" is not a label; give yes, no or unsure'),
        (("12", "yes"), "name the coder"),
        (("12", "--coder", "ana"), "name an article and a label"),
        ((), "name an article and a label"),
        (("12", "yes", "--file", "x.csv"), "with --file, give no ID"),
        (("--file", "x.csv"), "x.csv: can't be read"),
        (("12", "yes", "--coder", "ana", "--topic", "lain"), 'no run has used a topic "lain"'),
    ],
)
def test_what_cannot_be_labelled(kliping: Run, filled: Corpus, arguments: tuple[str, ...], sentence: str) -> None:
    ran = kliping("label", *arguments, "--corpus", filled.path)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert filled.conn.execute("SELECT count(*) FROM labels").fetchone() == (0,)


# --- methods --------------------------------------------------------------------------------------------


def test_before_anything_was_labelled(kliping: Run, filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLIPING_PROGRAM", "./kliping")
    out = kliping("methods", "--corpus", filled.path).out
    assert "addresses identified" in out
    assert f"Nobody has labelled a sample yet: ./kliping sample 100 -o sheet.csv --corpus {filled.path}" in out


def test_the_section_to_read(kliping: Run, coded: Corpus) -> None:
    ran = kliping("methods", "--corpus", coded.path)
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    for line in (
        "= included 4 articles in the corpus",
        "agency BP2MI kantor_berita 1 0 0 0 0 1",
        "4 articles, 3 stories.",
        "No outlet was asked what it lists.",
        "Sample 1 of",
        "Settled labels: 3; unsettled among their coders: 1; without a label: 0.",
        "Labels: 5 yes, 3 no, 0 unsure.",
        '"unsure" as a value 4 75.0 % 0.50 0.53',
    ):
        assert [shown for shown in lines if shown.startswith(line)], line


def test_outlets_that_were_asked_are_told_from_nobody_asked(kliping: Run, filled: Corpus) -> None:
    note_listing(
        filled,
        1,
        ListingAnswer("suara_kota", "search", "a", datetime(2024, 3, 4, tzinfo=UTC), "answered", None, links=1),
    )
    sentence = "Every outlet that was asked could be looked at in every run."
    assert sentence in kliping("methods", "--corpus", filled.path).out


def test_whom_a_host_is_tied_to_is_not_known(kliping: Run, filled: Corpus) -> None:
    with filled.transaction() as sql:
        sql.execute("UPDATE outlets SET origin = 'host' WHERE slug = 'suara_kota'")
    rows = [line.split()[:-6] for line in kliping("methods", "--corpus", filled.path).out.splitlines()]
    assert ["media", "not", "known", "suara_kota"] in rows
    assert ["media", "not", "stated", "warta_timur"] in rows


def test_the_section_to_paste(kliping: Run, coded: Corpus) -> None:
    out = kliping("methods", "--markdown", "--corpus", coded.path).out
    assert out.startswith("## Flow\n\n| what | number | meaning |\n| --- | --- | --- |\n")
    assert "\n\n## Coders' agreement\n\n" in out


def test_the_section_for_a_program(kliping: Run, coded: Corpus) -> None:
    [methods] = kliping("methods", "--json", "--corpus", coded.path).rows
    assert methods["flow"]["included"] == 4
    assert methods["grades"] == {"3": 2, "1": 1, "0": 1}
    assert methods["coding"]["agreement"]["share"] == 0.75
    assert methods["not_adding_up"] == []


def test_an_outlet_that_could_not_be_searched_is_an_object(kliping: Run, filled: Corpus) -> None:
    monday = datetime(2024, 3, 4, tzinfo=UTC)
    note_listing(filled, 1, ListingAnswer("suara_kota", "search", "a", monday, "failed", "timeout"))
    [methods] = kliping("methods", "--json", "--corpus", filled.path).rows
    assert methods["not_seen"] == [
        {
            "outlet": "suara_kota",
            "run_id": 1,
            "asked_at": "2024-03-04T00:00:00+00:00",
            "ways": {"search": ["could not look", ["timeout"]]},
        }
    ]


def test_what_does_not_add_up_is_at_the_end(kliping: Run, filled: Corpus) -> None:
    filled.conn.execute("DELETE FROM article_captures")
    out = kliping("methods", "--corpus", filled.path).out
    assert "WHAT DOES NOT ADD UP\nan article has no page in the archive: " in out


def test_an_empty_corpus_has_a_section(kliping: Run, corpus: Corpus) -> None:
    ran = kliping("methods", "--corpus", corpus.path)
    assert ran.code == 0
    assert "0 articles, 0 stories." in ran.out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--topic", "lain"), 'no run has used a topic "lain"'),
        (("--sample", "3"), "there is no sample 3"),
        (("--json", "--markdown"), "give --markdown or --json, not both"),
    ],
)
def test_a_mistake_is_a_sentence(kliping: Run, coded: Corpus, options: tuple[str, ...], sentence: str) -> None:
    ran = kliping("methods", *options, "--corpus", coded.path)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_a_page_cannot_drive_the_terminal(kliping: Run, filled: Corpus) -> None:
    filled.conn.execute("UPDATE outlets SET affiliation = 'x\x1b[2J | y'")
    filled.conn.execute("UPDATE topics SET title = 'y\x1b[2J'")
    assert "\x1b" not in kliping("methods", "--corpus", filled.path).out
    assert "x \\| y" in kliping("methods", "--markdown", "--corpus", filled.path).out


def test_a_sample_that_is_labelled_in_part_is_warned_of(kliping: Run, coded: Corpus) -> None:
    assert "labelled in part" not in kliping("methods", "--corpus", coded.path).err
    coded.conn.execute("DELETE FROM labels WHERE article_id = (SELECT max(article_id) FROM labels)")
    warning = "sample 1 is labelled in part: 3 of 4 articles have a label."
    for form in ((), ("--markdown",), ("--json",)):
        assert warning in kliping("methods", *form, "--corpus", coded.path).err
    page = kliping("methods", "--corpus", coded.path).out
    assert f"Warning: {warning}" in page
    assert "Sample 1 of " in page


def test_a_stray_sample_is_named_and_not_taken(kliping: Run, coded: Corpus) -> None:
    before = kliping("methods", "--corpus", coded.path).out
    drawn = kliping("sample", 2, "--by", "none", "--seed", 3, "--corpus", coded.path)
    assert "Sample 1 is labelled already (4 of 4 articles); `kliping methods` goes on taking it" in drawn.err
    page = kliping("methods", "--corpus", coded.path).out
    assert "Not taken: sample 2 of " in page
    assert [line for line in page.splitlines() if "Not taken" not in line] == before.splitlines()


def test_an_affiliation_that_nobody_stated_is_not_stated(kliping: Run, filled: Corpus) -> None:
    page = kliping("methods", "--corpus", filled.path).out
    assert "not stated" in page
    assert "independent" not in page
