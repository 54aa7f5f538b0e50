"""The article that a page holds in its data for scripts alone, put where a script would show it (`show_data`).

Some sites send a page without its words, which a script shows in a browser. The article is then an object of the
script's data that has the page's own title and a long text, also in Nuxt's list in which each value is named by its
place, in Next's rows, or in an element's attribute (`data-page`); pipelines/strings/script_values.py and
flight_values.py there name the forms. Not read: what a script fetches, and what the data call premium. A page that
shows the text itself stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from itertools import accumulate
from typing import Any

from lxml import etree, html

from pipelines.strings.flight_values import PUSHED, flight_values
from pipelines.strings.script_values import script_values
from pipelines.strings.squashed import squash

SHOWN_LETTERS = 600  # of a page's paragraphs, above which it shows its text itself
ROOTS = frozenset({"__next", "__nuxt", "___gatsby", "app", "root"})  # ids of what a script fills
MOST_LETTERS = 3_000_000  # of a script
ATTRIBUTES = etree.XPath("//@*[string-length(.) > 300]")
MOST_VALUES = 50_000  # of its data
FILLED_LEVELS = 12  # of values that are named by their places
LEAST_WORDS = 40  # of an article's text
MOST_TITLE_LETTERS = 400
TITLE_LETTERS = 15  # of a title at least, without signs
SHOWN_SHARE = 1 / 3  # of the text's long lines, above which a page shows them itself
HEAD_LETTERS = 400  # of an element around a title and what stands beside it, at most
STORY_TAGS = frozenset({"article", "body", "main", "section"})
LEAD_FIELD = re.compile(r"(?:(?:article|artikel|berita|news|post)_?)?(?:intro|lead|lede|teras)", re.IGNORECASE)
LEAST_LEAD_WORDS = 12
LEAD_REPEATED = 1_500  # letters of a text in which a lead may be said again
LEAD_SHARE = 0.7  # of its long words
LONG_WORD = 4  # letters
LONG_LINE = 60  # characters
TITLE_PARTS = re.compile(r" [|–—:·-]+ ")
PLAIN = re.compile(r"[\w ,.-]{8,}", re.ASCII)  # what JSON writes as it is
TAGS = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|figure|span)\b[^<>]*>", re.IGNORECASE)
OF_OTHERS = re.compile(
    r"comment|komentar|related|terkait|popul|recommend|rekomendasi|latest|terbaru|script|style", re.I
)
LINK_NAMES = frozenset({"href", "judul", "link", "permalink", "slug", "title", "url"})
FOR_PAYERS = re.compile(r"berbayar|locked|metered|paid|plus|premium|subscribers?", re.IGNORECASE)
FREE = re.compile(r"^is_?(?:accessible_?for_?)?free$", re.IGNORECASE)
NOT_FREE = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?false', re.IGNORECASE)
LOCKED = re.compile(r"premium|paywall|is_?locked|is_?paid|subscri", re.IGNORECASE)
HEADING = re.compile(r"h[1-6]$|heading", re.IGNORECASE)
DAY_BEGINS = re.compile(r"\d{4}-\d\d-\d\d")
DAY_PRINTED = re.compile(r"\b\d{1,2}(?:\s[^\W\d_]{3,9}\s|[/-]\d\d?[/-])20\d\d\b")  # "18 Maret 2024", "18/03/2024"
LONGEST_DAY = 60  # characters
EARLIEST, LATEST = 700_000_000, 9_999_999_999  # seconds since 1970
DAY_NAMES = tuple(
    re.compile(name, re.I) for name in ("publi[cs]", "terbit|tayang", "date|tanggal|tgl|^waktu$", "created")
)
CHANGED = re.compile(r"updat|modif|delet|expir|ubah", re.IGNORECASE)
WRITERS = re.compile(
    r"(?:(?:article|artikel|berita|nama|news|post)_?)?(?:authors?|creators?|reporters?|penulis|writers?|journalists?|jurnalis|wartawan)(?:_?name)?",
    re.IGNORECASE,
)
EDITORS = re.compile(r"editors?|redaktur", re.IGNORECASE)
WRITERS_NAME = re.compile(
    r"(?:author|penulis|reporter|writer|wartawan)_?name|nama_?(?:penulis|reporter|wartawan)", re.I
)
PERSON_NAMES = ("name", "nama", "fullName", "full_name", "displayName", "display_name")


def show_data(tree: html.HtmlElement) -> None:
    """Put the article that only the page's data hold behind its title (in place), with its claims as JSON-LD."""
    shown = accumulate(len(p.text_content()) for p in tree.iter("p"))
    if any(letters > SHOWN_LETTERS for letters in shown) and not _has_empty_root(tree):
        return  # most pages
    titles = _titles(tree)
    data = _data(tree, titles)
    candidates = [(text, title, article) for title, article in _articles(data, titles) if (text := _text_of(article))]
    if not candidates:
        return
    markup, title, article = max(candidates, key=lambda each: len(each[0]))
    body = html.fromstring(f'<div itemprop="articleBody">{markup}</div>')
    if any(_is_locked(name, value) for name, value in _plain(article)):
        return
    if any(NOT_FREE.search(s.text or "") for s in tree.iter("script")):
        return
    if not _is_shown(tree, body):
        _insert(tree, title, body, article)


