"""The table of a page: nodes in document order, lines as readers see them, and what nobody sees left out."""

from __future__ import annotations

from lxml import html

from pipelines.page.table import Line, PageTable, read_table


def table_of(markup: str) -> PageTable:
    return read_table(html.fromstring(markup))


def seen(table: PageTable) -> list[tuple[str, str, str | None]]:
    return [(line.text, line.node.tag, line.silent) for line in table.lines]


def test_a_block_is_a_line_and_a_break_parts_two() -> None:
    table = table_of("<div><h2>Apel</h2>Balai dibuka.<br>Warga<br>datang.<p>Lalu <b>pulang</b>.</p> Sudah.</div>")
    assert seen(table) == [
        ("Apel", "h2", None),
        ("Balai dibuka.", "div", None),
        ("Warga datang.", "div", None),
        ("Lalu pulang.", "p", None),
        ("Sudah.", "div", None),
    ]


def test_menus_captions_buttons_and_hidden_parts_are_lines_of_their_own_with_the_reason() -> None:
    table = table_of(
        "<div>Balai <button>Bagikan</button>dibuka.<nav><p>Beranda</p><span style='display: none'>Tutup</span></nav>"
        "<figure><figcaption>Foto: Humas</figcaption></figure><p style='visibility:hidden'>Tersembunyi</p></div>"
    )
    assert sorted(seen(table)) == [
        ("Bagikan", "button", "button"),
        ("Balai dibuka.", "div", None),
        ("Beranda", "p", "nav"),
        ("Foto: Humas", "figure", "figure"),
        ("Tersembunyi", "p", "hidden"),
        ("Tutup", "span", "hidden"),
    ]


def test_scripts_styles_and_templates_are_no_lines_and_count_no_letters() -> None:
    table = table_of(
        "<div><script>var a = 'x'</script><style>p {}</style><template><p>Isi</p></template><p>Apel</p></div>"
    )
    assert seen(table) == [("Apel", "p", None)]
    assert table.nodes[0].letters == len("Apel")


def test_a_node_knows_what_stands_under_it() -> None:
    table = table_of("<div id=isi class='a b'><p>Apel <a href=/x>pagi</a></p><ul><li>satu<li>dua</ul></div>")
    root, paragraph, link, items = table.nodes[0], table.nodes[1], table.nodes[2], table.nodes[3]
    assert (root.names, root.children, root.end, root.holds_block) == ("a b isi", 2, len(table.nodes), True)
    assert (paragraph.letters, paragraph.linked, paragraph.over_block) == (8, 4, False)
    assert link.above is paragraph
    assert [line.text for line in table.lines[items.first_line : items.last_line]] == ["satu", "dua"]
    assert [table.text(node) for node in (root, paragraph, link)] == ["Apel pagi satu dua", "Apel pagi", "pagi"]


def test_the_share_of_links_is_a_lines_own() -> None:
    lines: list[Line] = table_of("<div><p><a href=/a>satu</a></p><p>dua <a href=/b>tiga!</a></p></div>").lines
    assert [round(line.linked, 2) for line in lines] == [1.0, 0.62]


def test_comments_part_no_words_and_the_roots_tail_is_not_read() -> None:
    holder = html.fromstring("<section><div>Apel<!-- iklan --> pagi</div>di luar</section>")
    assert seen(read_table(holder[0])) == [("Apel pagi", "div", None)]


def test_nesting_costs_no_stack() -> None:
    deep = html.fromstring("<div>" * 200 + "Apel" + "</div>" * 200)
    table = read_table(deep)
    assert (table.depth, table.lines[0].text) == (199, "Apel")
