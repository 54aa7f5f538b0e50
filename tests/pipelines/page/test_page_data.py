"""A page whose words stand in a script's data alone is read as a browser's script would show it."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime

import pytest

from corpus.models import Article, Capture, Refined, SetAside
from pipelines.refine import refine
from pipelines.rules import NO_RULES

TITLE = "Balai Karang Membuka Kelas Malam"
TEXT = [f"Kalimat ke-{n} menceritakan kelas malam di Balai Karang dengan cukup panjang." for n in range(6)]
MARKUP = "".join(f"<p>{line}</p>" for line in TEXT)
ARTICLE = {"id": 7, "title": TITLE, "content": MARKUP, "published_at": "2026-05-12 08:10:08", "summary": TEXT[0]}
WRITTEN = {**ARTICLE, "authors": [{"name": "Rina Kusuma"}], "editor": {"email": "b@x.example", "name": "Budi Raharjo"}}
OTHER = {"title": "Pasar Contoh Pindah ke Timur", "content": "<p>Pedagang memindahkan lapak.</p>" * 20}


def read(script: str, shown: str = "", title: str = TITLE) -> Refined:
    page = (
        f"<html><head><title>{title} - Kabar Karang</title></head><body><div id='app'><header><h1>{title}</h1></header>"
        f"<div class='isi'>{shown}</div></div>{script}</body></html>"
    )
    at = datetime(2026, 6, 1, tzinfo=UTC)
    return refine([Capture("https://kabarkarang.example/kelas-malam-9", page.encode(), at)], NO_RULES)


def next_data(**props: object) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": props}})}</script>'


def by_place(value: object) -> list[object]:
    """Nuxt's list: each value at a place of its own."""
    places: list[object] = []

    def put(value: object) -> int:
        at = len(places)
        places.append(None)
        if isinstance(value, dict):
            places[at] = {name: put(inner) for name, inner in value.items()}
        else:
            places[at] = [put(inner) for inner in value] if isinstance(value, list) else value
        return at

    put(value)
    return places


def words(text: str) -> list[object]:
    """A paragraph's nodes: its first word is bold, its second one a link."""
    first, second, rest = text.split(" ", 2)
    bold = {"type": "text", "text": first, "marks": [{"type": "bold"}]}
    link = {"type": "link", "children": [{"type": "text", "value": second}]}
    return [bold, {"type": "text", "text": " "}, link, {"type": "text", "value": f" {rest}"}]


TREE = {"type": "root", "children": [{"type": "element", "tag": "p", "children": words(t)} for t in TEXT]}
SCRIPTS = {
    "next": next_data(article=WRITTEN, popular=[OTHER]),
    "state": f"<script>window.__INITIAL_STATE__={json.dumps({'berita': WRITTEN, 'lain': [OTHER]})};boot();</script>",
    "parse": f"<script>window.S = JSON.parse({json.dumps(json.dumps({'a': [OTHER, WRITTEN]}))})</script>",
    "places": f'<script type="application/json">{json.dumps(by_place({"d": {"k": WRITTEN, "o": [OTHER]}}))}</script>',
    "function": (
        '<script>window.__NUXT__=(function(a,b){return {layout:"default",data:[{berita:{title:a,isi:'
        f"{json.dumps(MARKUP)},publishDate:b,penulis:'Rina Kusuma',redaktur:{{nama:'Budi Raharjo'}},premium:!1}}}}]}}}}"
        f'("{TITLE}","2026-05-12T08:10:08+07:00"));</script>'
    ),
    "packed": next_data(article={**WRITTEN, "content": MARKUP.replace("<", "&lt;").replace(">", "&gt;")}),
    "lines": next_data(article={**WRITTEN, "content": {"text": "\n\n".join(TEXT)}}),
    "tree": next_data(
        article={
            **WRITTEN,
            "content": {"type": "doc", "content": [{"type": "paragraph", "content": words(t)} for t in TEXT]},
        }
    ),
    "slate": next_data(
        article={**WRITTEN, "body": [{"type": "paragraph", "children": [{"text": t, "bold": True}]} for t in TEXT]}
        | {"content": None}
    ),
    "tree by place": (f'<script type="application/json">{json.dumps(by_place({**WRITTEN, "content": TREE}))}</script>'),
    "blocks": next_data(article={**WRITTEN, "content": [{"id": n, "data": {"text": t}} for n, t in enumerate(TEXT)]}),
}


@pytest.mark.parametrize("form", SCRIPTS)
def test_the_text_its_day_and_its_names(form: str) -> None:
    refined = read(SCRIPTS[form])
    assert isinstance(refined, Article), refined
    assert refined.text.split("\n") == TEXT
    assert (refined.title, refined.authors, refined.editor) == (TITLE, ("Rina Kusuma",), "Budi Raharjo")
    assert refined.published_at is not None
    assert refined.published_at.isoformat() == "2026-05-12T08:10:08+07:00"
    assert refined.complete


