"""The tables that `kliping derive` makes anew from the texts (`DERIVED_TABLES`)."""

from __future__ import annotations

DERIVED_TABLES = (
    *("derived", "copies", "stories", "shingles", "common_shingles", "prints", "named_sources", "lineage_gone"),
    *("quotes", "mentions", "corrections", "correction_names"),
)
"""In the order in which they are emptied.

All go by triggers or references with their article; none has a checksum, because all can be made again.
"""
