"""Which steps does finding the body take? All of them in use; a benchmark switches one off to show what it brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["precision", "balanced", "recall", "fast"]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of pipelines/body/extract.py and pipelines/body/clean.py.

    `container`: look for the element that holds the body and give the extractor nothing else. `inserts`: cut
    "Baca juga", share rows and adverts out of the page before extraction. `restore`: put back what the extractor
    lost of the container. `noise`: cut house lines from the text. `mode`: how trafilatura is asked ("precision"
    favours precision, "recall" recall, "fast" leaves its fallbacks out, "balanced" is its default).
    """

    container: bool = True
    inserts: bool = True
    restore: bool = True
    noise: bool = True
    mode: Mode = "precision"


ALL_STEPS = Steps()
"""What `refine` does."""
