"""Other stories behind an article's text or above its title are cut, whatever their markup; its own parts stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

STORIES = (
    (
        "Jembatan Gantung Putus Diterjang Banjir",
        "Anak sekolah menyeberang dengan rakit bambu yang dibuat para orang tua.",
    ),
    (
        "Sekolah Apung Kekurangan Guru Matematika",
        "Murid belajar berhitung dari radio sekolah sampai pengajar baru datang.",
    ),
    ("Harga Beras di Pasar Induk Naik Lagi", "Pedagang menduga panen yang tertunda hujan menjadi sebab kenaikan itu."),
)
STORY = "".join(
    f"<p>Rakit ke-{n} ditambatkan di tepi sungai dan dipakai menyeberang oleh murid sekolah pada musim banjir.</p>"
    for n in range(3)
)


def rows(form: str) -> str:
    """Each story in this form: a its link, t its title, p its sentence, u its address, n a number."""
    return "".join(
        form.format(
            t=title, p=words, u=(address := f"/berita/kisah-lain-hari-{n}"), n=n, a=f"<a href='{address}'>{title}</a>"
        )
        for n, (title, words) in enumerate(STORIES, 3)
    )


FLAT = (
    rows("<h4>{a}</h4><p>{p}</p>"),
    rows("<p><b>{a}</b><br>{p}</p>"),
    f"<dl>{rows('<dt>{a}</dt><dd>{p}</dd>')}</dl>",
    f"<table>{rows('<tr><td>{a}<br>{p}</td></tr>')}</table>",
    rows("<a href='{u}'><h3>{t}</h3><p>{p}</p></a>"),
    rows("<div onclick=\"location.href='{u}'\"><h4>{t}</h4><p>{p}</p></div>"),
    rows("<h4>{t}</h4><span>{n} Maret 2023</span><p>{p}</p>"),
    rows("<p>{t} ({n}/3/2023)</p>"),
)


@pytest.fixture
def plain(article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]) -> str:
    return article(write_page(write_paragraphs())).text


@pytest.mark.parametrize("row", FLAT)
def test_a_row_of_stories_is_cut_in_any_markup(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    row: str,
    plain: str,
) -> None:
    inside, behind = article(write_page(write_paragraphs() + row)), article(write_page(write_paragraphs(), after=row))
    assert [(a.text, a.complete) for a in (inside, behind)] == [(plain, True)] * 2
    assert "related_box" in {removed.rule for removed in inside.removed}


@pytest.mark.parametrize(
    "story",
    [
        f"<h2>Rakit Bambu Menyeberangkan Murid di Hulu</h2>{STORY}",
        f"<hr><h3>Rakit Bambu Menyeberangkan Murid</h3><p>Minggu, 12/03/2023 20:05 WIB</p>{STORY}",
        f"<div class='berikut'><h2><a href='/b/rakit-bambu-di-hulu'>Rakit Bambu di Hulu</a></h2>{STORY}</div>",
    ],
)
def test_a_story_under_a_heading_is_cut(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    story: str,
    plain: str,
) -> None:
    refined = article(write_page(write_paragraphs() + story))
    assert (refined.text, refined.complete) == (plain, True)
    assert "next_story" in {removed.rule for removed in refined.removed}


@pytest.mark.parametrize("form", ["<h4>{a}</h4><p>{p}</p>", "<div class='kotak'><b>{t}</b><p>{p}</p></div>"])
def test_sentences_above_the_title_are_none_of_the_text(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    form: str,
    plain: str,
) -> None:
    page = write_page(write_paragraphs()).replace("</header>", f"</header>{rows(form)}")
    assert (article(page).text, article(page).complete) == (plain, True)


@pytest.mark.parametrize(
    "part",
    [
        "<h2>Pembinaan Pegawai Berlanjut di Balai</h2>",
        f"<h3>{STORIES[0][0]}</h3><p>{STORIES[0][1]}</p><h3>{STORIES[1][0]}</h3><p>{STORIES[1][1]}</p>",
        "<p>Berikut beritanya:</p>" + rows("<h4>{a}</h4><p>{p}</p>"),
    ],
)
def test_a_sub_head_a_list_of_things_and_an_announced_row_are_no_other_story(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], part: str
) -> None:
    refined = article(write_page(f"{write_paragraphs(0, 3)}{part}{write_paragraphs(3, 6)}"))
    assert {"next_story"}.isdisjoint(removed.rule for removed in refined.removed)
    assert "Paragraf ke-5" in refined.text
