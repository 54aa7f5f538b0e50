"""Words that a page glues together at the border of an inline element, parted again."""

from __future__ import annotations

import re

from lxml import html

from pipelines.page.table import are_glued

INLINE = ("a", "b", "em", "font", "i", "span", "strong", "u")
MARK_BEFORE = re.compile(r"[,;:!?”]$")  # "depan,<b>tanpa"
SMALL_AFTER = re.compile(r"[a-zà-ÿ]{2}")
LAST_WORD = re.compile(r"[^\W\d_]{3,}$")
FIRST_WORD = re.compile(r"[a-zà-ÿ]{3,}(?![^\W_])")
INNER_WORD = re.compile(r"(?<=[\s(“\"])[^\W\d_]{3,}(?=[\s.,;:!?)”\"])")
# "me<i>review</i>", "<a>Karang</a>nya": Indonesian joins these to words that a writer marks
JOINED_PREFIXES = frozenset({"ber", "mem", "men", "meng", "peng", "per", "pem", "pen", "ter"})
JOINED_SUFFIXES = frozenset({"kah", "kan", "lah", "nya", "pun"})
MIN_WORD_LETTERS = 3  # letters before a common word that are a word of their own
COMMON_WORDS = frozenset(  # words that no other word ends in
    {
        "adalah", "agar", "akan", "atau", "ataupun", "bahwa", "dalam", "dari", "dengan", "hingga", "ini", "juga",
        "karena", "kemudian", "kepada", "ketika", "maupun", "mengatakan", "menjadi", "menyebut", "namun", "oleh",
        "pada", "saat", "sebagai", "sehingga", "sejak", "seperti", "serta", "sudah", "telah", "tersebut", "tetapi",
        "tidak", "untuk", "yaitu", "yakni", "yang",
    }
)  # fmt: skip


def part_glued_words(root: html.HtmlElement, tree: html.HtmlElement) -> None:
    """In place: "Kupang</b>Balai" and "Kupang</b>mengatakan" get their blank, "Peme<b>rintah</b>" stays one word.

    Only under `root`. Small letters on both sides are two words where the page (`tree`) has both elsewhere and the two
    joined nowhere.
    """
    borders = Borders(tree)
    for element in list(root.iter(*INLINE)):
        inside = "".join(element.itertext()) if len(element) else element.text or ""
        if not inside or inside.isspace():
            continue
        if element.tail and borders.are_two_words(inside, element.tail):
            element.tail = " " + element.tail
        before = _text_before(element)
        if before and borders.are_two_words(before, inside):
            _add_blank_before(element)


class Borders:
    """Decides whether two texts at a border are two words; reads the page's own words when they are first needed."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._tree = tree
        self._words: frozenset[str] | None = None

    def are_two_words(self, left: str, right: str) -> bool:
        """True where these two texts, written one behind the other, need a blank between them."""
        if right[0].isspace() or left[-1] == " ":
            return False
        if are_glued(left, right):
            return True
        if MARK_BEFORE.search(left[-2:]):
            return SMALL_AFTER.match(right) is not None
        last, first = LAST_WORD.search(left[-40:]), FIRST_WORD.match(right[:40])
        if last is None or first is None or last[0].lower() in JOINED_PREFIXES or first[0] in JOINED_SUFFIXES:
            return False
        if first[0] in COMMON_WORDS and len(last[0]) > MIN_WORD_LETTERS:
            return True
        known = self._known()
        return {last[0].lower(), first[0]} <= known and (last[0] + first[0]).lower() not in known

    def _known(self) -> frozenset[str]:
        if self._words is None:
            inner_words = (word.lower() for text in self._tree.itertext() for word in INNER_WORD.findall(text))
            self._words = COMMON_WORDS.union(inner_words)
        return self._words


def _text_before(element: html.HtmlElement) -> str:
    """The text right before an element in its parent, or at the end of the inline element before it."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or ("".join(previous.itertext()) if previous.tag in INLINE else "")
    return (parent.text or "") if parent is not None else ""


def _add_blank_before(element: html.HtmlElement) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + " "
    elif parent is not None:
        parent.text = (parent.text or "") + " "
