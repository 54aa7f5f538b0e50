""" "Baca juga" with its link, at the end of a line that holds many other links."""

from __future__ import annotations

import pytest
from lxml import html

from pipelines.body.page_cuts import Cuts
from pipelines.body.read_also import cut_read_also

LINKS = " ".join(f'<a href="/warga/{number}">warga ke-{number}</a>,' for number in range(40))


@pytest.mark.parametrize(
    ("between", "cut"),
    [
        ("dan lainnya. Baca juga: ", ["Baca juga: Apel Pagi"]),
        (f"dan lainnya. Baca juga:{' ' * 80}", []),  # the marker stands too far before
        ("dan lainnya di ", []),
    ],
)
def test_a_marker_counts_right_before_its_link_alone(between: str, cut: list[str]) -> None:
    page = html.fromstring(f'<div><p>Yang datang: {LINKS} {between}<a href="/apel">Apel Pagi</a></p></div>')
    assert [" ".join(insert.text.split()) for insert in cut_read_also(page, None, Cuts())] == cut


def test_each_of_many_links_in_a_line_reads_no_more_than_what_stands_right_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = html.fromstring(f"<div><p>Yang datang: {LINKS}</p></div>")
    read = 0
    text_content = html.HtmlElement.text_content

    def counted(element: html.HtmlElement) -> str:
        nonlocal read
        read += 1
        return str(text_content(element))

    monkeypatch.setattr(html.HtmlElement, "text_content", counted)
    assert cut_read_also(page, None, Cuts()) == []
    assert read < 40 * 10
