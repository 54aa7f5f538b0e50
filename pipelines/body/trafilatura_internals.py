"""Private steps of trafilatura (seen in 2.3.1) for an article's own element (`read_by_steps`).

`bare_extraction` copies a tree four times and asks some fifteen XPaths of each element, of which most match nothing in
such an element; that was more than half of its time. Here the same steps are taken in the same order on one tree, for
the options "fast" and "precision" without comments. Which of the XPaths an element matches is remembered by its tag and
attributes: templates use the same few. Under another version the public function is called; tests/test_private_parts.py
holds that both give the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import lru_cache
from typing import Any

from lxml import etree, html

KNOWN_VERSION = "2.3.1"  # the version whose steps are taken one by one
ATTRIBUTES_OF_RULES = frozenset(  # attributes that the XPaths ask for
    {"aria-hidden", "class", "data-component", "data-lp-replacement-content", "id", "itemprop", "role", "style"}
)
PRUNED_FIRST = ("aside", "details", "div", "ol", "section", "ul")
TABLE_TAGS = ("table", "td", "th", "tr")
NAMED_TAG = re.compile(r"(?:self::|//)(\w+)")  # in an XPath
IN_PARAGRAPHS = etree.XPath("//p//text()", smart_strings=False)
MAX_SHORT_BOX = 200  # characters of a box with few words around its links
NodeRule = Callable[[Any], Any]  # an XPath


@lru_cache(maxsize=1)
def _rules() -> tuple[NodeRule, ...]:
    from trafilatura import xpaths

    return (
        *xpaths.BODY_XPATH,
        *xpaths.RAW_TREE_PRUNE_XPATH,
        *xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH,
        *xpaths.REMOVE_COMMENTS_XPATH,
        *xpaths.OVERALL_DISCARD_XPATH,
        *xpaths.DISCARD_IMAGE_ELEMENTS,
        *xpaths.TEASER_DISCARD_XPATH,
        *xpaths.PRECISION_DISCARD_XPATH,
    )


@lru_cache(maxsize=4096)
def _rules_for(tag: str, attributes: tuple[tuple[str, str], ...]) -> frozenset[NodeRule]:
    """The rules that match an empty element with this tag and these attributes."""
    document = etree.Element("html")
    etree.SubElement(document, tag).attrib.update(attributes)
    return frozenset(rule for rule in _rules_on(tag) if rule(document))


@lru_cache(maxsize=256)
def _rules_on(tag: str) -> tuple[NodeRule, ...]:
    """The rules that may match an element with this tag: those that name it, and those that name no tag."""
    return tuple(rule for rule in _rules() if not (tags := _named_tags(rule)) or tag in tags)


@lru_cache(maxsize=64)
def _named_tags(rule: Any) -> frozenset[str]:
    return frozenset(NAMED_TAG.findall(rule.path))


def _rules_of(element: Any) -> frozenset[NodeRule]:
    """The rules that match an element by its tag and attributes; one that asks what is below it may match less."""
    items = element.items()
    return _rules_for(element.tag, tuple([item for item in items if item[0] in ATTRIBUTES_OF_RULES]) if items else ())


def read_by_steps(document: html.HtmlElement, options: Any, version: str) -> str:
    """The text of a document, which most often holds an article's element and nothing else."""
    from trafilatura import bare_extraction, core
    from trafilatura.xml import xmltotxt

    if (
        version != KNOWN_VERSION
        or not options.fast
        or options.focus != "precision"
        or core._forum_thread_page(document)
    ):
        return getattr(bare_extraction(document, options=options), "text", None) or ""
    body, text = _extracted(_converted(deepcopy(document), options), options)
    if len(body) == 0 or len(text) < options.min_extracted_size:  # trafilatura would look for paragraphs elsewhere
        return getattr(bare_extraction(document, options=options), "text", None) or ""
    return xmltotxt(_tidied(body), options.formatting)


def _converted(document: html.HtmlElement, options: Any) -> html.HtmlElement:
    """The document in trafilatura's own tags, without comments (`core.trafilatura_sequence`)."""
    from trafilatura import htmlprocessing, xpaths

    rules = [*xpaths.RAW_TREE_PRUNE_XPATH, *xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH]
    matching = frozenset().union(*map(_rules_of, document.iter(*PRUNED_FIRST)))
    htmlprocessing.prune_unwanted_nodes(document, [rule for rule in rules if rule in matching])
    document = htmlprocessing.tree_cleaning(document, options)
    document = htmlprocessing.convert_tags(document, options, None)
    matching = frozenset().union(*map(_rules_of, document.iter("details", "div", "list", "section")))
    return htmlprocessing.prune_unwanted_nodes(document, [r for r in xpaths.REMOVE_COMMENTS_XPATH if r in matching])


