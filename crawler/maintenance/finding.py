"""What `kliping doctor` found at one place, and whether it is well."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 5  # findings of one kind that are told one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at (`check`), whether it is well, and what was found, with what to do where it isn't."""

    check: str
    well: bool
    told: str
