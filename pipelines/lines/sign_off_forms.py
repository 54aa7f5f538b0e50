"""The words in which a text signs off: reports, sources, reprint notices, press offices, desk initials."""

from __future__ import annotations

import re

# "Laporan Wartawan Contohnews.com, Budi Santoso"
REPORT_BY = re.compile(
    r"^laporan\s+(?:wartawan|reporter|kontributor|jurnalis|khusus)\s+[\w.\- ]+?,\s*(?P<name>.{3,60})$", re.IGNORECASE
)
# "Penulis Sari Contoh Editor Budi Santoso": roles without colons (pwmu, seen 2023)
_BARE = r"[A-Z][\w'’.]+(?:\s(?![Ee]ditor\b)[A-Z][\w'’.]*){1,3}"
ROLES_BARE = re.compile(
    rf"^(?i:penulis|reporter|pewarta|jurnalis|wartawan)\s+(?P<author>{_BARE})(?:[\s|,/]+(?i:editor|redaktur)\s+(?P<editor>{_BARE}))?$"
)
# "(Tribunkota.com/Budi Santoso)", "(Contoh/Budi Santoso)"
HOUSE_AND_NAME = re.compile(
    r"^\(\s*(?P<house>[\w.-]+(?:\.(?:com|co\.id|id|co|net|news))?)\s*/\s*(?P<name>[A-Z][\w'’.]+(?:\s[A-Z][\w'’.]*){1,3})\s*\)\.?$"
)
# "Sumber : bp2mi.go.id", "(Sumber: Antara)", "Dilansir dari: contoh.id"
SOURCE = re.compile(
    r"""^ [\s(\[*–-]* (?: sumber (?:\s+berita)? | source | (?:dilansir|dikutip|disadur) \s+ dari ) \s* [:：] \s*
        (?P<who> [^:].{1,119}? ) [\s)\].*]* $""",
    re.IGNORECASE | re.VERBOSE,
)
# "Artikel ini telah tayang di Contoh.com dengan judul "Apel Pagi", https://contoh.example/1"
REPRINT = re.compile(
    r"""(?: ^ | (?<=[.!?"”)]\s) ) \s* (?:artikel|berita|tulisan) \s+ ini \s+ (?: (?:telah|sudah|pernah) \s+ )?
        (?:tayang|terbit|naik|dimuat|dipublikasikan) (?: \s+ (?:sebelumnya|pertama\s+kali) )? \s+ di \s+
        (?P<who> [\w.-]+ (?: \s (?!dengan\b|klik\b|baca\b|pada\b)[\w.-]+ ){0,3}? )
        (?= \s+dengan\b | \s+pada\b | \s*,? \s*(?:klik|baca)\b | \s*[,.:] (?:\s|$) | \s*$ | \s*[(] )
        (?: .{0,40}? \b (?:dengan\s+judul|berjudul) \s* [:：]? \s*
            (?P<title> ["“].{5,200}?["”] (?=[\s.,)]|$)
                | .{5,200}? (?= ,?\s*(?:klik|baca|https?:) | \s*[(]?https?: | \.?\s*$ ) ) )? .* $""",
    re.IGNORECASE | re.VERBOSE,
)
# "** (Humas/BP3MI Contoh)"; behind a sentence's end or stars also "(Humas)", "(Diskominfo Kota Contoh)"
UNIT = re.compile(
    r"""[\s*]* \( \s* (?P<who> (?: Humas | Diskominfo | Prokopim ) \s*/\s* [^)]{2,40}? ) \s* \) [\s*.]* $
      | (?: (?: ^ | (?<=[.!?”"]) ) [\s*]* | \s* \*{1,5} \s* )
        \( \s* (?P<office> (?: Humas | Diskominfo | Kominfo | Prokopim ) (?: \s [^)]{2,40}? )? ) \s* \) [\s*]* $""",
    re.IGNORECASE | re.VERBOSE,
)
# "(ant/sya)", "(E-2)", "(RO/A-1)", "(zik)", "(*)", "(m40)", "(mar1/jpnn)", "(Red)"; behind a sentence, and as a line,
# also "(RCA)", "(MUR/DND/UN)", "(Red/Budi)"; "***" or "[]" behind a sentence
INITIALS = re.compile(
    r"""\s* [(\[] \s* (?: [a-z]{1,4}\d? (?: / [a-z0-9]{2,5} ){1,3} | [A-Za-z0-9]{2,6}/[a-z]{3,6}
            | [A-Za-z]{1,4}\d{1,3} / [A-Za-z][\w-]{1,15} | MC \s [A-Z][A-Za-z ]{2,25} (?: /[a-z]{2,6} ){1,3}
            | [A-Z]{1,3} (?: /[A-Z] )? -\d{1,2} | [a-z]{3} | [Aa]nt(?:ara)? | [Rr]ed(?:aksi)? | RED
            | [A-Z][a-z]+ \s*/\s* (?: [Rr]ed(?:aksi)? | RED | [Aa]nt(?:ara)? ) | \*{1,5} | [a-z]\d{2} )
        \s* [)\]] [\s.*]* $
      | (?: ^ | (?<=[.!?"”]) ) \s* [(] (?: [A-Z]{2,5} (?: /[A-Z]{2,5} ){0,3} | [Rr]ed/[A-Z][a-z]+ ) [)] [\s.*]* $
      | (?<=[.!?"”)]) \s* (?: \*{1,5} | \[\s*\] ) \s* $""",
    re.VERBOSE,
)
# "(Budi Contoh)" as the last line: the desk's sign, of whom it doesn't say what (okezone, seen 2025)
SIGNED = re.compile(
    r"^\(\s*(?P<name>[A-Z][a-z'’.]+(?:\s[A-Z][\w'’.]*){1,3})\s*(?:[\\/]\s*[A-Z][a-z'’.]+(?:\s[A-Z][\w'’.]*){0,3})?\s*\)\.?$"
)
# "(Budi Contoh)", "(budi)" behind the text's last sentence; "(tertawa)" and "(Surat An-Nisa)" are the text's
SIGNED_BEHIND = re.compile(
    r"""(?: (?<=[.!?]) | (?<=[.!?][”"]) ) [\s*]* [(] \s*
        (?! (?i: ayat | bersambung | catatan | foto | habis | hadis | istimewa | kitab | lihat | pasal
            | selesai | sumber | surat | tamat | terjemahan | tersenyum | tertawa | undang | video ) )
        (?P<name> [A-Z][a-z'’]+ (?: \s[A-Z][\w'’.]* ){1,3} | [a-z]{4,10} ) \s* [)] [\s*]* $""",
    re.VERBOSE,
)
# "SARI CONTOH", "SARI CONTOH | BUDI CONTOH" as the last line: the writers (tempo, seen 2014-2024)
_CAPITALS = r"[A-Z][A-Z'’.]+(?:\s[A-Z][A-Z'’.]*)"
SIGNED_CAPITALS = re.compile(rf"^{_CAPITALS}{{1,3}}(?:\s*[|,/]\s*{_CAPITALS}{{0,3}}){{0,3}}$")
# "Foto: tiga lembar ukuran 3x4": no one's name, but what somebody must bring
REQUIREMENT = re.compile(r"^[\s*•–-]*(?:[Ff]oto|FOTO)\s*[:：]\s*[a-z]+\s[a-z]")
ADDRESS = re.compile(r"https?://[^\s)\]\"”]+")
