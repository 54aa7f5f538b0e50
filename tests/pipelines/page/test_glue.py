"""Words that a page glues together where an inline element begins or ends are two words again; one word stays one."""

from __future__ import annotations

import pytest
from lxml import html

from pipelines.markup.glue import part_glued_words

PAGE = "<p>Wali Kota Karang lalu pulang, dan jalan itu diperbaiki. Kata dia, lelang juga selesai.</p>"


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("<strong>Wali Kota Karang</strong>mengatakan jalan itu", "Wali Kota Karang mengatakan jalan itu"),
        ("perbaikan <a href='/x'>jalan</a>lalu selesai", "perbaikan jalan lalu selesai"),
        ("tahun ini<em>juga</em> selesai", "tahun ini juga selesai"),
        ("selesai.<em>Lelang</em> dibuka", "selesai. Lelang dibuka"),
        ("bulan depan,<b>tanpa</b> tunda", "bulan depan, tanpa tunda"),
        ("<b>Kupang.</b><i>Kami datang</i>", "Kupang. Kami datang"),
    ],
)
def test_two_words_are_parted(glued: str, parted: str) -> None:
    tree = html.fromstring(f"<div>{PAGE}<p>{glued}</p></div>")
    part_glued_words(tree, tree)
    assert tree[1].text_content() == parted


@pytest.mark.parametrize(
    "whole",
    [
        "Peme<b>rintah</b> kota",
        "di<i>buat</i> di sana",
        "me<i>review</i> jalan",
        "<a href='/x'>Karang</a>nya indah",
        "<span>R</span>atusan warga",
        "pukul 12<b>.30</b>",
        "ber<b>jalan</b> kaki",
    ],
)
def test_one_word_stays_one(whole: str) -> None:
    tree = html.fromstring(f"<div>{PAGE}<p>{whole}</p></div>")
    text = tree[1].text_content()
    part_glued_words(tree, tree)
    assert tree[1].text_content() == text
