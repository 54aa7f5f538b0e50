"""Persons' names, cleaned, and separated from desks, newsrooms and role words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.calendar.patterns import ANY_WEEKDAY
from pipelines.strings.dateline_words import is_subject
from pipelines.strings.name_patterns import ANY_ROLE, JOB_BEHIND, NAME_COMMA, NAME_END, NAME_TABLES, ROLES
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import LETTER

NO_WRITER = frozenset(NAME_TABLES["never"]["words"])
NO_WRITER_HERE = NO_WRITER | frozenset(NAME_TABLES["never_here"]["words"])
NO_PHOTOGRAPHER = frozenset(NAME_TABLES["never_beside_a_photo"]["words"])
PARTICLES = frozenset(NAME_TABLES["particles"]["words"])
AGENCIES = frozenset(form for word in NAME_TABLES["agencies"]["words"] for form in (word, word.upper()))
DEGREES = frozenset(NAME_TABLES["degrees"]["words"])
# "Sari Contoh@saricontoh", "Sari Contoh sari@contoh.example"
HANDLE = re.compile(r"(?<=\w)\s*@\w+$|\s+\S+@\S+\.\S+$")
# "Von Jana Contoh", "Por Ana Contoh", "Texte: Ana Contoh", "Текст: Анна Контох", "本报记者 王小明"
LEAD_ELSEWHERE = re.compile(
    r"^(?:von|par|por|door|av|af|(?-i:a\s+cura\s+di|da|de|di))\s*:?\s+(?=\w+\s\w)|^(?:text[eo]?|tekst|words|autor(?:es|a|in)?|auteur|autore|текст|автор)\s*[:：]\s*|^(?:本报|本网)?(?:作者|[记記]者|通[讯訊][员員])\s*[:：]?\s*",
    re.IGNORECASE,
)
IS_A = re.compile(r"\s(?:adalah|ialah|merupakan)\s")  # "Budi Santoso adalah dosen di Kupang"
# "Jane Doe For Dailypost.com", "Jane Doe, for the Post"
FOR_HOUSE = re.compile(r"(?<=\w\s\w)(\w*),?\s+[Ff]or\s+(?:[Tt]he\s+)?[A-Z].*$")
# "港新聞社", "編集部": a house or a desk
HOUSE_ASIAN = re.compile(
    r"(?:事務所|株式会社|公司|[编編][辑集]部|新[聞闻]社?|日[報报]|通信社?|通[讯訊]社|[网網]|뉴스|신문|일보)\W*$"
)
# "ABC", "KWCHCIK": letters that stand for a house
INITIALS_ONLY = re.compile(r"[A-Z]{2,4}|[B-DF-HJ-NP-TV-Z]+")
ONE_WEEKDAY = re.compile(ANY_WEEKDAY, re.IGNORECASE)
# "EditorBudi Contoh": two elements with nothing between them
GLUED_EDITOR = re.compile(r"(?:Editor|EDITOR|Redaktur)(?=[A-Z][a-z])")
FOR_A_BLANK = re.compile(r"(?<=[^\W\d_])_(?=[A-Z])")  # "Sari_Contoh"
ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b[JS]r|\.[A-Z]\w{0,3})\.$")  # "Budi M.", "Contoh Jr.", "S.Sos."
SEPARATOR = re.compile(rf"\s* (?: [;/&、] | \b(?:dan|and)\b | {NAME_COMMA} ) \s*", re.VERBOSE)
# "Ana Contoh und Eva Contoh": with two words on both sides, or it may be part of one name ("José Ortega y Gasset")
AND_ELSEWHERE = re.compile(r"^(\S+\s.+?)\s(?:und|et|y|e|og|och|en|и|mit|with)\s(\S+\s.+)$")
MAX_NAME_WORDS = 7  # words
MAX_PARTICLE_LETTERS = 3  # letters of "van", "bin"
MIN_SENTENCE_WORDS = 2  # longer small words make a sentence and no name
MAX_NAME_LENGTH = 60  # characters
ROLE_FIRST = re.compile(
    rf"^(?:(?:{ANY_ROLE})\s*[:：]|(?!(?:ed|red|rep)\b)(?:{ANY_ROLE}))\s+", re.IGNORECASE
)  # "Ed" is a name too


def clean_name(raw: str, own_names: Iterable[str] = (), *, local: bool = True) -> str | None:
    """A person's name as printed (or a news agency's), or None for a desk, a newsroom, a login, an address.

    `local` is False for a page in another language, where "Tim" is no team.

    >>> clean_name("Oleh: Budi Santoso - ContohNews", ["ContohNews"])
    'Budi Santoso'
    >>> clean_name("Redaksi"), clean_name("contoh.id developer"), clean_name("Tim Contoh")
    (None, None, None)
    >>> clean_name("Tim Contoh, AP Auto Writer", local=False), clean_name("Jane Doe, PhD", local=False)
    ('Tim Contoh', 'Jane Doe, PhD')
    """
    name = " ".join(raw.replace("\xa0", " ").split())
    if GLUED_EDITOR.match(name):
        return None
    name = FOR_A_BLANK.sub(" ", ROLE_FIRST.sub("", name))
    name = name if local else LEAD_ELSEWHERE.sub("", name)
    name = re.sub(r"\s*\([^)]*\)?\s*$", "", name)
    name = name if local else FOR_HOUSE.sub(r"\1", JOB_BEHIND.sub("", name))
    name = IS_A.split(name)[0]
    name = HANDLE.sub("", NAME_END.split(name)[0].strip(" ,;:-–—|*\"'“”"))
    name = _without_job(name, local=local)
    name = name.lstrip(".") if ABBREVIATED.search(name) else name.strip(".")
    if is_agency(name) and not _is_own(name, own_names):
        return name
    return name if _is_person(name, own_names, NO_WRITER_HERE if local else NO_WRITER) else None


def contributor(raw: str, role: str, own_names: Iterable[str] = (), *, local: bool = True) -> str | None:
    """Return a person with the role, as stored; None for a caption or a word like "Istimewa" after "Foto:".

    >>> contributor("Ani Lestari", "Foto"), contributor("Istimewa", "Foto"), contributor("Bupati hadir.", "Foto")
    ('Ani Lestari (foto)', None, None)
    >>> contributor("Pasar Usai Kebakaran", "Foto"), contributor("Senin", "Foto")
    (None, None)
    """
    name = clean_name(raw.strip(" )]|/"), own_names, local=local)
    if name is None or NO_PHOTOGRAPHER & {word.lower().strip(".,") for word in name.split()}:
        return None
    if any(word.islower() and word not in PARTICLES for word in name.split()) or is_subject(name):
        return None
    return f"{name} ({' '.join(role.lower().split())})"


def is_agency(name: str) -> bool:
    """True for a news agency: "Reuters", "The Associated Press", "ANTARA"; never for "Ani"."""
    return name.removeprefix("The ") in AGENCIES


def _without_job(name: str, *, local: bool) -> str:
    """Return the name with its degrees, without a job after a comma ("Sari Contoh, CNN Editor-at-large")."""
    parts = re.split(r"\s*,\s*", name)
    name_parts = [parts[0]]
    for part in parts[1:]:
        degree = "." in part or part in DEGREES or (local and len(part) <= 3 and part.isupper())
        if not degree:
            break
        name_parts.append(part)
    return ", ".join(name_parts)


def _is_person(name: str, own_names: Iterable[str], no_writer: frozenset[str]) -> bool:
    words = name.split()
    if not words or len(words) > MAX_NAME_WORDS or len(name) > MAX_NAME_LENGTH or len(LETTER.findall(name)) < 2:
        return False
    if (
        sum(word.islower() and len(word) > MAX_PARTICLE_LETTERS and word not in PARTICLES for word in words)
        >= MIN_SENTENCE_WORDS
    ):
        return False
    if (
        HOUSE_ASIAN.search(name)
        or name.islower()
        or INITIALS_ONLY.fullmatch(name)
        or ONE_WEEKDAY.fullmatch(name)
        or (len(words) > 1 and words[0] in AGENCIES)
    ):
        return False
    if re.search(r"[@/\\<>=:：\d]|https?:|www\.|\.(?:com|co|id|net|org)\b", name, re.IGNORECASE):
        return False
    parts = {part.lower().strip(".,") for word in words for part in (word, word.partition("-")[0])}
    return not (no_writer & parts) and not _is_own(name, own_names)


def _is_own(name: str, own_names: Iterable[str]) -> bool:
    """True for the outlet's own name and its sections ("ContohHealth" of Contoh, "CNN Business" of CNN)."""
    squashed, first = squash(name), squash(name.split()[0]) if name.split() else ""
    for own in (squash(o) for o in own_names if o):
        if own in (squashed, first) or (len(own) >= 5 and squashed.startswith(own)):
            return True
    return False


def split_names(raw: str) -> list[str]:
    """Names printed in one line; a comma before a degree ("S.Sos") parts nothing.

    >>> split_names("Budi Contoh, Ani Contoh dan Cici"), split_names("Budi Contoh, S.Sos")
    (['Budi Contoh', 'Ani Contoh', 'Cici'], ['Budi Contoh, S.Sos'])
    >>> split_names("Ana Contoh und Eva Contoh"), split_names("José Ortega y Gasset")
    (['Ana Contoh', 'Eva Contoh'], ['José Ortega y Gasset'])
    """
    return [name for part in SEPARATOR.split(raw) for name in _parted(part.strip())]


def _parted(part: str) -> list[str]:
    """Return the names that "and" joins in this part of a line."""
    match = AND_ELSEWHERE.match(part)
    return [*_parted(match[1]), *_parted(match[2])] if match else [part] if part else []


def job_of(role: str) -> str | None:
    """The job that a role word names: "author", "editor", "other"; None for no role word.

    >>> job_of("Pewarta"), job_of("REDAKTUR"), job_of("Kepala")
    ('author', 'editor', None)
    """
    return ROLES.get(" ".join(role.lower().strip(" :").split()))
