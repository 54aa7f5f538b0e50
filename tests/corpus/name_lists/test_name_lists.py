"""Lists of names are read from what spreadsheets write; each name is literal text and gets its row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import KlipingError, QueryError
from corpus.models import Article
from corpus.name_lists.list_file import MAX_NAMES, read_name_list
from corpus.name_lists.name_search import NameResult, search_names
from corpus.query.selection import Filters
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

Keep = Callable[..., object]


def read(tmp_path: Path, content: str | bytes, name: str = "nama.csv") -> list[str]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [one.text for one in read_name_list(path).names]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("Budi Santoso\nSiti Aminah\n", ["Budi Santoso", "Siti Aminah"]),
        ("nama\nBudi Santoso\n", ["Budi Santoso"]),
        ("Name\r\nBudi Santoso\r\n\r\n", ["Budi Santoso"]),
        ("no;nama;jabatan\n1;Budi Santoso;Kadis\n2;Siti;\n", ["Budi Santoso", "Siti"]),
        ("no,Nama Lengkap\n1,Budi Santoso\n", ["Budi Santoso"]),
        ("no\tname\n1\tBudi, S.H.\n", ["Budi, S.H."]),
        ("sep=;\nnama;x\nBudi;1\n", ["Budi"]),
        ('nama\n"Budi Santoso, S.H."\nSiti, S.E., M.M.\n', ["Budi Santoso, S.H.", "Siti, S.E., M.M."]),
        ("Budi Santoso, S.H.\nSiti Aminah, S.E.\n", ["Budi Santoso, S.H.", "Siti Aminah, S.E."]),
        ("Budi Santoso,Kadis\nSiti Aminah,Camat\n", ["Budi Santoso", "Siti Aminah"]),
        ('Budi "Aco" Santoso\nA. Rahman (Kadis)\nNOT\n-\n', ['Budi "Aco" Santoso', "A. Rahman (Kadis)", "NOT", "-"]),
        ('nama,no\n"Budi ""Aco"" Santoso",1\n', ['Budi "Aco" Santoso']),
        ('nama\n"Aco" Santoso\n"tak ditutup\nSiti\nA\nB\nC\nD\n',
         ['"Aco" Santoso', '"tak ditutup', "Siti", "A", "B", "C", "D"]),
        ('nama,no\n"Budi\nSantoso",1\nSiti,2\n', ["Budi Santoso", "Siti"]),
        ("  Budi   Santoso \n", ["Budi Santoso"]),
        ("\ufeffnama\nBudi\n", ["Budi"]),
        ("nama\nBudi\nbudi\nBUDI\n", ["Budi"]),
        ("nama,kota\nBudi,Kupang\n,Ende\nSiti\n", ["Budi", "Siti"]),
        ("nama\nMa'ruf Amin\nJosé\n", ["Ma'ruf Amin", "José"]),
        ("outlet:tempo\nbp2mi*\n=x\n", ["outlet:tempo", "bp2mi*", "=x"]),
        ("nama|jabatan\nBudi Santoso|Kadis\n", ["Budi Santoso"]),
        ("NIP;nama_pegawai;jabatan\n1;Budi Santoso;Kadis\n", ["Budi Santoso"]),
        ("Daftar pejabat,,\n,,\nno,nama,jabatan\n1,Budi Santoso,x\n", ["Budi Santoso"]),
        ("1,Budi Santoso,Kadis\n2,Siti,Camat\n", ["Budi Santoso", "Siti"]),
        ("1. Budi Santoso\n2) Siti Aminah\nPLT\n", ["Budi Santoso", "Siti Aminah", "PLT"]),
        ("Budi\nSiti\n2. Divisi Infanteri\n", ["Budi", "Siti", "2. Divisi Infanteri"]),
        ("Nama Baik\nBudi\n", ["Nama Baik", "Budi"]),
        ("Bu\u00addi\u200b Santoso\n", ["Budi Santoso"]),
    ],
)  # fmt: skip
def test_names_are_read(tmp_path: Path, content: str, names: list[str]) -> None:
    assert read(tmp_path, content) == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "nama;kota\nJosé Guterres;Dili\n".encode(encoding)) == ["José Guterres"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "there is no name in it"),
        (b"\n \n", "there is no name in it"),
        (b"nama\n", "there is no name in it"),
        (b"PK\x03\x04\x14\x00\x06\x00\xff\xfe\x00\x01", "can't be read"),
        (b'[{"nama": "Budi"}]', "is JSON"),
        (b"%PDF-1.4\nBudi\n", "can't be read"),
        (b"<!DOCTYPE html>\n<li>Budi</li>\n", "can't be read"),
        ("\n".join(f"Nama {n}" for n in range(MAX_NAMES + 1)).encode(), "more than 50,000 names"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(KlipingError, match=sentence):
        read(tmp_path, content)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path, sentence in ((tmp_path, "the names can't be read"), (tmp_path / "tak-ada.csv", "there is no such file")):
        with pytest.raises(KlipingError, match=sentence):
            read_name_list(path)


def test_what_stands_there_again_and_empty_lines_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "nama.csv"
    path.write_text("Budi,x\n\nSiti,y\nBUDI,z\n", encoding="utf-8")
    listed = read_name_list(path)
    assert [(one.text, one.line) for one in listed.repeated] == [("BUDI", 4)]
    assert (listed.empty, listed.column, listed.first_of) == (1, None, 2)


def test_what_was_passed_over_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "nama.csv"
    path.write_text("Daftar;\nno;nama\n1;1. Budi\n2;2. Siti\n", encoding="utf-8")
    listed = read_name_list(path)
    assert (listed.above, listed.numbered, listed.column, listed.position) == (1, 2, "nama", 2)


@pytest.mark.parametrize("line", ['"' * 400, '"a' * 400, ',"' * 400, '"' + "x" * 100_000, ";" * 100_000])
def test_a_hostile_line_is_read_or_refused(tmp_path: Path, line: str) -> None:
    assert "Budi" in read(tmp_path, f"nama,no\n{line}\nBudi,1\n")


@pytest.fixture
def people(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    keep(
        another(1, text="Kepala BP2MI Beny Ramdhani melantik pejabat.", day=date(2021, 3, 1)),
        another(2, text="Benny Rhamdani membuka rapat.", day=date(2022, 1, 5), outlet="kantor_berita"),
        another(3, text='Camat Budi "Aco" Santoso hadir bersama A. Rahman (Kadis).', day=date(2023, 5, 5)),
        another(4, text="Budi dan Santoso, keduanya pegawai, hadir.", day=date(2023, 5, 6)),
        another(5, text="Pegawai bukan NOT dan bukan OR.", day=None),
        another(6, text="Pembinaan pegawai di Bina Marga.", day=date(2023, 5, 7)),
    )
    refresh(corpus)
    return corpus


def one(corpus: Corpus, name: str, query: str | None = None, **filters: object) -> NameResult:
    (result,) = search_names(corpus, [name], query, **filters)  # type: ignore[arg-type]
    return result


def test_a_name_is_found_in_every_spelling_with_days_outlets_and_variants(people: Corpus) -> None:
    result = one(people, "Benny Rhamdani")
    assert (result.articles, result.exact) == (2, True)
    assert (result.first_day, result.last_day, result.undated) == ("2021-03-01", "2022-01-05", 0)
    assert dict(result.outlets) == {"suara_kota": 1, "kantor_berita": 1}
    assert {(one.written, one.articles) for one in result.variants} == {("Beny Ramdhani", 1), ("Benny Rhamdani", 1)}
    assert one(people, "Benny Rhamdani", literal=True).articles == 1


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ('Budi "Aco" Santoso', 1), ("A. Rahman (Kadis)", 1), ("Budi Santoso", 0), ("NOT", 1), ("OR", 1), ("-", 0),
        ("judul:berita", 0), ("Budi OR Siti", 0), ("-Budi", 3 - 1), ("bina", 1), ("Budi*", 2), ("(Budi", 2), ('"', 0),
        ("Tak Ada", 0), ("bp2mi", 1), ("x" * 5_000, 0),
    ],
)  # fmt: skip
def test_a_name_is_text_and_never_syntax(people: Corpus, name: str, articles: int) -> None:
    assert one(people, name).articles == articles


def test_what_can_find_nothing_has_a_note_and_a_row(people: Corpus) -> None:
    result = one(people, "-")
    assert (result.articles, result.exact) == (0, True)
    assert result.note == "has no letter and no digit, so nothing is found by it"


def test_a_name_without_an_article_says_what_is_found_without_its_titles(people: Corpus) -> None:
    assert one(people, "Dr. Benny Rhamdani, S.H. (Kepala)").note == "has no article, but 2 articles have Benny Rhamdani"
    assert one(people, "Dr. Benny Rhamdani", "year:2021").note == "has no article, but 1 article has Benny Rhamdani"
    assert one(people, "Dr. Tak Ada").note is None


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("year:2021", 1), ("outlet:kantor_berita", 1), ("-outlet:kantor_berita", 1), ("-rapat", 1),
        ("rapat OR pejabat", 2),
        ("set:nasional", 0), ("-set:nasional", 2), ("melantik", 1), ("-rapat -pejabat", 0), (None, 2),
    ],
)  # fmt: skip
def test_a_query_limits_each_name(people: Corpus, query: str | None, articles: int) -> None:
    assert one(people, "Benny Rhamdani", query).articles == articles


def test_a_filter_limits_each_name(people: Corpus) -> None:
    filters: Filters = {"since": date(2022, 1, 1)}
    assert [result.articles for result in search_names(people, ["Benny Rhamdani", "Budi"], **filters)] == [1, 2]
    assert one(people, "NOT").undated == 1


@pytest.mark.parametrize("query", ["outlet:tak_ada", "NOT", "year:x", "-set:tak-ada"])
def test_a_query_without_meaning_is_refused(people: Corpus, query: str) -> None:
    with pytest.raises(QueryError):
        one(people, "Budi", query)


def test_a_number_that_is_not_counted_to_the_end_is_at_least(people: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.name_lists.name_search.TOTAL_CAP", 1)
    assert (one(people, "Benny Rhamdani").articles, one(people, "Benny Rhamdani").exact) == (1, False)
    assert (one(people, "Benny Rhamdani", exact=True).articles, one(people, "BP2MI").exact) == (2, True)


def test_a_name_in_a_dateline_is_printed_as_it_stands_there(
    corpus: Corpus, keep: Keep, another: Callable[..., Article]
) -> None:
    keep(replace(another(1, text="Rapat digelar."), dateline="LARANTUKA, Suara Kota", place="Larantuka"))
    refresh(corpus)
    assert [one.written for one in one(corpus, "Larantuka").variants] == ["LARANTUKA"]
