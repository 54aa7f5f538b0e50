"""Errors: searches that cannot be understood, and articles that are not there."""

from __future__ import annotations

from corpus.messages.statement import Message

PAGE_SIZE_TOO_SMALL = Message("search.page_size_too_small", "a page of {limit} articles can't be shown; give 1 or more")
