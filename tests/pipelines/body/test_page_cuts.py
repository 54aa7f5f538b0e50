"""What was cut out of a page stands where it stood when the cuts are put back, and a copy has what its readers ask."""

from __future__ import annotations

import pytest
from lxml import etree, html

from pipelines.body.inserts import cut_inserts
from pipelines.body.page_cuts import Cuts, cut_for_a_while, cut_page
from pipelines.page.table import read_table

PAGES = [
    "<div>a <b>satu</b> b <p>dua</p> c <i>tiga</i></div>",
    "<div><p>satu</p> a <p>dua</p> b <p>tiga</p> c</div>",
    "<div><p>satu</p><p>dua</p><ul><li>tiga <a>x</a> y</li> z</ul></div>",
]


def written(tree: html.HtmlElement) -> str:
    return etree.tostring(tree, encoding="unicode")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("backwards", [False, True])
def test_cuts_in_any_order_are_put_back(page: str, backwards: bool) -> None:
    tree = html.fromstring(page)
    elements = list(tree.iterdescendants("*"))
    cuts = Cuts()
    for element in reversed(elements) if backwards else elements:
        cuts.write(element, "tail", f"{element.tail or ''}!")
        cuts.take_out(element)
    assert [e for e in elements if e.getroottree().getroot() is tree] == []
    assert written(tree) != page
    cuts.put_back()
    assert written(tree) == page
    assert list(tree.iterdescendants("*")) == elements


def test_a_page_is_whole_again_behind_its_cuts() -> None:
    story = "<p>Balai Karang dibuka (<b>Baca juga: <a href='/x'>Pasar ramai</a></b>).</p>" * 2
    tree = html.document_fromstring(
        f"<html><body><div>{story}<div class='share-box'>Bagikan</div>.</div></body></html>"
    )
    before = written(tree)
    with cut_for_a_while(read_table(tree)) as page:
        assert len(cut_inserts(page)) == 3
        assert "Pasar ramai" not in written(tree)
    assert written(tree) == before


@pytest.mark.parametrize(
    ("page", "around"),
    [
        ("<main><p>a</p><div id='x'><p>b</p></div> tail</main>", "div"),
        ("<main><p>a</p><div id='x'>b</div></main>", "main"),
        ("<main><p><span id='x'>b</span></p></main>", "main"),
        ("<table><tr><td><table><tr><td id='x'><p>b</p></td></tr></table></td></tr></table>", "table"),
    ],
)
def test_a_copy_has_around_it_what_its_readers_look_at(page: str, around: str) -> None:
    tree = html.document_fromstring(f"<html><body>{page}</body></html>")
    element = tree.get_element_by_id("x")
    copied = cut_page(read_table(tree)).copy_of(element)
    assert copied is not element
    assert (copied.tag, copied.text_content()) == (element.tag, element.text_content())
    assert [*copied.iterancestors(), copied][-1 if around == "div" else -2].tag == around
