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

TABLES_APART = Message(
    "import.tables_apart", "{path}: is a table; import tables and pages (WARC, WACZ, HTML) in commands of their own"
)
TABLE_EMPTY = Message("import.table_empty", "{path}: the table is empty")
TABLE_NO_FILE = Message(
    "import.table_no_file", "{path}: there is no such file; name a CSV, JSON Lines, XLSX or Parquet file"
)
TABLE_FOLDER = Message("import.table_folder", "{path}: is a folder; name the tables in it one by one")
TABLE_BROKEN = Message(
    "import.table_broken", "{path}: is damaged or cut off ({fault}); copy it again; nothing was stored"
)
TABLE_NOT_TEXT = Message("import.table_not_text", "{path}: is no table that is read: CSV, JSON Lines, XLSX or Parquet")
TABLE_IS_PAGES = Message(
    "import.table_is_pages", "{path}: holds web pages and is no table; import it without --map, --guess and --sheet"
)
TABLE_IS_DOCUMENT = Message(
    "import.table_is_document",
    "{path}: is one JSON list; write an object a line (`jq -c '.[]' {path} > rows.jsonl`) and import that",
)
TABLE_NOT_JSON_LINES = Message(
    "import.table_not_json_lines", "{path}: line {line} is no object of JSON; a table in JSON has one a line (.jsonl)"
)
TABLE_NO_COLUMNS = Message(
    "import.table_no_columns",
    "{path}: no row was found that names two columns or more; put their names into the first row",
)
TABLE_QUOTING = Message(
    "import.table_quoting",
    "{path}: row {row:,} (up to line {line:,}) is no CSV: {fault}; look for a quotation mark that is not doubled or "
    "not closed; nothing was stored",
)
TABLE_LINE_TOO_LONG = Message(
    "import.table_line_too_long", "{path}: line {line:,} is longer than {most} Mi characters; nothing was stored"
)
TABLE_NEEDS_MAP = Message(
    "import.table_needs_map",
    "{path}: is no export of kliping (its columns: {columns}); say which column is what with --map url=...,text=...; "
    "`kliping import {file} --guess` prints one",
)
SHEET_OF_WORKBOOK = Message("import.sheet_of_workbook", "{path}: has no sheets; --sheet is for XLSX files")
NO_SUCH_SHEET = Message("import.no_such_sheet", "{path}: there is no sheet {sheet!r}; {hint}")
WORKBOOK_OLD = Message(
    "import.workbook_old", "{path}: is an old Excel file (.xls), or locked by a password; save it as .xlsx without one"
)
WORKBOOK_OPEN_DOCUMENT = Message(
    "import.workbook_open_document", "{path}: is an OpenDocument spreadsheet; save it as .xlsx or .csv"
)
WORKBOOK_LOCKED = Message("import.workbook_locked", "{path}: is locked by a password; save it without one")
WORKBOOK_NOT_ONE = Message("import.workbook_not_one", "{path}: is no Excel workbook (.xlsx)")
WORKBOOK_TOO_LARGE = Message(
    "import.workbook_too_large",
    "{path}: {part} in it would unpack to {size:,} MiB in a way no table does; save the table as CSV; "
    "nothing was stored",
)
MAP_TWICE = Message("import.map_twice", "--map is given twice; write all pairs in one, with commas between them")
MAP_NOT_READ = Message(
    "import.map_not_read", "--map: {pair!r} is no pair; write FIELD=COLUMN, as in url=link,title=judul,text=isi"
)
MAP_FIELD_UNKNOWN = Message("import.map_field_unknown", "--map: there is no field {field!r}; {hint}")
MAP_FIELD_TWICE = Message(
    "import.map_field_twice", "--map: {field} is given two columns, {first!r} and {second!r}; give it one"
)
MAP_COLUMN_TWICE = Message(
    "import.map_column_twice",
    "--map: the column {column!r} is given to two fields, {first} and {second}; give it to one",
)
MAP_NEEDS = Message("import.map_needs", "--map: there is no column for {fields:and}; url and text are needed")
MAP_ORDER_OF_DATES = Message(
    "import.map_order_of_dates", "--map: {pair!r}: the order of day and month (:dmy, :mdy) is for date and modified"
)
MAP_COLUMN_UNKNOWN = Message("import.map_column_unknown", "{path}: there is no column {column!r}; {hint}")
MAP_COLUMN_DOUBLE = Message(
    "import.map_column_double", "{path}: two columns are called {column!r}; give one of them another name in the file"
)
MAP_OF_TABLES = Message("import.map_of_tables", "--url is for a saved page; a table has an address in each row")
OWN_WITHOUT_TEXT = Message(
    "import.own_without_text",
    "{path}: is an export of kliping without the articles' text; export it with --with-text, or fetch its pages: "
    "kliping crawl --urls {path}",
)
NO_COLUMN_GUESSED = Message(
    "import.no_column_guessed",
    "{path}: no column looks like {fields:and}; there are {columns}{more}; say which it is with --map url=...,text=...",
)
