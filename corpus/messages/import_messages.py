"""Errors: files that are imported or read as pages, and stored pages that are read again."""

from __future__ import annotations

from corpus.messages.statement import Message

IMPORT_NO_FILE = Message("import.no_file", "{path}: is no regular file; save what it gives to a file first")
IMPORT_PACKED = Message(
    "import.packed", "{path}: is packed with {packing}, which isn't read; unpack it first (`{program}`)"
)
IMPORT_ARC = Message("import.arc", "{path}: is an ARC file, which isn't read; convert it to WARC")
IMPORT_SAFARI = Message(
    "import.safari", "{path}: a web archive of Safari can't be read; save the page as HTML or MHTML"
)
IMPORT_NO_PAGE = Message("import.no_page", "{path}: holds no web page ({kind})")
NOT_A_HOST = Message(
    "import.not_a_host", "--host {host!r} is not a host; write it as in its addresses: --host suara.example"
)
CHANGED_WHILE_IMPORTED = Message(
    "import.changed_while_imported", "{path}: was changed while it was imported; import it again"
)
NOT_A_PACK = Message("import.not_a_pack", "{path}: not a WACZ file, or it can't be unpacked ({reason})")
PACK_WITHOUT_WARC = Message("import.pack_without_warc", "{path}: there is no WARC in this WACZ file{more}")
PACK_OTHER_KINDS = Message(
    "import.pack_other_kinds", " that is read; it holds {n:,} of other kinds, the first is {first}"
)
NONE_IMPORTED = Message("import.none_imported", "{first}{more}")
MORE_NOT_IMPORTED = Message("import.more_not_imported", "; {n:,} more can't be imported either")
IMPORT_FOLDER_NOT_READ = Message(
    "import.folder_not_read", "{folder}: the folder can't be read ({reason}); check its rights"
)
IMPORT_FOLDER_EMPTY = Message("import.folder_empty", "{folder}: no WARC, WACZ, HTML or MHTML file in this folder")
NO_FILE_TO_IMPORT = Message(
    "import.no_file_to_import", "{path}: there is no such file; name WARC files, saved pages, or a folder of them"
)
URL_OF_ONE_PAGE = Message(
    "import.url_of_one_page",
    "--url is the address of one saved page: give it with one HTML or MHTML file, and no other",
)
SAVED_PAGE_BROKEN = Message("import.saved_page_broken", "{path}: {fault}; save the page again, or copy the file again")
PAGE_ADDRESS_WITH_USER = Message(
    "import.page_address_with_user",
    "{path}: its address names a user or a password; take that out of the file, or give its address with "
    "--url without it",
)
PAGE_ADDRESS_BAD = Message("import.page_address_bad", "{path}: {url!r} is no web address; give its address with --url")
PAGE_EMPTY = Message("import.page_empty", "{path}: its page is empty")
PAGE_BREAKS_OFF = Message(
    "import.page_breaks_off",
    "{path}: breaks off (a browser's file ends with </html>); save the page again, or copy the file again",
)
PAGE_WITHOUT_ADDRESS = Message(
    "import.page_without_address", "{path}: no address stands in it; give its address with --url"
)
PAGE_NOT_READABLE = Message("import.page_not_readable", "{path}: can't be read ({reason}); check its rights")
PAGE_TOO_LARGE = Message(
    "import.page_too_large",
    "{path}: is larger than {most} MiB, which is the most that is taken; save the page without its images",
)
NO_PAGE_STORED = Message(
    "import.no_page_stored",
    "{path}: no page is stored of the article {article}, so that none can be read again; `kliping doctor` says more",
)
PAGE_NOT_READ_AGAIN = Message(
    "import.page_not_read_again",
    "the page can't be read again: {fault}; put the file back from a backup, `kliping doctor` names all that "
    "are missing; without --page the stored article is shown",
)
MHTML_WITHOUT_PAGE = Message("import.mhtml_without_page", "no part of it is an HTML page")
MHTML_BREAKS_OFF = Message("import.mhtml_breaks_off", "it breaks off within the page")
MHTML_PAGE_TOO_LARGE = Message("import.mhtml_page_too_large", "its page is larger than {most} MiB")
MHTML_NOT_DECODED = Message("import.mhtml_not_decoded", "its page can't be decoded ({encoding})")
MHTML_ENCODING_UNKNOWN = Message(
    "import.mhtml_encoding_unknown", "its page has an encoding that isn't known ({encoding!r})"
)
PAGE_NOT_TAKEN = Message("import.page_not_taken", "{path}: {fault}; save the page again")
PAGE_NO_FILE = Message("import.page_no_file", "{path}: is no regular file; name a saved HTML or MHTML file")
PAGE_FILE_NOT_READ = Message(
    "import.page_file_not_read", "{path}: the page can't be read ({reason}); name a saved HTML file"
)
PAGES_GIVE_NO_ARTICLE = Message(
    "import.pages_give_no_article", "the pages of this article give none any more: {reason}; {difference}"
)
PAGES_MISSING = Message("import.pages_missing", "pages are missing")
