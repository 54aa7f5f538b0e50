"""What a click unfolds inside an article is text; what is hidden for another reason is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

ANSWER = "Pelatihan itu terbuka bagi pegawai yang diangkat dalam dua belas bulan terakhir."
HIDDEN = 'style="display: none"'
FOLDS = (
    "<h3>Siapa pesertanya?</h3><div {hidden}><p>{answer}</p></div>",
    (
        '<div class="card"><div class="card-header"><h2><button class="btn" data-toggle="collapse" data-target="#a">'
        'Siapa pesertanya?</button></h2></div><div id="a" class="collapse"><div>{answer}</div></div></div>'
    ),
    (
        '<div class="elementor-tab-title" role="button" aria-expanded="false"><a>Siapa pesertanya?</a></div>'
        '<div class="elementor-tab-content" {hidden}>{answer}</div>'
    ),
    "<details class='wp-block-details'><summary>Siapa pesertanya?</summary>{answer}</details>",
    "<dl><dt><button aria-expanded='false'>Siapa pesertanya?</button></dt><dd hidden><p>{answer}</p></dd></dl>",
    "<p onclick='buka()'><strong>Siapa pesertanya?</strong></p><p {hidden}>{answer}</p>",
    "<div class='f'><div class='q'><span>Siapa pesertanya?</span><i></i></div><div hidden>{answer}</div></div>",
    "<ul class='faq'><li><h4>Siapa pesertanya?</h4><div {hidden}>{answer}</div></li></ul>",
)
FURNITURE = (
    "<h4>Masuk</h4><div {hidden}><form><p>{answer}</p><input name='a'></form></div>",
    "<h4>Berita Terkait</h4><div {hidden}><p>{answer}</p></div>",
    "<button aria-controls='k'>Lihat 3 komentar</button><div id='k' {hidden}><p>{answer}</p></div>",
    "<button>Bagikan</button><div {hidden}><p>{answer}</p></div>",
    "<div {hidden}><p>{answer}</p></div>",
    "<template><p>{answer}</p></template>",
)


@pytest.mark.parametrize("place", [3, 6])
@pytest.mark.parametrize("fold", FOLDS)
def test_what_a_click_unfolds_is_text_with_its_question(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    fold: str,
    place: int,
) -> None:
    part = fold.format(hidden=HIDDEN, answer=ANSWER)
    lines = article(write_page(write_paragraphs(0, place) + part + write_paragraphs(place, 6))).text.split("\n")
    assert [line.removeprefix("- ") for line in lines[place : place + 2]] == ["Siapa pesertanya?", ANSWER]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_what_is_hidden_without_a_control_of_the_article_is_no_text(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    furniture: str,
) -> None:
    part = furniture.format(hidden=HIDDEN, answer=ANSWER)
    assert ANSWER not in article(write_page(write_paragraphs(0, 3) + part + write_paragraphs(3, 6))).text


def test_a_hidden_part_that_says_something_again_is_left_out(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    part = f"<h3>Isi singkat</h3><div {HIDDEN}>{write_paragraphs(0, 1)}</div>"
    text = article(write_page(write_paragraphs(0, 3) + part + write_paragraphs(3, 6))).text
    assert text.count("Paragraf ke-0") == 1


@pytest.mark.parametrize("field", ["<textarea hidden>{}</textarea>", "<input type='hidden' value='{}'>"])
def test_the_rest_of_a_text_in_a_field_is_missing(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], field: str
) -> None:
    rest = " ".join(
        f"{ANSWER} Ruang ke-{n} di lantai {n * 7} memuat {n * 11} kursi bagi tamu dari {n} kota." for n in range(4)
    )
    refined = article(write_page(write_paragraphs(0, 3) + field.format(rest)))
    assert not refined.complete
    assert "a field" in (refined.incomplete_reason or "")


@pytest.mark.parametrize(
    "opens",
    [
        "<div data-page='{n}' {hidden}>",
        "<section class='hal' data-halaman='{n}' {hidden}>",
        "<div id='multi-page-{n}' {hidden}>",
        "<div class='slide' id='halaman{n}' {hidden}><h2>Bagian {n}</h2>",
    ],
)
def test_pages_that_are_turned_in_the_browser_are_all_read(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], opens: str
) -> None:
    ends = "</section>" if opens.startswith("<section") else "</div>"
    parts = [opens.format(n=1, hidden="") + write_paragraphs(0, 4) + ends]
    parts += [opens.format(n=n, hidden=HIDDEN) + write_paragraphs(3 + n - 1, 3 + n) + ends for n in (2, 3)]
    lines = article(write_page(f"<div class='isi'>{''.join(parts)}</div>")).text.split("\n")
    numbers = [line.split()[1] for line in lines if line.startswith("Paragraf")]
    assert numbers == [f"ke-{n}" for n in range(6)]


@pytest.mark.parametrize("names", ["data-page='3'", "data-page='2' class='komentar'", "id='tamu'"])
def test_a_hidden_part_that_follows_no_page_is_none(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], names: str
) -> None:
    shown = f"<div data-page='1'>{write_paragraphs(0, 5)}</div>"
    assert ANSWER not in article(write_page(f"<div>{shown}<div {names} {HIDDEN}><p>{ANSWER}</p></div></div>")).text
