"""The forms of a site's article addresses, read from some of them, for `kliping outlets new`.

An address is taken apart into folders, and fields of its query. Addresses of as many folders of the same kinds (year,
two digits, number, words) have one form; what all of them share stays as it is, what differs most names the article.
Shapes that were not seen, and what happens: articles named by one word each right below the site ("/apel") have the
form of its rubrics, and give no pattern; a number that a site counts anew in each rubric is part of the key together
with the rubric, where it has less than five digits or two addresses have the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from corpus.urls import TRACKING_PARAMETERS, split

AddressForm = tuple[str, str]
"""A pattern of paths, and the key format of its groups."""
MOST_FORMS = 4
LEAST_OF_FORM = 2  # addresses of a second form
LEAST_SHARE = 0.03  # of all addresses that a second form has
MOST_NAMED = 3  # folders that a pattern names one by one, where the articles' own names are single words
LONG_NUMBER = 5  # digits; shorter ones may be counted anew in each rubric
PLAIN = re.compile(r"[a-z0-9_~-]+(?:\.[a-z0-9_~-]+)*", re.IGNORECASE | re.ASCII)
END = r"/?(?:[?#]|$)"
NAMING_FIELDS = ("id", "p", "news_id", "newsid", "nid", "berita", "artikel", "article", "read", "story", "post", "news")
# Fields that choose a part of the site, each part with a counter of its own: "?mod=berita&id=3", "?mod=halaman&id=3"
ROUTES = re.compile(
    r"act|action|aksi|c|content|controller|do|halaman|konten|m|menu|mod|modul|module|open|option|p|page|pg|show|tampil"
    r"|task|view",
    re.IGNORECASE,
)
NO_NAMING = frozenset({"catid", "itemid", "katid", "menuid", "pageid", "sid"})
FILE_END = re.compile(r"\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
# What stands before a folder or name that may be any: those that are no rubric with articles, and a site's own pages.
NO_RUBRICS = (
    r"(?!(?:tags?|topi[ck]s?|topik|kategori|category|authors?|penulis|search|cari|indeks|index|arsip|page|halaman|laman"
    r"|galeri|gallery|album|unduh|unduhan|downloads?)/)"
)
NO_PAGES = (
    r"(?!(?:tentang|hubungi|kontak|about|contact|privacy|kebijakan|pedoman|kode-etik|susunan|syarat|info-iklan|pasang)"
    r"(?:-(?:kami|us|policy|privasi|media|siber|redaksi|dan|ketentuan|iklan))+/?(?:[?#]|$))"
)


@dataclass(frozen=True, slots=True)
class _Address:
    """An address taken apart: its host, its folders, their kinds, the end of its file's name, and its fields."""

    host: str
    parts: tuple[str, ...]
    kinds: tuple[str, ...]
    end: str
    fields: tuple[tuple[str, str], ...]

    @property
    def signature(self) -> tuple[object, ...]:
        """What addresses of one form share; of one with a field that names the article, its path, fields and routes."""
        if _naming_field(self.fields):
            return (*self.parts, *sorted(f"{n}={v}" if _is_route(n, v) else n for n, v in self.fields))
        return (*self.kinds, self.end)


def forms_of(urls: Iterable[str], sure: Iterable[str] = ()) -> tuple[AddressForm, ...]:
    """The patterns that these article addresses fit, the commonest form first, with the key that each makes.

    `sure` are those of them that are articles whatever their form. Empty where no form can be told.

    >>> forms_of(["https://x.id/read/2024/03/05/apel-pagi-di-kupang", "https://x.id/read/2024/02/01/rapat-kerja-itu"])
    (('/read/(?P<y>\\\\d{4})/(?P<m>\\\\d{2})/(?P<d>\\\\d{2})/(?P<slug>[^/?#]+)/?(?:[?#]|$)', '{y}/{m}/{d}/{slug}'),)
    """
    groups: dict[tuple[object, ...], list[_Address]] = defaultdict(list)
    certain = Counter[tuple[object, ...]]()
    listed = set(sure)
    for url in dict.fromkeys(urls):
        address = _apart(url)
        if address.parts or _naming_field(address.fields):
            groups[address.signature].append(address)
            certain[address.signature] += url in listed
    total = sum(map(len, groups.values()))
    forms: list[tuple[AddressForm, str]] = []
    ranked = sorted(groups, key=lambda sign: (-len(groups[sign]) - certain[sign], str(sign)))
    for number, signature in enumerate(ranked):
        group = groups[signature]
        is_rare = len(group) < LEAST_OF_FORM or len(group) < LEAST_SHARE * total
        if len(forms) >= MOST_FORMS or (number and is_rare):
            continue
        if form := _form(group):
            forms.append(form)
    return _with_own_keys(forms)


