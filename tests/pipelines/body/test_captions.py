"""A picture's caption is no paragraph, also where the template doesn't call it a caption; a paragraph is no caption."""

from __future__ import annotations

import pytest
from lxml import html

from pipelines.body.captions import cut_captions
from pipelines.body.page_cuts import Cuts

STORY = "<p>Kalimat satu menceritakan pembinaan pegawai di Balai Karang dengan panjang.</p>"


def left(block: str) -> str:
    tree = html.fromstring(f"<div>{STORY}{block}{STORY}</div>")
    cut_captions(tree, Cuts())
    return " ".join(" ".join(p.text_content().split()) for p in tree[1:-1]).strip()


@pytest.mark.parametrize(
    "block",
    [
        "<p><img src='a.jpg'><em>Suasana apel di Balai Karang</em></p>",
        "<p style='text-align:center'><img src='a.jpg'><br><small>Suasana apel, Selasa (12/9)</small></p>",
        "<p><img src='a.jpg'></p><p><i>Suasana apel di Balai Karang, Selasa.</i></p>",
        "<div><a href='/foto'><img src='a.jpg'></a> Suasana apel di Balai Karang</div>",
    ],
)
def test_a_caption_goes(block: str) -> None:
    assert left(block) == ""


@pytest.mark.parametrize(
    "block",
    [
        "<p><img src='a.jpg'> Pegawai datang sejak pagi, kata kepala balai.</p>",
        "<p><img src='a.jpg'></p><p>Pegawai datang sejak pagi, kata kepala balai.</p>",
        "<p><img src='a.jpg'></p><p><i>“Kami siap,”</i> kata kepala balai.</p>",
        "<p><img src='a.jpg'></p><p><i>Mengapa apel digelar pagi?</i></p>",
        "<p><img src='a.jpg'> 21) Kain tenun dari Karang</p>",
    ],
)
def test_a_paragraph_stays(block: str) -> None:
    text = " ".join(html.fromstring(f"<div>{block}</div>").text_content().split())
    assert left(block) == text
