"""What is to be said and done where removed articles came back: at the end of a run, and by `kliping doctor`."""

from __future__ import annotations

import shlex

from corpus.erasure.returned import copies_elsewhere, returned_rows
from corpus.store import Corpus

SHOWN = 5  # ids named in a sentence


def told_pages(corpus: Corpus) -> str | None:
    """What to do about pages of removed articles that stand in the archive; None where there is none."""
    pages = len(returned_rows(corpus.conn))
    if pages == 0:
        return None
    return (
        f"{pages:,} pages turned out to be removed articles: they are set aside, but still stand in the archive; to "
        f"take them out: kliping remove --returned --corpus {shlex.quote(str(corpus.path))}"
    )


def told_copies(corpus: Corpus, run_id: int | None = None) -> str | None:
    """Which articles have a removed one's text at another outlet (those that a run brought); None where none has."""
    copies = copies_elsewhere(corpus.conn, run_id)
    if not copies:
        return None
    ids = ", ".join(map(str, copies[:SHOWN])) + (f" and {len(copies) - SHOWN:,} more" if len(copies) > SHOWN else "")
    return f"other outlets have the text of a removed article as {ids}; remove it by that id too if it should go"
