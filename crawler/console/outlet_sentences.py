"""Print sentences on outlets (`OutletSentences`): all on a terminal or with --verbose, in a mail a few of each kind."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from corpus.sentences import listed
from crawler.console.output import command_line, counted, one_line, say

MOST_IN_MAIL = 5  # outlets of which each kind of sentence is printed where stderr is no terminal
OUTLETS_NAMED = 10  # of the rest that are named
LEFT_OUT = {
    "unseen": "could not look at {}",
    "in part": "could not look at a part of {}",
    "problem": "some answers could not be used of {}",
    "pages": "pages led elsewhere, or hosts were left alone, of {}",
    "refusal": "programs are refused by {}",
    "waiting": "articles wait for the next run of {}",
    "walk": "the listings were not walked to their end of {}",
}
"""Kind of sentence -> what is printed of the outlets beyond the first ones."""


class OutletSentences:
    """Prints the sentences of a run; `close` says how many outlets were left out, and what shows them."""

    def __init__(self, run_id: int, corpus: Path, *, in_full: bool) -> None:
        self.run_id = run_id
        self.corpus = corpus
        self.most = None if in_full or sys.stderr.isatty() else MOST_IN_MAIL
        self._outlets: dict[str, list[str]] = defaultdict(list)

    def add(self, kind: str, outlet: str, sentence: str) -> None:
        """Print the sentence, with the outlet before it, or count the outlet with those of which none is printed."""
        outlets = self._outlets[kind]
        if outlet not in outlets:
            outlets.append(outlet)
        if self.most is None or outlet in outlets[: self.most]:
            begin = f"{outlet}: "
            say(sentence if sentence.startswith(begin) else begin + sentence)

    def close(self) -> None:
        """Say of each kind how many outlets were left out."""
        rests = {kind: outlets[self.most :] for kind, outlets in self._outlets.items() if self.most is not None}
        for kind, rest in rests.items():
            if rest:
                words = LEFT_OUT[kind].format(counted(len(rest), "more outlet", "more outlets"))
                say(f"{words}: {one_line(listed(rest, OUTLETS_NAMED))}")
        if any(rests.values()):
            say(f"all of it: {command_line('ledger', '--run', self.run_id, '--corpus', self.corpus)}")
