"""What terminals of 80 and 120 columns show was read by eye, breaks no word, and is no wider but for addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.console.cells import cut_at_word, cut_left_at_word, width, wrapped, wrapped_facts
from crawler.console.drawn_table import short_lines, table_lines
from tests.crawler.tables.screens import GOLDENS, OF_DATA, all_screens, screens

ADDRESS_ALONE = re.compile(r" *https?://\S+")
MESSAGE = re.compile(r"\(?[\w ]+: |Look at each |\d[\d,]* .* (match|new)|Sample |The first ")  # on stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the corpus of the screens is."""
    return tmp_path_factory.mktemp("layar")


@pytest.fixture(scope="module")
def shown(folder: Path) -> dict[str, str]:
    """Every screen, by the name of its golden."""
    return all_screens(folder)


def test_every_screen_is_as_it_was_read(shown: dict[str, str]) -> None:
    read = {path.name: path.read_text(encoding="utf-8") for path in GOLDENS.iterdir()}
    assert shown == read, "python -m tests.crawler.tables.screens writes them anew; read each change"


def test_no_line_is_wider_than_the_terminal_but_an_address(shown: dict[str, str], folder: Path) -> None:
    of_data = screens(folder, 80, OF_DATA)
    assert all(text.count("\n") > 2 for text in of_data.values())
    wide = [
        (name, line)
        for name, text in (shown | {f"{name}-80.txt": text for name, text in of_data.items()}).items()
        for columns in [int(name.removesuffix(".txt").split("-")[-1])]
        for line in text.splitlines()
        if width(line) > columns and not ADDRESS_ALONE.fullmatch(line) and not MESSAGE.match(line)
    ]
    assert wide == []


@pytest.mark.parametrize("cells", [20, 40, 79, 200])
def test_a_table_breaks_no_word(cells: int) -> None:
    heads = ("run", "outlet", "why", "address")
    rows = [
        ("1", "kabar_nusantara_timur_daya", "gave 14 links in run 12", "https://a.example/" + "x" * 300),
        ("12", "日本語の新聞", "mempertanggungjawabkan pelayanan", ""),
    ]
    lines = list(table_lines(heads, rows, cells))
    words = {word for line in lines for word in line.split()}
    assert {word for row in rows for cell in row for word in cell.split()} <= words
    longest = max(width(word) for word in words if "://" not in word)
    assert all(width(line) <= max(cells, longest + 4 + len("outlet: ")) for line in lines if "://" not in line)


def test_one_line_a_row_ends_with_an_ellipsis() -> None:
    rows = [("akurat", "Kementerian Ketenagakerjaan", "rest > search > sitemap")]
    assert list(short_lines(("slug", "name", "ways"), rows, 40)) == [
        "slug    name             ways",
        "akurat  Kementerian …    rest > search …",
    ]
    assert list(short_lines(("slug", "name", "ways"), rows, None))[1] == "  ".join(rows[0])


@pytest.mark.parametrize(
    "text", ["", " ", "a" * 500, "kata " * 200, "日本語" * 100, "e\u0301" * 90, "👩\u200d👩\u200d👧 " * 40]
)
@pytest.mark.parametrize("cells", [4, 10, 79])
def test_texts_of_every_kind_are_cut_and_wrapped(text: str, cells: int) -> None:
    assert width(cut_at_word(text, cells)) <= cells
    assert width(cut_left_at_word(text, cells)) <= cells
    assert " ".join(wrapped(text, cells)) == text
    assert all(width(line) <= cells or " " not in line.strip() for line in wrapped(text, cells))
    assert wrapped_facts([text], cells)


@pytest.mark.hostile
def test_a_hundred_thousand_letters_take_no_time() -> None:
    for text in ("a" * 100_000, "a " * 50_000, "日" * 100_000, "\u0301" * 100_000):
        wrapped(text, 80)
        cut_at_word(text, 80)
        cut_left_at_word(text, 80)
        list(table_lines(("a", "b"), [(text, text)], 80))
