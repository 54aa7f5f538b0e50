"""`kliping read`: what one saved page becomes; nothing is stored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.crawler.conftest import Desk, article, page, title_of
from tests.crawler.importing.test_saved_pages import mhtml

URL = "https://warta.example/berita/judul-1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    (desk.folder / "satu.html").write_text(article(1))
    (desk.folder / "kosong.html").write_text(page("Kosong", []))
    return desk


def test_an_article_is_one_object_with_its_fields(desk: Desk) -> None:
    (row,) = desk.run("read", desk.folder / "satu.html", "--url", URL, "--json").rows
    assert (row["status"], row["reason"], row["title"]) == ("article", None, title_of(1))
    assert (row["published_day"], row["language"], row["complete"], row["editor"]) == ("2024-01-02", "id", True, None)


def test_a_page_that_is_none_says_why(desk: Desk) -> None:
    (row,) = desk.run("read", desk.folder / "kosong.html", "--url", URL, "--json").rows
    assert row["status"] == "set_aside"
    assert row["reason"]
    assert row["text"] is None


def test_nothing_is_stored(desk: Desk) -> None:
    desk.run("read", desk.folder / "satu.html", "--url", URL)
    assert not desk.corpus.exists()


@pytest.mark.parametrize(
    "args",
    [("tidak-ada.html", "--url", URL), ("satu.html", "--url", "bukan"),
     ("satu.html", "--url", URL, "--outlet", "tidak"), ("satu.html", "--url", URL, "--fetched-at", "kemarin"),
     ("satu.html",)],
)  # fmt: skip
def test_a_mistake_is_told_in_a_sentence(desk: Desk, args: tuple[str, ...]) -> None:
    assert desk.run("read", *args).in_a_sentence()


def test_the_page_of_an_mhtml_file_is_shown(desk: Desk) -> None:
    path = desk.folder / "berita.mhtml"
    path.write_bytes(mhtml())
    (row,) = desk.run("read", path, "--url", URL, "--json").rows
    assert (row["status"], row["title"]) == ("article", title_of(1))


def test_a_pipe_is_refused_and_never_read(desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipa")
    assert desk.run("read", desk.folder / "pipa", "--url", URL).in_a_sentence()
