"""Labels are kept whole or not at all, one a coder and article, and outlive the articles."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.methods.labels import Label, labels_of, majority_label, put_labels, read_sheet, topic_of_labels
from corpus.store import Corpus

TOPIC = "pembinaan-pegawai"
FIRST = "kantor-berita.example/berita/pembinaan-pegawai-ntt"


@pytest.fixture
def first(filled: Corpus) -> int:
    return filled.id_of(FIRST)


def _stored_labels(corpus: Corpus) -> list[tuple[object, ...]]:
    return corpus.conn.execute("SELECT article_id, topic, coder, label, note FROM labels").fetchall()


def test_a_label_is_kept(filled: Corpus, first: int) -> None:
    assert put_labels(filled, [Label(str(first), " Yes ", "ana", "jelas")], TOPIC) == 1
    assert _stored_labels(filled) == [(first, TOPIC, "ana", "yes", "jelas")]


def test_a_coders_name_is_one_line(filled: Corpus, first: int) -> None:
    put_labels(filled, [Label(str(first), "yes", " ana\nwati\t "), Label(str(first), "no", "ana wati")], TOPIC)
    assert labels_of(filled, TOPIC) == {first: {"ana wati": "no"}}


def test_a_later_word_replaces_the_earlier_one_of_that_coder(filled: Corpus, first: int) -> None:
    put_labels(filled, [Label(str(first), "yes", "ana", "jelas"), Label(str(first), "unsure", "budi")], TOPIC)
    put_labels(filled, [Label(str(first), "no", "ana")], TOPIC)
    assert _stored_labels(filled) == [(first, TOPIC, "ana", "no", None), (first, TOPIC, "budi", "unsure", None)]
    assert labels_of(filled, TOPIC) == {first: {"ana": "no", "budi": "unsure"}}


@pytest.mark.parametrize(
    ("article", "label", "coder", "sentence"),
    [
        ("12", "yes", "ana", 'there is no article "12"'),
        ("2.06E+10", "yes", "ana", 'there is no article "2.06E+10"'),
        ("9" * 30, "yes", "ana", "there is no article"),
        ("", "yes", "ana", 'there is no article ""'),
        (None, "maybe", "ana", '"maybe" is not a label; give yes, no or unsure'),
        (None, "yes", " ", "the coder is missing"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    filled: Corpus, first: int, article: str | None, label: str, coder: str, sentence: str
) -> None:
    bad = Label(str(first) if article is None else article, label, coder, line=3)
    with pytest.raises(CorpusError, match=r"line 3: .*; no label was stored") as raised:
        put_labels(filled, [Label(str(first), "yes", "ana"), bad], TOPIC)
    assert sentence in str(raised.value)
    assert _stored_labels(filled) == []


def test_a_label_outlives_its_article(filled: Corpus, first: int) -> None:
    put_labels(filled, [Label(str(first), "yes", "ana")], TOPIC)
    filled.drop_article(FIRST)
    assert len(_stored_labels(filled)) == 1


def test_the_topic_is_the_newest_runs(filled: Corpus, corpus: Corpus) -> None:
    assert topic_of_labels(filled, None) == TOPIC


def test_without_a_topic_there_is_nothing_to_label(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="no run has had a topic yet"):
        topic_of_labels(corpus, None)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_sheet_is_read_whatever_the_spreadsheet_wrote(tmp_path: Path, mark: str) -> None:
    sheet = tmp_path / "sheet.csv"
    lines = [["position", "ID", "title", "Label", "coder", "note"], ["1", "20", "Satu", "yes", "ana", ""],
             ["2", "21", "Dua", "", "ana", "belum"], ["3", "22", "Tiga", "no", "", "bukan"]]  # fmt: skip
    sheet.write_text("\ufeff" + "\r\n".join(mark.join(line) for line in lines), encoding="utf-8")
    assert list(read_sheet(sheet, "budi")) == [
        Label("20", "yes", "ana", None, 2), Label("22", "no", "budi", "bukan", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,coder\n20,ana\n", "has no column label"),
        ("a,b\n", "has no column id and no label and no coder"),
        ("", "has no column"),
        (b"id,label,coder\n20,yes,ren\xe9\n", "can't be read; --file needs a CSV file in UTF-8"),
        (None, "can't be read"),
        ("id,label,coder\n20,yes," + "a" * 200_000, "can't be read"),
    ],
)
def test_a_sheet_that_cannot_be_used(tmp_path: Path, text: str | bytes | None, sentence: str) -> None:
    sheet = tmp_path / "sheet.csv"
    if text is not None:
        sheet.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CorpusError, match=sentence):
        list(read_sheet(sheet))


@pytest.mark.parametrize(
    ("labels", "together"),
    [
        (["yes"], "yes"), (["no", "unsure"], "no"), (["yes", "no"], None), (["unsure"], None), ([], None),
        (["yes", "yes", "no"], "yes"),
    ],
)  # fmt: skip
def test_what_coders_say_together(labels: list[str], together: str | None) -> None:
    assert majority_label({str(n): label for n, label in enumerate(labels)}) == together
