"""Articles by which a drafted outlet is tried: which ones, and whether their pages are read as articles."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from corpus.models import Article, Capture, SetAside
from corpus.reasons import reason_meaning
from crawler.scouting.probed import Probed
from crawler.scouting.scaffold import Draft
from pipelines.rules import PageRules
from pipelines.storing.executor import Executor, refine_at_hand
from spiders.loader import outlets

OTHER_KINDS = re.compile(
    r"/(?:foto|photos?|gallery|galeri|videos?|tv|infografis|podcast|live)(?:[/-]|$)", re.IGNORECASE
)


def sample_addresses(probed: Probed, made: Draft) -> list[str]:
    """The addresses of articles to try: those that the drafted pattern fits, photos and videos last.

    The second and third are far from the first, so that they are seldom of the same kind.
    """
    fitting = made.fit(probed).fits or tuple(probed.articles)
    ranked = sorted(fitting, key=lambda url: OTHER_KINDS.search(url) is not None)
    spread = [ranked[n] for n in (0, len(ranked) // 2, len(ranked) - 1)] if ranked else []
    return list(dict.fromkeys((*spread, *ranked)))


def rules_of(made: Draft) -> PageRules:
    """The rules of a drafted outlet for its pages. Raises KlipingError where its file can't be used."""
    with tempfile.TemporaryDirectory(prefix="kliping-new-") as scratch:
        (Path(scratch) / f"{made.name}.py").write_text(made.text, encoding="utf-8")
        return outlets([Path(scratch)])[made.name].page_rules()


def fault_of_page(executor: Executor, page: Capture, made: Draft) -> str | None:
    """Why the drafted outlet reads no article on a page, in words; None where it does."""
    refined = refine_at_hand(executor, [page], rules_of(made))
    if isinstance(refined, Article):
        return None
    reason = refined.reason if isinstance(refined, SetAside) else "no_item"
    return f"{reason} ({reason_meaning(reason)})"
