"""Which texts are copies: shared words outside quotations and templates decide."""

import random
import time
from itertools import pairwise

import pytest

from corpus.fingerprint import counted_words
from corpus.lineage.copy_rules import copy_kind, is_copy, is_template
from corpus.lineage.overlap import word_overlap
from corpus.lineage.placed_words import in_quotes, in_quotes_by_place, placed_words
from corpus.lineage.read_text import ReadText
from corpus.lineage.winnowing import (
    SHINGLE,
    WINDOW,
    packed_prints,
    prints_of,
    shingle_hashes,
    unpacked_prints,
    winnowed,
)
from tests.corpus.lineage.made_press import prose

A, B, C = (prose(name, 80) for name in "abc")


def _is_copy(copy: str, origin: str, *, same_outlet: bool = False) -> bool:
    one, other = ReadText(copy), ReadText(origin)
    return is_copy(word_overlap(one, other), one, other, same_outlet=same_outlet)


def test_a_shared_run_of_window_and_run_words_shares_a_fingerprint() -> None:
    rng = random.Random(1)
    words = [f"kata{n}" for n in range(500)]
    for _ in range(300):
        run = rng.choices(words, k=WINDOW + SHINGLE - 1)
        texts = [
            rng.choices(words, k=rng.randint(0, 50)) + run + rng.choices(words, k=rng.randint(0, 50)) for _ in "ab"
        ]
        one, other = (winnowed(shingle_hashes(text)) for text in texts)
        assert one & other


@pytest.mark.parametrize("most", [1, 3, 40, 1 << 64])
def test_the_lowest_of_each_window_is_chosen(most: int) -> None:
    rng = random.Random(most)
    for length in (*range(WINDOW + 3), 60, 300):
        hashes = [rng.randrange(most) for _ in range(length)]
        for each in (hashes, sorted(hashes), sorted(hashes, reverse=True)):
            windows = (each[at : at + WINDOW] for at in range(max(1, length - WINDOW + 1)))
            assert winnowed(each) == {min(window) for window in windows if window}


def test_shared_runs_are_the_words_of_shared_shingles() -> None:
    rng = random.Random(1)
    for _ in range(200):
        copy, origin = (ReadText(" ".join(rng.choices("ab", k=rng.randint(0, 40)))) for _ in "ab")
        shared = {place + n for place, value in enumerate(copy.hashes) if value in origin.known for n in range(SHINGLE)}
        runs = copy.shared_runs(origin)
        assert {place for start, end in runs for place in range(start, end)} == shared
        assert all(end < start for (_, end), (start, _) in pairwise(runs))


def test_fingerprints_are_the_same_on_every_machine() -> None:
    words = counted_words("Kepala balai membuka pelatihan bagi calon pekerja di Kupang.")
    assert unpacked_prints(prints_of(words)) == {-1761317390}
    assert unpacked_prints(packed_prints([3, -1, 3])) == {3, -1}
    assert winnowed([]) == set()