def has_default_key(form: AddressForm) -> bool:
    """True where a pattern alone makes the key: by its group id, else by its group slug."""
    pattern, key = form
    groups = re.compile(pattern).groupindex
    return key == next((f"{{{group}}}" for group in ("id", "slug") if group in groups), "")


def _with_own_keys(forms: Sequence[tuple[AddressForm, str]]) -> tuple[AddressForm, ...]:
    """The forms, whose keys begin with their own folder where two would make the same: two counters of articles."""
    keys = Counter(key for (_, key), _ in forms)
    given = []
    for (pattern, key), folder in forms:
        is_alone = keys[key] == 1 and not (len(forms) > 1 and key == "{id}")
        given.append((pattern, key if is_alone or not folder else f"{folder}/{key}"))
    return tuple(given)


def _apart(url: str) -> _Address:
    parts = split(url)
    folders = [part for part in parts.path.split("/") if part]
    if folders[:1] == ["index.php"] and len(folders) > 1:
        folders = folders[1:]
    fields = tuple(
        (n, v) for n, v in parse_qsl(parts.query) if n.lower() not in TRACKING_PARAMETERS and not n.startswith("utm")
    )
    kinds = [_kind(part) for part in folders]
    for n, kind in enumerate(kinds):
        near = {*kinds[max(n - 2, 0) : n], *kinds[n + 1 : n + 3]}
        if kind == "dd" and not ("y" in near and ("dd" in near or "y" in kinds[max(n - 1, 0) : n + 2])):
            kinds[n] = "id"
    end = FILE_END.search(folders[-1]) if folders else None
    return _Address(parts.netloc, tuple(folders), tuple(kinds), end[0].lower() if end else "", fields)