def _has_empty_root(tree: html.HtmlElement) -> bool:
    """True where a script's root right under the body is nearly empty: what the page shows stands elsewhere."""
    body = tree.find("body")
    roots = [e for e in body if e.get("id") in ROOTS] if body is not None else []
    return bool(roots) and all(len(root.text_content()) < SHOWN_LETTERS for root in roots)


def _titles(tree: html.HtmlElement) -> list[str]:
    """The page's title in its heading, its claim and its <title>, squashed; of the last its parts, too."""
    claimed = [m.get("content") or "" for m in tree.iter("meta") if m.get("property") == "og:title"]
    named = [" ".join(e.text_content().split()) for e in tree.iter("title")]
    shown = [" ".join(e.text_content().split()) for e in tree.iter("h1")]
    parts = [part for name in named for part in TITLE_PARTS.split(name)]
    return [title for title in (*shown, *claimed, *named, *parts) if len(squash(title)) >= TITLE_LETTERS]


def _data(tree: html.HtmlElement, titles: Sequence[str]) -> Iterator[Any]:
    """Yield the data of the page's scripts and attributes that have words of its title."""
    scripts = [s.text or "" for s in tree.iter("script") if "ld+json" not in (s.get("type") or "")]
    for raw in scripts:
        if _may_hold(raw, titles):
            yield from script_values(raw)
    if pushes := [raw for raw in scripts if PUSHED in raw]:
        yield from flight_values(pushes)
    for raw in ATTRIBUTES(tree):
        if raw.lstrip()[:1] in {"{", "["} and _may_hold(raw, titles):
            try:
                yield json.loads(raw, strict=False)
            except (ValueError, RecursionError):
                continue


def _may_hold(raw: str, titles: Sequence[str]) -> bool:
    """True for data that have words of the page's title."""
    if not LEAST_WORDS * 5 < len(raw) <= MOST_LETTERS:
        return False
    probes = (max(PLAIN.findall(title), key=len, default="") for title in titles)
    return any(probe and probe.strip() in raw for probe in probes)


def _articles(values_of_page: Iterable[Any], titles: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the objects in the data that have one of the titles, and the title, squashed."""
    own = [squash(title) for title in titles]
    for data in values_of_page:
        for values in _objects(data):
            for value in values.values():
                if isinstance(value, dict):
                    value = value.get("rendered")  # WordPress: {"title": {"rendered": "..."}}
                if isinstance(value, str) and TITLE_LETTERS <= len(value) <= MOST_TITLE_LETTERS:
                    name = squash(unescape(value))
                    if len(name) >= TITLE_LETTERS and any(title.startswith(name) for title in own):
                        yield name, values
                        break


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in the data, those of a list of values by place with their values put in."""
    if isinstance(data, list) and any(isinstance(value, dict) and _names_places(value, data) for value in data):
        yield from _filled(data)
        return
    waiting = [data]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
        waiting.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())


def _names_places(value: Mapping[str, Any], data: Sequence[Any]) -> bool:
    return len(value) > 1 and all(type(v) is int and -len(data) < v < len(data) for v in value.values())


