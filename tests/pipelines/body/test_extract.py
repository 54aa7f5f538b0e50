"""What the extractor loses of the article's own container is put back; inserts and neighbours are not."""

from __future__ import annotations

from collections.abc import Callable

from lxml import html

from corpus.models import Article
from pipelines.body.extract import recover
from pipelines.body.inserts import named_insert
from pipelines.page.blocks import Block, blocks_of, lines_of

FIRST, LOST, LAST = (
    f"Kalimat {n} menceritakan pembinaan pegawai di Balai Karang dengan cukup panjang." for n in ("satu", "dua", "tiga")
)


def block(text: str, tag: str = "p", linked: float = 0.0) -> Block:
    return Block(text, tag, linked)


def test_a_lost_paragraph_is_put_back_where_it_stood() -> None:
    assert recover([FIRST, LAST], [block(FIRST), block(LOST), block(LAST)]) == [FIRST, LOST, LAST]


def test_a_row_of_links_is_not_put_back() -> None:
    assert recover([FIRST, LAST], [block(FIRST), block(LOST, linked=0.9), block(LAST)]) == [FIRST, LAST]


def test_prose_behind_the_last_line_is_a_neighbours_but_a_sign_off_is_not() -> None:
    blocks = [block("Oleh: Budi Santoso"), block(FIRST), block(LAST), block(LOST), block("Editor: Ani Lestari")]
    assert recover([FIRST, LAST], blocks) == ["Oleh: Budi Santoso", FIRST, LAST, "Editor: Ani Lestari"]


def test_where_the_extractor_found_next_to_nothing_the_container_speaks() -> None:
    assert recover([], [block(FIRST), block(LOST), block(LAST)]) == [FIRST, LOST, LAST]


def test_an_editor_at_the_articles_foot_is_read(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    foot = '<div class="info"> Editor : <a href="/penulis/ani">Ani Lestari</a> </div>'
    assert article(write_page(write_paragraphs() + foot)).editor == "Ani Lestari"


def test_breaks_part_lines_where_a_sentence_ends() -> None:
    element = html.fromstring("<div>Satu.<br>Dua<br>dan tiga<br><br>Empat</div>")
    assert lines_of(element) == ["Satu.", "Dua dan tiga", "Empat"]


def test_what_readers_do_not_see_is_no_line() -> None:
    element = html.fromstring("<div><p>Satu.</p><p style='display:none'>Dua.</p><script>x()</script></div>")
    assert lines_of(element) == ["Satu."]


def test_a_block_knows_how_much_of_it_is_links() -> None:
    (line,) = blocks_of(html.fromstring("<p>Satu <a href='/'>dua tiga empat</a></p>"))
    assert (line.tag, round(line.linked, 1)) == ("p", 0.8)


def test_an_inserts_name_is_whole_or_at_the_edge() -> None:
    assert [named_insert(n) for n in ("read__also clearfix", "post-tags", "stage-content", "single-tag-line")] == [
        "related_box",
        "page_furniture",
        None,
        None,
    ]


def test_a_soft_hyphen_parts_no_word() -> None:
    assert lines_of(html.fromstring("<p>ha\u00adla\u00adman kan\u200btor</p>")) == ["halaman kantor"]
