"""Errors: the configuration, kliping.toml, trusted folders and the environment."""

from __future__ import annotations

from corpus.messages.statement import Message

WORKERS_SETTING_NO_NUMBER = Message(
    "setting.workers_setting_no_number",
    "{variable} is {text!r}; it should be a number from 1 to {most}, or auto, as for --workers",
)
WORKERS_NO_NUMBER = Message(
    "setting.workers_no_number", "{text!r} should be a number from 1 to {most}, or auto, as in --workers 2"
)
START_METHOD_UNKNOWN = Message(
    "setting.start_method_unknown", "{variable} is {method!r}; it can be 'forkserver' (not on Windows) or 'spawn'"
)
NO_WORKER = Message("setting.no_worker", "no page can be refined: {reason}; run `kliping doctor`")
BUSY_NO_NUMBER = Message(
    "setting.busy_no_number", "KLIPING_BUSY is {value!r}; it should be a number of seconds, as 120 is"
)
CONTACT_BAD = Message(
    "setting.contact_bad",
    "contact {value!r} should be an e-mail address or a web address, as redaksi@contoh.id; sites see it",
)
CONFIGURATION_UNREADABLE = Message(
    "setting.configuration_unreadable", "{path}: the configuration can't be read ({reason}); correct it, or delete it"
)
CONFIGURATION_KEY_UNKNOWN = Message(
    "setting.configuration_key_unknown", '{path}: unknown key "{name}"; known are {known}'
)
CONFIGURATION_IS_FOLDER = Message(
    "setting.configuration_is_folder",
    "{path}: the configuration can't be written (a folder); name a file with KLIPING_CONFIG",
)
ARCHIVES_WITHOUT_KEYS = Message("setting.archives_without_keys", "{path}: each of [[archives]] needs the texts {keys}")
FOLDER_NAME_NOT_UTF8 = Message(
    "setting.folder_name_not_utf8", "{path}: a path that is not UTF-8 can't be kept in it; rename that folder"
)
CONFIGURATION_NOT_WRITABLE = Message(
    "setting.configuration_not_writable",
    "{path}: the configuration can't be written ({reason}); name another file with KLIPING_CONFIG",
)
CONTACT_MISSING = Message(
    "setting.contact_missing",
    "no contact is set; a live crawl must show each site an address to write to: run `kliping init` once, or "
    "add --contact you@example.org",
)
NO_SECONDS = Message("setting.no_seconds", "{variable}: '{text}' is no number of seconds, as 0.5 is")
CONTACT_MISSING_FOR_SCRAPY = Message(
    "setting.contact_missing_for_scrapy",
    "no contact is set; a live crawl must show each site an address to write to: run `kliping init` once, or "
    "set KLIPING_CONTACT=you@example.org",
)
TRUSTED_NO_LIST = Message(
    "setting.trusted_no_list", "{path}: outlets must be a list of whole paths, as `kliping trust DIR` writes it"
)
NO_CONTACT = Message("setting.no_contact", "no contact is set; run: {command}")
FOLDER_FILE_EXISTS = Message(
    "setting.folder_file_exists", "{path} exists already; edit it, or delete it and run this again"
)
FOLDER_FILE_UNSAFE = Message("setting.folder_file_unsafe", "{path} is not written, for it would not be used: {risk}")
TRUST_WITHOUT_FOLDER = Message(
    "setting.trust_without_folder", "name one folder, as in: kliping trust outlets; or only --list"
)
FOLDER_FILE_NOT_UTF8 = Message("setting.folder_file_not_utf8", "{path}: is not UTF-8; save it as UTF-8")
FOLDER_FILE_NOT_READ = Message("setting.folder_file_not_read", "{path}: can't be read ({reason})")
FOLDER_FILE_NO_TOML = Message(
    "setting.folder_file_no_toml", '{path}: is no TOML: {fault}; a line is written as: corpus = "berita.db"'
)
FOLDER_KEY_ELSEWHERE = Message("setting.folder_key_elsewhere", '{path}: "{key}" does not belong here: {advice}')
FOLDER_KEY_UNKNOWN = Message("setting.folder_key_unknown", '{path}: unknown key "{key}"; {hint}')
FOLDER_PATH_EXPECTED = Message(
    "setting.folder_path_expected", '{path}: {key} is {value}; write a path in quotes, as {key} = "{example}"'
)
FOLDER_USER_UNKNOWN = Message(
    "setting.folder_user_unknown", "{path}: {key} is {value}; there is no such user on this machine"
)
TRUSTED_NO_FOLDER = Message(
    "setting.trusted_no_folder", "{folder} is not a folder; name one with a Python file for each outlet"
)
FOLDER_NOT_TRUSTED = Message("setting.folder_not_trusted", "{folder} is not trusted: outlets are code, and {risk}")
FOLDER_NOT_AMONG_TRUSTED = Message(
    "setting.folder_not_among_trusted", "{folder} is not among the trusted folders; {there}"
)
NO_PATH = Message("setting.no_path", "{folder}: is no path of this machine")
TRUSTED_ARE = Message("setting.trusted_are", "trusted are: {folders}")
NONE_TRUSTED = Message("setting.none_trusted", "no folder is trusted")
TRUSTED_FOLDER_GONE = Message(
    "setting.trusted_folder_gone",
    "{folder}: the trusted folder of outlets is not there any more; nothing in it was run; this forgets it: {command}",
)
TRUSTED_FOLDER_UNSAFE = Message(
    "setting.trusted_folder_unsafe",
    "{folder}: the folder of outlets was trusted, and is not used: {risk}; nothing in it was run; this "
    "forgets it: {command}",
)
CONTACT_ELSEWHERE = Message(
    "setting.contact_elsewhere",
    "your contact is yours and not the folder's; store it with: kliping init --contact redaksi@contoh.id",
)
OUTLETS_ELSEWHERE = Message(
    "setting.outlets_elsewhere",
    "outlets are code, which no folder may bring along; name your folder of outlets once with: kliping trust DIR",
)