def _kind(part: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", part):
        return "y"
    if re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", part):
        return "ymd"
    if re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", part):
        return "y-m-d"
    if part.isascii() and part.isdecimal():
        return "dd" if len(part) < 3 else "id"
    return "words"


def _is_route(name: str, value: str) -> bool:
    return ROUTES.fullmatch(name) is not None and re.fullmatch(r"[a-z_]+", value, re.IGNORECASE | re.ASCII) is not None


def _naming_field(fields: Sequence[tuple[str, str]]) -> str | None:
    """The field that names an article by a number, maybe with words behind it: "id=12", "id=12:apel-pagi"."""
    numbers = [name for name, value in fields if re.match(r"\d+(?:$|[:-])", value)]
    named = {name.lower(): name for name in reversed(numbers)}
    usual = next((named[name] for name in NAMING_FIELDS if name in named), None)
    return usual or next(
        (n for n in numbers if n.lower().endswith("id") and n.lower() not in {"itemid", "catid"}), None
    )


def _form(group: Sequence[_Address]) -> tuple[AddressForm, str] | None:
    """The form of a group of addresses, and the folder that is its own; None where it can't be told from rubrics."""
    first = group[0]
    return _by_field(group) if _naming_field(first.fields) else _by_path(group)


def _by_field(group: Sequence[_Address]) -> tuple[AddressForm, str]:
    first = group[0]
    name = _naming_field(first.fields) or ""
    shared = dict(first.fields)
    for address in group[1:]:
        shared = {n: v for n, v in shared.items() if dict(address.fields).get(n) == v}
    words = {n: v for n, v in shared.items() if n != name and not v[:1].isdigit() and PLAIN.fullmatch(v)}
    path = "".join(f"/{_literal(part)}" for part in first.parts) or "/(?:index\\.php)?"
    ahead = "".join(rf"(?=(?:[^#]*&)?{re.escape(n)}={re.escape(v)}(?:[&#]|$))" for n, v in sorted(words.items()))
    pattern = rf"{path}/?\?{ahead}(?:[^#]*&)?{re.escape(name)}=(?P<id>\d+)"
    folder = "-".join([*(part for part in first.parts if PLAIN.fullmatch(part)), *words.values()])
    return (pattern, "{id}"), folder


def _by_path(group: Sequence[_Address]) -> tuple[AddressForm, str] | None:
    kinds, end = group[0].kinds, group[0].end
    values = [[address.parts[n] for address in group] for n in range(len(kinds))]
    naming = _naming_place(group)
    is_number, is_last = kinds[naming] == "id", naming == len(kinds) - 1
    days = _day_groups(kinds)
    pattern, keys, own = "", list[str](), list[str]()
    for n, kind in enumerate(kinds):
        distinct = set(values[n])
        if n == naming:
            words = r"\d+" if is_number else _slug_of(distinct, is_bare=n == 0)
            if words is None:
                return None
            name = "id" if is_number else "slug"
            ahead = NO_PAGES if n == 0 and not is_number else ""
            pattern += f"/{ahead}(?P<{name}>{words})" + (re.escape(end) if is_last else "")
            keys.append(f"{{{name}}}")
        elif n in days:
            pattern += f"/{_day_pattern(days[n], distinct)}"
            keys += [f"{{{name}}}" for name in days[n]]
        elif kind != "words":
            pattern += r"/\d+"
        elif len(distinct) == 1 and PLAIN.fullmatch(text := values[n][0]):
            pattern += f"/{_literal(text)}"
            own.append(text)
        elif n > naming:
            pattern += "(?:/[^/?#]*)?" if n == len(kinds) - 1 and is_number else "/[^/?#]+"
        elif is_number and _counts_anew(values[n], values[naming], [address.parts for address in group]):
            pattern += f"/{NO_RUBRICS}(?P<rubric>[^/?#]+)" if "{rubric}" not in keys else "/[^/?#]+"
            keys += ["{rubric}"] if "{rubric}" not in keys else []
        else:
            pattern += f"/{_folder(distinct, values[naming], is_number)}"
    return (pattern + END, "/".join(keys)), "-".join(own)


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")


def _day_groups(kinds: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The places of a path that name a day, and the groups of each."""
    days = [n for n, kind in enumerate(kinds) if kind == "dd"][:2]
    is_day_first = bool(days) and "y" in kinds and days[-1] < kinds.index("y")  # 21/11/2023
    given: dict[int, tuple[str, ...]] = {
        n: (("d",), ("m",))[place] if is_day_first else (("m",), ("d",))[place] for place, n in enumerate(days)
    }
    for kind, names in (("y", ("y",)), ("ymd", ("ymd",)), ("y-m-d", ("y", "m", "d"))):
        if kind in kinds:
            given[kinds.index(kind)] = names
    return given


def _day_pattern(names: tuple[str, ...], values: set[str]) -> str:
    if names == ("y", "m", "d"):
        return r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    lengths = {len(value) for value in values}
    digits = rf"\d{{{lengths.pop()}}}" if len(lengths) == 1 and lengths != {1} else r"\d{1,2}"
    return f"(?P<{names[0]}>{digits})"


def _naming_place(group: Sequence[_Address]) -> int:
    """The folder that names the article: the number, else the words, that differ most; of equals the last.

    Each host may count by itself. A number that two articles of one folder have names neither.
    """
    kinds = group[0].kinds
    distinct = [len({(address.host, address.parts[n]) for address in group}) for n in range(len(kinds))]
    numbers = [n for n, kind in enumerate(kinds) if kind == "id"]
    varied = [n for n in numbers if distinct[n] * 2 > len(group) and not _is_of_several(group, n)]
    words = [n for n, kind in enumerate(kinds) if kind == "words"]
    return max(varied or words or numbers or range(len(kinds)), key=lambda n: (distinct[n], n))


def _is_of_several(group: Sequence[_Address], place: int) -> bool:
    """True where addresses that are the same up to this number end in other words: they are other articles'."""
    ends: dict[tuple[str, ...], set[str]] = {}
    for address in group:
        words = set(re.split(r"[^a-z]+", address.parts[-1].lower()))
        first = ends.setdefault((address.host, *address.parts[: place + 1]), words)
        if 2 * len(first & words) < min(len(first), len(words)):
            return True
    return False


def _slug_of(words: set[str], *, is_bare: bool) -> str | None:
    """The pattern of an article's words; None where they stand alone in the path and may be a rubric's.

    Those that stand alone must have a hyphen, as rubrics seldom have.
    """
    if not is_bare:
        return "[^/?#]+" if not any(FILE_END.search(word) for word in words) else "[^/?#]+?"
    hyphens = sum(bool(re.search(r"[^-_][-_][^-_]", FILE_END.sub("", word))) for word in words)
    return r"[^/?#_-]+(?:[_-]+[^/?#_-]+)+" if hyphens == len(words) else None


def _folder(folders: set[str], names: Sequence[str], is_number: bool) -> str:
    """The pattern of a folder that differs: any, or where articles are single words, those that were seen."""
    single = not is_number and any("-" not in name and "_" not in name for name in names)
    if single and len(folders) <= MOST_NAMED and all(PLAIN.fullmatch(folder) for folder in folders):
        return f"(?:{'|'.join(sorted(map(_literal, folders)))})"
    return f"{NO_RUBRICS}[^/?#]+"


def _counts_anew(folders: Sequence[str], numbers: Sequence[str], addresses: Sequence[tuple[str, ...]]) -> bool:
    """True where a rubric may count its articles by itself: short numbers, or one number of two articles."""
    by_number: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for folder, number, parts in zip(folders, numbers, addresses, strict=True):
        by_number[number].add((folder, parts[-1]))
    shared = [pairs for pairs in by_number.values() if len({folder for folder, _ in pairs}) > 1]
    if shared:
        return any(len({tail for _, tail in pairs}) > 1 for pairs in shared)
    return any(len(number) < LONG_NUMBER for number in numbers)
