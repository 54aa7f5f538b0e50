"""Errors: files that are imported."""

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
