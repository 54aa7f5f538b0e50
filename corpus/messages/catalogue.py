"""All messages by their codes, and the page of the documentation that lists them (docs/messages.md)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from corpus.messages.statement import Message

HEAD = """\
# Errors by code

An error that a user can mend is a code and values. The program prints the English sentence that is made of both, on
stderr, behind `kliping: `; a [mistake in the command line](exit-codes.md) is printed in the same way. In Python the
exception has them all (`corpus/errors.py`):

```python
try:
    search(corpus, "year:20222")
except KlipingError as error:
    error.code, error.values, str(error), error.exit_code
```

A code does not change from version to version; its sentence may. `{path}` stands for a value. A value is a text, a
number, a path, a day, None, a tuple of such, or a part of the sentence with a code of its own: then the table has that
part, too (`hint.did_you_mean`). `{n:article|articles}` is the first word for 1, the second for other numbers.

This page is generated from `corpus/messages/` by `python -m crawler.docs`.
"""


def catalogue_modules() -> list[str]:
    """Return the names of the modules that hold messages, by subject: "archive_messages" ..."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*_messages.py"))


def catalogue() -> dict[str, Message]:
    """Return every message by the name of its constant, in the order of the modules."""
    modules = [importlib.import_module(f"corpus.messages.{name}") for name in catalogue_modules()]
    return {name: one for module in modules for name, one in vars(module).items() if isinstance(one, Message)}


def messages_page() -> str:
    """Return the text of docs/messages.md."""
    return "\n".join([HEAD, *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    yield "| code | sentence |"
    yield "|---|---|"
    for one in sorted(catalogue().values(), key=lambda one: one.code):
        shown = one.english.strip().replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "&lt;")
        yield f"| `{one.code}` | {shown} |"
