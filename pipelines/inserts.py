"""Which elements inside a page are inserts ("Baca juga", share rows, adverts), and what did they say?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from lxml import html

from corpus.models import RemovedLine
from pipelines.blocks import BLOCK_TAGS, GLUED_AFTER, GLUED_BEFORE, text_of

KEPT_SHARE = {"comments": 0.6}  # an element with more than this share of the page's text (0.25 for the others) is no insert
SILENT_TAGS = frozenset({"noscript", "script", "style", "svg", "template"})
LONG_PARAGRAPH = 200  # characters of one unlinked paragraph that no insert has
INSERT_TEXT = 300  # characters of a cut that are kept in its record
MAX_SHELL = 12  # children above which an element is no shell of one insert
MAX_TEASERS = 5  # links that may follow a bare "Baca juga:"
NEVER_CUT = frozenset({"html", "body", "head", "article", "main", "h1"})
INLINE_TAGS = frozenset({"a", "abbr", "b", "em", "font", "i", "mark", "strong", "u"})  # words of a sentence: only a marker cuts them

MARKER = re.compile(  # "Baca juga:", "BACA JUGA", "(Baca: ", "Lihat juga :", "Simak Juga", "Artikel terkait:", "Baca pula:"
    r"""\(? \s* (?: baca (?: \s* (?:juga|pula|lainnya|selengkapnya) \s*[:：]? | \s*[:：] )
        | (?:lihat|simak|tonton|saksikan) \s+ (?:juga|pula) \s*[:：]?
        | (?:artikel|berita) \s+ (?:terkait|lainnya) \s*[:：]?
        | (?:also\s+read|read\s+also|read\s+more) \s*[:：]? ) \s*""",
    re.IGNORECASE | re.VERBOSE,
)
MARKER_ALONE = re.compile(rf"^[\s•*–-]*{MARKER.pattern}$", re.IGNORECASE | re.VERBOSE)
MARKER_FIRST = re.compile(rf"^[\s•*–-]*{MARKER.pattern}(?=[^\s])", re.IGNORECASE | re.VERBOSE)
MARKER_LAST = re.compile(rf"(?:^|(?<=[\s.!?\"”)(,])){MARKER.pattern}$", re.IGNORECASE | re.VERBOSE)
NAME_PARTS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Name -> rule id, names squashed to parts joined by "-"."""
    table = tomllib.loads((files("pipelines") / "data/inserts.toml").read_text("utf-8"))
    return {"-".join(NAME_PARTS.findall(n)): rule["id"] for rule in table["insert"] for n in rule["names"]}


@lru_cache(maxsize=4096)
def named_insert(names: str) -> str | None:
    """The rule that a class attribute or id matches, or None.

    >>> named_insert("read__also clearfix"), named_insert("linksisip"), named_insert("post-content")
    (None, 'related_box', None)
    """
    table = _names()
    for name in names.lower().split():
        parts = NAME_PARTS.findall(name)
        whole = "-".join(parts)
        if rule := table.get(whole):
            return rule
        for size in (3, 2, 1):
            for start in range(len(parts) - size + 1):
                if start and start + size < len(parts):
                    continue  # only at the name's head or tail: "single-tag-line" is not "tag"
                if rule := table.get("-".join(parts[start : start + size])):
                    return rule
    return None


def cut_inserts(tree: html.HtmlElement, noise: tuple[str, ...] = ()) -> list[RemovedLine]:
    """Cut the inserts out of the tree (in place) and say what went. `noise` are the outlet's own CSS selectors.

    What is said is kept for cuts among the text's own paragraphs; a page's menus and side bars go without a word.
    """
    home = _home_of_text(tree)
    removed = [
        record
        for selector in noise
        for element in tree.cssselect(selector)
        if (record := _cut("outlet_noise", element, home)) is not None
    ]
    removed += _cut_marked(tree, home)
    for rule, element in list(_named(tree)):
        if (record := _cut(rule, element, home)) is not None:
            removed.append(record)
    return removed


def _home_of_text(tree: html.HtmlElement) -> html.HtmlElement | None:
    """The element right above most of the page's paragraphs."""
    weights: dict[html.HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + len(paragraph.text_content().strip())
    return max(weights, key=lambda element: weights[element]) if weights else None


def _named(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """The elements whose class or id is an insert's, outermost ones only."""
    weights = _weights(tree)
    whole = weights.get(tree, 0) or 1
    done: set[html.HtmlElement] = set()
    for element in tree.iter("*"):
        if element.getparent() in done:
            done.add(element)
            continue
        if element.tag in NEVER_CUT or element.tag in INLINE_TAGS:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        rule = named_insert(names) if names.strip() else None
        if rule and weights[element] <= KEPT_SHARE.get(rule, 0.25) * whole and not (
            element.tag == "p" and weights[element] > LONG_PARAGRAPH
        ):
            done.add(element)
            yield rule, element


def _weights(tree: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """For each element, the characters under it that are neither links nor scripts."""
    elements = list(tree.iter("*"))
    weights = {e: len((e.text or "").strip()) if e.tag not in SILENT_TAGS else 0 for e in elements}
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and parent in weights:
            carried = 0 if element.tag in SILENT_TAGS or element.tag == "a" else weights[element]
            weights[parent] += carried + (len((element.tail or "").strip()) if parent.tag not in SILENT_TAGS else 0)
    return weights


def _cut(rule: str, element: html.HtmlElement, home: html.HtmlElement | None) -> RemovedLine | None:
    """Take the element out, its tail stays. None where it was gone already, said nothing, or stood elsewhere."""
    if element.getparent() is None:
        return None
    within = home is not None and any(ancestor is home for ancestor in element.iterancestors())
    said = text_of(element) if within else ""
    element.drop_tree()
    return RemovedLine(rule, -1, said[:INSERT_TEXT]) if said else None


def _cut_marked(tree: html.HtmlElement, home: html.HtmlElement | None) -> list[RemovedLine]:
    """Cut what "Baca juga" and its like point at: the marker with its link, wherever the two stand."""
    removed: list[RemovedLine] = []
    for link in list(tree.iter("a")):
        if link.getparent() is None or (home is not None and not any(a is home for a in link.iterancestors())):
            continue
        said = " ".join(link.text_content().split())
        if said and (MARKER_FIRST.match(said) or MARKER_ALONE.match(said) or _marker_stands_before(link)):
            removed += _cut_with_shell(link)
    return removed


def _marker_stands_before(link: html.HtmlElement) -> bool:
    """True where the words right before the link are a marker; climbs out of <strong>, <span>, <em>."""
    element = link
    for _ in range(4):
        before, parent = _before(element), element.getparent()
        if before.strip():
            return bool(MARKER_LAST.search(before[-60:]))
        if parent is None or parent.tag in BLOCK_TAGS:
            return parent is not None and _block_before_is_marker(parent)
        element = parent
    return False


def _before(element: html.HtmlElement) -> str:
    """The text between the element and its parent's beginning, as far as the nearest block or break."""
    texts: list[str] = []
    for sibling in element.itersiblings(preceding=True):
        texts.append(sibling.tail or "")
        if sibling.tag in BLOCK_TAGS or sibling.tag == "br":
            if texts[-1].strip() or sibling.tag == "br" and len(texts) > 3:
                return "".join(reversed(texts))
            continue
        texts.append(sibling.text_content() if isinstance(sibling.tag, str) else "")
    parent = element.getparent()
    texts.append((parent.text or "") if parent is not None else "")
    return "".join(reversed(texts))


def _block_before_is_marker(block: html.HtmlElement) -> bool:
    """True where this block follows a bare "Baca juga:" block, or other links that do."""
    for _ in range(MAX_TEASERS):
        before = block.getprevious()
        if before is None:
            parent = block.getparent()
            if parent is None or parent.tag not in {"li", "ul", "ol", "div", "td", "tr", "tbody", "table"}:
                return False
            if (parent.text or "").strip():
                return bool(MARKER_ALONE.match(" ".join((parent.text or "").split())))
            block = parent
            continue
        if (before.tail or "").strip():
            return False
        said = " ".join(before.text_content().split())
        if MARKER_ALONE.match(said):
            return True
        if said and said != " ".join(" ".join(a.text_content() for a in before.iter("a")).split()):
            return False
        block = before
    return False


def _cut_with_shell(link: html.HtmlElement) -> list[RemovedLine]:
    """Cut the link; with it the marker before it and the inline or block shell that holds nothing else."""
    shell = link
    while (parent := shell.getparent()) is not None and parent.tag not in NEVER_CUT and _holds_only(parent, shell):
        shell = parent
    said = text_of(shell) or " ".join(shell.text_content().split())
    marker = _cut_marker_before(shell) if shell is link or shell.tag not in BLOCK_TAGS else ""
    _drop_tail_mark(shell)
    shell.drop_tree()
    return [RemovedLine("read_also", -1, f"{marker}{said}".strip()[:INSERT_TEXT])]


def _holds_only(parent: html.HtmlElement, child: html.HtmlElement) -> bool:
    """True where the parent says nothing but the child, a marker, and marks of punctuation."""
    if len(parent) > MAX_SHELL:
        return False
    rest = parent.text_content().replace(child.text_content(), "", 1)
    rest = " ".join(rest.split()).strip(" .()[]|>»•–-")
    return not rest or bool(MARKER_ALONE.match(rest))


def _cut_marker_before(element: html.HtmlElement) -> str:
    """Take the marker off the text right before the element; what it said."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None and not (previous.tail or "").strip() and MARKER_ALONE.match(previous.text_content().strip()):
        said = str(previous.text_content())
        previous.drop_tree()
        return said + " "
    holder, field = (previous, "tail") if previous is not None else (parent, "text")
    text = (getattr(holder, field) or "") if holder is not None else ""
    if found := MARKER_LAST.search(text):
        setattr(holder, field, text[: found.start()])
        return found[0].strip() + " "
    return ""


def _drop_tail_mark(element: html.HtmlElement) -> None:
    """A bracket or full stop that closed the insert goes with it."""
    if element.tail and (found := re.match(r"\s*[).\]]+(?=\s|$)", element.tail)):
        element.tail = element.tail[found.end() :]


def mend_markup(tree: html.HtmlElement) -> None:
    """In place: part words that are glued at an inline element's border, drop empty anchors.

    "Kupang</b>Balai" gets its blank; `<span id="more-12">` at a paragraph's head (WordPress) makes trafilatura
    lose the paragraph (seen with 2.3.1).
    """
    for element in list(tree.iter("a", "b", "em", "font", "i", "span", "strong", "u")):
        inside = "".join(element.itertext())
        if not inside.strip() and len(element) == 0 and element.getparent() is not None:
            element.tail = (inside and " ") + (element.tail or "")
            element.drop_tree()
        elif element.tail and GLUED_BEFORE.search(inside) and GLUED_AFTER.match(element.tail):
            element.tail = " " + element.tail
