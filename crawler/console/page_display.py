"""The balance of an article's pages, their blocks, and its photos, as `kliping show` and `kliping read` print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from corpus.messages.command_messages import FULL_WITHOUT_PAGE, PAGE_SHOWS_CUTS
from crawler.console.cells import padded, width
from crawler.console.options import F
from crawler.console.output import LONG_CELLS, fitted, one_line, print_json, put, styled
from crawler.mistakes import CommandLineError

if TYPE_CHECKING:
    from corpus.models import Article
    from pipelines.balance.page_blocks import PageBlock
    from pipelines.lines.line_labels import LabelledLine
    from pipelines.refine import PagesRead

_LABELLED_CELLS = 80  # of the words of a labelled line, which stand in a block, too
_MARK_CELLS = 30  # of a block's mark at most
_SAME_LINE = "+ "  # before the mark of a block that goes on in the line of the one above
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "cut": {"fg": "red"},
    "field": {"fg": "cyan"},
    "outside": {"dim": True},
    "text": {"fg": "green"},
    "unexplained": {"fg": "yellow"},
}

_TERMS = (
    ("kept", "in the text"),
    ("fields", "fields"),
    ("cut", "cut"),
    ("outside", "outside"),
    ("unexplained", "unexplained"),
)


def balance_line(page_words: Sequence[Mapping[str, int]]) -> str | None:
    """Return the words of the pages and what became of them; None if they were not counted.

    >>> balance_line([{"seen": 20, "kept": 9, "fields": 3, "cut": 2, "outside": 6, "unexplained": 0, "added": 1}])
    'words of the page: 20 seen = 9 in the text + 3 fields + 2 cut + 6 outside + 0 unexplained; 1 added'
    """
    if not page_words:
        return None
    pages = "the page" if len(page_words) == 1 else f"{len(page_words)} pages"
    total = {name: sum(row[name] for row in page_words) for name in page_words[0]}
    terms = " + ".join(f"{total[name]} {words}" for name, words in _TERMS)
    return f"words of {pages}: {total['seen']} seen = {terms}; {total['added']} added"


def page_options(command: F) -> F:
    """Add `--page`, given as `as_page: bool`, and `--full`, given as `full: bool`."""
    full = click.option("--full", is_flag=True, help="With --page: print each block whole, however long.")
    page = click.option(
        "--page",
        "as_page",
        is_flag=True,
        help="Print the page in reading order, block by block: what is text, field, cut, outside, and by which rule.",
    )
    return page(full(command))


def check_page_options(*, as_page: bool, full: bool, others: Mapping[str, bool]) -> None:
    """Raise UsageError for `--full` without `--page`, and for an option (`others`) that `--page` leaves no sense to."""
    if full and not as_page:
        raise CommandLineError(FULL_WITHOUT_PAGE())
    if as_page and (given := [name for name, is_given in others.items() if is_given]):
        raise CommandLineError(PAGE_SHOWS_CUTS(options=given))


def print_pages(article: Article, read: PagesRead, *, full: bool, as_json: bool) -> None:
    """Print the pages one after the other, each with its head and tail and its sum; several get a sum of all, too.

    As JSON only the blocks are printed, one a line.
    """
    if as_json:
        for block in read.blocks:
            print_json(asdict(block))
        return
    counts = [_counts(asdict(page)) for page in article.page_words]
    for part, its in groupby(read.blocks, key=lambda block: block.part):
        address = f"  {fitted(read.addresses[part], LONG_CELLS)}" if part < len(read.addresses) else ""
        of_all = f"of {len(counts) or 1}" if article.complete else f"({len(counts)} at hand)"
        put(styled(f"Page {part + 1} {of_all}", bold=True) + address)
        for line in block_lines(list(its), full=full):
            put(line)
        for name, labelled in (("head", read.heads[part]), ("tail", read.tails[part])):
            for line in label_lines(name, labelled, full=full):
                put(line)
        put("", balance_line([row for row in counts if row["part"] == part]) or "", "")
    if len(counts) > 1:
        put(balance_line(counts) or "")
    if article.incomplete_reason:
        put(f"incomplete: {one_line(article.incomplete_reason)}")


def _counts(row: Mapping[str, int]) -> dict[str, int]:
    """A page's words as they are stored: `in_text` is called `kept` there."""
    return {"kept" if name == "in_text" else name: number for name, number in row.items()}


def block_lines(blocks: Sequence[PageBlock], *, full: bool) -> Iterator[str]:
    """Yield a line for each block: the mark, which says what became of it, and its words; `full`: all of them."""
    marks: list[str] = []
    for at, block in enumerate(blocks):
        goes_on = at > 0 and blocks[at - 1].position == block.position
        marks.append((_SAME_LINE if goes_on else "") + mark(block))
    cells = min(_MARK_CELLS, max(map(width, marks), default=0))
    for block, each in zip(blocks, marks, strict=True):
        text = one_line(block.text) if full else fitted(block.text)
        yield f"{styled(padded(each, cells), **_STYLES[block.fate])}  {text}"


def label_lines(name: str, labelled: Sequence[LabelledLine], *, full: bool) -> Iterator[str]:
    """Yield a heading ("tail", "head") and a line for each labelled line: its label, its words, and why.

    >>> from pipelines.lines.line_labels import LabelledLine
    >>> list(label_lines("tail", [LabelledLine("(zik)", "initials", "form: initials", 4)], full=False))
    ['', 'tail', 'initials  (zik)  [form: initials]']
    """
    if not labelled:
        return
    yield ""
    yield styled(name, bold=True)
    cells = max(width(line.label) for line in labelled)
    for line in labelled:
        text = one_line(line.text) if full else fitted(line.text, _LABELLED_CELLS)
        yield f"{styled(padded(line.label, cells), fg='cyan')}  {text}  {styled(f'[{one_line(line.why)}]', dim=True)}"


def mark(block: PageBlock) -> str:
    """What became of a block.

    >>> from pipelines.balance.page_blocks import PageBlock
    >>> mark(PageBlock(0, 3, "cut", "baca_juga", 2, "Baca juga")), mark(PageBlock(0, 4, "text", "hidden", 1, "Ini"))
    ('cut: baca_juga', 'text (hidden)')
    """
    if block.reason is None:
        return block.fate
    return f"{block.fate} ({block.reason})" if block.fate == "text" else f"{block.fate}: {one_line(block.reason)}"


def photo_lines(images: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each photo: its caption, or else the text for those who can't see it; its credit; its address.

    >>> list(photo_lines([{"url": "https://a.example/1.jpg", "caption": "Apel pagi", "credit": "Budi", "alt": None}]))
    ['Apel pagi (photo: Budi) https://a.example/1.jpg']
    """
    for image in images:
        words = image["caption"] or (f"[{image['alt']}]" if image["alt"] else "(no caption)")
        credit = f" (photo: {image['credit']})" if image["credit"] else ""
        yield f"{words}{credit} {image['url']}"
