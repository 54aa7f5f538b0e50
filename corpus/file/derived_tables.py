"""The tables that `kliping derive` makes anew from the texts (`DERIVED_TABLES`)."""

from __future__ import annotations

DERIVED_TABLES = ("derived", "copies", "stories", "quotes", "mentions", "corrections", "correction_names")
"""All go by triggers or references with their article; none has a checksum, because all can be made again."""