def _extracted(document: html.HtmlElement, options: Any) -> tuple[Any, str]:
    """The body's elements and their text (`main_extractor._extract`)."""
    from trafilatura import main_extractor, settings, xpaths

    tags = {*settings.TAG_CATALOG, *TABLE_TAGS}
    body = etree.Element("body")
    for rule in xpaths.BODY_XPATH:
        frame = next((element for element in document.iterdescendants("*") if rule in _rules_of(element)), None)
        if frame is None:
            continue
        _prune(frame)
        if len(frame) == 0:
            continue
        if sum(map(len, IN_PARAGRAPHS(frame))) < options.min_extracted_size:
            tags.add("div")
        lead, start = _read_frame(frame, tags, body, options)
        while len(body) and body[-1].tag in main_extractor.NOT_AT_THE_END:
            _delete(body[-1], keep_tail=False)
        if sum(element.tag != "graphic" for element in body) > 1:
            if lead is not None:
                body.insert(start, lead)
            break
    return body, " ".join(body.itertext()).strip()


def _read_frame(frame: Any, tags: set[str], body: Any, options: Any) -> tuple[Any, int]:
    """Add to the body what a frame holds; return the frame's own first words, if any, and where they would stand."""
    from trafilatura import main_extractor, settings
    from trafilatura.htmlprocessing import process_node
    from trafilatura.utils import text_chars_test

    elements = list(frame.iterdescendants("*"))
    below = {element.tag for element in elements}
    is_one_run = frame.tag == "div" and "div" in tags and below <= settings.INLINE_FORMATTABLE | {"lb"}
    if below == {"lb"} or is_one_run:
        elements = [frame]
    lead, start = None, len(body)
    if elements != [frame] and text_chars_test(frame.text):
        lead = process_node(_paragraph(frame.text), options)
    for element in elements:
        if element.getroottree().getroot() is body:  # moved there with the element around it
            continue
        tag, tail = element.tag, element.tail
        processed = main_extractor.handle_textelem(element, tags, options)
        if processed is not None:
            body.append(processed)
            if processed is not element and element.getroottree().getroot() is not body:
                element.tag = "done"
        if tag in main_extractor.REBUILT_BLOCKS and text_chars_test(tail):
            rest = _paragraph(tail) if processed is None or processed.tail is None else None
            if rest is not None and process_node(rest, options) is not None:
                body.append(rest)
    return lead, start


def _prune(frame: Any) -> None:
    """Take out what trafilatura takes for no text (`main_extractor.prune_unwanted_sections`)."""
    from trafilatura import htmlprocessing, xpaths

    matches: dict[NodeRule, list[Any]] = {}
    for element in frame.iterdescendants("*"):
        for rule in _rules_of(element):
            matches.setdefault(rule, []).append(element)
    overall = dict.fromkeys(element for rule in xpaths.OVERALL_DISCARD_XPATH for element in matches.get(rule, ()))
    if overall:
        outer = [element for element in overall if not any(above in overall for above in element.iterancestors())]
        length = len(frame.text_content())
        if length - sum(len(element.text_content()) for element in outer) > length / 7:
            _delete_all(outer)
    for rule in (*xpaths.DISCARD_IMAGE_ELEMENTS, *xpaths.TEASER_DISCARD_XPATH, *xpaths.PRECISION_DISCARD_XPATH):
        _delete_all(matches.get(rule, ()))
    for _ in range(2):
        if not sum(_delete_link_farms(frame, tag) for tag in ("div", "list", "p")):
            break
    for table in [table for table in frame.iter("table") if htmlprocessing.link_density_test_tables(table)]:
        _delete(table, keep_tail=False)
    while len(frame) and frame[-1].tag == "head":
        _delete(frame[-1], keep_tail=False)
    for tag in ("head", "quote"):
        _delete_link_farms(frame, tag)
    etree.strip_tags(frame, "span", "ref")


def _delete_link_farms(frame: Any, tag: str) -> int:
    """Take out the elements with this tag that are links for the most part (`htmlprocessing.delete_by_link_density`).

    Return how many. Elements without a link are left out, as trafilatura lets them stand.
    """
    from trafilatura.htmlprocessing import link_density_test

    holders = {above for link in frame.iter("ref") for above in link.iterancestors(tag)}
    farms: list[Any] = []
    for element in [element for element in frame.iter(tag) if element in holders] if holders else ():
        is_farm, is_short = link_density_test(element, True)
        if not is_farm and is_short and tag == "div" and len(element) > 0:
            is_farm = len(" ".join(element.text_content().split())) < MAX_SHORT_BOX
        parent = element.getparent()
        if is_farm and not (tag == "p" and parent is not None and parent.tag in {"item", "td", "th"}):
            farms.append(element)
    _delete_all(farms)
    return len(farms)


def _tidied(body: Any) -> Any:
    """The body without doubled elements and what was read twice (the end of `main_extractor.extract_content`)."""
    from trafilatura import main_extractor, settings

    previous = None
    for element in list(body):
        text = main_extractor._elem_text(element)
        if text and text == previous and len(text) > settings.MIN_DUPLICATE_LENGTH:
            _delete(element, keep_tail=False)
        else:
            previous = text
    etree.strip_elements(body, "done")
    etree.strip_tags(body, "div")
    return body


def _paragraph(text: str | None) -> Any:
    paragraph = etree.Element("p")
    paragraph.text = text
    return paragraph


def _delete_all(elements: Iterable[Any]) -> None:
    for element in elements:
        _delete(element)


def _delete(element: Any, *, keep_tail: bool = True) -> None:
    from trafilatura.xml import delete_element

    delete_element(element, keep_tail)