@pytest.mark.parametrize(
    "text",
    [
        "BP2MI, 40 m\u00b2 \u2116 7 \ufb01nal \u00df",
        "\u0130stanbul \u00bd kg",
        "\u0e01\u0e33 a\u00a0b",
        "",
        "a_b-c",
        "(a b).",
        "...",
    ],
)
def test_placed_words_are_the_words_that_are_counted(text: str) -> None:
    words, spans = placed_words(text)
    assert words == counted_words(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = 'Ia berkata, \u201ckami datang\nLalu pulang. "Benar" katanya'
    words, spans = placed_words(text)
    for inside in (in_quotes(text, len(words)), in_quotes_by_place(text, spans)):
        assert [word for word, quoted in zip(words, inside or [], strict=True) if quoted] == [
            "kami", "datang", "benar", "katanya",
        ]  # fmt: skip
    assert in_quotes(text, 3) is None


def test_spans_are_exact_to_the_word() -> None:
    words = A.split()
    copy = ReadText(f"{C} Kata mereka, {' '.join(words[10:40])} dan lain-lain. {B}")
    (run,) = copy.shared_runs(ReadText(A))
    start, end = copy.span_of(run)
    assert copy.text[start:end] == " ".join(words[10:40]).rstrip(".")


def test_part_and_whole_are_copies_and_others_are_not() -> None:
    assert _is_copy(A, f"{A}\n{B}\n{C}")
    assert _is_copy(f"{A}\n{B}\n{C}", A)
    assert not _is_copy(f"{B}\n{A[:120]}", f"{C}\n{A[:120]}")


def test_shared_quotations_make_no_copy() -> None:
    quote = f"\u201c{prose('ucapan', 60)}\u201d ujar kepala balai itu."
    assert not _is_copy(f"{A}\n{quote}", f"{B}\n{quote}")
    assert not _is_copy(quote.replace("\u201d", ""), f"{B}\n{quote}")


def test_who_spoke_belongs_to_the_quotation() -> None:
    text = '"Kami datang," kata Kepala Balai Kupang (12/6).\n"Ya." Lalu ia pergi. "Baik," kata Ani. "Benar." '
    words, spans = placed_words(text)
    inside = in_quotes_by_place(text, spans)
    outside = [word for word, quoted in zip(words, inside, strict=True) if not quoted]
    assert inside == in_quotes(text, len(words))
    assert outside == ["lalu", "ia", "pergi"]
    quote = f"\u201c{prose('ucapan', 60)}\u201d kata Direktur {prose('jabatan', 30).replace('.', '')}."
    assert not _is_copy(f"{A}\n{quote}", f"{B}\n{quote}")


def _text(*passages: str) -> str:
    """Paragraphs of these names: `name:number of words`."""
    paragraphs = []
    for passage in passages:
        name, number = passage.split(":")
        paragraphs.append(" ".join(prose(name, 200).split()[: int(number)]) + ".")
    return "\n".join(paragraphs)


@pytest.mark.parametrize(
    ("copy", "origin", "is_one"),
    [
        (("awal:30", "kotak:60", "akhir:10"), ("buka:35", "kotak:60"), False),  # both open with news of their own
        (("awal:12", "kotak:60"), ("buka:12", "kotak:60"), True),  # most of a text
        (("awal:30", "kotak:60", "akhir:10"), ("kotak:60", "lain:40"), True),  # the origin's opening
        (("kotak:60", "akhir:40"), ("buka:30", "kotak:60"), True),  # the copy opens with it
        (("awal:30", "kotak:90", "akhir:30"), ("buka:30", "kotak:90", "lain:40"), True),  # more than two paragraphs
        (("awal:15", "satu:30", "a:9", "dua:30"), ("buka:15", "satu:30", "b:9", "dua:30"), True),  # a new opening
        (("awal:40", "satu:30", "a:30", "dua:30"), ("buka:40", "satu:30", "b:30", "dua:30"), False),
    ],
)
def test_a_passage_that_neither_text_opens_with_is_background(
    copy: tuple[str, ...], origin: tuple[str, ...], is_one: bool
) -> None:
    assert _is_copy(_text(*copy), _text(*origin)) is is_one


def test_an_outlet_repeats_its_own_background() -> None:
    first = _text("satu:60", "dua:60", "tiga:60")
    assert not _is_copy(_text("lagi:60", "dua:60", "tiga:60"), first, same_outlet=True)
    assert _is_copy(_text("lagi:60", "dua:60", "tiga:60"), first)
    assert _is_copy(_text("lagi:60", "satu:60", "dua:60", "tiga:60"), first, same_outlet=True)


def test_one_form_with_other_names_is_no_copy() -> None:
    form = (
        "Telah berpulang dengan tenang {} pada usia lanjut di kediamannya. Almarhum yang lahir di kota {} dan "
        "bekerja sebagai guru di sekolah {} itu dimakamkan besok pagi. Keluarga memohon maaf atas segala kesalahannya."
    )
    one, other = form.format("Harun Tahir", "Saparua", "Merdeka"), form.format("Petrus Lai", "Larantuka", "Santo Yosef")
    assert not _is_copy(one, other)
    assert _is_copy(form.format("Harun Tahir", "Saparua", "Rakyat"), one)  # one name alone differs


def test_texts_that_are_all_quotations_are_copies_where_nearly_all_is_the_same() -> None:
    quote = f'"{A}"\n"{B}"'
    assert _is_copy(quote, f"{quote}\nSelesai sudah acara itu.")


def test_two_days_of_a_series_are_no_copies_and_a_reprint_of_one_day_is() -> None:
    def day(n: int) -> str:
        rng = random.Random(n)
        lines = (
            f"Harga {goods} di pasar itu hari ini Rp{rng.randint(10, 99)}.{rng.randint(100, 999)} sekilo"
            for goods in A.split()[:12]
        )
        return ". ".join(lines)

    assert is_template(ReadText(day(1)), ReadText(day(2)), same_outlet=True)
    assert not _is_copy(day(1), day(2))
    assert not _is_copy(day(1), day(2), same_outlet=True)
    assert _is_copy(f"{day(1)}. Baca terus.", day(1))


def test_kinds() -> None:
    def kind(copy: str, origin: str) -> str:
        return copy_kind(word_overlap(ReadText(copy), ReadText(origin)))

    assert kind(A, A) == "verbatim"
    assert kind(A, f"{A}\n{B}") == "cut"
    assert kind(f"{A}\n{B}", A) == "embedded"
    assert kind(f"{A}\n{B}", f"{A}\n{C}") == "reworked"


@pytest.mark.parametrize(
    "text",
    [
        "kata yang sama " * 60_000,
        '"' * 100_000 + A,
        "1 2 3 4 " * 40_000,
        prose("panjang", 200_000).replace(".", ""),
    ],
    ids=["one line again and again", "quotation marks", "numbers", "200,000 words"],
)
@pytest.mark.hostile
def test_a_monstrous_text_is_compared_in_time(text: str) -> None:
    began = time.process_time()
    _is_copy(text, text[: len(text) // 2] + A)
    assert time.process_time() - began < 20  # a bound against quadratic work, no measure
