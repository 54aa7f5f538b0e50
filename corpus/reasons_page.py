"""docs/reasons.md, made from the registry; `make docs` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.reasons import ANSWERS, REASON_ROWS, ReasonKind

_FAILED = """\
An address or a listing is `failed`: kliping got no usable answer. In `http_403`, the number is the
status that the site answered with.

`http_401` and `http_403` have one exception. If the answer is an error of WordPress's own (`rest_...`), then only its
REST interface is shut, and the next way is tried: [outlets.md](outlets.md)."""
_SECTIONS = (
    (ReasonKind.SET_ASIDE, "Set aside", "An address is `rejected`: its page was not fetched, or is no article."),
    (ReasonKind.FAILED, "Failed", _FAILED),
    (
        ReasonKind.PASSED_OVER,
        "Passed over",
        "A stored article was fetched again, and the new text was not taken: the stored text stays.",
    ),
    (ReasonKind.REMARK, "Remarks on listings", "What `kliping ledger` says beside a listing that answered."),
    (ReasonKind.NOT_REQUESTED, "Not asked", "A listing that was not asked; the ledger's answer is `failed`."),
)
_FOLLOWS = (
    (ReasonKind.REFUSED, "a listing is `refused`"),
    (ReasonKind.NOT_A_LISTING, "a listing is `failed`"),
    (ReasonKind.CLOSED, "no other way into the outlet is tried in this run"),
    (ReasonKind.WHOLE_HOST, "only ways into other hosts are tried next"),
    (ReasonKind.PASSING, "tried again in every run"),
    (ReasonKind.FINAL, "not tried again"),
    (ReasonKind.UNFINISHED, "`kliping refine` keeps a stored article as it was"),
    (ReasonKind.REOPENS, "fetched when another topic, other days or `--all` ask for it"),
)
_HEAD = """# Reasons

This page explains the short words in reports and in the ledger. They say why a page was set aside, why an address
failed, or what kliping noticed about a listing. `make docs` makes this page from `corpus/reasons.py`.

If an address fails, the next runs try it again. After three runs kliping gives it up, unless the column "what follows"
says something else. A *way* is one method to find an outlet's articles, such as its search or its feed.
[methods.md](methods.md) says how the ledger's results come from these reasons. [exit-codes.md](exit-codes.md) says what
the program ends with.

## Answers of the ledger

| answer | means |
|---|---|
"""


def reasons_page() -> str:
    """Return the text of docs/reasons.md."""
    return _HEAD + "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield from (f"| `{answer}` | {means} |" for answer, means in ANSWERS.items())
    for kind, title, about in _SECTIONS:
        yield from ("", f"## {title}", "", about, "", "| reason | means | what follows |", "|---|---|---|")
        for row in sorted((row for row in REASON_ROWS if row.kinds & kind), key=lambda row: row.name):
            follows = "; ".join(text for flag, text in _FOLLOWS if row.kinds & flag)
            yield f"| `{row.name}` | {row.meaning} | {follows} |"
