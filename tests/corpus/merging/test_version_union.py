"""The readings that corpora have of one article stand in time, each change once."""

from corpus.fingerprint import text_sha256
from corpus.merging.version_union import SeenVersion, in_time_order

LINE = "Kantor itu membuka loket bagi warga yang mengurus dokumen perjalanan pada hari kerja"


def seen(day: int, words: str, src: int = 0, *, page: int | None = None, cosmetic: bool = False) -> SeenVersion:
    text = f"{LINE} {words}"
    return SeenVersion(f"2024-03-0{day}", page or day, cosmetic, text_sha256(text), "Loket", text, src)


def in_short(*readings: SeenVersion) -> list[tuple[str, str | None, bool]]:
    """Day, last word (None where the article has them) and cosmetic, of each version; the last reading stands."""
    line = in_time_order(list(readings), max(readings, key=lambda v: v.captured_at))
    return [(v.captured_at[-1], v.text and v.text.split()[-1], v.cosmetic) for v in line]


def test_what_two_corpora_saw_alike_is_one_version() -> None:
    assert in_short(seen(1, "pagi"), seen(3, "pagi", 1), seen(5, "sore", 1)) == [
        ("1", "pagi", False),
        ("5", None, False),
    ]


def test_an_edit_that_one_corpus_saw_between_two_readings_of_another_stands_between() -> None:
    assert in_short(seen(1, "pagi"), seen(3, "siang", 1), seen(5, "pagi")) == [
        ("1", "pagi", False), ("3", "siang", False), ("5", None, False),
    ]  # fmt: skip


def test_one_page_is_one_version_whatever_the_rules_read_in_it() -> None:
    assert len(in_short(seen(1, "pagi", page=7), seen(1, "pagi sekali", 1, page=7), seen(2, "sore"))) == 2


def test_a_cosmetic_version_has_no_words_and_the_newest_other_one_has_the_articles() -> None:
    assert in_short(seen(1, "pagi"), seen(2, "pagi", cosmetic=True)) == [("1", None, False), ("2", None, True)]


def test_the_reading_that_stands_is_the_newest_version_even_where_its_own_corpus_called_it_cosmetic() -> None:
    readings = [seen(1, "pagi"), seen(3, "siang", 1), seen(6, "pagi", cosmetic=True)]
    line = in_time_order(readings, seen(6, "pagi"))
    assert [(v.captured_at[-1], v.text is None, v.cosmetic) for v in line] == [
        ("1", False, False), ("3", False, False), ("6", True, False),
    ]  # fmt: skip


def test_a_counter_between_two_corpora_is_no_edit() -> None:
    assert in_short(seen(1, "(dibaca 120 kali)"), seen(2, "(dibaca 131 kali)", 1)) == [
        ("1", None, False), ("2", None, True),
    ]  # fmt: skip