@pytest.mark.parametrize(
    "script",
    [
        next_data(articles=[OTHER, {**OTHER, "title": "Balai Lain Membuka Kelas Siang"}]),
        next_data(article={**ARTICLE, "is_premium": True}),
        next_data(article={**ARTICLE, "isFree": False}),
        next_data(article={**ARTICLE, "access": "premium"}),
        next_data(article=ARTICLE) + '<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
        next_data(article={"title": TITLE, "related": [OTHER], "comments": [{"text": line} for line in TEXT]}),
        next_data(article={"title": TITLE, "items": [{**OTHER, "url": "/x"}]}),
        '<script id="__NEXT_DATA__" type="application/json">{"title": "' + TITLE + '", "content": "' + MARKUP,
        "<script>" + "[" * 5000 + f'"{TITLE}"' + "</script>",
    ],
)
def test_another_storys_text_a_paid_one_and_broken_data_are_not_taken(script: str) -> None:
    assert not isinstance(read(script), Article)


def test_a_page_that_shows_its_text_stays_as_it_is() -> None:
    longer = {**ARTICLE, "content": MARKUP.replace("panjang", "panjang sekali")}
    refined = read(next_data(article=longer), MARKUP)
    assert isinstance(refined, Article)
    assert refined.text.split("\n") == TEXT


def test_the_post_of_a_wordpress_answer_is_read() -> None:
    post = {"title": {"rendered": TITLE}, "content": {"rendered": MARKUP}, "excerpt": {"rendered": f"<p>{TEXT[0]}</p>"}}
    refined = read(next_data(post=post))
    assert isinstance(refined, Article)
    assert refined.text.split("\n") == TEXT


def pushed(text: str, cut: int = 40) -> str:
    """Next's pushes of a text in two parts."""
    parts = (text[:cut], text[cut:])
    return "".join(f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in parts)


def in_attribute(name: str, value: object) -> str:
    return f"<div {name}='{html.escape(json.dumps(value))}'></div>"


IN_CODE = json.dumps(MARKUP).replace("<", "\\u003C")
PERSON = {"author": {"data": {"attributes": {"name": "Rina Kusuma"}}}}


@pytest.mark.parametrize(
    "script",
    [
        pushed(f'5:["$","$L1",null,{json.dumps({"post": WRITTEN})}]\n'),
        pushed(f"5:{json.dumps({'post': {**WRITTEN, 'content': '$1a'}})}\n1a:T{len(MARKUP):x},{MARKUP}"),
        in_attribute("data-page", {"component": "Berita", "props": {"post": WRITTEN}}),
        in_attribute(":artikel", WRITTEN),
        in_attribute("wire:snapshot", {"data": {"berita": [WRITTEN, {"s": "arr"}]}}),
        next_data(post={**WRITTEN, "content": {"blocks": [{"type": "p", "data": {"text": line}} for line in TEXT]}}),
        next_data(post={**ARTICLE, **PERSON}),
        next_data(post={**ARTICLE, "news_author": "Rina Kusuma"}),
        next_data(post={"title": TITLE, "lead": TEXT[0] + " Ini pembuka.", "isi": MARKUP, "penulis": "Rina Kusuma"}),
        "<script>window.__NUXT__=function(a,b){a.title=" + json.dumps(TITLE) + ";a.content=" + IN_CODE + ";"
        'a.author=b;return{data:[{article:a}]}}({},"Rina Kusuma")</script>',
    ],
)
def test_data_in_rows_attributes_and_code_are_read(script: str) -> None:
    refined = read(script)
    assert isinstance(refined, Article)
    assert (refined.text.split("\n")[-6:], refined.authors) == (TEXT, ("Rina Kusuma",))


@pytest.mark.parametrize(
    "day",
    [
        {"published_at": 1778548208},
        {"publishedAt": 1778548208000},
        {"tgl_terbit": "12 Mei 2026 08:10"},
        {"publish_date": "12/05/2026 08:10"},
        {"date": {"published": "2026-05-12 08:10:08"}},
    ],
)
def test_a_moment_of_the_data_is_read_as_many_systems_write_it(day: dict[str, object]) -> None:
    refined = read(next_data(post={"title": TITLE, "content": MARKUP, **day}))
    assert isinstance(refined, Article)
    assert f"{refined.published_at:%Y-%m-%d %H:%M}" == "2026-05-12 08:10"


def test_parts_given_to_each_other_without_end_are_let_be() -> None:
    names = ",".join(f"a{n}" for n in range(60))
    parts = "".join(f"a{n}.x=a{n - 1};a{n}.y=a{n - 1};" for n in range(1, 60))
    hostile = (
        f'<script>window.n=(function({names}){{{parts}return {{t:"{TITLE}",d:a59}}}}({",".join(["{}"] * 60)}))</script>'
    )
    assert isinstance(read(hostile + "<!--" + "x" * 300 + "-->"), SetAside)