def _filled(data: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list in which each number names the place of another value, with those put in."""
    made: dict[tuple[int, int], Any] = {}

    def at(place: Any, depth: int) -> Any:
        if type(place) is not int or not 0 <= place < len(data):
            return place
        if (place, depth) not in made:
            made[place, depth] = None  # where it holds itself
            made[place, depth] = filled(data[place], depth + 1)
        return made[place, depth]

    def filled(value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            return {name: at(place, depth) for name, place in value.items()} if depth <= FILLED_LEVELS else None
        if isinstance(value, list):
            return [at(place, depth) for place in value] if depth <= FILLED_LEVELS else None
        return value

    yield from (filled(value, 0) for value in data if isinstance(value, dict))


def _text_of(article: Mapping[str, Any]) -> str:
    """The longest text of an article's object, as markup; "" where it has none."""
    texts = [_markup(value) for name, value in article.items() if not OF_OTHERS.search(name)]
    text = max((text for text in texts if len(text.split()) >= LEAST_WORDS), key=len, default="")
    return f"{_lead(article, text)}{text}" if text else ""


def _lead(article: Mapping[str, Any], text: str) -> str:
    """The first paragraph, in a field of its own, of which the text says less than it would of a summary; else ""."""
    lead = next((v for name, v in article.items() if LEAD_FIELD.fullmatch(name) and isinstance(v, str)), "")
    words = [squash(word) for word in TAGS.sub(" ", lead).split()]
    if len(words) < LEAST_LEAD_WORDS:
        return ""
    has = squash(TAGS.sub(" ", text[:LEAD_REPEATED]))
    long = [word for word in words if len(word) >= LONG_WORD]
    return _markup(lead) if sum(word in has for word in long) < LEAD_SHARE * len(long) else ""


def _markup(value: Any) -> str:
    """A text, one field of a text's object, or a text as a tree or a list of its blocks."""
    if isinstance(value, dict):
        texts = [_markup(v) for n, v in value.items() if isinstance(v, str) or n == "blocks"]
        return max([*texts, _paragraphs(value)], key=len)
    if isinstance(value, list):
        if TAGS.sub("", paragraphs := _paragraphs({"children": value})).replace("</p>", ""):
            return paragraphs
        blocks = [v if isinstance(v, str) else _block(v) for v in value if isinstance(v, str | dict)]
        return "".join(map(_markup, filter(None, blocks)))
    text = value if isinstance(value, str) else ""
    if "&lt;" in text and not TAGS.search(text):
        text = unescape(text)
    if TAGS.search(text):
        return text
    return "".join(f"<p>{escape(unescape(line))}</p>" for line in text.split("\n") if line.strip())


def _block(block: Mapping[str, Any]) -> str:
    """The text of a block of a text; "" of another story's card."""
    if LINK_NAMES & set(block):
        return ""
    inner = [v for value in block.values() if isinstance(value, dict) for v in value.values()]
    texts: list[str] = [v for v in (*block.values(), *inner) if isinstance(v, str)]
    return max(texts, key=len, default="")


def _paragraphs(tree: Mapping[str, Any]) -> str:
    """The paragraphs of an editor's tree of nodes (ProseMirror, Contentful, Nuxt Content), as markup; "" of others."""
    out: list[str] = []
    waiting: list[Any] = [tree]
    for _ in range(MOST_VALUES):
        if not waiting:
            break
        node = waiting.pop()
        below = _below(node)
        if any(_is_text(n, node) for n in below):
            name = str(node.get("tag") or node.get("type") or node.get("nodeType") or "p")
            tag = "h2" if HEADING.match(name) else "li" if "item" in name or name == "li" else "p"
            out.append(f"<{tag}>{escape(_words(below))}</{tag}>")
        else:
            waiting.extend(reversed(below))
    return "".join(out)


def _is_text(node: Any, above: Mapping[str, Any]) -> bool:
    """True for a piece of a paragraph; Slate's has no type, but its paragraph has one."""
    if not isinstance(node, dict):
        return False
    named = node.get("type", node.get("nodeType"))
    return named == "text" or (
        named is None and "type" in above and "id" not in node and isinstance(node.get("text"), str)
    )


def _words(nodes: Sequence[Any]) -> str:
    """The words of a paragraph's nodes, those of its links and bold words, too."""
    words: list[str] = []
    waiting = list(reversed(nodes))
    for _ in range(MOST_VALUES):
        if not waiting:
            break
        node = waiting.pop()
        text = node.get("text", node.get("value")) if isinstance(node, dict) else None
        words.append(text if isinstance(text, str) else "")
        waiting.extend(reversed(_below(node)))
    return "".join(words)


def _below(node: Any) -> list[Any]:
    if not isinstance(node, dict):
        return []
    return next((v for name in ("children", "content", "nodes") if isinstance(v := node.get(name), list)), [])


def _is_locked(name: str, value: str | int | None) -> bool:
    """True for a field that says that an article is for payers."""
    if isinstance(value, str) and FOR_PAYERS.fullmatch(value):
        return True
    no = value in {None, False, "", "0", "false"}
    return (no and value is not None) if FREE.search(name) else bool(LOCKED.search(name)) and not no


def _plain(article: Mapping[str, Any]) -> Iterator[tuple[str, str | int | None]]:
    return ((name, value) for name, value in article.items() if isinstance(value, str | int | bool | None))


def _is_shown(tree: html.HtmlElement, body: html.HtmlElement) -> bool:
    """True where the page shows much of the text."""
    lines = [squash(line) for e in body.iter() for line in (e.text, e.tail) if line and len(line) > LONG_LINE]
    shown = squash(" ".join(text for e in tree.iter("body") for text in _shown(e)))
    return sum(line[:LONG_LINE] in shown for line in lines) >= SHOWN_SHARE * len(lines)


def _shown(element: html.HtmlElement) -> Iterator[str]:
    for inner in element.iter("*"):
        if inner.tag not in {"script", "style", "template"}:
            yield inner.text or ""
        yield inner.tail or ""


def _insert(tree: html.HtmlElement, title: str, body: html.HtmlElement, article: Mapping[str, Any]) -> None:
    """Put the text behind the page's head, and its claims where the page has none."""
    headings = (e for e in tree.iter("h1", "h2", "h3") if squash(e.text_content()) == title)
    head = next(headings, None)
    if head is None:
        head = next(tree.iter("h1"), None)
    if head is not None:
        while (above := head.getparent()) is not None and above.tag not in STORY_TAGS:
            if len(above.text_content()) > HEAD_LETTERS:
                break
            head = above
        body.tail, head.tail = head.tail, None
        head.addnext(body)
    elif (page := tree.find("body")) is not None:
        page.append(body)
    if not any("Article" in (s.text or "") for s in tree.iter("script") if "ld+json" in (s.get("type") or "")):
        claims = etree.SubElement(body, "script", {"type": "application/ld+json"})
        claims.text = json.dumps(_claims(article), ensure_ascii=True)


def _claims(article: Mapping[str, Any]) -> dict[str, Any]:
    """Day and persons of an article's object, as JSON-LD says them."""
    days = {n: day for n, v in article.items() if not CHANGED.search(n) and (day := _day(v))}
    day = next((v for name in DAY_NAMES for n, v in days.items() if name.search(n)), None)
    people = {
        job: [
            {"@type": "Person", "name": name}
            for n, value in article.items()
            if names.fullmatch(n)
            for name in _people(value)
        ]
        for job, names in (("author", WRITERS), ("editor", EDITORS))
    }
    return {"@type": "NewsArticle", "datePublished": day, **people}


def _day(value: Any) -> str | None:
    """A field's value where it is a moment: as machines write it, in seconds or thousandths since 1970, or printed."""
    if type(value) is int:
        seconds = value // 1000 if value > LATEST else value
        return datetime.fromtimestamp(seconds, UTC).isoformat() if EARLIEST < seconds <= LATEST else None
    if isinstance(value, dict):
        return next(
            (day for n, v in value.items() if type(v) is not dict and DAY_NAMES[0].search(n) and (day := _day(v))), None
        )
    if not isinstance(value, str) or len(value) > LONGEST_DAY:
        return None
    return value if DAY_BEGINS.match(value) or DAY_PRINTED.search(value) else None


def _people(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for person in value for name in _people(person)]
    if isinstance(value, dict):
        names = [name for key in PERSON_NAMES if isinstance(name := value.get(key), str)][:1]
        both = [name for key in ("first_name", "last_name") if isinstance(name := value.get(key), str)]
        names = names or ([" ".join(both)] if len(both) > 1 else [])
        names = names or [v for n, v in value.items() if WRITERS_NAME.fullmatch(n) and isinstance(v, str)][:1]
        return names or [name for key in ("data", "attributes", "node") for name in _people(value.get(key))]
    return [value] if isinstance(value, str) else []
