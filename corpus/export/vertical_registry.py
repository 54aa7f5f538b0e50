"""The registry file of a vertical (`registry_of`): its attributes and structures, as Manatee reads them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.columns import Column

MANY_PARTED_BY = "|"
"""Stands between the values of an attribute that has several."""

_REGISTRY = """\
NAME "Articles of a kliping corpus"
PATH "/var/lib/manatee/data/kliping/"
VERTICAL "/var/lib/manatee/vert/kliping.vert"
ENCODING "utf-8"
LANGUAGE "Indonesian"
DOCSTRUCTURE "doc"

ATTRIBUTE word
ATTRIBUTE lc {{
    DYNAMIC "utf8lowercase"
    DYNLIB "internal"
    FUNTYPE "s"
    ARG1 "C"
    FROMATTR "word"
    TYPE "index"
    TRANSQUERY "yes"
}}

STRUCTURE doc {{
{attributes}}}
STRUCTURE p
STRUCTURE s
STRUCTURE g {{
    DISPLAYTAG "0"
    DISPLAYBEGIN "_EMPTY_"
}}
"""

_MANY = ' {\n        MULTIVALUE "yes"\n        MULTISEP "' + MANY_PARTED_BY + '"\n    }'


def registry_of(columns: Sequence[Column]) -> str:
    """Return the registry file for a vertical whose `<doc>` has these columns as attributes.

    PATH and VERTICAL are where NoSketch Engine has its corpora; who serves the corpus sets them.
    """
    declared = (f"    ATTRIBUTE {column.name}{_MANY * (column.type == 'list')}\n" for column in columns)
    return _REGISTRY.format(attributes="".join(declared))
