"""Errors: pages and saved pages."""

from __future__ import annotations

from corpus.messages.statement import Message

SAVED_PAGE_BROKEN = Message("page.saved_page_broken", "{path}: {fault}; save the page again, or copy the file again")
PAGE_ADDRESS_WITH_USER = Message(
    "page.address_with_user",
    "{path}: its address names a user or a password; take that out of the file, or give its address with "
    "--url without it",
)
PAGE_ADDRESS_BAD = Message("page.address_bad", "{path}: {url!r} is no web address; give its address with --url")
PAGE_EMPTY = Message("page.empty", "{path}: its page is empty")
PAGE_BREAKS_OFF = Message(
    "page.breaks_off",
    "{path}: breaks off (a browser's file ends with </html>); save the page again, or copy the file again",
)
PAGE_WITHOUT_ADDRESS = Message("page.without_address", "{path}: no address stands in it; give its address with --url")
PAGE_NOT_READABLE = Message("page.not_readable", "{path}: can't be read ({reason}); check its rights")
PAGE_TOO_LARGE = Message(
    "page.too_large",
    "{path}: is larger than {most} MiB, which is the most that is taken; save the page without its images",
)
NO_PAGE_STORED = Message(
    "page.no_page_stored",
    "{path}: no page is stored of the article {article}, so that none can be read again; `kliping doctor` says more",
)
PAGE_NOT_READ_AGAIN = Message(
    "page.not_read_again",
    "the page can't be read again: {fault}; put the file back from a backup, `kliping doctor` names all that "
    "are missing; without --page the stored article is shown",
)
MHTML_WITHOUT_PAGE = Message("page.mhtml_without_page", "no part of it is an HTML page")
MHTML_BREAKS_OFF = Message("page.mhtml_breaks_off", "it breaks off within the page")
MHTML_PAGE_TOO_LARGE = Message("page.mhtml_page_too_large", "its page is larger than {most} MiB")
MHTML_NOT_DECODED = Message("page.mhtml_not_decoded", "its page can't be decoded ({encoding})")
MHTML_ENCODING_UNKNOWN = Message(
    "page.mhtml_encoding_unknown", "its page has an encoding that isn't known ({encoding!r})"
)
